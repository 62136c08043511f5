"""Chapters of an account that tell of one of its units alone: （一）市园林管理所, and what stands below that title.

Such a chapter is an account of its own, as is a numbered line that begins with a unit and a colon
(2、综合执法局：支出…): its numbers are held against each other, never against the forms or what the
text tells of all units together.
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
"""Units that the text must tell one by one; a single such title may be one of a list of names, unless it says that it is of units (下属单位情况)."""
_BEHIND_UNIT = re.compile(r"[:。]")
"""What parts a unit from its money on a line of its own: （一）局机关。收入…"""
_AMOUNT = re.compile(r"\d\s*(?:万元|亿元|元)")


def units_told(blocks: Sequence[Mapping[str, Any]], department: str) -> dict[int, str]:
    """The unit of each block that stands in a chapter of one, and of the title that opens it.

    Args:
        blocks: of the frame `blocks`, in order.
        department: the account's own name, which opens no such chapter.
    """
    found: dict[int, str] = {}
    unit, opened, line = "", 0, None
    told: set[str] = set()
    for block in blocks:
        text = terms.plain(str(block["text"]))
        ordinal, name = terms.split_ordinal(text)
        rank = next((place for place, style in enumerate(_RANKS) if ordinal and style.match(ordinal)), None)
        is_title = bool(block["heading"]) or rank is not None and _is_title(name)
        is_beside = bool(unit) and rank == opened and _is_title(name) and bool(own := _unit_in(name)) and not any(word in own for word in group("no_units"))
        if is_title and (rank is None or rank <= opened) or name.startswith(group("sums_of_units")):
            unit = ""
        if rank is not None and (is_beside or _is_unit(name, department) or _is_of_units_below(name)):
            unit, opened = _unit_in(name), rank
        alone = _unit_of_line(ordinal, name, rank is not None and line == rank)
        line = rank if alone else None
        if own := alone or unit:
            found[int(block["block"])] = own
            told |= {own} if not is_title and _AMOUNT.search(text) else set()
    told = told if len(told) >= _FEWEST else {name for name in told if _is_of_units_below(name)}
    return {number: name for number, name in found.items() if name in told}


def _is_title(name: str) -> bool:
    """True for words that tell nothing more than what follows is about."""
    return 0 < len(name) <= _LONGEST and not re.search(r"[\d,。;:]", name)


def _unit_of_line(ordinal: str, name: str, is_beside: bool) -> str:
    """The unit that a numbered line names before a colon or a stop (or 机关 right before what it got and spent), where it tells amounts and no shares of what others spent; else empty.

    The office itself is one of them where it is told beside its units.

    Args:
        is_beside: the line before it is of a unit, and numbered alike.
    """
    own_level = re.match(rf".?(?:{'|'.join(group('own_level'))})(?={'|'.join(group('sides'))}|本年)", name)
    stop = _BEHIND_UNIT.search(name)
    lead, rest = (own_level[0], name[own_level.end() :]) if own_level else (name[: stop.start()], name[stop.end() :]) if stop else (name, "")
    is_its_own = bool(ordinal) and _AMOUNT.search(rest) is not None and not any(word in rest for word in group("as_part"))
    is_one = own_level is not None or _is_unit(lead, "") or is_beside and stop is not None and stop.group() == ":" and _is_title(lead) and not any(word in lead for word in group("no_units"))
    return lead if is_its_own and is_one else ""


def _is_of_units_below(name: str) -> bool:
    """下属单位情况: the money of units below the office, which it does not name."""
    return _is_title(name) and name.startswith(group("titles_of_units")) and not any(word in name for word in group("summaries"))


def _unit_in(name: str) -> str:
    """县民政局（本级）, 园林绿化中心支出情况: the unit, without what its chapter tells of it."""
    if name.endswith(tuple(f"({word})" for word in group("own_level"))):
        return name
    return re.sub(r"\([^()]*\)$", "", next((name.removesuffix(word) for word in group("told_of_units") if name.endswith(word)), name))


def _is_unit(name: str, department: str) -> bool:
    """True for what ends like the name of a unit, or of the office without its units (局本级)."""
    unit = _unit_in(name)
    is_own_level = unit.removesuffix("情况").strip(")").endswith(group("own_level"))
    return _is_title(name) and (is_own_level or offices.is_organisation(unit) and unit != terms.fold(department))
