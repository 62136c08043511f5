"""Printed amounts, their resolution and their interval; exact ranges of formulas.

A figure printed with a last digit worth u stands for the closed interval [x - u/2, x + u/2].
Everything here is exact: `int` and `fractions.Fraction`, never a binary float.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Union

from .errors import CellError

Number = Union[int, Fraction]

FEN_PER_UNIT: Mapping[str, Fraction] = {
    "元": Fraction(100),
    "千元": Fraction(100_000),
    "万元": Fraction(1_000_000),
    "万": Fraction(1_000_000),
    "亿元": Fraction(10_000_000_000),
}
"""Worth of one printed unit of money in fen (0.01 yuan)."""
MOST_DIGITS = 100
"""No printed number is longer; a text of more digits is none (and costs time to turn into one)."""
_SHOWN = 40

_NUMBER = re.compile(
    r"""(?P<open>\()?\s*(?P<sign>[-△▲]?)\s*
        (?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<decimals>[0-9]+))?
        \s*(?P<close>\))?""",
    re.VERBOSE,
)
# Only full-width forms and minus signs: full NFKC would read a footnote mark as one more digit,
# 5.69① as 5.691 and 5.69² as 5.692.
_PLAIN: dict[int, int | str] = {
    **{full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)},
    0x3000: " ",
    **dict.fromkeys(map(ord, "−–"), "-"),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: its exact value and the worth of one unit in its last digit.

    Both are in the unit of the print (万元, %, …). `is_exact` marks counts, scores and a
    printed zero of money, which carry no rounding slack.
    """

    value: Fraction
    resolution: Fraction
    is_exact: bool = False

    @property
    def interval(self) -> Interval:
        if self.is_exact:
            return Interval(self.value, self.value)
        bottom = 2 * self.value.denominator * self.resolution.denominator
        middle = 2 * self.value.numerator * self.resolution.denominator
        half = self.resolution.numerator * self.value.denominator
        return Interval(Fraction(middle - half, bottom), Fraction(middle + half, bottom))

    def scaled(self, factor: Number) -> Printed:
        """The same number in another unit."""
        return Printed(self.value * factor, self.resolution * abs(Fraction(factor)), self.is_exact)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of exact numbers; None stands for an unbounded end."""

    low: Fraction | None
    high: Fraction | None

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        if low is not None and high is not None and low.numerator * high.denominator > high.numerator * low.denominator:
            raise ValueError(f"interval is empty: [{self.low}, {self.high}]")

    def contains(self, value: Number) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def holds(self, other: Interval) -> bool:
        """True when the other, which has two ends, lies within this one."""
        return other.low is not None and other.high is not None and self.contains(other.low) and self.contains(other.high)

    def scaled(self, factor: Number) -> Interval:
        """The same interval in another unit; a negative factor turns it round."""
        ends = [None if end is None else end * factor for end in (self.low, self.high)]
        return Interval(*(reversed(ends) if factor < 0 else ends))

    def meets(self, other: Interval) -> bool:
        """True when the two share at least one point."""
        return (self.low is None or other.high is None or self.low <= other.high) and (
            other.low is None or self.high is None or other.low <= self.high
        )

    def touches(self, other: Interval) -> bool:
        """True when the two share exactly one point and neither is itself a point."""
        if not self.meets(other) or self.low == self.high or other.low == other.high:
            return False
        return (self.high is not None and self.high == other.low) or (
            self.low is not None and self.low == other.high
        )


def ends(interval: Interval) -> tuple[Fraction, Fraction]:
    """Both ends of a bounded interval."""
    if interval.low is None or interval.high is None:
        raise ValueError(f"interval [{interval.low}, {interval.high}] has no bound")
    return interval.low, interval.high


@lru_cache(maxsize=4096)
def parse_amount(printed: str) -> Printed:
    """Read a printed number such as `2,209.05`, `2209.05`, `-1.20`, `(3.4)` or `△0.5`.

    Full-width digits and signs count as their half-width forms. A printed zero is an exact zero.

    Raises:
        CellError: the text is not one number with well-placed thousands separators, or is longer
            than any.
    """
    if len(printed) > MOST_DIGITS:
        raise CellError(
            f'printed "{printed[:_SHOWN]}…" has {len(printed)} characters; it is not an amount, '
            f"which has up to {MOST_DIGITS}"
        )
    text = printed.translate(_PLAIN).strip()
    match = _NUMBER.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise CellError(f'printed "{printed}" is not an amount')
    decimals = match["decimals"] or ""
    value = Fraction(int(match["whole"].replace(",", "") + decimals), 10 ** len(decimals))
    if match["sign"] or match["open"]:
        value = -value
    return Printed(value, Fraction(1, 10 ** len(decimals)), is_exact=value == 0)


def decimal(value: Fraction, digits: int = 6) -> str:
    """A value as a decimal: exact and without trailing zeros where it ends, else to `digits`."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives) if rest == 1 else digits
    top, bottom = abs(value.numerator) * 10**places, value.denominator
    nearest = (2 * top + bottom) // (2 * bottom)
    text = str(nearest).zfill(places + 1)
    sign = "-" if value < 0 and nearest else ""
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"


