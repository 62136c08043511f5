"""The ledger: every statement with its verdict, and those that do not hold with all that is known."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .. import terms, words
from ..findings.holding import is_equation
from ..findings.naming import row_name
from ..frames import as_rows, text
from ..identifiers import place_of
from ..verdicts import DIFFERS, UNCHECKED, UNDEFINED
from .growth import place_name
from .overview import VERDICTS
from .tables import build, interval, per_document
from .told import Findings, by_statement, notes_of

DOUBTFUL = (DIFFERS, UNDEFINED, UNCHECKED)
"""The verdicts that a reader wants to look at, the gravest first."""
_RANGE_DIGITS = 3
_COUNTED = re.compile(r"(\d+) of (\d+)")
"""What the side of a structural check counts."""


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
            "label": words.section(str(section), "zh"),
            "label_en": words.section(str(section), "en"),
            "count": len(verdicts),
            "recorded": int(verdicts.isna().sum()),
        }
        rows.append(row | {verdict: int((verdicts == verdict).sum()) for verdict in VERDICTS})
    return build(["label", "label_en", "count", *VERDICTS, "recorded"], rows)


@per_document
def doubtful_statements(
    figures: pd.DataFrame,
    claims: pd.DataFrame,
    checks: pd.DataFrame | None = None,
    findings: pd.DataFrame | None = None,
    among: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every statement that differs, is undefined or unchecked, the gravest first.

    Args:
        figures: name the operands.
        claims: the statements.
        checks: the identities; left out where None.
        findings: tell the cause of what they explain.
        among: the claims that are wanted; all where None.

    Returns:
        `kind` (for an identity its number), `page`, `quote`, `printed` with its unit, `recomputed`
        (the exact range; of an identity that of left less right), `operands` in words, `verdict`,
        `note` (of what a finding explains its cause).
    """
    known = by_statement(findings)
    cells = {}
    for row in as_rows(figures):
        # an operand may be named without its document
        cells[row["figure_id"]] = cells[place_of(row["figure_id"], row["document_id"])] = row
    told = {row["claim_id"]: row for row in as_rows(claims)}
    wanted = told if among is None else set(among["claim_id"])
    rows = [_claim(row, cells, told, known) for name, row in told.items() if name in wanted and row["verdict"] in DOUBTFUL]
    identities = [] if checks is None else as_rows(checks[checks["verdict"].isin(DOUBTFUL)])
    # an identity that a claim evaluates stands with its claim
    rows += [_identity(row, known) for row in identities if row["instance"] not in told]
    rows.sort(key=lambda row: DOUBTFUL.index(row["verdict"]))
    columns = ["kind", "page", "quote", "quote_en", "printed", "printed_en", "recomputed", "operands", "operands_en"]
    return build([*columns, "verdict", "is_held", "note", "note_en"], rows)


@per_document
def notice_list(notices: pd.DataFrame) -> pd.DataFrame:
    """What is odd but no contradiction, apart from verdicts: `page`, `kind`, `quote`, `note`."""
    rows = as_rows(notices)
    for row in rows:
        row["note"], row["note_en"] = (words.notice(text(row["message"]), one) or None for one in ("zh", "en"))
    # sorted, so that the list does not depend on the order in which things were noticed
    rows.sort(key=lambda row: (row["page"] or 0, row["kind"], row["quote"] or ""))
    return build(["page", "kind", "quote", "note", "note_en"], rows)


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
        row["note"], row["note_en"] = (words.reason(text(row["note"]), one) or None for one in ("zh", "en"))
    return build(["conflict", "kind", "page", "quote", "note", "note_en"], rows)


def _claim(
    row: Mapping[str, Any], cells: Mapping[str, Any], told: Mapping[str, Any], known: Findings
) -> dict[str, Any]:
    names = json.loads(row["operands"]) if row["operands"] else []
    has_range = row["low"] is not None or row["high"] is not None
    return {
        "kind": row["kind"],
        "page": row["page"],
        "quote": row["quote"],
        "printed": None if row["printed"] is None else row["printed"] + (row["unit"] or ""),
        "printed_en": None if row["printed"] is None else row["printed"] + words.behind(row["unit"] or "", "en"),
        "recomputed": interval(row["low"], row["high"], _RANGE_DIGITS) if has_range else None,
        "operands": "；".join(_operand(name, cells, told, "zh") for name in names) or None,
        "operands_en": "; ".join(_operand(name, cells, told, "en") for name in names) or None,
        "verdict": row["verdict"],
        "is_held": not is_equation(row),
        **notes_of(row["claim_id"], row["note"], known),
    }


def _identity(row: Mapping[str, Any], known: Findings) -> dict[str, Any]:
    has_range = row["residual_low"] is not None
    ends = (row["residual_low"], row["residual_high"])
    sign = words.sign(row["identity"], row["instance"], row["verdict"] == DIFFERS)
    sides = None if row["left"] is None else f"{row['left']} {sign} {row['right']}"
    return {
        "kind": row["identity"],
        "quote": words.instance(row["instance"], "zh"),
        "quote_en": words.instance(row["instance"], "en"),
        "recomputed": interval(*ends, _RANGE_DIGITS) if has_range else None,
        "operands": sides and _COUNTED.sub(r"\2中的\1", sides),
        "operands_en": sides,
        "verdict": row["verdict"],
        "is_held": not is_equation(row),
        **notes_of(f"{row['identity']} {row['instance']}", row["note"], known),
    }


def _operand(
    name: str, cells: Mapping[str, Any], told: Mapping[str, Any], language: str
) -> str:
    """An operand as a reader knows it: what it is and what is printed there."""
    if name in cells:
        cell = cells[name]
        is_code = str(cell["role"] or "").isdecimal()
        place = row_name(cell, language) if is_code else place_name(f"{cell['form']}/{cell['role'] or cell['row']}", language)
        measure = terms.column(str(cell["form"]), str(cell["measure"]), language)
        return f"{place} {measure} {cell['printed']}"
    if name in told:
        claim = told[name]
        return " ".join([f"“{claim['quote']}”", *_page(claim["page"], language)])
    return name


def _page(page: Any, language: str) -> list[str]:
    return [] if page is None else [f"({words.say('page', language, page=page)})"]
