"""Statements to printed numbers: each with its identifier, its number, and the places that it speaks of.

Binding goes by subject, measure and section.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import CellError
from ..facts import Fact, Forms, Unbound, read_number
from ..facts.numbers import is_money
from ..identifiers import Identifiers
from ..sentences.statements import Statement, Subject
from ..sentences.words import item_measure, top

WORDED = ("direction", "agreement", "nil", "list", "item_name", "as_of", "flat", "reason")
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
    def section(self) -> str:
        """The section of the account in which it stands."""
        return top(self.statement.section)

    @property
    def measure(self) -> str:
        """A budget; nothing where it is the actual amount, said so or not."""
        return "" if self.statement.measure == "actual" else self.statement.measure

    @property
    def number(self) -> Fact:
        """The number that it prints, of a kind that prints one."""
        assert self.fact is not None
        return self.fact

    @property
    def is_told(self) -> bool:
        """No form knows what it speaks of: it has but the name that the text gives it."""
        return self.refs[:1] != () and self.refs[0].startswith("told/")

    @property
    def may_be_of_fund(self) -> bool:
        """政府性基金收入719.00万元，上年结转190.00万元: what no form knows may be meant instead of the account's."""
        return any(ref.startswith("told/") for ref in self.other_refs)

    @property
    def is_clear(self) -> bool:
        """True where nothing keeps it from being judged, and it speaks of the fiscal year and for all of what it names."""
        return not (self.problem or self.statement.doubt or self.statement.year or self.statement.is_reason)


def bind(statements: Iterable[Statement], forms: Forms, letter: str = "c") -> list[Bound]:
    """Give each statement its identifier, which begins with that letter, the refs of its subject and its number."""
    bound = []
    identifiers = Identifiers(letter)
    listed = list(statements)
    for form, names in forms.names.items():
        of_rows = [s for s in listed if s.subject.names and s.subject.form == form]
        names.settle((s.subject.names for s in of_rows), _Printed(form, of_rows, forms).is_told)
    for statement in listed:
        claim_id = identifiers.give(
            _quantity(statement), statement.section, statement.printed
        )
        fact = None
        refs, problem = _refs_or_why(statement.subject, forms)
        if statement.kind not in WORDED:
            try:
                number = read_number(statement.printed, statement.unit, statement.kind)
                fact = Fact(claim_id, number, statement.unit, statement.printed)
            except CellError as error:
                problem = str(error)
        others, _ = _refs_or_why(statement.alternative, forms)
        bound.append(Bound(claim_id, statement, refs, fact, problem, others))
    return bound


class _Printed:
    """The amounts that the prose tells by the names of rows of a form."""

    def __init__(self, form: str, told: Iterable[Statement], forms: Forms) -> None:
        self._form, self._forms = form, forms
        self._told: dict[tuple[str, ...], list[Statement]] = {}
        for one in told:
            if one.kind == "amount" and one.measure in ("", "actual") and not (one.doubt or one.year):
                self._told.setdefault(one.subject.names, []).append(one)

    def is_told(self, names: tuple[str, ...], code: str) -> bool:
        """True where an amount that is told by these names is the one that the form prints for a code."""
        try:
            printed = self._forms.fact(f"{self._form}/{code}/{item_measure(self._form)}").known
            told = [read_number(one.printed, one.unit, one.kind) for one in self._told.get(names, ())]
        except (CellError, Unbound):
            return False
        return any(one.interval.meets(printed.interval) for one in told)


def _quantity(statement: Statement) -> list[str]:
    """What a statement speaks of in its own words' terms, whether or not a form prints it.

    Of the places of a subject the first stands for it: another layout that is described later and
    prints it elsewhere renames nothing.
    """
    of = [
        ";".join([subject.form, *subject.names, *subject.refs[:1]])
        for subject in (statement.subject, statement.base)
        if subject is not None
    ]
    return [*of, statement.measure, statement.kind]


def _refs_or_why(subject: Subject | None, forms: Forms) -> tuple[tuple[str, ...], str]:
    """The places that a subject names, or why it names none."""
    try:
        return refs_of(subject, forms) if subject is not None else (), ""
    except Unbound as error:
        return (), str(error)


def refs_of(subject: Subject, forms: Forms) -> tuple[str, ...]:
    """The places on the forms that a subject names; none that another layout would have."""
    if subject.names:
        code = forms.code_of(subject.form, subject.names)
        return (f"{subject.form}/{code}/{item_measure(subject.form)}" if subject.form else f"told/{code}",)
    return tuple(ref for ref in subject.refs if not forms.does_without(ref)) or subject.refs


def money(bound: Bound) -> Fact:
    """An amount that the prose states.

    Raises:
        Unbound: its unit is no unit of money.
    """
    if bound.fact is None or not is_money(bound.statement.unit):
        raise Unbound(f"“{bound.statement.printed}{bound.statement.unit}” is no amount of money")
    return bound.fact
