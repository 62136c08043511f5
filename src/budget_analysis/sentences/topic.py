"""What has been said so far and still counts: a small frozen value that reading a clause returns anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .statements import PRIOR, SUM_OF_TOLD, Statement, Subject
from .words import BUDGETS, closing_of, is_total, is_whole, part_of, side_of

REASONS = ("reason", "point")
"""Kinds of words behind which a reason stands."""
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
    names: frozenset[str] = frozenset()
    """Names that no word list knows and of which the text has told an amount."""

    @property
    def year_before(self) -> str:
        """The year before the fiscal year, as it is printed; in words where the account tells no year."""
        return str(self.fiscal_year - 1) if self.fiscal_year else "the year before"


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of parts that is being told behind 其中, or was told last."""

    whole: Subject | None = None
    others: tuple[str, ...] = ()
    """What the whole may be instead: 收入总计…。收入较上年减少…。其中…"""
    outer: Subject | None = None
    """Of a list within a list: the whole of the first, of which what follows may be a part again."""
    last: Subject | None = None
    """The whole of the list around one that a paragraph before has told, of which what follows may be a part again."""
    around: Subject | None = None
    """The whole of the outer of two lists that the sentence before has told: 其中事业收入…，其中医疗收入…；其他收入…。较上年…"""
    is_carried: bool = False
    """The list was told in a paragraph before this one."""
    doubt: str = ""
    """What was not understood in the clause that named the whole."""
    is_open: bool = False
    """Parts of the whole are being told: 其中."""
    parts: int = 0
    """Amounts of parts, or shares, that the list has told in one sentence."""
    parts_in: int = -1
    """That sentence."""
    is_over: bool = False
    """Parts have been told, and no subject since: the whole may be meant again."""
    is_lost: bool = False
    """The parts that follow belong to a whole that was not understood."""
    measure: str = ""
    """What the amounts of the parts are where they do not say it: budgets, as that of their whole."""
    counted: int = 0
    """How many parts the words count (分为三块); 0 where they count none."""

    @property
    def open_whole(self) -> Subject | None:
        """The whole of which parts are being told; None where none are."""
        return self.whole if self.is_open else None

    def answered(self) -> Listing:
        """A subject has been named: the whole is not meant again."""
        return replace(self, is_over=False)

    def carried(self) -> Listing:
        """What the next block keeps of it."""
        return Listing(whole=self.whole, last=self.outer or self.last, is_carried=True, is_over=self.is_over or self.is_open, parts=self.parts)

    def closed(self) -> Listing:
        """The sentence is over, and with it the list."""
        is_over = self.is_over or self.is_open or self.parts > 1
        return replace(self, is_over=is_over, is_open=False, is_lost=False, outer=None, last=self.outer or self.last, around=self.outer, counted=0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """With what an amount is compared, and what has been told of the change."""

    against: str = ""
    """What is compared with: prior, other, or a budget."""
    since: str = ""
    """The year that is compared with, where it is not the year before."""
    doubt: str = ""
    is_frame: bool = False
    """It stands in a clause of its own and holds for the sentence: 与上年相比，…"""
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

    def without_way(self) -> Comparison:
        """The direction told before is not that of the next number."""
        return replace(self, way="", way_word="")

    def without_change(self) -> Comparison:
        """What follows is no rate of the change before."""
        return replace(self, changed="", changed_measure="")

    def with_other(self, against: str) -> Comparison:
        """A new comparison begins; a quoted amount of the year before is still its own."""
        has_quote = self.has_quote and against == "prior"
        return replace(self.without_way().without_change(), against=against, since="", has_quote=has_quote, is_frame=False)

    def of_another(self) -> Comparison:
        """Another subject is named: only a comparison that holds for the sentence goes on."""
        kept = replace(self.without_way().without_change(), rated="", has_quote=False)
        return replace(kept, against=self.against if self.is_frame else "")


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
    listed: tuple[Subject, ...] = ()
    """What each paragraph of the section has told an amount of first, for 以上四类."""
    is_each: bool = False
    is_title: bool = False
    """The clause before is a title: it names a subject, and tells nothing."""
    is_named: bool = False
    """The last token named a subject."""
    is_linked: bool = False
    """Only connecting words stand between the last subject and here."""
    is_fresh: bool = False
    """The subject was named in this clause."""
    is_used: bool = False
    """An amount of the subject has been told since it was named."""
    counted: str = ""
    """The unit of the number told last, where that was a count."""
    named_in: int = -1
    """The sentence that named the subject."""
    is_carried: bool = False
    """The subject was named in a paragraph before this one."""
    last_base: Subject | None = None
    """The whole that the share before was a share of."""
    total: Subject | None = None
    """The total told last, of which what follows may be a part."""
    last_base_in: int = -1
    """The sentence that named it; -1 where a paragraph before did."""
    measure: str = ""
    """The aspect that the words before the next number name: a budget, or actual."""
    last_measure: str = ""
    """Of the amount stated last: a budget, or empty; EITHER where an actual amount stands beside it."""
    has_actual: bool = False
    last_told: str = ""
    """What the amount before is: `budget` and the like, or empty; of the year before (`prior`) where it names its own subject."""
    main: Subject = NOBODY
    """What the paragraph named first."""
    year: str = ""
    """The year that the sentence speaks of, where it is not the fiscal year."""
    aside: str = ""
    """`reason`, `point`, `purpose`, or `lead`, a reason that begins its sentence: what follows explains and is not carried on."""
    entity: str = ""
    """Another unit that the sentence speaks of."""
    is_entity_known: bool = False
    entity_before: str = ""
    """The unit that the sentence before speaks of, of which 其中 or 此外 tells more."""
    year_before: str = ""
    """The year, not the fiscal year, with which the sentence before begins."""
    owner: str = ""
    """Money that the sentence has named, with revenue, expenditure and balances of its own."""
    money: str = ""
    """The kind of money that the title above has named: （二）政府性基金预算."""
    listing: Listing = Listing()
    comparison: Comparison = Comparison()
    sentence: int = 0
    goes_on: bool = False
    """The block ended with a semicolon: the next one tells more of the same list."""
    item: str = ""
    """The mark of the block where it was an item of a list that has no numbers (——)."""
    is_finished: bool = True
    """The block did not break off in the middle of a sentence."""
    has_told: bool = False
    """Where it did, its last word is a number: what begins with a year behind it is a sentence of its own."""

    def to_next_block(self) -> Topic:
        """What a finished paragraph hands on: its subject and whole, and where it ends with a semicolon, its unit."""
        return Topic(
            subject=self.subject, others=self.others, subject_doubt=self.subject_doubt, listing=self.listing.carried(),
            total=self.total, listed=self.listed, last_base=self.last_base, last_base_in=0 if self.goes_on else -1,
            is_carried=True, is_used=self.is_used, money=self.money, entity=self.entity if self.goes_on else "",
            entity_before=self.entity_before, year_before=self.year_before,
        )  # fmt: skip

    @property
    def is_of_sentence(self) -> bool:
        """This sentence has named the subject."""
        return self.named_in == self.sentence

    @property
    def told_here(self) -> tuple[Subject, ...]:
        """Subjects whose amounts this sentence has stated."""
        return () if self.is_told_over else self.told

    def doubted(self, words: str) -> Topic:
        """The subject may be another, for these words; as it is where there are none."""
        return replace(self, subject_doubt=words) if words else self

    def telling(self, subject: Subject) -> Topic:
        """An amount of the subject has been stated."""
        return replace(self, told=(*self.told_here, subject), is_told_over=False)

    def about(self, subject: Subject, others: tuple[str, ...] = ()) -> Topic:
        """Another subject is spoken of from here on."""
        return replace(self, subject=subject, others=others, group=(subject,))

    def naming(self, subject: Subject, others: tuple[str, ...] = ()) -> Topic:
        """A subject is named here, of which nothing has been told yet."""
        return replace(self.about(subject, others), is_fresh=True, is_used=False)

    def lost(self, words: str) -> Topic:
        """What is spoken of from here on is not known, but for these words."""
        return replace(self, subject=Subject(words=words), others=())

    def again(self, whole: Subject, others: tuple[str, ...] = ()) -> Topic:
        """A whole is spoken of again, behind its parts; or perhaps the last of these (`others`)."""
        return replace(self.about(whole, others), listing=self.listing.answered())

    def stated(self, measure: str) -> Topic:
        """An amount of the whole has been told: its parts are of the same measure, if it has but one."""
        has_actual = self.has_actual or measure not in BUDGETS
        last = "" if measure not in BUDGETS else EITHER if has_actual else measure
        return replace(self, has_actual=has_actual, last_measure=last)

    def with_part(self) -> Topic:
        """An amount of a part, or its share, has been told."""
        before = self.listing.parts if self.listing.parts_in == self.sentence else 0
        return replace(self, listing=replace(self.listing, parts=before + 1, parts_in=self.sentence))

    def with_paragraph(self, said: Sequence[Statement]) -> Topic:
        """A paragraph is over: what it has told an amount of first is one of what the section lists."""
        first = next((one.subject for one in said if one.kind == "amount" and one.subject.is_known), None)
        return self if first is None else replace(self, listed=(*self.listed, first))

    def own(self, refs: tuple[str, ...]) -> tuple[str, ...]:
        """What these are where the paragraph is about a whole with parts of its own by the same names; else empty."""
        wholes = [one.refs for one in (self.listing.whole, self.listing.outer, self.listing.last, self.main) if one is not None]
        return next((own for whole in wholes if (own := part_of(whole, refs))), ())

    def alternative(self) -> Subject | None:
        """What may be meant instead of the subject: the whole, behind or between its parts."""
        if self.others:
            return Subject(self.others, words=self.subject.words)
        if self.subject.is_told and not self.is_of_sentence:
            whole = self.listing.whole if self.listing.is_over else None  # 年末结转200.00万元，其中项目结转105.00万元。年末较年初减少…
            whole = whole if whole is not None and whole.is_known else self.main
            is_sum = self.subject.refs == (SUM_OF_TOLD,) and whole.is_told  # 会议费…；培训费…。两项合计11.53万元: none of the two
            return whole if whole.is_known and whole != self.subject and not is_sum else None
        closing = closing_of(self.subject.refs)
        if closing and (told := next((one for one in self.told if one.ref == closing), None)):
            return told  # 年末结转200.00万元，年初结转250.00万元，减少50.00万元
        if not self.is_of_sentence and is_whole(self.main.refs) and self.main != self.subject and not self.is_fresh:
            return self.main  # “三公”经费4.00万元…。公务接待费0.20万元…。与预算数5.50万元相比减少…
        is_loose = (self.listing.is_open and not self.is_fresh) or self.listing.is_over
        if self.listing.is_carried and (self.is_carried or self.subject == self.main):
            # the paragraph is about this one, and the whole was told in another; 比2022年1233.00万元减少…: an amount that is quoted tells of which
            whole = self.total or self.listing.whole
            return whole if self.comparison.has_quote and not self.is_of_sentence and whole != self.subject else None
        whole = self.listing.whole if is_loose and self.listing.whole != self.subject else None
        return whole if whole is not None and whole.is_known else None

    @property
    def is_of_entity(self) -> bool:
        """True where another unit is spoken of by its own name: 市图书馆支出60.00万元."""
        return bool(self.entity) and self.subject.ref.startswith(f"told/{self.entity}")

    def told_before(self) -> str:
        """What a bracket here tells more of: 较上年的120.00万元（含年初结转20.00万元）, the year before."""
        return PRIOR if self.comparison.has_quote and not self.comparison.changed else self.last_told

    def after_number(self, is_inside: bool = False) -> Topic:
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
    comparison = replace(topic.comparison.without_way().without_change(), rated="", has_quote=False)
    if not comparison.is_frame:
        comparison = replace(comparison, against="", doubt="")
    topic = replace(
        topic, is_fresh=False, counted="", is_each=False, is_named=False, is_linked=False,
        aside=topic.aside if mark == "semicolon" else "", last_measure="", has_actual=False, measure="", last_told="",
        listing=replace(topic.listing, measure=""), comparison=comparison,
    )  # fmt: skip
    if mark == "semicolon":
        topic = replace(topic, entity="") if topic.listing.is_open and topic.is_of_entity else topic  # the next part is another's
        is_item = topic.listing.is_carried and topic.told_here == (topic.subject,)  # △ 农林水支出80.00万元，80.00%；上年70.00万元，增加…: more of the same
        whole = topic.listing.open_whole
        is_other_side = whole is not None and is_total(topic.subject.refs) and side_of(whole.ref) != side_of(topic.subject.ref)
        if topic.listing.is_open and whole != topic.subject and not (is_item or is_other_side):
            # behind a part of a list: the next clause names its own subject, or none is certain
            topic = topic.lost("；")
        return topic
    if len(topic.subject.refs) > 1 and topic.subject.is_told:
        # 中央资金…、省级资金…，各占…: the next sentence speaks of one thing, or says of which
        topic = replace(topic.lost("各"), group=())
    listing = topic.listing.closed()
    if listing.whole is not None and listing.whole.refs == (SUM_OF_TOLD,):
        listing = replace(listing, whole=None)  # 合计 of what its own sentence lists
    return replace(
        topic, listing=listing, comparison=replace(comparison, against="", doubt="", is_frame=False), year="",
        sentence=topic.sentence + 1, is_told_over=True, entity=topic.entity if topic.is_entity_known else "", entity_before=topic.entity, owner="",
    )  # fmt: skip
