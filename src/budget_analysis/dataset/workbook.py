"""One workbook of a dataset, for who works in a spreadsheet: accounts, panel, findings, dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..panel import load_indicators
from ..sheets import MOST_ROWS, as_bytes, put
from .tables import columns_of

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEETS = ("documents", "findings", "definitions", "codes", "dictionary")
_WIDEST, _NARROWEST = 60, 8


def workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """The workbook as bytes: the panel (one row per account, one column per indicator) and tables.

    Rows that a sheet cannot hold are left out; the last row then says so.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    if "panel" in tables:
        head, rows = _panel(tables["panel"])
        _fill(book, "panel", head, rows)
    for name in SHEETS:
        if name in tables:
            head = [f"{one.zh}\n{one.name}" for one in columns_of(name)]
            _fill(book, name, head, tables[name].itertuples(index=False, name=None))
    return as_bytes(book)


def _panel(panel: pd.DataFrame) -> tuple[list[str], list[list[object]]]:
    whole = [one for one in load_indicators().all if not one.variable]
    own = panel[panel["item"] == "total"]
    values = own.pivot(index="document_id", columns="indicator", values="value")
    about = own.drop_duplicates("document_id").set_index("document_id")[["department", "fiscal_year"]]
    head = ["文档标识\ndocument_id", "部门\ndepartment", "决算年度\nfiscal_year"]
    head += [f"{one.zh}\n{one.id} ({one.unit})" for one in whole]
    rows = []
    for name in sorted(about.index):
        row: list[object] = [name, *about.loc[name]]
        rows.append([*row, *(values.loc[name, one.id] if one.id in values else None for one in whole)])
    return head, rows


def _fill(book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(name)
    for number, title in enumerate(head, start=1):
        cell = page.cell(1, number, title)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        width = max(map(len, title.split("\n")))
        page.column_dimensions[get_column_letter(number)].width = min(max(width, _NARROWEST) + 4, _WIDEST)
    for position, row in enumerate(rows, start=2):
        if position == MOST_ROWS:
            page.cell(position, 1, "…")
            break
        for number, value in enumerate(row, start=1):
            plain = _plain(value)
            if plain is not None:
                put(page.cell(position, number), plain)
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions


def _plain(value: Any) -> object:
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
