"""How far off is what differs: the last digit, ordinary, gross."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from ..amounts import Interval, Printed, ends, parse_amount
from ..errors import CellError
from ..facts import read_number
from ..facts.numbers import is_money
from ..frames import text
from ..notes import TRUNCATED
from ..relations.ranges import evaluate
from ..relations.tree import Relation, Tree
from ..verdicts import DIFFERS

LAST_DIGIT, ORDINARY, GROSS = "last_digit", "ordinary", "gross"
_CUT_OFF = "cut_off"
_RATES = ("growth", "share", "completion")
_COMPARED = ("direction", "nesting", "implied_prior", "shares_sum")
"""The range of these is that of left less right, and zero is right."""
_TEN_TIMES = (Fraction(1, 10), Fraction(10))


def rate_severity(claims: pd.DataFrame, trees: Mapping[str, Tree]) -> pd.DataFrame:
    """Fill `severity` of the claims that differ; a rate that fits cutting off is told in `note`."""
    found = claims.copy()
    for position, row in found[found["verdict"] == DIFFERS].iterrows():
        severity, note = severity_of(row.to_dict(), trees.get(str(row["claim_id"])))
        found.loc[position, "severity"] = severity
        if note:
            found.loc[position, "note"] = "; ".join(filter(None, (text(row["note"]), note)))
    return found


def severity_of(claim: Mapping[Any, Any], tree: Tree | None = None) -> tuple[str, str]:
    """The severity of a claim that differs, and what is to be said of it."""
    kind = str(claim["kind"])
    if kind == "announced":
        return (GROSS if text(claim["note"]).startswith("announced") else ORDINARY), ""
    if kind == "nil":
        return GROSS, ""
    computed = _range(claim)
    if computed is None or kind in ("period", "department", "as_of", "list", "item_name", "grade"):
        return ORDINARY, ""
    number = _number(claim)
    is_relation = re.search(r"[<>=]", text(claim["formula"]).removeprefix("=")) is not None
    if kind in _COMPARED or number is None or (is_relation and "; =" not in text(claim["formula"])):
        return _of_gap(kind, computed, number, tree), ""
    return _of_number(kind, computed, number)


def _of_number(kind: str, computed: Interval, number: Printed) -> tuple[str, str]:
    """A printed number beside the range of what it should be."""
    low, high = ends(computed)
    own = number.interval
    least, most = ends(own)
    distance = max(low - most, least - high)
    if not number.is_exact and distance <= number.resolution:
        cut_off = (number.value, number.value + number.resolution * (1 if number.value >= 0 else -1))
        is_cut = kind in _RATES and min(cut_off) <= high and low < max(cut_off)
        return LAST_DIGIT, TRUNCATED if is_cut else ""
    value = (low + high) / 2
    is_ten_times = any(own.scaled(times).meets(computed) for times in _TEN_TIMES)
    is_turned = number.value * value < 0
    is_far = abs(number.value - value) > max(abs(number.value), abs(value)) / 2
    return (GROSS if is_ten_times or is_turned or is_far else ORDINARY), ""


def _of_gap(kind: str, gap: Interval, number: Printed | None, tree: Tree | None) -> str:
    """What should be zero, or on one side of it, and is not."""
    low, high = ends(gap)
    distance = max(low, -high)
    unit = (high - low) / 2 if number is None else number.resolution
    if distance <= unit:
        return LAST_DIGIT
    if kind == "direction" and not (isinstance(tree, Relation) and tree.sign == "="):
        return GROSS
    far = _part_of_larger(tree)
    if far is None:
        far = abs(low + high) / 2 / abs(number.value) if number and number.value else Fraction(1)
    return GROSS if far > Fraction(1, 2) else ORDINARY


def _part_of_larger(tree: Tree | None) -> Fraction | None:
    """The difference of both sides as a part of the larger one."""
    if not isinstance(tree, Relation):
        return None
    sides = evaluate(tree.left), evaluate(tree.right)
    if sides[0] is None or sides[1] is None:
        return None
    left, right = sides[0][0], sides[1][0]
    larger = max(abs(left), abs(right))
    return abs(left - right) / larger if larger else None


def _number(claim: Mapping[Any, Any]) -> Printed | None:
    """The printed number in the unit of its print."""
    unit = text(claim["unit"])
    try:
        number = read_number(text(claim["printed"]), unit, str(claim["kind"]))
        plain = parse_amount(text(claim["printed"])) if is_money(unit) else number
    except CellError:
        return None
    return Printed(plain.value, plain.resolution, number.is_exact)


def _range(claim: Mapping[Any, Any]) -> Interval | None:
    ends = (text(claim["low"]), text(claim["high"]))
    return Interval(Fraction(ends[0]), Fraction(ends[1])) if all(ends) else None


def with_one_cause(claims: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """The claims without the note that one is cut off, where its finding proves another cause of the same print."""
    other = findings[findings["cause"].notna() & (findings["cause"] != _CUT_OFF)]
    names = {name for told in other["statements"] for name in json.loads(told)}
    notes = claims["note"].where(~(claims["claim_id"].isin(names) & (claims["note"] == TRUNCATED)))
    return claims.assign(note=notes)
