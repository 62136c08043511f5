"""What stands beside a name and is no other one: examples, purposes, brackets, the rest of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import codes
from .lists import number_in
from .statements import REST
from .tokens import MARKS, NUMBERS, YEARS, Token
from .walks import back_to, find, find_back, kinds_before, kinds_of, past, text_of, token_at, up_to, without
from .words import group, is_whole

OF_WHICH = "中"
"""财政拨款收入中，…: what follows are parts of what stands before."""
_FIRST_LETTERS = {"year": "年", "other_year": "年", "prior_year": "年", "subject": OF_WHICH, "item": OF_WHICH, "named": OF_WHICH}
_MONTH = "月"
_PAST = ("prior", *YEARS)
INSIDE = ("subject", "other", "item", "harmless")
"""Kinds that stand inside a name."""


def with_names(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in which a name is one run, whatever stands beside it."""
    for step in (
        _with_beginnings, _composed, _beside_others, _with_brackets, _with_parts, _without_examples,
        _without_glosses, _without_purposes, _with_rests, _with_levels,
    ):  # fmt: skip
        tokens = step(tokens)
    return list(tokens)


def split(tokens: Sequence[Token]) -> Iterator[Token]:
    """2023年医疗收入, 人员经费中在职人员: the letter behind a year, or behind what is spoken of, is no part of the name.

    普通教育…；普通教育中学前教育…: nor behind a name that an amount has been told of.
    """
    before, told = "", ""
    names: set[str] = set()
    for token in tokens:
        if token.is_number and told:
            names.add(told)
        told = token.text if token.kind == "other" else ""
        name = next((name for name in names if token.kind == "other" and token.text.startswith(name + OF_WHICH) and len(token.text) > len(name) + 1), "")
        if name:
            named = joined([replace(token, text=name, end=token.start + len(name))], "named")
            yield named
            token, before = replace(token, text=token.text.removeprefix(name), start=named.end), "named"
        letter = _FIRST_LETTERS.get(before, "")
        if token.kind == "other" and letter and token.text.startswith(letter) and len(token.text) > 1:
            yield replace(token, kind="harmless", text=letter, end=token.start + 1)
            token = replace(token, text=token.text[1:], start=token.start + 1)
            told = token.text
        yield token
        before = token.kind


def _composed(tokens: Sequence[Token]) -> list[Token]:
    """本年支出500.00万元由基本支出300.00万元和项目支出200.00万元组成: 由 leads to all parts, as 其中 does to some; 由以下4家单位的支出组成：, 组成 does."""
    plain = list(tokens)
    for place, token in enumerate(tokens):
        if token.text not in group("composed_of"):
            continue
        end = find(tokens, place, "colon", "comma", "semicolon", "stop", "money")
        if token_at(tokens, end).kind == "colon" and tokens[end - 1].text in group("composing") and "count" in kinds_of(tokens[place:end]):
            plain[place:end] = [token, *(one if one.kind == "count" else replace(one, kind="harmless") for one in tokens[place + 1 : end - 1]), replace(tokens[end - 1], kind="scope")]
            continue
        is_behind = kinds_before(tokens, place, 1) == ["money"] or kinds_before(tokens, place, 2) in (["money", "comma"], ["money", "open"])
        within = up_to(tokens, place, "semicolon", "stop")
        if is_behind and (end := next((at for at, one in enumerate(within) if one.text in group("composing")), 0)):
            told = [one for one in within[:end] if one.kind != "harmless" and number_in(one.text) is None or one.kind == "money"]
            is_open = any(one.text.startswith(group("and_so_on")) for one in within[:end]) or kinds_of(told[-1:]) != ["money"]  # 由甲项目60.00万元、乙项目30.00万元等构成
            plain[place] = replace(token, kind="scope", value="" if is_open else str(kinds_of(within[:end]).count("money")))
    return plain


