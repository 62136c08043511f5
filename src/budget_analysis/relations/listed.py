"""The identities as a table, and which of them each claim evaluates."""

from __future__ import annotations

import pandas as pd

from ..frames import as_rows
from .identities import Identity, load_identities


def identity_table() -> pd.DataFrame:
    """Columns `identity, kind, zh, en, relation`, one row per identity, in the order of the file.

    `relation` is as written in the specs, several parted by a semicolon; for a structural
    identity it is the name of its rule, for one that claims evaluate the kinds of these claims.
    """
    rows = [
        {"identity": one.id, "kind": one.kind, "zh": one.zh, "en": one.en, "relation": _in_words(one)}
        for one in load_identities().all
    ]
    return pd.DataFrame(rows, dtype="string")


def identities_of(claims: pd.DataFrame) -> dict[str, list[str]]:
    """The identities that each claim of one document evaluates, by claim identifier."""
    rows = as_rows(claims)
    subject_of = {str(row["claim_id"]): str(row["subject"] or "") for row in rows}
    by_kind = load_identities().by_kind
    found: dict[str, list[str]] = {}
    for row in rows:
        taken = [one.id for one in by_kind.get(row["kind"], ()) if one.takes(row, subject_of)]
        if taken:
            found[str(row["claim_id"])] = taken
    return found


def _in_words(identity: Identity) -> str:
    kinds = dict.fromkeys(kind for part in identity.selections for kind in part.kinds)
    relations = "; ".join(part.text for part in identity.parts)
    return relations or identity.rule or ", ".join(kinds)
