"""Tables that look like the rest of a form but were not joined to it: its rows are then incomplete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import codes, specs, terms
from ..reading import Grid
from .surroundings import RawForm, UnknownTable

_AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?")
_GAP = re.compile(r" {2,}|\n")
_NEXT_PAGES = 2
"""As far behind the form: a page may hold one empty row only."""
_FEWEST_ROWS = 1


def with_left_over(forms: Sequence[RawForm], unknown: Sequence[UnknownTable]) -> list[RawForm]:
    """The forms, each with the tables behind it that hold rows such as its own.

    A table under a title of its own is none, nor one behind the beginning of the next form.
    """
    found = list(forms)
    for table in unknown:
        if table.form:
            continue
        before = [n for n, form in enumerate(found) if _is_behind(table.grid, form)]
        number = max(before, key=lambda n: (found[n].pages[-1], found[n].page), default=None)
        if number is not None and _has_rows_of(found[number], table.grid):
            form = found[number]
            found[number] = replace(form, left_over=(*form.left_over, table.grid))
    return found


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
