"""One file to lines and grids. The readers do not know each other; this door picks one.

A file is read for what it holds, whatever its name: the first row of `KINDS` that knows its
content. A kind of file that is added is one row and one module with a function `read(path)`.
"""

from __future__ import annotations

import codecs
import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from .. import limits
from ..containers import Head, head_of
from ..errors import DocumentError
from ..reading import Reading
from . import libreoffice
from .flowing.saved_page import is_saved_page

_PDF_HEAD = 1024
"""Bytes within which a PDF says that it is one."""
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta|p|h[1-6]|center|span)[\s>/]", re.IGNORECASE)


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, how it is known, which module reads it, the endings it usually has."""

    name: str
    is_it: Callable[[Head], bool]
    module: str
    suffixes: tuple[str, ...]
    options: tuple[str, ...] = ()
    """What `read` of the module takes besides the path: "reader", "password"."""
    turned: str = ""
    """The ending of the format that LibreOffice turns it into, for the module to read."""


def _is_pdf(head: Head) -> bool:
    return b"%PDF-" in head.start[:_PDF_HEAD]


def _is_ofd(head: Head) -> bool:
    return "OFD.xml" in head.members


def _is_image(head: Head) -> bool:
    return head.start.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*"))


def _is_excel(head: Head) -> bool:
    if "WordDocument" in head.streams:
        return False
    return head.holds_office("xl/") or bool(head.streams & {"Workbook", "Book", "EncryptedPackage"})


def _is_word(head: Head) -> bool:
    return head.holds_office("word/")


def _is_older_text(head: Head) -> bool:
    is_open = {"mimetype", "content.xml"} <= head.members and b"opendocument.text" in head.start
    return "WordDocument" in head.streams or head.start.startswith(b"{\\rtf") or is_open


def _is_open_sheet(head: Head) -> bool:
    start = head.start.replace(b"\0", b"")
    is_xml = b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<html" not in start.lower()
    return is_xml or ({"mimetype", "content.xml"} <= head.members and b"opendocument.spreadsheet" in head.start)


def _is_html(head: Head) -> bool:
    if is_saved_page(head.start):
        return True
    start = head.start.replace(b"\0", b"")  # in UTF-16 every other byte of a tag is one
    if _is_open_sheet(head):
        return False
    begins = start.lstrip(codecs.BOM_UTF8 + b"\xff\xfe \t\r\n").startswith(b"<")
    return begins and _TAG.search(start) is not None


def _is_text(head: Head) -> bool:
    has_marks = head.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    is_binary = b"\0" in head.start and not has_marks
    return not is_binary and head.suffix in ("", *SUFFIXES)


KINDS = (
    Kind("pdf", _is_pdf, "pdf", (".pdf",), ("reader", "password")),
    Kind("ofd", _is_ofd, "ofd", (".ofd",)),
    Kind("image", _is_image, "image", (".png", ".jpg", ".jpeg", ".tif", ".tiff")),
    Kind("excel", _is_excel, "excel", (".xlsx", ".xlsm", ".xls", ".et")),
    Kind("word", _is_word, "flowing.word", (".docx", ".docm")),
    Kind("older text", _is_older_text, "flowing.word", (".doc", ".wps", ".rtf", ".odt"), turned=".docx"),
    Kind("open sheet", _is_open_sheet, "excel", (".ods",), turned=".xlsx"),
    Kind("html", _is_html, "flowing.html", (".html", ".htm", ".shtml", ".mht", ".mhtml")),
    # text says nothing of itself, so it comes last; it needs an ending of an account, or none
    Kind("text", _is_text, "text", (".txt",)),
)
"""In the order in which they are asked."""
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)


def kind_of(path: Path) -> Kind | None:
    """What a file is by its content; by its ending where that tells nothing. None: no known kind.

    A damaged file of a known ending is one of that kind, so that its reader says what is wrong.
    """
    head = Head(path.suffix.lower(), b"\0")
    if path.is_file():  # opening a pipe would wait for its writer
        try:
            head = head_of(path)
        except OSError:
            pass  # the reader of its kind says what is wrong
    by_ending = (kind for kind in KINDS if head.suffix in kind.suffixes)
    return next((kind for kind in KINDS if kind.is_it(head)), next(by_ending, None))


def is_document(path: Path) -> bool:
    """True for a file that may be an account or a part of one.

    Text says nothing of itself, so it needs the ending of a text, or of a document that it is not.
    """
    kind = kind_of(path)
    return kind is not None and (kind.name != "text" or path.suffix.lower() in SUFFIXES)


def read(path: Path, reader: str = "both", password: str = "") -> Reading:
    """Read a file by what it holds. `reader` chooses among the readings of a PDF, `password` opens one.

    Raises:
        DocumentError: the file is of no known kind, cannot be read, or is larger than an account can be.
    """
    kind = kind_of(path)
    if kind is None:
        raise DocumentError(
            f'{path}: no reader for "{path.suffix.lower() or path.name}" files; known: {", ".join(SUFFIXES)}. '
            "Convert the file to PDF, or extract its text."
        )
    # imported late: a PDF brings the Java bridge, which a text dump needs not
    module = importlib.import_module(f".{kind.module}", __name__)
    given = {"reader": reader, "password": password}
    options = {name: given[name] for name in kind.options}
    reading: Reading
    if kind.turned:
        with libreoffice.turned(path, kind.turned) as made:
            reading = replace(module.read(made), reader=f"{kind.turned[1:]} by LibreOffice")
    else:
        reading = module.read(path, **options)
    limits.check(path, reading)
    return reading
