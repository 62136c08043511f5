"""Printed places of an account and the relations between them, in exact fractions.

Nothing here knows the kit. A slot is what is printed at one place; a number stands for every value
that prints like it (half a unit of its last digit to either side). A relation says what must hold
between slots, whether it can hold, and which values of one slot would let it hold.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

Span = tuple[Fraction | None, Fraction | None]
"""A closed interval; None is without end."""
ALL: Span = (None, None)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ZERO = Fraction(0)


@dataclass(frozen=True)
class Place:
    """Characters of a line (`cell` is -1) or of a cell of a grid, by their numbers in the reading."""

    item: int
    cell: int
    start: int
    end: int


@dataclass(frozen=True)
class Slot:
    """What is printed at one place. `kind`: money, rate, count, word, name, year."""

    name: str
    text: str
    kind: str
    place: Place | None = None
    scale: Fraction = Fraction(1)
    """万元 in one printed unit, for money."""

    @property
    def value(self) -> Fraction:
        return Fraction(self.text.replace(",", "")) * self.scale if self.text else _ZERO

    def half(self, is_strict: bool) -> Fraction:
        """Half a unit of the last digit; a printed zero of money or a blank is exact if strict."""
        if self.kind == "count":
            return _ZERO
        if not self.text:
            return _ZERO if is_strict else Fraction(1, 200)
        if is_strict and self.kind == "money" and not self.value:
            return _ZERO
        decimals = len(self.text.partition(".")[2])
        return Fraction(1, 2 * 10**decimals) * self.scale

    def span(self, is_strict: bool) -> tuple[Fraction, Fraction]:
        half = self.half(is_strict)
        return self.value - half, self.value + half

    def with_text(self, text: str) -> Slot:
        return replace(self, text=text)

    @property
    def is_number(self) -> bool:
        return self.kind in ("money", "rate", "count")


def is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text))


Slots = Mapping[str, Slot]


@dataclass(frozen=True)
class Relation(ABC):
    """What must hold; `slots` are the names of the places that it speaks of."""

    name: str
    slots: tuple[str, ...]

    @abstractmethod
    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        """False only where no values that print like this satisfy the relation."""

    def is_defined(self, slots: Slots) -> bool:
        """False where it has no value: a share of nothing, growth from nothing."""
        return True

    def mends(self, slots: Slots, name: str) -> Span | None:
        """The values of one slot that would let it hold; None where there are none."""
        return ALL

    def is_mended_by(self, slots: Slots, name: str) -> bool:
        """Whether another word or name in one slot lets it hold."""
        return True

    def told(self, slots: Slots) -> str:
        return f"{self.name}: " + ", ".join(f"{slots[one].text or '(blank)'} [{one}]" for one in self.slots)


@dataclass(frozen=True)
class Sum(Relation):
    """Σ factor × slot = 0, or ≤ 0 where `is_bound`."""

    factors: tuple[int, ...] = ()
    is_bound: bool = False

    def _rest(self, slots: Slots, without: str, is_strict: bool) -> tuple[Fraction, Fraction]:
        low = high = _ZERO
        for name, factor in zip(self.slots, self.factors, strict=True):
            if name != without:
                ends = [factor * end for end in slots[name].span(is_strict)]
                low, high = low + min(ends), high + max(ends)
        return low, high

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        low, high = self._rest(slots, "", is_strict)
        return low <= 0 and (self.is_bound or high >= 0)

    def mends(self, slots: Slots, name: str) -> Span | None:
        low, high = self._rest(slots, name, False)
        factor = sum(f for one, f in zip(self.slots, self.factors, strict=True) if one == name)
        if not factor:
            return ALL if low <= 0 and (self.is_bound or high >= 0) else None
        ends = sorted((-low / factor, -high / factor))
        if not self.is_bound:
            return ends[0], ends[1]
        return (None, ends[1]) if factor > 0 else (ends[0], None)

    def told(self, slots: Slots) -> str:
        sides: dict[bool, list[str]] = {True: [], False: []}
        total = _ZERO
        for name, factor in zip(self.slots, self.factors, strict=True):
            total += factor * slots[name].value
            if slots[name].value or factor == self.factors[0]:
                sides[factor > 0].append(f"{slots[name].text or 'blank'} [{name}]")
        sign = "≤" if self.is_bound else "="
        return (
            f"{self.name}: {' + '.join(sides[True]) or '0'} {sign} {' + '.join(sides[False]) or '0'}"
            f" is off by {float(total):.4f}"
        )


@dataclass(frozen=True)
class Rate(Relation):
    """slots = (rate, part, whole): rate = 100 × part ÷ whole."""

    def is_defined(self, slots: Slots) -> bool:
        return slots[self.slots[2]].span(False)[0] > 0

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        rate, part, whole = (slots[name].span(is_strict) for name in self.slots)
        if is_strict:  # no wider than the printed amounts give it
            part, whole = ((slots[name].value,) * 2 for name in self.slots[1:])
        if whole[0] <= 0:
            return True
        ends = [100 * p / w for p in part for w in whole]
        return min(ends) <= rate[1] and rate[0] <= max(ends)

    def mends(self, slots: Slots, name: str) -> Span | None:
        rate, part, whole = (slots[one].span(False) for one in self.slots)
        which = self.slots.index(name)
        if which != 2 and whole[0] <= 0:
            return ALL
        if which == 0:
            ends = [100 * p / w for p in part for w in whole]
        elif which == 1:
            ends = [r * w / 100 for r in rate for w in whole]
        elif rate[0] <= 0:
            return ALL
        else:
            ends = [100 * p / r for p in part for r in rate]
        return min(ends), max(ends)


@dataclass(frozen=True)
class Weighted(Relation):
    """slots = (sum, amount, rate, amount, rate, …): sum = Σ amount × rate ÷ 100."""

    def _ends(self, slots: Slots, number: int, is_strict: bool) -> list[Fraction]:
        pair = [slots[name].span(is_strict) for name in self.slots[number : number + 2]]
        return [a * r / 100 for a in pair[0] for r in pair[1]]

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        ends = [self._ends(slots, n, is_strict) for n in range(1, len(self.slots), 2)]
        total = slots[self.slots[0]].span(is_strict)
        return sum(map(min, ends)) <= total[1] and total[0] <= sum(map(max, ends))

    def mends(self, slots: Slots, name: str) -> Span | None:
        """Values are not needed: any slot of it can be freed where the others leave room."""
        return ALL


@dataclass(frozen=True)
class Growth(Relation):
    """slots = (rate, change, now); rate = 100 × change ÷ (now − change), both with the sign."""

    sign: int = 1

    def is_defined(self, slots: Slots) -> bool:
        _, change, now = self._signed(slots, False)
        return now[0] - change[1] > 0

    def _signed(self, slots: Slots, is_strict: bool) -> list[tuple[Fraction, Fraction]]:
        spans = [slots[name].span(is_strict) for name in self.slots]
        return [(min(s), max(s)) for s in ([self.sign * e for e in spans[0]], [self.sign * e for e in spans[1]], spans[2])]

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        rate, change, now = self._signed(slots, is_strict)
        if is_strict:
            change, now = (self.sign * slots[self.slots[1]].value,) * 2, (slots[self.slots[2]].value,) * 2
        if now[0] - change[1] <= 0:
            return True
        ends = [100 * c / (n - c) for c in change for n in now]
        return min(ends) <= rate[1] and rate[0] <= max(ends)

    def mends(self, slots: Slots, name: str) -> Span | None:
        rate, change, now = self._signed(slots, False)
        which = self.slots.index(name)
        if which != 2 and now[0] <= 0:
            return ALL
        if which == 0:
            if now[0] - change[1] <= 0:
                return ALL
            ends = [self.sign * 100 * c / (n - c) for c in change for n in now]
        elif which == 1:
            if rate[0] <= -100:
                return ALL
            ends = [self.sign * n * r / (100 + r) for r in rate for n in now]
        else:
            if rate[0] <= 0 <= rate[1]:
                return ALL
            ends = [c * (100 + r) / r for c in change for r in rate]
        return min(ends), max(ends)


@dataclass(frozen=True)
class Compared(Relation):
    """slots = (word, left, right): left 大于, 小于 or 等于 right, as the word says."""

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        word, left, right = (slots[name] for name in self.slots)
        a, b = left.span(is_strict), right.span(is_strict)
        if word.text == "大于":
            return a[1] >= b[0] and not (is_strict and left.value <= right.value)
        if word.text == "小于":
            return a[0] <= b[1] and not (is_strict and left.value >= right.value)
        return a[0] <= b[1] and b[0] <= a[1]

    def mends(self, slots: Slots, name: str) -> Span | None:
        word, left, right = (slots[one] for one in self.slots)
        if name == word.name:
            return ALL
        other = (right if name == left.name else left).span(False)
        if word.text == "等于":
            return other
        is_above = (word.text == "大于") == (name == left.name)
        return (other[0], None) if is_above else (None, other[1])


@dataclass(frozen=True)
class SameWay(Relation):
    """Two words of direction side by side: 增加 with 增长, 减少 with 下降."""

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        first, second = (slots[name].text in ("增加", "增长") for name in self.slots)
        return first == second


@dataclass(frozen=True)
class Same(Relation):
    """The same text at all places: a year, a department, the label of a code."""

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        return len({_folded(slots[name].text) for name in self.slots}) == 1

    def is_mended_by(self, slots: Slots, name: str) -> bool:
        return len({_folded(slots[one].text) for one in self.slots if one != name}) == 1


@dataclass(frozen=True)
class Before(Relation):
    """slots = (year compared with, year of the account): the first must be earlier."""

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        then, now = (slots[name].text for name in self.slots)
        return not (then.isdigit() and now.isdigit()) or int(then) < int(now)


@dataclass(frozen=True)
class Listed(Relation):
    """A name of a list of what was spent: it is no name whose amount prints 0.00, or of the other side.

    `amounts` has, by label, the slot of each amount of this side; `others` the labels of the other.
    """

    amounts: tuple[tuple[str, str], ...] = ()
    others: frozenset[str] = frozenset()

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        name = _folded(slots[self.slots[0]].text)
        amount = dict(self.amounts).get(name)
        if amount is None:
            return name not in self.others
        return bool(slots[amount].value)


@dataclass(frozen=True)
class Known(Relation):
    """A name in the path of an item: one of the names that the form of its money prints."""

    names: frozenset[str] = frozenset()

    def holds(self, slots: Slots, is_strict: bool = False) -> bool:
        return "".join(_folded(slots[name].text) for name in self.slots) in self.names


def _folded(text: str) -> str:
    return re.sub(r"[\s（）()“”]", "", text)


folded = _folded
