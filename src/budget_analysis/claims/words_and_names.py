"""Words and names against the account: nil statements, lists, names, counts, years and dates."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .. import codes
from ..notes import NAME_OF_FORM, OTHER_HALF
from ..facts import Fact, Forms, Unbound
from ..facts.forms import BASIC_FORM, ITEM_FORM, ITEM_MEASURE
from ..relations.tree import NOTHING, All, Named, Number, Operand, Relation, This, Tree
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from ..sentences.years import YEAR_DIGITS
from .binding import Bound
from .stated import Sources
from .known_words import table
from .results import DATUM, Result, judged

_AT_YEAR_END = ("state_assets", "three_public")
_LAST_DAY = Named("last day of the fiscal year")


def judge_nil(entry: Bound, sources: Sources) -> Result:
    """Nothing is stated to be there, so every figure of it is zero or blank."""
    forms = sources.forms
    if entry.refs[0].startswith("agency_operating/"):
        return _nil_agency(forms)
    places = list(entry.refs)
    if any(word in entry.statement.printed for word in table("nil")["plans"]):  # of what was planned too
        places += [budget for ref in entry.refs if (budget := forms.prints_budget(ref))]
    found = forms.facts(places)
    verdict = EQUAL if all(fact.may_be_zero for fact in found) else DIFFERS
    return Result(Judgement(verdict), _all_zero(found))


def _all_zero(facts: Sequence[Fact]) -> Tree:
    return All(tuple(Relation(Operand(fact), "=", NOTHING) for fact in facts))


def _nil_agency(forms: Forms) -> Result:
    """A department without items of administrative running has no agency operating expenses.

    Where such an item is printed, the statement may still be true: only the staffing tells.
    """
    forms.require(ITEM_FORM)
    wanted = {codes.fold_name(name) for name in table("agency")["items"]}
    rows = forms.names[ITEM_FORM]
    items = tuple(
        forms.fact(f"{ITEM_FORM}/{code}/{ITEM_MEASURE}")
        for code in rows.of_size("items")
        if codes.fold_name(rows.labels[code]) in wanted
    )
    if not all(fact.is_zero for fact in items):
        raise Unbound("the form has administrative running expenditure; staffing is not printed")
    return Result(Judgement(EQUAL), Named("no item 行政运行", facts=items))


def judge_list(entry: Bound, sources: Sources) -> Result:
    """A name in the list of what the money was mainly spent on stands for money spent."""
    is_personnel = "/personnel/" in entry.refs[0]
    code = sources.forms.economic_section(entry.statement.printed, is_personnel)
    fact = sources.forms.fact(f"{BASIC_FORM}/{code}/amount")
    if (codes.economic_group(code) == "personnel") != is_personnel:
        note = OTHER_HALF.say(half="running" if is_personnel else "personnel", code=code)
        return Result(Judgement(DIFFERS, note=note), Named("a section of this half of the form", facts=(fact,)))
    spent = not fact.may_be_zero
    note = "" if spent else "it is listed, but nothing was spent on it"
    judgement = Judgement(EQUAL if spent else DIFFERS, fact.known.interval, note)
    return Result(judgement, Relation(Operand(fact), ">", NOTHING))


def judge_item_name(entry: Bound, sources: Sources) -> Result:
    """Class, section and item are named as the form names them."""
    subject = entry.statement.subject
    off = sources.forms.misnamed(subject.form, subject.names)
    note = "; ".join(NAME_OF_FORM.say(name=name, right=label) for name, label in off)
    places = tuple(Fact(ref, None) for ref in entry.refs)
    return Result(Judgement(DIFFERS if off else EQUAL, note=note), Named("= label", facts=places))


def judge_count(entry: Bound, sources: Sources) -> Result:
    """Where nothing was spent, nothing is counted; what else is counted is recorded only.

    Guests and trips that cost nothing may be true, so they are `unchecked`.
    """
    assert entry.fact is not None
    if not entry.refs:
        return DATUM
    try:
        spent = sources.at(entry.refs[0], entry.statement)
    except Unbound:
        return DATUM
    if spent.known.value:
        return DATUM
    nothing = (Relation(one, "=", NOTHING) for one in (This(), Operand(spent)))
    tree = Named("0 where a = 0", All(tuple(nothing)))
    interval = spent.known.interval
    if not entry.fact.known.value:
        return Result(Judgement(EQUAL, interval), tree)
    if entry.statement.unit not in table("counts")["paid"]:
        return DATUM
    note = "it is counted, though nothing was spent on it"
    return Result(Judgement(UNCHECKED, interval, note), tree)


def judge_period(entry: Bound, sources: Sources) -> Result:
    """The year that a sentence speaks of; a reason may speak of any other (a datum)."""
    statement = entry.statement
    is_year = len(statement.printed) == YEAR_DIGITS
    if statement.direction == "reason" and statement.printed != statement.period and is_year:
        return DATUM
    if not statement.period or entry.fact is None:
        raise Unbound("the fiscal year of the document is not known")
    is_prior = statement.direction == "prior"
    year = Number(Fraction(int(statement.period) - int(is_prior)))
    return judged(entry, Named("fiscal year - 1" if is_prior else "fiscal year", year))


def judge_as_of(entry: Bound, sources: Sources) -> Result:
    """State of assets is told as of the last day of the fiscal year.

    A day of another year may be meant, unless it is the last of a year and no other is told; of assets and
    vehicles, that are told as of one day, no other in their section.
    """
    statement = entry.statement
    if not statement.period:
        raise Unbound("the fiscal year of the document is not known")
    last_day = f"{statement.period}年12月31日"
    if statement.printed == last_day:
        return Result(Judgement(EQUAL), _LAST_DAY)
    told = {day for section, day in sources.stated.days if section == statement.section or not statement.section.startswith(_AT_YEAR_END)}
    is_last = statement.printed.endswith("12月31日") and last_day not in told
    if is_last or statement.printed.startswith(statement.period):
        return Result(Judgement(DIFFERS), _LAST_DAY)
    return Result(Judgement(UNCHECKED, note="another day may be meant"), _LAST_DAY)
