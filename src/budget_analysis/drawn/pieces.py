"""Pieces of printed lines: what gutters set off, which of it is a number, what wraps.

A piece is a run of words of one line; pieces under each other that are one wrapped text make a
block; the stretches across the page that pieces cover are bands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..folding import BLANK_MARKS
from ..reading import Box, united
from .words import AMOUNT, NUMBER_GAP, Row, Word, around

GUTTER = 0.5
"""Parts of the size: pieces of a line further apart than this may stand in different columns."""
LEADING = 1.5
"""Parts of the size: lines of one wrapped name are nearer than this, rows of a table are not."""
FEW_LINES = 3
"""Up to so many lines a text that stands alone in its place may be a column of its own."""

_NUMBER = re.compile(r"\(?[-−–△▲]?\d[\d,]*(\.\d+)?%?\)?|" + BLANK_MARKS)


@dataclass(frozen=True)
class Piece:
    """Words of one line that are set off by gutters."""

    words: tuple[Word, ...]
    line: int

    @cached_property
    def text(self) -> str:
        return Row(self.words).text

    @cached_property
    def box(self) -> Box:
        return around(word.box for word in self.words)

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @cached_property
    def is_number(self) -> bool:
        return _is_number(self.text)


Block = list[Piece]
"""Pieces above each other: one wrapped text."""
Band = tuple[float, float]
"""A stretch across the page, from left to right."""


def split_row(row: Row, line: int) -> list[Piece]:
    """The pieces of a printed line, from left to right; `line` is its number on the page."""
    pieces: list[list[Word]] = []
    for word in row.words:
        if pieces and _is_one_text(pieces[-1][-1], word):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [Piece(tuple(words), line) for words in pieces]


def _is_one_text(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    if gap < NUMBER_GAP * word.size:
        return not AMOUNT.fullmatch(before.text)
    return gap < GUTTER * word.size and not (_is_number(before.text) and _is_number(word.text))


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")) is not None


def has_number(pieces: Sequence[Piece]) -> bool:
    return any(piece.is_number for piece in pieces)


def middle(pieces: Sequence[Piece]) -> float:
    """The height of the middle of pieces, in points from the top."""
    box = around(piece.box for piece in pieces)
    return (box.y0 + box.y1) / 2


def overlapped(box: Box, bands: Sequence[Band]) -> list[int]:
    """The numbers of the bands that the box stands in, at least in part."""
    return [number for number, (x0, x1) in enumerate(bands) if box.x0 < x1 and box.x1 > x0]


def find_bands(lines: Sequence[Sequence[Piece]]) -> list[Band]:
    """The stretches across the page that numbers cover, or texts of more lines than one.

    The text of a single line may be that of merged cells and go across columns of numbers.
    """
    pieces = [piece for line in lines for piece in line]
    numbers = [(piece.box.x0, piece.box.x1) for piece in pieces if piece.is_number]
    texts = [(piece.box.x0, piece.box.x1) for piece in pieces if not piece.is_number]
    covered: list[Band] = []
    fewest = 2 if len(lines) > FEW_LINES else 1
    depth, start = 0, 0.0
    for place, step in sorted(edge for x0, x1 in texts for edge in ((x0, 1), (x1, -1))):
        depth += step
        if step > 0 and depth == fewest:
            start = place
        elif step < 0 and depth == fewest - 1:
            covered.append((start, place))
    with_numbers = united(numbers)
    for x0, x1 in texts:
        if not any(x0 < end and x1 > begin for begin, end in with_numbers):
            inside = [(begin, end) for begin, end in covered if x0 < end and x1 > begin]
            if len(inside) > 1:
                covered.append((inside[0][0], inside[-1][1]))
    return united([*numbers, *covered])


def find_blocks(pieces: Iterable[Piece]) -> list[Block]:
    """Texts with their wrapped lines; a number is a text of its own."""
    blocks: list[Block] = []
    for piece in sorted(pieces, key=lambda piece: (piece.line, piece.box.x0)):
        above = None if piece.is_number else _block_above(blocks, piece)
        if above is None:
            blocks.append([piece])
        else:
            above.append(piece)
    return sorted(blocks, key=lambda block: block[-1].line)


def _block_above(blocks: Sequence[Block], piece: Piece) -> Block | None:
    for block in reversed(blocks):
        end = block[-1]
        if (
            end.line < piece.line
            and not end.is_number
            and end.box.x0 < piece.box.x1
            and end.box.x1 > piece.box.x0
            and piece.box.y1 - end.box.y1 <= LEADING * piece.size
        ):
            return block
    return None
