"""How small a change of a printed number is noticed, and by which statement.

The least increase and decrease of a number, in units of its last digit, that make a statement
differ follow from the values that the statement leaves to the number: a print is noticed as soon
as its interval no longer meets them. Closed form, exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from .. import frames
from ..amounts import Interval
from ..relations.joint import Row
from ..verdicts import DIFFERS
from .statements import Account, Judged, Number

_NOTICED = Fraction(1, 10)
"""A number is watched where a change of less than this part of it is noticed, up and down."""


@dataclass(frozen=True)
class Power:
    """The least change of a number, in units of its last digit, that makes a statement differ.

    None where no change in that direction does.
    """

    statement: str
    number: str
    increase: int | None
    decrease: int | None


def powers(account: Account) -> Iterator[Power]:
    """The power of every statement that holds, for each printed number in it."""
    for one in account.judged.values():
        if one.verdict != DIFFERS:
            yield from power_of(account, one)


def power_of(account: Account, one: Judged) -> Iterator[Power]:
    """The power of one statement, for each printed number in it but zeros and blanks."""
    for row in one.rows:
        whole = _of_whole_numbers(account, one.name, row)
        if whole is not None:
            yield from whole
            continue
        for name, region in _regions(account, row):
            found = _least(account.numbers.get(name), region)
            if found is not None:
                yield Power(one.name, name, *found)
    if one.own and one.own_range is not None:
        found = _least(account.numbers.get(one.own), one.own_range)
        if found is not None:
            yield Power(one.name, one.own, *found)


def _of_whole_numbers(account: Account, statement: str, row: Row) -> list[Power] | None:
    """The same for a sum of amounts, most of all rows, in whole halves of a fen; None for others."""
    if row.high != 0 or row.low not in (None, 0) or row.linear.constant:
        return None
    spans: list[tuple[str, int, int, int]] = []
    least = most = 0
    for name, own in row.linear.coefficients.items():
        ends = _halves(account, name)
        if ends is None or own.denominator != 1 or abs(own.numerator) != 1:
            return None
        low, high = ends if own > 0 else (-ends[1], -ends[0])
        least, most = least + low, most + high
        spans.append((name, own.numerator, low, high))
    found = []
    for name, sign, low, high in spans:
        number = account.numbers[name]
        if number.value is None or not number.value.value or not number.value.resolution:
            continue
        step = 2 * number.value.resolution.numerator
        # where the number's part may rise to, and sink to, until the rest cannot make up for it
        rises = max(1, (-(least - low) - low) // step + 1)
        sinks = None if row.low is None else max(1, (high + (most - high)) // step + 1)
        found.append(Power(statement, name, *((rises, sinks) if sign > 0 else (sinks, rises))))
    return found


def _halves(account: Account, name: str) -> tuple[int, int] | None:
    """Both ends of a number's interval in halves of a fen."""
    number, reach = account.numbers.get(name), account.intervals[name]
    if number is None or reach.low is None or reach.high is None:
        return None
    if reach.low.denominator > 2 or reach.high.denominator > 2:
        return None
    if number.value is not None and number.value.resolution.denominator != 1:
        return None
    low, high = reach.low, reach.high
    return low.numerator * 2 // low.denominator, high.numerator * 2 // high.denominator


def _regions(account: Account, row: Row) -> Iterator[tuple[str, Interval]]:
    """The values that a row leaves to each of its numbers; one sum serves them all."""
    spans: dict[str, tuple[Fraction, Fraction]] = {}
    for name, own in row.linear.coefficients.items():
        reach = account.intervals[name]
        if reach.low is None or reach.high is None:
            return
        ends = (own * reach.low, own * reach.high)
        spans[name] = ends if own > 0 else (ends[1], ends[0])
    low = row.linear.constant + sum(span[0] for span in spans.values())
    high = row.linear.constant + sum(span[1] for span in spans.values())
    for name, own in row.linear.coefficients.items():
        number = account.numbers.get(name)
        if number is None or number.value is None or not number.value.value:
            continue
        least = None if row.low is None else (row.low - (high - spans[name][1])) / own
        most = None if row.high is None else (row.high - (low - spans[name][0])) / own
        yield name, Interval(least, most) if own > 0 else Interval(most, least)


def _least(number: Number | None, region: Interval) -> tuple[int | None, int | None] | None:
    if number is None or number.value is None or not number.value.value or not number.value.resolution:
        return None
    value, step = number.value.value, number.value.resolution
    half = Fraction(0) if number.value.is_exact else step / 2
    up = None if region.high is None else max(1, (region.high - value + half) // step + 1)
    down = None if region.low is None else max(1, (value + half - region.low) // step + 1)
    return up, down


def watch(account: Account, document_id: str) -> pd.DataFrame:
    """The frame `watch`: every printed number but zeros, and the statements that notice it best.

    What stands in no statement that was judged is there too, without any.
    """
    best: dict[str, dict[str, Any]] = {}
    judged = {name for one in account.judged.values() for name in one.numbers}
    for name, number in account.numbers.items():
        if number.value is not None and number.value.value and number.printed:
            best[name] = {"statements": len(account.touching.get(name, []))}
    for power in powers(account):
        row = best.get(power.number)
        if row is None:
            continue
        for way, least in (("increase", power.increase), ("decrease", power.decrease)):
            if least is not None and (row.get(way) is None or least < row[way]):
                row[way], row[f"{way}_noticed_by"] = least, power.statement
    rows = []
    for name, row in best.items():
        number = account.numbers[name]
        assert number.value is not None
        most = abs(number.value.value) * _NOTICED
        changes = [row.get("increase"), row.get("decrease")]
        is_watched = all(least is not None and least * number.value.resolution < most for least in changes)
        page = number.record.get("page")
        rows.append(
            {
                "document_id": document_id,
                "number": name,
                "page": None if pd.isna(page) else int(page),
                "printed": number.printed,
                "unit": number.unit or None,
                "is_judged": name in judged,
                "is_watched": is_watched,
                **row,
            }
        )
    return frames.build("watch", rows)
