"""Numbers of the prose that no form prints, but that other numbers of the prose determine.

Only the whole is judged: where one addend is wrong, one statement differs, not all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..amounts import Interval, ends
from ..verdicts import judge
from .binding import Bound, Stated, money
from .lexicon import Closure, closures
from .places import Operand, Unbound
from .results import Derived, Result, derive, judge_money, letter, letters
from .statements import ASIDE


def close(bound: Sequence[Bound], stated: Stated) -> tuple[list[Derived], Mapping[str, Result]]:
    """Judge wholes from rates of known bases and from things counted one by one.

    Returns the sums, and for the rates that take part (by claim) that they are a datum: what a
    rate is a rate of is printed nowhere, it is judged with the others in the whole.
    """
    sums: list[Derived] = []
    rates: dict[str, Result] = {}
    for closure in closures():
        if closure.unit:
            sums.extend(_things(closure, bound))
            continue
        try:
            members = _members(closure, bound, stated)
            whole = stated.named(closure.whole)
            if whole is None or not members:
                continue
            judgement = judge_money(whole, *_sum_of_products(members))
        except Unbound:
            continue
        names = tuple(name for rate, amount in members for name in (amount.id, rate.claim_id))
        formula = "+".join(
            f"{letter(2 * place)}*{letter(2 * place + 1)}/100" for place in range(len(members))
        )
        sums.append(derive(whole, "sum", "rates", Result(judgement, formula, names)))
        rates |= {rate.claim_id: Result(None) for rate, amount in members if amount.value}
    return sums, rates


def _members(
    closure: Closure, bound: Sequence[Bound], stated: Stated
) -> list[tuple[Bound, Operand]]:
    """Each base with its rate; a base of zero may have none.

    Raises:
        Unbound: a base or a rate is not stated.
    """
    members = []
    for place, base_place in zip(closure.parts, closure.bases, strict=True):
        base = stated.named(base_place)
        rate = next((entry for entry in bound if _is_rate_of(entry, place)), None)
        if base is None:
            raise Unbound(f"{base_place} is stated nowhere in the document")
        amount = money(base)
        if rate is None and amount.interval.low == amount.interval.high == 0:
            continue
        if rate is None or rate.number is None:
            raise Unbound(f"the rate of {place} is stated nowhere in the document")
        members.append((rate, amount))
    return members


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


def _things(closure: Closure, bound: Sequence[Bound]) -> list[Derived]:
    """Things counted one by one after their total: the counts of a sentence add up.

    The kinds stand in the first sentence of the paragraph, from the total on, that counts more;
    what is counted in brackets, in an explanation or as a change is no kind.
    """
    counts = [
        entry
        for entry in bound
        if entry.statement.section == closure.section
        and entry.statement.unit == closure.unit
        and entry.number is not None
        and not entry.statement.doubt
        and entry.statement.measure != ASIDE
    ]
    if not counts:
        return []
    whole, rest = counts[:1], counts[1:]
    near = [entry for entry in rest if entry.statement.block == whole[0].statement.block]
    first = near[0].statement.sentence if near else 0
    told = [entry for entry in near if entry.statement.sentence == first]
    by_ending = ([e for e in told if e.statement.named.endswith(end)] for end in closure.endings)
    parts = next((named for named in by_ending if named), told)
    if len(parts) < 2:
        return []
    numbers = [part.number.value for part in parts if part.number is not None]
    total = sum(numbers, Fraction(0))
    assert whole[0].number is not None
    judgement = judge(whole[0].number, total, Interval(total, total))
    names = tuple(part.claim_id for part in parts)
    return [derive(whole[0], "sum", "sum", Result(judgement, letters(parts), names))]


def _is_rate_of(entry: Bound, place: str) -> bool:
    return entry.statement.kind == "share" and place in entry.refs and not entry.statement.doubt
