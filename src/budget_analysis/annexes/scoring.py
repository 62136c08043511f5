"""The scoring table of an evaluation report: three levels, explanation, criteria, two marks.

In a text dump its narrow columns wrap every cell, and nothing marks where a cell ends but the
measure of its lines: a line that breaks is full, and a line wider than its column is another one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median

from .. import specs
from ..blocks import join_text
from ..reading import Line
from .found import Found
from .fragments import Fragment, by_line, index_words, is_number, key, match_columns, split, text_of

SOURCE = "evaluation_report"
TEXTS = ("level_3", "explanation", "criteria")
_HEADER = ["level_1", "level_2", *TEXTS, "weight", "score"]


@dataclass(frozen=True)
class _ScoreRow:
    """The lines of a row's texts and its two numbers."""

    lines: tuple[str, ...]
    page: int
    number: int
    weight: str
    score: str


@cache
def words(table: str) -> dict[str, str]:
    section = specs.load("annexes.toml")["scoring"]
    if table == "groups":
        return {key(name): level for level, names in section["groups"].items() for name in names}
    return index_words(section[table] if table == "columns" else {"total": section["total"]})


@cache
def _level_names(level: str) -> frozenset[str]:
    groups = specs.load("annexes.toml")["scoring"]["groups"]
    return frozenset(key(name) for name in groups[level])


def read_scoring(found: Found, project: str, lines: Sequence[Line]) -> None:
    """Add the rows below the title to `indicators`.

    A row whose texts run together keeps what is certain and is a problem.
    """
    rows, total, header = _rows(split(lines))
    place = f"{SOURCE}, {project}"
    if header != _HEADER:
        found.trouble(
            lines[0].page,
            f"{place}, scoring table",
            f"its header names the columns {', '.join(header) or 'none that is known'}; expected "
            f"{', '.join(_HEADER)}. Add the words to specs/annexes.toml; the table is not read.",
        )
        return
    cells = [_cells(row.lines) for row in rows]
    measures = _column_measures(cells)
    levels: dict[str, str | None] = {}
    for number, (row, parts) in enumerate(zip(rows, cells, strict=True), start=1):
        texts = _texts(parts, measures)
        groups = _groups(parts[: -len(TEXTS)]) if texts else None
        levels = _enter(levels, groups) if groups else {}
        if groups is None:
            what = "first and second level" if texts else "levels, explanation and criteria"
            found.trouble(
                row.page,
                f"{place}, scoring table, row {number}, line {row.number}",
                f'"{join_text(row.lines)}" does not part into {what} in one certain way; they are '
                "left out. Add new names of levels to specs/annexes.toml, or read the PDF.",
            )
        _add(found, project, number, "indicator", row, {**levels, **(texts or {})})
    if total is not None:
        _add(found, project, len(rows) + 1, "total", total, {})
        return
    found.trouble(
        lines[-1].page,
        f"{place}, scoring table, line {lines[-1].number}",
        f'it ends with "{lines[-1].text.strip()}" and no total row; it may be cut off. '
        "Compare with the page.",
    )


def _add(
    found: Found,
    project: str,
    number: int,
    kind: str,
    row: _ScoreRow,
    texts: dict[str, str | None],
) -> None:
    found.add(
        "indicators",
        source=SOURCE,
        project=project,
        row=number,
        kind=kind,
        weight=row.weight,
        score=row.score,
        page=row.page,
        **texts,
    )


def _rows(fragments: Sequence[Fragment]) -> tuple[list[_ScoreRow], _ScoreRow | None, list[str]]:
    """Rows end where a line ends with two numbers; headers, also repeated ones, are taken out."""
    rows: list[_ScoreRow] = []
    header: list[str] = []
    pending: list[str] = []
    index = 0
    while index < len(fragments):
        names, end = match_columns(fragments, index, words("columns"))
        if len(names) > 2:
            header = header or names
            index = end
            continue
        line = by_line(fragments[index:])[0]
        index += len(line)
        *texts, first, second = [None, None, *line]
        texts = texts[2:]
        if not (first and second and is_number(first.text) and is_number(second.text)):
            pending.append(text_of(line))
            continue
        pending.extend(part.text for part in texts if part)
        row = _ScoreRow(tuple(pending), first.page, first.number, first.text, second.text)
        pending = []
        if key("".join(row.lines)) in words("total"):
            return rows, row, header
        rows.append(row)
    return rows, None, header


def _cells(lines: Sequence[str]) -> list[list[str]]:
    """Group lines to cells: a wider line begins a cell, and so does one behind a short line."""
    cells: list[list[str]] = []
    for line in lines:
        width = _width(line)
        if cells:
            column = _width(cells[-1][0])
            fits = width - column < max(0.9, 0.15 * column)
            is_full = column - _width(cells[-1][-1]) <= max(1.5, 0.2 * column)
            if fits and is_full:
                cells[-1].append(line)
                continue
        cells.append([line])
    return cells


def _column_measures(rows: Sequence[Sequence[Sequence[str]]]) -> tuple[float, ...]:
    """The usual width of each column of text, from the cells that wrap; 0 where none does."""
    measures = []
    for column in range(-len(TEXTS), 0):
        widths = [
            _width(cells[column][0])
            for cells in rows
            if len(cells) >= len(TEXTS) and len(cells[column]) > 1
        ]
        measures.append(float(median(widths)) if widths else 0.0)
    return tuple(measures)


def _texts(
    cells: Sequence[Sequence[str]], measures: tuple[float, ...]
) -> dict[str, str | None] | None:
    """The last three cells where each keeps to the measure of its column."""
    if not len(TEXTS) <= len(cells) <= len(TEXTS) + 2:
        return None
    if any(before >= behind for before, behind in pairwise(measures)):
        return None
    for cell, measure in zip(cells[-len(TEXTS) :], measures, strict=True):
        slack = max(0.9, 0.15 * measure)
        if _width(cell[0]) - measure > slack or (
            len(cell) > 1 and measure - _width(cell[0]) > slack
        ):
            return None
    return {name: join_text(cell) for name, cell in zip(TEXTS, cells[-len(TEXTS) :], strict=True)}


def _groups(cells: Sequence[Sequence[str]]) -> tuple[str | None, str | None] | None:
    """First and second level that open with a row: known names, which may run together."""
    if len(cells) == 2:
        return join_text(cells[0]), join_text(cells[1])
    run = join_text(cells[0]) if cells else ""
    if not run:
        return None, None
    first, second = _level_names("level_1"), _level_names("level_2")
    ways: list[tuple[str | None, str | None]] = []
    if key(run) in second:
        ways.append((None, run))
    for border in range(1, len(run) + 1):
        if key(run[:border]) in first and (border == len(run) or key(run[border:]) in second):
            ways.append((run[:border], run[border:] or None))
    return ways[0] if len(ways) == 1 else None


def _enter(
    levels: dict[str, str | None], groups: tuple[str | None, str | None]
) -> dict[str, str | None]:
    """The levels a row stands in; a new first level without a second one leaves that missing."""
    first, second = groups
    if first is not None:
        return {"level_1": first, "level_2": second}
    if second is not None:
        return {"level_1": levels.get("level_1"), "level_2": second}
    return levels


def _width(text: str) -> float:
    """Width in full-width characters."""
    wide = sum(unicodedata.east_asian_width(letter) in "WFA" for letter in text)
    return wide + (len(text) - wide) / 2
