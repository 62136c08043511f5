"""The cells of one account by form, row and column: the one index over the printed forms.

Here alone is decided what counts as zero: a blank cell, a printed 0.00, a code that its form does
not print, any row of a form that says it is empty. A row of unknown meaning that carries money
makes all that rests on unprinted rows uncertain, and a blank total over filled parts is no zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from .. import codes, specs
from ..frames import as_rows, build, text
from ..stand_ins import stand_ins
from .fact import ZERO, CannotCheckError, DoesNotApplyError, Fact, Unbound, fact_of
from .item_names import NAME_MARK, SIZES, ItemNames, Names, given, rightful
from .omissions import is_by_unit, mark_blank_totals, page_without_rows
from .quantity import path
from .subtotals import names_without_codes, roles_of_subtotals

ITEM_FORM = "general_public_expenditure"
ITEM_MEASURE = "expenditure_total"
BASIC_FORM = "general_public_basic"

_ANY_BUDGET = "a class may be one of any budget in this section"
_ABSENT = {
    "missing": "is not in the account",
    "template": "is an empty template",
    "emptied": "has no figures and does not say why",
}

Cells = dict[str, Fact]
"""The cells of one printed row by measure."""


class Forms:
    """The forms and figures of one account, ready for look-ups.

    A row is known by its role; a role printed twice has two entries. Cells of rows without a role
    cannot be looked up: those that carry money are `strays`.

    Args:
        forms, figures: the frames of that name.
        document_id: of the account, where the frames hold several.
        repeated: page to the earlier page that it repeats.
    """

    def __init__(
        self,
        forms: pd.DataFrame,
        figures: pd.DataFrame,
        document_id: str = "",
        repeated: Mapping[int, int] = {},
    ) -> None:
        if document_id:
            forms = forms[forms["document_id"] == document_id]
            figures = figures[figures["document_id"] == document_id]
        self.document_id = document_id
        self.figures = figures
        self.repeated = repeated
        self.forms = {str(row["form"]): row for row in as_rows(forms)}
        self.states = {form: str(row["state"]) for form, row in self.forms.items()}
        self.rows: dict[str, dict[str, list[Cells]]] = {}
        self.measures: dict[str, set[str]] = {}
        self._named: dict[str, dict[str, list[Cells]]] = {}
        """The rows without a meaning of forms that print no codes, by name: what holds along a row holds along these."""
        self.by_id: dict[str, Fact] = {}
        """Every cell by its identifier, rows of unknown meaning too."""
        self._labels: dict[str, dict[str, str]] = {}
        """The labels of the codes of each form."""
        self._strays: dict[str, str] = {}
        self._read(figures)
        self._instead = stand_ins({form: self.rows.get(form, {}) for form, state in self.states.items() if state not in _ABSENT})
        self.omissions = mark_blank_totals(self.rows)
        self.by_id |= {fact.id: fact for fact in self.omissions}
        named = specs.load("sentences/subjects.toml")["item_forms"].values()
        self.names: dict[str, ItemNames] = {
            form: ItemNames(self._labels.get(form, {}), self._labels.values()) for form in {ITEM_FORM, *named}
        }
        """The rows by function of each form whose items the prose names."""

    @classmethod
    @cache
    def none(cls) -> Forms:
        """Of a text that has no forms."""
        return cls(build("forms", []), build("figures", []))

    def _read(self, figures: pd.DataFrame) -> None:
        wanted = [
            "figure_id", "form", "row", "role", "code", "label", "measure", "page", "printed", "state", "amount_fen", "resolution_fen", "reading",
        ]  # fmt: skip
        ordered = figures.sort_values(["form", "row"], kind="stable")[wanted]
        coded: dict[tuple[str, str], dict[int, str]] = {}
        units = {form: self.text(form, "unit") for form in self.forms}
        instead, names = roles_of_subtotals(ordered), names_without_codes(ordered)
        for record in as_rows(ordered):
            fact = fact_of(record, units)
            form, measure, role = fact.form, str(record["measure"]), instead.get((fact.form, record["row"]), record["role"])
            self.measures.setdefault(form, set()).add(measure)
            self.by_id[fact.id] = fact
            if not fact.is_zero and (role is None or not specs.has_level(form, str(role))):
                name = str(record["code"] or record["label"] or f"row {record['row']}")
                self._strays.setdefault(form, name)
            if role is not None:
                self._file(self.rows, form, str(role), measure, fact)
            elif (form, record["row"]) in names:
                self._file(self._named, form, names[form, record["row"]], measure, fact)
            if record["role"] is not None and record["code"] is not None:
                self._labels.setdefault(form, {})[str(record["code"])] = str(record["label"] or "")
                coded.setdefault((form, str(record["role"])), {})[record["row"]] = str(record["label"] or "")
        for (form, role), labels in coded.items():
            entries = self.rows[form][role]
            if len(labels) == len(entries) > 1:
                others = [names.get(role, "") for other, names in self._labels.items() if other != form]
                first = rightful(list(labels.values()), others)
                entries.insert(0, entries.pop(first))
                self._labels[form][role] = list(labels.values())[first]

    def _file(self, filed: dict[str, dict[str, list[Cells]]], form: str, role: str, measure: str, cell: Fact) -> None:
        entries = filed.setdefault(form, {}).setdefault(role, [])
        if all(measure in cells for cells in entries):
            entries.append({})
        next(cells for cells in entries if measure not in cells)[measure] = cell

    def state(self, form: str) -> str:
        """The form's state; `missing` for a form without a row in the frame `forms`."""
        return self.states.get(form, "missing")

    def text(self, form: str, column: str) -> str:
        """What stands in a column of the frame `forms`, empty where nothing does."""
        return text(self.forms.get(form, {}).get(column))

    def require(self, form: str) -> None:
        """Make sure that the form has figures or says that it has none.

        Raises:
            DoesNotApplyError: the form is absent, an empty template, or emptied.
            CannotCheckError: the form is there, but nothing of it was read.
        """
        if reason := _ABSENT.get(self.state(form)):
            raise DoesNotApplyError(f"form {form} {reason}")
        if self.state(form) in ("unread", "found") and form not in self.measures:
            raise CannotCheckError(f"the title of form {form} was found, but none of its figures could be read")

    def why_cut_off(self, form: str) -> str:
        """Why rows of a form may be missing at its end; empty where nothing says so."""
        groups = specs.forms()[form].every_group
        needed = [row.role for group in groups for row in group.rows if row.is_required]
        has_note = bool(self.text(form, "note") or self.text(form, "statement"))
        if needed and not has_note and not set(needed) & set(self.rows.get(form, {})):
            return f"form {form} has no total and no note below it; pages of it may be missing"
        return self.why_page_missing(form)

    def why_page_missing(self, form: str) -> str:
        """Why the rows of a page of a form may be missing; empty where nothing says so."""
        bare = page_without_rows(self.figures, form)
        if bare is not None:
            return f"page {bare} of form {form} gave no rows; rows of it may not have been read"
        last = self.text(form, "pages").split("-")[-1]
        if last.isdecimal() and int(last) + 1 in self.repeated:
            return f"the last page of form {form}, or the one behind it, is printed twice; another page of it may be missing"
        return ""

    def prints(self, form: str, measure: str) -> bool:
        return measure in self.measures.get(form, set())

    def has_row(self, form: str, role: str) -> bool:
        return role in self.rows.get(form, {})

    def does_without(self, ref: str) -> bool:
        """True for a row or a column that this form, of which figures were read, does not print."""
        form, role, measure = (*self.at(ref).split("/"), "", "")[:3]
        is_row = role.isdecimal() or self.has_row(form, role)  # a code that is not printed is zero
        return form in self.measures and not (is_row and (not measure or self.prints(form, measure)))

    def stray(self, form: str) -> str:
        """A row that carries money but whose meaning is unknown; empty when there is none."""
        return self._strays.get(form, "")

    def roles(self, form: str, kind: str) -> list[str]:
        """The roles of a kind on a form, in printed order, each once."""
        roles = self.rows.get(form, {})
        if kind == "rows":
            return [*roles, *self._named.get(form, ())]
        if kind == "units":
            return [role for role in roles if role != "total"]
        return [role for role in roles if role.isdecimal() and (kind == "codes" or len(role) == SIZES[kind])]

    def parts(self, form: str, code: str) -> list[str]:
        """The codes one level below a code."""
        coded = filter(str.isdecimal, self.rows.get(form, {}))
        return [role for role in coded if len(role) == len(code) + 2 and role.startswith(code)]

    def cells(self, form: str, role: str, measure: str) -> list[Fact]:
        """The cells of one row and column; none where they count as zero, two for a repeated role.

        Raises:
            CannotCheckError: the form should have the row or the column, but has not.
            DoesNotApplyError: the form's layout does not print the column.
        """
        entries = self.rows.get(form, {}).get(role) or self._named.get(form, {}).get(role) or self._told_by_column(form, role)
        found = [cells[measure] for cells in entries if measure in cells]
        if len(found) == len(entries) > 0 or self.state(form) == "declared_empty":
            return found if len(found) == len(entries) else []
        if not self.prints(form, measure):
            if specs.is_optional(form, measure):
                raise DoesNotApplyError(f"form {form} prints no column {measure}")
            raise CannotCheckError(f"form {form} has no column {measure}")
        if entries:
            raise CannotCheckError(f"form {form}, row {role} has no cell in column {measure}")
        if not role.isdecimal() and not self._goes_without(form, role):
            raise CannotCheckError(f"form {form} has no row {role}")
        if role.isdecimal() and self.parts(form, role) and any(shape.codes == "economic" for shape in specs.forms()[form].shapes):
            raise CannotCheckError(f"form {form} has no row {role}, only rows below it")
        if self.stray(form):
            raise CannotCheckError(f"form {form} has no row {role}, but a row of unknown meaning: {self.stray(form)}")
        return []

    def _goes_without(self, form: str, role: str) -> bool:
        """True for a row of a kind of money of which this print of the form has no column: it is nothing."""
        columns = {row.with_column for group in specs.forms()[form].every_group for row in group.rows if row.role == role}
        return columns not in (set(), {""}) and not any(self.prints(form, column) for column in columns)

    def _told_by_column(self, form: str, role: str) -> list[Cells]:
        """A row that this form prints as a column: its amount stands in the row of the total."""
        columns = [c.name for group in specs.forms()[form].every_group for c in group.columns if c.row == role]
        totals = self.rows.get(form, {}).get("total", []) if columns else []
        return [{"amount": cells[name]} for name in columns for cells in totals if name in cells]

    # --- by `form/row/measure`, as the prose speaks of it ----------------------------------------

    def at(self, ref: str) -> str:
        """Where the account prints what a sentence speaks of: its form, or the one that stands in its place."""
        form, *named = ref.split("/")
        other = self._instead.get(form)
        return ref if other is None else "/".join([other.form, *(other.names.get(name, name) for name in named)])

    def is_of_forms(self, ref: str) -> bool:
        """True for a quantity of a form that the account lists, or of which another one stands in the place."""
        return ref.count("/") == 2 and self.at(ref).split("/")[0] in self.states

    def fact(self, ref: str) -> Fact:
        """The number at `form/row/measure`; an exact zero for a row that the form leaves out.

        Raises:
            Unbound: the form is absent, the column is not there, or the cell cannot be read.
        """
        if ref.count("/") != 2:
            raise Unbound(f"no form prints {ref}")
        form, role, measure = self.at(ref).split("/")
        self.require(form)
        cells = self.cells(form, role, measure)
        if not cells:
            return Fact(ref, ZERO, self.text(form, "unit"), form=form)
        if cells[0].omission:
            raise CannotCheckError(cells[0].omission)
        if role.isdecimal() and (len({cell.printed for cell in cells}) > 1 or is_by_unit(self.rows[form])):
            raise CannotCheckError(f"form {form} prints codes in several rows")
        assert cells[0].known is not None
        return cells[0]

    def facts(self, refs: Iterable[str]) -> list[Fact]:
        """The numbers of one and the same quantity on all forms that print it.

        Raises:
            Unbound: no form prints it; the reason is that of the first place.
        """
        found, reasons = [], []
        for ref in refs:
            try:
                found.append(self.fact(ref))
            except Unbound as error:
                reasons.append(str(error))
        if not found:
            raise Unbound((*reasons, "no form prints it")[0])
        return found

    def figure_id(self, ref: str) -> str:
        """The figure at `form/row/measure`, also where its amount cannot be read."""
        form, role, measure = (*self.at(ref).split("/"), "", "")[:3]
        found = (cells[measure].id for cells in self.rows.get(form, {}).get(role, []) if measure in cells)
        return next(found, ref)

    def is_absent(self, place: str) -> bool:
        """True where no figure of the form that a place is on, or is, can be known."""
        return self.state(self.at(place).partition("/")[0]) in _ABSENT

    def prints_budget(self, ref: str) -> str | None:
        """Where the form itself prints the budget of this row (the form of the three expenses)."""
        form = self.at(ref).partition("/")[0]
        return path(ref, "budget") if ref.count("/") == 2 and self.prints(form, "budget") else None

    # --- by name ---------------------------------------------------------------------------------

    def code_of(self, form: str, names: Names) -> str:
        """The code of the row of a form that class, section and item names speak of.

        Where the form is absent the names themselves stand for it, so that what the prose says of
        one item still belongs together.

        Raises:
            Unbound: no row, or more than one, fits.
        """
        if not form and not all(map(self.is_absent, self.states)):
            raise Unbound(_ANY_BUDGET)
        if self.is_absent(form):
            return NAME_MARK.join(codes.fold_name(name) for name in given(names))
        code = self.names[form].code_of(names)
        if code is None:
            raise Unbound(f"“{'/'.join(given(names))}” is no row of the form {form}")
        return code

    def misnamed(self, form: str, names: Names) -> list[tuple[str, str]]:
        """For each level whose name is not the form's: the name in the prose and the form's own.

        Raises:
            Unbound: the form is absent, or no row of it fits.
        """
        if not form:
            raise Unbound(_ANY_BUDGET)
        self.code_of(form, names)
        self.require(form)
        return self.names[form].misnamed(names)

    def economic_section(self, name: str, is_personnel: bool) -> str:
        """The code of an economic section (款) of basic expenditure by its name.

        A name that only the other half of the form has is that section, wherever it is told.

        Raises:
            Unbound: the form has no such name, or has it twice.
        """
        self.require(BASIC_FORM)
        labels = self._labels.get(BASIC_FORM, {})
        named = [c for c in labels if len(c) == 5 and codes.fold_name(labels[c]) == codes.fold_name(name)]
        own = [code for code in named if (codes.economic_group(code) == "personnel") == is_personnel]
        found = own or named
        if len(found) != 1:
            raise Unbound(f"“{name}” names {len(found)} rows of the form {BASIC_FORM}")
        return found[0]

    def label(self, form: str, code: str) -> str:
        """The printed name of a code; empty where the form does not print it."""
        return self._labels.get(form, {}).get(code, "")


