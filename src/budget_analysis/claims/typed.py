"""The typed columns of `claims`: quantity, direction, how certain the reading is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..facts import Quantity, path
from ..frames import as_rows
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNDEFINED
from .results import Derived

CERTAIN = "certain"
_JUDGED = (EQUAL, ROUNDING, DIFFERS, UNDEFINED)
_DIRECTED = ("change", "growth", "agreement", "reason", "direction", "datum")


def typed_columns(one: Derived) -> dict[str, Any]:
    """Of a statement of the prose: the first quantity that it speaks of, and its direction."""
    statement, result = one.bound.statement, one.result
    budget = statement.measure if statement.kind in ("amount", "sum", "datum") else ""
    place = path(one.bound.refs[0], budget) if one.bound.refs else ""
    is_directed = statement.kind in _DIRECTED
    return {
        **_place(Quantity.parse(place)),
        "direction": (statement.direction or None) if is_directed else None,
        "reading": result.reading or (CERTAIN if result.verdict in _JUDGED else None),
    }


def type_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Fill the typed columns of claims that have none, from their subject: the annexes."""
    rows = []
    for row in as_rows(claims):
        subject = "" if pd.isna(row["subject"]) else str(row["subject"]).split(" ; ")[0]
        place = _place(Quantity.parse(subject, str(row["kind"])))
        is_certain = not pd.isna(row["verdict"]) and row["verdict"] in _JUDGED
        rows.append({**place, "reading": CERTAIN if is_certain else None})
    names = ["form", "row", "measure", "reading"]
    typed = pd.DataFrame(rows, columns=names, index=claims.index, dtype="string")
    return claims.assign(**{name: claims[name].fillna(typed[name]) for name in names})


def _place(quantity: Quantity) -> dict[str, str | None]:
    found = {"form": quantity.form, "row": quantity.row, "measure": quantity.measure}
    return {name: value or None for name, value in found.items()}
