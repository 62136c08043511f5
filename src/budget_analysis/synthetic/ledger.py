"""What an account says, before any layout: amounts by form, role and measure (`invent` makes them up)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FORMS = (
    "revenue_expenditure_summary",
    "revenue_by_unit",
    "revenue_by_function",
    "expenditure_by_unit",
    "expenditure_by_function",
    "appropriation_summary",
    "general_public_expenditure",
    "general_public_basic",
    "gov_funds",
    "state_capital",
    "three_public",
)
T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11 = FORMS

REVENUE_MEASURES = (
    "revenue_total",
    "appropriation",
    "higher_subsidy",
    "service_revenue",
    "business_revenue",
    "affiliate_remittance",
    "other_revenue",
)
EXPENDITURE_MEASURES = (
    "expenditure_total",
    "basic",
    "project",
    "higher_remittance",
    "business_expenditure",
    "affiliate_subsidy",
)
STOCK_MEASURES = (
    "opening_balance",
    "revenue",
    "expenditure_total",
    "basic",
    "project",
    "closing_balance",
)
THREE_PUBLIC_ROLES = (
    "total",
    "overseas_travel",
    "vehicles",
    "vehicle_purchase",
    "vehicle_running",
    "hospitality",
)
MEASURES: Mapping[str, tuple[str, ...]] = {
    T01: ("amount",),
    T02: REVENUE_MEASURES,
    T03: REVENUE_MEASURES,
    T04: EXPENDITURE_MEASURES,
    T05: EXPENDITURE_MEASURES,
    T06: ("total", "general_public", "gov_funds", "state_capital"),
    T07: ("expenditure_total", "basic", "project"),
    T08: ("amount",),
    T09: STOCK_MEASURES,
    T10: STOCK_MEASURES,
    T11: ("budget", "actual"),
}

CODES = Path(__file__).parent / "function_codes.csv"
ECONOMIC = Path(__file__).parent / "economic_codes.csv"


@dataclass(frozen=True)
class Facts:
    """What the prose states beyond the forms; amounts in fen."""

    prior_total: int
    prior_appropriation: int
    prior_general_public: int
    item_budgets: Mapping[str, int]
    procurement: Mapping[str, int]
    """goods, works, services, sme, small_micro"""
    three_public_prior: Mapping[str, int] = field(default_factory=dict)
    prior_agency: int | None = None
    """Agency operating expenses of the year before; None: near those of this year"""
    trips: tuple[int, int] = (0, 0)
    """groups and people sent abroad"""
    guests: tuple[int, int] = (0, 0)
    """receptions and guests"""
    vehicles: int = 0
    projects: int = 1


Key = tuple[str, str, str]


@dataclass(frozen=True)
class Ledger:
    """An account's amounts in fen by (form, role, measure); an absent key is a blank cell."""

    department: str
    year: int
    units: tuple[str, ...]
    amounts: Mapping[Key, int]
    rows: Mapping[str, tuple[str, ...]]
    """The codes or units of each form in the order of print, without the total."""
    names: Mapping[str, str]
    """The name of each functional and economic code."""
    facts: Facts
    empty: frozenset[str] = frozenset()
    """The forms that say they have no data."""
    forms_department: str = ""
    """The department as the line above the forms has it, where it differs."""


@cache
def function_codes() -> Mapping[str, tuple[str, str]]:
    """Code to name and budget: G general public, F government funds, C state capital."""
    with CODES.open(encoding="utf-8", newline="") as source:
        return {row["code"]: (row["name"], row["budget"]) for row in csv.DictReader(source)}


def function_classes(count: int = 26) -> list[str]:
    """The class codes in the order of 公开01表; the old list of 24 lacks the two of debt."""
    codes = [code for code in function_codes() if len(code) == 3]
    return codes if count == 26 else [code for code in codes if code not in ("231", "232")]


@cache
def economic_names() -> Mapping[str, str]:
    """Economic code to name, in the order of 公开08表."""
    with ECONOMIC.open(encoding="utf-8", newline="") as source:
        return {row["code"]: row["name"] for row in csv.DictReader(source)}


SUMMARY_REVENUE = (
    "general_public_revenue",
    "gov_funds_revenue",
    "state_capital_revenue",
    "higher_subsidy",
    "service_revenue",
    "business_revenue",
    "affiliate_remittance",
    "other_revenue",
)
SUMMARY_SOURCES = ("revenue_total", "balance_used", "opening_balance", "grand_total_revenue")
SUMMARY_USES = (
    "expenditure_total",
    "balance_distributed",
    "closing_balance",
    "grand_total_expenditure",
)
APPROPRIATION_REVENUE = SUMMARY_REVENUE[:3]
APPROPRIATION_SOURCES = (
    "revenue_total",
    "opening_balance",
    "opening_general_public",
    "opening_gov_funds",
    "opening_state_capital",
    "grand_total_revenue",
)
APPROPRIATION_USES = (
    "expenditure_total",
    "closing_balance",
    "",
    "",
    "",
    "grand_total_expenditure",
)


def agency_of(ledger: Ledger) -> int:
    """Agency operating expenses: a part of the running costs, in whole 0.01 万元."""
    return ledger.amounts.get((T08, "running", "amount"), 0) * 4 // 5 // 10_000 * 10_000
