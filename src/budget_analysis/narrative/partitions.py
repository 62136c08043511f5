"""Wholes and all of their parts: what the prose states of them adds up, and the shares make 100.

A sentence may leave out parts that are zero. Where the form does not say that they are, or cannot
be read, nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ..amounts import Interval, Linear, Printed, ends
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, Judgement, judge
from .binding import (
    FORMS_WORLD,
    TEXT_WORLD,
    Bound,
    Stated,
    intervals,
    money,
    operand,
    refs_of,
    top_section,
    values,
)
from .items import NAME_MARK, SIZES
from .lexicon import Partition, partitions
from .places import ITEM_FORM, ITEM_MEASURE, Forms, Operand, Unbound, path
from .results import Derived, Result, derive, judge_money, letters

_MEASURES = ("", "budget", "adjusted_budget", "any_budget")
_MARKS = {"classes": 0, "items": 2}
_FEWEST = 2
"""One part alone makes no sum."""

Parts = dict[str, Bound]
"""The first statement of each part, by its ref."""


def add_up(bound: Sequence[Bound], stated: Stated, forms: Forms) -> list[Derived]:
    """The sums of amounts, budgets and counts, and of shares, that the sections state."""
    clear = [e for e in bound if not (e.problem or e.statement.doubt or e.statement.year)]
    found: list[Derived] = []
    for partition in partitions():
        if not partition.family and forms.is_absent(partition.whole.split("/")[0]):
            continue  # what no form prints is held against itself, paragraph by paragraph
        for section in dict.fromkeys(entry.statement.section for entry in clear):
            own = [entry for entry in clear if entry.statement.section == section]
            found.extend(_amounts(partition, own, clear, forms))
            found.extend(_counts(partition, own))
            found.extend(_shares(partition, own, stated, forms))
    # of several lists of the same parts the first is told
    return list({one.bound.claim_id: one for one in reversed(found)}.values())


# --- amounts ------------------------------------------------------------------------------------


def _amounts(
    partition: Partition, own: Sequence[Bound], clear: Sequence[Bound], forms: Forms
) -> Iterator[Derived]:
    for measure in _MEASURES:
        said = [entry for entry in own if _is_amount(entry, measure)]
        parts = _parts(partition, said, forms)
        whole = _whole(partition, measure, parts, clear)
        if whole is None or not _is_all(partition, measure, parts, forms):
            continue
        try:
            result = _sum(partition, measure, whole, parts, forms)
        except Unbound:
            continue
        yield derive(whole, "sum", "sum", result)


def _is_amount(entry: Bound, measure: str) -> bool:
    statement = entry.statement
    said = "" if statement.measure == "actual" else statement.measure
    return statement.kind == "amount" and said == measure


def _whole(
    partition: Partition, measure: str, parts: Parts, clear: Sequence[Bound]
) -> Bound | None:
    """The statement of the whole that the parts follow, else the first behind them."""
    if len(parts) < _FEWEST:
        return None
    first = min(parts.values(), key=_place)
    said = [
        entry
        for entry in clear
        if _is_amount(entry, measure)
        and partition.whole in entry.refs
        and entry not in parts.values()
        and top_section(entry.statement.section) == top_section(first.statement.section)
    ]
    before = [entry for entry in said if _place(entry) < _place(first)]
    return before[-1] if before else said[0] if said else None


def _sum(
    partition: Partition, measure: str, whole: Bound, parts: Parts, forms: Forms
) -> Result:
    """The parts as stated against the whole; where they differ, the forms' parts may acquit it."""
    operands = [money(part) for part in parts.values()]
    judgement = _judge(whole, operands)
    formula, names = letters(operands), tuple(one.id for one in operands)
    if judgement.verdict != DIFFERS:
        return Result(judgement, formula, names)
    if measure and partition.family and _total(operands) < money(whole).value:
        note = "the items add up to less: an item without expenditure may have been left out"
        return Result(replace(judgement, verdict=UNCHECKED, note=note), formula, names)
    try:
        figures = [forms.operand(path(ref, measure)) for ref in parts]
        other = _judge(whole, figures)
    except Unbound:
        return Result(judgement, formula, names)
    if other.verdict == DIFFERS:
        return Result(judgement, formula, names)
    note = "holds for the form's parts, not for the parts as the text states them"
    return Result(replace(other, note=note), formula, tuple(one.id for one in figures))


def _judge(whole: Bound, operands: Sequence[Operand]) -> Judgement:
    total = Linear.total(part.linear for part in operands)
    return judge_money(whole, total.at(values(operands)), total.range(intervals(operands)))


def _total(operands: Sequence[Operand]) -> Fraction:
    return sum((one.value for one in operands), Fraction(0))


# --- things that are counted --------------------------------------------------------------------


