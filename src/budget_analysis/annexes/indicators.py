"""Indicators with target, actual value, weight and score, from the lines of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..amounts import parse_amount
from .found import Found
from .fragments import (
    Field,
    Fragment,
    by_line,
    glue_brackets,
    is_number,
    key,
    match_columns,
    match_words,
    partitions,
    text_of,
)

_MARK = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]$")
LEVELS = ("level_1", "level_2", "level_3")
_POINTS = ("weight", "score")


@dataclass
class _Table:
    """The table while it is read: its columns, and the groups that the next indicator is in."""

    texts: tuple[str, ...]
    points: tuple[str, ...]
    has_deviation: bool
    level_1: Mapping[str, str]
    level_2: Mapping[str, str]
    is_marked: bool
    rows: list[dict[str, Any]] = field(default_factory=list)
    group: dict[str, str | None] = field(default_factory=dict)
    lost_points: bool = False

    @property
    def names(self) -> Mapping[str, str]:
        """The known groups, each its own identifier."""
        return {name: name for name in (*self.level_1, *self.level_2)}


class _AmbiguousError(Exception):
    """A run of fragments that reads in no way, or in more than one."""


def read_indicators(
    found: Found,
    place: tuple[str, str],
    columns: Mapping[str, str],
    groups: Mapping[str, Mapping[str, str]],
    body: Field,
    total: Field | None,
) -> None:
    """Add the indicators between the label 绩效指标 and the total row.

    Weights printed behind a group's name, as 产出指标(60.00分), are `weight_1` and `weight_2`;
    a group without indicators is a row of its own kind. A row that reads in two ways keeps its
    weight and score, and is a problem.
    """
    source, project = place
    where = f"{source}, {project}"
    names, start = match_columns(body.values, 0, columns)
    points = tuple(name for name in names if name in _POINTS)
    first = names.index(points[0]) if points else 0
    is_known = (
        tuple(names[:3]) == LEVELS and points and names[first : first + len(points)] == [*points]
    )
    if not is_known:
        seen = text_of(body.values[:12])
        found.trouble(
            body.page,
            f"{where}, line {body.number}",
            f'the header of the indicators reads "{seen}"; expected three levels, target, actual '
            "value, weight and score. Add its words to specs/annexes.toml; the rows are not read.",
        )
        return
    parts = glue_brackets(body.values[start:])
    table = _Table(
        texts=tuple(names[3:first]),
        points=points,
        has_deviation="deviation" in names[first:],
        level_1=groups["level_1"],
        level_2=groups["level_2"],
        is_marked=any(_MARK.search(part.text) for part in parts),
    )
    pending: list[Fragment] = []
    for line in by_line(parts):
        at = _points_at(line, len(points))
        if at is not None:
            _add_indicator(found, where, table, [*pending, *line[:at]], line[at:])
            pending = []
        elif len(line) == 1 and is_number(line[0].text) and _are_groups(table, pending):
            _add_empty_group(found, where, table, pending, line[0])
            pending = []
        else:
            pending.extend(line)
    if total is None:
        found.trouble(
            body.values[-1].page,
            f"{where}, line {body.values[-1].number}",
            f'the indicators end with "{text_of(parts[-4:])}" and no total row; the table may be cut '
            "off. Compare with the page.",
        )
    else:
        _end_table(found, where, table, pending)
        _add_total(found, where, table, total)
    for number, row in enumerate(table.rows, start=1):
        found.add("indicators", source=source, project=project, row=number, **row)


def split_mark(text: str) -> tuple[str, str | None]:
    """A group's name and the weight printed behind it, as 产出指标(60.00分)."""
    mark = _MARK.search(text)
    return (text[: mark.start()], mark[1]) if mark else (text, None)


def _points_at(line: Sequence[Fragment], count: int) -> int | None:
    """Where weight and score stand: the last run of so many numbers, behind it only text."""
    for start in range(len(line) - count, -1, -1):
        if all(is_number(part.text) for part in line[start : start + count]):
            return start if count > 1 or start > 0 else None
    return None


def _add_indicator(
    found: Found, where: str, table: _Table, parts: list[Fragment], values: list[Fragment]
) -> None:
    points = values[: len(table.points)]
    row: dict[str, Any] = {"kind": "indicator", "page": points[0].page}
    rest = _take_groups(found, where, table, parts)
    try:
        names = ("level_3", *table.texts)
        row.update(zip(names, (text_of(cell) for cell in _only_cells(table, rest)), strict=True))
    except _AmbiguousError:
        if len(rest) == len(parts) and not table.is_marked:
            table.group = {}
        found.trouble(
            points[0].page,
            f"{where}, line {points[0].number}",
            f'"{text_of([*parts, *values])}" can be read as an indicator in more than one way, or '
            "in none; only what is certain is kept, and where it can open an unknown group the "
            "rows below are given none. Read the PDF of this account.",
        )
    row.update(table.group)
    row.update(zip(table.points, (part.text for part in points), strict=True))
    if table.has_deviation:
        row["deviation"] = text_of(values[len(points) :])
    table.rows.append(row)
    table.lost_points = _lost_points(row)


def _add_empty_group(
    found: Found, where: str, table: _Table, parts: list[Fragment], score: Fragment
) -> None:
    _take_groups(found, where, table, parts)
    table.rows.append(
        {"kind": "empty_group", **table.group, "score": score.text, "page": score.page}
    )
    table.lost_points = False


def _are_groups(table: _Table, parts: list[Fragment]) -> bool:
    """True where nothing but groups is pending: a number behind them is their score."""
    if table.is_marked:
        return bool(parts) and _MARK.search(parts[-1].text) is not None
    index = 0
    while index < len(parts):
        match = match_words(parts, index, table.names)
        if match is None:
            return False
        index = match[1]
    return bool(parts)


