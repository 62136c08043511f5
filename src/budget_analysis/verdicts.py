"""The five verdicts, and how a printed number is judged against its recomputed range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from .amounts import Interval, Printed, round_to

EQUAL = "equal"
ROUNDING = "rounding"
DIFFERS = "differs"
UNDEFINED = "undefined"
UNCHECKED = "unchecked"

GRAVITY = (EQUAL, ROUNDING, UNCHECKED, UNDEFINED, DIFFERS)
"""From the mildest to the gravest: a statement about several things gets the gravest verdict."""


@dataclass(frozen=True)
class Judgement:
    """A verdict with the recomputed interval, in the unit of the printed number."""

    verdict: str
    range: Interval | None = None
    note: str = ""
    is_touch: bool = False

    @property
    def holds(self) -> bool:
        """True where nothing contradicts it: it is exactly so, or within what rounding explains."""
        return self.verdict in (EQUAL, ROUNDING)


def judge(printed: Printed, value: Fraction, computed: Interval) -> Judgement:
    """Compare a printed number with what the operands give.

    Args:
        printed: the number as printed, with its resolution.
        value: the result at the printed operands.
        computed: the exact range of the result over the operands' intervals.
    """
    if value == printed.value or (
        not printed.is_exact and printed.value in round_to(value, printed.resolution)
    ):
        return Judgement(EQUAL, computed)
    own = printed.interval
    if not printed.value and replace(printed, is_exact=False).interval.holds(computed):
        # an exact zero beside money told in smaller units: 12.00 yuan are 0.00 of 10,000
        return Judgement(ROUNDING, computed)
    if own.meets(computed):
        return Judgement(ROUNDING, computed, is_touch=own.touches(computed))
    return Judgement(DIFFERS, computed)


def gravest(judgements: Iterable[Judgement]) -> Judgement:
    """The judgement of a statement that speaks of several things at once."""
    return max(judgements, key=lambda judgement: GRAVITY.index(judgement.verdict))
