"""Years of statements: a slip of the pen, or a sentence about another year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, Judgement
from .binding import Bound
from .results import Result


def settle_years(
    bound: Sequence[Bound], results: Sequence[Result], years: Mapping[str, frozenset[str]]
) -> list[Result]:
    """Tell slips from sentences that speak of another year.

    A sentence with another year than the account's is wrong where its amounts are this year's,
    or where its section, which must speak of this year, names no other. Else it is `unchecked`.

    Args:
        years: the years that each section names.
    """
    judged = list(zip(bound, results, strict=True))
    return [
        _settled(entry, result, judged, years)
        if _is_other_year(entry, result)
        else result
        for entry, result in judged
    ]


def _is_other_year(entry: Bound, result: Result) -> bool:
    is_own = entry.statement.kind == "period" and entry.statement.direction == "own"
    return is_own and result.judgement is not None and result.judgement.verdict == DIFFERS


def _settled(
    entry: Bound,
    result: Result,
    judged: Sequence[tuple[Bound, Result]],
    years: Mapping[str, frozenset[str]],
) -> Result:
    statement = entry.statement
    said = [
        (other, found)
        for other, found in judged
        if other.statement.block == statement.block
        and other.statement.end > statement.end
        and other.statement.year == statement.printed
        and other.statement.kind in ("amount", "nil")
    ]
    verdicts = [found.judgement.verdict for other, found in said if found.judgement and _counts(other)]
    if any(verdict in (EQUAL, ROUNDING) for verdict in verdicts):
        return result
    is_named = statement.period in years.get(statement.section, frozenset())
    if said and not verdicts and not is_named:
        return result
    assert result.judgement is not None
    note = f"the sentence may speak of {statement.printed}"
    judgement = Judgement(UNCHECKED, result.judgement.range, note)
    return replace(result, judgement=judgement)


def _counts(entry: Bound) -> bool:
    """Nothing is nothing in every year."""
    return entry.number is not None and entry.number.value != 0
