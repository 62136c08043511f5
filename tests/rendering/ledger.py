"""What an account says, before any layout: amounts by form, role and measure.

`seed_ledger` takes them from the transcription of the committed account; `invent.py` makes others.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
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

GOLD = Path(__file__).parents[1] / "documents" / "yuecheng-bigdata-2024" / "gold.csv"
CODES = Path(__file__).parent / "function_codes.csv"


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
def _gold() -> tuple[Mapping[str, str], ...]:
    with GOLD.open(encoding="utf-8", newline="") as source:
        return tuple(csv.DictReader(source))


@cache
def economic_names() -> Mapping[str, str]:
    """Economic code to name, in the order of the seed's 公开08表."""
    return {
        row["code_or_row"]: row["value"]
        for row in _gold()
        if row["table"] == "08" and row["column"] == "科目名称"
    }


def seed_ledger() -> Ledger:
    """The committed account, from its transcription.

    Raises:
        KeyError: the transcription has a line or a column that is not known here.
    """
    roles = _seed_roles()
    amounts: dict[Key, int] = {}
    rows: dict[str, dict[str, None]] = {form: {} for form in FORMS}
    names: dict[str, str] = dict(economic_names())
    meta = {row["column"]: row["value"] for row in _gold() if row["code_or_row"] == "@meta"}
    for row in _gold():
        form, key, column = FORMS[int(row["table"]) - 1], row["code_or_row"], row["column"]
        if key == "@meta" or column.endswith(".项目"):
            continue
        if column == "科目名称":
            names[key] = row["value"]
            continue
        role = roles[form].get(key, key)
        if role.isdigit() or form in (T02, T04):
            rows[form].setdefault(role)
        if row["value"]:
            measure = _THREE_PUBLIC_MEASURES[column] if form == T11 else _SEED_MEASURES[column]
            amounts[form, role, measure] = int(Decimal(row["value"].replace(",", "")) * 1_000_000)
    for form in (T02, T04):
        rows[form].pop("total")
    department = meta["部门"].removesuffix("（汇总）")
    return Ledger(
        department=department,
        year=int(meta["表题"][:4]),
        units=tuple(rows[T02]),
        amounts=amounts,
        rows={form: tuple(keys) for form, keys in rows.items()},
        names=names,
        facts=_SEED_FACTS,
        empty=frozenset({T09, T10}),
        forms_department=meta["部门"],
    )


_SEED_MEASURES = {
    "收入.金额": "amount",
    "支出.金额": "amount",
    "支出.合计": "total",
    "支出.一般公共预算财政拨款": "general_public",
    "支出.政府性基金预算财政拨款": "gov_funds",
    "支出.国有资本经营预算财政拨款": "state_capital",
    "本年收入合计": "revenue_total",
    "财政拨款收入": "appropriation",
    "上级补助收入": "higher_subsidy",
    "事业收入": "service_revenue",
    "经营收入": "business_revenue",
    "附属单位上缴收入": "affiliate_remittance",
    "其他收入": "other_revenue",
    "本年支出合计": "expenditure_total",
    "本年支出.小计": "expenditure_total",
    "基本支出": "basic",
    "本年支出.基本支出": "basic",
    "项目支出": "project",
    "本年支出.项目支出": "project",
    "上缴上级支出": "higher_remittance",
    "经营支出": "business_expenditure",
    "对附属单位补助支出": "affiliate_subsidy",
    "决算数": "amount",
}
_THREE_PUBLIC_MEASURES = {"预算数": "budget", "决算数": "actual"}


def _seed_roles() -> dict[str, dict[str, str]]:
    """Form to role by the key of the transcription: its line number, or the words of the line."""

    def lines(first: int, roles: list[str]) -> dict[str, str]:
        return {f"行次{first + i}": role for i, role in enumerate(roles) if role}

    total = {"合计": "total"}
    return {form: total for form in FORMS} | {
        T01: lines(1, [*SUMMARY_REVENUE, *[""] * 18, *SUMMARY_SOURCES[:3], "", SUMMARY_SOURCES[3]])
        | lines(32, [*function_classes(), *SUMMARY_USES[:3], "", SUMMARY_USES[3]]),
        T06: lines(1, [*APPROPRIATION_REVENUE, *[""] * 23, *APPROPRIATION_SOURCES])
        | lines(33, [*function_classes(), *APPROPRIATION_USES]),
        T08: {"人员经费合计": "personnel", "公用经费合计": "running"},
        T11: dict(
            zip(
                (row["code_or_row"] for row in _gold() if row["table"] == "11" and row["column"] == "预算数"),
                THREE_PUBLIC_ROLES,
                strict=True,
            )
        ),
    }


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

_SEED_FACTS = Facts(
    prior_total=1_886_490_000,
    prior_appropriation=1_886_490_000,
    prior_general_public=1_886_490_000,
    item_budgets={
        "2013704": 2_394_360_000,
        "2013750": 166_160_000,
        "2013799": 18_000_000,
        "2080505": 12_480_000,
        "2080506": 6_240_000,
        "2101102": 6_950_000,
        "2101103": 2_940_000,
        "2210201": 19_380_000,
        "2210203": 7_940_000,
    },
    procurement={
        "goods": 31_700_000,
        "works": 0,
        "services": 1_882_760_000,
        "sme": 599_180_000,
        "small_micro": 377_160_000,
    },
    trips=(1, 1),
    projects=14,
)
"""What the seed's own sections say; needed where its prose is drawn in the other layout too."""
