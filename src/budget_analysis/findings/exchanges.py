"""Two numbers that stand in each other's place: in a form, or in a paragraph of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..frames import text
from .mending import Mender
from .statements import Judged, Number

_WHERE = {"cell": "form", "sentence": "block"}
_MOST = 40
"""Among more numbers that may be wrong no pair is looked for."""


@dataclass(frozen=True)
class Exchanged:
    """Two numbers, and what differs because each prints the other's value."""

    one: Number
    other: Number
    statements: tuple[Judged, ...]


def find_exchanged(mender: Mender, violated: Sequence[Judged]) -> Iterator[Exchanged]:
    """The pairs that let everything hold that is said of either, once they change places.

    Each of the two stands in an equation or rate that differs, the two in at least two of them: that a
    part is no more than its whole holds for any two numbers, one way or the other. What they explain is mended.
    """
    names = dict.fromkeys(name for one in violated for name in one.numbers)
    beside: dict[tuple[str, str], list[Number]] = {}
    for number in (mender.account.numbers[name] for name in names if name in mender.account.numbers):
        if number.source in _WHERE and number.value is not None:
            beside.setdefault((number.source, text(number.record[_WHERE[number.source]])), []).append(number)
    for numbers in beside.values():
        if len(numbers) <= _MOST:
            for one, other in combinations(numbers, 2):
                if _may_change(one, other) and (explained := _exchange(mender, one, other)):
                    yield Exchanged(one, other, explained)


def _may_change(one: Number, other: Number) -> bool:
    if one.unit != other.unit or one.unit == "%" or one.value == other.value:
        return False
    return one.source == "sentence" or any(text(one.record[name]) == text(other.record[name]) for name in ("row", "measure"))


def _exchange(mender: Mender, one: Number, other: Number) -> tuple[Judged, ...]:
    """What holds by the exchange; the numbers then keep each other's values. Nothing where it does not do."""
    about = [told for told in mender.about((one.id, other.id)) if told.name not in mender.mended]
    differing = [told for told in about if told.is_violated]
    telling = [told for told in differing if told.ratio is not None or any(row.low == row.high for row in told.rows)]
    if len(telling) < 2 or not all(any(number.id in told.numbers for told in telling) for number in (one, other)):
        return ()
    before = mender.intervals[one.id], mender.intervals[other.id]
    mender.intervals[other.id], mender.intervals[one.id] = before
    if all(mender.fits(told) for told in about if not told.is_weak):
        mender.mended |= {told.name for told in differing}
        return tuple(differing)
    mender.intervals[one.id], mender.intervals[other.id] = before
    return ()
