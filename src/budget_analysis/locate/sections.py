"""Headings of the prose: which section a line opens (the titles are in `specs/sections.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import specs, terms

_YEAR = re.compile(r"(\d{4})年度?")


@dataclass(frozen=True)
class Section:
    """A heading of the prose."""

    id: str
    zh: str
    en: str
    titles: frozenset[str]
    needs_ordinal: bool = False


@cache
def sections() -> tuple[Section, ...]:
    """The sections that `specs/sections.toml` knows, in its order."""
    data = specs.load("sections.toml")
    return tuple(
        Section(
            entry["id"],
            entry["zh"],
            entry["en"],
            frozenset(_core(title) for title in entry["titles"]),
            entry.get("needs_ordinal", False),
        )
        for entry in data["section"]
    )


def section_of(heading: str, department: str = "") -> Section | None:
    """The section that a heading line opens, None where the line is no known heading."""
    ordinal, rest = terms.split_ordinal(heading)
    if not ordinal or not rest or len(rest) > 60:
        return None
    core = _core(rest.rstrip("。.:"), department)
    for section in sections():
        if core in section.titles:
            return section
    return None


def _core(title: str, department: str = "") -> str:
    folded = terms.fold(title)
    years = list(_YEAR.finditer(folded))
    if years:
        folded = folded[years[-1].end() :]
    if department:
        folded = folded.replace(terms.fold(department), "")
    for filler in specs.load("sections.toml")["fillers"]:
        folded = folded.replace(terms.fold(filler), "")
    return folded
