"""Bound statements to claims: each recomputed as an exact interval, with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from ..codes import fold_name
from ..facts import Forms, Unbound, path
from ..facts.item_names import NAME_MARK, given
from ..facts.numbers import TIMES, is_money
from ..sentences.stating import OF_YEAR_BEFORE
from ..sentences.statements import OPENING, OTHER, PRIOR, UNDIRECTED
from ..sentences.words import BUDGETS, item_measure
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED
from . import amounts_and_rates, directions, shares, shares_beside, things, words_and_names
from .binding import Bound
from .known_words import opening_of
from .listed_shares import settle_listed
from .rates_beside import settle_rates
from .stated import Sources, Stated
from .results import CONFIRMED, DATUM, SUSPECT, Derived, Result, is_telling, unchecked

Rule = Callable[[Bound, Sources], Result]
_RULES: dict[str, Rule] = {
    "amount": amounts_and_rates.judge_amount,
    "change": amounts_and_rates.judge_change,
    "growth": amounts_and_rates.judge_growth,
    "share": shares.judge_share,
    "completion": amounts_and_rates.judge_completion,
    "flat": directions.judge_flat,
    "direction": directions.judge_direction,
    "agreement": directions.judge_agreement,
    "reason": directions.judge_reason,
    "nil": words_and_names.judge_nil,
    "list": words_and_names.judge_list,
    "item_name": words_and_names.judge_item_name,
    "per": things.judge_per_unit,
    "count": words_and_names.judge_count,
    "period": words_and_names.judge_period,
    "as_of": words_and_names.judge_as_of,
}

_MOST_PRINTS = 3
_TWO_UNITS = "an amount is told in two units, of which the finer may be meant"
_TOLD_TWICE = "the sentence tells it with two numbers, of which either may be meant"
RATES = ("share", "growth", "completion")
_WITHOUT_SUBJECT = ("period", "as_of", "agreement", "count", "reason")


def recompute(bound: Sequence[Bound], forms: Forms, stated: Stated) -> list[Derived]:
    """Judge every statement by itself: first the amounts, which may then acquit rates."""
    sources = (Sources(forms, stated), Sources(forms, stated, is_text_first=True))
    amounts = {
        entry.claim_id: _result(entry, sources, frozenset())
        for entry in bound
        if entry.statement.kind == "amount"
    }
    wrong = frozenset(name for name, result in amounts.items() if result.verdict == DIFFERS)
    plain = [_by_its_names(replace(entry, statement=replace(entry.statement, doubt=""))) for entry in bound]
    told = Stated(plain)
    loose = (Sources(forms, told, is_loose=True), Sources(forms, told, True, is_loose=True))
    judged, read, own = [], {}, {}
    for entry, undoubted in zip(bound, plain, strict=True):
        result = amounts.get(entry.claim_id) or _result(entry, sources, wrong)
        if undoubted.refs and not entry.refs and entry.statement.kind in (*RATES, "direction") and not entry.statement.doubt:
            result = _result(undoubted, loose, wrong)
        elif entry.statement.kind in RATES and result.verdict == UNCHECKED:
            read[entry.claim_id] = _result(undoubted, loose, wrong)
            result = _confirmed(result, read[entry.claim_id], undoubted)
            if read[entry.claim_id].verdict == DIFFERS:  # also of what may be meant instead
                own[entry.claim_id] = _result(replace(undoubted, other_refs=()), loose, wrong)
        if result.verdict == UNCHECKED and _is_of_unit(entry):
            result = _within_sentence(undoubted, read.get(entry.claim_id) or _result(undoubted, loose, wrong), stated) or result
        if entry.statement.kind == "completion" and result.verdict == UNCHECKED:
            result = amounts_and_rates.on_budget_unnamed(entry, stated) or result
        if entry.statement.kind == "rate" and result.verdict == UNCHECKED:
            result = things.rate_of_counts(entry, stated) or result
        if result.verdict == DIFFERS and (why := _why_open(entry, stated.told(result))):
            result = result.weighed(UNCHECKED, why)
        judged.append(Derived(entry, result))
    return settle_rates(settle_listed(shares_beside.settle(_of_year_before(judged, stated), read)), own, stated)


def _by_its_names(entry: Bound) -> Bound:
    """An item of which the form has no row, as what the text tells of it by its names: its rates are those of the amounts beside them."""
    names = given(entry.statement.subject.names)
    if entry.refs or not names or entry.fact is None and entry.statement.kind != "direction":
        return entry
    form = entry.statement.subject.form
    return replace(entry, refs=(f"{form}/{NAME_MARK.join(map(fold_name, names))}/{item_measure(form)}",), problem="")


def _is_of_unit(entry: Bound) -> bool:
    """True for a rate or change of another unit, of which no form tells."""
    return entry.statement.kind in (*RATES, "change") and entry.statement.is_of_another


def _within_sentence(entry: Bound, read: Result, stated: Stated) -> Result | None:
    """市食品监管局支出决算48.00万元，比预算60.00万元减少12.00万元: what a sentence tells of another unit is held against what else it tells of it."""
    here = entry.statement
    told = stated.told(read)
    is_own = all(one.statement.told_in == here.told_in and one.statement.is_of_another and one.refs == entry.refs for one in told)
    beside = {one.claim_id for kind in ("amount", "datum", "change", PRIOR) for one in stated.near(here, kind) if is_money(one.statement.unit)}
    is_plain = beside <= {entry.claim_id, *read.operands}  # 追加20.00万元，调整后预算120.00万元，…: of which, is not certain
    return read if told and is_own and is_plain and len(told) == len(read.operands) else None


def _of_year_before(judged: Sequence[Derived], stated: Stated) -> list[Derived]:
    """本年收入…，同比增长25.00%；上年收入80.00万元，同比增长60.00%: a second rate behind the amount of the year before may be that year's."""
    found = []
    told: dict[tuple[int, int], list[Derived]] = {}
    for one in judged:
        entry = one.bound
        if entry.statement.kind == "growth":
            near = told.setdefault(entry.statement.told_in, [])
            quoted = [other for other in stated.told(one.result) if other.statement.kind == PRIOR]
            is_second = any(other.bound.refs == entry.refs and other.result.verdict == EQUAL and quoted and other.bound.place < quoted[0].place < entry.place for other in near)
            near.append(one)
            if one.result.verdict == DIFFERS and is_second:
                one = one.weighed(UNCHECKED, OF_YEAR_BEFORE)
        found.append(one)
    return found


