"""The frames of one account written to a folder; what a folder holds is protected."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from . import ledger, outputs, shelf
from .dataset import FILES, PACKAGE, read_csv, write_csv, write_database, write_dataset
from .dataset.files import LEDGER
from .errors import OutputError

__all__ = ["read_csv", "refuse_to_replace", "write_account", "write_csv", "write_database", "write_dataset"]


def write_account(found: Mapping[str, pd.DataFrame], out: str | Path) -> None:
    """Write the frames of one account as CSV, and its ledger where it was recomputed.

    Raises:
        OutputError: a file cannot be written; what was there before is still there.
    """
    with outputs.exchanged(Path(out), FILES) as new:
        write_csv(found, new)
        if "claims" in found:
            ledger.write_frames(found, new / LEDGER)


def refuse_to_replace(out: str | Path, found: Mapping[str, pd.DataFrame] | None = None) -> None:
    """Protect what a folder holds: a dataset from one account, an account from any other.

    Args:
        out: the folder of the output.
        found: the frames of the account that is to be written; None for a dataset.

    Raises:
        OutputError: the folder holds something else than an older state of the same.
    """
    folder = Path(out)
    if not (folder / "documents.csv").is_file():
        return
    held = _held(folder)
    is_dataset = (folder / PACKAGE).is_file() or (folder / shelf.KEPT).is_dir()
    if is_dataset and found is None:
        return
    if not is_dataset and found is not None and held == _names(found["documents"]):
        return
    what = "a dataset" if is_dataset else "the frames"
    raise OutputError(
        f"{folder}: here is {what} of {', '.join(held) or 'other documents'}. "
        "Choose another --out, or replace what is here with --overwrite."
    )


def _held(folder: Path) -> list[str]:
    try:
        return _names(read_csv(folder / "documents.csv", "documents"))
    except (OSError, ValueError, KeyError):  # a file of that name that is none of ours
        return []


def _names(documents: pd.DataFrame) -> list[str]:
    columns = documents[["document_id", "department", "fiscal_year"]].astype("string").fillna("?")
    return [" ".join(row) for row in columns.itertuples(index=False)]