def round_to(value: Fraction, resolution: Fraction) -> tuple[Fraction, Fraction]:
    """The two ways to round `value` to a multiple of `resolution`; equal unless it is a tie."""
    steps = value / resolution
    floor = steps.numerator // steps.denominator
    rest = steps - floor
    if rest < Fraction(1, 2):
        return floor * resolution, floor * resolution
    if rest > Fraction(1, 2):
        return (floor + 1) * resolution, (floor + 1) * resolution
    return floor * resolution, (floor + 1) * resolution


_ZERO = Fraction(0)


@dataclass(frozen=True)
class Linear:
    """A sum of printed operands with coefficients: `constant + sum(c * x)`.

    Operands are known by name, so that one figure used twice moves only once:
    `x - x` is zero, not an interval around zero.
    """

    coefficients: Mapping[str, Fraction]
    constant: Fraction = Fraction(0)

    @staticmethod
    def of(name: str, factor: Number = 1) -> Linear:
        return Linear({name: Fraction(factor)})

    @staticmethod
    def total(parts: Iterable[Linear]) -> Linear:
        merged: dict[str, Fraction] = {}
        constant = _ZERO
        for part in parts:
            constant = constant + part.constant if part.constant else constant
            for name, factor in part.coefficients.items():
                merged[name] = merged[name] + factor if name in merged else factor
        return Linear({name: factor for name, factor in merged.items() if factor}, constant)

    def __add__(self, other: Linear) -> Linear:
        return Linear.total((self, other))

    def __mul__(self, factor: Number) -> Linear:
        if not factor:
            return Linear({})
        scaled = {name: value * factor for name, value in self.coefficients.items()}
        return Linear(scaled, self.constant * factor)

    def __neg__(self) -> Linear:
        return Linear({name: -value for name, value in self.coefficients.items()}, -self.constant)

    def __sub__(self, other: Linear) -> Linear:
        return self + (-other)

    def at(self, values: Mapping[str, Fraction]) -> Fraction:
        """The value at one point."""
        return _with_products(self.constant, [(factor, values[name]) for name, factor in self.coefficients.items()])

    def range(self, intervals: Mapping[str, Interval]) -> Interval:
        """The exact range when each operand moves within its own interval."""
        lows: list[tuple[Fraction, Fraction | None]] = []
        highs: list[tuple[Fraction, Fraction | None]] = []
        for name, factor in self.coefficients.items():
            reach = intervals[name]
            is_turned = factor.numerator < 0
            lows.append((factor, reach.high if is_turned else reach.low))
            highs.append((factor, reach.low if is_turned else reach.high))
        return Interval(*(
            None if any(end is None for _, end in side) else _with_products(self.constant, side) for side in (lows, highs)
        ))  # fmt: skip


def _with_products(start: Fraction, pairs: Iterable[tuple[Fraction, Fraction | None]]) -> Fraction:
    """The sum of a number and products, reduced once in the end: most denominators are 1 or 2."""
    top, bottom = start.numerator, start.denominator
    for one, other in pairs:
        assert other is not None
        above, below = one.numerator * other.numerator, one.denominator * other.denominator
        if below == bottom:
            top += above
        elif bottom % below == 0:
            top += above * (bottom // below)
        elif below % bottom == 0:
            top, bottom = top * (below // bottom) + above, below
        else:
            top, bottom = top * below + above * bottom, bottom * below
    return Fraction(top, bottom)


def ratio_range(
    numerator: Linear, denominator: Linear, intervals: Mapping[str, Interval]
) -> Interval | None:
    """The exact range of numerator/denominator over the box of operand intervals.

    Operands may stand in both (growth is change / (current - change)); each still moves only
    once. None when the denominator can be zero: the ratio is then undefined.

    The maximum is found by Dinkelbach's iteration, which on a box ends after finitely many
    steps and is exact: each step maximises the linear form numerator - t * denominator.
    """
    bottom = denominator.range(intervals)
    if bottom.low is None or bottom.high is None or bottom.contains(0):
        return None
    if bottom.high < 0:
        return ratio_range(-numerator, -denominator, intervals)
    return Interval(
        -_largest_ratio(-numerator, denominator, intervals),
        _largest_ratio(numerator, denominator, intervals),
    )


def _largest_ratio(
    numerator: Linear, denominator: Linear, intervals: Mapping[str, Interval]
) -> Fraction:
    terms = []
    for name in {**numerator.coefficients, **denominator.coefficients}:
        low, high = intervals[name].low, intervals[name].high
        if low is None or high is None:
            raise ValueError(f"operand {name} has no bounded interval")
        terms.append((numerator.coefficients.get(name, _ZERO), denominator.coefficients.get(name, _ZERO), low, high))
    best: Fraction | None = None
    while True:
        top, bottom = numerator.constant, denominator.constant
        for above, below, low, high in terms:
            end = low if best is None or above <= below * best else high
            top += above * end
            bottom += below * end
        found = top / bottom
        if best is not None and found <= best:
            return best
        best = found
