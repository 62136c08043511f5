"""What printed figures say about a relation: equal, rounding, differs; no tolerance."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..amounts import Interval, Linear, Printed, round_to
from ..verdicts import DIFFERS, EQUAL, ROUNDING, Judgement


def judge(
    left: Linear,
    operator: str,
    right: Linear,
    printed: Mapping[str, Printed],
    intervals: Mapping[str, Interval],
) -> Judgement:
    """Compare two sums of printed figures.

    `equal`: the printed figures themselves satisfy the relation, a side that is one single
    figure after rounding to its printed digits (either way at a tie). `rounding`: some values
    that round to the printed figures do. `differs`: none do. A relation between sums always has
    a value, so `undefined` does not occur. The range is that of left minus right.

    Args:
        operator: "=" or "<=".
        printed: every operand in one common unit.
        intervals: the same operands' intervals.
    """
    difference = left - right
    residual = difference.range(intervals)
    # every operand is bounded, so the residual is
    assert residual.low is not None and residual.high is not None
    point = difference.at({name: printed[name].value for name in difference.coefficients})
    if operator == "<=":
        if point <= 0:
            return Judgement(EQUAL, residual)
        possible = residual.low <= 0
        touches = residual.low == 0
    else:
        if point == 0 or _rounds_to(left, right, printed) or _rounds_to(right, left, printed):
            return Judgement(EQUAL, residual)
        possible = residual.contains(0)
        touches = 0 in (residual.low, residual.high)
    if not possible:
        return Judgement(DIFFERS, residual)
    return Judgement(ROUNDING, residual, is_touch=touches)


def _rounds_to(result: Linear, formula: Linear, printed: Mapping[str, Printed]) -> bool:
    """True when the result is one printed figure, and the formula rounds to it."""
    if result.constant or list(result.coefficients.values()) != [Fraction(1)]:
        return False
    figure = printed[next(iter(result.coefficients))]
    if figure.is_exact or not figure.resolution:
        return False
    value = formula.at({name: printed[name].value for name in formula.coefficients})
    return figure.value in round_to(value, figure.resolution)
