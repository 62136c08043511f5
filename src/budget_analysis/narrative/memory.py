"""What has been said so far in a block and still counts: subject, meaning of the next number, doubt."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from .. import terms
from .lexicon import BUDGETS, organisation_endings
from .statements import OTHER, Subject
from .tokens import Token

EITHER = "either"
"""The measure of parts whose whole was told with a budget and an actual amount."""
_SAME_NAME = 0.85
"""Offices shorten and misspell their own name; a name this alike is the office itself."""
_PIECE = 3
"""The beginning or the end of the office's name, cut off by a known word, has as many characters."""
_CONNECTORS = ("和", "与", "及", "以及", "、")


@dataclass
class Memory:
    """The state of reading at one place of a block."""

    subject: Subject | None = None
    group: tuple[Subject, ...] = ()
    """Subjects named side by side (收入总计、支出总计), for 均 and 分别."""
    listed: tuple[Subject, ...] = ()
    """Subjects whose amounts the last sentence with amounts has stated, for 各 (each of them)."""
    is_list_closed: bool = False
    is_each: bool = False
    is_named: bool = False
    """The last token named a subject."""
    is_linked: bool = False
    """Only connecting words stand between the last subject and here."""
    is_fresh: bool = False
    """The subject was named in this clause."""
    is_carried: bool = False
    """The subject was named in a paragraph before this one."""
    whole: Subject | None = None
    measure: str = ""
    mode: str = ""
    completion: str = ""
    base: Subject | None = None
    direction: str = ""
    direction_word: str = ""
    against: str = ""
    """What the clause compares with: `prior`, or a budget (比上年, 较年初预算)."""
    has_base: bool = False
    """The amount of the year before has been quoted: 比上年8.00万元减少2.00万元."""
    changed: str = ""
    """The direction of the change in money that has just been stated."""
    changed_measure: str = ""
    year: str = ""
    in_reason: bool = False
    doubt: str = ""
    entity: str = ""
    """Another unit that the sentence speaks of."""
    is_entity_known: bool = False
    remarks: tuple[str, ...] = ()
    clause_start: int = 0
    sentence: int = 0
    is_list_open: bool = False
    """Parts of a whole are being told: 其中."""
    is_after_list: bool = False
    """Parts have been told, and no subject since: the whole may be meant again."""
    last_measure: str = ""
    """Of the amount stated last: a budget, or empty; EITHER where an actual amount stands beside it."""
    has_actual: bool = False
    part_measure: str = ""
    """What the amounts of the parts are where they do not say it: budgets, as that of their whole."""
    is_gap: bool = False
    """A word of comparison was the last that was said: 决算数大于预算数20.00万元."""
    is_lost: bool = False
    """The parts that follow belong to a whole that was not understood."""
    is_finished: bool = True
    """The block did not break off in the middle of a sentence."""

    def hear_measure(self, measure: str) -> None:
        """An amount of the whole: its parts are of the same measure, if it has but one."""
        self.has_actual = self.has_actual or measure not in BUDGETS
        self.last_measure = "" if measure not in BUDGETS else EITHER if self.has_actual else measure

    def alternative(self) -> Subject | None:
        """What may be meant instead of the subject: the whole, behind or between its parts."""
        is_open = (self.is_list_open and not self.is_fresh) or self.is_after_list
        whole = self.whole if is_open and self.whole != self.subject else None
        return whole if whole is not None and whole.is_known else None

    def doubts(self) -> str:
        """Why the next number cannot be judged; empty where it can."""
        if self.entity:
            return f"it speaks of “{self.entity}”, not of the whole department"
        if self.is_lost:
            return "it is a part of something that was not understood"
        if self.part_measure == EITHER and not (self.measure or self.mode or self.direction):
            return "it is not said whether the part is of the budget or of the actual amount"
        return f"not understood: “{self.doubt}”" if self.doubt else ""

    def forget_meaning(self) -> None:
        """After a number: the next one needs words of its own."""
        self.mode = self.completion = self.measure = self.direction = self.doubt = ""
        self.base = None
        self.remarks = ()
        self.is_each = self.is_named = self.is_linked = False


