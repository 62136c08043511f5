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
from ...folding import BLANK_MARKS
from ...reading import Grid
from ...specs import FormSpec
from .pieces import Piece

_AMOUNT = re.compile(r"[-−]?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)\.\d{2}")
"""What the two parts must be: an amount with two decimals, which no further zero begins (0|79.00)."""
_UPPER = re.compile(r"[-−]?\d[\d,]*\.?\d?")
_TORN = re.compile(r"[-−]?\d[\d,]*(?:\.|,\d{0,2})|[-−]?\d{1,3}(?:,\d{3})*,\d{4,}|[,.]\d[\d,.]*")
"""What no number looks like: its end is missing, or its beginning."""
_SHORT = re.compile(r"[-−]?\d[\d,]*\.\d")
"""A number with one decimal."""
_LOWER = re.compile(r"\d*[\d,]*\.?\d+")
_DASH = re.compile(BLANK_MARKS)
_CODE = re.compile(r"[1-9]\d{4}|[1-9]\d{6}")
_LEVEL = 2
"""Digits that a code has more than the one above it in the classification: alone they are no code."""
_SAME_PLACE = 0.3
"""Parts of the size: two lines of a cell begin, or are centred, within this."""
_LEADING = 1.7
"""Parts of the size: the two lines of a cell are nearer than this."""


