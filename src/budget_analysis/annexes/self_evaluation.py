"""The self-evaluation table of one project: its funds, goals, indicators and grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from .. import specs
from ..reading import Line
from .found import Found
from .fragments import Field, by_line, cut, index_words, match_columns, split, text_of, unit_of
from .funds import place_trouble, read_rows, role_of
from .indicators import read_indicators
from .items import ItemWriter, project_of, separate_pair

SOURCE = "self_evaluation"
PAIR = ("expected_goal", "achieved_goal")
_LABEL_WITHIN = 12
"""A title without a label so near below it is an announcement, not a table."""


def spec() -> dict[str, Any]:
    section: dict[str, Any] = specs.load("annexes.toml")[SOURCE]
    return section


@cache
def words(table: str) -> dict[str, str]:
    """Printed word to identifier: of all labels, or of one table of the description."""
    if table != "labels":
        return index_words(spec()[table])
    return index_words({**spec()["facts"], **spec()["texts"], **spec()["frames"]})


def read_lines(found: Found, lines: Sequence[Line]) -> None:
    """Read one table from the lines below its title."""
    fragments = split(lines)
    fields = cut(fragments, words("labels"), spec()["after"])
    if not cut(fragments[:_LABEL_WITHIN], words("labels"), spec()["after"]):
        return
    fields = [*fields[:-1], _end_of_table(fields[-1])]
    by_name = {field.name: field for field in fields}
    project = project_of(by_name)
    report_nameless(found, fields[0], project)
    if "funds" in by_name:
        _read_funds(found, project, by_name["funds"])
    if "indicators" in by_name:
        groups = {level: index_words({"": names}) for level, names in spec()["groups"].items()}
        read_indicators(
            found,
            (SOURCE, project),
            words("indicator_columns"),
            groups,
            by_name["indicators"],
            by_name.get("total"),
        )
    writer = ItemWriter(found, SOURCE, project)
    add_items(writer, separate_pair(writer, fields, PAIR))


def report_nameless(found: Found, first: Field, project: str) -> None:
    if not project:
        found.trouble(
            first.page,
            f"{SOURCE}, line {first.number}",
            "the table names no project (项目名称); its rows are kept without one. "
            "Compare with the page.",
        )


def add_items(writer: ItemWriter, fields: Sequence[Field]) -> None:
    """Facts and texts in the order of print; what stands behind the grade is the grading rule."""
    for field in fields:
        if field.name == "project" or field.name in spec()["frames"]:
            continue
        if field.name == "grade" and field.values:
            writer.add_field(replace(field, values=field.values[:1]), "fact")
            rule = field.values[1:]
            if rule:
                writer.next_row()
                writer.add("text", None, "grading_rule", text_of(rule), rule[0].page)
            continue
        writer.add_field(field, "fact" if field.name in spec()["facts"] else "text")


def _end_of_table(last: Field) -> Field:
    """The last value ends with its page; a fact that nothing follows ends with its line."""
    values = tuple(part for part in last.values if part.page == last.page)
    if last.name in spec()["facts"] and last.name != "grade" and values:
        values = tuple(by_line(values)[0])
    return replace(last, values=values)


def _read_funds(found: Found, project: str, field: Field) -> None:
    columns = words("fund_columns")
    place = f"{SOURCE}, {project}"
    starts = range(len(field.values))
    headers = (match_columns(field.values, start, columns) for start in starts)
    names, end = max(headers, key=lambda header: len(header[0]), default=([], 0))
    measures = [name for name in names if name != "item"]
    if len(measures) < 2:
        found.trouble(
            field.page,
            f"{place}, line {field.number} ({field.label})",
            f'no columns are known in "{text_of(field.values[:12])}"; the funds are not read. '
            "Add the words of the header to specs/annexes.toml.",
        )
        return
    for number, row in enumerate(read_rows(field.values[end:], measures), start=1):
        if row.values is None:
            place_trouble(found, place, row, measures)
        add_fund_row(
            found,
            project,
            number,
            row.item,
            row.page,
            unit_of(field.label),
            dict(zip(measures, row.values or [None] * len(measures), strict=True)),
        )


def add_fund_row(
    found: Found,
    project: str,
    number: int,
    item: str,
    page: int,
    unit: str | None,
    values: dict[str, str | None],
) -> None:
    """One fund row: a row of the frame per column; rates are in per cent, scores in points."""
    units = {"rate": "%", "weight": None, "score": None}
    for measure, printed in values.items():
        found.add(
            "funds",
            source=SOURCE,
            project=project,
            row=number,
            role=role_of(item, words("fund_roles")),
            item=item,
            measure=measure,
            printed=printed,
            unit=units.get(measure, unit),
            page=page,
        )
