"""The identities of `specs/identities.toml`, read and checked against the specs of the forms.

Those of the kind `told` (N…) are about what the prose and the annexes state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd

from .. import specs
from ..errors import SpecError
from ..frames import as_rows
from .language import AMOUNT, ROW_KINDS, AllAre, Condition, DomainItem, KindOf, Prints, Relation, Selector
from .language import parse_condition, parse_domain, parse_relation, parse_selector
from .selection import Selection, read_selection

TOLD = "told"
KINDS = ("hard", "conditional", "structural", "soft", TOLD)
COUNTED_THINGS = "counted_things"
BATCHES = "batches_of_persons"
RULES = {
    "structural": ("codes", "ordinals", "empty_form", "same_heading", "one_name"),
    TOLD: (
        "one_paragraph_each", "complete_lists", "procurement_within_expenditure", COUNTED_THINGS, BATCHES,
    ),
}  # fmt: skip
_PART_KEYS = {"name", "each", "when", "relation", "proved_when", "proved_unless_below_zero", "doubt", "equal_when", "unit", "without_form"}
_OWN_KEYS = {"id", "kind", "zh", "en", "part", "rule", "claims", "is_soft"}


@dataclass(frozen=True)
class Part:
    """One relation of an identity, what its variables run over, and when it applies."""

    name: str
    each: Mapping[str, tuple[DomainItem, ...]]
    when: tuple[Condition, ...]
    relation: Relation
    text: str
    proved_when: tuple[Relation, ...] = ()
    """Without each of these, what differs proves nothing, for the reason that `doubt` tells."""
    proved_unless_below_zero: tuple[Selector, ...] = ()
    """Cells that may be below zero; where one is, what differs proves nothing either."""
    doubt: str = ""
    equal_when: Condition | None = None
    """Of what is told: where it is true, both sides are the same."""
    unit: str = ""
    """Of what is told: for things that are counted."""
    is_without_form: bool = False
    """Of what is told: only where no form prints the whole."""
    zh: str = ""
    en: str = ""

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
    selections: tuple[Selection, ...] = ()
    """The claims that evaluate it, of what is told."""
    is_soft: bool = False

    def takes(self, claim: Mapping[Any, Any], subject_of: Mapping[str, str]) -> bool:
        """True for a judged claim that one of the selections lets pass."""
        is_judged = claim["verdict"] is not None
        return is_judged and any(one.takes(claim, subject_of) for one in self.selections)


@dataclass(frozen=True)
class Identities:
    """All identities, with the short names of forms (`T01`) and the named sets they use."""

    forms: Mapping[str, str]
    sets: Mapping[str, tuple[str, ...]]
    all: tuple[Identity, ...]
    told: Mapping[str, str]
    """Short names of what only the prose states."""

    @property
    def listed(self) -> tuple[Identity, ...]:
        """Those within and between the forms."""
        return tuple(one for one in self.all if one.kind != TOLD)

    @property
    def of_claims(self) -> tuple[Identity, ...]:
        """Those of the prose and the annexes."""
        return tuple(one for one in self.all if one.kind == TOLD)

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Identity]]:
        """Those that claims evaluate, by the kinds of these claims."""
        found: dict[str, list[Identity]] = {}
        for one in self.of_claims:
            for kind in dict.fromkeys(kind for part in one.selections for kind in part.kinds):
                found.setdefault(kind, []).append(one)
        return found

    def places(self, selector: Selector) -> list[str]:
        """The places of a selector without variables: `form/row/measure`, `section/row` if told."""
        rows = self.sets.get(selector.rows.name, (selector.rows.name,))
        measures = self.sets.get(selector.measure, (selector.measure,))
        if selector.form in self.told:
            return [f"{self.told[selector.form]}/{row}" for row in rows]
        form = self.forms[selector.form]
        return [f"{form}/{row}/{measure}" for row in rows for measure in measures]


@cache
def load_identities() -> Identities:
    """The identities that the package knows.

    Raises:
        SpecError: a relation cannot be read, or names a form, row or column that no spec has.
    """
    return read_identities(specs.load("identities.toml"))


def identity_table() -> pd.DataFrame:
    """Columns `identity, kind, zh, en, relation`, one row per identity, in the order of the file.

    `relation` is as written in the specs, several parted by a semicolon; for a structural
    identity it is the name of its rule, for one that claims evaluate the kinds of these claims.
    """
    rows = [
        {"identity": one.id, "kind": one.kind, "zh": one.zh, "en": one.en, "relation": _in_words(one)}
        for one in load_identities().all
    ]
    return pd.DataFrame(rows, dtype="string")


def identities_of(claims: pd.DataFrame) -> dict[str, list[str]]:
    """The identities that each claim of one document evaluates, by claim identifier."""
    rows = as_rows(claims)
    subject_of = {str(row["claim_id"]): str(row["subject"] or "") for row in rows}
    by_kind = load_identities().by_kind
    found: dict[str, list[str]] = {}
    for row in rows:
        taken = [one.id for one in by_kind.get(row["kind"], ()) if one.takes(row, subject_of)]
        if taken:
            found[str(row["claim_id"])] = taken
    return found


def _in_words(identity: Identity) -> str:
    kinds = dict.fromkeys(kind for part in identity.selections for kind in part.kinds)
    relations = "; ".join(part.text for part in identity.parts)
    return relations or identity.rule or ", ".join(kinds)


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
    told: dict[str, str] = dict(data.get("told", {}))
    known = Identities(forms, sets, listed, told)
    for identity in listed:
        Checker(known, identity.id).check(identity)
    return known


def _identity(entry: Mapping[str, Any]) -> Identity:
    name = entry.get("id", "without id")
    missing = {"id", "kind", "zh", "en"} - set(entry)
    if missing:
        raise SpecError(f"identity {name}: {', '.join(sorted(missing))} is missing")
    if entry["kind"] not in KINDS:
        raise SpecError(f'identity {name}: kind "{entry["kind"]}" is none of {", ".join(KINDS)}')
    rule, kind = entry.get("rule", ""), entry["kind"]
    rules = RULES[TOLD if kind == TOLD else "structural"]
    if rule and rule not in rules:
        raise SpecError(f'identity {name}: rule "{rule}" is none of {", ".join(rules)}')
    parameters = {key: value for key, value in entry.items() if key not in _OWN_KEYS}
    selections = tuple(read_selection(name, part) for part in entry.get("claims", ()))
    own = {key: entry[key] for key in _PART_KEYS & set(entry)} if not rule else {}
    listed = entry.get("part", [own] if own or not (rule or kind == TOLD) else [])
    parts = tuple(_part(name, part) for part in listed)
    strangers = set(parameters) - _PART_KEYS if not rule else set()
    if strangers or ("part" in entry and own) or (selections and kind != TOLD):
        raise SpecError(f"identity {name}: cannot use {sorted(strangers or own or {'claims'})} here")
    if kind != TOLD and any(part.is_without_form for part in parts):
        raise SpecError(f"identity {name}: without_form is only for kind {TOLD}")
    if kind == TOLD and not (selections or rule or parts):
        raise SpecError(f"identity {name}: which claims evaluate it, or which rule?")
    return Identity(
        name, kind, entry["zh"], entry["en"], parts, rule, parameters, selections,
        entry.get("is_soft", kind == "soft"),
    )  # fmt: skip


def _part(identity: str, entry: Mapping[str, Any]) -> Part:
    if "relation" not in entry or set(entry) - _PART_KEYS - {"zh", "en"}:
        raise SpecError(f"identity {identity}: a part has relation, name, each, when, proved_when, proved_unless_below_zero, doubt, equal_when, unit, without_form, zh, en; not {entry}")
    if bool({"proved_when", "proved_unless_below_zero"} & set(entry)) != ("doubt" in entry):
        raise SpecError(f"identity {identity}: proved_when and proved_unless_below_zero say when it is proved, doubt what may be the reason where it is not: both or none")
    when = entry.get("when", [])
    return Part(
        name=entry.get("name", ""),
        each=read_each(entry),
        when=tuple(parse_condition(text) for text in ([when] if isinstance(when, str) else when)),
        relation=parse_relation(entry["relation"]),
        text=entry["relation"],
        proved_when=tuple(parse_relation(text) for text in entry.get("proved_when", ())),
        proved_unless_below_zero=tuple(parse_selector(text) for text in entry.get("proved_unless_below_zero", ())),
        doubt=entry.get("doubt", ""),
        equal_when=parse_condition(entry["equal_when"]) if "equal_when" in entry else None,
        unit=entry.get("unit", ""),
        is_without_form=entry.get("without_form", False),
        zh=entry.get("zh", ""),
        en=entry.get("en", ""),
    )


def read_each(entry: Mapping[str, Any], most: int | None = None) -> dict[str, tuple[DomainItem, ...]]:
    """The variables of an entry of the specs and what each runs over.

    Raises:
        SpecError: there are more than `most`, or one cannot be read.
    """
    each = {name: parse_domain(text) for name, text in entry.get("each", {}).items()}
    if most is not None and len(each) > most:
        raise SpecError(f"{entry.get('id')}: {most} variable at most; each names {', '.join(each)}")
    return each


@dataclass(frozen=True)
class Checker:
    """Finds names in an identity that no form has: a typing error would check nothing."""

    known: Identities
    id: str
    what: str = "identity"

    def check(self, identity: Identity) -> None:
        for part in identity.parts:
            for name, domain in part.each.items():
                if name in self.known.sets or name in ROW_KINDS:
                    raise self.error(f'variable "{name}" has the name of a set or a kind')
                for item in domain:
                    self.check_domain(item, part)
            for condition in (*part.when, *([part.equal_when] if part.equal_when else [])):
                self.check_condition(condition)
            for relation in (part.relation, *part.proved_when):
                for selector in relation.selectors:
                    self.check_selector(selector, part.each)
            for selector in part.proved_unless_below_zero:
                self.check_selector(selector, {})
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
            item in _roles(self.form(form)) | _measures(self.form(form)) for form in part.forms
        ):
            raise self.error(f'no form has a row or column "{item}", and no set has that name')

    def check_sums(
        self, selectors: Iterable[Selector], each: Mapping[str, Iterable[DomainItem]], also: str = ""
    ) -> None:
        """What sums name that run over rows of a kind (or over what is called `also`) and nothing else."""
        for selector in selectors:
            self.check_selector(selector, each)
        for item in (item for domain in each.values() for item in domain if item != also):
            if not isinstance(item, KindOf):
                raise self.error(f'"{item}" is no kind of rows')
            for form in item.forms:
                self.form(form)

    def check_condition(self, condition: Condition) -> None:
        if isinstance(condition, Prints):
            form = self.form(condition.form)
            if condition.name not in _measures(form) | _roles(form):
                raise self.error(f"{condition.form} has no column or row {condition.name}")
        elif isinstance(condition, AllAre):
            for selector in condition.selectors:
                self.check_selector(selector, {})

    def check_selector(self, selector: Selector, each: Mapping[str, object]) -> None:
        if selector.form in self.known.told:
            if selector.measure != AMOUNT:
                raise self.error(f"{selector.form} has no columns: the prose alone states it")
            return
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
        return SpecError(f"{self.what} {self.id}: {message}")


def _roles(form: str) -> set[str]:
    return {row.role for group in specs.forms()[form].every_group for row in group.rows}


def _measures(form: str) -> set[str]:
    return {column.name for group in specs.forms()[form].every_group for column in group.measures}
