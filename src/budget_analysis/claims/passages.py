"""The prose of an account, block by block, to the statements of its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from .. import terms
from ..locate import hint_of
from ..sentences import Setting, Token, Topic, Word, read_block, tokenize, with_unit
from ..sentences.clauses import of_heading
from ..sentences.counting import BEHIND_WHOLE, are_sorts
from ..sentences.stating import of_another
from ..sentences.statements import Statement
from ..sentences.words import group
from .budget_titles import planned, under_title

SECTIONS = (
    "front",
    "narrative",
    "other_matters",
    "general_summary",
    "revenue",
    "expenditure",
    "appropriation_summary",
    "general_public",
    "basic",
    "gov_funds",
    "state_capital",
    "three_public",
    "agency_operating",
    "procurement",
    "state_assets",
)
"""The sections whose sentences are read."""
COUNTED = ("overview", "units")
"""The sections of which only the counts are read: how many posts and people an office has, and how many of each sort."""

_YEAR = re.compile(r"((?:19|20)\d{2})年")
_MONEY_UNIT = "万元|千元|元|亿元"
_UNIT_ONCE = re.compile(rf"(?:单位(?::|[^,。;:]{{0,10}}?为)\s*|以(?=(?:{_MONEY_UNIT})为(?:[^,。;:]{{0,4}})单位)|\((?=(?:{_MONEY_UNIT})\)))({_MONEY_UNIT})")
"""单位：万元, 金额单位除注明外均为万元, 以万元为单位; 按科目列示（万元）."""
_WITHOUT_UNIT = re.compile(r"(?<![\d.])[\d,]+\.\d\d(?![\d%]|\s*(?:万|千|亿|元|个|百))")
_WITH_UNIT = re.compile(r"\d\s*(?:万元|千元|亿元|元)")
_FEWEST_BARE, _FAR_FEWER = 5, 5


def _is_read(block: Mapping[str, Any]) -> bool:
    return not block["heading"] and str(block["section"]).split(".")[0] in (*SECTIONS, *COUNTED)


def read_passages(
    blocks: Sequence[Mapping[str, Any]],
    names: Sequence[Word],
    department: str,
    fiscal_year: int | None,
    chapters: Mapping[int, str],
) -> list[Statement]:
    """The statements of all blocks that are read.

    A heading ends what has been said before; what stands between two headings belongs together.

    Args:
        chapters: by block, the unit whose chapter it stands in: there its name is that of the office itself.
    """
    statements: list[Statement] = []
    topic: Topic | None = None
    unit = _unit_of(blocks)
    under = local = titled = ""
    known: set[str] = set()
    for block in blocks:
        section = hint_of(str(block["text"]), str(block["section"]))
        under = under_title(str(block["text"]), under)
        titled = _year_of_title(block, titled)
        told = set(_UNIT_ONCE.findall(terms.plain(str(block["text"]))))
        local = told.pop() if len(told) == 1 else "" if told or block["heading"] else local
        chapter = chapters.get(int(block["block"]), "")
        names_here = [*(one for one in names if one.text != chapter), Word(chapter, "own")] if chapter else names
        if not _is_read(block) or chapter and not _tells(block):
            topic = of_heading(tokenize(str(block["text"]), section, names), section) if block["heading"] else None
            continue
        tokens = tokenize(str(block["text"]), section, names_here)
        here = unit or _unit_here(str(block["text"]), local)
        tokens = with_unit(tokens, here) if here else tokens
        setting = Setting(int(block["block"]), section, chapter or department, fiscal_year, frozenset(known))
        found, after = read_once(tokens, setting, topic)
        if section.split(".")[0] in COUNTED:
            statements.extend(_posts(found))
            continue
        if (new := _names_told(found) - known) and any(terms.plain(str(block["text"])).count(name) > 1 for name in new):
            found, after = read_once(tokens, replace(setting, names=frozenset(known | new)), topic)
        known |= new
        topic = after
        found, under = planned(_under_year(found, titled, fiscal_year), str(block["text"]), under)
        own = of_another(chapter)  # （一）局机关。收入…: in its own chapter it is no other
        statements.extend(replace(one, doubt="") if own and one.doubt == own else one for one in found)
    return statements


def _posts(found: Sequence[Statement]) -> list[Statement]:
    """在职人员44人，其中：行政人员29人，工勤人员3人，事业人员12人: counts whose parts are sorts of which nobody is in two.

    What an office says of itself otherwise (villages, people in need) may be told in sorts that overlap.
    """
    counts: dict[tuple[int, int, str], list[Statement]] = {}
    for one in found:
        if one.kind == "count":
            counts.setdefault((*one.told_in, one.unit), []).append(one)
    kept = []
    for said in counts.values():
        wholes = [place for place, one in enumerate(said) if one.within is None]
        for begin, end in pairwise([*wholes, len(said)]):
            whole, *parts = said[begin:end]
            is_alone = len(wholes) == 1 or parts[:1] != [] and parts[0].within in BEHIND_WHOLE
            lists = [[one.named for one in parts if one.within == within] for within in dict.fromkeys(one.within for one in parts)]
            kept += [whole, *parts] if is_alone and all(map(are_sorts, lists)) else []
    return kept


def read_once(tokens: Sequence[Token], setting: Setting, carried: Topic | None) -> tuple[list[Statement], Topic]:
    """As `read_block`; an account that is read again, with another cell or word, has most blocks as they were."""
    found, topic = _read_once(tuple(tokens), setting, carried)
    return [*found], topic


@lru_cache(maxsize=256)
def _read_once(tokens: tuple[Token, ...], setting: Setting, carried: Topic | None) -> tuple[tuple[Statement, ...], Topic]:
    found, topic = read_block(tokens, setting, carried)
    return tuple(found), topic


def _tells(block: Mapping[str, Any]) -> bool:
    """False for the title of a unit's chapter."""
    return re.search(r"\d", terms.plain(str(block["text"]))) is not None


