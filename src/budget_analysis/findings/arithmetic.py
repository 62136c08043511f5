"""Relations as arithmetic that a reader can follow: the printed numbers, and what they give."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from ..amounts import Linear, Printed, decimal
from ..checks.claim_rows import is_impossible_alone
from ..facts import Fact
from ..relations.formulas import write
from ..relations.joint import Statement
from .causes import grouped, shown
from .mending import Mender
from .naming import unit_name
from .statements import Judged, Number, value_at

_HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Worked:
    """What a relation gives a number: `terms` printed numbers with `minuses` among them."""

    formula: str
    value: Fraction
    names: tuple[str, ...]
    minuses: int
    is_exact: bool = True


class Arithmetic:
    """Writes relations of one account; numbers that were mended count as mended."""

    def __init__(self, mender: Mender) -> None:
        self.mender = mender
        self.numbers = mender.account.numbers

    def value(self, name: str) -> Fraction:
        reach = self.mender.intervals[name]
        if reach != self.mender.account.intervals[name] and reach.low is not None and reach.high is not None:
            return (reach.low + reach.high) / 2
        return value_at(self.mender.account, name)

    def printed(self, name: str, like: Number, is_mended: bool = True) -> str:
        """A number as printed, in the unit of another; a mended one with its value."""
        number = self.numbers.get(name)
        value = self.value(name) if is_mended else value_at(self.mender.account, name)
        is_as_printed = number is not None and number.value is not None and number.value.value == value
        if number is not None and is_as_printed and number.unit == like.unit and number.printed:
            return number.printed
        own = number.value.scaled(like.factor) if number is not None and number.value is not None else None
        told = value * like.factor
        return shown(told, own) if own is not None else decimal(told, 2)

    def worked(
        self, one: Judged, members: Collection[str], number: Number, is_turned: bool = False
    ) -> Worked | None:
        """What a statement gives a number, or the opposite of it; None where it is no equation."""
        if one.own in members:
            return self._rate(one, number, is_turned) if one.ratio is not None else None
        for row in one.rows:
            factor = sum((own for name, own in row.linear.coefficients.items() if name in members), Fraction(0))
            if not factor or row.low != row.high or row.low is None:
                continue
            factor = -factor if is_turned else factor
            rest = {
                name: -own / factor
                for name, own in row.linear.coefficients.items()
                if name not in members and value_at(self.mender.account, name)
            }
            if any(abs(own) != 1 for own in rest.values()):
                continue
            value = sum((own * self.value(name) for name, own in rest.items()), Fraction(0))
            value += (row.low - row.linear.constant) / factor
            minuses = sum(own < 0 for own in rest.values())
            constant = (row.low - row.linear.constant) / factor * number.factor
            text = self._sum(Linear(rest), number)
            if constant:
                text = f"{decimal(constant)} + {text}" if not text.startswith("−") else f"{decimal(constant)} {text}"
            return Worked(text or "0", value, tuple(rest), minuses)
        return None

    def _rate(self, one: Judged, number: Number, is_turned: bool) -> Worked | None:
        assert one.ratio is not None
        names = {*one.ratio.top.coefficients, *one.ratio.bottom.coefficients}
        at = {name: self.value(name) for name in names}
        base = one.ratio.bottom.at(at)
        if not base or one.ratio.top.constant:
            return None
        like = self._unit_of(names)
        top = -one.ratio.top if is_turned else one.ratio.top
        if all(abs(own) == _HUNDRED for own in top.coefficients.values()):
            top = top * (1 / _HUNDRED)
        if any(abs(own) != 1 for own in (*top.coefficients.values(), *one.ratio.bottom.coefficients.values())):
            return None
        parts = [self._sum(top, like), self._sum(one.ratio.bottom, like)]
        signs = (len(top.coefficients), len(one.ratio.bottom.coefficients))
        told = " ÷ ".join(f"({part})" if count > 1 else part for part, count in zip(parts, signs, strict=True))
        value = one.ratio.top.at(at) / base
        return Worked(told, -value if is_turned else value, tuple(names), 0, is_exact=False)

    def _unit_of(self, names: Collection[str]) -> Number:
        known = [self.numbers[name] for name in sorted(names) if name in self.numbers]
        return max(known, key=lambda one: one.unit == "万元", default=Number("", "", "", "", None, {}))

    def _sum(self, linear: Linear, like: Number, is_mended: bool = True) -> str:
        told = ""
        plus_first = sorted(linear.coefficients.items(), key=lambda item: item[1] < 0)
        for name, sign in plus_first:
            printed = self.printed(name, like, is_mended)
            if printed.startswith("-"):
                printed = f"({printed})" if told else printed
            told += (" + " if sign > 0 else " − ") + printed if told else ("" if sign > 0 else "−") + printed
        if linear.constant and linear.coefficients:
            told += f" {'+' if linear.constant > 0 else '−'} {decimal(abs(linear.constant) * like.factor)}"
        return told

    def sides(self, one: Judged, number: Number) -> tuple[str, str] | None:
        """Both sides of a relation that is no equation, the larger first, with their sums."""
        for row in one.rows:
            linear = row.linear if row.low is None else -row.linear
            if row.low == row.high or linear.constant:
                continue
            if not is_impossible_alone(Statement("", (row,)), self.mender.account.intervals):
                continue
            parts = []
            for sign in (1, -1):
                chosen = {n: abs(own) for n, own in linear.coefficients.items() if own * sign > 0}
                if not chosen or any(own != 1 for own in chosen.values()):
                    break
                kept = {n: own for n, own in chosen.items() if value_at(self.mender.account, n)} or dict(list(chosen.items())[:1])
                text = self._sum(Linear(kept), number, is_mended=False)
                total = sum((value_at(self.mender.account, n) for n in chosen), Fraction(0)) * number.factor
                parts.append(text if len(kept) == 1 else f"{text} = {self.as_value(total, number)}")
            if len(parts) == 2:
                return parts[0], parts[1]
        return None

    def as_value(self, value: Fraction, number: Number) -> str:
        """A value in the unit of a number, with the decimals of its print."""
        own = number.value.scaled(number.factor) if number.value is not None else None
        return self.styled(shown(value, own) if own is not None else decimal(value), number)

    def styled(self, told: str, number: Number) -> str:
        """A value with separators of thousands, where numbers of the same source have them."""
        return grouped(told, (one for one in self.numbers.values() if one.source == number.source))

    def formula(self, one: Judged, language: str) -> str:
        """A relation with the printed numbers in the place of its letters; empty for words."""
        tree = self.mender.account.trees.get(one.name)
        if tree is None or not one.rows:
            return ""
        units = {number.unit for name in one.numbers if (number := self.numbers.get(name)) and number.unit}

        def said(fact: Fact) -> str:
            number = self.numbers.get(fact.id)
            if number is None:
                return "0"
            unit = unit_name(number.unit, language) if len(units) > 1 else ""
            return f"{number.printed or '0'}{unit}"

        own = self.numbers.get(one.own) if one.own else None
        told = write(tree, said, own.printed if own else "")
        return told.replace("*", " × ").replace("/", " ÷ ").replace("<=", "≤").replace(">=", "≥")


def rounded(worked: Worked, number: Number) -> tuple[str, bool]:
    """The value of a formula in the unit of a number, and whether it is shown exactly.

    A rate is shown with two more decimals than its print, so that one sees how it rounds.
    """
    value = worked.value * number.factor
    own: Printed | None = number.value.scaled(number.factor) if number.value is not None else None
    if own is None or not own.resolution:
        return decimal(value, 2), worked.is_exact
    if worked.is_exact:
        return shown(value, own), True
    step = own.resolution / 100
    near = Fraction(round(value / step)) * step
    return shown(near, own), near == value
