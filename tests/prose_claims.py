"""The claims of paragraphs beside forms that a test makes up."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from budget_analysis.claims import read_prose
from budget_analysis.facts import Forms


def read_claims(
    blocks: pd.DataFrame, forms: pd.DataFrame, figures: pd.DataFrame, document_id: str, department: str,
    fiscal_year: int | None, units: Iterable[str] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """The frames `claims` and `notices`."""
    found, _ = read_prose(blocks, Forms(forms, figures, document_id), department, fiscal_year, units)
    return found.claims, found.notices
