"""The heads of the declared columns among the pieces above the first row of a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ... import terms
from ...specs import FormSpec
from ..columns import may_lie_across
from ..other_columns import other_heads
from .pieces import SPREAD, Piece, is_one_text

_MOST_RUNS = 12
_MOST_LINES = 8
"""A head is broken over so many lines at most."""
_SAME_PLACE = 0.6
"""Parts of the size: lines of one head are centred, or begin, within this; in a dump a column or two."""
_SUMS = ("小计", "合计")
_SHORTEST = 2
"""Characters of a head."""
_LEADING = 2.2
"""Parts of the size: lines of one head follow each other as closely."""


@dataclass(frozen=True)
class Head:
    """A declared head where it stands: its folded text, its place across, its lowest line."""

    text: str
    x0: float
    x1: float
    line: int
    parts: tuple[Piece, ...]

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def find_heads(lines: Sequence[Sequence[Piece]], wanted: frozenset[str]) -> list[Head]:
    """Every head that is one of `wanted`, from left to right; a word within a longer head is none."""
    begun = _beginnings(wanted)
    pieces = [piece for line in lines for piece in _with_spread(_apart(line, wanted, begun))]
    found = [
        _head(chain)
        for piece in pieces
        for chain in _chains((piece,), pieces, begun)
        if _text(chain) in wanted
    ]
    found.sort(key=lambda head: (-len(head.text), head.line))
    kept: list[Head] = []
    for head in found:
        if not any(_shares(head, other) for other in kept):
            kept.append(head)
    return sorted(kept, key=lambda head: head.middle)


@cache
def _beginnings(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:end] for word in words for end in range(len(word) + 1))


def _apart(line: Sequence[Piece], wanted: frozenset[str], begun: frozenset[str]) -> list[Piece]:
    """The pieces of a line; where one head ends and the next begins within a piece, they touch there: 项目 | （按经济分类）合计."""
    found: list[Piece] = []
    for number, piece in enumerate(line):
        before = [""]
        for other in reversed(line[max(number - _MOST_RUNS, 0) : number]):
            before.append(other.text + before[-1])
        ends = range(_SHORTEST, len(piece.text) - _SHORTEST + 1) if terms.fold(piece.text) not in begun else ()
        end = next((end for end in ends if terms.fold(piece.text[end:]) in wanted and any(terms.fold(text + piece.text[:end]) in wanted for text in before)), 0)
        if end:
            at = piece.x0 + (piece.x1 - piece.x0) * end / len(piece.text)
            found += [replace(piece, text=piece.text[:end], x1=at), replace(piece, text=piece.text[end:], x0=at)]
        else:
            found.append(piece)
    return found


def _with_spread(line: Sequence[Piece]) -> Iterator[Piece]:
    """The runs of a line, alone and put together: the heads of two columns may stand side by side,
    the characters of one (项　　目) wide apart.
    """
    for first in range(len(line)):
        run = [line[first]]
        yield line[first]
        for piece in line[first + 1 : first + _MOST_RUNS]:
            is_spread = len(piece.text) == len(run[-1].text) == 1 and piece.x0 - run[-1].x1 <= SPREAD * piece.size
            if piece.is_amount or not (is_one_text(run[-1], piece) or is_spread):
                break
            run.append(piece)
            yield _merged(run)


def _merged(run: Sequence[Piece]) -> Piece:
    first, last = run[0], run[-1]
    text = "".join(piece.text for piece in run)
    return Piece(text, first.x0, last.x1, first.line, first.page, first.y0, first.y1, first.size)


def _chains(
    chain: tuple[Piece, ...], pieces: Sequence[Piece], begun: frozenset[str]
) -> Iterator[tuple[Piece, ...]]:
    """The chain and what grows out of it downwards, as long as some head begins so."""
    if _text(chain) not in begun:
        return
    yield chain
    last = chain[-1]
    if len(chain) == _MOST_LINES:
        return
    for piece in pieces:
        is_below = last.line < piece.line <= last.line + 3 and piece.page == last.page
        is_near = piece.y1 - last.y1 <= _LEADING * piece.size * max(piece.line - last.line, 1)
        if is_below and is_near and _is_under(piece, last):
            yield from _chains((*chain, piece), pieces, begun)


def _is_under(piece: Piece, above: Piece) -> bool:
    """True where both are centred, begin or end at one place: 合计 below 本年支出 is no part of it."""
    if piece.x0 >= above.x1 or piece.x1 <= above.x0:
        return False
    reach = _SAME_PLACE * piece.size
    shifts = piece.middle - above.middle, piece.x0 - above.x0, piece.x1 - above.x1
    return any(abs(shift) <= reach for shift in shifts)


def _text(chain: Sequence[Piece]) -> str:
    return "".join(terms.fold(piece.text) for piece in chain)


def _head(chain: Sequence[Piece]) -> Head:
    # 小计 below a head of several columns is one of them
    is_sum = len(chain) > 1 and chain[-1].folded in _SUMS
    placed = chain[-1:] if is_sum else chain
    return Head(
        _text(chain),
        min(piece.x0 for piece in placed),
        max(piece.x1 for piece in placed),
        chain[-1].line,
        tuple(chain),
    )


def _shares(one: Head, other: Head) -> bool:
    """True where both are made of one print: the same piece, or pieces over each other on a line."""
    return any(
        a.line == b.line and a.x0 < b.x1 and a.x1 > b.x0 for a in one.parts for b in other.parts
    )


def wanted_heads(spec: FormSpec) -> frozenset[str]:
    """The heads of all declared columns, and of those that the form does not have."""
    own = {header for group in spec.groups for column in group.columns for header in column.headers}
    # items that stand side by side have no columns beside them
    return frozenset(own if may_lie_across(spec) else own | other_heads(spec))
