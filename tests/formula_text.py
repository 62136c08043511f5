"""The formulas of claims written by hand, as trees: `relations.formulas.write` turned round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from budget_analysis import specs
from budget_analysis.frames import operand_names
from budget_analysis.frames import text
from budget_analysis.errors import CellError
from budget_analysis.facts import Fact, Forms, read_number
from budget_analysis.facts.fact import ZERO
from budget_analysis.relations.formulas import ALL_ZERO, THIS
from budget_analysis.relations.ranges import NotLinearError
from budget_analysis.relations.tree import (
    NOTHING,
    All,
    Named,
    Number,
    Operand,
    Product,
    Ratio,
    Relation,
    Sum,
    This,
    Tree,
    add,
    equals_each,
)

SUM_OF_PARTS = "sum of the parts"
SUM_OF_RATES = "sum of base*rate/100"
_COUNTS = ("number of operands", "number of names")
_WORD = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|(<=|>=|[-+*/()=<>]))")
_SIGNS = ("=", "<=", ">=", "<", ">")


def trees_of(claims: pd.DataFrame, forms: Forms) -> dict[str, Tree]:
    """The trees of the claims whose formula is arithmetic, by identifier."""
    rows = claims.to_dict("records")
    printed = {}
    for claim in rows:
        try:
            number = read_number(text(claim["printed"]), text(claim["unit"]), str(claim["kind"]))
        except CellError:
            number = None
        printed[str(claim["claim_id"])] = number

    def fact(name: str) -> Fact:
        if name in forms.by_id:
            return forms.by_id[name]
        is_form = name.count("/") == 2 and name.partition("/")[0] in specs.forms()
        return Fact(name, ZERO if is_form and name not in printed else printed.get(name))

    found = {}
    for claim in rows:
        try:
            facts = [fact(name) for name in operand_names(claim)]
            found[str(claim["claim_id"])] = read(text(claim["formula"]), facts)
        except NotLinearError:
            continue
    return found


def read(formula: str, facts: Sequence[Fact]) -> Tree:
    """The tree of a formula over these operands.

    Where there are more operands than letters, the last letter stands for each of them in turn.

    Raises:
        NotLinearError: words, or more letters than operands.
    """
    if not formula:
        raise NotLinearError("it has no formula")
    if formula == ALL_ZERO:
        return All(tuple(Relation(Operand(one), "=", NOTHING) for one in facts))
    if formula in _COUNTS:
        return Named(formula, Number(Fraction(len(facts))))
    if formula.startswith("="):
        if not facts:
            raise NotLinearError("its formula is no arithmetic")
        return equals_each(facts)
    if formula == SUM_OF_PARTS:
        return add(facts)
    if formula == SUM_OF_RATES:
        pairs = zip(facts[::2], facts[1::2], strict=True)
        hundred = Number(Fraction(100))
        rated = (Ratio(Product(Operand(base), Operand(rate)), hundred) for base, rate in pairs)
        return Sum(tuple((1, product) for product in rated))
    clauses = [_words(clause) for clause in re.split(r"\band\b|;", formula)]
    names = [word for words in clauses for word in words if word[0].isalpha() and word != THIS]
    letters = list(dict.fromkeys(names))
    if len(letters) > len(facts) or (facts and not letters):
        raise NotLinearError("its formula is no arithmetic over its operands")
    first, rest = facts[: len(letters) - 1], facts[max(len(letters) - 1, 0) :]
    sets = [[*first, last] for last in rest] or [[]]
    found = [
        _Reader(words, dict(zip(letters, own, strict=True))).read()
        for own in sets
        for words in clauses
    ]
    return found[0] if len(found) == 1 else All(tuple(found))


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

    def __init__(self, words: Sequence[str], named: dict[str, Fact]) -> None:
        self.words = words
        self.named = named
        self.at = 0

    def read(self) -> Tree:
        left = self.sum()
        sign = self.take(*_SIGNS)
        tree = Relation(left, sign, self.sum()) if sign else left
        if self.at < len(self.words):
            raise NotLinearError("its formula is no arithmetic")
        return tree

    def sum(self) -> Tree:
        terms = [(1, self.product())]
        while sign := self.take("+", "-"):
            terms.append((1 if sign == "+" else -1, self.product()))
        return terms[0][1] if len(terms) == 1 else Sum(tuple(terms))

    def product(self) -> Tree:
        found = self.factor()
        while sign := self.take("*", "/"):
            found = (Product if sign == "*" else Ratio)(found, self.factor())
        return found

    def factor(self) -> Tree:
        if self.take("("):
            inner = self.sum()
            if not self.take(")"):
                raise NotLinearError("a bracket is not closed")
            return inner
        if self.at >= len(self.words):
            raise NotLinearError("its formula ends too early")
        word = self.words[self.at]
        self.at += 1
        if word == THIS:
            return This()
        if word in self.named:
            return Operand(self.named[word])
        if word[0].isdigit():
            return Number(Fraction(word))
        raise NotLinearError("its formula is no arithmetic")

    def take(self, *wanted: str) -> str:
        word = self.words[self.at] if self.at < len(self.words) else ""
        if word and word in wanted:
            self.at += 1
            return word
        return ""
