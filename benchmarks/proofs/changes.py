"""Single slips: one printed number, word, name or year of a document, changed as people change them.

A slip is drawn by chance and made in the reading (lines and cells), so that all that comes after
the reader runs as in life. Whether it is a contradiction, the oracle says afterwards.
"""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .oracle import Statements
from .slots import Compared, Growth, Listed, Place, Slot, Sum, folded, is_number

FLIPPED = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长",
           "大于": "小于", "小于": "大于", "等于": "大于"}  # fmt: skip


@dataclass(frozen=True)
class Slip:
    kind: str
    place: Place
    old: str
    new: str
    slot: str = ""
    """Empty where what is changed states nothing."""


Draw = Callable[[Statements, random.Random], "tuple[Slot, str] | None"]


def apply(reading: Any, slip: Slip) -> Any:
    """The reading with the slip in the place of what was printed."""
    place = slip.place
    if place.cell < 0:
        lines = list(reading.lines)
        lines[place.item] = dataclasses.replace(lines[place.item], text=_put(lines[place.item].text, slip))
        return dataclasses.replace(reading, lines=tuple(lines))
    grids = list(reading.grids)
    cells = list(grids[place.item].cells)
    cells[place.cell] = dataclasses.replace(cells[place.cell], text=_put(cells[place.cell].text, slip))
    grids[place.item] = dataclasses.replace(grids[place.item], cells=tuple(cells))
    return dataclasses.replace(reading, grids=tuple(grids))


def _put(text: str, slip: Slip) -> str:
    start, end = slip.place.start, slip.place.end
    assert text[start:end] == slip.old, (text, slip)
    return text[:start] + slip.new + text[end:]


def draw(kind: str, statements: Statements, dice: random.Random) -> Slip | None:
    """A slip of a kind; None where this time nothing fits."""
    drawn = KINDS[kind](statements, dice)
    if drawn is None or drawn[0].place is None or drawn[1] == drawn[0].text:
        return None
    slot, new = drawn
    assert slot.place is not None
    return Slip(kind, slot.place, slot.text, new, slot.name)


# Numbers


def number(statements: Statements, dice: random.Random, is_told: Callable[[Slot], bool]) -> Slot | None:
    """A printed number: of the text or of a form in equal parts, of each form in equal parts."""
    groups: dict[str, list[Slot]] = {}
    for slot in statements.slots.values():
        if slot.is_number and slot.text and slot.place is not None and is_told(slot):
            groups.setdefault(slot.name.partition("/")[0], []).append(slot)
    forms = [name for name in groups if name != "text"]
    if not groups:
        return None
    name = "text" if "text" in groups and (not forms or dice.random() < 0.5) else dice.choice(forms)
    own = [slot for slot in groups[name] if slot.value] or groups[name]
    return dice.choice(own if dice.random() < 0.85 else groups[name])


