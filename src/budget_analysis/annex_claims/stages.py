"""What is stated about each kind of evaluation, against the list, the reports and the forms."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..amounts import Interval
from ..facts import Fact, Unbound
from ..relations.tree import (
    NOTHING,
    Named,
    Number,
    Operand,
    Relation,
    Sum,
    This,
    Tree,
    add,
    equals_each,
    percent,
)
from ..verdicts import DIFFERS, UNCHECKED
from .entered import Cell
from .known import Names, Stage, World
from .phrases import phrases, spec
from .project_names import of_grade
from .tables import REPORT, SELF_EVALUATION

_WHOLE = Fraction(100)


def judge_stages(world: World, stages: dict[str, Stage]) -> None:
    for name, stage in stages.items():
        _judge_counts(world, name, stage)
        _judge_problems(world, stage)
        _judge_money(world, name, stage)
        _judge_shares(world, stage)
    own = stages.get(SELF_EVALUATION)
    if own is not None:
        _judge_known_spending(world, own)


# --- how many ------------------------------------------------------------------------------------


def _judge_counts(world: World, name: str, stage: Stage) -> None:
    """Numbers of projects against the list, against the names, against their grades."""
    is_own = name == SELF_EVALUATION
    if is_own and world.listed.grades:
        for grade, cell in stage.by_grade:
            _state_count(world, cell, of_grade(world.listed, grade))
    if not stage.projects:
        return
    if is_own and len(world.listed):
        _judge_rows(world, stage)
    else:
        for _, cell, names in stage.projects:
            if names.count:
                _judge_named(world, name, cell, names)
    if stage.by_grade:
        _judge_grades(world, stage)


def _judge_problems(world: World, stage: Stage) -> None:
    """The problems that were found are those that are solved and those that are being solved."""
    found, solved, open_ = (stage.counted.get(name, []) for name in ("problems", "solved", "open"))
    if len(found) == 1 and solved and open_:
        world.ledger.state(found[0], "sum", add(_facts([*solved, *open_])))


def _state_count(world: World, cell: Cell, rows: Sequence[Cell], others: Sequence[Cell] = ()) -> None:
    """As many as there are rows, without those that are counted elsewhere."""
    counted = Number(Fraction(len(rows)))
    left: Tree = Sum(((1, counted), *((-1, Operand(other.fact)) for other in others)))
    phrase = " less ".join(["number of operands", *(other.claim_id for other in others)])
    world.ledger.state(cell, "count", Named(phrase, left, _facts(rows)))


def _judge_rows(world: World, stage: Stage) -> None:
    """The numbers of the budgets together are the rows of the list.

    Where no second-level projects are counted, the list is one of first-level projects.
    """
    counted = [cell for _, cell, _ in stage.projects]
    if not any(cell.known.value for cell in counted):
        counted = stage.counted.get("projects_level1", counted)
    _state_count(world, counted[0], [*world.listed.cells.values()], counted[1:])


def _judge_named(world: World, name: str, cell: Cell, names: Names) -> None:
    """As many projects as the clause names; with 等 they may be more."""
    known = [*names.cells.values()]
    counted = Named("number of names", Number(Fraction(names.count)), _facts(known))
    reports = sum(mode == name for mode in world.facts.modes.values())
    if reports > cell.known.value:
        reach = Interval(Fraction(reports), Fraction(reports))
        note = "the annex has more reports"
        world.ledger.say(cell, "count", DIFFERS, counted.phrase, known, note, range=reach)
    elif not names.is_certain:
        note = "it is not certain where one name ends"
        world.ledger.say(cell, "count", UNCHECKED, counted.phrase, known, note)
    else:
        tree = Relation(counted, "<=", This()) if names.has_others else counted
        world.ledger.state(cell, "count", tree)


def _judge_grades(world: World, stage: Stage) -> None:
    """The projects of each grade add up to all of them, where all grades are told."""
    _, cell, _ = stage.projects[0]
    told = [grade for grade, _ in stage.by_grade]
    is_whole = all(
        any(grade in phrases(ends) for grade in told) for ends in ("lowest_grades", "highest_grades")
    )
    is_less = sum(one.known.value for _, one in stage.by_grade) < cell.known.value
    doubt = "" if is_whole or not is_less else "not all grades are told"
    if len(set(told)) < len(told):
        doubt = "the grades of several groups are told"
    parts = _facts([one for _, one in stage.by_grade])
    world.ledger.state(cell, "sum", add(parts), doubt=doubt)


# --- how much ------------------------------------------------------------------------------------


def _judge_money(world: World, name: str, stage: Stage) -> None:
    for scope, cell in stage.money:
        if name == SELF_EVALUATION:
            _judge_evaluated(world, scope, cell, stage)
        elif name and scope in spec("scope_places"):
            _judge_of_reports(world, name, scope, cell, stage)
        if not world.ledger.is_judged(cell):
            _judge_nothing(world, cell, stage)


def _judge_evaluated(world: World, scope: str, cell: Cell, stage: Stage) -> None:
    """Where all of it was evaluated, it is the project expenditure of the form."""
    shares = [share for place, share in stage.shares if place == _project_place(scope)]
    whole = _figure(world, cell, "amount", _project_place(scope)) if any(map(_is_whole, shares)) else None
    if whole is not None:
        world.ledger.state(cell, "amount", equals_each([whole]), note="all of it was evaluated")


def _judge_of_reports(world: World, name: str, scope: str, cell: Cell, stage: Stage) -> None:
    """Money of evaluated projects: the spending of their reports, else not more than was spent."""
    spent = _spending(world, name, stage) if scope == "general_public" else []
    if spent:
        tree = equals_each(spent) if len(spent) == 1 else add(spent)
        world.ledger.state(cell, "amount", tree, note="spending of the evaluation reports")
    elif name in phrases("evaluated_spending"):
        whole = _figure(world, cell, "nesting", spec("scope_places", scope)["total"])
        if whole is not None:
            world.ledger.state(cell, "nesting", Relation(This(), "<=", Operand(whole)))


def _spending(world: World, name: str, stage: Stage) -> list[Fact]:
    """The spending of the reports on all projects that are named; empty where one is missing."""
    found = []
    for project in stage.named:
        tables = world.project(REPORT, project)
        total = tables.total("actual")
        # money from outside the budget may be in it
        others = [cell for row in tables.select("funds.other") for cell in row.cells.values()]
        is_mixed = any(cell.number and cell.known.value for cell in others)
        if total is None or is_mixed or world.facts.modes.get(project, name) != name:
            return []
        found.append(total.fact)
    if not stage.projects:
        return found
    _, count, names = stage.projects[0]
    is_whole = count.known.value == len(found) and not (names.is_list and names.unknown)
    return found if is_whole else []


def _judge_nothing(world: World, cell: Cell, stage: Stage) -> None:
    """Where no project is evaluated, no money is."""
    if len(stage.projects) == 1:
        _, count, _ = stage.projects[0]
        if not count.known.value:
            world.ledger.state(cell, "count", Named("0 where a = 0", NOTHING, (count.fact,)))


def _judge_shares(world: World, stage: Stage) -> None:
    """Evaluated money as a share of the project expenditure that the words name."""
    for place, cell in stage.shares:
        amounts = [one for scope, one in stage.money if _project_place(scope) == place]
        if not amounts and len(stage.money) == 1:
            amounts = [stage.money[0][1]]
        if not amounts:
            note = "the amount that it is a share of is not stated"
            world.ledger.say(cell, "share", UNCHECKED, note=note)
            continue
        whole = _figure(world, cell, "share", place)
        if whole is not None:
            ways = [percent(add(_facts(amounts)), Operand(whole))]
            if _is_whole(cell) and len(amounts) == 1:
                # an amount that is wrong itself is reported once
                ways.append(percent(Operand(whole), Operand(whole)))
            world.ledger.state(cell, "share", *ways)


def _judge_known_spending(world: World, stage: Stage) -> None:
    """What is published of single projects is not more than the money that was evaluated."""
    known: dict[str, Sequence[Fact]] = {}
    for (source, project), tables in world.projects.items():
        total = tables.total("actual")
        rows = tables.numbers("funds.general_public", "actual")
        if source == REPORT and total is not None:
            rows = [total]
        if rows:
            known.setdefault(project, _facts(rows))
    amounts = [cell for scope, cell in stage.money if scope in ("general_public", "")]
    if len(amounts) == 1 and known:
        parts = [fact for facts in known.values() for fact in facts]
        world.ledger.state(amounts[0], "nesting", Relation(add(parts), "<=", This()))


def _figure(world: World, cell: Cell, kind: str, place: str) -> Fact | None:
    """A number of the forms; the statement is unchecked where it cannot be had."""
    try:
        fact = world.forms.fact(place)
        fact.known  # noqa: B018 - raises where the number cannot be used
    except Unbound as error:
        world.ledger.say(cell, kind, UNCHECKED, note=str(error))
        return None
    return fact


def _is_whole(share: Cell) -> bool:
    return share.known.value == _WHOLE


def _facts(cells: Sequence[Cell]) -> tuple[Fact, ...]:
    return tuple(cell.fact for cell in cells)


def _project_place(scope: str) -> str:
    places = spec("scope_places")
    return str(places[scope]["project"]) if scope in places else ""
