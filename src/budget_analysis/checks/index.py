"""The cells of one account by form, row and column, with what each is worth in a relation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from .. import codes, specs
from ..amounts import Interval, Linear, Printed

_SIZES = {"classes": 3, "sections": 5, "items": 7}
_ABSENT = {
    "missing": "is not in the account",
    "template": "is an empty template",
    "emptied": "has no figures and does not say why",
}


class CannotCheckError(Exception):
    """An operand cannot be had although its form is there: the instance is `unchecked`."""


class DoesNotApplyError(Exception):
    """A form, a column or a condition is absent: the instance is not applicable."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; `amount` in fen, None where it counts as an exact zero."""

    figure_id: str
    form: str
    printed: str
    page: int | None
    amount: Printed | None
    trouble: str = ""

    @property
    def is_zero(self) -> bool:
        return not self.trouble and (self.amount is None or self.amount.value == 0)

    @property
    def linear(self) -> Linear:
        """The cell as an operand.

        Raises:
            CannotCheckError: the cell is unreadable, or two readers disagree about it.
        """
        if self.trouble:
            raise CannotCheckError(self.trouble)
        return Linear({}) if self.amount is None else Linear.of(self.figure_id)


Cells = dict[str, Cell]
"""The cells of one printed row by measure."""


class FormIndex:
    """The forms and figures of one document, ready for look-ups.

    A row is known by its role; a role printed twice has two entries. Cells of rows without a role
    cannot be looked up: those that carry money are `strays`, and make sums over the form uncertain.
    """

    def __init__(
        self,
        forms: pd.DataFrame,
        figures: pd.DataFrame,
        document_id: str,
        zero_is_exact: bool = True,
    ) -> None:
        self.document_id = document_id
        own = forms[forms["document_id"] == document_id]
        self.forms: dict[str, dict[str, object]] = {
            str(row["form"]): {str(name): value for name, value in row.items()}
            for row in own.to_dict("records")
        }
        self.rows: dict[str, dict[str, list[Cells]]] = {}
        self.measures: dict[str, set[str]] = {}
        self.printed: dict[str, Printed] = {}
        self.intervals: dict[str, Interval] = {}
        self._strays: dict[str, str] = {}
        self._read(figures[figures["document_id"] == document_id], zero_is_exact)

    def _read(self, figures: pd.DataFrame, zero_is_exact: bool) -> None:
        wanted = [
            "figure_id", "form", "row", "role", "code", "label", "measure",
            "page", "printed", "state", "amount_fen", "resolution_fen", "reading",
        ]  # fmt: skip
        ordered = figures.sort_values(["form", "row"], kind="stable")[wanted]
        plain = ordered.astype(object).where(ordered.notna(), None)
        for values in plain.itertuples(index=False, name=None):
            record = dict(zip(wanted, values, strict=True))
            cell = _cell(record, zero_is_exact)
            form, measure, role = cell.form, str(record["measure"]), record["role"]
            self.measures.setdefault(form, set()).add(measure)
            if cell.amount is not None:
                self.printed[cell.figure_id] = cell.amount
                self.intervals[cell.figure_id] = cell.amount.interval
            if not cell.is_zero and (role is None or not _is_known_level(form, str(role))):
                name = str(record["code"] or record["label"] or f"row {record['row']}")
                self._strays.setdefault(form, name)
            if role is not None:
                self._file(form, str(role), measure, cell)

    def _file(self, form: str, role: str, measure: str, cell: Cell) -> None:
        entries = self.rows.setdefault(form, {}).setdefault(role, [])
        for cells in entries:
            if measure not in cells:
                cells[measure] = cell
                return
        entries.append({measure: cell})

    def state(self, form: str) -> str:
        """The form's state; `missing` for a form without a row in the frame `forms`."""
        return str(self.forms.get(form, {}).get("state", "missing"))

    def text(self, form: str, column: str) -> str:
        """What stands in a column of the frame `forms`, empty where nothing does."""
        value = self.forms.get(form, {}).get(column)
        return "" if value is None or value is pd.NA or value != value else str(value)

    def require(self, form: str) -> None:
        """Make sure that the form has figures or says that it has none.

        Raises:
            DoesNotApplyError: the form is absent, an empty template, or emptied.
            CannotCheckError: the form is there, but nothing of it was read.
        """
        reason = _ABSENT.get(self.state(form))
        if reason:
            raise DoesNotApplyError(f"form {form} {reason}")
        if self.state(form) == "found" and form not in self.measures:
            raise CannotCheckError(f"form {form} was found, but none of its figures could be read")

    def prints(self, form: str, measure: str) -> bool:
        return measure in self.measures.get(form, set())

    def stray(self, form: str) -> str:
        """A row that carries money but whose meaning is unknown; empty when there is none."""
        return self._strays.get(form, "")

    def roles(self, form: str, kind: str) -> list[str]:
        """The roles of a kind on a form, in printed order, each once."""
        roles = self.rows.get(form, {})
        if kind == "rows":
            return list(roles)
        if kind == "units":
            return [role for role in roles if role != "total"]
        digits = [role for role in roles if role.isdecimal()]
        if kind == "codes":
            return digits
        return [role for role in digits if len(role) == _SIZES[kind]]

    def parts(self, form: str, code: str) -> list[str]:
        """The codes one level below a code."""
        size = len(code) + 2
        return [
            role
            for role in self.rows.get(form, {})
            if len(role) == size and role.startswith(code) and role.isdecimal()
        ]

    def cells(self, form: str, role: str, measure: str) -> list[Cell]:
        """The cells of one row and column; none where they count as zero, two for a repeated role.

        Raises:
            CannotCheckError: the form should have the row or the column, but has not.
            DoesNotApplyError: the form's layout does not print the column.
        """
        entries = self.rows.get(form, {}).get(role, [])
        found = [cells[measure] for cells in entries if measure in cells]
        if len(found) == len(entries) > 0:
            return found
        if self.state(form) == "declared_empty":
            return []
        if not self.prints(form, measure):
            if _is_optional(form, measure):
                raise DoesNotApplyError(f"form {form} prints no column {measure}")
            raise CannotCheckError(f"form {form} has no column {measure}")
        if entries:
            raise CannotCheckError(f"form {form}, row {role} has no cell in column {measure}")
        if not role.isdecimal():
            raise CannotCheckError(f"form {form} has no row {role}")
        if self.stray(form):
            raise CannotCheckError(
                f"form {form} has no row {role}, but a row of unknown meaning: {self.stray(form)}"
            )
        return []


