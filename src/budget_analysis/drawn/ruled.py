"""The second reading: a grid from pdfium's characters and ruled lines, independent of tabula."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..reading import Box, Cell, Grid
from .marks import Marks
from .rulings import Lattice, find_lattices, join, nearest, positions
from .slots import fill, make_grid
from .words import Word, make_words

NAME = "grid"
"""What `Cell.reading` calls this reading."""
COVERED = 0.5
"""A side of a cell is ruled when a line covers this part of it."""


def words_and_lattices(marks: Marks) -> tuple[list[Word], list[Lattice]]:
    """The words of a page and the lines of its tables, open sides closed."""
    verticals = join(marks.verticals)

    def is_divided(x0: float, x1: float, y: float) -> bool:
        return any(
            x0 - 1 <= line.at <= x1 + 1 and line.start <= y <= line.end for line in verticals
        )

    words = make_words(marks.chars, is_divided)

    return words, find_lattices(marks.horizontals, marks.verticals)


def read_page(marks: Marks) -> tuple[list[Word], list[Grid]]:
    """The words of a page and its grids, on the upright page; each slot in exactly one cell.

    A single frame around text is no table.
    """
    words, found = words_and_lattices(marks)
    return words, grids_of(marks.number, found, words)


def grids_of(page: int, lattices: Sequence[Lattice], words: Sequence[Word]) -> list[Grid]:
    """The tables of a page from top to bottom, each with the words that stand in its cells."""
    shapes = [shape for shape in map(_cells, lattices) if len(shape) > 1]
    return sorted((fill(make_grid(page, shape), words) for shape in shapes), key=_order)


def _order(grid: Grid) -> tuple[float, float]:
    assert grid.box is not None
    return (round(grid.box.y0), grid.box.x0)


def _cells(lattice: Lattice) -> list[Cell]:
    """The slots between the lines, joined where no line parts them."""
    xs = positions(line.at for line in lattice.verticals)
    ys = positions(line.at for line in lattice.horizontals)
    if len(xs) < 2 or len(ys) < 2:
        return []
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))

    def root(slot: int) -> int:
        while parent[slot] != slot:
            parent[slot] = parent[parent[slot]]
            slot = parent[slot]
        return slot

    walls = _covered(lattice.verticals, xs, ys)
    floors = _covered(lattice.horizontals, ys, xs)
    for row in range(rows):
        for column in range(columns):
            slot = row * columns + column
            if column + 1 < columns and (column + 1, row) not in walls:
                parent[root(slot)] = root(slot + 1)
            if row + 1 < rows and (row + 1, column) not in floors:
                parent[root(slot)] = root(slot + columns)
    regions: dict[int, set[tuple[int, int]]] = {}
    for slot in range(rows * columns):
        regions.setdefault(root(slot), set()).add(divmod(slot, columns))
    blocks = [block for region in regions.values() for block in _rectangles(region)]
    return _compact(blocks, xs, ys)


def _covered(
    lines: Sequence[Sequence[float]], places: Sequence[float], marks: Sequence[float]
) -> set[tuple[int, int]]:
    """(place, stretch) of each stretch between two marks that a line at that place covers."""
    covered: dict[tuple[int, int], float] = {}
    for at, start, end in lines:
        place = nearest(places, at)
        for stretch, (low, high) in enumerate(pairwise(marks)):
            shared = min(end, high) - max(start, low)
            if shared > 0:
                key = (place, stretch)
                covered[key] = covered.get(key, 0.0) + shared / (high - low)
    return {key for key, part in covered.items() if part >= COVERED}


Block = tuple[int, int, int, int]
"""A rectangle of slots: first row, first column, rows, columns."""


def _rectangles(region: set[tuple[int, int]]) -> list[Block]:
    """The region as one rectangle, or, where a line is missing, cut into the widest ones."""
    blocks = []
    rest = set(region)
    while rest:
        row, column = min(rest)
        width = 1
        while (row, column + width) in rest:
            width += 1
        height = 1
        while all((row + height, column + step) in rest for step in range(width)):
            height += 1
        rest -= {(row + y, column + x) for y in range(height) for x in range(width)}
        blocks.append((row, column, height, width))
    return blocks


def _compact(blocks: list[Block], xs: Sequence[float], ys: Sequence[float]) -> list[Cell]:
    """Blocks as cells; lines that end no cell (a dangling stroke) do not count as lines."""
    kept_rows = sorted({row for row, _, _, _ in blocks})
    kept_columns = sorted({column for _, column, _, _ in blocks})
    row_number = {row: number for number, row in enumerate(kept_rows)}
    column_number = {column: number for number, column in enumerate(kept_columns)}
    row_number[len(ys) - 1] = len(kept_rows)
    column_number[len(xs) - 1] = len(kept_columns)
    return [
        Cell(
            row=row_number[row],
            column=column_number[column],
            text="",
            row_span=row_number[row + height] - row_number[row],
            column_span=column_number[column + width] - column_number[column],
            box=Box(xs[column], ys[row], xs[column + width], ys[row + height]),
            reading=NAME,
        )
        for row, column, height, width in blocks
    ]
