"""The committed account as a ledger, from its transcription; what a ledger is stands in the package."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from budget_analysis.synthetic.ledger import (
    APPROPRIATION_REVENUE as APPROPRIATION_REVENUE,
    APPROPRIATION_SOURCES as APPROPRIATION_SOURCES,
    APPROPRIATION_USES as APPROPRIATION_USES,
    EXPENDITURE_MEASURES as EXPENDITURE_MEASURES,
    FORMS as FORMS,
    Facts as Facts,
    Key as Key,
    Ledger as Ledger,
    MEASURES as MEASURES,
    REVENUE_MEASURES as REVENUE_MEASURES,
    STOCK_MEASURES as STOCK_MEASURES,
    SUMMARY_REVENUE as SUMMARY_REVENUE,
    SUMMARY_SOURCES as SUMMARY_SOURCES,
    SUMMARY_USES as SUMMARY_USES,
    T01 as T01,
    T02 as T02,
    T03 as T03,
    T04 as T04,
    T05 as T05,
    T06 as T06,
    T07 as T07,
    T08 as T08,
    T09 as T09,
    T10 as T10,
    T11 as T11,
    THREE_PUBLIC_ROLES as THREE_PUBLIC_ROLES,
    economic_names as economic_names,
    function_classes as function_classes,
    function_codes as function_codes,
)

GOLD = Path(__file__).parents[1] / "documents" / "yuecheng-bigdata-2024" / "gold.csv"


@cache
def _gold() -> tuple[Mapping[str, str], ...]:
    with GOLD.open(encoding="utf-8", newline="") as source:
        return tuple(csv.DictReader(source))


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
