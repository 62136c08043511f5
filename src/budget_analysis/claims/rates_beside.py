"""A rate that could not be read for certain, beside others that were read in just the same way and fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .binding import Bound
from .results import CONFIRMED, FEWEST, Derived, Result
from .stated import Stated

_RATES = ("growth", "completion")
_Way = tuple[object, ...]


def settle_rates(told: Sequence[Derived], read: Mapping[str, Result], stated: Stated) -> list[Derived]:
    """Two or more rates of a paragraph fit in the one way in which they can be read: a third that can be read so is meant so, and contradicts it where it does not fit.

    其中：…执行比例90.13%，…97.66%，…2.69%。/ 预算11324.44万元，其中：…9605.80万元，…1410.94万元，…307.70万元

    Args:
        read: by claim identifier, what rates that could not be read for certain are as they were read.
    """
    ways: dict[_Way, int] = {}
    for one in told:
        if one.result.reading == CONFIRMED and one.is_telling and (way := _way(one.bound, one.result, stated)):
            ways[way] = ways.get(way, 0) + 1
    return [_settled(one, read.get(one.bound.claim_id), ways, stated) for one in told]


def _settled(one: Derived, own: Result | None, ways: Mapping[_Way, int], stated: Stated) -> Derived:
    if own is None or one.result.verdict != UNCHECKED or own.verdict not in (EQUAL, DIFFERS):
        return one
    way = _way(one.bound, own, stated)
    return replace(one, result=replace(own, reading=CONFIRMED)) if way and ways.get(way, 0) >= FEWEST else one


def _way(entry: Bound, result: Result, stated: Stated) -> _Way:
    """How a rate was read: of which paragraphs and measures its operands are; empty where one is told by no sentence."""
    here = entry.statement
    operands = stated.told(result)
    if here.kind not in _RATES or result.tree is None or not operands or len(operands) < len(result.operands):
        return ()
    places = [(0 if one.statement.block == here.block else one.statement.block, one.statement.kind, one.measure, one.refs == entry.refs) for one in operands]
    return (here.block, here.kind, here.measure, type(result.tree), *places)
