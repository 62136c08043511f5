"""Totals of the year before that two sections imply: total less change, compared."""

from __future__ import annotations

from collections.abc import Sequence

from ..amounts import Linear, ends
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, Judgement
from .binding import Bound, intervals, money, values
from .lexicon import Prior, priors
from .places import Forms, Operand, Unbound
from .results import Derived, Result, derive
from .statements import PRIOR


def compare_priors(bound: Sequence[Bound], forms: Forms) -> list[Derived]:
    """One statement per comparison whose totals and changes the document prints."""
    found = []
    for number, prior in enumerate(priors(), start=1):
        part, whole = _change_of(prior.part, bound), _change_of(prior.whole, bound)
        if part is None or whole is None:
            continue
        try:
            result = _compare(prior, part, whole, forms)
        except Unbound:
            continue
        found.append(derive(part, "implied_prior", f"prior{number}", result))
    return found


def _change_of(place: str, bound: Sequence[Bound]) -> Bound | None:
    for entry in bound:
        statement = entry.statement
        is_change = statement.kind == "change" and statement.measure in ("", PRIOR)
        is_clear = not (statement.doubt or statement.year or entry.problem)
        if is_change and is_clear and place in entry.refs:
            return entry
    return None


def _compare(prior: Prior, part: Bound, whole: Bound, forms: Forms) -> Result:
    """Part less its change against whole less its change less what was left over."""
    a, b = forms.operand(prior.part), _signed(part)
    c, d = forms.operand(prior.whole), _signed(whole)
    operands = [a, b[0], c, d[0]]
    gap = a.linear - b[1] - c.linear + d[1]
    right = "c-d"
    if prior.opening:
        e = forms.operand(prior.opening)
        operands, gap, right = [*operands, e], gap + e.linear, "(c-d)-e"
    is_alone = bool(prior.alone) and all(not forms.operand(ref).value for ref in prior.alone)
    computed = gap.range(intervals(operands))
    low, high = ends(computed)
    point = gap.at(values(operands))
    names = tuple(dict.fromkeys(one.id for one in operands))
    if is_alone and computed.contains(0):
        verdict = EQUAL if point == 0 else ROUNDING
        return Result(Judgement(verdict, computed, prior.id), f"a-b = {right}", names)
    note = prior.id
    verdict = EQUAL if point <= 0 else ROUNDING if low <= 0 else DIFFERS
    if verdict == DIFFERS and prior.opening:
        # what was left over may have been adjusted at the beginning of the year
        verdict = UNCHECKED
        note = f"{prior.id}: the balance left over is printed only as adjusted for the new year"
    return Result(Judgement(verdict, computed, note), f"a-b <= {right}", names)


def _signed(change: Bound) -> tuple[Operand, Linear]:
    """A stated change, and the same with the sign of its direction."""
    operand = money(change)
    return operand, operand.linear * (1 if change.statement.direction == "up" else -1)
