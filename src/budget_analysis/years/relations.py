"""The relations of `specs/cross_year.toml`, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .. import specs
from ..errors import SpecError
from ..relations.identities import Checker, Identities, load_identities, read_each
from ..relations.language import EARLIER, DomainItem, Term, parse_between

FINDINGS = ("restated", "reclassified", "contradicting")
_NEEDED = {"id", "zh", "en", "relation"}
CHANGES = ("code_new", "code_gone", "name_changed", "crosswalk")


@dataclass(frozen=True)
class Between:
    """A relation between two accounts: `later` = `earlier`; `whole` is that of the total it is part of."""

    id: str
    zh: str
    en: str
    later: tuple[Term, ...]
    earlier: tuple[Term, ...]
    whole: str = ""
    each: Mapping[str, tuple[DomainItem, ...]] = field(default_factory=dict)


@cache
def load_relations() -> tuple[Between, ...]:
    """The relations that the package knows, in the order of the file.

    Raises:
        SpecError: one cannot be read, or names a form, row or column that no spec has.
    """
    return read_relations(specs.load("cross_year.toml"))


def read_relations(data: Mapping[str, Any]) -> tuple[Between, ...]:
    """Relations from parsed TOML.

    Raises:
        SpecError: as for `load_relations`.
    """
    known = load_identities()
    listed = tuple(_relation(entry, known) for entry in data["relation"])
    names = {one.id for one in listed}
    for one in listed:
        if one.whole and one.whole not in names:
            raise SpecError(f"cross-year relation {one.id}: there is no {one.whole}")
    return listed


def _relation(entry: Mapping[str, Any], known: Identities) -> Between:
    name = entry.get("id", "without id")
    if not _NEEDED <= set(entry) <= _NEEDED | {"each", "whole"}:
        raise SpecError(f"cross-year relation {name}: it has id, zh, en, relation, and may have each, whole")
    between = parse_between(entry["relation"])
    if any(term.aspect == EARLIER for term in between.left) or not all(t.aspect == EARLIER for t in between.right):
        raise SpecError(f"cross-year relation {name}: left is the later account, right is earlier(…) alone")
    each = read_each(entry, most=1)
    Checker(known, name, "cross-year relation").check_sums(between.selectors, each)
    return Between(name, entry["zh"], entry["en"], between.left, between.right, entry.get("whole", ""), each)
