"""Relations as arithmetic that a reader can follow: the printed numbers, and what they give."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..amounts import Linear, Printed, decimal
from ..checks.claim_rows import is_impossible_alone
from ..facts import Fact
from ..relations.joint import Statement
from ..relations.ranges import evaluate
from ..relations.tree import All, Named, Operand, Product, Ratio, Relation, Sum, This, Tree, facts_of
from .causes import grouped, shown
from .formulas import told
from .mending import Mender
from .naming import unit_name
from .statements import CHECK, Judged, Number, value_at

_HUNDRED = Fraction(100)
_MOST_TERMS, _SHOWN = 8, 3
"""Of a sum of more terms, the first and the last are shown."""


@dataclass(frozen=True)
class Side:
    """One side of a relation: its numbers, and in words what they make."""

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What a formula gives: `own` is the number that the statement prints itself."""

    formula: str
    value: Fraction
    own: Number | None
    is_exact: bool


@dataclass(frozen=True)
class Worked:
    """What a relation gives a number: `terms` printed numbers with `minuses` among them."""

    formula: str
    value: Fraction
    names: tuple[str, ...]
    minuses: int
    is_exact: bool = True
    has_constant: bool = False


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
        in_unit = value * like.factor
        return shown(in_unit, own) if own is not None else decimal(in_unit, 2)

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
            return Worked(text or "0", value, tuple(rest), minuses, has_constant=bool(constant))
        return None

    def _rate(self, one: Judged, number: Number, is_turned: bool) -> Worked | None:
        assert one.ratio is not None
        names = {*one.ratio.top.coefficients, *one.ratio.bottom.coefficients}
        at = {name: self.value(name) for name in names}
        base = one.ratio.bottom.at(at)
        if not base or one.ratio.top.constant:
            return None
        like = self.unit_of(names)
        top = -one.ratio.top if is_turned else one.ratio.top
        if all(abs(own) == _HUNDRED for own in top.coefficients.values()):
            top = top * (1 / _HUNDRED)
        if any(abs(own) != 1 for own in (*top.coefficients.values(), *one.ratio.bottom.coefficients.values())):
            return None
        parts = [self._sum(top, like), self._sum(one.ratio.bottom, like)]
        signs = (len(top.coefficients), len(one.ratio.bottom.coefficients))
        formula = " ÷ ".join(f"({part})" if count > 1 else part for part, count in zip(parts, signs, strict=True))
        value = one.ratio.top.at(at) / base
        return Worked(formula, -value if is_turned else value, tuple(names), 0, is_exact=False)

    def unit_of(self, names: Collection[str]) -> Number:
        """The number among these in whose unit all are written: 万元 where one has it."""
        known = [self.numbers[name] for name in sorted(names) if name in self.numbers]
        return max(known, key=lambda one: one.unit == "万元", default=Number("", "", "", "", None, {}))

    def _sum(self, linear: Linear, like: Number, is_mended: bool = True) -> str:
        written = ""
        plus_first = sorted(linear.coefficients.items(), key=lambda item: item[1] < 0)
        first, last = plus_first[:_SHOWN], plus_first[-1:]
        is_long = len(plus_first) > _MOST_TERMS
        for name, sign in [*first, *last] if is_long else plus_first:
            if is_long and (name, sign) == last[0]:
                written += (" + " if sign > 0 else " − ") + "…"
            printed = self.printed(name, like, is_mended)
            if printed.startswith("-"):
                printed = f"({printed})" if written else printed
            written += (" + " if sign > 0 else " − ") + printed if written else ("" if sign > 0 else "−") + printed
        if linear.constant and linear.coefficients:
            written += f" {'+' if linear.constant > 0 else '−'} {decimal(abs(linear.constant) * like.factor)}"
        return written

    def sides(self, one: Judged, number: Number) -> tuple[Side, Side] | None:
        """Both sides of a relation that is no equation, the larger first, with their sums."""
        for row in one.rows:
            linear = row.linear if row.low is None else -row.linear
            if row.low == row.high or not is_impossible_alone(Statement("", (row,)), self.mender.account.intervals):
                continue
            both = [self._side(linear, sign, number) for sign in (1, -1)]
            if both[0] is not None and both[1] is not None:
                return both[0], both[1]
        return None

    def _side(self, linear: Linear, sign: int, number: Number) -> Side | None:
        chosen = {n: abs(own) for n, own in linear.coefficients.items() if own * sign > 0}
        constant = linear.constant * sign
        if constant > 0 and not chosen:
            return Side(decimal(constant * number.factor), ())
        if not chosen or constant > 0 or any(own != 1 for own in chosen.values()):
            return None
        kept = {n: own for n, own in chosen.items() if value_at(self.mender.account, n)} or dict(list(chosen.items())[:1])
        return self.sum_of(list(kept), number)

    def sum_of(self, names: Sequence[str], number: Number) -> Side:
        """Printed numbers and their sum, in the unit of a number."""
        text = self._sum(Linear(dict.fromkeys(names, Fraction(1))), number, is_mended=False)
        total = sum((value_at(self.mender.account, name) for name in names), Fraction(0)) * number.factor
        return Side(text if len(names) == 1 else f"{text} = {self.as_value(total, number)}", tuple(names))

    def as_value(self, value: Fraction, number: Number) -> str:
        """A value in the unit of a number, with the decimals of its print."""
        own = number.value.scaled(number.factor) if number.value is not None else None
        return self.styled(shown(value, own) if own is not None else decimal(value), number)

    def styled(self, told: str, number: Number) -> str:
        """A value with separators of thousands, where numbers of the same source have them."""
        return grouped(told, (one for one in self.numbers.values() if one.source == number.source))

    def result(self, one: Judged, language: str) -> Result | None:
        """What the formula of a statement gives at the printed numbers; None for words."""
        tree = self.mender.account.trees.get(one.name)
        if tree is None or one.source == CHECK:
            return None
        while isinstance(tree, All | Named):  # of several subjects the first
            inner = tree.clauses[0] if isinstance(tree, All) and tree.clauses else getattr(tree, "meaning", None)
            if inner is None:
                return None
            tree = inner
        if isinstance(tree, Relation) and isinstance(tree.left, This):
            tree = tree.right
        if isinstance(tree, Relation):
            return None
        found = evaluate(tree)
        if found is None:
            return None
        own = self.numbers.get(one.own) or self.numbers.get(one.name) or self._told(one)
        is_exact = not isinstance(tree, Ratio | Product) and not any(
            isinstance(term, Ratio | Product) for _, term in (tree.terms if isinstance(tree, Sum) else ())
        )
        return Result(told(tree, self._as_printed(tree, language)), found[0], own, is_exact)

    def _told(self, one: Judged) -> Number | None:
        """The number that a statement which follows from another tells again."""
        return self.numbers.get(one.name.partition(".")[0])

    def _as_printed(self, tree: Tree, language: str) -> Callable[[Fact], str]:
        numbers = [self.numbers[fact.id] for fact in facts_of(tree) if fact.id in self.numbers]
        units = {number.unit for number in numbers if number.unit and number.unit != "%"}

        def said(fact: Fact) -> str:
            number = self.numbers.get(fact.id)
            if number is None or not number.printed:
                return "0"
            is_shown = len(units) > 1 or number.unit == "%"
            return number.printed + (unit_name(number.unit, language) if is_shown else "")

        return said

    def compared(self, one: Judged, language: str) -> tuple[str, str, str] | None:
        """Both sides of a comparison in words, and the sign that is true; None for any other statement."""
        tree = self.mender.account.trees.get(one.name)
        if not isinstance(tree, Relation) or one.kind != "direction":
            return None
        sides = [evaluate(side) for side in (tree.left, tree.right)]
        left, right = (side[0] if side is not None else None for side in sides)
        if left is None or right is None or not isinstance(tree.right, Operand):
            return None
        said = self._as_printed(tree, language)
        unit = self.numbers.get(tree.right.fact.id)
        shown_unit = unit_name(unit.unit, language) if unit is not None and unit.unit != "%" else ""
        sign = "=" if left == right else "<" if left < right else ">"
        return told(tree.left, said), sign, told(tree.right, said) + shown_unit


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
