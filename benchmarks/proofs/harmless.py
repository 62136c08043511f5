"""Changes that state nothing else: nobody may be alarmed by them."""

from __future__ import annotations

import random
import re
from typing import Any

from .changes import Slip
from .oracle import Statements
from .slots import Place

REASON = re.compile(r"主要(?:变动)?原因[是：:]([一-鿿]{3,24})(?=[。，；])")
_LOADED = re.compile("[无不未没增减加升降长多少大小高低同持平零全收支预决]")
TRIPS = re.compile(r"团组\s*(\d+)\s*个[，、]\s*累计\s*(\d+)\s*人")
MONEY = re.compile(r"(?<![\d.,])(\d{4,}\.\d\d|\d{1,3}(?:,\d{3})+\.\d\d)(?=\s*万元)")
BARE = re.compile(r"(?<![\d.,])(\d[\d,]*\.\d\d)(?=万元)")


def harmless(kind: str, reading: Any, statements: Statements, dice: random.Random) -> Slip | None:
    """A change that states nothing else: other reasons, another way to write the same number."""
    patterns = {"reason": REASON, "trips": TRIPS, "separator": MONEY, "spacing": BARE, "width": BARE}
    group = 2 if kind == "trips" else 1
    places = [
        Place(n, -1, *found.span(group))
        for n, line in enumerate(reading.lines)
        for found in patterns[kind].finditer(line.text)
        if kind != "reason" or not _LOADED.search(found[1])
    ]
    if kind == "separator" and dice.random() < 0.6:
        cells = [s for s in statements.slots.values() if s.kind == "money" and s.value >= 1000 and s.place]
        places = [s.place for s in cells if s.place and s.scale == 1 and not s.name.startswith("text")] or places
    if not places:
        return None
    place = dice.choice(places)
    lines, grids = reading.lines, reading.grids
    text = lines[place.item].text if place.cell < 0 else grids[place.item].cells[place.cell].text
    old = text[place.start : place.end]
    new = _otherwise(kind, old, dice)
    return Slip(kind, place, old, new) if new != old else None


def _otherwise(kind: str, old: str, dice: random.Random) -> str:
    """The same said in another way; other reasons, one traveller more."""
    if kind == "reason":
        return dice.choice(REASONS)
    if kind == "trips":
        return str(int(old) + 1) if int(old) else old
    if kind == "spacing":
        return f" {old} "
    if kind == "width":
        return old[:-1] + chr(ord(old[-1]) + 0xFEE0)
    whole, _, decimals = old.partition(".")
    return old.replace(",", "") if "," in old else f"{int(whole):,}.{decimals}"


REASONS = ("按实际工作需要安排", "根据工作计划开展相关工作", "工作任务调整")
HARMLESS = ("reason", "trips", "separator", "spacing", "width")
