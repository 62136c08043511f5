"""Cells of a form whose number is not certain, by the cell itself or by a picture: they have no amount.

A doubt of a picture lies in the cell whose box holds its middle; where a cell has no box, in those of its page that
print the same. A code that is in doubt may be any other: its row means nothing then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..folding import BLANK_MARKS
from ..reading import Cell, Doubt
from .columns import NUMBER, text_of
from .rows import FormRow, FormRows, Printed

_NUMBER = re.compile(r"[\d.,]+")
_DASH = re.compile(BLANK_MARKS)
_DIGIT = re.compile(r"\d")


def doubt_of_cell(cell: Cell) -> str:
    """Why a cell gives no amount: merged over columns, of two rows, read in two ways; empty where it does."""
    if cell.column_span > 1 and NUMBER.fullmatch(text_of(cell)):
        return f'"{text_of(cell)}" stands in a cell merged over {cell.column_span} columns'
    lines = ["".join(line.split()) for line in cell.text.splitlines()]
    if len(lines) > 1 and any(map(_DASH.fullmatch, lines)) and NUMBER.fullmatch(text_of(cell)):
        return f'a dash and a number ("{text_of(cell)}") stand above each other in one cell: they may be those of two rows'
    other = "".join(cell.other.split()) if cell.other is not None else ""
    if other and other != text_of(cell) and (NUMBER.fullmatch(text_of(cell)) or NUMBER.fullmatch(other)):
        return f'one reading has "{text_of(cell)}", the other "{other}"'
    return ""


def with_doubts(found: FormRows, doubts: Sequence[Doubt]) -> FormRows:
    """The rows, in which doubtful cells and codes are marked."""
    if not doubts:
        return found
    cells = [cell for row in found.rows for cell in row.cells.values()]
    of_keys = [doubt for doubt in doubts if not any(_holds(cell, doubt) for cell in cells)]
    return replace(found, rows=tuple(_row(row, doubts, of_keys) for row in found.rows))


def _row(row: FormRow, doubts: Sequence[Doubt], of_keys: Sequence[Doubt]) -> FormRow:
    is_code = bool(row.code) and any(_is_of_code(doubt, row) for doubt in of_keys)
    cells = {
        name: replace(cell, is_doubtful=any(_is_in(doubt, cell) for doubt in doubts) or (is_code and bool(cell.text)))
        for name, cell in row.cells.items()
    }
    return replace(row, cells=cells, has_doubtful_code=is_code)


def _is_of_code(doubt: Doubt, row: FormRow) -> bool:
    """True for the code of the row, or a part of it (208 | 05 | 05) that stands in line with its amounts."""
    if doubt.page != row.page:
        return False
    if row.code in _numbers(doubt.text):
        return True
    digits = "".join(_DIGIT.findall(doubt.text))
    return bool(digits) and digits in row.code and any(_is_in_line(doubt, cell) for cell in row.cells.values())


def _is_in_line(doubt: Doubt, cell: Printed) -> bool:
    """True where both stand in one row, also of a page that lies on its side."""
    box, own = doubt.box, cell.box
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return own is not None and (own.y0 <= y <= own.y1 or own.x0 <= x <= own.x1)


def _is_in(doubt: Doubt, cell: Printed) -> bool:
    if cell.box is not None:
        return _holds(cell, doubt)
    return doubt.page == cell.page and bool(cell.text) and _bare(cell.text) in _bare(doubt.text)


def _holds(cell: Printed, doubt: Doubt) -> bool:
    box, own = doubt.box, cell.box
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return doubt.page == cell.page and own is not None and own.x0 <= x <= own.x1 and own.y0 <= y <= own.y1


def _numbers(text: str) -> list[str]:
    return [number.strip(".,") for number in _NUMBER.findall(text)]


def _bare(text: str) -> str:
    return "".join(text.split())
