"""Words and names against the account: nil statements, lists, names, counts, years and dates."""

from __future__ import annotations

from fractions import Fraction

from ..amounts import Interval
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .binding import Bound, Stated, operand
from .lexicon import paid_units, plans
from .places import BASIC_FORM, ITEM_FORM, Forms, Unbound
from .results import Result


def judge_nil(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """Nothing is stated to be there, so every figure of it is zero or blank."""
    if entry.refs[0].startswith("agency_operating/"):
        return _nil_agency(forms)
    places = list(entry.refs)
    if plans(entry.statement.printed):
        places += [budget for ref in entry.refs if (budget := forms.prints_budget(ref))]
    found = forms.operands(places)
    verdict = EQUAL if all(figure.interval.contains(0) for figure in found) else DIFFERS
    return Result(Judgement(verdict), "all = 0", tuple(figure.id for figure in found))


def _nil_agency(forms: Forms) -> Result:
    """A department without items of administrative running has no agency operating expenses.

    Where such an item is printed, the statement may still be true: only the staffing tells.
    """
    forms.require(ITEM_FORM)
    items = forms.agency_items()
    if any(figure.value for figure in items):
        raise Unbound("the form has administrative running expenditure; staffing is not printed")
    return Result(Judgement(EQUAL), "no item 行政运行", tuple(figure.id for figure in items))


def judge_list(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """A name in the list of what the money was mainly spent on stands for money spent."""
    code = forms.economic_section(entry.statement.printed, _is_personnel(entry))
    figure = forms.operand(f"{BASIC_FORM}/{code}/amount")
    spent = not figure.interval.contains(0)
    note = "" if spent else "it is listed, but nothing was spent on it"
    judgement = Judgement(EQUAL if spent else DIFFERS, figure.interval, note)
    return Result(judgement, "a > 0", (figure.id,))


def _is_personnel(entry: Bound) -> bool:
    return "/personnel/" in entry.refs[0]


def judge_item_name(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """Class, section and item are named as the form names them."""
    subject = entry.statement.subject
    off = forms.misnamed(subject.form, subject.names)
    note = "; ".join(f"“{name}”: the form has “{label}”" for name, label in off)
    return Result(Judgement(DIFFERS if off else EQUAL, note=note), "= label", entry.refs)


def judge_count(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """Where nothing was spent, nothing is counted; what else is counted is recorded only.

    Guests and trips that cost nothing may be true, so they are `unchecked`.
    """
    assert entry.number is not None
    if not entry.refs:
        return Result(None)
    try:
        spent = operand(entry.refs[0], entry.statement, world, forms, stated)
    except Unbound:
        return Result(None)
    if spent.value:
        return Result(None)
    if not entry.number.value:
        return Result(Judgement(EQUAL, spent.interval), "0 where a = 0", (spent.id,))
    if entry.statement.unit not in paid_units():
        return Result(None)
    note = "it is counted, though nothing was spent on it"
    return Result(Judgement(UNCHECKED, spent.interval, note), "0 where a = 0", (spent.id,))


def judge_period(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """The year that a sentence speaks of; a reason may speak of any other (a datum)."""
    statement = entry.statement
    if statement.direction == "reason" and statement.printed != statement.period:
        return Result(None)
    if not statement.period or entry.number is None:
        raise Unbound("the fiscal year of the document is not known")
    is_prior = statement.direction == "prior"
    year = Fraction(int(statement.period) - int(is_prior))
    verdict = EQUAL if entry.number.value == year else DIFFERS
    formula = "fiscal year - 1" if is_prior else "fiscal year"
    return Result(Judgement(verdict, Interval(year, year)), formula)


def judge_as_of(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """State of assets is told as of the last day of the fiscal year.

    A day of another year may be meant, unless it is the last of a year and no other is told.
    """
    statement = entry.statement
    if not statement.period:
        raise Unbound("the fiscal year of the document is not known")
    last_day = f"{statement.period}年12月31日"
    formula = "last day of the fiscal year"
    if statement.printed == last_day:
        return Result(Judgement(EQUAL), formula)
    is_last = statement.printed.endswith("12月31日") and last_day not in stated.days
    if is_last or statement.printed.startswith(statement.period):
        return Result(Judgement(DIFFERS), formula)
    return Result(Judgement(UNCHECKED, note="another day may be meant"), formula)
