"""The year before a head: 2023年度预算数 | 决算数 are heads as they would be without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..locate import RawForm
from ..reading import Grid, Line
from ..specs import FormSpec
from .columns import general_words

_YEAR = r"(?P<year>(?:19|20)\d{2})\s*年(?:\s*度)?"
_ANY_YEAR = re.compile(_YEAR)


def without_years(raw: RawForm) -> RawForm:
    """The form, in which spaces stand for the year before the head of a measure.

    Where heads tell two years, one of them is not the account's own: the form stays as it is.
    """
    with_year = [text for text in _texts(raw) if _ANY_YEAR.search(text)]
    if not with_year:  # as in most forms: the words of all heads need not be put together
        return raw
    pattern = _heads(raw.spec)
    found = {match["year"] for text in with_year for match in pattern.finditer(text)}
    if len(found) != 1:
        return raw

    def blank(text: str) -> str:
        return pattern.sub(lambda match: " " * len(match[0]), text)

    return replace(
        raw,
        lines=tuple(replace(line, text=blank(line.text)) for line in raw.lines),
        grids=tuple(_grid(grid, blank) for grid in raw.grids),
    )


def _heads(spec: FormSpec) -> re.Pattern[str]:
    words = {header for group in spec.every_group for column in group.measures for header in column.headers}
    listed = [r"\s*".join(map(re.escape, word)) for word in sorted(words | general_words(), key=len, reverse=True)]
    return re.compile(_YEAR + rf"(?=\s*(?:{'|'.join(listed)})(?:\s|$))")


def _texts(raw: RawForm) -> Iterator[str]:
    yield from (line.text for line in raw.lines)
    for grid in raw.grids:
        yield from (cell.text for cell in grid.cells)
        yield from (line.text for line in grid.lines)


def _grid(grid: Grid, blank: Callable[[str], str]) -> Grid:
    def line_of(line: Line) -> Line:
        return replace(line, text=blank(line.text))

    return replace(
        grid,
        cells=tuple(replace(cell, text=blank(cell.text)) for cell in grid.cells),
        lines=tuple(map(line_of, grid.lines)),
        other=None if grid.other is None else _grid(grid.other, blank),
    )
