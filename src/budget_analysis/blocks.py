"""Prose lines to blocks: headings and paragraphs, each with its section and the place of its lines.

Chinese is joined without spaces: the blanks that a dump or a text layer puts between characters
and digits are no part of the text. Offsets of claims count characters of the joined text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from . import frames, specs, terms
from .locate import Section, heading_of, inner_title, is_term, led_section, may_be_title, section_of
from .reading import Line

_SENTENCE_END = "。；：！？:;”）"
_CLAUSE_END = ("；", ";", "：", ":")
_NEVER_FIRST = "，。；：、！？,;）)”」"
_BULLET = re.compile(r"(?:——|[-–●■◆▪•○□※])\s?(?=[\u3400-\u9fff])")
"""What marks the items of a list that has no numbers."""
_LIST_ITEM = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[、.)](?!\d)|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:\.\d{1,2}){1,3}(?=[^\W\d])(?![万亿元千百倍个辆次])")
_NUMBERED = re.compile(r"\(?(\d{1,2})[、.)](?!\d)")
_ORDERED = re.compile(r"(?:(?P<top>[一二三四五六七八九十]{1,3})、|\((?P<inner>[一二三四五六七八九十]{1,3})\))")
_NUMERALS = ("", *"一二三四五六七八九")
_DATED = re.compile(r"\d{4}年度?[^,。;:与比较]{4,}")
_SENTENCE = re.compile(r"[,;].{3,}[^,、;:(与比较和及为是至]$")
"""The last line of a sentence, but for its stop."""
_TOLD = re.compile(r"(?:\d%|元)$")
"""A line that ends with its number."""
_HALF = 0.7
"""One that is this much shorter than the lines of its page was not broken where no more fits."""
_TITLE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[^,。;:]{2,28}")
_WIDE = re.compile(r"[^\x00-\xff]")
_NUMBER_HEAD = re.compile(r"\d[\d,]*(?:\.\d*)?$")
_NUMBER_TAIL = re.compile(r"[\d,]*(?:\.\d+)?(?=[%]|[^\x00-\xff])")
_WHOLE_NUMBER = re.compile(r"\d+(?:\.\d{1,4})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?")
_SHORT = 0.75
"""A title is this much shorter than the lines of its page."""
_LONGEST_LINE = 70
"""A longer line of a text is a paragraph: no page is so wide."""
_SHORT_OF_MARGIN = 1.5
"""A line that ends this many characters before the margin ends its paragraph."""
_NEARLY_FULL = 3
"""A line that ends closer to the margin may have been broken before a number or a mark that fits no more."""


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
    margins, lefts = _right_margins(lines), _left_margins(lines)
    open_lines: list[Line] = []
    is_led = False

    def close() -> None:
        if open_lines:
            is_title = section == "front" and _is_cover(open_lines)
            rows.append(_row(document_id, len(rows) + 1, section, is_title, open_lines))
            open_lines.clear()

    lines, index = list(lines), 0
    while index < len(lines):
        last = open_lines[-1] if open_lines else None
        is_alone = _stands_alone(lines[index], last, margins)
        heading, length = _heading_at(lines, index, department, section, is_alone)
        is_titled = (is_alone or _is_counted(lines, index)) and may_be_title(lines[index].text, section)
        if heading is not None or is_titled:
            close()
            section, is_led = (heading.id, False) if heading is not None else (section, is_led)
            part = list(lines[index : index + length])
            rows.append(_row(document_id, len(rows) + 1, section, True, part))
            index += length
            continue
        if open_lines and _is_apart(lines[index], open_lines, section, margins, lefts):
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


def separator(before: str, after: str) -> str:
    """What stands between two words of joined text: nothing beside a Chinese character."""
    if not before:
        return ""
    return "" if _WIDE.match(before[-1]) or _WIDE.match(after[0]) else " "


def _is_broken_number(before: str, after: str) -> bool:
    """Whether one number of a sentence is broken over two lines: 各增加15 / 2.42万元."""
    head, tail = _NUMBER_HEAD.search(before), _NUMBER_TAIL.match(after)
    if head is None or tail is None or not (_WIDE.search(before) and _WIDE.search(after)):
        return False
    return _WHOLE_NUMBER.fullmatch(head[0] + tail[0]) is not None


def _heading_at(
    lines: Sequence[Line], index: int, department: str, section: str, is_alone: bool
) -> tuple[Section | None, int]:
    """A section's heading on this line, or broken over this line and the next."""
    line = lines[index]
    found = heading_of(line.text, department, section, is_alone)
    if found is not None:
        return found, 1
    ordinal, rest = terms.split_ordinal(line.text)
    if ordinal and not rest.endswith(tuple(_SENTENCE_END)) and index + 1 < len(lines):
        whole = line.text.strip() + lines[index + 1].text.strip()
        found = section_of(whole, department)
        if found is not None and not is_term(whole, section, found) and not terms.split_ordinal(lines[index + 1].text)[0]:
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


