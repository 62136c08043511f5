"""What sentences say of the same quantities where no form prints them: parts and wholes, twice told amounts.

Without its form a whole is held against the parts that the text tells of it, a change against the
changes of the parts, and an amount against the same amount told before. Parts that the text leaves
out may be anything from zero up: then only more than the whole contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ..amounts import Linear
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from .binding import Bound, intervals, money, top_section, values
from .lexicon import BUDGETS, Partition, told_partitions
from .places import Forms, Operand, Unbound, path
from .results import Derived, Result, derive, judge_money, letters

_FEWEST = 2
_NEAR = 3
"""Parts stand in the block of their whole or in one of the next."""
_ZERO = Fraction(0)


def add_up_told(bound: Sequence[Bound], forms: Forms) -> list[Derived]:
    """Wholes against the parts that the text tells, where no form prints the whole."""
    clear = [entry for entry in bound if _is_clear(entry)]
    found: dict[str, Derived] = {}
    for partition in told_partitions():
        if not forms.is_absent(partition.whole.split("/")[0]):
            continue
        for kind in ("amount", "change"):
            for derived in _sums(partition, kind, clear, bound):
                known = found.get(derived.bound.claim_id)
                if known is None or len(derived.result.operands) > len(known.result.operands):
                    found[derived.bound.claim_id] = derived
    return list(found.values())


def repeat_told(bound: Sequence[Bound], results: Sequence[Result], forms: Forms) -> list[Result]:
    """Amounts that no form prints against the same amount told before in the section."""
    first: dict[tuple[str, str], Bound] = {}
    judged = []
    for entry, result in zip(bound, results, strict=True):
        if entry.statement.kind != "amount" or not _is_clear(entry) or not entry.refs:
            judged.append(result)
            continue
        place = path(entry.refs[0], entry.statement.measure)
        key = (place, top_section(entry.statement.section))
        before = first.setdefault(key, entry)
        is_open = result.judgement is None or result.judgement.verdict == UNCHECKED
        if before is entry or not is_open or not forms.is_absent(place.split("/")[0]):
            judged.append(result)
            continue
        try:
            told = money(before)
            judgement = judge_money(entry, told.value, told.interval)
        except Unbound:
            judged.append(result)
            continue
        if judgement.verdict == DIFFERS and (entry.other_refs or before.other_refs or not place.startswith(_SINGLE)):
            judged.append(result)
            continue
        judged.append(Result(judgement, f"= {told.id}", (told.id,)))
    return judged


_SINGLE = ("three_public/", "revenue_", "expenditure_by_function/total", "appropriation_summary/", "general_public_")
"""Quantities of which a section tells one number; anything else may be told of several things."""


def _sums(
    partition: Partition, kind: str, clear: Sequence[Bound], bound: Sequence[Bound]
) -> Iterator[Derived]:
    for measure in ("", *BUDGETS) if kind == "amount" else ("",):
        said = [entry for entry in clear if entry.statement.kind == kind and _measure(entry) == measure]
        wholes = [entry for entry in said if entry.refs[:1] == (partition.whole,)]
        for number, whole in enumerate(wholes):
            after = wholes[number + 1] if number + 1 < len(wholes) else None
            before = wholes[number - 1] if number else None
            parts = _parts(partition, [e for e in said if _is_between(whole, e, after)])
            if len(parts) < _FEWEST:
                parts = _parts(partition, [e for e in said if _is_between(before, e, whole) and _is_near(e, whole)])
            derived = _sum(partition, kind, whole, parts, bound) if parts else None
            if derived is not None:
                yield derived


def _sum(
    partition: Partition, kind: str, whole: Bound, parts: Mapping[str, Bound], bound: Sequence[Bound]
) -> Derived | None:
    try:
        operands = [_signed(part, kind) for part in parts.values()]
    except Unbound:
        return None
    plain = [money(part) for part in parts.values()]
    total = Linear.total(one.linear * sign for one, sign in zip(plain, (s for _, s in operands), strict=True))
    value, computed = total.at(values(plain)), total.range(intervals(plain))
    if kind == "change" and whole.statement.direction == "down":
        value, computed = -value, computed.scaled(-1)
    judgement = judge_money(whole, value, computed)
    left_out = [ref for ref in partition.parts if ref not in parts and not _is_told_nil(ref, kind, whole, bound)]
    if left_out and kind == "change":
        return None
    if left_out and judgement.verdict not in (EQUAL, ROUNDING):
        own = money(whole).interval
        is_above = computed.low is not None and own.high is not None and computed.low > own.high
        if not is_above:
            return None
        judgement = replace(judgement, note="the parts told make more than their whole")
    elif len(parts) < _FEWEST and judgement.verdict == DIFFERS:
        return None
    name = "told" if kind == "amount" else "told_changes"
    formula = letters(plain) if kind == "amount" else _with_signs([sign for _, sign in operands])
    result = Result(judgement, formula, tuple(one.id for one in plain))
    if kind == "change":
        whole = replace(whole, statement=replace(whole.statement, measure="change"))
    return derive(whole, "sum", name, result)


def _with_signs(signs: Sequence[int]) -> str:
    text = "".join(
        ("+" if sign > 0 else "-") + letters([None] * (number + 1)).rsplit("+", 1)[-1]
        for number, sign in enumerate(signs)
    )
    return text.removeprefix("+")


def _signed(part: Bound, kind: str) -> tuple[Operand, int]:
    sign = -1 if kind == "change" and part.statement.direction == "down" else 1
    return money(part), sign


def _parts(partition: Partition, said: Sequence[Bound]) -> dict[str, Bound]:
    parts: dict[str, Bound] = {}
    for entry in said:
        if entry.refs and entry.refs[0] in partition.parts:
            parts.setdefault(entry.refs[0], entry)
    return parts


def _is_told_nil(ref: str, kind: str, whole: Bound, bound: Sequence[Bound]) -> bool:
    """True where the section says that there is nothing of a part: no amount, or no change."""
    section = top_section(whole.statement.section)
    nothing = ("nil",) if kind == "amount" else ("nil", "flat")
    return any(
        entry.refs[:1] == (ref,)
        and top_section(entry.statement.section) == section
        and (entry.statement.kind in nothing or kind == "amount" and _is_zero(entry))
        for entry in bound
        if not entry.statement.doubt
    )


def _is_zero(entry: Bound) -> bool:
    return entry.statement.kind == "amount" and entry.number is not None and entry.number.value == _ZERO


def _is_clear(entry: Bound) -> bool:
    statement = entry.statement
    return not (entry.problem or statement.doubt or statement.year) and bool(entry.refs)


def _measure(entry: Bound) -> str:
    return "" if entry.statement.measure == "actual" else entry.statement.measure


def _is_between(start: Bound | None, entry: Bound, end: Bound | None) -> bool:
    place = _place(entry)
    if start is not None and not (
        _place(start) < place
        and top_section(entry.statement.section) == top_section(start.statement.section)
        and entry.statement.block - start.statement.block <= _NEAR
    ):
        return False
    return end is None or place < _place(end)


def _is_near(entry: Bound, whole: Bound) -> bool:
    return entry.statement.block >= whole.statement.block - 1 and top_section(
        entry.statement.section
    ) == top_section(whole.statement.section)


def _place(entry: Bound) -> tuple[int, int]:
    return entry.statement.block, entry.statement.end

