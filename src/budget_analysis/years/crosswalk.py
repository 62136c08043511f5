"""Codes that changed from year to year, as a table that people write; nothing is joined by it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..errors import OutputError
from ..frames import as_rows

CROSSWALK = "crosswalk.csv"
_COLUMNS = ("to_year", "from_code", "to_code")


@dataclass(frozen=True)
class Step:
    """From a fiscal year on, what was one code is another one."""

    to_year: int
    from_code: str
    to_code: str
    note: str = ""


def read_crosswalk(path: Path) -> tuple[Step, ...]:
    """The steps of `crosswalk.csv`: `to_year, from_code, to_code`, and a `note`; no file, no steps.

    Raises:
        OutputError: the file cannot be read, lacks a column, or a year is no number.
    """
    if not path.is_file():
        return ()
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        rows = as_rows(table.assign(note=table.get("note", "")))
        return tuple(Step(int(row["to_year"]), row["from_code"], row["to_code"], row["note"]) for row in rows)
    except (OSError, ValueError, KeyError) as error:
        raise OutputError(
            f"{path}: not a crosswalk: {error}. It has the columns {', '.join(_COLUMNS)}, and may have note."
        ) from error
