"""Prose lines to blocks: headings and paragraphs, each with its section and the place of its lines.

Chinese is joined without spaces: the blanks that a dump or a text layer puts between characters
and digits are no part of the text. Offsets of claims count characters of the joined text.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from . import frames, specs, terms
from .locate import Section, heading_of, inner_title, led_section, may_be_title, section_of
from .reading import Line

_SENTENCE_END = "。；：！？:;”）"
_NEVER_FIRST = "，。；：、！？,;）)”」"
_BULLET = re.compile(r"(?:——|[-–●■◆▪•○□※])\s?(?=[\u3400-\u9fff])")
"""What marks the items of a list that has no numbers."""
_LIST_ITEM = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[、.)](?!\d)|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:\.\d{1,2}){1,3}(?=[^\W\d])(?![万亿元千百倍个辆次])")
_NUMBERED = re.compile(r"\(?(\d{1,2})[、.)](?!\d)")
_DATED = re.compile(r"\d{4}年度?[^,。;:与比较]{4,}")
_SENTENCE = re.compile(r"[,;].{3,}[^,、;:(与比较和及为是至]$")
"""The last line of a sentence, but for its stop."""
_TITLE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[^,。;:]{2,28}")
_WIDE = re.compile(r"[^\x00-\xff]")
_SHORT = 0.75
"""A title is this much shorter than the lines of its page."""
_LONGEST_LINE = 70
"""A longer line of a text is a paragraph: no page is so wide."""
_PLACE = 7
"""Where the place of a line stands in `places`, if the file has no pages."""
_SHORT_OF_MARGIN = 1.5
"""A line that ends this many characters before the margin ends its paragraph."""


def build_blocks(
    document_id: str,
    lines: Sequence[Line],
    department: str = "",
) -> pd.DataFrame:
    """Join the prose lines of a document into the frame `blocks`.

    Persons are hidden in the lines already (`privacy`). Lines before the first known heading have
    the section "front".
    """
    rows: list[dict[str, Any]] = []
    section = "front"
    margins = _right_margins(lines)
    open_lines: list[Line] = []
    is_led = False

    def close() -> None:
        if open_lines:
            rows.append(_row(document_id, len(rows) + 1, section, False, open_lines))
            open_lines.clear()

    lines = list(lines)
    index = 0
    while index < len(lines):
        last = open_lines[-1] if open_lines else None
        is_alone = _stands_alone(lines[index], last, margins)
        heading, length = _heading_at(lines, index, department, section, is_alone)
        if heading is not None or is_alone and may_be_title(lines[index].text, section):
            close()
            section, is_led = (heading.id, False) if heading is not None else (section, is_led)
            part = list(lines[index : index + length])
            rows.append(_row(document_id, len(rows) + 1, section, True, part))
            index += length
            continue
        if open_lines and (_is_next(open_lines[0], lines[index]) or _begins_paragraph(lines[index], open_lines[-1], margins)):
            close()
        inner = inner_title(lines[index].text, section) if not open_lines else None
        if inner is not None:
            opened, end = inner
            section, text = opened.id, lines[index].text
            title = replace(lines[index], text=text[:end])
            rows.append(_row(document_id, len(rows) + 1, section, True, [title]))
            lines[index] = replace(lines[index], text=text[end:])
            is_led = True
        elif not open_lines:
            section, is_led = led_section(lines[index].text, section, is_led)
        open_lines.append(lines[index])
        index += 1
    close()
    return frames.build("blocks", rows)


def join_text(parts: Sequence[str]) -> str:
    """Printed lines as one text: no blanks beside Chinese characters, one blank between words."""
    text = ""
    for part in parts:
        for word in part.split():
            text += separator(text, word) + word
    return text


def page_at(places: str, start: int) -> int | None:
    """The page of the line in which a character of a block stands; `places` as in the frame."""
    offsets, pages = _lines_of(places)
    line = bisect_right(offsets, start)
    return pages[line - 1] if line else None


@lru_cache(maxsize=16)
def _lines_of(places: str) -> tuple[list[int], list[int | None]]:
    """The offset and the page of each line; kept, because every claim of a block asks."""
    lines = json.loads(places)
    return [line[0] for line in lines], [line[1] for line in lines]


def place_at(places: str, start: int) -> str | None:
    """The place of the line in which a character of a block stands; None where the file has pages."""
    lines = json.loads(places)
    standing = [line for line in lines if line[0] <= start]
    return str(standing[-1][_PLACE]) if standing and len(standing[-1]) > _PLACE else None


def separator(before: str, after: str) -> str:
    """What stands between two words of joined text: nothing beside a Chinese character."""
    if not before:
        return ""
    return "" if _WIDE.match(before[-1]) or _WIDE.match(after[0]) else " "


def _heading_at(
    lines: Sequence[Line], index: int, department: str, section: str, is_alone: bool
) -> tuple[Section | None, int]:
    """A section's heading on this line, or broken over this line and the next."""
    line = lines[index]
    found = heading_of(line.text, department, section, is_alone)
    if found is not None:
        return found, 1
    ordinal, rest = terms.split_ordinal(line.text)
    is_open = bool(ordinal) and not rest.endswith(tuple(_SENTENCE_END))
    if is_open and index + 1 < len(lines):
        found = section_of(line.text.strip() + lines[index + 1].text.strip(), department)
        if found is not None and not terms.split_ordinal(lines[index + 1].text)[0]:
            return found, 2
    return None, 1


