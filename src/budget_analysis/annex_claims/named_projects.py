"""Names of projects in the prose: where a sentence must name some, and which they are."""

from __future__ import annotations

import re
from functools import cache

from .. import terms
from ..terms import plain
from .project_names import names_in
from .prose import Clause, Passage, only_allowed
from .phrases import spec
from .known import Named, Names, World

_PIECE = re.compile(r"[“「](?:[^“”「」]|[“「][^“”「」]*[”」])*[”」]|(?:(?!以及)[^“”「」、及和与])+")
"""A text in quotation marks, which may hold others, or what stands between 、 and 和."""
_SHORTEST = 4
"""Letters; what is shorter than this is no name of a project."""


def find_names(passage: Passage, clause: Clause, world: World) -> Names:
    """The projects that a clause names.

    Known names are found wherever they stand. Where the sentence names projects by its form
    (组织对…1个项目开展了部门评价), what is left there is a name that nothing else has.
    """
    text = passage.text[clause.start : clause.end]
    known = [
        Named(name, text[start:end], clause.start + start, clause.start + end)
        for name, start, end in names_in(text, world.known)
    ]
    region = _region(plain(text))
    if region is None:
        return Names(tuple(known))
    low, high = (clause.start + end for end in region)
    inside = [name for name in known if low <= name.start < high]
    strangers = []
    start = low
    for end, following in [*((name.start, name.end) for name in inside), (high, high)]:
        strangers.extend(_strangers(passage.text, start, end, world))
        start = following
    has_others = terms.fold(passage.text[low:high]).endswith("等")
    return Names((*inside, *strangers), is_list=True, has_others=has_others)


def _region(flat: str) -> tuple[int, int] | None:
    for pattern in _patterns():
        match = pattern.search(flat)
        if match is not None:
            return match.span("names")
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in spec("names", "patterns"))


def _strangers(text: str, start: int, end: int, world: World) -> list[Named]:
    """What stands between known names and is itself a name, quoted or long enough for one."""
    found = []
    for piece in _PIECE.finditer(text, start, end):
        is_quoted = piece.group()[0] in "“「"
        word = re.sub(r"^\d{4}年度?", "", terms.fold(piece.group())).removesuffix("等")
        is_long = len(word) >= _SHORTEST and not only_allowed(word, [world.department])
        if word and (is_quoted or is_long):
            found.append(Named("", word, *piece.span(), is_quoted))
    return found
