"""Scores of one passage: a total score against the scores of its kinds of indicators.

Points follow each other: 综合得分67分，其中：产出指标（40分）得38分，效益指标（30分）得29分. What a number says is
read from the words between the number before and itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .. import terms
from ..terms import plain
from ..relations.judging import judge
from ..relations.tree import add
from ..verdicts import EQUAL
from .entered import Cell
from .known import World
from .phrases import has_any, phrases
from .prose import Clause, Numeral, Passage, only_allowed, phrase_before

_MARKS = "。,;:、()!?"
_GOT = re.compile(r"(?P<name>.*?)(?:自评|实际|实)?(?:得分|得)?(?:为|是|:)?")
_FEWEST = 2
_FULL = Fraction(100)


@dataclass(frozen=True)
class Score:
    """Points of a kind of indicators, or of all (`name` is empty)."""

    name: str
    cell: Cell
    full: Fraction | None = None
    """The points that could be had, where they are told."""

    @property
    def points(self) -> Fraction:
        return self.cell.known.value


def judge_score_totals(world: World, passage: Passage, clauses: Sequence[Clause]) -> None:
    """State of each total what the scores behind 其中, or right before it, make together."""
    for run in _runs(passage, clauses):
        scores = _scores(world, passage, run)
        totals = [place for place, score in enumerate(scores) if not score.name]
        is_behind = totals == [len(scores) - 1]
        if not scores or not (is_behind or totals == [*range(len(totals))] != []):
            continue
        whole = scores[totals[-1]]
        parts = [score for score in scores if score.name]
        is_told_once = len({part.name for part in parts}) == len(parts)
        if len(parts) < _FEWEST or not is_told_once or world.ledger.is_settled(whole.cell):
            continue
        tree = add([part.cell.fact for part in parts])
        is_all = is_behind or sum(part.full or 0 for part in parts) == _FULL
        is_more = sum(part.points for part in parts) > whole.points
        if is_all or is_more or judge(tree, whole.cell.fact).verdict == EQUAL:
            world.ledger.state(whole.cell, "sum", tree)


def _runs(passage: Passage, clauses: Sequence[Clause]) -> Iterator[list[tuple[Numeral, str]]]:
    """Scores that stand together, each with the words between it and the number before."""
    run: list[tuple[Numeral, str]] = []
    last = 0
    for numeral in (numeral for clause in clauses for numeral in clause.numerals):
        words = terms.fold(plain(passage.text[last : numeral.start]))
        last = numeral.end
        sentence = re.split("[。!?]", words)[-1]
        is_new = sentence != words and not has_any(sentence, "of_which")
        if run and (is_new or numeral.kind != "score"):
            yield run
            run = []
        if numeral.kind == "score":
            run.append((numeral, sentence))
    if run:
        yield run


def _scores(world: World, passage: Passage, run: Sequence[tuple[Numeral, str]]) -> list[Score]:
    """The scores of a run; empty where one of its numbers is something else."""
    scores: list[Score] = []
    waiting: tuple[str, Numeral] | None = None
    for place, (numeral, words) in enumerate(run):
        cell = world.ledger.at(passage, numeral.end)
        words = _without_lead(words)
        is_bracket = words.endswith("(")
        words = words.strip(_MARKS)
        follows = run[place + 1][1].lstrip(_MARKS) if place + 1 < len(run) else ""
        if cell is None or cell.number is None:
            return []
        if waiting is not None:
            if not _is_got(words):
                return []
            scores.append(Score(waiting[0], cell, _points(waiting[1])))
            waiting = None
        elif _is_total(world, passage, words):
            scores.append(Score("", cell))
        else:
            match = _GOT.fullmatch(words)
            name = match["name"].strip(_MARKS) if match else ""
            if not name.endswith(phrases("score_parts")):
                return []
            if is_bracket or name == words and _is_got(follows):
                waiting = (name, numeral)
            else:
                scores.append(Score(name, cell))
    return scores if waiting is None else []


def _without_lead(words: str) -> str:
    """The words without what opens the list of parts."""
    for word in phrases("of_which"):
        words = words.rpartition(word)[2] if word in words else words
    return words


def _is_got(words: str) -> bool:
    match = _GOT.fullmatch(words.strip(_MARKS))
    return bool(words) and match is not None and not match["name"]


def _is_total(world: World, passage: Passage, words: str) -> bool:
    text = re.split(f"[{_MARKS}]", words)[-1]
    names = [passage.project, world.department, *world.known]
    total = next((word for word in phrases("totals") if text.endswith(word)), "")
    found = phrase_before(text, "summary")
    before = text.removesuffix(total) if total else found[1] if found and found[0] == "score" and found[2] else None
    return before is not None and only_allowed(before, names)


def _points(numeral: Numeral) -> Fraction | None:
    number = numeral.value().number
    return number.value if number is not None else None
