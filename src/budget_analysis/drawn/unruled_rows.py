"""Rows of a ruled table that have no lines of their own: between two pieces of it, below or above it.

A spreadsheet prints a row whose borders were taken away, or never drawn, without any line: the table ends above it
and a new one begins below. Where every word of such a row stands within one of the columns that the pieces share,
and numbers stand where the table has numbers, it is a row of one table. Where a word crosses a column, or lines of
a wrapped name leave open whose they are, nothing is joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..folding import BLANK_MARKS, is_folio
from ..reading import Box, Cell, Grid
from .missing_rules import SLACK, edges_of, is_amount, within
from .rulings import REACH
from .ruled import NAME
from .slots import make_grid
from .words import Word, make_rows, text_of

FARTHEST = 1.6
"""Heights of a usual row: the middle of the next one is no further away."""
LEADING = 1.5
"""Parts of the size: the next line of a wrapped name is nearer than this, the next row is not."""
OFF_CENTRE = 0.35
"""Parts of the size by which the lines of a wrapped name may stand off the middle of their row."""
FEWEST_FILLED = 2
"""Columns of a row; a single text is a title or the number of the page."""
_MARK = re.compile(BLANK_MARKS)


@dataclass(frozen=True)
class Joined:
    """A table, and the numbers of the grids that are its pieces."""

    grid: Grid
    pieces: tuple[int, ...]


def with_unruled_rows(grids: Sequence[Grid], words: Sequence[Word]) -> list[Joined]:
    """The tables of an upright page from top to bottom, each with its rows that have no lines."""
    found: list[Joined] = []
    for number, grid in enumerate(grids):
        whole = _joined(found[-1].grid, grid, words) if found else None
        if whole is None:
            found.append(Joined(grid, (number,)))
        else:
            found[-1] = Joined(whole, (*found[-1].pieces, number))
    for place, one in enumerate(found):
        others = [other.grid for other in found if other is not one]
        found[place] = replace(one, grid=_with_ends(one.grid, others, words))
    return found


def _joined(upper: Grid, lower: Grid, words: Sequence[Word]) -> Grid | None:
    """Both as one table with the rows between them; None where they are not one, or touch."""
    if upper.box is None or lower.box is None or not (_is_sound(upper) and _is_sound(lower)):
        return None
    if not _have_same_columns(upper, lower):
        return None
    top, foot = upper.box.y1, lower.box.y0
    columns = _Columns([upper, lower])
    rows = columns.rows_of([word for word in words if top < word.centre[1] < foot])
    if not rows:
        return None
    whole = _one_row(rows, columns) if not all(map(columns.is_row, rows)) else rows
    if whole is None or not _are_near(upper, lower, top, foot, len(whole)):
        return None
    return _stacked(upper, columns.cells(whole, _parting(whole, top, foot), upper.rows), lower)


def _is_sound(grid: Grid) -> bool:
    """True where a line is known between all its rows and columns."""
    return not any(edge != edge for edge in (*edges_of(grid, 0), *edges_of(grid, 1)))


def _have_same_columns(one: Grid, other: Grid) -> bool:
    pairs = zip(edges_of(one, 0), edges_of(other, 0), strict=False)
    return one.columns == other.columns > 1 and all(abs(left - right) <= REACH for left, right in pairs)


def _are_near(upper: Grid, lower: Grid, top: float, foot: float, rows: int) -> bool:
    height = max(_usual_height(upper), _usual_height(lower))
    return foot - top <= rows * FARTHEST * height


def _usual_height(grid: Grid) -> float:
    heights = sorted(below - above for above, below in pairwise(edges_of(grid, 1)))
    return heights[len(heights) // 2]


def _one_row(rows: Sequence[_Row], columns: _Columns) -> list[_Row] | None:
    """Lines of which one has the numbers and the others are names wrapped around its middle, as one row."""
    numbered = [row for row in rows if columns.is_row(row)]
    if len(numbered) != 1:
        return None
    whole: _Row = {}
    for row in rows:
        for column, own in row.items():
            whole.setdefault(column, []).extend(own)
    middle = _middle([word for column, own in numbered[0].items() if column in columns.of_numbers for word in own])
    wrapped = {column for row in rows if row is not numbered[0] for column in row}
    are_centred = all(abs(_middle(whole[column]) - middle) <= OFF_CENTRE * whole[column][0].size for column in wrapped)
    return [whole] if are_centred and not wrapped & columns.of_numbers else None


def _middle(words: Sequence[Word]) -> float:
    return (min(word.y0 for word in words) + max(word.y1 for word in words)) / 2


def _with_ends(grid: Grid, others: Sequence[Grid], words: Sequence[Word]) -> Grid:
    """The table with the rows without lines that follow it, and of the topmost one those that stand above it."""
    if grid.box is None or not _is_sound(grid):
        return grid
    box, columns, height = grid.box, _Columns([grid]), _usual_height(grid)
    beside = [own.box for own in others if own.box is not None and own.box.x0 < box.x1 and own.box.x1 > box.x0]
    foot = min((own.y0 for own in beside if own.y0 >= box.y1 - REACH), default=float("inf"))
    below = [word for word in words if box.y1 < word.centre[1] < foot]
    found = list(_following(columns, below, box.y1, height)) if _is_of_body(grid, grid.rows - 1) else []
    if found:
        marks = _parting(found, box.y1, _middle_of(found[-1]) + height / 2)
        grid = _stacked(grid, columns.cells(found, marks, grid.rows))
    above = [word for word in words if word.centre[1] < box.y0]
    is_first = all(own.y1 > box.y0 + REACH for own in beside) and _is_of_body(grid, 0)
    found = list(_following(columns, above, box.y0, -height))[::-1] if is_first else []
    if found:
        marks = _parting(found, _middle_of(found[0]) - height / 2, box.y0)
        head = make_grid(grid.page, columns.cells(found, marks, 0))
        grid = _stacked(replace(grid, rows=head.rows, cells=head.cells), [], grid)
    return grid


def _middle_of(row: _Row) -> float:
    return _middle([word for own in row.values() for word in own])


def _following(columns: _Columns, words: Sequence[Word], edge: float, height: float) -> Iterator[_Row]:
    """The rows that follow each other from the edge on, upwards where the height is negative."""
    lines = make_rows(words)[:: 1 if height > 0 else -1]
    last = edge - height / 2
    for number, line in enumerate(lines):
        row = columns.row_of(line.words)
        if row is None or is_folio(line.text) or not columns.is_row(row) or not columns.has_amount(row):
            return  # the dashes of - 5 - look like blank cells
        middle = _middle_of(row)
        if abs(middle - last) > FARTHEST * abs(height) or any(
            _is_rest(columns, row, other.words) for other in lines[number + 1 : number + 2]
        ):
            return
        last = middle
        yield row


def _is_rest(columns: _Columns, row: _Row, words: Sequence[Word]) -> bool:
    """True for a line that may be the rest of a name of the row."""
    other = columns.row_of(words)
    if other is None or columns.is_row(other) or not set(other) <= set(row):
        return False
    size = max(word.size for word in words)
    return abs(_middle_of(other) - _middle_of(row)) <= LEADING * size


_Row = dict[int, list[Word]]
"""The words of a printed line by their columns."""


class _Columns:
    """The columns of a table, and which of them hold numbers."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self.edges = edges_of(grids[0], 0)
        self.count = grids[0].columns
        alone = [(cell.column, "".join(cell.text.split())) for grid in grids for cell in _body(grid) if cell.column_span == 1]
        with_amounts = {column for column, text in alone if _is_number(text)}
        filled = {column for column, text in alone if text}
        self.of_amounts = with_amounts
        self.of_numbers = with_amounts | {column for column, text in alone if text.isdecimal()}
        self.blank = set(range(min(with_amounts, default=self.count), self.count)) - filled

    def rows_of(self, words: Sequence[Word]) -> list[_Row]:
        """The lines of these words; none where one of them does not stand in the columns."""
        found = [self.row_of(line.words) for line in make_rows(words)]
        return [row for row in found if row is not None] if None not in found else []

    def row_of(self, words: Sequence[Word]) -> _Row | None:
        row: _Row = {}
        for word in words:
            for part in self._cut(word):
                slack = SLACK * part.size
                column = within(self.edges, 0, self.count, part.x0 + slack, part.x1 - slack)
                is_beside = part.x1 < self.edges[0] or part.x0 > self.edges[-1]
                if column is None or is_beside:
                    return None
                row.setdefault(column, []).append(part)
        return row

    def _cut(self, word: Word) -> list[Word]:
        """The word in parts where a line between columns would have parted it."""
        parts: list[Word] = []
        rest = list(word.chars)
        for edge in self.edges[1:-1]:
            left = [char for char in rest if (char.x0 + char.x1) / 2 < edge]
            right = rest[len(left) :]
            slack = SLACK * word.size
            if left and right and max(c.x1 for c in left) <= edge + slack and min(c.x0 for c in right) >= edge - slack:
                parts.append(Word(left))
                rest = right
        return [*parts, Word(rest)]

    def is_row(self, row: _Row) -> bool:
        """True for numbers where the table has numbers, and nothing else there."""
        numbers = [word.text for column, own in row.items() if column in self.of_numbers for word in own]
        amounts = [word.text for column, own in row.items() if column in self.of_amounts for word in own]
        return (
            len(row) >= FEWEST_FILLED
            and any(text.isdecimal() or _is_number(text) for text in numbers)
            and all(text.isdecimal() or _is_number(text) for text in amounts)
        )

    def has_amount(self, row: _Row) -> bool:
        return any(column in self.of_amounts or (column in self.blank and _is_number(own[0].text)) for column, own in row.items())

    def cells(self, rows: Sequence[_Row], marks: Sequence[float], first: int) -> list[Cell]:
        return [
            Cell(number, column, text_of(row.get(column, ())), box=Box(x0, top, x1, foot), reading=NAME)
            for number, (row, (top, foot)) in enumerate(zip(rows, pairwise(marks), strict=True), start=first)
            for column, (x0, x1) in enumerate(pairwise(self.edges))
        ]


