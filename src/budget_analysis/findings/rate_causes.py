"""What happened to a rate, as far as its value proves it: another base, turned over, copied, levelled."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..amounts import Printed, decimal
from ..frames import text
from ..relations.ranges import Quotient
from .cause import Cause
from .mending import Mender
from .statements import Account, Judged, Number, value_at

_TELLING = 3
"""So many digits in common are no coincidence."""
_HUNDRED = Fraction(100)
_NEAR = 2
"""Blocks to either side in which another number is near."""
_SAME = ("growth", "share", "completion", "rate")


def causes_of_rate(mender: Mender, number: Number, one: Judged, own: Printed, right: Printed) -> Iterator[Cause]:
    """The causes whose arithmetic gives the printed rate.

    Args:
        one: the statement whose formula gives the rate.
        right: what should be printed.
    """
    account = mender.account
    yield from _levelled(account, number, own, right)
    if one.ratio is None or not _tells(own):
        return
    top, bottom = _at(account, one.ratio)
    if top and bottom:
        if top != _HUNDRED * bottom and _prints(_HUNDRED * _HUNDRED * bottom / top, own):
            yield Cause("turned_over", _quotient(account, one.ratio, bottom, top / _HUNDRED, own))
        yield from _other_base(account, number, one.ratio, top, own)
    yield from _copied(account, number, one, own, right)


def _at(account: Account, ratio: Quotient) -> tuple[Fraction, Fraction]:
    names = {*ratio.top.coefficients, *ratio.bottom.coefficients}
    at = {name: value_at(account, name) for name in names}
    return ratio.top.at(at), ratio.bottom.at(at)


def _other_base(account: Account, number: Number, ratio: Quotient, top: Fraction, own: Printed) -> Iterator[Cause]:
    """The part of another amount that stands near: this year's in place of last year's, another whole."""
    wanted = abs(top)
    named = {*ratio.top.coefficients, *ratio.bottom.coefficients}
    bases = [account.numbers[name] for name in named if name in account.numbers]
    near = [one for one in account.numbers.values() if _is_near(one, number) and one.id not in named]
    for other in (*bases, *near):
        value = other.value.value if other.value is not None else Fraction(0)
        if value > 0 and value != wanted / _HUNDRED and not other.unit == "%" and _prints(wanted / value, own):
            yield Cause("other_base", _quotient(account, ratio, wanted / _HUNDRED, value, own))
            return


def _is_near(other: Number, number: Number) -> bool:
    """True for an amount of the text that stands near a number of it."""
    here, there = text(number.record.get("block")), text(other.record.get("block"))
    if other.source == "cell" or other.value is None or not here or not there:
        return False
    return abs(int(here) - int(there)) <= _NEAR


def _copied(account: Account, number: Number, one: Judged, own: Printed, right: Printed) -> Iterator[Cause]:
    """The rate that is printed before it."""
    place = _place(number)
    if place is None:
        return
    before = [
        other
        for other in account.numbers.values()
        if other.unit == number.unit and other.id != number.id and other.value is not None
        and (its := _place(other)) is not None and its < place and place[0] - its[0] <= _NEAR
    ]  # fmt: skip
    for other in sorted(before, key=lambda other: _place(other) or (0, 0), reverse=True):
        if other.value is not None and abs(other.value.value) == abs(own.value) != abs(right.value):
            yield Cause("rate_copied", f"{decimal(own.value)}% = {other.printed}%")
            return


def _place(number: Number) -> tuple[int, int] | None:
    block, start = text(number.record.get("block")), text(number.record.get("start"))
    return (int(block), int(start)) if block and start else None


def _levelled(account: Account, number: Number, own: Printed, right: Printed) -> Iterator[Cause]:
    """A share that was changed so that all printed shares make 100."""
    step = own.resolution
    if not step or abs(own.value - right.value) > 2 * step or text(number.record.get("kind")) != "share":
        return
    for shares in _together(account, number):
        total = sum((share.value.value for share in shares if share.value is not None), Fraction(0))
        if total == _HUNDRED and len(shares) > 1:
            written = " + ".join(share.printed for share in shares)
            yield Cause("levelled", f"{written} = 100; {decimal(right.value)} → {decimal(own.value)}")
            return


def _together(account: Account, number: Number) -> Iterator[list[Number]]:
    """The shares that belong to one whole: those of a statement about their sum, else those of a section."""
    for name in account.touching.get(number.id, []):
        one = account.judged[name]
        if one.kind == "shares_sum" and one.rows:
            yield [account.numbers[other] for other in one.numbers if other in account.numbers]
    section = text(number.record.get("section"))
    told = [
        one
        for one in account.numbers.values()
        if one.source == number.source and text(one.record.get("section")) == section and one.value is not None
        and text(one.record.get("kind")) == "share"
    ]  # fmt: skip
    same = [one for one in told if text(one.record.get("form")) == text(number.record.get("form"))]
    yield from (own for own in (same, told) if len(own) >= _TELLING)  # a class under an old name has no form


def _tells(own: Printed) -> bool:
    """True for a rate of enough digits; 100 % stands at many places."""
    return bool(own.resolution) and own.value != _HUNDRED and abs(own.value / own.resolution) >= 10 ** (_TELLING - 1)


def _prints(value: Fraction, own: Printed) -> bool:
    """True where a value prints like a number."""
    return abs(value - abs(own.value)) * 2 <= own.resolution


def _quotient(account: Account, ratio: Quotient, top: Fraction, bottom: Fraction, own: Printed) -> str:
    """The quotient that gives what is printed, in the unit of the amounts of the formula."""
    named = [account.numbers[name] for name in {**ratio.top.coefficients, **ratio.bottom.coefficients} if name in account.numbers]
    factor = next((one.factor for one in named if one.unit), Fraction(1))
    return f"{decimal(top * factor)} ÷ {decimal(bottom * factor)} = {decimal(abs(own.value))}%"
