"""Rows of a table that are no rows: titles, units, notes and sentences on a sheet.

A workbook keeps a form with its title, its unit of money and its note in one grid, often several
forms on one sheet; a web page or a text document that was made from one does the same. Such a
grid has no boxes. Here it is cut into the lines and the tables that it is on paper.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .. import specs, terms
from ..reading import Cell, Grid, Line, Reading
from .side_by_side import one_below_the_other
from .surroundings import NOTE, STATEMENT, all_heads, folded_title, form_titled, is_continuation, is_surrounding, says_empty

_ENDS_SENTENCE = re.compile(r"[。；;!！?？]\s*$")
_LONGEST_NAME = 40
"""Characters: a single text that is longer is no name of a row."""
_NUMBER = re.compile(r"[-−△▲(]?\d[\d,]*(?:\.\d+)?\)?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LINES_OF_TITLE = 4
"""Between a title and its table stand year, number, department and unit at most."""
_TEXTS_ABOVE = 3
"""Others than number, department and unit; more of them may be a table."""
_PART = re.compile(r"第[一二三四五六七八九十]{1,3}部分")
_ASKS = re.compile(r"[:：]\s*$")
Rows = Sequence[Sequence[Cell]]
"""For each row of a grid the cells that show something and begin in it, from left to right."""


@dataclass
class _Cut:
    """What a grid has been cut into so far, and the rows of the table that is open."""

    grid: Grid
    rows: Rows
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    first: int | None = None
    """The first row of the open table."""
    is_below_title: bool = False
    """The title of a form was said, and no head and no amount of its table met since."""

    def say(self, number: int) -> None:
        """The texts of a row as lines; what stands behind a colon (部门： | 某局) is one line with it."""
        texts: list[tuple[str, Cell]] = []
        for cell in self.rows[number]:
            if texts and _ASKS.search(texts[-1][0]) and not is_surrounding(cell.text):
                texts[-1] = texts[-1][0] + cell.text, texts[-1][1]
            else:
                texts.append((cell.text, cell))
        for text, cell in texts:
            # a title broken within its cell is one title
            for part in [" ".join(text.split("\n"))] if _is_title(text) else text.split("\n"):
                self.is_below_title |= form_titled(part) is not None
                if part.strip():
                    self.lines.append(Line(self.grid.page, self._number(number), part, place=cell.place))

    def close(self, end: int) -> None:
        """End the open table before a row; blank rows at its end are none."""
        if self.first is None:
            return
        first, self.first = self.first, None
        while end > first and not self.rows[end - 1] and not _is_covered(self.grid, end - 1):
            end -= 1
        cells = [cell for cell in self.grid.cells if first <= cell.row < end]
        self.is_below_title = False
        self.grids.append(
            replace(
                self.grid,
                rows=end - first,
                cells=tuple(replace(cell, row=cell.row - first, row_span=min(cell.row_span, end - cell.row)) for cell in cells),
                after=self._number(first) - 1,
            )
        )

    def free(self, end: int) -> None:
        """Say the open rows between a title and what is printed above its table: 2024年度 | 公开01表."""
        if self.first is None or not self.is_below_title:
            return
        rows = self.rows[self.first : end]
        others = [cell for row in rows for cell in row if not is_surrounding(cell.text)]
        if len(others) > _TEXTS_ABOVE:
            return
        first, self.first = self.first, None
        for row in range(first, end):
            self.say(row)

    def _number(self, row: int) -> int:
        return (self.grid.after or 0) + row + 1


def cut_grids(reading: Reading) -> Reading:
    """The reading, in which rows of grids without boxes that are no rows of a table are lines."""
    lines: list[Line] = list(reading.lines)
    grids: list[Grid] = []
    places = [(line.page, line.number) for line in reading.lines]
    before = (0, 0)
    for number, grid in enumerate(reading.grids):
        if grid.box is not None or grid.after is None:
            grids.append(grid)
            continue
        end = bisect_right(places, (grid.page, grid.after))
        above = [line for line in reading.lines[max(end - _LINES_OF_TITLE, 0) : end] if (line.page, line.number) > max(before, (grid.page, 0))]
        behind = [*(page for page, _ in places[end : end + 1]), *(other.page for other in reading.grids[number + 1 : number + 2])]
        # its rows may take further numbers where nothing behind it has one of the page
        alone = one_below_the_other(grid, _is_title) if all(page > grid.page for page in behind) else grid
        found_lines, found_grids = cut_grid(alone, any(form_titled(line.text) is not None for line in above))
        before = grid.page, grid.after
        lines.extend(found_lines)
        grids.extend(found_grids)
    lines.sort(key=lambda line: (line.page, line.number))
    return replace(reading, lines=tuple(lines), grids=tuple(grids))


def cut_grid(grid: Grid, is_below_title: bool = False) -> tuple[list[Line], list[Grid]]:
    """The lines and the tables of a grid, in the order of its rows; `is_below_title` where a title stands above it."""
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda cell: cell.column):
        if cell.text.strip():
            rows[cell.row].append(cell)
    sheet = _title_of_sheet(grid.cells[0].place.rpartition("!")[0]) if grid.cells else ""
    cut = _Cut(grid, rows, is_below_title=is_below_title or form_titled(sheet) is not None)
    for number, filled in enumerate(rows):
        cut.is_below_title = cut.is_below_title and not _is_of_table(filled)
        if _is_row_of_title(filled):
            end = _end_before_title(cut, number)
            cut.close(end)
            for row in range(end, number + 1):
                cut.say(row)
        elif filled and (_is_around(filled) or (cut.is_below_title and _is_above(filled))):
            cut.free(number)
            cut.close(number)
            cut.say(number)
        elif filled and (_is_tail(rows, number) or (len(filled) == 1 and is_continuation(filled[0].text))):
            cut.close(number)
            cut.say(number)
        elif cut.first is not None and _heads_again(rows, cut.first, number):
            end = _end_before_heads(cut, number)
            cut.close(end)
            for row in range(end, number):
                cut.say(row)
            cut.first = number
        elif cut.first is not None:
            continue
        elif len(filled) == 1 and (filled[0].row_span == 1 or _is_sentence(filled[0].text)):
            cut.say(number)
        elif filled:
            cut.first = number
    cut.close(len(rows))
    if sheet and not any(_is_title(line.text) for line in cut.lines):
        cut.lines.insert(0, Line(grid.page, grid.after or 0, sheet, place=grid.cells[0].place.rpartition("!")[0]))
    return cut.lines, cut.grids


def _title_of_sheet(name: str) -> str:
    """The title that a sheet is named by, without the number of its form: Z02 收入决算表. Empty where it is named by none."""
    bare = re.sub(f"^{specs.load('surroundings.toml')['number_of_sheet']}", "", name)
    return next((title for title in (name, bare) if _is_title(title)), "")


def _end_before_title(cut: _Cut, title: int) -> int:
    """Where the table before a title ends: single texts between a blank row and the title are lines."""
    if cut.first is None:
        return title
    row = title
    while row > cut.first and len(cut.rows[row - 1]) == 1:
        row -= 1
    return row if row < title and not cut.rows[row - 1] else title


def _is_row_of_title(filled: Sequence[Cell]) -> bool:
    titles = [cell for cell in filled if _is_title(cell.text)]
    return len(titles) == 1 and all(cell in titles or is_surrounding(cell.text) for cell in filled)


def _is_title(text: str) -> bool:
    return form_titled(text) is not None or folded_title(text) in specs.other_titles()


def _is_around(filled: Sequence[Cell]) -> bool:
    """True for a row of department, number and unit of money, each in one cell or behind a colon."""
    texts = [cell.text for cell in filled]
    if not any(is_surrounding(text) for text in texts):
        return False
    return all(
        is_surrounding(text) or _ASKS.search(text) or (index > 0 and _ASKS.search(texts[index - 1]))
        for index, text in enumerate(texts)
    )


def _is_above(filled: Sequence[Cell]) -> bool:
    """True for department, unit or number of a form, whatever stands beside it: 部门：某局 | 2024年度 | 单位：万元."""
    return any(is_surrounding(cell.text) for cell in filled)


def _is_of_table(filled: Sequence[Cell]) -> bool:
    """True for a row that holds an amount or the head of a column."""
    texts = [terms.fold(cell.text) for cell in filled]
    return any(text in all_heads() or (_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text)) for text in texts)


def _is_tail(rows: Rows, number: int) -> bool:
    """True for a note, the title of a part, or a sentence behind a blank row or behind which no row of the table comes."""
    if len(rows[number]) != 1:
        return False
    text = rows[number][0].text
    folded = terms.fold(text)
    if NOTE.match(folded) or STATEMENT.match(folded) or _PART.match(folded):
        return True
    if not (_is_sentence(text) or says_empty(folded)):
        return False
    if number and not rows[number - 1] and rows[number][0].row_span == 1:
        return True
    for following in rows[number + 1 :]:
        if _is_row_of_title(following) or _is_around(following):
            return True
        if len(following) > 1:
            return False
    return True


def _end_before_heads(cut: _Cut, number: int) -> int:
    """Where the table before heads that come again ends: a single text above them, or two, tells what stands below."""
    row = number
    while cut.first is not None and row > max(cut.first, number - _TEXTS_ABOVE) and len(cut.rows[row - 1]) <= 1:
        row -= 1
    return row


def _heads_again(rows: Rows, first: int, number: int) -> bool:
    """True for a row of heads that begins as those of the open table and goes on otherwise, or below a text in brackets: another table is printed there."""
    own, again = ([terms.fold(cell.text) for cell in row] for row in (rows[first], rows[number]))
    above = rows[number - 1]
    is_told = len(above) == 1 and terms.fold(above[0].text).startswith("(")  # （公用经费）
    is_head = len(again) > 1 and again[0] == own[0] and (own != again or is_told) and all(text in all_heads() for text in again)
    return is_head and any(_NUMBER.fullmatch(terms.fold(cell.text)) for row in rows[first + 1 : number] for cell in row)


def _is_sentence(text: str) -> bool:
    return len(terms.fold(text)) > _LONGEST_NAME or bool(_ENDS_SENTENCE.search(text))


def _is_covered(grid: Grid, row: int) -> bool:
    """True for a row into which a cell with text reaches from above."""
    return any(cell.row < row < cell.row + cell.row_span and cell.text.strip() for cell in grid.cells)
