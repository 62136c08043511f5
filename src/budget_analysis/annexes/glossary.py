"""The glossary (名词解释): numbered terms with their explanation, from lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..locate import section_of
from ..reading import Line
from .found import Found
from .printed_text import text_of_lines

_TERM = re.compile(r"[^,，。;；:：\d]{2,40}[:：](?=.)")
_COLON = re.compile(r"[:：]")
_CHINESE_DIGITS = "零一二三四五六七八九"
_ORDINAL = re.compile(
    r"^\s*(?P<open>[（(]?)\s*(?P<digits>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?P<close>[)）]?)"
    r"(?P<mark>[、.．:：]?)(?!\d)"
)


def read_glossary(found: Found, lines: Sequence[Line]) -> None:
    """Terms numbered 1, 2, 3 …; an item runs to the next number or the next heading.

    A number counts as the next item only in the style of the first and in sequence, so that
    numbers inside an explanation do not part it; a publisher may leave terms out, so a later
    number counts behind the end of a sentence, if a term with its explanation follows it.
    """
    start = _start(lines)
    if start is None:
        return
    items: list[list[Line]] = []
    style, last, is_ended = "", 0, True
    for line in lines[start:]:
        number, shape = _ordinal(line.text)
        if section_of(line.text) is not None and not line.text.rstrip().endswith((":", "：")):
            break
        is_later = number > last + 1 and is_ended and _TERM.match(_ORDINAL.sub("", line.text).strip())
        if (number == last + 1 or is_later) and (not style or shape == style):
            style, last = style or shape, number
            items.append([line])
        elif items:
            items[-1].append(line)
        is_ended = line.text.rstrip().endswith("。")
    for number, item in enumerate(items, start=1):
        _add(found, number, item)


def _start(lines: Sequence[Line]) -> int | None:
    """The line below the heading that the first item follows (a contents page has none)."""
    for index, line in enumerate(lines[:-1]):
        section = section_of(line.text)
        if section is not None and section.id == "glossary":
            number, _ = _ordinal(lines[index + 1].text)
            is_heading = section_of(lines[index + 1].text) is not None
            if number == 1 and not is_heading:
                return index + 1
    return None


def _add(found: Found, number: int, item: list[Line]) -> None:
    text = text_of_lines(item)
    match = _ORDINAL.match(text.text)
    text = text.part(match.end()) if match else text
    colon = _COLON.search(text.text)
    if colon is None:
        found.trouble(
            item[0].page,
            f"glossary, item {number}, line {item[0].number}",
            f'"{text}" has no colon between term and explanation; it is kept as a term alone.',
        )
    found.add(
        "glossary",
        row=number,
        term=text.part(0, colon.start()).stripped(" ") if colon else text,
        explanation=text.part(colon.end()).stripped(" ") if colon else None,
        page=item[0].page,
    )


def _ordinal(text: str) -> tuple[int, str]:
    """Number and style of an ordinal at the start of a line; 0 where there is none.

    `1.` and `17．` are one style, `一、` and `（一）` are others.
    """
    match = _ORDINAL.match(text)
    if match is None or not (match["mark"] or match["close"]):
        return 0, ""
    digits = match["digits"]
    is_arabic = digits.isdigit()
    shape = f"{'1' if is_arabic else '一'}{'(' if match['open'] else ''}"
    return (int(digits) if is_arabic else _chinese(digits)), shape


def _chinese(digits: str) -> int:
    tens, ten, ones = digits.rpartition("十")
    value = (_CHINESE_DIGITS.index(tens) if tens else 1) * 10 if ten else 0
    return value + (_CHINESE_DIGITS.index(ones) if ones else 0)
