"""Facts of the tables that are words: grades, bands of points, ticked boxes, time of the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from .. import specs, terms
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .grades import Band, judge_grade, judge_same_grade, read_bands
from .entered import Cell, Ledger, is_blank, text_of
from .exactness import POINTS
from .money import REPORT, SELF_EVALUATION, key_of, subject
from .layout import Layout
from .report_prose import Period, has_no_such_day, read_day, read_definitions, read_period
from .phrases import meaning_in
from .known import Stage, World

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
    period = read_period(cell.printed, cell.claim_id)
    year = ledger.fiscal_year
    if has_no_such_day(cell.printed):
        ledger.state(cell, "period", Judgement(DIFFERS, note="there is no such day"))
        return
    if period is None or year is None:
        note = "its two ends, or the fiscal year, are not known"
        ledger.state(cell, "period", Judgement(UNCHECKED, note=note))
        return
    if period.start > period.end:
        note = "it ends before it begins"
        ledger.state(cell, "period", Judgement(DIFFERS, note=note), "start <= end")
        return
    found.periods[project] = period
    is_inside = period.start.year <= year <= period.end.year
    verdict = EQUAL if is_inside else DIFFERS
    ledger.state(cell, "period", Judgement(verdict), "holds a part of the fiscal year")


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
        operands = [stages[name].named[project].claim_id for name in sorted(told)]
        formula = "box ticked = kind of evaluation in the prose"
        ledger.state(cell, "list", Judgement(verdict), formula, operands)


def _judge_grade(ledger: Ledger, world: World, project: str, cell: Cell) -> None:
    table = next(
        (
            table
            for (source, name), table in world.tables.items()
            if source == SELF_EVALUATION and terms.fold(name) == project
        ),
        None,
    )
    score = table.score if table is not None else None
    bands = world.bands_of(project)
    if score is not None and bands:
        judgement = judge_grade(cell.printed, score.operand, bands)
        formula = "grade of a by the printed bands"
        ledger.state(cell, "grade", judgement, formula, [score.claim_id], unit=POINTS)
        return
    listed = world.listed.grades.get(project)
    if listed is None:
        ledger.remark(cell, "no bands of points are printed")
        return
    judgement = judge_same_grade(cell.printed, listed.printed)
    ledger.state(cell, "grade", judgement, "= grade of the list", [listed.claim_id])


def _enter(ledger: Ledger, row: dict[Any, Any], path: str, layout: Layout) -> Cell:
    source, project = key_of(row)
    printed = str(row["printed"])
    item = text_of(row["item"])
    place = layout.place(row, "printed")
    quote = f"{item}{printed}"
    return ledger.add(Cell(source, subject(source, project, path), printed, "", quote, place))
