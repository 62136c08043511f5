"""Totals below the revenue or expenditure of the year: wrong, unless more was spent before than there was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..facts.numbers import is_money
from ..relations.tree import Relation
from ..sentences.words import is_balance, is_total
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .binding import Bound
from .results import Derived, Result, is_telling

_NEGATIVE = "a balance below zero is told: a total may be less than its year"
_GROWN = "the total fits the growth that is told of it: what was carried over may be below zero"


def weigh_overdrawn(derived: Sequence[Derived], bound: Sequence[Bound], results: Sequence[Result]) -> list[Derived]:
    """Parts that are more than the total of the account, where what was carried over may be below zero.

    收入总计792.65万元，其中年初结转和结余-59.05万元，本年收入851.70万元. Where no balance is told, a total that fits
    the growth that is told of it is not mistyped.
    """
    is_negative = any(is_money(one.statement.unit) and one.fact is not None and one.fact.known.value < 0 and is_balance(one.refs) for one in bound)
    grown = {
        ref for entry, result in zip(bound, results, strict=True)
        if entry.statement.kind == "growth" and result.verdict == EQUAL and is_telling(entry.statement.printed)
        for ref in (*entry.refs, *entry.other_refs)
    }  # fmt: skip
    told = {one.claim_id: one for one in bound}
    return [_weighed(one, told, is_negative, grown) for one in derived]


def _weighed(one: Derived, told: dict[str, Bound], is_negative: bool, grown: set[str]) -> Derived:
    sides = [told[name] for name in one.result.operands if name in told]
    is_of_account = any(is_total(side.refs) or _is_grand(side) for side in sides)
    is_of_year = one.bound.statement.kind in ("nesting", "sum")  # no totals of the year before
    if one.result.verdict != DIFFERS or not is_of_year or not isinstance(one.result.tree, Relation) or not is_of_account:
        return one
    if is_negative:
        return replace(one, result=one.result.weighed(UNCHECKED, _NEGATIVE))
    if not any(is_balance(side.refs) for side in sides) and any(_is_grand(side) and grown.intersection(side.refs) for side in sides):
        return replace(one, result=one.result.weighed(UNCHECKED, _GROWN))
    return one


def _is_grand(entry: Bound) -> bool:
    return any("/grand_total_" in ref for ref in entry.refs)