def hear(memory: Memory, token: Token, department: str) -> None:
    """Take in a token that is no number."""
    kind = token.kind
    is_linked, memory.is_linked = memory.is_linked, False
    follows, memory.is_named = memory.is_named or is_linked, False
    if kind in ("subject", "item"):
        # what a reason mentions is not what the next sentence goes on about
        if not memory.in_reason:
            _hear_subject(memory, token, is_linked)
    elif kind == "aspect":
        if memory.against not in ("", OTHER) and token.value != "actual":
            memory.against = token.value
        memory.measure, memory.direction = token.value, ""
        memory.mode = memory.mode if memory.mode == "share" else ""
    elif kind == "reach":
        memory.measure, memory.direction, memory.year, memory.against = "actual", "", "", ""
    elif kind == "completion":
        memory.mode, memory.completion = "completion", token.value
    elif kind == "share":
        memory.mode, memory.base = "share", None
    elif kind in ("up", "down"):
        memory.direction, memory.direction_word = kind, token.text
    elif kind == "each":
        _hear_each(memory, token)
    elif kind == "scope":
        memory.whole, memory.is_list_open = memory.subject, True
        memory.part_measure = memory.last_measure
        memory.is_lost = memory.is_lost or memory.subject is not None and not memory.subject.is_known
    elif kind in ("reason", "use"):
        memory.in_reason = True
    elif kind == "own":
        memory.entity = ""
    elif kind == "unit":
        memory.entity, memory.is_entity_known = token.text, True
    elif kind == "other":
        hear_other(memory, token.text, department)
    elif kind in ("comma", "colon", "semicolon", "stop"):
        memory.is_linked = follows and token.text in _CONNECTORS
        _end_clause(memory, token)
    elif kind == "filler":
        memory.is_linked = follows and token.text in _CONNECTORS


def hear_other(memory: Memory, text: str, department: str) -> None:
    """Words that no rule knows: the office's own name, another office, or a reason to doubt."""
    if is_department(text, department):
        return
    if text == "中":
        # 财政拨款收入中，一般公共预算…: what follows is a part of it
        memory.whole = memory.subject
        return
    if text.endswith(organisation_endings()) and not memory.in_reason:
        memory.entity, memory.is_entity_known = text, False
    else:
        memory.doubt += text


def is_department(text: str, department: str) -> bool:
    """True for the office's name, its beginning or its end, or a misspelling of it.

    A word out of the middle is none: 教育 of 云溪县教育局 is what the office works on.
    """
    name, own = terms.fold(text), terms.fold(department)
    if not own or len(name) < _PIECE:
        return False
    if own.startswith(name) or own.endswith(name):
        return True
    return SequenceMatcher(None, name, own).ratio() >= _SAME_NAME


def _hear_subject(memory: Memory, token: Token, is_linked: bool) -> None:
    subject = token.subject
    if memory.mode == "share":
        # 占货物和服务支出的50.00%: the two together are no place on a form
        is_sum = is_linked and memory.base is not None
        memory.base = Subject(words=subject.words) if is_sum else subject
        memory.is_named = True
        return
    memory.group = (*memory.group, subject) if is_linked else (subject,)
    memory.subject = subject
    memory.is_after_list = memory.is_gap = False
    memory.is_fresh, memory.is_named, memory.is_each = True, True, False
    memory.is_carried = False
    memory.measure = memory.mode = ""
    memory.direction = ""


def _hear_each(memory: Memory, token: Token) -> None:
    """各, 均, 分别 speak of the subjects just named, else of those whose amounts were just stated."""
    if len(memory.group) > 1 or (memory.subject and len(memory.subject.refs) > 1):
        memory.is_each = True
        memory.group = memory.group or ((memory.subject,) if memory.subject else ())
    elif len(memory.listed) > 1:
        memory.group, memory.is_each = memory.listed, True
    else:
        return
    refs = tuple(ref for subject in memory.group for ref in subject.refs)
    memory.subject = Subject(tuple(dict.fromkeys(refs)), words=token.text)
    memory.is_fresh = True


def _end_clause(memory: Memory, token: Token) -> None:
    memory.clause_start = token.end
    if token.kind == "colon":
        memory.doubt = ""
        return
    if token.text != "、":
        memory.against = ""
    if memory.is_gap:
        memory.direction, memory.is_gap = "", False
    if token.kind == "comma":
        memory.doubt, memory.is_fresh = "", False
        return
    memory.part_measure = memory.last_measure = ""
    memory.has_actual = False
    memory.forget_meaning()
    memory.in_reason = memory.is_fresh = memory.has_base = False
    if token.kind == "semicolon" and memory.is_list_open and memory.whole != memory.subject:
        # behind a part of a list: the next clause names its own subject, or none is certain
        memory.subject = Subject(words="；")
    memory.changed = memory.changed_measure = ""
    if token.kind == "stop":
        memory.year = ""
        memory.is_after_list = memory.is_after_list or memory.is_list_open
        memory.is_lost = memory.is_list_open = False
        memory.sentence += 1
        memory.is_list_closed = True
        if not memory.is_entity_known:
            memory.entity = ""
