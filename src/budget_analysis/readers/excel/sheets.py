"""A sheet as it was stored to a grid as it is seen: merged cells, hidden rows and columns, empty room."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from ...limits import MOST_CELLS, refuse_more
from ...reading import Cell, Grid, Problem

Place = tuple[int, int]
"""Row and column, counted from 0."""
Span = tuple[int, int, int, int]
"""First row and column, last row and column."""
_AMOUNT = re.compile(r"[-−△▲(¥]*[\d,]*\.?\d+[%)]*")
_NOUGHT = re.compile(r"[-–—－]+")
"""How the accounting format shows a zero."""
_NAMED = 10
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


@dataclass
class Sheet:
    """What a workbook keeps of one sheet."""

    name: str
    cells: dict[Place, str] = field(default_factory=dict)
    """What each cell shows; only cells that show something."""
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: list[Place] = field(default_factory=list)
    """Cells with a formula whose value is not in the file, or was never computed."""
    saved: dict[Place, str] = field(default_factory=dict)
    """The formulas of the cells that show a saved value."""
    numbers: dict[Place, Decimal] = field(default_factory=dict)
    """What cells count for in a formula, whatever they show of it; only cells that hold numbers."""


def address(row: int, column: int) -> str:
    """The name of a cell: row 6, column 2 is C7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def place_named(reference: str) -> Place | None:
    """The cell of a name such as C7 or $C$7; None where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return min(max(int(match[2]) - 1, 0), LAST_ROW), min(column - 1, LAST_COLUMN)


def is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None


def grid_of(path: Path, sheet: Sheet, page: int) -> tuple[Grid | None, list[Problem]]:
    """The sheet as one grid of the rows and columns that are seen; None where nothing is.

    A hidden row that shows a number other than zero is kept: a total may count it. So is one that
    shows a name and zeros: offices hide the classes and items of a form that have no money, and
    the form has these rows all the same. Every other hidden row or column is left out; both are
    said in a problem.

    Raises:
        DocumentError: it has more cells than an account can hold.
    """
    refuse_more(path, f"cells on sheet {sheet.name}", len(sheet.cells), MOST_CELLS)
    counted = _of_the_form(sheet)
    left_out = sheet.hidden_rows - counted
    seen = {
        place: text
        for place, text in sheet.cells.items()
        if place[0] not in left_out and place[1] not in sheet.hidden_columns
    }
    problems = [
        *_told_hidden(sheet, page, counted, left_out),
        *_told_formulas(sheet, page),
    ]
    spans = _take_merged(sheet.merged, seen)
    rows = _kept(row for row, _ in seen)
    columns = sorted({column for _, column in seen})
    refuse_more(path, f"cells on sheet {sheet.name}", len(rows) * len(columns), MOST_CELLS)
    if not rows:
        return None, problems
    cells = []
    taken: set[Place] = set()
    for index, row in enumerate(rows):
        for number, column in enumerate(columns):
            if (index, number) in taken:
                continue
            bottom, right = spans.get((row, column), (row, column))
            height = bisect_right(rows, bottom) - index
            width = bisect_right(columns, right) - number
            slots = {(index + down, number + on) for down in range(height) for on in range(width)}
            if not slots.isdisjoint(taken):
                height, width, slots = 1, 1, {(index, number)}
            taken |= slots
            text = seen.get((row, column), "")
            cells.append(Cell(index, number, text, height, width, place=f"{sheet.name}!{address(row, column)}"))
    return Grid(page, len(rows), len(columns), tuple(cells), after=0), problems


def _take_merged(merged: Sequence[Span], seen: dict[Place, str]) -> dict[Place, Place]:
    """The last row and column of each merged cell; what stands under it is nowhere seen and taken away.

    Cells merged over each other cannot be; the first counts.
    """
    spans: dict[Place, Place] = {}
    for top, left, bottom, right in merged:
        if (top, left) not in seen or (top, left) in spans:
            continue
        is_small = (bottom - top + 1) * (right - left + 1) <= len(seen)
        within = (
            [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
            if is_small
            else [place for place in seen if top <= place[0] <= bottom and left <= place[1] <= right]
        )
        if spans.keys().isdisjoint(within):
            spans[top, left] = (bottom, right)
            for place in within:
                if place != (top, left):
                    seen.pop(place, None)
    return spans


def _kept(filled: Iterable[int]) -> list[int]:
    """The filled rows, and of those between them one that is empty: it parts two tables."""
    rows = sorted(set(filled))
    kept: list[int] = []
    for row in rows:
        if kept and row - kept[-1] > 1:
            kept.append(kept[-1] + 1)
        kept.append(row)
    return kept


def counts(text: str) -> bool:
    """True for a number other than zero."""
    return bool(_AMOUNT.fullmatch(text.strip())) and any(sign in "123456789" for sign in text)


def _of_the_form(sheet: Sheet) -> set[int]:
    """The hidden rows with a number other than zero, or with a zero beside a name."""
    texts: dict[int, list[str]] = {}
    for (row, _), text in sheet.cells.items():
        if row in sheet.hidden_rows:
            texts.setdefault(row, []).append(text.strip())
    of_amounts = {row: [bool(_AMOUNT.fullmatch(text) or _NOUGHT.fullmatch(text)) for text in found] for row, found in texts.items()}
    return {row for row, found in texts.items() if any(map(counts, found)) or (any(of_amounts[row]) and not all(of_amounts[row]))}


def _told_hidden(sheet: Sheet, page: int, counted: set[int], left_out: set[int]) -> list[Problem]:
    rows = {row for row, _ in sheet.cells}
    columns = {column for _, column in sheet.cells}
    told = []
    if found := sorted(left_out & rows):
        told.append(f"{len(found)} hidden rows ({_named(str(row + 1) for row in found)}) are left out")
    if found := sorted(counted):
        told.append(
            f"{len(found)} hidden rows ({_named(str(row + 1) for row in found)}) hold amounts or zeros and are kept, "
            "because the form has them and a total may count them"
        )
    if found := sorted(sheet.hidden_columns & columns):
        names = _named(address(0, column)[:-1] for column in found)
        told.append(f"{len(found)} hidden columns ({names}) are left out")
    if not told:
        return []
    return [Problem(page, sheet.name, "hidden", f"{'; '.join(told)}. Show them and compare")]


def _told_formulas(sheet: Sheet, page: int) -> list[Problem]:
    if not sheet.formulas:
        return []
    places = _named(address(*place) for place in sorted(sheet.formulas))
    message = (
        f"{len(sheet.formulas)} formulas have no value in the file, or none that was computed ({places}); their cells are unreadable. "
        "Open the file in Excel or LibreOffice and save it again"
    )
    return [Problem(page, sheet.name, "formula", message)]


def _named(found: Iterable[str]) -> str:
    names = list(found)
    return ", ".join(names[:_NAMED]) + (", …" if names[_NAMED:] else "")
