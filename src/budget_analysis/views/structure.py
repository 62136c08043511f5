"""Where the money came from and where it went: by source, kind, function and economic class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from .. import codes, terms
from ..amounts import Linear
from ..frames import as_rows
from .growth import amount_of
from .quantities import Operands, Statement
from .tables import build, per_document

SOURCES = (
    "appropriation",
    "higher_subsidy",
    "service_revenue",
    "business_revenue",
    "affiliate_remittance",
    "other_revenue",
)
KINDS = ("basic", "project", "higher_remittance", "business_expenditure", "affiliate_subsidy")
GENERAL_PUBLIC = "general_public_expenditure"
BASIC = "general_public_basic"


@per_document
def revenue_sources(figures: pd.DataFrame, claims: pd.DataFrame | None = None) -> pd.DataFrame:
    """Revenue for the year by source, from the form of revenue by function.

    Returns:
        A first row `revenue_total`, then one per source: `source`, names, amount, share of all
        revenue, and the share that the prose prints with its verdict (missing where it prints
        none, or where no claims are given).
    """
    operands = Operands(figures, claims)
    return _row_of_total(operands, "revenue_by_function", "revenue_total", SOURCES, "source")


@per_document
def expenditure_kinds(figures: pd.DataFrame, claims: pd.DataFrame | None = None) -> pd.DataFrame:
    """Expenditure for the year: basic, project and the rest, from the form by function.

    Returns:
        A first row `expenditure_total`, then one per kind: `kind`, names, amount, share of all
        expenditure, printed share, verdict.
    """
    operands = Operands(figures, claims)
    return _row_of_total(operands, "expenditure_by_function", "expenditure_total", KINDS, "kind")


@per_document
def function_structure(
    figures: pd.DataFrame, claims: pd.DataFrame | None = None, form: str = GENERAL_PUBLIC
) -> pd.DataFrame:
    """Expenditure by class, section and item (类, 款, 项), each with its basic and project part.

    Args:
        figures: the figures of one or more documents.
        claims: for the shares that the prose prints; optional.
        form: the general public budget as a rule; `expenditure_by_function` for all money.

    Returns:
        One row per code in printed order, with its share of the form's total and the share of
        basic and project expenditure in it. Amount and share are those that the verdict on the
        printed share rests on, else those of the form, else those of the prose. Basic and project
        expenditure are missing where they contradict the amount.
    """
    operands = Operands(figures, claims)
    whole = amount_of(operands, f"{form}/total/expenditure_total", Statement())
    rows = []
    for row in _code_rows(figures, form):
        code = row["code"]
        place = f"{form}/{code}/expenditure_total"
        said = operands.statement("share", place)
        amount = amount_of(operands, place, said)
        basic, project = _parts(operands, form, code, amount)
        rows.append(
            {
                **row,
                "label_en": codes.english("function", code, row["label"]),
                "amount_wan_yuan": operands.amount(amount),
                "share_pct": operands.percent(amount, operands.told_amount(f"{form}/total", said) or whole),
                "printed_pct": said.printed,
                "verdict": said.verdict,
                "basic_wan_yuan": operands.amount(basic),
                "project_wan_yuan": operands.amount(project),
                "basic_share_pct": operands.percent(basic, amount),
                "project_share_pct": operands.percent(project, amount),
            }
        )
    columns = ["code", "label", "label_en", "level", "amount_wan_yuan", "share_pct", "printed_pct"]
    columns += ["verdict", "basic_wan_yuan", "project_wan_yuan"]
    return build([*columns, "basic_share_pct", "project_share_pct"], rows)


@per_document
def economic_structure(figures: pd.DataFrame) -> pd.DataFrame:
    """Basic expenditure of the general public budget by economic class and section.

    Returns:
        One row per code in printed order: `group` (personnel or running), amount, and share of
        all basic expenditure.
    """
    operands = Operands(figures)
    whole = _basic_total(operands)
    rows = []
    for row in _code_rows(figures, BASIC):
        amount = operands.figure(BASIC, row["code"], "amount")
        rows.append(
            {
                **row,
                "label_en": codes.english("economic", row["code"], row["label"]),
                "group": codes.economic_group(row["code"]),
                "amount_wan_yuan": operands.amount(amount),
                "share_pct": operands.percent(amount, whole),
            }
        )
    columns = ["code", "label", "label_en", "level", "group", "amount_wan_yuan", "share_pct"]
    return build(columns, rows)


@per_document
def personnel_and_running(figures: pd.DataFrame) -> pd.DataFrame:
    """Personnel and running expenses: shares of basic expenditure and of the general public budget."""
    operands = Operands(figures)
    basic = _basic_total(operands)
    whole = operands.figure(GENERAL_PUBLIC, "total", "expenditure_total")
    rows = []
    for role in ("personnel", "running"):
        amount = operands.figure(BASIC, role, "amount")
        rows.append(
            {
                "group": role,
                "amount_wan_yuan": operands.amount(amount),
                "share_pct": operands.percent(amount, basic),
                "general_public_share_pct": operands.percent(amount, whole),
            }
        )
    return build(["group", "amount_wan_yuan", "share_pct", "general_public_share_pct"], rows)


def _parts(operands: Operands, form: str, code: str, amount: Linear | None) -> tuple[Linear | None, Linear | None]:
    """Basic and project expenditure of a code; none where they do not add up to its amount."""
    basic, project = (operands.figure(form, code, measure) for measure in ("basic", "project"))
    if basic is None or project is None or amount is None:
        return basic, project
    gap = operands.amount(amount - basic - project)
    is_off = gap is not None and ((gap.range.low or 0) > 0 or (gap.range.high or 0) < 0)
    return (None, None) if is_off else (basic, project)


def _basic_total(operands: Operands) -> Linear | None:
    """All basic expenditure: printed on its own form by some offices, else on the form before."""
    return operands.figure(BASIC, "total", "amount") or operands.figure(
        GENERAL_PUBLIC, "total", "basic"
    )


def _row_of_total(
    operands: Operands, form: str, whole: str, measures: Sequence[str], name: str
) -> pd.DataFrame:
    """The total row of a form cell by cell, the whole first."""
    total = operands.figure(form, "total", whole)
    rows = []
    for measure in (whole, *measures):
        amount = operands.figure(form, "total", measure)
        said = operands.statement("share", f"{form}/total/{measure}")
        rows.append(
            {
                name: measure,
                "label": terms.name(measure, "zh"),
                "label_en": terms.name(measure, "en"),
                "amount_wan_yuan": operands.amount(amount),
                "share_pct": None if measure == whole else operands.percent(amount, total),
                "printed_pct": said.printed,
                "verdict": said.verdict,
            }
        )
    columns = [name, "label", "label_en", "amount_wan_yuan", "share_pct", "printed_pct", "verdict"]
    return build(columns, rows)


def _code_rows(figures: pd.DataFrame, form: str) -> list[dict[str, Any]]:
    """The coded rows of a form in printed order, each once: `code, label, level`."""
    own = figures[(figures["form"] == form) & figures["code"].notna()]
    listed = own.sort_values("row", kind="stable").drop_duplicates("code")
    return as_rows(listed[["code", "label", "level"]])
