"""Forms that stand beside each other on one sheet, set one below the other.

A workbook may hold all its forms on one sheet, two of them side by side. Their titles stand in one row;
where no cell reaches over the place at which the right one begins, each is a table of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from ..reading import Cell, Grid


def one_below_the_other(grid: Grid, is_title: Callable[[str], bool]) -> Grid:
    """The grid, in which what stands on the right of a row of titles comes below what stands on its left; it has more rows then."""
    titles: dict[int, list[int]] = {}
    for cell in grid.cells:
        if is_title(cell.text):
            titles.setdefault(cell.row, []).append(cell.column)
    starts = sorted(titles)
    if all(len(columns) < 2 for columns in titles.values()):
        return grid
    cells: list[Cell] = []
    rows = 0
    for first, end in pairwise([0, *(row for row in starts if row), grid.rows]):
        edges = [0, *sorted(titles.get(first, []))[1:], grid.columns]
        for left, right in pairwise(edges):
            part = [cell for cell in grid.cells if first <= cell.row < end and left <= cell.column < right]
            if any(cell.row + cell.row_span > end or cell.column + cell.column_span > right for cell in part):
                return grid
            cells += [replace(cell, row=cell.row - first + rows, column=cell.column - left) for cell in part]
            cells += _blank(rows, end - first, right - left, grid.columns)
            rows += end - first
    return replace(grid, rows=rows, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _blank(first: int, rows: int, start: int, end: int) -> Iterator[Cell]:
    for row in range(first, first + rows):
        for column in range(start, end):
            yield Cell(row, column, "")
