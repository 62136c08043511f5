"""Tables that look like the rest of a form but were not joined to it: its rows are then incomplete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import codes, specs, terms
from ..reading import Cell, Grid, Line
from .surroundings import RawForm, UnknownTable

_AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?")
_GAP = re.compile(r" {2,}|\n")
_NEXT_PAGES = 2
"""As far behind the form: a page may hold one empty row only."""
_FEWEST_ROWS = 1
_REACH = 4.0
"""Points by which a row without lines may stand out of its table."""


def with_left_over(forms: Sequence[RawForm], unknown: Sequence[UnknownTable]) -> list[RawForm]:
    """The forms, each with the tables behind it that hold rows such as its own.

    A table under a title of its own is none, nor one behind the beginning of the next form.
    """
    found = list(forms)
    for table in unknown:
        if table.form or any(table.grid is rest for form in found for rest in form.left_over):
            continue
        before = [n for n, form in enumerate(found) if _is_behind(table.grid, form)]
        number = max(before, key=lambda n: (found[n].pages[-1], found[n].page), default=None)
        if number is not None and _has_rows_of(found[number], table.grid):
            form = found[number]
            found[number] = replace(form, left_over=(*form.left_over, table.grid))
    return found


def is_loose_row(form: RawForm, last: Grid, line: Line) -> bool:
    """True for a line between or behind the ruled tables of a form that is one of its rows, printed without lines."""
    texts = [text for text in _GAP.split(line.text.strip()) if text]
    if last.kind != "ruled" or line.box is None or last.box is None or not 0 <= line.page - last.page <= 1:
        return False
    is_within = line.box.x0 >= last.box.x0 - _REACH and line.box.x1 <= last.box.x1 + _REACH
    is_below = line.page > last.page or line.box.y0 >= last.box.y0
    return is_within and is_below and len(texts) > 1 and _is_row(form, texts) and any(map(_AMOUNT.search, texts))


def grid_of_line(line: Line) -> Grid:
    """The words of a line as a table of one row."""
    texts = [text for text in _GAP.split(line.text.strip()) if text]
    cells = tuple(Cell(0, column, text, box=line.box) for column, text in enumerate(texts))
    return Grid(line.page, 1, len(texts), cells, line.box, "aligned", (line,))


def _is_behind(grid: Grid, form: RawForm) -> bool:
    return 0 <= grid.page - form.pages[-1] <= _NEXT_PAGES


def _has_rows_of(form: RawForm, grid: Grid) -> bool:
    """True where rows with amounts are named by codes, or by names, that the form may have."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text.strip():
            # where only rows are ruled, all of a row stands in one cell
            rows.setdefault(cell.row, []).extend(_GAP.split(cell.text.strip()))
    named = [texts for texts in rows.values() if len(texts) > 1 and _is_row(form, texts)]
    return len(named) >= _FEWEST_ROWS and any(_AMOUNT.fullmatch(terms.fold(t)) for texts in named for t in texts)


def _is_row(form: RawForm, texts: Sequence[str]) -> bool:
    spec = form.spec
    first = terms.fold(texts[0])
    for shape in spec.shapes:
        if shape.codes:
            is_code = first.isdecimal() and first[0] in codes.FIRST_DIGITS[shape.codes]
            if is_code and specs.has_level(spec.id, first):
                return True
        elif any(group.knows(text) for group in shape.groups for text in texts):
            return True
    return False
