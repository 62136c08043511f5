"""The heads of the columns of a table without ruled lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..reading import Box, Cell
from .pieces import Band, Block, Piece, middle, overlapped
from .ruled import NAME
from .words import around

EDGE = 2.5
"""Points: texts of one column end (or begin, or are centred) within this."""


def find_columns(
    bands: Sequence[Band], head: Sequence[Block], lines: Sequence[Sequence[Piece]]
) -> list[Band]:
    """The columns of a table: the bands of its lines, as wide as their heads.

    A head that has no band makes a column of its own, unless it stands between two columns and
    above the heads of both: then it is the head of a group. Bands of which no line uses two
    are one column when they stand below, or beside, one head: column numbers are centred,
    amounts may be set to the right.
    """
    heads = [(middle(block), around(piece.box for piece in block), block) for block in head]
    columns = sorted(bands)
    for height, box, block in sorted(heads, key=lambda item: item[0], reverse=True):
        level = height - block[0].size / 2, height + block[0].size / 2
        beside = [other for y, other, own in heads if own is not block and y > level[0]]
        over = [columns[number] for number in overlapped(box, columns)]
        if len(over) > 1 and (_is_any_under(beside, over) or _are_used_together(over, lines)):
            continue
        right = [column for column in columns if column[0] >= box.x1][:1]
        left = [column for column in columns if column[1] <= box.x0][-1:]
        alone = [column for column in (*right, *left) if not _is_under(beside, column)]
        same_level = [other for y, other, _ in heads if level[0] <= y <= level[1]]
        if over or alone:
            joined = over or alone[:1]
            columns = [column for column in columns if column not in joined]
            ends = [x for column in joined for x in column]
            columns.append((min(*ends, box.x0), max(*ends, box.x1)))
        elif not columns or _is_any_under(same_level, [*right, *left]):
            columns.append((box.x0, box.x1))
        columns.sort()
    return columns


def _is_any_under(boxes: Sequence[Box], columns: Sequence[Band]) -> bool:
    return any(_is_under(boxes, column) for column in columns)


def _are_used_together(columns: Sequence[Band], lines: Sequence[Sequence[Piece]]) -> bool:
    """True when some line has texts in two of the columns."""
    return any(
        len({number for piece in line for number in overlapped(piece.box, columns)}) > 1
        for line in lines
    )


def _is_under(boxes: Sequence[Box], column: Band) -> bool:
    return any(box.x0 < column[1] and box.x1 > column[0] for box in boxes)


def join_strays(
    columns: Sequence[Band], head: Sequence[Block], lines: Sequence[Sequence[Piece]]
) -> list[Band]:
    """The columns, where numbers beside those below a head stand in the column of that head."""
    joined = sorted(columns)
    headed = {joined[number] for number in own_heads(head, joined)}
    for stray in [column for column in joined if column not in headed]:
        number = joined.index(stray)
        near = [
            place
            for place in (*joined[max(number - 1, 0) : number], *joined[number + 1 : number + 2])
            if place in headed and not _are_used_together([stray, place], lines)
        ]
        if near:
            place = min(near, key=lambda near: max(stray[0] - near[1], near[0] - stray[1]))
            wide = (min(place[0], stray[0]), max(place[1], stray[1]))
            joined = sorted({*joined, wide} - {place, stray})
            headed.add(wide)
    return joined


def own_heads(head: Sequence[Block], columns: Sequence[Band]) -> dict[int, Box]:
    """The lowest head of each column that has one of its own."""
    heads: dict[int, Box] = {}
    for block in head:
        box = around(piece.box for piece in block)
        over = overlapped(box, columns)
        if len(over) == 1:
            heads[over[0]] = box
    return heads


def head_cells(head: Sequence[Block], columns: Sequence[Band]) -> list[Cell]:
    """The heads as rows of cells, from top to bottom as they are printed."""
    cells: list[Cell] = []
    used: set[tuple[int, int]] = set()
    row, height = -1, float("-inf")
    for block in sorted(head, key=middle):
        first, last = _columns_under(around(piece.box for piece in block), columns)
        slots = range(first, last + 1)
        if middle(block) > height + block[0].size / 2 or any((row, c) in used for c in slots):
            row, height = row + 1, middle(block)
        used.update((row, column) for column in slots)
        cells.append(make_cell(row, first, last, block))
    return cells


def _columns_under(box: Box, columns: Sequence[Band]) -> tuple[int, int]:
    """The first and last column below a head: the fewest that it is centred over."""
    centre = (box.x0 + box.x1) / 2
    over = overlapped(box, columns)
    gutters = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    edges = [float("-inf"), *gutters, float("inf")]
    for count in range(1, len(columns) + 1):
        for first in range(len(columns) - count + 1):
            last = first + count - 1
            is_inside = edges[first] <= box.x0 and box.x1 <= edges[last + 1]
            middle_of_both = (columns[first][0] + columns[last][1]) / 2
            if is_inside and (abs(middle_of_both - centre) <= EDGE or over == [first] == [last]):
                return first, last
    if over:
        return over[0], over[-1]
    near = nearest_column(box, columns)
    return near, near


def nearest_column(box: Box, columns: Sequence[Band]) -> int:
    centre = (box.x0 + box.x1) / 2
    return min(range(len(columns)), key=lambda column: abs(sum(columns[column]) / 2 - centre))


def make_cell(row: int, column: int, last: int, pieces: Sequence[Piece]) -> Cell:
    lines: dict[int, list[str]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece.text)
    text = "\n".join("  ".join(parts) for parts in lines.values())
    box = around(piece.box for piece in pieces)
    return Cell(row, column, text, 1, last - column + 1, box, NAME)
