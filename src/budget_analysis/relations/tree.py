"""What a statement says, as a tree over printed numbers: range, verdict and text come from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, Union, get_args

from ..facts import Fact


@dataclass(frozen=True, slots=True)
class Number:
    """A fixed number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Operand:
    """A printed number; `letter` stands for it in the text where the order of letters does not."""

    fact: Fact
    letter: str = ""


@dataclass(frozen=True, slots=True)
class This:
    """The number that the statement itself prints."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms with their signs, 1 or -1."""

    terms: tuple[tuple[int, Tree], ...]


@dataclass(frozen=True, slots=True)
class Product:
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Ratio:
    top: Tree
    bottom: Tree


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sides and one of the signs = <= < >= >."""

    left: Tree
    sign: str
    right: Tree

    @property
    def is_result(self) -> bool:
        """True for `this = …`: what the statement's own number should be."""
        return self.sign == "=" and isinstance(self.left, This)


@dataclass(frozen=True, slots=True)
class All:
    """Clauses that hold together."""

    clauses: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A tree that the text calls by a phrase (`fiscal year`); without `meaning` words alone."""

    phrase: str
    meaning: Tree | None = None
    facts: tuple[Fact, ...] = ()
    """Of words alone: what they speak of."""


Tree = Union[Number, Operand, This, Sum, Product, Ratio, Relation, All, Named]
HUNDRED = Number(Fraction(100))
NOTHING = Number(Fraction(0))


def add(parts: Sequence[Fact]) -> Tree:
    """The sum of printed numbers."""
    if len(parts) == 1:
        return Operand(parts[0])
    return Sum(tuple((1, Operand(part)) for part in parts))


def less(left: Tree, right: Tree) -> Tree:
    return Sum(((1, left), (-1, right)))


def percent(part: Tree, whole: Tree) -> Tree:
    """100 * part / whole."""
    return Ratio(Product(HUNDRED, part), whole)


def equals_each(facts: Sequence[Fact]) -> Tree:
    """The statement's number is that of each place."""
    return All(tuple(Relation(This(), "=", Operand(fact)) for fact in facts))


def gap(now: Tree, base: Tree, is_up: bool) -> Tree:
    """What it has changed by, with the sign that the word of the change gives it."""
    return less(now, base) if is_up else less(base, now)


def growth(change: Fact, current: Fact, is_up: bool) -> Tree:
    """100 * d / (x - d), with the sign that the words of the change give it."""
    d = Operand(change, "d")
    base = Sum(((1, Operand(current, "x")), (-1 if is_up else 1, d)))
    return percent(d, base)


def operands(tree: Tree) -> Iterator[Operand]:
    """The operands as they stand, from left to right."""
    if isinstance(tree, Operand):
        yield tree
    elif isinstance(tree, Sum):
        for _, term in tree.terms:
            yield from operands(term)
    elif isinstance(tree, Product | Relation):
        yield from operands(tree.left)
        yield from operands(tree.right)
    elif isinstance(tree, Ratio):
        yield from operands(tree.top)
        yield from operands(tree.bottom)
    elif isinstance(tree, All):
        for clause in tree.clauses:
            yield from operands(clause)
    elif isinstance(tree, Named):
        if tree.meaning is not None:
            yield from operands(tree.meaning)
        yield from map(Operand, tree.facts)


def facts_of(tree: Tree) -> list[Fact]:
    """The printed numbers that it speaks of, each once."""
    return list({one.fact.id: one.fact for one in operands(tree)}.values())


def with_facts(tree: Tree, of: Callable[[Fact], Fact]) -> Tree:
    """The same tree over other printed numbers."""

    def change(part: object) -> Any:
        if isinstance(part, Fact):
            return of(part)
        if isinstance(part, tuple):
            return tuple(map(change, part))
        if not isinstance(part, get_args(Tree)):
            return part
        return type(part)(*(change(getattr(part, one.name)) for one in fields(part)))

    found: Tree = change(tree)
    return found
