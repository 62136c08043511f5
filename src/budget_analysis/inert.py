"""Texts of a document as they may be shown: inert in a terminal, a page, a chart, a spreadsheet.

What a publisher printed is shown as it stands and never obeyed, by whatever shows it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows
    r"\u2028\u2029"  # break lines where we do not
    r"\ud800-\udfff]"  # halves of characters, from file names in other bytes: no UTF-8 has them
)
_MATH = re.compile(r"[$\\]")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?|-+", re.ASCII)


def plain(text: str) -> str:
    r"""A text without characters that act instead of being seen; each is written out, as \u001b.

    Lines and tabs stay. JSON stays the same JSON: there, too, \u001b stands for the character.
    """
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def markup(text: str) -> str:
    """A text as HTML that shows it as it stands, in a page and in a notebook.

    Notebooks look for formulas in HTML as well, between $ and $ or after a backslash, but not
    across elements: each such sign stands in one of its own.
    """
    return _MATH.sub(r"<span>\g<0></span>", html.escape(plain(text)))


def row(tag: str, texts: Iterable[str]) -> str:
    """A row of an HTML table, each text in an element of this tag."""
    return f"<tr>{''.join(f'<{tag}>{markup(text)}</{tag}>' for text in texts)}</tr>"


def cell(text: str) -> str:
    """A text as a cell of a CSV file, with an apostrophe before what a spreadsheet would run.

    That is what begins with = + - @ (of either width), tab or a line break, unless it is only a
    signed number or dashes; and what begins with apostrophes before one of these, so that
    `from_cell` gives every text back exactly.
    """
    is_run = _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_run else text


def from_cell(text: str) -> str:
    """The text that `cell` guarded."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
