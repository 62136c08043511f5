"""A document as the oracle sees it: lines and cells with their places, the prose as one text.

It takes whatever has `lines` (page, text, box) and `grids` (page, columns, cells with row, column,
text, column_span, box); where a table stands among the lines follows from the boxes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .slots import Place

_FOLIO = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*")
_TELLING = re.compile(r"决算情况\s*说明$|^第[二三]部分.*说明$|^说明$|收入支出决算总体情况")


@dataclass(frozen=True)
class Text:
    """Prose without spaces; `at` says for each character the line and the offset in it."""

    text: str
    at: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> Place | None:
        """None where the characters do not stand together on one line."""
        first, last = self.at[start], self.at[end - 1]
        if first[0] != last[0]:
            return None
        return Place(first[0], -1, first[1], last[1] + 1)


@dataclass(frozen=True)
class Row:
    """The cells of one row of a grid: column, text, place; a merged cell stands at its first column."""

    cells: tuple[tuple[int, str, Place], ...]


@dataclass(frozen=True)
class Table:
    """A grid with the lines above it on its page (or since the grid before)."""

    page: int
    columns: int
    above: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]


def tables_of(reading: Any) -> list[Table]:
    """All grids in the order of pages, each with the lines that stand above it, nearest last."""
    tables = []
    order = sorted(range(len(reading.grids)), key=lambda n: (reading.grids[n].page, _top(reading.grids[n])))
    seen: dict[int, float] = {}
    for number in order:
        grid = reading.grids[number]
        top = _top(grid)
        since = seen.get(grid.page, -1.0)
        above = tuple(
            (n, line.text)
            for n, line in enumerate(reading.lines)
            if line.page == grid.page and line.box is not None and since <= line.box.y0 < top + 2
        )
        seen[grid.page] = top
        rows: list[list[tuple[int, str, Place]]] = [[] for _ in range(grid.rows)]
        for n, cell in enumerate(grid.cells):
            start, end = _bare(cell.text)
            rows[cell.row].append((cell.column, cell.text[start:end], Place(number, n, start, end)))
        told = tuple(Row(tuple(sorted(row, key=lambda cell: cell[0]))) for row in rows)
        tables.append(Table(grid.page, grid.columns, above, told))
    return tables


def _bare(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))


def _top(grid: Any) -> float:
    return float(grid.box.y0) if grid.box is not None else 0.0


def prose_of(reading: Any) -> Text:
    """The explanations after the forms, from their heading on; all of it where there is none."""
    numbers = list(range(len(reading.lines)))
    begins = [n for n in numbers if _TELLING.search(re.sub(r"\s", "", reading.lines[n].text))]
    last_form = max((grid.page for grid in reading.grids if grid.columns > 3), default=0)
    begin = next((n for n in begins if reading.lines[n].page >= last_form and _is_body(reading, n)), 0)
    letters: list[str] = []
    at: list[tuple[int, int]] = []
    for n in numbers[begin:]:
        line = reading.lines[n].text
        if _FOLIO.fullmatch(line):
            continue
        for offset, letter in enumerate(line):
            if not letter.isspace():
                letters.append(letter)
                at.append((n, offset))
    return Text("".join(letters), tuple(at))


def _is_body(reading: Any, number: int) -> bool:
    """The heading in the text, not in the contents: money is told soon after it."""
    following = "".join(line.text for line in reading.lines[number : number + 14])
    return "万元" in re.sub(r"\s", "", following)
