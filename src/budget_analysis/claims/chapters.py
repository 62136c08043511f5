"""Chapters of an account that tell of one of its units alone: （一）市园林管理所, and what stands below that title.

Such a chapter is an account of its own: its numbers are held against each other, never against the
forms or what the text tells of all units together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .. import offices, terms
from ..sentences.words import group

_RANKS = tuple(map(re.compile, (r"第.+部分|第.+章", r"第.+节", r"[一二三四五六七八九十]+[、.,]", r"\([一二三四五六七八九十]+\)", r"\d{1,2}(?:[、.]|$)", r"\(\d{1,2}\)")))
"""The numbers of titles, from those of the whole text down."""
_LONGEST = 20
"""Characters of a title that only names a unit."""
_FEWEST = 2
"""Units that the text must tell one by one; a single such title may be one of a list of names."""
_AMOUNT = re.compile(r"\d\s*(?:万元|亿元|元)")


def units_told(blocks: Sequence[Mapping[str, Any]], department: str) -> dict[int, str]:
    """The unit of each block that stands in a chapter of one, and of the title that opens it.

    Args:
        blocks: of the frame `blocks`, in order.
        department: the account's own name, which opens no such chapter.
    """
    found: dict[int, str] = {}
    unit, opened = "", 0
    told: set[str] = set()
    for block in blocks:
        ordinal, name = terms.split_ordinal(str(block["text"]))
        rank = next((place for place, style in enumerate(_RANKS) if ordinal and style.match(ordinal)), None)
        if block["heading"] and (rank is None or rank <= opened):
            unit = ""
        if rank is not None and _is_unit(name, department):
            unit, opened = name, rank
        if unit:
            found[int(block["block"])] = unit
            told |= {unit} if not block["heading"] and _AMOUNT.search(terms.plain(str(block["text"]))) else set()
    return {number: name for number, name in found.items() if name in told} if len(told) >= _FEWEST else {}


def _is_unit(name: str, department: str) -> bool:
    """True for what ends like the name of a unit, or of the office without its units (局本级), and tells nothing more."""
    is_plain = 0 < len(name) <= _LONGEST and not re.search(r"[\d,。;:]", name)
    is_own_level = name.endswith(group("own_level"))
    return is_plain and (is_own_level or offices.is_organisation(name) and name != terms.fold(department))
