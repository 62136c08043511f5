"""A budget or an actual amount of zero, told without a unit or in words: 年初预算为0，支出决算为零; 年初未安排预算.

It becomes an amount of money as any other, so that what is told beside it is held against a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .tokens import MARKS, NAMES, Token
from .walks import back_to, nearest_but, token_at
from .words import group

_UNIT = "万元"
_TOLD_OF = ("budget", "actual")
_BETWEEN = ("harmless", "each")
_EXPLAINING = ("reason", "point", "purpose")


def told_as_money(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with such zeros as money."""
    told = [_as_money(token) if _is_zero(tokens, place) else token for place, token in enumerate(tokens)]
    place = 0
    while place < len(told):
        said, taken = _without_budget(told, place)
        told[place : place + taken] = said
        place += max(1, len(said))
    return told


def _as_money(token: Token) -> Token:
    """Its unit makes no difference to a zero; where none is printed, it is that of all amounts of an account."""
    return replace(token, kind="money", text=token.text + ("" if token.text.endswith("元") else _UNIT))


def _is_zero(tokens: Sequence[Token], place: int) -> bool:
    """True for a zero between the name of a budget or of an actual amount and the end of the clause."""
    if tokens[place].text not in group("zeros") or tokens[place].kind not in ("bare", "other") or not _is_end(tokens, place + 1):
        return False
    return nearest_but(tokens, place, *_BETWEEN).kind in _TOLD_OF


def _without_budget(tokens: Sequence[Token], place: int) -> tuple[list[Token], int]:
    """年初未安排预算 and 无年初预算, a clause of their own: the budget and its zero, and how many tokens they stand for.

    Within a reason nothing is told: there they may speak of a part of the money.
    """
    kept = [tokens[place]], 1
    is_inside = token_at(tokens, place - 1).kind not in ("", *MARKS, *NAMES)
    if is_inside or any(token.kind in _EXPLAINING for token in back_to(tokens, place, "stop")):
        return kept
    here = tokens[place : place + 3]
    if len(here) == 3 and here[0].text in group("initial"):
        name, nothing, budget = here
    elif len(here) > 1 and here[0].kind == "budget":
        (budget, nothing), name = here[:2], here[0]
    elif len(here) > 1:
        (nothing, budget), name = here[:2], here[1]
    else:
        return kept
    taken = 3 if name not in (budget, nothing) else 2
    is_initial = budget.kind == "budget" and (budget.value == "budget" or name is not budget and budget.value == "any_budget")
    if nothing.text not in group("nothing") or not is_initial or not _is_end(tokens, place + taken):
        return kept
    return [replace(budget, value="budget"), replace(nothing, kind="money", text=nothing.text + _UNIT)], taken


def _is_end(tokens: Sequence[Token], place: int) -> bool:
    return token_at(tokens, place).kind in ("", *MARKS)
