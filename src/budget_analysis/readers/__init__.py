"""One file to lines and grids. The readers do not know each other; this door picks one."""

from __future__ import annotations

from pathlib import Path

from .. import limits
from ..errors import DocumentError
from ..reading import Reading
from . import text

SUFFIXES = (".pdf", ".txt", ".ofd")
_HEAD = 1024
"""Bytes within which a PDF says that it is one."""


def read(path: Path, reader: str = "both", password: str = "") -> Reading:
    """Read a file by what it holds; its ending counts where that does not tell. `reader` chooses among the readings of a PDF, `password` opens one.

    Raises:
        DocumentError: the file is of no known kind, cannot be read, or is larger than an account can be.
    """
    suffix = path.suffix.lower()
    is_pdf = suffix == ".pdf" or _begins_as_pdf(path)
    if not is_pdf and suffix in (".txt", ""):
        reading = text.read(path)
    elif is_pdf:
        # imported late: it brings the Java bridge, which a text dump needs not
        from .pdf import read as read_pdf

        reading = read_pdf(path, reader=reader, password=password)
    elif suffix == ".ofd":
        from .ofd import read as read_ofd

        reading = read_ofd(path)
    else:
        raise DocumentError(
            f'{path}: no reader for "{suffix or path.name}" files; known: {", ".join(SUFFIXES)}. '
            "Convert the file to PDF, or extract its text."
        )
    limits.check(path, reading)
    return reading


def _begins_as_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(_HEAD)
    except OSError:
        return False  # the reader of its kind says what is wrong
