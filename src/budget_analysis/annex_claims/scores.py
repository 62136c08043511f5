"""Indicators: targets and actual values, weights that add up, scores, totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from typing import Any

import pandas as pd

from .. import terms
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import (
    Cell,
    Ledger,
    exact,
    is_blank,
    judge_at_most,
    judge_sum,
    parse,
    sum_formula,
    text_of,
)
from .exactness import POINTS
from .money import REPORT, ProjectMoney, Projects, judge_rate, key_of, subject
from .layout import Layout
from .thresholds import Value, judge_attained, read_value
from .phrases import phrases

FULL_MARKS = 100


@dataclass
class Indicator:
    """One row: an indicator, a group without any, or the total."""

    kind: str
    level_1: str
    level_2: str
    name: str
    cells: dict[str, Cell] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)

    def points(self, measure: str) -> Cell | None:
        cell = self.cells.get(measure)
        return cell if cell is not None and cell.number is not None else None


@dataclass
class Table:
    """The indicators of one project in one annex."""

    rows: list[Indicator] = field(default_factory=list)

    @property
    def indicators(self) -> list[Indicator]:
        return [row for row in self.rows if row.kind == "indicator"]

    @property
    def total(self) -> Indicator | None:
        return next((row for row in self.rows if row.kind == "total"), None)

    @property
    def score(self) -> Cell | None:
        """The total score as printed."""
        return self.total.points("score") if self.total else None


Tables = dict[tuple[str, str], Table]
"""Tables of indicators by annex and name of the project."""

_MEASURES = ("weight_1", "weight_2", "target", "actual", "weight", "score")


def read_points(ledger: Ledger, indicators: pd.DataFrame, layout: Layout) -> Tables:
    """The cells of the frame, entered in the ledger; a group's weight once, with its first row."""
    found: Tables = {}
    for row in indicators.to_dict("records"):
        table = found.setdefault(key_of(row), Table())
        table.rows.append(_read_row(ledger, row, table, layout))
    return found


def _read_row(
    ledger: Ledger, row: dict[Any, Any], table: Table, layout: Layout
) -> Indicator:
    levels = [text_of(row[level]) for level in ("level_1", "level_2", "level_3")]
    found = Indicator(text_of(row["kind"]), levels[0], levels[1], levels[2])
    source, project = key_of(row)
    before = table.rows[-1] if table.rows else None
    is_open = before is not None and before.kind != "total"
    same_1 = is_open and before is not None and before.level_1 == levels[0]
    same_2 = same_1 and before is not None and before.level_2 == levels[1]
    path = [source, project, *(["scoring"] if source == REPORT else []), *filter(None, levels)]
    for measure in _MEASURES:
        if measure == "weight_1" and same_1 or measure == "weight_2" and same_2:
            continue
        if is_blank(row[measure]):
            continue
        depth = {"weight_1": 1, "weight_2": 2}.get(measure, len(path))
        base = [source, project] + path[2:][:depth]
        cell = ledger.add(_cell(row, measure, subject(*base, measure), layout, found))
        found.cells[measure] = cell
        if cell.number is None and measure not in ("target", "actual"):
            ledger.state(cell, "score", Judgement(UNCHECKED, note="the cell is no number"))
    return found


def _cell(
    row: dict[Any, Any], measure: str, path: str, layout: Layout, found: Indicator
) -> Cell:
    raw = str(row[measure])
    label = found.name or found.level_2 or found.level_1 or phrases("totals")[0]
    if measure in ("weight_1", "weight_2"):
        label = found.level_1 if measure == "weight_1" else found.level_2
    if measure in ("target", "actual"):
        value = read_value(raw)
        found.values[measure] = value
        printed, unit, number = value.printed, value.unit, value.number
    else:
        printed, unit, number = parse(raw, POINTS, "count")
    place = layout.place(row, measure, printed)
    return Cell(str(row["source"]), path, printed, unit, label + raw, place, number)


def judge_points(ledger: Ledger, tables: Tables, projects: Projects) -> None:
    """Weights, scores and attained targets of all tables."""
    for key, table in tables.items():
        money = projects.get(key)
        for row in table.rows:
            _judge_score(ledger, row)
            _judge_target(ledger, row, money)
        _judge_groups(ledger, table)
        _judge_totals(ledger, table, money)


def _judge_score(ledger: Ledger, row: Indicator) -> None:
    score = row.points("score")
    weight = row.points("weight") or row.points("weight_2")
    if row.kind == "total" or score is None:
        return
    if weight is None:
        ledger.remark(score, "no weight is printed with it")
        return
    judgement = judge_at_most([score.operand], weight.operand)
    ledger.state(score, "score", judgement, "this <= w", [weight.claim_id])


def _judge_target(ledger: Ledger, row: Indicator, money: ProjectMoney | None) -> None:
    actual, target = row.cells.get("actual"), row.cells.get("target")
    if actual is None:
        return
    value = row.values["actual"]
    is_rate = terms.fold(row.name) in phrases("rate_indicators")
    if is_rate and value.unit == "%" and value.sign == "" and money is not None:
        judge_execution(ledger, actual, money, "the rate of the funds; the indicator asks for it")
    if target is None:
        return
    formula, judgement = judge_attained(row.values["target"], value)
    score, weight = row.points("score"), row.points("weight")
    lost = score is not None and weight is not None and score.operand.value < weight.operand.value
    if lost and judgement.verdict in (DIFFERS, UNCHECKED):
        ledger.remark(actual, "not shown to be attained, and points were taken off")
        return
    if judgement.verdict == UNCHECKED and (value.number is None or row.values["target"].number is None):
        ledger.remark(actual, judgement.note)
        return
    if judgement.verdict == DIFFERS and (score is None or weight is None):
        ledger.remark(actual, "below the target; no points say that it counts as attained")
        return
    note = ""
    if value.sign and value.sign == row.values["target"].sign and judgement.verdict != UNCHECKED:
        note = "a bound, as the target, not a measured value"
    ledger.state(actual, "attained", judgement, formula, [target.claim_id], note)


