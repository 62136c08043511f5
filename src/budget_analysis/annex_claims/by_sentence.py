"""What sentences of the annexes derive from their own numbers: rates, changes, shares and sums of what they name.

The engine of the account's prose reads each passage by itself, and tells which amounts belong together.
Its subjects are the projects that the document names, and whatever else a sentence speaks of; no form is
asked. Where a table or another statement of the annexes has settled a number already, that verdict stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .. import terms
from ..claims.bases import RECEIVED
from ..claims.binding import Bound, money
from ..claims.prose import judge_statements
from ..claims.recompute import RATES
from ..claims.results import FEWEST, SUSPECT, Derived, Result, derive, judged
from ..claims.told_lists import ToldList, lists_of
from ..facts import Forms
from ..relations.tree import add, with_facts
from ..sentences import Setting, Token, Topic, Word, read_block
from ..sentences.statements import told_as
from ..sentences.walks import find_back, up_to
from ..sentences.words import BUDGETS
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import Cell
from .layout import subject
from .names import ProjectNames
from .phrases import meanings, phrases, spec
from .prose import Passage
from .world import World

_DERIVED = (*RATES, "change", "sum")
"""Kinds that follow from other numbers of the passage."""
_UNNAMED = "sentence"
"""What a passage speaks of that names nothing: 预算40.00万元，实际支付30.00万元."""


def known_words(names: ProjectNames, department: str) -> list[Word]:
    """The projects as words, the department, and what the engine knows in the annexes only."""
    named = {terms.fold(name): name for name in (*phrases("fund_sources"), *names.known.values())}
    words = [Word(text, "subject", "", told_as(subject(name)).refs) for text, name in named.items()]
    for kind in spec("engine"):
        words += [Word(text, kind, value) for text, value in meanings("engine", kind).items()]
    return [*words, Word(terms.fold(department), "own")]


def judge_sentences(world: World, passage: Passage) -> None:
    """State what follows from the numbers of a passage, where nothing else has settled it.

    Its project, or that which …绩效自评综述： names, is what is spoken of until another is named.
    """
    if not any(token.is_number for token in passage.tokens):
        return
    head = passage.clauses[0]
    tokens = [token for token in passage.tokens if not head.head or token.start > head.end]
    topic = Topic(subject=told_as(subject(head.head or passage.project or _UNNAMED)), is_carried=True)
    setting = Setting(0, passage.section, world.department, world.ledger.fiscal_year)
    told = judge_statements(read_block(tokens, setting, topic)[0], Forms.none())
    told = [_without_rest(one, told, tokens) for one in told]
    told += _add_up(tokens, [one.bound for one in told])
    entered = {numeral.end: numeral.entered for numeral in passage.numerals}
    cells = {one.bound.claim_id: entered.get(one.bound.statement.end) for one in told}
    for one in told:
        _state(world, passage, one, cells)


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
            if _is_total_of(told, tokens):
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
    """全年预算266.00万元，执行数234.00万元，其中当年财政拨款190.00万元，上年结转资金76.00万元: what the parts make is told just before their whole."""
    here = whole.statement.told_in
    told = [one for one in bound if one.statement.kind == "amount" and one.statement.told_in == here and one.place < whole.place and one.is_clear and one.fact is not None]
    sums = [_sum(one, parts) for one in told]
    return next((one for one in sums if one.result.verdict == EQUAL), None)


def _behind_opening(tokens: Sequence[Token], end: int) -> tuple[Sequence[Token], str]:
    """What the sentence of a number tells behind 其中, and this word; nothing where it stands twice."""
    begin = find_back(tokens, sum(token.end <= end for token in tokens), "stop") + 1
    sentence = up_to(tokens, begin, "stop")
    opens = [place for place, token in enumerate(sentence) if token.kind == "scope"]
    return (sentence[opens[0] :], sentence[opens[0]].text) if len(opens) == 1 else ((), "")


def _is_total_of(told: ToldList, tokens: Sequence[Token]) -> bool:
    """True where 合计 begins the clause of a total, and its own sentence tells the parts."""
    statement = told.whole.statement
    first = next(token for token in tokens if token.start >= statement.start)
    is_here = all(part.statement.sentence == statement.sentence for part in told.parts)
    return is_here and first.text in phrases("total_behind")


def _sum(whole: Bound, parts: Sequence[Bound]) -> Derived:
    return derive(whole, "sum", "told", judged(whole, add([money(part) for part in parts])))
