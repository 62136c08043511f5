"""Frames as the tables of a dataset: sorted, each row with a key, and the tables that explain them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

import pandas as pd

from .. import codes, frames, specs
from ..frames import as_rows
from ..panel import definitions

LINE = "line"
ROWS = 20_000
"""Rows of a batch: of the widest table some 50 MB while they are written."""
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


class Tables:
    """The tables of a dataset with those that explain them, each batch by batch.

    Rows are sorted by document, as they stand in each; rows without a document come first. So the
    order of the files from which a dataset was made does not matter. No more than one batch is in
    memory where the dataset gives its frames piece by piece (`corpus.Stacked.parts`).
    """

    def __init__(self, dataset: Mapping[str, pd.DataFrame]) -> None:
        self._explaining = {"definitions": definitions, "codes": _codes, DICTIONARY: dictionary}
        self._dataset = dataset
        self.kept: int = getattr(dataset, "kept", 0)
        """Documents that another process can read where they lie."""
        self.names = [name for name in NAMES if name in dataset or name in self._explaining]

    def batches(self, name: str) -> Iterator[pd.DataFrame]:
        """A table in batches of `ROWS` rows; the last one may have fewer, and is the only one that may have none."""
        has_line, done = key_of(name) == (LINE,), 0
        for batch in _cut(self._pieces(name)):
            if has_line:
                batch.insert(0, LINE, pd.Series(range(done + 1, done + len(batch) + 1), dtype="Int64", index=batch.index))
            done += len(batch)
            yield batch

    def whole(self, name: str) -> pd.DataFrame:
        """A table in memory, for one that is small."""
        return pd.concat(list(self.batches(name)), ignore_index=True)

    def _pieces(self, name: str) -> Iterable[pd.DataFrame]:
        if name in self._explaining:
            return [self._explaining[name]()]
        parts = getattr(self._dataset, "parts", None)
        if parts is not None:
            return chain([frames.build(name, [])], parts(name))
        frame = self._dataset[name]
        if "document_id" in frame and name != "sources":
            frame = frame.sort_values("document_id", kind="stable", na_position="first", ignore_index=True)
        return [frame]


def _cut(pieces: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """The same rows in batches of one size, however they came: so the bytes written are the same too."""
    waiting: list[pd.DataFrame] = []
    first: pd.DataFrame | None = None
    for piece in pieces:
        first = piece if first is None else first
        if len(piece):
            waiting.append(piece)
        while sum(map(len, waiting)) > ROWS:
            joined = pd.concat(waiting, ignore_index=True)
            yield joined.iloc[:ROWS].copy()
            waiting = [joined.iloc[ROWS:]]
    if waiting:
        yield pd.concat(waiting, ignore_index=True)
    elif first is not None:
        yield first.copy()


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
