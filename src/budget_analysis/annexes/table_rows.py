"""Rows of tables with named columns, whether fitted from lines or read from grids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..reading import Cell, Grid
from .fragments import key
from .printed_text import Text, text_of_cell

LEVELS = ("level_1", "level_2", "level_3")


@dataclass(frozen=True)
class TableRow:
    """What a row prints in each of its columns.

    A column without an entry is blank, or goes on with what stands above it. An empty text says
    that something is printed there which could not be read for certain.
    """

    page: int
    cells: dict[str, Text]
    is_total: bool = False

    def only(self, names: Sequence[str]) -> dict[str, Text]:
        return {name: self.cells[name] for name in names if name in self.cells}


@dataclass(frozen=True)
class GridRow:
    """A row of a grid: the text in each column (merged cells repeat), and the cells that begin."""

    page: int
    number: int
    slots: tuple[Text, ...]
    cells: tuple[Cell, ...]

    def columns(self, words: Mapping[str, str]) -> dict[str, int]:
        """The columns whose header cells begin in this row, leftmost first."""
        named: dict[str, int] = {}
        for cell in self.cells:
            name = words.get(key(cell.text))
            if name is not None:
                named.setdefault(name, cell.column)
        return named

    def under(self, columns: Mapping[str, int]) -> dict[str, Text]:
        """What is printed in the columns of a header above."""
        return {name: self.slots[at] for name, at in columns.items() if self.slots[at]}

    @property
    def first(self) -> str:
        return next((text.text for text in self.slots if text), "")


def rows_of(grid: Grid) -> list[GridRow]:
    slots = [[Text() for _ in range(grid.columns)] for _ in range(grid.rows)]
    begins: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        begins[cell.row].append(cell)
        text = text_of_cell(cell, grid.page)
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                slots[row][column] = text
    return [
        GridRow(grid.page, number, tuple(line), tuple(cells))
        for number, (line, cells) in enumerate(zip(slots, begins, strict=True))
    ]


def rows_below_header(
    grids: Sequence[Grid],
    words: Mapping[str, str],
    required: set[str],
    totals: Mapping[str, str] | None = None,
    is_exact: bool = False,
) -> Iterator[TableRow]:
    """The rows below a header with the required columns, continued on the following pages.

    `totals`: words that open a total row. `is_exact`: a header with a word that is not declared
    belongs to another table.
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
                yield TableRow(row.page, row.under(columns), key(row.first) in (totals or {}))
                page, begins = grid.page, True
        if not begins:
            columns = {}


def carry_levels(
    before: Mapping[str, Text | None], cells: Mapping[str, Text]
) -> dict[str, Text | None]:
    """First and second level: what the row prints, else what stands above it."""
    first, second = cells.get("level_1"), cells.get("level_2")
    above = before.get("level_1")
    if first is not None and (above is None or first.text != above.text):
        return {"level_1": first, "level_2": second}
    return {"level_1": above, "level_2": second if second is not None else before.get("level_2")}
