"""What stands under the title of a budget, on a page that tells a budget and an account: it is planned, not spent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import specs, terms
from ..sentences.statements import Statement

DOUBT = "it stands under the title of a budget"
_TOLD = ("amount", "change", "growth", "share", "completion", "direction", "agreement", "flat", "nil", "reason")
_INSIDE = re.compile(r"(?:^|[。;])(?P<title>[^。;:,]{0,40}):")
"""A title that goes on in its line: 2021年“三公”经费预算安排情况：…"""


def is_of_budget(title: str) -> bool | None:
    """True for 二、2022年“三公”经费预算安排情况, False for any other title that speaks of numbers, None for what is no such title."""
    words = specs.load("sections.toml")["budgets"]
    plain = terms.fold(title).rstrip("。:")
    if len(plain) > words["longest"]:
        return None
    for money in words["kinds_of_money"]:
        plain = plain.replace(money, "")
    is_other = any(word in plain for word in words["not"])
    return not is_other and any(word in plain for word in words["titles"])


def planned(statements: Sequence[Statement], text: str, is_under: bool) -> tuple[list[Statement], bool]:
    """The statements of a paragraph, doubted where they tell what was planned; and whether the next paragraph goes on with it.

    Args:
        is_under: the title before the paragraph is that of a budget.
    """
    turns = [(0, is_under)]
    folded = re.sub(r"[;；]", ";", re.sub(r"[:：]", ":", text))  # offsets are those of the text
    for match in _INSIDE.finditer(folded):
        of_budget = is_of_budget(match["title"])
        if of_budget or _ends(match["title"]):
            turns.append((match.end(), bool(of_budget)))
    kept = []
    for one in statements:
        is_planned = [is_budget for start, is_budget in turns if start <= one.start][-1]
        is_own = one.kind in _TOLD and not one.doubt and one.measure not in ("budget", "adjusted_budget", "any_budget")
        kept.append(replace(one, doubt=DOUBT) if is_planned and is_own else one)
    return kept, turns[-1][1]


def _ends(title: str) -> bool:
    """…决算情况：: what follows is of the account again."""
    words = specs.load("sections.toml")["budgets"]
    return any(word in title for word in words["not"]) and title.endswith(tuple(words["endings"]))
