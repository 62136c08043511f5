"""Across departments and years: own changes, prices of a base year, totals that add nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pandas as pd

from ..errors import ParameterError

_KEY = ["department_id", "department", "indicator", "item"]
_ADDED = ("wan_yuan", "count")
_ENDS = ("value", "low", "high")


def changes(panel: pd.DataFrame) -> pd.DataFrame:
    """Each value beside that of the year before, where both accounts are in the panel.

    What an account tells of the year before is `before` and `growth` among the indicators; this is
    what the two accounts themselves print, which `cross_year` holds against it.

    Returns:
        A row per department, indicator, item and later year: `earlier`, `later`, `change` with its
        range, `growth_pct` with its range (missing where the earlier value is, or may be, zero).
    """
    own = panel[panel["value"].notna() & panel["department_id"].notna()]
    before = own.assign(fiscal_year=own["fiscal_year"] + 1)[[*_KEY[:1], "fiscal_year", *_KEY[2:], *_ENDS]]
    both = own.merge(before, on=["department_id", "fiscal_year", "indicator", "item"], suffixes=("", "_before"))
    found = both[[*_KEY, "fiscal_year", "unit"]].copy()
    found["earlier"], found["later"] = both["value_before"], both["value"]
    found["change"] = both["value"] - both["value_before"]
    found["change_low"] = both["low"] - both["high_before"]
    found["change_high"] = both["high"] - both["low_before"]
    is_rate = (both["low_before"] > 0) & (both["low"] >= 0)
    for name, top, bottom in (
        ("growth_pct", "value", "value_before"),
        ("growth_pct_low", "low", "high_before"),
        ("growth_pct_high", "high", "low_before"),
    ):
        found[name] = (100 * (both[top] / both[bottom] - 1)).where(is_rate)
    return found.sort_values([*_KEY, "fiscal_year"], ignore_index=True)


def read_index(path: str | Path) -> dict[int, Decimal]:
    """A price index that the user supplies: a CSV with the columns `year` and `index`.

    Raises:
        ParameterError: the file cannot be read, lacks a column, or an index is not above zero.
    """
    try:
        table = pd.read_csv(path, dtype=str, encoding="utf-8-sig")
        found = {int(year): Decimal(value) for year, value in zip(table["year"], table["index"], strict=True)}
    except (OSError, ValueError, KeyError, InvalidOperation, TypeError) as error:
        raise ParameterError(f"{path}: not a price index: {error}. It has the columns year and index.") from error
    wrong = [year for year, value in found.items() if value <= 0]
    if wrong or len(found) != len(table):
        raise ParameterError(f"{path}: each year once, each index above zero; look at {wrong or 'years told twice'}")
    return found


def deflate(panel: pd.DataFrame, index: Mapping[int, Decimal], base_year: int) -> pd.DataFrame:
    """The amounts of a panel in prices of a base year: value × index of that year ÷ index of its own.

    Rates and counts stay as they are. The index is taken as exact; its choice is the user's.

    Returns:
        The rows with `base_year` beside the unit of each amount that was changed.

    Raises:
        ParameterError: the index does not have a year of the panel, or the base year.
    """
    is_money = panel["unit"].str.startswith("wan_yuan")
    years = {int(year) for year in panel.loc[is_money, "fiscal_year"].dropna().unique()} | {base_year}
    lacking = sorted(years - set(index))
    if lacking:
        raise ParameterError(f"the price index has no year {', '.join(map(str, lacking))}")
    factors = {year: float(index[base_year] / index[year]) for year in years}
    factor = panel["fiscal_year"].map(factors).where(is_money, 1.0)
    real = panel.assign(**{name: panel[name] * factor for name in _ENDS})
    return real.assign(base_year=pd.Series(base_year, index=panel.index, dtype="Int64").where(is_money))


def add_departments(panel: pd.DataFrame, departments: pd.DataFrame, indicator: str, item: str = "total") -> pd.DataFrame:
    """An indicator added up over departments, by year.

    Returns:
        A row per year: `departments` that were added, `value`, `low`, `high`, and `missing`, how
        many have no value.

    Raises:
        ParameterError: the indicator is a rate, or a department and what is part of it (its own
            level, its units) both stand among the rows: they would be counted twice.
    """
    own = panel[(panel["indicator"] == indicator) & (panel["item"] == item)]
    strangers = sorted(set(own["unit"].dropna()) - set(_ADDED))
    if own.empty or strangers:
        what = f"is in {', '.join(strangers)}, which does not add up" if strangers else "has no row in the panel"
        raise ParameterError(f"{indicator} {what}")
    _refuse_to_mix(own, departments)
    groups = own.groupby("fiscal_year")
    return pd.DataFrame(
        {
            "departments": groups["value"].count(),
            **{name: groups[name].sum() for name in _ENDS},
            "missing": groups["value"].apply(lambda values: int(values.isna().sum())),
        }
    ).reset_index()


def _refuse_to_mix(own: pd.DataFrame, departments: pd.DataFrame) -> None:
    parents = departments.set_index("department_id")["parent"].dropna().to_dict()
    named = departments.set_index("department_id")[["name", "level"]].fillna("?")
    for year, rows in own.groupby("fiscal_year"):
        there = set(rows["department_id"].dropna())
        for department in sorted(there):
            above = parents.get(department)
            while above is not None and above not in there:
                above = parents.get(above)
            if above is not None:
                part, whole = (" ".join(named.loc[name]) for name in (department, above))
                raise ParameterError(
                    f"{year}: {part} is part of {whole}; added up, it would count twice. Leave one of them out."
                )
