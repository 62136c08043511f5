"""Text in two columns: the left one is read to its end before the right one begins."""

from __future__ import annotations

from collections.abc import Sequence

from ..reading import Box, Grid
from .words import Row, Word, around, make_rows

_GUTTER = 0.8
"""Parts of the size: so wide a strip, which no word enters, lies between the columns."""
_FEWEST_LINES = 3
_FULL = 0.7
"""Part of its column that a full line of text takes."""
_FEWEST_FULL = 0.4
"""Part of the lines of a column that are full: text fills its lines, a table does not."""
_MARKS = frozenset("，。；")
_FEWEST_MARKED = 0.3
"""Part of the lines of a column that hold a mark of a sentence."""
_FEWEST_IDEOGRAPHS = 0.3
"""Part of the letters of a column: amounts are no text."""


def find_columns(words: Sequence[Word], grids: Sequence[Grid]) -> list[Box]:
    """The left columns of each stretch of a page that is set in two, each as far to the right as the gutter reaches.

    `words` are those that stand in no table; the right column stands at the same height.
    """
    if not words:
        return []
    page = around(word.box for word in words)
    centre = (page.x0 + page.x1) / 2
    crossing = [word.box for word in words if word.x0 < centre < word.x1]
    crossing += [grid.box for grid in grids if grid.box is not None]
    found = []
    for low, high in _between(sorted((box.y0, box.y1) for box in crossing), page):
        own = [word for word in words if low <= (word.y0 + word.y1) / 2 <= high]
        left = [word for word in own if word.x1 <= centre]
        right = [word for word in own if word.x0 >= centre]
        if not left or not right:
            continue
        edge, start = max(word.x1 for word in left), min(word.x0 for word in right)
        size = max(word.size for word in own)
        sides = [(left, page.x0, edge), (right, start, page.x1)]
        if start - edge >= _GUTTER * size and all(_is_text(make_rows(part), x1 - x0) for part, x0, x1 in sides):
            box = around(word.box for word in own)
            found.append(Box(page.x0, box.y0, (edge + start) / 2, box.y1))
    return found


def _between(crossed: Sequence[tuple[float, float]], page: Box) -> list[tuple[float, float]]:
    """The stretches of the page that nothing crosses, from top to bottom."""
    stretches = []
    low = page.y0
    for top, bottom in crossed:
        if top > low:
            stretches.append((low, top))
        low = max(low, bottom)
    return [*stretches, (low, page.y1)]


def _is_text(rows: Sequence[Row], width: float) -> bool:
    if len(rows) < _FEWEST_LINES:
        return False
    full = sum(row.box.x1 - row.box.x0 >= _FULL * width for row in rows)
    marked = sum(any(mark in row.text for mark in _MARKS) for row in rows)
    letters = [letter for row in rows for letter in row.text if not letter.isspace()]
    ideographs = sum("\u3400" <= letter <= "\u9fff" for letter in letters)
    if ideographs < _FEWEST_IDEOGRAPHS * len(letters):
        return False
    return full >= _FEWEST_FULL * len(rows) and marked >= _FEWEST_MARKED * len(rows)
