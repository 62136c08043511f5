"""Frames to a dataset that others can cite: CSV, Parquet, and a data package about them."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from . import frames, inert, ledger, outputs, shelf, texts
from .errors import OutputError

_TYPES = {"string": "string", "Int64": "integer", "Float64": "number", "boolean": "boolean"}
_KEYS = {
    "documents": ["document_id"],
    "forms": ["document_id", "form"],
    "figures": ["figure_id"],
    "blocks": ["document_id", "block"],
    "claims": ["document_id", "claim_id"],
    "checks": ["document_id", "identity", "instance"],
}


PACKAGE, LEDGER = "datapackage.json", "ledger.xlsx"
FILES = (
    *(f"{name}.{kind}" for name in frames.names() for kind in ("csv", "parquet")),
    LEDGER,
    PACKAGE,
)
"""Every file that a folder of frames may hold; what a new set lacks is removed with the old one."""


def write_dataset(dataset: Mapping[str, pd.DataFrame], out: str | Path) -> list[Path]:
    """Write each frame as CSV and Parquet, and `datapackage.json` beside them.

    The same frames give the same bytes. The files replace those of the dataset before all
    together, see `outputs.exchanged`; while `datapackage.json` is there, the dataset is whole.

    Returns:
        The files written, the data package last.

    Raises:
        OutputError: a file cannot be written; the dataset before is still there.
    """
    folder = Path(out)
    with outputs.exchanged(folder, FILES, last=PACKAGE) as new:
        written = write_csv(dataset, new)
        for name, frame in dataset.items():
            target = new / f"{name}.parquet"
            frame.to_parquet(target, index=False)
            written.append(target)
        text = json.dumps(describe(dataset, new), ensure_ascii=False, indent=2) + "\n"
        _write(new / PACKAGE, text.encode())
    return [folder / path.name for path in [*written, new / PACKAGE]]


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


def write_csv(dataset: Mapping[str, pd.DataFrame], out: str | Path) -> list[Path]:
    """Write each frame as `<name>.csv`: UTF-8, a missing value is an empty field.

    A text that a spreadsheet would run has an apostrophe before it (`inert.cell`), which
    `read_csv` takes off again.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in dataset.items():
        target = folder / f"{name}.csv"
        _write(target, _as_csv(frame))
        written.append(target)
    return written


def read_csv(path: str | Path, frame: str) -> pd.DataFrame:
    """A frame from the CSV that `write_csv` wrote, with its types: codes stay strings.

    An empty text comes back as missing; a CSV cannot tell the two apart.
    """
    types = frames.columns(frame)
    read = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=[""])
    return _with_texts(read, inert.from_cell).astype(types)


def describe(dataset: Mapping[str, pd.DataFrame], folder: str | Path) -> dict[str, Any]:
    """The Frictionless Data Package of the CSV files in a folder.

    Every column has its type, its unit where it has one, its Chinese name as `title` and what it
    is in both languages as `description`.
    """
    documents = dataset["documents"]
    return {
        "profile": "tabular-data-package",
        "name": "budget-analysis-dataset",
        "title": texts.say("package_title", "zh") + " · " + texts.say("package_title", "en"),
        "description": texts.say("package_description", "zh")
        + " "
        + texts.say("package_description", "en"),
        "version": version("budget-analysis"),
        "sources": [
            {"title": f"{row['department']}, {row['fiscal_year']}", "path": row["source_file"]}
            for _, row in documents.iterrows()
        ],
        "resources": [_resource(name, Path(folder) / f"{name}.csv") for name in dataset],
    }


def _resource(name: str, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    table = frames.dictionary()
    columns = table[table["frame"] == name].to_dict("records")
    schema: dict[str, Any] = {
        "fields": [_field({str(k): str(v) for k, v in column.items()}) for column in columns],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = _KEYS[name]
    if name not in ("documents", "problems"):  # problems tell of files too that could not be read
        reference = {"resource": "documents", "fields": ["document_id"]}
        schema["foreignKeys"] = [{"fields": ["document_id"], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path.name,
        "title": texts.word(f"frame_{name}", "zh") + " · " + texts.word(f"frame_{name}", "en"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(column: Mapping[str, str]) -> dict[str, str]:
    field = {
        "name": column["column"],
        "type": _TYPES[column["type"]],
        "title": column["zh"],
        "description": f"{column['zh']} · {column['en']}",
    }
    return field | ({"unit": column["unit"]} if column["unit"] else {})


def _as_csv(frame: pd.DataFrame) -> bytes:
    guarded = _with_texts(frame, inert.cell)
    # Python's writer quotes a field with a carriage return only from 3.13 on; a reader would
    # take it for the end of the row.
    has_return = any(guarded[name].str.contains("\r").any() for name in _text_columns(guarded))
    quoting: Literal[0, 2] = csv.QUOTE_NONNUMERIC if has_return else csv.QUOTE_MINIMAL
    return guarded.to_csv(index=False, lineterminator="\n", quoting=quoting).encode()


def _with_texts(frame: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """The frame with each text changed; numbers and missing values stay."""
    changed = frame.copy()
    for name in _text_columns(frame):
        changed[name] = frame[name].map(change, na_action="ignore").astype("string")
    return changed


def _text_columns(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame if frame[name].dtype == "string"]


def _write(target: Path, content: bytes) -> None:
    part = target.with_name(target.name + ".part")
    part.write_bytes(content)
    os.replace(part, target)
