"""What the notebooks about many accounts show: who is there, values side by side, two years, each as a view."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from ..amounts import Interval
from ..frames import as_rows
from ..panel import load_indicators
from ..panel.indicators import TOTAL
from ..verdicts import UNCHECKED
from ..views.quantities import Quantity
from ..views.tables import build
from ..years.relations import load_relations
from .money import changes

_WHOSE = ["department", "year"]


def accounts(documents: pd.DataFrame, departments: pd.DataFrame) -> pd.DataFrame:
    """Which accounts there are: department, year, level, what each is among others, its file."""
    names = departments.set_index("department_id")["name"].to_dict()
    rows = [
        {
            "department": names.get(row["department_id"], row["department"]),
            "year": _year(row["fiscal_year"]),
            "level_kind": row["level"],
            "standing": row["standing"],
            "file": row["source_file"],
        }
        for row in as_rows(documents)
    ]
    rows.sort(key=lambda row: tuple(str(row[name] or "") for name in (*_WHOSE, "standing", "file")))
    return build([*_WHOSE, "level_kind", "standing", "file"], rows)


def values(panel: pd.DataFrame, indicators: Sequence[str]) -> pd.DataFrame:
    """Indicators of whole accounts, department by department; why one is missing."""
    rows = [
        {
            **_named(row["indicator"]),
            "department": row["department"],
            "year": _year(row["fiscal_year"]),
            "value": _quantity(row["value"], row["low"], row["high"]),
            "unit": row["unit"],
            "verdict": row["verdict"],
            "missing": row["missing"],
        }
        for row in as_rows(_whole(panel, indicators))
    ]
    return build(["label", "label_en", *_WHOSE, "value", "unit", "verdict", "missing"], rows)


def spread(panel: pd.DataFrame, indicators: Sequence[str]) -> pd.DataFrame:
    """How far accounts lie apart: lowest, median, highest of each indicator, with their ranges.

    Returns:
        One row per indicator: `accounts` with a value, `lacking` without one, `unchecked` among the
        values. Own levels and summaries stand side by side here; nothing is added.
    """
    rows = []
    for name in indicators:
        own = _whole(panel, [name])
        known = own[own["value"].notna()]
        row = {**_named(name), "accounts": len(known), "lacking": len(own) - len(known)}
        row |= {"unit": next((one.unit for one in load_indicators().all if one.id == name), None)}
        row[UNCHECKED] = int((known["verdict"] == UNCHECKED).sum())
        for column, of in (("lowest", "min"), ("median", "median"), ("highest", "max")):
            # each is monotone in every value, so the same of the ends encloses it
            ends = [getattr(known[end].astype(float), of)() for end in ("value", "low", "high")]
            row[column] = _quantity(*ends) if len(known) else None
        rows.append(row)
    columns = ["label", "label_en", "unit", "accounts", "lacking", "lowest", "median", "highest", UNCHECKED]
    return build(columns, rows)


def year_relations(cross_year: pd.DataFrame) -> pd.DataFrame:
    """How many relations between two years hold: one row per relation that could be asked."""
    rows = []
    for relation in load_relations():
        verdicts = cross_year.loc[cross_year["relation"] == relation.id, "verdict"]
        if len(verdicts):
            counts = {name: int((verdicts == name).sum()) for name in ("equal", "rounding", "differs")}
            rows.append({"relation": relation.id, "label": relation.zh, "label_en": relation.en, **counts})
    return build(["relation", "label", "label_en", "equal", "rounding", "differs"], rows)


def year_findings(cross_year: pd.DataFrame, departments: pd.DataFrame) -> pd.DataFrame:
    """What differs between two years, and codes that changed: one row per finding, in words."""
    names = departments.set_index("department_id")["name"].to_dict()
    rows = [
        {
            "department": names.get(row["department_id"]),
            "year": _year(row["fiscal_year"]),
            "year_finding": row["finding"],
            "sentence": row["sentence_zh"],
            "sentence_en": row["sentence_en"],
        }
        for row in as_rows(cross_year[cross_year["finding"].notna()])
    ]
    return build([*_WHOSE, "year_finding", "sentence", "sentence_en"], rows)


def own_changes(panel: pd.DataFrame, indicators: Sequence[str]) -> pd.DataFrame:
    """Amounts of two years as the two accounts themselves print them, and their growth."""
    rows = [
        {
            **_named(row["indicator"]),
            "department": row["department"],
            "year": _year(row["fiscal_year"]),
            "prior_wan_yuan": _exact(row["earlier"]),
            "current_wan_yuan": _exact(row["later"]),
            "change_wan_yuan": _quantity(row["change"], row["change_low"], row["change_high"]),
            "growth_pct": _quantity(row["growth_pct"], row["growth_pct_low"], row["growth_pct_high"]),
        }
        for row in as_rows(changes(_whole(panel, indicators)))
    ]
    columns = ["label", "label_en", *_WHOSE, "prior_wan_yuan", "current_wan_yuan", "change_wan_yuan", "growth_pct"]
    return build(columns, rows)


def _whole(panel: pd.DataFrame, indicators: Sequence[str]) -> pd.DataFrame:
    own = panel[panel["indicator"].isin(list(indicators)) & (panel["item"] == TOTAL)]
    order = own["indicator"].map({name: place for place, name in enumerate(indicators)})
    by = ["order", "department", "fiscal_year"]
    return own.assign(order=order).sort_values(by, kind="stable").drop(columns="order")


def _named(indicator: str) -> dict[str, str]:
    found = next((one for one in load_indicators().all if one.id == indicator), None)
    return {"label": found.zh, "label_en": found.en} if found else {"label": indicator, "label_en": indicator}


def _quantity(value: Any, low: Any, high: Any) -> Quantity | None:
    if value is None or value != value:
        return None
    return Quantity(Fraction(value), Interval(Fraction(low), Fraction(high)))


def _exact(value: Any) -> Quantity | None:
    return _quantity(value, value, value)


def _year(year: Any) -> str | None:
    return None if year is None else str(int(year))

