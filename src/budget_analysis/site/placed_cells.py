"""The sheets of a workbook, and the tables of a text without pages, as the pages show them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ..frames import text
from ..privacy import personal_data
from ..reading import Grid, Reading

_ADDRESS = re.compile(r"(.+)!([A-Z]+)(\d+)", re.DOTALL)
_TABLE = re.compile(r"T(\d+)")
SheetRow = list[Any]
"""`[number, [[column, text, width], …]]`, columns from 1; what is blank is left out."""


def is_cell(place: str) -> bool:
    """Whether a place is a cell: `收入决算表!C7`, `T3!C7`; not `¶12`, not `p.3`."""
    return _ADDRESS.fullmatch(place) is not None


def cell_of(row: Mapping[str, Any]) -> str:
    """The place of a cell in a file without pages; empty for what stands elsewhere."""
    place = text(row.get("place"))
    return place if is_cell(place) else ""


def sheets_of(
    reading: Reading, of_forms: Collection[tuple[int, str]], others: Collection[tuple[int, str]]
) -> list[list[Any]]:
    """The sheets and tables that hold one of the cells, with persons masked as in the frames.

    Args:
        of_forms: page and place of the cells of the forms.
        others: of statements in other tables.

    Returns:
        `[page, name, rows]` each, with rows as `SheetRow`; empty for a file that gives no places.
    """
    personal = personal_data(reading.lines, reading.grids)
    forms, wanted = set(of_forms), {*of_forms, *others}
    found = []
    for grid in reading.grids:
        places = {(grid.page, cell.place) for cell in grid.cells}
        if places & wanted:
            found.append(_shown(personal.mask_grid(grid, of_form=bool(places & forms))))
    return found


def _shown(grid: Grid) -> list[Any]:
    rows: dict[int, SheetRow] = {}
    name = ""
    for cell in grid.cells:
        at = _ADDRESS.fullmatch(cell.place)
        if at is None:
            continue
        name = at[1]
        if cell.text.strip():
            row = rows.setdefault(int(at[3]), [int(at[3]), []])
            row[1].append([_number(at[2]), " ".join(cell.text.split()), cell.column_span])
    return [grid.page, name, [rows[number] for number in sorted(rows)]]


def cell_with(sheets: Sequence[list[Any]], page: int, place: str, words: str) -> str:
    """The place of the cell with these words in the row of another cell, `收入决算表!B7`; empty where there is none."""
    at = _ADDRESS.fullmatch(place)
    if at is None:
        return ""
    for _, _, rows in (one for one in sheets if one[0] == page and one[1] == at[1]):
        for column, told, _ in (cell for number, cells in rows if number == int(at[3]) for cell in cells):
            if "".join(told.split()) == "".join(words.split()):
                return f"{at[1]}!{_letters(column)}{at[3]}"
    return ""


def _letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def table_number(name: str) -> str:
    """The number of a table by its name, `3` of `T3`; empty for the name of a sheet."""
    found = _TABLE.fullmatch(name)
    return found[1] if found else ""