def _with_beginnings(tokens: Sequence[Token]) -> list[Token]:
    """Words that are the beginning of the name right behind them.

    增支额中，人员类89.87万元，占68.79%: what follows are parts of the change, which is no amount of anything.
    增加的24.80万元中，办公楼维修9.60万元: of that amount.
    无害化处理12.90万元: what has an amount is not nothing. 1—6月支出400.00万元: of these months.
    """
    plain: list[Token] = []
    for place, token in enumerate(tokens):
        before = token_at(plain, len(plain) - 1)
        is_behind = token.kind == "other" and before.end == token.start
        if is_behind and before.kind == "nil" and len(before.text) == 1 and token_at(tokens, place + 1).kind == "money":
            plain[-1] = joined([before, token], "other")
        elif is_behind and before.kind in ("up", "down") and token.text in group("of_change"):
            plain[-1] = joined([before, token], "named")
        elif is_behind and token.text in group("inside") and before.is_name:
            plain.append(replace(token, kind="harmless", text=OF_WHICH))  # 农林水支出里，道路硬化640.00万元
        elif token.text == "的" and before.kind in ("up", "down") and token_at(tokens, place + 1).kind == "money" and token_at(tokens, place + 2).text == OF_WHICH:
            plain[-1] = joined([before, token], "named")
        elif token.kind == "subject" and before.kind == "count" and before.text.endswith(_MONTH):
            plain[-1] = joined([before, token], "named")
        else:
            plain.append(token)
    return plain


def _beside_others(tokens: Sequence[Token]) -> list[Token]:
    """Words that mean something else beside those before and behind them."""
    plain = list(tokens)
    for place, token in enumerate(tokens):
        before, after = token_at(tokens, place - 1).kind, token_at(tokens, place + 1)
        is_between = token.kind == "alike" and after.kind in YEARS and before in ("prior", "current")
        if is_between:  # 去年相比2016年…减少…: a comparison begins at the word before the year
            plain[place - 1] = replace(tokens[place - 1], kind="harmless")
        if is_between or token.kind == "year_on_year" and after.kind in _PAST:  # 同比去年1.05万元增加…
            plain[place] = replace(token, kind="versus")
        if token.kind == "semicolon" and after.kind == "share" and before == "money":
            plain[place] = replace(token, kind="comma")  # 基本支出60.00万元；占60.00%: said of the amount before
        if token.kind == "percent" and after.text.startswith(group("limits")):
            plain[place] = replace(token, kind="bare")  # 执行率在95%以上的项目6个: a limit is no rate of anything
        if token.kind == "colon" and after.kind == "money" and _is_year_of_bracket(tokens, place):
            plain[place] = replace(token, kind="harmless")  # 721.76万元（上年：659.17万元）
        if token.kind == "subject" and after.kind in ("alike", "up", "down") and _is_opening(tokens, place):
            plain[place] = replace(token, kind="prior", text=group("initial")[0], refs=(), others=(), is_head=False)
        behind = next((one.kind for one in tokens[place + 1 :] if one.text != "的"), "")
        if token.kind == "other" and token.text.endswith(group("approved")) and behind in ("budget", "completion"):
            plain[place] = replace(token, kind="harmless")  # 为县人大会议批准的调整预算350.00万元的50.00%: who has decided adds nothing
    return plain


def _is_year_of_bracket(tokens: Sequence[Token], position: int) -> bool:
    """True where nothing but the name of a year stands between the bracket that opens last and this place."""
    begin = find_back(tokens, position, "open")
    inside = tokens[begin + 1 : position]
    return begin >= 0 and token_at(inside, 0).kind in _PAST and not without(inside[1:], "harmless", "actual")


def _is_opening(tokens: Sequence[Token], position: int) -> bool:
    """与年初结转和结余相比，增加…: compared with the beginning of the year."""
    is_compared = token_at(tokens, position - 1).kind == "versus" and token_at(tokens, position - 2).kind in ("", *MARKS, "ordinal")
    return is_compared and "/opening_balance/" in tokens[position].ref


