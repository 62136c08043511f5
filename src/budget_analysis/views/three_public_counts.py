"""What stands behind the three public expenses: trips, vehicles, guests, and the cost of each."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from ..amounts import FEN_PER_UNIT, Linear
from ..frames import as_rows
from .quantities import Operands, Quantity, since_last_year
from .tables import build, per_document
from .three_public import FORM, ITEMS

_COUNTED = ("count", "datum")
_PAID_FROM = {"vehicle_stock": "vehicle_running"}
"""Which expense a counted thing costs, where the count has a name of its own."""


@per_document
def three_public_counts(figures: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The physical counts of the prose, and the expense by each counted thing.

    Returns:
        One row per stated count in the order of the prose: `item`, `count` with its `unit` and
        `quote` as printed, the amount spent on the item, `per_unit_wan_yuan`; missing where the count is
        zero or the document states no amount. `page`, `verdict` of the count.
    """
    operands = Operands(figures, claims)
    rows = []
    for row in as_rows(claims):
        role = _counted(row)
        if role is None:
            continue
        item = _PAID_FROM.get(role, role)
        amount = operands.figure(FORM, item, "actual")
        if amount is None:
            amount = operands.stated("amount", f"{FORM}/{item}")
        rows.append(
            {
                "item": role,
                "count": int(row["printed"]),
                "unit": row["unit"],
                "quote": row["quote"],
                "actual_wan_yuan": operands.amount(amount),
                "per_unit_wan_yuan": _per_unit(operands, amount, int(row["printed"])),
                "page": row["page"],
                "verdict": row["verdict"],
            }
        )
    columns = ["item", "count", "unit", "quote", "actual_wan_yuan"]
    return build([*columns, "per_unit_wan_yuan", "page", "verdict"], rows)


@per_document
def three_public_rates(figures: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The rates that the prose prints, beside those that follow from the form.

    Returns:
        One row per line of the form and stated rate: `item`, `kind` (share of the three, rate of
        execution, growth on the year before), what is printed, its verdict.
    """
    operands = Operands(figures, since_last_year(claims))
    rows = []
    for item in ITEMS:
        for kind in ("share", "completion", "growth"):
            said = operands.statement(kind, f"{FORM}/{item}")
            if said.printed is not None:
                rows.append(
                    {
                        "item": "three_public" if item == "total" else item,
                        "kind": kind,
                        "printed_pct": said.printed,
                        "verdict": said.verdict,
                    }
                )
    return build(["item", "kind", "printed_pct", "verdict"], rows)


def _counted(row: Mapping[str, Any]) -> str | None:
    """The role of a row of the form, or of what belongs to it, that a claim counts things of."""
    form, *rest = (row["subject"] or "").split("/")
    is_count = (
        form == FORM
        and bool(rest)
        and row["kind"] in _COUNTED
        and bool(row["unit"])
        and row["unit"] != "%"
        and row["unit"] not in FEN_PER_UNIT
        and (row["printed"] or "").isdecimal()
    )
    return rest[0] if is_count else None


def _per_unit(operands: Operands, amount: Linear | None, count: int) -> Quantity | None:
    return None if amount is None or not count else operands.amount(amount * Fraction(1, count))
