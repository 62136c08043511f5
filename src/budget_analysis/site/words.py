"""What the pages say in both languages; the words are data in `specs/site.toml`."""

from __future__ import annotations

import re
from functools import cache

from .. import findings, specs, terms, texts
from ..errors import SpecError
from ..findings.naming import section_name

_NAMES = re.compile(r"(\[[^\]]*\])")
_OPERATORS = (("<=", " ≤ "), (">=", " ≥ "), ("*", " × "), ("/", " ÷ "), ("-", " − "), ("+", " + "))


def say(key: str, language: str, **values: object) -> str:
    """A word or sentence of the pages with its values filled in.

    Raises:
        SpecError: `specs/site.toml` has none of that name.
    """
    entry = specs.load("site.toml")["words"].get(key)
    if entry is None:
        raise SpecError(f'specs/site.toml has no words "{key}"')
    return str(entry[texts.known_language(language)]).format(**values)


def script_words(language: str) -> dict[str, str]:
    """The words that the script of the pages shows."""
    return {name: str(entry[language]) for name, entry in specs.load("site.toml")["script"].items()}


def reason(note: str, language: str) -> str:
    """A note of the data for a reader: in Chinese the sentence that `specs/site.toml` has for it.

    A note without one says in Chinese that it stands in the data.
    """
    if language == "en" or not note:
        return note
    for pattern, told in _reasons():
        found = pattern.fullmatch(note)
        if found:
            return found.expand(told)
    return say("note_in_data", language)


def kind(name: str, language: str) -> str:
    """What kind of statement a claim is."""
    entry = specs.load("ledger.toml")["kinds"].get(name)
    return str(entry[language]) if entry else texts.word(name, language)


def section(name: str, language: str) -> str:
    """The name of a section of the document."""
    known = section_name(name, language)
    return texts.word(name, language) if known == name and name else known


def of_annex(name: str, language: str) -> str:
    """What a row or column of an annex means; empty where its printed label alone says it."""
    entry = specs.load("site.toml")["annex"].get(name)
    if entry is not None:
        return str(entry[language])
    known = texts.word(name, language)
    return "" if known == name and language == "zh" else known.replace("_", " ")


def instance(name: str, language: str) -> str:
    """What a check is about: its rows and columns by their names."""
    told = []
    for part in name.split(" "):
        known = findings.word("instances", part, language)
        told.append(known if known != part else terms.name(part, language))
    return " ".join(told)


def problem(kind: str) -> str:
    """What a kind of problem of the reading means, in Chinese."""
    entry = specs.load("site.toml")["problems"].get(kind)
    return str(entry) if entry else say("note_in_data", "zh")


def formula(text: str, language: str) -> str:
    """A formula of the data with the signs that people write, its phrases in the reader's language."""
    for pattern, told in _phrases():
        found = pattern.fullmatch(text)
        if found:
            return found.expand(told) if language == "zh" else text
    return text


def signs(text: str) -> str:
    """A formula with × ÷ − ≤ in place of * / - <=."""
    parts = _NAMES.split(text)  # every other one is a name in brackets
    for at in range(0, len(parts), 2):
        for plain, sign in _OPERATORS:
            parts[at] = parts[at].replace(plain, sign)
    return " ".join("".join(parts).split())


@cache
def _reasons() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(one["en"]), one["zh"]) for one in specs.load("site.toml")["reason"]]


@cache
def _phrases() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(one["en"]), one["zh"]) for one in specs.load("site.toml")["phrase"]]
