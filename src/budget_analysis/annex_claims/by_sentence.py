"""What sentences of the annexes derive from their own numbers: rates, changes, shares of what they name.

The engine of the account's prose reads each passage by itself. Its subjects are the projects that the
document names, and whatever else a sentence speaks of; no form is asked. Where a table or another
statement of the annexes has settled a number already, that verdict stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .. import terms
from ..claims.bases import RECEIVED
from ..claims.binding import Bound
from ..claims.passages import read_once
from ..claims.prose import judge_statements
from ..claims.recompute import RATES
from ..claims.results import SUSPECT, Derived, Result
from ..facts import Forms
from ..relations.tree import with_facts
from ..sentences import Setting, Token, Topic, Word
from ..sentences.statements import Subject
from ..sentences.words import BUDGETS
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import Cell
from .layout import subject
from .names import ProjectNames
from .phrases import meanings, phrases, spec
from .prose import Passage
from .told_sums import add_up
from .world import World

_DERIVED = (*RATES, "change", "sum")
"""Kinds that follow from other numbers of the passage."""
_TOLD = "told/"
_UNNAMED = "sentence"
"""What a passage speaks of that names nothing: 预算40.00万元，实际支付30.00万元."""


def known_words(names: ProjectNames, department: str) -> list[Word]:
    """The projects as words, the department, and what the engine knows in the annexes only."""
    named = {terms.fold(name): name for name in (*phrases("fund_sources"), *names.known.values())}
    words = [Word(text, "subject", "", _named(name).refs) for text, name in named.items()]
    for kind in spec("engine"):
        words += [Word(text, kind, value) for text, value in meanings("engine", kind).items()]
    return [*words, Word(terms.fold(department), "own")]


def judge_sentences(world: World, passage: Passage) -> None:
    """State what follows from the numbers of a passage, where nothing else has settled it.

    Its project, or that which …绩效自评综述： names, is what is spoken of until another is named.
    """
    if not any(token.is_number for token in passage.tokens):
        return
    no_forms, head = Forms.none(), passage.clauses[0]
    tokens = [token for token in passage.tokens if not head.head or token.start > head.end]
    topic = Topic(subject=_named(head.head or passage.project or _UNNAMED), is_carried=True)
    setting = Setting(0, passage.section, world.department, world.ledger.fiscal_year)
    judged = judge_statements(read_once(tokens, setting, topic)[0], no_forms)
    judged = [_without_rest(one, judged, tokens) for one in judged]
    judged += add_up(tokens, [one.bound for one in judged], no_forms)
    entered = {numeral.end: numeral.entered for numeral in passage.numerals}
    cells = {one.bound.claim_id: entered.get(one.bound.statement.end) for one in judged}
    for one in judged:
        _state(world, passage, one, cells)


def _named(name: str) -> Subject:
    return Subject((_TOLD + subject(name),), words=name)


def _without_rest(one: Derived, judged: Sequence[Derived], tokens: Sequence[Token]) -> Derived:
    """A rate of a budget that no word names may be one of any money told beside it.

    It differs only where no other money stands in its sentence since the last rate: 会议费预算5.00万元，
    合计15.00万元，实际支出12.00万元，执行率80.00% is not said of 会议费.
    """
    statement = one.bound.statement
    is_loose = statement.kind == "completion" and statement.measure in ("any_budget", "receipt")
    if not is_loose or one.result.verdict != DIFFERS:
        return one
    operands = set(one.result.operands)
    told = {other.bound.claim_id: other.bound for other in judged}
    rated = {other.refs for other in told.values() if other.statement.kind == "completion" and other.is_clear}
    settled = {
        other.statement.end for name, other in told.items()
        if name in operands or _is_settled(other, one.bound) or other.refs in rated - {one.bound.refs}
    }  # fmt: skip
    first = min(told[name].statement.end for name in operands)
    before = [token for token in tokens if token.end < statement.end]
    ends = [place for place, token in enumerate(before) if token.end < first and token.kind in ("percent", "semicolon", "stop")]
    run = before[ends[-1] :] if ends else before
    leads = ["", *(token.text for token in run)]
    for lead, token in zip(leads, run, strict=False):
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
    named = statement.subject.words or next((ref.removeprefix(_TOLD) for ref in one.bound.refs), _UNNAMED)
    if result.tree is not None:
        own = {name: found.fact for name, found in zip(result.operands, operands, strict=True) if found}
        result = replace(result, tree=with_facts(result.tree, lambda fact: own[fact.id]))
    ledger.forget(cell)
    path = subject(passage.section, named, statement.kind) if is_open else cell.subject
    ledger.enter(replace(cell, subject=path), statement.kind, result)
