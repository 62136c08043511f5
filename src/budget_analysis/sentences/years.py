"""The years of a sentence: its own, that of a comparison, that of a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .statements import OPENING, PRIOR, Statement
from . import meant, stating
from .tokens import NUMBERS, YEARS, Token
from .topic import Setting, Topic
from .walks import back_to, first_but, kinds_of, nearest_but, text_of, token_at, up_to, without
from .words import group

_MONTHS = re.compile(r"年度?\d{1,2}月?[至到—\-~]\d{1,2}月")

YEAR_DIGITS = 4
_NEAR_BUDGET = 8
"""Tokens behind a year within which its budget is named."""


def classify(tokens: Sequence[Token], fiscal_year: int | None) -> list[Token]:
    """Years as the year of the account (`year`), the one before (`prior_year`) or `other_year`."""
    if fiscal_year is None:
        return list(tokens)
    kinds = {str(fiscal_year): "year", str(fiscal_year - 1): "prior_year"}
    return [
        replace(token, kind=kinds.get(token.text, "other_year"))
        if token.kind == "year" and len(token.text) == YEAR_DIGITS
        else token  # 202年度 is a slip of the account's own year
        for token in tokens
    ]


def hear(
    tokens: Sequence[Token], position: int, topic: Topic, setting: Setting
) -> tuple[Topic, list[Statement]]:
    """A year or a date that no shape has taken."""
    token = tokens[position]
    if token.kind == "current":
        return replace(topic, year="" if meant.is_of_own_year(tokens, position) else topic.year), []
    if token.kind == "prior":
        if is_comparison(tokens, position):
            against = OPENING if token.text in group("initial") else PRIOR
            return replace(topic, comparison=replace(topic.comparison, against=against)), []
        if token.text in group("initial"):
            return topic, []  # 年初支出预算: no other year
        year = setting.fiscal_year
        return replace(topic, year=str(year - 1) if year else token.text), []
    if token.kind == "date":
        if not token_at(tokens, position - 1).text.endswith(group("dated")):
            return topic, []
        return topic, [replace(stating.word_of(token, topic, setting, "as_of"), doubt="")]
    said = told(tokens, position, topic, setting)
    if topic.aside or is_comparison(tokens, position):
        if not topic.aside:
            since = token.text if token.kind == "other_year" else ""
            topic = replace(topic, comparison=replace(topic.comparison, against="prior", since=since))
    elif said or _is_of_months(tokens, position):
        topic = replace(topic, year="" if token.kind == "year" else token.text)
    return topic, said


def _is_of_months(tokens: Sequence[Token], position: int) -> bool:
    """2022年1至6月支出410.00万元，全年支出930.00万元: months of that year, and what follows is of it too."""
    return _MONTHS.match(text_of(tokens[position + 1 : position + _NEAR_BUDGET])) is not None


def told(tokens: Sequence[Token], position: int, topic: Topic, setting: Setting) -> list[Statement]:
    """The statement that a year makes of itself; none where it dates nothing (a date, 2018年法官)."""
    token = tokens[position]
    after = token_at(tokens, position + 1)
    is_told = after.text.startswith("年") and after.kind != "count"
    if _is_beside_another(tokens, position) or token.text in _base_years(tokens):
        return []
    if topic.aside:
        if not is_told:
            return []
        direction = "reason"
    elif is_comparison(tokens, position):
        direction = "own" if _is_beside_actual(tokens, position, topic) and token.kind == "year" else "prior"
        is_second = token.kind == "other_year" and any(one.kind in ("prior", "prior_year", "year_on_year") for one in back_to(tokens, position, "stop"))
        if direction == "prior" and (is_second or _is_of_other_year(tokens, position)):
            return []  # 比上年增加…，比2021年增加…: two years, the second on purpose
    else:
        if not is_told or token_at(tokens, position + 2).kind in ("bare", "count"):
            return []  # 2023年 5026.23: the label of a chart
        if text_of(tokens[position + 1 : position + 4]).startswith(tuple(f"年{word}" for word in group("begun"))):
            return []  # 修缮工程2020年立项
        if _is_founding(text_of(tokens[position + 1 : position + _NEAR_BUDGET])):
            return []  # 本单位2018年6月成立
        begins = token_at(tokens, position - 1).kind in ("", "stop", "semicolon", "other", "own", "ordinal")
        direction = "own" if begins else "told"
    doubt = stating.UNNAMED if direction == "prior" and _is_of_stranger(tokens, position) else ""
    if _is_of_next_budget(tokens, position, setting):
        doubt = "it speaks of the budget of the year after"
    return [replace(stating.word_of(token, topic, setting, "period"), unit="年", direction=direction, doubt=doubt)]


def _is_founding(behind: str) -> bool:
    """年6月成立: what happened once, in a month."""
    return re.match(rf"年\d{{1,2}}月(?:\d{{1,2}}日)?(?:起|正式)?(?:{'|'.join((*group('begun'), *group('founded')))})", behind) is not None


def of_year_before(tokens: Sequence[Token], position: int, end: int, topic: Topic, setting: Setting) -> list[Statement]:
    """比上年（2019年）增加…: the year that the bracket opening here tells of 上年."""
    inside = without(tokens[position + 1 : end - 1], "harmless")
    before = token_at(tokens, position - 1)
    is_year = kinds_of(inside) in (["prior_year"], ["other_year"], ["year"])
    if before.kind != "prior" or before.text in group("initial") or not is_year or topic.aside:
        return []
    return [replace(stating.word_of(inside[0], topic, setting, "period"), unit="年", direction="prior", doubt="")]


def _is_of_next_budget(tokens: Sequence[Token], position: int, setting: Setting) -> bool:
    """2024年“三公”经费预算48.00万元 in the account of 2023."""
    is_next = setting.fiscal_year is not None and tokens[position].text == str(setting.fiscal_year + 1)
    behind = tokens[position + 1 : position + _NEAR_BUDGET]
    return is_next and any(token.kind == "budget" for token in behind)


def _is_of_stranger(tokens: Sequence[Token], position: int) -> bool:
    """公民具备科学素质比例8.47%，比2015年提高…: the sentence has named nothing of an account."""
    said = back_to(tokens, position, "stop", "semicolon")
    return "other" in kinds_of(said) and not any(token.is_name for token in said)


def _is_beside_another(tokens: Sequence[Token], position: int) -> bool:
    """2022年和2023年收入分别为…: the first of two years, each with a number of its own."""
    return token_at(tokens, position + 2).text in group("parting") and token_at(tokens, position + 3).kind in YEARS


def _base_years(tokens: Sequence[Token]) -> set[str]:
    """The years that the text calls the base of its growth: 以2019年为基期."""
    return {token.text for place, token in enumerate(tokens) if token.kind in YEARS and text_of(tokens[place + 1 : place + 4]).startswith(group("as_base"))}


def is_comparison(tokens: Sequence[Token], position: int) -> bool:
    """True for the year (上年, 2023年) of a comparison."""
    before = nearest_but(tokens, position, "own", "current").text
    after = [following.text for following in tokens[position + 1 : position + 4]]
    return before in group("comparing") or any(word in group("compared") for word in after)


def _is_of_other_year(tokens: Sequence[Token], position: int) -> bool:
    """2020年比2019年下降…: two years of which none need be the account's."""
    before = [token for token in tokens[:position] if token.kind != "harmless" and token.text not in group("comparing")]
    is_span = tokens[position].kind == "other_year" and tokens[position - 1].text in group("spanning")  # 2022年较2020年增加: the year is said on purpose
    return bool(before) and before[-1].kind in ("prior_year", "other_year", *(("year",) if is_span else ()))


