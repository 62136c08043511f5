"""Tables without ruled lines: columns from numbers that stand under each other.

A table begins and ends with lines of numbers. Its columns are the stretches across the page
that these lines cover, parted by gutters that none of them enters; its rows are the lines of
numbers, each with the lines of a wrapped name that belong to it; its head are the lines above
it. Where a line does not fit into the columns, or too few numbers end, begin or are centred at
one place, all stays among the printed lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..folding import is_folio
from ..reading import Box, Cell, Grid
from .heads import (
    EDGE,
    find_columns,
    head_cells,
    join_strays,
    make_cell,
    nearest_column,
    own_heads,
)
from .pieces import (
    Band,
    Block,
    Piece,
    find_bands,
    find_blocks,
    has_number,
    middle,
    overlapped,
    split_row,
)
from .ruled import NAME
from .slots import make_grid
from .words import Row, around

KIND = "aligned"
REMARK = (
    "a table without ruled lines: its columns follow from aligned numbers, in one reading only. "
    "Compare the page"
)
BLANK_STRIPS = 3.0
"""Rows: how far the lowest line of a head may stand above the first numbers."""
PITCH = 6.0
"""Parts of the size: lines further apart than this do not belong to one table; blank strips of
a head and rows set wide come near it."""
FEWEST_NUMBERS, FEWEST_COLUMNS = 3, 2
"""A table has this many columns with this many aligned numbers each, ..."""
FEWEST_HEADS = 4
"""... or this many columns with a head of their own, and numbers under two of them or more."""
OTHER_SIZE = 0.15
"""A line that is larger or smaller by this part is a title or a page head."""

_NAMES_ITS_VALUE = (":", "：")
"""A line such as 单位：万元 stands above a table and is no head of a column."""


@dataclass(frozen=True)
class Found:
    """The aligned tables of a page, the lines that are left, and the columns of the last table."""

    grids: tuple[Grid, ...]
    taken: tuple[tuple[Row, ...], ...]
    """The lines of each table."""
    rows: tuple[Row, ...]
    columns: tuple[Band, ...]


def find_tables(page: int, rows: Sequence[Row], before: Sequence[Band] = ()) -> Found:
    """The aligned tables among the printed lines of a page, the number of the page not among them.

    `before` are the columns of the last table of the page before: a table without a head goes
    on with them, because most of its columns may be blank on a later page.
    """
    ends = [(row, beside) for row, beside in (rows[:2], rows[:-3:-1])] if len(rows) > 1 else [(row, None) for row in rows]
    edges = [row for row, beside in ends if is_folio(row.text) and not (beside and row.box.is_close(beside.box))]
    if edges:
        found = find_tables(page, [row for row in rows if row not in edges], before)
        return replace(found, rows=tuple(row for row in rows if row in edges or row in found.rows))
    lines = [split_row(row, number) for number, row in enumerate(rows)]
    grids: list[Grid] = []
    taken: set[int] = set()
    parts: list[tuple[Row, ...]] = []
    columns = tuple(before)
    for first, last in (part for run in _runs(lines) for part in _uncrossed(lines, *run)):
        table = _table(page, lines, first, last, columns)
        if table is not None and not taken & set(table[1]):
            grid, numbers, columns = table
            grids.append(grid)
            taken.update(numbers)
            parts.append(tuple(rows[number] for number in numbers))
    left = tuple(row for number, row in enumerate(rows) if number not in taken)
    return Found(tuple(grids), tuple(parts), left, columns if grids else ())


def _runs(lines: Sequence[list[Piece]]) -> Iterator[tuple[int, int]]:
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
    lines: Sequence[list[Piece]], first: int, last: int
) -> Iterator[tuple[int, int]]:
    """The run in parts between titles and notes, which go across its columns."""
    numbered = [number for number in range(first, last + 1) if has_number(lines[number])]
    bands = find_bands([lines[number] for number in numbered])
    start = end = first
    for number in numbered:
        between = (piece for line in lines[end + 1 : number] for piece in line)
        if any(len(overlapped(piece.box, bands)) > 1 for piece in between):
            yield start, end
            start = number
        end = number
    yield start, end


def _is_apart(pieces: Sequence[Piece], following: Sequence[Piece]) -> bool:
    size = max(piece.size for piece in (*pieces, *following))
    above, below = around(p.box for p in pieces), around(p.box for p in following)
    apart = (below.y0 + below.y1 - above.y0 - above.y1) / 2
    return apart > PITCH * size or apart < -size  # the side beside a table begins above


def _table(
    page: int, lines: Sequence[list[Piece]], first: int, last: int, before: Sequence[Band]
) -> tuple[Grid, range, tuple[Band, ...]] | None:
    """The table whose numbers stand in these lines, all lines that belong to it, its columns."""
    numbered = [number for number in range(first, last + 1) if has_number(lines[number])]
    bands = find_bands(lines[first : last + 1])
    heights = [middle(lines[number]) for number in numbered]
    pitch = max((below - above for above, below in pairwise(heights)), default=0.0)
    top = _first_of_head(lines, first, pitch)
    last = _last_of_body(lines, last, pitch, bands)
    blocks = find_blocks(piece for line in lines[top : last + 1] for piece in line)
    head = [block for block in blocks if block[-1].line < first]
    body = [block for block in blocks if block[-1].line >= first]
    used = [lines[number] for number in numbered]
    columns = join_strays(find_columns(bands, head, used), head, used)
    goes_on = False
    if 2 * len(own_heads(head, columns)) < len(columns):
        goes_on = bool(before) and all(_fits(band, before) for band in bands)
        head, columns = [], list(before) if goes_on else bands
    top = min(piece.line for block in (*head, *body) for piece in block)
    rows = _rows(body, numbered, lines)
    if not goes_on and not _is_sound(used, head, columns):
        return None
    cells = head_cells(head, columns)
    for number, row in enumerate(rows, start=_depth(cells)):
        found = _row_cells(number, row, columns)
        if found is None:
            return None
        cells.extend(found)
    cells = _with_blanks(cells, columns)
    return replace(make_grid(page, cells), kind=KIND), range(top, last + 1), tuple(columns)


def _fits(band: Band, columns: Sequence[Band]) -> bool:
    """True when the band stands below exactly one of the columns."""
    return sum(band[0] < x1 and band[1] > x0 for x0, x1 in columns) == 1


def _first_of_head(lines: Sequence[list[Piece]], first: int, pitch: float) -> int:
    """The first of the lines above the numbers that may name columns.

    A head can have blank strips, which are as high as a row or two.
    """
    sizes = sorted(piece.size for piece in lines[first])
    size = sizes[len(sizes) // 2]
    top = first
    while top > 0:
        above = lines[top - 1]
        if (
            middle(lines[top]) - middle(above) > max(PITCH * size, BLANK_STRIPS * pitch)
            or any(abs(piece.size - size) > OTHER_SIZE * size for piece in above)
            or any(mark in piece.text for piece in above for mark in _NAMES_ITS_VALUE)
        ):
            break
        top -= 1
    return top


def _last_of_body(
    lines: Sequence[list[Piece]], last: int, pitch: float, bands: Sequence[Band]
) -> int:
    """The last of the lines below the last numbers: the rest of a name, rows without numbers.

    They follow as closely as the rows do; a page number stands further down.
    """
    while last + 1 < len(lines):
        below = lines[last + 1]
        if (
            middle(below) - middle(lines[last]) > pitch + EDGE
            or any(len(overlapped(piece.box, bands)) != 1 for piece in below)
            or any(mark in piece.text for piece in below for mark in _NAMES_ITS_VALUE)
        ):
            break
        last += 1
    return last


def _is_sound(
    numbered: Sequence[list[Piece]], head: Sequence[Block], columns: Sequence[Band]
) -> bool:
    """True when enough columns have numbers at one place, or numbers under a head of their own."""
    numbers: dict[int, list[Box]] = {}
    for piece in (piece for line in numbered for piece in line if piece.is_number):
        for column in overlapped(piece.box, columns):
            numbers.setdefault(column, []).append(piece.box)
    heads = own_heads(head, columns)
    aligned = sum(_is_aligned(boxes, FEWEST_NUMBERS) for boxes in numbers.values())
    under_heads = sum(
        column in heads
        and (
            _is_aligned(boxes, len(boxes))
            if len(boxes) > 1
            else _is_aligned([heads[column], *boxes], 2)
        )
        for column, boxes in numbers.items()
    )
    return aligned >= FEWEST_COLUMNS or (
        under_heads >= FEWEST_COLUMNS and len(heads) >= FEWEST_HEADS
    )


def _is_aligned(boxes: Sequence[Box], fewest: int) -> bool:
    """True when so many of them, and more than half, end, begin or are centred at one place."""
    fewest = max(fewest, len(boxes) // 2 + 1)
    for places in (
        sorted(box.x1 for box in boxes),
        sorted(box.x0 for box in boxes),
        sorted((box.x0 + box.x1) / 2 for box in boxes),
    ):
        runs = zip(places, places[fewest - 1 :], strict=False)
        if any(end - start <= EDGE for start, end in runs):
            return True
    return False


def _rows(
    body: Sequence[Block], numbered: Sequence[int], lines: Sequence[list[Piece]]
) -> list[list[Piece]]:
    """The pieces of each row: a line of numbers and the names that are centred on it.

    Names with no numbers beside them are rows too.
    """
    heights = {number: middle(lines[number]) for number in numbered}
    rows: dict[float, list[Piece]] = {height: [] for height in heights.values()}
    for block in body:
        within = [heights[piece.line] for piece in block if piece.line in heights]
        box = around(piece.box for piece in block)
        beside = [height for height in rows if box.y0 <= height <= box.y1]
        for piece in block:
            height = middle([piece])
            if piece.line in heights:
                key = heights[piece.line]
            elif within or beside:
                key = min(within or beside, key=lambda place: abs(place - height))
            else:
                key = middle(block)
            rows.setdefault(key, []).append(piece)
    return [rows[height] for height in sorted(rows) if rows[height]]


def _row_cells(
    number: int, row: Sequence[Piece], columns: Sequence[Band]
) -> list[Cell] | None:
    """The cells of one row, None where a number shares its place with something else."""
    slots: dict[tuple[int, int], list[Piece]] = {}
    used: dict[int, tuple[int, int]] = {}
    for piece in sorted(row, key=lambda piece: (piece.line, piece.box.x0)):
        over = overlapped(piece.box, columns) or [nearest_column(piece.box, columns)]
        place = next((used[column] for column in over if column in used), (over[0], over[-1]))
        used.update(dict.fromkeys(range(place[0], place[1] + 1), place))
        slots.setdefault(place, []).append(piece)
    if any(len(pieces) > 1 and has_number(pieces) for pieces in slots.values()):
        return None
    if len(used) < sum(last - first + 1 for first, last in slots):
        return None
    return [make_cell(number, first, last, pieces) for (first, last), pieces in slots.items()]


def _depth(cells: Sequence[Cell]) -> int:
    return max((cell.row + 1 for cell in cells), default=0)


def _with_blanks(cells: Sequence[Cell], columns: Sequence[Band]) -> list[Cell]:
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
