"""The letters of a stamp drawn on a page: red ones within a red ring.

They stand over what is printed there and are no part of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from ...drawn.views import IDENTITY, Matrix, combine
from ...reading import Box
from .outlines import bounds_of, matrix_of
from .text_layer import RawChar

LEAST_RED, MOST_OTHER = 150, 110
"""Of 255: a stamp is red, whatever the paper."""
SMALLEST, LARGEST = 60.0, 200.0
"""Points across: a ring around one number is smaller, no stamp is larger."""
ROUNDEST = 2.0
"""Times as wide as high at most; some stamps are ovals."""
DEEPEST = 8
"""Form XObjects nest; deeper than this is a loop in a damaged file."""


def stamped(page: Any, text_page: Any, chars: Sequence[RawChar]) -> set[int]:
    """The numbers of the characters that belong to a stamp."""
    rings = list(_rings(page.raw))
    if not rings:
        return set()
    return {
        char.number
        for char in chars
        if any(_is_within((char.box[0] + char.box[2]) / 2, (char.box[1] + char.box[3]) / 2, ring) for ring in rings)
        and _is_red(lambda *colour, number=char.number: pdfium.FPDFText_GetFillColor(text_page, number, *colour))
    }


def _rings(page: Any) -> Iterator[Box]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _rings_of(pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0)


def _rings_of(item: Any, matrix: Matrix, depth: int) -> Iterator[Box]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        inner = combine(matrix_of(item), matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _rings_of(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH and _is_ring(item):
        box = bounds_of(item, matrix)
        across, down = sorted((box.x1 - box.x0, box.y1 - box.y0))
        if SMALLEST <= across and down <= min(LARGEST, ROUNDEST * across):
            yield box


def _is_ring(item: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not stroke.value or not _is_red(lambda *colour: pdfium.FPDFPageObj_GetStrokeColor(item, *colour)):
        return False
    kinds = [
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(item, index))
        for index in range(pdfium.FPDFPath_CountSegments(item))
    ]
    return kinds.count(pdfium.FPDF_SEGMENT_BEZIERTO) >= 2 * 3 and pdfium.FPDF_SEGMENT_LINETO not in kinds


def _is_red(colour_of: Any) -> bool:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    return bool(colour_of(red, green, blue, opacity)) and red.value >= LEAST_RED and max(green.value, blue.value) <= MOST_OTHER


def _is_within(x: float, y: float, ring: Box) -> bool:
    across, down = (ring.x1 - ring.x0) / 2, (ring.y1 - ring.y0) / 2
    return ((x - ring.x0 - across) / across) ** 2 + ((y - ring.y0 - down) / down) ** 2 <= 1
