"""Indicators to the rows of the panel of one account."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .. import frames
from ..relations.language import Formula
from ..views.quantities import Quantity
from .indicators import TOTAL, UNITS, Indicator, load_indicators
from .rules import RULES
from .sources import Missing, Sources
from .trust import Trust


def panel_of(found: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The panel of one account, in the order of `specs/indicators.toml`.

    Args:
        found: all frames of the account, those of reading and those of `reconcile`.

    Returns:
        One row per indicator and item; an indicator that runs over codes has a row for each that
        its form prints, and none where it prints none. `value`, `low`, `high` are missing where a
        number is missing, with the reason in `missing` and its place in `missing_place`.
    """
    indicators = load_indicators()
    sources, trust = Sources(found, indicators.known), Trust(found)
    document = found["documents"].iloc[0]
    rows = [
        {
            "document_id": sources.document_id,
            "department": document["department"],
            "fiscal_year": document["fiscal_year"],
            "indicator": indicator.id,
            "item": next(iter(values.values()), TOTAL),
            "unit": indicator.unit,
            **_row(indicator, values, sources, trust),
        }
        for indicator in indicators.all
        for values in sources.instances(indicator.each)
    ]
    return frames.build("panel", rows)


def _row(
    indicator: Indicator, values: Mapping[str, str], sources: Sources, trust: Trust
) -> dict[str, Any]:
    if indicator.rule:
        return _by_rule(indicator, sources, trust)
    first: dict[str, Any] = {}
    for formula in indicator.formulas:
        try:
            return _by_formula(formula, UNITS[indicator.unit], values, sources, trust)
        except Missing as gap:
            first = first or {"missing": gap.reason, "missing_place": gap.place, "sources": "[]"}
    return first


def _by_formula(
    formula: Formula, factor: int, values: Mapping[str, str], sources: Sources, trust: Trust
) -> dict[str, Any]:
    top = sources.sum(formula.top, values)
    names = top.sources
    if formula.bottom:
        bottom = sources.sum(formula.bottom, values)
        names = tuple(dict.fromkeys((*names, *bottom.sources)))
        found = sources.operands.ratio(top.sum * factor, bottom.sum)
        if found is None:
            raise Missing("zero_base", sources.named(formula.bottom[0], values))
    else:
        amount = sources.operands.amount(top.sum)
        assert amount is not None
        found = amount
    return _known(found, names, trust)


def _by_rule(indicator: Indicator, sources: Sources, trust: Trust) -> dict[str, Any]:
    found, told = RULES[indicator.rule](sources.operands)
    if found is None:
        return {"missing": "not_told", "missing_place": indicator.rule, "sources": "[]"}
    names = [
        name
        for aspect, place in told
        for name in (sources.stated_by(aspect, place) if aspect else sources.number(place).sources)
    ]
    return _known(found, tuple(names), trust)


def _known(found: Quantity, names: tuple[str, ...], trust: Trust) -> dict[str, Any]:
    low, high = found.range.low, found.range.high
    return {
        "value": float(found.value),
        "low": None if low is None else float(low),
        "high": None if high is None else float(high),
        "verdict": trust.verdict(names),
        "sources": json.dumps(names, ensure_ascii=False),
    }
