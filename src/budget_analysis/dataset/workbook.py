"""One workbook of a dataset, for who works in a spreadsheet: accounts, panel, findings, dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..panel import load_indicators
from ..panel.indicators import TOTAL
from ..sheets import MOST_ROWS, as_bytes, put
from .tables import Tables, columns_of

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEETS = ("documents", "findings", "definitions", "codes", "dictionary")
_WHOSE = {"document_id": "文档标识\ndocument_id", "department": "部门\ndepartment", "fiscal_year": "决算年度\nfiscal_year"}
_WIDEST, _NARROWEST = 60, 8


def workbook(tables: Tables) -> bytes:
    """The workbook as bytes: the panel (one row per account, one column per indicator) and tables.

    Rows that a sheet cannot hold are left out; the last row then says so.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)  # a row at a time: cells in memory take fifty times their room in the file
    if "panel" in tables.names:
        head, rows = _panel(tables.batches("panel"))
        _fill(book, "panel", head, rows)
    for name in SHEETS:
        if name in tables.names:
            head = [f"{one.zh}\n{one.name}" for one in columns_of(name)]
            _fill(book, name, head, tables.whole(name).itertuples(index=False, name=None))
    return as_bytes(book)


def _panel(batches: Iterable[pd.DataFrame]) -> tuple[list[str], list[list[object]]]:
    """Head and rows of the panel: document by document, which come sorted."""
    whole = [one for one in load_indicators().all if not one.each]
    places = {one.id: place for place, one in enumerate(whole, start=len(_WHOSE))}
    head = [*_WHOSE.values(), *(f"{one.zh}\n{one.id} ({one.unit})" for one in whole)]
    rows: dict[str, list[object]] = {}
    for batch in batches:
        own = batch.loc[batch["item"] == TOTAL, [*_WHOSE, "indicator", "value"]]
        for *whose, indicator, value in own.itertuples(index=False, name=None):
            row = rows.setdefault(str(whose[0]), [*whose, *[None] * len(whole)])
            row[places[indicator]] = value
    return head, list(rows.values())


def _fill(book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page: Any = book.create_sheet(name)
    page.freeze_panes = "B2"
    for number, title in enumerate(head, start=1):
        width = max(map(len, title.split("\n")))
        page.column_dimensions[get_column_letter(number)].width = min(max(width, _NARROWEST) + 4, _WIDEST)
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    titles = [WriteOnlyCell(page, title) for title in head]
    for cell in titles:
        cell.font, cell.alignment = bold, wrapped
    page.append(titles)
    last = 1
    for last, row in enumerate(rows, start=2):
        if last == MOST_ROWS:
            page.append(["…"])
            break
        page.append([_cell(page, _plain(value)) for value in row])
    page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{last}"


def _cell(page: Any, value: object) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(page)
    put(cell, value)
    return cell


def _plain(value: Any) -> object:
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
