"""A title that follows a table without rules as closely as its rows do: it begins the next form."""

from __future__ import annotations

from dataclasses import replace

from ..reading import Box, Grid, Line, Reading
from .surroundings import form_titled, is_surrounding

_LAST_LINES = 4
"""Lines at the end of a table among which the title of the next form, its number and unit may be."""


def with_free_titles(reading: Reading) -> Reading:
    """The reading, in which a title of a form, and what tells its number and unit, is no row at the end of a table."""
    lines, grids = list(reading.lines), list(reading.grids)
    for grid in reading.grids:
        tail = _tail(grid)
        if not tail or grid.box is None or grid.after is None:
            continue
        top = min(line.box.y0 for line in tail if line.box)
        after, page = grid.after, grid.page
        rows = [
            row
            for row in range(grid.rows)
            if all(cell.box is None or cell.box.y0 < top - 1 for cell in grid.cells if cell.row == row and cell.text.strip())
        ]
        end = max(rows, default=-1) + 1
        cut = replace(
            grid,
            rows=end,
            cells=tuple(cell for cell in grid.cells if cell.row < end),
            box=Box(grid.box.x0, grid.box.y0, grid.box.x1, top),
            lines=tuple(line for line in grid.lines if line not in tail),
        )
        count = len(tail)
        lines = [replace(line, number=line.number + count) if line.page == page and line.number > after else line for line in lines]
        at = next((n for n, line in enumerate(lines) if (line.page, line.number) > (page, after)), len(lines))
        lines[at:at] = [replace(line, page=page, number=after + 1 + n) for n, line in enumerate(tail)]
        grids = [cut if one is grid else _moved(one, grid, count) for one in grids]
    return replace(reading, lines=tuple(lines), grids=tuple(grids))


def _tail(grid: Grid) -> list[Line]:
    """The last lines of a table from the title of a form on; none where other rows stand behind it."""
    if grid.kind != "aligned" or grid.box is None:
        return []
    last = list(grid.lines[-_LAST_LINES:])
    for number, line in enumerate(last):
        if form_titled(line.text) is not None:
            behind = last[number + 1 :]
            is_all = len(last) < len(grid.lines) or number > 0
            return last[number:] if is_all and all(is_surrounding(one.text) for one in behind) else []
    return []


def _moved(one: Grid, grid: Grid, count: int) -> Grid:
    """A grid behind the lines that were freed has as many more before it."""
    if one.page != grid.page or one.after is None or grid.after is None or one.box is None or grid.box is None:
        return one
    is_behind = one.after > grid.after or (one.after == grid.after and one.box.y0 > grid.box.y0)
    return replace(one, after=one.after + count) if is_behind else one
