"""Years of statements: a slip of the pen, or a sentence about another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, Judgement
from .binding import Bound
from .results import Result


_TELLING = ("amount", "nil", "change", "flat", "count")
"""Statements that a sentence makes about its year."""


def settle_years(bound: Sequence[Bound], results: Sequence[Result]) -> list[Result]:
    """Tell slips from sentences that speak of another year.

    A sentence with another year than the account's is wrong where its amounts are this year's.
    It is wrong too where the account says what it speaks of for no other year: somewhere it must
    say so of its own. Else it is `unchecked`.
    """
    judged = list(zip(bound, results, strict=True))
    return [
        _settled(entry, result, judged) if _is_other_year(entry, result) else result
        for entry, result in judged
    ]


def _is_other_year(entry: Bound, result: Result) -> bool:
    is_own = entry.statement.kind == "period" and entry.statement.direction == "own"
    return is_own and result.judgement is not None and result.judgement.verdict == DIFFERS


def _settled(
    entry: Bound, result: Result, judged: Sequence[tuple[Bound, Result]]
) -> Result:
    statement = entry.statement
    said = [
        (other, found)
        for other, found in judged
        if other.statement.block == statement.block
        and other.statement.end > statement.end
        and other.statement.year == statement.printed
        and other.statement.kind in _TELLING
    ]
    verdicts = [found.judgement.verdict for other, found in said if found.judgement and _counts(other)]
    if any(verdict in (EQUAL, ROUNDING) for verdict in verdicts):
        return result
    places = {_place(other) for other, _ in said if other.refs}
    if places and not verdicts and not any(_tells_own(other, places) for other, _ in judged):
        return result
    assert result.judgement is not None
    note = f"the sentence may speak of {statement.printed}"
    judgement = Judgement(UNCHECKED, result.judgement.range, note)
    return replace(result, judgement=judgement)


def _tells_own(entry: Bound, places: set[tuple[str, ...]]) -> bool:
    """True for a statement of this year about one of the places."""
    is_own = not entry.statement.year and entry.statement.kind in _TELLING
    return is_own and _place(entry) in places


def _place(entry: Bound) -> tuple[str, ...]:
    """What is said, and of what: the change of an amount is not the amount."""
    return (entry.statement.kind, *entry.refs)


def _counts(entry: Bound) -> bool:
    """Nothing is nothing in every year."""
    return entry.number is not None and entry.number.value != 0
