"""Numbers of a table without lines that end before the head above them begins: they are those of the column before.

A program that sets heads to the left and numbers to the right prints them so: the number ends where the
next head begins, and by the gaps of the page both stand in one column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..reading import Box, Cell, Grid

_AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?")
_EDGE = 0.35
"""Parts of the height: numbers that begin within this are set to the left."""


def left_of_heads(grids: Sequence[Grid]) -> str:
    """The numbers of a column that end before its head begins; empty where there are none, or numbers are set to the left."""
    for grid in grids:
        amounts = [cell for cell in grid.cells if cell.box is not None and _AMOUNT.fullmatch(cell.text.strip())]
        first = min((cell.row for cell in amounts), default=0)
        if grid.kind != "aligned" or not first or _are_set_left(amounts):
            continue
        for column in range(grid.columns):
            own = [cell for cell in amounts if cell.column == column]
            heads = [cell.box for cell in grid.cells if cell.row < first and cell.column == column and cell.box is not None and cell.text.strip()]
            if own and heads and max(_box(cell).x1 for cell in own) <= min(box.x0 for box in heads):
                return ", ".join(cell.text for cell in own[:3])
    return ""


def _are_set_left(amounts: Sequence[Cell]) -> bool:
    """True where numbers of one column that are not as long begin at one place."""
    for column in {cell.column for cell in amounts}:
        boxes = [_box(cell) for cell in amounts if cell.column == column]
        reach = _EDGE * (boxes[0].y1 - boxes[0].y0)
        begins, ends = [box.x0 for box in boxes], [box.x1 for box in boxes]
        if max(begins) - min(begins) <= reach < max(ends) - min(ends):
            return True
    return False


def _box(cell: Cell) -> Box:
    assert cell.box is not None
    return cell.box
