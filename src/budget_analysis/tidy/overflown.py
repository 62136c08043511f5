"""Names over two lines in ruled rows that are lower: the first line is printed in the row above.

Where the lines that stand in a cell end with the beginning of a name, of which the cell below holds the rest, and
both names are whole only so, each goes to its row. The numbers stand in their rows as they are ruled.
"""

from __future__ import annotations

from dataclasses import replace

from ..reading import Cell
from ..specs import FormSpec
from .columns import Slots


def with_whole_names(spec: FormSpec, slots: Slots) -> Slots:
    """The grid of a form whose rows are known by their names, each name in its own row."""
    if spec.codes is not None or spec.has_units or slots.grid.kind != "ruled":
        return slots
    rows = [list(row) for row in slots.rows]
    for above, below in zip(rows, rows[1:], strict=False):
        for column, (upper, lower) in enumerate(zip(above, below, strict=True)):
            found = _parted(spec, upper, lower)
            if found is not None:
                above[column], below[column] = replace(upper, text=found[0]), replace(lower, text=found[1])
    return replace(slots, rows=tuple(map(tuple, rows)))


def _parted(spec: FormSpec, upper: Cell, lower: Cell) -> tuple[str, str] | None:
    lines = upper.text.split("\n")
    is_single = all(cell.row_span == cell.column_span == 1 for cell in (upper, lower))
    if len(lines) < 2 or not is_single or not lower.text.strip() or _knows(spec, lower.text):
        return None
    for end in range(1, len(lines)):
        names = "".join(lines[:end]), "".join((*lines[end:], *lower.text.split("\n")))
        if all(_knows(spec, name) for name in names):
            return names
    return None


def _knows(spec: FormSpec, name: str) -> bool:
    return any(group.knows(name) for group in spec.groups)
