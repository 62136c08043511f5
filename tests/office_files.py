"""The accounts of `tests.rendering` as workbooks of Excel 97, and what a reader must find in any of them.

The writers of the other formats stand in `synthetic.office`.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlwt

from budget_analysis.synthetic.office import (
    AMOUNT, heads_of, lines_above, part_title, parts_of, placed, texts_of, write_docx, write_html, write_xlsx,
)  # fmt: skip
from budget_analysis.synthetic.model import Table
from tests.rendering import AccountModel

__all__ = ["expected_of", "part_title", "texts_of", "write_docx", "write_html", "write_xls", "write_xlsx"]
Key = tuple[str, str, str]


def expected_of(model: AccountModel) -> dict[Key, tuple[str, str]]:
    """Form, role, measure to the printed text and the state of each figure whose row has a meaning."""
    return {
        (figure.form, figure.role, figure.measure): (
            ("", "blank") if figure.state == "declared_empty" else (figure.printed, figure.state)
        )
        for form in model.forms
        for figure in form.table.figures()
        if figure.role
    }


def write_xls(model: AccountModel) -> bytes:
    """The same as a workbook of Excel 97: numbers with their formats, merged cells."""
    book = xlwt.Workbook(encoding="utf-8")
    styles = {sign: xlwt.easyxf(num_format_str=sign) for sign in ("0.00", "#,##0.00", "@")}
    _prose_xls(book.add_sheet("封面"), [*heads_of(model), *parts_of(model.front), part_title(model)], styles)
    for number, form in enumerate(model.forms, start=1):
        sheet = book.add_sheet(f"表{number}")
        width = len(form.table.widths)
        sheet.write_merge(0, 0, 0, width - 1, form.title)
        _, no, left, right = (text for _, text in lines_above(form))
        if no:
            sheet.write(1, width - 1, no)
        if left:
            sheet.write(2, 0, left)
        sheet.write(2, width - 1, right)
        end = _table_xls(sheet, form.table, 3, styles)
        for at, note in enumerate(form.notes):
            sheet.write_merge(end + at, end + at, 0, width - 1, note)
    _prose_xls(book.add_sheet("说明"), parts_of(model.sections), styles)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _prose_xls(sheet: Any, parts: Sequence[str | Table], styles: Any) -> None:
    row = 0
    for part in parts:
        if isinstance(part, Table):
            row = _table_xls(sheet, part, row, styles)
        else:
            sheet.write(row, 0, part)
            row += 1


def _table_xls(sheet: Any, table: Table, first: int, styles: Any) -> int:
    for number, cell in placed(table):
        value: str | float = cell.text
        style = styles["@"]
        if cell.figure and AMOUNT.fullmatch(cell.text):
            value = float(cell.text.replace(",", ""))
            style = styles["#,##0.00" if "," in cell.text else "0.00"]
        row, column = first + number, cell.column
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.write_merge(row, row + cell.row_span - 1, column, column + cell.column_span - 1, value, style)
        elif cell.text:
            sheet.write(row, column, value, style)
    return first + len(table.header) + len(table.body)