def _altered(alter: Callable[[str, random.Random], str | None], least: int = 1) -> Draw:
    """A change of the digits of a number, written as the document writes numbers."""

    def change(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
        slot = number(statements, dice, lambda s: len(re.sub(r"\D", "", s.text)) >= least)
        if slot is None:
            return None
        new = alter(slot.text.replace(",", ""), dice)
        if new is None or not is_number(new):
            return None
        if slot.kind == "count" and "." in new:
            return None
        return slot, grouped(new, slot, statements)

    return change


def grouped(text: str, slot: Slot, statements: Statements) -> str:
    """With thousands separators where the form or the text has them."""
    sign, bare = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = bare.partition(".")
    whole = whole.lstrip("0") or "0"
    room = slot.name.partition("/")[0]
    uses = any("," in one.text for one in statements.slots.values() if one.name.startswith(room + "/") and one.is_number)
    return sign + (f"{int(whole):,}" if uses else whole) + point + rest


def _digit(text: str, dice: random.Random) -> str | None:
    places = [n for n, letter in enumerate(text) if letter.isdigit()]
    place = dice.choice(places)
    digits = [d for d in "0123456789" if d != text[place] and not (place == 0 and d == "0")]
    return text[:place] + dice.choice(digits) + text[place + 1 :]


def _swap(text: str, dice: random.Random) -> str | None:
    places = [n for n in range(len(text) - 1) if text[n : n + 2].isdigit() and text[n] != text[n + 1]]
    places += [n for n in range(len(text) - 2) if text[n + 1] == "." and text[n] != text[n + 2]]
    if not places:
        return None
    place = dice.choice(places)
    letters = list(text)
    other = place + 1 if letters[place + 1] != "." else place + 2
    letters[place], letters[other] = letters[other], letters[place]
    return None if letters[0] == "0" and letters[1].isdigit() else "".join(letters)


def _lost(text: str, dice: random.Random) -> str | None:
    whole = text.partition(".")[0]
    if len(whole.lstrip("-")) < 2:
        return None
    place = dice.randrange(len(whole))
    new = text[:place] + text[place + 1 :]
    return None if new.startswith("0") and new[1:2].isdigit() or text[place] == "-" else new


def _doubled(text: str, dice: random.Random) -> str | None:
    place = dice.choice([n for n, letter in enumerate(text.partition(".")[0]) if letter.isdigit()])
    return None if text.startswith("0") else text[: place + 1] + text[place:]


def _times(factor: int) -> Callable[[str, random.Random], str | None]:
    def alter(text: str, dice: random.Random) -> str | None:
        decimals = len(text.partition(".")[2])
        return f"{float(Fraction(text) * factor):.{decimals}f}" if Fraction(text) else None

    return alter


def _small(text: str, dice: random.Random) -> str | None:
    """A few units of the last digit more or less: a number that is nearly right."""
    decimals = len(text.partition(".")[2])
    value = Fraction(text) + Fraction(dice.choice((1, -1)) * dice.randint(2, 40), 10**decimals)
    return f"{float(value):.{decimals}f}" if value > 0 and Fraction(text) and decimals else None


def _without_point(text: str, dice: random.Random) -> str | None:
    return text.replace(".", "").lstrip("0") if "." in text and Fraction(text) else None


def _last(text: str, dice: random.Random) -> str | None:
    """One unit of the last digit more or less."""
    decimals = len(text.partition(".")[2])
    value = Fraction(text) + Fraction(dice.choice((1, -1)), 10**decimals)
    return f"{float(value):.{decimals}f}" if value > 0 and Fraction(text) and decimals else None


def _negative(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
    slot = number(statements, dice, lambda s: s.kind == "money" and not s.name.startswith("text") and s.value > 0)
    return (slot, "-" + slot.text) if slot else None


def _neighbour(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
    """The number that is printed beside it, below it, or next in the text."""
    slot = number(statements, dice, lambda s: True)
    if slot is None:
        return None
    room, row, column = (*slot.name.split("/"), "", "")[:3]
    near: list[Slot] = []
    if room == "text":
        told = [s for s in statements.slots.values() if s.name.startswith("text/") and s.kind == slot.kind]
        told.sort(key=lambda s: int(s.name.split("/")[1]))
        at = told.index(slot)
        near = [*told[max(0, at - 1) : at], *told[at + 1 : at + 2]]
    else:
        own = [s for s in statements.slots.values() if s.name.startswith(room + "/") and s.kind == "money"]
        near = [s for s in own if s.name.split("/")[1] == row]
        same = [s for s in own if s.name.split("/")[2] == column]
        at = same.index(slot)
        near += [*same[max(0, at - 1) : at], *same[at + 1 : at + 2]]
    others = [s.text for s in near if s.text and s.value != slot.value]
    return (slot, dice.choice(others)) if others else None


def _whole(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
    """The total in the place of one of its parts."""
    sums = [r for r in statements.relations if isinstance(r, Sum) and len(r.slots) > 2 and not r.is_bound]
    if not sums:
        return None
    relation = dice.choice(sums)
    total = statements.slots[relation.slots[0]]
    parts = [statements.slots[name] for name in relation.slots[1:]]
    fit = [s for s in parts if s.text and s.value and s.value != total.value and s.scale == total.scale]
    return (dice.choice(fit), total.text) if fit else None


def _last_year(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
    """The amount of the year before in the place of this year's."""
    growths = [r for r in statements.relations if isinstance(r, Growth)]
    if not growths:
        return None
    relation = dice.choice(growths)
    change, now = (statements.slots[name] for name in relation.slots[1:])
    before = now.value - relation.sign * change.value
    decimals = len(now.text.partition(".")[2])
    return (now, grouped(f"{float(before):.{decimals}f}", now, statements)) if before > 0 else None


def _budget(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
    """The budget in the place of what was spent."""
    pairs = [
        (statements.slots[r.slots[1]], statements.slots[r.slots[2]])
        for r in statements.relations
        if isinstance(r, Compared)
    ]
    for name, slot in statements.slots.items():
        budget = statements.slots.get(name.removesuffix("actual") + "budget")
        if name.startswith("T11/") and name.endswith("actual") and budget and budget.text and slot.text:
            pairs.append((slot, budget))
    pairs = [pair for pair in pairs if pair[0].value != pair[1].value]
    if not pairs:
        return None
    actual, budget = dice.choice(pairs)
    return actual, budget.text


# Words, names, years


def _slots(statements: Statements, kind: str, begins: str = "", ends: str = "") -> list[Slot]:
    told = [s for s in statements.slots.values() if s.kind == kind and s.place]
    return [s for s in told if s.name.startswith(begins) and s.name.endswith(ends)]


def _direction(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
    words = _slots(statements, "word")
    if not words:
        return None
    slot = dice.choice(words)
    return slot, FLIPPED[slot.text]


def _listed(is_other_side: bool) -> Draw:
    """A name of a list: one whose amount prints 0.00, or one of the other side of the form."""

    def change(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
        lists = [r for r in statements.relations if isinstance(r, Listed)]
        if not lists:
            return None
        relation = dice.choice(lists)
        zeros = [name for name, amount in relation.amounts if not statements.slots[amount].value]
        names = sorted(relation.others) if is_other_side else zeros
        labels = _slots(statements, "name", "T08/", "/label")
        printed = ["".join(slot.text.split()) for slot in labels if folded(slot.text) in names]
        return (statements.slots[relation.slots[0]], dice.choice(printed)) if printed else None

    return change


def _year(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
    years = _slots(statements, "year")
    if not years:
        return None
    slot = dice.choice(years)
    return slot, str(int(slot.text) + dice.choice((1, -1)))


def _placeholder(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
    """What a template leaves in."""
    slots = [s for s in _slots(statements, "year") if not s.name.startswith("text")]
    slots += _slots(statements, "name", "T", "/department")
    if not slots:
        return None
    slot = dice.choice(slots)
    return slot, dice.choice(("202", "20XX", "××××")) if slot.kind == "year" else dice.choice(("XX局", "××部门"))


def _renamed(ends: str, begins: str) -> Draw:
    """Another name of the same kind, or one character changed."""

    def change(statements: Statements, dice: random.Random) -> tuple[Slot, str] | None:
        names = [s for s in _slots(statements, "name", begins, ends) if statements.of.get(s.name)]
        names = [s for s in names if not any(isinstance(r, Listed) for r in statements.of[s.name])]
        if not names:
            return None
        slot = dice.choice(names)
        room = slot.name.partition("/")[0]
        others = [s.text for s in names if s.name.startswith(room) and s.text != slot.text and "\n" not in s.text]
        if others and dice.random() < 0.5:
            return slot, dice.choice(others)
        place = dice.choice([n for n, letter in enumerate(slot.text) if "一" <= letter <= "鿿"])
        letter = "新" if slot.text[place] != "新" else "老"
        return slot, slot.text[:place] + letter + slot.text[place + 1 :]

    return change


KINDS: Mapping[str, Draw] = {
    "digit": _altered(_digit),
    "swapped": _altered(_swap, 2),
    "lost": _altered(_lost, 2),
    "doubled": _altered(_doubled),
    "ten times": _altered(_times(10)),
    "ten thousand times": _altered(_times(10_000)),
    "few units": _altered(_small),
    "point lost": _altered(_without_point),
    "sign": _negative,
    "neighbour": _neighbour,
    "whole": _whole,
    "last year": _last_year,
    "budget": _budget,
    "direction": _direction,
    "listed zero": _listed(False),
    "other side": _listed(True),
    "year": _year,
    "placeholder": _placeholder,
    "label": _renamed("/label", "T"),
    "department": _renamed("/department", "T"),
    "path": _renamed("", "text"),
}
"""What may be a contradiction; the oracle proves it or not."""

LAST: Mapping[str, Draw] = {"last digit": _altered(_last)}
"""What rounding explains, where the oracle finds that all stays possible."""
