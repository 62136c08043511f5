"""Trees to the linear rows of the joint test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ..amounts import Interval, Linear, ends
from ..facts import Fact
from .joint import Row
from .ranges import NotLinearError, Quotient, quotient
from .tree import All, Named, Relation, Tree

_ZERO = Fraction(0)


@dataclass
class Scope:
    """What the numbers of one statement stand for.

    `this` is the statement's own number as an unknown or a constant, `this_interval` its interval.
    `rates` are operands in per cent: a sum times a rate is an unknown of its own, between the
    sum times both ends of the rate. `intervals` are those of all unknowns; what a product adds
    to them and to `rows` comes out here.
    """

    of: Callable[[Fact], Linear]
    intervals: dict[str, Interval]
    this: Linear | None = None
    this_interval: Interval | None = None
    rates: Mapping[str, Interval] = field(default_factory=dict)
    prefix: str = ""
    rows: list[Row] = field(default_factory=list)
    products: dict[str, tuple[Linear, str]] = field(default_factory=dict)
    """Of each product that is an unknown: the sum and the rate that make it."""

    def multiply(self, one: Linear, other: Linear) -> Linear:
        """The unknown that a sum times a rate is."""
        for factor, base in ((other, one), (one, other)):
            names = factor.coefficients
            if len(names) == 1 and list(names.values()) == [1] and not factor.constant:
                [name] = names
                rate = self.rates.get(name)
                if rate is not None:
                    return self._rated(base, name, rate)
        raise NotLinearError("two unknown numbers are multiplied")

    def _rated(self, base: Linear, name_of_rate: str, rate: Interval) -> Linear:
        reach = base.range(self.intervals)
        if reach.low is None or reach.high is None:
            raise NotLinearError("a factor has no bounds")
        if reach.low < 0:
            raise NotLinearError("a rate of what may be negative")
        name = f"{self.prefix}*{len(self.rows)}"
        corners = [end * side for end in (reach.low, reach.high) for side in ends(rate)]
        self.intervals[name] = Interval(min(corners), max(corners))
        unknown = Linear.of(name)
        self.products[name] = base, name_of_rate
        self.rows += _between(unknown, base, rate)
        return unknown


def rows_of(tree: Tree, scope: Scope) -> list[Row]:
    """The rows that say what a tree says; a result is the statement's own number.

    A strict relation is taken with its end: the rows say no more than the statement does.

    Raises:
        NotLinearError: words, two unknowns multiplied, a base that may be negative.
    """
    rows = _rows(tree, scope)  # adds to those of the scope
    return [*scope.rows, *rows]


def _rows(tree: Tree, scope: Scope) -> list[Row]:
    if isinstance(tree, Named):
        if tree.meaning is None:
            raise NotLinearError(f"it is words: {tree.phrase}")
        return _rows(tree.meaning, scope)
    if isinstance(tree, All):
        return [row for clause in tree.clauses for row in _rows(clause, scope)]
    if isinstance(tree, Relation):
        gap = _read(tree.left, scope), _read(tree.right, scope)
        if not all(side.is_sum for side in gap):
            raise NotLinearError("a ratio on one side of a relation")
        low = None if tree.sign in ("<=", "<") else _ZERO
        high = None if tree.sign in (">=", ">") else _ZERO
        return [Row(gap[0].over - gap[1].over, low, high)]
    result = _read(tree, scope)
    if scope.this is None or scope.this_interval is None:
        raise NotLinearError("what is printed is no number")
    if result.is_sum:
        return [Row(scope.this - result.over, _ZERO, _ZERO)]
    return _rate_rows(result, scope.this_interval, scope.intervals)


def _read(tree: Tree, scope: Scope) -> Quotient:
    return quotient(tree, scope.of, scope.multiply, scope.this)


def _rate_rows(
    ratio: Quotient, rate: Interval, intervals: Mapping[str, Interval]
) -> list[Row]:
    """The rows that a ratio lies within a rate, multiplied by its base.

    Raises:
        NotLinearError: the base may be negative, so that multiplying could turn the rows round.
    """
    reach = ratio.bottom.range(intervals)
    top, bottom = ratio.top, ratio.bottom
    if reach.high is not None and reach.high < 0:
        top, bottom = -top, -bottom
    elif reach.low is None or reach.low < 0:
        raise NotLinearError("its base may be negative")
    return _between(top, bottom, rate)


def _between(part: Linear, base: Linear, rate: Interval) -> list[Row]:
    """The rows that a sum is a rate of another one, which is not below zero."""
    low, high = ends(rate)
    return [Row(part - base * low, _ZERO, None), Row(part - base * high, None, _ZERO)]
