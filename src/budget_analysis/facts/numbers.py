"""Printed texts to numbers in a common unit: the one place that decides what is exact.

Money is kept in fen, everything else in its own unit. Exact are: a printed zero of money, whatever
is counted or scored (no decimals, or a unit of counting), days and years, and a threshold
(`≥60`). A percentage is always rounded, also a printed 0.00 %.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache

from .. import specs
from ..amounts import FEN_PER_UNIT, Printed, parse_amount

PERCENT = ("%", "％", "个百分点")
POINTS = "分"
TIMES = "倍"
_BOUND = re.compile(r"[≥≤<>=＝≧≦]+\s*")
_COUNTED = ("count", "period")


@lru_cache(maxsize=4096)
def read_number(printed: str, unit: str, kind: str = "") -> Printed:
    """A printed number in the common unit.

    Args:
        unit: as printed; empty where there is none.
        kind: of the statement: a `count` and a `period` are exact, decimals or not; `money` is a
            number of a table that does not print its unit, taken as 万元.

    Raises:
        CellError: what is printed is no number.
    """
    bound = _BOUND.match(printed)
    number = parse_amount("0" if printed in _zeros() else printed[bound.end() :] if bound else printed)
    if unit in FEN_PER_UNIT or kind == "money":
        return number.scaled(FEN_PER_UNIT[unit or "万元"])
    if unit == TIMES:
        return Printed(100 * number.value, 100 * number.resolution)  # 增长1.75倍: by 175 %
    is_counted = unit == POINTS or (unit not in PERCENT and "." not in printed)
    return Printed(
        number.value, number.resolution, is_exact=bool(bound) or is_counted or kind in _COUNTED
    )


@cache
def _zeros() -> frozenset[str]:
    """Words that a text has in place of a zero: 年初预算为零, 年初未安排预算."""
    groups = specs.load("sentences/words.toml")["groups"]
    return frozenset(word for name in ("zeros", "nothing") for word in groups[name] if not any(letter.isdigit() for letter in word))


def number_of_cell(fen: int, resolution_fen: int | None) -> Printed:
    """A figure of the frame `figures` in fen; exact where it is a printed zero, or where its last
    digit is worth less than a fen and not kept."""
    is_exact = not fen or not resolution_fen
    return Printed(Fraction(fen), Fraction(resolution_fen or 0), is_exact)


def is_money(unit: str) -> bool:
    return unit in FEN_PER_UNIT
