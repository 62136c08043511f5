"""Printed numbers against what their operands give: amounts, changes, growth, shares, budgets.

Each rule takes a bound statement and the sources of its operands, and gives its tree, judged.
"""

from __future__ import annotations

from dataclasses import replace

from ..facts import Fact, Unbound, path
from ..facts.numbers import is_money
from ..sentences.stating import UNNAMED
from ..sentences.words import BUDGETS, group
from ..sentences.statements import PRIOR, Statement
from ..relations.judging import judge
from ..relations.tree import All, Operand, Sum, add, equals_each, gap, growth, less, percent
from ..verdicts import DIFFERS, EQUAL
from .bases import (
    RECEIVED,
    acquit_initial_budget,
    actual_of,
    base_of,
    budgets_of,
    by_any_budget,
    change_beside,
    gap_to_budget,
    named_base,
    told_budgets,
)
from .binding import Bound, money
from .known_words import opening_of
from .stated import Sources, Stated
from .results import CONFIRMED, DATUM, SUSPECT, Result, is_telling, judged, that_fits, unchecked

RECEIPT = "receipt"
"""The measure of performance prose: the rate of what has arrived to the budget."""


def judge_amount(entry: Bound, sources: Sources) -> Result:
    statement, forms = entry.statement, sources.forms
    places: list[str] = list(entry.refs)
    if statement.measure in BUDGETS:
        printed_budget = forms.prints_budget(entry.refs[0])
        places = [printed_budget] if printed_budget else []
    if all(ref.count("/") < 2 for ref in places):
        return DATUM
    _require_money(statement)
    facts = forms.facts(places)
    result = judged(entry, equals_each(facts))
    if result.verdict == DIFFERS and statement.measure == "budget":
        acquit_initial_budget(entry, sources.stated)
    if result.verdict == DIFFERS and len(facts) > 1:
        if judge(add(facts), entry.fact).verdict == EQUAL:
            raise Unbound("it may be the total of several subjects")
    return result


def _require_money(statement: Statement) -> None:
    if not is_money(statement.unit):
        raise Unbound(f"“{statement.unit}” is no unit of money")


def judge_change(entry: Bound, sources: Sources) -> Result:
    """A change on a budget, or on a quoted amount of the year before: two printed amounts.

    The amount of the year before may be told behind it: 比上年增加5.50万元（上年为8.00万元）.
    """
    statement = entry.statement
    told = sources.stated.told_of_year_before(entry) if not statement.measure else None
    is_quoted = statement.measure != PRIOR or sources.stated.prior(entry.refs[0], statement) is not None
    if not is_quoted or not statement.measure and told is None:
        return _on_opening(entry, sources)
    try:
        actual = actual_of(entry, sources)
    except Unbound:
        if told is None:
            raise
        return DATUM
    if told is not None:
        base = money(told)
    else:
        base = named_base(statement, sources) if statement.base is not None else base_of(entry, sources)
    if base.id == actual.id:
        return DATUM
    _require_money(statement)
    return _of_whole_balance(_changed(entry, actual, base), entry, sources)


def _changed(entry: Bound, actual: Fact, base: Fact, is_rate: bool = False) -> Result:
    """The change from one amount to the other, or its rate; 减少-10.00万元, 下降-20.00%: the sign may tell the way again."""

    def read(is_up: bool) -> Result:
        change = gap(Operand(actual), Operand(base), is_up)
        return judged(entry, percent(change, Operand(base)) if is_rate else change)

    is_up = entry.statement.direction == "up"
    is_told_twice = entry.statement.direction == "down" and entry.number.known.value < 0
    result = read(is_up)
    turned = read(not is_up) if result.verdict == DIFFERS and is_told_twice else result
    return result if turned.verdict == DIFFERS else turned


def _of_whole_balance(result: Result, entry: Bound, sources: Sources) -> Result:
    """A change of 年末结转 where the balance that is told is 年末结转和结余: what does not fit is of another amount.

    Raises:
        Unbound: it is.
    """
    told = sources.stated.named(entry.refs[0])
    if told is not None and result.verdict == DIFFERS:
        own, whole = ([word in one.subject.words for word in group("carried")] for one in (entry.statement, told.statement))
        if all(whole) and any(own) and not all(own):
            raise Unbound("only what is carried over and what is left over together is told")
    return result


