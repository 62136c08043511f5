"""Further tables of a form: those it goes on in, and parts of it that are tables of their own.

Revenue and expenditure, or 人员经费 and 公用经费, may be printed one below or beside the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .. import specs, terms
from ..reading import Box, Grid
from ..specs import FormSpec
from .columns_on import go_on_beside, has_optional_columns_on, has_rows_again
from .stacked import begins_again, is_stacked, stack
from .surroundings import OpenForm

PAGES_APART = 2
"""A page may hold one empty row only, which no reader takes for a table."""
_SAME_EDGE = 4.0
AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?")


def names_part(spec: FormSpec, text: str) -> bool:
    """True for what stands above a part of the form and says which it is: （收入部分）, 公用经费 (words: `surroundings.toml`)."""
    told = specs.load("surroundings.toml")["parts"]
    _, folded = terms.split_ordinal(text)
    bare = re.fullmatch(r"[(\[【]?([^()\[\]【】:]{2,8}):?[)\]】]?:?", folded)
    if bare is None:
        return False
    word = bare[1]
    for end in told["behind"]:
        word = word.removesuffix(end) or word
    own = {group.side for group in spec.groups} | {row.role for group in spec.groups for row in group.rows}
    return any(word in words for name, words in told["of"].items() if name in own)


def has_sides(spec: FormSpec) -> bool:
    """True for a form of two sides, revenue and expenditure."""
    return len(spec.groups) > 1 and all(group.side for group in spec.groups)


def side_of(spec: FormSpec, text: str) -> int | None:
    """The group that alone has a row of this name; None where several have it, or none."""
    found = [number for number, group in enumerate(spec.groups) if group.knows(text)]
    return found[0] if len(found) == 1 else None


def is_other_part(form: OpenForm, grid: Grid) -> bool:
    """True for a table without a title that is another part of the form above it.

    Of a form of two sides all rows so far are those of one side, all of the table those of the other; its columns may
    be others. Of any other form a line above the table says so, and it has the heads of the first one.
    """
    if form.tail or not form.grids or not 0 <= grid.page - form.last_page <= PAGES_APART:
        return False
    if grid.box is None and grid.page != form.last_page:
        return False  # another sheet of a workbook
    if not has_sides(form.raw.spec):
        return form.opens_part and _heads(grid) == _heads(form.grids[0])
    before, after = _sides(form.raw.spec, form.grids), _sides(form.raw.spec, [grid])
    return len(before) == len(after) == 1 and before != after


def takes(form: OpenForm, grid: Grid, is_told: bool) -> bool:
    """Take in a table that goes on with the form; False where it does not."""
    if not _may_be_more(form, grid, is_told):
        return False
    if form.grids and not (form.opens_part or is_told) and is_stacked(form.grids[-1], grid) and not begins_again(form.raw.spec, form.grids[-1], grid):
        form.grids[-1] = stack(form.grids[-1], grid)
    elif continues(form, grid):
        form.grids.append(grid)
    else:
        return False
    return True


def is_rest(form: OpenForm, grid: Grid, is_told: bool) -> bool:
    """True for a table with amounts that is not joined, although it is told to go on with the form or stands as if it did."""
    return not form.tail and _has_amounts(grid) and (is_told or continues(form, grid))


def _may_be_more(form: OpenForm, grid: Grid, is_told: bool) -> bool:
    """False for a table that is certainly or perhaps another one, although it stands directly below the form.

    Behind the grand total of a side nothing of it is left. Where nothing tells so (续表), columns that the form may do
    without may be those of another form without a title.
    """
    spec = form.raw.spec
    if not form.grids:
        return True
    if has_sides(spec) and any(_is_closing(spec, name) for name in _known(spec, form.grids[-1])[-1:]):
        return not _has_amounts(grid)
    last = form.grids[-1]
    return not has_rows_again(spec, last, grid) and (is_told or not has_optional_columns_on(spec, last, grid))


def continues(form: OpenForm, grid: Grid) -> bool:
    """A grid without a title goes on with the form above while no note has closed it."""
    if form.tail or grid.page - form.last_page > PAGES_APART or not form.grids or form.opens_part:
        return False
    if grid.box is None and grid.page != form.last_page:
        return False  # another sheet of a workbook
    last = form.grids[-1]
    if grid.kind == last.kind == "aligned":
        return True
    if grid.box is not None and last.box is not None and _spans_as(grid.box, last.box):
        return True
    has_columns = grid.columns in (last.columns, form.grids[0].columns) or not any(cell.text.strip() for cell in grid.cells)
    return has_columns or go_on_beside(form.raw.spec, last, grid)


def _spans_as(box: Box, other: Box) -> bool:
    """Tables that stand between the same margins; rulings of one table differ by their width."""
    return abs(box.x0 - other.x0) <= _SAME_EDGE and abs(box.x1 - other.x1) <= _SAME_EDGE


def _sides(spec: FormSpec, grids: Iterable[Grid]) -> set[int]:
    texts = [cell.text for grid in grids for cell in grid.cells if cell.column == 0 and cell.text.strip()]
    return {side for text in texts if (side := side_of(spec, text)) is not None}


def _known(spec: FormSpec, grid: Grid) -> list[str]:
    """The names of rows of the form in the first column, from top to bottom."""
    cells = sorted((cell for cell in grid.cells if cell.column == 0), key=lambda cell: cell.row)
    return [cell.text for cell in cells if any(group.knows(cell.text) for group in spec.groups)]


def _is_closing(spec: FormSpec, name: str) -> bool:
    """True for the grand total, the last of the rows that a side has."""
    return any(terms.fold_label(name) in group.rows[-1].labels for group in spec.groups)


def _has_amounts(grid: Grid) -> bool:
    """True for a table that holds an amount with decimals."""
    return any(AMOUNT.fullmatch(terms.fold(cell.text)) for cell in grid.cells)


def _heads(grid: Grid) -> list[tuple[int, str]]:
    """The first row of a table: columns and their texts, with the number of all columns."""
    texts = [(cell.column, terms.fold(cell.text)) for cell in grid.cells if cell.row == 0]
    return [(grid.columns, ""), *sorted(texts)]
