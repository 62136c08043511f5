"""The sides of a form that are printed apart: revenue and expenditure as two tables, or one above the other in one.

Which rows are of which side follows from their names alone; the side changes once, where a table begins, where the
heads stand again, or where a row says so (支出部分). Each side is then read as a form of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .. import terms
from ..locate import RawForm
from ..locate.parts import AMOUNT, has_sides, names_part, side_of
from ..reading import Grid, Line
from ..specs import Group

_ANY_TOTAL = "合计"
"""Any table has a row of this name."""
_GAP = re.compile(r" {2,}|\n")


@dataclass(frozen=True)
class _Row:
    """A row of a table (`grid` is its number), or a printed line (`grid` is -1)."""

    grid: int
    row: int
    name: str
    """What stands first in it; of a table, in its first column."""
    texts: tuple[str, ...]
    """All that stands in it, folded."""

    @property
    def is_alone(self) -> bool:
        """Nothing else stands in it than its name, or a text in another column."""
        return len(self.texts) == 1


def sides_apart(raw: RawForm) -> list[tuple[int, RawForm]]:
    """Each side of the form as a form of its own, with the number of its group; none where they are not printed apart."""
    spec = raw.spec
    if not has_sides(spec) or len(spec.groups) != 2 or (raw.lines and raw.grids):
        return []
    rows = _rows_of_lines(raw.lines) if raw.lines else _rows_of_grids(raw.grids)
    sides = [side_of(spec, row.name) for row in rows]
    told = [(number, side) for number, side in enumerate(sides) if side is not None]
    changes = [(before, after) for (before, one), (after, other) in pairwise(told) if one != other]
    if len(changes) != 1:
        return []
    before, after = changes[0]
    cut = next((n for n in range(before + 1, after + 1) if _begins(raw, rows[n - 1], rows[n])), None)
    if cut is None:
        return []
    first, second = rows[:cut], rows[cut:]
    if not any(_is_head(raw, row) for row in rows[cut:after]):
        if rows[cut].grid != rows[cut - 1].grid:
            return []  # a table without heads of its own
        start = told[0][0]
        second = [*(row for row in first[:start] if _is_head(raw, row)), *second]
    found = []
    for side, part in ((sides[before], first), (sides[after], second)):
        assert side is not None
        if not _is_one_side(spec.groups[side], part):
            return []  # rows of another table are among them
        kept = [row for row in part if not (row.is_alone and names_part(spec, row.name))]
        own = replace(raw, spec=replace(spec, groups=(spec.groups[side],), variants=()))
        if raw.lines:
            found.append((side, replace(own, lines=tuple(raw.lines[row.row] for row in kept))))
        else:
            numbers = {grid: [row.row for row in kept if row.grid == grid] for grid in sorted({row.grid for row in kept})}
            found.append((side, replace(own, grids=tuple(_with_rows(raw.grids[grid], chosen) for grid, chosen in numbers.items()))))
    return found


def _is_one_side(group: Group, rows: Sequence[_Row]) -> bool:
    """True for rows that are those of a side and of nothing else.

    Each side has the total of the year or its grand total, by names that not every table has; no row has a meaning twice
    with other amounts; and behind the grand total, the last row, there is no amount.
    """
    closing = group.rows[-1]
    seen: dict[str, _Row] = {}
    names: set[str] = set()
    for row in rows:
        if closing.role in seen and row.texts != seen[closing.role].texts and any(map(AMOUNT.fullmatch, row.texts)):
            return False
        role = group.role(row.name, set(seen)) or group.role(row.name, set())
        if role is None:
            continue
        if role in seen and seen[role].texts != row.texts:
            return False
        seen[role] = row
        names |= {terms.fold_label(row.name)} if any(row.role == role and row.is_required for row in group.rows) else set()
    return bool(names - {_ANY_TOTAL})


def _rows_of_lines(lines: Sequence[Line]) -> list[_Row]:
    texts = [_GAP.split(line.text.strip()) for line in lines]
    return [_Row(-1, number, words[0], tuple(map(terms.fold, words))) for number, words in enumerate(texts)]


def _rows_of_grids(grids: Sequence[Grid]) -> list[_Row]:
    found = []
    for number, grid in enumerate(grids):
        filled = [cell for cell in grid.cells if cell.text.strip()]
        for row in range(grid.rows):
            own = [cell for cell in filled if cell.row == row]
            name = next((cell.text for cell in own if cell.column == 0), "")
            found.append(_Row(number, row, name, tuple(terms.fold(cell.text) for cell in own)))
    return found


def _begins(raw: RawForm, before: _Row, row: _Row) -> bool:
    """True for a row at which another side may begin."""
    return row.grid != before.grid or _is_head(raw, row) or (row.is_alone and names_part(raw.spec, row.name))


def _is_head(raw: RawForm, row: _Row) -> bool:
    """True for a row that heads the names of rows: 项目 | 行次 | 决算数."""
    heads = {header for group in raw.spec.groups for column in group.keys for header in column.headers}
    return not row.is_alone and terms.fold(row.name) in heads


def _with_rows(grid: Grid, rows: Sequence[int]) -> Grid:
    """The grid with these of its rows only, in this order."""
    if list(rows) == list(range(grid.rows)):
        return grid
    place = {row: number for number, row in enumerate(rows)}
    cells = []
    for cell in grid.cells:
        kept = [place[row] for row in range(cell.row, cell.row + cell.row_span) if row in place]
        if kept:
            cells.append(replace(cell, row=min(kept), row_span=len(kept)))
    other = _with_rows(grid.other, rows) if grid.other is not None and grid.other.rows == grid.rows else None
    return replace(grid, rows=len(rows), cells=tuple(cells), lines=_lines_of(grid, rows), other=other)


def _lines_of(grid: Grid, rows: Sequence[int]) -> tuple[Line, ...]:
    """The printed lines that stand at the height of these rows."""
    tops = {row: min((cell.box.y0 for cell in grid.cells if cell.row == row and cell.box is not None), default=0.0) for row in range(grid.rows)}

    def row_at(line: Line) -> int:
        middle = (line.box.y0 + line.box.y1) / 2 if line.box is not None else 0.0
        return max((row for row, top in tops.items() if top <= middle), default=0)

    return tuple(line for line in grid.lines if row_at(line) in rows)
