"""What stands under the title of a budget, on a page that tells a budget and an account: it is planned, not spent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import specs, terms
from ..locate import without_money
from ..sentences.statements import Statement

DOUBT = "it stands under the title of a budget"
_TOLD = ("amount", "change", "growth", "share", "completion", "direction", "agreement", "flat", "nil", "reason", "period")
_INSIDE = re.compile(r"(?:^|[。;])(?P<title>[^。;:,]{0,40}):")
"""A title that goes on in its line: 2021年“三公”经费预算安排情况：…"""
_HIGHEST, _PLAIN = "highest", "plain"
_NUMBERED = {
    _HIGHEST: re.compile(r"第?[一二三四五六七八九十]{1,3}(?:、|部分)"),
    "bracket": re.compile(r"\("),
    "digit": re.compile(r"\d{1,2}[、.]"),
    _PLAIN: re.compile(""),
}
"""How a title is numbered."""
_DATES = re.compile(r"\d{4}年|^\(?\d{1,2}[、.)]")
"""Numbers that a title may have."""


def under_title(text: str, under: str) -> str:
    """How the title of a budget is numbered under which the next paragraphs stand; empty under any other title.

    二、2022年“三公”经费预算安排情况 holds for the titles below it, until one of its own kind, of the highest or of
    the account comes. A text that is too long for a title, or tells a number, is none.

    Args:
        under: what this gave for the text before.
    """
    words = specs.load("sections.toml")["budgets"]
    plain = _DATES.sub("", terms.fold(text)).rstrip("。:")
    if len(plain) > words["longest"] or any(letter.isdecimal() for letter in plain):
        return under
    kind = next(name for name, pattern in _NUMBERED.items() if pattern.match(terms.fold(text)))
    if _is_of_budget(plain):
        return kind
    is_title = kind != _PLAIN or plain.endswith(tuple(words["endings"]))
    is_other = _tells_account(plain) or is_title and kind in (under, _HIGHEST)
    return "" if is_other else under


def _is_of_budget(title: str) -> bool:
    plain = without_money(title)
    return not _tells_account(plain) and any(word in plain for word in specs.load("sections.toml")["budgets"]["titles"])


def _tells_account(title: str) -> bool:
    return any(word in title for word in specs.load("sections.toml")["budgets"]["not"])


def planned(statements: Sequence[Statement], text: str, under: str) -> tuple[list[Statement], str]:
    """The statements of a paragraph, doubted where they tell what was planned; and under what the next one stands.

    Args:
        under: as `under_title` gives it for the title before.
    """
    turns = [(0, under)]
    for match in _INSIDE.finditer(terms.plain(text)):
        if _is_of_budget(match["title"]):
            turns.append((match.end(), _PLAIN))
        elif _tells_account(match["title"]) and match["title"].endswith(tuple(specs.load("sections.toml")["budgets"]["endings"])):
            turns.append((match.end(), ""))
    kept = []
    for one in statements:
        is_planned = [told for start, told in turns if start <= one.start][-1] != ""
        is_own = one.kind in _TOLD and not one.doubt and one.measure not in ("budget", "adjusted_budget", "any_budget")
        kept.append(replace(one, doubt=DOUBT) if is_planned and is_own else one)
    return kept, turns[-1][1]
