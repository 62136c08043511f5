"""The five verdicts, and how a printed number is judged against its recomputed range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
    if own.meets(computed):
        return Judgement(ROUNDING, computed, is_touch=own.touches(computed))
    return Judgement(DIFFERS, computed)


def gravest(judgements: Iterable[Judgement]) -> Judgement:
    """The judgement of a statement that speaks of several things at once."""
    return max(judgements, key=lambda judgement: GRAVITY.index(judgement.verdict))


def decimal(value: Fraction | None, digits: int = 6) -> str | None:
    """An exact decimal where it is finite, else rounded to this many digits."""
    if value is None:
        return None
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    places = digits
    if rest == 1:
        places = 0
        while (value * 10**places).denominator != 1:
            places += 1
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = str(whole).rjust(places + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"
