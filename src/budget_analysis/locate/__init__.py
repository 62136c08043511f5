"""Which lines and grids are which form, and which lines are prose of which section.

Two kinds of source: where a reader gives grids, a form is a title line and the grids below it,
continuation pages joined; a text dump has lines only, and a form is the run of lines from its
title to the end of its note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .. import specs, terms
from ..folding import is_folio
from ..reading import Grid, Line, Reading, split
from .copies import copies, problems_of
from .folios import without_folios
from .in_grids import locate_in_grids
from .in_lines import locate_in_lines
from .joining import join
from .loose_rows import cut_grids
from .owner import department_of
from .second_account import before_second
from .spilled import joined_sheets
from .sections import Section, heading_of, hint_of, inner_title, is_term, led_section, may_be_title, section_of, without_money
from .title_rows import with_free_titles
from .surroundings import NOTE, STATEMENT, Located, RawForm, UnknownTable, folded_title, form_titled, is_surrounding

_YEAR = re.compile(r"((?:19|20)\d{2})年度?")
_IN_WORDS = re.compile(r"(?<![〇○零一二三四五六七八九])二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_COMPARED = re.compile(r"(?:较|比|与|同|和|由|于)[^,。;:]{0,3}$")
_COMPARING = re.compile(r"相比|比较|对比")
_QUOTED = re.compile(r"(?:(?:支出|收入)?决算数?)?为?\d[\d,]*(?:\.\d+)?[万亿]?元|(?:支出|收入)?决算数?为?\d")
_REASON = re.compile(r"(?:原因|主要是|主要系|由于)[^。]*$")
_REACH_OF_REASON = 40
_DAY = re.compile(r"\d{1,2}月|以[来前]|[底末初]")
_LONGEST_TITLE = 60
_TITLED_ACCOUNT = re.compile(r"\d{4}年(?:度)?(?:[^,。;:]{2,30})?(?:部门|单位)?决算(?:公开|说明|报告|$)")
_TITLED_BUDGET = re.compile(
    r"(?P<name>[^,。;:\d]*)(?P<year>\d{4})年(?:度)?(?P<behind>[^,。;:\d]{0,30}?)(?:部门|单位)?预算(?:公开|编制|说明|情况|信息|报告|表)*"
)
_DIGITS = re.compile(r"\d+")
_FURNITURE_LINES = 3
"""A browser prints two lines at the foot of a page at most, beside the page's own number."""
_FEWEST_REPEATS = 3
"""Where no heights are known, fewer repeated lines may be lines of the text."""
_SAME_HEIGHT = 4.0
"""Points within which a head or foot stands at the same height on each page."""


def locate_forms(reading: Reading) -> Located:
    """Find the standard forms of a document; what is left is prose and unknown tables.

    A title that stands twice gives one form and a problem; a title without a table below it is
    an announcement (contents page, prose). A page that stands twice is read once.
    """
    found = [_locate_in_file(with_free_titles(cut_grids(part))) for part in split(reading)]
    if len(found) == 1:
        return found[0]
    told = [(department_of(one.prose, one.forms), fiscal_year_of(one.prose, one.forms)) for one in found]
    return replace(join(found, reading.parts), told=tuple(told))


def _locate_in_file(reading: Reading) -> Located:
    lines = drop_page_furniture(reading)
    repeated = copies(lines, reading.grids)
    lines = [line for line in lines if line.page not in repeated]
    grids = [grid for grid in reading.grids if grid.page not in repeated]
    lines, grids = joined_sheets(lines, grids)
    found = _locate(lines, grids)
    if before := before_second(found, lines, grids):
        lines, grids, problem = before
        found = _locate(lines, grids)
        found = replace(found, problems=(*found.problems, problem))
    return replace(found, problems=(*found.problems, *problems_of(repeated)))


def _locate(lines: list[Line], grids: Sequence[Grid]) -> Located:
    return locate_in_grids(lines, grids) if grids else locate_in_lines(lines)


def budget_of(lines: Sequence[Line]) -> tuple[str, int] | None:
    """Department and year of a document that is titled as a budget and nowhere as a final account."""
    found: tuple[str, int] | None = None
    for line in lines:
        folded = terms.fold(line.text)
        if len(folded) > _LONGEST_TITLE:
            continue
        if _TITLED_ACCOUNT.search(folded):
            return None
        match = _TITLED_BUDGET.fullmatch(folded)
        if match and found is None:
            _, name = terms.split_ordinal(match["name"] or "")
            found = name or match["behind"].removeprefix("的") or "", int(match["year"])
    return found


