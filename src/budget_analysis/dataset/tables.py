"""Frames as the tables of a dataset: sorted, each row with a key, and the tables that explain them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from .. import codes, frames, specs
from ..frames import as_rows
from ..panel import definitions

LINE = "line"
DICTIONARY = "dictionary"
_DICTIONARY = {
    "table": ("表", "table"),
    "column": ("列", "column"),
    "type": ("类型", "type"),
    "unit": ("单位", "unit"),
    "zh": ("中文含义", "meaning in Chinese"),
    "en": ("英文含义", "meaning in English"),
}
NAMES = (*frames.names(), *frames.OF_MANY, DICTIONARY)
"""All tables of a dataset, in the order in which they arise."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its type (a pandas one, or `decimal`), unit, and meaning."""

    name: str
    type: str
    unit: str
    zh: str
    en: str


@dataclass(frozen=True)
class Reference:
    """Columns that stand in the key of another table."""

    columns: tuple[str, ...]
    table: str


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table in order, the number of the row first where that is its key."""
    own = key_of(table) == (LINE,)
    line = specs.load("tables.toml")[LINE]
    first = [Column(LINE, "Int64", "", line["zh"], line["en"])] if own else []
    if table == DICTIONARY:
        return tuple(Column(name, "string", "", zh, en) for name, (zh, en) in _DICTIONARY.items())
    listed = frames.dictionary()
    rows = as_rows(listed[listed["frame"] == table])
    return (*first, *(Column(*(str(row[name]) for name in ("column", "type", "unit", "zh", "en"))) for row in rows))


def key_of(table: str) -> tuple[str, ...]:
    """The columns that identify a row."""
    return tuple(specs.load("tables.toml")[table]["key"])


def references_of(table: str) -> tuple[Reference, ...]:
    """What the rows of a table refer to."""
    found = []
    for text in specs.load("tables.toml")[table].get("refers", ()):
        columns, _, other = text.partition(" > ")
        found.append(Reference(tuple(columns.split()), other))
    return tuple(found)


def tables_of(dataset: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The frames of a dataset with the tables that explain them, in the order of `NAMES`.

    Rows are sorted by document, as they stand in each; rows without a document come first. So the
    order of the files from which a dataset was made does not matter.
    """
    whole = {**dataset, "definitions": definitions(), "codes": _codes(), DICTIONARY: dictionary()}
    return {name: _sorted(name, whole[name]) for name in NAMES if name in whole}


def dictionary() -> pd.DataFrame:
    """Every column of every table, in both languages."""
    rows = [
        {"table": table, "column": one.name, "type": one.type, "unit": one.unit, "zh": one.zh, "en": one.en}
        for table in NAMES
        for one in columns_of(table)
    ]
    return pd.DataFrame(rows, dtype="string")


def _codes() -> pd.DataFrame:
    parts = [
        codes.table(name)[["code", "zh", "en"]].assign(classification=name)
        for name in ("function", "economic")
    ]
    listed = pd.concat(parts, ignore_index=True)
    return listed[["classification", "code", "zh", "en"]].astype("string")


def _sorted(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    found = frame
    if "document_id" in frame:
        found = frame.sort_values("document_id", kind="stable", na_position="first", ignore_index=True)
    if key_of(name) == (LINE,):
        found = found.copy()
        found.insert(0, LINE, pd.Series(range(1, len(found) + 1), dtype="Int64", index=found.index))
    return found
