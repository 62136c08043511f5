"""Trees to values and exact ranges over the intervals of their printed numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from ..amounts import Interval, Linear, ends, ratio_range
from ..facts import Fact
from .tree import Named, Number, Operand, Product, Ratio, Sum, This, Tree, facts_of

ONE = Linear({}, Fraction(1))
Multiply = Callable[[Linear, Linear], Linear]


class NotLinearError(Exception):
    """A tree is no ratio of sums; the message is the reason."""


class ZeroBaseError(NotLinearError):
    """A denominator is exactly zero."""


@dataclass(frozen=True)
class Quotient:
    """A sum over a sum."""

    top: Linear
    bottom: Linear = field(default_factory=lambda: ONE)

    @property
    def is_sum(self) -> bool:
        return not self.bottom.coefficients

    @property
    def over(self) -> Linear:
        """The sum, where the denominator is a number."""
        return self.top if self.bottom is ONE else self.top * (1 / self.bottom.constant)


def linear_of(fact: Fact) -> Linear:
    """A printed number as an unknown; an exact one as a constant."""
    number = fact.known
    return Linear({}, number.value) if number.is_exact else Linear.of(fact.id)


def quotient(
    tree: Tree, of: Callable[[Fact], Linear], multiply: Multiply, this: Linear | None = None
) -> Quotient:
    """A tree without relations as one sum over another.

    Args:
        of: what a printed number stands for.
        multiply: gives the unknown that the product of two sums is.
        this: what the statement's own number stands for.

    Raises:
        NotLinearError: words, a sum of ratios, a ratio of ratios, no number where one is needed.
    """

    def read(part: Tree) -> Quotient:
        if isinstance(part, Operand):
            return Quotient(of(part.fact))
        if isinstance(part, Number):
            return Quotient(Linear({}, part.value))
        if isinstance(part, Sum):
            terms = [(sign, read(term)) for sign, term in part.terms]
            if not all(term.is_sum for _, term in terms):
                raise NotLinearError("a sum of ratios")
            signed = (term.over if sign > 0 else -term.over for sign, term in terms)
            return Quotient(Linear.total(signed))
        if isinstance(part, Product):
            left, right = read(part.left), read(part.right)
            if not left.is_sum or not right.is_sum:
                raise NotLinearError("a ratio is multiplied")
            one, other = left.over, right.over
            if not one.coefficients:
                return Quotient(other * one.constant)
            if not other.coefficients:
                return Quotient(one * other.constant)
            return Quotient(multiply(one, other))
        if isinstance(part, Ratio):
            top, bottom = read(part.top), read(part.bottom)
            if not top.is_sum or not bottom.is_sum:
                raise NotLinearError("a ratio of ratios")
            if bottom.over.coefficients:
                return Quotient(top.over, bottom.over)
            if not bottom.over.constant:
                raise ZeroBaseError("division by zero")
            return Quotient(top.over * (1 / bottom.over.constant))
        if isinstance(part, This):
            if this is None:
                raise NotLinearError("what is printed is no number")
            return Quotient(this)
        if isinstance(part, Named) and part.meaning is not None:
            return read(part.meaning)
        raise NotLinearError("its formula is no arithmetic")

    return read(tree)


def evaluate(tree: Tree, this: Fact | None = None) -> tuple[Fraction, Interval] | None:
    """The value at the printed numbers, and the exact range over their intervals.

    None where a denominator can be zero. Each printed number moves only once, however often it
    stands in the tree; factors of a product stand nowhere else.
    """
    plain = _plain_sum(tree)
    if plain is not None:
        return plain
    facts = facts_of(tree) + ([this] if this is not None else [])
    facts = [fact for fact in facts if fact.number is not None]  # words have none
    values = {fact.id: fact.known.value for fact in facts}
    intervals = {fact.id: fact.known.interval for fact in facts}

    def multiply(left: Linear, right: Linear) -> Linear:
        name = f"*{len(values)}"
        values[name] = left.at(values) * right.at(values)
        sides = (ends(one.range(intervals)) for one in (left, right))
        low, high = sides
        corners = [a * b for a in low for b in high]
        intervals[name] = Interval(min(corners), max(corners))
        return Linear.of(name)

    own = None if this is None else linear_of(this)
    try:
        found = quotient(tree, linear_of, multiply, own)
    except ZeroBaseError:
        return None
    if found.is_sum:
        return found.over.at(values), found.over.range(intervals)
    computed = ratio_range(found.top, found.bottom, intervals)
    if computed is None:
        return None
    return found.top.at(values) / found.bottom.at(values), computed


def _plain_sum(tree: Tree) -> tuple[Fraction, Interval] | None:
    """As `evaluate` for a sum of printed numbers each of which stands in it once: most are."""
    signed: dict[str, tuple[int, Fact]] = {}
    stack = [(1, tree)]
    while stack:
        sign, part = stack.pop()
        if isinstance(part, Sum):
            stack += [(sign * own, term) for own, term in part.terms]
        elif isinstance(part, Operand) and part.fact.id not in signed:
            signed[part.fact.id] = (sign, part.fact)
        else:
            return None
    value = half = 0
    for sign, fact in signed.values():
        number = fact.known
        if number.value.denominator != 1 or number.resolution.denominator != 1:
            return None
        value += sign * number.value.numerator
        half += 0 if number.is_exact else number.resolution.numerator
    slack = Fraction(half, 2)
    return Fraction(value), Interval(value - slack, value + slack)
