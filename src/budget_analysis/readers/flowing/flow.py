"""Paragraphs and tables in the order of reading, as they come, to a reading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...folding import fold_glyphs
from ...limits import LONGEST_CELL, MOST_CELLS, MOST_LINES, refuse_more
from ...reading import Cell, Grid, Line, Problem, Reading

_STRUCK = "~~"
_NUMBER = re.compile(r"[-−－(（]?[\d,.，．]*\d[\d,.，．]*%?[)）]?")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a table by the row and the column in which it begins."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass
class Flow:
    """A document of one page that is being read."""

    path: Path
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    paragraphs: int = 0
    _number: int = 0
    _cells: int = 0

    @property
    def place(self) -> str:
        """Of the paragraph that was met last."""
        return f"¶{self.paragraphs}"

    def add_paragraph(self, text: str) -> None:
        """A paragraph; a break within it begins another line of the same place."""
        refuse_more(self.path, "characters in one paragraph", len(text), LONGEST_CELL)
        parts = [part for part in fold_glyphs(text).split("\n") if part.strip()]
        if not parts:
            return
        self.paragraphs += 1
        for part in parts:
            self._number += 1
            self.lines.append(Line(1, self._number, part, place=self.place))
        refuse_more(self.path, "paragraphs", len(self.lines), MOST_LINES)

    def add_table(self, slots: Sequence[Slot]) -> None:
        """A table; where cells cover each other the first counts, and slots without one are blank. Rows that are struck through are none."""
        slots = _without_struck_rows(slots)
        rows = max((slot.row for slot in slots), default=-1) + 1
        columns = max((slot.column + slot.column_span for slot in slots), default=0)
        self._cells += rows * columns
        refuse_more(self.path, "cells of tables", self._cells, MOST_CELLS)
        if not any(slot.text.strip() for slot in slots):
            return
        number = len(self.grids) + 1
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for slot in [*slots, *(Slot(row, column, "") for row in range(rows) for column in range(columns))]:
            height = min(slot.row_span, rows - slot.row)
            covered = {
                (slot.row + down, slot.column + on) for down in range(height) for on in range(slot.column_span)
            }
            if (slot.row, slot.column) in taken:
                continue
            if not covered.isdisjoint(taken):
                height, covered = 1, {(slot.row, slot.column)}
            taken |= covered
            width = max(column for _, column in covered) - slot.column + 1
            place = f"T{number}!{_address(slot.row, slot.column)}"
            cells.append(Cell(slot.row, slot.column, fold_glyphs(slot.text), height, width, place=place))
        cells.sort(key=lambda cell: (cell.row, cell.column))
        self.grids.append(Grid(1, rows, columns, tuple(cells), after=self._number))
        self._number += rows

    def note(self, place: str, kind: str, message: str) -> None:
        """Something that was left out or could not be read."""
        self.problems.append(Problem(1, place, kind, message))

    def tell_pictures(self, pictures: Mapping[str, int]) -> None:
        """Pictures by the paragraphs behind which they stand."""
        if pictures:
            message = (
                f"{sum(pictures.values())} pictures ({named(pictures)}) are not read. If one shows a "
                "table or text, give that as a table or text"
            )
            self.note(next(iter(pictures)), "picture", message)

    def reading(self, reader: str) -> Reading:
        """What was met, as a document of one page."""
        return Reading(reader, 1, tuple(self.lines), tuple(self.grids), tuple(self.problems))


@dataclass
class Struck:
    """Text that is struck through: deleted, though it is still there to be seen."""

    places: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, place: str, text: str) -> None:
        if text.strip():
            self.places.append(place)
            self.texts.append("".join(text.split()))

    def left_of(self, before: int) -> str:
        """What stands in a cell of which all was struck: nothing, or its number as one that counts no more and is no blank.

        Args:
            before: how many texts were struck before the cell.
        """
        text = "".join(self.texts[before:])
        return f"{_STRUCK}{text}{_STRUCK}" if _NUMBER.fullmatch(text) else ""

    def tell(self, flow: Flow) -> None:
        if self.places:
            message = f"text that is struck through behind {named(self.places)} is left out, as deleted. A number with nothing in its place is not read"
            flow.note(self.places[0], "struck", message)


def _without_struck_rows(slots: Sequence[Slot]) -> Sequence[Slot]:
    """The slots without the rows of which all is struck through."""
    struck = {slot.row for slot in slots if slot.text.startswith(_STRUCK)}
    if not struck:
        return slots
    told = {slot.row for slot in slots if slot.text.strip() and not slot.text.startswith(_STRUCK)}
    covered = {slot.row + down for slot in slots for down in range(1, min(slot.row_span, len(slots)))}
    removed = struck - told - covered
    gone = sorted(removed)
    return [replace(slot, row=slot.row - bisect_left(gone, slot.row)) for slot in slots if slot.row not in removed]


def named(places: Iterable[str], most: int = 10) -> str:
    """Places as a message names them, not more than ten."""
    found = list(dict.fromkeys(places))
    return ", ".join(found[:most]) + (", …" if found[most:] else "")


def _address(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
