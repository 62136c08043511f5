"""Which claims evaluate an identity of the prose: patterns over kind, section, subject, formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product
from typing import Any

from ..errors import SpecError
from ..frames import operand_names, text
from ..identifiers import place_of

_PATTERNS = ("sections", "subjects", "formulas", "notes", "operands")


@dataclass(frozen=True)
class Selection:
    """Claims of some `kinds`, by patterns of what else they say."""

    kinds: tuple[str, ...]
    patterns: Mapping[str, tuple[str, ...]]
    """Some of `_PATTERNS`; of what is not there all passes."""
    is_without_operands: bool = False
    """Only claims for which no operand was found."""

    def takes(self, claim: Mapping[Any, Any], subject_of: Mapping[str, str]) -> bool:
        """`subject_of` has the subjects of claims, by which operands are known."""
        if claim["kind"] not in self.kinds or self.is_without_operands and operand_names(claim):
            return False
        return all(_fits(_told(claim, what, subject_of), patterns) for what, patterns in self.patterns.items())


def read_selection(identity: str, entry: Mapping[str, Any]) -> Selection:
    """A selection from parsed TOML.

    Raises:
        SpecError: it has no kinds, or a key that is not known.
    """
    strangers = set(entry) - {"kinds", *_PATTERNS, "is_without_operands"}
    if strangers or "kinds" not in entry:
        raise SpecError(f"identity {identity}: claims have kinds, not {entry}")
    patterns = {what: tuple(entry[what]) for what in _PATTERNS if entry.get(what)}
    return Selection(tuple(entry["kinds"]), patterns, entry.get("is_without_operands", False))


def _told(claim: Mapping[Any, Any], what: str, subject_of: Mapping[str, str]) -> list[str]:
    """What the patterns are held against: each subject, each operand by its subject or place, a section and those above it."""
    if what == "operands":
        document = str(claim["document_id"])
        return [subject_of.get(name, place_of(name, document)) for name in operand_names(claim)]
    said = text(claim[what.removesuffix("s")])
    if what == "sections":
        return list(accumulate(said.split("."), "{}.{}".format))
    return said.split(" ; ") if what == "subjects" else [said]


def _fits(values: Iterable[str], patterns: Iterable[str]) -> bool:
    """True where one of the values fits one of the patterns."""
    return any(_regex(pattern).fullmatch(value) for value, pattern in product(values, patterns))


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    """`*` for any text without a stroke, `**` for any text, `?` for one character."""
    parts = re.split(r"(\*\*|\*|\?)", pattern)
    meaning = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)
