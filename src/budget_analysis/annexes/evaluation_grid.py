"""Self-evaluation tables with cells: columns by their header words, values by their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..blocks import join_text
from ..reading import Grid
from . import self_evaluation
from .cells import Row, carry_levels, only, rows_of
from .found import Found
from .fragments import Field, Fragment, key, unit_of
from .indicators import LEVELS, split_mark
from .items import ItemWriter, project_of

_MEASURES = frozenset({"budget", "adjusted_budget", "actual"})


@dataclass
class _Evaluation:
    """A self-evaluation table while its rows are read."""

    width: int
    page: int
    fields: list[Field] = field(default_factory=list)
    funds: list[tuple[str, dict[str, str | None], int]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    mode: str = ""
    below: dict[int, str] = field(default_factory=dict)
    is_finished: bool = False


def read_self_evaluations(found: Found, grids: Sequence[Grid]) -> bool:
    """Self-evaluation tables, also over several pages; True where one is found.

    A table begins with a grid that names its project and has columns of funds or indicators;
    the grids after it belong to it until its total or grade is read.
    """
    current: _Evaluation | None = None
    any_found = False
    for grid in grids:
        rows = rows_of(grid)
        if _begins_evaluation(rows):
            _close(found, current)
            current = _Evaluation(grid.columns, grid.page)
            any_found = True
        elif current is None or current.is_finished or grid.page > current.page + 1:
            continue
        elif grid.columns != current.width:
            found.trouble(
                grid.page,
                f"{self_evaluation.SOURCE}, page {grid.page}",
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


def _begins_evaluation(rows: Sequence[Row]) -> bool:
    labels = self_evaluation.words("labels")
    names_project = any(
        labels.get(key(cell.text)) == "project" for row in rows for cell in row.cells
    )
    return names_project and any(_table_columns(row)[0] for row in rows)


def _table_columns(row: Row) -> tuple[str, dict[str, int]]:
    """Which table a header row opens (`funds`, `indicators` or none), and its columns."""
    funds = row.columns(self_evaluation.words("fund_columns"))
    if len(_MEASURES.intersection(funds)) >= 2:
        return "funds", funds
    indicators = row.columns(self_evaluation.words("indicator_columns"))
    if {"level_3", "target", "actual"} <= set(indicators):
        return "indicators", indicators
    return "", {}


def _read_row(table: _Evaluation, row: Row) -> None:
    mode, columns = _table_columns(row)
    if mode:
        table.mode, table.columns = mode, columns
        if mode == "funds":
            _read_labels(table, row, only={"funds"})
        return
    if table.mode == "funds" and _read_fund_row(table, row):
        return
    if table.mode == "indicators" and _read_indicator_row(table, row):
        return
    table.mode = ""
    _read_labels(table, row)


def _read_fund_row(table: _Evaluation, row: Row) -> bool:
    """A row with a name and values; False where the funds have ended."""
    measures = {name: at for name, at in table.columns.items() if name != "item"}
    values = {name: row.slots[at] or None for name, at in measures.items()}
    first = min(measures.values())
    item = next((text for text in reversed(row.slots[:first]) if text), "")
    begins = {cell.column for cell in row.cells}
    if not begins.intersection(measures.values()) or key(row.first) in _labels_after_funds():
        return False
    if any(text and not key(text) for text in values.values()):
        return True
    table.funds.append((item, values, row.page))
    return True


def _labels_after_funds() -> frozenset[str]:
    labels = self_evaluation.words("labels")
    ends = {"goals", "indicators", *self_evaluation.PAIR}
    return frozenset(word for word, name in labels.items() if name in ends)


def _read_indicator_row(table: _Evaluation, row: Row) -> bool:
    """An indicator, an empty group or the total; False where the indicators have ended."""
    labels = self_evaluation.words("labels")
    cells = {name: row.slots[at] for name, at in table.columns.items() if row.slots[at]}
    opening = next((labels.get(key(cell.text)) for cell in row.cells if cell.text), None)
    if opening == "total":
        table.indicators.append(
            {"kind": "total", "page": row.page, **only(cells, ("weight", "score"))}
        )
        table.mode = ""
        table.is_finished = True
        return True
    if opening is not None and opening != "indicators":
        return False
    if not cells:
        return True
    before = table.indicators[-1] if table.indicators else {}
    group = {level: split_mark(cells.get(level, "")) for level in LEVELS[:2]}
    levels = carry_levels(
        {level: before.get(level) for level in LEVELS[:2]},
        {level: name for level, (name, _) in group.items() if name},
    )
    weights = {
        f"weight_{index}": group[level][1] if group[level][0] else before.get(f"weight_{index}")
        for index, level in enumerate(LEVELS[:2], start=1)
    }
    texts = ("level_3", "target", "actual", "weight", "score", "deviation")
    kind = "indicator" if "level_3" in cells else "empty_group"
    table.indicators.append(
        {"kind": kind, "page": row.page, **levels, **weights, **only(cells, texts)}
    )
    return True


def _read_labels(table: _Evaluation, row: Row, only: set[str] | None = None) -> None:
    """Values stand to the right of their labels; a label beside a label has its value below."""
    labels = self_evaluation.words("labels")
    open_label = ""
    open_column = -1
    for cell in row.cells:
        text = join_text(cell.text.split("\n"))
        name = labels.get(key(text))
        if name is None and ":" in text.replace("：", ":"):
            head, _, rest = text.replace("：", ":", 1).partition(":")
            name = labels.get(key(head))
            if name is not None:
                _add_field(table, name, head, row)
                _add_value(table, name, rest, row)
                continue
        if name is not None and (only is None or name in only):
            if open_label in self_evaluation.PAIR:
                table.below[open_column] = open_label
            open_label, open_column = name, cell.column
            _add_field(table, name, text, row)
        elif text and open_label:
            _add_value(table, open_label, text, row)
        elif text and cell.column in table.below:
            _add_value(table, table.below.pop(cell.column), text, row)
        elif text and table.fields and table.is_finished:
            _add_value(table, table.fields[-1].name, text, row)
    if open_label in self_evaluation.PAIR:
        table.below[open_column] = open_label


def _add_field(table: _Evaluation, name: str, label: str, row: Row) -> None:
    if all(known.name != name for known in table.fields):
        table.fields.append(Field(name, label.rstrip(":："), row.page, row.number, ()))


def _add_value(table: _Evaluation, name: str, text: str, row: Row) -> None:
    for index, known in enumerate(table.fields):
        if known.name == name:
            part = Fragment(text, row.page, row.number, row.number, True)
            values = (*known.values, part)
            table.fields[index] = Field(name, known.label, known.page, known.number, values)


def _close(found: Found, table: _Evaluation | None) -> None:
    """Add the rows of a table that has been read."""
    if table is None:
        return
    by_name = {known.name: known for known in table.fields}
    project = project_of(by_name)
    self_evaluation.report_nameless(found, table.fields[0], project)
    unit = unit_of(by_name["funds"].label) if "funds" in by_name else None
    for number, (item, values, page) in enumerate(table.funds, start=1):
        self_evaluation.add_fund_row(found, project, number, item, page, unit, values)
    for number, row in enumerate(table.indicators, start=1):
        found.add("indicators", source=self_evaluation.SOURCE, project=project, row=number, **row)
    self_evaluation.add_items(ItemWriter(found, self_evaluation.SOURCE, project), table.fields)
