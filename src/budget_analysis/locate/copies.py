"""Pages that stand twice in a file, word for word: they are read once, and said to stand twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from .. import terms
from ..folding import is_folio
from ..reading import Grid, Line, Problem

REPEATED_PAGE = "repeated_page"
_NUMBER = re.compile(r"\d[\d,]*\.\d+")
_FEWEST_NUMBERS = 3
_FEWEST_LETTERS = 80
"""A page of fewer numbers and fewer letters (a blank form that goes on, a half title) may be alike by chance."""

_Page = tuple[tuple[str, ...], tuple[tuple[int, int, tuple[str, ...]], ...]]
"""The words of its lines, and of its tables rows, columns and cells."""


def copies(lines: Sequence[Line], grids: Sequence[Grid]) -> dict[int, int]:
    """Page to the earlier page that has the same lines and the same tables; page numbers aside."""
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
    for page in sorted({*words, *tables}):
        shown = tuple(words.get(page, ())), tuple(tables.get(page, ()))
        if _is_telling(shown) and first.setdefault(shown, page) != page:
            found[page] = first[shown]
    return found


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
    told = problems.loc[problems["kind"] == REPEATED_PAGE, ["page", "place"]]
    return {int(page): int(place.split()[-1]) for page, place in told.itertuples(index=False, name=None)}


def _is_telling(shown: _Page) -> bool:
    words, tables = shown
    texts = "\n".join((*words, *(text for _, _, cells in tables for text in cells)))
    return len(_NUMBER.findall(texts)) >= _FEWEST_NUMBERS or sum(map(len, words)) >= _FEWEST_LETTERS