def _confirmed(result: Result, read: Result, entry: Bound) -> Result:
    """A rate that cannot be read for certain, but whose one reading gives just what is printed.

    Its print must have three significant digits: fewer may fit by chance. What does not fit stays
    `unchecked` and is suspect: the reading may be wrong as well as the number.
    """
    is_nothing = entry.statement.kind == "share" and entry.fact is not None and entry.fact.is_zero  # nothing is 0 % of any whole
    if read.holds and (is_telling(entry.statement.printed) or is_nothing):
        return replace(read, reading=CONFIRMED)
    return replace(result, reading=SUSPECT) if read.verdict == DIFFERS else result


def _why_open(entry: Bound, told: Sequence[Bound]) -> str:
    """Why a statement that differs may be right all the same; empty where nothing says so.

    Args:
        told: the statements that it was held against.
    """
    here = entry.statement
    if here.is_reason:
        return "a reason tells it, and may speak of a part of what it names"
    if here.unit == TIMES:  # 增长2倍
        return "the words may tell what multiple it is of the year before"
    is_beside = here.kind == "agreement" and bool(told) and all(one.statement.told_in == here.told_in and one.statement.year == here.year for one in told)
    is_of_another_year = here.year and here.kind not in ("period", "item_name") and not is_beside  # 2020年为2602.29万元，减少583.82万元，增长22.43%
    return f"the sentence speaks of {here.year}" if is_of_another_year else ""


_Both = tuple[Sources, Sources]
"""The forms first, and the text first."""


