"""Cells of a form whose number a picture does not show for certain: doubtful, with no amount.

A doubt lies in the cell whose box holds its middle; where a cell has no box, in those of its page that
print the same. A code that is in doubt may be any other: its row means nothing then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..reading import Doubt
from .rows import FormRow, FormRows, Printed


def with_doubts(found: FormRows, doubts: Sequence[Doubt]) -> FormRows:
    """The rows, in which doubtful cells and codes are marked."""
    if not doubts:
        return found
    return replace(found, rows=tuple(_row(row, doubts) for row in found.rows))


def _row(row: FormRow, doubts: Sequence[Doubt]) -> FormRow:
    own = [doubt for doubt in doubts if doubt.page == row.page]
    cells = {
        name: replace(cell, is_doubtful=any(_is_in(doubt, cell) for doubt in doubts if doubt.page == cell.page))
        for name, cell in row.cells.items()
    }
    in_cells = {doubt for doubt in own for cell in row.cells.values() if cell.box and _holds(cell, doubt)}
    rest = [doubt for doubt in own if doubt not in in_cells]
    is_code = bool(row.code) and any(row.code in _bare(doubt.text) for doubt in rest)
    if is_code:
        cells = {name: replace(cell, is_doubtful=cell.is_doubtful or bool(cell.text)) for name, cell in cells.items()}
    return replace(row, cells=cells, has_doubtful_code=is_code)


def _is_in(doubt: Doubt, cell: Printed) -> bool:
    if cell.box is not None:
        return _holds(cell, doubt)
    return bool(cell.text) and _bare(cell.text) in _bare(doubt.text)


def _holds(cell: Printed, doubt: Doubt) -> bool:
    box, own = doubt.box, cell.box
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return own is not None and own.x0 <= x <= own.x1 and own.y0 <= y <= own.y1


def _bare(text: str) -> str:
    return "".join(text.split())
