"""Cells that run together where a piece of a line is missing, parted by where their words stand.

Offices print tables in which a border of some cell was taken away, drawn in white, or belongs to a
look with bands of rows. What stood in two cells then stands in one, and a number in it is one of
two columns or rows. Where every word of such a cell stands within one row and one column of the
others, it is parted there; where a word crosses a line, or sits between two, the cell stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ..folding import BLANK_MARKS
from ..reading import Box, Cell, Grid
from .ruled import NAME
from .slots import make_grid, places
from .words import AMOUNT, Word, make_rows, text_of

SLACK = 0.25
"""Parts of the size: a word may stick out of its row or column by this."""
MOST = 0.5
"""A line that parts this share of the columns, or of the rows, was meant for all of them."""
FEWEST_ALIKE = 3
"""Rows of names that run together in the same way: a look with bands, no merged cell."""
MOST_BELOW = 1.5
"""Parts of the size: a row without lines stands no further below the head that alone has them."""
FEWEST_AMOUNTS = 3
"""Amounts of such a row."""
_THOUSANDS = re.compile(r"[-−]?\d{1,3}(?:,\d{3})+")
_MARK = re.compile(BLANK_MARKS)
Slot = tuple[int, int]
"""A row and a column."""


def mended(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with the cells of its rows parted where pieces of lines are missing.

    Args:
        grid: a ruled table of an upright page.
        words: of that page.
    """
    return _with_row_below(_parted(grid, words), words)


def _with_row_below(grid: Grid, words: Sequence[Word]) -> Grid:
    """A head that alone is ruled, with the one row of amounts below it."""
    box = grid.box
    if box is None or any(AMOUNT.search(cell.text) for cell in grid.cells):
        return grid
    below = [word for word in words if word.centre[1] > box.y1 and word.x1 > box.x0 and word.x0 < box.x1]
    line = make_rows(below)[0].words if below else ()
    amounts = [word for word in line if is_amount(word.text)]
    if len(amounts) < FEWEST_AMOUNTS or min(word.y0 for word in line) - box.y1 > MOST_BELOW * line[0].size:
        return grid
    columns = edges_of(grid, 0)
    slots: dict[int, list[Word]] = {}
    for word in line:
        slack = SLACK * word.size
        column = within(columns, 0, grid.columns, word.x0 + slack, word.x1 - slack)
        if column is None or not (is_amount(word.text) or _MARK.fullmatch(word.text)):
            return grid
        slots.setdefault(column, []).append(word)
    foot = max(word.y1 for word in line)
    cells = [
        Cell(grid.rows, number, text_of(slots.get(number, ())), box=Box(x0, box.y1, x1, foot), reading=NAME)
        for number, (x0, x1) in enumerate(pairwise(columns))
    ]
    made = make_grid(grid.page, (*grid.cells, *cells))
    return replace(grid, rows=made.rows, cells=made.cells, box=made.box, other=None)


def _parted(grid: Grid, words: Sequence[Word]) -> Grid:
    if grid.box is None or not any(_is_merged(cell) for cell in grid.cells):
        return grid
    inside: list[list[Word]] = [[] for _ in grid.cells]
    for word, place in zip(words, places(grid, words), strict=True):
        if place is not None:
            inside[place].append(word)
    first = _first_of_body(grid, [word for own in inside for word in own])
    lines = _Lines(grid, first, inside)
    cells = [
        part
        for cell, own in zip(grid.cells, inside, strict=True)
        for part in (lines.parts_of(cell, own) if cell.row >= first and _is_merged(cell) else (cell,))
    ]
    if len(cells) == len(grid.cells):
        return grid
    return replace(grid, cells=make_grid(grid.page, cells).cells)


def _first_of_body(grid: Grid, words: Sequence[Word]) -> int:
    """The first row with an amount; a cell of the head may reach down to it."""
    tops = [word.centre[1] for word in words if is_amount(word.text)]
    return bisect_right(edges_of(grid, 1), min(tops)) - 1 if tops else grid.rows


