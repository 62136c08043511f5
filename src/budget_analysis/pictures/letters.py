"""Each number is read twice, from strips of other sizes: what both do not give alike is in doubt.

A character of a number that is doubtful makes the whole number so. Nothing is corrected: the first reading stands, the second is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..drawn.marks import Char
from ..drawn.words import Word
from .engine import Letter, Picture, read_strips
from .strips import Strip
from .upright import cut

SURE = 0.9
"""Confidence of a digit that is not in doubt, in both readings."""
ROOM, MORE_ROOM = 0.22, 0.45
"""Parts of the height of the ink that the strips of the first and second reading leave around it."""
HAN, DIGITS = 0.92, 0.74
"""Parts of the size: how high the ink of Chinese characters is, and that of digits."""
ALIKE = 0.25
"""Sizes this near to that of the page are that of the page: ink is measured to a pixel only."""
MIDDLE = 0.36
"""Parts of the size from the baseline up to the middle of the ink."""
APART = 1.4
"""Times the usual distance of two letters: those of one text are nearer."""
_HANS = re.compile(r"[\u3400-\u9fff]{2}")
_TEXTS = re.compile(r"[\d\u3400-\u9fff][\u3400-\u9fff]")
_NUMBER = re.compile(r"[-−–—+(（△▲]?\d[\d,，.．。·:：]*[%％)）]?")
_MATTERS = re.compile(r"[\d.,，．%％\-−]")
_WIDE = re.compile(r"[^\x00-\xff]")
_SAME = str.maketrans("，．。：（）％−–—－", ",..:()%----")
"""Marks that are printed alike: which of them it is is no doubt about a number."""
Span = tuple[int, int]
"""The first letter of a number, and the one behind its last."""


@dataclass(frozen=True)
class Read:
    """A strip as it was read: its letters, which of them are in doubt, and the other reading."""

    strip: Strip
    letters: tuple[Letter, ...]
    doubts: tuple[bool, ...]
    other: str = ""

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)


def read_twice(picture: Picture, strips: Sequence[Strip]) -> list[Read]:
    """The strips of an upright page, without those in which nothing is read.

    The second reading sees each number with one character on either side, in a smaller print.
    """
    first = read_strips([_room(picture, strip, ROOM) for strip in strips])
    asked = [(number, span) for number, letters in enumerate(first) for span in number_spans(letters)]
    again = read_strips([_beside(picture, strips[number], first[number], span) for number, span in asked])
    seconds: dict[int, dict[Span, Sequence[Letter]]] = {}
    for (number, span), letters in zip(asked, again, strict=True):
        seconds.setdefault(number, {})[span] = letters
    return [
        compared(strip, letters, seconds.get(number, {}))
        for number, (strip, letters) in enumerate(zip(strips, first, strict=True))
        if any(not letter.text.isspace() for letter in letters)
    ]


def number_spans(letters: Sequence[Letter]) -> list[Span]:
    """Where the numbers of a text begin and end, by its letters."""
    places = [place for place, letter in enumerate(letters) for _ in letter.text]
    text = "".join(letter.text for letter in letters)
    return [(places[found.start()], places[found.end() - 1] + 1) for found in _NUMBER.finditer(text)]


def compared(strip: Strip, letters: Sequence[Letter], seconds: Mapping[Span, Sequence[Letter]]) -> Read:
    """A strip with its doubts: numbers that their second reading does not give, or that are not certain."""
    doubts = [False] * len(letters)
    others: list[str] = []
    for (start, end), second in seconds.items():
        own = letters[start:end]
        number = _bare(own)
        places = [_bare(second[a:b]) for a, b in number_spans(second)]
        found = next((number_spans(second)[n] for n, one in enumerate(places) if one == number), None)
        if found is not None and _is_sure(own) and _is_sure(second[slice(*found)]):
            continue
        doubts[start:end] = [True] * (end - start)
        others.append("".join(letter.text for letter in second))
    return Read(strip, tuple(letters), tuple(doubts), " ".join(others))


def _room(picture: Picture, strip: Strip, part: float) -> Picture:
    room = part * strip.height
    return cut(picture, strip.x0 - room, strip.y0 - room, strip.x1 + room, strip.y1 + room)


def _beside(picture: Picture, strip: Strip, letters: Sequence[Letter], span: Span) -> Picture:
    """A number with the character before it and the one behind it."""
    room = MORE_ROOM * strip.height
    edges = edges_of(strip, letters)
    x0, x1 = edges[max(0, span[0] - 1)], edges[min(len(letters), span[1] + 1)]
    return cut(picture, x0 - (room if span[0] < 2 else 0), strip.y0 - room,
               x1 + (room if span[1] + 2 > len(letters) else 0), strip.y1 + room)  # fmt: skip


def sides_of(strip: Strip, letters: Sequence[Letter], size: float) -> list[tuple[float, float]]:
    """Where each letter begins and ends, in pixels.

    Before an ideograph that stands wide apart is room: the texts of two columns may have been read as one, heads
    or an amount and the name beside it.
    """
    edges = edges_of(strip, letters)
    sides = list(zip(edges, edges[1:], strict=False))
    room = ROOM * strip.height
    begin, width = strip.x0 - room, strip.x1 - strip.x0 + 2 * room
    middles = [begin + letter.at * width for letter in letters]
    pairs = [letters[number - 1].text + letters[number].text for number in range(1, len(letters))]
    steps = [after - before for before, after in pairwise(middles)]
    usual = max(float(np.median([step for step, pair in zip(steps, pairs, strict=True) if _HANS.fullmatch(pair)] or [0.0])), HAN * size)
    for number, (step, pair) in enumerate(zip(steps, pairs, strict=True)):
        before = usual / 2 if _HANS.fullmatch(pair) else usual / 4  # a digit is half as wide
        if _TEXTS.fullmatch(pair) and step > APART * (before + usual / 2):
            sides[number] = sides[number][0], middles[number] + before
            sides[number + 1] = middles[number + 1] - usual / 2, sides[number + 1][1]
    return sides


def edges_of(strip: Strip, letters: Sequence[Letter]) -> list[float]:
    """Where each letter begins, and where the last one ends, in pixels."""
    room = ROOM * strip.height
    begin, width = strip.x0 - room, strip.x1 - strip.x0 + 2 * room
    places = [begin + letter.at * width for letter in letters]
    between = (float(np.mean(pair)) for pair in zip(places, places[1:], strict=False))
    return [float(strip.x0), *between, float(strip.x1)]


def _is_sure(letters: Sequence[Letter]) -> bool:
    """True where no digit, and no mark within a number, is uncertain; brackets may be of either width."""
    return all(letter.confidence >= SURE for letter in letters if _MATTERS.fullmatch(letter.text))


def _bare(letters: Sequence[Letter]) -> str:
    text = "".join(letter.text for letter in letters if not letter.text.isspace())
    return text.translate(_SAME).rstrip(".,:")


def usual_size(reads: Sequence[Read]) -> float:
    """The size of most letters of a page, in pixels; 0 where there are none."""
    sizes = sorted((_size(read), len(read.letters)) for read in reads)
    half, seen = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        seen += count
        if seen >= half:
            return size
    return 0.0


def _size(read: Read) -> float:
    return read.strip.height / (HAN if _WIDE.search(read.text) else DIGITS)


def words_of(read: Read, usual: float, scale: float) -> list[Word]:
    """A strip as words, in points; spaces part them, and what is wide stays one."""
    size = _size(read)
    is_flat = size < usual and not any(letter.text.isalnum() for letter in read.letters if letter.text != "一")
    if is_flat or abs(size - usual) <= ALIKE * usual:
        size = usual
    base = ((read.strip.y0 + read.strip.y1) / 2 + MIDDLE * size) / scale
    sides = sides_of(read.strip, read.letters, size)
    words: list[Word] = []
    run: list[Char] = []
    for letter, doubt, (x0, x1) in zip(read.letters, read.doubts, sides, strict=True):
        if letter.text.isspace():
            if run:
                words.append(Word(run, " "))
                run = []
            continue
        run.append(Char(letter.text, x0 / scale, max(x0, x1) / scale, base, size / scale, doubt))
    if run:
        words.append(Word(run))
    return words
