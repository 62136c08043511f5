"""What stands beside a number and changes what it tells: a unit that is printed behind the next one alone, about so much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .tokens import MARKS, Token, in_unit_of
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
        if told[place].kind == "bare" and "." in told[place].text and (behind := _amount_behind(told, place)) is not None:
            told[place] = in_unit_of(told[place], behind)
            told[place + 1] = replace(told[place + 1], kind="comma")  # as behind any amount
    return told


def _amount_behind(tokens: Sequence[Token], place: int) -> Token | None:
    """The amount behind the next name; None where no name stands before each of the two."""
    before, mark = token_at(tokens, place - 1), token_at(tokens, place + 1)
    behind = up_to(tokens, place + 2, "comma", "mark", "semicolon", "stop", "colon", "open")
    number = next((at for at, token in enumerate(behind) if token.is_number), 0)
    between = behind[:number]
    is_named = all(token.is_name or token.kind in _NAMING for token in (before, *between))
    return behind[number] if is_named and between and mark.text in group("parting") and behind[number].kind == "money" else None


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
