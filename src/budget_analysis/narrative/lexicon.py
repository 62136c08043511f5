"""The words of `specs/narrative.toml`, ready to be found in a folded sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import specs, terms
from ..errors import SpecError

BUDGETS = ("budget", "adjusted_budget", "any_budget")
"""What an amount or a comparison says of a budget: the initial one, the adjusted one, any."""
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True)
class Word:
    """A phrase with a meaning: its kind (`subject`, `aspect`, `share`, …) and its value."""

    text: str
    kind: str
    value: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closure:
    """Numbers that determine another: the parts (each times its rate, if any) add up to the whole."""

    id: str
    whole: str
    parts: tuple[str, ...]
    bases: tuple[str, ...]
    section: str = ""
    unit: str = ""
    """A closure of things that are counted: the first number with this unit is the whole."""
    endings: tuple[str, ...] = ()
    """How the names of the kinds end; of several, the first that any kind has."""


@dataclass(frozen=True)
class Partition:
    """A whole and all of its parts: their amounts, budgets and counts add up, their shares make 100.

    `family` stands for parts that only the form can tell: `classes` or `items` of the general
    public budget.
    """

    id: str
    whole: str
    parts: tuple[str, ...]
    family: str = ""


@dataclass(frozen=True)
class Prior:
    """Two totals whose changes fix their prior-year values: the part was not more than the whole.

    `opening` is what was left over at the end of that year and is no part of its expenditure.
    """

    id: str
    part: str
    whole: str
    opening: str = ""
    alone: tuple[str, ...] = ()
    """What else the whole holds: where all of it is zero, part and whole are the same."""


@dataclass(frozen=True)
class Repeat:
    """A number of the prose that another place of the prose states too.

    Where `part` is only a part of it, the rest (`alone`) must be zero for both to be the same.
    """

    id: str
    whole: str
    part: str
    alone: tuple[str, ...]


@dataclass(frozen=True)
class Nesting:
    """Numbers that cannot be more than another: the parts together are at most the whole."""

    id: str
    parts: tuple[str, ...]
    whole: str
    unit: str = ""
    """For things that are counted; empty for money."""


def expand(pattern: str) -> Iterator[str]:
    """All phrases that a pattern with optional parts `[a|b]` stands for."""
    match = _OPTIONAL.search(pattern)
    if match is None:
        yield pattern
        return
    for choice in ("", *match[1].split("|")):
        yield from expand(pattern[: match.start()] + choice + pattern[match.end() :])


@cache
def words(section: str) -> tuple[Word, ...]:
    """The words that count in a section, longest first."""
    data = specs.load("narrative.toml")
    found: dict[str, Word] = {}

    def add(patterns: list[str], kind: str, value: str = "", refs: tuple[str, ...] = ()) -> None:
        for pattern in patterns:
            for phrase in expand(pattern):
                text = terms.fold(phrase)
                known = found.get(text)
                if known is not None and known.kind == kind == "subject" and known.refs != refs:
                    raise SpecError(f'narrative.toml: "{text}" is two subjects in {section}')
                found.setdefault(text, Word(text, kind, value, refs))

    for entry in data["subject"]:
        if any(_covers(name, section) for name in entry["sections"]):
            add(entry["words"], "subject", refs=tuple(entry["refs"]))
    for value, patterns in data["comparisons"].items():
        if value != "budget_words":
            add(patterns, "comparison", value)
    for value, patterns in data["completion"].items():
        add(patterns, "completion", value)
    for value, patterns in data["aspects"].items():
        add(patterns, "aspect", value)
    for kind, patterns in data["words"].items():
        add(patterns, kind)
    return tuple(sorted(found.values(), key=lambda word: -len(word.text)))


def budget_named(comparison: str) -> str:
    """Which budget a comparison names: `budget`, `adjusted_budget`, or `any_budget`."""
    names: dict[str, str] = specs.load("narrative.toml")["comparisons"]["budget_words"]
    for measure, word in names.items():
        if terms.fold(word) in comparison:
            return measure
    return "any_budget"


def comparing_word(comparison: str) -> str:
    """The word that compares: 小于 of 支出决算数小于预算数."""
    words: list[str] = specs.load("narrative.toml")["comparing"]["words"]
    return next((word for word in words if word in comparison), comparison)


@cache
def closures() -> tuple[Closure, ...]:
    """The closures, in the order of the file."""
    entries: list[dict[str, Any]] = specs.load("narrative.toml")["closure"]
    return tuple(
        Closure(
            entry["id"],
            entry.get("whole", ""),
            tuple(entry.get("parts", ())),
            tuple(entry.get("bases", ())),
            entry.get("section", ""),
            entry.get("unit", ""),
            tuple(entry.get("endings", ())),
        )
        for entry in entries
    )


@cache
def nestings() -> tuple[Nesting, ...]:
    """The nestings, in the order of the file."""
    entries: list[dict[str, Any]] = specs.load("narrative.toml")["nesting"]
    return tuple(
        Nesting(entry["id"], tuple(entry["parts"]), entry["whole"], entry.get("unit", ""))
        for entry in entries
    )


@cache
def partitions() -> tuple[Partition, ...]:
    """The partitions, in the order of the file."""
    entries: list[dict[str, Any]] = specs.load("narrative.toml")["partition"]
    return tuple(
        Partition(
            entry["id"], entry["whole"], tuple(entry.get("parts", ())), entry.get("family", "")
        )
        for entry in entries
    )


@cache
def told_partitions() -> tuple[Partition, ...]:
    """Wholes and parts by which the text is held against itself where no form prints them."""
    entries: list[dict[str, Any]] = specs.load("narrative.toml")["told_partition"]
    own = tuple(Partition(e["id"], e["whole"], tuple(e["parts"])) for e in entries)
    return (*(one for one in partitions() if not one.family), *own)


@cache
def repeats() -> tuple[Repeat, ...]:
    """The repeated numbers, in the order of the file."""
    entries: list[dict[str, Any]] = specs.load("narrative.toml")["repeat"]
    return tuple(
        Repeat(entry["id"], entry["whole"], entry["part"], tuple(entry.get("alone", ())))
        for entry in entries
    )


@cache
def priors() -> tuple[Prior, ...]:
    """The comparisons of implied prior-year totals, in the order of the file."""
    entries: list[dict[str, Any]] = specs.load("narrative.toml")["prior"]
    return tuple(
        Prior(
            entry["id"],
            entry["part"],
            entry["whole"],
            entry.get("opening", ""),
            tuple(entry.get("alone", ())),
        )
        for entry in entries
    )


def item_forms() -> tuple[str, ...]:
    """The forms by function whose items the prose names."""
    forms: dict[str, str] = specs.load("narrative.toml")["item_forms"]
    return tuple(dict.fromkeys(forms.values()))


def item_form(section: str) -> str:
    """The form by function of which a section names classes and items; empty where it is open."""
    forms: dict[str, str] = specs.load("narrative.toml")["item_forms"]
    return forms.get(section.split(".")[0], "")


def organisation_endings() -> tuple[str, ...]:
    """How the names of offices and institutions end."""
    endings: list[str] = specs.load("narrative.toml")["organisations"]["endings"]
    return tuple(endings)


def limit_endings() -> tuple[str, ...]:
    """Words behind a number that make it a limit: 100万元以上."""
    endings: list[str] = specs.load("narrative.toml")["limits"]["after"]
    return tuple(endings)


def nil_endings() -> tuple[str, ...]:
    """Words behind the name in a nil statement that leave it one: 无…收支情况."""
    endings: list[str] = specs.load("narrative.toml")["nil"]["after"]
    return tuple(endings)


def plans(words: str) -> bool:
    """True for a nil statement about what was planned, not only about what was spent."""
    named: list[str] = specs.load("narrative.toml")["nil"]["plans"]
    return any(word in words for word in named)


def witnesses(form: str) -> tuple[str, ...]:
    """Figures of other forms that cannot be other than zero where this form has no figure."""
    listed: dict[str, list[str]] = specs.load("narrative.toml")["witnesses"]
    return tuple(listed.get(form, ()))


def paid_units() -> tuple[str, ...]:
    """Units of what is paid each time: receptions, guests, groups."""
    units: list[str] = specs.load("narrative.toml")["counts"]["paid"]
    return tuple(units)


def agency_names() -> list[str]:
    """Names of the items in which administrative units book their running costs."""
    names: list[str] = specs.load("narrative.toml")["agency"]["items"]
    return names


def wholes_of(section: str) -> list[str]:
    """What a share of this section may be a share of where no whole is named."""
    wholes: dict[str, str] = specs.load("narrative.toml")["wholes"]
    top = section.split(".")[0]
    return [wholes[top]] if top in wholes else []


def _covers(name: str, section: str) -> bool:
    return section == name or section.startswith(f"{name}.")
