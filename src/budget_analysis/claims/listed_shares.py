"""Shares of which no whole is told: of the sum of the amounts beside them, where that shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..relations.tree import Operand, add, percent
from ..sentences.wholes import NOT_SAID
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .binding import Bound, money
from .results import CONFIRMED, FEWEST, Result, is_telling, judged
from .shares_beside import amount_before



def settle_listed(bound: Sequence[Bound], results: Sequence[Result]) -> list[Result]:
    """Shares of a list under no told whole (事业费拨款2344.00万元，占46.7%；…): each of all its amounts.

    Two or more fit the sum of the amounts to three digits: then the list is a whole one, and what
    does not fit contradicts it. A list that tells only some parts of its whole fits nowhere.
    """
    settled = list(results)
    for places in _lists(bound, results):
        parts = [_own_amount(bound[place], bound) for place in places]
        amounts = [money(part) for part in parts if part is not None]
        if len({amount.id for amount in amounts}) < len(places) or len(places) < FEWEST:
            continue
        whole = add(amounts)
        found = [judged(bound[place], percent(Operand(amount), whole)) for place, amount in zip(places, amounts, strict=True)]
        fitting = [one for place, one in zip(places, found, strict=True) if one.verdict == EQUAL and is_telling(bound[place].statement.printed)]
        if len(fitting) < FEWEST:
            continue
        for place, one in zip(places, found, strict=True):
            if one.verdict in (EQUAL, DIFFERS):
                settled[place] = replace(one, reading=CONFIRMED)
    return settled


def _lists(bound: Sequence[Bound], results: Sequence[Result]) -> Iterator[list[int]]:
    """Runs of shares, one behind the other in a section, of none of which the whole is told."""
    run: list[int] = []
    shares = sorted((place for place, one in enumerate(bound) if one.statement.kind == "share"), key=lambda place: bound[place].place)
    for place in shares:
        entry = bound[place]
        is_open = results[place].verdict == UNCHECKED and _is_without_whole(results[place]) and _own_amount(entry, bound) is not None
        if run and (not is_open or bound[run[-1]].statement.section != entry.statement.section):
            yield run
            run = []
        run += [place] if is_open else []
    yield run


def _is_without_whole(result: Result) -> bool:
    return result.note == NOT_SAID


def _own_amount(entry: Bound, bound: Sequence[Bound]) -> Bound | None:
    """The amount of the part, where it is clear."""
    last = amount_before(entry, bound)
    return last if last is not None and last.statement.kind == "amount" and last.is_clear else None
