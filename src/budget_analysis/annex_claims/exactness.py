"""A printed number of the annexes with its value, its last digit, and whether it is exact."""

from __future__ import annotations

from fractions import Fraction

from ..amounts import FEN_PER_UNIT, Printed, parse_amount

POINTS = "分"


def read_number(printed: str, unit: str, kind: str = "") -> Printed:
    """The one place that decides whether a printed number stands for an interval.

    Args:
        printed: the digits without their unit.
        unit: tells the kind where none is given: a unit of money, `%`, any other.
        kind: `money` (rounded; a printed zero is exact), `percent` (always rounded), `count`
            (exact; so are points), `measured` (rounded where decimals are printed).

    Raises:
        CellError: the text is no number.
    """
    number = parse_amount(printed)
    kind = kind or ("money" if unit in FEN_PER_UNIT else "percent" if unit == "%" else "count")
    is_exact = {
        "money": number.value == 0,
        "percent": False,
        "count": True,
        "measured": number.resolution == 1,
    }[kind]
    return Printed(number.value, number.resolution, is_exact)


def counted(value: Fraction) -> Printed:
    """A number of things."""
    return Printed(value, Fraction(1), is_exact=True)
