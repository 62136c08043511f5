"""Text that is in the file and that nobody sees: no reader of the page could check it.

Most of it is known by how it is drawn: in the invisible mode, with no opacity, wholly outside of
what it is clipped to. Where only the picture of the page can tell (white text, text of a layer or
of a form that may be switched off), the page is drawn and the place of the character looked at.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

MODES_WITHOUT_PRINT = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
PALE = 200
"""Of 255: a colour whose parts are all above may be that of the paper."""
TRANSPARENT, FAINT = 0, 64
"""Of 255: an opacity of none, and one that may not be seen."""
SCALE = 3
"""Pixels per point: strokes of small print are about one pixel wide."""
MOST_PIXELS = 100_000_000
"""A page of A0; a larger one, which a file can ask for, is not drawn, and its text is kept."""
CONTRAST = 10
"""Of 255: with less between the lightest and the darkest pixel of its place nothing is seen."""


@dataclass
class Suspects:
    """Text objects of a page that may not be seen, by address."""

    certain: set[int] = field(default_factory=set)
    clipped: set[int] = field(default_factory=set)
    by_sight: set[int] = field(default_factory=set)
    """The picture of the page tells."""

    def ask(self, item: Any, depth: int, is_clipped: Callable[[], bool]) -> None:
        """Enter a text object that may not be seen; `depth` counts the forms that it stands in."""
        red, green, blue, opacity = _COLOUR
        pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, opacity)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        is_filled = mode == pdfium.FPDF_TEXTRENDERMODE_FILL
        if mode in MODES_WITHOUT_PRINT or (is_filled and opacity.value == TRANSPARENT):
            self.certain.add(_address(item))
        elif clip and pdfium.FPDFClipPath_CountPaths(clip) > 0 and is_clipped():
            self.clipped.add(_address(item))
        elif (
            depth
            or min(red.value, green.value, blue.value) >= PALE
            or opacity.value < FAINT
            or _is_of_layer(item)
        ):
            self.by_sight.add(_address(item))


_COLOUR = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
_NAME = (ctypes.c_ushort * 16)()
_NAME_LENGTH = ctypes.c_ulong()
_LAYER = "OC\0".encode("utf-16-le")


def _address(item: Any) -> int:
    return ctypes.addressof(item.contents)


def _is_of_layer(item: Any) -> bool:
    """True where the object belongs to optional content, which may be switched off."""
    for number in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, number)
        pdfium.FPDFPageObjMark_GetName(mark, _NAME, ctypes.sizeof(_NAME), _NAME_LENGTH)
        if bytes(_NAME).startswith(_LAYER):
            return True
    return False


def find_unseen(page: Any, text_page: Any, suspects: Suspects, is_scan: bool) -> dict[int, bool]:
    """The numbers of the characters that nobody sees; True where they are cut off by a clip.

    On a scan the invisible text is what optical recognition made of the picture: it is kept.
    """
    certain = set() if is_scan else suspects.certain
    if not (certain or suspects.clipped or suspects.by_sight):
        return {}
    unseen: dict[int, bool] = {}
    asked: list[int] = []
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        owner = pdfium.FPDFText_GetTextObject(text_page, index)
        address = _address(owner) if owner else 0
        if address in certain or address in suspects.clipped:
            unseen[index] = address in suspects.clipped
        elif address in suspects.by_sight and _can_be_drawn(owner, text_page, index):
            asked.append(index)
    if asked:
        unseen.update(dict.fromkeys(_without_ink(page, text_page, asked), False))
    return unseen


def _can_be_drawn(owner: Any, text_page: Any, index: int) -> bool:
    """False where pdfium may lack the character: a Chinese font that is not in the file."""
    if 32 < pdfium.FPDFText_GetUnicode(text_page, index) < 127:
        return True
    return bool(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(owner)) == 1)


def _without_ink(page: Any, text_page: Any, indexes: list[int]) -> Iterator[int]:
    """Those of the characters in whose place the drawn page has one colour only."""
    across, down = page.get_size()
    if across * down * SCALE**2 > MOST_PIXELS:
        return
    picture = page.render(scale=SCALE, grayscale=True)
    width, height, stride = picture.width, picture.height, picture.stride
    pixels = bytes(picture.buffer)
    picture.close()
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    x, y = ctypes.c_int(), ctypes.c_int()
    for index in indexes:
        if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            continue
        corners = []
        for place in ((left.value, bottom.value), (right.value, top.value)):
            pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, *place, x, y)
            corners.append((x.value, y.value))
        (x0, x1), (y0, y1) = (sorted(side) for side in zip(*corners, strict=True))
        if x1 - x0 < 1 or y1 - y0 < 1 or x0 < 0 or y0 < 0 or x1 >= width or y1 >= height:
            continue
        rows = [pixels[row * stride + x0 : row * stride + x1 + 1] for row in range(y0, y1 + 1)]
        if max(map(max, rows)) - min(map(min, rows)) < CONTRAST:
            yield index
