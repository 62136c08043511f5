"""Unknown runs of characters that name something: the office itself, another one, an expenditure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from .. import codes, terms
from ..offices import is_authority, is_organisation, is_place, is_short_name
from .glosses import INSIDE, OF_WHICH, joined, split, with_names
from .side_by_side import with_names_apart
from .tokens import MARKS, YEARS, Token
from .walks import find, first_but, kinds_before, kinds_of, text_of, token_at
from .words import group, is_harmless_name, is_noun

_LEADING = ("ordinal", "point", "year", "harmless", "own", "current", "scope", "versus", "each", "prior")
"""What may stand in a clause before the name of what it speaks of."""
_TELLING = ("budget", "actual", "completion", "comparison", "share", "versus", "alike", "colon", "up", "down", "flat", "reach", "each", "total", "signed", "over", "prior", "prior_year")
"""What may follow the name of what a clause speaks of, besides a number."""
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
_EXPENDITURE = "支出"
_PIECES = 4
"""Tokens of a name at most."""
_TITLE = 3
"""A title is no shorter: 备注 and 其一 are none."""


def name_runs(tokens: Sequence[Token], department: str, form: str = "", known: Collection[str] = ()) -> list[Token]:
    """Tell what unknown runs name.

    The office's own name becomes `own`, that of another office `unit`. A run that stands where a
    clause names what it speaks of becomes `named`, together with the words that end it: 纳入专户
    管理的非税收入拨款支出 is one name, not the revenue that stands inside it. Behind the code of an
    item it is the row of that code. What is left stays `other`.

    Args:
        known: names that the text has told an amount of before.
    """
    tokens = with_names_apart(tokens, form)
    tokens = with_names(_with_whole_names([_of_region(_of_kind(token, department), department) for token in split(tokens)]))
    tokens = _told_before(tokens, known) if known else tokens
    told: list[Token] = []
    position = 0
    is_leading = True
    while position < len(tokens):
        token = tokens[position]
        if end := _end_of_item(tokens, position):
            item = text_of(tokens[position + 1 : end]).removesuffix(_EXPENDITURE)
            token = replace(joined(tokens[position:end], "item"), names=(*token.names[:2], item), form=token.form)
            position, is_leading = end - 1, False
        elif token.kind == "unit" and told and told[-1].kind == "share" and token_at(tokens, position + 1).is_head:
            token = joined(tokens[position : position + 2], "named")  # 占本级支出1714.21万元的19.61%: a whole by its owner, and not what the sentence speaks of
            position, is_leading = position + 1, False
        elif token.kind in MARKS or token.kind == "share":
            is_leading = token.kind != "close"
        elif token.kind == "other":
            if told and told[-1].kind == "own" and told[-1].end == token.start:
                end = _end_of_office(tokens, position)
                if end:
                    # 云溪县教育局实验学校 is another office
                    told[-1] = joined([told[-1], *tokens[position:end]], "unit")
                    position = end
                    continue
            if _stands_in_place(tokens, position, department):
                token = joined(tokens[position : position + 2], "own")  # 某省某市林业局 of 某市林业局
                told.append(token)
                position += 2
                continue
            kind = _office(token, token_at(tokens, position + 1), department, is_leading)
            end = position + 1
            if is_leading and (not kind or kind == "unit" and _goes_on(tokens, position)):
                end = _end_of_name(tokens, position)
                kind = "named" if end else kind
            if kind:
                token = joined(tokens[position : max(end, position + 1)], kind)
                if kind == "named" and form:
                    token = _of_code(told[-1:], token, form)
                position = max(end, position + 1) - 1
            is_leading = is_leading and kind == "own"
        elif token.kind == "funded" and is_leading and token_at(tokens, position + 1).kind == "other" and (end := _end_of_name(tokens, position)):
            token = joined(tokens[position:end], "named")  # 一般公共预算安排的会议费支出
            position, is_leading = end - 1, False
        elif token.kind not in _LEADING:
            is_leading = False
        elif token.text == OF_WHICH and told and told[-1].is_name:
            is_leading = True  # 事业收入中医疗收入
        elif token.text in group("joining") and told and told[-1].kind == "money":
            is_leading = True  # 由区财政拨款80.00万元和省级专项20.00万元组成
        told.append(token)
        position += 1
    return told


def _end_of_item(tokens: Sequence[Token], position: int) -> int:
    """文物支出（款）文物保护支出391.24万元: the place behind the name of an item that has no mark of its own, right behind its section; 0 where there is none."""
    token, end = tokens[position], position + 1
    if token.kind != "item" or not token.text.endswith("(款)"):
        return 0
    while end < len(tokens) and tokens[end].start == tokens[end - 1].end and (tokens[end].kind in ("other", "item", "unit") or end > position + 1 and tokens[end].is_head):
        end += 1
    return end if end > position + 1 and token_at(tokens, end).kind in ("money", "budget", "comma", "stop") else 0


def _told_before(tokens: Sequence[Token], known: Collection[str]) -> list[Token]:
    """拨款收入同比增加81.48万元, of which the text has told an amount before: one name, where it begins a clause."""
    plain: list[Token] = []
    position = 0
    while position < len(tokens):
        end = position
        if not plain or plain[-1].kind in (*MARKS, *_LEADING):
            ends = [place for place in range(position + 1, min(position + _PIECES, len(tokens)) + 1) if all(one.kind in INSIDE for one in tokens[position:place])]
            end = next((place for place in reversed(ends) if text_of(tokens[position:place]) in known), position)
        if end > position and any(one.kind == "other" for one in tokens[position:end]):
            plain.append(joined(tokens[position:end], "named"))
            position = end
            continue
        plain.append(tokens[position])
        position += 1
    return plain


def _of_kind(token: Token, department: str) -> Token:
    """学校 is the office itself, unless that is an authority, which tells something of one."""
    if token.kind != "own_kind":
        return token
    own = _REMARK.sub("", terms.fold(department))
    is_another = is_authority(own) and token.text not in own
    return replace(token, kind="other" if is_another else "own")


def _with_whole_names(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, in which the name of another office is one run: 市 | 文化馆."""
    whole: list[Token] = []
    for token in tokens:
        is_end = bool(whole) and whole[-1].kind == token.kind == "other" and whole[-1].end == token.start
        if is_end and is_organisation(whole[-1].text + token.text):
            whole[-1] = joined([whole[-1], token], "other")
        else:
            whole.append(token)
    return whole


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
    if own.startswith(name) or own.endswith(name) or own.removesuffix(_GOVERNMENT).endswith(name) or name.endswith(own) and len(own) > _PIECE:
        return True
    return is_short_name(name, own) or SequenceMatcher(None, name, own).ratio() >= _SAME_NAME