def _result(entry: Bound, sources: _Both, wrong: frozenset[str]) -> Result:
    """The judgement of a statement; where its subject may be another one, the milder of both."""
    first = _result_of(entry, sources, wrong)
    if entry.statement.measure == OPENING:  # only what has an opening balance may be meant
        entry = replace(entry, other_refs=tuple(ref for ref in entry.other_refs if opening_of(ref)))
    if not entry.other_refs or first.verdict in ("", EQUAL, ROUNDING) or first.verdict == UNDEFINED and not is_telling(entry.statement.printed):
        return first
    second = _result_of(replace(entry, refs=entry.other_refs, other_refs=()), sources, wrong)
    if second.holds:
        is_its_own = first.verdict == DIFFERS and entry.statement.kind == "completion" and _is_told_beside(entry, first, sources[0]) and not _is_told_beside(entry, second, sources[0])
        is_its_own = is_its_own and not set(first.operands) & set(second.operands)  # 预算20.00万元，其中公务接待费预算10.00万元，决算15.00万元，完成预算的75.00%
        is_its_own = is_its_own or first.verdict == DIFFERS and _changes_otherwise(entry, second, sources[0])
        return first if is_its_own else replace(second, refs=entry.other_refs)
    if first.verdict == UNCHECKED:
        return first  # only what fits may be meant instead of what is told nowhere
    if second.verdict == DIFFERS and _distance(entry, second) < _distance(entry, first):
        return replace(second, refs=entry.other_refs)  # false of both: told of what it is nearer to
    if second.verdict != UNCHECKED or first.verdict != DIFFERS:
        return first
    if _is_on_budget(entry) and _is_told_beside(entry, first, sources[0]) and not _has_budget(entry.other_refs, sources[0]):
        return first  # 其中：公务接待费预算10.00万元，支出5.00万元，完成预算的50.00%: the whole was told without a budget
    return second if any(_is_told(ref, entry, sources[0]) for ref in entry.other_refs) else first


def _is_told_beside(entry: Bound, result: Result, sources: Sources) -> bool:
    """True where the sentence itself tells all that the rate was recomputed from, in the subject's own name."""
    told = [one for one in sources.stated.told(result) if one.is_clear]
    here = entry.statement.told_in
    places = {(one.refs, one.statement.block, one.statement.sentence) for one in told}
    return len(told) == len(result.operands) > 0 and places == {(told[0].refs, *here)}


def _changes_otherwise(entry: Bound, second: Result, sources: Sources) -> bool:
    """支出增加107.23万元。其中…项目支出增加30.83万元，增长1.80%: the whole that may be meant tells a change of its own."""
    used = [one for one in sources.stated.told(second) if one.statement.kind == "change"]
    whole = sources.stated.changes_before(replace(entry, refs=entry.other_refs))
    own = [one for one in whole if one.statement.kind == "change" and one.statement.measure == entry.statement.measure]
    return any(not one.number.known.interval.meets(change.number.known.interval) for one in own for change in used)


def _is_on_budget(entry: Bound) -> bool:
    return entry.statement.kind == "completion" or entry.statement.kind == "growth" and entry.statement.measure in BUDGETS


def _has_budget(refs: Sequence[str], sources: Sources) -> bool:
    """True where a form or the text, anywhere, tells a budget of one of these."""
    told = any(sources.stated.named(path(ref, measure)) for ref in refs for measure in BUDGETS)
    return told or any(sources.forms.prints_budget(ref) is not None and not sources.forms.is_absent(ref) for ref in refs)


def _is_told(ref: str, entry: Bound, sources: Sources) -> bool:
    """True where the document prints an amount of it, and of nothing else: only then it may be meant instead."""
    try:
        told = sources.at(ref, entry.statement)
    except Unbound:
        return False
    return not sources.stated.is_said_of_another(told.id, ref)


def _distance(entry: Bound, result: Result) -> Fraction:
    """How far a print is from what was recomputed; nothing where that has no range."""
    computed = result.judgement.range if result.judgement else None
    if entry.fact is None or computed is None or computed.low is None or computed.high is None:
        return Fraction(0)
    return abs(entry.fact.known.value - (computed.low + computed.high) / 2)


