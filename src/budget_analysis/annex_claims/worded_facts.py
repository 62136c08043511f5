"""What is said in words: grades, the bands of points that a document prints for them, ticked boxes, the time of a project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from .. import specs, terms
from ..amounts import Interval
from ..frames import text
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell, Ledger, is_blank
from .layout import REPORT, Layout, key_of
from .phrases import has_any, meaning_in, meanings, phrases
from .prose import DATE

_RATIO = re.compile(
    r"(?P<name>[^=,.;:。、]{2,12})=\[?\(?"
    r"(?P<part>[^()/\[\]=]+)/(?P<whole>[^()/\[\]=]+?)\)?\]?[×*x]100%"
)
_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d+)?(?![\d.])")
_FEWEST_BANDS = 3
"""Fewer grades with points in one paragraph are a result, not a scale."""


# --- grades ----------------------------------------------------------------------------------------


_End = tuple[Fraction | None, bool | None]
"""The points at an end of a band, none where it is open, and whether they belong to it, None where that is not said."""
_OPEN: _End = (None, None)


class Band(NamedTuple):
    """The points that a grade stands for."""

    grade: str
    low: _End
    high: _End

    def holds(self, points: Fraction) -> bool | None:
        """Whether the band holds so many points; None where the print does not say."""
        if not Interval(self.low[0], self.high[0]).contains(points):
            return False
        return next((has_end for end, has_end in (self.low, self.high) if end == points), True)


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


def grade_beside(before: str, after: str) -> str:
    """The grade right before a number of projects (绩效评级为优的项目, 优), else at the end of what is behind it (项目自评结果为优)."""
    match = _stated().search(before)
    if match and (match["lead"] or before[: match.start()][-1:] in ("", "、")):
        return match["grade"]
    match = _stated().search(after)
    return match["grade"] if match and match["lead"] and not match["of"] else ""


@cache
def _stated() -> re.Pattern[str]:
    """A grade at the end of some words, with what leads to it and what it is a grade of."""
    phrase, links, kinds = ("|".join(map(re.escape, phrases(f"grade_{name}"))) for name in ("phrases", "links", "kinds"))
    grades = "|".join(map(re.escape, meanings("grades")))
    mark = r"[\s“”\"'「」]*"
    return re.compile(
        rf"(?P<lead>(?P<phrase>{phrase})?(?:{links})*){mark}(?P<grade>{grades}){mark}"
        rf"(?:{kinds})?{mark}(?P<of>的?(?:项目)?)$"
    )


def read_bands(text: str) -> tuple[Band, ...]:
    """The bands of a sentence such as 90（含）-100分为优，80（含）-90分为良，低于60分为差.

    Each part of the sentence names its points and then its grade; parts without both are passed
    over.
    """
    bands: list[Band] = []
    for part in re.split("[,;:。、]", terms.fold(text)):
        numbers = list(_NUMBER.finditer(part))
        if 1 <= len(numbers) <= 2:
            words = part[: numbers[0].start()] + part[numbers[-1].end() :]
            grade = next((name for word, name in meanings("grades").items() if word in words), "")
            bands += [_band(grade, part, numbers)] if grade else []
    return tuple(bands)


def _band(grade: str, part: str, numbers: Sequence[re.Match[str]]) -> Band:
    has_inclusive = has_any(part, "bands", "inclusive")
    ends: list[_End] = [(Fraction(number.group()), _is_marked(part[number.end() :])) for number in numbers]
    if len(numbers) == 1:
        value, is_in = ends[0][0], False if has_any(part, "bands", "exclusive") else has_inclusive or None
        if has_any(part, "bands", "below"):
            return Band(grade, _OPEN, (value, bool(is_in)))
        is_least = has_any(part, "bands", "above")
        return Band(grade, (value, is_in), _OPEN) if is_least else Band(grade, (value, True), (value, True))
    between, signs = part[numbers[0].end() : numbers[1].start()], meanings("signs")
    if between[:1] in signs and between[-1:] in signs:  # 80≤得分<90
        ends = [(end, "=" in signs[sign]) for (end, _), sign in zip(ends, (between[0], between[-1]), strict=True)]
    elif has_inclusive and ends[0][1] is None and ends[1][1] is None:
        # 90～80分（含）: what is printed behind both belongs to the last one
        ends[1] = (ends[1][0], True)
    return Band(grade, *sorted(ends, key=lambda end: end[0] or 0))


def _is_marked(behind: str) -> bool | None:
    """Whether （含） or （不含） stands right behind a number."""
    behind = behind.lstrip("分")
    marks = (("exclusive", False), ("inclusive", True))
    return next((is_in for name, is_in in marks if behind.startswith(phrases("bands", name))), None)


# --- facts -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Period:
    """From when to when a project runs, as printed on its report."""

    start: date
    end: date
    cell: Cell


@dataclass
class Facts:
    """What the tables say in words."""

    grades: dict[str, Cell] = field(default_factory=dict)
    """Folded name of a project to the grade in its self-evaluation table."""
    bands: dict[str, tuple[Band, ...]] = field(default_factory=dict)
    """By folded name; under the empty name those that the document prints anywhere."""
    modes: dict[str, str] = field(default_factory=dict)
    """Project of a report to the evaluation that is ticked on it (`department_evaluation`, …)."""
    ticks: list[tuple[str, str, Cell]] = field(default_factory=list)
    """Project, kind of evaluation, the ticked option."""
    periods: dict[str, Period] = field(default_factory=dict)
    reported: dict[str, date] = field(default_factory=dict)
    definitions: defaultdict[str, dict[str, tuple[str, str]]] = field(default_factory=lambda: defaultdict(dict))
    """Rates by project, each with the two amounts that it is defined by: (A/B)×100%."""


def read_facts(ledger: Ledger, layout: Layout, prose: Iterable[str]) -> Facts:
    """The facts of both annexes; grades, ticked boxes and periods are entered in the ledger.

    The bands of the document are those that all its tables print, else those of its prose.
    """
    found = Facts()
    for row in layout.rows("report_items"):
        if not is_blank(row["printed"]):
            _read_fact(ledger, layout, found, row)
    places = meanings("defined_amounts")
    for row in layout.rows("indicators"):
        source, project = key_of(row)
        for match in _RATIO.finditer(terms.fold(text(row["criteria"]))) if source == REPORT else ():
            if match["part"] in places and match["whole"] in places:
                found.definitions[project][match["name"]] = (places[match["part"]], places[match["whole"]])
    told = (bands for text in prose if len(bands := read_bands(text)) >= _FEWEST_BANDS)
    for scales in ({bands for bands in found.bands.values() if bands}, {*told}):
        if len(scales) == 1 and not found.bands.get(""):
            found.bands[""] = scales.pop()
    return found


def _read_fact(ledger: Ledger, layout: Layout, found: Facts, row: dict[str, Any]) -> None:
    _, project = key_of(row)
    measure, printed, item = str(row["measure"]), str(row["printed"]), text(row["item"])

    def entered(path: str) -> Cell:
        return ledger.add(layout.cell(row, "printed", project, path, label=item))

    if measure == "grade":
        found.grades[terms.fold(project)] = entered("grade")
    elif measure == "grading_rule":
        found.bands[terms.fold(project)] = read_bands(printed)
    elif measure == "ticked":
        mode = meaning_in(terms.fold(printed), "modes")
        # which of the boxes say what kind of evaluation it was
        methods = specs.load("annexes.toml")[REPORT]["facts"]["evaluation_mode"]
        is_method = terms.fold(item) in map(terms.fold, methods)
        found.ticks.append((project, mode, entered("method" if is_method else "body")))
        if mode and is_method:
            found.modes.setdefault(project, mode)
    elif measure == "report_date" and (days := read_days(printed)) and days[0] is not None:
        found.reported[project] = days[0]
    elif measure == "project_period":
        _read_period(ledger, found, project, entered("project_period"))


def _read_period(ledger: Ledger, found: Facts, project: str, cell: Cell) -> None:
    """A project that is reported on runs at some time of the fiscal year."""
    days = read_days(cell.printed)
    known = [day for day in days if day is not None]
    year = ledger.fiscal_year
    if len(known) < len(days):
        ledger.say(cell, "period", DIFFERS, note="there is no such day")
    elif len(known) != 2 or year is None:
        ledger.say(cell, "period", UNCHECKED, note="its two ends, or the fiscal year, are not known")
    elif known[0] > known[1]:
        ledger.say(cell, "period", DIFFERS, "start <= end", note="it ends before it begins")
    else:
        found.periods[project] = Period(known[0], known[1], cell)
        verdict = EQUAL if known[0].year <= year <= known[1].year else DIFFERS
        ledger.say(cell, "period", verdict, "holds a part of the fiscal year")


def read_days(printed: str) -> list[date | None]:
    """`2024.01.01～2024.12.31`, `2024年1月1日至2024年12月31日`; None for a day that no calendar has."""
    found: list[date | None] = []
    for told in (match.groups() for match in DATE.finditer(plain(printed)) if match[3]):
        try:
            found.append(date(*map(int, told)))
        except ValueError:
            found.append(None)
    return found
