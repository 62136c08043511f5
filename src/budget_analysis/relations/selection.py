"""Which claims evaluate an identity of the prose: patterns over kind, section, subject, formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from ..errors import SpecError
from ..frames import operand_names, text
from ..identifiers import place_of

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
        return (
            claim["kind"] in self.kinds
            and (not self.sections or _is_within(text(claim["section"]), self.sections))
            and (not self.subjects or _fits(text(claim["subject"]).split(" ; "), self.subjects))
            and (not self.formulas or _fits([text(claim["formula"])], self.formulas))
            and (not self.notes or _fits([text(claim["note"])], self.notes))
            and self._takes_operands(claim, subject_of)
        )

    def _takes_operands(self, claim: Mapping[Any, Any], subject_of: Mapping[str, str]) -> bool:
        if not self.operands and not self.is_without_operands:
            return True
        document = str(claim["document_id"])
        operands = [subject_of.get(name, place_of(name, document)) for name in operand_names(claim)]
        return not operands if self.is_without_operands else _fits(operands, self.operands)


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


def _is_within(section: str, names: Iterable[str]) -> bool:
    return any(section == name or section.startswith(f"{name}.") for name in names)


def _fits(values: Iterable[str], patterns: Iterable[str]) -> bool:
    """True where one of the values fits one of the patterns."""
    return any(_regex(pattern).fullmatch(value) for value, pattern in product(values, patterns))


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    """`*` for any text without a stroke, `**` for any text, `?` for one character."""
    parts = re.split(r"(\*\*|\*|\?)", pattern)
    meaning = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)
