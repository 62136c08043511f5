"""What a form leaves out, or what was lost in reading it: blank totals, dropped rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pandas as pd

from .. import codes, specs
from ..amounts import ends
from .fact import Fact

_TOTALS = (
    "total", "revenue_total", "expenditure_total", "grand_total_revenue", "grand_total_expenditure",
)  # fmt: skip
"""Rows and columns that are the sum of others."""
_OF_CLASSES = ("total", "expenditure_total")
"""Rows that are the sum of the classes by function and of nothing else."""
_FEW, _PART = 2, 4
"""What an office gets wrong: so many rows at most, or one of so many."""
AND = " + "
"""Between the places of rows that are missing together."""
Rows = Mapping[str, Mapping[str, list[dict[str, Fact]]]]
"""Form, row and column to cells; several entries for a row that is printed more than once."""


def mark_blank_totals(forms: Rows) -> list[Fact]:
    """Say of each blank total whose parts have money that it is blank; gives these cells."""
    found = []
    for rows in forms.values():
        above = _above_filled(rows)
        for role, entries in rows.items():
            for cells in entries:
                for measure, cell in cells.items():
                    if (role, measure) in above and not cell.printed and not cell.trouble:
                        omission = f"figure {cell.id} is blank, though its parts are not"
                        cells[measure] = replace(cell, omission=omission)
                        found.append(cells[measure])
    return found


def _above_filled(rows: Mapping[str, list[dict[str, Fact]]]) -> set[tuple[str, str]]:
    """Row and column of every total with a filled part: along its row, down its column, or below
    its code."""
    above: set[tuple[str, str]] = set()
    for role, entries in rows.items():
        for measure, cell in (pair for cells in entries for pair in cells.items()):
            if not cell.amount:
                continue
            above |= {(role, total) for total in _TOTALS if total != measure}
            above |= {(total, measure) for total in _TOTALS if total != role}
            if role.isdecimal() and cell is entries[0].get(measure):  # a code that is printed again may be that of another row
                above |= {(code, measure) for code in codes.chain(role)[:-1]}
    return above


def dropped_rows(forms: Rows, form: str) -> dict[Fraction, str]:
    """Amounts of codes that another form by function prints and this one lacks, though it prints
    their parent; each with its place. A row like that may not have been read."""
    own = forms.get(form, {})
    found: dict[Fraction, str] = {}
    for other, rows in _others(forms, form):
        for role, entries in rows.items():
            is_lacking = role.isdecimal() and role not in own and (len(role) == 3 or role[:-2] in own)
            for cell in (cell for cells in entries for cell in cells.values() if is_lacking):
                if cell.amount:
                    found.setdefault(cell.amount, f"{other}/{role}")
    return found


def dropped_below(forms: Rows, form: str, above: str) -> str:
    """Where a code stands that this form lacks below a code or a total, if just its amount is missing in some column.

    Where more than one is missing, and just what another form prints for all of them together: their places, `AND` between.
    """
    own = forms.get(form, {})
    if above not in own:
        return ""
    size = len(above) + 2 if above.isdecimal() else min(map(len, filter(str.isdecimal, own)), default=0)
    below = [cells for role, entries in own.items() for cells in entries if _is_below(role, above, size)]
    lacking = [
        *((amount, Fraction(0), place) for amount, place in dropped_rows(forms, form).items() if _is_below(place.rpartition("/")[2], above, size)),
        *_dropped_together(forms, form, above, size),
    ]
    for amount, slack, places in lacking:
        if any(_is_missing(amount, slack, whole, [cells[one] for cells in below if one in cells]) for one, whole in own[above][0].items()):
            return places
    return ""


def _dropped_together(forms: Rows, form: str, above: str, size: int) -> Iterator[tuple[Fraction, Fraction, str]]:
    """What each other form by function prints in a column for all codes together that this one lacks below a code or a
    total, with the width of its last digits, and their places."""
    own = forms.get(form, {})
    for other, rows in _others(forms, form):
        below = [role for role in rows if _is_below(role, above, size) and role not in own]
        lacking = {role: rows[role][0] for role in below}
        for measure in sorted({measure for cells in lacking.values() for measure in cells}):
            beside = {role: cells[measure] for role, cells in lacking.items() if measure in cells}
            told = {role: cell.known for role, cell in beside.items() if cell.amount}
            if len(told) > 1:
                amount = sum((one.value for one in told.values()), Fraction(0))
                slack = sum((one.resolution for one in told.values()), Fraction(0))
                yield amount, slack, AND.join(f"{other}/{role}" for role in told)


def _is_below(code: str, above: str, size: int) -> bool:
    return code.isdecimal() and len(code) == size and (not above.isdecimal() or code[:-2] == above)


def _is_missing(amount: Fraction, slack: Fraction, whole: Fact, parts: Iterable[Fact]) -> bool:
    """True where the parts lack just an amount, up to rounding."""
    if whole.number is None:
        return False
    told = [fact.number for fact in parts if fact.number is not None]
    gap = whole.number.value - sum((one.value for one in told), Fraction(0))
    return abs(gap - amount) <= sum((one.resolution for one in (whole.number, *told)), slack) / 2


def repeated_codes(rows: Mapping[str, list[dict[str, Fact]]]) -> list[str]:
    """The codes that a form prints in more than one row: which of these belongs to the code is not known."""
    return [role for role, entries in rows.items() if role.isdecimal() and len(entries) > 1]


def are_many(wrong: int, rows: int) -> bool:
    """True for more rows than the few that an office gets wrong."""
    return wrong > _FEW and wrong * _PART > rows


def is_by_unit(rows: Mapping[str, list[dict[str, Fact]]]) -> bool:
    """True where a form prints many codes again: the rows of several units stand one below the other, none is that of the department."""
    return are_many(len(repeated_codes(rows)), sum(map(str.isdecimal, rows)))


def is_incomplete(forms: Rows, form: str, code: str) -> bool:
    """True where a form lacks the row of a code, and what stands above it prints more than the rows below it.

    Above a code stands its section or class, above a class the total. Where a form lacks the totals of its classes
    as well, a page of it was lost, and with it the class.
    """
    own = forms.get(form, {})
    if len(code) > 3 and code[:-2] not in own:
        return is_incomplete(forms, form, code[:-2])
    totals = [name for name in _OF_CLASSES if name in own]
    if len(code) <= 3 and not totals:
        return True
    for above in [code[:-2]] if len(code) > 3 else totals:
        below = [cells for role in own for cells in own[role] if _is_below(role, above, len(code))]
        for measure, cell in (pair for cells in own[above] for pair in cells.items()):
            parts = [cells[measure].number for cells in below if measure in cells]
            most = sum((ends(part.interval)[1] for part in parts if part is not None), Fraction(0))
            if cell.number is not None and ends(cell.number.interval)[0] > most:
                return True
    return False


def _others(forms: Rows, form: str) -> Iterator[tuple[str, Mapping[str, list[dict[str, Fact]]]]]:
    """The rows of each other form by function, in the order of their names; none beside a form that has codes of another kind only."""
    own = [role for role in forms.get(form, {}) if role.isdecimal()]
    if own and not any(role[0] in codes.FIRST_DIGITS["function"] for role in own):
        return iter(())
    return ((other, forms[other]) for other in sorted((set(forms) & by_function()) - {form}))


@cache
def by_function() -> frozenset[str]:
    """The forms whose rows are all of the classification by function."""
    return frozenset(
        form for form, spec in specs.forms().items() if all(shape.codes == "function" for shape in spec.shapes)
    )


def page_without_rows(figures: pd.DataFrame, form: str) -> int | None:
    """A page between others of a form from which no row of it was read."""
    pages = {int(page) for page in figures.loc[figures["form"] == form, "page"].dropna()}
    return next((page for page in range(min(pages), max(pages)) if page not in pages), None) if pages else None
