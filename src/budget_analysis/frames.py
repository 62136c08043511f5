"""The frames: which columns each has, of which type and unit (the table is `frames.csv`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd
import pyarrow as pa

from .errors import SpecError


DECIMAL = "decimal"
OF_MANY = ("sources", "departments", "panel", "cross_year", "definitions", "codes")
"""Frames that a dataset has beside those of its accounts."""


@cache
def dictionary() -> pd.DataFrame:
    """Columns `frame, column, type, unit, zh, en`, one row per column of each frame."""
    with resources.files(__package__).joinpath("frames.csv").open(encoding="utf-8") as source:
        return pd.read_csv(source, dtype=str, keep_default_na=False)


def names() -> list[str]:
    """The names of the frames of an account, in the order in which they arise."""
    return [name for name in dict.fromkeys(dictionary()["frame"]) if name not in OF_MANY]


@cache
def columns(frame: str) -> dict[str, str]:
    """Column name to pandas type of one frame; exact decimals are kept as text."""
    table = dictionary()
    table = table[table["frame"] == frame]
    if table.empty:
        raise SpecError(f'no frame "{frame}" in frames.csv; known: {", ".join([*names(), *OF_MANY])}')
    return dict(zip(table["column"], table["type"].replace(DECIMAL, "string"), strict=True))


@cache
def dtypes(frame: str) -> dict[str, Any]:
    """The same types as pandas has them: to find one by its name takes it longer than to make a column."""
    return {name: pd.api.types.pandas_dtype(kind) for name, kind in columns(frame).items()}


def with_types(frame: str, found: pd.DataFrame) -> pd.DataFrame:
    """A frame with its declared types; the same frame where all columns have theirs.

    Raises:
        KeyError: a declared column is not there.
    """
    have = found.dtypes.to_dict()
    others = {name: kind for name, kind in dtypes(frame).items() if have[name] != kind}
    return found.astype(others) if others else found


def build(frame: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as the frame of that name: its columns in order, its types, missing values as <NA>.

    Raises:
        SpecError: a row has a column that the frame does not declare.
    """
    types = dtypes(frame)
    listed = list(rows)
    for row in listed:
        strangers = set(row) - set(types)
        if strangers:
            raise SpecError(f"frame {frame} has no column {sorted(strangers)}")
    return _filled(types, listed) if listed else _empty(frame).copy()


def _filled(types: Mapping[str, Any], rows: list[Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array([row.get(name) for row in rows], dtype=kind) for name, kind in types.items()})


@cache
def _empty(frame: str) -> pd.DataFrame:
    """Most accounts leave most frames without rows: to copy one takes a tenth of the time that making it does."""
    return _filled(dtypes(frame), [])


def as_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain Python values by column name; what is missing is None."""
    if frame.empty:
        return []
    names = [str(name) for name in frame.columns]
    values = [plain_values(column) for _, column in frame.items()]
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


def text(value: object) -> str:
    """A value of a frame as text; empty where it is missing."""
    return "" if value is None or value is pd.NA or value != value else str(value)


def operand_names(claim: Mapping[Any, Any]) -> list[str]:
    """The identifiers of the operands of a claim, a row of the frame `claims`."""
    names: list[str] = json.loads(text(claim["operands"]) or "[]")
    return names


def plain_values(column: pd.Series[Any]) -> list[Any]:
    """The values of a column as plain Python values; what is missing is None."""
    if isinstance(column.array, pd.arrays.NumpyExtensionArray):
        return [None if value is None or value != value else value for value in column.tolist()]
    found: list[Any] = pa.array(column.array).to_pylist()
    return found
