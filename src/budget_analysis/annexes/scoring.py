"""The scoring table of an evaluation report: three levels, explanation, criteria, two marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from .. import specs
from ..reading import Grid, Line
from .found import Found
from .fragments import index_words, key
from .printed_text import Text
from .table_rows import TableRow, carry_levels, rows_below_header
from .wrapped_rows import TEXTS, fit_wrapped

SOURCE = "evaluation_report"


@cache
def words(table: str) -> dict[str, str]:
    section = specs.load("annexes.toml")["scoring"]
    return index_words(section[table] if table == "columns" else {"total": section["total"]})


@cache
def _level_names(level: str) -> frozenset[str]:
    groups = specs.load("annexes.toml")["scoring"]["groups"]
    return frozenset(key(name) for name in groups[level])


def read_scoring(found: Found, project: Text, rows: Iterable[TableRow]) -> None:
    """Add the rows to `indicators`; a level that is not printed again is the one above it."""
    levels: dict[str, Text | None] = {}
    for number, row in enumerate(rows, start=1):
        levels = carry_levels(levels, row.cells)
        texts = {} if row.is_total else {**levels, **row.only(TEXTS)}
        found.add(
            "indicators",
            source=SOURCE,
            project=project,
            row=number,
            kind="total" if row.is_total else "indicator",
            page=row.page,
            **texts,
            **row.only(("weight", "score")),
        )


def scores_of_grids(grids: Sequence[Grid]) -> list[TableRow]:
    required = {"level_3", "criteria", "weight", "score"}
    return list(rows_below_header(grids, words("columns"), required, words("total")))


def scores_of_lines(found: Found, project: Text, lines: Sequence[Line]) -> list[TableRow]:
    names = (_level_names("level_1"), _level_names("level_2"))
    place = f"{SOURCE}, {project}, scoring table"
    return fit_wrapped(found, place, lines, words("columns"), words("total"), names)
