"""The slots and relations of one text, as patterns find them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .forms import Forms
from .paper import Text
from .slots import Rate, Relation, Slot, Sum


@dataclass(frozen=True)
class Prior:
    """A change against the year before, told of a total (of the general budget alone, or of more)."""

    is_general: bool
    now: str
    change: str
    sign: int


@dataclass
class Told:
    """The slots and relations of one text."""

    text: Text
    forms: Forms
    slots: dict[str, Slot] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    priors: list[Prior] = field(default_factory=list)
    _names: dict[tuple[int, int], str] = field(default_factory=dict)

    def slot(self, found: re.Match[str], group: int, kind: str, offset: int = 0) -> str | None:
        """The slot of a group, the same one for the same characters; None where a line breaks it."""
        start, end = (place + offset for place in found.span(group))
        if start < offset or start == end:
            return None
        if (start, end) not in self._names:
            place = self.text.place(start, end)
            if place is None:
                return None
            name = f"text/{start}"
            self.slots[name] = Slot(name, self.text.text[start:end], kind, place)
            self._names[start, end] = name
        return self._names[start, end]

    def same(self, name: str, slot: str | None, *cells: str | None) -> None:
        """A number of the text is a number of a form, or the sum of some."""
        if slot and cells and all(cells):
            own = [cell for cell in cells if cell]
            self.relations.append(Sum(f"{name}/{slot}", (slot, *own), (1, *[-1] * len(own))))

    def rate(self, name: str, rate: str | None, part: str | None, whole: str | None) -> None:
        if rate and part and whole:
            self.relations.append(Rate(f"{name}/{rate}", (rate, part, whole)))

    def sum(self, name: str, total: str | None, parts: list[str | None]) -> None:
        if total and all(parts) and len(parts) > 1:
            own = [part for part in parts if part]
            self.relations.append(Sum(f"{name}/{total}", (total, *own), (1, *[-1] * len(own))))