def _stands_alone(line: Line, before: Line | None, margins: dict[int, float]) -> bool:
    """True for a line of a text that begins after the end of a sentence and is short of the margin."""
    if line.box is not None:
        return False  # a PDF tells paragraphs apart by their places
    begins = before is None or before.text.rstrip().endswith(tuple(_SENTENCE_END))
    if line.place:  # a paragraph that ends like a sentence is one
        is_sentence = line.text.rstrip().endswith(tuple(_SENTENCE_END))
        return not is_sentence and (begins or before is None or before.place != line.place)
    return begins and _width(line.text) < _SHORT * margins[line.page]


def _is_next(first: Line, line: Line) -> bool:
    """True for the item 2. behind the item 1., also where that ends without a stop."""
    before, own = (_NUMBERED.match(terms.fold(one.text)) for one in (first, line))
    return before is not None and own is not None and int(own[1]) == int(before[1]) + 1


@cache
def _inside_names() -> tuple[str, ...]:
    return tuple(map(terms.fold, specs.load("sections.toml")["headings"]["inside_names"]))


def _begins_paragraph(line: Line, before: Line, margins: dict[int, float]) -> bool:
    ends_sentence = before.text.rstrip().endswith(tuple(_SENTENCE_END)) and not terms.fold(before.text).endswith(_inside_names())
    if line.place and line.place != before.place or _BULLET.match(line.text.lstrip()):
        return True
    if line.text.lstrip().startswith(tuple(_NEVER_FIRST)):
        return False
    if not ends_sentence:
        width = _width(before.text)
        is_short = before.box is None and (margins[before.page] - width > _SHORT_OF_MARGIN or width > _LONGEST_LINE)
        text, last = terms.fold(line.text), terms.fold(before.text)
        is_item = bool(_LIST_ITEM.match(text)) or width > _LONGEST_LINE and bool(_DATED.match(text))
        is_next = is_item and _SENTENCE.search(last) is not None  # its stop is left out
        return is_short and bool(is_next or _TITLE.match(text) or _TITLE.fullmatch(last))
    if line.text.startswith("  ") or _LIST_ITEM.match(terms.fold(line.text)):
        return True
    if before.box is not None and line.box is not None:
        em = before.box.y1 - before.box.y0
        is_indented = line.page == before.page and line.box.x0 - before.box.x0 > em
        return is_indented or margins[before.page] - before.box.x1 > _SHORT_OF_MARGIN * em
    return margins[before.page] - _width(before.text) > _SHORT_OF_MARGIN


def _right_margins(lines: Sequence[Line]) -> dict[int, float]:
    margins: dict[int, float] = {}
    for line in lines:
        right = line.box.x1 if line.box is not None else _width(line.text)
        margins[line.page] = max(margins.get(line.page, 0.0), right)
    return margins


def _width(text: str) -> float:
    """Width in full-width characters."""
    return sum(1.0 if _WIDE.match(letter) else 0.5 for letter in text.rstrip())


def _row(
    document_id: str,
    number: int,
    section: str,
    is_heading: bool,
    lines: Sequence[Line],
) -> dict[str, Any]:
    places: list[list[float | int | str | None]] = []
    text = ""
    for line in lines:
        words = join_text([line.text])
        if not words:
            continue
        text += separator(text, words)
        box = line.box
        corners = [round(v, 2) for v in (box.x0, box.y0, box.x1, box.y1)] if box else [None] * 4
        own = [line.place] if line.place else []
        places.append([len(text), line.page, line.number, *corners, *own])
        text += words
    return {
        "document_id": document_id,
        "block": number,
        "section": section,
        "heading": is_heading,
        "page": lines[0].page,
        "text": text,
        "places": json.dumps(places),
    }
