"""Bound statements to claims: each recomputed as an exact interval, with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from ..amounts import FEN_PER_UNIT, Interval, Linear, ends, ratio_range
from ..verdicts import (
    DIFFERS,
    EQUAL,
    GRAVITY,
    ROUNDING,
    UNCHECKED,
    UNDEFINED,
    Judgement,
    gravest,
    judge,
)
from .binding import (
    BASIC_FORM,
    FORMS_WORLD,
    TEXT_WORLD,
    Bound,
    Forms,
    Operand,
    Stated,
    Unbound,
    intervals,
    money,
    operand,
    path,
    refs_of,
    values,
)
from .closures import Result, close

_HUNDRED = Fraction(100)
_BUDGETS = ("budget", "adjusted_budget", "any_budget")


def recompute(bound: Sequence[Bound], forms: Forms) -> list[Result]:
    """Judge every statement; those that only other numbers of the prose determine come last."""
    stated = Stated(bound)
    results = [_result(entry, forms, stated) for entry in bound]
    return close(bound, results, stated)


def _result(entry: Bound, forms: Forms, stated: Stated) -> Result:
    statement = entry.statement
    if statement.doubt:
        return Result(Judgement(UNCHECKED, note=f"not understood: “{statement.doubt}”"))
    if entry.problem:
        return Result(Judgement(UNCHECKED, note=entry.problem))
    rules: dict[str, Callable[[Bound, Forms, Stated, str], Result]] = {
        "amount": _amount,
        "growth": _growth,
        "share": _share,
        "completion": _completion,
        "direction": _direction,
        "agreement": _agreement,
        "nil": _nil,
        "list": _list,
        "item_name": _item_name,
        "count": _count,
        "period": _period,
        "as_of": _as_of,
    }
    rule = rules.get(statement.kind)
    if rule is None:
        return Result(None)
    if not entry.refs and statement.kind not in ("period", "as_of", "agreement", "count"):
        return Result(Judgement(UNCHECKED, note="no subject was found for this number"))
    best: Result | None = None
    for world in (FORMS_WORLD, TEXT_WORLD):
        try:
            result = rule(entry, forms, stated, world)
        except Unbound as error:
            result = Result(Judgement(UNCHECKED, note=str(error)))
        if result.judgement is None or best is None:
            best = result
        elif best.judgement is not None and _is_milder(result.judgement, best.judgement):
            note = "holds for the amount as the text states it, not for the form's"
            best = Result(
                Judgement(
                    result.judgement.verdict,
                    result.judgement.range,
                    note if best.judgement.verdict == DIFFERS else result.judgement.note,
                    result.judgement.is_touch,
                ),
                result.formula,
                result.operands,
            )
    assert best is not None
    return best


def _is_milder(new: Judgement, old: Judgement) -> bool:
    """A second world may only acquit: it counts where the first differs or has no operand."""
    if old.verdict == UNCHECKED:
        return new.verdict != UNCHECKED
    return old.verdict == DIFFERS and GRAVITY.index(new.verdict) < GRAVITY.index(DIFFERS)


def _amount(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    statement = entry.statement
    places: list[str] = list(entry.refs)
    if statement.measure in _BUDGETS:
        printed_budget = forms.prints_budget(entry.refs[0])
        places = [printed_budget] if printed_budget else []
    if all(ref.count("/") < 2 for ref in places):
        return Result(None)
    printed = entry.number
    assert printed is not None
    scale = FEN_PER_UNIT["万元"] / _fen(entry)
    judgements = []
    figures = forms.operands(places)
    for figure in figures:
        computed = figure.interval.scaled(scale)
        judgements.append(judge(printed, figure.value * scale, computed))
    ids = tuple(figure.id for figure in figures)
    return Result(gravest(judgements), " ; ".join(f"= {name}" for name in ids), ids)


def _growth(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    statement = entry.statement
    change = _change_before(entry, stated)
    sign = 1 if statement.direction == "up" else -1
    judgements, names = [], []
    for ref in entry.refs:
        current = operand(ref, statement, world, forms, stated)
        base = current.linear - change.linear * sign
        judgements.append(_ratio(entry, change.linear, base, (current, change)))
        names.extend([current.id, change.id])
    formula = "100*d/(x-d)" if sign > 0 else "100*d/(x+d)"
    return Result(gravest(judgements), formula, _unique(names))


def _share(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    statement = entry.statement
    if statement.base is None:
        raise Unbound("it is not said of which whole this is a share")
    wholes = refs_of(statement.base, forms)
    if not wholes:
        raise Unbound("the whole of this share is not known")
    whole = operand(wholes[0], statement, world, forms, stated)
    if whole.interval.contains(0):
        return Result(Judgement(UNDEFINED, note="the whole may be zero"), "100*a/b", (whole.id,))
    part = operand(entry.refs[0], statement, world, forms, stated)
    judgement = _ratio(entry, part.linear, whole.linear, (part, whole))
    return Result(judgement, "100*a/b", (part.id, whole.id))


def _completion(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    statement = entry.statement
    ref = entry.refs[0]
    actual = operand(ref, statement, world, forms, stated)
    budget = _budget(entry, forms, stated)
    judgement = _ratio(entry, actual.linear, budget.linear, (actual, budget))
    return Result(judgement, "100*a/b", (actual.id, budget.id))


def _direction(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    statement = entry.statement
    actual = operand(entry.refs[0], statement, world, forms, stated)
    budget = _budget(entry, forms, stated)
    sign = {"less": "<", "greater": ">", "equal": "="}[statement.direction]
    formula, names = f"a {sign} b", (actual.id, budget.id)
    gap = (actual.linear - budget.linear).range(intervals((actual, budget)))
    low, high = ends(gap)
    always, sometimes = {
        "less": (high < 0, low < 0),
        "greater": (low > 0, high > 0),
        "equal": (low == high == 0, gap.contains(0)),
    }[statement.direction]
    verdict = EQUAL if always else ROUNDING if sometimes else DIFFERS
    return Result(Judgement(verdict, gap), formula, names)


def _agreement(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """The word before the rate says the same direction as the word before the change."""
    statement = entry.statement
    verdict = EQUAL if statement.direction == statement.measure else DIFFERS
    return Result(Judgement(verdict), "same direction as the change")


def _nil(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """Nothing is stated to be there, so every figure of it is zero or blank."""
    if entry.refs[0].startswith("agency_operating/"):
        return _nil_agency(forms)
    places = list(entry.refs)
    places += [budget for ref in entry.refs if (budget := forms.prints_budget(ref))]
    found = forms.operands(places)
    verdict = EQUAL if all(figure.interval.contains(0) for figure in found) else DIFFERS
    return Result(Judgement(verdict), "all = 0", tuple(figure.id for figure in found))


def _nil_agency(forms: Forms) -> Result:
    """A department without items of administrative running has no agency operating expenses.

    Where such an item is printed, the statement may still be true: only the staffing tells.
    """
    items = forms.agency_items()
    if any(figure.value for figure in items):
        raise Unbound("the form has administrative running expenditure; staffing is not printed")
    return Result(Judgement(EQUAL), "no item 行政运行", tuple(figure.id for figure in items))


def _list(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """A name in the list of what the money was mainly spent on stands for money spent."""
    is_personnel = "/personnel/" in entry.refs[0]
    code = forms.economic_section(entry.statement.printed, is_personnel)
    figure = forms.operand(f"{BASIC_FORM}/{code}/amount")
    spent = not figure.interval.contains(0)
    note = "" if spent else "it is listed, but nothing was spent on it"
    judgement = Judgement(EQUAL if spent else DIFFERS, figure.interval, note)
    return Result(judgement, "a > 0", (figure.id,))


def _item_name(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """Class, section and item are named as the form names them."""
    off = forms.misnamed(entry.statement.subject.names)
    note = "; ".join(f"“{name}”: the form has “{label}”" for name, label in off)
    return Result(Judgement(DIFFERS if off else EQUAL, note=note), "= label", entry.refs)


def _count(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """Where nothing was spent, nothing is counted; what else is counted is recorded only."""
    assert entry.number is not None
    if entry.number.value or not entry.refs:
        return Result(None)
    spent = operand(entry.refs[0], entry.statement, world, forms, stated)
    if spent.value:
        return Result(None)
    return Result(Judgement(EQUAL, spent.interval), "0 where a = 0", (spent.id,))


def _period(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    statement = entry.statement
    if not statement.period or entry.number is None:
        raise Unbound("the fiscal year of the document is not known")
    is_prior = statement.direction == "prior"
    year = Fraction(int(statement.period) - int(is_prior))
    verdict = EQUAL if entry.number.value == year else DIFFERS
    formula = "fiscal year - 1" if is_prior else "fiscal year"
    return Result(Judgement(verdict, Interval(year, year)), formula)


def _as_of(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """State of assets is told as of the last day of the fiscal year."""
    statement = entry.statement
    if not statement.period:
        raise Unbound("the fiscal year of the document is not known")
    is_last_day = statement.printed == f"{statement.period}年12月31日"
    return Result(Judgement(EQUAL if is_last_day else DIFFERS), "last day of the fiscal year")


def _ratio(
    entry: Bound, numerator: Linear, denominator: Linear, operands: Sequence[Operand]
) -> Judgement:
    """A printed percentage against 100 * numerator / denominator."""
    printed = entry.number
    assert printed is not None
    computed = ratio_range(numerator * _HUNDRED, denominator, intervals(operands))
    if computed is None:
        return Judgement(UNDEFINED, note="the base may be zero")
    point = values(operands)
    return judge(printed, _HUNDRED * numerator.at(point) / denominator.at(point), computed)


def _change_before(entry: Bound, stated: Stated) -> Operand:
    change = None
    for other in stated.before(entry.statement):
        if other.statement.kind == "change" and set(other.refs) == set(entry.refs):
            change = other
    if change is None:
        raise Unbound("no change in money is stated beside this rate")
    return money(change)


def _budget(entry: Bound, forms: Forms, stated: Stated) -> Operand:
    """The budget that a rate or comparison names; any budget only where exactly one is stated."""
    statement = entry.statement
    ref = entry.refs[0]
    on_form = forms.prints_budget(ref)
    if on_form is not None:
        return forms.operand(on_form)
    wanted = _BUDGETS if statement.measure == "any_budget" else (statement.measure,)
    found = [
        told
        for measure in wanted
        if (told := stated.amount(path(ref, measure), statement)) is not None
    ]
    if not found:
        raise Unbound("no budget is stated beside this statement")
    if len(found) > 1:
        raise Unbound("two budgets are stated and the words do not say which is meant")
    return money(found[0])


def _fen(entry: Bound) -> Fraction:
    fen = FEN_PER_UNIT.get(entry.statement.unit)
    if fen is None:
        raise Unbound(f"“{entry.statement.unit}” is no unit of money")
    return fen


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
