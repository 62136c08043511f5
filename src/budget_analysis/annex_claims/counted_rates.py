"""Rates of things counted in the same sentence: 计划培训1250人，实际培训1200人，完成率96.00%."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .entered import Cell
from .known import World
from .phrases import ending, longest_first, only_allowed, spec, trimmed
from .prose import Numeral, Passage
from .tables import rate_of

_WHOLE = Fraction(100)
_WORD = 2
"""Characters of what a rate is a rate of: 合格 of 验收合格率."""


def judge_counted_rates(world: World, passage: Passage) -> None:
    """State of each rate what the two numbers right before it make.

    Both count the same thing in the same unit, one as planned or examined and one as done: nothing
    else stands between the beginning of the sentence, or the rate before, and this rate.
    """
    counted: list[Numeral] = []
    sentence = -1
    for numeral in passage.numerals:
        if numeral.clause.sentence != sentence:
            sentence, counted = numeral.clause.sentence, []
        if numeral.kind in ("count", "score"):
            counted.append(numeral)
        elif numeral.kind != "year":
            if numeral.kind == "percent" and len(counted) == 2:
                _judge(world, numeral, counted)
            counted = []


def _judge(world: World, rate: Numeral, counted: Sequence[Numeral]) -> None:
    own = rate.cell_in(world.ledger)
    if own is None or world.ledger.is_settled(own) or counted[0].unit != counted[1].unit:
        return
    for kind in spec("counted_rate"):
        name = ending(trimmed(rate.lead), longest_first(kind["rate"]))
        found: dict[str, tuple[Cell, Numeral, str]] = {}
        for numeral in counted:
            cell = numeral.cell_in(world.ledger)
            for role in ("whole", "part"):
                thing = _thing(world, numeral.before, kind[role])
                if thing is not None and cell is not None and cell.number is not None:
                    found.setdefault(role, (cell, numeral, thing))
                    break
        if name and len(found) == 2:
            (whole, _, planned), (part, numeral, done) = found["whole"], found["part"]
            is_of_this = kind["any_thing"] or name.removesuffix("率")[-_WORD:] in numeral.before
            if is_of_this and (planned.startswith(done) or done.startswith(planned)):
                # offices print 100 % where more was done than planned: that is no contradiction
                if own.known.value != _WHOLE or part.known.value <= whole.known.value:
                    world.ledger.state(own, "completion", rate_of([part], [whole]))
                return


def _thing(world: World, before: str, words: Sequence[str]) -> str | None:
    """What is counted, behind one of the words: 培训 of 全年计划培训; None without such a word."""
    for word in longest_first(words):
        lead, mark, thing = before.partition(word)
        if mark and only_allowed(lead, [world.department, *world.known]):
            return thing
    return None
