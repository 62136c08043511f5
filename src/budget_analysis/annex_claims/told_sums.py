"""Lists of money in one passage: a whole before its parts (其中), a total behind them (合计).

The engine of sentences tells which amounts belong together. Parts behind 其中 may leave something out:
more than the whole contradicts it, less does not. Behind words that promise all parts (具体为), and
before 合计, they are all.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence

from ..claims.binding import Bound, money
from ..claims.results import Derived, derive, judged
from ..claims.told_lists import ToldList, lists_of
from ..facts import Forms
from ..relations.tree import add
from ..sentences import Token
from ..verdicts import DIFFERS, EQUAL
from .phrases import phrases

_FEWEST = 2


def add_up(tokens: Sequence[Token], bound: Sequence[Bound], forms: Forms) -> Iterator[Derived]:
    """One statement per whole whose parts are told for certain.

    Args:
        tokens, bound: of one passage.
    """
    for told in lists_of(bound, forms, reach=1):
        whole = told.whole
        first = {part.refs: part for part in reversed(told.parts)}
        parts = [*reversed(first.values())]
        is_certain = all(part.is_clear and part.refs for part in told.parts) and whole.refs not in first
        if len(parts) < _FEWEST or not is_certain:
            continue
        if told.is_closing:
            if _is_total_of(told, tokens):
                yield _sum(whole, parts)
            continue
        listed, opening = _behind_opening(tokens, parts[-1].statement.end)
        if not opening or any(token.text in phrases("picking_out") for token in listed):
            continue
        # a second list may follow the first: 其中财政拨款80.00万元、自筹资金20.00万元，设备购置60.00万元
        leads = [_sum(whole, parts[:count]) for count in range(_FEWEST, len(parts) + 1)]
        total = next((lead for lead in leads if lead.result.verdict == EQUAL), leads[-1])
        is_more = sum(money(part).known.value for part in parts) > money(whole).known.value
        if total.result.verdict == DIFFERS and (beside := _sum_beside(whole, parts, bound)) is not None:
            yield beside
        elif total.result.verdict != DIFFERS or (opening in phrases("complete_lists") or is_more) and _is_one_list(parts):
            yield total


def _sum_beside(whole: Bound, parts: Sequence[Bound], bound: Sequence[Bound]) -> Derived | None:
    """全年预算266.00万元，执行数234.00万元，其中当年财政拨款190.00万元，上年结转资金76.00万元: what the parts make is told just before their whole."""
    here = whole.statement.told_in
    told = [one for one in bound if one.statement.kind == "amount" and one.statement.told_in == here and one.place < whole.place and one.is_clear and one.fact is not None]
    sums = [_sum(one, parts) for one in told]
    return next((one for one in sums if one.result.verdict == EQUAL), None)


def _behind_opening(tokens: Sequence[Token], end: int) -> tuple[Sequence[Token], str]:
    """What the sentence of a number tells behind 其中, and this word; nothing where it stands twice."""
    stops = [token.end for token in tokens if token.kind == "stop"]
    sentence = [token for token in tokens if bisect(stops, token.start) == bisect(stops, end)]
    opens = [place for place, token in enumerate(sentence) if token.kind == "scope"]
    return (sentence[opens[0] :], sentence[opens[0]].text) if len(opens) == 1 else ((), "")


def _is_total_of(told: ToldList, tokens: Sequence[Token]) -> bool:
    """True where 合计 begins the clause of a total, and its own sentence tells the parts."""
    statement = told.whole.statement
    first = next(token for token in tokens if token.start >= statement.start)
    is_here = all(part.statement.sentence == statement.sentence for part in told.parts)
    return is_here and first.text in phrases("total_behind")


def _is_one_list(parts: Sequence[Bound]) -> bool:
    """True where the parts are of one kind: where the money comes from, or what it goes to."""
    sources = phrases("fund_sources")
    return len({part.statement.subject.words in sources for part in parts}) == 1


def _sum(whole: Bound, parts: Sequence[Bound]) -> Derived:
    return derive(whole, "sum", "told", judged(whole, add([money(part) for part in parts])))
