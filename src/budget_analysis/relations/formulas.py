"""Trees to the text of `claims.formula`, and the same text back to trees.

Letters stand for operands in the order in which they appear; `this` for the statement's own number.
What the annexes state comes as text, and so does a claim from a file: `read` understands all that
`write` writes, so that both take part in the joint test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from ..facts import Fact
from .ranges import NotLinearError
from .tree import (
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
    facts_of,
)

THIS = "this"
ALL_ZERO = "all = 0"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SUM_OF_PARTS = "sum of the parts"
SUM_OF_RATES = "sum of base*rate/100"
_COUNTS = ("number of operands", "number of names")
_WORD = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|(<=|>=|[-+*/()=<>]))")
_SIGNS = ("=", "<=", ">=", "<", ">")


def letter(position: int) -> str:
    """a … z, then a2 … z2 and so on."""
    turn, place = divmod(position, len(_LETTERS))
    return _LETTERS[place] + (str(turn + 1) if turn else "")


def write(tree: Tree, said: Callable[[Fact], str] | None = None, this: str = THIS) -> str:
    """The text of a tree: with letters, or with what `said` gives for each printed number."""
    names: dict[str, str] = {}

    def name(one: Operand) -> str:
        if said is not None:
            return said(one.fact)
        return one.letter or names.setdefault(one.fact.id, letter(len(names)))

    def bracketed(part: Tree, *kinds: type) -> str:
        return f"({text(part)})" if isinstance(part, kinds) else text(part)

    def text(part: Tree) -> str:
        if isinstance(part, Operand):
            return name(part)
        if isinstance(part, Number):
            return str(part.value)
        if isinstance(part, This):
            return this
        if isinstance(part, Sum):
            signed = (("+" if s > 0 else "-") + bracketed(term, Sum) for s, term in part.terms)
            return "".join(signed).removeprefix("+")
        if isinstance(part, Product):
            return f"{bracketed(part.left, Sum)}*{bracketed(part.right, Sum, Ratio)}"
        if isinstance(part, Ratio):
            return f"{bracketed(part.top, Sum)}/{bracketed(part.bottom, Sum, Product, Ratio)}"
        if isinstance(part, Named):
            return part.phrase
        if isinstance(part, All):
            return _clauses(part, text)
        is_result = part.sign == "=" and isinstance(part.left, This)
        return text(part.right) if is_result else f"{text(part.left)} {part.sign} {text(part.right)}"

    return text(tree)


def _clauses(tree: All, text: Callable[[Tree], str]) -> str:
    """Several clauses: the same for many operands is told once, equal places by name."""
    if all(_is_place(clause) for clause in tree.clauses):
        return " ; ".join(f"= {fact.id}" for fact in facts_of(tree))
    if all(_is_nothing(clause) for clause in tree.clauses):
        return ALL_ZERO
    return " ; ".join(dict.fromkeys(text(clause) for clause in tree.clauses))


def _is_place(clause: Tree) -> bool:
    if not isinstance(clause, Relation) or clause.sign != "=":
        return False
    return isinstance(clause.left, This) and isinstance(clause.right, Operand)


def _is_nothing(clause: Tree) -> bool:
    if not isinstance(clause, Relation) or clause.sign != "=":
        return False
    return isinstance(clause.left, Operand) and clause.right == NOTHING


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
