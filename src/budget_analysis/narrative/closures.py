"""Numbers of the prose that no form prints, but that other numbers of the prose determine.

Only the whole is judged: where one addend is wrong, one statement differs, not all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..amounts import FEN_PER_UNIT, Interval, Linear, ends
from ..verdicts import DIFFERS, UNCHECKED, Judgement, judge
from .binding import Bound, Operand, Stated, intervals, money, path, values
from .lexicon import Closure, closures

_ANY_ITEM = "/item/"
_BUDGETS = ("budget", "adjusted_budget")


@dataclass(frozen=True)
class Result:
    """What recomputing a statement gave; no judgement for a datum."""

    judgement: Judgement | None
    formula: str = ""
    operands: tuple[str, ...] = ()


def close(bound: Sequence[Bound], results: Sequence[Result], stated: Stated) -> list[Result]:
    """Judge each whole that is still open from the parts that the prose states."""
    found: dict[str, Result] = {}
    for closure in closures():
        for budget in _BUDGETS if "{budget}" in closure.whole else ("",):
            for claim_id, result in _one(closure, budget, bound, stated).items():
                found.setdefault(claim_id, result)
    return [
        found.get(entry.claim_id, result) if _is_open(result) else result
        for entry, result in zip(bound, results, strict=True)
    ]


def _is_open(result: Result) -> bool:
    return result.judgement is None or result.judgement.verdict == UNCHECKED


def _one(
    closure: Closure, budget: str, bound: Sequence[Bound], stated: Stated
) -> dict[str, Result]:
    """The results of the claims that take part in one closure."""
    if closure.unit:
        return _things(closure, bound)
    whole = stated.named(closure.whole.replace("{budget}", budget))
    if whole is None:
        return {}
    if closure.bases:
        return _rates(closure, whole, bound, stated)
    if _ANY_ITEM in closure.parts[0]:
        return _items(whole, budget, stated)
    parts = [part for place in closure.parts if (part := stated.named(place)) is not None]
    return _sum(whole, parts) if len(parts) == len(closure.parts) else {}


def _sum(whole: Bound, parts: Sequence[Bound]) -> dict[str, Result]:
    operands = [money(part) for part in parts]
    total = Linear.total(part.linear for part in operands)
    judgement = _judge(whole, total.at(values(operands)), total.range(intervals(operands)))
    return {whole.claim_id: Result(judgement, "sum of the parts", _names(operands))}


def _judge(whole: Bound, value: Fraction, computed: Interval) -> Judgement:
    """A printed amount against a result in 万元, in the unit of the print."""
    assert whole.number is not None
    scale = FEN_PER_UNIT["万元"] / FEN_PER_UNIT[whole.statement.unit]
    return judge(whole.number, value * scale, computed.scaled(scale))


def _items(whole: Bound, budget: str, stated: Stated) -> dict[str, Result]:
    """The budgets of all items against the total; an item that spent nothing may be left out."""
    parts: dict[str, Bound] = {}
    for entry in stated.amounts():
        for ref in entry.refs:
            form, role, _ = (*ref.split("/"), "", "")[:3]
            is_item = form == "general_public_expenditure" and len(role) == 7 and role.isdigit()
            if is_item and path(ref, entry.statement.measure).endswith(f"/{budget}"):
                parts.setdefault(role, entry)
    if len(parts) < 2:
        return {}
    results = _sum(whole, list(parts.values()))
    judged = results[whole.claim_id].judgement
    total = sum((money(part).value for part in parts.values()), Fraction(0))
    if judged is not None and judged.verdict == DIFFERS and total < money(whole).value:
        note = "the items add up to less: an item without expenditure may have been left out"
        judgement = Judgement(UNCHECKED, judged.range, note)
        return {whole.claim_id: replace(results[whole.claim_id], judgement=judgement)}
    return results


def _rates(
    closure: Closure, whole: Bound, bound: Sequence[Bound], stated: Stated
) -> dict[str, Result]:
    """Parts known only as rates of their bases: base times rate, added up, against the whole."""
    members: list[tuple[Bound, Operand]] = []
    for place, base_place in zip(closure.parts, closure.bases, strict=True):
        base = stated.named(base_place)
        rate = next((entry for entry in bound if _is_rate_of(entry, place)), None)
        if base is None:
            return {}
        amount = money(base)
        if amount.interval.low == amount.interval.high == 0:
            continue
        if rate is None or rate.number is None:
            return {}
        members.append((rate, amount))
    if not members:
        return {}
    names = tuple(name for rate, amount in members for name in (amount.id, rate.claim_id))
    judgement = _judge(whole, *_sum_of_products(members))
    results = {whole.claim_id: Result(judgement, "sum of base*rate/100", names)}
    # what a rate is a rate of is printed nowhere: it is judged with the others in the whole
    return results | {rate.claim_id: Result(None) for rate, _ in members}


def _sum_of_products(members: Sequence[tuple[Bound, Operand]]) -> tuple[Fraction, Interval]:
    """base * rate / 100 added up: at the printed numbers, and over their intervals."""
    value = low = high = Fraction(0)
    for rate, amount in members:
        assert rate.number is not None
        corners = [
            a * r / 100 for a in ends(amount.interval) for r in ends(rate.number.interval)
        ]
        low, high = low + min(corners), high + max(corners)
        value += amount.value * rate.number.value / 100
    return value, Interval(low, high)


def _things(closure: Closure, bound: Sequence[Bound]) -> dict[str, Result]:
    """Things counted one by one after their total: the counts add up."""
    counts = [
        entry
        for entry in bound
        if entry.statement.section == closure.section
        and entry.statement.unit == closure.unit
        and entry.number is not None
    ]
    whole, parts = counts[:1], counts[1:]
    if not whole or len(parts) < 2:
        return {}
    numbers = [part.number.value for part in parts if part.number is not None]
    total = sum(numbers, Fraction(0))
    assert whole[0].number is not None
    judgement = judge(whole[0].number, total, Interval(total, total))
    names = tuple(part.claim_id for part in parts)
    return {whole[0].claim_id: Result(judgement, "sum of the parts", names)}


def _is_rate_of(entry: Bound, place: str) -> bool:
    return entry.statement.kind == "share" and place in entry.refs


def _names(operands: Sequence[Operand]) -> tuple[str, ...]:
    return tuple(entry.id for entry in operands)
