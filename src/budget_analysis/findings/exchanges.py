"""Two numbers that stand in each other's place: in a form, or in a paragraph of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..codes import chain
from ..facts import Fact
from ..frames import text
from .mending import Mender
from .statements import Account, Judged, Number

_WHERE = {"cell": "form", "sentence": "block"}
_MOST = 40
"""Among more numbers that may be wrong no pair is looked for."""


@dataclass(frozen=True)
class Exchanged:
    """Two numbers, and what differs because each prints the other's value."""

    one: Number
    other: Number
    statements: tuple[Judged, ...]


def find_exchanged(mender: Mender, violated: Sequence[Judged], blank: Sequence[Fact] = ()) -> Iterator[Exchanged]:
    """The pairs that let everything hold that is said of either, once they change places.

    Each of the two stands in an equation or rate that differs, the two in at least two of them: that a
    part is no more than its whole holds for any two numbers, one way or the other. What they explain is mended.
    Of a blank cell and a filled one of its row one equation is enough where the filled one stands below a blank total.

    Args:
        blank: the blank totals over filled parts.
    """
    for one, other in _below_blank_totals(mender.account, violated, blank):
        if explained := _exchange(mender, one, other, fewest=1):
            yield Exchanged(one, other, explained)
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


def _below_blank_totals(account: Account, violated: Sequence[Judged], blank: Sequence[Fact]) -> Iterator[tuple[Number, Number]]:
    """Each blank cell in what differs, with each filled one of its row below a blank total."""
    totals = {tuple(fact.id.split("/")[1:]) for fact in blank}
    rows: dict[tuple[str, str], list[Number]] = {}
    for number in account.numbers.values() if totals else ():
        if number.source == "cell":
            rows.setdefault((text(number.record["form"]), text(number.record["row"])), []).append(number)
    for name in dict.fromkeys(name for one in violated for name in one.numbers):
        one = account.numbers.get(name)
        if one is None or one.source != "cell" or one.printed or not totals:
            continue
        role = text(one.record["role"])
        above = [code for code in chain(role)[:-1]] if role.isdecimal() else []
        form = text(one.record["form"])
        for other in rows[form, text(one.record["row"])]:
            if other.printed and any((form, code, text(other.record["measure"])) in totals for code in above):
                yield one, other


def _may_change(one: Number, other: Number) -> bool:
    if one.unit != other.unit or one.unit == "%" or one.value == other.value:
        return False
    return one.source == "sentence" or any(text(one.record[name]) == text(other.record[name]) for name in ("row", "measure"))


def _exchange(mender: Mender, one: Number, other: Number, fewest: int = 2) -> tuple[Judged, ...]:
    """What holds by the exchange; the numbers then keep each other's values. Nothing where it does not do.

    Args:
        fewest: equations and rates that differ; with fewer than two, one of the numbers may stand in none.
    """
    about = [told for told in mender.about((one.id, other.id)) if told.name not in mender.mended]
    differing = [told for told in about if told.is_violated]
    telling = [told for told in differing if told.ratio is not None or any(row.low == row.high for row in told.rows)]
    if len(telling) < fewest or (fewest > 1 and not all(any(number.id in told.numbers for told in telling) for number in (one, other))):
        return ()
    before = mender.intervals[one.id], mender.intervals[other.id]
    mender.intervals[other.id], mender.intervals[one.id] = before
    if all(mender.fits(told) for told in about if not told.is_weak):
        mender.mended |= {told.name for told in differing}
        return tuple(differing)
    mender.intervals[one.id], mender.intervals[other.id] = before
    return ()
