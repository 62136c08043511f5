"""The three public expenses: overseas travel, official vehicles, hospitality."""

from __future__ import annotations

import pandas as pd

from .. import terms
from .quantities import Operands
from .tables import build, per_document

FORM = "three_public"
ITEMS = (
    "total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality",
)  # fmt: skip


@per_document
def three_public(figures: pd.DataFrame, claims: pd.DataFrame | None = None) -> pd.DataFrame:
    """Budget, final figure, execution rate and shares of each of the three public expenses.

    Returns:
        One row per line of the form: shares of the three together, of all general public
        expenditure, and of running expenses. A rate on a budget of zero is missing. `declared` are
        the words of the prose that there were none, in the row of the total.
    """
    operands = Operands(figures, claims)
    whole = operands.figure("general_public_expenditure", "total", "expenditure_total")
    running = operands.figure("general_public_basic", "running", "amount")
    total = operands.figure(FORM, "total", "actual")
    nil = operands.statement("nil", f"{FORM}/total/actual").printed
    rows = []
    for item in ITEMS:
        budget, actual = (operands.figure(FORM, item, name) for name in ("budget", "actual"))
        rows.append(
            {
                "item": item,
                "label": terms.name("three_public" if item == "total" else item, "zh"),
                "label_en": terms.name("three_public" if item == "total" else item, "en"),
                "declared": nil if item == "total" else None,
                "budget_wan_yuan": operands.amount(budget),
                "actual_wan_yuan": operands.amount(actual),
                "rate_pct": operands.percent(actual, budget),
                "share_pct": operands.percent(actual, total),
                "general_public_share_pct": operands.percent(actual, whole),
                "running_share_pct": operands.percent(actual, running),
            }
        )
    columns = ["item", "label", "label_en", "declared", "budget_wan_yuan", "actual_wan_yuan", "rate_pct"]
    return build([*columns, "share_pct", "general_public_share_pct", "running_share_pct"], rows)
