"""What is stated about each kind of evaluation, against the list, the reports and the forms."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement, judge
from ..facts import Operand, Unbound
from .entered import (
    Cell,
    exact,
    judge_at_most,
    judge_ratio,
    mildest,
    ratio_formula,
    sum_formula,
)
from .exactness import counted
from .money import REPORT, SELF_EVALUATION, MoneyRow, judge_against, merged
from .project_names import grade_counts
from .phrases import phrases, spec
from .known import Names, Stage, World

_WHOLE = Fraction(100)


def judge_stages(world: World, stages: dict[str, Stage]) -> None:
    for name, stage in stages.items():
        _judge_counts(world, name, stage)
        _judge_problems(world, stage)
        _judge_money(world, name, stage)
        _judge_shares(world, name, stage)
    own = stages.get(SELF_EVALUATION)
    if own is not None:
        _judge_known_spending(world, own)


# --- how many ------------------------------------------------------------------------------------


def _judge_counts(world: World, name: str, stage: Stage) -> None:
    """Numbers of projects against the list, against the names, against their grades."""
    if name == SELF_EVALUATION and world.listed.grades:
        _judge_listed_grades(world, stage)
    if not stage.projects:
        return
    cells = [cell for _, cell, _ in stage.projects]
    if name == SELF_EVALUATION and len(world.listed):
        _judge_rows(world, cells[0], cells[1:], stage)
    else:
        for _, cell, names in stage.projects:
            if names.count:
                _judge_named(world, name, cell, names)
    if stage.by_grade:
        _judge_grades(world, cells[0], stage)


def _judge_problems(world: World, stage: Stage) -> None:
    """The problems that were found are those that are solved and those that are being solved."""
    found, solved, open_ = (stage.problems.get(name, []) for name in ("problems", "solved", "open"))
    if not (len(found) == 1 and solved and open_):
        return
    parts = [*solved, *open_]
    total = sum((cell.operand.value for cell in parts), Fraction(0))
    formula = sum_formula(len(parts))
    names = [cell.claim_id for cell in parts]
    world.ledger.state(found[0], "sum", _judge_count(found[0], total), formula, names)


def _judge_rows(world: World, first: Cell, others: Sequence[Cell], stage: Stage) -> None:
    """The numbers of the budgets together are the rows of the list.

    Where no second-level projects are counted, the list is one of first-level projects.
    """
    rows = list(world.listed.ids.values())
    counted = [first, *others]
    total = sum((cell.operand.value for cell in counted), Fraction(0))
    if not total and stage.higher:
        first, others = stage.higher[0], stage.higher[1:]
        total = sum((cell.operand.value for cell in stage.higher), Fraction(0))
    expected = first.operand.value + len(rows) - total
    judgement = _judge_count(first, expected)
    formula = "number of operands"
    if others:
        formula = f"number of operands less {' '.join(cell.claim_id for cell in others)}"
    world.ledger.state(first, "count", judgement, formula, rows)


def _judge_named(world: World, name: str, cell: Cell, names: Names) -> None:
    """As many projects as the clause names; with 等 they may be more."""
    operands = [one.claim_id for one in names.known.values()]
    reports = [project for project, mode in world.modes.items() if mode == name]
    value = cell.operand.value
    formula = "number of names <= this" if names.has_others else "number of names"
    if names.strangers:
        judgement = Judgement(UNCHECKED, note="it is not certain where one name ends")
    elif names.has_others:
        verdict = EQUAL if names.count <= value else DIFFERS
        judgement = Judgement(verdict, exact(names.count - value))
    else:
        judgement = _judge_count(cell, Fraction(names.count))
    if judgement.verdict != DIFFERS and len(reports) > value:
        judgement = Judgement(DIFFERS, exact(len(reports)), "the annex has more reports")
    world.ledger.state(cell, "count", judgement, formula, operands)


def _judge_grades(world: World, cell: Cell, stage: Stage) -> None:
    """The projects of each grade add up to all of them, where all grades are told."""
    parts = [one for _, one in stage.by_grade]
    operands = [one.operand for one in parts]
    total = sum((one.value for one in operands), Fraction(0))
    told = [grade for grade, _ in stage.by_grade]
    ends = (phrases("lowest_grades"), phrases("highest_grades"))
    is_whole = all(any(grade in words for grade in told) for words in ends)
    judgement = _judge_count(cell, total)
    if judgement.verdict == DIFFERS and len(set(told)) < len(told):
        judgement = Judgement(UNCHECKED, exact(total), "the grades of several groups are told")
    elif judgement.verdict == DIFFERS and total < cell.operand.value and not is_whole:
        judgement = Judgement(UNCHECKED, exact(total), "not all grades are told")
    formula = sum_formula(len(parts))
    world.ledger.state(cell, "sum", judgement, formula, [one.id for one in operands])


def _judge_listed_grades(world: World, stage: Stage) -> None:
    """How many projects have a grade, by the rows of the list."""
    rows = grade_counts(world.listed)
    for grade, cell in stage.by_grade:
        own = rows.get(grade, [])
        judgement = _judge_count(cell, Fraction(len(own)))
        world.ledger.state(cell, "count", judgement, "number of operands", own)


def _judge_count(cell: Cell, expected: Fraction) -> Judgement:
    value = cell.operand.value
    return judge(counted(value), expected, exact(expected))


# --- how much ------------------------------------------------------------------------------------


def _judge_money(world: World, name: str, stage: Stage) -> None:
    for scope, cell in stage.money:
        if name == SELF_EVALUATION:
            _judge_evaluated(world, scope, cell, stage)
        elif name:
            _judge_of_reports(world, name, scope, cell, stage)
        if not world.ledger.is_judged(cell):
            _judge_nothing(world, cell, stage)


def _judge_evaluated(world: World, scope: str, cell: Cell, stage: Stage) -> None:
    """Where all of it was evaluated, it is the project expenditure of the form."""
    shares = [share for place, share in stage.shares if place == _project_place(scope)]
    if not any(share.operand.value == _WHOLE for share in shares):
        return
    try:
        figure = world.forms.operand(_project_place(scope))
    except Unbound as error:
        world.ledger.state(cell, "amount", Judgement(UNCHECKED, note=str(error)))
        return
    judge_against(world.ledger, cell, "amount", [[figure]], "all of it was evaluated")


def _judge_of_reports(world: World, name: str, scope: str, cell: Cell, stage: Stage) -> None:
    """Money of evaluated projects: the spending of their reports, else not more than was spent."""
    if scope not in spec("scope_places"):
        return
    spent = _spending(world, name, stage) if scope == "general_public" else []
    if spent:
        judge_against(world.ledger, cell, "amount", [spent], "spending of the evaluation reports")
        return
    if name not in phrases("evaluated_spending"):
        return
    place = spec("scope_places", scope)["total"]
    try:
        whole = world.forms.operand(place)
    except Unbound as error:
        world.ledger.state(cell, "nesting", Judgement(UNCHECKED, note=str(error)))
        return
    judgement = judge_at_most([cell.operand], whole)
    world.ledger.state(cell, "nesting", judgement, "this <= a", [whole.id])


def _spending(world: World, name: str, stage: Stage) -> list[Operand]:
    """The spending of the reports on all projects that are named; empty where one is missing."""
    found = []
    for project in stage.named:
        money = world.projects.get((REPORT, project))
        total = money.total("actual") if money is not None else None
        if money is None or total is None or world.modes.get(project, name) != name:
            return []
        if any(row.role == "other" and _is_some(row) for row in money.funds):
            return []
        found.append(total.operand)
    if not stage.projects:
        return found
    _, count, names = stage.projects[0]
    is_whole = count.operand.value == len(found) and not names.quoted and not names.strangers
    return found if is_whole else []


def _is_some(row: MoneyRow) -> bool:
    """True where money from outside the budget is printed."""
    return any(cell.operand.value for cell in row.cells.values())


def _judge_nothing(world: World, cell: Cell, stage: Stage) -> None:
    """Where no project is evaluated, no money is."""
    if len(stage.projects) != 1:
        return
    _, count, _ = stage.projects[0]
    if count.operand.value == 0:
        verdict = EQUAL if cell.operand.value == 0 else DIFFERS
        world.ledger.state(
            cell, "count", Judgement(verdict, exact(0)), "0 where a = 0", [count.claim_id]
        )


def _judge_shares(world: World, name: str, stage: Stage) -> None:
    """Evaluated money as a share of the project expenditure that the words name."""
    for place, cell in stage.shares:
        amounts = [one for scope, one in stage.money if _project_place(scope) == place]
        if not amounts and len(stage.money) == 1:
            amounts = [stage.money[0][1]]
        if not amounts:
            note = "the amount that it is a share of is not stated"
            world.ledger.state(cell, "share", Judgement(UNCHECKED, note=note))
            continue
        try:
            whole = world.forms.operand(place)
        except Unbound as error:
            world.ledger.state(cell, "share", Judgement(UNCHECKED, note=str(error)))
            continue
        # an amount that is wrong itself is reported once
        wrong = cell.operand.value == _WHOLE and len(amounts) == 1
        parts = [[one.operand for one in amounts]] + ([[whole]] if wrong else [])
        judgements = [judge_ratio(cell, merged(part), whole) for part in parts]
        chosen = mildest(judgements)
        operands = [*(one.id for one in parts[chosen]), whole.id]
        formula = ratio_formula(parts[chosen], [whole])
        world.ledger.state(cell, "share", judgements[chosen], formula, operands)


def _judge_known_spending(world: World, stage: Stage) -> None:
    """What is published of single projects is not more than the money that was evaluated."""
    known: dict[str, Operand] = {}
    for (source, project), money in world.projects.items():
        rows = [
            row.cells["actual"].operand
            for row in money.funds
            if row.role == "general_public" and "actual" in row.cells
        ]
        total = money.total("actual")
        if source == REPORT and total is not None:
            rows = [total.operand]
        if rows:
            known.setdefault(project, merged(rows))
    amounts = [cell for scope, cell in stage.money if scope in ("general_public", "")]
    if len(amounts) != 1 or not known:
        return
    cell = amounts[0]
    parts = list(known.values())
    judgement = judge_at_most(parts, cell.operand)
    formula = f"{sum_formula(len(parts))} <= this"
    world.ledger.state(cell, "nesting", judgement, formula, [part.id for part in parts])


def _project_place(scope: str) -> str:
    places = spec("scope_places")
    return str(places[scope]["project"]) if scope in places else ""
