"""What a run of tokens looks like around a place, whatever has been said before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .lexicon import limit_endings, nil_endings
from .tokens import Token

NUMBERS = ("money", "percent", "points", "bare")
SENTENCE_END = ("stop", "semicolon", "colon")
_COMPARING = ("与", "比", "较", "同", "和", "由", "低于", "高于", "少于", "多于")
"""Words before a year that make it the year of a comparison."""

Tokens = Sequence[Token]


def kind_at(tokens: Tokens, position: int) -> str:
    """The kind of the token at a place; empty outside the block."""
    return tokens[position].kind if 0 <= position < len(tokens) else ""


def text_before(tokens: Tokens, position: int, count: int = 1) -> str:
    """The text of the last tokens before a place."""
    return "".join(token.text for token in tokens[max(0, position - count) : position])


def series(tokens: Tokens, position: int) -> list[int]:
    """Places of numbers that only commas and 和 part, the unit perhaps behind the last alone."""
    places = [position]
    while True:
        token = tokens[places[-1]]
        following = places[-1] + 2
        mark = tokens[places[-1] + 1].text if following < len(tokens) else ""
        if mark not in (",", "、", "和", "与") or kind_at(tokens, following) not in NUMBERS:
            return places if token.kind != "bare" or len(places) == 1 else [position]
        after = tokens[following]
        is_alike = token.kind == "bare" or (mark != "," and after.kind == token.kind)
        begins = position == 0 or kind_at(tokens, position - 1) in SENTENCE_END
        if not is_alike or (token.kind == "bare" and begins):
            return places
        places.append(following)


def is_limit(tokens: Tokens, position: int) -> bool:
    """True for a number with 以上 or 以内 behind it."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return following is not None and following.text.startswith(limit_endings())


def after_limit(tokens: Tokens, position: int) -> int:
    """The place behind the number that a word such as 单价 makes a limit."""
    for place in range(position + 1, len(tokens)):
        kind = tokens[place].kind
        if kind in (*NUMBERS, "count"):
            return place + 1
        if kind not in ("filler", "other"):
            break
    return position + 1


def is_comparison(tokens: Tokens, position: int) -> bool:
    """True for the year (上年, 2023年) of a comparison."""
    after = [following.text for following in tokens[position + 1 : position + 3]]
    return text_before(tokens, position) in _COMPARING or "相比" in after or "比较" in after


def is_of_budget(tokens: Tokens, position: int) -> bool:
    """比2024年年初预算: the year of the budget that is compared with."""
    for token in tokens[position + 1 :]:
        if token.kind == "aspect":
            return token.value != "actual"
        if token.kind not in ("filler", "subject", "item"):
            break
    return False


def is_nil_of_more(tokens: Tokens, position: int) -> bool:
    """无公务接待费超支情况: what is not there is more than the subject behind the word."""
    behind = kind_at(tokens, position + 2)
    if behind in ("", "comma", "stop", "semicolon", "colon", "open", "close", "filler"):
        return False
    return not tokens[position + 2].text.startswith(nil_endings())


def is_followed_by_item(tokens: Tokens, position: int) -> bool:
    """主要用于 leads to the classes of the expenditure, or else to what it was good for."""
    kinds = [kind_at(tokens, position + 1), kind_at(tokens, position + 2)]
    return kinds[0] == "item" or kinds == ["colon", "item"]


def end_of_sentence(tokens: Tokens, position: int) -> int:
    """The place of the next 。 or ；, else behind the last token."""
    while position < len(tokens) and tokens[position].kind not in ("stop", "semicolon"):
        position += 1
    return position


def names_of_list(tokens: Tokens, position: int) -> Iterator[list[Token]]:
    """The tokens of each name of a list, up to the end of its sentence."""
    name: list[Token] = []
    for token in tokens[position : end_of_sentence(tokens, position)]:
        if token.kind in ("comma", "colon"):
            yield from [name] if name else []
            name = []
        else:
            name.append(token)
    yield from [name] if name else []
