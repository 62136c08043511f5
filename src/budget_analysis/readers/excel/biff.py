"""Workbooks of Excel 97 to 2003 (.xls): numbers with their formats, and what is hidden.

python-calamine reads texts and merged cells; it gives neither number formats nor hidden rows, so
the records that hold them are read here. Formulas are never computed: their saved value counts.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ...containers.compound import Compound
from .formats import BUILT_IN, exact, show

_BOF, _EOF = (0x809, 0x409, 0x209), 0x0A
_SHEET, _FILEPASS, _DATE_MODE, _FORMAT, _STYLE = 0x85, 0x2F, 0x22, 0x41E, 0xE0
_ROW, _COLUMNS, _WINDOW = 0x208, 0x7D, 0x23E
_NUMBER, _SHORT, _SHORTS, _FORMULA, _ERROR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_FILLED = {_NUMBER, _SHORT, _SHORTS, _FORMULA, _ERROR, 0xFD, 0x204, 0xD6}
"""Records that fill a cell: those with numbers, and texts."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_WORKSHEET = 0
_NO_TEXT = 3
"""What a formula has for a value that is a text without characters, or not computed."""


@dataclass
class Stored:
    """What the records of one sheet say."""

    is_hidden: bool = False
    is_worksheet: bool = True
    numbers: dict[tuple[int, int], str] = field(default_factory=dict)
    """What each cell with a number shows, and the errors of formulas."""
    rows: int = 0
    columns: int = 0
    """Up to the last cell that shows something."""
    formulas: set[tuple[int, int]] = field(default_factory=set)
    """Cells whose saved value is a number, or none."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class EncryptedError(ValueError):
    """The workbook needs a password."""


def read_stored(content: bytes) -> list[Stored]:
    """The sheets of a workbook in the order of their tabs.

    Raises:
        EncryptedError: a password is needed.
        ValueError: the file is damaged.
    """
    compound = Compound(content)
    if "EncryptedPackage" in compound.names():
        raise EncryptedError("a password is needed")
    name = next((name for name in ("Workbook", "Book", "WORKBOOK", "BOOK") if name in compound.names()), "")
    if not name:
        raise ValueError("no stream of a workbook")
    stream = compound.stream(name)
    formats = dict(BUILT_IN)
    styles: list[int] = []
    starts: list[tuple[int, Stored]] = []
    is_1904 = False
    is_new = True
    try:
        for kind, data in _records(stream, 0):
            if kind in _BOF:
                is_new = struct.unpack_from("<H", data)[0] >= 0x600
            elif kind == _FILEPASS:
                raise EncryptedError("a password is needed")
            elif kind == _DATE_MODE:
                is_1904 = data[:1] == b"\1"
            elif kind == _FORMAT:
                formats[struct.unpack_from("<H", data)[0]] = _format(data, is_new)
            elif kind == _STYLE:
                styles.append(struct.unpack_from("<H", data, 2)[0])
            elif kind == _SHEET:
                at, state, shape = struct.unpack_from("<IBB", data)
                starts.append((at, Stored(state & 3 != 0, shape == _WORKSHEET)))
        patterns = [formats.get(number, "General") for number in styles]
        for at, sheet in starts:
            _fill(sheet, _records(stream, at), patterns, is_1904)
    except (struct.error, IndexError) as error:
        raise ValueError(f"a record is cut off ({error})") from error
    return [sheet for _, sheet in starts]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from here to the end of the part, without those of charts within it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in _BOF:
            depth += 1
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        at += 4 + length


def _format(data: bytes, is_new: bool) -> str:
    if not is_new:
        return data[3 : 3 + data[2]].decode("gb18030", errors="replace")
    length, flags = struct.unpack_from("<HB", data, 2)
    if flags & 1:
        return data[5 : 5 + 2 * length].decode("utf-16-le", errors="replace")
    return data[5 : 5 + length].decode("latin-1")


def _fill(sheet: Stored, records: Iterator[tuple[int, bytes]], patterns: list[str], is_1904: bool) -> None:
    hides_zeros = False
    found: list[tuple[int, int, int, float]] = []
    for kind, data in records:
        if kind in _FILLED:
            row, column = struct.unpack_from("<HH", data)
            column += max((len(data) - 6) // 6 - 1, 0) if kind == _SHORTS else 0
            sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + 1)
        if kind == _WINDOW:
            hides_zeros = not struct.unpack_from("<H", data)[0] & 0x10
        elif kind == _ROW:
            if struct.unpack_from("<I", data, 12)[0] & 0x20:
                sheet.hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<HH", data)
            if struct.unpack_from("<H", data, 8)[0] & 1:
                sheet.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _NUMBER:
            found.append(struct.unpack_from("<HHHd", data))
        elif kind == _SHORT:
            row, column, style, value = struct.unpack_from("<HHHI", data)
            found.append((row, column, style, _short(value)))
        elif kind == _SHORTS:
            row, first = struct.unpack_from("<HH", data)
            for index in range((len(data) - 6) // 6):
                style, value = struct.unpack_from("<HI", data, 4 + 6 * index)
                found.append((row, first + index, style, _short(value)))
        elif kind == _FORMULA:
            row, column, style = struct.unpack_from("<HHH", data)
            if data[12:14] != b"\xff\xff" or data[6] == _NO_TEXT:
                sheet.formulas.add((row, column))
            if data[12:14] != b"\xff\xff":
                found.append((row, column, style, struct.unpack_from("<d", data, 6)[0]))
            elif data[6] == 2:
                sheet.numbers[row, column] = _ERRORS.get(data[8], "#?")
        elif kind == _ERROR:
            row, column, _, code, is_error = struct.unpack_from("<HHHBB", data)
            if is_error:
                sheet.numbers[row, column] = _ERRORS.get(code, "#?")
    for row, column, style, value in found:
        number = exact(repr(value))
        if number is None or (hides_zeros and number == 0):
            sheet.numbers[row, column] = ""
        else:
            pattern = patterns[style] if style < len(patterns) else "General"
            sheet.numbers[row, column] = show(number, pattern, is_1904)


def _short(value: int) -> float:
    """A number in 32 bits: the top of a double or an integer, either in hundredths."""
    number = (
        float(Decimal(struct.unpack("<i", struct.pack("<I", value))[0] >> 2))
        if value & 2
        else struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", value & 0xFFFFFFFC))[0]
    )
    return float(number / 100) if value & 1 else float(number)