def _is_beside_actual(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """比2024年年初预算, 与2020年执行数: what a final account is compared with of its own year; so may an amount of another name be."""
    behind = without(tokens[position + 1 : position + _NEAR_BUDGET], "harmless", "own")
    named = first_but(behind, "subject", "item")
    is_another = kinds_of(behind[:2]) == ["subject", "money"] and not {*behind[0].refs} & {*topic.subject.refs, *topic.others}
    return named.kind == "budget" or named.text in group("executed") or is_another


def kept(before: Topic, after: Topic, tokens: Sequence[Token], mark: int, setting: Setting) -> Topic:
    """The topic behind a mark: a year that is yet to come holds for what the paragraph goes on to plan, and one that leads its sentence for what the next tells more of it."""
    if tokens[mark].kind == "stop":
        lead = up_to(back_to(tokens, mark, "stop"), 0, *NUMBERS)
        is_led = any(one.kind in ("prior", "prior_year", "other_year") for one in lead)
        is_led = is_led or before.year == before.year_before  # 上年收入…。其中，财政拨款收入…。另外，其他收入…
        after = replace(after, year_before=before.year if is_led else "")
    is_plan = before.year.isdecimal() and setting.fiscal_year is not None and int(before.year) > setting.fiscal_year
    return replace(after, year=before.year) if is_plan else after
