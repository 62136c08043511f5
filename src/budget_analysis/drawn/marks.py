"""The marks of one page: characters with their places, ruled lines, fills, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..reading import Box
from .views import View

ASCENT, DESCENT = 0.86, 0.14
"""The em box of a Chinese character over and under its baseline, in parts of the size."""
THICKEST_LINE = 4.0
"""Points. A filled rectangle thinner than this is a line: no row of a table is as low as this."""
THICKEST_STROKE = 8.0
"""Points. Word's heaviest border has 6; a wider stroke paints an area."""


class Char(NamedTuple):
    """One character on the upright page: its advance from x0 to x1, its baseline, its size.

    `doubt` is True where a picture does not show for certain which character it is.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    doubt: bool = False


class Ruling(NamedTuple):
    """A piece of a horizontal or vertical line: `at` across it, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass
class Marks:
    """What stands on one page, in points of the upright page."""

    number: int
    view: View
    chars: list[Char] = field(default_factory=list)
    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    """Coloured areas: their edges are no lines, but an engine may take them for such."""
    paths: int = 0
    curves: int = 0
    pictures: float = 0.0
    """The part of the page that pictures cover."""
    hidden: int = 0
    """Characters that are drawn invisibly (the text layer of a scan)."""
    unseen: list[Char] = field(default_factory=list)
    """Characters that are on the page and that nobody sees; they are not among `chars`."""
    beyond: list[Char] = field(default_factory=list)
    """Characters left or right of the page, at the height of something on it; they are not among `chars`."""
    laid_over: list[Char] = field(default_factory=list)
    """Characters of a watermark, each at its origin; they are not among `chars`."""
    across: list[Char] = field(default_factory=list)
    """Characters of a running head beside what is printed sideways, each at its place there; they are not among `chars`."""
    unmapped: int = 0
    """Characters whose font does not say which character they are."""
