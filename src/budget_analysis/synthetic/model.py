"""The plain model of an account that is to be drawn, and what a reader must find in the drawing.

Nothing here knows of PDF. A table is a list of rows of cells; each measure cell says which
published figure it holds, so that the truth of a drawing is known without reading it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEFT = "<"
"""In a slot: this slot belongs to the cell on its left."""
UP = "^"
"""In a slot: this slot belongs to the cell above it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure: form, role (see `Truth`), measure, its text as printed and its state."""

    form: str
    role: str
    measure: str
    printed: str
    state: str
    label: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a table as it is written down, before merged slots become one cell."""

    text: str
    align: str = "center"
    """"center", "left", or "amount": the alignment that the style gives to amounts."""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; merged cells span more than one row or column."""

    text: str
    column: int
    column_span: int = 1
    row_span: int = 1
    align: str = "center"
    figure: Figure | None = None


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells over columns of relative widths. A header cell may reach into the body."""

    widths: tuple[float, ...]
    header: tuple[Row, ...]
    body: tuple[Row, ...]

    def figures(self) -> list[Figure]:
        """All figures, row after row, left to right."""
        return [cell.figure for row in self.body for cell in row if cell.figure is not None]


@dataclass(frozen=True)
class FormModel:
    """One standard form as printed; `state` as in the frame `forms`."""

    form: str
    title: str
    form_no: str
    table: Table
    above: tuple[str, str]
    """What stands left and right above the table: the department (or nothing), the unit of money."""
    notes: tuple[str, ...] = ()
    state: str = "found"
    landscape: bool = False


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs; a paragraph may also be a table that is no standard form.

    `level` 0 begins a page with a centred heading, 1 and more are headings within the text.
    """

    title: str
    paragraphs: tuple[str | Table, ...] = ()
    level: int = 1


@dataclass(frozen=True)
class AccountModel:
    """A whole departmental final account (部门决算)."""

    department: str
    year: int
    layout: str
    unit: str
    forms: tuple[FormModel, ...]
    sections: tuple[Section, ...]
    """The prose after the forms."""
    front: tuple[Section, ...] = ()
    """The prose before the forms."""
    missing: tuple[tuple[str, str], ...] = ()
    """Form and title of what the contents page announces but the account does not hold."""
    announced: tuple[tuple[str, str], ...] = ()
    """Form and title of each form on the contents page, in order."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One figure as a reader must report it.

    `role` is a code, an identifier of the glossary, or the printed name of a unit; empty for the
    unlabelled lines of the two summaries. `state` is value, zero, blank or declared_empty; a dash
    counts as blank, with `printed` telling that it stood there. `box` is the cell (x0, y0, x1, y1)
    in points from the top left of the visible page.
    """

    form: str
    role: str
    measure: str
    printed: str
    state: str
    page: int
    box: tuple[float, float, float, float]
    label: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class FormTruth:
    """One standard form as a reader must report it; no pages where it is missing."""

    form: str
    title: str
    form_no: str
    state: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ParagraphTruth:
    """One paragraph or heading of the prose, and the page on which it begins."""

    section: str
    text: str
    is_heading: bool
    page: int


@dataclass(frozen=True)
class Rendered:
    """What was drawn: every figure, every form, every paragraph, with their pages."""

    pages: int
    figures: tuple[Truth, ...]
    forms: tuple[FormTruth, ...]
    paragraphs: tuple[ParagraphTruth, ...]

    def by_key(self) -> dict[tuple[str, str, str], Truth]:
        """Form, role and measure to the figure; lines without a label are left out."""
        return {(f.form, f.role, f.measure): f for f in self.figures if f.role}


Slots = Sequence[Sequence[Slot | str]]


def build_table(widths: Sequence[float], header: Slots, body: Slots) -> Table:
    """Write a table down as slots: a text, a `Slot`, or the marks `LEFT` and `UP` for merged ones.

    Raises:
        ValueError: a row has not one slot per column, or merged slots form no rectangle.
    """
    rows = [*header, *body]
    owners: list[list[tuple[int, int]]] = []
    extent: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for r, row in enumerate(rows):
        if len(row) != len(widths):
            raise ValueError(f"row {r} has {len(row)} slots for {len(widths)} columns: {row}")
        owners.append([])
        for c, slot in enumerate(row):
            owner = owners[r][c - 1] if slot == LEFT else owners[r - 1][c] if slot == UP else (r, c)
            owners[r].append(owner)
            extent.setdefault(owner, []).append((r, c))
    merged: list[list[Cell]] = [[] for _ in rows]
    for (r, c), places in extent.items():
        row_span = max(place[0] for place in places) - r + 1
        column_span = max(place[1] for place in places) - c + 1
        if row_span * column_span != len(places):
            raise ValueError(f"the cell at row {r}, column {c} is no rectangle: {places}")
        slot = rows[r][c]
        slot = slot if isinstance(slot, Slot) else Slot(slot)
        merged[r].append(Cell(slot.text, c, column_span, row_span, slot.align, slot.figure))
    frozen = tuple(tuple(row) for row in merged)
    return Table(tuple(widths), frozen[: len(header)], frozen[len(header) :])
