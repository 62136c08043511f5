"""Facts of the tables that are words: grades, bands of points, ticked boxes, time of the project."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from .. import specs, terms
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .days import Period, read_day, read_days
from .entered import Cell, Ledger, is_blank, text_of
from .grades import read_bands
from .known import Facts, Stage, World
from .layout import Layout
from .phrases import meaning_in, meanings
from .tables import REPORT, SELF_EVALUATION, key_of, subject
from .told_of_projects import state_grade_of

_RATIO = re.compile(
    r"(?P<name>[^=,.;:。、]{2,12})=\[?\(?"
    r"(?P<part>[^()/\[\]=]+)/(?P<whole>[^()/\[\]=]+?)\)?\]?[×*x]100%"
)


def read_facts(ledger: Ledger, frames: Mapping[str, pd.DataFrame], layout: Layout) -> Facts:
    """The facts of both annexes; grades, ticked boxes and periods are entered in the ledger."""
    found = Facts()
    for row in frames["report_items"].to_dict("records"):
        if not is_blank(row["printed"]):
            _read_fact(ledger, found, row, layout)
    for row in frames["indicators"].to_dict("records"):
        source, project = key_of(row)
        if source == REPORT and not is_blank(row["criteria"]):
            rates = found.definitions.setdefault(project, {})
            rates |= _read_definitions(str(row["criteria"]))
    own = [bands for bands in found.bands.values() if bands]
    if own and all(bands == own[0] for bands in own):
        found.bands[""] = own[0]
    return found


def _read_fact(ledger: Ledger, found: Facts, row: dict[Any, Any], layout: Layout) -> None:
    source, project = key_of(row)
    measure, printed, item = str(row["measure"]), str(row["printed"]), text_of(row["item"])

    def entered(path: str) -> Cell:
        own = subject(source, project, path)
        place = layout.place(row, "printed")
        return ledger.add(Cell(source, own, printed, "", f"{item}{printed}", place))

    if measure == "grade":
        found.grades[terms.fold(project)] = entered("grade")
    elif measure == "grading_rule":
        found.bands[terms.fold(project)] = read_bands(printed)
    elif measure == "ticked":
        mode = meaning_in(terms.fold(printed), "modes")
        is_method = terms.fold(item) in _methods()
        found.ticks.append((project, mode, entered("method" if is_method else "body")))
        if mode and is_method:
            found.modes.setdefault(project, mode)
    elif measure == "report_date" and (day := read_day(printed)) is not None:
        found.reported[project] = day
    elif measure == "project_period":
        _read_period(ledger, found, project, entered("project_period"))


@cache
def _methods() -> frozenset[str]:
    """Labels of the boxes that say what kind of evaluation it was."""
    facts = specs.load("annexes.toml")[REPORT]["facts"]
    return frozenset(terms.fold(label) for label in facts["evaluation_mode"])


def _read_period(ledger: Ledger, found: Facts, project: str, cell: Cell) -> None:
    """A project that is reported on runs at some time of the fiscal year."""
    days = read_days(cell.printed)
    year = ledger.fiscal_year
    if None in days:
        ledger.say(cell, "period", DIFFERS, note="there is no such day")
        return
    start, end = (*days, None, None)[:2]
    if len(days) != 2 or start is None or end is None or year is None:
        note = "its two ends, or the fiscal year, are not known"
        ledger.say(cell, "period", UNCHECKED, note=note)
    elif start > end:
        ledger.say(cell, "period", DIFFERS, "start <= end", note="it ends before it begins")
    else:
        found.periods[project] = Period(start, end, cell)
        verdict = EQUAL if start.year <= year <= end.year else DIFFERS
        ledger.say(cell, "period", verdict, "holds a part of the fiscal year")


def _read_definitions(text: str) -> dict[str, tuple[str, str]]:
    """Rates that are defined as (A/B)×100% of amounts that the report prints."""
    places = dict(meanings("defined_amounts"))
    return {
        match["name"]: (places[match["part"]], places[match["whole"]])
        for match in _RATIO.finditer(terms.fold(text))
        if match["part"] in places and match["whole"] in places
    }


def judge_facts(world: World, stages: Mapping[str, Stage]) -> None:
    """Grades against the printed bands; ticked boxes against what the prose says of the project."""
    for project, cell in world.facts.grades.items():
        scores = [
            tables.score
            for (source, name), tables in world.projects.items()
            if source == SELF_EVALUATION and terms.fold(name) == project
        ]
        state_grade_of(world, cell, project, scores[0] if scores else None, None)
    for project, mode, cell in world.facts.ticks:
        told = {
            name
            for name, stage in stages.items()
            if project in stage.named and name in ("department_evaluation", "finance_evaluation")
        }
        if not mode or not told:
            world.ledger.remark(cell, "the prose does not say who evaluated this project")
            continue
        operands = [stages[name].named[project] for name in sorted(told)]
        phrase = "box ticked = kind of evaluation in the prose"
        world.ledger.say(cell, "list", EQUAL if mode in told else DIFFERS, phrase, operands)
