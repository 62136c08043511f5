"""What the prose says of one project, one year, or of nothing being there, against the tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .. import terms
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from ..facts import Operand, Unbound
from ..terms import plain
from .grades import judge_grade, judge_same_grade
from .entered import Cell, exact, judge_same
from .exactness import POINTS
from .money import REPORT, SELF_EVALUATION, ProjectMoney, judge_against, judge_rate
from .phrases import meanings, phrases, spec
from .known import World

_GOV_FUNDS = ("gov_funds", "state_capital")


def state_of_project(
    world: World, cell: Cell, meaning: str, project: str, own: Mapping[str, Cell]
) -> None:
    """A number of a summary against the project's table.

    The rate is also compared with the amounts that the summary itself states (`own`): where an
    amount is wrong, it is reported once.
    """
    money = world.projects.get((SELF_EVALUATION, project))
    if meaning == "score":
        _state_score(world, cell, project)
    elif meaning == "completion":
        _state_completion(world, cell, money, own)
    elif money is not None and money.readings(meaning):
        judge_against(world.ledger, cell, "amount", money.readings(meaning))
    else:
        world.ledger.remark(cell, "no table states it")


def _state_score(world: World, cell: Cell, project: str) -> None:
    for source in (SELF_EVALUATION, REPORT):
        table = world.tables.get((source, project))
        if table is not None and table.score is not None:
            total = table.score
            judgement = judge_same(cell, total.operand)
            world.ledger.state(cell, "amount", judgement, f"= {total.claim_id}", [total.claim_id])
            return
    world.ledger.remark(cell, "no table states it")


def _state_completion(
    world: World, cell: Cell, money: ProjectMoney | None, own: Mapping[str, Cell]
) -> None:
    base = own.get("adjusted_budget") or own.get("budget")
    actual = own.get("actual")
    parts, wholes = [], []
    if money is not None and money.readings("actual"):
        measure = "adjusted_budget" if money.readings("adjusted_budget") else "budget"
        parts, wholes = money.readings("actual"), money.readings(measure)
    count = min(len(parts), len(wholes))
    parts, wholes = parts[:count], wholes[:count]
    if parts and base is not None and actual is not None:
        # they may acquit it; by themselves the engine of sentences judges them (`by_sentence`)
        parts, wholes = [*parts, [actual.operand]], [*wholes, [base.operand]]
    if parts:
        judge_rate(world.ledger, cell, parts, wholes)
    else:
        note = "the amounts that it is a rate of are not printed"
        world.ledger.state(cell, "completion", Judgement(UNCHECKED, note=note))


def state_result(world: World, cell: Cell, project: str, is_self: bool) -> None:
    """A grade: that of the self-evaluation table, or by the printed bands from the total score."""
    name = terms.fold(project)
    own = world.grades.get(name)
    table = world.tables.get((REPORT, project))
    score = table.score if table is not None else None
    bands = world.bands_of(project)
    if own is not None and (is_self or score is None):
        judgement = judge_same_grade(cell.printed, own.printed)
        world.ledger.state(cell, "grade", judgement, "= grade of the table", [own.claim_id])
    elif score is not None and bands:
        judgement = judge_grade(cell.printed, score.operand, bands)
        formula = "grade of a by the printed bands"
        world.ledger.state(cell, "grade", judgement, formula, [score.claim_id], unit=POINTS)
    elif name in world.listed.grades:
        listed = world.listed.grades[name]
        judgement = judge_same_grade(cell.printed, listed.printed)
        world.ledger.state(cell, "grade", judgement, "= grade of the list", [listed.claim_id])
    else:
        world.ledger.remark(cell, "nothing printed determines the grade")


def state_year(world: World, cell: Cell, may_be_next: bool = False) -> None:
    """The year that the account reports on; of a plan it may be the year behind it."""
    year = world.ledger.fiscal_year
    if year is None or cell.number is None:
        note = "the fiscal year of the document is not known"
        world.ledger.state(cell, "period", Judgement(UNCHECKED, note=note))
        return
    verdict = EQUAL if cell.number.value == year else DIFFERS
    if may_be_next and cell.number.value == year + 1:
        verdict = UNCHECKED
    world.ledger.state(cell, "period", Judgement(verdict, exact(year)), "fiscal year")


# --- nothing there -------------------------------------------------------------------------------


def find_nil(text: str, heading: str) -> tuple[str, int, int] | None:
    """What a clause says that there is none of, and where the words stand.

    A bare 无 speaks of what the heading above it names.
    """
    match = _nil().search(plain(text))
    if match is not None:
        return dict(meanings("nil_things"))[match["what"]], *match.span()
    if terms.fold(text) in phrases("nothing"):
        named = [name for word, name in meanings("nil_things") if word in heading]
        return (named[0], 0, len(text)) if named else None
    return None


def state_nil(world: World, cell: Cell, what: str) -> None:
    """Nothing is said to be there: no money on the form, no report or list in the annex."""
    if what in _GOV_FUNDS:
        judgement, operands = _no_money(world, what)
        world.ledger.state(cell, "nil", judgement, "a = 0", operands, unit="万元")
        return
    if what == SELF_EVALUATION:
        found = len(world.listed) > 0 or any(source == what for source, _ in world.tables)
    else:
        found = what in world.other_reports or what in world.modes.values()
    note = "the annex has one" if found else ""
    judgement = Judgement(DIFFERS if found else EQUAL, note=note)
    world.ledger.state(cell, "nil", judgement, "no such report in the annex")


def _no_money(world: World, scope: str) -> tuple[Judgement, list[str]]:
    """No projects of a budget: nothing was spent from it, or nothing of that on projects."""
    found: Operand | None = None
    reason = ""
    for place in spec("scope_places", scope).values():
        try:
            found = world.forms.operand(place)
        except Unbound as error:
            reason = str(error)
            continue
        if found.interval.contains(0):
            return Judgement(EQUAL, found.interval), [found.id]
    if found is None or not found.id.endswith("/project"):
        note = reason or "it is not known whether the money was spent on projects"
        return Judgement(UNCHECKED, note=note), []
    return Judgement(DIFFERS, found.interval), [found.id]


@cache
def _nil() -> re.Pattern[str]:
    nothing = "|".join(re.escape(word) for word in phrases("nil_words"))
    things = "|".join(re.escape(word) for word, _ in meanings("nil_things"))
    return re.compile(rf"(?:{nothing})(?P<what>{things})")
