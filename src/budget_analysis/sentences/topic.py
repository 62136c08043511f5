"""What has been said so far and still counts: a small frozen value that reading a clause returns anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .statements import SUM_OF_TOLD, Subject
from .words import BUDGETS

EITHER = "either"
"""The measure of parts whose whole was told with a budget and an actual amount."""
NOBODY = Subject()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a block stands, and whose account it is."""

    block: int
    section: str
    department: str
    fiscal_year: int | None


@dataclass(frozen=True, slots=True)
class Topic:
    """The state of reading between two tokens."""

    subject: Subject = NOBODY
    others: tuple[str, ...] = ()
    """What the subject may be as well (总收入)."""
    subject_doubt: str = ""
    """What was not understood in the clause that named the subject."""
    group: tuple[Subject, ...] = ()
    """Subjects named side by side (收入总计、支出总计), for 均 and 分别."""
    told: tuple[Subject, ...] = ()
    """Subjects whose amounts this sentence, or the last one, has stated, for 各."""
    is_told_over: bool = False
    is_each: bool = False
    is_named: bool = False
    """The last token named a subject."""
    is_linked: bool = False
    """Only connecting words stand between the last subject and here."""
    is_fresh: bool = False
    """The subject was named in this clause."""
    is_used: bool = False
    """An amount of the subject has been told since it was named."""
    is_counting: bool = False
    """The number told last was a count."""
    named_in: int = -1
    """The sentence that named the subject."""
    is_carried: bool = False
    """The subject was named in a paragraph before this one."""
    whole: Subject | None = None
    outer: Subject | None = None
    """Of a list within a list: the whole of the first, of which what follows may be a part again."""
    whole_doubt: str = ""
    last_base: Subject | None = None
    """The whole that the share before was a share of."""
    total: Subject | None = None
    """The total told last, of which what follows may be a part."""
    last_base_in: int = -1
    """The sentence that named it."""
    is_open: bool = False
    """Parts of the whole are being told: 其中."""
    parts: int = 0
    """Amounts of parts, or shares, that the last list has told in one sentence."""
    parts_in: int = -1
    is_after_list: bool = False
    """Parts have been told, and no subject since: the whole may be meant again."""
    is_lost: bool = False
    """The parts that follow belong to a whole that was not understood."""
    measure: str = ""
    """The aspect that the words before the next number name: a budget, or actual."""
    last_measure: str = ""
    """Of the amount stated last: a budget, or empty; EITHER where an actual amount stands beside it."""
    has_actual: bool = False
    part_measure: str = ""
    """What the amounts of the parts are where they do not say it: budgets, as that of their whole."""
    against: str = ""
    """What is compared with: prior, other, or a budget."""
    against_doubt: str = ""
    is_frame: bool = False
    """The comparison stands in a clause of its own and holds for the sentence: 与上年相比，…"""
    has_quote: bool = False
    """The amount of the year before has been quoted: 比上年8.00万元减少2.00万元."""
    way: str = ""
    way_word: str = ""
    """The direction that words told before the number: 有所减少，金额为…"""
    changed: str = ""
    """The direction of the change in money that has just been stated, and what it is a change on."""
    changed_measure: str = ""
    changed_other: Subject | None = None
    """What that change may be said of instead."""
    rated: str = ""
    """The direction of a rate of change that no change in money stands beside."""
    rated_measure: str = ""
    main: Subject = NOBODY
    """What the paragraph named first."""
    year: str = ""
    """The year that the sentence speaks of, where it is not the fiscal year."""
    aside: str = ""
    """`reason`, `point`, `purpose`, or `lead`, a reason that begins its sentence: what follows explains and is not carried on."""
    entity: str = ""
    """Another unit that the sentence speaks of."""
    is_entity_known: bool = False
    sentence: int = 0
    is_finished: bool = True
    """The block did not break off in the middle of a sentence."""

    def stated(self, measure: str) -> Topic:
        """An amount of the whole has been told: its parts are of the same measure, if it has but one."""
        has_actual = self.has_actual or measure not in BUDGETS
        last = "" if measure not in BUDGETS else EITHER if has_actual else measure
        return replace(self, has_actual=has_actual, last_measure=last)

    def with_part(self) -> Topic:
        """An amount of a part, or its share, has been told."""
        before = self.parts if self.parts_in == self.sentence else 0
        return replace(self, parts=before + 1, parts_in=self.sentence)

    def alternative(self) -> Subject | None:
        """What may be meant instead of the subject: the whole, behind or between its parts."""
        if self.others:
            return Subject(self.others, words=self.subject.words)
        if self.subject.refs[:1] and self.subject.refs[0].startswith("told/") and self.sentence != self.named_in:
            return self.main if self.main.is_known and self.main != self.subject else None
        is_loose = (self.is_open and not self.is_fresh) or self.is_after_list
        whole = self.whole if is_loose and self.whole != self.subject else None
        return whole if whole is not None and whole.is_known else None

    def after_number(self, is_inside: bool) -> Topic:
        """The next number needs words of its own."""
        return replace(
            self, measure="" if not is_inside else self.measure, is_each=False, is_named=False, is_linked=False
        )


def end_clause(topic: Topic, mark: str) -> Topic:
    """What a mark between clauses ends."""
    if mark == "colon":
        return topic
    if mark == "comma":
        return replace(topic, is_fresh=False, is_linked=False)
    topic = replace(
        topic,
        is_fresh=False, is_counting=False, is_each=False, is_named=False, is_linked=False, has_quote=False, aside=topic.aside if mark == "semicolon" else "",
        part_measure="", last_measure="", has_actual=False, measure="", way="", way_word="",
        changed="", changed_measure="", rated="",
    )  # fmt: skip
    if not topic.is_frame:
        topic = replace(topic, against="", against_doubt="")
    if mark == "semicolon":
        if topic.is_open and topic.whole != topic.subject:
            # behind a part of a list: the next clause names its own subject, or none is certain
            topic = replace(topic, subject=Subject(words="；"), others=())
        return topic
    if len(topic.subject.refs) > 1 and topic.subject.refs[0].startswith("told/"):
        # 中央资金…、省级资金…，各占…: the next sentence speaks of one thing, or says of which
        topic = replace(topic, subject=Subject(words="各"), others=(), group=())
    if topic.whole is not None and topic.whole.refs == (SUM_OF_TOLD,):
        topic = replace(topic, whole=None)  # 合计 of what its own sentence lists
    return replace(
        topic,
        against="", against_doubt="", is_frame=False, year="",
        is_after_list=topic.is_after_list or topic.is_open or topic.parts > 1, is_open=False, is_lost=False, outer=None,
        sentence=topic.sentence + 1, is_told_over=True,
        entity=topic.entity if topic.is_entity_known else "",
    )  # fmt: skip
