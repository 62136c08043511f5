"""The later account's year before against the account of that year: relations, findings, codes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pandas as pd

from .. import codes, frames, specs
from ..amounts import Interval, decimal, ends
from ..frames import as_rows
from ..panel.indicators import TOTAL
from ..panel.sources import Bound, Missing, Sources
from ..panel.trust import Trust
from ..relations.judging import compare
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from ..views.growth import place_name
from ..views.quantities import Quantity
from .crosswalk import Step
from .relations import Between, load_relations

Frames = Mapping[str, pd.DataFrame]
_HOLDS = (EQUAL, ROUNDING)
_FORM = "general_public_expenditure"
_CODES = "codes"


@dataclass(frozen=True)
class _Side:
    """One of the two accounts."""

    found: Frames
    sources: Sources
    trust: Trust

    @staticmethod
    def of(found: Frames) -> _Side:
        from ..panel import load_indicators

        return _Side(found, Sources(found, load_indicators().known), Trust(found))

    def amount(self, bound: Bound) -> Quantity:
        amount = self.sources.operands.amount(bound.sum)
        assert amount is not None
        return amount


def compare_years(earlier: Frames, later: Frames, crosswalk: Sequence[Step] = ()) -> pd.DataFrame:
    """Every cross-year relation between two accounts of one department, as the frame `cross_year`.

    Args:
        earlier, later: all frames of the two accounts; `documents` tells year and department.
        crosswalk: codes of which people said what they became; reported beside the change.

    Returns:
        A row per instance that both accounts can be asked, with its verdict; what differs has a
        `finding`: `restated` where the later account agrees with itself about the number,
        `reclassified` where the total of which it is part agrees, `contradicting` else. Then a row
        for each code of the general public budget that is new, gone, or called otherwise: these
        are `unchecked`, and nothing is joined.
    """
    before, after = _Side.of(earlier), _Side.of(later)
    year = later["documents"]["fiscal_year"].iloc[0]
    rows: list[dict[str, Any]] = []
    for relation in load_relations():
        rows += _instances(relation, before, after)
    held = {row["relation"] for row in rows if row["verdict"] in _HOLDS}
    wholes = {one.id: one.whole for one in load_relations()}
    for row in rows:
        if row["verdict"] == DIFFERS:
            trusted = after.trust.verdict(json.loads(row["later_sources"]))
            is_moved = wholes[row["relation"]] in held
            row["finding"] = "reclassified" if is_moved else "restated" if trusted in _HOLDS else "contradicting"
    rows += _codes_changed(before, after, crosswalk, int(year))
    keys = {
        "document_id": after.sources.document_id,
        "earlier_id": before.sources.document_id,
        "department_id": later["documents"]["department_id"].iloc[0],
        "fiscal_year": year,
    }
    return frames.build("cross_year", ({**keys, **_said(row, int(year))} for row in rows))


def _instances(relation: Between, before: _Side, after: _Side) -> Iterator[dict[str, Any]]:
    for values in after.sources.instances(relation.each):
        try:
            told = after.sources.sum(relation.later, values)
            printed = before.sources.sum(tuple(replace(term, aspect="") for term in relation.earlier), values)
        except Missing:
            continue
        later, earlier = after.amount(told), before.amount(printed)
        residual = _less(later, earlier)
        place = after.sources.places(relation.later[0], values)[0]
        yield {
            "relation": relation.id,
            "instance": next(iter(values.values()), TOTAL),
            "place": place,
            "later_printed": decimal(later.value),
            "earlier_printed": decimal(earlier.value),
            "residual_low": decimal(residual.low or Fraction(0)),
            "residual_high": decimal(residual.high or Fraction(0)),
            "verdict": compare("=", later.value - earlier.value, residual)[0],
            "later_sources": _json(told.sources),
            "earlier_sources": _json(printed.sources),
        }


def _less(later: Quantity, earlier: Quantity) -> Interval:
    """The difference of numbers of two documents, which share no print."""
    (low, high), (from_low, from_high) = ends(later.range), ends(earlier.range)
    return Interval(low - from_high, high - from_low)


def _codes_changed(
    before: _Side, after: _Side, crosswalk: Sequence[Step], year: int
) -> Iterator[dict[str, Any]]:
    old, new = (_names(side.found["figures"]) for side in (before, after))
    steps = {name: step for step in crosswalk if step.to_year == year for name in (step.from_code, step.to_code)}
    for code in sorted({*old, *new}):
        if code in old and code in new:
            if codes.fold_name(old[code]) == codes.fold_name(new[code]):
                continue
            kind = "name_changed"
        else:
            kind = "code_new" if code in new else "code_gone"
        step = steps.get(code)
        row: dict[str, Any] = {"relation": _CODES, "instance": code, "place": f"{_FORM}/{code}", "verdict": UNCHECKED, "finding": kind}
        row |= {"later_printed": new.get(code), "earlier_printed": old.get(code)}
        if step is not None:
            row |= {"finding": "crosswalk", "later_printed": step.to_code, "earlier_printed": step.from_code}
        yield {**row, "later_sources": "[]", "earlier_sources": "[]", "note": step.note if step else None}


def _names(figures: pd.DataFrame) -> dict[str, str]:
    """The codes of the general public budget that carry money, with their printed names."""
    own = figures[(figures["form"] == _FORM) & (figures["state"] == "value") & figures["code"].notna()]
    return {row["code"]: row["label"] or "" for row in as_rows(own[["code", "label"]])}


def _said(row: dict[str, Any], year: int) -> dict[str, Any]:
    """The row with its sentences in both languages, where it has a finding."""
    if row.get("finding") is None:
        return row
    words = specs.load("cross_year.toml")["sentences"][row["finding"]]
    for language in ("zh", "en"):
        place = row["instance"] if row["relation"] == _CODES else place_name(row["place"], language)
        row[f"sentence_{language}"] = words[language].format(
            place=place, later=row["later_printed"], earlier=row["earlier_printed"], year=year
        )
    return row


def _json(names: Sequence[str]) -> str:
    return json.dumps(list(names), ensure_ascii=False)
