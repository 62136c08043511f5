"""Unknown runs of characters that name something: the office itself, another one, an expenditure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from .. import codes, terms
from ..offices import is_authority, is_organisation
from .statements import REST
from .tokens import NUMBERS, Token
from .words import group, is_harmless_name, is_noun, is_whole

MARKS = ("comma", "mark", "semicolon", "colon", "stop", "open", "close")
_LEADING = ("ordinal", "year", "harmless", "own", "current", "scope", "versus", "each", "prior")
"""What may stand in a clause before the name of what it speaks of."""
_TELLING = ("budget", "actual", "completion", "comparison", "share", "versus", "alike", "colon", "up", "down", "flat", "reach", "each", "total", "signed", "over", "prior", "prior_year")
"""What may follow the name of what a clause speaks of, besides a number."""
_INSIDE = ("subject", "other", "item", "harmless")
_SAME_NAME = 0.85
"""Offices shorten and misspell their own name; a name this alike is the office itself."""
_NEAR_NAME = 0.5
"""A name before the year at the beginning of a sentence: it need not be as near."""
_ENDING = 2
_REMARK = re.compile(r"\([^()]*\)$")
"""What stands in brackets behind an office's name: （汇总）."""
_CODE = re.compile(r"\((2\d{4}(?:\d{2})?)\)")
_BRACKETED = 3
"""A code in brackets is three tokens."""
_GOVERNMENT = "人民政府"
_PIECE = 3
"""The beginning or the end of the office's name, cut off by a known word, has as many characters."""


def name_runs(tokens: Sequence[Token], department: str, form: str = "") -> list[Token]:
    """Tell what unknown runs name.

    The office's own name becomes `own`, that of another office `unit`. A run that stands where a
    clause names what it speaks of becomes `named`, together with the words that end it: 纳入专户
    管理的非税收入拨款支出 is one name, not the revenue that stands inside it. Behind the code of an
    item it is the row of that code. What is left stays `other`.
    """
    tokens = [_of_region(_of_kind(token, department), department) for token in tokens]
    tokens = _with_rests(_without_purposes(_without_glosses(_without_examples(_summed_names(tokens)))))
    told: list[Token] = []
    position = 0
    is_leading = True
    while position < len(tokens):
        token = tokens[position]
        if token.kind in MARKS or token.kind == "share":
            is_leading = token.kind != "close"
        elif token.kind == "other":
            if told and told[-1].kind == "own" and told[-1].end == token.start:
                end = _end_of_office(tokens, position)
                if end:
                    # 云溪县教育局实验学校 is another office
                    told[-1] = _joined([told[-1], *tokens[position:end]], "unit")
                    position = end
                    continue
            kind = _office(token, tokens[position + 1 : position + 2], department, is_leading)
            end = position + 1
            if not kind and is_leading:
                end = _end_of_name(tokens, position)
                kind = "named" if end else ""
            if kind:
                token = _joined(tokens[position : max(end, position + 1)], kind)
                if kind == "named" and form:
                    token = _of_code(told[-1:], token, form)
                position = max(end, position + 1) - 1
            is_leading = is_leading and kind == "own"
        elif token.kind not in _LEADING:
            is_leading = False
        told.append(token)
        position += 1
    return told


def _without_examples(tokens: Sequence[Token]) -> list[Token]:
    """基本工资、津贴补贴等人员经费: what stands before 等 are examples of what is named behind it."""
    plain = list(tokens)
    for place, token in enumerate(tokens[:-1]):
        is_before = token.text.endswith("等") and tokens[place + 1].kind == "subject"
        if token.kind != "other" or not is_before and not _is_last_example(tokens, place):
            continue
        first = place
        while first > 1 and tokens[first - 1].kind == "mark" and tokens[first - 2].kind in ("other", "subject"):
            first -= 2
        end = place + is_before
        plain[first:end] = [replace(one, kind="harmless") for one in tokens[first:end]]
    return plain


