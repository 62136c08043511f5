"""Self-evaluation tables as printed lines: cut at their labels, their rows fitted to the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..reading import Line
from .amount_rows import place_trouble, read_rows
from .found import Found
from .fragments import Field, by_line, cut, index_words, match_columns, split, text_of
from .indicator_rows import fit_indicators
from .item_rows import ItemWriter, separate_pair
from .printed_text import Text
from .self_evaluation import PAIR, SOURCE, Evaluation, add_evaluation, report_nameless, spec, words
from .table_rows import TableRow

_LABEL_WITHIN = 12
"""A title without a label so near below it is an announcement, not a table."""


def read_lines(found: Found, lines: Sequence[Line]) -> None:
    """Read one table from the lines below its title."""
    fragments = split(lines)
    fields = cut(fragments, words("labels"), spec()["after"])
    if not cut(fragments[:_LABEL_WITHIN], words("labels"), spec()["after"]):
        return
    table = Evaluation([*fields[:-1], _end_of_table(fields[-1])])
    by_name, place = table.by_name, f"{SOURCE}, {table.project}"
    report_nameless(found, table)
    if "funds" in by_name:
        table.funds = _fit_funds(found, place, by_name["funds"])
    if "indicators" in by_name:
        groups = {level: index_words({"": names}) for level, names in spec()["groups"].items()}
        table.indicators = fit_indicators(
            found,
            place,
            words("indicator_columns"),
            groups,
            by_name["indicators"],
            by_name.get("total"),
        )
    table.fields = separate_pair(ItemWriter(found, SOURCE, table.project), table.fields, PAIR)
    add_evaluation(found, table)


def _end_of_table(last: Field) -> Field:
    """The last value ends with its page; a fact that nothing follows ends with its line."""
    values = tuple(part for part in last.values if part.page == last.page)
    if last.name in spec()["facts"] and last.name != "grade" and values:
        values = tuple(by_line(values)[0])
    return replace(last, values=values)


def _fit_funds(found: Found, place: str, field: Field) -> list[TableRow]:
    columns = words("fund_columns")
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
        return []
    rows = []
    for row in read_rows(field.values[end:], measures):
        if row.values is None:
            place_trouble(found, place, row, measures)
        values = row.values or [None] * len(measures)
        texts = {name: value or Text() for name, value in zip(measures, values, strict=True)}
        rows.append(TableRow(row.page, {"item": row.item, **texts}))
    return rows
