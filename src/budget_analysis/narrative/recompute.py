"""Bound statements to claims: each recomputed as an exact interval, with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..verdicts import DIFFERS, GRAVITY, UNCHECKED, Judgement
from . import numbers, words
from .binding import FORMS_WORLD, TEXT_WORLD, Bound, Stated
from .places import Forms, Unbound
from .results import Result

_WITHOUT_SUBJECT = ("period", "as_of", "agreement", "count")


def recompute(bound: Sequence[Bound], forms: Forms, stated: Stated) -> list[Result]:
    """Judge every statement by itself."""
    return [_of_its_year(entry, _result(entry, forms, stated)) for entry in bound]


def _of_its_year(entry: Bound, result: Result) -> Result:
    """What a sentence says of another year cannot contradict this year's forms."""
    judgement, year = result.judgement, entry.statement.year
    if judgement is None or not year or entry.statement.kind in ("period", "item_name"):
        return result
    if judgement.verdict != DIFFERS:
        return result
    note = f"the sentence speaks of {year}"
    return replace(result, judgement=Judgement(UNCHECKED, judgement.range, note))


def _result(entry: Bound, forms: Forms, stated: Stated) -> Result:
    statement = entry.statement
    if statement.kind == "change" and not statement.measure:
        # a change on a year that the document does not print
        return Result(None)
    if statement.doubt:
        return Result(Judgement(UNCHECKED, note=statement.doubt))
    if entry.problem:
        return Result(Judgement(UNCHECKED, note=entry.problem))
    rules: dict[str, Callable[[Bound, Forms, Stated, str], Result]] = {
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
