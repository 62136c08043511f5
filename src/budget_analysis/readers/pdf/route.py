"""What kind of page each page is, and the opening of the file."""

from __future__ import annotations

import threading
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from ...drawn.marks import Marks
from ...drawn.rulings import join
from ...drawn.words import around, make_words
from ...errors import DocumentError
from ...pictures import HOW_TO_GET
from ...reading import Problem
from .marks import LITTLE_TEXT

LOCK = threading.RLock()
"""pdfium must not be called from two threads at once: it crashes the process."""
SCAN = "scan"
"""The kind of the problems of pages whose text is in a picture and was not read."""
LAYER = "layer"
"""The kind of the problems of pages with text that somebody's optical recognition made."""
TEXT = "text"
"""The kind of the problems of pages whose text layer cannot be trusted."""
UNSEEN = "unseen"
"""The kind of the problems of pages with text that nobody sees."""
WATERMARK = "watermark"
"""The kind of the problems of pages with text that is laid over them."""
MOST_TOLD, LONGEST = 5, 40
"""Texts that nobody sees, and characters of each, that a message repeats."""
PICTURE = 0.25
"""Part of the page: a picture of this size may hold a table."""
OUTLINES = 100
"""Curved drawings. With more than these and no text, the text is drawn as outlines."""
MOST_LINES = 1_000
"""Joined lines. A form has up to 150; a page with more is a map or a chart, and each line
would be compared with each other."""


def open_document(path: Path, content: bytes, password: str) -> pypdfium2.PdfDocument:
    """Open a PDF with pdfium, which repairs what it can.

    Raises:
        DocumentError: not a PDF, damaged beyond repair, or protected by a password.
    """
    try:
        return pypdfium2.PdfDocument(content, password=password or None)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(_explain(path, content, password, error)) from error


def _explain(path: Path, content: bytes, password: str, error: pypdfium2.PdfiumError) -> str:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        if password:
            return f"{path}: the password given does not open the file. Ask its publisher for it."
        return (
            f"{path}: the file is protected by a password. Give it with --password (in Python: "
            "password=...), or save a copy without protection."
        )
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return f"{path}: the file is encrypted in a way that pdfium does not know. Print it to a new PDF."
    if b"%PDF-" not in content[:1024]:
        return (
            f"{path}: not a PDF; the file begins with {content[:12]!r}, expected %PDF-. "
            "Open it in the program that made it and save it as PDF."
        )
    return (
        f"{path}: the PDF is damaged and could not be repaired ({len(content)} bytes; {error}). "
        "Download it again, or open it in a viewer and print it to a new PDF."
    )


def is_drawing(marks: Marks) -> bool:
    """True when the page has more lines than any table."""
    if len(marks.horizontals) + len(marks.verticals) <= MOST_LINES:
        return False
    return len(join(marks.horizontals)) + len(join(marks.verticals)) > MOST_LINES


def page_problems(marks: Marks) -> list[Problem]:
    """What keeps a page's text from being read, or from being trusted."""
    found = []
    visible = len(marks.chars) - marks.hidden
    if marks.pictures >= PICTURE and visible < LITTLE_TEXT:
        found.append(_scan(marks, visible))
    elif not marks.chars and marks.curves > OUTLINES:
        found.append(
            Problem(
                marks.number,
                "page",
                SCAN,
                "the text of this page is drawn as outlines, there are no characters to read. "
                f"To have it recognised, install the extra for scans ({HOW_TO_GET}), or ask the "
                "publisher for the original",
            )
        )
    if marks.unmapped:
        found.append(
            Problem(
                marks.number,
                "page",
                TEXT,
                f"{marks.unmapped} characters have a font that does not say what they are; they "
                "stand as \ufffd. Compare the page",
            )
        )
    if marks.unseen:
        found.append(_unseen(marks))
    if marks.laid_over:
        found.append(_watermark(marks))
    if any(not char.text.isspace() for char in marks.across):
        found.append(_across(marks))
    if is_drawing(marks):
        found.append(
            Problem(
                marks.number,
                "page",
                "reading",
                f"the page has more lines than any form ({MOST_LINES}): it was taken for a map or "
                "a chart, and no table was looked for. Look at the page",
            )
        )
    return found


def _unseen(marks: Marks) -> Problem:
    words = make_words(marks.unseen, lambda x0, x1, y: False)
    told = ", ".join(f'"{word.text[:LONGEST]}"' for word in words[:MOST_TOLD])
    message = (
        f"{len(marks.unseen)} characters that are in the file are not seen on the page (drawn "
        "invisibly, in the colour of the paper, cut off, on a layer that is off or too small to "
        f"read) and were left out: {told}{', …' if words[MOST_TOLD:] else ''}. Look at the page; if "
        "it does show them, record it in docs/data_issues.md"
    )
    box = marks.view.visible(around(word.box for word in words)) if words else None
    place = f"box {box.x0:.0f} {box.y0:.0f} {box.x1:.0f} {box.y1:.0f}" if box else "page"
    return Problem(marks.number, place, UNSEEN, message)


def _watermark(marks: Marks) -> Problem:
    told = "".join(char.text for char in marks.laid_over)[:LONGEST]
    message = (
        f'{len(marks.laid_over)} characters that are laid over the page as a watermark or a stamp ("{told}") '
        "were left out. Look at the page; if they belong to its text, record it in docs/data_issues.md"
    )
    return Problem(marks.number, "page", WATERMARK, message)


def _across(marks: Marks) -> Problem:
    told = "".join(char.text for char in marks.across).strip()
    message = (
        f'{len(told)} characters beside what is printed sideways, set the other way ("{told[:LONGEST]}"), were left out as '
        "a running head or the number of the page. Look at the page"
    )
    return Problem(marks.number, "page", "reading", message)


def _scan(marks: Marks, visible: int) -> Problem:
    share = f"a picture covers {min(marks.pictures, 1.0):.0%} of this page"
    kind = SCAN
    how = f"To have it recognised, install the extra for scans ({HOW_TO_GET}), or ask the publisher for the original"
    if marks.hidden:
        kind = LAYER
        message = (
            f"{share}, with an invisible text layer of {marks.hidden} characters that somebody's "
            "optical recognition made: it was read, and nothing vouches for it. Compare the page"
        )
    elif visible:
        message = (
            f"{share}, which has only {visible} characters of text: what the picture shows was "
            f"not read. {how}"
        )
    else:
        message = f"{share}, which has no text: a scan, which was not read. {how}"
    return Problem(marks.number, "page", kind, message)
