"""The boxes of the engine's cells to grids: each cell once, in the table that it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...drawn.rulings import REACH, nearest, positions
from ...drawn.slots import make_grid
from ...reading import Box, Cell, Grid

NEIGHBOURS = 4.0
"""Points. Cells no further apart belong to one table."""


def grids_of(page: int, cells: Iterable[tuple[Box, str]], reading: str) -> list[Grid]:
    """The tables that the cells make; a single cell is none."""
    grids = [
        _grid(page, group, reading) for group in _neighbours(_distinct(cells)) if len(group) > 1
    ]
    return [grid for grid in grids if len(grid.cells) > 1]


def _distinct(cells: Iterable[tuple[Box, str]]) -> list[tuple[Box, str]]:
    """Each cell once, top to bottom, without the strips between double lines, without frames
    around whole tables and without boxes drawn inside a cell.
    """
    listed = sorted(
        {
            cell
            for cell in cells
            if cell[0].x1 - cell[0].x0 > REACH and cell[0].y1 - cell[0].y0 > REACH
        },
        key=lambda cell: (cell[0].y0, cell[0].x0, cell[0].y1, cell[0].x1),
    )
    inner: dict[int, list[int]] = {}
    for one, other in _pairs_that_touch(listed):
        for outer, inside in ((one, other), (other, one)):
            if _holds(listed[outer][0], listed[inside][0]):
                inner.setdefault(outer, []).append(inside)
                break
    frames = {number for number, inside in inner.items() if len(inside) > 1}
    drawn = {inside[0] for inside in inner.values() if len(inside) == 1}
    return [cell for number, cell in enumerate(listed) if number not in frames | drawn]


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 <= inner.x0 + REACH
        and outer.y0 <= inner.y0 + REACH
        and outer.x1 >= inner.x1 - REACH
        and outer.y1 >= inner.y1 - REACH
    )


def _neighbours(cells: Sequence[tuple[Box, str]]) -> list[list[tuple[Box, str]]]:
    """Cells that touch, as tables; the engine's own tables fall apart where borders have gaps."""
    parent = list(range(len(cells)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in _pairs_that_touch(cells):
        parent[root(other)] = root(one)
    groups: dict[int, list[tuple[Box, str]]] = {}
    for number, cell in enumerate(cells):
        groups.setdefault(root(number), []).append(cell)
    return list(groups.values())


def _pairs_that_touch(cells: Sequence[tuple[Box, str]]) -> Iterator[tuple[int, int]]:
    """Numbers of cells that touch or overlap; the cells come from top to bottom."""
    open_cells: list[int] = []
    for number, (box, _) in enumerate(cells):
        open_cells = [other for other in open_cells if cells[other][0].y1 >= box.y0 - NEIGHBOURS]
        for other in open_cells:
            if _touch(cells[other][0], box):
                yield other, number
        open_cells.append(number)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x0 - NEIGHBOURS <= other.x1
        and other.x0 - NEIGHBOURS <= one.x1
        and one.y0 - NEIGHBOURS <= other.y1
        and other.y0 - NEIGHBOURS <= one.y1
    )


def _grid(page: int, cells: list[tuple[Box, str]], reading: str) -> Grid:
    """Cells in rows and columns by their boxes; what no cell covers becomes a blank, unread cell."""
    xs = positions(x for box, _ in cells for x in (box.x0, box.x1))
    ys = positions(y for box, _ in cells for y in (box.y0, box.y1))
    placed: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for box, text in sorted(cells, key=lambda cell: (cell[0].y0, cell[0].x0)):
        row, column = nearest(ys, box.y0), nearest(xs, box.x0)
        bottom, right = nearest(ys, box.y1), nearest(xs, box.x1)
        slots = {(y, x) for y in range(row, bottom) for x in range(column, right)}
        if not slots or slots & covered:
            continue
        covered |= slots
        place = Box(xs[column], ys[row], xs[right], ys[bottom])
        placed.append(Cell(row, column, text, bottom - row, right - column, place, reading))
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in covered:
                place = Box(xs[column], ys[row], xs[column + 1], ys[row + 1])
                placed.append(Cell(row, column, "", box=place, reading=""))
    return make_grid(page, placed)
