"""A view of one account over a whole dataset, with department and year in front."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from .. import frames
from ..frames import as_rows
from ..identity import CURRENT


def view_of_each(view: Callable[..., pd.DataFrame], dataset: Mapping[str, pd.DataFrame], **given: Any) -> pd.DataFrame:
    """A function of `views` for each account that counts, one under the other.

    Args:
        view: takes frames of an account under their names, such as `views.execution(figures, claims)`.
        dataset: its tables, from `corpus.dataset` or from Parquet files (`runs.open_dataset`).
        given: what else the view is to be called with.

    Returns:
        The rows of the view with `department` and `fiscal_year` before them, sorted by both. Own
        levels and summaries stand side by side; nothing is added.
    """
    wanted = [name for name in inspect.signature(view).parameters if name in frames.names() and name not in given]
    of_each = {name: _by_document(dataset[name], name) for name in wanted}
    documents = dataset["documents"]
    names = dataset["departments"].set_index("department_id")["name"].to_dict()
    found = []
    for row in as_rows(documents[documents["standing"] == CURRENT]):
        own = {name: of_each[name].get(row["document_id"], frames.build(name, [])) for name in wanted}
        rows = view(**own, **given)
        rows.insert(0, "department", names.get(row["department_id"], row["department"]))
        rows.insert(1, "fiscal_year", row["fiscal_year"])
        found.append(rows)
    if not found:
        return pd.DataFrame({"department": [], "fiscal_year": []})
    return pd.concat(found).sort_values(["department", "fiscal_year"], kind="stable", ignore_index=True)


def _by_document(frame: pd.DataFrame, name: str) -> dict[str, pd.DataFrame]:
    """The rows of each document, as in its own frame: without the number of the row in the table."""
    types = frames.columns(name)
    own = frame[list(types)].astype(types)
    return {str(document): rows.reset_index(drop=True) for document, rows in own.groupby("document_id")}
