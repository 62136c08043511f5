"""Which printed figures shares, rankings and charts rest on: not those that a finding proves to be of another row."""

from __future__ import annotations

import json

import pandas as pd

from ..amounts import FEN_PER_UNIT
from ..frames import as_rows
from .tables import per_document

SHIFTED = "shifted_rows"
TOTAL = "total"
FROM_FORM, FROM_PROSE, FROM_BOTH = "form", "prose", "both"
"""What prints the numbers that a view shows by the rows of a form."""


def relied_on(figures: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """The figures without the amounts that nothing may be computed from; the rows stay.

    Left out are all amounts of a form whose rows are shifted, and a total that a finding contradicts:
    every share of it would be wrong. What the prose prints takes their place in the views.

    Args:
        figures: of one account or of many.
        findings: of the same.
    """
    forms, cells = _denied(findings)
    places = zip(figures["document_id"], figures["form"], figures["role"], figures["measure"], strict=True)
    is_denied = [place[:2] in forms or place in cells for place in places]
    if not any(is_denied):
        return figures
    kept = figures.copy()
    kept.loc[is_denied, ["amount_fen", "resolution_fen"]] = pd.NA
    return kept


@per_document
def forms_left_out(figures: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """The forms of which `relied_on` leaves out amounts, with the reason: `shifted_rows`, or `total`.

    Returns:
        One row per form: `form`, `reason`.
    """
    forms, cells = _denied(findings)
    reasons = {form: TOTAL for _, form, _, _ in sorted(cells)} | {form: SHIFTED for _, form in sorted(forms)}
    rows = [(form, reason) for form, reason in reasons.items() if (figures["form"] == form).any()]
    return pd.DataFrame(rows, columns=["form", "reason"], dtype="string")


def printed_by(view: pd.DataFrame, figures: pd.DataFrame, form: str) -> str:
    """Whether the form prints the amounts of a view of its rows, the prose does, or each some of them.

    Args:
        view: has `code`, `amount_wan_yuan` and `share_pct`, as `function_structure`.
        figures: that it was made from, as from `relied_on`.
    """
    own = figures[(figures["form"] == form) & figures["amount_fen"].notna()]
    cells = set(zip(own["role"], own["amount_fen"].astype("int64"), strict=True))
    known = view[view["amount_wan_yuan"].notna()]
    by = {(code, round(amount * FEN_PER_UNIT["万元"])) in cells for code, amount in zip(known["code"], known["amount_wan_yuan"], strict=True)}
    if known["share_pct"].notna().any() and TOTAL not in set(own["role"]):
        by.add(False)  # their whole is told as well
    return {(True,): FROM_FORM, (False,): FROM_PROSE, (False, True): FROM_BOTH}.get(tuple(sorted(by)), FROM_FORM)


def _denied(findings: pd.DataFrame) -> tuple[set[tuple[str, str]], set[tuple[str, str, str, str]]]:
    """Forms whose rows are shifted, and cells of totals that are contradicted, each with its document."""
    forms, cells = set(), set()
    for row in as_rows(findings[findings["ground"] == "impossible"]):
        places = [place for place in json.loads(row["places"] or "[]") if "row" in place]
        if row["kind"] == SHIFTED:
            forms |= {(row["document_id"], place["form"]) for place in places}
        elif row["printed"] is not None and len(places) == 1 and places[0]["row"] == TOTAL:
            cells.add((row["document_id"], places[0]["form"], TOTAL, places[0]["measure"]))
    return forms, cells
