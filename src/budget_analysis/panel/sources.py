"""The printed numbers of one account as the operands of indicators; or why one cannot be had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import specs
from ..amounts import Linear
from ..frames import as_rows
from ..identifiers import figure_name
from ..relations.identities import Identities
from ..relations.language import DomainItem, KindOf, Selector, Term
from ..views.performance import Annexes
from ..views.quantities import Statement, since_last_year
from .counted import COUNTED, count

_LENGTHS = {"classes": 3, "sections": 5, "items": 7}
_MONEY = "project_money"
REQUIREMENTS = "requirements"
"""What an indicator of each requirement of the checklist runs over."""
_REQUIREMENTS = "requirements_found", "requirements_asked"
_NO_FORM = ("missing", "template", "emptied", "unread")

Frames = Mapping[str, pd.DataFrame]


class Missing(Exception):
    """No number stands where an indicator needs one: `reason` is a word of report.toml, `place` is what is missing."""

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.reason, self.place = reason, place


@dataclass(frozen=True)
class Bound:
    """A sum of printed numbers, with the identifiers of the figures and claims in it."""

    sum: Linear
    sources: tuple[str, ...] = ()


class Sources:
    """Looks up what formulas name, in the frames of one account."""

    def __init__(self, found: Frames, known: Identities) -> None:
        self.document_id = str(found["documents"]["document_id"].iloc[0])
        self.known = known
        claims = found["claims"]
        self.operands = Annexes(found["funds"], found["figures"], since_last_year(claims))
        self._forms = {row["form"]: row["state"] for row in as_rows(found["forms"][["form", "state"]])}
        self._cells: dict[str, dict[str, Any]] = {}
        self._codes: dict[str, dict[str, None]] = {}
        wanted = ["form", "role", "measure", "state", "reading", "code"]
        for row in as_rows(found["figures"][wanted]):
            if row["role"] is not None:
                self._cells.setdefault(f"{row['form']}/{row['role']}/{row['measure']}", row)
            if row["code"] is not None and row["role"] is not None:
                self._codes.setdefault(row["form"], {}).setdefault(row["code"])
        self._counts: dict[tuple[str, str], str] = {}
        counts = claims[claims["subject"].str.endswith("/count", na=False)]
        for row in as_rows(counts[["claim_id", "subject", "printed", "unit"]]):
            if (row["printed"] or "").isdecimal():
                place = row["subject"].removesuffix("/count")
                self._counts.setdefault((place, row["unit"] or ""), row["claim_id"])
        self._counted = count(found)
        self._counted["lists/projects_with_money"] = len(self.operands.each_once)

    def codes(self, kind: KindOf) -> list[str]:
        """The codes of a kind that any of the forms prints, in order."""
        found: dict[str, None] = {}
        for form in kind.forms:
            listed = self._codes.get(self.known.forms[form], {})
            found |= dict.fromkeys(c for c in listed if len(c) == _LENGTHS[kind.kind])
        return sorted(found)

    def roles(self, kind: KindOf) -> list[str]:
        """The rows of a kind that any of the forms prints: codes of every level, or all but the total."""
        if kind.kind in _LENGTHS:
            return self.codes(kind)
        forms = [self.known.forms[form] for form in kind.forms]
        if kind.kind == "codes":
            return sorted({code for form in forms for code in self._codes.get(form, {})})
        rows = (place.split("/") for place in self._cells)
        return list(dict.fromkeys(role for form, role, _ in rows if form in forms and role != "total"))

    def instances(self, each: Mapping[str, Iterable[DomainItem]]) -> Iterator[dict[str, str]]:
        """The values of the one variable of a formula, as this account has them; one without where there is none."""
        if not each:
            yield {}
        for variable, domain in each.items():
            for item in domain:
                names = self.roles(item) if isinstance(item, KindOf) else self.requirements()
                yield from ({variable: name} for name in names)

    def requirements(self) -> list[str]:
        """The requirements of the checklist that apply and can be told of this account."""
        head = f"{_REQUIREMENTS[0]}/"
        return [name.removeprefix(head) for name in self._counted if name.startswith(head)]

    def sum(self, terms: tuple[Term, ...], values: Mapping[str, str]) -> Bound:
        """A sum of the formula.

        Raises:
            Missing: one of its numbers cannot be had.
        """
        parts: list[Linear] = []
        sources: list[str] = []
        for term in terms:
            for place in self.places(term, values):
                found = self.told(term, place) if term.aspect else self.number(place)
                parts.append(found.sum * term.sign)
                sources += found.sources
        return Bound(Linear.total(parts), tuple(dict.fromkeys(sources)))

    def places(self, term: Term, values: Mapping[str, str]) -> list[str]:
        """Where the numbers of a term stand: form/row/measure; what no form prints without measure."""
        selector = term.selector
        rows = self.rows(term, values)
        if selector.form in self.known.told:
            return [f"{self.known.told[selector.form]}/{row}" for row in rows]
        form = self.known.forms[selector.form]
        return [f"{form}/{row}/{selector.measure}" for row in rows]

    def named(self, term: Term, values: Mapping[str, str]) -> str:
        """How the first number of a term is called in `missing_place`."""
        place = self.places(term, values)[0]
        return f"{term.aspect}@{place}" if term.aspect else place

    def rows(self, term: Term, values: Mapping[str, str]) -> list[str]:
        selector = term.selector
        name = selector.rows.name
        if not selector.rows.kind:
            return [values[name]] if name in values else list(self.known.sets.get(name, (name,)))
        return self._below(selector, values[name], term.aspect)

    def _below(self, selector: Selector, code: str, aspect: str) -> list[str]:
        """The codes of a kind below a code: those printed, and those that the aspect is told of."""
        form = self.known.forms[selector.form]
        told = [place.split("/") for place in self.operands.places(aspect)] if aspect else []
        names = [*self._codes.get(form, {}), *(part[1] for part in told if part[0] == form)]
        size = _LENGTHS[selector.rows.kind]
        found = sorted({n for n in names if len(n) == size and n.startswith(code) and n.isdecimal()})
        if not found:
            raise Missing("not_printed", f"{form}/{code}")
        return found

    def number(self, place: str) -> Bound:
        """The number of a place: from its form, else as the prose states it."""
        room, *rest = place.split("/")
        if room in COUNTED:
            if place not in self._counted:
                raise Missing("not_told", place)
            return Bound(self.operands.counted(place, self._counted[place]))
        if room == _MONEY:
            money = self.operands.money_of(self.operands.each_once, rest[0])
            if money is None:
                raise Missing("not_told", place)
            return Bound(money)
        if len(rest) == 2:
            found = self.operands.figure(room, rest[0], rest[1])
            if found is not None:
                return Bound(found, (figure_name(self.document_id, room, rest[0], rest[1]),))
        stated = self._stated("amount", place)
        if stated is not None:
            return stated
        raise Missing(self._why(place), place)

    def told(self, term: Term, place: str) -> Bound:
        """What the prose says of a place."""
        if term.aspect == "count":
            claim = next((self._counts[n, term.unit] for n in _names(place) if (n, term.unit) in self._counts), None)
            if claim is None:
                raise Missing("not_told", f"count@{place}")
            return Bound(Linear.of(claim), (claim,))
        if term.aspect == "before":
            current, change = self.number(place), self._said("change", place)
            return Bound(current.sum - change.sum, (*current.sources, *change.sources))
        return self._said(term.aspect, place)

    def stated_by(self, aspect: str, place: str) -> tuple[str, ...]:
        """The claim that says it, as a list of none or one."""
        found = self._stated(aspect, place)
        return () if found is None else found.sources

    def _said(self, aspect: str, place: str) -> Bound:
        found = self._stated(aspect, place)
        if found is None:
            raise Missing("not_told", f"{aspect}@{place}")
        return found

    def _stated(self, aspect: str, place: str) -> Bound | None:
        for name in _names(place):
            said: Statement = self.operands.statement(aspect, name)
            if said.operand is not None:
                number = Linear.of(said.operand)
                is_fall = aspect == "change" and said.is_decrease
                return Bound(-number if is_fall else number, (said.operand,))
        return None

    def _why(self, place: str) -> str:
        form, *rest = place.split("/")
        if form not in specs.forms():
            return "not_told"
        state = self._forms.get(form, "missing")
        if state in _NO_FORM:
            return "no_form"
        if state == "declared_empty":
            return "declared_empty"
        cell = self._cells.get(place)
        if cell is None:
            return "not_printed"
        is_blank = cell["state"] == "blank"
        return "blank" if is_blank else "unreadable"


def _names(place: str) -> tuple[str, ...]:
    """The place itself, and its row: what the prose says of a row names no column."""
    above = place.rpartition("/")[0]
    return (place, above) if place.count("/") == 2 else (place,)
