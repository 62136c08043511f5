"""What each standard form looks like: titles, columns, rows, layouts (the data are in `specs/`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from . import codes, terms
from .errors import SpecError

KEYS = ("code", "label", "line_no")
_YEAR = re.compile(r"(?:\d{3,5}|\d{0,2}[X×]{2,4})年度?")
_FORM_NO = re.compile(r"(?:财?决?公开|附)\d+(?:-\d)?表|(?:公开|附)?表[0-9一二三四五六七八九十]+(?:-\d)?[:：.、]?")


@dataclass(frozen=True)
class Column:
    """A column of a form: a key (`code`, `label`, `line_no`) or a measure, and its headers."""

    name: str
    is_key: bool
    headers: tuple[str, ...]
    is_optional: bool


@dataclass(frozen=True)
class Row:
    """A row with a meaning of its own; `after` names a row that must stand above it."""

    role: str
    labels: tuple[str, ...]
    after: str | None
    is_required: bool


@dataclass(frozen=True)
class Group:
    """Columns that belong together; several groups stand side by side on one form."""

    side: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    has_classes: bool

    @property
    def measures(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.is_key)

    @property
    def keys(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_key)

    def role(self, label: str, seen: set[str]) -> str | None:
        """What a row with this label means, given the roles already met in this group."""
        _, folded = terms.split_ordinal(label)
        for row in self.rows:
            if folded not in row.labels or row.role in seen:
                continue
            if row.after is None or row.after in seen:
                return row.role
        if self.has_classes:
            return codes.class_by_name().get(codes.fold_name(folded))
        return None


@dataclass(frozen=True)
class FormSpec:
    """The description of one standard form."""

    id: str
    zh: str
    en: str
    titles: tuple[str, ...]
    header_words: tuple[str, ...]
    groups: tuple[Group, ...]
    codes: str | None
    has_units: bool
    is_repeated: bool

    @cached_property
    def folded_titles(self) -> frozenset[str]:
        return frozenset(terms.fold(title) for title in self.titles)


@dataclass(frozen=True)
class Layout:
    """Which forms a publisher prints, in its order."""

    id: str
    zh: str
    en: str
    forms: tuple[str, ...]


def fold_title(text: str, department: str = "") -> str:
    """A printed title without year, form number, ordinal, department and quotation marks."""
    _, folded = terms.split_ordinal(text)
    folded = _FORM_NO.sub("", folded)
    years = list(_YEAR.finditer(folded))
    if years:
        folded = folded[years[-1].end() :]
    _, folded = terms.split_ordinal(folded)
    return folded.removeprefix(terms.fold(department)) if department else folded


@cache
def forms() -> Mapping[str, FormSpec]:
    """All standard forms by identifier.

    Raises:
        SpecError: a description is incomplete, or two forms claim the same title.
    """
    folder = resources.files(__package__).joinpath("specs", "forms")
    read = [_form(path) for path in sorted(folder.iterdir(), key=lambda path: path.name)]
    owners: dict[str, str] = {}
    for spec in read:
        for title in spec.folded_titles:
            if title in owners:
                raise SpecError(f'title "{title}" belongs to both {owners[title]} and {spec.id}')
            owners[title] = spec.id
    return {spec.id: spec for spec in read}


@cache
def titles() -> Mapping[str, FormSpec]:
    """Folded title to its form."""
    return {title: spec for spec in forms().values() for title in spec.folded_titles}


@cache
def other_titles() -> Mapping[str, str]:
    """Folded title to the identifier of a form whose columns are not described yet."""
    return {
        terms.fold(title): entry["id"]
        for entry in load("other_forms.toml")["form"]
        for title in entry["titles"]
    }


@cache
def layouts() -> tuple[Layout, ...]:
    """The known layouts, in the order of the file."""
    data = load("layouts.toml")
    known = tuple(
        Layout(entry["id"], entry["zh"], entry["en"], tuple(entry["forms"]))
        for entry in data["layout"]
    )
    for layout in known:
        strangers = set(layout.forms) - set(forms())
        if strangers:
            raise SpecError(f"layout {layout.id} names unknown forms {sorted(strangers)}")
    return known


def layout_of(found: set[str]) -> Layout:
    """The layout that shares most forms with those found, and lacks fewest of them."""
    return max(
        layouts(),
        key=lambda layout: (
            len(found & set(layout.forms)),
            -len(set(layout.forms) - found),
        ),
    )


@cache
def load(*path: str) -> dict[str, Any]:
    """One TOML file of `specs/`."""
    return _parse(resources.files(__package__).joinpath("specs", *path))


def _parse(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SpecError(f"specs file {file.name}: {error}") from error


def _form(file: Traversable) -> FormSpec:
    data = _parse(file)
    try:
        return FormSpec(
            id=data["id"],
            zh=data["zh"],
            en=data["en"],
            titles=tuple(data["titles"]),
            header_words=_folded(data["header_words"]),
            groups=tuple(_group(entry) for entry in data["group"]),
            codes=data.get("codes"),
            has_units=data.get("units", False),
            is_repeated=data.get("repeated", False),
        )
    except KeyError as error:
        raise SpecError(f"specs file {file.name}: {error.args[0]} is missing") from error


def _group(entry: dict[str, Any]) -> Group:
    columns = []
    for column in entry["columns"]:
        is_key = "key" in column
        name = column["key"] if is_key else column["measure"]
        if is_key and name not in KEYS:
            raise SpecError(f'key "{name}" is none of {", ".join(KEYS)}')
        columns.append(
            Column(name, is_key, _folded(column["headers"]), column.get("optional", False))
        )
    rows = tuple(
        Row(row["role"], _folded(row["labels"]), row.get("after"), row.get("required", False))
        for row in entry["rows"]
    )
    return Group(
        side=entry.get("side", ""),
        columns=tuple(columns),
        rows=rows,
        has_classes=entry.get("classes", False),
    )


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(terms.fold(word) for word in words)