def _year_of_title(block: Mapping[str, Any], before: str) -> str:
    """The year of the last title that tells one."""
    found = _YEAR.search(terms.plain(str(block["text"]))) if block["heading"] else None
    return found[1] if found else before


def _under_year(said: Sequence[Statement], titled: str, fiscal_year: int | None) -> list[Statement]:
    """二、2022年度对比情况 in the account of 2023: years are compared with that one below it."""
    is_another = bool(titled) and fiscal_year is not None and titled != str(fiscal_year)
    doubt = f"it stands below a title of {titled}"
    return [replace(one, doubt=one.doubt or doubt) if is_another and one.kind == "period" and one.direction != "own" else one for one in said]


def _names_told(said: Sequence[Statement]) -> set[str]:
    """Names that no word list knows and of which an amount is told for certain."""
    return {
        one.subject.words for one in said
        if one.kind == "amount" and not one.doubt and one.subject.refs == (f"told/{one.subject.words}",) and len(one.subject.words) > 1
    }  # fmt: skip


def _unit_of(blocks: Sequence[Mapping[str, Any]]) -> str:
    """The unit that the page tells once (单位：万元), where hardly a number of its text has one of its own."""
    told = [match[1] for block in blocks for match in _UNIT_ONCE.finditer(terms.plain(str(block["text"])))]
    if len(set(told)) != 1:
        return ""
    # the lines of annexes are cells of tables, whose numbers never have a unit
    texts = [terms.plain(str(block["text"])) for block in blocks if _is_read(block)]
    bare, own = (sum(len(pattern.findall(text)) for text in texts) for pattern in (_WITHOUT_UNIT, _WITH_UNIT))
    return told[0] if bare > _FEWEST_BARE and own * _FAR_FEWER < bare else ""


def _unit_here(text: str, local: str) -> str:
    """The unit that a title above has told (具体情况（单位：万元）), in a paragraph whose numbers have none of their own."""
    plain = _UNIT_ONCE.sub("", terms.plain(text))
    is_bare = len(_WITHOUT_UNIT.findall(plain)) > 1 and not _WITH_UNIT.search(plain)
    return local if is_bare else ""
