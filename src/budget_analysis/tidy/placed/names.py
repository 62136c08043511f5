"""Names of rows that a narrow column has broken over lines which stand as far apart as two rows do.

Only what the form itself knows tells which lines are one name: a name with an ordinal begins there,
and lines of which none is a name but all together are one are that name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ... import terms
from ...specs import FormSpec, Group
from .pieces import Piece
from .row import Row

_MOST_LINES = 4
_APART = 2.2
"""Parts of the size: the lines of a name follow each other as closely."""


def with_whole_names(spec: FormSpec, label: int, rows: dict[int, Row]) -> dict[int, Row]:
    """The rows of a block whose names are known, by line: each name on one row."""
    if not rows:
        return rows
    group = spec.groups[min(next(iter(rows.values())).block, len(spec.groups) - 1)]
    ordered = _begun_by_ordinals(label, [rows[line] for line in sorted(rows)])
    kept: list[Row] = []
    number = 0
    while number < len(ordered):
        length = next((n for n in range(2, _MOST_LINES + 1) if _is_one_name(group, label, ordered[number : number + n], n)), 1)
        kept.append(_together(label, ordered[number : number + length]))
        number += length
    return {row.line: row for row in kept}


def _begun_by_ordinals(label: int, rows: Sequence[Row]) -> list[Row]:
    """The rows, in which a name with an ordinal has nothing before it: that is the end of the name above."""
    kept: list[Row] = []
    for row in rows:
        pieces = sorted(row.cells.get(label, ()), key=lambda piece: (piece.line, piece.x0))
        begins = next((n for n, piece in enumerate(pieces) if n and _is_begun(pieces[n - 1], piece)), 0)
        if begins:
            before, own = pieces[:begins], pieces[begins:]
            row = replace(row, cells={**row.cells, label: own})
            if kept:
                kept[-1].cells.setdefault(label, []).extend(before)
            else:
                kept.append(Row(row.block, before[0].y0, before[0].line, {label: before}))
        kept.append(row)
    return kept


def _is_begun(before: Piece, piece: Piece) -> bool:
    return piece.line > before.line and bool(terms.split_ordinal(piece.text)[0])


def _is_one_name(group: Group, label: int, rows: Sequence[Row], length: int) -> bool:
    if len(rows) < length or sum(set(row.cells) > {label} for row in rows) > 1:
        return False
    pieces = [sorted(row.cells.get(label, ()), key=lambda piece: (piece.line, piece.x0)) for row in rows]
    if not all(pieces) or any(
        below[0].page != above[-1].page or below[0].y1 - above[-1].y1 > _APART * below[0].size
        for above, below in zip(pieces, pieces[1:], strict=False)
    ):
        return False
    names = ["".join(piece.text for piece in own) for own in pieces]
    return _is_known(group, "".join(names)) and not any(map(lambda name: _is_known(group, name), names))


def _is_known(group: Group, name: str) -> bool:
    return group.role(name, set()) is not None or group.knows(name)


def _together(label: int, rows: Sequence[Row]) -> Row:
    """One row on the line of the amounts."""
    if len(rows) == 1:
        return rows[0]
    own = next((row for row in rows if set(row.cells) > {label}), rows[0])
    return replace(own, cells={**own.cells, label: [piece for row in rows for piece in row.cells[label]]})
