"""Totals below the revenue or expenditure of the year: wrong, unless more was spent before than there was."""

from __future__ import annotations

from collections.abc import Sequence

from ..facts.numbers import is_money
from ..relations.tree import Relation
from ..sentences.words import is_balance, is_total
from ..verdicts import DIFFERS, UNCHECKED
from .binding import Bound
from .results import Derived

_NEGATIVE = "a balance below zero is told: a total may be less than its year"
_GROWN = "the total fits the growth that is told of it: what was carried over may be below zero"


def weigh_overdrawn(derived: Sequence[Derived], judged: Sequence[Derived]) -> list[Derived]:
    """Parts that are more than the total of the account, where what was carried over may be below zero.

    收入总计792.65万元，其中年初结转和结余-59.05万元，本年收入851.70万元. Where no balance is told, a total that fits
    the growth that is told of it is not mistyped.
    """
    bound = [one.bound for one in judged]
    is_negative = any(is_money(one.statement.unit) and one.fact is not None and one.fact.known.value < 0 and is_balance(one.refs) for one in bound)
    grown = {
        ref for one in judged
        if one.bound.statement.kind == "growth" and one.is_telling
        for ref in (*one.bound.refs, *one.bound.other_refs)
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
        return one.weighed(UNCHECKED, _NEGATIVE)
    if not any(is_balance(side.refs) for side in sides) and any(_is_grand(side) and grown.intersection(side.refs) for side in sides):
        return one.weighed(UNCHECKED, _GROWN)
    return one


def _is_grand(entry: Bound) -> bool:
    return any("/grand_total_" in ref for ref in entry.refs)
