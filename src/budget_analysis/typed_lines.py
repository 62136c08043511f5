"""Lines that are set in columns by blanks to a reading, wherever they were typed: in a text dump, or in a web page.

Such lines have no cells and no places. Page breaks are marked in one of three ways: a form feed; one odd
leading space before the first line of a page (an indented first line has an odd number of spaces); or the
page's printed number (folio), alone after blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .pitch import columns
from .reading import Line, Problem, Reading

UNREAD = "\ufffd"
"""Stands where a byte is no text."""
_LINES_NAMED = 10
_CLASS_CODE = re.compile(r"[235]\d\d")
_NAME = re.compile(r"[一-龥]{2}")
_NO_CELL = re.compile(r"NaN|nan|<NA>|Unnamed: \d+(?:_level_\d+)?")
"""What pandas writes for a blank cell, and for a blank head."""
_FEWEST_BARS = 2
"""A line with so many is one of cells."""
_GAP = 2
"""Blanks between columns."""
_FOLIO = re.compile(r"[-—–\s]*(\d{1,3})[-—–\s]*")
_MARKUP = re.compile(r"^[ ]{0,3}#{1,6}[ ]+", re.MULTILINE)
"""Of text with marks: ## before a heading."""
_RULE = re.compile(r"[ ]{0,3}\|?(?:[ ]*:?-{3,}:?[ ]*\|)+[ ]*(?::?-{3,}:?[ ]*)?")
"""| --- | --- | below the head of a table."""
_DRAWN = re.compile(r"[\u2500-\u257f]")
"""Lines and corners of a table that is drawn with characters: ┌──┬──┐ and │."""
_TYPED_RULE = re.compile(r"\s*[-=_—－*+|][-=_—－*+| ]{8,}")
"""A line of hyphens or the like, above and below the rows of a table."""
_SHORTEST_PAGE = 10
"""Lines between two marks of pages, but for a third of them at least."""
_BLANKS_BEFORE_FOLIO = 3
"""A page number stands after a gap; a code of a table that stands alone has one blank line."""


@dataclass(frozen=True)
class _Page:
    number: int
    lines: list[tuple[int, str]]
    folio: int | None


def dump(text: str) -> Reading:
    """What lines set in columns by blanks say, wherever they stand: in a file of their own, or typed into a web page."""
    text = _DRAWN.sub("  ", _MARKUP.sub("", text))
    pages = _split_by_feed(text) if "\f" in text else _split_by_mark(text)
    offset, problems = _page_offset(pages)
    lines = [
        Line(page=page.number + offset, number=number, text=content)
        for page in pages
        for number, content in _aligned(page.lines)
        if content.strip()
    ]
    problems.extend(_unread(lines))
    last = pages[-1].number + offset if pages else 0
    return Reading("text", last, tuple(lines), problems=tuple(problems))


def _aligned(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines of cells, parted by tabs or bars, set in columns: a table that was copied from a sheet or a page.

    Where a cell is blank its column stays blank. Blank lines between lines of as many cells part no table.
    """
    aligned: list[tuple[int, str]] = []
    run: list[tuple[int, list[str]]] = []
    is_apart = False
    for number, content in lines:
        if not content.strip():
            is_apart = True
        elif not (_RULE.fullmatch(content) or _TYPED_RULE.fullmatch(content)):
            cells = _cells(content)
            if run and not (cells and (not is_apart or len(cells) == len(run[-1][1]))):
                aligned += _columns(run)
                run = []
            if cells:
                run.append((number, cells))
            else:
                aligned.append((number, content))
            is_apart = False
    return aligned + _columns(run)


def _cells(line: str) -> list[str]:
    """The cells of a line; none where nothing parts it."""
    parts = line.strip(" ").split("\t") if "\t" in line else line.strip().split("|") if line.count("|") >= _FEWEST_BARS else []
    cells = ["" if _NO_CELL.fullmatch(part.strip()) else part.strip() for part in parts]
    told = sum(map(bool, cells))
    return cells if told > 1 or told and len(parts) > _FEWEST_BARS else []


def _columns(run: Sequence[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    widths = [max(columns(cells[place]) for _, cells in run if place < len(cells)) for place in range(max((len(cells) for _, cells in run), default=0))]
    return [
        (number, "".join(cell + " " * (width - columns(cell) + _GAP) for cell, width in zip(cells, widths, strict=False)).rstrip())
        for number, cells in run
    ]


def _unread(lines: Sequence[Line]) -> list[Problem]:
    """One problem that names the lines with bytes that are no text."""
    found = [line for line in lines if UNREAD in line.text]
    if not found:
        return []
    numbers = ", ".join(str(line.number) for line in found[:_LINES_NAMED])
    message = (
        f"{sum(line.text.count(UNREAD) for line in found)} characters are no text in any known "
        f"encoding and stand as {UNREAD}, in line {numbers}{', …' if found[_LINES_NAMED:] else ''}; "
        "a number that holds one is not read. Compare with the page, or extract the text again"
    )
    return [Problem(found[0].page, f"line {found[0].number}", "text", message)]


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
    lines = text.split("\n")
    is_marked = _marks_pages(lines)
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        content = line.lstrip(" ")
        if not content.strip():
            blanks += 1
            current.append((number, line))
            continue
        folio = _FOLIO.fullmatch(content)
        if folio and blanks >= _BLANKS_BEFORE_FOLIO and not _names_code(folio[1], following):
            pages.append(_Page(len(pages) + 1, current, int(folio[1])))
            current = []
        elif is_marked and _is_odd(line):
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


def _is_odd(line: str) -> bool:
    return (len(line) - len(line.lstrip(" "))) % 2 == 1


def _marks_pages(lines: Sequence[str]) -> bool:
    """True where odd spaces stand as far apart as pages begin; in a text that is set in columns by blanks half the lines have them."""
    odd = [number for number, line in enumerate(lines) if line.strip() and _is_odd(line)]
    apart = sorted(second - first for first, second in zip(odd, odd[1:], strict=False))
    return not apart or apart[len(apart) // 3] >= _SHORTEST_PAGE


def _names_code(number: str, following: str) -> bool:
    """True for the code of a class, by itself on a line, with a name on the next: 303 / 对个人和家庭的补助. Hardly an account has so many pages."""
    return _CLASS_CODE.fullmatch(number) is not None and _NAME.match(following.strip()) is not None


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
