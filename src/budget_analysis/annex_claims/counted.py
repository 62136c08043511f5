"""What is counted and scored in one sentence: rates of two counts, a total score of several.

计划培训1250人，实际培训1200人，完成率96.00%. 综合得分67分，其中：产出指标（40分）得38分，效益指标（30分）得29分: what a number
says is read from the words between the number before and itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile
from typing import NamedTuple

from .. import terms
from ..claims.results import FEWEST
from ..relations.judging import judge
from ..relations.tree import HUNDRED
from ..verdicts import EQUAL, UNCHECKED
from .entered import Cell, together
from .phrases import ending, has_any, longest_first, only_allowed, phrases, said, spec, trimmed
from .prose import Numeral, Passage
from .tables import rate_of
from .world import World

_WORD = 2
"""Characters of what a rate is a rate of: 合格 of 验收合格率."""
_MARKS = "。,;:、()!?"


def judge_counted(world: World, passage: Passage) -> None:
    """State of each rate what the two numbers right before it make, of each total score its parts.

    Both numbers count the same thing in the same unit, one as planned or examined and one as done:
    nothing else stands between the beginning of the sentence, or the rate before, and this rate.
    """
    for sentence in passage.sentences:
        numerals = [one for clause in sentence for one in clause.numerals if one.kind != "year"]
        # 三年计划新建30个，2024年实际新建10个: the plan of several years, and what one of them did
        rates = [] if any(one.unit == "年" for one in numerals) else [*enumerate(numerals)]
        for place, rate in rates:
            counted = [*takewhile(lambda one: one.kind in ("count", "score"), reversed(numerals[:place]))]
            if rate.kind == "percent" and len(counted) == 2 and counted[0].unit == counted[1].unit:
                _judge_rate(world, rate, counted[::-1])
    for scores in _runs(world, passage):
        _judge_scores(world, scores)


# --- rates -----------------------------------------------------------------------------------------


def _judge_rate(world: World, rate: Numeral, counted: Sequence[Numeral]) -> None:
    own = rate.read
    if own is None or world.ledger.verdicts(own) - {UNCHECKED}:
        return
    for kind in spec("counted_rate"):
        name = ending(trimmed(rate.lead), longest_first(kind["rate"]))
        found: dict[str, tuple[Cell, str, Numeral]] = {}
        for numeral in counted if name else ():
            things = ((role, _thing(world, numeral.before, kind[role])) for role in ("whole", "part"))
            role, thing = next((one for one in things if one[1] is not None), ("", None))
            if thing is not None and numeral.read is not None:
                found.setdefault(role, (numeral.read, thing, numeral))
        if len(found) == 2:
            (whole, planned, _), (part, done, last) = found["whole"], found["part"]
            is_of_this = kind["any_thing"] or name.removesuffix("率")[-_WORD:] in last.before
            if is_of_this and (planned.startswith(done) or done.startswith(planned)):
                # offices print 100 % where more was done than planned: that is no contradiction
                if own.known.value != HUNDRED.value or part.known.value <= whole.known.value:
                    world.ledger.state(own, "completion", rate_of([part], [whole]))
                return


def _thing(world: World, before: str, words: Sequence[str]) -> str | None:
    """What is counted, behind one of the words: 培训 of 全年计划培训; None without such a word."""
    parted = (before.partition(word) for word in longest_first(words))
    return next((thing for lead, mark, thing in parted if mark and only_allowed(lead, world.speakers)), None)


# --- scores ----------------------------------------------------------------------------------------


class Score(NamedTuple):
    """Points of a kind of indicators, or of all (`name` is empty, None for any other number); `full` could be had."""

    name: str | None
    cell: Cell
    full: Fraction = Fraction(0)
    is_waiting: bool = False
    """Points in brackets: those that were got follow."""


def _judge_scores(world: World, scores: Sequence[Score]) -> None:
    """A total against the scores behind 其中, or right before it."""
    totals = [place for place, score in enumerate(scores) if not score.name]
    parts = [score for score in scores if score.name]
    is_behind = totals == [len(scores) - 1]
    is_told_once = len({part.name for part in parts}) == len(parts) >= FEWEST
    is_clear = all(score.name is not None and not score.is_waiting for score in scores)
    if not totals or not (is_behind or totals == [*range(len(totals))]) or not is_told_once or not is_clear:
        return
    whole = scores[totals[-1]].cell
    tree = together([part.cell for part in parts])
    is_all = is_behind or sum(part.full for part in parts) == HUNDRED.value
    is_more = sum(part.cell.known.value for part in parts) > whole.known.value
    if (is_all or is_more or judge(tree, whole.fact).verdict == EQUAL) and not world.ledger.verdicts(whole) - {UNCHECKED}:
        world.ledger.state(whole, "sum", tree)


def _runs(world: World, passage: Passage) -> Iterator[list[Score]]:
    """Scores that stand together, each by the words between it and the number before."""
    run: list[Score] = []
    last = 0
    for numeral in passage.numerals:
        *ended, words = re.split("[。!?]", terms.fold(passage.text[last : numeral.start]))
        last = numeral.end
        cell = numeral.read if numeral.kind == "score" else None
        if cell is None or ended and not has_any(words, "of_which"):
            yield run
            run = []
        if cell is None:
            continue
        words = re.split("|".join(phrases("of_which")), words)[-1]
        text = words.strip(_MARKS)
        name = text.removesuffix(ending(text, phrases("points_got"))).strip(_MARKS)
        if text and not name and run and run[-1].name and not run[-1].full:
            run[-1] = Score(run[-1].name, cell, run[-1].cell.known.value)
        elif _is_total(world, passage, text):
            run.append(Score("", cell))
        else:
            run.append(Score(name if name.endswith(phrases("score_parts")) else None, cell, is_waiting=words.endswith("(")))
    yield run


def _is_total(world: World, passage: Passage, words: str) -> bool:
    text = re.split(f"[{_MARKS}]", words)[-1]
    total, found = ending(text, phrases("totals")), said(text, "summary")
    before = text.removesuffix(total) if total else found.before
    return bool(total or found.certain == "score") and only_allowed(before, [passage.project, *world.speakers])
