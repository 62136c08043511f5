"""A form whose rows another one prints in its place, as the set of the central departments puts the three public expenses into 机构运行信息表."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from . import specs
from .specs import Layout


@dataclass(frozen=True)
class StandIn:
    """The form that is printed, and what it calls the rows and columns that it names otherwise."""

    form: str
    names: Mapping[str, str]


def stand_ins(printed: Mapping[str, Collection[str]]) -> dict[str, StandIn]:
    """Form that is not printed to the one in its place; of a form of which nothing was read nobody knows what it holds.

    Args:
        printed: form of the account to the roles of its rows, none of a form that was not read.
    """
    found: dict[str, StandIn] = {}
    for form, roles in printed.items():
        for place, told in (specs.forms()[form].instead if form in specs.forms() else {}).items():
            names: dict[str, str] = told.get("names", {})
            needed = {names.get(role, role) for role in told["needs"]}
            is_beside = place in printed or any(other in printed for other in told.get("unless", ()))
            if not is_beside and (not roles or needed <= set(roles)):
                found[place] = StandIn(form, names)
    return found


def with_stand_ins(layout: Layout, printed: Mapping[str, Collection[str]]) -> Layout:
    """The layout with each form in whose place another one is printed replaced by that one."""
    found = stand_ins(printed)
    kept = (found[form].form if form in found else form for form in layout.forms)
    return replace(layout, forms=tuple(dict.fromkeys(kept)))
