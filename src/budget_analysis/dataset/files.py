"""A dataset written to a folder: all files of it, or those of the dataset before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from .. import outputs
from ..frames import as_rows
from .csv_files import write
from .package import as_json, describe, list_files
from .parts import WORKBOOK, write_parts
from .sql import DATABASE, SCRIPT, script
from .tables import NAMES, Tables

PACKAGE, MANIFEST, LEDGER = "datapackage.json", "manifest.json", "ledger.xlsx"
FILES = (
    *(f"{name}.{kind}" for name in NAMES for kind in ("csv", "parquet")),
    LEDGER, WORKBOOK, SCRIPT, DATABASE, MANIFEST, PACKAGE,
)  # fmt: skip
"""Every file that a folder of frames may hold; what a new set lacks is removed with the old one."""


def write_dataset(dataset: Mapping[str, pd.DataFrame], out: str | Path, jobs: int = 1) -> list[Path]:
    """Write each table as CSV and Parquet, the SQL over them, a workbook, and what is what.

    The same frames give the same bytes, however many write them. The files replace those of the dataset before all
    together, see `outputs.exchanged`; while `datapackage.json` is there, the dataset is whole.

    Args:
        jobs: how many processes may write at a time. More than this one need frames that are kept
            on disk, and enough of them (`workers.WORTH`).

    Returns:
        The files written, the data package last.

    Raises:
        OutputError: a file cannot be written; the dataset before is still there.
    """
    folder = Path(out)
    tables = Tables(dataset)
    with outputs.exchanged(folder, FILES, last=PACKAGE) as new:
        rows = write_parts(tables, new, folder, jobs)
        write(new / SCRIPT, script(tables.names).encode())
        written = [new / f"{name}.{kind}" for name in tables.names for kind in ("csv", "parquet")]
        written += [new / SCRIPT, new / WORKBOOK]
        documents = as_rows(tables.whole("documents"))
        write(new / MANIFEST, as_json(list_files(rows, documents, written)))
        write(new / PACKAGE, as_json(describe(tables.names, documents, new)))
    return [folder / path.name for path in [*written, new / MANIFEST, new / PACKAGE]]
