"""The same account in two files: cell by cell, statement by statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from .. import terms
from ..findings.holding import is_equation
from ..frames import as_rows
from .tables import build

SAME, SAME_VALUE, OTHER, ONLY_FIRST, ONLY_SECOND = "same", "same_value", "other", "only_first", "only_second"
RESULTS = (SAME, SAME_VALUE, OTHER, ONLY_FIRST, ONLY_SECOND)
"""Printed alike; another print of the same value; another value, or another verdict; in one file only."""
_FIGURES = ("result", "form", "item", "measure", "printed", "other_printed", "place", "other_place")
_CLAIMS = ("result", "kind", "quote", "other_quote", "verdict", "other_verdict", "is_held", "place", "other_place")
_NOTHING = ("blank", "declared_empty")
Frames = Mapping[str, pd.DataFrame]


def compare_figures(first: Frames, second: Frames) -> pd.DataFrame:
    """One row per cell that one of the files prints: what both print, and where.

    Cells are the same by form, row and measure; blanks of both are left out. A blank is another
    print than 0.00. Files of one account give the frames.
    """
    own, other = (_by_name(_cells(one), "figure") for one in (first, second))
    rows = []
    for name in dict.fromkeys([*own, *other]):
        mine, theirs = own.get(name), other.get(name)
        known = mine or theirs or {}
        rows.append(
            {
                "result": _result_of_cells(mine, theirs),
                "form": known["form"],
                "item": f'{known["code"] or ""} {known["label"] or ""}'.strip() or known["role"],
                "measure": known["measure"],
                **_beside(mine, theirs, "printed"),
                **_places(mine, theirs),
            }
        )
    return build(_FIGURES, rows)


def compare_claims(first: Frames, second: Frames) -> pd.DataFrame:
    """One row per statement: its words and its verdict in both files.

    Statements are the same that say the same print of the same quantity; of the rest those of one
    kind about one quantity stand beside each other.
    """
    own, other = (_by_name(as_rows(one["claims"]), "claim") for one in (first, second))
    pairs = [(mine, other.pop(name, None)) for name, mine in own.items()]
    left = _by_quantity(other.values())
    for number, (mine, theirs) in enumerate(pairs):
        if theirs is None and (found := left.get(_quantity(mine))):
            pairs[number] = mine, found.pop(0)
    rest = [(None, theirs) for found in left.values() for theirs in found]
    rows = [
        {
            "result": _result_of_claims(mine, theirs),
            "kind": (mine or theirs or {})["kind"],
            **_beside(mine, theirs, "quote"),
            **_beside(mine, theirs, "verdict"),
            "is_held": not is_equation(mine or theirs or {}),
            **_places(mine, theirs),
        }
        for mine, theirs in [*pairs, *rest]
    ]
    return build(_CLAIMS, rows)


def count_results(compared: pd.DataFrame) -> dict[str, int]:
    """How many rows have each result, in the order of `RESULTS`."""
    counts = Counter(compared["result"])
    return {result: counts[result] for result in RESULTS}


def _cells(found: Frames) -> list[dict[str, Any]]:
    return [cell for cell in as_rows(found["figures"]) if cell["state"] not in _NOTHING]


def _by_name(rows: Sequence[dict[str, Any]], what: str) -> dict[str, dict[str, Any]]:
    """Rows by their identifier, which for a figure begins with the document."""
    if what == "claim":
        return {str(row["claim_id"]): row for row in rows}
    return {str(row["figure_id"]).partition("/")[2]: row for row in rows}


def _result_of_cells(mine: Mapping[str, Any] | None, theirs: Mapping[str, Any] | None) -> str:
    if mine is None or theirs is None:
        return ONLY_SECOND if mine is None else ONLY_FIRST
    if mine["printed"] == theirs["printed"]:
        return SAME
    is_number = mine["amount_fen"] is not None and mine["amount_fen"] == theirs["amount_fen"]
    return SAME_VALUE if is_number else OTHER


def _result_of_claims(mine: Mapping[str, Any] | None, theirs: Mapping[str, Any] | None) -> str:
    if mine is None or theirs is None:
        return ONLY_SECOND if mine is None else ONLY_FIRST
    if mine["claim_id"] != theirs["claim_id"] or mine["verdict"] != theirs["verdict"]:
        return OTHER
    return SAME if terms.fold(mine["quote"]) == terms.fold(theirs["quote"]) else SAME_VALUE


def _quantity(claim: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(claim[name] for name in ("kind", "section", "form", "row", "measure", "subject", "period", "unit"))


def _by_quantity(claims: Any) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for claim in claims:
        found.setdefault(_quantity(claim), []).append(claim)
    return found


def _beside(mine: Mapping[str, Any] | None, theirs: Mapping[str, Any] | None, name: str) -> dict[str, Any]:
    return {name: mine and mine[name], f"other_{name}": theirs and theirs[name]}


def _places(mine: Mapping[str, Any] | None, theirs: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"place": _place(mine), "other_place": _place(theirs)}


def _place(row: Mapping[str, Any] | None) -> str | None:
    """File and place as they are told; the page where there is no place."""
    if row is None:
        return None
    page = f'p.{row["page"]}' if row["page"] is not None else None
    return " ".join(_told([row["file"], row["place"] or page])) or None


def _told(parts: Sequence[str | None]) -> Iterator[str]:
    return (part for part in parts if part)
