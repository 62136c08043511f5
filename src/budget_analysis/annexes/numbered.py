"""Lists whose rows are numbered from 1: projects with their grade, units with a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .fragments import Fragment, by_line, match_columns, partitions, text_of


@dataclass(frozen=True)
class NumberedRow:
    """A row; `cells` is None where its fragments do not part into the columns in one way."""

    row: int
    page: int
    number: int
    printed: str
    cells: dict[str, str] | None


def read_numbered(
    fragments: Sequence[Fragment],
    columns: Mapping[str, str],
    optional: str = "",
    endings: Sequence[str] = (),
) -> tuple[tuple[str, ...], list[NumberedRow]]:
    """The header's columns and the rows; no columns where there is no header.

    A row begins where a line begins with the next number. A row that parts in several ways is
    read in the one whose first and last cell other rows have too (a unit, a grade), or whose
    last cell is one of `endings`. The column `optional` can be blank at the end of a row.
    """
    names, end = _find_header(fragments, columns)
    if "row" not in names:
        return (), []
    cells = tuple(name for name in names if name != "row")
    groups = _groups(fragments[end:], columns)
    counts = [len(cells), len(cells) - 1] if cells[-1] == optional else [len(cells)]
    ways = [[way for count in counts for way in partitions(group[1:], count)] for group in groups]
    certain = [way[0] for way in ways if len(way) == 1]
    rows = []
    for number, (group, found) in enumerate(zip(groups, ways, strict=True), start=1):
        for at in (0, -1):
            known = {text_of(way[at]) for way in certain} | (set(endings) if at else set())
            if len(found) > 1:
                found = [way for way in found if text_of(way[at]) in known] or found
        values = None
        if len(found) == 1:
            values = dict(zip(cells, (text_of(cell) for cell in found[0]), strict=False))
        rows.append(NumberedRow(number, group[0].page, group[0].number, text_of(group), values))
    return cells, rows


def _find_header(
    fragments: Sequence[Fragment], columns: Mapping[str, str]
) -> tuple[list[str], int]:
    for start in range(len(fragments)):
        names, end = match_columns(fragments, start, columns)
        if len(names) >= 2:
            return names, end
    return [], 0


def _groups(fragments: Sequence[Fragment], columns: Mapping[str, str]) -> list[list[Fragment]]:
    """The fragments of each row; a header repeated on a later page is passed over."""
    groups: list[list[Fragment]] = []
    for line in by_line(fragments):
        names, end = match_columns(line, 0, columns)
        if len(names) >= 2 and end == len(line):
            continue
        if line[0].text == str(len(groups) + 1):
            groups.append(list(line))
        elif groups:
            groups[-1].extend(line)
    return groups