def _add_total(found: Found, where: str, table: _Table, total: Field) -> None:
    numbers = []
    for part in total.values:
        if not is_number(part.text):
            break
        numbers.append(part.text)
    if len(numbers) != len(table.points):
        found.trouble(
            total.page,
            f"{where}, line {total.number} ({total.label})",
            f"the total row has {len(numbers)} numbers for {len(table.points)} columns "
            f"({', '.join(table.points)}); it is not read. Compare with the page.",
        )
        return
    points = dict(zip(table.points, numbers, strict=True))
    table.rows.append({"kind": "total", **points, "page": total.values[0].page})


def _take_groups(found: Found, where: str, table: _Table, parts: list[Fragment]) -> list[Fragment]:
    """Enter the groups that open here; what is left is the indicator itself."""
    heads: list[tuple[str, str | None]] = []
    rest: list[Fragment] = []
    for part in parts:
        rest.append(part)
        if _MARK.search(part.text):
            heads.append(split_mark(text_of(_without_explanation(table, rest, found, where))))
            rest = []
    if not heads and not table.is_marked:
        heads, rest = _named_groups(table, rest)
    if heads:
        _enter(table, heads, parts[0].page)
    return rest


def _named_groups(
    table: _Table, parts: list[Fragment]
) -> tuple[list[tuple[str, str | None]], list[Fragment]]:
    """Groups known by name, as long as enough is left for the indicator."""
    heads: list[tuple[str, str | None]] = []
    index = 0
    while len(heads) < 2 and len(parts) - index > 1 + len(table.texts):
        match = match_words(parts, index, table.names)
        if match is None or len(parts) - match[1] < 1 + len(table.texts):
            break
        heads.append((text_of(parts[index : match[1]]), None))
        index = match[1]
    return heads, parts[index:]


def _enter(table: _Table, heads: list[tuple[str, str | None]], page: int) -> None:
    """The last group is the second level, one before it the first; any before those are empty."""
    while len(heads) > 2 or (len(heads) == 2 and _is_second_level(table, heads[0], heads[1])):
        _set_second_level(table, heads.pop(0))
        table.rows.append({"kind": "empty_group", **table.group, "page": page})
    if len(heads) == 2 or (heads and _is_first_level(table, heads[0])):
        name, weight = heads.pop(0)
        table.group = {"level_1": name, "weight_1": weight}
    if heads:
        _set_second_level(table, heads[0])


def _set_second_level(table: _Table, head: tuple[str, str | None]) -> None:
    table.group = {**table.group, "level_2": head[0], "weight_2": head[1]}


def _is_first_level(table: _Table, head: tuple[str, str | None]) -> bool:
    return key(head[0]) in table.level_1 and key(head[0]) not in table.level_2


def _is_second_level(
    table: _Table, head: tuple[str, str | None], behind: tuple[str, str | None]
) -> bool:
    """A group without score before another one: by its name, or because it weighs nothing."""
    if key(head[0]) in table.level_2 and key(head[0]) not in table.level_1:
        return True
    return _weight(head) == 0 and _weight(behind) != 0


def _weight(head: tuple[str, str | None]) -> Fraction | None:
    return None if head[1] is None else parse_amount(head[1]).value


def _only_cells(table: _Table, parts: list[Fragment]) -> tuple[tuple[Fragment, ...], ...]:
    """The one way to read the fragments as name, target, actual value.

    After lost points the lines before a name can be the reason for the loss: a row is then
    certain only if it cannot be read with such lines before it.
    """
    count = 1 + len(table.texts)
    ways = list(partitions(parts, count))
    if table.has_deviation and (table.lost_points or not ways):
        for border in range(1, len(parts)):
            if not parts[border - 1].is_alone:
                break
            behind = list(partitions(parts[border:], count))
            if behind and not ways:
                _append_deviation(table, parts[:border])
                ways = behind
                break
            ways.extend(behind)
    if len(ways) != 1:
        raise _AmbiguousError
    return ways[0]


def _without_explanation(
    table: _Table, parts: list[Fragment], found: Found, where: str
) -> list[Fragment]:
    """A group's name without the lines before it that explain the row above."""
    if not table.has_deviation or not table.lost_points or len(parts) == 1:
        return parts
    for border in range(len(parts)):
        name, _ = split_mark(text_of(parts[border:]))
        if key(name) in table.names:
            if border:
                _explain(table, parts[:border], found, where)
            return parts[border:]
    return parts


def _end_table(found: Found, where: str, table: _Table, pending: list[Fragment]) -> None:
    """What stands before the total: groups that were left empty, or the last row's explanation."""
    rest = _take_groups(found, where, table, pending)
    if len(rest) < len(pending):
        table.rows.append({"kind": "empty_group", **table.group, "page": pending[0].page})
    if rest:
        _explain(table, rest, found, where)


def _explain(table: _Table, parts: list[Fragment], found: Found, where: str) -> None:
    """Text behind a row: its explanation where the table has a column for one."""
    if table.has_deviation and table.rows:
        _append_deviation(table, parts)
        return
    found.trouble(
        parts[0].page,
        f"{where}, line {parts[0].number}",
        f'"{text_of(parts)}" belongs to no indicator. Compare with the page.',
    )


def _append_deviation(table: _Table, parts: list[Fragment]) -> None:
    if not table.rows:
        raise _AmbiguousError
    before = table.rows[-1].get("deviation") or ""
    table.rows[-1]["deviation"] = before + text_of(parts)


def _lost_points(row: dict[str, Any]) -> bool:
    if "weight" not in row or "score" not in row:
        return True
    return parse_amount(row["score"]).value < parse_amount(row["weight"]).value