def _on_opening(entry: Bound, sources: Sources) -> Result:
    """较上年决算数减少7.19万元 of a balance at the end of the year: it began the year with that of the year before.

    What it began with may have been adjusted since: a change that does not fit is only suspect, unless
    it is just as large and goes the other way.
    """
    opening = opening_of(entry.refs[0])
    try:
        base, actual = sources.at(opening, entry.statement), actual_of(entry, sources)
    except Unbound:
        return DATUM
    is_up = entry.statement.direction == "up"
    result = judged(entry, gap(Operand(actual), Operand(base), is_up))
    is_turned = entry.number.known.value > 0 and judged(entry, gap(Operand(actual), Operand(base), not is_up)).verdict == EQUAL
    if result.holds or is_turned:
        return result
    return replace(unchecked("what there was at the beginning of the year may have been adjusted"), reading=SUSPECT)


def judge_difference(entry: Bound, sources: Sources) -> Result:
    """差值为0.90万元 tells no direction: the amount and the budget, or that of the year before, told in its sentence.

    Raises:
        Unbound: the words name what it is compared with, and its amount is not told; or several are told and none fits.
    """
    here, stated = entry.statement, sources.stated
    told = [
        one for kind in ("amount", PRIOR) for one in stated.here(here, kind)
        if one.refs == entry.refs and one.fact is not None and not one.statement.doubt
        and (kind == PRIOR or one.measure in BUDGETS)
    ]  # fmt: skip
    bases = [money(one) for one in told] or ([base_of(entry, sources)] if here.measure else [])
    if not bases:
        return DATUM
    _require_money(here)
    actual = actual_of(entry, sources)
    is_signed = entry.number.known.value < 0  # 变动额为-10.00万元
    pairs = [sorted((actual, base), key=lambda fact: fact.known.value, reverse=is_signed) for base in bases]
    results = [judged(entry, less(Operand(high), Operand(low))) for low, high in pairs]
    if (fitting := that_fits(results)) is not None:
        return fitting
    # 年中追加62.53万元，支出决算59.53万元，差额3.00万元: of money that is no budget of it by name
    used = {fact.known.value for fact in (actual, *bases)}
    beside = [one for kind in ("amount", "change", "datum") for one in stated.here(here, kind) if is_money(one.statement.unit) and one.claim_id != entry.claim_id and one.number.known.value not in used]
    if len(results) > 1 or beside:
        raise Unbound("several amounts are told and the words do not say which is meant")
    return results[0]


def judge_on_budget_told(entry: Bound, stated: Stated) -> Result:
    """决算数512.40万元，预算数498.60万元，增加13.80万元，增长2.77%: what is just the gap of both is no change of the budget itself, nor is its rate."""
    here = entry.statement
    told = [one for one in stated.here(here, "amount") if one.refs == entry.refs and one.is_clear]
    if [one.measure in BUDGETS for one in told] != [True, False]:
        return DATUM  # a change on a budget that the document does not print
    budget, actual = (Operand(money(one)) for one in told)
    difference = gap(actual, budget, here.direction == "up")
    if here.kind == "change":
        result = judged(entry, difference)
        return result if result.verdict == EQUAL else DATUM
    change = next((one for one in stated.here(here, "change") if one.refs == entry.refs), None)
    is_gap = change is not None and change.is_clear and change.statement.measure == here.measure and judged(change, difference).verdict == EQUAL
    return judged(entry, percent(difference, budget)) if is_gap and not budget.fact.may_be_zero else DATUM


