"""What a sentence says, number by number, before it is bound to operands and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace

PERCENT_SIGN = "percent_sign"
TEMPLATE_RESIDUE = "template_residue"
UNIT_WORD = "unit_word"
OTHER = "other"
"""The measure of what is compared with the budget of another year."""
OF_ANOTHER = "it speaks of “{}”, not of the whole department"
"""The doubt about a number of another unit."""
ASIDE = "aside"
"""The measure of a count in brackets, in a reason or of a change: it is no addend."""
SUM_OF_TOLD = "told/合计"
"""What a sum speaks of that no subject names."""
OF_THE_CLASS = "told/该类支出"
"""The class of which parts are being told: 占该类支出的36.8%."""
REST = "told/其余"
"""What a list speaks of that tells all that it has not named."""
PRIOR = "prior"
"""The kind of an amount of the year before that a comparison quotes, and the measure of its change."""

COUNTED = "counted"
"""The measure of a share of things that are counted."""
BESIDE = "beside"
"""The measure of a difference between two amounts of the same year: 支出比收入多132.60万元."""
UNDIRECTED = "no word tells the direction"
"""The doubt of a change that is only called a difference: 差值为0.90万元."""
OPENING = "opening"
"""The measure of a change on what there was at the beginning of the year."""


@dataclass(frozen=True)
class Subject:
    """What a statement speaks of: places on forms (`refs`), or names of the classification."""

    refs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: str = ""
    form: str = ""
    """The form by function whose row the names speak of."""

    @property
    def is_known(self) -> bool:
        return bool(self.refs or self.names)

    @property
    def ref(self) -> str:
        """The first of its places; empty where it has none."""
        return self.refs[0] if self.refs else ""

    @property
    def is_told(self) -> bool:
        """No form knows it: it has but the name that the text gives it."""
        return self.ref.startswith("told/")


def told_as(words: str) -> Subject:
    """What no form knows, by the name that the text gives it."""
    return Subject((f"told/{words}",), words=words)


IN_BRACKETS = Subject(words="(")
"""What a count in brackets is told within: it is no part of the list around them."""

WITHOUT_WORD = ":"
"""With what the words begin within which a count is told that no word (其中) says to be one of several."""
WHOLE_LIST = Subject(words=WITHOUT_WORD)
"""What a count is told within that a colon or a bracket right behind a whole tells, with nothing but such counts."""


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
    alternative: Subject | None = None
    """What may be meant instead; a statement that holds for it is not wrong."""
    is_told_again: bool = False
    """Its sentence does not name the subject: it goes on from what was said before."""
    is_reason: bool = False
    """A reason tells it: a part of what it names may be meant."""
    named: str = ""
    """Of a count: the words before it; of an amount: the word by which it is added or taken (加, 减)."""
    measure: str = ""
    """budget, adjusted_budget, any_budget or actual; empty for the subject's own amount.

    Of a change: what it is a change on; empty for a year before whose amount is not quoted.
    """
    base: Subject | None = None
    """The whole of a share."""
    is_base_named: bool = False
    """The sentence names it."""
    other_bases: tuple[Subject, ...] = ()
    """Wholes that may be meant as well, where the sentence names none."""
    within: Subject | None = None
    """Of an amount: the whole that the same sentence tells it a part of (其中)."""
    of_parts: int = 0
    """Of an amount: as one of how many parts the words count it (分为三块); 0 where they count none."""
    direction: str = ""
    """up, down; less, greater, equal for comparisons; own, prior or told (any) for a year."""
    period: str = ""
    year: str = ""
    """The year the sentence speaks of, where it is not the fiscal year."""
    doubt: str = ""
    """Why the statement cannot be judged; empty where it can."""
    sentence: int = 0
    """The number of its sentence within the block."""
    is_about: bool = False
    """The words say about how much it is (约, 近, 左右)."""
    remarks: tuple[str, ...] = ()
    """What is odd about the words, for the notices."""

    def doubted(self, why: str) -> Statement:
        """The statement with a reason why it cannot be judged; one that was found before stands, unless it only says that another unit is spoken of."""
        return replace(self, doubt=why if why and self.is_of_another else self.doubt or why)

    @property
    def is_of_another(self) -> bool:
        """Nothing is doubtful but that another unit is spoken of."""
        return self.doubt.endswith(OF_ANOTHER.partition("{}")[2])

    @property
    def told_in(self) -> tuple[int, int]:
        """Its sentence: what stands in one is told together."""
        return self.block, self.sentence
