"""What the prose says of one project, one year, or of nothing being there, against the tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from .. import terms
from ..facts import Fact, Unbound
from ..relations.tree import NOTHING, Named, Number, Operand, Relation, add, equals_each
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell
from .grades import state_grade, state_same_grade
from .known import World
from .phrases import meanings, phrases, spec
from .tables import REPORT, SELF_EVALUATION, rate_of

_GOV_FUNDS = ("gov_funds", "state_capital")
NO_AMOUNTS = "the amounts that it is a rate of are not printed"


def state_of_project(
    world: World, cell: Cell, meaning: str, project: str, own: Mapping[str, Cell]
) -> None:
    """A number of a summary against the project's table.

    The rate is also compared with the amounts that the summary itself states (`own`): where an
    amount is wrong, it is reported once.
    """
    tables = world.project(SELF_EVALUATION, project)
    if meaning == "completion":
        ways = tables.rates()
        base = own.get("adjusted_budget") or own.get("budget")
        if ways and base is not None and "actual" in own:
            # they may acquit it; by themselves the engine of sentences judges them (`by_sentence`)
            ways.append(rate_of([own["actual"]], [base]))
        if ways:
            world.ledger.state(cell, "completion", *ways)
        else:
            world.ledger.say(cell, "completion", UNCHECKED, note=NO_AMOUNTS)
        return
    scores = [tables.score, world.project(REPORT, project).score]
    readings = [[one] for one in scores if one][:1] if meaning == "score" else tables.readings(meaning)
    ways = [
        equals_each([way[0].fact]) if len(way) == 1 else add([one.fact for one in way])
        for way in readings
    ]
    if ways:
        world.ledger.state(cell, "amount", *ways)
    else:
        world.ledger.remark(cell, "no table states it")


def state_result(world: World, cell: Cell, project: str, is_self: bool) -> None:
    """A grade of the prose: that of the self-evaluation table, or that of the report's score."""
    score = world.project(REPORT, project).score
    own = world.facts.grades.get(terms.fold(project))
    state_grade_of(world, cell, terms.fold(project), score, own if is_self or score is None else None)


def state_grade_of(
    world: World, cell: Cell, project: str, score: Cell | None, table: Cell | None
) -> None:
    """A grade is that of the table, else by the printed bands from the score, else that of the list."""
    bands, listed = world.bands_of(project), world.listed.grades.get(project)
    if table is not None:
        state_same_grade(world.ledger, cell, table, "= grade of the table")
    elif score is not None and bands:
        state_grade(world.ledger, cell, score, bands)
    elif listed is not None:
        state_same_grade(world.ledger, cell, listed, "= grade of the list")
    else:
        world.ledger.remark(cell, "no bands of points are printed, and no other grade")


def state_year(world: World, cell: Cell, may_be_next: bool = False) -> None:
    """The year that the account reports on; of a plan it may be the year behind it."""
    year = world.ledger.fiscal_year
    if year is None or cell.number is None:
        note = "the fiscal year of the document is not known"
        world.ledger.say(cell, "period", UNCHECKED, note=note)
        return
    is_next = may_be_next and cell.known.value == year + 1
    tree = Named("fiscal year", Number(Fraction(year)))
    world.ledger.state(cell, "period", tree, doubt="it may be that of the plan" if is_next else "")


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
        _state_no_money(world, cell, what)
        return
    if what == SELF_EVALUATION:
        is_there = len(world.listed) > 0 or any(
            source == what and tables.points for (source, _), tables in world.projects.items()
        )
    else:
        is_there = what in world.other_reports or what in world.facts.modes.values()
    verdict, note = (DIFFERS, "the annex has one") if is_there else (EQUAL, "")
    world.ledger.say(cell, "nil", verdict, "no such report in the annex", note=note)


def _state_no_money(world: World, cell: Cell, scope: str) -> None:
    """No projects of a budget: nothing was spent from it, or nothing of that on projects."""
    found: list[Fact] = []
    note = ""
    for place in spec("scope_places", scope).values():
        try:
            fact = world.forms.fact(place)
            is_nothing = fact.may_be_zero
        except Unbound as error:
            note = str(error)
            continue
        found = [fact]
        if is_nothing:
            break
    if not found or not (found[0].may_be_zero or found[0].id.endswith("/project")):
        note = note or "it is not known whether the money was spent on projects"
        world.ledger.say(cell, "nil", UNCHECKED, note=note)
        return
    world.ledger.state(cell, "nil", Relation(Operand(found[0]), "=", NOTHING), unit="万元")


@cache
def _nil() -> re.Pattern[str]:
    nothing = "|".join(re.escape(word) for word in phrases("nil_words"))
    things = "|".join(re.escape(word) for word, _ in meanings("nil_things"))
    return re.compile(rf"(?:{nothing})(?P<what>{things})")
