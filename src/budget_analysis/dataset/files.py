"""A dataset written to a folder: all files of it, or those of the dataset before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from .. import outputs
from .csv_files import write, write_csv
from .package import as_json, describe, list_files
from .sql import DATABASE, SCRIPT, script
from .tables import NAMES, columns_of, tables_of
from .workbook import workbook

PACKAGE, MANIFEST, WORKBOOK, LEDGER = "datapackage.json", "manifest.json", "corpus.xlsx", "ledger.xlsx"
FILES = (
    *(f"{name}.{kind}" for name in NAMES for kind in ("csv", "parquet")),
    LEDGER, WORKBOOK, SCRIPT, DATABASE, MANIFEST, PACKAGE,
)  # fmt: skip
"""Every file that a folder of frames may hold; what a new set lacks is removed with the old one."""


def write_dataset(dataset: Mapping[str, pd.DataFrame], out: str | Path) -> list[Path]:
    """Write each table as CSV and Parquet, the SQL over them, a workbook, and what is what.

    The same frames give the same bytes. The files replace those of the dataset before all
    together, see `outputs.exchanged`; while `datapackage.json` is there, the dataset is whole.

    Returns:
        The files written, the data package last.

    Raises:
        OutputError: a file cannot be written; the dataset before is still there.
    """
    folder = Path(out)
    tables = tables_of(dataset)
    with outputs.exchanged(folder, FILES, last=PACKAGE) as new:
        written = write_csv(tables, new)
        for name, frame in tables.items():
            target = new / f"{name}.parquet"
            _with_numbers(name, frame).to_parquet(target, index=False, compression="zstd")
            written.append(target)
        for file, content in ((SCRIPT, script(tables).encode()), (WORKBOOK, workbook(tables))):
            write(new / file, content)
            written.append(new / file)
        write(new / MANIFEST, as_json(list_files(tables, written)))
        write(new / PACKAGE, as_json(describe(tables, new)))
    return [folder / path.name for path in [*written, new / MANIFEST, new / PACKAGE]]


def _with_numbers(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Decimals, which CSV holds as exact texts, as numbers."""
    decimals = {one.name for one in columns_of(name) if one.type == "decimal"}
    numbers = {column: pd.to_numeric(frame[column]).astype("Float64") for column in decimals}
    return frame.assign(**numbers)
