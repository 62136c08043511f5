"""Target and actual values as printed: a sign, a number and a unit, or a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from .. import terms
from ..amounts import FEN_PER_UNIT, Interval, Printed
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, Judgement
from .exactness import read_number
from .phrases import meanings, phrases

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>[^\d,.;~\-]{0,8})"


@dataclass(frozen=True)
class Value:
    """`≥60个` is the sign `>=`, the number 60 and the unit 个; `提升` is a word without number."""

    printed: str
    unit: str
    sign: str = ""
    number: Printed | None = None

    @property
    def word(self) -> str:
        return "" if self.number is not None else terms.fold(self.printed)


def read_value(printed: str) -> Value:
    """A target or an actual value; what is no single number with its sign and unit is a word."""
    text = printed.strip()
    match = _pattern().fullmatch(terms.fold(text))
    if match is None:
        return Value(text, "")
    unit = match["unit"]
    sign = _signs().get(match["sign"] or "", "")
    for ending, name in meanings("sign_endings"):
        if not sign and unit.endswith(ending):
            sign, unit = name, unit.removesuffix(ending)
    folded_unit = terms.fold(unit)
    shown = text[: len(text) - len(unit)] if unit and text.endswith(unit) else text
    kind = "" if folded_unit == "%" or folded_unit in FEN_PER_UNIT else "measured"
    return Value(shown, folded_unit, sign, read_number(match["number"], folded_unit, kind))


def judge_attained(target: Value, actual: Value) -> tuple[str, Judgement]:
    """Whether the actual value attains the target, which is taken exactly.

    Returns:
        The formula and the judgement; its range is actual less target. `unchecked` where words
        or units cannot be compared, or the cell gives a bound in place of a value.
    """
    if target.number is None or actual.number is None:
        return "this = t", _judge_words(target, actual)
    sign = target.sign or "="
    formula = f"this {sign} t"
    if target.unit and actual.unit and target.unit != actual.unit:
        note = f"the units {target.unit} and {actual.unit} cannot be compared"
        return formula, Judgement(UNCHECKED, note=note)
    limit = target.number.value
    gap = Interval(*(_less(end, limit) for end in _ends(actual)))
    holds = _holds(sign, actual.number.value - limit)
    if actual.sign in ("", "="):
        possible = _possible(sign, gap)
        verdict = EQUAL if holds else ROUNDING if possible else DIFFERS
        if not target.sign and verdict == DIFFERS:
            note = "the target is printed without a sign: more or less may be better"
            return formula, Judgement(UNCHECKED, gap, note)
        return formula, Judgement(verdict, gap)
    is_same_side = actual.sign[0] == sign[0]
    if is_same_side and holds:
        return formula, Judgement(EQUAL, gap)
    if not _possible(sign, gap, is_open=actual.sign in ("<", ">")):
        return formula, Judgement(DIFFERS, gap)
    return formula, Judgement(UNCHECKED, gap, "the cell gives a bound, not a value")


def _judge_words(target: Value, actual: Value) -> Judgement:
    if target.word and target.word == actual.word:
        return Judgement(EQUAL)
    if target.word and actual.word in {no + target.word for no in phrases("negations")}:
        return Judgement(DIFFERS, note="the actual value denies the target")
    return Judgement(UNCHECKED, note="words that cannot be compared")


def _ends(value: Value) -> tuple[Fraction | None, Fraction | None]:
    """The values that a cell with a sign stands for."""
    assert value.number is not None
    if value.sign.startswith(">"):
        return value.number.value, None
    if value.sign.startswith("<"):
        return None, value.number.value
    return value.number.interval.low, value.number.interval.high


def _less(end: Fraction | None, limit: Fraction) -> Fraction | None:
    return None if end is None else end - limit


def _holds(sign: str, gap: Fraction) -> bool:
    return {">=": gap >= 0, "<=": gap <= 0, "=": gap == 0, ">": gap > 0, "<": gap < 0}[sign]


def _possible(sign: str, gap: Interval, is_open: bool = False) -> bool:
    """True when some value within the interval (without its ends, if open) satisfies the relation."""
    return {
        ">=": gap.high is None or gap.high > 0 or (gap.high == 0 and not is_open),
        "<=": gap.low is None or gap.low < 0 or (gap.low == 0 and not is_open),
        "=": gap.contains(0),
        ">": gap.high is None or gap.high > 0,
        "<": gap.low is None or gap.low < 0,
    }[sign]


@cache
def _signs() -> dict[str, str]:
    return dict(meanings("signs"))


@cache
def _pattern() -> re.Pattern[str]:
    signs = "|".join(re.escape(word) for word, _ in meanings("signs"))
    return re.compile(f"(?P<sign>{signs})?{_NUMBER}")
