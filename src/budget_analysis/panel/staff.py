"""How many people an office has, by the words of `specs/staff.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from .. import specs, terms

_CLAUSES = re.compile(r"[，,。；;、\n]")
_DATES = re.compile(r"(?:20\d\d年(?:度|底|末)?)?(?:12月(?:31日|底))?")


def staff_told(texts: Iterable[str], department: str = "") -> dict[str, int]:
    """People by kind (`authorised`, `present`, `retired`), as the paragraphs of an account of a department tell them.

    A kind is left out where nothing tells it, or where two clauses tell two numbers.
    """
    told: dict[str, set[int]] = {}
    name = terms.fold(department)
    for text in texts:
        folded = terms.fold(text)
        for kind, count in _told(folded.replace(name, "") if name else folded):
            told.setdefault(kind, set()).add(count)
    return {kind: counts.pop() for kind, counts in told.items() if len(counts) == 1}


def _told(text: str) -> Iterator[tuple[str, int]]:
    for clause in _CLAUSES.split(text):
        for kind, pattern in _patterns().items():
            match = pattern.fullmatch(_DATES.sub("", clause))
            if match:
                yield kind, int(match["count"])
                break


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = specs.load("staff.toml")
    before, between, units = (_any(words[name]) for name in ("before", "between", "units"))
    return {
        kind: re.compile(f"(?:{before}){{0,6}}(?:{_any(named)})(?:{between}){{0,4}}(?P<count>\\d{{1,5}})(?:{units})[）)]?")
        for kind, named in words["words"].items()
    }


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(terms.fold(word)) for word in sorted(words, key=len, reverse=True))