def _result_of(entry: Bound, sources: _Both, wrong: frozenset[str]) -> Result:
    statement = entry.statement
    if statement.measure == OTHER:
        return amounts_and_rates.judge_on_budget_told(entry, sources[0].stated)
    if statement.kind == "change" and statement.doubt == UNDIRECTED and entry.refs and not entry.problem:
        return _from(amounts_and_rates.judge_difference, entry, sources[0])
    if statement.kind == "change" and not statement.measure and (statement.doubt or entry.problem or not entry.refs):
        return DATUM  # a change on a year that the document does not print
    if statement.doubt or entry.problem:
        return unchecked(statement.doubt or entry.problem)
    rule = _RULES.get(statement.kind)
    if rule is None:
        return DATUM
    if not entry.refs and statement.kind not in _WITHOUT_SUBJECT:
        return unchecked("no subject was found for this number")
    first = _from(rule, entry, sources[0])
    if first.verdict not in (DIFFERS, UNCHECKED):
        return first
    second = _from(rule, entry, sources[1])
    if not _counts(second, first, wrong):
        return first
    if second.judgement is None or first.verdict == UNCHECKED:
        return second
    note = "holds for the amount as the text states it, not for the form's"
    return replace(second, judgement=replace(second.judgement, note=note))


def _from(rule: Rule, entry: Bound, sources: Sources) -> Result:
    try:
        result = rule(entry, sources)
    except Unbound as error:
        return unchecked(str(error))
    if result.verdict == DIFFERS and _is_told_in_two_units(entry, result, sources):
        return result.weighed(UNCHECKED, _TWO_UNITS)
    if result.verdict == DIFFERS and entry.statement.kind in RATES and not sources.turn:
        if (other := _of_another_print(rule, entry, sources)) is not None:
            return other
        is_open = entry.statement.kind == "completion" and _is_told_nearer(entry, result, sources) or entry.statement.kind == "share" and _has_several_amounts(entry, sources)
        return result.weighed(UNCHECKED, _TOLD_TWICE) if is_open else result
    return result


def _is_told_in_two_units(entry: Bound, result: Result, sources: Sources) -> bool:
    """利息收入1.03万元（10287.61元），比上年0.82万元（8215.40元）增加2072.21元: the finer of two prints of one amount may be meant."""
    operands = [one for one in sources.stated.told(result) if one.statement.told_in == entry.statement.told_in]
    return any(
        one.statement.unit != operand.statement.unit and is_money(one.statement.unit) and is_money(operand.statement.unit)
        and one.number.known.interval.meets(operand.number.known.interval)
        for operand in operands for kind in ("amount", PRIOR, "datum") for one in sources.stated.near(operand.statement, kind) if one.fact is not None and operand.fact is not None
    )  # fmt: skip


def _has_several_amounts(entry: Bound, sources: Sources) -> bool:
    """财政拨款60.00万元…，其中财政拨款40.00万元: what no form knows, told in one paragraph with several numbers."""
    told = {one.number.known.value for one in sources.stated.before(entry.statement, "amount") if one.refs == entry.refs and one.fact is not None}
    return entry.is_told and len(told) > 1


def _is_told_nearer(entry: Bound, result: Result, sources: Sources) -> bool:
    """True where its sentence tells another number of the same between an operand and the rate.

    “三公”经费预算40.00万元，支出20.00万元；其中财政拨款安排支出15.00万元，预算20.00万元，完成75.00%: of all money, and of some.
    """
    return any(
        one.refs[:1] == operand.refs[:1] and one.measure == operand.measure and operand.place < one.place < entry.place and one.fact is not None
        and one.number.known.value != operand.number.known.value
        for operand in sources.stated.told(result) for one in sources.stated.here(entry.statement, "amount")
    )  # fmt: skip


def _of_another_print(rule: Rule, entry: Bound, sources: Sources) -> Result | None:
    """A rate of an amount that the text tells with two numbers, where it is that of the other one."""
    for turn in range(1, _MOST_PRINTS):
        result = _from(rule, entry, replace(sources, turn=turn))
        if result.verdict == EQUAL and is_telling(entry.statement.printed):
            return result
    return None


def _counts(second: Result, first: Result, wrong: frozenset[str]) -> bool:
    """A second source may only acquit: where the first differs, or has no operand.

    A rate that differs from the forms was taken from the text where the text gives it exactly, or
    where an amount of the text is wrong: then the amount is blamed, and not the rate too.
    """
    if not second.verdict:
        return False
    if first.verdict == UNCHECKED:
        return second.verdict != UNCHECKED
    if second.verdict in (DIFFERS, UNDEFINED):
        return False
    return second.verdict == EQUAL or bool(wrong & set(second.operands))
