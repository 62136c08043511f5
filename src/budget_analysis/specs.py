"""What each standard form looks like: titles, columns, rows, layouts (the data are in `specs/`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from . import codes, column_heads, terms
from .errors import SpecError

KEYS = ("code", "label", "line_no")
_YEAR = re.compile(r"(?:\d{3,5}|\d{0,2}[X×]{2,4})年度?")
_CLASS_CODE = re.compile(r"[(\[【]?(?P<code>2\d\d)[)\]】]?[-.、:]?")


@dataclass(frozen=True)
class Column:
    """A column of a form: a key (`code`, `label`, `line_no`) or a measure, and its headers."""

    name: str
    is_key: bool
    headers: tuple[str, ...]
    is_optional: bool
    row: str = ""
    """The row of the form's other shape that says the same as this column of the total."""


@dataclass(frozen=True)
class Row:
    """A row with a meaning of its own; `after` names a row that must stand above it.

    A row that counts things (vehicles, guests) holds numbers that are no money. `with_column` is
    the measure of a kind of money: a print of the form without that column has not the row either.
    """

    role: str
    labels: tuple[str, ...]
    after: str | None
    is_required: bool
    is_count: bool = False
    with_column: str = ""


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

    def knows(self, label: str) -> bool:
        """True where some row of the group may have this label, whatever stands above it."""
        folded = terms.fold_label(label)
        return any(folded in row.labels for row in self.rows) or self.role(label, set()) is not None

    def role(self, label: str, seen: set[str]) -> str | None:
        """What a row with this label means, given the roles already met in this group."""
        folded = terms.fold_label(label)
        rows = [row for row in self.rows if folded in row.labels and row.role not in seen]
        # behind the row that it belongs to a name is its part, also where the row of that name above was not read
        for row in sorted(rows, key=lambda row: row.after is None):
            if row.after is None or row.after in seen:
                return row.role
        if self.has_classes:
            code = _CLASS_CODE.match(folded)  # 207文化旅游体育与传媒支出: the code in the place of the ordinal
            found = codes.class_by_name().get(codes.fold_name(folded[code.end() :] if code else folded))
            return found if code is None or found == code["code"] else None
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
    variants: tuple[FormSpec, ...] = ()
    """The same form with other columns or rows, as other publishers print it."""
    beside: str = ""
    """A form of the same titles: where both are printed, the one whose title is ours is this one."""
    instead: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)
    """Forms in whose place this one is printed by some publishers (`stand_ins`)."""

    @cached_property
    def folded_titles(self) -> frozenset[str]:
        return frozenset(terms.fold(title) for title in self.titles)

    @property
    def shapes(self) -> tuple[FormSpec, ...]:
        """The form as it is printed most often, then its variants."""
        return (self, *self.variants)

    @property
    def every_group(self) -> tuple[Group, ...]:
        """The groups of all shapes."""
        return tuple(group for shape in self.shapes for group in shape.groups)


@dataclass(frozen=True)
class Layout:
    """Which forms a publisher prints, in its order."""

    id: str
    zh: str
    en: str
    forms: tuple[str, ...]


@cache
def form_number() -> str:
    """The pattern of a form's number over folded text: 公开01表, 表五, 附件3 (`surroundings.toml`)."""
    told = load("surroundings.toml")["number"]
    return "(?:" + "|".join(one.replace("{n}", told["numeral"]) for one in told["patterns"]) + ")"


