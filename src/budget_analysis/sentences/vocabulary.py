"""The words of a section as they are looked for in a text: by their first characters, the longest first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from .words import Word, words_of


class Vocabulary:
    """The words of one section, found by their first two characters, longest first.

    With a `base`, words added to it: of the same phrase the added one counts.
    """

    def __init__(self, words: Iterable[Word], base: Vocabulary | None = None) -> None:
        self._base = base
        self._letters: dict[str, Word] = {}
        self._by_beginning: dict[str, list[Word]] = {}
        for word in sorted(words, key=lambda word: -len(word.text)):
            if len(word.text) == 1:
                self._letters[word.text] = word
            else:
                self._by_beginning.setdefault(word.text[:2], []).append(word)

    def longest(self, text: str, position: int) -> Word | None:
        """The longest word of two or more characters that begins here."""
        known = self._base.longest(text, position) if self._base is not None else None
        least = len(known.text) if known is not None else 2
        for word in self._by_beginning.get(text[position : position + 2], ()):
            if len(word.text) < least:
                break
            if text.startswith(word.text, position):
                return word
        return known

    def letter(self, letter: str) -> Word | None:
        """The word that is this one character."""
        found = self._letters.get(letter)
        return found if found is not None or self._base is None else self._base.letter(letter)


@cache
def _vocabulary(section: str) -> Vocabulary:
    return Vocabulary(words_of(section))


def vocabulary(section: str, names: Iterable[Word] = ()) -> Vocabulary:
    """The words of a section and those of one document, such as the names of its units."""
    own = tuple({word.text: word for word in names if word.text}.values())
    return _with_own(section, own) if own else _vocabulary(section)


@lru_cache(maxsize=8)
def _with_own(section: str, own: tuple[Word, ...]) -> Vocabulary:
    """All blocks of a section are read with the same names, one after the other."""
    return Vocabulary(own, _vocabulary(section))