def _is_number(text: str) -> bool:
    """True for an amount or a dash in the place of one."""
    return is_amount(text) or _MARK.fullmatch(text) is not None


def _is_of_body(grid: Grid, row: int) -> bool:
    own = [cell for cell in grid.cells if cell.row <= row < cell.row + cell.row_span]
    return any(_is_number("".join(cell.text.split())) for cell in own)


def _body(grid: Grid) -> list[Cell]:
    """The cells from the first row with an amount on."""
    first = next((row for row in range(grid.rows) if _is_of_body(grid, row)), grid.rows)
    return [cell for cell in grid.cells if cell.row >= first]


def _parting(rows: Sequence[_Row], top: float, foot: float) -> list[float]:
    """Where the lines between these rows would stand."""
    middles = list(map(_middle_of, rows))
    return [top, *((above + below) / 2 for above, below in pairwise(middles)), foot]


def _stacked(upper: Grid, between: Sequence[Cell], lower: Grid | None = None) -> Grid:
    first = max((cell.row + 1 for cell in between), default=upper.rows)
    below = [replace(cell, row=cell.row + first) for cell in lower.cells] if lower is not None else []
    made = make_grid(upper.page, [*upper.cells, *between, *below])
    return replace(upper, rows=made.rows, cells=made.cells, box=made.box, other=None)
