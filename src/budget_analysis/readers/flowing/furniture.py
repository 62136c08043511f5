"""What a page of a site says of itself around its article: where one is, who prints, links and owns the page.

The words are data, in `specs/web_pages.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ...reading import Grid, Line

_SENTENCE = re.compile(r"[。；;]\s*$")


@dataclass(frozen=True)
class _Words:
    edge: int
    longest: int
    before: re.Pattern[str]
    behind: re.Pattern[str]
    window: re.Pattern[str]
    titled: re.Pattern[str]


def without_furniture(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    """The lines of a page without those of its edges that belong to the site.

    The foot goes from its first paragraph to the end of the page; a table, or a sentence, behind a
    paragraph means that it is none of the foot.
    """
    words = _words()
    kept = [
        line
        for number, line in enumerate(lines)
        if number >= words.edge or not _is_short(line, words) or not words.before.search(_fold(line.text))
    ]
    last_table = max((grid.after or 0 for grid in grids), default=0)
    foot = len(kept)
    for index in range(len(kept) - 1, max(len(kept) - words.edge, 0) - 1, -1):
        line = kept[index]
        if line.number <= last_table or not _is_short(line, words):
            break
        if words.behind.search(_fold(line.text)):
            foot = index
    return kept[:foot]


def tells_more(window: str, lines: Sequence[Line]) -> bool:
    """True for the title of a window that is one of an account, where none of the first paragraphs of the page is."""
    words = _words()
    shown = any(_is_short(line, words) and words.titled.search(_fold(line.text)) for line in lines[: words.edge])
    return not shown and len(window) <= words.longest and words.window.search(_fold(window)) is not None


def _fold(text: str) -> str:
    """Without spaces, full-width marks as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_short(line: Line, words: _Words) -> bool:
    return len(line.text) <= words.longest and not _SENTENCE.search(line.text)


@cache
def _words() -> _Words:
    # not by `specs`: the reading rests on nothing that knows forms, so that a new form reads no file again
    file = resources.files("budget_analysis").joinpath("specs", "web_pages.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    before, behind = (re.compile("|".join(f"(?:{one})" for one in data[name])) for name in ("before", "behind"))
    window, titled = re.compile(data["window"]), re.compile(data["titled"])
    return _Words(data["edge"], data["longest"], before, behind, window, titled)
