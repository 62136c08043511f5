"""Forms that draw forms: how many drawings of a page one of them stands for.

A form that draws itself twice, or forty forms that each draw the next one twice, fill any memory
as soon as an engine opens the page. So the draws are counted in the bytes of the file before any
engine sees it, as far as they can be read without one; what is hidden there (encrypted files,
rare filters) is left to the limits of the process.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from ...limits import MOST_FORM_DRAWS

_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b(.*?)(?=\bendobj\b|\d+\s+\d+\s+obj\b|\Z)", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n(.*)", re.DOTALL)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d+)")
_INDIRECT = re.compile(rb"/(?:Resources|XObject)\s+(\d+)\s+\d+\s+R")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(\d+)\s+\d+\s+R")
_DRAW = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_MOST_UNPACKED = 20_000_000


@dataclass(frozen=True)
class _Object:
    """One object: its dictionary, and what its stream holds."""

    entries: bytes
    content: bytes = b""


def too_many_draws(content: bytes) -> int | None:
    """The number of the object of a form that draws more than any page, None where none does."""
    if not _FORM.search(content):
        return None
    objects = _objects(content)
    forms = {number: each for number, each in objects.items() if _FORM.search(each.entries)}
    everywhere = _named(b"".join(each.entries for each in objects.values()), forms)
    draws = {number: _drawn(each, objects, forms, everywhere) for number, each in forms.items()}
    counts: dict[int, int] = {}
    for number in forms:
        if _count(number, draws, counts) > MOST_FORM_DRAWS:
            return number
    return None


def _count(start: int, draws: Mapping[int, list[int]], counts: dict[int, int]) -> int:
    """How many drawings a form stands for; more than the limit where it comes back to itself."""
    waiting, within = [start], set()
    while waiting:
        number = waiting[-1]
        missing = [other for other in draws[number] if other not in counts]
        if not missing:
            if number not in counts:
                whole = 1 + sum(counts[other] for other in draws[number])
                counts[number] = min(whole, MOST_FORM_DRAWS + 1)
            within.discard(waiting.pop())
            continue
        within.add(number)
        for other in missing:
            if other in within:
                counts[other] = MOST_FORM_DRAWS + 1
            else:
                waiting.append(other)
    return counts[start]


def _objects(content: bytes) -> dict[int, _Object]:
    """The objects of the file by number, those packed into streams too."""
    found: dict[int, _Object] = {}
    packed: list[_Object] = []
    for match in _OBJECT.finditer(content):
        stream = _STREAM.search(match[2])
        entries = match[2][: stream.start()] if stream else match[2]
        is_read = stream and (_FORM.search(entries) or _PACKED.search(entries))
        each = _Object(entries, _unpacked(entries, stream[1]) if stream and is_read else b"")
        found[int(match[1])] = each
        if _PACKED.search(entries):
            packed.append(each)
    for each in packed:
        first = _FIRST.search(each.entries)
        start = int(first[1]) if first else 0
        numbers = [int(word) for word in each.content[:start].split() if word.isdigit()]
        places = [*numbers[1::2], len(each.content)]
        for number, begin, end in zip(numbers[::2], places, places[1:], strict=False):
            found.setdefault(number, _Object(each.content[start + begin : start + end]))
    return found


def _unpacked(entries: bytes, data: bytes) -> bytes:
    if b"/FlateDecode" not in entries and b"/Fl" not in entries:
        return data
    try:
        return zlib.decompressobj().decompress(data, _MOST_UNPACKED)
    except zlib.error:
        return b""


def _named(entries: bytes, forms: Mapping[int, _Object]) -> dict[bytes, set[int]]:
    """The forms that a dictionary names."""
    found: dict[bytes, set[int]] = {}
    for name, number in _NAMED.findall(entries):
        if int(number) in forms:
            found.setdefault(name, set()).add(int(number))
    return found


def _drawn(
    form: _Object,
    objects: Mapping[int, _Object],
    forms: Mapping[int, _Object],
    everywhere: Mapping[bytes, set[int]],
) -> list[int]:
    """The forms that a form draws, as often as it draws them."""
    entries = form.entries
    for _ in range(2):  # its resources, and their list of forms
        for number in _INDIRECT.findall(entries):
            other = objects.get(int(number))
            entries += other.entries if other and other.entries not in entries else b""
    # a form without resources of its own uses those of the page
    names = _named(entries, forms) if b"/Resources" in entries else everywhere
    return [number for name in _DRAW.findall(form.content) for number in names.get(name, ())]
