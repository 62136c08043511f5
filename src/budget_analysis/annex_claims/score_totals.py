"""Scores of one passage: a total score against the scores of its kinds of indicators.

Points follow each other: 综合得分67分，其中：产出指标（40分）得38分，效益指标（30分）得29分. What a number says is
read from the words between the number before and itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .. import terms
from ..relations.judging import judge
from ..terms import plain
from ..verdicts import EQUAL
from .entered import Cell, together
from .known import World
from .phrases import ending, has_any, only_allowed, phrases, said
from .prose import Passage

_MARKS = "。,;:、()!?"
_GOT = re.compile(r"(?P<name>.*?)(?:自评|实际|实)?(?:得分|得)?(?:为|是|:)?")
_FEWEST = 2
_FULL = Fraction(100)


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


def judge_score_totals(world: World, passage: Passage) -> None:
    """State of each total what the scores behind 其中, or right before it, make together."""
    for run in _runs(world, passage):
        scores = _scores(world, passage, run)
        totals = [place for place, score in enumerate(scores) if not score.name]
        parts = [score for score in scores if score.name]
        is_behind = totals == [len(scores) - 1]
        is_told_once = len({part.name for part in parts}) == len(parts) >= _FEWEST
        if not totals or not (is_behind or totals == [*range(len(totals))]) or not is_told_once:
            continue
        whole = scores[totals[-1]]
        tree = together([part.cell for part in parts])
        is_all = is_behind or sum(part.full for part in parts) == _FULL
        is_more = sum(part.points for part in parts) > whole.points
        is_sum = judge(tree, whole.cell.fact).verdict == EQUAL
        if (is_sum or is_all or is_more) and not world.ledger.is_settled(whole.cell):
            world.ledger.state(whole.cell, "sum", tree)


def _runs(world: World, passage: Passage) -> Iterator[list[tuple[Cell, str]]]:
    """Scores that stand together, each with the words between it and the number before."""
    run: list[tuple[Cell, str]] = []
    last = 0
    for numeral in passage.numerals:
        words = terms.fold(plain(passage.text[last : numeral.start]))
        last = numeral.end
        sentence = re.split("[。!?]", words)[-1]
        is_new = sentence != words and not has_any(sentence, "of_which")
        cell = numeral.cell_in(world.ledger) if numeral.kind == "score" else None
        if is_new or cell is None or cell.number is None:
            yield run
            run = []
        if cell is not None and cell.number is not None:
            run.append((cell, sentence))
    yield run


def _scores(world: World, passage: Passage, run: Sequence[tuple[Cell, str]]) -> list[Score]:
    """The scores of a run; empty where one of its numbers is something else."""
    scores: list[Score] = []
    for cell, words in run:
        for word in phrases("of_which"):
            words = words.rpartition(word)[2]
        text = words.strip(_MARKS)
        match = _GOT.fullmatch(text)
        name = match["name"].strip(_MARKS) if match else ""
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
    names = [passage.project, world.department, *world.known]
    total, found = ending(text, phrases("totals")), said(text, "summary")
    before = text.removesuffix(total) if total else found.before
    return bool(total or found.certain == "score") and only_allowed(before, names)
