"""The findings of an account for a reader: what is wrong, in one sentence each."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .. import words
from ..findings import word
from ..frames import as_rows
from .tables import build, per_document

_COLUMNS = (
    "finding", "gravity", "gravity_en", "matter", "matter_en", "page", "sentence", "sentence_en",
    "right", "cause", "cause_en",
)  # fmt: skip


@per_document
def finding_list(findings: pd.DataFrame) -> pd.DataFrame:
    """One row per finding, the gravest first: its name, severity, kind, sentence, likely cause.

    Returns:
        `right` is what would be right where that is unique; `cause` says how its arithmetic shows it.
    """
    rows = []
    for one in as_rows(findings):
        row: dict[str, Any] = {name: one[name] for name in ("page", "right")}
        row["finding"] = one["finding_id"]
        for language, ending in (("zh", ""), ("en", "_en")):
            row[f"gravity{ending}"] = word("severities", one["severity"], language)
            row[f"matter{ending}"] = word("kinds", one["kind"], language)
            row[f"sentence{ending}"] = one[f"sentence_{language}"]
            if one["cause"]:
                row[f"cause{ending}"] = words.cause_with_proof(one["cause"], one["cause_proof"] or "", language)
        rows.append(row)
    return build(list(_COLUMNS), rows)
