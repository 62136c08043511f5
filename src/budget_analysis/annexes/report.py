"""An evaluation report: its facts, funds by government level, spending items and summary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any

from .. import specs, terms
from ..reading import Line
from .found import Found
from .fragments import (
    Field,
    Fragment,
    by_line,
    cut,
    index_words,
    key,
    match_columns,
    match_words,
    split,
    text_of,
    unit_of,
)
from .amount_rows import place_trouble, read_rows, role_of
from .item_rows import ItemWriter, project_of, separate_pair
from .printed_text import Text

SOURCE = "evaluation_report"
PAIR = ("expected_goal", "achieved_goal")
_DATE = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
_LABEL_WITHIN = 12


def spec() -> dict[str, Any]:
    section: dict[str, Any] = specs.load("annexes.toml")[SOURCE]
    return section


@cache
def words(table: str) -> dict[str, str]:
    return index_words(spec()[table])


def read_report(found: Found, lines: Sequence[Line]) -> Text:
    """Read one report from the lines below its title; returns the project's name.

    The persons who evaluated are left out; the long text stays prose. A report that is prose
    from its first line on has no table to read and returns an empty name.
    """
    if not cut(split(lines)[:_LABEL_WITHIN], words("facts")):
        return Text()
    parts = _sections(lines)
    cover = cut(split(parts["cover"]), words("facts"))
    project = project_of({field.name: field for field in cover})
    writer = ItemWriter(found, SOURCE, project)
    _add_facts(writer, cover)
    _read_basic(writer, split(parts.get("basic", [])))
    _read_spending(writer, split(parts.get("spending", [])))
    summary = cut(split(parts.get("summary", [])), words("texts"))
    for field in separate_pair(writer, summary, PAIR):
        if field.name != "goals" or field.values:
            writer.add_field(field, "text")
    return project


def _sections(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines of each part, by the headings that the form prescribes."""
    parts: dict[str, list[Line]] = {"cover": []}
    current = "cover"
    for line in lines:
        _, rest = terms.split_ordinal(line.text)
        heading = words("sections").get(re.sub(r"\(.*\)$", "", rest))
        if heading and heading not in parts:
            current = heading
            parts[current] = []
        else:
            parts[current].append(line)
    return parts


def _add_facts(writer: ItemWriter, fields: Sequence[Field]) -> None:
    for field in fields:
        if field.name == "project":
            continue
        if field.name not in spec()["boxes"]["facts"]:
            writer.add_field(field, "fact")
            continue
        rest = _add_boxes(writer, field)
        for line in by_line(rest):
            _add_unlabelled(writer, line)


def _add_boxes(writer: ItemWriter, field: Field) -> list[Fragment]:
    """One row per option; boxes stand all behind or all before theirs. Returns what follows."""
    ticked, unticked = spec()["boxes"]["ticked"], spec()["boxes"]["unticked"]
    boxes = re.compile("([" + re.escape("".join([*ticked, *unticked])) + "])")
    boxed = [part for part in field.values if boxes.search(part.text)]
    writer.next_row()
    if not boxed:
        writer.add("fact", field.label, field.name, text_of(field.values), field.page)
        return []
    is_before = boxes.match(field.values[0].text) is not None
    end = field.values.index(boxed[-1]) + 1
    while is_before and end < len(field.values) and field.values[end].line == boxed[-1].line:
        end += 1
    text = text_of(field.values[:end])
    found = list(boxes.finditer(text.text))
    borders = [0, *(box.start() for box in found), len(text.text)]
    for number, box in enumerate(found):
        measure = "ticked" if box.group() in ticked else "unticked"
        behind = (box.end(), borders[number + 2])
        before = (found[number - 1].end() if number else 0, box.start())
        option = text.part(*(behind if is_before else before))
        writer.add("fact", field.label, measure, option.stripped(" "), field.page)
    return list(field.values[end:])


def _add_unlabelled(writer: ItemWriter, line: Sequence[Fragment]) -> None:
    """Date and issuer stand on the cover without a label."""
    text = text_of(line)
    measure = "unlabelled"
    if _DATE.fullmatch("".join(text.text.split())):
        measure = "report_date"
    elif terms.fold(text.text).endswith(tuple(terms.fold(mark) for mark in spec()["issuer_marks"])):
        measure = "form_issuer"
    writer.next_row()
    writer.add("fact", None, measure, text, line[0].page)


def _read_basic(writer: ItemWriter, fragments: list[Fragment]) -> None:
    """Facts up to the first amount by government level, then the amounts."""
    groups = words("fund_groups")
    start = next(
        (i for i in range(len(fragments)) if match_words(fragments, i, groups)), len(fragments)
    )
    _add_facts(writer, cut(fragments[:start], words("facts")))
    _read_funds(writer, fragments[start:])


def _read_funds(writer: ItemWriter, fragments: list[Fragment]) -> None:
    """Pairs of name and amount; parts follow their totals in the same order, line by line.

    计划安排 and 实际到位 side by side are two groups: each part stands once for either.
    """
    groups: list[str] = []
    number = 0
    unit: str | None = None
    is_total_before = False
    for name, same in groupby(read_rows(fragments, ["amount"]), key=lambda row: row.item.text):
        rows = list(same)
        measure = words("fund_groups").get(key(name))
        if measure is not None:
            groups = [*groups, measure] if is_total_before else [measure]
            unit = unit_of(rows[0].label.text) or unit
            number += 0 if is_total_before else 1
        else:
            number += 1
        targets = [measure] if measure is not None else groups
        is_total_before = measure is not None
        if len(rows) != len(targets):
            place_trouble(writer.found, f"{SOURCE}, {writer.project}", rows[0], groups)
            continue
        for row, target in zip(rows, targets, strict=True):
            writer.found.add(
                "funds",
                source=SOURCE,
                project=writer.project,
                row=number,
                role="total" if measure else role_of(name, words("fund_roles")),
                item=row.item,
                measure=target,
                printed=row.values[0] if row.values else None,
                unit=unit,
                page=row.page,
            )


def _read_spending(writer: ItemWriter, fragments: list[Fragment]) -> None:
    if not fragments:
        return
    names, end = match_columns(fragments, 0, words("spending_columns"))
    measures = [name for name in names if name != "item"]
    place = f"{SOURCE}, {writer.project}"
    if not measures:
        writer.found.trouble(
            fragments[0].page,
            f"{place}, line {fragments[0].number}",
            f'no columns are known in "{text_of(fragments[:8])}"; the spending items are not read. '
            "Add the words of the header to specs/annexes.toml.",
        )
        return
    unit = unit_of("".join(part.text for part in fragments))
    for row in read_rows(fragments[end:], measures):
        if row.values is None:
            place_trouble(writer.found, place, row, measures)
        writer.next_row()
        for measure, printed in zip(measures, row.values or [None] * len(measures), strict=True):
            writer.add("spending", row.item, measure, printed, row.page, unit)
