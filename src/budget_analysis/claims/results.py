"""What recomputing a statement gave, and statements that follow from several others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from ..amounts import FEN_PER_UNIT
from ..facts.numbers import is_money
from ..relations.judging import judge
from ..relations.tree import Named, Relation, This, Tree, facts_of
from ..verdicts import UNCHECKED, Judgement
from .binding import Bound


@dataclass(frozen=True)
class Result:
    """What recomputing a statement gave; no judgement for a datum."""

    judgement: Judgement | None
    tree: Tree | None = None
    reading: str = ""
    """How certain the reading is, where it is not simply certain."""

    @property
    def verdict(self) -> str:
        return self.judgement.verdict if self.judgement else ""

    @property
    def operands(self) -> list[str]:
        """The identifiers of the printed numbers that it was recomputed from."""
        return [fact.id for fact in facts_of(self.tree)] if self.tree is not None else []


DATUM = Result(None)


def judged(entry: Bound, tree: Tree, note: str = "") -> Result:
    """A statement as its tree judges it."""
    judgement = judge(tree, entry.fact)
    return Result(replace(judgement, note=note) if note else judgement, tree)


def unchecked(note: str) -> Result:
    return Result(Judgement(UNCHECKED, note=note))


@dataclass(frozen=True)
class Derived:
    """A further statement of a number that has already been read."""

    bound: Bound
    result: Result


def derive(entry: Bound, kind: str, name: str, result: Result) -> Derived:
    """A statement of another kind at the place of `entry`; `name` tells it from others there."""
    statement = replace(entry.statement, kind=kind, remarks=())
    return Derived(replace(entry, claim_id=f"{entry.claim_id}.{name}", statement=statement), result)


def range_scale(unit: str, is_number: bool, tree: Tree | None) -> Fraction:
    """From the common unit to that of the range: the statement's own, or 万元 for other money.

    Args:
        unit, is_number: what the statement prints: a number in this unit, or words.
    """
    while isinstance(tree, Named):
        tree = tree.meaning
    is_own = not isinstance(tree, Relation) or isinstance(tree.left, This)
    if is_own and is_number:
        return 1 / FEN_PER_UNIT[unit] if is_money(unit) else Fraction(1)
    is_sum_of_money = tree is not None and any(is_money(fact.unit) for fact in facts_of(tree))
    if not is_sum_of_money:
        return Fraction(1)
    return 1 / FEN_PER_UNIT[unit if is_money(unit) else "万元"]
