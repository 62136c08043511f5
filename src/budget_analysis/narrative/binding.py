"""Statements to operands: the figures of the forms, and the numbers that the prose states itself.

Binding goes by subject, measure and section. A rate is recomputed in two worlds: from the forms,
and from the amounts that the text states beside it. Where the amount in the text is wrong, the
amount is reported once, and the rate is not blamed for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..amounts import FEN_PER_UNIT, Interval, parse_amount
from ..amounts import Printed as Number
from ..errors import CellError
from .lexicon import BUDGETS
from .places import ITEM_MEASURE, Forms, Operand, Unbound, path
from .statements import PRIOR, Statement, Subject

__all__ = [
    "Bound",
    "Forms",
    "Operand",
    "Stated",
    "Unbound",
    "bind",
    "intervals",
    "money",
    "operand",
    "path",
    "refs_of",
    "top_section",
    "values",
]

WORDED = ("direction", "agreement", "nil", "list", "item_name", "as_of", "flat")
"""Kinds whose print is a word or name, not a number."""
FORMS_WORLD = "forms"
TEXT_WORLD = "text"


@dataclass(frozen=True)
class Bound:
    """A statement with its claim identifier and the places on the forms that it speaks of."""

    claim_id: str
    statement: Statement
    refs: tuple[str, ...]
    number: Number | None
    problem: str = ""
    other_refs: tuple[str, ...] = ()
    """Of what may be meant instead."""


def bind(statements: Iterable[Statement], forms: Forms) -> list[Bound]:
    """Give each statement its identifier and the refs of its subject."""
    bound = []
    count: dict[int, int] = {}
    listed = list(statements)
    for form, names in forms.names.items():
        names.settle(s.subject.names for s in listed if s.subject.names and s.subject.form == form)
    for statement in listed:
        count[statement.block] = count.get(statement.block, 0) + 1
        claim_id = f"c{statement.block}.{count[statement.block]}"
        problem = ""
        refs: tuple[str, ...] = ()
        try:
            refs = refs_of(statement.subject, forms)
        except Unbound as error:
            problem = str(error)
        number = None
        if statement.kind not in WORDED:
            try:
                number = parse_amount(statement.printed)
            except CellError as error:
                problem = str(error)
            else:
                # a percentage is always rounded, also a printed 0.00 %; what is counted never is
                if statement.unit == "%":
                    number = Number(number.value, number.resolution, is_exact=False)
                elif statement.kind in ("count", "period"):
                    number = Number(number.value, number.resolution, is_exact=True)
        others = _other_refs(statement, forms)
        bound.append(Bound(claim_id, statement, refs, number, problem, others))
    return bound


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


def money(bound: Bound) -> Operand:
    """An amount that the prose states, as an operand in 万元.

    Raises:
        Unbound: its unit is no unit of money.
    """
    fen = FEN_PER_UNIT.get(bound.statement.unit)
    if fen is None or bound.number is None:
        raise Unbound(f"“{bound.statement.printed}{bound.statement.unit}” is no amount of money")
    amount = bound.number.scaled(fen / FEN_PER_UNIT["万元"])
    return Operand(bound.claim_id, amount.value, amount.interval)


class Stated:
    """What the prose states, by place and section, in the order of the text."""

    def __init__(self, bound: Sequence[Bound]) -> None:
        self._all = bound
        self._amounts = [
            entry
            for entry in bound
            if entry.statement.kind == "amount" and not entry.problem and not entry.statement.doubt
        ]

    def amount(self, place: str, near: Statement) -> Bound | None:
        """The nearest amount stated before `near`: in its block, else in its section."""
        said = [
            entry
            for entry in self._amounts
            if _is_of(entry, place)
            and (entry.statement.block, entry.statement.end) <= (near.block, near.end)
            and top_section(entry.statement.section) == top_section(near.section)
        ]
        return _of_this_year(said)[-1] if said else None

    def named(self, place: str) -> Bound | None:
        """The first amount stated for this place anywhere in the document."""
        said = [entry for entry in self._amounts if _is_of(entry, place)]
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

    def gap(self, ref: str, near: Statement) -> Bound | None:
        """The difference to a budget that the same sentence states of this place."""
        said = [
            entry
            for entry in self._all
            if entry.statement.kind == "change"
            and entry.statement.measure in BUDGETS
            and entry.refs[:1] == (ref,)
            and entry.statement.block == near.block
            and entry.statement.sentence == near.sentence
            and not entry.statement.doubt
        ]
        return said[0] if len(said) == 1 else None

    def has_adjusted_budget(self, form: str) -> bool:
        """True when the prose states an adjusted budget of a row of the form."""
        return any(
            entry.statement.measure == "adjusted_budget" and ref.startswith(f"{form}/")
            for entry in self._amounts
            for ref in (*entry.refs, *entry.other_refs)
        )

    def rates(self, ref: str) -> list[Bound]:
        """The completion rates that the prose states of a place."""
        return [
            entry
            for entry in self._all
            if entry.statement.kind == "completion" and entry.refs[:1] == (ref,) and entry.number
        ]

    def days(self) -> list[str]:
        """The days as of which something is told."""
        return [entry.statement.printed for entry in self._all if entry.statement.kind == "as_of"]

    def has_doubtful_money(self, near: Statement) -> bool:
        """True when the block of a statement states money that was not understood."""
        return any(
            entry.statement.block == near.block
            and entry.statement.unit in FEN_PER_UNIT
            and bool(entry.statement.doubt or entry.problem)
            for entry in self._all
        )

    def before(self, near: Statement) -> Sequence[Bound]:
        """All statements up to this one: of the same block, or of the sentence that it continues."""
        return [
            entry
            for entry in self._all
            if entry.statement.section == near.section
            and (near.block - 1, 0) < (entry.statement.block, entry.statement.end)
            and (entry.statement.block, entry.statement.end) <= (near.block, near.end)
        ]


def _of_this_year(said: list[Bound]) -> list[Bound]:
    """An amount of another year counts only where no other states the place."""
    return [entry for entry in said if not entry.statement.year] or said


def _is_of(entry: Bound, place: str) -> bool:
    return any(path(ref, entry.statement.measure) == place for ref in (*entry.refs, *entry.other_refs))


def operand(ref: str, near: Statement, world: str, forms: Forms, stated: Stated) -> Operand:
    """The number at a place: from the form or from the text, as the world says, else from the other.

    Raises:
        Unbound: it is in neither.
    """
    is_on_form = ref.count("/") == 2 and ref.split("/")[0] in forms.states
    # a whole may be stated in another section: 占本年支出合计的74.81%
    is_far = world == TEXT_WORLD or not is_on_form
    told = stated.amount(ref, near) or (stated.named(ref) if is_far else None)
    if told is not None and (world == TEXT_WORLD or not is_on_form):
        return money(told)
    if is_on_form:
        return forms.operand(ref)
    raise Unbound(f"{ref} is stated nowhere in the document")


def top_section(section: str) -> str:
    """The section of the account that a subsection belongs to."""
    return section.split(".")[0]


def intervals(operands: Iterable[Operand]) -> Mapping[str, Interval]:
    return {entry.id: entry.interval for entry in operands}


def values(operands: Iterable[Operand]) -> Mapping[str, Fraction]:
    return {entry.id: entry.value for entry in operands}
