"""Tokens to statements: which number says what of which subject.

A sentence is read from left to right with a little memory: the subject, what is said of it
(budget, actual, share, change …), the whole that a part belongs to. A number gets the meaning of
the words before it. Where words stand in between that nothing explains, the statement keeps them
in `doubt`, and it will be `unchecked`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from .. import terms
from .lexicon import budget_named
from .tokens import Token, number_of

_SAME_NAME = 0.6
"""Offices shorten and misspell their own name; a part this alike is the office itself."""


@dataclass(frozen=True)
class Subject:
    """What a statement speaks of: places on forms (`refs`), or names of the classification."""

    refs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Statement:
    """One number (or comparing word) of the prose with what it says, not yet bound or judged."""

    kind: str
    subject: Subject
    printed: str
    unit: str
    block: int
    section: str
    start: int
    end: int
    measure: str = ""
    """budget, adjusted_budget, any_budget or actual; empty for the subject's own amount."""
    base: Subject | None = None
    """The whole of a share."""
    direction: str = ""
    """up, down; less, greater, equal for comparisons."""
    period: str = ""
    doubt: str = ""


@dataclass
class Memory:
    """What has been said so far in a block and still counts."""

    subject: Subject | None = None
    listed: tuple[Subject, ...] = ()
    """Subjects whose amounts the last sentence with amounts has stated, for 各 (each of them)."""
    whole: Subject | None = None
    measure: str = ""
    mode: str = ""
    completion: str = ""
    base: Subject | None = None
    direction: str = ""
    years: list[str] = field(default_factory=list)
    in_reason: bool = False
    doubt: str = ""
    clause_start: int = 0


def read_block(
    tokens: Sequence[Token],
    block: int,
    section: str,
    department: str,
    fiscal_year: int | None,
    carried: Memory | None = None,
) -> tuple[list[Statement], Memory]:
    """Read one block; subject and whole are carried over from the block before it in the section.

    Returns the statements in the order of the text, and the memory for the next block.
    """
    memory = Memory()
    if carried is not None:
        memory.subject, memory.whole = carried.subject, carried.whole
    stack: list[Memory] = []
    found: list[Statement] = []
    for index, token in enumerate(tokens):
        if token.kind in ("money", "percent", "points", "bare"):
            if token.kind == "bare" and not _is_rate(memory):
                _hear_other(memory, token, department)
                continue
            statement = _statement(token, memory, block, section, fiscal_year)
            found.append(statement)
            if statement.kind == "amount":
                memory.listed = (*memory.listed, statement.subject)
            memory.mode = memory.completion = memory.measure = memory.direction = ""
            memory.base = None
            memory.doubt = ""
        elif token.kind == "comparison":
            found.append(_comparison(token, memory, block, section, fiscal_year))
        elif token.kind == "open":
            stack.append(replace(memory, years=list(memory.years)))
            memory.doubt = ""
        elif token.kind == "close" and stack:
            memory = stack.pop()
        else:
            _hear(memory, token, department, tokens[index + 1 :])
    return found, memory


def _hear(memory: Memory, token: Token, department: str, rest: Sequence[Token]) -> None:
    """Take in a token that is no number."""
    kind = token.kind
    if kind in ("subject", "item"):
        _hear_subject(memory, token)
    elif kind == "aspect":
        memory.measure = token.value
        memory.mode = memory.mode if memory.mode == "share" else ""
    elif kind == "completion":
        memory.mode, memory.completion = "completion", token.value
    elif kind == "share":
        memory.mode, memory.base = "share", None
    elif kind in ("up", "down"):
        memory.direction = kind
    elif kind == "year":
        memory.years.append(token.text)
        if not memory.subject or memory.doubt:
            # what stands before the year is the office that reports
            memory.doubt = memory.doubt if not _is_entity(memory.doubt, department) else ""
    elif kind == "each" and len(memory.listed) > 1:
        refs = tuple(ref for subject in memory.listed for ref in subject.refs)
        memory.subject = Subject(tuple(dict.fromkeys(refs)), words=token.text)
    elif kind == "scope":
        memory.whole = memory.subject
    elif kind == "reason":
        memory.in_reason = True
    elif kind == "other":
        _hear_other(memory, token, department)
    elif kind in ("comma", "colon"):
        memory.doubt = ""
        memory.clause_start = token.end
    elif kind in ("semicolon", "stop"):
        _end_sentence(memory, token)


def _hear_subject(memory: Memory, token: Token) -> None:
    subject = Subject(token.refs, token.names, token.text)
    if memory.mode == "share":
        memory.base = subject
        return
    memory.subject = subject
    memory.measure = memory.mode = ""
    memory.direction = ""


def _hear_other(memory: Memory, token: Token, department: str) -> None:
    if not _is_entity(token.text, department):
        memory.doubt += token.text


def _end_sentence(memory: Memory, token: Token) -> None:
    memory.measure = memory.mode = memory.completion = memory.direction = memory.doubt = ""
    memory.base = None
    memory.in_reason = False
    memory.clause_start = token.end
    if token.kind == "stop":
        memory.years = []


def _is_entity(text: str, department: str) -> bool:
    name, own = terms.fold(text), terms.fold(department)
    if not name or not own:
        return False
    return name in own or own in name or SequenceMatcher(None, name, own).ratio() >= _SAME_NAME


def _is_rate(memory: Memory) -> bool:
    """A number without a unit is a rate only where a rate has been announced."""
    return bool(memory.direction or memory.mode)


def _statement(
    token: Token, memory: Memory, block: int, section: str, fiscal_year: int | None
) -> Statement:
    number, unit = number_of(token)
    subject = memory.subject or Subject()
    statement = Statement(
        kind="datum",
        subject=subject,
        printed=number,
        unit=unit or ("%" if token.kind == "bare" else ""),
        block=block,
        section=section,
        start=memory.clause_start,
        end=token.end,
        period=str(fiscal_year or ""),
        doubt=memory.doubt,
    )
    if memory.in_reason:
        # A reason explains; what it counts is stated nowhere else.
        return replace(statement, subject=Subject(), doubt="")
    if token.kind == "money":
        if memory.direction:
            return replace(
                statement, kind="change", direction=memory.direction, period=_span(fiscal_year)
            )
        return replace(statement, kind="amount", measure=memory.measure)
    if token.kind == "points":
        return replace(statement, direction=memory.direction, period=_span(fiscal_year))
    if memory.mode == "completion":
        return replace(statement, kind="completion", measure=memory.completion)
    if memory.mode == "share":
        return replace(statement, kind="share", base=memory.base or memory.whole)
    if memory.direction:
        return replace(
            statement, kind="growth", direction=memory.direction, period=_span(fiscal_year)
        )
    return replace(statement, kind="rate", doubt=memory.doubt or "it is not said of what")


def _comparison(
    token: Token, memory: Memory, block: int, section: str, fiscal_year: int | None
) -> Statement:
    return Statement(
        kind="direction",
        subject=memory.subject or Subject(),
        printed=token.text,
        unit="",
        block=block,
        section=section,
        start=token.start,
        end=token.end,
        measure=budget_named(token.text),
        direction=token.value,
        period=str(fiscal_year or ""),
    )


def _span(fiscal_year: int | None) -> str:
    return f"{fiscal_year - 1}-{fiscal_year}" if fiscal_year else ""
