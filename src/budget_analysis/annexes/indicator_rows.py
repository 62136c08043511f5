"""Lines of indicators with target, actual value, weight and score, below the groups they are in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

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
from .printed_text import Text, glued
from .table_rows import LEVELS, TableRow

_MARK = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]$")
_POINTS = ("weight", "score")


@dataclass
class _Table:
    """The table while it is read: its columns, and the groups that open with the next row."""

    texts: tuple[str, ...]
    points: tuple[str, ...]
    has_deviation: bool
    level_1: Mapping[str, str]
    level_2: Mapping[str, str]
    is_marked: bool
    rows: list[TableRow] = field(default_factory=list)
    opening: dict[str, Text] = field(default_factory=dict)
    lost_points: bool = False

    @property
    def names(self) -> Mapping[str, str]:
        """The known groups, each its own identifier."""
        return {name: name for name in (*self.level_1, *self.level_2)}

    def add(self, page: int, cells: Mapping[str, Text], is_total: bool = False) -> None:
        self.rows.append(TableRow(page, {**self.opening, **cells}, is_total))
        self.opening = {}


class _AmbiguousError(Exception):
    """A run of fragments that reads in no way, or in more than one."""


def fit_indicators(
    found: Found,
    where: str,
    columns: Mapping[str, str],
    groups: Mapping[str, Mapping[str, str]],
    body: Field,
    total: Field | None,
) -> list[TableRow]:
    """The rows between the label 绩效指标 and the total row.

    Weights are printed behind a group's name, as 产出指标(60.00分), or not at all; a group without
    indicators is a row without a third level. A row that reads in two ways keeps its weight and
    score, and is a problem.
    """
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
        return []
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
    return table.rows


def split_mark(text: Text) -> tuple[Text, Text | None]:
    """A group's name and the weight printed behind it, as 产出指标(60.00分)."""
    mark = _MARK.search(text.text)
    return (text.part(0, mark.start()), text.part(*mark.span(1))) if mark else (text, None)


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
    cells: dict[str, Text] = {}
    rest = _take_groups(found, where, table, parts)
    try:
        names = ("level_3", *table.texts)
        cells.update(zip(names, (text_of(cell) for cell in _only_cells(table, rest)), strict=True))
    except _AmbiguousError:
        cells["level_3"] = Text()
        if len(rest) == len(parts) and not table.is_marked:
            table.opening = {"level_1": Text(), "level_2": Text()}
        found.trouble(
            points[0].page,
            f"{where}, line {points[0].number}",
            f'"{text_of([*parts, *values])}" can be read as an indicator in more than one way, or '
            "in none; only what is certain is kept, and where it can open an unknown group the "
            "rows below are given none. Read the PDF of this account.",
        )
    cells.update(zip(table.points, (part.printed for part in points), strict=True))
    if table.has_deviation:
        cells["deviation"] = text_of(values[len(points) :])
    table.add(points[0].page, cells)
    table.lost_points = _lost_points(cells)


def _add_empty_group(
    found: Found, where: str, table: _Table, parts: list[Fragment], score: Fragment
) -> None:
    _take_groups(found, where, table, parts)
    table.add(score.page, {"score": score.printed})
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
        numbers.append(part.printed)
    if len(numbers) != len(table.points):
        found.trouble(
            total.page,
            f"{where}, line {total.number} ({total.label})",
            f"the total row has {len(numbers)} numbers for {len(table.points)} columns "
            f"({', '.join(table.points)}); it is not read. Compare with the page.",
        )
        return
    points = dict(zip(table.points, numbers, strict=True))
    table.add(total.values[0].page, points, is_total=True)


def _take_groups(found: Found, where: str, table: _Table, parts: list[Fragment]) -> list[Fragment]:
    """Enter the groups that open here; what is left is the indicator itself."""
    heads: list[Text] = []
    rest: list[Fragment] = []
    for part in parts:
        rest.append(part)
        if _MARK.search(part.text):
            heads.append(text_of(_without_explanation(table, rest, found, where)))
            rest = []
    if not heads and not table.is_marked:
        heads, rest = _named_groups(table, rest)
    if heads:
        _enter(table, heads, parts[0].page)
    return rest


def _named_groups(
    table: _Table, parts: list[Fragment]
) -> tuple[list[Text], list[Fragment]]:
    """Groups known by name, as long as enough is left for the indicator."""
    heads: list[Text] = []
    index = 0
    while len(heads) < 2 and len(parts) - index > 1 + len(table.texts):
        match = match_words(parts, index, table.names)
        if match is None or len(parts) - match[1] < 1 + len(table.texts):
            break
        heads.append(text_of(parts[index : match[1]]))
        index = match[1]
    return heads, parts[index:]


def _enter(table: _Table, heads: list[Text], page: int) -> None:
    """The last group is the second level, one before it the first; any before those are empty."""
    while len(heads) > 2 or (len(heads) == 2 and _is_second_level(table, heads[0], heads[1])):
        table.opening["level_2"] = heads.pop(0)
        table.add(page, {})
    if len(heads) == 2 or (heads and _is_first_level(table, heads[0])):
        table.opening = {"level_1": heads.pop(0), "level_2": Text()}
    if heads:
        table.opening["level_2"] = heads[0]


def _is_first_level(table: _Table, head: Text) -> bool:
    name = key(split_mark(head)[0].text)
    return name in table.level_1 and name not in table.level_2


def _is_second_level(table: _Table, head: Text, behind: Text) -> bool:
    """A group without score before another one: by its name, or because it weighs nothing."""
    name = key(split_mark(head)[0].text)
    if name in table.level_2 and name not in table.level_1:
        return True
    return _weight(head) == 0 and _weight(behind) != 0


def _weight(head: Text) -> Fraction | None:
    _, mark = split_mark(head)
    return None if mark is None else parse_amount(mark.text).value


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
        if key(name.text) in table.names:
            if border:
                _explain(table, parts[:border], found, where)
            return parts[border:]
    return parts


def _end_table(found: Found, where: str, table: _Table, pending: list[Fragment]) -> None:
    """What stands before the total: groups that were left empty, or the last row's explanation."""
    rest = _take_groups(found, where, table, pending)
    if len(rest) < len(pending):
        table.add(pending[0].page, {})
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
    cells = table.rows[-1].cells
    cells["deviation"] = glued([cells.get("deviation", Text()), text_of(parts)])


def _lost_points(cells: Mapping[str, Text]) -> bool:
    if "weight" not in cells or "score" not in cells:
        return True
    return parse_amount(cells["score"].text).value < parse_amount(cells["weight"].text).value
