"""Statements to printed numbers: the figures of the forms, and what the prose states itself.

Binding goes by subject, measure and section. A rate is recomputed from the forms, and from the
amounts that the text states beside it. Where the amount in the text is wrong, the amount is
reported once, and the rate is not blamed for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..errors import CellError
from ..facts import Fact, Forms, Unbound, path, read_number
from ..facts.forms import ITEM_MEASURE
from ..facts.numbers import is_money
from ..narrative.statements import PRIOR, Statement, Subject

WORDED = ("direction", "agreement", "nil", "list", "item_name", "as_of", "flat")
"""Kinds whose print is a word or name, not a number."""


@dataclass(frozen=True)
class Bound:
    """A statement with its claim identifier and the places on the forms that it speaks of.

    `fact` is the number that it prints, None for words; `problem` says why it cannot be judged.
    """

    claim_id: str
    statement: Statement
    refs: tuple[str, ...]
    fact: Fact | None
    problem: str = ""
    other_refs: tuple[str, ...] = ()
    """Of what may be meant instead."""

    @property
    def place(self) -> tuple[int, int]:
        """Where it ends, for the order of the text."""
        return self.statement.block, self.statement.end

    @property
    def is_clear(self) -> bool:
        """True where nothing keeps it from being judged, and it speaks of the fiscal year."""
        return not (self.problem or self.statement.doubt or self.statement.year)


def bind(statements: Iterable[Statement], forms: Forms) -> list[Bound]:
    """Give each statement its identifier, the refs of its subject and its number."""
    bound = []
    count: dict[int, int] = defaultdict(int)
    listed = list(statements)
    for form, names in forms.names.items():
        names.settle(s.subject.names for s in listed if s.subject.names and s.subject.form == form)
    for statement in listed:
        count[statement.block] += 1
        claim_id = f"c{statement.block}.{count[statement.block]}"
        problem, fact = "", None
        refs: tuple[str, ...] = ()
        try:
            refs = refs_of(statement.subject, forms)
        except Unbound as error:
            problem = str(error)
        if statement.kind not in WORDED:
            try:
                fact = _fact(claim_id, statement)
            except CellError as error:
                problem = str(error)
        others = _other_refs(statement, forms)
        bound.append(Bound(claim_id, statement, refs, fact, problem, others))
    return bound


def _fact(claim_id: str, statement: Statement) -> Fact:
    return Fact(
        id=claim_id,
        number=read_number(statement.printed, statement.unit, statement.kind),
        unit=statement.unit,
        printed=statement.printed,
        direction=statement.direction,
        source="sentence",
    )


def _other_refs(statement: Statement, forms: Forms) -> tuple[str, ...]:
    try:
        return refs_of(statement.alternative, forms) if statement.alternative else ()
    except Unbound:
        return ()


def refs_of(subject: Subject, forms: Forms) -> tuple[str, ...]:
    """The places on the forms that a subject names."""
    if subject.names:
        code = forms.code_of(subject.form, subject.names)
        return (f"{subject.form}/{code}/{ITEM_MEASURE}",)
    return subject.refs


def money(bound: Bound) -> Fact:
    """An amount that the prose states.

    Raises:
        Unbound: its unit is no unit of money.
    """
    if bound.fact is None or not is_money(bound.statement.unit):
        raise Unbound(f"“{bound.statement.printed}{bound.statement.unit}” is no amount of money")
    return bound.fact


def top_section(section: str) -> str:
    """The section of the account that a subsection belongs to."""
    return section.split(".")[0]


class Stated:
    """What the prose states, by place and section, in the order of the text."""

    def __init__(self, bound: Sequence[Bound]) -> None:
        self._all = bound
        self._amounts: dict[str, list[Bound]] = defaultdict(list)
        self._sections: dict[str, list[Bound]] = defaultdict(list)
        for entry in bound:
            self._sections[entry.statement.section].append(entry)
            if entry.statement.kind == "amount" and not entry.problem and not entry.statement.doubt:
                refs = (*entry.refs, *entry.other_refs)
                for place in dict.fromkeys(path(ref, entry.statement.measure) for ref in refs):
                    self._amounts[place].append(entry)

    def amount(self, place: str, near: Statement) -> Bound | None:
        """The nearest amount stated before `near`: in its block, else in its section."""
        said = [
            entry
            for entry in self._amounts.get(place, ())
            if entry.place <= (near.block, near.end)
            and top_section(entry.statement.section) == top_section(near.section)
        ]
        return _of_this_year(said)[-1] if said else None

    def named(self, place: str) -> Bound | None:
        """The first amount stated for this place anywhere in the document."""
        said = self._amounts.get(place, [])
        return _of_this_year(said)[0] if said else None

    def prior(self, ref: str, near: Statement) -> Bound | None:
        """The amount of the year before that the sentence quotes of this place."""
        said = [
            entry
            for entry in self.before(near)
            if entry.statement.kind == PRIOR
            and ref in (*entry.refs, *entry.other_refs)
            and not entry.statement.doubt
        ]
        return said[-1] if said else None

    def has_adjusted_budget(self, form: str) -> bool:
        """True when the prose states an adjusted budget of a row of the form."""
        return any(
            place.startswith(f"{form}/")
            and any(entry.statement.measure == "adjusted_budget" for entry in said)
            for place, said in self._amounts.items()
        )

    def rates(self, ref: str) -> list[Bound]:
        """The completion rates that the prose states of a place."""
        return [
            entry
            for entry in self._all
            if entry.statement.kind == "completion" and entry.refs[:1] == (ref,) and entry.fact
        ]

    def days(self) -> list[str]:
        """The days as of which something is told."""
        return [entry.statement.printed for entry in self._all if entry.statement.kind == "as_of"]

    def has_doubtful_money(self, near: Statement) -> bool:
        """True when the block of a statement states money that was not understood."""
        return any(
            entry.statement.block == near.block
            and is_money(entry.statement.unit)
            and bool(entry.statement.doubt or entry.problem)
            for entry in self._all
        )

    def before(self, near: Statement) -> Sequence[Bound]:
        """All statements up to this one: of the same block, or of the sentence that it continues."""
        return [
            entry
            for entry in self._sections.get(near.section, ())
            if (near.block - 1, 0) < entry.place <= (near.block, near.end)
        ]


def _of_this_year(said: list[Bound]) -> list[Bound]:
    """An amount of another year counts only where no other states the place."""
    return [entry for entry in said if not entry.statement.year] or said


@dataclass(frozen=True)
class Sources:
    """The numbers that a statement is recomputed from: first the forms, or first the text."""

    forms: Forms
    stated: Stated
    is_text_first: bool = False

    def at(self, ref: str, near: Statement) -> Fact:
        """The number at a place: from the first source, else from the other.

        Raises:
            Unbound: it is in neither.
        """
        is_on_form = ref.count("/") == 2 and ref.split("/")[0] in self.forms.states
        if self.is_text_first or not is_on_form:
            # a whole may be stated in another section: 占本年支出合计的74.81%
            told = self.stated.amount(ref, near) or self.stated.named(ref)
            if told is not None:
                return money(told)
        if is_on_form:
            return self.forms.fact(ref)
        raise Unbound(f"{ref} is stated nowhere in the document")
