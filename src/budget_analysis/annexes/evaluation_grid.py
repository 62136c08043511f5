"""Self-evaluation tables with cells: columns by their header words, values by their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..reading import Grid
from .found import Found
from .fragments import Field, Fragment, key
from .printed_text import Text, text_of_cell
from .self_evaluation import PAIR, SOURCE, Evaluation, add_evaluation, report_nameless, words
from .table_rows import GridRow, TableRow, rows_of

_MEASURES = frozenset({"budget", "adjusted_budget", "actual"})


@dataclass
class _Open:
    """A self-evaluation table while its rows are read."""

    width: int
    page: int
    table: Evaluation = field(default_factory=Evaluation)
    columns: dict[str, int] = field(default_factory=dict)
    mode: str = ""
    below: dict[int, str] = field(default_factory=dict)
    is_finished: bool = False


def read_self_evaluations(found: Found, grids: Sequence[Grid]) -> bool:
    """Self-evaluation tables, also over several pages; True where one is found.

    A table begins with a grid that names its project and has columns of funds or indicators;
    the grids after it belong to it until its total or grade is read.
    """
    current: _Open | None = None
    any_found = False
    for grid in grids:
        rows = rows_of(grid)
        if _begins_evaluation(rows):
            _close(found, current)
            current = _Open(grid.columns, grid.page)
            any_found = True
        elif current is None or current.is_finished or grid.page > current.page + 1:
            continue
        elif grid.columns != current.width:
            found.trouble(
                grid.page,
                f"{SOURCE}, page {grid.page}",
                f"the table goes on with {grid.columns} columns after {current.width}; this part "
                "is not read. Compare with the page.",
            )
            current.is_finished = True
            continue
        current.page = grid.page
        for row in rows:
            _read_row(current, row)
    _close(found, current)
    return any_found


def _begins_evaluation(rows: Sequence[GridRow]) -> bool:
    labels = words("labels")
    names_project = any(
        labels.get(key(cell.text)) == "project" for row in rows for cell in row.cells
    )
    return names_project and any(_table_columns(row)[0] for row in rows)


def _table_columns(row: GridRow) -> tuple[str, dict[str, int]]:
    """Which table a header row opens (`funds`, `indicators` or none), and its columns."""
    funds = row.columns(words("fund_columns"))
    if len(_MEASURES.intersection(funds)) >= 2:
        return "funds", funds
    indicators = row.columns(words("indicator_columns"))
    if {"level_3", "target", "actual"} <= set(indicators):
        return "indicators", indicators
    return "", {}


def _read_row(state: _Open, row: GridRow) -> None:
    mode, columns = _table_columns(row)
    if mode:
        state.mode, state.columns = mode, columns
        if mode == "funds":
            _read_labels(state, row, only={"funds"})
        return
    if state.mode == "funds" and _read_fund_row(state, row):
        return
    if state.mode == "indicators" and _read_indicator_row(state, row):
        return
    state.mode = ""
    _read_labels(state, row)


def _read_fund_row(state: _Open, row: GridRow) -> bool:
    """A row with a name and values; False where the funds have ended."""
    measures = {name: at for name, at in state.columns.items() if name != "item"}
    values = {name: row.slots[at] for name, at in measures.items()}
    first = min(measures.values())
    item = next((text for text in reversed(row.slots[:first]) if text), Text())
    begins = {cell.column for cell in row.cells}
    if not begins.intersection(measures.values()) or key(row.first) in _labels_after_funds():
        return False
    if any(text and not key(text.text) for text in values.values()):
        return True
    state.table.funds.append(TableRow(row.page, {"item": item, **values}))
    return True


def _labels_after_funds() -> frozenset[str]:
    ends = {"goals", "indicators", *PAIR}
    return frozenset(word for word, name in words("labels").items() if name in ends)


def _read_indicator_row(state: _Open, row: GridRow) -> bool:
    """An indicator, an empty group or the total; False where the indicators have ended."""
    labels = words("labels")
    cells = row.under(state.columns)
    opening = next((labels.get(key(cell.text)) for cell in row.cells if cell.text), None)
    if opening == "total":
        state.table.indicators.append(TableRow(row.page, cells, is_total=True))
        state.mode = ""
        state.is_finished = True
        return True
    if opening is not None and opening != "indicators":
        return False
    if cells:
        state.table.indicators.append(TableRow(row.page, cells))
    return True


def _read_labels(state: _Open, row: GridRow, only: set[str] | None = None) -> None:
    """Values stand to the right of their labels; a label beside a label has its value below."""
    labels = words("labels")
    open_label = ""
    open_column = -1
    for cell in row.cells:
        text = text_of_cell(cell, row.page)
        name = labels.get(key(text.text))
        head, colon, _ = text.text.replace("：", ":", 1).partition(":")
        if name is None and colon:
            name = labels.get(key(head))
            if name is not None:
                _add_field(state, name, text.part(0, len(head)), row)
                _add_value(state, name, text.part(len(head) + 1), row)
                continue
        if name is not None and (only is None or name in only):
            if open_label in PAIR:
                state.below[open_column] = open_label
            open_label, open_column = name, cell.column
            _add_field(state, name, text.stripped(":："), row)
        elif text and open_label:
            _add_value(state, open_label, text, row)
        elif text and cell.column in state.below:
            _add_value(state, state.below.pop(cell.column), text, row)
        elif text and state.table.fields and state.is_finished:
            _add_value(state, state.table.fields[-1].name, text, row)
    if open_label in PAIR:
        state.below[open_column] = open_label


def _add_field(state: _Open, name: str, label: Text, row: GridRow) -> None:
    if name not in state.table.by_name:
        state.table.fields.append(Field(name, label, row.page, row.number, ()))


def _add_value(state: _Open, name: str, text: Text, row: GridRow) -> None:
    fields = state.table.fields
    for index, known in enumerate(fields):
        if known.name == name:
            part = Fragment(text, row.page, row.number, row.number, True)
            fields[index] = replace(known, values=(*known.values, part))


def _close(found: Found, state: _Open | None) -> None:
    """Add the rows of a table that has been read."""
    if state is not None:
        report_nameless(found, state.table)
        add_evaluation(found, state.table)
