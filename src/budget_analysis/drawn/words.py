"""Characters to words, words to cells and to printed lines, all by position.

A word is a run of characters that follow each other without a gap. It goes into a cell as a
whole, so that a number that overflows its cell by a digit is not torn; and lines are made
from words by their baselines, never by the order of the text layer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ..folding import WITHOUT_WIDTH
from ..reading import Box
from .marks import ASCENT, DESCENT, Char

WORD_GAP = 0.3
"""Parts of the size: justified Chinese is spread by less, columns stand further apart."""
NUMBER_GAP = 0.15
"""Parts of the size: the digits of a number follow each other without a gap."""
SQUEEZED = 0.6
"""Parts of the size: Word sets two marks in a row, such as ）。, over each other by half a square."""
_CLOSING, _OPENING = frozenset("，。、；：？！）》」』”’,;:"), frozenset("（《「『“‘")
"""Marks that stand in the left half of their square, and those in the right half: one behind the other they may be set in one square."""
TOUCHING = 0.08
"""Parts of the size: characters this near were set as one text, even across a ruled line."""
SAME_BASELINE = 0.1
_MARKS_OF_NUMBERS = frozenset(".,-−—–")
AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,2}")
"""An amount with its decimals, which nothing but its unit follows in one cell."""
_BEGUN = re.compile(r"[-−(]?\d{1,3}(?:,\d{3})*,")
_GOES_ON = re.compile(r"\d{3}[.,]\d")
"""Of an amount that is typed with a blank behind its comma: 5, 701.81."""
_OF_AMOUNTS = frozenset("元万亿千百")
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u2e80", "\u9fff"
ONE_SPACE, TWO_SPACES = 0.6, 2.0
"""Parts of the size: gaps within a line that are shown as one or two spaces."""
SAME_LINE = 0.5
"""Two words stand on one line when they share this part of the lower one's height."""


@dataclass(slots=True)
class Word:
    """A run of characters; `spaces` are the printed spaces that follow it."""

    chars: list[Char]
    spaces: str = ""
    text: str = field(init=False, default="")
    x0: float = field(init=False, default=0.0)
    x1: float = field(init=False, default=0.0)
    y0: float = field(init=False, default=0.0)
    y1: float = field(init=False, default=0.0)
    size: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        first = self.chars[0]
        self.text = "".join(char.text for char in self.chars)
        self.x0, self.x1 = first.x0, max(char.x1 for char in self.chars)
        self.size = first.size
        self.y0, self.y1 = first.base - ASCENT * self.size, first.base + DESCENT * self.size

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y0, self.x1, self.y1)

    def runs(self) -> list[Word]:
        """The word in parts that were set without a gap: heads of narrow columns stand side by side."""
        parts: list[list[Char]] = []
        for char in self.chars:
            if parts and char.x0 - parts[-1][-1].x1 <= NUMBER_GAP * self.size:
                parts[-1].append(char)
            else:
                parts.append([char])
        return [self] if len(parts) == 1 else [Word(part) for part in parts]

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its words from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        parts = []
        for word, following in zip(self.words, (*self.words[1:], None), strict=True):
            parts.append(word.text)
            if following is not None:
                parts.append(_space_between(word, following))
        return "".join(parts)

    @property
    def box(self) -> Box:
        return around(word.box for word in self.words)


def around(boxes: Iterable[Box]) -> Box:
    first, *rest = boxes
    for box in rest:
        first = first.union(box)
    return first


def make_words(
    chars: Iterable[Char], is_divided: Callable[[float, float, float], bool]
) -> list[Word]:
    """Characters in the order of the text layer to words.

    `is_divided(x0, x1, y)` tells whether a ruled line stands between two characters.
    """
    words: list[Word] = []
    run: list[Char] = []
    chars = [char for char in chars if char.text not in WITHOUT_WIDTH]
    for number, char in enumerate(chars):
        if char.text.isspace():
            if _is_within_amount(run, char, chars[number + 1 : number + 6]):
                run[-1] = run[-1]._replace(x1=char.x1)
                continue
            if run:
                words.append(Word(run))
                run = []
            if words and abs(char.base - words[-1].chars[-1].base) <= SAME_BASELINE * char.size:
                words[-1].spaces += char.text
            continue
        if run and (not _follows(run[-1], char, is_divided) or _begins_name(run, char)):
            words.append(Word(run))
            run = []
        run.append(char)
    if run:
        words.append(Word(run))
    return words