def judge_execution(ledger: Ledger, rate: Cell, money: ProjectMoney, note: str = "") -> bool:
    """A rate of execution of a project against its money; False where the money is not printed."""
    base = "adjusted_budget" if money.readings("adjusted_budget") else "budget"
    parts, wholes = money.readings("actual"), money.readings(base)
    count = min(len(parts), len(wholes))
    if not count:
        return False
    judge_rate(ledger, rate, parts[:count], wholes[:count], note)
    return True


def _judge_groups(ledger: Ledger, table: Table) -> None:
    """The weight printed with a group is the sum of the level below it."""
    rows = [row for row in table.rows if row.kind != "total"]
    for _, group in groupby(rows, key=lambda row: row.level_1):
        inside = list(group)
        first = inside[0].points("weight_1")
        seconds = [row.points("weight_2") for row in inside if "weight_2" in row.cells]
        if first is not None:
            known = [cell for cell in seconds if cell is not None]
            # an unnamed row may belong to a group whose weight was not read
            is_whole = bool(known) and all(row.level_2 for row in inside)
            cells = known if is_whole else _weights(inside)
            _judge_group(ledger, first, cells)
        for _, below in groupby(inside, key=lambda row: row.level_2):
            part = list(below)
            second = part[0].points("weight_2")
            if second is not None:
                _judge_group(ledger, second, _weights(part))


def _weights(rows: Sequence[Indicator]) -> list[Cell] | None:
    """The weights of the indicators among the rows; None where one is not printed."""
    cells = [row.points("weight") for row in rows if row.kind == "indicator"]
    known = [cell for cell in cells if cell is not None]
    return known if len(known) == len(cells) else None


def _judge_group(ledger: Ledger, weight: Cell, cells: list[Cell] | None) -> None:
    if cells is None:
        note = "a weight below it was not read"
        ledger.state(weight, "weight", Judgement(UNCHECKED, note=note))
        return
    judgement = judge_sum(weight, [cell.operand for cell in cells])
    if not cells:
        judgement = replace(judgement, note="no indicator below it")
    formula = sum_formula(len(cells)) or "0"
    ledger.state(weight, "weight", judgement, formula, [cell.claim_id for cell in cells])


def _judge_totals(ledger: Ledger, table: Table, money: ProjectMoney | None) -> None:
    """Full marks are 100, and the total is the sum of the scores."""
    extra = _fund_points(money)
    firsts = [row.points("weight_1") for row in table.rows if "weight_1" in row.cells]
    is_grouped = bool(firsts) and all(row.level_1 for row in table.indicators)
    weights: list[Cell] | None = _weights(table.indicators)
    if is_grouped and None not in firsts:
        weights = [cell for cell in firsts if cell is not None]
    total = table.total
    if total is None:
        _judge_without_total(ledger, table, weights, extra["weight"])
        return
    weight, score = total.points("weight"), total.points("score")
    if weight is not None:
        _judge_total(ledger, weight, "weight", weights, extra["weight"])
    if score is not None:
        scores = [row.points("score") for row in table.indicators]
        known = [cell for cell in scores if cell is not None]
        empty = [
            cell
            for row in table.rows
            if row.kind == "empty_group" and (cell := row.points("score")) and cell.operand.value
        ]
        cells = known + empty if len(known) == len(scores) else None
        _judge_total(ledger, score, "score", cells, extra["score"])


def _fund_points(money: ProjectMoney | None) -> dict[str, list[Cell]]:
    """Forms that score the execution of the budget print weight and score with the funds."""
    found: dict[str, list[Cell]] = {"weight": [], "score": []}
    for measure in found:
        if money is not None:
            total = money.total(measure)
            found[measure] = [total] if total is not None else money.parts(measure)
    return found


def _judge_total(
    ledger: Ledger, total: Cell, kind: str, cells: list[Cell] | None, extra: Sequence[Cell]
) -> None:
    if not cells:
        note = "points of an indicator were not read"
        ledger.state(total, kind, Judgement(UNCHECKED, note=note))
        return
    parts = [*cells, *extra]
    judgement = judge_sum(total, [cell.operand for cell in parts])
    if kind == "weight" and total.operand.value != FULL_MARKS:
        judgement = Judgement(DIFFERS, judgement.range, f"full marks are {FULL_MARKS}")
    ledger.state(
        total, kind, judgement, sum_formula(len(parts)), [cell.claim_id for cell in parts]
    )


def _judge_without_total(
    ledger: Ledger, table: Table, weights: list[Cell] | None, extra: Sequence[Cell]
) -> None:
    """Where no total is printed, the weights themselves make 100."""
    if not weights or len(weights) < 2:
        return
    parts = [cell.operand for cell in (*weights, *extra)]
    total = sum((part.value for part in parts), Fraction(0))
    verdict = EQUAL if total == FULL_MARKS else DIFFERS
    judgement = Judgement(verdict, exact(total - FULL_MARKS))
    formula = f"{sum_formula(len(parts))} = {FULL_MARKS}"
    ledger.state(weights[-1], "weight", judgement, formula, [part.id for part in parts])
