"""What a form leaves out, or what was lost in reading it: blank totals, dropped rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from .. import specs
from .fact import Fact

_TOTALS = (
    "total", "revenue_total", "expenditure_total", "grand_total_revenue", "grand_total_expenditure",
)  # fmt: skip
"""Rows and columns that are the sum of others."""
Rows = Mapping[str, Mapping[str, list[dict[str, Fact]]]]
"""Form, row and column to cells; several entries for a row that is printed more than once."""


def mark_blank_totals(forms: Rows) -> list[Fact]:
    """Say of each blank total whose parts have money that it is blank; gives these cells."""
    found = []
    for rows in forms.values():
        filled = {
            (role, measure)
            for role, entries in rows.items()
            for cells in entries
            for measure, cell in cells.items()
            if cell.number is not None and cell.number.value
        }
        for role, entries in rows.items():
            for cells in entries:
                for measure, cell in cells.items():
                    if not cell.printed and not cell.trouble and _is_over(role, measure, filled):
                        omission = f"figure {cell.id} is blank, though its parts are not"
                        cells[measure] = replace(cell, omission=omission)
                        found.append(cells[measure])
    return found


def _is_over(role: str, measure: str, filled: set[tuple[str, str]]) -> bool:
    """True for a total with a filled part: along its row, down its column, or below its code."""
    if measure in _TOTALS and any(own == role and column != measure for own, column in filled):
        return True
    if role in _TOTALS:
        return any(own != role and column == measure for own, column in filled)
    return role.isdecimal() and any(
        own != role and own.startswith(role) and own.isdecimal() and column == measure
        for own, column in filled
    )


def dropped_rows(forms: Rows, form: str) -> dict[Fraction, str]:
    """Amounts of codes that another form by function prints and this one lacks, though it prints
    their parent; each with its place. A row like that may not have been read."""
    own = forms.get(form, {})
    found: dict[Fraction, str] = {}
    for other in sorted((set(forms) & _by_function()) - {form}):
        for role, entries in forms[other].items():
            is_lacking = role.isdecimal() and role not in own and (len(role) == 3 or role[:-2] in own)
            for cell in (cell for cells in entries for cell in cells.values() if is_lacking):
                if cell.number is not None and cell.number.value:
                    found.setdefault(cell.number.value, f"{other}/{role}")
    return found


@cache
def _by_function() -> frozenset[str]:
    """The forms whose rows are items by function."""
    return frozenset(form for form, spec in specs.forms().items() if spec.codes == "function")
