"""Workbooks: the same sheets give the same bytes, and a text of a document is never a formula."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from . import inert

if TYPE_CHECKING:
    from openpyxl import Workbook

_NO_DATE = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
MOST_ROWS = 1_048_576
"""A sheet holds no more."""


def as_bytes(workbook: Workbook) -> bytes:
    """The workbook as bytes, without the times that its writer puts in."""
    written = BytesIO()
    workbook.save(written)
    return without_times(written)


def without_times(written: BytesIO) -> bytes:
    """A file of Office as bytes that do not tell when it was written."""
    packed = BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _DATES.sub(b"", content)
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return packed.getvalue()


def put(cell: Any, value: object) -> bool:
    """A value as itself: what begins with = is a text of the document, not a formula.

    Such a text carries the mark that a typed apostrophe leaves, so that it stays a text when a
    reader edits the cell; then True.
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, int | float):
        cell.value = value
    elif value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
        cell.data_type = "s"
        cell.quotePrefix = inert.cell(cell.value) != cell.value
        return bool(cell.quotePrefix)
    return False
