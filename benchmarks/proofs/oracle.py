"""The oracle: whether a changed document contradicts itself, why, and which numbers would mend it.

Relations that the unchanged document breaks already prove nothing about a change and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .forms import read_forms
from .identities import form_relations
from .paper import prose_of
from .sentences import read_prose
from .slots import Relation, Slot, Slots, Span


@dataclass(frozen=True)
class Statements:
    """What a document prints and what must hold of it; every relation holds."""

    slots: Mapping[str, Slot]
    relations: tuple[Relation, ...]
    broken: tuple[Relation, ...]
    """What it contradicts already."""
    of: Mapping[str, tuple[Relation, ...]]
    """The relations of each slot."""


@dataclass(frozen=True)
class Proof:
    """Why a change is a contradiction: the broken relations and the slots that would mend them all."""

    broken: tuple[str, ...]
    told: str
    mends: tuple[str, ...]
    """Single slots that, set free, make everything possible again; the true one is among them."""

    def __bool__(self) -> bool:
        return bool(self.broken)


def read(reading: Any) -> Statements:
    """Every slot and every relation of a document, from its lines and grids."""
    forms = read_forms(reading)
    told = read_prose(prose_of(reading), forms)
    slots = {**forms.slots, **told.slots}
    relations = [*form_relations(forms), *told.relations]
    holding = tuple(one for one in relations if one.is_defined(slots) and one.holds(slots))
    of: dict[str, list[Relation]] = {}
    for relation in holding:
        for name in dict.fromkeys(relation.slots):
            of.setdefault(name, []).append(relation)
    broken = tuple(one for one in relations if not one.holds(slots))
    return Statements(slots, holding, broken, {name: tuple(own) for name, own in of.items()})


def judge(statements: Statements, name: str, text: str) -> Proof:
    """What printing `text` at a slot contradicts; an empty proof where it may be true."""
    slots = changed(statements, name, text)
    broken = [one for one in statements.of.get(name, ()) if not one.holds(slots)]
    if not broken:
        return Proof((), "", ())
    shared = set(broken[0].slots)
    for relation in broken[1:]:
        shared &= set(relation.slots)
    mends = tuple(one for one in broken[0].slots if one in shared and _mends(statements, slots, one))
    told = "; ".join(relation.told(slots) for relation in broken[:3])
    return Proof(tuple(relation.name for relation in broken), told, mends)


def proves_nothing(statements: Statements, name: str, text: str) -> bool:
    """True where all that the oracle knows stays true even with printed zeros taken as exact."""
    slots = changed(statements, name, text)
    return all(one.holds(slots, is_strict=True) for one in statements.of.get(name, ()))


def changed(statements: Statements, name: str, text: str) -> dict[str, Slot]:
    return {**statements.slots, name: statements.slots[name].with_text(text)}


def _mends(statements: Statements, slots: Slots, name: str) -> bool:
    """Some value of this slot satisfies every relation that it stands in, the others as printed."""
    if not slots[name].is_number:
        return all(r.is_mended_by(slots, name) for r in statements.of.get(name, ()) if not r.holds(slots))
    low, high = None, None
    for relation in statements.of.get(name, ()):
        span: Span | None = relation.mends(slots, name)
        if span is None:
            return False
        low = span[0] if low is None else low if span[0] is None else max(low, span[0])
        high = span[1] if high is None else high if span[1] is None else min(high, span[1])
    return low is None or high is None or low <= high
