"""Persons in tables: in the cell beside or below a label, in columns of names and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from .. import terms
from ..reading import Grid
from . import numbers
from .fields import (
    NAMED,
    asked_by,
    is_person_table,
    names_in,
    numbers_in,
    parts_of,
    signature,
    table_words,
    with_local_part,
)
from .names import Found, Kind, judge, same_length, take_names


def names_of_grid(grid: Grid) -> Iterator[Found]:
    """Names in the cell beside or below a label, behind a label in its cell, below the head 姓名."""
    for row in rows_of(grid):
        if is_person_table([terms.fold(text) for text in row]):
            continue
        for index, text in enumerate(row):
            yield from names_in(" ".join(text.split("\n")))
            for printed in text.split("\n"):
                yield from names_in(printed)
            kinds = asked_by(text)
            if kinds & NAMED and index + 1 < len(row) and not asked_by(row[index + 1]):
                behind = asked_by(row[index + 2]) if index + 2 < len(row) else frozenset()
                least = Kind.EITHER if "name" in kinds else Kind.NAME
                label = terms.fold(signature().sub("", same_length(text)))
                parts = parts_of(row[index + 1])
                yield from take_names(parts, label, "number" in behind | kinds, least)
    for text, _kinds in _below_labels(grid, NAMED):
        names = list(take_names(parts_of(text), at_least=Kind.NAME))
        yield from (found for found in names if judge(found.text) is Kind.NAME)
    for text in _columns_below(grid, table_words("table_names")):
        if text.strip():
            yield from take_names(parts_of(text))


def numbers_of_grid(grid: Grid) -> Iterator[str]:
    for row in rows_of(grid):
        for index, text in enumerate(row):
            yield from numbers_in(" ".join(text.split("\n")))
            for kind in sorted(asked_by(text) & set(numbers.KINDS)):
                for value in row[index + 1 : index + 2]:
                    for match in numbers.of_kind(kind).finditer(same_length(value)):
                        yield from with_local_part(match.group())
    for text, kinds in _below_labels(grid, frozenset(numbers.KINDS)):
        for kind in sorted(kinds & set(numbers.KINDS)):
            for match in numbers.of_kind(kind).finditer(same_length(text)):
                yield from with_local_part(match.group())


def rows_of(grid: Grid) -> list[list[str]]:
    """The texts of each row, without the blank cells."""
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text.strip():
            rows[cell.row].append(cell.text)
    return rows


def _below_labels(grid: Grid, wanted: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The cells below a label up to the next label of the column."""
    columns: dict[int, list[tuple[int, str]]] = {}
    for cell in sorted(grid.cells, key=lambda cell: cell.row):
        columns.setdefault(cell.column, []).append((cell.row, cell.text))
    for cells in columns.values():
        open_kinds: frozenset[str] = frozenset()
        for _row, text in cells:
            kinds = asked_by(text)
            if kinds:
                open_kinds = kinds
            elif open_kinds & wanted and text.strip():
                yield text, open_kinds


def _columns_below(grid: Grid, heads: frozenset[str]) -> Iterator[str]:
    """The cells below these heads of a table of persons."""
    texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
    for row in range(grid.rows):
        line = {terms.fold(text): column for (at, column), text in texts.items() if at == row}
        if is_person_table([*line]):
            for head in heads.intersection(line):
                yield from (texts.get((at, line[head]), "") for at in range(row + 1, grid.rows))