def _summed_names(tokens: Sequence[Token]) -> list[Token]:
    """因公出国（境）费、公务接待费、公务用车购置及运行费（“三公”经费）: the whole that the bracket names."""
    plain: list[Token] = []
    for place, token in enumerate(tokens):
        plain.append(token)
        kinds = [one.kind for one in tokens[place - 2 : place + 1]] if place > 1 else []
        if kinds != ["open", "subject", "close"] or not is_whole(tokens[place - 1].refs):
            continue
        first = len(plain) - 4
        while first > 1 and plain[first].kind == "subject" and plain[first - 1].text in group("parting") and plain[first - 2].kind == "subject":
            first -= 2
        if first >= 0 and first < len(plain) - 4 and plain[first].kind == "subject":
            plain[first:] = [plain[-2]]
    return plain


def _without_glosses(tokens: Sequence[Token]) -> list[Token]:
    """医疗收入（事业收入）800.00万元: the form's name in brackets behind the office's own is another name of the same."""
    plain: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind == "open" and any(token.kind == "other" for token in tokens[max(0, place - 2) : place]):
            name = place + 2 if tokens[place + 1 : place + 2] and tokens[place + 1].text in group("defining") else place + 1
            if [token.kind for token in tokens[name : name + 3]] == ["subject", "close", "money"]:
                place = name + 2
        if tokens[place].kind == "open" and plain and (end := _end_of_remark(tokens, place)):
            place = end
        plain.append(tokens[place])
        place += 1
    return plain


def _end_of_remark(tokens: Sequence[Token], position: int) -> int:
    """与2019年度（疫情前）30.00万元相比: the place behind a bracket without numbers between a year and its amount; 0 where there is none."""
    before = [token.kind for token in tokens[max(0, position - 2) : position] if token.kind != "harmless"]
    end = next((place for place in range(position, len(tokens)) if tokens[place].kind == "close"), 0)
    is_plain = not any(token.is_number for token in tokens[position:end])
    is_of_year = before[-1:] in (["year"], ["prior"], ["prior_year"], ["other_year"])
    return end + 1 if end and is_plain and is_of_year and end + 1 < len(tokens) and tokens[end + 1].kind == "money" else 0


def _is_last_example(tokens: Sequence[Token], position: int) -> bool:
    """学费、住宿费等教育收费: the last of the examples and what is named, in one run."""
    is_listed = position > 1 and tokens[position - 1].kind == "mark" and tokens[position - 2].kind in ("other", "subject")
    return is_listed and "等" in tokens[position].text[1:-1]


def _without_purposes(tokens: Sequence[Token]) -> list[Token]:
    """用于保障机关正常运转的日常支出: what it is for is the beginning of its name."""
    plain = list(tokens)
    for place, token in enumerate(tokens):
        if token.kind != "purpose":
            continue
        end = place + 1
        while end < len(tokens) and tokens[end].kind in ("other", "mark", "comma", "harmless", "own", "unit", "purpose"):
            end += 1
        if end < len(tokens) and tokens[end].text.endswith(group("named_by_purpose")):
            plain[place:end] = [replace(one, kind="harmless") for one in tokens[place:end]]
    return plain


def _with_rests(tokens: Sequence[Token]) -> list[Token]:
    """其余15.28万元为其他资金支出: one name, and behind its amount what it is; 其余 before anything else adds nothing."""
    plain: list[Token] = []
    place = 0
    while place < len(tokens):
        end = place
        while tokens[place].kind == "rest" and end + 1 < len(tokens) and tokens[end].kind in ("rest", "total", *_INSIDE):
            end += 1
        if end > place and (told := _behind_bracket(tokens, end)).kind in ("budget", "actual"):
            plain.append(replace(_joined(tokens[place:end], "named"), refs=(REST,)))  # 其余各类（…）年初预算共536.20万元
            place = end
            continue
        if end == place or tokens[end].kind != "money":
            plain.append(replace(tokens[place], kind="harmless") if tokens[place].kind == "rest" else tokens[place])
            place += 1
            continue
        plain += [replace(_joined(tokens[place:end], "named"), refs=(REST,)), tokens[end]]
        place = end + 1
        if place < len(tokens) and tokens[place].text in group("defining"):
            while place < len(tokens) and (tokens[place].kind == "mark" or tokens[place].kind not in (*MARKS, *NUMBERS)):
                plain.append(replace(tokens[place], kind="harmless"))
                place += 1
    return plain


