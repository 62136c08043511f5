"""Shares of which no whole is told: of the sum of the amounts beside them, where that shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..relations.tree import Operand, add, percent
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .binding import Bound, money
from .results import CONFIRMED, FEWEST, Derived, Result, judged
from .shares_beside import fits_behind, own_amount


def settle_listed(told: Sequence[Derived]) -> list[Derived]:
    """Shares of a list under no told whole, or under one that none of them fits (事业费拨款2344.00万元，占46.7%；…): each of all its amounts.

    Two or more fit the sum of the amounts to three digits: then the list is a whole one, and what
    does not fit contradicts it. So it is where all of three or more fit, one of them to three digits. A list that tells only some parts of its whole fits nowhere.
    """
    bound = [one.bound for one in told]
    settled: dict[str, Result] = {}
    for shares in _lists(told, bound):
        parts = [own_amount(share, bound) for share in shares]
        amounts = [money(part) for part in parts if part is not None]
        if len({amount.id for amount in amounts}) < len(shares) or len(shares) < FEWEST:
            continue
        whole = add(amounts)
        found = [Derived(share, judged(share, percent(Operand(amount), whole))) for share, amount in zip(shares, amounts, strict=True)]
        if any(one.result.verdict == DIFFERS and fits_behind(one.bound, amount, bound) for one, amount in zip(found, amounts, strict=True)):
            continue
        telling, fitting = sum(one.is_telling for one in found), sum(one.result.verdict == EQUAL for one in found)
        if telling >= FEWEST or telling and fitting == len(found) > FEWEST:
            settled |= {one.bound.claim_id: replace(one.result, reading=CONFIRMED) for one in found if one.result.verdict in (EQUAL, DIFFERS)}
    return [replace(one, result=settled.get(one.bound.claim_id, one.result)) for one in told]


def _lists(told: Sequence[Derived], bound: Sequence[Bound]) -> Iterator[list[Bound]]:
    """Runs of shares, one behind the other in a section, of none of which the whole is named or told for certain."""
    run: list[Bound] = []
    has_settled = False
    for one in sorted((one for one in told if one.bound.statement.kind == "share"), key=lambda one: one.bound.place):
        share = one.bound
        is_open = (one.result.verdict == UNCHECKED or one.result.reading == CONFIRMED) and not share.statement.is_base_named and own_amount(share, bound) is not None
        is_settled = one.result.verdict != UNCHECKED
        is_apart = bool(run) and run[-1].statement.block != share.statement.block and (has_settled or is_settled)  # what is settled is a list with those of its own paragraph alone
        if run and (not is_open or is_apart or run[-1].statement.section != share.statement.section):
            yield run
            run, has_settled = [], False
        run += [share] if is_open else []
        has_settled = has_settled or is_open and is_settled
    yield run
