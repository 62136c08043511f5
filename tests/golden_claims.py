"""The ledger that was read by hand, as the frame `claims`; and made-up claims for small cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from budget_analysis import frames

LEDGER = Path(__file__).parent / "documents" / "yuecheng-bigdata-2024" / "ledger.csv"
_SAME = ("section", "quote", "subject", "kind", "printed", "unit", "formula", "low", "high", "note")


def golden_claims(document_id: str) -> pd.DataFrame:
    """One row per statement of the ledger; operands are other rows, or figures of the document."""
    table = pd.read_csv(LEDGER, dtype=str, keep_default_na=False)
    rows = []
    for entry in table.to_dict("records"):
        operands = [
            name if name[1:].isdigit() else f"{document_id}/{name}"
            for name in entry["operands"].split()
        ]
        rows.append(
            {
                "document_id": document_id,
                "claim_id": entry["id"],
                "page": int(entry["page"]),
                "operands": json.dumps(operands) if operands else None,
                "verdict": entry["verdict"] or None,
                **{name: entry[name] or None for name in _SAME},
            }
        )
    return frames.build("claims", rows)


def made_up_claims(rows: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Claims of a document `d` by identifier; operands as a list, the quote is the print."""
    return frames.build(
        "claims",
        (
            {
                "document_id": "d",
                "claim_id": name,
                "quote": row.get("quote", str(row.get("printed", ""))),
                **{key: value for key, value in row.items() if key not in ("quote", "operands")},
                "operands": json.dumps(row["operands"]) if "operands" in row else None,
            }
            for name, row in rows.items()
        ),
    )
