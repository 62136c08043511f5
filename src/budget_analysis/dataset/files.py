"""A dataset written to a folder: all files of it, or those of the dataset before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .. import outputs
from ..frames import as_rows
from .csv_files import as_csv, write
from .package import as_json, describe, list_files
from .sql import DATABASE, SCRIPT, script
from .tables import NAMES, Tables, columns_of
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
    tables = Tables(dataset)
    with outputs.exchanged(folder, FILES, last=PACKAGE) as new:
        rows = {name: _write_table(name, tables.batches(name), new) for name in tables.names}
        written = [new / f"{name}.{kind}" for name in tables.names for kind in ("csv", "parquet")]
        for file, content in ((SCRIPT, script(tables.names).encode()), (WORKBOOK, workbook(tables))):
            write(new / file, content)
            written.append(new / file)
        documents = as_rows(tables.whole("documents"))
        write(new / MANIFEST, as_json(list_files(rows, documents, written)))
        write(new / PACKAGE, as_json(describe(tables.names, documents, new)))
    return [folder / path.name for path in [*written, new / MANIFEST, new / PACKAGE]]


def _write_table(name: str, batches: Iterable[pd.DataFrame], folder: Path) -> int:
    """One table as CSV and Parquet, batch by batch; the number of its rows."""
    rows, writer = 0, None
    with (folder / f"{name}.csv").open("wb") as target:
        for batch in batches:
            target.write(as_csv(batch, is_first=writer is None))
            numbers = _with_numbers(name, batch)
            schema = writer.schema if writer is not None else None
            table = pa.Table.from_pandas(numbers, schema=schema, preserve_index=False)
            if writer is None:
                writer = pq.ParquetWriter(folder / f"{name}.parquet", table.schema, compression="zstd")
            writer.write_table(table)
            rows += len(batch)
    assert writer is not None  # a table without rows has one batch without rows
    writer.close()
    return rows


def _with_numbers(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Decimals, which CSV holds as exact texts, as numbers."""
    decimals = {one.name for one in columns_of(name) if one.type == "decimal"}
    numbers = {column: pd.to_numeric(frame[column]).astype("Float64") for column in decimals}
    return frame.assign(**numbers)
