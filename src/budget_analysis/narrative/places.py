"""The printed figures of an account as the prose speaks of them: by place, or by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from .. import codes
from ..amounts import FEN_PER_UNIT, Interval, Linear
from .items import NAME_MARK, ItemNames, Names, given
from .lexicon import agency_names, item_forms

ITEM_FORM = "general_public_expenditure"
ITEM_MEASURE = "expenditure_total"
BASIC_FORM = "general_public_basic"

_ZERO = Fraction(0)
_PLAIN_COLUMNS = ("amount", "actual", "total", "revenue_total", "expenditure_total")
"""Columns that add nothing to what the row says; any other column is part of the quantity."""


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


class Forms:
    """The printed figures of an account, found by form, role and measure."""

    def __init__(self, forms: pd.DataFrame, figures: pd.DataFrame) -> None:
        self.states: dict[str, str] = dict(zip(forms["form"], forms["state"], strict=True))
        self._cells: dict[str, pd.Series] = {}
        self._rows: dict[str, set[str]] = {}
        self.economic: dict[str, str] = {}
        labels: dict[str, dict[str, str]] = {form: {} for form in {ITEM_FORM, *item_forms()}}
        self._strays: dict[str, str] = {}
        unknown = figures[figures["role"].isna() & (figures["amount_fen"].fillna(0) != 0)]
        for _, cell in unknown.iterrows():
            name = cell["label"] if not pd.isna(cell["label"]) else f"row {cell['row']}"
            self._strays.setdefault(cell["form"], str(name))
        named = figures[figures["role"].notna()]
        for _, cell in named.iterrows():
            ref = f"{cell['form']}/{cell['role']}/{cell['measure']}"
            self._cells.setdefault(ref, cell)
            self._rows.setdefault(cell["form"], set()).add(cell["role"])
            if cell["form"] in labels and not pd.isna(cell["code"]):
                labels[cell["form"]][cell["code"]] = cell["label"]
            if cell["form"] == BASIC_FORM and not pd.isna(cell["code"]):
                self.economic[cell["code"]] = cell["label"]
        self.names: dict[str, ItemNames] = {form: ItemNames(own) for form, own in labels.items()}
        """The rows by function of each form whose items the prose names."""

    def operand(self, ref: str) -> Operand:
        """The figure at `form/role/measure`; a blank, or a row that the form leaves out, is zero.

        Raises:
            Unbound: the form is missing, the column is not there, or the cell cannot be read.
        """
        if ref.count("/") != 2:
            raise Unbound(f"no form prints {ref}")
        form, role, measure = ref.split("/")
        self.require(form)
        cell = self._cells.get(ref)
        if cell is None:
            return self._left_out(ref)
        if cell["state"] == "unreadable":
            raise Unbound(f"the cell {ref} cannot be read")
        if not pd.isna(cell["reading"]) and "!" in cell["reading"]:
            raise Unbound(f"two readings of the cell {ref} disagree")
        if cell["state"] == "blank" or cell["amount_fen"] == 0:
            return Operand(cell["figure_id"], _ZERO, Interval(_ZERO, _ZERO))
        wan = FEN_PER_UNIT["万元"]
        value = Fraction(int(cell["amount_fen"])) / wan
        # a resolution below one fen is not kept: such an amount is exact
        last = cell["resolution_fen"]
        half = Fraction(0) if pd.isna(last) else Fraction(int(last)) / wan / 2
        return Operand(cell["figure_id"], value, Interval(value - half, value + half))

    def _left_out(self, ref: str) -> Operand:
        """A row that the form does not print: zero for a code, and where the form says it is empty.

        Raises:
            Unbound: the column is not there, or a row has no meaning that could be this one.
        """
        form, role, measure = ref.split("/")
        if self.states.get(form) == "declared_empty":
            return Operand(ref, _ZERO, Interval(_ZERO, _ZERO))
        if role in self._rows.get(form, set()) or not self._has_measure(form, measure):
            raise Unbound(f"form {form} has no column {measure} in row {role}")
        if not role.isdecimal():
            raise Unbound(f"form {form} has no row {role}")
        if form in self._strays:
            raise Unbound(f"form {form} has a row of unknown meaning: {self._strays[form]}")
        return Operand(ref, _ZERO, Interval(_ZERO, _ZERO))

    def is_absent(self, form: str) -> bool:
        """True where no figure of the form can be known."""
        return self.states.get(form, "missing") in ("missing", "template", "emptied")

    def require(self, form: str) -> None:
        """Make sure that the form has figures, or says that it has none.

        Raises:
            Unbound: it is missing, emptied, or an empty template.
        """
        if self.is_absent(form):
            raise Unbound(f"form {form} is {self.states.get(form, 'missing')}")

    def members(self, family: str) -> list[str]:
        """Codes of the `classes` or `items` on which the form shows expenditure.

        Raises:
            Unbound: the form is absent.
        """
        self.require(ITEM_FORM)
        return [
            code
            for code in self.names[ITEM_FORM].of_size(family)
            if self.operand(f"{ITEM_FORM}/{code}/{ITEM_MEASURE}").value
        ]

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
        rows = self.names[ITEM_FORM]
        return [
            self.operand(f"{ITEM_FORM}/{code}/{ITEM_MEASURE}")
            for code in rows.of_size("items")
            if codes.fold_name(rows.labels[code]) in names
        ]

    def code_of(self, form: str, names: Names) -> str:
        """The code of the row of a form that class, section and item names speak of.

        Where the form is absent the names themselves stand for it, so that what the prose says of
        one item still belongs together.

        Raises:
            Unbound: no row, or more than one, fits.
        """
        if not form:
            raise Unbound("a class may be one of any budget in this section")
        if self.is_absent(form):
            return NAME_MARK.join(given(names))
        code = self.names[form].code_of(names)
        if code is None:
            raise Unbound(f"“{'/'.join(given(names))}” is no row of the form {form}")
        return code

    def misnamed(self, form: str, names: Names) -> list[tuple[str, str]]:
        """For each level whose name is not the form's: the name in the prose and the form's own.

        Raises:
            Unbound: the form is absent, or no row of it fits.
        """
        self.code_of(form, names)
        self.require(form)
        return self.names[form].misnamed(names)

    def economic_section(self, name: str, is_personnel: bool) -> str:
        """The code of an economic section (款) of basic expenditure by its name.

        Raises:
            Unbound: the form has no such name, or has it twice.
        """
        self.require(BASIC_FORM)
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


def path(ref: str, measure: str) -> str:
    """Where a stated number belongs: the ref itself, or its row with a budget as the measure."""
    if measure in ("", "actual"):
        return ref
    above, _, column = ref.rpartition("/")
    is_told_by_row = ref.count("/") == 2 and column in _PLAIN_COLUMNS
    return f"{above}/{measure}" if is_told_by_row else f"{ref}/{measure}"
