"""What the report says in both languages; the words are data in `specs/report.toml`."""

from __future__ import annotations

from typing import Any

from . import specs, terms
from .errors import SpecError


def word(identifier: str, language: str) -> str:
    """One word of the report or of the glossary; an identifier that neither knows stays itself."""
    known_language(language)
    entry = specs.load("report.toml")["words"].get(identifier)
    return terms.name(identifier, language) if entry is None else str(entry[language])


def grade(printed: str, language: str) -> str:
    """The grade of a project as printed; in English with what it means before it."""
    known = word(f"grade_{printed}", language)
    return printed if language == "zh" or known == f"grade_{printed}" else f"{known} ({printed})"


def say(key: str, language: str, **values: Any) -> str:
    """A sentence of the report with its values filled in.

    Raises:
        SpecError: there is no such sentence, or a value that it names was not given.
    """
    entry = specs.load("report.toml")["sentences"].get(key)
    if entry is None:
        raise SpecError(f'specs/report.toml has no sentence "{key}"')
    try:
        return terms.fill(str(entry[known_language(language)]), **values)
    except (KeyError, IndexError) as error:
        message = f'sentence "{key}" ({language}) wants {error}, which is not given'
        raise SpecError(message) from error


def known_language(language: str) -> str:
    """The language itself.

    Raises:
        SpecError: it is none that the report speaks.
    """
    if language not in terms.LANGUAGES:
        raise SpecError(f'language is "{language}"; known: {", ".join(terms.LANGUAGES)}')
    return language
