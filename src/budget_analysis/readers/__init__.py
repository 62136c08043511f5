"""One file to lines and grids. The readers do not know each other; this door picks one."""

from __future__ import annotations

from pathlib import Path

from .. import limits
from ..errors import DocumentError
from ..reading import Reading
from . import text

SUFFIXES = (".pdf", ".txt")


def read(path: Path, reader: str = "both", password: str = "") -> Reading:
    """Read a file by its kind. `reader` chooses among the readings of a PDF, `password` opens one.

    Raises:
        DocumentError: the file is of no known kind, cannot be read, or is larger than an account can be.
    """
    suffix = path.suffix.lower()
    if suffix == ".txt":
        reading = text.read(path)
    elif suffix == ".pdf":
        # imported late: it brings the Java bridge, which a text dump needs not
        from .pdf import read as read_pdf

        reading = read_pdf(path, reader=reader, password=password)
    else:
        raise DocumentError(
            f'{path}: no reader for "{suffix or path.name}" files; known: {", ".join(SUFFIXES)}. '
            "Convert the file to PDF, or extract its text."
        )
    limits.check(path, reading)
    return reading
