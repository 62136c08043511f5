"""A copy of a PDF with annotations at places of its pages; the pages themselves stay as they are."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ...errors import DocumentError
from .route import LOCK, open_document

_FINE = 100
"""Steps of a point in which places are given to pdfium, which takes whole numbers."""
_AROUND = 1.5
_WIDTH = 1.2
_PRINTED = 4
"""The flag of an annotation that is printed with its page."""


@dataclass(frozen=True)
class Mark:
    """A rectangle on a page, in points from the top left corner, with what is said of it."""

    page: int
    box: tuple[float, float, float, float]
    title: str
    said: str
    colour: tuple[int, int, int]


def write_annotated(path: Path, marks: Iterable[Mark], out: Path, password: str = "") -> int:
    """Write a copy of a PDF with a square annotation for each mark; it opens in any viewer.

    Returns:
        How many annotations were written.

    Raises:
        DocumentError: the file cannot be opened, or an annotation cannot be made.
        OSError: the copy cannot be written.
    """
    written = 0
    with LOCK:
        document = open_document(path, path.read_bytes(), password)
        try:
            for mark in marks:
                page = document[mark.page - 1]
                try:
                    _add(path, page, mark)
                    written += 1
                finally:
                    page.close()
            part = out.with_name(out.name + ".part")
            document.save(part)
        finally:
            document.close()
    os.replace(part, out)
    return written


def _add(path: Path, page: pypdfium2.PdfPage, mark: Mark) -> None:
    annotation = pdfium.FPDFPage_CreateAnnot(page.raw, pdfium.FPDF_ANNOT_SQUARE)
    if not annotation:
        raise DocumentError(f"{path}: page {mark.page} takes no annotation. Print the file to a new PDF and take that one.")
    try:
        x0, y0, x1, y1 = mark.box
        ends = [_on_page(page, x, y) for x, y in ((x0 - _AROUND, y0 - _AROUND), (x1 + _AROUND, y1 + _AROUND))]
        (left, right), (bottom, top) = (sorted(values) for values in zip(*ends, strict=True))
        rectangle = pdfium.FS_RECTF(left=left, top=top, right=right, bottom=bottom)
        pdfium.FPDFAnnot_SetRect(annotation, rectangle)
        pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *mark.colour, 255)
        pdfium.FPDFAnnot_SetBorder(annotation, 0, 0, _WIDTH)
        pdfium.FPDFAnnot_SetFlags(annotation, _PRINTED)
        for key, value in ((b"T", mark.title), (b"Contents", mark.said)):
            pdfium.FPDFAnnot_SetStringValue(annotation, key, _wide(value))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _on_page(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the visible page in the page's own coordinates."""
    size = [round(_FINE * edge) for edge in page.get_size()]
    found = (ctypes.c_double(), ctypes.c_double())
    pdfium.FPDF_DeviceToPage(page.raw, 0, 0, *size, 0, round(_FINE * x), round(_FINE * y), *found)
    return found[0].value, found[1].value


def _wide(value: str) -> Any:
    """A text as pdfium takes it: UTF-16 with an end."""
    content = (value + "\0").encode("utf-16-le")
    return ctypes.cast(ctypes.create_string_buffer(content, len(content)), ctypes.POINTER(ctypes.c_ushort))
