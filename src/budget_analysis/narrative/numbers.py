"""Printed numbers against what their operands give: amounts, changes, growth, shares, budgets.

Each rule takes a bound statement and one of two worlds: the forms, or the amounts beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..amounts import FEN_PER_UNIT, Interval, Linear, ends, ratio_range
from ..verdicts import (
    DIFFERS,
    EQUAL,
    ROUNDING,
    UNDEFINED,
    Judgement,
    gravest,
    judge,
)
from .binding import FORMS_WORLD, Bound, Stated, intervals, money, operand, refs_of, values
from .lexicon import BUDGETS
from .places import Forms, Operand, Unbound, path
from .results import Result
from .statements import PRIOR, Subject

_HUNDRED = Fraction(100)


def judge_amount(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    statement = entry.statement
    places: list[str] = list(entry.refs)
    if statement.measure in BUDGETS:
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
    judgement = gravest(judgements)
    if judgement.verdict == DIFFERS and statement.measure == "budget":
        _acquit_initial_budget(entry, stated)
    if judgement.verdict == DIFFERS and len(figures) > 1:
        total = sum((figure.value for figure in figures), Fraction(0)) * scale
        if judge(printed, total, Interval(total, total)).verdict == EQUAL:
            raise Unbound("it may be the total of several subjects")
    return Result(judgement, " ; ".join(f"= {name}" for name in ids), ids)


def _acquit_initial_budget(entry: Bound, stated: Stated) -> None:
    """The budget column of the form may be the adjusted one.

    Raises:
        Unbound: the text states an adjusted budget too, or a rate that holds for the initial one.
    """
    ref = entry.refs[0]
    if stated.has_adjusted_budget(ref.split("/")[0]):
        raise Unbound("the form may print the adjusted budget, which is stated besides")
    actual, budget = stated.named(ref), money(entry)
    if actual is None or budget.interval.contains(0):
        return
    spent = money(actual)
    for rate in stated.rates(ref):
        judgement = _ratio(rate, spent.linear, budget.linear, (spent, budget))
        if judgement.verdict in (EQUAL, ROUNDING):
            raise Unbound("the form may print the adjusted budget: the rate holds for this one")


def judge_change(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """A change on a budget, or on a quoted amount of the year before: two printed amounts."""
    statement = entry.statement
    actual = operand(entry.refs[0], statement, world, forms, stated)
    base = _base(entry, forms, stated, world)
    operands = (actual, base) if statement.direction == "up" else (base, actual)
    gap = operands[0].linear - operands[1].linear
    scale = FEN_PER_UNIT["万元"] / _fen(entry)
    assert entry.number is not None
    computed = gap.range(intervals(operands)).scaled(scale)
    judgement = judge(entry.number, gap.at(values(operands)) * scale, computed)
    return Result(judgement, "a-b", (operands[0].id, operands[1].id))


def judge_growth(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    statement = entry.statement
    change = _change_before(entry, stated)
    if change is None and statement.measure:
        return _growth_on_base(entry, forms, stated, world)
    if change is None:
        raise Unbound("no change in money is stated beside this rate")
    sign = 1 if statement.direction == "up" else -1
    judgements, names = [], []
    for ref in entry.refs:
        current = operand(ref, statement, world, forms, stated)
        base = current.linear - change.linear * sign
        judgements.append(_ratio(entry, change.linear, base, (current, change)))
        names.extend([change.id, current.id])
    formula = "100*d/(x-d)" if sign > 0 else "100*d/(x+d)"
    return Result(gravest(judgements), formula, _unique(names))


def _growth_on_base(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """比年初预算增长5.00%: the difference to the budget (the year before) as a percentage of it."""
    actual = operand(entry.refs[0], entry.statement, world, forms, stated)
    base = _base(entry, forms, stated, world)
    is_up = entry.statement.direction == "up"
    gap = actual.linear - base.linear if is_up else base.linear - actual.linear
    judgement = _ratio(entry, gap, base.linear, (actual, base))
    formula = "100*(a-b)/b" if is_up else "100*(b-a)/b"
    return Result(judgement, formula, (actual.id, base.id))


def _base(entry: Bound, forms: Forms, stated: Stated, world: str) -> Operand:
    """What a change is a change on: the quoted amount of the year before, or a budget.

    Raises:
        Unbound: it is not stated, or not for certain.
    """
    if entry.statement.measure != PRIOR:
        return _budget(entry, forms, stated, world)
    quoted = stated.prior(entry.refs[0], entry.statement)
    if quoted is None:
        raise Unbound("the amount of the year before is not certain")
    return money(quoted)


def judge_share(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """A share of the whole that is named; of an unnamed whole, any that may be meant acquits."""
    statement = entry.statement
    if statement.base is None:
        raise Unbound("it is not said of which whole this is a share")
    first = _share_of(entry, statement.base, forms, stated, world)
    for base in statement.other_bases:
        if first.judgement is None or first.judgement.verdict not in (DIFFERS, UNDEFINED):
            break
        try:
            other = _share_of(entry, base, forms, stated, world)
        except Unbound as reason:
            raise Unbound(f"the whole of this share is not certain: {reason}") from None
        if other.judgement is not None and other.judgement.verdict in (EQUAL, ROUNDING):
            return other
    return first


def _share_of(entry: Bound, base: Subject, forms: Forms, stated: Stated, world: str) -> Result:
    wholes = refs_of(base, forms)
    if not wholes:
        raise Unbound("the whole of this share is not known")
    whole = operand(wholes[0], entry.statement, world, forms, stated)
    if whole.interval.contains(0):
        return Result(Judgement(UNDEFINED, note="the whole may be zero"), "100*a/b", (whole.id,))
    part = operand(entry.refs[0], entry.statement, world, forms, stated)
    judgement = _ratio(entry, part.linear, whole.linear, (part, whole))
    return Result(judgement, "100*a/b", (part.id, whole.id))


def judge_completion(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    actual = operand(entry.refs[0], entry.statement, world, forms, stated)
    gap = _gap_to_budget(entry, forms, stated)
    if gap is not None:
        told = money(gap)
        sign = 1 if gap.statement.direction == "up" else -1
        base = actual.linear - told.linear * sign
        judgement = _ratio(entry, actual.linear, base, (actual, told))
        return Result(judgement, f"100*x/(x{'-' if sign > 0 else '+'}d)", (actual.id, told.id))
    return _by_any_budget(
        [
            Result(
                _ratio(entry, actual.linear, budget.linear, (actual, budget)),
                "100*a/b",
                (actual.id, budget.id),
            )
            for budget in _budgets(entry, forms, stated, world)
        ]
    )


def _gap_to_budget(entry: Bound, forms: Forms, stated: Stated) -> Bound | None:
    """The difference to a budget that is printed nowhere: 完成年初预算100%，决算数大于预算数55.93万元."""
    ref = entry.refs[0]
    if forms.prints_budget(ref) is not None and not forms.is_absent(ref.split("/")[0]):
        return None
    if any(stated.amount(path(ref, measure), entry.statement) for measure in BUDGETS):
        return None
    return stated.gap(ref, entry.statement)


def judge_direction(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """The word against the two amounts; against the rate where the budget is printed nowhere."""
    direction = entry.statement.direction
    if _has_no_budget(entry, forms, stated):
        rate = _rate_before(entry, stated)
        gap = (rate.linear - Linear({}, _HUNDRED)).range(intervals([rate]))
        return _compare(gap, direction, "a {} 100", (rate,))
    actual = operand(entry.refs[0], entry.statement, world, forms, stated)
    found = []
    for budget in _budgets(entry, forms, stated, world):
        gap = (actual.linear - budget.linear).range(intervals((actual, budget)))
        found.append(_compare(gap, direction, "a {} b", (actual, budget)))
    return _by_any_budget(found)


def _compare(
    gap: Interval, direction: str, formula: str, operands: Sequence[Operand]
) -> Result:
    """A word of comparison against the interval of left minus right."""
    low, high = ends(gap)
    always, sometimes = {
        "less": (high < 0, low < 0),
        "greater": (low > 0, high > 0),
        "equal": (low == high == 0, gap.contains(0)),
    }[direction]
    verdict = EQUAL if always else ROUNDING if sometimes else DIFFERS
    sign = {"less": "<", "greater": ">", "equal": "="}[direction]
    return Result(Judgement(verdict, gap), formula.format(sign), tuple(one.id for one in operands))


def _has_no_budget(entry: Bound, forms: Forms, stated: Stated) -> bool:
    """True where neither a form nor the text prints a budget of the subject."""
    ref = entry.refs[0]
    if forms.is_absent(ref.split("/")[0]) or forms.prints_budget(ref) is not None:
        return False
    told = any(stated.amount(path(ref, measure), entry.statement) for measure in BUDGETS)
    return not told and not stated.has_doubtful_money(entry.statement)


def _rate_before(entry: Bound, stated: Stated) -> Operand:
    """The completion rate that the sentence states of the same subject.

    Raises:
        Unbound: it states none.
    """
    for other in reversed(stated.before(entry.statement)):
        is_rate = other.statement.kind == "completion" and other.refs == entry.refs
        if is_rate and other.number is not None and not other.statement.doubt:
            return Operand(other.claim_id, other.number.value, other.number.interval)
    raise Unbound("no budget is stated beside this statement")


def _by_any_budget(results: Sequence[Result]) -> Result:
    """Where several budgets are stated and none is named, all of them must say the same.

    Raises:
        Unbound: they do not.
    """
    verdicts = {result.judgement.verdict for result in results if result.judgement}
    if len(verdicts) > 1:
        raise Unbound("two budgets are stated and the words do not say which is meant")
    return results[0]


def judge_agreement(entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    """The word before the rate says the same direction as the word before the change."""
    statement = entry.statement
    change = _change_before(entry, stated)
    if change is None:
        raise Unbound("no change in money is stated beside this rate")
    if statement.direction == statement.measure:
        return Result(Judgement(EQUAL, change.interval), "d > 0", (change.id,))
    note = "the change in money goes the other way"
    verdict = ROUNDING if change.interval.contains(0) else DIFFERS
    return Result(Judgement(verdict, change.interval, note), "d < 0", (change.id,))


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


def _change_before(entry: Bound, stated: Stated) -> Operand | None:
    """The change in money that was stated last before this rate, of the same subject.

    Raises:
        Unbound: it was not understood.
    """
    change = None
    for other in stated.before(entry.statement):
        is_of_this = set(entry.refs) in (set(other.refs), set(other.other_refs))
        is_alike = entry.statement.kind != "growth" or other.statement.measure == entry.statement.measure
        if other.statement.kind == "change" and is_of_this and is_alike:
            change = other
    if change is not None and change.statement.doubt:
        raise Unbound(change.statement.doubt)
    return None if change is None else money(change)


def _budget(entry: Bound, forms: Forms, stated: Stated, world: str) -> Operand:
    """The one budget that a change is a change on.

    Raises:
        Unbound: none is stated, or two are and the words do not say which is meant.
    """
    found = _budgets(entry, forms, stated, world)
    if len(found) > 1:
        raise Unbound("two budgets are stated and the words do not say which is meant")
    return found[0]


def _budgets(entry: Bound, forms: Forms, stated: Stated, world: str) -> list[Operand]:
    """The budget that a rate or comparison names; each that is stated where it names none.

    Raises:
        Unbound: none is stated.
    """
    statement = entry.statement
    ref = entry.refs[0]
    on_form = forms.prints_budget(ref)
    wanted = BUDGETS if statement.measure == "any_budget" else (statement.measure,)
    told = [stated.amount(path(ref, measure), statement) for measure in wanted]
    found = [money(budget) for budget in told if budget is not None]
    if on_form is not None and (world == FORMS_WORLD or not found):
        return [forms.operand(on_form)]
    if not found:
        raise Unbound("no budget is stated beside this statement")
    return found


def _fen(entry: Bound) -> Fraction:
    fen = FEN_PER_UNIT.get(entry.statement.unit)
    if fen is None:
        raise Unbound(f"“{entry.statement.unit}” is no unit of money")
    return fen


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
