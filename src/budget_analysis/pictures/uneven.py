"""Numbers that stand between two rows of a recognised table without lines: whose they are nobody can tell.

Paper that bends, or skew that was not taken off, sets the right half of a row between two left halves. Lines of a
page that are nearer to each other than their letters are high are then pieces of rows; what needs a number there
would be held against a row that prints another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..drawn.slots import places
from ..drawn.words import Row, Word, make_rows
from ..reading import Grid

NEAR = 0.9
"""Parts of the size: rows stand further apart than this from middle to middle."""


def uneven_words(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    """The words with digits of lines that stand too near to each other, outside of ruled tables."""
    free = list(words)
    for grid in grids:
        free = [word for word, place in zip(free, places(grid, free), strict=True) if place is None]
    found: dict[int, Word] = {}
    for above, below in pairwise(make_rows(free)):
        numbers = _numbers(above), _numbers(below)
        if all(numbers) and _is_near(above, below):
            found.update((id(word), word) for own in numbers for word in own)
    return list(found.values())


def _numbers(row: Row) -> list[Word]:
    return [word for word in row.words if any(letter.isdecimal() for letter in word.text)]


def _is_near(above: Row, below: Row) -> bool:
    size = min(_middle([word.size for word in row.words]) for row in (above, below))
    apart = _middle([word.centre[1] for word in below.words]) - _middle([word.centre[1] for word in above.words])
    return apart < NEAR * size


def _middle(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
