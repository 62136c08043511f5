"""Lines of a list whose rows are numbered from 1: projects with their grade, units with a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..reading import Line
from .fragments import Fragment, by_line, match_columns, partitions, split, text_of
from .found import Found
from .printed_text import Text
from .table_rows import TableRow


def fit_numbered(
    found: Found,
    kind: str,
    lines: Sequence[Line],
    columns: Mapping[str, str],
    optional: str = "",
    endings: Sequence[str] = (),
) -> list[TableRow]:
    """The rows below the header that names the columns; none where there is no header.

    A row begins where a line begins with the next number. A row that parts in several ways is
    read in the one whose first and last cell other rows have too (a unit, a grade), or whose
    last cell is one of `endings`; else it has its number only and is a problem. The column
    `optional` can be blank at the end of a row.
    """
    fragments = split(lines)
    names, end = _find_header(fragments, columns)
    if "row" not in names:
        return []
    cells = tuple(name for name in names if name != "row")
    groups = _groups(fragments[end:], columns)
    counts = [len(cells), len(cells) - 1] if cells[-1] == optional else [len(cells)]
    ways = [[way for count in counts for way in partitions(group[1:], count)] for group in groups]
    certain = [way[0] for way in ways if len(way) == 1]
    known = {at: {text_of(way[at]).text for way in certain} for at in (0, -1)}
    known[-1] |= set(endings)
    rows = []
    for number, (group, options) in enumerate(zip(groups, ways, strict=True), start=1):
        for at in (0, -1):
            if len(options) > 1:
                options = [w for w in options if text_of(w[at]).text in known[at]] or options
        texts: dict[str, Text] = {"row": group[0].printed}
        if len(options) == 1:
            texts |= zip(cells, (text_of(cell) for cell in options[0]), strict=False)
        else:
            found.trouble(
                group[0].page,
                f"{kind}, row {number}, line {group[0].number}",
                f'"{text_of(group)}" does not part into the columns in one certain way; the row is '
                "kept without them. Read the PDF of this account, or compare with the page.",
            )
        rows.append(TableRow(group[0].page, texts))
    return rows


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
