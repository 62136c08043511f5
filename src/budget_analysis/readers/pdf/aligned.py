"""Tables without ruled lines: columns from numbers that stand under each other.

A table begins and ends with lines of numbers. Its columns are the stretches across the page
that these lines cover, parted by gutters that none of them enters; its rows are the lines of
numbers, each with the lines of a wrapped name that belong to it; its head are the lines above
it. Where a line does not fit into the columns, or too few numbers end, begin or are centred at
one place, all stays among the printed lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...reading import Box, Cell, Grid
from .ruled import NAME
from .slots import make_grid
from .words import Row, Word, around

KIND = "aligned"
REMARK = (
    "a table without ruled lines: its columns follow from aligned numbers, in one reading only. "
    "Compare the page"
)
BLANK_STRIPS = 3.0
"""Rows: how far the lowest line of a head may stand above the first numbers."""
GUTTER = 0.5
"""Parts of the size: pieces of a line further apart than this may stand in different columns."""
LEADING = 1.5
"""Parts of the size: lines of one wrapped name are nearer than this, rows of a table are not."""
PITCH = 6.0
"""Parts of the size: lines further apart than this do not belong to one table; blank strips of
a head and rows set wide come near it."""
EDGE = 2.5
"""Points: numbers of one column end (or begin, or are centred) within this."""
FEWEST_NUMBERS, FEWEST_COLUMNS = 3, 2
"""A table has this many columns with this many aligned numbers each, ..."""
FEWEST_HEADS = 4
"""... or this many columns with a head of their own, and numbers under two of them or more."""
OTHER_SIZE = 0.15
"""A line that is larger or smaller by this part is a title or a page head."""

_NUMBER = re.compile(r"\(?[-−–△▲]?\d[\d,]*(\.\d+)?%?\)?|[-−–—]{1,2}")
_NAMES_ITS_VALUE = (":", "：")
"""A line such as 单位：万元 stands above a table and is no head of a column."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line that are set off by gutters."""

    words: tuple[Word, ...]
    line: int

    @property
    def text(self) -> str:
        return Row(self.words).text

    @property
    def box(self) -> Box:
        return around(word.box for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def is_number(self) -> bool:
        text = unicodedata.normalize("NFKC", self.text).replace(" ", "")
        return _NUMBER.fullmatch(text) is not None


_Block = list[_Piece]
"""Pieces above each other: one wrapped text."""
_Band = tuple[float, float]
"""A stretch across the page, from left to right."""


def find_tables(page: int, rows: Sequence[Row]) -> tuple[list[Grid], list[Row]]:
    """The aligned tables among the printed lines of a page, and the lines that are left."""
    lines = [_pieces(row, number) for number, row in enumerate(rows)]
    grids: list[Grid] = []
    taken: set[int] = set()
    for first, last in (part for run in _runs(lines) for part in _uncrossed(lines, *run)):
        found = _table(page, lines, first, last)
        if found is not None and not taken & set(found[1]):
            grids.append(found[0])
            taken.update(found[1])
    return grids, [row for number, row in enumerate(rows) if number not in taken]


def _pieces(row: Row, line: int) -> list[_Piece]:
    pieces: list[list[Word]] = []
    for word in row.words:
        if pieces and word.x0 - pieces[-1][-1].x1 < GUTTER * word.size:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [_Piece(tuple(words), line) for words in pieces]


def _runs(lines: Sequence[list[_Piece]]) -> Iterator[tuple[int, int]]:
    """First and last line of numbers of each stretch of lines that follow each other."""
    start = end = None
    for number, pieces in enumerate(lines):
        if start is not None and end is not None and _is_apart(lines[number - 1], pieces):
            yield start, end
            start = end = None
        if len(pieces) > 1 and sum(piece.is_number for piece in pieces) > 0:
            start = number if start is None else start
            end = number
    if start is not None and end is not None:
        yield start, end


def _uncrossed(
    lines: Sequence[list[_Piece]], first: int, last: int
) -> Iterator[tuple[int, int]]:
    """The run in parts between titles and notes, which go across its columns."""
    numbered = [number for number in range(first, last + 1) if _has_number(lines[number])]
    bands = _bands([lines[number] for number in numbered])
    start = end = first
    for number in numbered:
        between = (piece for line in lines[end + 1 : number] for piece in line)
        if any(len(_overlapped(piece.box, bands)) > 1 for piece in between):
            yield start, end
            start = number
        end = number
    yield start, end


def _is_apart(pieces: Sequence[_Piece], following: Sequence[_Piece]) -> bool:
    size = max(piece.size for piece in (*pieces, *following))
    above, below = around(p.box for p in pieces), around(p.box for p in following)
    return (below.y0 + below.y1 - above.y0 - above.y1) / 2 > PITCH * size


def _table(
    page: int, lines: Sequence[list[_Piece]], first: int, last: int
) -> tuple[Grid, range] | None:
    """The table whose numbers stand in these lines, and all lines that belong to it."""
    numbered = [number for number in range(first, last + 1) if _has_number(lines[number])]
    bands = _bands(lines[first : last + 1])
    heights = [_middle(lines[number]) for number in numbered]
    pitch = max((below - above for above, below in pairwise(heights)), default=0.0)
    top = _first_of_head(lines, first, pitch)
    last = _last_of_body(lines, last, pitch, bands)
    blocks = _blocks(piece for line in lines[top : last + 1] for piece in line)
    head = [block for block in blocks if block[-1].line < first]
    body = [block for block in blocks if block[-1].line >= first]
    columns = _columns(bands, head)
    if 2 * len(_heads(head, columns)) < len(columns):
        head, columns = [], bands
    top = min(piece.line for block in (*head, *body) for piece in block)
    rows = _rows(body, numbered, lines)
    if not _is_sound([lines[number] for number in numbered], head, columns):
        return None
    cells = _head_cells(head, columns)
    for number, row in enumerate(rows, start=_depth(cells)):
        found = _row_cells(number, row, columns)
        if found is None:
            return None
        cells.extend(found)
    cells = _with_blanks(cells, columns)
    return replace(make_grid(page, cells), kind=KIND), range(top, last + 1)


def _has_number(pieces: Sequence[_Piece]) -> bool:
    return any(piece.is_number for piece in pieces)


def _bands(lines: Sequence[Sequence[_Piece]]) -> list[_Band]:
    """The stretches across the page that numbers cover, or texts of more lines than one.

    The text of a single line may be that of merged cells and go across columns of numbers.
    """
    pieces = [piece for line in lines for piece in line]
    numbers = [(piece.box.x0, piece.box.x1) for piece in pieces if piece.is_number]
    texts = [(piece.box.x0, piece.box.x1) for piece in pieces if not piece.is_number]
    covered: list[_Band] = []
    fewest = 2 if len(lines) > FEWEST_NUMBERS else 1
    depth, start = 0, 0.0
    for place, step in sorted(edge for x0, x1 in texts for edge in ((x0, 1), (x1, -1))):
        depth += step
        if step > 0 and depth == fewest:
            start = place
        elif step < 0 and depth == fewest - 1:
            covered.append((start, place))
    with_numbers = _united(numbers)
    for x0, x1 in texts:
        if not any(x0 < end and x1 > begin for begin, end in with_numbers):
            inside = [(begin, end) for begin, end in covered if x0 < end and x1 > begin]
            if len(inside) > 1:
                covered.append((inside[0][0], inside[-1][1]))
    return _united([*numbers, *covered])


def _united(spans: Iterable[_Band]) -> list[_Band]:
    bands: list[_Band] = []
    for x0, x1 in sorted(spans):
        if bands and x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], x1))
        else:
            bands.append((x0, x1))
    return bands


