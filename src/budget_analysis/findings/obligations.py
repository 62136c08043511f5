"""What was asked of an account: every relation as ran, not applicable or not possible."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pandas as pd

from .. import frames
from ..frames import as_rows, text
from ..relations.identities import identities_of, load_identities
from ..verdicts import UNCHECKED


def obligations(
    document_id: str, checks: pd.DataFrame, claims: pd.DataFrame, not_applicable: pd.DataFrame
) -> pd.DataFrame:
    """The frame `obligations`: one row per identity, its instances counted.

    Args:
        checks, claims: the frames of one document; a claim that evaluates an identity is an
            instance of it.
        not_applicable: columns `identity, instance, reason`.
    """
    verdicts: dict[str, list[tuple[str, str]]] = {}
    for check in as_rows(checks):
        verdicts.setdefault(str(check["identity"]), []).append((text(check["verdict"]), text(check["note"])))
    told = {str(claim["claim_id"]): claim for claim in as_rows(claims)}
    for name, identities in identities_of(claims).items():
        for identity in identities:
            claim = told[name]
            verdicts.setdefault(identity, []).append((text(claim["verdict"]), text(claim["note"])))
    absent: dict[str, list[str]] = {}
    for row in as_rows(not_applicable):
        absent.setdefault(str(row["identity"]), []).append(text(row["reason"]))
    rows: list[dict[str, Any]] = []
    known = load_identities()
    for identity in dict.fromkeys([*(one.id for one in known.listed), *(one.id for one in known.of_claims)]):
        found = [one for one in verdicts.get(identity, []) if one[0]]
        missing = Counter(note for verdict, note in found if verdict == UNCHECKED)
        rows.append(
            {
                "document_id": document_id,
                "identity": identity,
                "ran": sum(verdict != UNCHECKED for verdict, _ in found),
                "not_applicable": len(absent.get(identity, [])),
                "not_possible": sum(missing.values()),
                "missing": json.dumps(dict(missing), ensure_ascii=False) if missing else None,
                "reason": json.dumps(dict(Counter(absent.get(identity, []))), ensure_ascii=False)
                if absent.get(identity)
                else None,
            }
        )
    return frames.build("obligations", rows)
