"""The printed lines of a block: where each begins in its text, and on which page or at which place of the file it stands."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import lru_cache

_PLACE = 7
"""Where the place of a line stands in `places`, if the file has no pages."""


def page_at(places: str, start: int) -> int | None:
    """The page of the line in which a character of a block stands; `places` as in the frame."""
    offsets, pages = _starts_of(places)
    line = bisect_right(offsets, start)
    return pages[line - 1] if line else None


@lru_cache(maxsize=16)
def _starts_of(places: str) -> tuple[list[int], list[int | None]]:
    """The offset and the page of each line; kept, because every claim of a block asks."""
    lines = json.loads(places)
    return [line[0] for line in lines], [line[1] for line in lines]


def place_at(places: str, start: int) -> str | None:
    """The place of the line in which a character of a block stands; None where the file has pages."""
    lines = json.loads(places)
    standing = [line for line in lines if line[0] <= start]
    return str(standing[-1][_PLACE]) if standing and len(standing[-1]) > _PLACE else None


def pages_of(places: str) -> list[int | None]:
    """The page of each line."""
    return _starts_of(places)[1]
