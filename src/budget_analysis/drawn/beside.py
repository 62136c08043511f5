"""A table and the text beside it, text in two columns: the left one is read to its end before the right one begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..reading import Box, Grid
from .text_columns import find_columns
from .words import Row, Word, around, make_rows

_NARROW = 0.6
"""Part of the width of what is printed: a wider table has nothing but its margin beside it."""
_GUTTER = 3.0
"""Points beside the table that no word enters."""
_FEWEST_LINES, _FEWEST_LETTERS = 3, 8
"""Text beside a table has this many lines of that many letters at its height; less is a remark."""
_PITCH = 3.0
"""Parts of the size: lines further apart than this do not belong together."""


@dataclass(frozen=True)
class Parts:
    """The words that stand in no table, in the parts of the page in which they are read."""

    words: tuple[list[Word], ...]
    """All in one; or what is above a left side, this side, the one to its right, and so on; last what is below."""
    sides: tuple[Box, ...] = ()
    """The left sides from top to bottom, each as far to the right as it reaches."""

    def part_of(self, box: Box) -> int:
        """The part that a box stands in."""
        middle = (box.y0 + box.y1) / 2
        for number, side in enumerate(self.sides):
            if middle < side.y0:
                return 3 * number
            if middle <= side.y1:
                return 3 * number + (1 if (box.x0 + box.x1) / 2 < side.x1 else 2)
        return 3 * len(self.sides)


def in_order(words: Sequence[Word], grids: Sequence[Grid]) -> Parts:
    """The parts of a page: one where no table stands beside text, and no text in two columns."""
    boxes = [*(word.box for word in words), *(grid.box for grid in grids if grid.box)]
    page = around(boxes) if boxes else Box(0.0, 0.0, 0.0, 0.0)
    for grid in grids:
        if grid.box is None or grid.box.x1 - grid.box.x0 > _NARROW * (page.x1 - page.x0):
            continue
        for is_right in (True, False):
            side = _left_side(words, grid.box, is_right, page.x0)
            if side is not None:
                return _parted(words, [side])
    return _parted(words, find_columns(words, grids))


def _parted(words: Sequence[Word], sides: Sequence[Box]) -> Parts:
    found = Parts(tuple([] for _ in range(3 * len(sides) + 1)), tuple(sides))
    for word in words:
        found.words[found.part_of(word.box)].append(word)
    return found


def _left_side(words: Sequence[Word], table: Box, is_right: bool, edge: float) -> Box | None:
    """The left one of the two sides, where text stands on that side of the table; None where none does."""
    low, high = (table.x1, table.x1 + _GUTTER) if is_right else (table.x0 - _GUTTER, table.x0)

    def is_text(word: Word) -> bool:
        return word.x0 >= high if is_right else word.x1 <= low

    beside = make_rows([word for word in words if is_text(word)])
    at_table = [row for row in beside if row.box.y1 > table.y0 and row.box.y0 < table.y1]
    if sum(len("".join(row.text.split())) >= _FEWEST_LETTERS for row in at_table) < _FEWEST_LINES:
        return None
    own = make_rows([word for word in words if not is_text(word)])
    crossing = [row.box for row in own if any(word.x0 < high and word.x1 > low for word in row.words)]
    if any(box.y1 > table.y0 and box.y0 < table.y1 for box in crossing):
        return None
    text = _grown(around(row.box for row in at_table), beside, crossing)
    below = _grown(table, own, crossing)
    return Box(edge, min(text.y0, below.y0), (low + high) / 2, max(text.y1, below.y1))


def _grown(box: Box, rows: Sequence[Row], crossing: Sequence[Box]) -> Box:
    """The box with the lines that follow it closely, up and down, as far as nothing crosses to the other side."""
    top = max((one.y1 for one in crossing if one.y1 <= box.y0), default=-1.0)
    end = min((one.y0 for one in crossing if one.y0 >= box.y1), default=float("inf"))
    for row in rows:  # from top to bottom; lines set tightly share a point or two of their heights
        if _middle(row) > box.y1 and row.box.y1 <= end and row.box.y0 - box.y1 <= _PITCH * _size(row):
            box = around([box, row.box])
    for row in reversed(rows):
        if _middle(row) < box.y0 and row.box.y0 >= top and box.y0 - row.box.y1 <= _PITCH * _size(row):
            box = around([box, row.box])
    return box


def _size(row: Row) -> float:
    return max(word.size for word in row.words)


def _middle(row: Row) -> float:
    return (row.box.y0 + row.box.y1) / 2
