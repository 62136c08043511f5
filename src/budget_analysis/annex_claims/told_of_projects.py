"""What the prose says of one project, one year, or of nothing being there, against the tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from .. import terms
from ..facts import Fact, Unbound
from ..relations.tree import NOTHING, Named, Number, Operand, Relation, equals_each
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell, together
from .grades import state_grade, state_same_grade
from .known import World
from .phrases import meanings, phrases, spec
from .tables import REPORT, SELF_EVALUATION, rate_of

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
    readings = tables.readings(meaning)
    if meaning == "score":
        scores = (tables.score, world.project(REPORT, project).score)
        readings = [[score] for score in scores if score is not None][:1]
    if readings:
        ways = [equals_each([way[0].fact]) if len(way) == 1 else together(way) for way in readings]
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
    bands = world.facts.bands.get(project) or world.facts.bands.get("", ())
    listed = world.names.grades.get(project)
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
    flat, things = plain(text), dict(meanings("nil_things"))
    nothing, thing = ("|".join(map(re.escape, words)) for words in (phrases("nil_words"), things))
    match = re.search(rf"(?:{nothing})(?P<what>{thing})", flat)
    if match is not None:
        return things[match["what"]], *match.span()
    named = [name for word, name in things.items() if word in heading]
    return (named[0], 0, len(text)) if named and terms.fold(text) in phrases("nothing") else None


def state_nil(world: World, cell: Cell, what: str) -> None:
    """Nothing is said to be there: no money on the form, no report in the annex."""
    if what in spec("scope_places"):
        _state_no_money(world, cell, what)
        return
    is_there = what in world.other_reports or what in world.facts.modes.values()
    verdict, note = (DIFFERS, "the annex has one") if is_there else (EQUAL, "")
    world.ledger.say(cell, "nil", verdict, "no such report in the annex", note=note)


def _state_no_money(world: World, cell: Cell, scope: str) -> None:
    """No projects of a budget: nothing was spent from it, or nothing of that on projects."""
    found: Fact | None = None
    note = "it is not known whether the money was spent on projects"
    for place in spec("scope_places", scope).values():
        try:
            is_nothing = world.forms.fact(place).may_be_zero
        except Unbound as error:
            note = str(error)
            continue
        found = world.forms.fact(place)
        if is_nothing:
            break
    if found is None or not (found.may_be_zero or found.id.endswith("/project")):
        world.ledger.say(cell, "nil", UNCHECKED, note=note)
    else:
        world.ledger.state(cell, "nil", Relation(Operand(found), "=", NOTHING), unit="万元")
