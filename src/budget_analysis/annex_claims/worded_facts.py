"""What the tables say in words: grades, bands of points, ticked boxes, the time of a project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .. import specs, terms
from ..frames import text
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell, Ledger, is_blank
from .grades import Band, read_bands
from .layout import REPORT, Annexes, key_of
from .phrases import meaning_in, meanings
from .prose import DATE

_RATIO = re.compile(
    r"(?P<name>[^=,.;:。、]{2,12})=\[?\(?"
    r"(?P<part>[^()/\[\]=]+)/(?P<whole>[^()/\[\]=]+?)\)?\]?[×*x]100%"
)
_FEWEST_BANDS = 3
"""Fewer grades with points in one paragraph are a result, not a scale."""


@dataclass(frozen=True)
class Period:
    """From when to when a project runs, as printed on its report."""

    start: date
    end: date
    cell: Cell

    def is_within(self, year: int | None) -> bool:
        """Only of a project within the year are all amounts those of the year."""
        return self.start.year == self.end.year == year


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


def read_facts(annexes: Annexes, prose: Iterable[str]) -> Facts:
    """The facts of both annexes; grades, ticked boxes and periods are entered in the ledger.

    The bands of the document are those that all its tables print, else those of its prose.
    """
    found = Facts()
    for row in annexes.rows("report_items"):
        if not is_blank(row["printed"]):
            _read_fact(annexes, found, row)
    places = meanings("defined_amounts")
    for row in annexes.rows("indicators"):
        source, project = key_of(row)
        for match in _RATIO.finditer(terms.fold(text(row["criteria"]))) if source == REPORT else ():
            if match["part"] in places and match["whole"] in places:
                found.definitions[project][match["name"]] = (places[match["part"]], places[match["whole"]])
    told = (bands for text in prose if len(bands := read_bands(text)) >= _FEWEST_BANDS)
    for scales in ({bands for bands in found.bands.values() if bands}, {*told}):
        if len(scales) == 1 and not found.bands.get(""):
            found.bands[""] = scales.pop()
    return found


def _read_fact(annexes: Annexes, found: Facts, row: dict[str, Any]) -> None:
    _, project = key_of(row)
    measure, printed, item = str(row["measure"]), str(row["printed"]), text(row["item"])

    def entered(path: str) -> Cell:
        return annexes.ledger.add(annexes.cell(row, "printed", project, path, label=item))

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
        _read_period(annexes.ledger, found, project, entered("project_period"))


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
