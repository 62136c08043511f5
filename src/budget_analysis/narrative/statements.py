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
from .lexicon import budget_named, whole_of
from .tokens import Token, number_of

_BEFORE_PRIOR_YEAR = ("与", "比", "较", "同", "和")
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
    direction_word: str = ""
    changed: str = ""
    """The direction of the change in money that has just been stated."""
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
    reader = _Reader(tokens, block, section, department, fiscal_year, memory)
    return reader.read(), reader.memory


@dataclass
class _Reader:
    """One pass over the tokens of a block."""

    tokens: Sequence[Token]
    block: int
    section: str
    department: str
    fiscal_year: int | None
    memory: Memory
    found: list[Statement] = field(default_factory=list)
    stack: list[Memory] = field(default_factory=list)

    def read(self) -> list[Statement]:
        position = 0
        while position < len(self.tokens):
            position = self._read_token(position)
        return self.found

    def _read_token(self, position: int) -> int:
        """Take in one token (or a whole list) and give the position of the next."""
        token, memory = self.tokens[position], self.memory
        if token.kind == "limit":
            return position + 2
        if token.kind in ("money", "percent", "points", "bare"):
            self._read_number(token)
        elif token.kind == "count":
            self._add("count", token, *number_of(token), doubt="")
        elif token.kind == "comparison":
            self._add(
                "direction", token, token.text, measure=budget_named(token.text),
                direction=token.value, start=token.start,
            )  # fmt: skip
        elif token.kind == "open":
            self.stack.append(replace(memory, years=list(memory.years)))
            memory.doubt = ""
        elif token.kind == "close" and self.stack:
            self.memory = self.stack.pop()
        elif token.kind in ("year", "date"):
            self._read_time(token, position)
        elif token.kind == "nil" and self._next_kind(position) == "subject":
            following = self.tokens[position + 1]
            subject = Subject(following.refs, words=following.text)
            self._add("nil", following, token.text + following.text, subject=subject)
            return position + 2
        elif token.kind == "scope" and self.section == "basic" and _is_listable(memory.subject):
            return self._read_list(position + 1)
        else:
            if token.kind == "item" and not memory.in_reason:
                subject = Subject(names=token.names, words=token.text)
                self._add("item_name", token, token.text, subject=subject, start=token.start)
            _hear(memory, token, self.department)
        return position + 1

    def _read_number(self, token: Token) -> None:
        memory = self.memory
        if token.kind == "bare" and not _is_rate(memory):
            _hear_other(memory, token, self.department)
            return
        statement = _statement(token, memory, self.block, self.section, self.fiscal_year)
        if statement.kind == "growth" and memory.changed:
            self._add(
                "agreement", token, memory.direction_word, measure=memory.changed,
                direction=memory.direction, doubt="",
            )  # fmt: skip
        self.found.append(statement)
        if statement.kind == "amount":
            memory.listed = (*memory.listed, statement.subject)
        memory.changed = statement.direction if statement.kind == "change" else ""
        memory.mode = memory.completion = memory.measure = memory.direction = ""
        memory.base = None
        memory.doubt = ""

    def _read_time(self, token: Token, position: int) -> None:
        memory = self.memory
        before = self.tokens[position - 1] if position else None
        after = [following.text for following in self.tokens[position + 1 : position + 3]]
        is_prior = (before is not None and before.text in _BEFORE_PRIOR_YEAR) or "相比" in after
        begins = before is None or before.kind in ("stop", "semicolon", "other")
        if token.kind == "date":
            if before is not None and before.text.endswith("截至"):
                self._add("as_of", token, token.text, doubt="")
        elif not memory.in_reason and is_prior:
            self._add("period", token, token.text, unit="年", direction="prior", doubt="")
        elif not memory.in_reason and begins and "年度" in after[:1]:
            self._add("period", token, token.text, unit="年", direction="own", doubt="")
        memory.years.append(token.text)
        if _is_entity(memory.doubt, self.department):
            memory.doubt = ""

    def _read_list(self, position: int) -> int:
        """The names of a list up to the end of its sentence, each a statement of its own."""
        subject = self.memory.subject or Subject()
        name: list[Token] = []
        while position < len(self.tokens):
            token = self.tokens[position]
            ends = token.kind in ("stop", "semicolon")
            if ends or token.kind in ("comma", "colon"):
                if name:
                    self._add_name(name, subject)
                name = []
            else:
                name.append(token)
            if ends:
                return position
            position += 1
        if name:
            self._add_name(name, subject)
        return position

    def _add_name(self, name: Sequence[Token], subject: Subject) -> None:
        words = "".join(token.text for token in name).removesuffix("等")
        if words:
            last = name[-1]
            self._add("list", last, words, subject=subject, start=name[0].start, doubt="")

    def _next_kind(self, position: int) -> str:
        return self.tokens[position + 1].kind if position + 1 < len(self.tokens) else ""

    def _add(self, kind: str, token: Token, printed: str, unit: str = "", **more: object) -> None:
        values: dict[str, object] = {
            "subject": self.memory.subject or Subject(),
            "start": self.memory.clause_start,
            "end": token.end,
            "period": str(self.fiscal_year or ""),
            **more,
        }
        self.found.append(
            Statement(
                kind=kind, printed=printed, unit=unit, block=self.block, section=self.section,
                **values,  # type: ignore[arg-type]
            )  # fmt: skip
        )


def _is_listable(subject: Subject | None) -> bool:
    """Only the two halves of basic expenditure are followed by lists of economic sections."""
    return subject is not None and subject.refs[:1] in (
        ("general_public_basic/personnel/amount",),
        ("general_public_basic/running/amount",),
    )


def _hear(memory: Memory, token: Token, department: str) -> None:
    """Take in a token that is no number."""
    kind = token.kind
    if kind in ("subject", "item"):
        # what a reason mentions is not what the next sentence goes on about
        if not memory.in_reason:
            _hear_subject(memory, token)
    elif kind == "aspect":
        memory.measure = token.value
        memory.mode = memory.mode if memory.mode == "share" else ""
    elif kind == "completion":
        memory.mode, memory.completion = "completion", token.value
    elif kind == "share":
        memory.mode, memory.base = "share", None
    elif kind in ("up", "down"):
        memory.direction, memory.direction_word = kind, token.text
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
        default = whole_of(section)
        named = memory.base or memory.whole or (Subject((default,)) if default else None)
        return replace(statement, kind="share", base=named)
    if memory.direction:
        return replace(
            statement, kind="growth", direction=memory.direction, period=_span(fiscal_year)
        )
    return replace(statement, kind="rate", doubt=memory.doubt or "it is not said of what")


def _span(fiscal_year: int | None) -> str:
    return f"{fiscal_year - 1}-{fiscal_year}" if fiscal_year else ""
