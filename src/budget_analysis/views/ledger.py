"""The ledger: every statement with its verdict, and those that do not hold with all that is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .. import specs, terms, texts
from ..frames import as_rows
from ..identifiers import place_of
from ..verdicts import DIFFERS, UNCHECKED, UNDEFINED
from .growth import place_name
from .overview import VERDICTS
from .tables import build, interval, per_document

DOUBTFUL = (DIFFERS, UNDEFINED, UNCHECKED)
"""The verdicts that a reader wants to look at, the gravest first."""
_RANGE_DIGITS = 3


@per_document
def section_counts(claims: pd.DataFrame) -> pd.DataFrame:
    """How many statements of each section of the prose and the annexes have which verdict.

    Returns:
        One row per section in the order of the document: name, `count`, the verdicts, `recorded`
        (numbers that nothing else states or determines).
    """
    rows = []
    for section in dict.fromkeys(claims["section"].dropna()):
        verdicts = claims.loc[claims["section"] == section, "verdict"]
        row: dict[str, object] = {
            "label": section_name(str(section), "zh"),
            "label_en": section_name(str(section), "en"),
            "count": len(verdicts),
            "recorded": int(verdicts.isna().sum()),
        }
        rows.append(row | {verdict: int((verdicts == verdict).sum()) for verdict in VERDICTS})
    return build(["label", "label_en", "count", *VERDICTS, "recorded"], rows)


@per_document
def doubtful_statements(
    figures: pd.DataFrame, claims: pd.DataFrame, checks: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every statement that differs, is undefined or unchecked, the gravest first.

    Args:
        figures: name the operands.
        claims: the statements; a selection of them is enough, operands outside it stay identifiers.
        checks: the identities; left out where None.

    Returns:
        `kind` (for an identity its number), `page`, `quote`, `printed` with its unit, `recomputed`
        (the exact range; of an identity that of left less right), `operands` in words, `verdict`,
        `note`.
    """
    cells = {}
    for row in as_rows(figures):
        # an operand may be named without its document
        cells[row["figure_id"]] = cells[place_of(row["figure_id"], row["document_id"])] = row
    told = {row["claim_id"]: row for row in as_rows(claims)}
    rows = [_claim(row, cells, told) for row in told.values() if row["verdict"] in DOUBTFUL]
    identities = [] if checks is None else as_rows(checks[checks["verdict"].isin(DOUBTFUL)])
    # an identity that a claim evaluates stands with its claim
    rows += [_identity(row) for row in identities if row["instance"] not in told]
    rows.sort(key=lambda row: DOUBTFUL.index(row["verdict"]))
    columns = ["kind", "page", "quote", "printed", "recomputed", "operands", "operands_en"]
    return build([*columns, "verdict", "note"], rows)


@per_document
def notice_list(notices: pd.DataFrame) -> pd.DataFrame:
    """What is odd but no contradiction, apart from verdicts: `page`, `kind`, `quote`, `note`."""
    rows = as_rows(notices.rename(columns={"message": "note"}))
    # sorted, so that the list does not depend on the order in which things were noticed
    rows.sort(key=lambda row: (row["page"] or 0, row["kind"], row["quote"] or ""))
    return build(["page", "kind", "quote", "note"], rows)


@per_document
def conflict_sets(conflicts: pd.DataFrame) -> pd.DataFrame:
    """The statements of each minimal set that cannot be true as a whole, from the joint test.

    Returns:
        `conflict` (number of the set), `kind` (for an identity its number), `page`, `quote`,
        `note`.
    """
    rows = as_rows(conflicts)
    for row in rows:
        row["kind"] = row["kind"] or row["statement"]
    return build(["conflict", "kind", "page", "quote", "note"], rows)


def section_name(section: str, language: str) -> str:
    """The name of a section of the document; in English its identifier in words."""
    if language == "en":
        return section.replace("_", " ").replace(".", ": ")
    listed = specs.load("sections.toml")["section"]
    named = (str(entry["zh"]) for entry in listed if entry["id"] == section)
    return next(named, texts.word(section, language))


def _claim(
    row: Mapping[str, Any], cells: Mapping[str, Any], told: Mapping[str, Any]
) -> dict[str, Any]:
    names = json.loads(row["operands"]) if row["operands"] else []
    has_range = row["low"] is not None or row["high"] is not None
    return {
        "kind": row["kind"],
        "page": row["page"],
        "quote": row["quote"],
        "printed": None if row["printed"] is None else row["printed"] + (row["unit"] or ""),
        "recomputed": interval(row["low"], row["high"], _RANGE_DIGITS) if has_range else None,
        "operands": "；".join(_operand(name, cells, told, "zh") for name in names) or None,
        "operands_en": "; ".join(_operand(name, cells, told, "en") for name in names) or None,
        "verdict": row["verdict"],
        "note": row["note"],
    }


def _identity(row: Mapping[str, Any]) -> dict[str, Any]:
    has_range = row["residual_low"] is not None
    ends = (row["residual_low"], row["residual_high"])
    sides = None if row["left"] is None else f"{row['left']} = {row['right']}"
    return {
        "kind": row["identity"],
        "quote": row["instance"],
        "recomputed": interval(*ends, _RANGE_DIGITS) if has_range else None,
        "operands": sides,
        "operands_en": sides,
        "verdict": row["verdict"],
        "note": row["note"],
    }


def _operand(
    name: str, cells: Mapping[str, Any], told: Mapping[str, Any], language: str
) -> str:
    """An operand as a reader knows it: what it is and what is printed there."""
    if name in cells:
        cell = cells[name]
        place = place_name(f"{cell['form']}/{cell['role'] or cell['row']}", language)
        measure = terms.name(cell["measure"], language)
        return f"{place} {measure} {cell['printed']}"
    if name in told:
        claim = told[name]
        page = "" if claim["page"] is None else f" (p.{claim['page']})"
        return f"{claim['quote']}{page}"
    return name
