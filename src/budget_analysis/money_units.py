"""Forms above which no unit of money is printed: the one in which their numbers are those of the rest of the account."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from . import terms
from .amounts import FEN_PER_UNIT, Interval, Printed, ends, parse_amount
from .errors import CellError
from .locate import Located, RawForm
from .reading import Doubt, Line, Problem
from .tidy import USUAL_UNIT, tidy_form

_UNITS = ("元", "千元", "万元", "亿元")
_AMOUNT = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(亿元|万元|千元|元)")
_TELLING = 3
"""Digits of a number that is no other one by chance."""
_FEWEST = 3
"""So many numbers that are those of other forms or of the text are no coincidence,"""
_OFTENER = 4
"""and they are so many times as many as in any other unit."""


@dataclass(frozen=True)
class Taken:
    """The forms, each with the unit that it prints or that is taken for it; what was taken, as problems.

    `units` are those of which a form without any may be: printed ones, else those that were taken.
    """

    located: Located
    units: frozenset[str]
    problems: tuple[Problem, ...] = ()


def with_units(located: Located, document_id: str, doubts: Sequence[Doubt] = ()) -> Taken:
    """Take for forms without a unit the one in which they agree with other forms and with the text.

    Where that is the unit that is assumed anyway, or no unit fits for certain, the form stays as it is.
    """
    printed = frozenset(form.unit for form in located.forms)
    bare = [form for form in located.forms if form.unit not in FEN_PER_UNIT and (form.lines or form.grids)]
    if not bare:
        return Taken(located, printed)
    numbers = {form.spec.id: _numbers(tidy_form(form, document_id, doubts, {USUAL_UNIT})[0]) for form in located.forms}
    known = [*_told(located.prose)]
    for form in located.forms:
        known += _in_unit(numbers[form.spec.id], form.unit) if form.unit in FEN_PER_UNIT else []
    found = _decide(bare, numbers, known)
    own = printed & set(FEN_PER_UNIT)
    assumed = own or {USUAL_UNIT}
    if all(unit in assumed for unit in found.values()) and len(assumed) == 1:
        return Taken(located, printed)
    forms = tuple(replace(form, unit=found.get(form.spec.id, form.unit)) for form in located.forms)
    problems = tuple(_problem(form, found[form.spec.id]) for form in bare if form.spec.id in found)
    return Taken(replace(located, forms=forms), printed if own else frozenset(found.values()), problems)


def _decide(bare: Sequence[RawForm], numbers: Mapping[str, Sequence[Printed]], known: Sequence[Interval]) -> dict[str, str]:
    """The units of forms that agree in it with what is known, or with a form whose unit was found before."""
    found: dict[str, str] = {}
    known = list(known)
    left = [form.spec.id for form in bare]
    while left:
        search = _Known(known)
        new = {form: unit for form in left if (unit := _unit_of(numbers[form], search))}
        if not new:
            break
        found |= new
        for form, unit in new.items():
            known += _in_unit(numbers[form], unit)
        left = [form for form in left if form not in new]
    return found


class _Known:
    """Ranges of amounts of money, to ask whether one meets another."""

    def __init__(self, ranges: Iterable[Interval]) -> None:
        self._ends = sorted(set(map(ends, ranges)))
        self._lows = [low for low, _ in self._ends]
        self._widest = max((high - low for low, high in self._ends), default=Fraction(0))

    def meets(self, other: Interval) -> bool:
        low, high = ends(other)
        place = bisect_left(self._lows, low - self._widest)
        while place < len(self._ends) and self._lows[place] <= high:
            if self._ends[place][1] >= low:
                return True
            place += 1
        return False


def _unit_of(numbers: Sequence[Printed], known: _Known) -> str:
    """The unit in which numbers are known amounts; empty where none is, or not by far."""
    counts = {unit: sum(map(known.meets, _in_unit(numbers, unit))) for unit in _UNITS}
    best = max(counts, key=lambda unit: counts[unit])
    others = max(count for unit, count in counts.items() if unit != best)
    return best if counts[best] >= max(_FEWEST, _OFTENER * others) else ""


def _in_unit(numbers: Iterable[Printed], unit: str) -> list[Interval]:
    return [number.scaled(FEN_PER_UNIT[unit]).interval for number in numbers]


def _numbers(figures: pd.DataFrame) -> list[Printed]:
    """The numbers of a form that say which they are, each once."""
    return [number for printed in figures["printed"].dropna().unique() if (number := _number(str(printed)))]


def _told(prose: Iterable[Line]) -> list[Interval]:
    """The amounts of the text behind which a unit stands."""
    text = terms.fold("".join(line.text for line in prose))
    return [number.scaled(FEN_PER_UNIT[unit]).interval for printed, unit in _AMOUNT.findall(text) if (number := _number(printed))]


def _number(printed: str) -> Printed | None:
    if len(re.sub(r"\D", "", printed).strip("0")) < _TELLING:
        return None
    try:
        return parse_amount(printed)
    except CellError:
        return None


def _problem(form: RawForm, unit: str) -> Problem:
    message = (
        f'no unit of money is printed above "{form.title}"; {unit} is taken: in it, and in no other unit, its numbers '
        "are those of the text or of other forms. Check the page."
    )
    return Problem(form.page, f"form {form.spec.id}", "unit", message)