def _is_apart(line: Line, before: Sequence[Line], section: str, margins: dict[int, float], lefts: dict[int, float]) -> bool:
    """True where a line is none of the paragraph that is open."""
    if _is_next(before[0].text, line.text) or _begins_paragraph(line, before[-1], margins):
        return not _is_wrapped(line, before, margins)
    if _is_indented(line, before, lefts):
        return True
    if section != "front" or line.box is None or before[-1].box is None:
        return False
    contents = specs.load("sections.toml")["headings"]["contents"]
    if any(terms.fold(one.text) in contents for one in (before[-1], line)):
        return True
    return may_be_title(join_text([one.text for one in before]), section) and not _is_centred(line, before[-1])


def _is_wrapped(line: Line, before: Sequence[Line], margins: dict[int, float]) -> bool:
    """True for a line at the left margin behind a nearly full one that ends a clause (；, ：), in a paragraph that begins indented."""
    first, last = before[0], before[-1]
    if first.box is None or last.box is None or line.box is None or not last.text.rstrip().endswith(_CLAUSE_END):
        return False
    em = first.box.y1 - first.box.y0
    is_full = margins[last.page] - last.box.x1 < _NEARLY_FULL * em and not _LIST_ITEM.match(terms.fold(line.text))
    return is_full and first.box.x0 - line.box.x0 > em and all(one.box is not None and abs(one.box.x0 - line.box.x0) < em / 2 for one in before[1:])


def _is_indented(line: Line, before: Sequence[Line], lefts: dict[int, float]) -> bool:
    """True for an indented line behind the end of a sentence that stands at the margin, on whatever page, or is one line indented as far."""
    last = before[-1]
    if last.box is None or line.box is None or not _ends_sentence(last):
        return False
    em = last.box.y1 - last.box.y0
    other, own = (one.box.x0 - lefts[one.page] for one in (last, line) if one.box is not None)
    is_alike = len(before) == 1 and abs(own - other) < em / 2
    return own > em and (is_alike or own - other > em) and not line.text.lstrip().startswith(tuple(_NEVER_FIRST))


def _is_centred(line: Line, before: Line) -> bool:
    """True for the next line of a title over several: set in the middle below it, as high, without a gap."""
    if line.box is None or before.box is None or line.page != before.page:
        return False
    em = before.box.y1 - before.box.y0
    is_below = 0 <= line.box.y0 - before.box.y1 < 2 * em
    return is_below and abs(line.box.x0 + line.box.x1 - before.box.x0 - before.box.x1) < em and abs(line.box.y1 - line.box.y0 - em) < em / 4


def _is_cover(lines: Sequence[Line]) -> bool:
    """True for lines of a page that are the title of the account."""
    return all(line.box is not None for line in lines) and may_be_title(join_text([line.text for line in lines]), "front")


def _is_counted(lines: Sequence[Line], index: int) -> bool:
    """True for a line of a page between others that are numbered on, as the titles of the contents are: 二、…表, 三、…表."""
    own = lines[index].text
    if lines[index].box is None or not _ORDERED.match(terms.fold(own)) or own.rstrip().endswith(tuple(_SENTENCE_END)):
        return False
    return any(_is_next(one.text, own) for one in lines[max(index - 1, 0) : index]) or any(_is_next(own, one.text) for one in lines[index + 1 : index + 2])


