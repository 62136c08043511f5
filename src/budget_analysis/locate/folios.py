"""Page numbers and running heads within a text that a program has dumped without its page breaks."""

from __future__ import annotations

from collections.abc import Sequence

from .. import terms
from ..folding import is_folio
from ..reading import Line

_DIGITS = "0123456789"
_TITLES = 3
"""Lines at the beginning of which one may be the running head."""
_DASHES = ("-", "—", "–")
_WITHIN_SENTENCES = (",", "。", ";")
_PAGE = 8
"""Lines that a page has at least: numbers that stand closer count rows."""


def without_folios(lines: Sequence[Line]) -> list[Line]:
    """The lines without the numbers of pages and the heads beside them.

    The number of a page is one more than that of the page before, some lines above; or it stands
    alone in the middle of a sentence: 项目支出 / 7 / 515.15万元; or it is framed: — 19 —, 第 6 页.
    """
    told = {at: "".join(letter for letter in line.text if letter in _DIGITS) for at, line in enumerate(lines) if is_folio(line.text)}
    numbers = {at: int(digits) for at, digits in told.items() if digits}  # ① alone is the mark of an item
    places = sorted(numbers)
    found: set[int] = set()
    for before, after in zip(places, places[1:], strict=False):
        if numbers[after] == numbers[before] + 1 and after - before >= _PAGE:
            found |= {before, after}
    found |= {at for at in places if _breaks_sentence(lines, at) or _is_framed(lines[at].text)}
    beside = [at + step for at in found for step in (-1, 1) if 0 <= at + step < len(lines)]
    heads = [terms.fold(lines[at].text) for at in beside]
    titles = [terms.fold(line.text) for line in lines[:_TITLES]]
    found |= {at for at in beside if heads.count(terms.fold(lines[at].text)) > 1 or at >= _TITLES and terms.fold(lines[at].text) in titles}
    return [line for at, line in enumerate(lines) if at not in found]


def _is_framed(text: str) -> bool:
    """— 19 —, 第 6 页: a page and nothing else, wherever it stands."""
    plain = terms.fold(text).strip()
    is_dashed = plain[:1] in _DASHES and plain[-1:] in _DASHES and plain[1:2] != plain[:1]
    return is_dashed or plain.startswith("第") and plain.endswith("页")


def _breaks_sentence(lines: Sequence[Line], at: int) -> bool:
    """True between two lines of running text of which the first breaks off within a sentence; the cells of a table have no commas."""
    before, after = (terms.fold(lines[place].text).strip() if 0 <= place < len(lines) else "" for place in (at - 1, at + 1))
    is_open = before[-1:].isalpha() and not before[-1:].isascii() or before[-1:] in ("", ",", "、")
    return is_open and all(any(mark in line for mark in _WITHIN_SENTENCES) for line in (before, after))
