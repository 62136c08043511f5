"""A text dump to lines with the page they stand on.

A dump has no cells and no places, only lines. Page breaks are marked in one of three ways:
a form feed; one odd leading space before the first line of a page (an indented first line has
an odd number of spaces); or the page's printed number (folio), alone after blank lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import DocumentError
from ..reading import Line, Problem, Reading

ENCODINGS = ("utf-8-sig", "gb18030")
_FOLIO = re.compile(r"[-—–\s]*(\d{1,3})[-—–\s]*")
_BLANKS_BEFORE_FOLIO = 3
"""A page number stands after a gap; a code of a table that stands alone has one blank line."""


@dataclass(frozen=True)
class _Page:
    number: int
    lines: list[tuple[int, str]]
    folio: int | None


def read(path: Path) -> Reading:
    """Read a text dump.

    Pages are numbered by the printed page numbers where the dump has any, else from 1.

    Raises:
        DocumentError: the file is not text.
    """
    text = _decode(path)
    pages = _split_by_feed(text) if "\f" in text else _split_by_mark(text)
    offset, problems = _page_offset(pages)
    lines = [
        Line(page=page.number + offset, number=number, text=content)
        for page in pages
        for number, content in page.lines
        if content.strip()
    ]
    last = pages[-1].number + offset if pages else 0
    return Reading("text", last, tuple(lines), problems=tuple(problems))


def _decode(path: Path) -> str:
    content = path.read_bytes()
    if b"\x00" in content:
        raise DocumentError(
            f"{path}: the file is not text (it holds binary data). "
            "If it is a PDF, give it the ending .pdf."
        )
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(
        f"{path}: the text is in none of {', '.join(ENCODINGS)}. Save it as UTF-8."
    )


def _split_by_feed(text: str) -> list[_Page]:
    pages = []
    number = 0
    for index, content in enumerate(text.split("\f")):
        lines = []
        for line in content.split("\n"):
            number += 1
            lines.append((number, line))
        number -= 1
        pages.append(_Page(index + 1, lines, None))
    return pages


def _split_by_mark(text: str) -> list[_Page]:
    pages: list[_Page] = []
    current: list[tuple[int, str]] = []
    blanks = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip("\r")
        content = line.lstrip(" ")
        if not content.strip():
            blanks += 1
            current.append((number, line))
            continue
        folio = _FOLIO.fullmatch(content)
        if folio and blanks >= _BLANKS_BEFORE_FOLIO:
            pages.append(_Page(len(pages) + 1, current, int(folio[1])))
            current = []
        elif (len(line) - len(content)) % 2:
            if any(text.strip() for _, text in current):
                pages.append(_Page(len(pages) + 1, current, None))
                current = []
            current.append((number, line[1:]))
        else:
            current.append((number, line))
        blanks = 0
    if any(text.strip() for _, text in current):
        pages.append(_Page(len(pages) + 1, current, None))
    return pages


def _page_offset(pages: list[_Page]) -> tuple[int, list[Problem]]:
    offsets = {page.folio - page.number for page in pages if page.folio is not None}
    if len(offsets) == 1:
        return offsets.pop(), []
    if not offsets:
        return 0, []
    seen = ", ".join(f"{page.folio} on page {page.number}" for page in pages if page.folio)
    message = (
        f"printed page numbers disagree with the page breaks of the dump ({seen}); "
        "pages are counted from 1 instead"
    )
    return 0, [Problem(None, "page numbers", "pages", message)]
