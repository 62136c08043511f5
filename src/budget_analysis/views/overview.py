"""What an account contains: its forms, its figures by state, the verdicts on its statements."""

from __future__ import annotations

import pandas as pd

from .. import words
from ..checks.counts import VERDICTS as VERDICTS
from ..checks.counts import count_statements
from ..findings.holding import is_equation
from ..frames import as_rows, text
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED
from .tables import build, per_document
from .told import by_statement, notes_of

_COUNTS = {"value": "values", "zero": "zeros", "blank": "blanks", "unreadable": "unreadable"}
DOUBTFUL = "doubtful"
"""The state of a cell that was recognised in a picture without certainty."""


@per_document
def form_states(forms: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The standard forms, found or missing, and the state of the figures on each.

    Returns:
        One row per form in the order of the layout: number, title and pages as printed, state,
        and how many of its cells are values, zeros, blank, unreadable.
    """
    rows = []
    for _, form in forms.iterrows():
        states = figures.loc[figures["form"] == form["form"], "state"]
        row = {name: form[name] for name in ("form", "form_no", "title", "pages", "state")}
        for state, column in _COUNTS.items():
            row[column] = int((states == state).sum())
        row["unreadable"] += int((states == DOUBTFUL).sum())  # no amount can be had of either
        rows.append(row)
    return build(["form", "form_no", "title", "pages", "state", *_COUNTS.values()], rows)


@per_document
def verdict_counts(checks: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """How many statements have which verdict: the identities, then the claims kind by kind.

    Returns:
        One row per kind of statement and a last one for all; `recorded` counts the numbers that
        nothing else states or determines, which have no verdict.
    """
    return count_statements(checks, claims)


@per_document
def gravest_statements(
    checks: pd.DataFrame, claims: pd.DataFrame, findings: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every statement that differs, is undefined or could not be checked, the gravest first.

    Args:
        findings: tell the cause of what they explain.

    Returns:
        `kind` (the identity, or the kind of claim), `item` (the instance, or the words as
        printed), `verdict`, `note`.
    """
    order = [DIFFERS, UNDEFINED, UNCHECKED]
    known = by_statement(findings)
    found = [
        {
            "kind": row["identity"],
            "item": words.instance(text(row["instance"]), "zh"),
            "item_en": words.instance(text(row["instance"]), "en"),
            "verdict": row["verdict"],
            "is_held": not is_equation(row),
            **notes_of(f"{row['identity']} {row['instance']}", row["note"], known),
        }
        for row in as_rows(checks[checks["verdict"].isin(order)])
    ]
    found += [
        {
            "kind": row["kind"],
            "item": row["quote"],
            "item_en": row["quote"] and f"“{row['quote']}”",
            "verdict": row["verdict"],
            "is_held": not is_equation(row),
            **notes_of(row["claim_id"], row["note"], known),
        }
        for row in as_rows(claims[claims["verdict"].isin(order)])
    ]
    found.sort(key=lambda row: order.index(row["verdict"]))
    return build(["kind", "item", "item_en", "verdict", "is_held", "note", "note_en"], found)


@per_document
def problem_list(problems: pd.DataFrame) -> pd.DataFrame:
    """What could not be read, or was read in two ways: `page`, `place`, `kind`, `note`.

    The note says in Chinese what its kind means, in English the message without what it advises developers.
    """
    rows = as_rows(problems)
    for row in rows:
        row["note"], row["note_en"] = (words.problem(text(row["kind"]), text(row["message"]), one) for one in ("zh", "en"))
    return build(["page", "place", "kind", "note", "note_en"], rows)


def judged(counts: pd.DataFrame) -> dict[str, int]:
    """From `verdict_counts` of one document: how many statements have a verdict, hold, differ,
    are undefined, are unchecked, are recorded only."""
    total = counts[counts["kind"] == "all_statements"].iloc[0]
    holding = int(total[EQUAL]) + int(total[ROUNDING])
    return {
        "statements": holding + int(total[DIFFERS]) + int(total[UNDEFINED]),
        "holding": holding,
        **{name: int(total[name]) for name in (DIFFERS, UNDEFINED, UNCHECKED, "recorded")},
    }
