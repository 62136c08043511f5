"""What every reader gives: the lines and the cells of a document, in the order of reading.

A file with pages gives the page and the box of each. A file without them (a workbook, a text
document, a web page) gives a `place` instead: `收入决算表!C7` for a cell of a sheet, `¶12` for the
twelfth paragraph, `T3!C7` for a cell of the third table. Each sheet counts as a page, every other
file without pages as one.

A reader interprets nothing. It says which text stands where; which form that text
belongs to is decided in `locate`, what it means in `tidy` and `sentences`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points, measured from the top left of the visible page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def is_close(self, other: Box) -> bool:
        """True for lines with less than a third of a line between them, as those of one cell."""
        apart = max(self.y0, other.y0) - min(self.y1, other.y1)
        return apart < min(self.y1 - self.y0, other.y1 - other.y0) / 3


Span = tuple[float, float]
"""From where to where something stands along a line."""


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap as one, from left to right."""
    whole: list[Span] = []
    for x0, x1 in sorted(spans):
        if whole and x0 < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], x1))
        else:
            whole.append((x0, x1))
    return whole


Stop = tuple[int, int, float, float]
"""A run of characters set without a gap: where it begins and ends in the line's text, and from left
to right on the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that stands outside every grid (a text dump has only lines).

    `number` counts lines from 1: within the document for a text dump, within the page otherwise.
    `text` keeps inner spaces as printed; the page-break mark of a dump is taken off.
    """

    page: int
    number: int
    text: str
    box: Box | None = None
    stops: tuple[Stop, ...] = ()
    """Where its runs of characters stand; empty where the source does not tell."""
    place: str = ""
    """Where it stands in a file without pages; such a line is a whole paragraph."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; `row` and `column` count from 0, merged cells span more than one.

    `text` keeps line breaks inside the cell as a newline.
    `reading` names the readers that saw the cell, joined by "+" when they agree
    ("tabula+grid") and by "!" when they do not ("tabula!grid"); `other` is then the second text.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    reading: str = ""
    other: str | None = None
    place: str = ""
    """Where it stands in a file without pages."""


@dataclass(frozen=True)
class Grid:
    """One table of one page as a grid of cells, each slot covered by exactly one cell."""

    page: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    box: Box | None = None
    kind: str = "ruled"
    """"ruled" where lines were drawn, "aligned" where columns follow from aligned text."""
    lines: tuple[Line, ...] = ()
    """The printed lines that stand in the table, for whoever must find its columns anew."""
    after: int | None = None
    """The number of the last line of its page before it, in the order of reading; None: its box tells.

    Where it has no box, as many numbers as it has rows are free behind: a row may turn out to be a line."""
    other: Grid | None = None
    """The table in the shape that the other reading gives it, where that is another one."""
    pages: tuple[int, ...] = ()
    """The page of each column, where they do not stand on one (a sheet that is wider than its paper)."""

    def page_of(self, cell: Cell) -> int:
        return self.pages[cell.column] if self.pages and cell.column < len(self.pages) else self.page


@dataclass(frozen=True)
class Problem:
    """Something that could not be read, or was read in two ways."""

    page: int | None
    place: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number of a picture that may have been misread; or something there that could not be read."""

    page: int
    box: Box
    text: str
    """As it was recognised, with what stands beside it; empty where nothing was."""
    other: str = ""
    """What a second reading gives."""
    line: int | None = None
    """The number of the line it stands in; None within a table."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a document of several: the pages that it has in the document."""

    file: str
    page: int
    """The first one."""
    pages: int
    reader: str


@dataclass(frozen=True)
class Reading:
    """A whole document as one reader (or two, reconciled) saw it."""

    reader: str
    pages: int
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    parts: tuple[Part, ...] = ()
    """The files, where the document is several, in the order of their pages."""
    doubts: tuple[Doubt, ...] = ()
    """Of pages that were recognised in pictures."""


def part_of(parts: Sequence[Part], page: int | None) -> Part | None:
    """The file in which a page of a document stands; None where the document is one file."""
    return next((part for part in parts if page is not None and part.page <= page < part.page + part.pages), None)


