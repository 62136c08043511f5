"""Tables that stand directly below each other on a page are one table.

Where a publisher leaves out the outer frame, no ruled line joins the header to the body, and a
reader sees two grids. Put together, their columns are those of both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from .. import terms
from ..reading import Box, Grid
from ..specs import FormSpec

_AMOUNT = re.compile(r"\d\.\d")

_ROW_APART = 30.0
"""Points between two grids of one table: a row such as 类 款 项 may be lost between header and
body. A table of its own has a title in between, which ends the form above it."""
_SAME_EDGE = 3.0
"""Points within which two rulings are one column edge."""
_COMMON = 0.8
"""Part of the narrower grid's width that the wider one covers."""


def is_stacked(upper: Grid, lower: Grid) -> bool:
    """True where the lower grid begins where the upper one ends."""
    if upper.page != lower.page or upper.box is None or lower.box is None:
        return False
    shared = min(upper.box.x1, lower.box.x1) - max(upper.box.x0, lower.box.x0)
    narrower = min(upper.box.x1 - upper.box.x0, lower.box.x1 - lower.box.x0)
    return abs(lower.box.y0 - upper.box.y1) <= _ROW_APART and shared >= _COMMON * narrower


def begins_again(spec: FormSpec, upper: Grid, lower: Grid) -> bool:
    """True where the lower grid begins with heads of the form and the upper one holds amounts already: a table of its own."""
    heads = {header for group in spec.every_group for column in group.measures for header in column.headers}
    first = min((cell.row for cell in lower.cells if cell.text.strip()), default=0)
    texts = [terms.fold(cell.text) for cell in lower.cells if cell.row == first and cell.text.strip()]
    return len(texts) > 1 and any(text in heads for text in texts) and any(_AMOUNT.search(cell.text) for cell in upper.cells)


def stack(upper: Grid, lower: Grid) -> Grid:
    """Both grids as one; a cell spans all columns that lie between its own edges."""
    assert upper.box is not None and lower.box is not None
    other = None
    if upper.other is not None or lower.other is not None:
        other = stack(upper.other or upper, lower.other or lower)
    boxes = [cell.box for grid in (upper, lower) for cell in grid.cells if cell.box is not None]
    edges = _edges([edge for box in boxes for edge in (box.x0, box.x1)])
    cells = []
    for grid, first in ((upper, 0), (lower, upper.rows)):
        for cell in grid.cells:
            if cell.box is None:
                return upper
            left, right = _span(cell.box, edges)
            cells.append(
                replace(cell, row=cell.row + first, column=left, column_span=max(right - left, 1))
            )
    return replace(
        upper,
        rows=upper.rows + lower.rows,
        columns=len(edges) - 1,
        cells=tuple(cells),
        box=upper.box.union(lower.box),
        lines=(*upper.lines, *lower.lines),
        other=other,
    )


def _edges(found: list[float]) -> list[float]:
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _span(box: Box, edges: list[float]) -> tuple[int, int]:
    left = bisect_left(edges, box.x0 - _SAME_EDGE)
    right = bisect_left(edges, box.x1 - _SAME_EDGE)
    return min(left, len(edges) - 2), right
