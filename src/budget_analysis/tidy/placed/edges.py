"""Single numbers set to the right edge of their columns, whose heads are centred: the edges of two neighbours lie about the second head."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from .heads import Head

_FEWEST_PAIRS = 2
_SAME = 0.15
"""Parts of the size: a head is in the middle of the edges of its column within this."""


class _Placed(Protocol):
    @property
    def head(self) -> Head: ...
    @property
    def key(self) -> str: ...


def by_edges(bands: Sequence[tuple[float, float]], columns: Sequence[_Placed]) -> dict[tuple[float, float], int]:
    """Each band to the head before its end, where the heads of neighbouring columns are centred between the ends of their numbers.

    One row of numbers does not say how they are set; that all such heads lie by as much before the middle does.
    A band that neither stands below its head nor has a neighbour is not known, and then none is.
    """
    measures = [number for number, column in enumerate(columns) if not column.key]
    found: dict[tuple[float, float], int] = {}
    for band in bands:
        before = [n for n in measures if columns[n].head.middle < (band[0] + band[1]) / 2]
        after = [n for n in measures if n not in before]
        if not before or before[-1] in found.values() or (after and columns[after[0]].head.x0 < band[1]):
            return {}
        found[band] = before[-1]
    ends = {number: band[1] for band, number in found.items()}
    pairs = [(a, b) for a, b in pairwise(measures) if a in ends and b in ends]
    rests = [columns[b].head.middle - (ends[a] + ends[b]) / 2 for a, b in pairs]
    paired = {number for pair in pairs for number in pair}
    are_known = all(number in paired or band[0] < columns[number].head.x1 for band, number in found.items())
    size = max((part.size for number in measures for part in columns[number].head.parts), default=0.0)
    is_even = len(rests) >= _FEWEST_PAIRS and 0 <= min(rests) and max(rests) <= size and max(rests) - min(rests) <= _SAME * size
    return found if is_even and are_known else {}
