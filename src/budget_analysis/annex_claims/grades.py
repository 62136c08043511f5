"""Grades: the words for them, and the bands of points that a document itself prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from .. import terms
from ..amounts import Interval
from ..facts.numbers import POINTS
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell, Ledger
from .phrases import has_any, meanings, phrases

_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d+)?(?![\d.])")
_SIGNS = {"≤": True, "<": False, "≥": True, ">": False}
"""Whether an end belongs to the band, by the sign that stands between it and the points."""
_PARTS = re.compile(r"[,;:。、]")


@dataclass(frozen=True)
class Band:
    """The points that a grade stands for; None at an open end, and where it is not said whether
    the end itself belongs to the band."""

    grade: str
    low: Fraction | None
    high: Fraction | None
    has_low: bool | None = None
    has_high: bool | None = None

    def holds(self, points: Fraction) -> bool | None:
        """Whether the band holds so many points; None where the print does not say."""
        if self.low is not None and points < self.low:
            return False
        if self.high is not None and points > self.high:
            return False
        if points == self.low:
            return self.has_low
        return self.has_high if points == self.high else True


def grade_of(printed: str) -> str:
    """The grade that a printed word stands for (优秀 is 优), the word itself where none is known."""
    word = terms.fold(printed)
    return meanings("grades").get(word, word)


def grade_in(text: str) -> tuple[bool, int, int] | None:
    """The grade at the end of a clause, as in 绩效评价结果为优.

    Returns:
        Whether it is that of a self-evaluation, and where the word stands.
    """
    match = _stated().search(plain(text))
    if match is None or not match["phrase"] or match["of"]:
        return None
    return has_any(terms.fold(match["phrase"]), "self_marks"), *match.span("grade")


def grade_at(before: str) -> str:
    """The grade that stands right before a number of projects: 绩效评级为优的项目, 优."""
    match = _stated().search(before)
    is_stated = match and (match["phrase"] or match["links"] or before[: match.start()][-1:] in ("", "、"))
    return match["grade"] if match and is_stated else ""


def grade_behind(after: str) -> str:
    """The grade that the words behind a number of projects end with: 项目自评结果为优."""
    match = _stated().search(after)
    return match["grade"] if match and (match["phrase"] or match["links"]) and not match["of"] else ""


@cache
def _stated() -> re.Pattern[str]:
    """A grade at the end of some words, with what leads to it and what it is a grade of."""
    phrase, links = ("|".join(map(re.escape, phrases(name))) for name in ("grade_phrases", "grade_links"))
    grades = "|".join(map(re.escape, meanings("grades")))
    mark = r"[\s“”\"'「」]*"
    return re.compile(
        rf"(?P<phrase>{phrase})?(?P<links>(?:{links})*){mark}(?P<grade>{grades}){mark}"
        rf"(?:等|级|等级|等次)?{mark}(?P<of>的?(?:项目)?)$"
    )


def read_bands(text: str) -> tuple[Band, ...]:
    """The bands of a sentence such as 90（含）-100分为优，80（含）-90分为良，低于60分为差.

    Each part of the sentence names its points and then its grade; parts without both are passed
    over.
    """
    bands: list[Band] = []
    for part in _PARTS.split(terms.fold(text)):
        numbers = list(_NUMBER.finditer(part))
        if 1 <= len(numbers) <= 2:
            words = part[: numbers[0].start()] + part[numbers[-1].end() :]
            grade = next((name for word, name in meanings("grades").items() if word in words), "")
            bands += [_band(grade, part, numbers)] if grade else []
    return tuple(bands)


def _band(grade: str, part: str, numbers: Sequence[re.Match[str]]) -> Band:
    has_inclusive = has_any(part, "bands", "inclusive")
    value = Fraction(numbers[0].group())
    if len(numbers) == 1:
        is_inclusive = False if has_any(part, "bands", "exclusive") else has_inclusive or None
        if has_any(part, "bands", "below"):
            return Band(grade, None, value, has_high=bool(is_inclusive))
        if has_any(part, "bands", "above"):
            return Band(grade, value, None, has_low=is_inclusive)
        return Band(grade, value, value, True, True)
    ends = [(Fraction(number.group()), _is_marked(part[number.end() :])) for number in numbers]
    between = part[numbers[0].end() : numbers[1].start()]
    if between[:1] in _SIGNS and between[-1:] in _SIGNS:
        ends = [(end, _SIGNS[sign]) for (end, _), sign in zip(ends, (between[0], between[-1]), strict=True)]
    elif has_inclusive and ends[0][1] is None and ends[1][1] is None:
        # 90～80分（含）: what is printed behind both belongs to the last one
        ends[1] = (ends[1][0], True)
    (low, has_low), (high, has_high) = sorted(ends, key=lambda end: end[0])
    return Band(grade, low, high, has_low, has_high)


def _is_marked(behind: str) -> bool | None:
    """Whether （含） or （不含） stands right behind a number."""
    behind = behind.lstrip("分")
    marks = (("exclusive", False), ("inclusive", True))
    return next((is_in for name, is_in in marks if behind.startswith(phrases("bands", name))), None)


def state_grade(ledger: Ledger, cell: Cell, score: Cell, bands: Sequence[Band]) -> None:
    """A printed grade against the bands; an end that two bands claim belongs to the higher one
    only where the print says so."""
    points = score.known.value
    certain, open_ = ({grade_of(band.grade) for band in bands if band.holds(points) is held} for held in (True, None))
    grades = certain or open_
    verdict, note = UNCHECKED, "the printed bands do not say whose end this is"
    if not grades:
        note = "no printed band holds these points"
    elif len(grades) == 1:
        verdict, note = EQUAL if grade_of(cell.printed) in grades else DIFFERS, ""
    reach = Interval(points, points)
    ledger.say(cell, "grade", verdict, "grade of a by the printed bands", [score], note, range=reach, unit=POINTS)
