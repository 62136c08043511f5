"""The identities of `specs/identities.toml`, read and checked against the specs of the forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from .. import specs
from ..errors import SpecError
from .language import (
    ROW_KINDS,
    AllAre,
    Condition,
    DomainItem,
    KindOf,
    Prints,
    Relation,
    Selector,
    parse_condition,
    parse_domain,
    parse_relation,
    parse_selector,
)

KINDS = ("hard", "conditional", "structural", "soft")
RULES = ("codes", "ordinals", "empty_form", "same_heading")
_PART_KEYS = {"name", "each", "when", "relation"}
_OWN_KEYS = {"id", "kind", "zh", "en", "part", "rule"}


@dataclass(frozen=True)
class Part:
    """One relation of an identity, what its variables run over, and when it applies."""

    name: str
    each: Mapping[str, tuple[DomainItem, ...]]
    when: tuple[Condition, ...]
    relation: Relation
    text: str

    @property
    def forms(self) -> list[str]:
        """The short names of all forms that the relation reads, in order."""
        return list(dict.fromkeys(selector.form for selector in self.relation.selectors))


@dataclass(frozen=True)
class Identity:
    """One identity: relations in `parts`, or a built-in `rule` with its parameters."""

    id: str
    kind: str
    zh: str
    en: str
    parts: tuple[Part, ...]
    rule: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Identities:
    """All identities, with the short names of forms (`T01`) and the named sets they use."""

    forms: Mapping[str, str]
    sets: Mapping[str, tuple[str, ...]]
    listed: tuple[Identity, ...]


@cache
def load_identities() -> Identities:
    """The identities that the package knows.

    Raises:
        SpecError: a relation cannot be read, or names a form, row or column that no spec has.
    """
    return read_identities(specs.load("identities.toml"))


def read_identities(data: Mapping[str, Any]) -> Identities:
    """Identities from parsed TOML.

    Raises:
        SpecError: as for `load_identities`.
    """
    forms: dict[str, str] = dict(data["forms"])
    unknown = [name for name, form in forms.items() if form not in specs.forms()]
    if unknown:
        raise SpecError(f"identities: [forms] names unknown forms for {', '.join(unknown)}")
    sets = {name: tuple(members) for name, members in data["sets"].items()}
    listed = tuple(_identity(entry) for entry in data["identity"])
    names = [identity.id for identity in listed]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise SpecError(f"identities: {', '.join(repeated)} defined twice")
    known = Identities(forms, sets, listed)
    for identity in listed:
        _Checker(known, identity.id).check(identity)
    return known


def identity_table() -> pd.DataFrame:
    """Columns `identity, kind, zh, en, relation`, one row per identity, in the order of the file.

    `relation` is as written in the specs, several parted by a semicolon; for a structural
    identity it is the name of its rule.
    """
    return pd.DataFrame(
        [
            {
                "identity": identity.id,
                "kind": identity.kind,
                "zh": identity.zh,
                "en": identity.en,
                "relation": "; ".join(part.text for part in identity.parts) or identity.rule,
            }
            for identity in load_identities().listed
        ],
        dtype="string",
    )


def _identity(entry: Mapping[str, Any]) -> Identity:
    name = entry.get("id", "without id")
    missing = {"id", "kind", "zh", "en"} - set(entry)
    if missing:
        raise SpecError(f"identity {name}: {', '.join(sorted(missing))} is missing")
    if entry["kind"] not in KINDS:
        raise SpecError(f'identity {name}: kind "{entry["kind"]}" is none of {", ".join(KINDS)}')
    rule = entry.get("rule", "")
    if rule and rule not in RULES:
        raise SpecError(f'identity {name}: rule "{rule}" is none of {", ".join(RULES)}')
    if rule:
        parameters = {key: value for key, value in entry.items() if key not in _OWN_KEYS}
        return Identity(name, entry["kind"], entry["zh"], entry["en"], (), rule, parameters)
    own = {key: entry[key] for key in _PART_KEYS & set(entry)}
    parts = tuple(_part(name, part) for part in entry.get("part", [own]))
    strangers = set(entry) - _OWN_KEYS - _PART_KEYS
    if strangers or ("part" in entry and own):
        raise SpecError(f"identity {name}: cannot use {sorted(strangers or own)} here")
    return Identity(name, entry["kind"], entry["zh"], entry["en"], parts, "", {})


def _part(identity: str, entry: Mapping[str, Any]) -> Part:
    if "relation" not in entry or set(entry) - _PART_KEYS:
        raise SpecError(f"identity {identity}: a part has relation, name, each, when; not {entry}")
    when = entry.get("when", [])
    return Part(
        name=entry.get("name", ""),
        each={name: parse_domain(text) for name, text in entry.get("each", {}).items()},
        when=tuple(parse_condition(text) for text in ([when] if isinstance(when, str) else when)),
        relation=parse_relation(entry["relation"]),
        text=entry["relation"],
    )


@dataclass(frozen=True)
class _Checker:
    """Finds names in an identity that no form has: a typing error would check nothing."""

    known: Identities
    id: str

    def check(self, identity: Identity) -> None:
        for part in identity.parts:
            for name, domain in part.each.items():
                if name in self.known.sets or name in ROW_KINDS:
                    raise self.error(f'variable "{name}" has the name of a set or a kind')
                for item in domain:
                    self.check_domain(item, part)
            for condition in part.when:
                self.check_condition(condition)
            for selector in part.relation.selectors:
                self.check_selector(selector, part.each)
        parameters = identity.parameters
        for form in [parameters.get("form"), *parameters.get("unit_lists", [])]:
            if form is not None:
                self.form(form)
        for text in parameters.get("zero", []):
            self.check_selector(parse_selector(text), {})

    def check_domain(self, item: DomainItem, part: Part) -> None:
        if isinstance(item, KindOf):
            for form in item.forms:
                self.form(form)
        elif item not in self.known.sets and not any(
            item in _roles(self.form(form)) for form in part.forms
        ):
            raise self.error(f'no form has a row "{item}", and no set has that name')

    def check_condition(self, condition: Condition) -> None:
        if isinstance(condition, Prints):
            if condition.measure not in _measures(self.form(condition.form)):
                raise self.error(f"{condition.form} has no column {condition.measure}")
        elif isinstance(condition, AllAre):
            for selector in condition.selectors:
                self.check_selector(selector, {})

    def check_selector(self, selector: Selector, each: Mapping[str, object]) -> None:
        form = self.form(selector.form)
        rows = selector.rows
        if rows.is_parts and rows.name not in each:
            raise self.error(f'"parts of {rows.name}": no such variable')
        for name in filter(None, (rows.name, rows.without)):
            if name not in each and name not in ROW_KINDS and not name.isdecimal():
                self.check_names(name, _roles(form), f"row of {selector.form}")
        if selector.measure not in each:
            self.check_names(selector.measure, _measures(form), f"column of {selector.form}")

    def check_names(self, name: str, known: Iterable[str], what: str) -> None:
        for member in self.known.sets.get(name, (name,)):
            if member not in known and not member.isdecimal():
                raise self.error(f'"{member}" is no {what}; known: {", ".join(sorted(known))}')

    def form(self, name: str) -> str:
        if name not in self.known.forms:
            raise self.error(f'"{name}" is not among [forms]')
        return self.known.forms[name]

    def error(self, message: str) -> SpecError:
        return SpecError(f"identity {self.id}: {message}")


def _roles(form: str) -> set[str]:
    return {row.role for group in specs.forms()[form].groups for row in group.rows}


def _measures(form: str) -> set[str]:
    return {column.name for group in specs.forms()[form].groups for column in group.measures}
