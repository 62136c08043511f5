"""A column that counts the rows of a form with codes, before their codes: its numbers are no part of any row."""

from __future__ import annotations

from collections.abc import Sequence

from ...specs import FormSpec
from ..header import ROWS_COUNTED
from .pieces import Piece

_FEWEST = 2
_LONGEST = 3
"""Digits of the number of a row."""


def without_row_numbers(spec: FormSpec, lines: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The lines without the numbers below 序号; as they are where these do not count the rows one by one.

    They stand before all codes and names, left or right of the middle of their head.
    """
    head = next((number for number, line in enumerate(lines) if spec.codes and any(piece.folded == ROWS_COUNTED for piece in line)), None)
    if head is None:
        return list(lines)
    counted = {number: line[0] for number, line in enumerate(lines) if number > head and _is_counted(line)}
    texts = [piece.folded for piece in counted.values()]
    if len(texts) < _FEWEST or texts != [str(number) for number in range(1, len(texts) + 1)]:
        return list(lines)
    end = max(piece.x1 for piece in counted.values())
    others = [piece for number, line in enumerate(lines) if number > head for piece in line[number in counted :]]
    if any(piece.is_integer and piece.x0 < end for piece in others):
        return list(lines)
    return [line[1:] if number in counted else line for number, line in enumerate(lines)]


def _is_counted(line: Sequence[Piece]) -> bool:
    """True for a number before the code or the name of a row, and not for the numbers of the columns."""
    if len(line) < 2 or not line[0].is_integer or len(line[0].folded) > _LONGEST:
        return False
    numbers = [piece.folded for piece in line if piece.is_integer]
    return len(numbers) < len(line) or numbers != [str(number) for number in range(1, len(numbers) + 1)]
