"""What a `source.toml` beside a file says of it: where it is from, and what the file does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RECORD = "source.toml"
TOLD = ("publisher", "address", "published", "fetched", "licence", "edition", "department", "fiscal_year")
"""What a record may tell of a document; `unknown` tells nothing."""
_UNKNOWN = ("", "unknown")


def read_record(file: Path) -> dict[str, Any]:
    """What the record beside a file tells of it, by the names of `TOLD`.

    Values at the top speak of the file that the record names, or of every file beside it where it
    names none; a table of the name of a file (`["a.pdf"]`) of that one. A record that is broken
    tells nothing: `inventory` reports it.
    """
    try:
        told = tomllib.loads((file.parent / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    own = told.get(file.name)
    found: Mapping[str, Any] = told if told.get("file", file.name) == file.name else {}
    whole = {**found, **(own if isinstance(own, Mapping) else {})}
    return {name: value for name in TOLD if (value := _plain(name, whole.get(name))) is not None}


def _plain(name: str, value: Any) -> Any:
    if name == "fiscal_year":
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    text = None if value is None or isinstance(value, Mapping | list) else str(value).strip()
    return None if text in _UNKNOWN else text
