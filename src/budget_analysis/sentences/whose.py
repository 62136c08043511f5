"""Whose numbers a sentence tells: another unit's, or the office's again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..offices import is_organisation
from .clauses import begins
from .statements import told_as
from .tokens import Token
from .topic import Topic
from .walks import text_of, token_at
from .words import group


def titled(tokens: Sequence[Token], position: int) -> str | None:
    """（一）市博物馆。, （三）汇总。: the unit that a title of its own names, for all of its paragraph; None where there is no such title.

    Empty for the sum of all. The office's own name in such a title is one unit of several.
    """
    token = tokens[position]
    if not position or tokens[0].kind != "ordinal" or token_at(tokens, position + 1).kind != "stop":
        return None
    name = text_of(tokens[1 : position + 1])
    if name.endswith(group("calibers")) and not any(before.is_number for before in tokens[1:position]):
        return name
    if name.endswith(group("moneys")) and all(before.kind in ("named", "harmless") for before in tokens[1 : position + 1]):
        return name  # （二）事业资金。收入1273.00万元: of that money alone
    if any(before.kind not in ("named", "other", "unit", "own") for before in tokens[1:position]):
        return None
    if token.text in group("summaries"):
        return ""
    return name if token.kind in ("unit", "own") or is_organisation(name) else None


def hear(tokens: Sequence[Token], position: int, topic: Topic, own: Sequence[Token]) -> Topic:
    """The name of another unit, where its clause (`own`) begins with it or tells a number, and not only how many units there are."""
    token = tokens[position]
    if not any(one.is_number and one.kind != "count" for one in own) and not begins(tokens, position):
        return topic
    topic = replace(topic, entity=token.text, is_entity_known=token.value != "unknown")
    if token_at(tokens, position + 1).kind in ("money", "budget", "actual"):  # 图书馆132.50万元: of that, not of what was named before
        return replace(topic.naming(told_as(token.text)), named_in=topic.sentence)
    return topic