class _Lines:
    """The lines of a grid, which rows and columns each of them parts, and what its columns hold."""

    def __init__(self, grid: Grid, first: int, inside: Sequence[Sequence[Word]]) -> None:
        self.columns, self.rows = edges_of(grid, 0), edges_of(grid, 1)
        self.first, self.last = first, grid.rows - 1
        self.walls = {(row, cell.column) for cell in grid.cells for row in range(cell.row, cell.row + cell.row_span)}
        body = [(cell, own) for cell, own in zip(grid.cells, inside, strict=True) if cell.row >= first]
        below = Counter[int]()
        for cell in grid.cells:
            below[cell.row] += cell.column_span
        beside = Counter(column for row, column in self.walls if row >= first)
        self.parts_rows = {row for row, count in below.items() if count >= MOST * grid.columns}
        self.parts_columns = {column for column, count in beside.items() if count > MOST * (grid.rows - first)}
        alone = [(cell.column, own[0].text) for cell, own in body if cell.column_span == 1 and len(own) == 1]
        self.of_amounts = {column for column, text in alone if AMOUNT.fullmatch(text)}
        self.of_digits = {column for column, text in alone if text.isdecimal()}
        self.merges = Counter((cell.column, cell.column_span) for cell, _ in body)

    def parts_of(self, cell: Cell, words: Sequence[Word]) -> Iterator[Cell]:
        """The cell, or what stands in each slot that it covers."""
        slots = self._slots_of(cell, words)
        if slots is None or _is_doubtful(cell) or not self._is_run_together(cell, slots):
            yield cell
            return
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                box = Box(self.columns[column], self.rows[row], self.columns[column + 1], self.rows[row + 1])
                yield Cell(row, column, text_of(slots.get((row, column), ())), box=box, reading=NAME)

    def _slots_of(self, cell: Cell, words: Sequence[Word]) -> dict[Slot, list[Word]] | None:
        """The words by the slot in which each stands; None where one stands in none."""
        found: dict[Slot, list[Word]] = {}
        for word in words:
            slack = SLACK * word.size
            row = within(self.rows, cell.row, cell.row_span, word.y0 + slack, word.y1 - slack)
            column = within(self.columns, cell.column, cell.column_span, word.x0 + slack, word.x1 - slack)
            if row is None or column is None:
                return None
            found.setdefault((row, column), []).append(word)
        return found

    def _is_run_together(self, cell: Cell, slots: Mapping[Slot, Sequence[Word]]) -> bool:
        """True where the words tell that several cells stand in one."""
        has_number = any(self._is_number(column, word) for (_, column), words in slots.items() for word in words)
        return bool(slots) and self._has_several_rows(cell, slots, has_number) and self._has_several_columns(cell, slots, has_number)

    def _has_several_rows(self, cell: Cell, slots: Mapping[Slot, Sequence[Word]], has_number: bool) -> bool:
        if cell.row_span == 1:
            return True
        if not all(row in self.parts_rows for row in range(cell.row + 1, cell.row + cell.row_span)):
            return False
        is_each = len({row for row, _ in slots}) == cell.row_span and all(map(_is_line, slots.values()))
        # one number in the middle of three rows is that of all of them
        return is_each or (has_number and cell.row_span == 2)

    def _has_several_columns(self, cell: Cell, slots: Mapping[Slot, Sequence[Word]], has_number: bool) -> bool:
        filled = {column for _, column in slots}
        if cell.column_span == 1 or (has_number and len(filled) > 1):
            return True
        lines = range(cell.column + 1, cell.column + cell.column_span)
        if all(column in self.parts_columns for column in lines) and has_number:
            return True
        # names of a row beside amounts that are left blank
        amounts = self.of_amounts.intersection(lines)
        if cell.column_span == 2 and amounts and cell.column not in self.of_amounts:
            return all(column in self.parts_columns for column in lines)
        return (
            self.merges[cell.column, cell.column_span] >= FEWEST_ALIKE
            and self.first < cell.row
            and cell.row + cell.row_span <= self.last
            and all((row, column) in self.walls for row in (cell.row - 1, cell.row + cell.row_span) for column in lines)
            and (len(filled) > 1 or bool(amounts))
        )

    def _is_number(self, column: int, word: Word) -> bool:
        """True for an amount, a dash, or digits in a column of digits: a code, the number of a line."""
        if word.text.isdecimal():
            return column in self.of_digits or column in self.of_amounts
        return is_amount(word.text) or _MARK.fullmatch(word.text) is not None


def _is_doubtful(cell: Cell) -> bool:
    """True where the other reading has other characters, in whatever order."""
    return cell.other is not None and sorted("".join(cell.text.split())) != sorted("".join(cell.other.split()))


def _is_merged(cell: Cell) -> bool:
    return (cell.row_span > 1 or cell.column_span > 1) and cell.box is not None


def edges_of(grid: Grid, axis: int) -> list[float]:
    """Where the lines between the columns (0) or rows (1) stand."""
    count = grid.rows if axis else grid.columns
    found: list[list[float]] = [[] for _ in range(count + 1)]
    for cell in grid.cells:
        if cell.box is not None:
            start, span = (cell.row, cell.row_span) if axis else (cell.column, cell.column_span)
            low, high = (cell.box.y0, cell.box.y1) if axis else (cell.box.x0, cell.box.x1)
            found[start].append(low)
            found[start + span].append(high)
    return [sum(places) / len(places) if places else float("nan") for places in found]


def within(edges: Sequence[float], first: int, span: int, low: float, high: float) -> int | None:
    """The stretch between two edges in which something stands as a whole."""
    for number in range(first, first + span):
        is_first, is_last = number == first, number == first + span - 1
        if (is_first or edges[number] <= low) and (is_last or high <= edges[number + 1]):
            if (edges[number] <= (low + high) / 2 <= edges[number + 1]):
                return number
    return None


def is_amount(text: str) -> bool:
    return AMOUNT.fullmatch(text) is not None or _THOUSANDS.fullmatch(text) is not None


def _is_line(words: Sequence[Word]) -> bool:
    """True for words of one printed line."""
    return all(word.box.is_close(words[0].box) or abs(word.y1 - words[0].y1) < word.size / 2 for word in words)
