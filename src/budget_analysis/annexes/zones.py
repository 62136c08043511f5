"""Which lines belong to which annex: each begins at its title and ends at the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .. import specs, terms
from ..locate import section_of
from ..reading import Line

KINDS = ("project_list", "self_evaluation", "evaluation_report", "scoring")
_NUMBERED = re.compile(r"^(?:附件|附表|附)[一二三四五六七八九十\d]*[:.、]?")
_SENTENCE = re.compile(r"[，。：；、？！,:;?!]")
_LONGEST_TITLE = 50
"""Year, a long department and the title itself."""


@dataclass(frozen=True)
class Zone:
    """One annex: its kind, its title as printed, the lines below it."""

    kind: str
    title: Line
    lines: tuple[Line, ...]


def find_zones(lines: Sequence[Line]) -> list[Zone]:
    """The annexes in order; a title below which nothing stands gives an empty zone."""
    ends = frozenset(specs.load("annexes.toml")["zone_ends"])
    found: list[Zone] = []
    title: Line | None = None
    kind = ""
    inside: list[Line] = []
    for line in lines:
        begins = kind_of_title(line.text)
        section = section_of(line.text)
        if not begins and (section is None or section.id not in ends):
            inside.append(line)
            continue
        if title is not None:
            found.append(Zone(kind, title, tuple(inside)))
        title, kind, inside = (line, begins, []) if begins else (None, "", [])
    if title is not None:
        found.append(Zone(kind, title, tuple(inside)))
    return found


def kind_of_title(text: str) -> str:
    """The annex that a line is the title of, empty for any other line.

    Year and department may stand before the title, an ordinal or 附件2 before those.
    """
    _, folded = terms.split_ordinal(_NUMBERED.sub("", terms.fold(text)))
    if len(folded) > _LONGEST_TITLE or _SENTENCE.search(folded):
        return ""
    for title, kind in _titles():
        if folded.endswith(title):
            return kind
    return ""


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    """Folded titles, longest first, with their kind."""
    data = specs.load("annexes.toml")
    pairs = [(terms.fold(title), kind) for kind in KINDS for title in data[kind]["titles"]]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))
