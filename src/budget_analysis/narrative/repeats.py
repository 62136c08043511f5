"""Numbers that two places of the prose state: of a whole, and of a part that is all of it."""

from __future__ import annotations

from collections.abc import Sequence

from ..verdicts import DIFFERS, UNCHECKED, Judgement
from .binding import Bound, Stated, money
from .lexicon import Repeat, repeats
from .places import Forms, Unbound
from .results import Derived, Result, derive, judge_money


def repeat(bound: Sequence[Bound], stated: Stated, forms: Forms) -> list[Derived]:
    """One statement per repeated number whose places the document states."""
    found = []
    for rule in repeats():
        whole, part = stated.named(rule.whole), stated.named(rule.part)
        if whole is None or part is None:
            continue
        try:
            result = _compare(rule, whole, part, forms)
        except Unbound:
            continue
        found.append(derive(whole, "amount", "repeat", result))
    return found


def _compare(rule: Repeat, whole: Bound, part: Bound, forms: Forms) -> Result:
    """A whole is at least its part, and the same where it has no other part.

    Raises:
        Unbound: it has other parts and is more than this one, or the forms do not tell.
    """
    operand = money(part)
    judgement = judge_money(whole, operand.value, operand.interval)
    if judgement.verdict == DIFFERS and money(whole).value > operand.value:
        if any(forms.operand(ref).value for ref in rule.alone):
            raise Unbound(f"{rule.whole} has other parts")
        note = "the other budgets may have been planned and not spent"
        judgement = Judgement(UNCHECKED, judgement.range, note)
    return Result(judgement, f"= {operand.id}", (operand.id,))
