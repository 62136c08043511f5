"""Money of the projects: fund rows and spending items, their totals and rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pandas as pd

from .. import terms
from ..amounts import Linear
from ..verdicts import UNCHECKED, Judgement
from ..facts import Operand
from .entered import (
    Cell,
    Ledger,
    is_blank,
    judge_at_most,
    judge_linear,
    judge_ratio,
    judge_same,
    judge_sum,
    mildest,
    parse,
    ratio_formula,
    sum_formula,
    text_of,
)
from .exactness import POINTS
from .layout import Layout
from .phrases import phrases

SELF_EVALUATION = "self_evaluation"
REPORT = "evaluation_report"
_OF_APPROPRIATION = ("general_public", "gov_funds", "state_capital")
_AMOUNTS = ("budget", "adjusted_budget", "actual", "actual_other", "planned", "received")


@dataclass
class MoneyRow:
    """A fund source or spending item with its printed cells by measure."""

    role: str
    cells: dict[str, Cell] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Measures whose cell is printed but is no number."""


@dataclass
class ProjectMoney:
    """The money of one project: its fund rows, and the spending items of its report."""

    funds: list[MoneyRow] = field(default_factory=list)
    items: list[MoneyRow] = field(default_factory=list)

    def total(self, measure: str, rows: Sequence[MoneyRow] | None = None) -> Cell | None:
        """The printed total of a measure."""
        for row in self.funds if rows is None else rows:
            if row.role == "total" and measure in row.cells:
                return row.cells[measure]
        return None

    def parts(self, measure: str, rows: Sequence[MoneyRow] | None = None) -> list[Cell]:
        """The sources that together are the whole; what 财政拨款 consists of is no further part."""
        rows = self.funds if rows is None else rows
        taken = _OF_APPROPRIATION if any(row.role == "appropriation" for row in rows) else ()
        return [
            row.cells[measure]
            for row in rows
            if row.role != "total" and row.role not in taken and measure in row.cells
        ]

    def readings(self, measure: str) -> list[list[Operand]]:
        """How much money it was, by the total row and by the sources: the ways that are printed."""
        total, parts = self.total(measure), self.parts(measure)
        ways = [[total.operand]] if total is not None else []
        if parts:
            ways.insert(0, [cell.operand for cell in parts])
        return ways


Projects = dict[tuple[str, str], ProjectMoney]
"""Money by annex (`self_evaluation`, `evaluation_report`) and name of the project."""


def subject(*parts: str) -> str:
    """A path of names; a stroke inside a name is printed full-width."""
    return "/".join(part.replace("/", "／") for part in parts)


def key_of(row: Any) -> tuple[str, str]:
    return str(row["source"]), text_of(row["project"])


def read_money(
    ledger: Ledger, funds: pd.DataFrame, report_items: pd.DataFrame, layout: Layout
) -> Projects:
    """The cells of both frames, entered in the ledger."""
    found: Projects = {}
    for (source, project), rows in _by_project(funds):
        money = found.setdefault((source, project), ProjectMoney())
        # sums by level of government stand side by side with their pages' order, not row by row
        for _, same in groupby(rows, key=lambda row: (row["row"], row["item"])):
            cells = list(same)
            role = text_of(cells[0]["role"]) or "other"
            name = role if role != "other" else f"other:{text_of(cells[0]['item'])}"
            row = MoneyRow(role)
            money.funds.append(row)
            for cell in cells:
                path = subject(source, project, name, cell["measure"])
                _enter(ledger, row, cell, path, layout)
    spending = report_items[report_items["part"] == "spending"]
    for (source, project), rows in _by_project(spending):
        money = found.setdefault((source, project), ProjectMoney())
        for number, (_, same) in enumerate(groupby(rows, key=lambda row: row["row"]), start=1):
            cells = list(same)
            is_total = terms.fold(text_of(cells[0]["item"])) in phrases("spending_totals")
            row = MoneyRow("total" if is_total else "item")
            money.items.append(row)
            for cell in cells:
                name = "total" if is_total else str(number)
                path = subject(source, project, "items", name, cell["measure"])
                _enter(ledger, row, cell, path, layout)
    return found


def judge_money(ledger: Ledger, projects: Projects) -> None:
    """Totals, rates, and spending items against the money of their report."""
    for (source, _), money in projects.items():
        for measure in _AMOUNTS:
            _judge_total(ledger, money, money.funds, measure)
            _judge_appropriation(ledger, money, measure)
        for row in money.funds:
            _judge_rate(ledger, row)
            if "weight" in row.cells and "score" in row.cells:
                score, weight = row.cells["score"], row.cells["weight"]
                judgement = judge_at_most([score.operand], weight.operand)
                ledger.state(score, "score", judgement, "this <= w", [weight.claim_id])
        for measure in ("planned", "actual"):
            _judge_total(ledger, money, money.items, measure)
        if source == REPORT:
            _judge_items(ledger, money)


def judge_against(
    ledger: Ledger, cell: Cell, kind: str, ways: Sequence[Sequence[Operand]], note: str = ""
) -> None:
    """An amount that is printed elsewhere, or is the sum of others: the way that acquits counts."""
    judgements = [judge_sum(cell, way) for way in ways]
    chosen = mildest(judgements)
    way = ways[chosen]
    formula = f"= {way[0].id}" if len(way) == 1 else sum_formula(len(way))
    ledger.state(cell, kind, judgements[chosen], formula, [one.id for one in way], note)