def _with_brackets(tokens: Sequence[Token]) -> list[Token]:
    """Names and what the brackets behind them tell of the same.

    政府性基金支出（6830.00万元）: an amount alone is that of the name. 2040501（行政运行）3152.44万元: the code of an item
    with its name. 因公出国（境）费、公务接待费、公务用车购置及运行费（“三公”经费）: the whole that the bracket names.
    """
    plain: list[Token] = []
    for token in tokens:
        plain.append(token)
        first = find_back(plain, len(plain) - 1, "open")
        if token.kind != "close" or first < 1:
            continue
        before, inside = plain[first - 1], plain[first + 1 : -1]
        is_name = bool(inside) and all(one.kind in INSIDE for one in inside)
        if before.kind in ("subject", "named") and kinds_of(inside) == ["money"]:
            plain[first:] = inside
        elif before.kind == "bare" and is_name and before.text.isdecimal() and codes.level("function", before.text):
            plain[first - 1 :] = [replace(before, kind="ordinal"), joined(inside, "other")]
        elif kinds_of(inside) == ["subject"] and is_whole(inside[0].refs):
            begin = first - 1
            while begin > 1 and plain[begin].kind == "subject" and plain[begin - 1].text in group("parting") and plain[begin - 2].kind == "subject":
                begin -= 2
            if begin < first - 1:
                plain[begin:] = inside
    return plain


def _with_parts(tokens: Sequence[Token]) -> list[Token]:
    """项目支出中财政拨款安排400.00万元: the words between are the name of a part."""
    plain: list[Token] = []
    begin = 0
    for token in tokens:
        if token.kind == "money" and begin and len(plain) > begin and all(one.kind == "harmless" for one in plain[begin:]):
            plain[begin:] = [joined(plain[begin:], "named")]
        is_of = token.kind == "harmless" and token.text == OF_WHICH and token_at(plain, len(plain) - 1).is_name
        plain.append(token)
        begin = len(plain) if is_of else begin if begin and token.kind == "harmless" else 0
    return plain


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


def _without_glosses(tokens: Sequence[Token]) -> list[Token]:
    """医疗收入（事业收入）800.00万元: the form's name in brackets behind the office's own is another name of the same."""
    plain: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind == "open" and any(token.kind == "other" for token in tokens[max(0, place - 2) : place]):
            name = place + 1 + (token_at(tokens, place + 1).text in group("defining"))
            if kinds_of(tokens[name : name + 3]) == ["subject", "close", "money"]:
                place = name + 2
        if tokens[place].kind == "open" and plain and (end := _end_of_remark(tokens, place)):
            place = end
        plain.append(tokens[place])
        place += 1
    return plain


def _end_of_remark(tokens: Sequence[Token], position: int) -> int:
    """与2019年度（疫情前）30.00万元相比: the place behind a bracket without numbers between a year and its amount; 0 where there is none."""
    before = kinds_of(without(tokens[max(0, position - 2) : position], "harmless"))
    end = find(tokens, position, "close")
    is_plain = not any(token.is_number for token in tokens[position:end])
    is_of_year = before[-1:] in ([kind] for kind in _PAST)
    return end + 1 if is_plain and is_of_year and token_at(tokens, end + 1).kind == "money" else 0


def _is_last_example(tokens: Sequence[Token], position: int) -> bool:
    """学费、住宿费等教育收费: the last of the examples and what is named, in one run."""
    is_listed = position > 1 and tokens[position - 1].kind == "mark" and tokens[position - 2].kind in ("other", "subject")
    return is_listed and "等" in tokens[position].text[1:-1]


def _without_purposes(tokens: Sequence[Token]) -> list[Token]:
    """用于保障机关正常运转的日常支出, 其中用于征集的30.00万元: what it is for is the beginning of its name, or all of it."""
    plain = list(tokens)
    for place, token in enumerate(tokens):
        if token.kind != "purpose":
            continue
        own = up_to(tokens, place, "money", *MARKS)
        begins = kinds_before(tokens, place, 1) == ["scope"] or kinds_before(tokens, place, 2) == ["scope", "colon"]
        is_purpose = any(one.kind in ("purpose", "reason") for one in back_to(tokens, place, "stop", "semicolon"))
        if begins and not is_purpose and own[-1].text.endswith("的") and token_at(tokens, place + len(own)).kind == "money":
            plain[place : place + len(own)] = [joined(own, "named"), *_nothing(own[1:])]
            continue
        end = past(tokens, place + 1, "other", "mark", "comma", "harmless", "own", "unit", "purpose")
        if token_at(tokens, end).text.endswith(group("named_by_purpose")):
            plain[place:end] = [replace(one, kind="harmless") for one in tokens[place:end]]
    return [token for token in plain if token.end]


