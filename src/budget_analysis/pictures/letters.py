"""Each text is read twice, from strips of other sizes: what both do not give alike is in doubt.

Only numbers are asked a second time; a character of a number that is doubtful makes the whole number
so. Nothing is corrected: the first reading stands, the second is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

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
_NUMBER = re.compile(r"[-−–—+(（△▲]?\d[\d,，.．。·:：]*[%％)）]?")
_DIGIT = re.compile(r"\d")
_WIDE = re.compile(r"[^\x00-\xff]")
_SAME = str.maketrans("，．。：（）％−–—－", ",..:()%----")
"""Marks that are printed alike: which of them it is is no doubt about a number."""


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
    """The strips of an upright page, without those in which nothing is read."""
    first = read_strips([_room(picture, strip, ROOM) for strip in strips])
    asked = [number for number, letters in enumerate(first) if any(_DIGIT.match(one.text) for one in letters)]
    again = read_strips([_room(picture, strips[number], MORE_ROOM) for number in asked])
    second = dict(zip(asked, again, strict=True))
    return [
        _compared(strip, letters, second.get(number))
        for number, (strip, letters) in enumerate(zip(strips, first, strict=True))
        if any(not letter.text.isspace() for letter in letters)
    ]


def _room(picture: Picture, strip: Strip, part: float) -> Picture:
    room = part * strip.height
    return cut(picture, strip.x0 - room, strip.y0 - room, strip.x1 + room, strip.y1 + room)


def _compared(strip: Strip, letters: Sequence[Letter], second: Sequence[Letter] | None) -> Read:
    if second is None:
        return Read(strip, tuple(letters), (False,) * len(letters))
    ours, theirs = _bare(letters), _bare(second)
    kept = [number for number, letter in enumerate(letters) if not letter.text.isspace()]
    unlike = {kept[place] for place in _unlike(ours, theirs)}
    unsure = {number for number in kept if letters[number].confidence < SURE}
    others = [letter for letter in second if not letter.text.isspace()]
    for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            if others[block.b + step].confidence < SURE:
                unsure.add(kept[block.a + step])
    text = "".join(letter.text for letter in letters)
    doubts = [False] * len(letters)
    for number in _NUMBER.finditer(text):
        place = range(*number.span())
        if any(at in unlike or at in unsure for at in place):
            for at in place:
                doubts[at] = True
    other = "".join(letter.text for letter in second) if any(doubts) else ""
    return Read(strip, tuple(letters), tuple(doubts), other)


def _bare(letters: Sequence[Letter]) -> str:
    return "".join(letter.text for letter in letters if not letter.text.isspace()).translate(_SAME)


def _unlike(ours: str, theirs: str) -> set[int]:
    """Places of the first text that the second has otherwise; what it has more is beside both neighbours."""
    found: set[int] = set()
    for kind, first, last, begin, end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        found.update(range(first, last))
        if end > begin and _NUMBER_MARK.search(theirs[begin:end]):
            found.update(place for place in (first - 1, last) if 0 <= place < len(ours))
    return found


_NUMBER_MARK = re.compile(r"[\d,.%()-]")


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
    strip, middle = read.strip, (read.strip.y0 + read.strip.y1) / 2
    base = (middle + MIDDLE * size) / scale
    room = ROOM * strip.height
    begin, width = strip.x0 - room, strip.x1 - strip.x0 + 2 * room
    places = [begin + letter.at * width for letter in read.letters]
    edges = [float(strip.x0), *(float(np.mean(pair)) for pair in zip(places, places[1:], strict=False)), float(strip.x1)]
    words: list[Word] = []
    run: list[Char] = []
    for letter, doubt, x0, x1 in zip(read.letters, read.doubts, edges, edges[1:], strict=False):
        if letter.text.isspace():
            if run:
                words.append(Word(run, " "))
                run = []
            continue
        run.append(Char(letter.text, x0 / scale, max(x0, x1) / scale, base, size / scale, doubt))
    if run:
        words.append(Word(run))
    return words
