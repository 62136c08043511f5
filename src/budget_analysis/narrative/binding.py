"""Statements to operands: the figures of the forms, and the numbers that the prose states itself.

Binding goes by subject, measure and section. A rate is recomputed in two worlds: from the forms,
and from the amounts that the text states beside it. Where the amount in the text is wrong, the
amount is reported once, and the rate is not blamed for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from .. import codes, terms
from ..amounts import FEN_PER_UNIT, Interval, Linear, parse_amount
from ..amounts import Printed as Number
from ..errors import CellError
from .lexicon import agency_names
from .statements import Statement, Subject

ITEM_FORM = "general_public_expenditure"
BASIC_FORM = "general_public_basic"
_ITEM_MEASURE = "expenditure_total"
WORDED = ("direction", "agreement", "nil", "list", "item_name", "as_of")
"""Kinds whose print is a word or name, not a number."""
FORMS_WORLD = "forms"
TEXT_WORLD = "text"


class Unbound(Exception):
    """No operand for a statement; the message is the reason that the reader sees."""


@dataclass(frozen=True)
class Operand:
    """A printed number that takes part in a formula; money in 万元."""

    id: str
    value: Fraction
    interval: Interval

    @property
    def linear(self) -> Linear:
        return Linear.of(self.id)


@dataclass(frozen=True)
class Bound:
    """A statement with its claim identifier and the places on the forms that it speaks of."""

    claim_id: str
    statement: Statement
    refs: tuple[str, ...]
    number: Number | None
    problem: str = ""


class Forms:
    """The printed figures of an account, found by form, role and measure."""

    def __init__(self, forms: pd.DataFrame, figures: pd.DataFrame) -> None:
        self.states: dict[str, str] = dict(zip(forms["form"], forms["state"], strict=True))
        self._cells: dict[str, pd.Series] = {}
        self._rows: dict[str, set[str]] = {}
        self.labels: dict[str, str] = {}
        self.economic: dict[str, str] = {}
        self._settled: dict[tuple[str, ...], str] = {}
        named = figures[figures["role"].notna()]
        for _, cell in named.iterrows():
            ref = f"{cell['form']}/{cell['role']}/{cell['measure']}"
            self._cells.setdefault(ref, cell)
            self._rows.setdefault(cell["form"], set()).add(cell["role"])
            if cell["form"] == ITEM_FORM and not pd.isna(cell["code"]):
                self.labels[cell["code"]] = cell["label"]
            if cell["form"] == BASIC_FORM and not pd.isna(cell["code"]):
                self.economic[cell["code"]] = cell["label"]

    def operand(self, ref: str) -> Operand:
        """The figure at `form/role/measure`; a blank, or a row that the form leaves out, is zero.

        Raises:
            Unbound: the form is missing, the column is not there, or the cell cannot be read.
        """
        if ref.count("/") != 2:
            raise Unbound(f"no form prints {ref}")
        form, role, measure = ref.split("/")
        state = self.states.get(form, "missing")
        if state in ("missing", "template", "emptied"):
            raise Unbound(f"form {form} is {state}")
        cell = self._cells.get(ref)
        if cell is None:
            if role not in self._rows.get(form, set()) and self._has_measure(form, measure):
                return Operand(ref, Fraction(0), Interval(Fraction(0), Fraction(0)))
            raise Unbound(f"form {form} has no column {measure} in row {role}")
        if cell["state"] == "unreadable":
            raise Unbound(f"the cell {ref} cannot be read")
        if not pd.isna(cell["reading"]) and "!" in cell["reading"]:
            raise Unbound(f"two readings of the cell {ref} disagree")
        if cell["state"] == "blank" or cell["amount_fen"] == 0:
            return Operand(cell["figure_id"], Fraction(0), Interval(Fraction(0), Fraction(0)))
        wan = FEN_PER_UNIT["万元"]
        value = Fraction(int(cell["amount_fen"])) / wan
        half = Fraction(int(cell["resolution_fen"])) / wan / 2
        return Operand(cell["figure_id"], value, Interval(value - half, value + half))

    def items(self) -> list[str]:
        """Codes of the items (项) on the form of general public expenditure."""
        return sorted(code for code in self.labels if len(code) == 7)

    def operands(self, refs: Iterable[str]) -> list[Operand]:
        """The figures of one and the same quantity on all forms that print it.

        Raises:
            Unbound: no form prints it; the reason is that of the first place.
        """
        found, reason = [], "no form prints it"
        for ref in refs:
            try:
                found.append(self.operand(ref))
            except Unbound as error:
                reason = reason if found or reason != "no form prints it" else str(error)
        if not found:
            raise Unbound(reason)
        return found

    def agency_items(self) -> list[Operand]:
        """The items of administrative running on the form of general public expenditure."""
        names = {codes.fold_name(name) for name in agency_names()}
        return [
            self.operand(f"{ITEM_FORM}/{code}/{_ITEM_MEASURE}")
            for code in self.items()
            if codes.fold_name(self.labels[code]) in names
        ]

    def settle(self, mentions: Iterable[tuple[str, ...]]) -> None:
        """Find the row of each class, section and item that the prose names, once for all.

        Names that the form does not print are given a row only where exactly one is left over:
        one level alone is misnamed, or all other items below the same section are taken.
        """
        wanted = list(dict.fromkeys(mentions))
        for names in wanted:
            exact = self._rows_named(names, misnamed=())
            if len(exact) == 1:
                self._settled[names] = exact[0]
        for names in wanted:
            if names in self._settled:
                continue
            near = [
                code
                for levels in ((0,), (1,))
                for code in self._rows_named(names, misnamed=levels)
            ]
            taken = set(self._settled.values())
            left = [
                code
                for code in self._rows_named(names, misnamed=(len(_given(names)) - 1,))
                if code not in taken
            ]
            for candidates in (near, left):
                if len(candidates) == 1:
                    self._settled[names] = candidates[0]
                    break

    def code_of(self, names: tuple[str, ...]) -> str:
        """The code of the row that class, section and item names speak of.

        Raises:
            Unbound: no row, or more than one, fits.
        """
        if names not in self._settled:
            raise Unbound(f"“{'/'.join(_given(names))}” is no row of the form {ITEM_FORM}")
        return self._settled[names]

    def misnamed(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """For each level whose name is not the form's: the name in the prose and the form's own."""
        code = self.code_of(names)
        found = []
        for position, name in enumerate(_given(names)):
            label = self.labels.get(code[: 3 + 2 * position], "")
            if codes.fold_name(label) != codes.fold_name(name):
                found.append((name, label))
        return found

    def _rows_named(self, names: tuple[str, ...], misnamed: tuple[int, ...]) -> list[str]:
        """Codes whose names differ from these at exactly the given levels."""
        wanted = _given(names)
        length = 1 + 2 * len(wanted)
        return [
            code
            for code in self.labels
            if len(code) == length
            and all(
                (codes.fold_name(self.labels.get(code[: 3 + 2 * level], "")) == codes.fold_name(name))
                != (level in misnamed)
                for level, name in enumerate(wanted)
            )
        ]

    def economic_section(self, name: str, is_personnel: bool) -> str:
        """The code of an economic section (款) of basic expenditure by its name.

        Raises:
            Unbound: the form has no such name, or has it twice.
        """
        found = [
            code
            for code, label in self.economic.items()
            if len(code) == 5
            and codes.fold_name(label) == codes.fold_name(name)
            and (codes.economic_group(code) == "personnel") == is_personnel
        ]
        if len(found) != 1:
            raise Unbound(f"“{name}” names {len(found)} rows of the form {BASIC_FORM}")
        return found[0]

    def prints_budget(self, ref: str) -> str | None:
        """Where the form itself prints the budget of this row (the form of the three expenses)."""
        form, _, _ = ref.partition("/")
        place = path(ref, "budget")
        return place if ref.count("/") == 2 and self._has_measure(form, "budget") else None

    def _has_measure(self, form: str, measure: str) -> bool:
        return any(ref.startswith(f"{form}/") and ref.endswith(f"/{measure}") for ref in self._cells)


def bind(statements: Iterable[Statement], forms: Forms) -> list[Bound]:
    """Give each statement its identifier and the refs of its subject."""
    bound = []
    count: dict[int, int] = {}
    listed = list(statements)
    forms.settle(statement.subject.names for statement in listed if statement.subject.names)
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
        bound.append(Bound(claim_id, statement, refs, number, problem))
    return bound


def refs_of(subject: Subject, forms: Forms) -> tuple[str, ...]:
    """The places on the forms that a subject names."""
    if subject.names:
        code = forms.code_of(subject.names)
        return (f"{ITEM_FORM}/{code}/{_ITEM_MEASURE}",)
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


def _given(names: tuple[str, ...]) -> list[str]:
    """The names that are given, from the class down."""
    return [terms.fold(name) for name in names if name]


def path(ref: str, measure: str) -> str:
    """Where a stated number belongs: the ref itself, or its row with a budget as the measure."""
    if measure in ("", "actual"):
        return ref
    return f"{ref.rsplit('/', 1)[0]}/{measure}" if ref.count("/") == 2 else f"{ref}/{measure}"


class Stated:
    """The amounts that the prose states, by place and section, in the order of the text."""

    def __init__(self, bound: Sequence[Bound]) -> None:
        self._all = bound
        self._amounts = [
            entry
            for entry in bound
            if entry.statement.kind == "amount" and not entry.problem and not entry.statement.doubt
        ]

    def amount(self, place: str, near: Statement) -> Bound | None:
        """The nearest amount stated before `near`: in its block, else in its section."""
        chosen = None
        for entry in self._amounts:
            same = any(path(ref, entry.statement.measure) == place for ref in entry.refs)
            statement = entry.statement
            is_before = (statement.block, statement.end) <= (near.block, near.end)
            if same and is_before and _top(statement.section) == _top(near.section):
                chosen = entry
        return chosen

    def named(self, place: str) -> Bound | None:
        """The first amount stated for this place anywhere in the document."""
        for entry in self._amounts:
            if any(path(ref, entry.statement.measure) == place for ref in entry.refs):
                return entry
        return None

    def amounts(self) -> Sequence[Bound]:
        return self._amounts

    def before(self, near: Statement) -> Sequence[Bound]:
        """All statements of the same block up to this one."""
        return [
            entry
            for entry in self._all
            if entry.statement.block == near.block and entry.statement.end <= near.end
        ]


def operand(ref: str, near: Statement, world: str, forms: Forms, stated: Stated) -> Operand:
    """The number at a place: from the form or from the text, as the world says, else from the other.

    Raises:
        Unbound: it is in neither.
    """
    is_on_form = ref.count("/") == 2 and ref.split("/")[0] in forms.states
    told = stated.amount(ref, near) or (None if is_on_form else stated.named(ref))
    if told is not None and (world == TEXT_WORLD or not is_on_form):
        return money(told)
    if is_on_form:
        return forms.operand(ref)
    raise Unbound(f"{ref} is stated nowhere in the document")


def _top(section: str) -> str:
    return section.split(".")[0]


def intervals(operands: Iterable[Operand]) -> Mapping[str, Interval]:
    return {entry.id: entry.interval for entry in operands}


def values(operands: Iterable[Operand]) -> Mapping[str, Fraction]:
    return {entry.id: entry.value for entry in operands}
