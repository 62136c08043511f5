"""The words of `specs/annex_claims.toml`, folded as the text is when they are looked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

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
def meanings(*path: str) -> tuple[tuple[str, str], ...]:
    """Phrase and identifier of a table whose entries are lists of phrases, longest phrase first."""
    pairs = [
        (phrase, name) for name, patterns in spec(*path).items() for phrase in _variants(patterns)
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def longest_first(patterns: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(_variants(patterns), key=lambda phrase: -len(phrase)))


def _variants(patterns: Iterable[str]) -> list[str]:
    return list(
        dict.fromkeys(terms.fold(phrase) for pattern in patterns for phrase in expand(pattern))
    )


def meaning_in(text: str, *path: str) -> str:
    """The identifier of the first word of a table that stands in a text, empty if none does."""
    found = [(text.index(word), -len(word), name) for word, name in meanings(*path) if word in text]
    return min(found)[2] if found else ""


def last_meaning_in(text: str, *path: str) -> str:
    """The identifier of the last word of a table that stands in a text, empty if none does."""
    found = [
        (text.rindex(word) + len(word), len(word), name)
        for word, name in meanings(*path)
        if word in text
    ]
    return max(found)[2] if found else ""


def has_any(text: str, *path: str) -> bool:
    return any(word in text for word in phrases(*path))
