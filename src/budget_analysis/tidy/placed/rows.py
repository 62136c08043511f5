"""The lines of a body to rows: what stands beside a code or an amount, wrapped names put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ... import codes, terms
from ...specs import FormSpec
from ..columns import header_only
from ..other_columns import other_heads
from .columns import Block, Column, column_of, key_number
from .names import with_whole_names
from .pieces import DUMP_SIZE, Piece
from .row import Row

_CLEARLY_NEARER = 0.7
_CENTRED = 0.8
"""Parts of the size: an amount between the two lines of its name stands as near to each of them."""


_SAME_LEADING = 1.25
"""Times the least distance of two lines of names: lines that are further apart belong to two rows."""
_MOST_LINES = 3
"""Of a name."""
_FARTHEST = 4.0
"""Parts of the size: what stands further from a row is no part of its name."""


def rows_of_block(
    spec: FormSpec, number: int, block: Block, columns: Sequence[Column], lines: Sequence[Sequence[Piece]]
) -> list[Row]:
    """The rows of one block, from top to bottom."""
    label = next((n for n in block.columns if columns[n].key == "label"), None)
    others = {n for n in block.columns if columns[n].head.text in other_heads(spec)}
    rows: dict[int, Row] = {}
    names: list[Piece] = []
    for line in lines:
        for piece in line:
            column = _place(spec, piece, block, columns)
            if column is None or (columns[column].key and piece.folded in header_only(spec)):
                continue  # 类 款 项 may stand in the row of 合计
            if column in others and not piece.is_amount:
                continue  # a name of a block that the form does not have may be wrapped over lines of its own
            if column == label:
                names.append(piece)
            else:
                row = rows.setdefault(piece.line, Row(number, (piece.y0 + piece.y1) / 2, piece.line))
                row.add(column, piece)
    if label is not None:
        is_named = spec.codes == "economic" and not any(columns[n].key == "code" for n in block.columns)
        if spec.codes is None and not spec.has_units:
            names = _without_blank_rows(spec, number, label, names, rows)
        _add_names(spec, number, label, names, rows, is_named)
        if spec.codes is None and not spec.has_units:
            rows = with_whole_names(spec, label, rows)
    return _with_codes([rows[line] for line in sorted(rows)], columns)


def _with_codes(rows: list[Row], columns: Sequence[Column]) -> list[Row]:
    """The rows, in which a code that a dump has put on a line of its own is with its numbers."""
    kept: list[Row] = []
    for row in rows:
        before = kept[-1] if kept else None
        if before is not None and _is_only(before, columns, "code") and not _has(row, columns, "code"):
            for column, pieces in before.cells.items():
                row.cells.setdefault(column, []).extend(pieces)
            kept.pop()
        kept.append(row)
    return kept


def _is_only(row: Row, columns: Sequence[Column], key: str) -> bool:
    return bool(row.cells) and all(columns[n].key == key for n in row.cells)


def _has(row: Row, columns: Sequence[Column], key: str) -> bool:
    return any(columns[n].key == key for n in row.cells)


def _place(spec: FormSpec, piece: Piece, block: Block, columns: Sequence[Column]) -> int | None:
    """The column of the block in which a piece stands; None where it stands in another block."""
    key = key_number(spec, piece, columns)
    if key is not None:
        return key if key in block.columns else None
    if piece.is_amount:
        column = column_of(piece, columns)
        return column if column in block.columns else None
    keys = [n for n in block.columns if columns[n].key]
    beside = _block_beside(spec, piece, columns)
    if beside is not None:
        return next((n for n in keys if columns[n].key == "label"), None) if beside in block.columns else None
    if keys and block.start - piece.size / 2 <= piece.x0 < block.end:
        return next((n for n in keys if columns[n].key == "label"), keys[0])
    column = column_of(piece, columns)
    is_last = block.columns[-1] == len(columns) - 1
    if column in block.columns and not is_last and piece.x0 >= columns[column].right - piece.size / 2:
        return None  # the name of the next block touches the amounts of this one
    return column if column in block.columns else None


def _block_beside(spec: FormSpec, piece: Piece, columns: Sequence[Column]) -> int | None:
    """The first column of the next block, whose name stands in the room of the amounts of this one: a dump that does not keep
    the width of its letters shifts it there."""
    if piece.size != DUMP_SIZE or len(spec.groups) < 2 or not any(group.knows(piece.text) for group in spec.groups):
        return None
    column = column_of(piece, columns)
    following = None if column is None else column + 1
    is_next = following is not None and following < len(columns) and not columns[following - 1].key and bool(columns[following].key)
    return following if is_next else None


def _add_names(
    spec: FormSpec, number: int, label: int, names: Sequence[Piece], rows: dict[int, Row], is_named: bool
) -> None:
    """Give each piece of a name to its row; a name with a meaning of its own makes a row.

    Args:
        is_named: no codes are printed, so that a row without a number is known by the name of its section alone: 咨询费.
    """
    own = {piece.line for piece in names if piece.line in rows} | {line for line, row in rows.items() if label in row.cells}
    anchors = dict(rows)
    blocks = _blocks(spec, names, own, [row.y for line, row in rows.items() if line not in own])
    for piece in names:
        if piece.line in anchors or piece.line in blocks:
            line = blocks.get(piece.line, piece.line)
            # the rest of a name whose row stands on the page before is a row of its own
            rows.setdefault(line, Row(number, (piece.y0 + piece.y1) / 2, line)).add(label, piece)
            continue
        y = (piece.y0 + piece.y1) / 2
        near = min(anchors.values(), key=lambda row: abs(row.y - y), default=None)
        is_centred = near is not None and near.line not in own and abs(near.y - y) <= _CENTRED * piece.size
        if not is_centred and (_is_row(spec, piece) or is_named and codes.is_economic_name(piece.text)):
            row = Row(number, y, piece.line)
            rows[piece.line] = row
            anchors[piece.line] = row
            own.add(piece.line)
            row.add(label, piece)
            continue
        chosen = near if is_centred else _owner(y, own, anchors)
        if chosen is not None and abs(chosen.y - y) <= _FARTHEST * piece.size:
            chosen.add(label, piece)


def _without_blank_rows(spec: FormSpec, number: int, label: int, names: Sequence[Piece], rows: dict[int, Row]) -> list[Piece]:
    """The rest of the names, where those over several lines of rows without any number have got rows of their own.

    Only between rows whose names stand on their lines: else the lines may be the name of numbers above or below.
    """
    named = {piece.line for piece in names}
    lines = sorted({piece.line for piece in names if piece.line not in rows})
    taken: set[int] = set()
    for count in range(_MOST_LINES, 1, -1):
        for first in range(len(lines) - count + 1):
            run = lines[first : first + count]
            own = [piece for piece in names if piece.line in run]
            if taken.isdisjoint(run) and _is_blank_row(spec, own, named, rows):
                taken.update(run)
                row = Row(number, (own[0].y0 + own[0].y1) / 2, run[0])
                for piece in own:
                    row.add(label, piece)
                rows[run[0]] = row
                named.add(run[0])
    return [piece for piece in names if piece.line not in taken]


def _is_blank_row(spec: FormSpec, pieces: Sequence[Piece], named: set[int], rows: dict[int, Row]) -> bool:
    """True for lines that follow each other and are one known name only together, where no number stands beside them."""
    top, foot = pieces[0].y0, pieces[-1].y1
    whole = "".join(piece.text for piece in pieces)
    if not any(group.knows(whole) for group in spec.groups) or any(_is_row(spec, piece) for piece in pieces[1:]):
        return False
    middles = [(row.y, line in named) for line, row in rows.items()]
    above = max((own for own in middles if own[0] < top), default=None)
    below = min((own for own in middles if own[0] > foot), default=None)
    is_apart = not any(top <= y <= foot for y, _ in middles)
    return is_apart and above is not None and below is not None and above[1] and below[1]


def _blocks(spec: FormSpec, names: Sequence[Piece], own: set[int], bare: Sequence[float]) -> dict[int, int]:
    """The lines of wrapped names, each with the line of its row: lines that follow each other closely.

    Only where the closest lines of one name are nearer to each other than two rows are, and one of them
    is that of a row. A line that is a row's own name stays one, unless the whole name is that of a row. `bare` are
    the heights of rows without a name on their line: such a row within the lines has some of them.
    """
    lines: dict[int, Piece] = {}
    for piece in names:
        lines.setdefault(piece.line, piece)
    ordered = sorted(lines.values(), key=lambda piece: piece.y0 + piece.y1)
    gaps = [(below.y0 + below.y1 - above.y0 - above.y1) / 2 for above, below in pairwise(ordered)]
    if not gaps or max(gaps) <= _SAME_LEADING * min(gaps):
        return {}
    blocks = [[ordered[0]]]
    for piece, gap in zip(ordered[1:], gaps, strict=True):
        if gap <= _SAME_LEADING * min(gaps):
            blocks[-1].append(piece)
        else:
            blocks.append([piece])
    found = {}
    for block in blocks:
        rows = [piece.line for piece in block if piece.line in own]
        whole = replace(block[0], text="".join(piece.text for piece in names if piece.line in {p.line for p in block}))
        is_known = any(group.role(whole.text, set()) is not None or group.knows(whole.text) for group in spec.groups)
        # 合计 ends no wrapped name above it
        is_total = spec.codes is not None and len(block) > 1 and any(_is_row(spec, piece) for piece in block if piece.line in rows)
        has_other_row = any(block[0].y0 < y < block[-1].y1 for y in bare)
        if len(rows) == 1 and not has_other_row and not (is_total and not is_known) and (is_known or not any(_is_row(spec, piece) for piece in block if piece.line != rows[0])):
            found.update({piece.line: rows[0] for piece in block})
        elif not rows and block is blocks[0] and len(blocks) > 1 and not _is_row(spec, whole):
            found.update({piece.line: block[0].line for piece in block})
    return found


def _is_row(spec: FormSpec, piece: Piece) -> bool:
    """True for a name that a row without numbers has: one with an ordinal, or one that is known."""
    ordinal, _ = terms.split_ordinal(piece.text)
    if ordinal and spec.codes is None:
        return True
    if spec.codes is not None or spec.has_units:
        return any(group.role(piece.text, set()) is not None for group in spec.groups)
    return any(group.knows(piece.text) for group in spec.groups)


def _owner(y: float, own: set[int], anchors: dict[int, Row]) -> Row | None:
    """The row that a line of a name belongs to, which stands on no line of a row."""
    above = max((row for row in anchors.values() if row.y <= y), key=lambda row: row.y, default=None)
    below = min((row for row in anchors.values() if row.y > y), key=lambda row: row.y, default=None)
    if above is None or below is None:
        return above or below
    up, down = y - above.y, below.y - y
    if up < _CLEARLY_NEARER * down:
        return above
    if down < _CLEARLY_NEARER * up:
        return below
    if (above.line in own) != (below.line in own):
        return below if above.line in own else above
    return above
