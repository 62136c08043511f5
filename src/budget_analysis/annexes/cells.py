"""Grids as rows with named columns, whatever the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..blocks import join_text
from ..reading import Cell, Grid
from .fragments import key


@dataclass(frozen=True)
class Row:
    """A row of a grid: the text in each column (merged cells repeat), and the cells that begin."""

    page: int
    number: int
    slots: tuple[str, ...]
    cells: tuple[Cell, ...]

    def columns(self, words: Mapping[str, str]) -> dict[str, int]:
        """The columns whose header cells begin in this row, leftmost first."""
        named: dict[str, int] = {}
        for cell in self.cells:
            name = words.get(key(cell.text))
            if name is not None:
                named.setdefault(name, cell.column)
        return named

    @property
    def first(self) -> str:
        return next((text for text in self.slots if text), "")


def rows_of(grid: Grid) -> list[Row]:
    slots = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    begins: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        begins[cell.row].append(cell)
        text = join_text(cell.text.split("\n"))
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                slots[row][column] = text
    return [
        Row(grid.page, number, tuple(line), tuple(cells))
        for number, (line, cells) in enumerate(zip(slots, begins, strict=True))
    ]


def list_rows(
    grids: Sequence[Grid], words: Mapping[str, str], required: set[str], is_exact: bool
) -> Iterator[tuple[Row, dict[str, str]]]:
    """The rows below a header with the required columns, continued on the following pages.

    `is_exact`: a header with a word that is not declared belongs to another table.
    """
    columns: dict[str, int] = {}
    width = page = 0
    for grid in grids:
        begins = False
        for row in rows_of(grid):
            named = row.columns(words)
            strangers = [cell for cell in row.cells if cell.text and key(cell.text) not in words]
            if required <= set(named) and len(named) >= 2 and not (is_exact and strangers):
                columns, width, page, begins = named, grid.columns, grid.page, True
                continue
            goes_on = begins or (grid.columns == width and grid.page in (page, page + 1))
            if columns and goes_on and any(row.slots):
                yield row, {name: row.slots[at] for name, at in columns.items() if row.slots[at]}
                page, begins = grid.page, True
        if not begins:
            columns = {}


def carry_levels(
    before: Mapping[str, str | None], cells: Mapping[str, str]
) -> dict[str, str | None]:
    """First and second level: what the row prints, else what stands above it."""
    first, second = cells.get("level_1"), cells.get("level_2")
    if first is not None and first != before.get("level_1"):
        return {"level_1": first, "level_2": second}
    return {
        "level_1": before.get("level_1"),
        "level_2": second if second is not None else before.get("level_2"),
    }


def only(cells: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: cells[name] for name in names if name in cells}
