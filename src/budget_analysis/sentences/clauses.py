"""Where a clause begins and ends: what its first words change, and what its unknown words make doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import heard
from .names import MARKS
from .statements import Statement, Subject
from .tokens import Token
from .topic import Topic

_DEFINING = ("为", "是", "系", "即", "指")
_OF_CHANGE = (
    "versus", "alike", "year_on_year", "prior", "prior_year", "other_year", "year", "current", "own", "harmless",
    "budget", "actual", "up", "down", "flat", "money", "percent",
)  # fmt: skip
_CERTAIN = ("datum", "count", "period", "as_of", "item_name", "list", "nil")
"""Kinds that unknown words beside them do not make uncertain."""


def at(tokens: Sequence[Token], position: int) -> Sequence[Token]:
    """The tokens from here to the end of the clause."""
    end = position
    while end < len(tokens) and tokens[end].kind not in ("comma", "semicolon", "stop"):
        end += 1
    return tokens[position:end]


def begins(tokens: Sequence[Token], position: int) -> bool:
    """True where nothing but the number of a paragraph and a year stand before this place."""
    place = position - 1
    while place >= 0 and tokens[place].kind in ("ordinal", "harmless", "year"):
        place -= 1
    return place < 0 or tokens[place].kind in MARKS


def tells_change(own: Sequence[Token]) -> bool:
    """True for a clause that tells the change on another year or a budget, and nothing else: 与上年相比减少1.10万元."""
    is_told = any(token.kind in ("money", "percent", "flat") for token in own)
    return is_told and all(token.kind in _OF_CHANGE for token in own)


def tells_number(own: Sequence[Token]) -> bool:
    """True for a clause that names what it tells a number of: 受疫情影响，公务接待费支出3.20万元."""
    return heard.names_subject(own) and any(token.is_number for token in own)


def said_in_reason(tokens: Sequence[Token], position: int) -> str:
    """What a reason names: a change told behind it (…是厉行节约，与上年相比减少1.10万元) may be said of that."""
    begin = max((place for place in range(position) if tokens[place].kind == "reason"), default=0)
    said = [one for one in tokens[begin:position] if one.is_number or one.kind in ("subject", "item", "named")]
    return "".join(one.text for one in said)


def begin(own: Sequence[Token], before: str, topic: Topic) -> Topic:
    """The topic at the beginning of a clause, whose tokens are `own`, behind a mark of the kind `before`."""
    if topic.aside and before == "semicolon" and heard.names_subject(own):
        topic = replace(topic, aside="")
    first = next((token for token in own if token.kind != "ordinal"), None)
    if len(own) > 1 and first is own[0] and first.text in _DEFINING and own[1].is_number:
        # 人员经费占66.56%，为241.05万元: said of the same
        topic = replace(topic, is_fresh=topic.subject.is_known)
    if first is not None and not topic.aside:
        is_definition = first.text in _DEFINING and not any(token.is_number for token in own)
        if is_definition and any(token.kind == "other" for token in own):
            topic = replace(topic, aside="purpose")
    return topic


def close(said: Sequence[Statement], doubt: str, topic: Topic) -> tuple[list[Statement], Topic]:
    """Rule 1: what was not understood casts doubt on every number of the clause.

    Where the clause names no subject, the words may name one: the number is said of that.
    """
    if not doubt or topic.aside:
        return list(said), replace(topic, subject_doubt="") if topic.is_fresh else topic
    stranger = None if topic.is_fresh else Subject((f"told/{doubt}",), words=doubt)
    is_told = False
    doubted = []
    for one in said:
        if one.kind not in _CERTAIN:
            if one.kind == "amount" and stranger and not one.doubt.startswith("several"):
                one, is_told = replace(one, subject=stranger, alternative=None), True
            one = replace(one, doubt=one.doubt or f"not understood: “{doubt}”")
        doubted.append(one)
    if is_told and stranger:
        topic = replace(topic, subject=stranger, others=(), group=())
    return doubted, replace(topic, subject_doubt=doubt) if is_told or topic.is_fresh else topic
