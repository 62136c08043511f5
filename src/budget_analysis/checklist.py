"""What transparency rules ask of an account, as data: `specs/checklist.csv`."""

from __future__ import annotations

from functools import cache
from importlib import resources

import pandas as pd


@cache
def checklist() -> pd.DataFrame:
    """Columns `requirement, zh, en, rule, argument, note_zh, note_en, source, source_en, since, words, bodies`.

    `rule` and `argument` say how far an account meets a requirement (`views.completeness`). Of a
    requirement with `since` an omission is told of accounts from that fiscal year on: where none of
    its `words` (a pattern) stands anywhere in the account, or, without words, by its codes. `bodies`
    says of whom: of every body where empty, else of an `authority` (局, 委员会 …).
    """
    file = resources.files("budget_analysis").joinpath("specs", "checklist.csv")
    with file.open(encoding="utf-8") as source:
        return pd.read_csv(source, dtype=str, keep_default_na=False)