def judge_rate(
    ledger: Ledger,
    cell: Cell,
    parts: Sequence[Sequence[Operand]],
    wholes: Sequence[Sequence[Operand]],
    note: str = "",
) -> None:
    """A printed rate of execution: each way to tell the two amounts, the one that acquits counts."""
    ways = [
        (merged(part), merged(whole), [*part, *whole])
        for part, whole in zip(parts, wholes, strict=True)
    ]
    judgements = [judge_ratio(cell, part, whole) for part, whole, _ in ways]
    chosen = mildest(judgements)
    operands = [one.id for one in ways[chosen][2]]
    formula = ratio_formula(parts[chosen], wholes[chosen])
    ledger.state(cell, "completion", judgements[chosen], formula, operands, note)


def merged(operands: Sequence[Operand]) -> Operand:
    """A sum as one operand."""
    if len(operands) == 1:
        return operands[0]
    total = Linear.total(one.linear for one in operands)
    boxes = {one.id: one.interval for one in operands}
    points = {one.id: one.value for one in operands}
    name = "+".join(one.id for one in operands)
    return Operand(name, total.at(points), total.range(boxes))


def _by_project(
    frame: pd.DataFrame,
) -> Iterator[tuple[tuple[str, str], list[dict[str, Any]]]]:
    """The rows of each project."""
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in frame.to_dict("records"):
        entry = {str(name): value for name, value in row.items()}
        grouped.setdefault(key_of(row), []).append(entry)
    yield from grouped.items()


def _enter(
    ledger: Ledger, row: MoneyRow, cell: dict[str, Any], path: str, layout: Layout
) -> None:
    measure = str(cell["measure"])
    if is_blank(cell["printed"]):
        return
    unit = POINTS if measure in ("weight", "score") else text_of(cell["unit"])
    lacks_unit = measure in _AMOUNTS and not unit
    printed, unit, number = parse(str(cell["printed"]), unit, "money" if lacks_unit else "")
    if number is None:
        row.unread.add(measure)
    place = layout.place(cell, "printed", printed)
    quote = f"{text_of(cell['item'])}{cell['printed']}"
    source = str(cell["source"])
    entered = ledger.add(
        Cell(source, path, printed, unit, quote, place, number, lacks_unit and not unit)
    )
    if number is None:
        ledger.state(entered, "amount", Judgement(UNCHECKED, note="the cell is no number"))
    else:
        row.cells[measure] = entered


def _judge_total(
    ledger: Ledger, money: ProjectMoney, rows: Sequence[MoneyRow], measure: str
) -> None:
    total, parts = money.total(measure, rows), money.parts(measure, rows)
    if total is None or not parts:
        return
    if any(measure in row.unread for row in rows):
        note = "one of the parts is no number"
        ledger.state(total, "sum", Judgement(UNCHECKED, note=note))
        return
    judgement = judge_sum(total, [part.operand for part in parts])
    formula = sum_formula(len(parts))
    ledger.state(total, "sum", judgement, formula, [part.claim_id for part in parts])


def _judge_appropriation(ledger: Ledger, money: ProjectMoney, measure: str) -> None:
    """财政拨款 is not less than those of its budgets that are printed below it."""
    whole = next((row for row in money.funds if row.role == "appropriation"), None)
    parts = [
        row.cells[measure]
        for row in money.funds
        if row.role in _OF_APPROPRIATION and measure in row.cells
    ]
    if whole is None or measure not in whole.cells or not parts:
        return
    cell = whole.cells[measure]
    judgement = judge_at_most([part.operand for part in parts], cell.operand)
    formula = f"{sum_formula(len(parts))} <= this"
    ledger.state(cell, "nesting", judgement, formula, [part.claim_id for part in parts])


def _judge_rate(ledger: Ledger, row: MoneyRow) -> None:
    """The rate is spending by the adjusted budget, by the initial one where no other is printed."""
    rate, actual = row.cells.get("rate"), row.cells.get("actual")
    if rate is None:
        return
    base = row.cells.get("adjusted_budget") or row.cells.get("budget")
    if actual is None or base is None:
        note = "one of the two amounts is not printed"
        ledger.state(rate, "completion", Judgement(UNCHECKED, note=note))
        return
    judge_rate(ledger, rate, [[actual.operand]], [[base.operand]])


def _judge_items(ledger: Ledger, money: ProjectMoney) -> None:
    """Planned items are the planned money, actual items the actual spending."""
    planned, whole = money.total("planned"), money.total("planned", money.items)
    if planned is not None and whole is not None:
        ledger.state(
            whole, "amount", judge_same(whole, planned.operand), f"= {planned.claim_id}",
            [planned.claim_id], "planned items against the planned money",
        )  # fmt: skip
    spent = money.total("actual")
    if spent is None:
        return
    total = money.total("actual", money.items)
    items = [total] if total is not None else money.parts("actual", money.items)
    if items:
        judge_against(ledger, spent, "amount", [[item.operand for item in items]])


def difference(
    ledger: Ledger,
    cell: Cell,
    greater: Sequence[Sequence[Operand]],
    less: Sequence[Sequence[Operand]],
) -> None:
    """A stated change between two amounts; each way to tell them, the one that acquits counts."""
    judgements, operands = [], []
    for high, low in zip(greater, less, strict=True):
        gap = Linear.total(one.linear for one in high) - Linear.total(one.linear for one in low)
        judgements.append(judge_linear(cell, gap, [*high, *low]))
        operands.append([one.id for one in (*high, *low)])
    chosen = mildest(judgements)
    high, low = greater[chosen], less[chosen]
    minus = sum_formula(len(low), len(high)).replace("+", "-")
    formula = f"{sum_formula(len(high))}-{minus}"
    ledger.state(cell, "change", judgements[chosen], formula, operands[chosen])