def mended(spec: FormSpec, lines: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The lines in which numbers that are broken over two of them are put together, on the upper one.

    Raises:
        LocateError: numbers may be broken, and nobody can tell.
    """
    found = [list(line) for line in lines]
    pairs = dict(_pairs(spec, found))
    begun = {id(above) for _, _, own in pairs.values() for above, _ in own}
    # numbers that end alike, but for those whose end stands below them
    are_fixed = not any(_SHORT.fullmatch(piece.folded) and id(piece) not in begun for line in found for piece in line)
    for number, (upper, target, own) in pairs.items():
        rests = {id(rest) for _, rest in own}
        may_be_row = any(_may_name_row(spec, piece) for piece in found[number] if id(piece) not in rests)
        if any(_is_evident(above, rest, are_fixed or not may_be_row) for above, rest in own):
            whole = {id(above): _together(above, rest) for above, rest in own}
            if target == upper:
                found[upper] = [whole.get(id(piece), piece) for piece in found[upper]]
            elif target == number:
                joint = {id(rest): replace(whole[id(above)], line=rest.line) for above, rest in own}
                found[number] = [joint.get(id(piece), piece) for piece in found[number]]
                found[upper] = [piece for piece in found[upper] if id(piece) not in whole]
                continue
            else:
                middle = [replace(piece, line=found[target][0].line) for piece in whole.values()]
                found[target] = sorted([*found[target], *middle], key=lambda piece: piece.x0)
                found[upper] = [piece for piece in found[upper] if id(piece) not in whole]
            found[number] = [piece for piece in found[number] if id(piece) not in rests]
        elif target != number and (spec.has_units or not may_be_row):
            above, rest = own[0]
            raise LocateError(
                f'p.{above.page}, form {spec.id}: "{above.text}" stands closely above "{rest.text}", which may be '
                "one number; the form is not read. Compare with the page"
            )
    return found


Pairs = list[tuple[Piece, Piece]]
"""Both parts of each number that is broken."""


def _pairs(spec: FormSpec, lines: Sequence[list[Piece]]) -> Iterator[tuple[int, tuple[int, int, Pairs]]]:
    """Lines of which every number may be the rest of one above it: where that one stands, and on which line both belong.

    The two lines of a cell stand above and below what its row prints on one line.
    """
    taken: set[int] = set()
    for number in range(1, len(lines)):
        rests = [piece for piece in lines[number] if _LOWER.fullmatch(piece.folded)]
        if not rests:
            continue
        for upper, target in _lines_above(lines, number):
            own = _own_pairs(spec, lines[upper], lines[number], rests)
            if own and (target == upper or not any(_over(rest, lines[target]) for rest in rests)):
                taken.update(id(rest) for _, rest in own)
                yield number, (upper, target, own)
                break
        else:
            own = _begun_pairs(spec, lines[number - 1], lines[number])
            if own and not any(id(above) in taken for above, _ in own):
                yield number, (number - 1, number, own)


def _lines_above(lines: Sequence[list[Piece]], number: int) -> Iterator[tuple[int, int]]:
    """The lines on which the beginning of a number may stand, each with the one that both parts belong to."""
    above = _number_above(lines, number)
    yield above, above
    if number > 1 and lines[number - 1] and lines[number - 2]:
        pages = {lines[n][0].page for n in (number - 2, number - 1, number)}
        if len(pages) == 1:
            yield number - 2, number - 1


def _own_pairs(spec: FormSpec, upper: Sequence[Piece], lower: Sequence[Piece], rests: Sequence[Piece]) -> Pairs:
    """Each of the rests with what stands above it; empty unless all of them are rests."""
    if not upper or not _is_next(upper[0], lower[0]) or _counts([piece.folded for piece in upper]):
        return []
    found = [(above, rest) for rest in rests if (above := _above(spec, rest, upper)) is not None]
    return found if len(found) == len(rests) else []


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
    """True for a table in which the numbers of a row are the rests of those above them, or have theirs below.

    What stays whole, or is blank, may stand in the middle between the halves of broken numbers.
    """
    rows: dict[int, dict[int, str]] = {}
    for cell in grid.cells:
        text = terms.fold(cell.text)
        if text and _LOWER.fullmatch(text):
            rows.setdefault(cell.row, {})[cell.column] = text
    texts = {(cell.row, cell.column): terms.fold(cell.text) for cell in grid.cells}

    def beside(row: int, column: int, step: int) -> str:
        near = texts.get((row + step, column), "")
        return texts.get((row + 2 * step, column), "") if not near or _DASH.fullmatch(near) else near

    return any(
        all(make_amount(beside(row, column, -1), text) for column, text in cells.items())
        for row, cells in rows.items()
        if not _counts(list(rows.get(row - 1, {}).values()))
    ) or any(
        all(make_amount(text, beside(row, column, 1)) for column, text in cells.items())
        for row, cells in rows.items()
        if not _counts(list(cells.values()))
    )


def _counts(texts: Sequence[str]) -> bool:
    """True for a row that numbers the columns: 1, 2, 3."""
    numbers = [text for text in texts if text.isdecimal()]
    return bool(numbers) and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_next(upper: Piece, lower: Piece) -> bool:
    """True for lines that follow each other as those of one cell do, also over the end of a page."""
    is_close = lower.y1 - upper.y1 <= _LEADING * max(upper.size, lower.size)
    return is_close if upper.page == lower.page else lower.page == upper.page + 1


def _begun_pairs(spec: FormSpec, upper: Sequence[Piece], lower: Sequence[Piece]) -> Pairs:
    """Where the lower line of the cells is the line of the row itself: every number above it with its rest."""
    begun = [piece for piece in upper if _UPPER.fullmatch(piece.folded)]
    found = []
    for above in begun:
        rests = _over(above, lower)
        if len(rests) == 1 and _above(spec, rests[0], upper) is above:
            found.append((above, rests[0]))
    is_whole = bool(found) and len(found) == len(begun)
    return found if is_whole and upper[0].page == lower[0].page and _is_next(upper[0], lower[0]) and not _counts([piece.folded for piece in upper]) else []


def _above(spec: FormSpec, rest: Piece, upper: Sequence[Piece]) -> Piece | None:
    """The one number that this piece is the rest of; None where there is none, or the two make no number."""
    over = _over(rest, upper)
    if len(over) != 1:
        return None
    is_code = bool(spec.codes) and _is_code(over[0], rest)
    return over[0] if is_code or make_amount(over[0].folded, rest.folded) else None


def _over(rest: Piece, upper: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in upper if piece.x0 < rest.x1 and piece.x1 > rest.x0]


def _is_code(above: Piece, rest: Piece) -> bool:
    """True for a code broken within its cell: 208050|1; of 20805|01 both begin at one place, or are centred."""
    joint = above.folded + rest.folded
    if not above.folded.isdecimal() or _CODE.fullmatch(joint) is None:
        return False
    shift = min(abs(rest.x0 - above.x0), abs(rest.middle - above.middle))
    is_set_alike = len(rest.folded) == _LEVEL and shift <= _SAME_PLACE * rest.size
    return len(above.folded) not in (3, 5, 7) or is_set_alike


def _is_evident(above: Piece, rest: Piece, is_rest: bool) -> bool:
    """True where a part is no number, or the upper lacks the last decimal, which stands alone below it."""
    if is_torn(above.folded) or rest.folded.startswith((".", ",")) or _is_code(above, rest):
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
