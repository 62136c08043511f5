"""Which claims evaluate an identity of the prose: patterns over kind, section, subject, formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..errors import SpecError
from ..frames import text
from ..identifiers import names_of, place_of

_KEYS = ("kinds", "sections", "subjects", "formulas", "notes", "operands")


@dataclass(frozen=True)
class Selection:
    """Claims by kind, section, subject, formula, note and operands; an empty list lets all pass."""

    kinds: tuple[str, ...]
    sections: tuple[str, ...]
    subjects: tuple[str, ...]
    formulas: tuple[str, ...]
    notes: tuple[str, ...]
    operands: tuple[str, ...]
    is_without_operands: bool = False
    """Only claims for which no operand was found."""

    def takes(self, claim: Mapping[Any, Any], subject_of: Mapping[str, str]) -> bool:
        """`subject_of` has the subjects of claims, by which operands are known."""
        if claim["kind"] not in self.kinds:
            return False
        section = text(claim["section"])
        if self.sections and not any(_is_within(section, name) for name in self.sections):
            return False
        subjects = text(claim["subject"]).split(" ; ")
        if self.subjects and not any(_fits(one, self.subjects) for one in subjects):
            return False
        if self.formulas and not _fits(text(claim["formula"]), self.formulas):
            return False
        if self.notes and not _fits(text(claim["note"]), self.notes):
            return False
        if not self.operands and not self.is_without_operands:
            return True
        document = str(claim["document_id"])
        operands = [subject_of.get(name, place_of(name, document)) for name in names_of(claim)]
        if self.operands and not any(_fits(one, self.operands) for one in operands):
            return False
        return not (self.is_without_operands and operands)


def read_selection(identity: str, entry: Mapping[str, Any]) -> Selection:
    """A selection from parsed TOML.

    Raises:
        SpecError: it has no kinds, or a key that is not known.
    """
    strangers = set(entry) - {*_KEYS, "is_without_operands"}
    if strangers or "kinds" not in entry:
        raise SpecError(f"identity {identity}: claims have kinds, not {entry}")
    lists = {key: tuple(entry.get(key, ())) for key in _KEYS}
    return Selection(**lists, is_without_operands=entry.get("is_without_operands", False))


def _is_within(section: str, name: str) -> bool:
    return section == name or section.startswith(f"{name}.")


def _fits(value: str, patterns: tuple[str, ...]) -> bool:
    return any(_regex(pattern).fullmatch(value) for pattern in patterns)


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    """`*` for any text without a stroke, `**` for any text, `?` for one character."""
    parts = re.split(r"(\*\*|\*|\?)", pattern)
    meaning = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)
