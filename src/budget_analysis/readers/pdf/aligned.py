"""Tables without ruled lines: columns from the places of numbers that stand under each other.

Only what is beyond doubt becomes a grid: at least three lines, at least three columns of
numbers that end, begin or are centred at one place, and clear gutters between all columns.
Column heads stay among the lines, since nothing tells where they end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...reading import Box, Cell, Grid
from .ruled import NAME
from .slots import make_grid
from .words import Row, Word, around

KIND = "aligned"
GUTTER = 1.0
"""Parts of the size: pieces of a line further apart than this stand in different columns."""
REMARK = (
    "a table without ruled lines: its columns follow from aligned numbers, in one reading only. "
    "Compare the page"
)
EDGE = 2.0
"""Points: numbers of one column end (or begin, or are centred) within this."""
FEWEST = 3
"""Columns of numbers, and numbers in a column, that make a table."""
LINE_PITCH = 3.0
"""Parts of the size: lines further apart than this do not belong to one table."""

_NUMBER = re.compile(r"\(?[-−–△▲]?\d[\d,]*(\.\d+)?%?\)?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line that belong together, set off by gutters."""

    words: tuple[Word, ...]

    @property
    def row(self) -> Row:
        return Row(self.words)

    @property
    def is_number(self) -> bool:
        text = unicodedata.normalize("NFKC", self.row.text).replace(" ", "")
        return _NUMBER.fullmatch(text) is not None


def find_tables(page: int, rows: Sequence[Row]) -> tuple[list[Grid], list[Row]]:
    """The aligned tables among the printed lines of a page, and the lines that are left."""
    split = [_pieces(row) for row in rows]
    grids: list[Grid] = []
    left: list[Row] = []
    done = 0
    for start, end in _blocks(rows, split):
        grid = _table(page, split[start:end])
        if grid is not None:
            grids.append(grid)
            left.extend(rows[done:start])
            done = end
    left.extend(rows[done:])
    return grids, left


def _pieces(row: Row) -> list[_Piece]:
    pieces: list[list[Word]] = []
    for word in row.words:
        if pieces and word.x0 - pieces[-1][-1].x1 < GUTTER * word.size:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [_Piece(tuple(words)) for words in pieces]


def _blocks(rows: Sequence[Row], split: Sequence[list[_Piece]]) -> Iterator[tuple[int, int]]:
    """Ranges of neighbouring lines with numbers in columns; lines with one piece may stand between."""
    start = end = None
    for index, pieces in enumerate(split):
        has_columns = len(pieces) > 1 and any(piece.is_number for piece in pieces)
        if start is not None and (
            _is_apart(rows[index - 1], rows[index]) or (not has_columns and len(pieces) > 1)
        ):
            assert end is not None
            yield start, end
            start = None
        if has_columns:
            start = index if start is None else start
            end = index + 1
    if start is not None and end is not None:
        yield start, end


def _is_apart(row: Row, following: Row) -> bool:
    size = max(word.size for word in (*row.words, *following.words))
    return following.box.y1 - row.box.y1 > LINE_PITCH * size


def _table(page: int, lines: Sequence[list[_Piece]]) -> Grid | None:
    columns = _columns(lines)
    numbers: list[list[Box]] = [[] for _ in columns]
    slots: dict[tuple[int, int], list[_Piece]] = {}
    for number, pieces in enumerate(lines):
        for piece in pieces:
            box = piece.row.box
            inside = [k for k, (x0, x1) in enumerate(columns) if box.x0 < x1 and box.x1 > x0]
            if len(inside) != 1:
                return None
            slots.setdefault((number, inside[0]), []).append(piece)
            if piece.is_number:
                numbers[inside[0]].append(box)
    if sum(_is_aligned(boxes) for boxes in numbers) < FEWEST:
        return None
    cells = []
    for number, pieces in enumerate(lines):
        band = around(piece.row.box for piece in pieces)
        for column, (x0, x1) in enumerate(columns):
            text = "  ".join(piece.row.text for piece in slots.get((number, column), ()))
            box = Box(x0, band.y0, x1, band.y1)
            cells.append(Cell(number, column, text, box=box, reading=NAME))
    grid = make_grid(page, cells)
    return Grid(page, grid.rows, grid.columns, grid.cells, grid.box, KIND)


def _columns(lines: Sequence[list[_Piece]]) -> list[tuple[float, float]]:
    """The stretches across the page that pieces cover, parted by gutters that no line enters."""
    spans = sorted(
        (piece.row.box.x0, piece.row.box.x1) for pieces in lines for piece in pieces
    )
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _is_aligned(boxes: Sequence[Box]) -> bool:
    if len(boxes) < FEWEST:
        return False
    edges = (
        [box.x1 for box in boxes],
        [box.x0 for box in boxes],
        [(box.x0 + box.x1) / 2 for box in boxes],
    )
    return any(max(places) - min(places) <= EDGE for places in edges)
