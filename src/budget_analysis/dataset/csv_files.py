"""Frames to CSV that a spreadsheet opens as it stands, and back."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from .. import frames, inert

ENCODING = "utf-8-sig"
"""With a mark at the beginning: without it spreadsheets take Chinese for something else."""


def write_csv(dataset: Mapping[str, pd.DataFrame], out: str | Path) -> list[Path]:
    """Write each frame as `<name>.csv`: UTF-8 with its mark, a missing value is an empty field.

    A text that a spreadsheet would run has an apostrophe before it (`inert.cell`), which
    `read_csv` takes off again.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in dataset.items():
        target = folder / f"{name}.csv"
        write(target, as_csv(frame))
        written.append(target)
    return written


def read_csv(path: str | Path, frame: str) -> pd.DataFrame:
    """A frame from the CSV that `write_csv` wrote, with its types: codes stay strings.

    An empty text comes back as missing; a CSV cannot tell the two apart. The number of the row
    that a table of a dataset has is left out.
    """
    types = frames.columns(frame)
    read = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=[""], encoding=ENCODING)
    return _with_texts(read[list(types)], inert.from_cell).astype(types)


def write(target: Path, content: bytes) -> None:
    """A file, complete or not at all."""
    part = target.with_name(target.name + ".part")
    part.write_bytes(content)
    os.replace(part, target)


def as_csv(frame: pd.DataFrame, is_first: bool = True) -> bytes:
    """A frame as CSV, guarded as `write_csv` says; what is not the first batch of a file has neither head nor mark."""
    guarded = _with_texts(frame, inert.cell)
    # Python's writer quotes a field with a carriage return only from 3.13 on; a reader would
    # take it for the end of the row.
    has_return = any("\r" in text for name in _named_texts(guarded) for text in _different(guarded[name]))
    quoting: Literal[0, 2] = csv.QUOTE_NONNUMERIC if has_return else csv.QUOTE_MINIMAL
    text = guarded.to_csv(index=False, header=is_first, lineterminator="\n", quoting=quoting)
    return text.encode(ENCODING if is_first else "utf-8")


def _with_texts(frame: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """The frame with each text changed; numbers and missing values stay, and so does a column without such a text."""
    changed = {}
    for name in _named_texts(frame):
        others = {text: new for text in _different(frame[name]) if (new := change(text)) != text}
        if others:  # hardly ever: most texts are names, and each stands in many rows
            texts = frames.plain_values(frame[name])
            changed[name] = pd.array([None if text is None else others.get(text, text) for text in texts], dtype="string")
    return frame.assign(**changed)


def _named_texts(frame: pd.DataFrame) -> list[str]:
    """The names of the columns of texts."""
    return [str(name) for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)]


def _different(column: pd.Series[Any]) -> list[str]:
    """The texts of a column, each once; missing values are none."""
    found: list[str] = pa.array(column.array).unique().drop_null().to_pylist()
    return found
