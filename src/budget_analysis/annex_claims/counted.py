"""What is counted and scored in one sentence: rates of two counts, a total score of several.

计划培训1250人，实际培训1200人，完成率96.00%. 综合得分67分，其中：产出指标（40分）得38分，效益指标（30分）得29分: what a number
says is read from the words between the number before and itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .. import terms
from ..relations.judging import judge
from ..relations.tree import HUNDRED
from ..verdicts import EQUAL
from .entered import Cell, together
from .phrases import ending, has_any, longest_first, only_allowed, phrases, said, spec, trimmed
from .prose import Numeral, Passage
from .tables import rate_of
from .world import World

_WORD = 2
"""Characters of what a rate is a rate of: 合格 of 验收合格率."""
_MARKS = "。,;:、()!?"
_FEWEST = 2


def judge_counted(world: World, passage: Passage) -> None:
    """State of each rate what the two numbers right before it make, of each total score its parts."""
    _judge_rates(world, passage)
    for run in _runs(world, passage):
        _judge_scores(world, _scores(world, passage, run))


# --- rates -----------------------------------------------------------------------------------------


def _judge_rates(world: World, passage: Passage) -> None:
    """Both numbers count the same thing in the same unit, one as planned or examined and one as done:
    nothing else stands between the beginning of the sentence, or the rate before, and this rate.
    """
    for sentence in passage.sentences:
        counted: list[Numeral] = []
        numerals = [one for clause in sentence for one in clause.numerals if one.kind != "year"]
        if any(one.unit == "年" for one in numerals):
            continue  # 三年计划新建30个，2024年实际新建10个: the plan of several years, and what one of them did
        for numeral in numerals:
            if numeral.kind in ("count", "score"):
                counted.append(numeral)
                continue
            if numeral.kind == "percent" and len(counted) == 2 and counted[0].unit == counted[1].unit:
                _judge_rate(world, numeral, counted)
            counted = []


def _judge_rate(world: World, rate: Numeral, counted: Sequence[Numeral]) -> None:
    own = rate.cell_in(world.ledger)
    if own is None or world.ledger.is_settled(own):
        return
    for kind in spec("counted_rate"):
        name = ending(trimmed(rate.lead), longest_first(kind["rate"]))
        found: dict[str, tuple[Cell, str, Numeral]] = {}
        for numeral in counted if name else ():
            things = {role: _thing(world, numeral.before, kind[role]) for role in ("whole", "part")}
            role = next((role for role, thing in things.items() if thing is not None), "")
            if role and (cell := numeral.cell_in(world.ledger)) is not None:
                found.setdefault(role, (cell, things[role] or "", numeral))
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


@dataclass(frozen=True)
class Score:
    """Points of a kind of indicators, or of all (`name` is empty); `full` could be had."""

    name: str
    cell: Cell
    full: Fraction = Fraction(0)
    is_waiting: bool = False
    """Points in brackets: those that were got follow."""

    @property
    def points(self) -> Fraction:
        return self.cell.known.value


def _judge_scores(world: World, scores: Sequence[Score]) -> None:
    """A total against the scores behind 其中, or right before it."""
    totals = [place for place, score in enumerate(scores) if not score.name]
    parts = [score for score in scores if score.name]
    is_behind = totals == [len(scores) - 1]
    is_told_once = len({part.name for part in parts}) == len(parts) >= _FEWEST
    if not totals or not (is_behind or totals == [*range(len(totals))]) or not is_told_once:
        return
    whole = scores[totals[-1]]
    tree = together([part.cell for part in parts])
    is_all = is_behind or sum(part.full for part in parts) == HUNDRED.value
    is_more = sum(part.points for part in parts) > whole.points
    is_sum = judge(tree, whole.cell.fact).verdict == EQUAL
    if (is_sum or is_all or is_more) and not world.ledger.is_settled(whole.cell):
        world.ledger.state(whole.cell, "sum", tree)


def _runs(world: World, passage: Passage) -> Iterator[list[tuple[Cell, str]]]:
    """Scores that stand together, each with the words between it and the number before."""
    run: list[tuple[Cell, str]] = []
    last = 0
    for numeral in passage.numerals:
        *ended, words = re.split("[。!?]", terms.fold(passage.text[last : numeral.start]))
        last = numeral.end
        cell = numeral.cell_in(world.ledger) if numeral.kind == "score" else None
        if cell is None or ended and not has_any(words, "of_which"):
            yield run
            run = []
        if cell is not None:
            run.append((cell, words))
    yield run


def _scores(world: World, passage: Passage, run: Sequence[tuple[Cell, str]]) -> list[Score]:
    """The scores of a run; empty where one of its numbers is something else."""
    scores: list[Score] = []
    for cell, words in run:
        for word in phrases("of_which"):
            words = words.rpartition(word)[2]
        text = words.strip(_MARKS)
        name = text.removesuffix(ending(text, phrases("points_got"))).strip(_MARKS)
        is_got = bool(text) and not name
        if is_got and scores and scores[-1].name and not scores[-1].full:
            scores[-1] = replace(scores[-1], cell=cell, full=scores[-1].points, is_waiting=False)
        elif _is_total(world, passage, text):
            scores.append(Score("", cell))
        elif name.endswith(phrases("score_parts")):
            scores.append(Score(name, cell, is_waiting=words.endswith("(")))
        else:
            return []
    return [] if any(score.is_waiting for score in scores) else scores


def _is_total(world: World, passage: Passage, words: str) -> bool:
    text = re.split(f"[{_MARKS}]", words)[-1]
    total, found = ending(text, phrases("totals")), said(text, "summary")
    before = text.removesuffix(total) if total else found.before
    return bool(total or found.certain == "score") and only_allowed(before, [passage.project, *world.speakers])
