"""Target and actual values as printed: a sign, a number and a unit, or a word."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from .. import terms
from ..amounts import FEN_PER_UNIT, Interval, Printed
from ..claims.results import Result
from ..facts import read_number
from ..relations.judging import compare, judge
from ..relations.tree import NOTHING, Named, Number, Relation, This, less
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import Cell
from .phrases import ending, meanings, phrases

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>[^\d,.;~\-]{0,8})"

_BOUND = "the cell gives a bound, not a value"


def read_value(printed: str) -> tuple[str, str, Printed | None, str]:
    """A target or an actual value: `≥60个` is ≥60, the unit 个, the number 60 and the sign `>=`.

    What is no single number with its sign and unit is a word.
    """
    text = printed.strip()
    match = _pattern().fullmatch(terms.fold(text))
    if match is None:
        return text, "", None, ""
    unit = match["unit"]
    sign = meanings("signs").get(match["sign"] or "", "")
    endings = meanings("sign_endings")
    if not sign and (behind := ending(unit, endings)):
        sign, unit = endings[behind], unit.removesuffix(behind)
    shown = text[: len(text) - len(unit)] if unit and text.endswith(unit) else text
    return shown, unit, read_number(match["number"], unit), sign


def judge_attained(target: Cell, actual: Cell) -> Result:
    """Whether the actual value attains the target, which is taken exactly.

    The range is actual less target. `unchecked` where words or units cannot be compared, or the cell
    gives a bound in place of a value.
    """
    wanted, found = _in_unit_of(target, actual.unit), _in_unit_of(actual, target.unit)
    if wanted is None or found is None:
        return Result(_judge_words(target, actual), Named("this = t", None, (target.fact,)))
    sign = target.sign or "="
    limit = Named("t", Number(wanted.value), (target.fact,))
    tree = Relation(less(This(), limit), "=", NOTHING) if sign == "=" else Relation(This(), sign, limit)
    if target.unit and actual.unit and target.unit != actual.unit:
        note = f"the units {target.unit} and {actual.unit} cannot be compared"
        return Result(Judgement(UNCHECKED, note=note), tree)
    if actual.sign not in ("", "="):
        return Result(_judge_bound(sign, actual.sign, found.value - wanted.value), tree)
    result = Result(judge(tree, replace(actual.fact, number=found)), tree)
    if not target.sign and result.verdict == DIFFERS:
        note = "the target is printed without a sign: more or less may be better"
        return result.weighed(UNCHECKED, note)
    return result


def _in_unit_of(value: Cell, unit: str) -> Printed | None:
    """Money without a unit is in that of the other number."""
    if value.number is None or value.unit or unit not in FEN_PER_UNIT:
        return value.number
    return value.number.scaled(FEN_PER_UNIT[unit])


def _judge_bound(sign: str, own: str, gap: Fraction) -> Judgement:
    """An actual value that is itself a bound (`own`): it may prove the target, or rule it out."""
    is_least = own.startswith(">")
    reach = Interval(gap, None) if is_least else Interval(None, gap)
    if own[0] == sign[0]:
        is_proved = compare(sign, gap, Interval(gap, gap))[0] == EQUAL
        return Judgement(EQUAL, reach) if is_proved else Judgement(UNCHECKED, reach, _BOUND)
    is_open = "=" not in own or "=" not in sign
    is_beyond = gap == 0 and is_open or (gap > 0 if is_least else gap < 0)
    return Judgement(DIFFERS, reach) if is_beyond else Judgement(UNCHECKED, reach, _BOUND)


def _judge_words(target: Cell, actual: Cell) -> Judgement:
    if target.word and target.word == actual.word:
        return Judgement(EQUAL)
    if target.word and actual.word in {no + target.word for no in phrases("negations")}:
        return Judgement(DIFFERS, note="the actual value denies the target")
    return Judgement(UNCHECKED, note="words that cannot be compared")


@cache
def _pattern() -> re.Pattern[str]:
    signs = "|".join(map(re.escape, meanings("signs")))
    return re.compile(f"(?P<sign>{signs})?{_NUMBER}")