def _office(token: Token, after: Token, department: str, is_leading: bool) -> str:
    if is_department(token.text, department):
        return "own"
    if not is_organisation(token.text):
        return ""
    own = terms.fold(department)
    if is_leading and own.endswith(token.text):
        return "own"  # 协会收入总计…: the last word of the office's own name
    if is_leading and after.kind in YEARS and own:
        is_alike = token.text[-_ENDING:] == own[-_ENDING:]
        if is_alike and SequenceMatcher(None, token.text, own).ratio() >= _NEAR_NAME:
            return "own"
    return "unit"


def _stands_in_place(tokens: Sequence[Token], position: int, department: str) -> bool:
    """True for the name of a place right before the office's own name."""
    own = token_at(tokens, position + 1)
    if own.kind != "own" or own.start != tokens[position].end:
        return False
    is_place_of_it = is_department(own.text, department) and is_place(tokens[position].text)
    return is_place_of_it or terms.fold(department).endswith(tokens[position].text + own.text)  # 河西区人民 and 检察院


def _end_of_office(tokens: Sequence[Token], position: int) -> int:
    """The place behind an office's name that begins with that of this office; 0 where there is none."""
    after = token_at(tokens, position + 1)
    end = position + 1 + (after.kind in ("own", "other") and after.start == tokens[position].end)
    return end if is_organisation(text_of(tokens[position:end])) else 0


def _goes_on(tokens: Sequence[Token], position: int) -> bool:
    """公共图书馆免费开放50.00万元, 图书馆（2070104）213.75万元: the name of an office begins a longer one, or is that of an item."""
    after = token_at(tokens, position + 1)
    return bool(code_in_brackets(tokens, position + 1)) or after.kind == "other" and after.start == tokens[position].end


def _end_of_name(tokens: Sequence[Token], position: int) -> int:
    """The place behind a name that begins here; 0 where the run is none."""
    end = place = position + 1
    while place < len(tokens):
        if code_in_brackets(tokens, place):
            end = place = place + _BRACKETED
            continue
        if tokens[place].kind not in INSIDE or tokens[place].text in group("linking"):
            break
        place += 1
        if tokens[place - 1].kind != "harmless" or _is_noun_word(tokens[place - 1]) or _ends_noun(tokens, position, place):
            end = place
    text = text_of(tokens[position:end])
    behind = _past_remark(tokens, end)
    following = first_but(tokens[behind:], "harmless")
    if not following.kind or following.kind == "count" and text in group("acts"):
        return 0  # 培训费6.00万元，培训249人次，比上年增加1.20万元
    is_told = following.is_number or following.kind in _TELLING
    if end > position + _BRACKETED and any(token.kind == "open" for token in tokens[position:end]):
        return end if is_told else 0
    if position and tokens[position - 1].kind == "ordinal" and tokens[end].kind == "stop" and is_noun(text) and is_harmless_name(text):
        return end  # 1.免疫规划项目。安排资金…
    if _is_coded(tokens, position) and following.kind != "other" or _is_listed(tokens, position, end):
        return end
    if position and tokens[position - 1].kind == "share" and following.kind == "percent":
        return end
    is_aspect = end == position + 1 and tokens[end].kind in ("budget", "actual") and not any(word in text for word in group("leaving_out"))
    return end if is_told and (is_noun(text) or is_aspect or _is_title(tokens, position, end) or _is_amount_of_line(tokens, position, behind) or _has_share(tokens, behind, is_line=not position)) else 0