def judge_growth(entry: Bound, sources: Sources) -> Result:
    """Δ ÷ (x − Δ), where Δ has the sign of the words; of several subjects for each of them.

    Where no change is stated, the one amount of the year before that is quoted is the base.
    """
    measure, reason = entry.statement.measure, "no change in money is stated beside this rate"
    if measure:
        try:
            return _growth_on_base(entry, sources)
        except Unbound as error:
            reason = str(error)  # the change beside it may be certain all the same
    change = change_beside(entry, sources.stated)
    if change is None and measure in ("", PRIOR):
        return _growth_on_quoted(entry, sources, reason)
    if change is None:
        raise Unbound(reason)
    if change.is_zero and entry.fact is not None and not entry.fact.is_zero:
        raise Unbound("the change beside this rate is too small to be printed")
    is_up = entry.statement.direction == "up"
    try:
        amounts = [sources.at(ref, entry.statement) for ref in entry.refs]
    except Unbound:
        here = entry.statement
        told = [one for one in sources.stated.prior_amounts(here) if set(one.refs) & set(entry.refs) and one.statement.told_in == here.told_in and not one.statement.doubt]
        if len({one.number.known.value for one in told}) != 1:
            raise
        return judged(entry, percent(Operand(change), Operand(told[0].number)))  # 2022年收入200.00万元，2023年多了20.00万元，增长10.00%

    def read(is_up: bool) -> Result:
        found = [growth(change, amount, is_up) for amount in amounts]
        return judged(entry, found[0] if len(found) == 1 else All(tuple(found)))

    result = read(is_up)
    is_signed = not is_up and change.known.value < 0  # 减少-244.27万元，下降-6.81%: the signs may tell the way again
    if is_signed and result.verdict == DIFFERS and entry.number.known.value > 0:
        raise Unbound("the sign of the change beside this rate may tell again what the word before it tells")
    turned = read(not is_up) if result.verdict == DIFFERS and (is_signed or _is_turned(entry, sources.stated)) else result
    return turned if turned.holds else _of_whole_balance(result, entry, sources)


def _is_turned(entry: Bound, stated: Stated) -> bool:
    """True where the word before the rate is not that of its change (减少…，增长…): the word differs, once."""
    here = entry.statement
    own = (one for one in stated.before(here, "change") if set(one.refs) == set(entry.refs) and one.statement.measure == here.measure)
    beside = next(own, None)
    return beside is not None and beside.statement.block == here.block and beside.statement.direction not in ("", here.direction)


def _growth_on_base(entry: Bound, sources: Sources) -> Result:
    """比年初预算增长5.00%: the difference to the budget (the year before) as a percentage of it."""
    base = base_of(entry, sources)
    try:
        result = _growth_on(base, entry, sources)
    except Unbound:
        change = change_beside(entry, sources.stated)
        if change is None or entry.statement.measure != PRIOR:
            raise
        result = judged(entry, percent(Operand(change), Operand(base)))  # 比上年100.00万元增加5.00万元，增长5.00%
    return _of_whole_balance(result, entry, sources)


def _growth_on_quoted(entry: Bound, sources: Sources, reason: str) -> Result:
    """Growth on the one amount of the year before that the sentence quotes; on another of its block, if it fits.

    Raises:
        Unbound: none is quoted for certain, and none fits; the reason is the one given.
    """
    quoted = [one for one in sources.stated.prior_amounts(entry.statement) if set(one.refs) & set(entry.refs)]
    if not quoted and (last := sources.stated.in_paragraphs_before(entry)) is not None:
        result = _growth_on(money(last), entry, sources)  # 2022年支出90.00万元。/ 2023年支出108.00万元，同比增长20.00%
        if result.verdict == EQUAL or sources.stated.is_in_row(entry, last):
            return result
    results = [_growth_on(money(one), entry, sources) for one in quoted if not one.statement.doubt]
    is_told_here = len(quoted) == 1 and quoted[0].statement.sentence == entry.statement.sentence
    if results and is_told_here and quoted[0].refs == entry.refs:
        return results[0]
    fitting = that_fits(results, is_exact=True)
    opening = opening_of(entry.refs[0])
    if fitting is None and opening and is_telling(entry.statement.printed):
        result = _growth_on(sources.at(opening, entry.statement), entry, sources)
        fitting = replace(result, reading=CONFIRMED) if result.verdict == EQUAL else None
    if fitting is None:
        raise Unbound(reason)
    return fitting


