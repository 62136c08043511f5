"""The pieces of printed lines: what stands by itself in a place of its own, from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ... import codes, terms
from ...folding import BLANK_MARKS
from ...pitch import columns
from ...reading import Line

AMOUNT = re.compile(r"[-−–△▲(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?|" + BLANK_MARKS)
INTEGER = re.compile(r"\d+")
_DIGITS = re.compile(r"[-−]?\d[\d,.]*")
"""A number, or a part of one."""
GUTTER = 0.5
"""Parts of the size: words nearer than this are one text."""
SPREAD = 2.6
"""Parts of the size: single characters set wide apart (项　　目) are one word up to here."""
_CODE_AND_NAME = re.compile(r"(\d{3}|\d{5}|\d{7})(?=[\u3400-\u9fff])")
"""A code that touches its name."""
_AMOUNT_AND_NAME = re.compile(r"([-−]?\d[\d,]*\.\d{2})(?=(?:[一二三四五六七八九十]{1,4}、|[(（][一二三四五六七八九十]{1,3}[)）])[\u3400-\u9fff])")
"""An amount that touches the name of the next block: 9.00一、一般公共服务支出."""
_ORDINAL = re.compile(r"[(（]\d{1,2}[)）]")
_NEAR_ORDINAL = 1.0
"""Parts of the size: an ordinal in brackets stands as near before its name."""
DUMP_SIZE = 1.0
"""The size of the characters of a dump, whose places are counted in characters."""
_GLUED = re.compile(r"(?P<amount>[-−]?\d[\d,]*\.\d{2})(?P<code>\d{3}|\d{5})")
"""An amount that touches the code of the next block: 734.73|30201."""
_FEWEST_GLUED = 2
Pitch = Callable[[str], int]
"""How much room a text of a dump takes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its place; `line` counts the lines of the form from 0, over all its pages."""

    text: str
    x0: float
    x1: float
    line: int
    page: int
    y0: float
    y1: float
    size: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def folded(self) -> str:
        return terms.fold(self.text)

    @property
    def is_amount(self) -> bool:
        """A number, also a whole one, or a dash."""
        return AMOUNT.fullmatch(self.folded) is not None

    @property
    def is_integer(self) -> bool:
        return INTEGER.fullmatch(self.folded) is not None


def runs_of(lines: Sequence[Line], pitch: Pitch = len) -> list[list[Piece]]:
    """What each line is set of, lines from top to bottom: nothing put together yet.

    `pitch` tells how much room a text of a dump takes.
    """
    if all(line.box is not None for line in lines):
        ordered = sorted(lines, key=_height)
        return [_of_page(line, number) for number, line in enumerate(ordered)]
    return [_of_dump(line, number, pitch) for number, line in enumerate(lines)]


def joined_lines(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The lines with the runs of one text put together; a number is always a piece of its own."""
    return [joined(line) for line in lines]


def glued_codes(classification: str | None, texts: Iterable[str]) -> bool:
    """True where amounts end with codes, each another one: no office prints so many decimals."""
    found = [match["code"] for match in map(_GLUED.fullmatch, texts) if match]
    known = [code for code in found if classification and codes.name(classification, code)]
    return len(set(known)) >= _FEWEST_GLUED and 2 * len(known) > len(found) and len(set(found)) == len(found)


def without_glue(classification: str | None, lines: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The lines, in which codes that touch the amounts before them are pieces of their own."""
    if not glued_codes(classification, (piece.folded for line in lines for piece in line)):
        return list(lines)
    return [list(_parted(line, _GLUED)) for line in lines]


def _height(line: Line) -> tuple[int, float]:
    assert line.box is not None
    return line.page, line.box.y0 + line.box.y1


def _of_page(line: Line, number: int) -> list[Piece]:
    assert line.box is not None
    box = line.box
    size = max(box.y1 - box.y0, 1.0)
    words = [
        Piece(line.text[start:end], x0, x1, number, line.page, box.y0, box.y1, size)
        for start, end, x0, x1 in line.stops
    ]
    return list(_parted(_parted(words), _AMOUNT_AND_NAME))


def _parted(words: Iterable[Piece], pattern: re.Pattern[str] = _CODE_AND_NAME) -> Iterator[Piece]:
    """The words; the first group of the pattern apart from what touches it: a code from its name."""
    for word in words:
        match = pattern.match(word.text)
        if match is None:
            yield word
            continue
        end = match.end(1)
        at = word.x0 + (word.x1 - word.x0) * columns(word.text[:end]) / columns(word.text)
        yield replace(word, text=word.text[:end], x1=at)
        yield replace(word, text=word.text[end:], x0=at)


def _of_dump(line: Line, number: int, pitch: Pitch) -> list[Piece]:
    words = []
    for match in re.finditer(r"\S+", line.text):
        start, end = pitch(line.text[: match.start()]), pitch(line.text[: match.end()])
        words.append(Piece(match.group(), start, end, number, line.page, number, number + 1, DUMP_SIZE))
    return list(_parted(words))


def joined(words: Iterable[Piece]) -> list[Piece]:
    """Runs of one text put together; a number is always a piece of its own."""
    pieces: list[Piece] = []
    for word in words:
        if pieces and is_one_text(pieces[-1], word):
            before = pieces[-1]
            pieces[-1] = Piece(
                before.text + word.text, before.x0, max(before.x1, word.x1), word.line, word.page,
                min(before.y0, word.y0), max(before.y1, word.y1), word.size,
            )  # fmt: skip
        else:
            pieces.append(word)
    return pieces


def is_one_text(before: Piece, word: Piece) -> bool:
    """True for texts that follow each other closely; one blank is close in a dump."""
    if _ORDINAL.fullmatch(before.text) and word.size != DUMP_SIZE and not word.is_amount:
        return word.x0 - before.x1 < _NEAR_ORDINAL * word.size
    if before.is_amount or word.is_amount or _DIGITS.fullmatch(before.folded) or _DIGITS.fullmatch(word.folded):
        return False
    reach = 1.5 if word.size == DUMP_SIZE else GUTTER * word.size
    return word.x0 - before.x1 < reach
