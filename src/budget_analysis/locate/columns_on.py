"""Forms too wide for a page whose further columns stand in another table below: 收入决算表（续表）, 续表, or no word at all.

The names of the rows stand in both tables, row for row, and each table has columns of amounts that the other has not.
Side by side they are the one table that the form declares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import terms
from ..reading import Grid
from ..specs import FormSpec
from .spilled import heads_above
from .surroundings import RawForm

_AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.?\d*\)?")
_FEWEST_ROWS = 3
"""Rows that are named alike, those of the head among them."""
_FEWEST_CODES = 2
_PAGES_APART = 1


def with_columns_on(form: RawForm) -> RawForm:
    """The form, in which tables with further columns of the same rows are one with the table before them."""
    together = _one_after_the_other(form.spec, form.grids)
    if len(together) == len(form.grids) and len(form.grids) % 2 == 0:
        # all rows of the first columns, over pages, then all rows of the others
        half = len(form.grids) // 2
        pairs = [_side_by_side(form.spec, one, other, half) for one, other in zip(form.grids[:half], form.grids[half:], strict=True)]
        whole = [grid for grid in pairs if grid is not None]
        together = whole if len(whole) == half else together
    return replace(form, grids=tuple(together)) if len(together) < len(form.grids) else form


def go_on_beside(spec: FormSpec, one: Grid, other: Grid) -> bool:
    """True for a table with further columns of the rows of the one before it."""
    return _side_by_side(spec, one, other, _PAGES_APART) is not None


def has_optional_columns_on(spec: FormSpec, one: Grid, other: Grid) -> bool:
    """True for a table with further columns of the same rows that the form may do without: it may be another form's."""
    if len(spec.groups) > 1 or spec.is_repeated:
        return False
    own, further = (_measures(spec, grid, _columns_of_names(grid)) for grid in (one, other))
    needed = {column.name for column in spec.groups[0].measures if not column.is_optional}
    return bool(further) and not further & (own | needed)


def has_rows_again(spec: FormSpec, one: Grid, other: Grid) -> bool:
    """True for a table of the same codes as the one before it with other amounts: those of columns that no heads tell, or of another form."""
    if spec.codes is None or len(spec.groups) > 1 or spec.is_repeated:
        return False
    rows = [[row for row in _texts(grid) if row[:1] and row[0].isdecimal() and any(map(_AMOUNT.fullmatch, row[1:]))] for grid in (one, other)]
    codes = [{row[0] for row in found} for found in rows]
    is_again = len(codes[1]) >= _FEWEST_CODES and codes[1] <= codes[0]
    return is_again and not all(row in rows[0] for row in rows[1]) and not go_on_beside(spec, one, other)


def _one_after_the_other(spec: FormSpec, grids: Sequence[Grid]) -> list[Grid]:
    found: list[Grid] = []
    for grid in grids:
        wide = _side_by_side(spec, found[-1], grid, _PAGES_APART) if found else None
        if wide is None:
            found.append(grid)
        else:
            found[-1] = wide
    return found


def _side_by_side(spec: FormSpec, one: Grid, other: Grid, most_apart: int) -> Grid | None:
    """Both tables as one; None where they are none."""
    if len(spec.groups) > 1 or spec.is_repeated or not 0 <= other.page - max((one.page, *one.pages)) <= most_apart:
        return None
    texts = _texts(one), _texts(other)
    rows = min(one.rows, other.rows)
    again = _columns_again(texts[0][:rows], texts[1][:rows])
    longer = texts[0][rows:] + texts[1][rows:]
    if not again or rows < _FEWEST_ROWS or not all(map(_is_remark, longer)):
        return None
    own, further = _measures(spec, one, again), _measures(spec, other, again)
    if not own or not further or own & further:
        return None
    added = [
        replace(cell, column=cell.column - again + one.columns, row_span=min(cell.row_span, one.rows - cell.row))
        for cell in other.cells
        if cell.column >= again and cell.row < one.rows
    ]
    columns = one.columns + other.columns - again
    pages = (*(one.pages or (one.page,) * one.columns), *[other.page] * (other.columns - again))
    is_sure = one.kind == other.kind == "ruled" and len(set(pages)) == 1
    return replace(one, columns=columns, cells=(*one.cells, *added), kind="ruled", lines=(), other=None, pages=() if is_sure else pages)


def _texts(grid: Grid) -> list[list[str]]:
    """The folded texts of each row, that of a merged cell in each of its places."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                rows[row][column] = terms.fold(cell.text)
    return rows


def _columns_again(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> int:
    """So many columns at the left hold the same texts in both tables and name each row with numbers."""
    most = min(len(one[0]), len(other[0])) if one else 0
    count = 0
    while count < most and all(left[count] == right[count] for left, right in zip(one, other, strict=True)):
        count += 1
    while count and not any(row[count - 1] for row in one):
        count -= 1
    names = {tuple(row[:count]) for row in one if any(text and not _AMOUNT.fullmatch(text) for text in row[:count])}
    are_named = all(any(row[:count]) for row in (*one, *other) if any(map(_AMOUNT.fullmatch, row[count:])))
    return count if are_named and len(names) >= _FEWEST_ROWS else 0


def _is_remark(row: Sequence[str]) -> bool:
    """True for a row of one text or none: a note below the table."""
    texts = set(row) - {""}
    return len(texts) < 2 and not any(map(_AMOUNT.fullmatch, texts))


def _columns_of_names(grid: Grid) -> int:
    """So many columns stand before the first one with an amount: those of codes and names."""
    return min((cell.column for cell in grid.cells if "." in cell.text and _AMOUNT.fullmatch(terms.fold(cell.text))), default=grid.columns)


def _measures(spec: FormSpec, grid: Grid, again: int) -> set[str]:
    """The measures of the form that stand above the columns behind the names of the rows."""
    heads = heads_above(grid)[again:]
    return {column.name for column in spec.groups[0].measures for texts in heads if any(text in column.headers for text in texts)}