def _cell(record: Mapping[str, object], zero_is_exact: bool) -> Cell:
    figure_id, state = str(record["figure_id"]), record["state"]
    amount: Printed | None = None
    trouble = ""
    fen, resolution = record["amount_fen"], record["resolution_fen"]
    if "!" in str(record["reading"] or ""):
        trouble = f"figure {figure_id} was read in two ways"
    elif state == "unreadable" or (state == "value" and fen is None):
        trouble = f"figure {figure_id} is unreadable"
    elif state == "value":
        # a resolution below one fen is not kept: such an amount is exact
        amount = Printed(_whole(fen), _whole(resolution or 0), is_exact=not resolution)
    elif state == "zero" and not zero_is_exact and resolution:
        amount = Printed(Fraction(0), _whole(resolution))
    page = record["page"]
    return Cell(
        figure_id=figure_id,
        form=str(record["form"]),
        printed=str(record["printed"] or ""),
        page=int(str(page)) if page is not None else None,
        amount=amount,
        trouble=trouble,
    )


def _whole(number: object) -> Fraction:
    return Fraction(int(str(number)))


def _is_known_level(form: str, role: str) -> bool:
    """False for a code whose length belongs to no level of its classification."""
    classification = specs.forms()[form].codes if form in specs.forms() else None
    if not role.isdecimal() or classification is None:
        return True
    return len(role) in codes.LENGTHS[classification]


def _is_optional(form: str, measure: str) -> bool:
    spec = specs.forms().get(form)
    return spec is not None and any(
        column.name == measure and column.is_optional
        for group in spec.groups
        for column in group.columns
    )
