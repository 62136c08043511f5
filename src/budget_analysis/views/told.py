"""What is said beside a statement that does not hold: the cause of its finding, else its own note."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .. import notes, words
from ..findings import word
from ..frames import as_rows, text

LANGUAGES = (("zh", ""), ("en", "_en"))
"""Both languages with the ends of their columns."""
Findings = Mapping[str, Mapping[str, Any]]


def by_statement(findings: pd.DataFrame | None) -> Findings:
    """The finding of each statement that differs, by the name of the claim or of the identity and its instance."""
    rows = [] if findings is None else as_rows(findings)
    return {name: row for row in reversed(rows) for name in json.loads(text(row["statements"]) or "[]")}


def notes_of(name: str, note: str | None, known: Findings) -> dict[str, str | None]:
    """`note` and `note_en` of a statement, with the name of its finding.

    What the last digit alone suggests (that it was cut off) is left out where a finding explains
    the statement: its cause was found by looking at all that is printed.
    """
    finding = known.get(name)
    if finding is None:
        return {f"note{end}": words.reason(note or "", language) or None for language, end in LANGUAGES}
    kept = "; ".join(part for part in (note or "").split("; ") if part != notes.TRUNCATED)
    told: dict[str, str | None] = {}
    for language, end in LANGUAGES:
        cause = word("causes", text(finding["cause"]), language) if text(finding["cause"]) else words.reason(kept, language)
        named = words.say("of_finding", language, name=finding["finding_id"])
        told[f"note{end}"] = words.say("told_of", language, name=named, told=cause) if cause else named
    return told
