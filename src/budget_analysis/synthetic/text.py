"""An account model as a text dump whose columns stand where they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..pitch import columns
from .model import AccountModel, Cell, FormModel, Row, Section, Table

PAGE = "\f"
_GAP = 2
_LINE = 76
"""Width of a line of prose in Latin characters."""


def write_text(model: AccountModel) -> str:
    """The account as the text of its pages: cover and prose as lines, forms in columns.

    Each part begins a page (a form feed stands before it). Amounts end below each other.
    """
    pages = [[f"{model.department}{model.year}年度部门决算"]]
    pages += _prose(model.front)
    pages += [_form(form) for form in model.forms]
    pages += _prose(model.sections)
    return PAGE.join("\n".join(lines) + "\n" for lines in pages if lines)


def _prose(sections: Iterable[Section]) -> list[list[str]]:
    """Pages of prose; a section of level 0 begins one."""
    pages: list[list[str]] = [[]]
    for section in sections:
        if section.level == 0 and pages[-1]:
            pages.append([])
        if section.title:
            pages[-1].append(section.title)
        for part in section.paragraphs:
            pages[-1] += _table(part) if isinstance(part, Table) else _wrapped(part)
    return pages


def _form(form: FormModel) -> list[str]:
    above = [text for text in form.above if text]
    return [form.title, *filter(None, [form.form_no]), "  ".join(above), *_table(form.table), *form.notes]


def _table(table: Table) -> list[str]:
    widths = _widths(table)
    return [line for line in (_row(row, widths) for row in (*table.header, *table.body)) if line]


def _widths(table: Table) -> list[int]:
    """As wide as the widest cell of each column that spans no other."""
    widths = [4] * len(table.widths)
    for row in (*table.header, *table.body):
        for cell in row:
            if cell.column_span == 1:
                widths[cell.column] = max(widths[cell.column], columns(cell.text))
    return widths


def _row(row: Row, widths: Sequence[int]) -> str:
    line = ""
    for cell in sorted(row, key=lambda cell: cell.column):
        left = sum(width + _GAP for width in widths[: cell.column])
        width = sum(widths[cell.column : cell.column + cell.column_span]) + _GAP * (cell.column_span - 1)
        line = _padded(line, left) + _set(cell, width)
    return line.rstrip()


def _set(cell: Cell, width: int) -> str:
    """The text of a cell in its place: amounts at the right, names at the left, the rest centred."""
    room = max(0, width - columns(cell.text))
    before = {"amount": room, "left": 0}.get(cell.align, room // 2)
    return " " * before + cell.text + " " * (room - before)


def _padded(line: str, width: int) -> str:
    return line + " " * max(0, width - columns(line))


def _wrapped(text: str) -> list[str]:
    lines, line = [], "  "
    for letter in text:
        if columns(line) + columns(letter) > _LINE:
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line]
