"""What sentences of the annexes derive from their own numbers: rates, changes, shares and sums of what they name or count.

The engine of the account's prose reads each passage by itself, and tells which amounts belong together.
Its subjects are the projects that the document names, and whatever else a sentence speaks of; no form is
asked. Where a table or another statement of the annexes has settled a number already, that verdict stands.
What is counted and scored is read from the words between the number before and itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import takewhile
from typing import NamedTuple

from .. import terms
from ..claims.bases import RECEIVED
from ..claims.binding import Bound, money
from ..claims.passages import read_once
from ..claims.prose import judge_statements
from ..claims.recompute import RATES
from ..claims.results import FEWEST, SUSPECT, Derived, Result, derive, judged
from ..claims.told_lists import lists_of
from ..facts import Forms
from ..relations.judging import judge
from ..relations.tree import HUNDRED, add, with_facts
from ..sentences import Setting, Token, Topic, Word
from ..sentences.statements import told_as
from ..sentences.walks import find_back, up_to
from ..sentences.words import BUDGETS, group
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import Cell, together
from .layout import subject
from .names import ProjectNames
from .phrases import ending, longest_first, meanings, only_allowed, phrases, said, spec, trimmed
from .prose import Numeral, Passage
from .tables import rate_of
from .world import World

_DERIVED = (*RATES, "change", "sum")
"""Kinds that follow from other numbers of the passage."""
_UNNAMED = "sentence"
"""What a passage speaks of that names nothing: 预算40.00万元，实际支付30.00万元."""
_WORD = 2
"""Characters of what a rate is a rate of: 合格 of 验收合格率."""
_MARKS = "。,;:、()!?"
_QUOTED = re.compile("(?:重点)?(?:项目)?“[^”]{2,40}”(?:项目)?")
"""The name of a project before its score: 重点项目“智库建设”自评总分91.5分."""


def known_words(names: ProjectNames, department: str) -> list[Word]:
    """The projects as words, the department, and what the engine knows in the annexes only."""
    named = {terms.fold(name): name for name in (*phrases("fund_sources"), *names.known.values())}
    words = [Word(text, "subject", "", told_as(subject(name)).refs) for text, name in named.items()]
    for kind in spec("engine"):
        words += [Word(text, kind, value) for text, value in meanings("engine", kind).items()]
    return [*words, Word(terms.fold(department), "own")]


def judge_passage(world: World, passage: Passage) -> None:
    """State what follows from the numbers of a passage, where nothing else has settled it.

    Its project, or that which …绩效自评综述： names, is what is spoken of until another is named.
    """
    if not any(token.is_number for token in passage.tokens):
        return
    head = passage.clauses[0]
    tokens = [token for token in passage.tokens if not head.head or token.start > head.end]
    topic = Topic(subject=told_as(subject(head.head or passage.project or _UNNAMED)), is_carried=True)
    setting = Setting(0, passage.section, world.department, world.ledger.fiscal_year)
    told = judge_statements(read_once(tokens, setting, topic)[0], Forms.none())
    told = [_without_rest(one, told, tokens) for one in told]
    told += _add_up(tokens, [one.bound for one in told])
    entered = {numeral.end: numeral.entered for numeral in passage.numerals}
    cells = {one.bound.claim_id: entered.get(one.bound.statement.end) for one in told}
    for one in told:
        _state(world, passage, one, cells)
    _judge_counted(world, passage)


# --- rates -----------------------------------------------------------------------------------------


def _without_rest(one: Derived, told: Sequence[Derived], tokens: Sequence[Token]) -> Derived:
    """A rate of a budget that no word names may be one of any money told beside it.

    It differs only where no other money stands in its sentence since the last rate: 会议费预算5.00万元，
    合计15.00万元，实际支出12.00万元，执行率80.00% is not said of 会议费.
    """
    statement = one.bound.statement
    is_loose = statement.kind == "completion" and statement.measure in ("any_budget", "receipt")
    if not is_loose or one.result.verdict != DIFFERS:
        return one
    operands = set(one.result.operands)
    named = {other.bound.claim_id: other.bound for other in told}
    rated = {other.refs for other in named.values() if other.statement.kind == "completion" and other.is_clear}
    settled = {
        other.statement.end for name, other in named.items()
        if name in operands or _is_settled(other, one.bound) or other.refs in rated - {one.bound.refs}
    }  # fmt: skip
    before = [token for token in tokens if token.end < statement.end]
    first = min(named[name].statement.end for name in operands)
    last = find_back(before, sum(token.end < first for token in before), "percent", "semicolon", "stop")
    run = before[max(last, 0) :]
    for lead, token in zip(["", *(token.text for token in run)], run, strict=False):
        if token.kind == "money" and token.end not in settled and lead not in phrases("left_over"):
            note = "other money stands beside it, of which it may be a rate"
            return replace(one, result=Result(Judgement(UNCHECKED, note=note), reading=SUSPECT))
    return one


def _is_settled(other: Bound, rate: Bound) -> bool:
    """True for another budget of the same subject, and for the difference to one."""
    is_budget = other.statement.measure in (*BUDGETS, RECEIVED) and other.refs == rate.refs
    return other.is_clear and (is_budget or other.statement.kind == "change")


def _state(world: World, passage: Passage, one: Derived, cells: Mapping[str, Cell | None]) -> None:
    """Enter a statement whose numbers the passage tells, and which nothing else has settled."""
    ledger, statement, result = world.ledger, one.bound.statement, one.result
    cell, operands = cells[one.bound.claim_id], [cells.get(name) for name in result.operands]
    if cell is None or result.judgement is None or statement.kind not in _DERIVED or None in operands:
        return
    told = ledger.verdicts(cell)
    is_open = not told - {UNCHECKED}
    # where an amount is not that of the table, a rate of the two that are told is not wrong as well
    is_acquitted = statement.kind == "completion" and not passage.kind and result.holds and not told & {EQUAL, result.verdict}
    is_acquitted = is_acquitted and all(one and ledger.verdicts(one) for one in operands)
    if not (is_open or is_acquitted) or result.verdict == UNCHECKED and (told or result.reading != SUSPECT):
        return
    named = statement.subject.words or next((ref.removeprefix("told/") for ref in one.bound.refs), _UNNAMED)
    if result.tree is not None:
        own = {name: found.fact for name, found in zip(result.operands, operands, strict=True) if found}
        result = replace(result, tree=with_facts(result.tree, lambda fact: own[fact.id]))
    ledger.forget(cell)
    path = subject(passage.section, named, statement.kind) if is_open else cell.subject
    ledger.enter(replace(cell, subject=path), statement.kind, result)


# --- sums ------------------------------------------------------------------------------------------


def _add_up(tokens: Sequence[Token], bound: Sequence[Bound]) -> Iterator[Derived]:
    """One statement per whole whose parts are told for certain: before them (其中), or as their total behind them (合计).

    Parts behind 其中 may leave something out: more than the whole contradicts it, less does not. Behind words
    that promise all parts (具体为), and before 合计, they are all.
    """
    for told in lists_of(bound, Forms.none(), reach=1):
        whole = told.whole
        first = {part.refs: part for part in reversed(told.parts)}
        parts = [*reversed(first.values())]
        is_certain = all(part.is_clear and part.refs for part in told.parts) and whole.refs not in first
        if len(parts) < FEWEST or not is_certain:
            continue
        if told.is_closing:
            # 合计 begins the clause of a total, and its own sentence tells the parts
            begin = next(token for token in tokens if token.start >= whole.statement.start)
            is_here = all(part.statement.sentence == whole.statement.sentence for part in told.parts)
            if is_here and begin.text in phrases("total_behind"):
                yield _sum(whole, parts)
            continue
        listed, opening = _behind_opening(tokens, parts[-1].statement.end)
        if not opening or any(token.text in phrases("picking_out") for token in listed):
            continue
        # a second list may follow the first: 其中财政拨款80.00万元、自筹资金20.00万元，设备购置60.00万元
        leads = [_sum(whole, parts[:count]) for count in range(FEWEST, len(parts) + 1)]
        total = next((lead for lead in leads if lead.result.verdict == EQUAL), leads[-1])
        is_more = sum(money(part).known.value for part in parts) > money(whole).known.value
        # the parts are of one kind: where the money comes from, or what it goes to
        is_one_list = len({part.statement.subject.words in phrases("fund_sources") for part in parts}) == 1
        if total.result.verdict == DIFFERS and (beside := _sum_beside(whole, parts, bound)) is not None:
            yield beside
        elif total.result.verdict != DIFFERS or (opening in phrases("complete_lists") or is_more) and is_one_list:
            yield total


def _sum_beside(whole: Bound, parts: Sequence[Bound], bound: Sequence[Bound]) -> Derived | None:
    """预算266.00万元，执行数234.00万元，其中财政拨款190.00万元，上年结转76.00万元: what they make is told just before their whole."""
    here = whole.statement.told_in
    before = (one for one in bound if one.statement.told_in == here and one.place < whole.place)
    told = (one for one in before if one.statement.kind == "amount" and one.is_clear and one.fact is not None)
    return next((made for one in told if (made := _sum(one, parts)).result.verdict == EQUAL), None)


def _behind_opening(tokens: Sequence[Token], end: int) -> tuple[Sequence[Token], str]:
    """What the sentence of a number tells behind 其中, and this word; nothing where it stands twice."""
    begin = find_back(tokens, sum(token.end <= end for token in tokens), "stop") + 1
    sentence = up_to(tokens, begin, "stop")
    opens = [place for place, token in enumerate(sentence) if token.kind == "scope"]
    return (sentence[opens[0] :], sentence[opens[0]].text) if len(opens) == 1 else ((), "")


def _sum(whole: Bound, parts: Sequence[Bound]) -> Derived:
    return derive(whole, "sum", "told", judged(whole, add([money(part) for part in parts])))


# --- what is counted --------------------------------------------------------------------------------


def _judge_counted(world: World, passage: Passage) -> None:
    """State of each rate what the two numbers right before it make, of each total score its parts.

    计划培训1250人，实际培训1200人，完成率96.00%. 综合得分67分，其中：产出指标（40分）得38分，效益指标（30分）得29分.
    Both numbers count the same thing in the same unit, one as planned or examined and one as done:
    nothing else stands between the beginning of the sentence, or the rate before, and this rate.
    """
    for sentence in passage.sentences:
        numerals = [one for clause in sentence for one in clause.numerals if one.kind != "year"]
        # 三年计划新建30个，2024年实际新建10个: the plan of several years, and what one of them did
        is_of_years = any(one.unit == "年" for one in numerals)
        for place in [place for place, one in enumerate(numerals) if one.kind == "percent" and not is_of_years]:
            near = reversed(numerals[max(place - 3, 0) : place])
            counted = [*takewhile(lambda one: one.kind in ("count", "score"), near)][::-1]
            if len(counted) == 2 and counted[0].unit == counted[1].unit:
                _judge_rate(world, numerals[place], counted)
    for scores in _runs(world, passage):
        _judge_scores(world, scores)


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
    """Points of a kind of indicators, or of all (`name` is empty, None for any other number)."""

    name: str | None
    cell: Cell
    full: Fraction | None = Fraction(0)
    """What could be had, where brackets told it before; None for these points in brackets: those that were got follow."""


def _judge_scores(world: World, scores: Sequence[Score]) -> None:
    """A total against the scores behind 其中, or right before it."""
    totals = [place for place, score in enumerate(scores) if not score.name]
    parts = [score for score in scores if score.name]
    is_behind = totals == [len(scores) - 1]
    is_told_once = len({part.name for part in parts}) == len(parts) >= FEWEST
    is_clear = all(score.name is not None and score.full is not None for score in scores)
    if not totals or not (is_behind or totals == [*range(len(totals))]) or not is_told_once or not is_clear:
        return
    whole = scores[totals[-1]].cell
    tree = together([part.cell for part in parts])
    is_all = is_behind or sum(part.full or 0 for part in parts) == HUNDRED.value
    is_more = sum(part.cell.known.value for part in parts) > whole.known.value
    if (is_all or is_more or judge(tree, whole.fact).verdict == EQUAL) and not world.ledger.verdicts(whole) - {UNCHECKED}:
        world.ledger.state(whole, "sum", tree)


def _runs(world: World, passage: Passage) -> Iterator[list[Score]]:
    """Scores that stand together, each by the words between it and the number before."""
    run: list[Score] = []
    last = 0
    for numeral in passage.numerals:
        *ended, words = re.split("[。!?]", terms.fold(_QUOTED.sub("", passage.text[last : numeral.start])))
        last = numeral.end
        cell = numeral.read if numeral.kind == "score" else None
        if cell is None or ended and not any(word in words for word in group("of_which")):
            yield run
            run = []
        if cell is None:
            continue
        words = re.split("|".join(group("of_which")), words)[-1]
        text = words.strip(_MARKS)
        name = text.removesuffix(ending(text, phrases("points_got"))).strip(_MARKS)
        if text and not name and run and run[-1].name and not run[-1].full:
            run[-1] = Score(run[-1].name, cell, run[-1].cell.known.value)
        elif _is_total(world, passage, text):
            run.append(Score("", cell))
        else:
            full = None if words.endswith("(") else Fraction(0)
            run.append(Score(name if name.endswith(phrases("score_parts")) else None, cell, full))
    yield run


def _is_total(world: World, passage: Passage, words: str) -> bool:
    text = re.split(f"[{_MARKS}]", words)[-1]
    total, found = ending(text, phrases("totals")), said(text, "summary")
    before = text.removesuffix(total) if total else found.before
    return bool(total or found.certain == "score") and only_allowed(before, [passage.project, *world.speakers])
