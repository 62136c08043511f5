"""Headings of the prose: which section a line opens (the titles are in `specs/sections.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import specs, terms

_YEAR = re.compile(r"(?:\d{3,5}|\d{0,2}[X×]{2,4})年度?")
_HIGH = ("第", "(", *"一二三四五六七八九十")
"""Ordinals of headings; 1. and 2. number what stands inside a section."""
_NOUNS = ("支出", "收入", "决算", "经费", "费用", "支出决算", "分类", "采购", "绩效", "结余")
_NO_PHRASE = re.compile(r"[,。;:!?]|[(][类款项][)]|\d$|\d[\d,.]*(?:万元|元|%|亿)")
_NO_TITLE = re.compile(_NO_PHRASE.pattern + "|、")
_SAYS = re.compile(_NO_TITLE.pattern + r"|(?:比|较|与|和|同|于)$")
"""What stands before the year of a sentence, never before that of a title: （3）公务接待费支出比2023年."""
_NOTHING = re.compile(r"(?:无|没有|未)[^,。;]*。$")
"""A sentence that there is nothing, which may end like a title: 某局2022年度无机关运行经费支出。"""
_REMARK = re.compile(r"\([^()]*\)$")
"""What a heading says of itself: （收入、支出合并说明）."""
_TOP = re.compile(r"[一二三四五六七八九十]{1,3}、")
_GOES_ON = re.compile(r"[中内],")
"""“三公”经费支出决算中，因公出国（境）费支出: a line that is the beginning of a sentence."""
_NO_HEADING = re.compile(r"\d[\d,.]*(?:万元|元|%|亿)|[。；;!?]")
_INNER_HEADING = re.compile(
    r"(?P<heading>(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3},)(?:[^,。;:]{2,32}?(?:情况|说明|情况说明)|关于[^\d,。;:]{2,16}))[。.:](?=.)"
)
_LED_HEADING = re.compile(r"(?P<heading>[一二三四五六七八九十]{1,3}、[^\d,。;:]{2,24})[:](?=.)")
_LED = re.compile(r"[一二三四五六七八九十]{1,3}、(?:\d{4}年度?)?(?P<lead>[^\d,。;:]{2,30})")
_INNER = re.compile(r"(?:\d{1,2}[.、]|\(\d{1,2}\)|[①-⑳])(?P<title>[^\d,。;:()]{2,14}?(?:情况|说明|情况说明|构成|结构|构成情况))[。.:](?=.)")


@dataclass(frozen=True)
class Section:
    """A heading of the prose."""

    id: str
    zh: str
    en: str
    titles: frozenset[str]
    needs_ordinal: bool = False


@cache
def sections() -> tuple[Section, ...]:
    """The sections that `specs/sections.toml` knows, in its order."""
    data = specs.load("sections.toml")
    return tuple(
        Section(
            entry["id"],
            entry["zh"],
            entry["en"],
            frozenset(_core(title) for title in entry["titles"]),
            entry.get("needs_ordinal", False),
        )
        for entry in data["section"]
    )


def section_of(heading: str, department: str = "") -> Section | None:
    """The section whose title a line is, None for any other line."""
    ordinal, rest = terms.split_ordinal(heading)
    if not ordinal or not rest or len(rest) > 60:
        return None
    core = _core(rest.rstrip("。.:"), department)
    for section in sections():
        if core in section.titles:
            return section
    return None


def inner_title(text: str, section: str) -> tuple[Section, int] | None:
    """The section that a title at the beginning of a paragraph opens, and where the title ends.

    2.收入情况。2024年度收入合计… stands in the summary of revenue and expenditure, and what follows
    is about revenue; (三)支出决算情况说明。2024年度… is a heading that goes on in its line. None where
    the paragraph begins with no such title, or it changes nothing.
    """
    heading = _INNER_HEADING.match(terms.plain(text)) or _LED_HEADING.match(terms.plain(text))
    if heading is not None:
        ordinal, rest = terms.split_ordinal(heading["heading"])
        found = _below(section, ordinal, rest, section_of(heading["heading"]) or _by_words(ordinal, rest))
        is_other = found is not None and found.id != section and not is_term(text, section, found)
        return (found, heading.end()) if found is not None and is_other else None
    inner = specs.load("sections.toml")["inner"]
    match = _INNER.match(terms.plain(text))
    if match is None or section.split(".")[0] not in inner["within"]:
        return None
    core = _core(match["title"])
    name = next((name for name, titles in inner.items() if name != "within" and core in titles), "")
    return (_by_id(name), match.end()) if name and name != section else None


def is_term(text: str, section: str, found: Section | None) -> bool:
    """True for a term that the glossary explains, which names a section before it: 十、“三公”经费：指…

    What a section says begins with a year or an amount, an explanation with neither.
    """
    _, colon, rest = terms.fold(text).partition(":")
    order = [one.id for one in sections()]
    is_before = found is not None and order.index(found.id) < order.index("glossary")
    return section == "glossary" and is_before and bool(colon) and not any(letter.isdigit() for letter in rest)


def without_money(title: str) -> str:
    """A title without the names of kinds of money in which 预算 is no budget of the office: 一般公共预算, 政府性基金预算."""
    for money in specs.load("sections.toml")["budgets"]["kinds_of_money"]:
        title = title.replace(money, "")
    return title


def led_section(text: str, section: str, is_led: bool) -> tuple[str, bool]:
    """The section of a paragraph that is numbered like one, but begins with a sentence.

    五、机关运行经费支出71.03万元，比上年… stands for a section of its own, which ends where the next
    numbered paragraph begins. Any other paragraph goes on with the section before it.

    Args:
        is_led: the section before was opened in this way.

    Returns:
        The section, and whether a sentence opened it.
    """
    data = specs.load("sections.toml")["headings"]
    plain = terms.plain(text)
    if section.split(".")[0] not in data["within"] or not _TOP.match(plain):
        return section, is_led
    match = _LED.match(plain)
    found = _by_words("", match["lead"]) if match is not None else None
    if found is not None and found.id in data["led"]:
        return found.id, True
    return (str(data["left"]), True) if is_led else (section, False)


def heading_of(line: str, department: str, section: str, is_alone: bool) -> Section | None:
    """The section that a line of prose opens, by its title or by the words of a heading.

    Args:
        section: the section in which the line stands.
        is_alone: the line stands between paragraphs, shorter than they are.
    """
    found = section_of(line, department)
    if is_term(line, section, found):
        return None
    data = specs.load("sections.toml")["headings"]
    ordinal, rest = terms.split_ordinal(line)
    if not ordinal and _NOTHING.search(terms.plain(line)):
        return found
    rest = _REMARK.sub("", rest.rstrip("。.:"))
    is_prose = section.split(".")[0] in data["within"]
    is_first = section.split(".")[0] in data["before"] and _TOP.match(ordinal) and any(word in rest for word in data["told"])
    if found is None and (is_prose or is_first):
        found = _keyed(ordinal, rest, is_alone and is_prose)
    return _below(section, ordinal, rest, found)


def _below(section: str, ordinal: str, rest: str, found: Section | None) -> Section | None:
    """（二）支出决算结构情况 below 五、一般公共预算财政拨款支出决算情况说明: of that money, though its own words are those of all expenditure."""
    own = section.split(".")[0]
    below = specs.load("sections.toml")["below"].get(own)
    if found is None or below is None or found.id != below["all"] or _TOP.match(ordinal):
        return found
    part = next((name for name, words in below["parts"].items() if any(word in rest for word in words)), "")
    return _by_id(f"{own}.{part}" if part else own)


def may_be_title(line: str, section: str) -> bool:
    """True for a line between paragraphs that is no sentence: a title without a section of its own."""
    ordinal, rest = terms.split_ordinal(line)
    data = specs.load("sections.toml")["headings"]
    is_prose = section.split(".")[0] in data["within"]
    is_titled = rest.endswith((*data["endings"], *_NOUNS)) or ordinal.startswith(_HIGH)
    return is_prose and 2 < len(rest) <= data["longest"] and is_titled and not _NO_TITLE.search(rest)


def hint_of(text: str, section: str) -> str:
    """The section that a paragraph is about, where no heading has told it; else its own."""
    data = specs.load("sections.toml")
    if section.split(".")[0] not in data["headings"]["untold"]:
        return section
    folded = terms.fold(text)
    found = [
        (folded.find(word), str(entry["section"]))
        for entry in data["hint"]
        for word in entry["words"]
        if word in folded and all(other in folded for other in entry.get("beside", ()))
    ]
    return min(found, key=lambda one: one[0])[1] if found else "general_summary"


def _keyed(ordinal: str, rest: str, is_alone: bool) -> Section | None:
    """A heading that no title is, by the words in it; a line that may be a sentence is none."""
    data = specs.load("sections.toml")
    form = data["headings"]
    if len(rest) > form["longest"] or _NO_HEADING.search(rest) or _GOES_ON.search(rest):
        return None
    is_titled = rest.endswith(tuple(form["endings"]))
    is_phrase = _TOP.match(ordinal) is not None and not _NO_PHRASE.search(rest) and not rest.endswith(tuple(form["forms"]))
    is_high = ordinal.startswith(_HIGH) and is_titled or is_phrase
    if not is_high and not (is_alone and not ordinal and (is_titled or rest.endswith(_NOUNS))):
        return None
    return _by_words(ordinal, rest)


def _by_words(ordinal: str, rest: str) -> Section | None:
    """The first section that has all words of one of its keys in a title."""
    for entry in specs.load("sections.toml")["keyed"]:
        is_other = any(word in rest for word in entry.get("not", ()))
        is_other = is_other or entry.get("is_top", False) and not _TOP.match(ordinal)
        if not is_other and any(all(word in rest for word in key) for key in entry["keys"]):
            return _by_id(entry["section"])
    return None


def _by_id(name: str) -> Section:
    return next(section for section in sections() if section.id == name)


def _core(title: str, department: str = "") -> str:
    folded = terms.fold(title)
    years = list(_YEAR.finditer(folded))
    if years and not _SAYS.search(folded[: years[-1].start()]):
        folded = folded[years[-1].end() :]
    if department:
        folded = folded.replace(terms.fold(department), "")
    for filler in specs.load("sections.toml")["fillers"]:
        folded = folded.replace(terms.fold(filler), "")
    return folded
