"""Which column each piece of the body stands in: below which head, left or right of which numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ... import codes
from ...reading import united
from ...specs import FormSpec
from .edges import by_edges
from .heads import Head
from .pieces import DUMP_SIZE, Piece

_CODE_LENGTHS = (2, 3, 5, 7)
_SHORTEST_CLASS = 3
_DUMP_REACH, _DUMP_SHIFT = 1.5, 4.0
"""Characters: a dump that keeps its columns has numbers of one column within the first, and all
columns below their heads within the second."""
_LONGEST_LINE_NO = 3
_EDGE = 0.35
"""Parts of the size: numbers that end within this are set to the right."""
Band = tuple[float, float]


@dataclass(frozen=True)
class Column:
    """A declared column where it stands; `key` is empty for a measure."""

    head: Head
    key: str
    bands: tuple[Band, ...] = ()

    @property
    def left(self) -> float:
        return min([self.head.x0, *(band[0] for band in self.bands)])

    @property
    def right(self) -> float:
        return max([self.head.x1, *(band[1] for band in self.bands)])


@dataclass(frozen=True)
class Block:
    """Columns that belong together: keys, then measures, from left to right, with the room of the keys."""

    columns: tuple[int, ...]
    start: float
    end: float


def key_of(spec: FormSpec, text: str) -> str:
    """The key that a head names; empty for a measure."""
    columns = [column for group in spec.groups for column in group.columns if text in column.headers]
    return next((column.name for column in columns if column.is_key), "")


def place_columns(spec: FormSpec, heads: Sequence[Head], body: Sequence[Sequence[Piece]]) -> list[Column]:
    """The columns with the stretches that their numbers cover."""
    plain = [Column(head, key_of(spec, head.text)) for head in heads]
    columns = [_with_line_numbers(plain, number, body) for number in range(len(plain))]
    numbers = [
        piece for line in body for piece in line if piece.is_amount and key_number(spec, piece, columns) is None
    ]
    bands = united((piece.x0, piece.x1) for piece in numbers)
    is_right = _are_set_right(numbers, bands)
    if is_right is None and heads and (any(low >= heads[-1].x1 for low, _ in bands) or _begin_at_one_place(heads)):
        # behind the last head only numbers that are set to the right can stand, and so between heads that are set to the left
        is_right = True
    own: dict[int, list[Band]] = {}
    is_dump = bool(numbers) and numbers[0].size == DUMP_SIZE
    if is_dump and not _keeps_columns(numbers, bands):
        return columns
    full = _in_order(numbers, bands, columns) if is_dump or is_right is None else {}
    beside = {} if full or is_right is not None else _in_middle(bands, columns) or by_edges(bands, columns)
    for band in bands:
        number = full[band] if full else _column_below(band, columns, is_right)
        number = beside.get(band) if number is None else number
        if is_dump and not full and number != _nearest(band, columns):
            number = None
        if number is not None:
            own.setdefault(number, []).append(band)
    if is_dump and not full and (not _are_shifted_alike(own, columns) or _may_be_beside(own, columns)):
        return columns
    return [
        Column(column.head, column.key, column.bands or tuple(own.get(number, ())))
        for number, column in enumerate(columns)
    ]


def _with_line_numbers(columns: Sequence[Column], number: int, body: Sequence[Sequence[Piece]]) -> Column:
    """The column of line numbers with all that are set to one side of it: 1 to 9 may stand beside its head, 10 below it.

    Where none stands below it, those that count the lines between the heads beside it.
    """
    column = columns[number]
    if column.key != "line_no":
        return column
    numbers = [piece for line in body for piece in line if piece.is_integer and len(piece.folded) <= _LONGEST_LINE_NO]
    below = [piece for piece in numbers if _stands_below(piece, column)]
    if not below:
        start = columns[number - 1].head.x1 if number else float("-inf")
        end = columns[number + 1].head.x0 if number + 1 < len(columns) else float("inf")
        below = [piece for piece in numbers if start <= piece.x0 and piece.x1 <= end]
        if any(int(after.folded) != int(before.folded) + 1 for before, after in pairwise(below)):
            return column

    def is_aligned(piece: Piece) -> bool:
        reach = _EDGE * piece.size
        return any(abs(piece.x0 - own.x0) <= reach or abs(piece.x1 - own.x1) <= reach for own in below)

    found = united((piece.x0, piece.x1) for piece in numbers if is_aligned(piece))
    return Column(column.head, column.key, tuple(found))


def _keeps_columns(numbers: Sequence[Piece], bands: Sequence[Band]) -> bool:
    """True where the numbers of each band begin, end or are centred at one place."""
    for low, high in bands:
        own = [piece for piece in numbers if low <= piece.middle <= high]
        spreads = [
            max(places) - min(places)
            for places in zip(*((p.x0, p.x1, p.middle) for p in own), strict=True)
        ]
        if min(spreads, default=0.0) > _DUMP_REACH:
            return False
    return True


def _are_shifted_alike(own: Mapping[int, Sequence[Band]], columns: Sequence[Column]) -> bool:
    """True where numbers stand below their heads, all shifted by as much."""
    shifts = [
        (bands[0][0] + bands[-1][1]) / 2 - columns[number].head.middle for number, bands in own.items()
    ]
    return not shifts or max(shifts) - min(shifts) <= _DUMP_SHIFT


def _begin_at_one_place(heads: Sequence[Head]) -> bool:
    """True where the lines of heads begin, and do not end, at one place."""
    broken = [head.parts for head in heads if len({part.line for part in head.parts}) > 1]
    reaches = [_EDGE * parts[0].size for parts in broken]
    begins = [max(part.x0 for part in parts) - min(part.x0 for part in parts) for parts in broken]
    middles = [max(part.middle for part in parts) - min(part.middle for part in parts) for parts in broken]
    are_left = all(begin <= reach for begin, reach in zip(begins, reaches, strict=True))
    return are_left and any(middle > reach for middle, reach in zip(middles, reaches, strict=True))


def _may_be_beside(own: Mapping[int, Sequence[Band]], columns: Sequence[Column]) -> bool:
    """True where numbers that stand below no head may as well be those of the columns beside: all shifted by as much."""
    if all(low < columns[n].head.x1 and high > columns[n].head.x0 for n, bands in own.items() for low, high in bands):
        return False
    measures = [number for number, column in enumerate(columns) if not column.key]
    for step in (-1, 1):
        places = {number: measures.index(number) + step for number in own}
        if all(0 <= place < len(measures) for place in places.values()):
            moved = {measures[place]: own[number] for number, place in places.items()}
            if _are_shifted_alike(moved, columns):
                return True
    return False


def _in_order(
    numbers: Sequence[Piece], bands: Sequence[Band], columns: Sequence[Column]
) -> dict[Band, int]:
    """Band to column where some line has a number for every measure; empty where none has.

    Heads and numbers of a dump may be shifted against each other by the width of Chinese characters.
    """
    measures = [number for number, column in enumerate(columns) if not column.key]
    lines = Counter(piece.line for piece in numbers)
    if len(bands) != len(measures) or len(measures) not in lines.values():
        return {}
    return dict(zip(bands, measures, strict=True))


def _in_middle(bands: Sequence[Band], columns: Sequence[Column]) -> dict[Band, int]:
    """Bands that lie between the middles of two columns, all on one side of their heads' middles.

    Columns of one width part halfway between their heads, so that a number that does not reach over
    that place stands in the nearer one.
    """
    measures = [number for number, column in enumerate(columns) if not column.key]
    found: dict[Band, int] = {}
    sides = set()
    for band in bands:
        number = _nearest(band, columns)
        if number is None:
            return {}
        middle, place = columns[number].head.middle, measures.index(number)
        low = (columns[measures[place - 1]].head.middle + middle) / 2 if place else float("-inf")
        after = measures[place + 1 : place + 2]
        high = (columns[after[0]].head.middle + middle) / 2 if after else float("inf")
        if band[0] < low or band[1] > high or number in found.values():
            return {}
        sides.add((band[0] + band[1]) / 2 > middle)
        found[band] = number
    return found if len(sides) == 1 else {}


def _nearest(band: Band, columns: Sequence[Column]) -> int | None:
    """The measure whose head stands nearest to the middle of the band."""
    middle = (band[0] + band[1]) / 2
    measures = [number for number, column in enumerate(columns) if not column.key]
    return min(measures, key=lambda n: abs(columns[n].head.middle - middle), default=None)


def key_number(spec: FormSpec, piece: Piece, columns: Sequence[Column]) -> int | None:
    """The column of a code or a line number; None for all else."""
    if not piece.is_integer:
        return None
    text = piece.folded
    for number, column in enumerate(columns):
        if column.key == "label" and spec.codes is not None and _is_code_in_name(spec.codes, piece, number, columns):
            return number
        if column.key not in ("code", "line_no"):
            continue
        if column.key == "code":
            if spec.codes is not None and _may_be_code(spec.codes, text) and _is_before_name(piece, number, columns):
                return number
        elif len(text) <= _LONGEST_LINE_NO and _stands_below(piece, column):
            return number
    return None


def _stands_below(piece: Piece, column: Column) -> bool:
    reach = piece.size / 2
    return piece.x0 < column.right + reach and piece.x1 > column.left - reach


def _may_be_code(classification: str, text: str) -> bool:
    """True for a code or a part of one; whole numbers such as 699 may be amounts that stand beside it."""
    is_class = len(text) < _SHORTEST_CLASS or text[0] in codes.FIRST_DIGITS[classification]
    return len(text) in _CODE_LENGTHS and is_class


def _is_code_in_name(classification: str, piece: Piece, number: int, columns: Sequence[Column]) -> bool:
    """True for the code before a name, both in one column: the first one, whose form has no column of codes."""
    if number or any(column.key == "code" for column in columns):
        return False
    is_code = len(piece.folded) in codes.LENGTHS[classification] and piece.folded[0] in codes.FIRST_DIGITS[classification]
    return is_code and piece.x1 < min((column.head.x0 for column in columns if not column.key), default=0.0)


def _is_before_name(piece: Piece, number: int, columns: Sequence[Column]) -> bool:
    """True between the columns before and the name of the row; codes in parts stand beside each other."""
    start = columns[number - 1].head.x1 if number else float("-inf")
    names = (column.head.middle for column in columns[number + 1 : number + 2] if column.key == "label")
    end = next(names, columns[number].head.x1 + piece.size)
    return start - piece.size / 2 <= piece.x0 and piece.x1 <= end


def _column_below(band: Band, columns: Sequence[Column], is_right: bool | None) -> int | None:
    """The measure whose head the band stands below; beside all heads, the one it is set to."""
    measures = [number for number, column in enumerate(columns) if not column.key]
    over = [n for n in measures if columns[n].head.x0 < band[1] and columns[n].head.x1 > band[0]]
    if len(over) == 1:
        return over[0]
    if over or is_right is None:
        return None
    if is_right:
        left = [n for n, column in enumerate(columns) if column.head.x1 <= band[0]]
        return left[-1] if left and not columns[left[-1]].key else None
    right = [n for n, column in enumerate(columns) if column.head.x0 >= band[1]]
    return right[0] if right and not columns[right[0]].key else None


def _are_set_right(numbers: Sequence[Piece], bands: Sequence[Band]) -> bool | None:
    """Whether numbers end at one place; None where they do not tell."""
    right = left = 0
    for low, high in bands:
        own = [piece for piece in numbers if low <= piece.middle <= high]
        widths = {round(piece.x1 - piece.x0, 1) for piece in own}
        if len(widths) < 2:
            continue
        reach = _EDGE * own[0].size
        right += max(p.x1 for p in own) - min(p.x1 for p in own) <= reach
        left += max(p.x0 for p in own) - min(p.x0 for p in own) <= reach
    return None if right == left else right > left


def column_of(piece: Piece, columns: Sequence[Column]) -> int | None:
    """The measure in whose stretch the piece stands, its head's where it has no numbers."""
    measures = [number for number, column in enumerate(columns) if not column.key]
    inside = [
        n for n in measures if any(low < piece.x1 and high > piece.x0 for low, high in columns[n].bands)
    ]
    if not inside:
        inside = [n for n in measures if columns[n].head.x0 < piece.x1 and columns[n].head.x1 > piece.x0]
    return inside[0] if len(inside) == 1 else None


def blocks_of(columns: Sequence[Column]) -> list[Block]:
    """The columns in blocks: a key behind a measure begins the next one."""
    starts = [0, *(n for n, (a, b) in enumerate(pairwise(columns), start=1) if not a.key and b.key)]
    blocks = []
    for first, after in zip(starts, [*starts[1:], len(columns)], strict=True):
        numbers = tuple(range(first, after))
        start = columns[first - 1].right if first else float("-inf")
        measures = [columns[n] for n in numbers if not columns[n].key]
        end = measures[0].left if measures else float("inf")
        blocks.append(Block(numbers, start, end))
    return blocks
