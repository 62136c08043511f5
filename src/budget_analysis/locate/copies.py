"""Pages that stand twice in a file, word for word: they are read once, and said to stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from .. import specs, terms
from ..folding import is_folio
from ..reading import Grid, Line, Problem
from .surroundings import folded_title, form_titled

REPEATED_PAGE = "repeated_page"
_NUMBER = re.compile(r"\d[\d,]*\.\d+")
_FEWEST_NUMBERS = 3
_FEWEST_LETTERS = 80
"""A page of fewer numbers and fewer letters (a blank form that goes on, a half title) may be alike by chance."""

_Page = tuple[tuple[str, ...], tuple[tuple[int, int, tuple[str, ...]], ...]]
"""The words of its lines, and of its tables rows, columns and cells."""


def copies(lines: Sequence[Line], grids: Sequence[Grid]) -> dict[int, int]:
    """Page to the earlier page that has the same lines and the same tables; page numbers aside.

    A page without a title is the rest of another form where it follows the same row of that one: an
    office with one kind of money prints the same rows on two of them.
    """
    words: dict[int, list[str]] = {}
    tables: dict[int, list[tuple[int, int, tuple[str, ...]]]] = {}
    for line in lines:
        if not is_folio(line.text):
            words.setdefault(line.page, []).append(terms.fold(line.text))
    for grid in grids:
        cells = tuple(terms.fold(cell.text) for cell in grid.cells)
        tables.setdefault(grid.page, []).append((grid.rows, grid.columns, cells))
    found: dict[int, int] = {}
    first: dict[_Page, int] = {}
    shown: dict[int, _Page] = {}
    titles = {0: ""}
    for page in sorted({*words, *tables}):
        before = titles.get(page - 1, "")
        shown[page] = tuple(words.get(page, ())), tuple(tables.get(page, ()))
        titles[page] = next((text for text in reversed(list(_texts(shown[page]))) if _is_title(text)), before)
        known = first.setdefault(shown[page], page) if _is_telling(shown[page]) else page
        is_rest = titles[page] != titles[known] and _last_name(shown.get(page - 1)) == _last_name(shown.get(known - 1))
        if known != page and not is_rest:
            found[page] = known
    return found


def _is_title(text: str) -> bool:
    return form_titled(text) is not None or folded_title(text) in specs.other_titles()


def _texts(shown: _Page) -> Iterator[str]:
    words, tables = shown
    yield from words
    yield from (text for _, _, cells in tables for text in cells)


def _last_name(shown: _Page | None) -> str:
    """What names the last row of a page."""
    names = [_NUMBER.sub("", text).strip() for text in _texts(shown)] if shown else []
    return next((name for name in reversed(names) if name), "")


def problems_of(found: dict[int, int]) -> list[Problem]:
    """A problem for each page that is left out; its place is the page that it repeats."""
    return [
        Problem(
            page, f"page {known}", REPEATED_PAGE,
            f"page {page} has the same words and numbers as page {known} and is read once, so that nothing "
            "counts twice. Look whether another page should stand there",
        )
        for page, known in found.items()
    ]  # fmt: skip


def repeated_pages(problems: pd.DataFrame) -> dict[int, int]:
    """What `copies` found, from the frame of the problems."""
    if problems.empty:
        return {}
    told = problems.loc[problems["kind"] == REPEATED_PAGE, ["page", "place"]]
    return {int(page): int(place.split()[-1]) for page, place in told.itertuples(index=False, name=None)}


def _is_telling(shown: _Page) -> bool:
    numbers = _NUMBER.findall("\n".join(_texts(shown)))
    return len(numbers) >= _FEWEST_NUMBERS or sum(map(len, shown[0])) >= _FEWEST_LETTERS