def _counts(partition: Partition, own: Sequence[Bound]) -> Iterator[Derived]:
    """批次 and 人次 of the whole and of each part; the whole's words may exclude a part."""
    counted = [entry for entry in own if entry.statement.kind == "count" and entry.number]
    for unit in dict.fromkeys(entry.statement.unit for entry in counted):
        said = [entry for entry in counted if entry.statement.unit == unit]
        wholes = [entry for entry in said if partition.whole in entry.refs]
        parts = _named_parts(partition, said)
        if not wholes or len(parts) < max(_FEWEST, len(partition.parts)):
            continue
        whole, numbers = wholes[0], [_value(part) for part in parts.values()]
        total = sum(numbers, Fraction(0))
        assert whole.number is not None
        judgement = judge(whole.number, total, Interval(total, total))
        if judgement.verdict == DIFFERS and whole.number.value in numbers:
            note = "the words may exclude the other parts"
            judgement = replace(judgement, verdict=UNCHECKED, note=note)
        names = tuple(part.claim_id for part in parts.values())
        yield derive(whole, "sum", "sum", Result(judgement, letters(names), names))


# --- shares -------------------------------------------------------------------------------------


def _shares(
    partition: Partition, own: Sequence[Bound], stated: Stated, forms: Forms
) -> Iterator[Derived]:
    """The printed shares of all parts of one whole make 100."""
    said = [entry for entry in own if _is_share_of(entry, partition.whole, forms)]
    parts = _parts(partition, said, forms)
    if len(parts) < _FEWEST or not _is_all(partition, "", parts, forms):
        return
    numbers = [part.number for part in parts.values() if part.number is not None]
    gap = sum((number.value for number in numbers), Fraction(0)) - 100
    slack = sum((number.resolution / 2 for number in numbers), Fraction(0))
    computed = Interval(gap - slack, gap + slack)
    low, high = ends(computed)
    verdict = EQUAL if not gap else ROUNDING if computed.contains(0) else DIFFERS
    note = ""
    last = max(parts.values(), key=_place)
    if verdict == DIFFERS and _are_of_printed(partition, parts, last, stated, forms):
        verdict, note = ROUNDING, "the printed amounts do not add up exactly, nor do their shares"
    names = tuple(part.claim_id for part in parts.values())
    is_touch = verdict == ROUNDING and 0 in (low, high)
    judgement = Judgement(verdict, computed, note, is_touch)
    yield derive(last, "shares_sum", "shares", Result(judgement, f"{letters(names)} = 100", names))


def _are_of_printed(
    partition: Partition, parts: Parts, near: Bound, stated: Stated, forms: Forms
) -> bool:
    """True where each share is that of the printed amounts: their rounding is in the sum too."""
    for world in (FORMS_WORLD, TEXT_WORLD):
        try:
            whole = operand(partition.whole, near.statement, world, forms, stated).value
            amounts = [operand(ref, near.statement, world, forms, stated).value for ref in parts]
        except Unbound:
            continue
        shares = [part.number for part in parts.values()]
        if whole and all(
            share is not None and _prints(share, 100 * amount / whole)
            for share, amount in zip(shares, amounts, strict=True)
        ):
            return True
    return False


def _prints(share: Printed, value: Fraction) -> bool:
    """True where this very value is printed so."""
    return judge(share, value, Interval(value, value)).verdict == EQUAL


def _is_share_of(entry: Bound, whole: str, forms: Forms) -> bool:
    base = entry.statement.base
    if entry.statement.kind != "share" or base is None or entry.number is None:
        return False
    try:
        return whole in refs_of(base, forms)[:1]
    except Unbound:
        return False


# --- parts --------------------------------------------------------------------------------------


def _parts(partition: Partition, said: Sequence[Bound], forms: Forms) -> Parts:
    if not partition.family:
        return _named_parts(partition, said)
    parts: Parts = {}
    for entry in said:
        for ref in entry.refs:
            form, role, measure = (*ref.split("/"), "", "")[:3]
            if form == ITEM_FORM and measure == ITEM_MEASURE and _is_of(partition.family, role):
                parts.setdefault(ref, entry)
    return parts


def _named_parts(partition: Partition, said: Sequence[Bound]) -> Parts:
    parts: Parts = {}
    for entry in said:
        for ref in partition.parts:
            if entry.refs[:1] == (ref,):
                parts.setdefault(ref, entry)
    return parts


def _is_of(family: str, role: str) -> bool:
    """Codes have a length; where names stand for them, they have marks between them."""
    if role.isdecimal():
        return len(role) == SIZES[family]
    return role != "total" and role.count(NAME_MARK) == _MARKS[family]


def _is_all(partition: Partition, measure: str, parts: Parts, forms: Forms) -> bool:
    """True when no part is left out that is not zero, as far as the forms tell."""
    try:
        if partition.family:
            refs = [f"{ITEM_FORM}/{code}/{ITEM_MEASURE}" for code in forms.members(partition.family)]
            return all(ref in parts for ref in refs)
        left = [ref for ref in partition.parts if ref not in parts]
        return all(forms.operand(path(ref, measure)).interval == _ZERO for ref in left)
    except Unbound:
        return False


_ZERO = Interval(Fraction(0), Fraction(0))


def _value(entry: Bound) -> Fraction:
    assert entry.number is not None
    return entry.number.value


def _place(entry: Bound) -> tuple[int, int]:
    return entry.statement.block, entry.statement.end
