"""The lines of a form to grids with one cell per declared column, which are then read as any grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ... import terms
from ...errors import LocateError
from ...locate import RawForm
from ...reading import Box, Cell, Grid
from ...specs import FormSpec
from ..columns import header_only, may_lie_across
from ..header import HEADER_ONLY
from ..other_columns import begins_block
from . import across
from .broken import mended
from .counted import without_row_numbers
from .columns import Block, Column, blocks_of, column_of, key_number, key_of, place_columns
from .groups import grouped_heads
from .heads import Head, find_heads, wanted_heads
from .pieces import DUMP_SIZE, Piece, Pitch, joined_lines, runs_of, without_glue
from .row import Row
from .rows import rows_of_block

READING = "grid"
_MOST_LOST = 0.03
"""Part of the numbers: with more that stand below no head the columns are not those declared."""


def grid_of_places(raw: RawForm, pitch: Pitch = len) -> tuple[Grid, ...]:
    """The form as one grid per page: a row of heads on the first, then the body.

    `pitch` tells how much room a text of a dump takes: a column for each letter, or two for an ideograph.

    Raises:
        LocateError: there are no two heads of the form above its rows, or its numbers do not stand
            below them.
    """
    runs = runs_of([*raw.lines, *(line for grid in raw.grids for line in grid.lines)], pitch)
    runs = without_glue(raw.spec.codes if raw.spec.is_repeated else None, runs)
    pages = _pages(without_row_numbers(raw.spec, mended(raw.spec, joined_lines(runs))))
    place = f"p.{raw.page}, form {raw.spec.id}"
    wanted = _wanted(raw.spec)
    heads: list[Head] = []
    names: dict[float, str] = {}
    grids: list[Grid] = []
    is_dump = any(line.box is None for line in raw.lines)
    parts: list[tuple[list[Head], list[list[Piece]]]] = []
    for page in pages:
        found, body = _head_and_body(raw.spec, page, runs, wanted)
        found, above = across.leaves(raw.spec, found)
        names.update(above)
        if len(found) < 2 and not heads:
            if _has_amounts(body):
                raise LocateError(f"{place}: numbers stand on page {page[0][0].page} before any head of the form")
            continue
        if len(found) >= 2 and (not heads or [head.text for head in found] == [head.text for head in heads]):
            heads = found
        elif is_dump and _has_amounts(body):
            raise LocateError(
                f"{place}: page {page[0][0].page} of the dump has no heads, and its columns stand elsewhere "
                "than on the page before. Read the PDF of this account instead"
            )
        parts.append((heads, body))
    if not parts:
        raise LocateError(f"{place}: fewer than two heads of its columns were found above its rows")
    _check_numbering(place, heads, pages[0])
    joint = parts if is_dump else [(heads, body) for _, body in parts]
    shared = None if is_dump else place_columns(raw.spec, heads, [line for _, body in parts for line in body])
    for number, (own, body) in enumerate(joint):
        columns = shared or place_columns(raw.spec, own, body)
        _check_numbers(raw.spec, place, columns, body)
        upper = [names.get(column.head.middle, "") for column in columns] if number == 0 else []
        grids.append(_grid(raw.spec, columns, body, upper, number == 0, _page_of(body, raw)))
    return tuple(grids)


def _page_of(body: Sequence[Sequence[Piece]], raw: RawForm) -> int:
    return body[0][0].page if body else raw.page


def _pages(lines: Sequence[list[Piece]]) -> list[list[list[Piece]]]:
    pages: dict[int, list[list[Piece]]] = {}
    for line in lines:
        if line:
            pages.setdefault(line[0].page, []).append(line)
    return [pages[page] for page in sorted(pages)]


def _wanted(spec: FormSpec) -> frozenset[str]:
    heads = wanted_heads(spec)
    if may_lie_across(spec):
        # printed across, the items stand in the heads themselves
        heads |= {label for row in spec.groups[0].rows for label in row.labels}
    return heads


def _has_amounts(body: Sequence[Sequence[Piece]]) -> bool:
    return any(piece.is_amount for line in body for piece in line)


def _head_and_body(
    spec: FormSpec, page: list[list[Piece]], runs: Sequence[list[Piece]], wanted: frozenset[str]
) -> tuple[list[Head], list[list[Piece]]]:
    """The heads above the first row of a page, and the lines of its body."""
    first = next((n for n, line in enumerate(page) if _is_body(spec, line)), len(page))
    upper = [runs[line[0].line] for line in page[:first]]
    found = find_heads(upper, wanted)
    if across.is_across(spec, found):
        heads = found
    else:
        heads = _distinct(spec, _without_total(spec, find_heads(upper, wanted_heads(spec))))
        grouped = grouped_heads(spec, upper)
        heads = grouped if _told(grouped) > _told(heads) else heads
    if len(heads) < 2:
        return [], page
    last = max(head.line for head in heads)
    measures = [head for head in heads if not key_of(spec, head.text)]
    left = min((head.x0 for head in measures), default=float("inf"))
    body = []
    for line in page:
        is_total = any(
            piece.x1 <= left and any(group.role(piece.text, set()) == "total" for group in spec.groups)
            for piece in line
        )
        if (line[0].line > last or (is_total and spec.codes)) and not _is_head_line(spec, line):
            body.append(line)
    return heads, body


def _told(heads: Sequence[Head]) -> tuple[int, int]:
    """How many columns the heads tell apart, then how many there are."""
    return len({head.text for head in heads}), len(heads)


def _is_body(spec: FormSpec, line: Sequence[Piece]) -> bool:
    """True for a line with an amount, a code, or the first name of a numbered list of rows."""
    if _is_head_line(spec, line):
        return False
    for piece in line:
        if piece.is_amount and not piece.is_integer:
            return True
        if piece.is_integer and spec.codes and len(piece.folded) in (3, 5, 7):
            return True
        if piece.is_integer and any(not other.is_amount and _has_role(spec, other) for other in line):
            return True
        ordinal, _ = terms.split_ordinal(piece.text)
        if ordinal and spec.codes is None:
            return True
    return False


def _has_role(spec: FormSpec, piece: Piece) -> bool:
    return any(group.role(piece.text, set()) is not None for group in spec.groups)


def _is_head_line(spec: FormSpec, line: Sequence[Piece]) -> bool:
    """True for 栏次 and 类 款 项, also with the numbers 1, 2, 3 of the columns."""
    words = [piece.folded for piece in line if not piece.is_integer]
    numbers = [int(piece.folded) for piece in line if piece.is_integer]
    if not all(word in header_only(spec) for word in words) or not (words or numbers):
        return False
    if not numbers:
        return True
    return numbers == list(range(1, len(numbers) + 1)) and (bool(words) or len(numbers) > 2)


def _distinct(spec: FormSpec, heads: Sequence[Head]) -> list[Head]:
    """The heads without a second one of the same column over the same place (类款项 below 科目编码)."""
    kept: list[Head] = []
    for head in sorted(heads, key=lambda head: -head.line):
        key = key_of(spec, head.text)
        if not any(
            other.x0 < head.x1 and other.x1 > head.x0 and (key_of(spec, other.text) == key or other.line > head.line)
            for other in kept
        ):
            kept.append(head)
    return sorted(kept, key=lambda head: head.middle)


def _without_total(spec: FormSpec, heads: list[Head]) -> list[Head]:
    """The heads without the name of a row of the total, which is that of a column too (合计)."""
    kept = []
    for head in heads:
        others = [other.x0 for other in heads if other is not head and not key_of(spec, other.text)]
        is_total = any(group.role(head.text, set()) == "total" for group in spec.groups)
        is_lowest = all(
            other.line < head.line for other in heads if other is not head and other.text not in HEADER_ONLY
        )
        if not (is_total and is_lowest and others and head.x1 <= min(others)):
            kept.append(head)
    return kept


def _check_numbering(place: str, heads: Sequence[Head], lines: Sequence[Sequence[Piece]]) -> None:
    """Raises LocateError where a line numbers more columns than there are heads: one was not recognised."""
    for line in lines:
        numbers = [int(piece.folded) for piece in line if piece.is_integer]
        if len(heads) < len(numbers) and numbers == list(range(1, len(numbers) + 1)):
            raise LocateError(
                f"{place}: its columns are numbered up to {numbers[-1]}, but only {len(heads)} heads are known "
                f"({', '.join(head.text for head in heads)}). Compare with the page; the form is not read."
            )


def _check_numbers(
    spec: FormSpec, place: str, columns: Sequence[Column], body: Sequence[Sequence[Piece]]
) -> None:
    # where the columns of a block that the form does not have stand is nobody's business
    end = min((column.head.x0 for column in columns if begins_block(spec, [column.head.text])), default=float("inf"))
    numbers = [piece for line in body for piece in line if piece.is_amount and piece.x0 < end]
    lost = [
        piece
        for piece in numbers
        if key_number(spec, piece, columns) is None and column_of(piece, columns) is None
    ]
    if len(lost) > _MOST_LOST * len(numbers):
        seen = ", ".join(piece.text for piece in lost[:5])
        raise LocateError(
            f"{place}: {len(lost)} of {len(numbers)} numbers ({seen}) stand below none of its heads "
            f"({', '.join(column.head.text for column in columns)}). Compare with the page; the form is not read."
        )


def _grid(
    spec: FormSpec,
    columns: Sequence[Column],
    body: Sequence[Sequence[Piece]],
    above: Sequence[str],
    with_heads: bool,
    page: int,
) -> Grid:
    cells: list[Cell] = []
    first = 0
    if any(above):
        cells.extend(Cell(0, n, text) for n, text in enumerate(above))
        first = 1
    if with_heads:
        cells.extend(
            Cell(first, n, column.head.text, box=_box(column.head.parts)) for n, column in enumerate(columns)
        )
        first += 1
    rows: list[Row] = []
    blocks = blocks_of(columns)
    for number, block in enumerate(blocks):
        rows.extend(rows_of_block(spec, number, block, columns, body))
    _move_merged_labels(spec, rows, columns, blocks)
    lines: dict[int, dict[int, list[Piece]]] = {}
    for row in rows:
        lines.setdefault(row.line, {}).update(row.cells)
    for number, line in enumerate(sorted(lines), start=first):
        cells.extend(_cells(number, lines[line], columns))
    return Grid(page, first + len(lines), len(columns), tuple(cells), kind="aligned")


def _cells(row: int, filled: Mapping[int, list[Piece]], columns: Sequence[Column]) -> Iterator[Cell]:
    """The cells of one row; a blank one is as high as the row and as wide as its column."""
    band = _box([piece for pieces in filled.values() for piece in pieces])
    reading = READING if band else ""
    for number, column in enumerate(columns):
        pieces = sorted(filled.get(number, ()), key=lambda piece: (piece.line, piece.x0))
        # two numbers in one place are no number
        text = ("" if column.key else " / ").join(piece.text for piece in pieces)
        blank = Box(column.left, band.y0, column.right, band.y1) if band else None
        yield Cell(row, number, text, box=_box(pieces) or blank, reading=reading)


def _move_merged_labels(
    spec: FormSpec, rows: Sequence[Row], columns: Sequence[Column], blocks: Sequence[Block]
) -> None:
    """A name merged over two blocks, as 公用经费合计 may be, belongs to the numbers behind it.

    It may stand below the amounts of its own block: what names a row of the form is none.
    """
    by_place = {(row.block, row.line): row for row in rows}
    for row in rows:
        behind = by_place.get((row.block + 1, row.line))
        names = [n for n, pieces in row.cells.items() if columns[n].key or _is_label(spec, pieces)]
        if behind is None or len(names) != len(row.cells) or any(columns[n].key for n in behind.cells):
            continue
        labels = [n for n in names if columns[n].key in ("label", "")]
        own = [n for n in blocks[behind.block].columns if columns[n].key == "label"]
        if len(labels) == len(names) == 1 and own:
            behind.cells[own[0]] = row.cells.pop(labels[0])


def _is_label(spec: FormSpec, pieces: Sequence[Piece]) -> bool:
    text = "".join(piece.text for piece in pieces)
    return any(group.role(text, set()) is not None for group in spec.groups)


def _box(pieces: Sequence[Piece]) -> Box | None:
    if not pieces or pieces[0].size == DUMP_SIZE:
        return None
    return Box(
        min(piece.x0 for piece in pieces),
        min(piece.y0 for piece in pieces),
        max(piece.x1 for piece in pieces),
        max(piece.y1 for piece in pieces),
    )