def _with_levels(tokens: Sequence[Token]) -> list[Token]:
    """其中局本级支出21.36万元，占…；所属单位支出29.70万元: two parts of what is told before, not what other units tell."""
    plain = list(tokens)
    for place, token in enumerate(tokens):
        begins = kinds_before(tokens, place, 1) == ["scope"] or kinds_before(tokens, place, 2) in (["scope", "colon"], ["scope", "comma"])
        is_level = begins and token.kind == "own" and any(one.kind == "scope" and one.text.startswith(group("dividing")) for one in tokens[max(0, place - 2) : place])
        if is_level and token_at(tokens, place + 1).kind in ("share", "money"):
            plain[place] = joined([token], "named")  # 按级次分：县级部门占64.59%，为846.09万元
        if not begins or token.kind != "unit" or not token.text.endswith(group("own_level")):
            continue
        own = _end_of_level(tokens, place)
        behind = find(tokens, own, "unit", "stop")
        if own and token_at(tokens, behind).text.startswith(group("units_below")) and (end := _end_of_level(tokens, behind)):
            plain[place:own] = [joined(tokens[place:own], "named"), *_nothing(tokens[place + 1 : own])]
            plain[behind:end] = [joined(tokens[behind:end], "named"), *_nothing(tokens[behind + 1 : end])]
    return [token for token in plain if token.end]


def _nothing(tokens: Sequence[Token]) -> list[Token]:
    """In place of tokens that have become part of one before them."""
    return [replace(token, start=0, end=0) for token in tokens]


def _end_of_level(tokens: Sequence[Token], position: int) -> int:
    """The place of the amount right behind the name of a level, with 支出 or without; 0 where none stands there."""
    end = position + 1 + token_at(tokens, position + 1).is_head
    return end if token_at(tokens, end).kind == "money" else 0


def _with_rests(tokens: Sequence[Token]) -> list[Token]:
    """其余15.28万元为其他资金支出: one name, and behind its amount what it is; 其余 before anything else adds nothing."""
    plain: list[Token] = []
    place = 0
    while place < len(tokens):
        end = place
        while tokens[place].kind == "rest" and end + 1 < len(tokens) and tokens[end].kind in ("rest", "total", "count", *INSIDE):
            end += 1
        if end > place and (told := _behind_bracket(tokens, end)).kind in ("budget", "actual"):
            plain.append(replace(joined(tokens[place:end], "named"), refs=(REST,)))  # 其余各类（…）年初预算共536.20万元
            place = end
            continue
        if end == place or tokens[end].kind != "money":
            plain.append(replace(tokens[place], kind="harmless") if tokens[place].kind == "rest" else tokens[place])
            place += 1
            continue
        plain += [replace(joined(tokens[place:end], "named"), refs=(REST,)), tokens[end]]
        place = end + 1
        if token_at(tokens, place).text in group("defining"):
            while place < len(tokens) and (tokens[place].kind == "mark" or tokens[place].kind not in (*MARKS, *NUMBERS)):
                plain.append(replace(tokens[place], kind="harmless"))
                place += 1
    return plain


def _behind_bracket(tokens: Sequence[Token], position: int) -> Token:
    """The token here, or behind the bracket that opens here."""
    is_bracket = tokens[position].kind == "open"
    return tokens[min(find(tokens, position, "close") + 1, len(tokens) - 1)] if is_bracket else tokens[position]


def joined(tokens: Sequence[Token], kind: str) -> Token:
    text = text_of(tokens)
    refs = (f"told/{text}",) if kind == "named" else ()
    return replace(
        tokens[0], kind=kind, text=text, end=tokens[-1].end, refs=refs, others=(), names=(), form="",
        value="unknown" if kind == "unit" else "", is_head=False,
    )  # fmt: skip
