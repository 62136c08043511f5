"""Lines of a table whose narrow columns wrap every cell: the scoring table of a report.

In a text dump nothing marks where a cell ends but the measure of its lines: a line that breaks is
full, and a line wider than its column is another one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..reading import Line
from .found import Found
from .fragments import Fragment, is_number, key, match_columns, split, text_of
from .printed_text import Text, joined
from .table_rows import TableRow

TEXTS = ("level_3", "explanation", "criteria")
_HEADER = ["level_1", "level_2", *TEXTS, "weight", "score"]
_Groups = tuple[Text | None, Text | None]


@dataclass(frozen=True)
class _WrappedRow:
    """The lines of a row's texts and its two numbers."""

    lines: tuple[Text, ...]
    page: int
    number: int
    points: dict[str, Text]


def fit_wrapped(
    found: Found,
    place: str,
    lines: Sequence[Line],
    columns: Mapping[str, str],
    totals: Collection[str],
    levels: tuple[Collection[str], Collection[str]],
) -> list[TableRow]:
    """The rows below the title.

    Args:
        columns, totals: words of the header, and words of the total row.
        levels: known names of the first and of the second level, which may run together.

    A row whose texts run together keeps what is certain and is a problem.
    """
    rows, total, header = _rows(split(lines), columns, totals)
    if header != _HEADER:
        found.trouble(
            lines[0].page,
            place,
            f"its header names the columns {', '.join(header) or 'none that is known'}; expected "
            f"{', '.join(_HEADER)}. Add the words to specs/annexes.toml; the table is not read.",
        )
        return []
    cells = [_cells(row.lines) for row in rows]
    measures = _column_measures(cells)
    fitted = []
    for number, (row, parts) in enumerate(zip(rows, cells, strict=True), start=1):
        texts = _texts(parts, measures)
        groups = _groups(parts[: -len(TEXTS)], levels) if texts else None
        if groups is None:
            what = "first and second level" if texts else "levels, explanation and criteria"
            found.trouble(
                row.page,
                f"{place}, row {number}, line {row.number}",
                f'"{joined(row.lines)}" does not part into {what} in one certain way; they are '
                "left out. Add new names of levels to specs/annexes.toml, or read the PDF.",
            )
        fitted.append(TableRow(row.page, {**_opening(groups), **(texts or {}), **row.points}))
    if total is not None:
        return [*fitted, TableRow(total.page, total.points, is_total=True)]
    found.trouble(
        lines[-1].page,
        f"{place}, line {lines[-1].number}",
        f'it ends with "{lines[-1].text.strip()}" and no total row; it may be cut off. '
        "Compare with the page.",
    )
    return fitted


def _opening(groups: _Groups | None) -> dict[str, Text]:
    """The levels that open with a row; a first level opens without the second one before it."""
    if groups is None:
        return {"level_1": Text(), "level_2": Text()}
    first, second = groups
    if first is not None:
        return {"level_1": first, "level_2": second or Text()}
    return {"level_2": second} if second is not None else {}


def _rows(
    fragments: Sequence[Fragment], columns: Mapping[str, str], totals: Collection[str]
) -> tuple[list[_WrappedRow], _WrappedRow | None, list[str]]:
    """Rows end where a line ends with two numbers; headers, also repeated ones, are taken out."""
    rows: list[_WrappedRow] = []
    header: list[str] = []
    pending: list[Text] = []
    index = 0
    while index < len(fragments):
        names, end = match_columns(fragments, index, columns)
        if len(names) > 2:
            header = header or names
            index = end
            continue
        line = _line_at(fragments, index)
        index += len(line)
        *texts, first, second = [None, None, *line]
        texts = texts[2:]
        if not (first and second and is_number(first.text) and is_number(second.text)):
            pending.append(text_of(line))
            continue
        pending.extend(part.printed for part in texts if part)
        points = {"weight": first.printed, "score": second.printed}
        row = _WrappedRow(tuple(pending), first.page, first.number, points)
        pending = []
        if key("".join(line.text for line in row.lines)) in totals:
            return rows, row, header
        rows.append(row)
    return rows, None, header


def _line_at(fragments: Sequence[Fragment], start: int) -> list[Fragment]:
    """The fragments from here to the end of their line."""
    end = start
    while end < len(fragments) and fragments[end].line == fragments[start].line:
        end += 1
    return list(fragments[start:end])


def _cells(lines: Sequence[Text]) -> list[list[Text]]:
    """Group lines to cells: a wider line begins a cell, and so does one behind a short line."""
    cells: list[list[Text]] = []
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


def _column_measures(rows: Sequence[Sequence[Sequence[Text]]]) -> tuple[float, ...]:
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
    cells: Sequence[Sequence[Text]], measures: tuple[float, ...]
) -> dict[str, Text] | None:
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
    return {name: joined(cell) for name, cell in zip(TEXTS, cells[-len(TEXTS) :], strict=True)}


def _groups(
    cells: Sequence[Sequence[Text]], levels: tuple[Collection[str], Collection[str]]
) -> _Groups | None:
    """First and second level that open with a row: known names, which may run together."""
    if len(cells) == 2:
        return joined(cells[0]), joined(cells[1])
    run = joined(cells[0]) if cells else Text()
    if not run:
        return None, None
    first, second = levels
    ways: list[_Groups] = []
    if key(run.text) in second:
        ways.append((None, run))
    for border in range(1, len(run.text) + 1):
        head, rest = run.part(0, border), run.part(border)
        if key(head.text) in first and (not rest or key(rest.text) in second):
            ways.append((head, rest or None))
    return ways[0] if len(ways) == 1 else None


def _width(text: Text) -> float:
    """Width in full-width characters."""
    wide = sum(unicodedata.east_asian_width(letter) in "WFA" for letter in text.text)
    return wide + (len(text.text) - wide) / 2
