"""Bound statements to claims: each recomputed as an exact interval, with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED, Judgement
from . import numbers, words
from .binding import FORMS_WORLD, TEXT_WORLD, Bound, Stated
from .places import Forms, Unbound
from .results import Result
from .statements import OTHER

Rule = Callable[[Bound, Forms, Stated, str], Result]
"""A bound statement, the operands of the account, and the world to take them from."""

RATES = ("share", "growth", "completion")
_SIGNIFICANT = 3
_WITHOUT_SUBJECT = ("period", "as_of", "agreement", "count")


def recompute(bound: Sequence[Bound], forms: Forms, stated: Stated) -> list[Result]:
    """Judge every statement by itself: first the amounts, which may then acquit rates."""
    plain = [replace(entry, statement=replace(entry.statement, doubt="")) for entry in bound]
    told = Stated(plain)
    amounts = {
        entry.claim_id: _result(entry, forms, stated, frozenset())
        for entry in bound
        if entry.statement.kind == "amount"
    }
    wrong = frozenset(
        name
        for name, result in amounts.items()
        if result.judgement is not None and result.judgement.verdict == DIFFERS
    )
    return [
        _of_its_year(
            entry,
            _confirmed(
                open_,
                amounts.get(entry.claim_id) or _result(entry, forms, stated, wrong),
                forms,
                told,
                wrong,
            ),
        )
        for entry, open_ in zip(bound, plain, strict=True)
    ]


def _confirmed(
    entry: Bound, result: Result, forms: Forms, told: Stated, wrong: frozenset[str]
) -> Result:
    """A rate that cannot be read for certain, but whose one reading gives just what is printed.

    Its print must have three significant digits: fewer may fit by chance. What does not fit
    stays `unchecked`: the reading may be wrong as well as the number.
    """
    judgement = result.judgement
    if entry.statement.kind not in RATES or judgement is None or judgement.verdict != UNCHECKED:
        return result
    read = _result(entry, forms, told, wrong)
    if read.judgement is None:
        return result
    if read.judgement.verdict in (EQUAL, ROUNDING) and _is_telling(entry.statement.printed):
        return replace(read, reading="confirmed")
    if read.judgement.verdict == DIFFERS:
        return replace(result, reading="suspect")
    return result


def _is_telling(printed: str) -> bool:
    """True for three or more significant digits."""
    digits = printed.replace(",", "").replace(".", "").lstrip("-0")
    return len(digits) >= _SIGNIFICANT and float(printed.replace(",", "")) not in (0, 100)


def _of_its_year(entry: Bound, result: Result) -> Result:
    """What a sentence says of another year cannot contradict this year's forms."""
    judgement, year = result.judgement, entry.statement.year
    if judgement is None or not year or entry.statement.kind in ("period", "item_name"):
        return result
    if judgement.verdict != DIFFERS:
        return result
    note = f"the sentence speaks of {year}"
    return replace(result, judgement=Judgement(UNCHECKED, judgement.range, note))


def _result(entry: Bound, forms: Forms, stated: Stated, wrong: frozenset[str]) -> Result:
    """The judgement of a statement; where its subject may be another one, the milder of both."""
    first = _result_of(entry, forms, stated, wrong)
    if not entry.other_refs or first.judgement is None:
        return first
    if first.judgement.verdict not in (DIFFERS, UNDEFINED):
        return first
    second = _result_of(replace(entry, refs=entry.other_refs, other_refs=()), forms, stated, wrong)
    is_milder = second.judgement is not None and second.judgement.verdict not in (DIFFERS, UNDEFINED)
    return second if is_milder else first


def _result_of(entry: Bound, forms: Forms, stated: Stated, wrong: frozenset[str]) -> Result:
    statement = entry.statement
    if statement.kind == "change" and not statement.measure or statement.measure == OTHER:
        # a change on a year, or of a budget, that the document does not print
        return Result(None)
    if statement.doubt:
        return Result(Judgement(UNCHECKED, note=statement.doubt))
    if entry.problem:
        return Result(Judgement(UNCHECKED, note=entry.problem))
    rules: dict[str, Rule] = {
        "amount": numbers.judge_amount,
        "change": numbers.judge_change,
        "growth": numbers.judge_growth,
        "share": numbers.judge_share,
        "completion": numbers.judge_completion,
        "direction": numbers.judge_direction,
        "agreement": numbers.judge_agreement,
        "nil": words.judge_nil,
        "list": words.judge_list,
        "item_name": words.judge_item_name,
        "count": words.judge_count,
        "period": words.judge_period,
        "as_of": words.judge_as_of,
    }
    rule = rules.get(statement.kind)
    if rule is None:
        return Result(None)
    if not entry.refs and statement.kind not in _WITHOUT_SUBJECT:
        return Result(Judgement(UNCHECKED, note="no subject was found for this number"))
    first = _in_world(rule, entry, forms, stated, FORMS_WORLD)
    second = _in_world(rule, entry, forms, stated, TEXT_WORLD)
    if not _counts(second, first, wrong):
        return first
    if second.judgement is None or first.judgement is None or first.judgement.verdict == UNCHECKED:
        return second
    note = "holds for the amount as the text states it, not for the form's"
    return replace(second, judgement=replace(second.judgement, note=note))


def _in_world(rule: Rule, entry: Bound, forms: Forms, stated: Stated, world: str) -> Result:
    try:
        return rule(entry, forms, stated, world)
    except Unbound as error:
        return Result(Judgement(UNCHECKED, note=str(error)))


def _counts(second: Result, first: Result, wrong: frozenset[str]) -> bool:
    """A second world may only acquit: where the first differs, or has no operand.

    A rate that differs from the forms was taken from the text where the text gives it exactly, or
    where an amount of the text is wrong: then the amount is blamed, and not the rate too.
    """
    new, old = second.judgement, first.judgement
    if new is None or old is None:
        return False
    if old.verdict == UNCHECKED:
        return new.verdict != UNCHECKED
    if old.verdict != DIFFERS or new.verdict in (DIFFERS, UNDEFINED):
        return False
    return new.verdict == EQUAL or bool(wrong & set(second.operands))
