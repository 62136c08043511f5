"""The large files of a dataset, written by one process or by many side by side: the same bytes."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .. import outputs
from ..errors import DocumentError, LimitError, OutputError
from ..workers import Limits, Worker, in_order, where_of, worth
from .csv_files import as_csv, write
from .tables import Tables, columns_of
from .workbook import workbook

WORKBOOK = "corpus.xlsx"
_LONG = ("figures", "panel", "claims", "watch", "checks", WORKBOOK, "blocks", "coverage", "joint", "obligations")
"""What takes longest, in this order, begins first: then all processes end at about the same time."""


def write_parts(tables: Tables, new: Path, folder: Path, jobs: int = 1) -> dict[str, int]:
    """Write each table as CSV and Parquet, and the workbook.

    Args:
        new: where the files go.
        folder: where they will stand, for messages.
        jobs: how many processes may write at a time; each holds one batch of its table.

    Returns:
        The rows of each table.

    Raises:
        OutputError: a process could not write its part; the message names it.
        OSError: so, where all is written in this process.
    """
    parts = [*tables.names, WORKBOOK]
    count = min(worth(jobs, tables.kept), len(parts))
    if count == 1:
        rows = {name: _write_part(tables, name, new) for name in parts}
    else:
        parts.sort(key=lambda name: _LONG.index(name) if name in _LONG else len(_LONG))
        no_limits = Limits(seconds=0, memory=0)
        work = partial(_handed, pickle.dumps(tables), new, folder)
        hands = [Worker(write_there, no_limits) for _ in range(count)]
        rows = dict(zip(parts, in_order(work, parts, hands), strict=True))
    return {name: rows[name] for name in tables.names}


def _handed(packed: bytes, new: Path, folder: Path, hand: Worker, name: str) -> int:
    """The work of another process: its part written, and the rows of it."""
    try:
        rows: int = hand.read(packed, name, new, folder)
    except LimitError as error:
        raise OutputError(
            f"{name}: the process that wrote it was ended; the machine may have too little memory. What was in "
            f"{folder} before stays as it was. End other programs, or run again with --jobs 1."
        ) from error
    except DocumentError as error:
        raise OutputError(f"{name}: {error}") from error
    return rows


def write_there(packed: bytes, name: str, new: Path, folder: Path) -> int:
    """One part, in a process of its own.

    Raises:
        OutputError: it cannot be written, or a defect of ours came up.
    """
    try:
        return _write_part(_unpacked(packed), name, new)
    except OSError as error:
        raise OutputError(outputs.cannot_write(folder, error)) from error
    except MemoryError:
        raise
    except Exception as error:
        raise OutputError(
            f"unexpected {where_of(error)}. This is a defect of the kit; please report it. --jobs 1 shows the whole of it."
        ) from error


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Tables:
    """The tables, which say where their frames lie; the parts of a dataset come with the same ones."""
    tables: Tables = pickle.loads(packed)
    return tables


def _write_part(tables: Tables, name: str, folder: Path) -> int:
    if name != WORKBOOK:
        return _write_table(name, tables.batches(name), folder)
    write(folder / WORKBOOK, workbook(tables))
    return 0


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
