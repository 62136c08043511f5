"""What recomputing a statement gave, and statements that follow from several others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ..amounts import FEN_PER_UNIT, decimal
from ..facts import Unbound
from ..facts.numbers import is_money
from ..relations.formulas import write
from ..relations.judging import agrees_in_other_unit, judge
from ..relations.tree import Named, Relation, This, Tree, facts_of
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .binding import Bound


@dataclass(frozen=True)
class Result:
    """What recomputing a statement gave; no judgement for a datum."""

    judgement: Judgement | None
    tree: Tree | None = None
    reading: str = ""
    """How certain the reading is, where it is not simply certain."""
    refs: tuple[str, ...] = ()
    """What the statement speaks of, where not its first subject was judged but the other one."""

    @property
    def verdict(self) -> str:
        return self.judgement.verdict if self.judgement else ""

    @property
    def note(self) -> str:
        return self.judgement.note if self.judgement else ""

    @property
    def holds(self) -> bool:
        return self.judgement is not None and self.judgement.holds

    def weighed(self, verdict: str, note: str) -> Result:
        """The same with a milder verdict, and why."""
        assert self.judgement is not None
        return replace(self, judgement=replace(self.judgement, verdict=verdict, note=note))

    @property
    def operands(self) -> list[str]:
        """The identifiers of the printed numbers that it was recomputed from."""
        return [fact.id for fact in facts_of(self.tree)] if self.tree is not None else []


DATUM = Result(None)
_SIGNIFICANT = 3
CONFIRMED, SUSPECT = "confirmed", "suspect"
"""Readings that are not certain: the print fits to three digits, or does not fit."""
FEWEST = 2
"""One part alone makes no sum, one share no list."""


def judged(entry: Bound, tree: Tree, note: str = "") -> Result:
    """A statement as its tree judges it."""
    judgement = judge(tree, entry.fact)
    return Result(replace(judgement, note=note) if note else judgement, tree)


def unchecked(note: str) -> Result:
    return Result(Judgement(UNCHECKED, note=note))


def tried(read: Callable[..., Result], *of: Any) -> Result:
    """What one reading of a statement gives; unchecked, with the reason, where a number that it needs cannot be had."""
    try:
        return read(*of)
    except Unbound as reason:
        return unchecked(str(reason))


def that_fits(readings: Iterable[Result], is_exact: bool = False) -> Result | None:
    """Of several readings of one statement the first that holds, or that is equal; None where none is."""
    return next((one for one in readings if one.verdict == EQUAL or one.holds and not is_exact), None)


def is_telling(printed: str) -> bool:
    """True for three or more significant digits, and never for 0 % and 100 %: fewer may fit by chance."""
    digits = printed.replace(",", "").replace(".", "").lstrip("-0")
    return len(digits) >= _SIGNIFICANT and digits.rstrip("0") != "1"


@dataclass(frozen=True)
class Derived:
    """A statement and what recomputing it gave; also a further one of a number that has already been read."""

    bound: Bound
    result: Result

    def weighed(self, verdict: str, note: str) -> Derived:
        """The same with a milder verdict, and why."""
        return replace(self, result=self.result.weighed(verdict, note))

    @property
    def is_telling(self) -> bool:
        """True where its numbers give just what is printed, to three digits."""
        return self.result.verdict == EQUAL and is_telling(self.bound.statement.printed)


def derive(entry: Bound, kind: str, name: str, result: Result) -> Derived:
    """A statement of another kind at the place of `entry`; `name` tells it from others there."""
    statement = replace(entry.statement, kind=kind, remarks=())
    return Derived(replace(entry, claim_id=f"{entry.claim_id}.{name}", statement=statement), result)


def in_printed_unit(one: Derived) -> Derived:
    """A statement that differs only in the unit that was assumed for a form, above which none is printed, is unchecked."""
    if one.result.verdict != DIFFERS or one.result.tree is None or one.bound.fact is None:
        return one
    why = agrees_in_other_unit(one.result.tree, one.bound.fact)
    return one.weighed(UNCHECKED, why) if why else one


def result_columns(result: Result, unit: str, is_number: bool) -> dict[str, str | None]:
    """The columns of `claims` that say what recomputing gave; for the rest see `range_scale`."""
    judgement, tree = result.judgement, result.tree
    computed = judgement.range if judgement is not None else None
    low = high = None
    if computed is not None:
        own = computed.scaled(range_scale(unit, is_number, tree))
        low, high = (None if end is None else decimal(end) for end in (own.low, own.high))
    return {
        "formula": write(tree) if tree is not None else None,
        "operands": json.dumps(result.operands) if result.operands else None,
        "low": low,
        "high": high,
        "verdict": result.verdict or None,
        "note": result.note or None,
    }


def notice_of(row: Mapping[str, Any], kind: str, message: str = "", tree: Tree | None = None) -> dict[str, Any]:
    """A row of `notices` about a claim; without a message about a `touch`, told by the tree of the claim."""
    printed, ends = f"{row['printed']}{row['unit'] or ''}", f"[{row.get('low')}, {row.get('high')}]"
    is_own = tree is None or is_own_range(tree)
    touching = (
        f"printed {printed} and the recomputed interval {ends} meet in a single point"
        if is_own
        else f"left less right is {ends}, which just reaches 0 (printed {printed})"
    )
    same = {name: row[name] for name in ("document_id", "page", "quote")}
    return {**same, "place": row["claim_id"], "kind": kind, "message": message or touching}


def is_own_range(tree: Tree | None) -> bool:
    """Whether the range is that of the printed number, and not that of the difference of two sides."""
    while isinstance(tree, Named):
        tree = tree.meaning
    return not isinstance(tree, Relation) or isinstance(tree.left, This)


def range_scale(unit: str, is_number: bool, tree: Tree | None) -> Fraction:
    """From the common unit to that of the range: the statement's own, or 万元 for other money.

    Args:
        unit, is_number: what the statement prints: a number in this unit, or words.
    """
    while isinstance(tree, Named):
        tree = tree.meaning
    if is_own_range(tree) and is_number:
        return 1 / FEN_PER_UNIT[unit] if is_money(unit) else Fraction(1)
    is_sum_of_money = tree is not None and any(is_money(fact.unit) for fact in facts_of(tree))
    if not is_sum_of_money:
        return Fraction(1)
    return 1 / FEN_PER_UNIT[unit if is_money(unit) else "万元"]
