"""What a dataset says of itself: the data package of its CSV files, the manifest of all files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .. import texts
from .tables import Column, columns_of, key_of, references_of

_PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES = {"string": "string", "Int64": "integer", "Float64": "number", "boolean": "boolean", "decimal": "number"}
_FORMATS = {".csv": "csv", ".parquet": "parquet", ".sql": "sql", ".xlsx": "xlsx"}


def describe(tables: Iterable[str], documents: Iterable[Mapping[str, Any]], folder: str | Path) -> dict[str, Any]:
    """The Data Package (version 2) of the CSV files in a folder.

    Every column has its type, its unit where it has one, its Chinese name as `title` and what it
    is in both languages as `description`; every table its key and what it refers to.
    """
    return {
        "$schema": f"{_PROFILE}datapackage.json",
        "name": "budget-analysis-dataset",
        "title": _both("package_title"),
        "description": f"{texts.say('package_description', 'zh')} {texts.say('package_description', 'en')}",
        "version": version("budget-analysis"),
        "sources": [_source(row) for row in documents],
        "resources": [_resource(name, Path(folder) / f"{name}.csv") for name in tables],
    }


def list_files(rows: Mapping[str, int], documents: Iterable[Mapping[str, Any]], files: list[Path]) -> dict[str, Any]:
    """The manifest: rows of each table, size and hash of each file, hash of each document."""
    return {
        "version": version("budget-analysis"),
        "documents": {row["document_id"]: row["sha256"] for row in documents},
        "rows": dict(rows),
        "files": {
            file.name: {"format": _FORMATS[file.suffix], **_size_and_hash(file)}
            for file in sorted(files, key=lambda file: file.name)
        },
    }


def as_json(value: Any) -> bytes:
    """The value as JSON, the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _source(row: Mapping[str, Any]) -> dict[str, str]:
    year, publisher = row["fiscal_year"], row["publisher"]
    title = f"{row['department'] or '—'}, {'—' if year is None else int(year)}"
    title += f" ({publisher})" if publisher and publisher != row["department"] else ""
    return {"title": title, "path": str(row["address"] or row["source_file"])}


def _resource(name: str, path: Path) -> dict[str, Any]:
    size = _size_and_hash(path)
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILE}tableschema.json",
        "fields": [_field(column) for column in columns_of(name)],
        "missingValues": [""],
        "primaryKey": list(key_of(name)),
    }
    foreign = [
        {
            "fields": list(one.columns),
            "reference": {"resource": one.table, "fields": list(key_of(one.table))},
        }
        for one in references_of(name)
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "$schema": f"{_PROFILE}dataresource.json",
        "type": "table",
        "name": name,
        "path": path.name,
        "title": _both(f"frame_{name}", is_word=True),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size["bytes"],
        "hash": f"sha256:{size['sha256']}",
        "schema": schema,
    }


def _both(key: str, is_word: bool = False) -> str:
    say = texts.word if is_word else texts.say
    return f"{say(key, 'zh')} · {say(key, 'en')}"


def _size_and_hash(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "sha256": sum_of(path)}


def sum_of(path: Path) -> str:
    """SHA-256 of a file, which may be larger than the memory."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _field(column: Column) -> dict[str, str]:
    field = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.zh,
        "description": f"{column.zh} · {column.en}",
    }
    return field | ({"unit": column.unit} if column.unit else {})
