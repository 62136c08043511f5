"""Statements to operands: the figures of the forms, and the numbers that the prose states itself.

Binding goes by subject, measure and section. A rate is recomputed in two worlds: from the forms,
and from the amounts that the text states beside it. Where the amount in the text is wrong, the
amount is reported once, and the rate is not blamed for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..amounts import FEN_PER_UNIT, Interval, parse_amount
from ..amounts import Printed as Number
from ..errors import CellError
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
        # by what is asked for: a text of n statements must not be gone through n times
        self._amounts: dict[tuple[str, str], list[Bound]] = {}
        self._first: dict[str, Bound] = {}
        self._kinds: dict[tuple[str, str], list[Bound]] = {}
        self._rates: dict[str, list[Bound]] = {}
        self._adjusted: set[str] = set()
        self._doubtful: set[int] = set()
        self.days: set[str] = set()
        """The days as of which something is told."""
        for entry in bound:
            self._take(entry)

    def _take(self, entry: Bound) -> None:
        statement = entry.statement
        self._kinds.setdefault((statement.section, statement.kind), []).append(entry)
        is_doubtful = bool(entry.problem or statement.doubt)
        if statement.unit in FEN_PER_UNIT and is_doubtful:
            self._doubtful.add(statement.block)
        if statement.kind == "as_of":
            self.days.add(statement.printed)
        if statement.kind == "completion" and entry.refs and entry.number:
            self._rates.setdefault(entry.refs[0], []).append(entry)
        if statement.kind != "amount" or is_doubtful:
            return
        refs = (*entry.refs, *entry.other_refs)
        if statement.measure == "adjusted_budget":
            self._adjusted.update(ref.split("/")[0] for ref in refs)
        for place in {path(ref, statement.measure) for ref in refs}:
            self._amounts.setdefault((place, top_section(statement.section)), []).append(entry)
            first = self._first.setdefault(place, entry)
            # an amount of another year counts only where no other states the place
            if first.statement.year and not statement.year:
                self._first[place] = entry

    def amount(self, place: str, near: Statement) -> Bound | None:
        """The nearest amount stated before `near`: in its block, else in its section.

        One of another year counts only where no other states the place.
        """
        said = self._amounts.get((place, top_section(near.section)), [])
        before = bisect_right(said, _place(near), key=lambda entry: _place(entry.statement))
        of_year = (said[at] for at in range(before - 1, -1, -1) if not said[at].statement.year)
        return next(of_year, said[before - 1] if before else None)

    def named(self, place: str) -> Bound | None:
        """The first amount stated for this place anywhere in the document."""
        return self._first.get(place)

    def prior(self, ref: str, near: Statement) -> Bound | None:
        """The amount of the year before that the sentence quotes of this place."""
        for entry in self.before(near, PRIOR):
            if ref in (*entry.refs, *entry.other_refs) and not entry.statement.doubt:
                return entry
        return None

    def has_adjusted_budget(self, form: str) -> bool:
        """True when the prose states an adjusted budget of a row of the form."""
        return form in self._adjusted

    def rates(self, ref: str) -> list[Bound]:
        """The completion rates that the prose states of a place."""
        return self._rates.get(ref, [])

    def has_doubtful_money(self, near: Statement) -> bool:
        """True when the block of a statement states money that was not understood."""
        return near.block in self._doubtful

    def before(self, near: Statement, kind: str) -> Iterator[Bound]:
        """The statements of a kind up to this one, the nearest first.

        Those of the same block, or of the sentence that it continues.
        """
        said = self._kinds.get((near.section, kind), [])
        last = bisect_right(said, _place(near), key=lambda entry: _place(entry.statement))
        for at in range(last - 1, -1, -1):
            if said[at].statement.block < near.block - 1:
                return
            yield said[at]


def _place(statement: Statement) -> tuple[int, int]:
    return statement.block, statement.end


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
