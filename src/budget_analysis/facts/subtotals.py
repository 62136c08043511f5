"""Rows without a code: the total of a class that stands below its items, where its own row is blank; rows that have names only."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pandas as pd

from .. import codes, specs, terms
from .item_names import SIZES
from .omissions import by_function


class _Row(NamedTuple):
    number: int
    role: str | None
    label: str
    is_blank: bool
    """No cell of it holds anything."""


@cache
def _words() -> tuple[str, ...]:
    return tuple(map(terms.fold, specs.load("surroundings.toml")["subtotals"]))


def forms_with_subtotals(figures: pd.DataFrame) -> set[str]:
    """Forms with rows of no code that are named as subtotals: a total that is blank may stand in one of them."""
    named = figures[figures["role"].isna() & figures["label"].notna() & figures["amount_fen"].notna()]
    return {str(form) for form, label in zip(named["form"], named["label"], strict=True) if terms.fold(label).endswith(_words())}


def roles_of_subtotals(figures: pd.DataFrame) -> dict[tuple[str, int], str | None]:
    """Form and number of each such row to the class that it is the total of, and of the blank row of that class to none.

    Only where between a blank class and the next one, or the total, one such row stands: of several nobody knows which is the class's.
    """
    found: dict[tuple[str, int], str | None] = {}
    for form, part in figures[figures["form"].isin(forms_with_subtotals(figures) & by_function())].groupby("form", sort=False):
        rows = [_row(int(cells["row"].iloc[0]), cells) for _, cells in part.groupby("row", sort=True)]
        starts = [n for n, row in enumerate(rows) if row.role is not None and (len(row.role) == SIZES["classes"] or not row.role.isdecimal())]
        for first, after in zip(starts, [*starts[1:], len(rows)], strict=True):
            above = rows[first]
            below = [row for row in rows[first + 1 : after] if _is_subtotal(row, above)]
            is_last = bool(below) and rows[after - 1] is below[0] and not any(row.is_blank and row.role is not None for row in rows[first + 1 : after])
            if is_last and len(below) == 1 and above.is_blank and not below[0].is_blank and above.role is not None and above.role.isdecimal():
                found[str(form), above.number] = None
                found[str(form), below[0].number] = above.role
    return found


def names_without_codes(figures: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Form and number of each row without a meaning to its name, on forms of codes that print none and each name once."""
    classified = {form for form in figures["form"].unique() if form in specs.forms() and any(shape.codes for shape in specs.forms()[form].shapes)}
    coded = set(figures.loc[figures["code"].notna(), "form"])
    rows = figures[figures["form"].isin(classified - coded) & figures["role"].isna() & figures["label"].notna()].drop_duplicates(["form", "row"])
    single = rows[~rows.duplicated(["form", "label"], keep=False)]
    return {(str(form), int(row)): str(label) for form, row, label in zip(single["form"], single["row"], single["label"], strict=True) if label}


def _row(number: int, cells: pd.DataFrame) -> _Row:
    first = cells.iloc[0]
    role, label = (first[name] if isinstance(first[name], str) else None for name in ("role", "label"))
    return _Row(number, role, terms.fold(label or ""), bool((cells["state"] == "blank").all()))


def _is_subtotal(row: _Row, above: _Row) -> bool:
    """小计, 本类小计, or the name of the class before it."""
    names = [row.label.removesuffix(word) for word in _words() if row.label.endswith(word)]
    return row.role is None and any(not name or codes.fold_name(name) == codes.fold_name(above.label) for name in names)
