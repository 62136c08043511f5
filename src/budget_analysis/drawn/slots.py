"""Cells to grids, words to the cells of a grid: what both readings share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..reading import Cell, Grid
from .words import Word, around, majority, text_of


def make_grid(page: int, cells: Iterable[Cell]) -> Grid:
    """Cells that cover their slots to a grid."""
    listed = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Grid(
        page,
        max(cell.row + cell.row_span for cell in listed),
        max(cell.column + cell.column_span for cell in listed),
        listed,
        around(cell.box for cell in listed if cell.box),
    )


def fill(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with the words that stand in each of its cells as text."""
    inside: list[list[Word]] = [[] for _ in grid.cells]
    for word, place in zip(words, places(grid, words), strict=True):
        if place is not None:
            inside[place].append(word)
    cells = tuple(
        replace(cell, text=text_of(own)) for cell, own in zip(grid.cells, inside, strict=True)
    )
    return replace(grid, cells=cells)


def places(grid: Grid, words: Sequence[Word]) -> list[int | None]:
    """For each word the number of the cell it stands in, None outside the grid."""
    outer = grid.box
    xs = sorted({x for cell in grid.cells if cell.box for x in (cell.box.x0, cell.box.x1)})
    ys = sorted({y for cell in grid.cells if cell.box for y in (cell.box.y0, cell.box.y1)})
    slots: dict[tuple[int, int], int] = {}
    for number, cell in enumerate(grid.cells):
        if cell.box:
            for row in range(bisect_left(ys, cell.box.y0), bisect_left(ys, cell.box.y1)):
                for column in range(bisect_left(xs, cell.box.x0), bisect_left(xs, cell.box.x1)):
                    slots[row, column] = number

    def place(x: float, y: float) -> int | None:
        return slots.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))

    return [
        majority(word, place)
        if outer
        and word.x1 > outer.x0
        and word.x0 < outer.x1
        and outer.y0 <= (word.y0 + word.y1) / 2 <= outer.y1
        else None
        for word in words
    ]