def fiscal_year_of(lines: Sequence[Line], forms: Sequence[RawForm]) -> int | None:
    """The year that forms and sentences most often tell of the account itself.

    The year of a comparison (较2023年度, 与2023年度相比), of a reason or of a budget never votes; what
    is compared with 2023 in an account that is titled 2024 votes for that year. Of two years told as
    often, the one that the account is titled by counts.
    """
    text = _with_digits("".join(line.text for line in lines))
    own = [match for match in _YEAR.finditer(text) if _is_own(text, match)]
    years = {int(match[1]) for match in own if not _QUOTED.match(text, match.end())}
    # 支出1909.34万元，…；2021年决算2066.34万元，下降7.60%: the year before, where the account tells of its own
    told = [int(match[1]) for match in own if not (_QUOTED.match(text, match.end()) and int(match[1]) + 1 in years)]
    titled = [int(year) for form in forms for year in _YEAR.findall(_with_digits(form.title))]
    headed = [
        int(year)
        for line in lines
        if "决算" in terms.fold(line.text) and len(line.text) <= _LONGEST_TITLE
        for year in _YEAR.findall(_with_digits(line.text))[:1]
    ]
    compared = [year for match in _YEAR.finditer(text) if _is_compared(text, match) and (year := int(match[1]) + 1) in headed]
    votes = Counter([*told, *titled, *compared])
    if not votes:
        return headed[0] if headed else None
    most = max(votes.values())
    leading = [year for year, count in votes.items() if count == most]
    return next((year for year in headed if year in leading), leading[0])


def _with_digits(text: str) -> str:
    """二○二○年度: years in Chinese numerals as digits, the text folded."""
    return _IN_WORDS.sub(lambda year: year[0].translate(_NUMERALS), terms.fold(text))


def _is_own(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() : match.end() + 8]
    is_reason = _REASON.search(before[-_REACH_OF_REASON:]) is not None
    return not (_is_compared(text, match) or is_reason) and "预算" not in after[:5] and not _DAY.match(after)


def _is_compared(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return _COMPARED.search(before[-6:]) is not None or _COMPARING.search(after[:6]) is not None


def drop_page_furniture(reading: Reading) -> list[Line]:
    """The lines without page numbers and without the heads and feet that repeat from page to page.

    A head or foot stands first or last on most pages, at the same height where heights are known,
    and differs in its digits only (page 9/20, a date). A title, a note or a unit of money that
    repeats belongs to a form.
    """
    if reading.reader == "text":
        return without_folios(reading.lines)
    pages: dict[int, list[Line]] = {}
    for line in reading.lines:
        if not line.place:  # what has no pages has no heads and feet
            pages.setdefault(line.page, []).append(line)
    dropped: set[tuple[int, int]] = set()
    for edge in (0, -1):
        for _ in range(_FURNITURE_LINES):
            ends = [group[edge] for group in pages.values() if group]
            repeated = _repeated(ends, reading.pages)
            for group in pages.values():
                if group and (_is_folio(group, edge) or _mask(group[edge]) in repeated):
                    line = group.pop(edge)
                    dropped.add((line.page, line.number))
    return [line for line in reading.lines if (line.page, line.number) not in dropped]


def _is_folio(lines: Sequence[Line], edge: int) -> bool:
    """True for the number of a page at its first or last line, which stands apart from the line beside it."""
    line = lines[edge]
    beside = lines[1 if edge == 0 else -2] if len(lines) > 1 else None
    is_close = beside is not None and line.box is not None and beside.box is not None and line.box.is_close(beside.box)
    return is_folio(line.text) and not is_close


def _repeated(ends: Sequence[Line], pages: int) -> set[tuple[str, int]]:
    """What stands at this end of most pages, of two at least."""
    counts = Counter(_mask(line) for line in ends if not _belongs_to_form(line))
    return {
        mask
        for mask, count in counts.items()
        if count * 2 > pages and (count >= _FEWEST_REPEATS or (count > 1 and mask[1] >= 0))
    }


def _mask(line: Line) -> tuple[str, int]:
    height = -1 if line.box is None else round(line.box.y0 / _SAME_HEIGHT)
    return _DIGITS.sub("0", terms.fold(line.text)), height


def _belongs_to_form(line: Line) -> bool:
    folded = terms.fold(line.text)
    is_titled = form_titled(line.text) is not None or folded_title(line.text) in specs.other_titles()
    return is_titled or is_surrounding(line.text) or bool(NOTE.match(folded) or STATEMENT.match(folded))


__all__ = [
    "Located",
    "RawForm",
    "Section",
    "UnknownTable",
    "budget_of",
    "department_of",
    "drop_page_furniture",
    "fiscal_year_of",
    "form_titled",
    "heading_of",
    "hint_of",
    "inner_title",
    "is_surrounding",
    "is_term",
    "led_section",
    "may_be_title",
    "locate_forms",
    "section_of",
    "without_money",
]
