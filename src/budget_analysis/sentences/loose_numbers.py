"""What stands beside a number and changes what it tells: a unit that is printed behind the next one alone, about so much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..amounts import FEN_PER_UNIT
from .tokens import MARKS, Token
from .walks import place_of, token_at, up_to
from .words import group

_NAMING = ("actual", "total", "harmless", "up", "down")
_RATED = (*_NAMING, "share", "completion", "reach")


def plain(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with 收入476.17、支出总计460.06万元 as two amounts, and 超 before a number (降幅超20%) as no direction."""
    return _without_limits(_with_units(tokens))


def _with_units(tokens: Sequence[Token]) -> list[Token]:
    """A number without a decimal point may count anything."""
    told = list(tokens)
    for place in range(len(told) - 1, -1, -1):
        if told[place].kind == "bare" and "." in told[place].text and (unit := _unit_behind(told, place)):
            told[place] = replace(told[place], kind="money", text=told[place].text + unit)
            told[place + 1] = replace(told[place + 1], kind="comma")  # as behind any amount
    return told


def _unit_behind(tokens: Sequence[Token], place: int) -> str:
    """The unit of the amount behind the next name; empty where no name stands before each of the two."""
    before, mark = token_at(tokens, place - 1), token_at(tokens, place + 1)
    if not (before.is_name or before.kind in _NAMING) or mark.text not in group("parting"):
        return ""
    behind = up_to(tokens, place + 2, "comma", "mark", "semicolon", "stop", "colon", "open")
    number = next((at for at, token in enumerate(behind) if token.is_number), 0)
    between = behind[:number]
    if not between or behind[number].kind != "money" or not all(token.is_name or token.kind in _NAMING for token in between):
        return ""
    return next((unit for unit in sorted(FEN_PER_UNIT, key=len, reverse=True) if behind[number].text.endswith(unit)), "")


def _without_limits(tokens: Sequence[Token]) -> list[Token]:
    """超年初预算20% tells a direction; 占比超30% does not."""
    return [
        replace(token, kind="harmless") if token.kind == "over" and token.text in group("nearly") and token_at(tokens, place - 1).kind in _RATED and token_at(tokens, place + 1).is_number else token
        for place, token in enumerate(tokens)
    ]  # fmt: skip


def is_about(tokens: Sequence[Token], number: Token) -> bool:
    """约20%, 近30.00万元, 25%左右: True for a number that its words do not tell to the digit."""
    place = place_of(tokens, number) if number.is_number else 0
    before, behind = token_at(tokens, place - 1), token_at(tokens, place + 1)
    is_over = before.kind == "over" and token_at(tokens, place - 2).kind not in MARKS  # 比预算超5.00万元; …占46.90%，超1560亿元 may tell an amount
    is_or_so = behind.kind not in ("up", "down") and behind.start == number.end and behind.text.startswith(group("or_so"))
    return is_or_so or not is_over and before.text.endswith(group("nearly"))