@cache
def _around_title() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A number with its brackets and the marks behind it; what may stand behind a title, mostly in brackets."""
    told = load("surroundings.toml")["number"]
    number = re.compile(f"[(\\[【〔]?{form_number()}[)\\]】〕]?[{re.escape(told['marks'])}]*")
    return number, re.compile(f"(?:[(\\[【〔](?:{'|'.join(told['behind'])})[)\\]】〕]|{told['without_brackets']})+$")


def without_number(title: str) -> str:
    """A folded title without the number of its form: 表1 2024年度… tells the year 2024."""
    return _around_title()[0].sub("", title)


def _unquoted(title: str) -> str:
    """A title without the marks of a book around it: 《收入决算表》."""
    return title[1:-1] if title[:1] + title[-1:] == "《》" else title


def fold_title(text: str, department: str = "") -> str:
    """A printed title without year, form number, ordinal, department and quotation marks."""
    _, folded = terms.split_ordinal(text)
    folded = _unquoted(_around_title()[1].sub("", _unquoted(without_number(_unquoted(folded)))))
    years = list(_YEAR.finditer(folded))
    if years:
        folded = folded[years[-1].end() :]
    _, folded = terms.split_ordinal(_unquoted(folded))
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
        for title in () if spec.beside else spec.folded_titles:
            if title in owners:
                raise SpecError(f'title "{title}" belongs to both {owners[title]} and {spec.id}')
            owners[title] = spec.id
    for spec in read:
        strangers = [title for title in spec.folded_titles if spec.beside and owners.get(title) != spec.beside]
        if strangers:
            raise SpecError(f'title "{strangers[0]}" of {spec.id} is none of {spec.beside}, beside which it stands')
    return {spec.id: spec for spec in read}


@cache
def titles() -> Mapping[str, FormSpec]:
    """Folded title to its form."""
    return {
        title: spec for spec in forms().values() if not spec.beside for title in spec.folded_titles
    }


@cache
def beside() -> Mapping[str, FormSpec]:
    """Form to the one that stands beside it under a title of its own, in accounts that print both."""
    return {spec.beside: spec for spec in forms().values() if spec.beside}


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


def layout_of(found: set[str], year: int | None = None) -> Layout:
    """The layout whose forms are those found: each that it shares counts for it, each that it lacks against it.

    One may be missing; each further one counts twice. So forms that one province adds to the nine of
    the ministry make no layout of another province, and a form that is missing makes not nine of eleven.

    Args:
        year: of the account; a form that its year did not have yet belongs to the layout only
            where it is found, and so of an account that does not tell its year.
    """

    def lacking(layout: Layout) -> int:
        return len(set(layout.forms) - found)

    def fits(layout: Layout) -> tuple[int, int]:
        against = max(0, 4 * lacking(layout) - 3)  # in halves of a form
        return 2 * len(found & set(layout.forms)) - against, -lacking(layout)

    since: dict[str, int] = load("layouts.toml")["since"]
    best = max(layouts(), key=fits)
    kept = (form for form in best.forms if form in found or (year or 0) >= since.get(form, 0))
    return replace(best, forms=tuple(kept))


def has_level(form: str, code: str) -> bool:
    """False for a code whose length belongs to no level of its classification."""
    shapes = forms()[form].shapes if form in forms() else ()
    lengths = {length for shape in shapes if shape.codes for length in codes.LENGTHS[shape.codes]}
    return not code.isdecimal() or not lengths or len(code) in lengths


def is_optional(form: str, measure: str) -> bool:
    """True for a column that some shape of the form does without."""
    spec = forms().get(form)
    if spec is None:
        return False
    needed = [
        {column.name for group in shape.groups for column in group.columns if not column.is_optional}
        for shape in spec.shapes
    ]
    known = {column.name for group in spec.every_group for column in group.columns}
    return measure in known and not all(measure in names for names in needed)


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
        spec = _shape(data, data)
        variants = (_lean(spec, tuple(entry["may_lack"])) if "may_lack" in entry else _shape(data, entry) for entry in data.get("variant", ()))
        return replace(spec, variants=tuple(variants))
    except KeyError as error:
        raise SpecError(f"specs file {file.name}: {error.args[0]} is missing") from error


def _shape(form: dict[str, Any], shape: dict[str, Any]) -> FormSpec:
    """A form in one of its shapes: titles and names are those of the form."""
    return FormSpec(
        id=form["id"],
        zh=form["zh"],
        en=form["en"],
        titles=tuple(form["titles"]),
        header_words=_folded(shape["header_words"]),
        groups=tuple(_group(entry, "codes" in shape) for entry in shape["group"]),
        codes=shape.get("codes"),
        has_units=shape.get("units", False),
        is_repeated=shape.get("repeated", False),
        beside=form.get("beside", ""),
        instead=form.get("instead", {}),
    )


def _lean(form: FormSpec, may_lack: tuple[str, ...]) -> FormSpec:
    """The form as it is printed most often, which may do without these columns; a SpecError where it has none of that name."""
    known = {column.name for group in form.groups for column in group.columns}
    if strange := sorted({*may_lack} - known):
        raise SpecError(f"form {form.id}: may_lack names {', '.join(strange)}, which is no column of it")
    lean = ([replace(one, is_optional=one.is_optional or one.name in may_lack) for one in group.columns] for group in form.groups)
    return replace(form, groups=tuple(replace(group, columns=tuple(columns)) for group, columns in zip(form.groups, lean, strict=True)))


def _group(entry: dict[str, Any], is_classified: bool) -> Group:
    columns = []
    for column in entry["columns"]:
        is_key = "key" in column
        name = column["key"] if is_key else column["measure"]
        if is_key and name not in KEYS:
            raise SpecError(f'key "{name}" is none of {", ".join(KEYS)}')
        headers = column_heads.heads_of(column, is_classified, load("surroundings.toml"))
        columns.append(Column(name, is_key, _folded(headers), column.get("optional", False), column.get("row", "")))
    if entry.get("economic", False):
        columns.extend(Column(code, False, heads, True) for code, heads in column_heads.economic_heads())
    rows = tuple(
        Row(
            row["role"], _folded(row["labels"]), row.get("after"), row.get("required", False), row.get("count", False),
            row.get("with_column", ""),
        )
        for row in entry["rows"]
    )  # fmt: skip
    return Group(
        side=entry.get("side", ""),
        columns=tuple(columns),
        rows=rows,
        has_classes=entry.get("classes", False),
    )


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(terms.fold(word) for word in words)