def _behind_bracket(tokens: Sequence[Token], position: int) -> Token:
    """The token here, or behind the bracket that opens here."""
    end = position
    if tokens[end].kind == "open":
        while end + 1 < len(tokens) and tokens[end].kind != "close":
            end += 1
        end = min(end + 1, len(tokens) - 1)
    return tokens[end]


def _of_kind(token: Token, department: str) -> Token:
    """学校 is the office itself, unless that is an authority, which tells something of one."""
    if token.kind != "own_kind":
        return token
    own = _REMARK.sub("", terms.fold(department))
    is_another = is_authority(own) and token.text not in own
    return replace(token, kind="other" if is_another else "own")


def _of_region(token: Token, department: str) -> Token:
    """全区 is the office itself where that is the government of the district; else it is told of more than the office."""
    if token.kind != "region":
        return token
    own = _REMARK.sub("", terms.fold(department)).removesuffix(_GOVERNMENT)
    return replace(token, kind="own" if own.endswith(token.text[-1]) or not own else "unit")


def is_department(text: str, department: str) -> bool:
    """True for the office's name, its beginning or its end, or a misspelling of it.

    A word out of the middle is none: 教育 of 云溪县教育局 is what the office works on.
    """
    name, own = terms.fold(text), terms.fold(department)
    if not own or len(name) < _PIECE:
        return False
    if own.startswith(name) or own.endswith(name):
        return True
    return SequenceMatcher(None, name, own).ratio() >= _SAME_NAME


def _office(token: Token, after: Sequence[Token], department: str, is_leading: bool) -> str:
    if is_department(token.text, department):
        return "own"
    if not is_organisation(token.text):
        return ""
    own = terms.fold(department)
    if is_leading and after and after[0].kind in ("year", "prior_year", "other_year") and own:
        is_alike = token.text[-_ENDING:] == own[-_ENDING:]
        if is_alike and SequenceMatcher(None, token.text, own).ratio() >= _NEAR_NAME:
            return "own"
    return "unit"


def _end_of_office(tokens: Sequence[Token], position: int) -> int:
    """The place behind an office's name that begins with that of this office; 0 where there is none."""
    end = position + 1
    if end < len(tokens) and tokens[end].kind in ("own", "other") and tokens[end].start == tokens[position].end:
        end += 1
    text = "".join(token.text for token in tokens[position:end])
    return end if is_organisation(text) else 0


def _end_of_name(tokens: Sequence[Token], position: int) -> int:
    """The place behind a name that begins here; 0 where the run is none."""
    end = place = position + 1
    while place < len(tokens):
        if code_in_brackets(tokens, place):
            end = place = place + _BRACKETED
            continue
        if tokens[place].kind not in _INSIDE or tokens[place].text in group("linking"):
            break
        place += 1
        if tokens[place - 1].kind != "harmless" or _is_noun_word(tokens[place - 1]) or _ends_noun(tokens, position, place):
            end = place
    text = "".join(token.text for token in tokens[position:end])
    following = next((t for t in tokens[end:] if t.kind != "harmless"), None)
    if following is None:
        return 0
    is_told = following.is_number or following.kind in _TELLING
    if end > position + _BRACKETED and any(token.kind == "open" for token in tokens[position:end]):
        return end if is_told else 0
    if _is_coded(tokens, position) and following.kind != "other" or _is_listed(tokens, position, end):
        return end
    if position and tokens[position - 1].kind == "share" and following.kind == "percent":
        return end
    is_aspect = end == position + 1 and tokens[end].kind in ("budget", "actual")
    return end if is_told and (is_noun(text) or is_aspect or _is_title(tokens, position, end) or _has_share(tokens, end)) else 0