def split(reading: Reading) -> list[Reading]:
    """The files of a document as they are bound into it, each with the pages of the document."""
    if not reading.parts:
        return [reading]
    return [
        replace(
            reading,
            reader=part.reader,
            pages=part.pages,
            lines=tuple(line for line in reading.lines if part_of([part], line.page)),
            grids=tuple(grid for grid in reading.grids if part_of([part], grid.page)),
            parts=(part,),
            doubts=tuple(doubt for doubt in reading.doubts if part_of([part], doubt.page)),
        )
        for part in reading.parts
    ]


def bind(readings: Sequence[tuple[str, Reading]]) -> Reading:
    """Files, each with its name, as one document: their pages follow each other."""
    lines: list[Line] = []
    grids: list[Grid] = []
    problems: list[Problem] = []
    parts: list[Part] = []
    doubts: list[Doubt] = []
    before = 0
    for file, reading in readings:
        lines.extend(replace(line, page=line.page + before) for line in reading.lines)
        grids.extend(_moved(grid, before) for grid in reading.grids)
        problems.extend(
            replace(
                problem,
                page=problem.page + before if problem.page is not None else None,
                place=f"{file}: {problem.place}",
            )
            for problem in reading.problems
        )
        doubts.extend(replace(doubt, page=doubt.page + before) for doubt in reading.doubts)
        pages = max([reading.pages, 1, *(line.page for line in reading.lines)])
        parts.append(Part(file, before + 1, pages, reading.reader))
        before += pages
    kinds = dict.fromkeys(reading.reader for _, reading in readings)
    return Reading(
        ", ".join(kinds), before, tuple(lines), tuple(grids), tuple(problems), tuple(parts), tuple(doubts)
    )


def _moved(grid: Grid, pages: int) -> Grid:
    return replace(
        grid,
        page=grid.page + pages,
        lines=tuple(replace(line, page=line.page + pages) for line in grid.lines),
        other=None if grid.other is None else _moved(grid.other, pages),
    )


def to_json(reading: Reading) -> bytes:
    """A reading as JSON in ASCII: each dataclass as the list of its fields, in their order."""
    return json.dumps(reading, default=_values, separators=(",", ":")).encode("ascii")


def from_json(content: bytes) -> Reading:
    """The reading that `to_json` wrote.

    Raises:
        ValueError: this is no JSON of a reading.
    """
    try:
        reader, pages, lines, grids, problems, parts, doubts = json.loads(content)
        return Reading(
            reader,
            pages,
            tuple(map(_line, lines)),
            tuple(map(_grid, grids)),
            tuple(Problem(*problem) for problem in problems),
            tuple(Part(*part) for part in parts),
            tuple(map(_doubt, doubts)),
        )
    except TypeError as error:
        raise ValueError(f"no reading as it was kept: {error}") from error


def _line(values: list[Any]) -> Line:
    page, number, text, box, stops, place = values
    found = tuple((a, b, x0, x1) for a, b, x0, x1 in stops)
    return Line(page, number, text, _box(box), found, place)


def _doubt(values: list[Any]) -> Doubt:
    page, box, *rest = values
    return Doubt(page, Box(*box), *rest)


def _grid(values: list[Any]) -> Grid:
    page, rows, columns, cells, box, kind, lines, after, other, pages = values
    shape = None if other is None else _grid(other)
    found = tuple(map(_cell, cells))
    return Grid(page, rows, columns, found, _box(box), kind, tuple(map(_line, lines)), after, shape, tuple(pages))


def _cell(values: list[Any]) -> Cell:
    row, column, text, row_span, column_span, box, *rest = values
    return Cell(row, column, text, row_span, column_span, _box(box), *rest)


def _box(values: list[float] | None) -> Box | None:
    return None if values is None else Box(*values)


def _values(entry: Any) -> list[Any]:
    return [getattr(entry, name) for name in entry.__dataclass_fields__]