def _is_within_amount(run: Sequence[Char], blank: Char, after: Sequence[Char]) -> bool:
    """True for the one blank of 5, 701.81 where the number stands by itself."""
    if not run or not after or run[-1].text != "," or abs(after[0].base - blank.base) > SAME_BASELINE * blank.size:
        return False
    is_near = max(blank.x0 - run[-1].x1, after[0].x0 - blank.x1) <= NUMBER_GAP * run[-1].size and blank.x1 - blank.x0 <= ONE_SPACE * run[-1].size
    return is_near and bool(_BEGUN.fullmatch("".join(one.text for one in run)) and _GOES_ON.fullmatch("".join(one.text for one in after)))


def _begins_name(run: Sequence[Char], char: Char) -> bool:
    """True for the name of the next block that touches the amount before it: 24.23|一、一般公共服务支出."""
    if not _is_digit(run[-1]) or not _FIRST_IDEOGRAPH <= char.text <= _LAST_IDEOGRAPH or char.text in _OF_AMOUNTS:
        return False
    return AMOUNT.fullmatch("".join(one.text for one in run)) is not None


def _follows(
    char: Char, following: Char, is_divided: Callable[[float, float, float], bool]
) -> bool:
    size = max(char.size, following.size)
    gap = following.x0 - char.x1
    squeezed = 1.0 if char.text in _CLOSING and following.text in _OPENING and following.x0 > char.x0 else SQUEEZED
    if gap > WORD_GAP * size or gap < -squeezed * size or abs(char.base - following.base) > SAME_BASELINE * size:
        return False
    if gap <= TOUCHING * size:
        # a bracket at the beginning of a cell is set half a square to the left: 2.83|（一）
        is_one = _is_of_number(char) == _is_of_number(following)
        left, right = sorted((char.x1, following.x0))
        return is_one or not is_divided(left, right, char.base - 0.3 * size)
    if gap > NUMBER_GAP * size and (_is_digit(char) or _is_digit(following)):
        # the cells of a table without lines may stand this near: 74.69 and the code 302 beside it
        return False
    return not is_divided(char.x1, following.x0, char.base - 0.3 * size)


def _is_of_number(char: Char) -> bool:
    return _is_digit(char) or char.text in _MARKS_OF_NUMBERS


def _is_digit(char: Char) -> bool:
    return char.text.isascii() and char.text.isdigit()


def make_rows(words: Iterable[Word]) -> list[Row]:
    """Words to printed lines, top to bottom; a shifted word joins the line it overlaps most.

    Long words come first and fix the height of their line, so that digits on a shifted
    baseline, marks above the line and small print join it without widening it.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.x0 - word.x1, word.y0, word.x0)):
        best, most = None, SAME_LINE
        for row in rows:
            shared = _shared_height(row[0], word)
            if shared >= most and not _collides(row, word):
                best, most = row, shared
        if best is None:
            rows.append([word])
        else:
            best.append(word)
    rows.sort(key=lambda row: (row[0].y0 + row[0].y1, row[0].x0))
    return [Row(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]


def _shared_height(one: Word, other: Word) -> float:
    lower = min(one.y1 - one.y0, other.y1 - other.y0)
    if lower <= 0:
        return 0.0
    return (min(one.y1, other.y1) - max(one.y0, other.y0)) / lower


def _collides(row: Sequence[Word], word: Word) -> bool:
    """True when the word would be printed over another word of that line."""
    slack = SQUEEZED * word.size
    return any(min(other.x1, word.x1) - max(other.x0, word.x0) > slack for other in row)


def _space_between(word: Word, following: Word) -> str:
    gap = (following.x0 - word.x1) / (max(word.size, following.size) or 1.0)
    printed = "" if gap < 0 else word.spaces
    if gap >= TWO_SPACES:
        return printed if len(printed) > 1 else "  "
    if gap >= ONE_SPACE:
        return printed or " "
    return printed


def text_of(words: Iterable[Word]) -> str:
    """The words of a cell: its printed lines joined by newlines."""
    return "\n".join(row.text for row in make_rows(words))


def majority(word: Word, place: Callable[[float, float], int | None]) -> int | None:
    """Where most characters of the word stand, each by its centre; `place` numbers the places."""
    middle = (word.y0 + word.y1) / 2
    counts = Counter(place((char.x0 + char.x1) / 2, middle) for char in word.chars)
    return counts.most_common(1)[0][0]
