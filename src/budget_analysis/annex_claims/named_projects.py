"""Names of projects in the prose: where a sentence must name some, and which they are."""

from __future__ import annotations

import re

from .. import terms
from ..terms import plain
from .known import Named, Names, World
from .phrases import only_allowed, spec
from .project_names import names_in
from .prose import Clause

_PIECE = re.compile(r"[“「](?:[^“”「」]|[“「][^“”「」]*[”」])*[”」]|(?:(?!以及)[^“”「」、及和与])+")
"""A text in quotation marks, which may hold others, or what stands between 、 and 和."""
_SHORTEST = 4
"""Letters; what is shorter than this is no name of a project."""


def find_names(clause: Clause, world: World) -> Names:
    """The projects that a clause names.

    Known names are found wherever they stand. Where the sentence names projects by its form
    (组织对…1个项目开展了部门评价), what is left there is a name that nothing else has.
    """
    text = clause.printed
    known = [Named(name, text[start:end], start, end) for name, start, end in names_in(text, world.known)]
    flat = plain(text)
    found = (match for pattern in spec("names", "patterns") if (match := re.search(pattern, flat)))
    region = next(found, None)
    if region is None:
        return Names(tuple(known))
    start, high = region.span("names")
    inside = [name for name in known if start <= name.start < high]
    strangers = []
    for end, following in [*((name.start, name.end) for name in inside), (high, high)]:
        strangers.extend(_strangers(text, start, end, world))
        start = following
    has_others = terms.fold(region["names"]).endswith("等")
    return Names((*inside, *strangers), is_list=True, has_others=has_others)


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
