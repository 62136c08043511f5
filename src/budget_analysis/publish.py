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

from . import frames, inert, texts

_TYPES = {"string": "string", "Int64": "integer", "Float64": "number", "boolean": "boolean"}
_KEYS = {
    "documents": ["document_id"],
    "forms": ["document_id", "form"],
    "figures": ["figure_id"],
    "blocks": ["document_id", "block"],
    "claims": ["document_id", "claim_id"],
    "checks": ["document_id", "identity", "instance"],
}


def write_dataset(dataset: Mapping[str, pd.DataFrame], out: str | Path) -> list[Path]:
    """Write each frame as CSV and Parquet, and `datapackage.json` beside them.

    The same frames give the same bytes. A file appears complete or not at all.

    Returns:
        The files written, the data package last.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    written = write_csv(dataset, folder)
    for name, frame in dataset.items():
        target = folder / f"{name}.parquet"
        part = target.with_name(target.name + ".part")
        frame.to_parquet(part, index=False)
        os.replace(part, target)
        written.append(target)
    package = folder / "datapackage.json"
    text = json.dumps(describe(dataset, folder), ensure_ascii=False, indent=2) + "\n"
    _write(package, text.encode())
    return [*written, package]


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
    if name != "documents":
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
