"""Facts of the tables that are words: grades, bands of points, ticked boxes, time of the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from .. import specs, terms
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .grades import Band, read_bands, state_grade, state_same_grade
from .entered import Cell, Ledger, is_blank, text_of
from .layout import Layout
from .report_prose import Period, has_no_such_day, read_day, read_definitions, read_period
from .phrases import meaning_in
from .known import Stage, World
from .tables import REPORT, SELF_EVALUATION, key_of, subject

_TICKED = "ticked"


@dataclass
class Facts:
    """What the tables say in words, by folded or printed name of the project."""

    grades: dict[str, Cell] = field(default_factory=dict)
    bands: dict[str, tuple[Band, ...]] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)
    ticks: list[tuple[str, str, Cell]] = field(default_factory=list)
    """Project, kind of evaluation, the ticked option."""
    periods: dict[str, Period] = field(default_factory=dict)
    reported: dict[str, date] = field(default_factory=dict)
    definitions: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)


def read_facts(
    ledger: Ledger, frames: Mapping[str, pd.DataFrame], layout: Layout
) -> Facts:
    """The facts of both annexes; grades, ticked boxes and periods are entered in the ledger."""
    found = Facts()
    for row in frames["report_items"].to_dict("records"):
        if is_blank(row["printed"]):
            continue
        _read_fact(ledger, found, row, layout)
    for row in frames["indicators"].to_dict("records"):
        source, project = key_of(row)
        if source == REPORT and not is_blank(row["criteria"]):
            rates = found.definitions.setdefault(project, {})
            rates |= read_definitions(str(row["criteria"]))
    own = [bands for bands in found.bands.values() if bands]
    if own and all(bands == own[0] for bands in own):
        found.bands[""] = own[0]
    return found


def _read_fact(ledger: Ledger, found: Facts, row: dict[Any, Any], layout: Layout) -> None:
    _, project = key_of(row)
    measure, printed = str(row["measure"]), str(row["printed"])
    if measure == "grade":
        found.grades[terms.fold(project)] = _enter(ledger, row, "grade", layout)
    elif measure == "grading_rule":
        found.bands[terms.fold(project)] = read_bands(printed)
    elif measure == _TICKED:
        mode = meaning_in(terms.fold(printed), "modes")
        path = "method" if terms.fold(str(row["item"])) in _methods() else "body"
        cell = _enter(ledger, row, path, layout)
        found.ticks.append((project, mode, cell))
        if mode and path == "method":
            found.modes.setdefault(project, mode)
    elif measure == "report_date":
        day = read_day(printed)
        if day is not None:
            found.reported[project] = day
    elif measure == "project_period":
        _read_period(ledger, found, row, layout)


@cache
def _methods() -> frozenset[str]:
    """Labels of the boxes that say what kind of evaluation it was."""
    facts = specs.load("annexes.toml")[REPORT]["facts"]
    return frozenset(terms.fold(label) for label in facts["evaluation_mode"])


def _read_period(ledger: Ledger, found: Facts, row: dict[Any, Any], layout: Layout) -> None:
    """A project that is reported on runs at some time of the fiscal year."""
    _, project = key_of(row)
    cell = _enter(ledger, row, "project_period", layout)
    period = read_period(cell)
    year = ledger.fiscal_year
    if has_no_such_day(cell.printed):
        ledger.say(cell, "period", DIFFERS, note="there is no such day")
    elif period is None or year is None:
        note = "its two ends, or the fiscal year, are not known"
        ledger.say(cell, "period", UNCHECKED, note=note)
    elif period.start > period.end:
        ledger.say(cell, "period", DIFFERS, "start <= end", note="it ends before it begins")
    else:
        found.periods[project] = period
        verdict = EQUAL if period.start.year <= year <= period.end.year else DIFFERS
        ledger.say(cell, "period", verdict, "holds a part of the fiscal year")


def judge_facts(
    ledger: Ledger, world: World, facts: Facts, stages: Mapping[str, Stage]
) -> None:
    """Grades against the printed bands; ticked boxes against what the prose says of the project."""
    for project, cell in facts.grades.items():
        _judge_grade(ledger, world, project, cell)
    for project, mode, cell in facts.ticks:
        told = {
            name
            for name, stage in stages.items()
            if project in stage.named and name in ("department_evaluation", "finance_evaluation")
        }
        if not mode or not told:
            ledger.remark(cell, "the prose does not say who evaluated this project")
            continue
        verdict = EQUAL if mode in told else DIFFERS
        operands = [stages[name].named[project] for name in sorted(told)]
        phrase = "box ticked = kind of evaluation in the prose"
        ledger.say(cell, "list", verdict, phrase, operands)


def _judge_grade(ledger: Ledger, world: World, project: str, cell: Cell) -> None:
    scores = [
        tables.score
        for (source, name), tables in world.projects.items()
        if source == SELF_EVALUATION and terms.fold(name) == project and tables.score is not None
    ]
    bands, listed = world.bands_of(project), world.listed.grades.get(project)
    if scores and scores[0] is not None and bands:
        state_grade(ledger, cell, scores[0], bands)
    elif listed is not None:
        state_same_grade(ledger, cell, listed, "= grade of the list")
    else:
        ledger.remark(cell, "no bands of points are printed")


def _enter(ledger: Ledger, row: dict[Any, Any], path: str, layout: Layout) -> Cell:
    source, project = key_of(row)
    printed = str(row["printed"])
    item = text_of(row["item"])
    place = layout.place(row, "printed")
    quote = f"{item}{printed}"
    return ledger.add(Cell(source, subject(source, project, path), printed, "", quote, place))
