"""How many statements an account makes, and with which verdict: the one count of all reports."""

from __future__ import annotations

import pandas as pd

from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED

VERDICTS = (EQUAL, ROUNDING, DIFFERS, UNDEFINED, UNCHECKED)
RECORDED = "recorded"
IDENTITIES, ALL = "identities", "all_statements"


def count_statements(checks: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Statements by kind: the identities, the claims kind by kind, and all together.

    Args:
        checks, claims: the frames of that name. A claim that evaluates an identity stands in
            `claims` alone, so nothing is counted twice.

    Returns:
        Columns `kind`, `count`, the verdicts, `recorded` (without verdict: nothing else states or
        determines the number); the first row is `identities`, the last `all_statements`.
    """
    kinds = dict.fromkeys(claims["kind"].dropna())
    parts = [(IDENTITIES, checks["verdict"])]
    parts += [(str(kind), claims.loc[claims["kind"] == kind, "verdict"]) for kind in kinds]
    parts.append((ALL, pd.concat([checks["verdict"], claims["verdict"]])))
    rows = [
        {
            "kind": kind,
            "count": len(verdicts),
            **{verdict: int((verdicts == verdict).sum()) for verdict in VERDICTS},
            RECORDED: int(verdicts.isna().sum()),
        }
        for kind, verdicts in parts
    ]
    return pd.DataFrame(rows)