def _overlapped(box: Box, bands: Sequence[_Band]) -> list[int]:
    return [number for number, (x0, x1) in enumerate(bands) if box.x0 < x1 and box.x1 > x0]


def _first_of_head(lines: Sequence[list[_Piece]], first: int, pitch: float) -> int:
    """The first of the lines above the numbers that may name columns.

    A head can have blank strips, which are as high as a row or two.
    """
    sizes = sorted(piece.size for piece in lines[first])
    size = sizes[len(sizes) // 2]
    top = first
    while top > 0:
        above = lines[top - 1]
        if (
            _middle(lines[top]) - _middle(above) > max(PITCH * size, BLANK_STRIPS * pitch)
            or any(abs(piece.size - size) > OTHER_SIZE * size for piece in above)
            or any(mark in piece.text for piece in above for mark in _NAMES_ITS_VALUE)
        ):
            break
        top -= 1
    return top


def _last_of_body(
    lines: Sequence[list[_Piece]], last: int, pitch: float, bands: Sequence[_Band]
) -> int:
    """The last of the lines below the last numbers: the rest of a name, rows without numbers.

    They follow as closely as the rows do; a page number stands further down.
    """
    while last + 1 < len(lines):
        below = lines[last + 1]
        if (
            _middle(below) - _middle(lines[last]) > pitch + EDGE
            or any(len(_overlapped(piece.box, bands)) != 1 for piece in below)
            or any(mark in piece.text for piece in below for mark in _NAMES_ITS_VALUE)
        ):
            break
        last += 1
    return last


def _blocks(pieces: Iterable[_Piece]) -> list[_Block]:
    """Texts with their wrapped lines; a number is a text of its own."""
    blocks: list[_Block] = []
    for piece in sorted(pieces, key=lambda piece: (piece.line, piece.box.x0)):
        above = None if piece.is_number else _block_above(blocks, piece)
        if above is None:
            blocks.append([piece])
        else:
            above.append(piece)
    return sorted(blocks, key=lambda block: block[-1].line)


def _block_above(blocks: Sequence[_Block], piece: _Piece) -> _Block | None:
    for block in reversed(blocks):
        end = block[-1]
        if (
            end.line < piece.line
            and not end.is_number
            and end.box.x0 < piece.box.x1
            and end.box.x1 > piece.box.x0
            and piece.box.y1 - end.box.y1 <= LEADING * piece.size
        ):
            return block
    return None


def _columns(bands: Sequence[_Band], head: Sequence[_Block]) -> list[_Band]:
    """The bands of the numbers as wide as their heads, and columns that have a head only.

    What stands between two columns and above the heads of both is the head of a group.
    """
    boxes = {id(block): around(piece.box for piece in block) for block in head}
    columns = {band: float("inf") for band in bands}  # and how high the head of each stands
    for block in sorted(head, key=_middle, reverse=True):
        box, height = boxes[id(block)], _middle(block)
        low = height - block[0].size
        beside = [boxes[id(other)] for other in head if other is not block and _middle(other) > low]
        places = sorted(columns)
        over = [places[number] for number in _overlapped(box, places)]
        if len(over) > 1:
            continue
        right = [place for place in places if place[0] >= box.x1][:1]
        left = [place for place in places if place[1] <= box.x0][-1:]
        # Numbers set to the right may stand beside their short head, not below it.
        alone = [place for place in (*right, *left) if not _is_under(beside, place)]
        place = next(iter(over or alone), None)
        if place is not None:
            wide = (min(place[0], box.x0), max(place[1], box.x1))
            columns[wide] = min(columns.pop(place), height)
        elif not places or any(columns[near] <= height + block[0].size / 2 for near in right + left):
            columns[box.x0, box.x1] = height
    return sorted(columns)


def _is_under(boxes: Sequence[Box], column: _Band) -> bool:
    return any(box.x0 < column[1] and box.x1 > column[0] for box in boxes)


def _is_sound(
    numbered: Sequence[list[_Piece]], head: Sequence[_Block], columns: Sequence[_Band]
) -> bool:
    """True when enough columns have numbers at one place, or numbers under a head of their own."""
    numbers: dict[int, list[Box]] = {}
    for piece in (piece for line in numbered for piece in line if piece.is_number):
        for column in _overlapped(piece.box, columns):
            numbers.setdefault(column, []).append(piece.box)
    heads = _heads(head, columns)
    aligned = sum(
        len(boxes) >= FEWEST_NUMBERS and _is_aligned(boxes) for boxes in numbers.values()
    )
    under_heads = sum(
        column in heads and _is_aligned([heads[column], *boxes])
        for column, boxes in numbers.items()
    )
    return aligned >= FEWEST_COLUMNS or (
        under_heads >= FEWEST_COLUMNS and len(heads) >= FEWEST_HEADS
    )


def _heads(head: Sequence[_Block], columns: Sequence[_Band]) -> dict[int, Box]:
    """The lowest head of each column that has one of its own."""
    heads: dict[int, Box] = {}
    for block in head:
        box = around(piece.box for piece in block)
        over = _overlapped(box, columns)
        if len(over) == 1:
            heads[over[0]] = box
    return heads


def _is_aligned(boxes: Sequence[Box]) -> bool:
    edges = (
        [box.x1 for box in boxes],
        [box.x0 for box in boxes],
        [(box.x0 + box.x1) / 2 for box in boxes],
    )
    return any(max(places) - min(places) <= EDGE for places in edges)


def _rows(
    body: Sequence[_Block], numbered: Sequence[int], lines: Sequence[list[_Piece]]
) -> list[list[_Piece]]:
    """The pieces of each row: a line of numbers and the names that are centred on it.

    Names with no numbers beside them are rows too.
    """
    heights = {number: _middle(lines[number]) for number in numbered}
    rows: dict[float, list[_Piece]] = {height: [] for height in heights.values()}
    for block in body:
        within = [heights[piece.line] for piece in block if piece.line in heights]
        box = around(piece.box for piece in block)
        beside = [height for height in rows if box.y0 <= height <= box.y1]
        for piece in block:
            height = _middle([piece])
            if piece.line in heights:
                key = heights[piece.line]
            elif within or beside:
                key = min(within or beside, key=lambda place: abs(place - height))
            else:
                key = _middle(block)
            rows.setdefault(key, []).append(piece)
    return [rows[height] for height in sorted(rows) if rows[height]]


def _middle(pieces: Sequence[_Piece]) -> float:
    box = around(piece.box for piece in pieces)
    return (box.y0 + box.y1) / 2


def _row_cells(
    number: int, row: Sequence[_Piece], columns: Sequence[_Band]
) -> list[Cell] | None:
    """The cells of one row, None where a number shares its place with something else."""
    slots: dict[tuple[int, int], list[_Piece]] = {}
    used: dict[int, tuple[int, int]] = {}
    for piece in sorted(row, key=lambda piece: (piece.line, piece.box.x0)):
        over = _overlapped(piece.box, columns) or [_nearest(piece.box, columns)]
        place = next((used[column] for column in over if column in used), (over[0], over[-1]))
        used.update(dict.fromkeys(range(place[0], place[1] + 1), place))
        slots.setdefault(place, []).append(piece)
    if any(len(pieces) > 1 and _has_number(pieces) for pieces in slots.values()):
        return None
    if len(used) < sum(last - first + 1 for first, last in slots):
        return None
    return [_cell(number, first, last, pieces) for (first, last), pieces in slots.items()]


def _nearest(box: Box, columns: Sequence[_Band]) -> int:
    centre = (box.x0 + box.x1) / 2
    return min(range(len(columns)), key=lambda column: abs(sum(columns[column]) / 2 - centre))


def _cell(row: int, column: int, last: int, pieces: Sequence[_Piece]) -> Cell:
    lines: dict[int, list[str]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece.text)
    text = "\n".join("  ".join(parts) for parts in lines.values())
    box = around(piece.box for piece in pieces)
    return Cell(row, column, text, 1, last - column + 1, box, NAME)


def _head_cells(head: Sequence[_Block], columns: Sequence[_Band]) -> list[Cell]:
    """The heads as rows of cells, from top to bottom as they are printed."""
    cells: list[Cell] = []
    used: set[tuple[int, int]] = set()
    row, height = -1, float("-inf")
    for block in sorted(head, key=_middle):
        first, last = _columns_under(around(piece.box for piece in block), columns)
        slots = range(first, last + 1)
        if _middle(block) > height + block[0].size / 2 or any((row, c) in used for c in slots):
            row, height = row + 1, _middle(block)
        used.update((row, column) for column in slots)
        cells.append(_cell(row, first, last, block))
    return cells


def _columns_under(box: Box, columns: Sequence[_Band]) -> tuple[int, int]:
    """The first and last column below a head: the fewest that it is centred over."""
    centre = (box.x0 + box.x1) / 2
    over = _overlapped(box, columns)
    for count in range(1, len(columns) + 1):
        for first in range(len(columns) - count + 1):
            x0, x1 = columns[first][0], columns[first + count - 1][1]
            if (
                x0 - EDGE <= box.x0
                and box.x1 <= x1 + EDGE
                and (abs((x0 + x1) / 2 - centre) <= EDGE or (count == 1 and over == [first]))
            ):
                return first, first + count - 1
    if over:
        return over[0], over[-1]
    near = _nearest(box, columns)
    return near, near


def _depth(cells: Sequence[Cell]) -> int:
    return max((cell.row + 1 for cell in cells), default=0)


def _with_blanks(cells: Sequence[Cell], columns: Sequence[_Band]) -> list[Cell]:
    """The cells and a blank one in every slot that none of them covers."""
    covered = {
        (cell.row, column)
        for cell in cells
        for column in range(cell.column, cell.column + cell.column_span)
    }
    filled = list(cells)
    for row in range(_depth(cells)):
        band = around(cell.box for cell in cells if cell.row == row and cell.box)
        for column, (x0, x1) in enumerate(columns):
            if (row, column) not in covered:
                filled.append(Cell(row, column, "", box=Box(x0, band.y0, x1, band.y1), reading=NAME))
    return filled
