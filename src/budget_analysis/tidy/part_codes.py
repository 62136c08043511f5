"""Codes that are printed otherwise than in one piece: 201.03.01, or only what a row adds to the row above it (201, 03, 01)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from .. import codes
from ..amounts import Printed, parse_amount
from ..errors import CellError
from ..folding import BLANK_MARKS
from .rows import FormRow

_PARTED = re.compile(r"\d{3}(?:[.．·-]\d{2}){1,2}")
_NO_DIGIT = re.compile(r"\D")
_BLANK = re.compile(BLANK_MARKS)
_CLASS, _PART = 3, 2
_MOST_TRIED = 5000
"""Ways to divide the rows of a class into sections; with more nothing is certain."""
_ENOUGH = 2
"""Ways that are possible: nothing is certain then."""
Amounts = tuple[Printed, ...]


def in_one_piece(classification: str | None, text: str) -> str:
    """A code without the marks between its parts; any other text as it is."""
    is_code = classification is not None and _PARTED.fullmatch(text) and text[0] in codes.FIRST_DIGITS[classification]
    return _NO_DIGIT.sub("", text) if is_code else text


def with_parts_above(classification: str | None, rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows, each with its whole code where only the last part of it is printed.

    Where 类, 款 and 项 have columns of their own, these tell which part it is. Else
    01 behind 201 and 03 is 2010301 or 20101. It is the one that lets codes ascend and every column add up, from the
    items to their section and from the sections to their class. Where another one does too, or none does, for a
    single class, all rows stay as they are printed.
    """
    if classification is None or {len(row.code) for row in rows if row.code} != {_CLASS, _PART}:
        return list(rows)
    by_columns = _by_columns(rows)
    if by_columns:
        return by_columns
    whole: list[FormRow] = list(rows)
    starts = [number for number, row in enumerate(rows) if len(row.code) == _CLASS]
    if any(row.code for row in rows[: starts[0]]):
        return list(rows)
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        parts = [number for number in range(start + 1, end) if rows[number].code]
        try:
            amounts = [_amounts(rows[number]) for number in (start, *parts)]
        except CellError:
            return list(rows)
        ways = _ways(classification, [rows[number].code for number in parts], amounts) if parts else [()]
        if len(ways) != 1:
            return list(rows)
        for number, behind in zip(parts, ways[0], strict=True):
            whole[number] = replace(rows[number], code=rows[start].code + behind)
    return whole


def _by_columns(rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows with whole codes where each has one part, and the parts stand in two or three columns; none where not so."""
    placed = [[place for place, part in enumerate(row.code_parts) if part] for row in rows if row.code]
    columns = sorted({place for own in placed for place in own})
    if len(columns) < _ENOUGH or any(len(own) != 1 for own in placed):
        return []
    above = [""] * len(columns)
    whole: list[FormRow] = []
    for row in rows:
        if not row.code:
            whole.append(row)
            continue
        level = columns.index(next(place for place, part in enumerate(row.code_parts) if part))
        if len(row.code) != (_PART if level else _CLASS) or not all(above[:level]):
            return []
        above[level:] = [row.code, *[""] * (len(columns) - level - 1)]
        whole.append(replace(row, code="".join(above)))
    return whole


def _amounts(row: FormRow) -> Amounts:
    """Raises CellError where a cell is no amount."""
    texts = [cell.text.strip() for cell in row.cells.values()]
    if any(cell.trouble for cell in row.cells.values()):
        raise CellError(f"row {row.code} {row.label}: a cell cannot be read")
    return tuple(parse_amount("0" if not text or _BLANK.fullmatch(text) else text) for text in texts)


def _ways(classification: str, parts: Sequence[str], amounts: Sequence[Amounts]) -> list[tuple[str, ...]]:
    """The ways to read the parts below a class, each as what follows the code of the class, so that all adds up.

    None where they are too many to be tried.
    """
    has_items = max(codes.LENGTHS[classification]) > _CLASS + _PART
    tried = 0

    def go_on(number: int, sections: list[int], found: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        nonlocal tried
        tried += 1
        if tried > _MOST_TRIED:
            return
        items = [amounts[n + 1] for n in range(sections[-1] + 1, number)] if sections else []
        is_closed = not sections or not items or _adds_up(amounts[sections[-1] + 1], items)
        if number == len(parts):
            # sections have items, all of them or none
            alone = [a + 1 == b for a, b in zip(sections, [*sections[1:], number], strict=True)]
            if is_closed and len(set(alone)) == 1 and _adds_up(amounts[0], [amounts[n + 1] for n in sections]):
                yield found
            return
        if is_closed and (not sections or parts[sections[-1]] < parts[number]):
            yield from go_on(number + 1, [*sections, number], (*found, parts[number]))
        if sections and has_items and (number == sections[-1] + 1 or parts[number - 1] < parts[number]):
            yield from go_on(number + 1, sections, (*found, parts[sections[-1]] + parts[number]))

    found = list(islice(go_on(0, [], ()), _ENOUGH))
    return found if tried <= _MOST_TRIED else []


def _adds_up(total: Amounts, rows: Sequence[Amounts]) -> bool:
    """True where the rows make the total in each column, as exactly as their last digits tell."""
    for number, whole in enumerate(total):
        own = [row[number] for row in rows]
        room = sum((one.resolution for one in (whole, *own)), start=whole.resolution * 0) / 2
        if abs(whole.value - sum(one.value for one in own)) > room:
            return False
    return True
