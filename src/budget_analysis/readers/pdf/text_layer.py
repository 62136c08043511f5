"""The characters of a page's text layer, in the page's own coordinates.

pdfium is called by its plain functions: a page has some hundred characters, and one Python
object per character and call would take most of the reader's time.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

LINE_END_HYPHENS = {"\x02": "-", "\ufffe": "-"}
"""pdfium marks a hyphen at the end of a line; it is printed all the same."""
LEAST_SLANT = 5.0
"""Degrees: a page that was put on the scanner by hand is askew by less."""
LARGE = 2.0
"""Parts of the usual size: what is laid across a page in pale letters is as large."""
LARGER = 1.25
"""Parts of the usual size of what is laid over print at several heights, in pale letters too."""
FEWEST_LETTERS = 4
"""Letters of such a text: a word that heads several rows in white on a dark ground is none."""
INTO = 0.25
"""Parts of its size by which a character runs into another one."""
PALE = 140
"""Of 255, on white paper: a title in grey is darker."""
MOST_LAID_OVER = 0.3
"""Part of the characters of a page: with more it is the text of the page, unless one text is laid over it
again and again."""
FEWEST_TILES = 3
"""Times that each letter of such a text stands on a page."""
SAME_LINE, NEXT = 0.1, 0.5
"""Parts of the size: characters of one text differ less in height, and are less apart."""


class RawChar(NamedTuple):
    """A character in the page's own coordinates, with its number in the text layer."""

    number: int
    text: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    size: float
    turn: int
    is_slanted: bool = False
    """Set neither along nor across the page."""


def read_chars(page: Any) -> Iterator[RawChar]:
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    before, scale, turn, is_slanted = (0.0, 0.0, 0.0, 0.0), 0.0, 0, False
    high = 0
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if 0xD800 <= code < 0xDC00:  # a rare character, in two halves where wide characters are short
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + (high - 0xD800) * 0x400 + (code - 0xDC00), 0
        if code <= 32 and pdfium.FPDFText_IsGenerated(page, index):
            continue
        pdfium.FPDFText_GetCharOrigin(page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(page, index, box)
        pdfium.FPDFText_GetMatrix(page, index, matrix)
        placed = matrix.a, matrix.b, matrix.c, matrix.d
        if placed != before:  # the characters of a text are placed alike
            before, scale = placed, math.hypot(matrix.c, matrix.d)
            degrees = math.degrees(math.atan2(matrix.b, matrix.a))
            turn = round(degrees / 90) % 4 * 90
            is_slanted = abs((degrees + 45) % 90 - 45) > LEAST_SLANT
        size = pdfium.FPDFText_GetFontSize(page, index) * scale
        corners = (box.left, box.bottom, box.right, box.top)
        is_unknown = pdfium.FPDFText_HasUnicodeMapError(page, index) == 1
        shown = _character(code, is_unknown)
        yield RawChar(index, shown, x.value, y.value, corners, size, turn, is_slanted)


def watermark(page: Any, chars: Sequence[RawChar]) -> set[int]:
    """The numbers of the characters that are laid across a page: slanted ones, or large pale ones.

    None on a page that is mostly so: a scan may stand askew. A text that is repeated over the whole page is one.
    """
    listed = [char for char in chars if not char.text.isspace()]
    if not listed:
        return set()
    sizes = sorted(char.size for char in listed)
    large = LARGE * sizes[len(sizes) // 2]
    found = {
        char.number
        for char in listed
        if char.is_slanted or (char.size >= large and _is_pale(page, char.number))
    }
    is_page = len(found) > MOST_LAID_OVER * len(listed)
    if is_page and not _is_tiled(listed, found):
        return set()
    rather = LARGER * sizes[len(sizes) // 2]
    pale = [char for char in listed if char.number not in found and rather <= char.size < large and _is_pale(page, char.number)]
    return found | _repeated_over(pale, listed)


def _repeated_over(pale: Sequence[RawChar], chars: Sequence[RawChar]) -> set[int]:
    """Of pale characters, the lines of one text that stands at several heights, where it runs into other print."""
    lines: dict[tuple[int, float], list[RawChar]] = {}
    for char in pale:
        lines.setdefault((char.turn, round(char.y if char.turn % 180 == 0 else char.x, 1)), []).append(char)
    texts: dict[str, list[list[RawChar]]] = {}
    for line in lines.values():
        texts.setdefault("".join(char.text for char in line), []).append(line)
    found: set[int] = set()
    for text, told in texts.items():
        numbers = {char.number for line in told for char in line}
        if len(text) >= FEWEST_LETTERS and len(told) >= FEWEST_TILES:
            others = [char for char in chars if char.number not in numbers]
            if any(_runs_into(char, other) for line in told for char in line for other in others):
                found |= numbers
    return found


def _runs_into(char: RawChar, other: RawChar) -> bool:
    left, bottom, right, top = (sign(a, b) for sign, a, b in zip((max, max, min, min), char.box, other.box, strict=True))
    return min(right - left, top - bottom) > INTO * min(char.size, other.size)


def _is_tiled(chars: Sequence[RawChar], found: set[int]) -> bool:
    """True for characters of one text that is laid over other text again and again."""
    letters = Counter(char.text for char in chars if char.number in found and char.text.isalpha())
    return bool(letters) and len(found) < len(chars) and min(letters.values()) >= FEWEST_TILES


def _is_pale(page: Any, number: int) -> bool:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFText_GetFillColor(page, number, red, green, blue, opacity):
        return False
    darkest = min(red.value, green.value, blue.value)
    return 255 - (255 - darkest) * opacity.value / 255 >= PALE


def count_hidden(page: Any) -> int:
    """How many characters are drawn invisibly."""
    count = 0
    for index in range(pdfium.FPDFText_CountChars(page)):
        owner = pdfium.FPDFText_GetTextObject(page, index)
        if owner:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
            count += mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return count


def _character(code: int, is_unknown: bool) -> str:
    """The character, U+FFFD where the font does not tell; private-use characters are kept."""
    if not code or 0xD800 <= code < 0xE000 or (is_unknown and not 0xE000 <= code < 0xF900):
        return "\ufffd"
    return LINE_END_HYPHENS.get(chr(code), chr(code))


def without_ends(chars: Sequence[RawChar], unseen: Mapping[int, bool]) -> set[int]:
    """The unseen characters without those that a clip cuts off from a text that is seen.

    A number that overflows its cell is read as a whole: what is left of it is another number.
    """
    numbers = set(unseen)
    if any(unseen.values()):
        for order in (chars, chars[::-1]):
            for before, char in pairwise(order):
                if before.number not in numbers and unseen.get(char.number):
                    if _is_next_to(before, char):
                        numbers.discard(char.number)
    return numbers


def _is_next_to(one: RawChar, other: RawChar) -> bool:
    (left, bottom, right, top), (low_x, low_y, high_x, high_y) = one.box, other.box
    apart = max(low_x - right, left - high_x), max(low_y - top, bottom - high_y)
    across = abs(one.y - other.y), abs(one.x - other.x)
    along = one.turn % 180 // 90
    return across[along] <= SAME_LINE * one.size and apart[along] <= NEXT * one.size
