"""Unit lists, project lists and scoring tables with cells: columns by their header words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..reading import Grid
from . import lists, scoring
from .cells import Row, carry_levels, list_rows, only
from .found import Found
from .fragments import key


def read_units(found: Found, grids: Sequence[Grid]) -> bool:
    """The unit list, where a grid has no other columns than those of one; True where found."""
    rows = list_rows(grids, lists.columns("unit_list"), {"unit"}, is_exact=True)
    return _add_list(found, "units", rows, ("unit", "note"))


def read_projects(found: Found, grids: Sequence[Grid]) -> bool:
    """The project list: a grid with columns for project and grade; True where found."""
    rows = list_rows(grids, lists.columns("project_list"), {"project", "grade"}, is_exact=False)
    return _add_list(found, "projects", rows, ("unit", "project", "grade"))


def _add_list(
    found: Found, frame: str, rows: Iterable[tuple[Row, dict[str, str]]], names: Sequence[str]
) -> bool:
    """Add the rows; one without a number is the rest of a row broken over the page end."""
    merged: list[tuple[int, dict[str, str]]] = []
    for row, cells in rows:
        if merged and "row" in merged[-1][1] and "row" not in cells:
            page, before = merged[-1]
            rest = {name: before.get(name, "") + text for name, text in cells.items()}
            merged[-1] = page, {**before, **rest}
        else:
            merged.append((row.page, cells))
    for number, (page, cells) in enumerate(merged, start=1):
        found.add(frame, row=_number(cells, number), page=page, **only(cells, names))
    return bool(merged)


def read_scoring(found: Found, grids: Sequence[Grid], project: str) -> bool:
    """Scoring tables of evaluation reports; True where one is found."""
    words = scoring.words("columns")
    required = {"level_3", "criteria", "weight", "score"}
    row_number = 0
    levels: dict[str, str | None] = {}
    for row, cells in list_rows(grids, words, required, is_exact=False):
        row_number += 1
        is_total = key(row.first) in scoring.words("total")
        levels = carry_levels(levels, cells)
        texts = {} if is_total else {**levels, **only(cells, scoring.TEXTS)}
        kind = "total" if is_total else "indicator"
        found.add(
            "indicators",
            source=scoring.SOURCE,
            project=project,
            row=row_number,
            kind=kind,
            page=row.page,
            **texts,
            **only(cells, ("weight", "score")),
        )
    return row_number > 0


def _number(cells: Mapping[str, str], counted: int) -> int:
    """The printed number of a row, else its place."""
    printed = cells.get("row", "")
    return int(printed) if printed.isdigit() else counted
