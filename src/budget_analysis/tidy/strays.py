"""Numbers of a table without lines that stand in a row of no name: the blank cell beside them may be theirs.

Where rows are told by the places of words, a number that is set a little higher or lower than its name comes into a
row of its own. The named row is then not blank, and nobody can tell whose number it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..specs import FormSpec
from .rows import FormRow

TROUBLE = '"{text}" stands in a row without a name beside this one: which of them it belongs to cannot be told'


def without_strays(spec: FormSpec, rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows of one column group from top to bottom, in which such blank cells are unreadable."""
    found = list(rows)
    for number, stray in enumerate(rows):
        if _is_named(spec, stray):
            continue
        texts = {name: cell.text for name, cell in stray.cells.items() if cell.text}
        for beside in (number - 1, number + 1):
            if 0 <= beside < len(found) and found[beside].page == stray.page and _is_named(spec, found[beside]):
                found[beside] = _doubted(found[beside], texts)
    return found


def _is_named(spec: FormSpec, row: FormRow) -> bool:
    if spec.codes is not None:
        return bool(row.code) or spec.groups[row.group].knows(row.label)
    return spec.groups[row.group].knows(row.label) or (spec.has_units and bool(row.label))


def _doubted(row: FormRow, texts: dict[str, str]) -> FormRow:
    cells = {
        name: replace(cell, trouble=TROUBLE.format(text=texts[name])) if name in texts and not (cell.text or cell.trouble) else cell
        for name, cell in row.cells.items()
    }
    return replace(row, cells=cells)
