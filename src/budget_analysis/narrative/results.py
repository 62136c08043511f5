"""What recomputing a statement gave, and statements that follow from several others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..amounts import FEN_PER_UNIT, Interval
from ..verdicts import Judgement, judge
from .binding import Bound

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Result:
    """What recomputing a statement gave; no judgement for a datum."""

    judgement: Judgement | None
    formula: str = ""
    operands: tuple[str, ...] = ()
    reading: str = ""
    """`confirmed` where the words are not certain but the number fits them, `suspect` where it does not."""


@dataclass(frozen=True)
class Derived:
    """A further statement of a number that has already been read."""

    bound: Bound
    result: Result


def derive(entry: Bound, kind: str, name: str, result: Result) -> Derived:
    """A statement of another kind at the place of `entry`; `name` tells it from others there."""
    statement = replace(entry.statement, kind=kind, remarks=())
    return Derived(replace(entry, claim_id=f"{entry.claim_id}.{name}", statement=statement), result)


def letter(position: int) -> str:
    """a … z, then a2 … z2 and so on."""
    turn, place = divmod(position, len(_LETTERS))
    return _LETTERS[place] + (str(turn + 1) if turn else "")


def letters(operands: Sequence[object]) -> str:
    """`a+b+c` for as many operands."""
    return "+".join(letter(position) for position in range(len(operands)))


def judge_money(whole: Bound, value: Fraction, computed: Interval) -> Judgement:
    """A printed amount against a result in 万元, in the unit of the print."""
    assert whole.number is not None
    scale = FEN_PER_UNIT["万元"] / FEN_PER_UNIT[whole.statement.unit]
    return judge(whole.number, value * scale, computed.scaled(scale))
