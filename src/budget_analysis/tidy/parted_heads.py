"""Heads that are cut at their cells and not wrapped: in the text layer each goes on below the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import terms
from ..reading import Cell
from .columns import HEADER_DEPTH, NUMBER, Slots

_SHORTEST = 2
"""Characters of a head."""


def with_parted_heads(slots: Slots, words: frozenset[str]) -> Slots:
    """The grid, in which heads of neighbours that have run into one cell, beside blank ones, stand each above its column."""
    rows = [list(row) for row in slots.rows]
    for row in rows[:HEADER_DEPTH]:
        texts = [terms.fold(cell.text) for cell in row]
        if any(map(NUMBER.fullmatch, texts)):
            break
        parted = {column: parts for column in range(len(row)) if (parts := _parts_at(row, column, words))}
        alone = {text for column, text in enumerate(texts) if text and column not in parted}
        if not alone or not alone <= words:
            continue
        for column, parts in parted.items():
            for offset, part in enumerate(parts):
                row[column + offset] = replace(row[column + offset], text=part)
    return replace(slots, rows=tuple(map(tuple, rows)))


def _parts_at(row: Sequence[Cell], column: int, words: frozenset[str]) -> tuple[str, ...]:
    """The heads that stand in one cell, as many as it and the blank ones beside it are."""
    cell, count = row[column], 1
    while column + count < len(row) and _is_blank_slot(row[column + count], cell):
        count += 1
    return _parts_of(terms.fold(cell.text), words, count) if count > 1 and _is_single(cell) else ()


def _is_single(cell: Cell) -> bool:
    return cell.column_span == cell.row_span == 1


def _is_blank_slot(cell: Cell, before: Cell) -> bool:
    return cell != before and not cell.text.strip() and _is_single(cell)


def _parts_of(text: str, words: frozenset[str], count: int) -> tuple[str, ...]:
    """The text as so many words of the heads; empty where it is none, one of them, or may be parted in two ways."""
    if text in words:
        return ()
    found: list[tuple[str, ...]] = [()]
    for _ in range(count):
        found = [
            (*parts, rest[:end])
            for parts in found
            for rest in [text[sum(map(len, parts)) :]]
            for end in range(_SHORTEST, len(rest) + 1)
            if rest[:end] in words
        ]
    whole = [parts for parts in found if sum(map(len, parts)) == len(text)]
    return whole[0] if len(whole) == 1 else ()