def _past_remark(tokens: Sequence[Token], place: int) -> int:
    """The place behind a bracket without a number that stands here: 青少年训练（含食宿、器材）597.30万元; the same place where none does."""
    end = find(tokens, place, "close")
    is_remark = token_at(tokens, place).kind == "open" and end < len(tokens) and not any(token.is_number or token.kind == "open" for token in tokens[place + 1 : end])
    return end + 1 if is_remark else place


def code_in_brackets(tokens: Sequence[Token], position: int) -> str:
    """The code of an item or of a section that stands in brackets here: 行政运行（2130101）支出; empty where there is none."""
    kinds = kinds_of(tokens[position : position + _BRACKETED])
    code = tokens[position + 1].text if kinds[:1] + kinds[2:] == ["open", "close"] else ""
    is_code = code.isdecimal() and code[:1] in codes.FIRST_DIGITS["function"] and len(code) in codes.LENGTHS["function"][1:]
    return code if is_code else ""


def _is_title(tokens: Sequence[Token], position: int, end: int) -> bool:
    """True for the words between the number or code of a paragraph and a colon or an amount.

    2080801死亡抚恤：支出决算412.60万元. Without a number the words alone between a stop and a colon: 免疫规划：安排320.00万元…
    """
    before = tokens[position - 1].kind if position else "stop"
    words = text_of(tokens[position:end])
    is_alone = before in ("stop", "semicolon") and tokens[end].kind == "colon" and len(words) >= _TITLE and is_harmless_name(words)
    return is_alone or before == "ordinal" and tokens[end].kind in ("colon", "money")


def _is_coded(tokens: Sequence[Token], position: int) -> bool:
    """True right behind the code of an item: 2080801死亡抚恤，年初预算4.00万元."""
    before = token_at(tokens, position - 1)
    return before.kind == "ordinal" and codes.level("function", before.text) is not None


def _is_listed(tokens: Sequence[Token], position: int, end: int) -> bool:
    """True for what stands right before an amount in a list: 包括行政运行3.00万元、公路养护4.00万元和桥梁养护2.00万元."""
    before = kinds_before(tokens, position, 2)
    is_parted = before[-1:] in (["comma"], ["semicolon"]) or token_at(tokens, position - 1).text in group("joining")
    is_next = is_parted and before[:1] in (["money"], ["percent"], ["close"])
    is_behind_which = before[-1:] == ["comma"] and position > 1 and tokens[position - 2].text == OF_WHICH  # 运行维护费中，加油3.92万元
    is_first = before[-1:] in (["scope"], ["colon"]) or is_behind_which
    return tokens[end].kind == "money" and (is_first or is_next) and is_harmless_name(text_of(tokens[position:end]))


def _is_amount_of_line(tokens: Sequence[Token], position: int, behind: int) -> bool:
    """◆康复126.40万元，上年…: what stands between the mark or number of a line and an amount that more is told of."""
    first = tokens[0]
    is_mark = first.kind == "ordinal" or first.kind == "harmless" and not any(letter.isalnum() for letter in first.text)
    is_alone = kinds_of(tokens[behind : behind + 2]) in (["money", "comma"], ["money", "semicolon"])
    return position == 1 and is_mark and is_alone and is_harmless_name(text_of(tokens[position:behind]))


def _has_share(tokens: Sequence[Token], position: int, is_line: bool) -> bool:
    """True where an amount and its share of a named whole follow: 雨露计划补助243.75万元，占项目支出的10.64%.

    What has both is one thing, whatever its name. On a line of a list (`is_line`) the whole is that of the lines before.
    """
    kinds = kinds_of(tokens[position : position + 4])
    return kinds[:3] == ["money", "comma", "share"] and kinds[3:] in (["subject"], ["item"], ["named"], *([["percent"]] if is_line else []))


def without_code(words: str) -> str:
    """A name without the code in brackets behind it."""
    return _CODE.sub("", words)


def _of_code(before: Sequence[Token], name: Token, form: str) -> Token:
    """What has the code of an item is the row of that code: 2080801死亡抚恤, 行政运行（2130101）支出."""
    inside = _CODE.search(name.text)
    code = inside[1] if inside else text_of(token for token in before if token.kind == "ordinal")
    is_code = code.isdecimal() and codes.level("function", code)
    return replace(name, names=(code, "", ""), refs=(), form=form) if is_code else name


def _is_noun_word(token: Token) -> bool:
    return token.kind == "harmless" and len(token.text) > 1 and is_noun(token.text)


def _ends_noun(tokens: Sequence[Token], position: int, end: int) -> bool:
    """True where a word that adds nothing is the end of a name: 疫情防控专项."""
    return is_noun(text_of(tokens[end - 2 : end])) and end - 2 >= position

