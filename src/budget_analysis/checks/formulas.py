"""The formulas of claims, read into linear rows: `a+b+c`, `100*a/b`, `a-b <= c-d`, `this <= a`.

Names stand for the operands of the claim in the order in which they first appear, `this` for the
claim's own printed number. What is no arithmetic (a formula in words) takes no part in the joint
test and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..amounts import Interval, Linear
from .joint import Row

THIS = "this"
SUM_OF_PARTS = "sum of the parts"
SUM_OF_RATES = "sum of base*rate/100"
ALL_ZERO = "all = 0"
"""Short for formulas with as many letters as there are operands."""
_WORD = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|(<=|>=|[-+*/()=<>]))")
_RELATIONS = ("=", "<=", ">=", "<", ">")
_ZERO = Fraction(0)


class NotLinearError(Exception):
    """The formula cannot be written as linear rows; the message is the reason."""


@dataclass(frozen=True)
class Ratio:
    """A numerator over a denominator, both sums of operands."""

    top: Linear
    bottom: Linear = field(default_factory=lambda: Linear({}, Fraction(1)))

    @property
    def is_sum(self) -> bool:
        return not self.bottom.coefficients


@dataclass
class Scope:
    """What the names of one formula stand for.

    `rates` are operands in per cent: a sum times a rate is an unknown of its own, between the
    sum times both ends of the rate. `intervals` are those of all unknowns; what a product adds
    to them and to `rows` comes out here.
    """

    this: Linear | None
    this_interval: Interval | None
    operands: Sequence[Linear]
    intervals: dict[str, Interval]
    rates: Mapping[str, Interval]
    prefix: str
    rows: list[Row] = field(default_factory=list)

    def product(self, factor: Linear, rate: Interval) -> Linear:
        """The unknown that a sum times a rate is."""
        reach = factor.range(self.intervals)
        if reach.low is None or reach.high is None or rate.low is None or rate.high is None:
            raise NotLinearError("a factor has no bounds")
        if reach.low < 0:
            raise NotLinearError("a rate of what may be negative")
        name = f"{self.prefix}*{len(self.rows)}"
        corners = [end * side for end in (reach.low, reach.high) for side in (rate.low, rate.high)]
        self.intervals[name] = Interval(min(corners), max(corners))
        unknown = Linear.of(name)
        self.rows.append(Row(unknown - factor * rate.low, _ZERO, None))
        self.rows.append(Row(unknown - factor * rate.high, None, _ZERO))
        return unknown


def read_rows(formula: str, scope: Scope) -> list[Row]:
    """The rows that say the formula of a claim.

    A formula without a relation gives the claim's own number. Clauses joined by "and" or by a
    semicolon all hold. A strict relation is taken with its end: the rows say no more than the
    claim does.

    Raises:
        NotLinearError: words, two unknowns multiplied, a base that may be negative.
    """
    clauses = [_words(clause) for clause in re.split(r"\band\b|;", formula)]
    names = [word for words in clauses for word in words if word[0].isalpha() and word != THIS]
    known = list(dict.fromkeys(names))
    if len(known) != len(scope.operands):
        raise NotLinearError("its formula is no arithmetic over its operands")
    named = dict(zip(known, scope.operands, strict=True))
    rows = [row for words in clauses for row in _Reader(words, named, scope).read()]
    return [*scope.rows, *rows]


def _words(text: str) -> list[str]:
    """Numbers, names and signs of one clause."""
    words = []
    end = 0
    text = text.replace("≤", "<=").replace("≥", ">=").rstrip()
    while end < len(text):
        match = _WORD.match(text, end)
        if match is None:
            raise NotLinearError("its formula is no arithmetic")
        words.append(match.group().strip())
        end = match.end()
    return words


class _Reader:
    """One clause, taken from left to right."""

    def __init__(self, words: Sequence[str], named: Mapping[str, Linear], scope: Scope) -> None:
        self.words = words
        self.named = named
        self.scope = scope
        self.at = 0

    def read(self) -> list[Row]:
        left = self.sum()
        relation = self.take(*_RELATIONS)
        if not relation:
            self.expect_end()
            return self.equal_to_this(left)
        right = self.sum()
        self.expect_end()
        if not left.is_sum or not right.is_sum:
            raise NotLinearError("a ratio on one side of a relation")
        gap = _over(left) - _over(right)
        low = None if relation in ("<=", "<") else _ZERO
        high = None if relation in (">=", ">") else _ZERO
        return [Row(gap, low, high)]

    def equal_to_this(self, result: Ratio) -> list[Row]:
        """The claim's own number is the result."""
        if result.is_sum:
            if self.scope.this is None:
                raise NotLinearError("what is printed is no number")
            return [Row(self.scope.this - _over(result), _ZERO, _ZERO)]
        if self.scope.this_interval is None:
            raise NotLinearError("what is printed is no number")
        return rate_rows(result, self.scope.this_interval, self.scope.intervals)

    def sum(self) -> Ratio:
        found = self.product()
        while sign := self.take("+", "-"):
            other = self.product()
            if not found.is_sum or not other.is_sum:
                raise NotLinearError("a sum of ratios")
            found = Ratio(_over(found) + _over(other) * (1 if sign == "+" else -1))
        return found

    def product(self) -> Ratio:
        found = self.factor()
        while sign := self.take("*", "/"):
            other = self.factor()
            found = self.times(found, other) if sign == "*" else _divide(found, other)
        return found

    def times(self, left: Ratio, right: Ratio) -> Ratio:
        if not left.is_sum or not right.is_sum:
            raise NotLinearError("a ratio is multiplied")
        one, other = _over(left), _over(right)
        for factor, rest in ((one, other), (other, one)):
            if not factor.coefficients:
                return Ratio(rest * factor.constant)
            rate = self.scope.rates.get(next(iter(factor.coefficients)))
            if rate is not None and list(factor.coefficients.values()) == [1]:
                return Ratio(self.scope.product(rest, rate))
        raise NotLinearError("two unknown numbers are multiplied")

    def factor(self) -> Ratio:
        if self.take("("):
            inner = self.sum()
            if not self.take(")"):
                raise NotLinearError("a bracket is not closed")
            return inner
        if self.at >= len(self.words):
            raise NotLinearError("its formula ends too early")
        word = self.words[self.at]
        self.at += 1
        if word == THIS and self.scope.this is not None:
            return Ratio(self.scope.this)
        if word in self.named:
            return Ratio(self.named[word])
        if word[0].isdigit():
            return Ratio(Linear({}, Fraction(word)))
        raise NotLinearError("its formula is no arithmetic")

    def take(self, *wanted: str) -> str:
        word = self.words[self.at] if self.at < len(self.words) else ""
        if word and word in wanted:
            self.at += 1
            return word
        return ""

    def expect_end(self) -> None:
        if self.at < len(self.words):
            raise NotLinearError("its formula is no arithmetic")


def rate_rows(ratio: Ratio, rate: Interval, intervals: Mapping[str, Interval]) -> list[Row]:
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
    rows = []
    if rate.low is not None:
        rows.append(Row(top - bottom * rate.low, _ZERO, None))
    if rate.high is not None:
        rows.append(Row(top - bottom * rate.high, None, _ZERO))
    return rows


def _over(ratio: Ratio) -> Linear:
    """A ratio whose denominator is a number, as a sum."""
    return ratio.top * (1 / ratio.bottom.constant)


def _divide(left: Ratio, right: Ratio) -> Ratio:
    if not right.is_sum or not left.is_sum:
        raise NotLinearError("a ratio of ratios")
    divisor = _over(right)
    if not divisor.coefficients:
        if not divisor.constant:
            raise NotLinearError("division by zero")
        return Ratio(_over(left) * (1 / divisor.constant))
    return Ratio(_over(left), divisor)