def _growth_on(amount: Fact, entry: Bound, sources: Sources) -> Result:
    actual = actual_of(entry, sources)
    result = _changed(entry, actual, amount, is_rate=True)
    if result.verdict == DIFFERS:
        other = judged(entry, growth(amount, actual, entry.statement.direction == "up"), "the amount quoted of the year before is read as the change")
        if other.verdict == EQUAL and is_telling(entry.statement.printed):
            # 较2023年度决算数38.31万元，下降6.31%: a word seems to be left out
            return replace(other, reading=CONFIRMED)
    return result


def judge_completion(entry: Bound, sources: Sources) -> Result:
    if entry.statement.measure == RECEIPT:
        return _judge_receipt(entry, sources)
    actual = Operand(actual_of(entry, sources))
    if entry.statement.measure == PRIOR:  # 为上年决算的75.00%
        return judged(entry, percent(actual, Operand(base_of(entry, sources))))
    change = gap_to_budget(entry, sources)
    if change is not None:
        is_up = change.statement.direction == "up"
        base = Sum(((1, Operand(actual.fact, "x")), (-1 if is_up else 1, Operand(money(change), "d"))))
        result = judged(entry, percent(Operand(actual.fact, "x"), base))
        if result.verdict == DIFFERS:
            other = judged(entry, percent(actual, Operand(money(change))), "the amount told behind the budget is read as the budget")
            if other.verdict == EQUAL and is_telling(entry.statement.printed):
                return replace(other, reading=CONFIRMED)
        return result
    try:
        budgets = budgets_of(entry, sources)
    except Unbound:
        # 支出预算12.00万元，…，完成调整预算的75.00%: most likely that one
        told = told_budgets(entry, sources.stated, ("any_budget",))
        result = judged(entry, percent(actual, Operand(told[0]))) if told else _on_amount_told(entry, sources)
        if not result.holds:
            raise
        return result
    return by_any_budget([judged(entry, percent(actual, Operand(budget))) for budget in budgets])


def _on_amount_told(entry: Bound, sources: Sources) -> Result:
    """森林防火320.00万元、执行数310.00万元、执行率96.88%: of what is told of it before the amount that was spent, where that fits."""
    own = [one for one in reversed(sources.stated.here(entry.statement, "amount")) if one.refs == entry.refs and one.fact is not None and one.place < entry.place]
    planned, spent = ([one for one in own if one.statement.measure == measure] for measure in ("", "actual"))
    if not (entry.is_told and planned and spent and planned[0].place < spent[-1].place and is_telling(entry.statement.printed)):
        return DATUM
    return replace(judged(entry, percent(Operand(money(spent[-1])), Operand(money(planned[0])))), reading=CONFIRMED)


def on_budget_unnamed(entry: Bound, stated: Stated) -> Result | None:
    """年初预算400.00万元，调整预算500.00万元。全年支出450.00万元，占调整预算的90.00%: of a budget that the paragraph tells of nothing, where one of the kind fits."""
    here = entry.statement
    before = [one for one in stated.before(here, "amount") if one.statement.block == here.block and one.place < entry.place and one.fact is not None and is_money(one.statement.unit)]
    kinds = BUDGETS if here.measure == "any_budget" else (here.measure, "any_budget")
    budgets = [one for one in before if one.statement.measure in kinds and one.statement.doubt == UNNAMED]
    spent = [one for one in before if one.statement.told_in == here.told_in and one.measure == "" and (one.is_clear or one.statement.doubt == UNNAMED)]
    if not budgets or not spent or not is_telling(here.printed):
        return None
    result = judged(entry, percent(Operand(money(spent[0])), Operand(money(budgets[0]))))
    return replace(result, reading=CONFIRMED) if result.verdict == EQUAL else None


def _judge_receipt(entry: Bound, sources: Sources) -> Result:
    """到位率: the money that has arrived against the budget that is told."""
    arrived = sources.stated.amount(path(entry.refs[0], RECEIVED), entry.statement)
    if arrived is None:
        raise Unbound("the money that has arrived is not stated")
    budgets = told_budgets(entry, sources.stated, BUDGETS)
    if not budgets:
        raise Unbound("no budget is stated beside this statement")
    part = Operand(money(arrived))
    return by_any_budget([judged(entry, percent(part, Operand(budget))) for budget in budgets])



