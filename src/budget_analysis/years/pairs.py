"""Which accounts are two years of one department."""

from __future__ import annotations

import pandas as pd

from ..identity import CURRENT


def pairs_of(documents: pd.DataFrame) -> list[tuple[str, str]]:
    """Earlier and later document of each department that has two years in a row, sorted.

    Only accounts that count (`standing` is `current`) with a department and a year.
    """
    own = documents[(documents["standing"] == CURRENT) & documents["department_id"].notna()]
    own = own[own["fiscal_year"].notna()]
    of_year = {
        (str(department), int(year)): str(name)
        for department, year, name in own[["department_id", "fiscal_year", "document_id"]].itertuples(index=False)
    }
    return [
        (of_year[department, year - 1], name)
        for (department, year), name in sorted(of_year.items())
        if (department, year - 1) in of_year
    ]