def _is_next(first: str, second: str) -> bool:
    """True for the item 2. behind the item 1., also where that ends without a stop; and for 二、 behind 一、."""
    (kind, before), (other, own) = _numbered(first), _numbered(second)
    return bool(kind) and kind == other and own == before + 1


def _numbered(text: str) -> tuple[str, int]:
    """How an item is numbered, and its number; empty and 0 where it is not."""
    folded = terms.fold(text)
    item, title = _NUMBERED.match(folded), _ORDERED.match(folded)
    if item is not None:
        return "item", int(item[1])
    if title is None:
        return "", 0
    kind = str(title.lastgroup)
    tens, mark, ones = title[kind].rpartition("十")
    if ones not in _NUMERALS or tens not in _NUMERALS:
        return "", 0
    return kind, (10 * max(_NUMERALS.index(tens), 1) if mark else 0) + _NUMERALS.index(ones)


@cache
def _inside_names() -> tuple[str, ...]:
    return tuple(map(terms.fold, specs.load("sections.toml")["headings"]["inside_names"]))


def _ends_sentence(line: Line) -> bool:
    return line.text.rstrip().endswith(tuple(_SENTENCE_END)) and not terms.fold(line.text).endswith(_inside_names())


def _ends_with_name(line: Line, margins: dict[int, float]) -> bool:
    """…一般公共预算财政拨款“三公” at the margin: a quotation mark alone closes a name, and the sentence goes on."""
    name, quote, rest = line.text.rstrip().rpartition("”")
    return bool(quote) and not rest and not name.endswith(tuple(_SENTENCE_END)) and not _is_short(line, margins)


def _is_short(line: Line, margins: dict[int, float]) -> bool:
    """True for a line that ends well before the right margin."""
    if line.box is not None:
        return margins[line.page] - line.box.x1 > _SHORT_OF_MARGIN * (line.box.y1 - line.box.y0)
    return margins[line.page] - _width(line.text) > _SHORT_OF_MARGIN


def _begins_paragraph(line: Line, before: Line, margins: dict[int, float]) -> bool:
    if line.place and line.place != before.place or _BULLET.match(line.text.lstrip()):
        return True
    if _BULLET.match(before.text.lstrip()) and _indent(line) < _indent(before):
        return True
    if line.text.lstrip().startswith(tuple(_NEVER_FIRST)):
        return False
    if not _ends_sentence(before) or _ends_with_name(before, margins):
        width = _width(before.text)
        is_short = before.box is None and (margins[before.page] - width > _SHORT_OF_MARGIN or width > _LONGEST_LINE)
        text, last = terms.fold(line.text), terms.fold(before.text)
        is_told, is_dated = _TOLD.search(last) is not None, bool(_DATED.match(text))
        is_item = bool(_LIST_ITEM.match(text)) or is_dated and width > _LONGEST_LINE
        is_next = is_item and _SENTENCE.search(last) is not None  # its stop is left out
        is_line = is_told and width < _HALF * margins[before.page]
        is_anew = before.box is None and is_told and is_dated
        return is_anew or is_short and bool(is_next or is_line or _TITLE.match(text) or _TITLE.fullmatch(last))
    if line.text.startswith("  ") or _LIST_ITEM.match(terms.fold(line.text)):
        return True
    return _is_short(before, margins)


def _indent(line: Line) -> float:
    """How far from the left a line begins: in points on a page, in characters of a text."""
    return line.box.x0 if line.box is not None else len(line.text) - len(line.text.lstrip())


def _right_margins(lines: Sequence[Line]) -> dict[int, float]:
    margins: dict[int, float] = {}
    for line in lines:
        right = line.box.x1 if line.box is not None else _width(line.text)
        margins[line.page] = max(margins.get(line.page, 0.0), right)
    return margins


def _left_margins(lines: Sequence[Line]) -> dict[int, float]:
    lefts: dict[int, float] = {}
    for line in lines:
        if line.box is not None:
            lefts[line.page] = min(lefts.get(line.page, line.box.x0), line.box.x0)
    return lefts


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
        text += "" if _is_broken_number(text, words) else separator(text, words)
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
