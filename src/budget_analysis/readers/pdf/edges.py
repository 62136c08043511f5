"""Lines that run over the edge of the page: what is cut off there is in the file and seen by nobody.

A spreadsheet that is wider than its paper is printed like this. What such a line says is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...drawn.marks import ASCENT, DESCENT, Marks
from ...reading import Box, Doubt, Line

_REACH = 2.0
"""Parts of the size: a line that ends nearer to the edge goes on beyond it."""


def doubts_of(marks: Marks, lines: Iterable[Line]) -> list[Doubt]:
    """A doubt for each printed line of the page that goes on beyond its left or right edge."""
    if not marks.beyond or marks.view.upright != marks.view.turned:
        return []
    width, _ = marks.view.size(marks.view.upright)
    found = []
    for line in lines:
        if line.page != marks.number or line.box is None:
            continue
        size = line.box.y1 - line.box.y0
        sides = {char.x0 > width / 2 for char in marks.beyond if _stands_in(char.base, char.size, line.box)}
        is_cut = (True in sides and line.box.x1 > width - _REACH * size) or (False in sides and line.box.x0 < _REACH * size)
        if is_cut:
            found.append(Doubt(marks.number, line.box, "", "", line.number))
    return found


def _stands_in(base: float, size: float, box: Box) -> bool:
    middle = base - (ASCENT - DESCENT) / 2 * size
    return box.y0 <= middle <= box.y1
