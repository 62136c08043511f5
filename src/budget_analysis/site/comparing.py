"""What pages and list compare: the indicators of the panel that are one number of a whole account.

They are the one source of the first line of a page, of the row of the list and of the comparison.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from .. import terms, texts
from ..frames import as_rows, operand_names, text
from ..identifiers import figure_name, place_of
from ..panel import definitions, panel_of
from ..panel.indicators import TOTAL
from ..shelf import Frames
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from ..views.quantities import number_of, since_last_year
from .evidence import cell_address
from .requirements import counted_at

_DIGITS = 6
COMPLETENESS = "transparency_met"
"""The indicator that the list shows as completeness."""


_STATED = {
    "sources_growth": ("growth", "revenue_expenditure_summary/grand_total_revenue/"),
    "execution": ("completion", "general_public_expenditure/total/"),
    "sme_share": ("share", "procurement/sme/"),
}
"""Rates of the first line that the text prints itself: the kind and subject of the statement."""
_WITHOUT_DENIED = ("sme_share", "sources_growth", "execution")
"""Quotients that pages do not tell where a finding denies one of their numbers."""


def indicators_of(found: Frames) -> dict[str, list[Any]]:
    """`[value, low, high, address, verdict]` of each indicator that has a value.

    The address is that of the first cell or statement the number rests on, on the page of the
    account; of what is counted the part of that page which lists it. A rate that a statement prints leads to the
    statement, and is told as printed where the statement holds; where it has no value, what the
    statement is judged stands there without one.
    """
    document = str(found["documents"]["document_id"].iloc[0])
    cells = set(found["figures"]["figure_id"])
    told = {}
    for row in as_rows(found["panel"] if "panel" in found else panel_of(found)):
        if row["item"] == TOTAL and row["value"] is not None:
            names = [_address(name, document, cells) for name in json.loads(row["sources"] or "[]")]
            ends = [None if row[end] is None else round(row[end], _DIGITS) for end in ("value", "low", "high")]
            told[row["indicator"]] = [*ends, next(filter(None, names), "") or counted_at(row["indicator"], found), row["verdict"] or ""]
    for name in _WITHOUT_DENIED:
        if name in told and told[name][4] == DIFFERS:
            told[name][:3] = [None, None, None]
    for indicator, (kind, subject) in _STATED.items():
        claims = since_last_year(found["claims"])
        stated = claims[(claims["kind"] == kind) & claims["subject"].fillna("").str.startswith(subject)]
        if not stated.empty:
            told[indicator] = _as_stated(as_rows(stated)[0], told.get(indicator, [None, None, None, "", ""]))
    accused = _accused(found["findings"], document)
    return {name: [*one[:4], DIFFERS] if one[3] in accused else one for name, one in told.items()}


def doubts_of(found: Frames, told: Mapping[str, list[Any]]) -> dict[str, str]:
    """Indicators that rest on a number which a finding names or explains; with what the text prints where another number is shown.

    A number rests on its sources, a rate that a statement prints on that statement and its operands too.

    Args:
        told: the indicators of the account, as from `indicators_of`.
    """
    document = str(found["documents"]["document_id"].iloc[0])
    cells, accused = set(found["figures"]["figure_id"]), _accused(found["findings"], document)
    claims = {f"claim-{row['claim_id']}": row for row in as_rows(found["claims"])}
    panel = as_rows(found["panel"] if "panel" in found else panel_of(found))
    sources = {row["indicator"]: json.loads(row["sources"] or "[]") for row in panel if row["item"] == TOTAL}
    doubts = {}
    for name, (value, _, _, address, verdict) in told.items():
        claim = claims.get(address)
        names = [*sources.get(name, []), *(operand_names(claim) if claim is not None else [])]
        bases = {address, *(_address(one, document, cells) for one in names)}
        if value is not None and (verdict == DIFFERS or bases & accused):
            number = None if claim is None or name not in _STATED else number_of(text(claim["printed"]), text(claim["unit"]))
            is_other = number is not None and claim is not None and f"{value:.2f}" != f"{float(number.value) * (-1 if claim['direction'] == 'down' else 1):.2f}"
            doubts[name] = text(claim["printed"]) + text(claim["unit"]) if is_other and claim is not None else ""
    return doubts


def _accused(findings: pd.DataFrame, document: str) -> set[str]:
    """Addresses of the cells and statements that a finding names or explains."""
    named: set[str] = set()
    for row in as_rows(findings[findings["ground"] != "omission"]):
        places = json.loads(row["places"] or "[]")
        named |= {f"claim-{place['claim']}" for place in places if "claim" in place}
        named |= {f"claim-{name}" for name in json.loads(row["statements"] or "[]")}
        cells = (figure_name(document, place["form"], place["row"], place["measure"]) for place in places if "row" in place)
        named |= {cell_address(place_of(cell, document)) for cell in cells}
    return named


def _as_stated(claim: Mapping[str, Any], computed: list[Any]) -> list[Any]:
    """An indicator as the statement tells it that prints it."""
    value, low, high, _, verdict = computed
    number = number_of(text(claim["printed"]), text(claim["unit"]))
    if number is not None and claim["verdict"] in (EQUAL, ROUNDING):
        low, high = (None, None) if verdict == DIFFERS else (low, high)
        value, verdict = float(number.value) * (-1 if claim["direction"] == "down" else 1), claim["verdict"]
    elif value is None:
        verdict = text(claim["verdict"])
    return [value, low, high, f"claim-{claim['claim_id']}", verdict]


def _address(name: str, document: str, cells: set[str]) -> str:
    return cell_address(place_of(name, document)) if name in cells else "" if "/" in name else f"claim-{name}"


def comparison(indicators: Mapping[str, Mapping[str, list[Any]]]) -> dict[str, Any]:
    """What the script of the list compares.

    Args:
        indicators: of each account by its folder, as from `indicators_of`.
    """
    told = {name for one in indicators.values() for name in one}
    listed = [row for row in as_rows(definitions()) if row["indicator"] in told]
    names = [row["indicator"] for row in listed]
    return {
        "indicators": [
            [row["indicator"], {one: row[one] for one in terms.LANGUAGES}, {one: texts.word(row["unit"], one) for one in terms.LANGUAGES}]
            for row in listed
        ],
        "values": {folder: [_valued(own.get(name)) for name in names] for folder, own in sorted(indicators.items())},
    }  # fmt: skip


def _valued(one: list[Any] | None) -> list[Any] | int:
    return 0 if one is None or one[0] is None else one


def completeness(indicators: Mapping[str, list[Any]]) -> float | None:
    """How many of the requirements of publication that can be told are met, in %."""
    found = indicators.get(COMPLETENESS)
    return None if found is None else float(found[0])


def levels_of(documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The level of each account of a dataset by its document: `own_level`, `summary`, `unit`."""
    return {row["document_id"]: row["level"] for row in documents if row["level"]}
