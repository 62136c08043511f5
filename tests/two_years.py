"""Two made accounts of one department, a year apart, of which the later tells the earlier rightly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.rendering import Ledger, Style, Traits, lay_out, made_up_ledger, render

T01, T06, T07 = "revenue_expenditure_summary", "appropriation_summary", "general_public_expenditure"
PLAIN = Traits()


def two_years(seed: int = 5, traits: Traits = PLAIN) -> tuple[Ledger, Ledger]:
    """The ledgers of a year and of the year after; items and names of the later are its own."""
    earlier = replace(made_up_ledger(seed, traits), year=2023)
    later = made_up_ledger(seed + 100, traits)
    facts = replace(
        later.facts,
        prior_total=earlier.amounts[T01, "grand_total_revenue", "amount"],
        prior_appropriation=earlier.amounts[T06, "grand_total_expenditure", "total"],
        prior_general_public=earlier.amounts[T07, "total", "expenditure_total"],
        three_public_prior={
            role: amount for (form, role, measure), amount in earlier.amounts.items()
            if form == "three_public" and measure == "actual"
        },
    )  # fmt: skip
    names = {key: earlier.department for key in ("department", "forms_department") if key == "department"}
    return earlier, replace(later, year=2024, facts=facts, **names)


def draw(ledger: Ledger, path: Path, layout: str = "mof") -> Path:
    style = Style(layout=layout)
    render(lay_out(ledger, style), style, path)
    return path
