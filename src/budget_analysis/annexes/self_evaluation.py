"""The self-evaluation table of one project: its funds, goals, indicators and grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from .. import specs
from .amount_rows import role_of
from .found import Found
from .fragments import Field, index_words, text_of, unit_of
from .indicator_rows import split_mark
from .item_rows import ItemWriter, project_of
from .printed_text import Text
from .table_rows import LEVELS, TableRow, carry_levels

SOURCE = "self_evaluation"
PAIR = ("expected_goal", "achieved_goal")
_UNITS = {"rate": "%", "weight": None, "score": None}
"""Rates are in per cent, scores in points; anything else is in the unit of the funds."""
_CELLS = ("level_3", "target", "actual", "weight", "score", "deviation")


@dataclass
class Evaluation:
    """What one table prints: labels with their values, rows of funds, rows of indicators."""

    fields: list[Field] = field(default_factory=list)
    funds: list[TableRow] = field(default_factory=list)
    """Columns `item` and the measures; a blank is an empty text."""
    indicators: list[TableRow] = field(default_factory=list)
    """A group's weight stands behind its name; a row without `level_3` is a group without any."""

    @property
    def by_name(self) -> dict[str, Field]:
        return {known.name: known for known in self.fields}

    @property
    def project(self) -> Text:
        return project_of(self.by_name)


def spec() -> dict[str, Any]:
    section: dict[str, Any] = specs.load("annexes.toml")[SOURCE]
    return section


@cache
def words(table: str) -> dict[str, str]:
    """Printed word to identifier: of all labels, or of one table of the description."""
    if table != "labels":
        return index_words(spec()[table])
    return index_words({**spec()["facts"], **spec()["texts"], **spec()["frames"]})


def report_nameless(found: Found, table: Evaluation) -> None:
    first = table.fields[0]
    if not table.project:
        found.trouble(
            first.page,
            f"{SOURCE}, line {first.number}",
            "the table names no project (项目名称); its rows are kept without one. "
            "Compare with the page.",
        )


def add_evaluation(found: Found, table: Evaluation) -> None:
    """Add the rows of a table that has been read."""
    for number, row in enumerate(table.funds, start=1):
        _add_funds(found, table, number, row)
    groups: dict[str, Text | None] = {}
    for number, row in enumerate(table.indicators, start=1):
        about = {"source": SOURCE, "project": table.project, "row": number, "page": row.page}
        if row.is_total:
            found.add("indicators", **about, kind="total", **row.only(("weight", "score")))
            continue
        groups = _carry_groups(groups, row.cells)
        kind = "indicator" if "level_3" in row.cells else "empty_group"
        found.add("indicators", **about, kind=kind, **groups, **row.only(_CELLS))
    _add_items(ItemWriter(found, SOURCE, table.project), table.fields)


def _add_funds(found: Found, table: Evaluation, number: int, row: TableRow) -> None:
    """One fund row: a row of the frame per column."""
    unit = unit_of(table.by_name["funds"].label.text) if "funds" in table.by_name else None
    item = row.cells["item"]
    for measure, printed in row.cells.items():
        if measure != "item":
            found.add(
                "funds",
                source=SOURCE,
                project=table.project,
                row=number,
                role=role_of(item.text, words("fund_roles")),
                item=item,
                measure=measure,
                printed=printed,
                unit=_UNITS.get(measure, unit),
                page=row.page,
            )


def _carry_groups(
    before: Mapping[str, Text | None], cells: Mapping[str, Text]
) -> dict[str, Text | None]:
    """The two groups that a row is in, with their weights."""
    marks = {level: split_mark(cells[level]) for level in LEVELS[:2] if level in cells}
    names = {level: name for level, (name, _) in marks.items() if name or not cells[level]}
    groups = carry_levels(before, names)
    for level, weight in zip(LEVELS, ("weight_1", "weight_2"), strict=False):
        is_new = level in names and groups[level] is names[level]
        groups[weight] = marks[level][1] if is_new else groups[level] and before.get(weight)
    return groups


def _add_items(writer: ItemWriter, fields: Sequence[Field]) -> None:
    """Facts and texts in the order of print; what stands behind the grade is the grading rule."""
    for one in fields:
        if one.name == "project" or one.name in spec()["frames"]:
            continue
        if one.name == "grade" and one.values:
            writer.add_field(replace(one, values=one.values[:1]), "fact")
            rule = one.values[1:]
            if rule:
                writer.next_row()
                writer.add("text", None, "grading_rule", text_of(rule), rule[0].page)
            continue
        writer.add_field(one, "fact" if one.name in spec()["facts"] else "text")
