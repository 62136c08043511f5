"""The words of `specs/annex_claims.toml`, folded as the text is when they are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from .. import specs, terms
from ..sentences.words import expand


def spec(*path: str) -> Any:
    """One entry of the file."""
    entry: Any = specs.load("annex_claims.toml")
    for name in path:
        entry = entry[name]
    return entry


@cache
def phrases(*path: str) -> tuple[str, ...]:
    """A list of phrases with all their variants, longest first; one name is a list of `words`."""
    return longest_first(spec(*(path if len(path) > 1 else ("words", *path))))


@cache
def meanings(*path: str) -> Mapping[str, str]:
    """Phrase to identifier of a table whose entries are lists of phrases, longest phrase first."""
    table = spec(*path).items()
    pairs = [(phrase, name) for name, patterns in table for phrase in longest_first(patterns)]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def longest_first(patterns: Iterable[str]) -> tuple[str, ...]:
    """All variants of some phrases."""
    found = {terms.fold(phrase): None for pattern in patterns for phrase in expand(pattern)}
    return tuple(sorted(found, key=lambda phrase: -len(phrase)))


def ending(text: str, words: Iterable[str]) -> str:
    """The first of the words, longest first, that a text ends with; empty if it ends with none."""
    return next((word for word in words if text.endswith(word)), "")


def has_any(text: str, *path: str) -> bool:
    return any(word in text for word in phrases(*path))


def meaning_in(text: str, *path: str) -> str:
    """The identifier of the first word of a table that stands in a text (`said` has the last), empty if none does."""
    named = meanings(*path)
    found = [(text.index(word), -len(word), word) for word in named if word in text]
    return named[min(found)[2]] if found else ""


class Said(NamedTuple):
    """What a number is, by the phrase before it, and the text before that.

    `certain` is the same where nothing but a filler (为, 达, 共) stands between the phrase and the number, else empty.
    """

    before: str = ""
    name: str = ""
    certain: str = ""


def said(text: str, *path: str) -> Said:
    """By the word of a table that ends last in the text before a number; nothing if none stands there."""
    named = meanings(*path)
    found = [(text.rindex(word) + len(word), len(word), word) for word in named if word in text]
    if not found:
        return Said(text)
    end, length, word = max(found)
    return Said(text[: end - length], named[word], "" if trimmed(text[end:]) else named[word])


def trimmed(text: str) -> str:
    """Words without the fillers at their end."""
    while filler := ending(text, phrases("fillers")):
        text = text.removesuffix(filler)
    return text


def only_allowed(text: str, names: Sequence[str]) -> bool:
    """True where a text says nothing that would make a number another one's.

    Names of the project and the department, the words of `allowed`, and years may stand there.
    """
    rest = re.sub(r"\d{4}年度?|^年度?", "", terms.fold(text))
    words = sorted((terms.fold(name) for name in names if name), key=len, reverse=True)
    for word in (*words, *phrases("allowed")):
        rest = rest.replace(word, "")
    return not rest
