"""Numbers that a program has broken over two lines, because their column is too narrow for them.

`1,287,99` above `7.22` is 1,287,997.22. They are put together only where everything that stands on
the lower line and is made of digits is the rest of what stands above it, and one of them is no number
by itself, or no name of a row stands beside; else the form is refused, or what stands there is a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ... import terms
from ...errors import LocateError
from ...reading import Grid
from ...specs import FormSpec
from .pieces import Piece

_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")
"""What the two parts must be: an amount with two decimals."""
_UPPER = re.compile(r"[-−]?\d[\d,]*\.?\d?")
_TORN = re.compile(r"[-−]?\d[\d,]*(?:\.|,\d{0,2})|[-−]?\d{1,3}(?:,\d{3})*,\d{4,}|[,.]\d[\d,.]*")
"""What no number looks like: its end is missing, or its beginning."""
_SHORT = re.compile(r"[-−]?\d[\d,]*\.\d")
"""A number with one decimal."""
_LOWER = re.compile(r"\d*[\d,]*\.?\d+")
_CODE = re.compile(r"[1-9]\d{4}|[1-9]\d{6}")
_LEADING = 1.7
"""Parts of the size: the two lines of a cell are nearer than this."""


def mended(spec: FormSpec, lines: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The lines in which numbers that are broken over two of them are put together, on the upper one.

    Raises:
        LocateError: numbers may be broken, and nobody can tell.
    """
    found = [list(line) for line in lines]
    pairs = dict(_pairs(spec, found))
    begun = {id(above) for own in pairs.values() for above, _ in own}
    # numbers that end alike, but for those whose end stands below them
    are_fixed = not any(_SHORT.fullmatch(piece.folded) and id(piece) not in begun for line in found for piece in line)
    for number, own in pairs.items():
        rests = {id(rest) for _, rest in own}
        may_be_row = any(_may_name_row(spec, piece) for piece in found[number] if id(piece) not in rests)
        if any(_is_evident(above, rest, are_fixed or not may_be_row) for above, rest in own):
            whole = {id(above): _together(above, rest) for above, rest in own}
            upper = _number_above(found, number)
            found[upper] = [whole.get(id(piece), piece) for piece in found[upper]]
            found[number] = [piece for piece in found[number] if id(piece) not in rests]
        elif spec.has_units or not may_be_row:
            above, rest = own[0]
            raise LocateError(
                f'p.{above.page}, form {spec.id}: "{above.text}" stands closely above "{rest.text}", which may be '
                "one number; the form is not read. Compare with the page"
            )
    return found


def _pairs(spec: FormSpec, lines: Sequence[list[Piece]]) -> Iterator[tuple[int, list[tuple[Piece, Piece]]]]:
    """Lines of which every number may be the rest of one above it, with both parts of each."""
    for number in range(1, len(lines)):
        lower = lines[number]
        rests = [piece for piece in lower if _LOWER.fullmatch(piece.folded)]
        upper = lines[_number_above(lines, number)]
        if not rests or not upper or not _is_next(upper[0], lower[0]) or _counts([piece.folded for piece in upper]):
            continue
        found = [(above, rest) for rest in rests if (above := _above(spec, rest, upper)) is not None]
        if len(found) == len(rests):
            yield number, found


def _number_above(lines: Sequence[list[Piece]], number: int) -> int:
    """The line above; at the top of a page the last line of the page before that holds a number."""
    above = number - 1
    if lines[number] and lines[above] and lines[above][0].page < lines[number][0].page:
        page = lines[above][0].page
        while above > 0 and not any(_UPPER.fullmatch(piece.folded) for piece in lines[above]):
            above -= 1
        if not lines[above] or lines[above][0].page != page:
            return number - 1
    return above


def _may_name_row(spec: FormSpec, piece: Piece) -> bool:
    """True for what the name of a row may be: any text where units are named, else a known name or an ordinal."""
    ordinal, _ = terms.split_ordinal(piece.text)
    known = any(group.knows(piece.text) or group.role(piece.text, set()) is not None for group in spec.groups)
    return spec.has_units or known or bool(ordinal)


def has_torn_rows(grid: Grid) -> bool:
    """True for a table in which the numbers of a row are the rests of those above them."""
    rows: dict[int, dict[int, str]] = {}
    for cell in grid.cells:
        text = terms.fold(cell.text)
        if text and _LOWER.fullmatch(text):
            rows.setdefault(cell.row, {})[cell.column] = text
    texts = {(cell.row, cell.column): terms.fold(cell.text) for cell in grid.cells}
    return any(
        all(make_amount(texts.get((row - 1, column), ""), text) for column, text in cells.items())
        for row, cells in rows.items()
        if not _counts(list(rows.get(row - 1, {}).values()))
    )


def _counts(texts: Sequence[str]) -> bool:
    """True for a row that numbers the columns: 1, 2, 3."""
    numbers = [text for text in texts if text.isdecimal()]
    return bool(numbers) and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_next(upper: Piece, lower: Piece) -> bool:
    """True for lines that follow each other as those of one cell do, also over the end of a page."""
    is_close = lower.y1 - upper.y1 <= _LEADING * max(upper.size, lower.size)
    return is_close if upper.page == lower.page else lower.page == upper.page + 1


def _above(spec: FormSpec, rest: Piece, upper: Sequence[Piece]) -> Piece | None:
    """The one number that this piece is the rest of; None where there is none, or the two make no number."""
    over = [piece for piece in upper if piece.x0 < rest.x1 and piece.x1 > rest.x0]
    if len(over) != 1:
        return None
    above, joint = over[0].folded, over[0].folded + rest.folded
    is_code = bool(spec.codes) and _is_code(above, joint)
    return over[0] if is_code or make_amount(above, rest.folded) else None


def _is_code(above: str, joint: str) -> bool:
    return above.isdecimal() and len(above) not in (3, 5, 7) and _CODE.fullmatch(joint) is not None


def _is_evident(above: Piece, rest: Piece, is_rest: bool) -> bool:
    """True where a part is no number, or the upper lacks the last decimal, which stands alone below it."""
    if is_torn(above.folded) or rest.folded.startswith((".", ",")) or _is_code(above.folded, above.folded + rest.folded):
        return True
    return is_rest and _SHORT.fullmatch(above.folded) is not None and rest.folded.isdecimal()


def is_torn(text: str) -> bool:
    """True for a part of a number whose other part stands elsewhere."""
    return _TORN.fullmatch(text) is not None


def make_amount(above: str, rest: str) -> bool:
    """True for two texts of which the upper is no amount with two decimals and both together are one."""
    return bool(_UPPER.fullmatch(above) and not _AMOUNT.fullmatch(above) and _AMOUNT.fullmatch(above + rest))


def _together(above: Piece, rest: Piece) -> Piece:
    return replace(
        above, text=above.text + rest.text, x0=min(above.x0, rest.x0), x1=max(above.x1, rest.x1), y1=max(above.y1, rest.y1)
    )  # fmt: skip
