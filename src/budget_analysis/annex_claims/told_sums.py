"""Sums of money that one sentence tells: a whole before its parts (其中), a total behind them (合计).

Parts behind 其中 may leave something out: more than the whole contradicts it, less does not. Behind
words that promise all parts (具体为), and before 合计, they are all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..claims.binding import Bound, money
from ..claims.results import Derived, derive, judged
from ..relations.tree import Operand, Sum
from ..sentences import Token
from ..verdicts import DIFFERS, EQUAL
from .phrases import phrases

_FEWEST = 2


def add_up(tokens: Sequence[Token], bound: Sequence[Bound]) -> Iterator[Derived]:
    """One statement per whole whose parts its sentence tells.

    Args:
        tokens, bound: of one passage.
    """
    amounts = {one.statement.end: one for one in bound if one.statement.kind == "amount"}
    before: Sequence[Token] = ()
    for sentence in _sentences(tokens):
        opens = [place for place, token in enumerate(sentence) if token.kind == "scope"]
        if len(opens) == 1:
            leads = sentence[: opens[0]]
            whole = leads if any(token.end in amounts for token in leads) else before
            is_all = sentence[opens[0]].text in phrases("complete_lists")
            yield from _whole_before(_amounts(whole, amounts), sentence[opens[0] :], amounts, is_all)
        elif not opens:
            yield from _total_behind(sentence, amounts)
        before = sentence


def _whole_before(
    wholes: Sequence[Bound], listed: Sequence[Token], amounts: dict[int, Bound], is_all: bool
) -> Iterator[Derived]:
    last = {one.statement.measure: one for one in wholes if one.is_clear}
    said = _amounts(listed, amounts)
    if any(token.text in phrases("picking_out") for token in listed):
        return
    for measure, whole in last.items():
        parts = _parts(said, measure)
        if parts is None or whole.refs in [part.refs for part in parts]:
            continue
        # a second list may follow the first: 其中财政拨款80.00万元、自筹资金20.00万元，设备购置60.00万元
        leads = [_sum(whole, parts[:count]) for count in range(_FEWEST, len(parts) + 1)]
        total = next((lead for lead in leads if lead.result.verdict == EQUAL), leads[-1])
        is_more = sum(money(part).known.value for part in parts) > money(whole).known.value
        if total.result.verdict != DIFFERS or (is_all or is_more) and _is_one_list(parts):
            yield total


def _total_behind(sentence: Sequence[Token], amounts: dict[int, Bound]) -> Iterator[Derived]:
    """合计, perhaps with the word for a measure, right before a number, and named parts before it."""
    for place, token in enumerate(sentence):
        if token.text not in phrases("total_behind") or not _begins_clause(sentence, place):
            continue
        number = place + 1
        while number < len(sentence) and sentence[number].kind in ("harmless", "budget", "actual"):
            number += 1
        whole = amounts.get(sentence[number].end) if number < len(sentence) else None
        if whole is None:
            continue
        parts = _parts(_amounts(sentence[:place], amounts), whole.statement.measure)
        if parts is not None:
            clear = replace(whole, statement=replace(whole.statement, doubt="", alternative=None), problem="")
            yield _sum(clear, parts)


def _is_one_list(parts: Sequence[Bound]) -> bool:
    """True where the parts are of one kind: where the money comes from, or what it goes to."""
    sources = phrases("fund_sources")
    return len({part.statement.subject.words in sources for part in parts}) == 1


def _sum(whole: Bound, parts: Sequence[Bound]) -> Derived:
    tree = Sum(tuple((1, Operand(money(part))) for part in parts))
    return derive(whole, "sum", "told", judged(whole, tree))


def _parts(said: Sequence[Bound], measure: str) -> list[Bound] | None:
    """The first amount of each thing that is named; None where not all of them are certain."""
    own = [one for one in said if one.statement.measure == measure]
    if not all(one.is_clear and one.refs for one in own):
        return None
    parts = {one.refs: one for one in reversed(own)}
    return [*reversed(parts.values())] if len(parts) >= _FEWEST else None


def _amounts(tokens: Sequence[Token], amounts: dict[int, Bound]) -> list[Bound]:
    return [amounts[token.end] for token in tokens if token.is_number and token.end in amounts]


def _begins_clause(sentence: Sequence[Token], place: int) -> bool:
    return place > 0 and sentence[place - 1].kind in ("comma", "semicolon", "mark")


def _sentences(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    start = 0
    for place, token in enumerate(tokens):
        if token.kind == "stop":
            yield tokens[start:place]
            start = place + 1
    yield tokens[start:]