def code_in_brackets(tokens: Sequence[Token], position: int) -> str:
    """The code of an item or of a section that stands in brackets here: 行政运行（2130101）支出; empty where there is none."""
    kinds = [token.kind for token in tokens[position : position + _BRACKETED]]
    code = tokens[position + 1].text if kinds[:1] + kinds[2:] == ["open", "close"] else ""
    is_code = code.isdecimal() and code[:1] in codes.FIRST_DIGITS["function"] and len(code) in codes.LENGTHS["function"][1:]
    return code if is_code else ""


def _is_title(tokens: Sequence[Token], position: int, end: int) -> bool:
    """True for the words between the number or code of a paragraph and a colon or an amount.

    2080801死亡抚恤：支出决算412.60万元
    """
    is_numbered = position > 0 and tokens[position - 1].kind == "ordinal"
    return is_numbered and tokens[end].kind in ("colon", "money")


def _is_coded(tokens: Sequence[Token], position: int) -> bool:
    """True right behind the code of an item: 2080801死亡抚恤，年初预算4.00万元."""
    before = tokens[position - 1] if position else None
    return before is not None and before.kind == "ordinal" and codes.level("function", before.text) is not None


def _is_listed(tokens: Sequence[Token], position: int, end: int) -> bool:
    """True for what stands right before an amount in a list: 包括行政运行3.00万元、公路养护4.00万元."""
    before = [token.kind for token in tokens[max(0, position - 2) : position]]
    is_next = before[-1:] in (["comma"], ["semicolon"]) and before[0] in ("money", "percent", "close")
    text = "".join(token.text for token in tokens[position:end])
    is_first = before[-1:] == ["scope"] or before == ["scope", "colon"]
    return tokens[end].kind == "money" and (is_first or is_next) and is_harmless_name(text)


def _has_share(tokens: Sequence[Token], position: int) -> bool:
    """True where an amount and its share of a named whole follow: 雨露计划补助243.75万元，占项目支出的10.64%.

    What has both is one thing, whatever its name.
    """
    kinds = [token.kind for token in tokens[position : position + 4]]
    return kinds[:3] == ["money", "comma", "share"] and kinds[3:] in (["subject"], ["item"], ["named"])


def without_code(words: str) -> str:
    """A name without the code in brackets behind it."""
    return _CODE.sub("", words)


def _of_code(before: Sequence[Token], name: Token, form: str) -> Token:
    """What has the code of an item is the row of that code: 2080801死亡抚恤, 行政运行（2130101）支出."""
    inside = _CODE.search(name.text)
    code = inside[1] if inside else "".join(token.text for token in before if token.kind == "ordinal")
    is_code = code.isdecimal() and codes.level("function", code)
    return replace(name, names=(code, "", ""), refs=(), form=form) if is_code else name


def _is_noun_word(token: Token) -> bool:
    return token.kind == "harmless" and len(token.text) > 1 and is_noun(token.text)


def _ends_noun(tokens: Sequence[Token], position: int, end: int) -> bool:
    """True where a word that adds nothing is the end of a name: 疫情防控专项."""
    return is_noun("".join(token.text for token in tokens[end - 2 : end])) and end - 2 >= position


def _joined(tokens: Sequence[Token], kind: str) -> Token:
    text = "".join(token.text for token in tokens)
    refs = (f"told/{text}",) if kind == "named" else ()
    return replace(
        tokens[0], kind=kind, text=text, end=tokens[-1].end, refs=refs, others=(), names=(), form="",
        value="unknown" if kind == "unit" else "", is_head=False,
    )  # fmt: skip
