"""Names and telephone numbers of persons: found in a document's own fields, hidden everywhere.

An account names people where it asks for them: 项目负责人, 联系电话, the table of evaluators,
signatures. What stands there is collected and masked wherever it appears. Which labels ask for
a person, and how a name is told from a word, is said in `specs/personal.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from ..reading import Grid, Line
from .fields import names_of_grid, names_of_lines, numbers_of_grid, numbers_of_lines
from .names import Found, is_distinctive, loose, spec

__all__ = ["MASK", "PersonalData", "hide", "is_distinctive", "personal_data"]

MASK = "＊"


@dataclass(frozen=True)
class PersonalData:
    """The names and numbers of one document; its `repr` does not show them.

    `names` are distinctive and hidden everywhere. `words` could also be words of the language
    (高峰, 向阳); they are hidden only where they stand as a name: alone, behind the label or
    before the word they were found with, before a title such as 同志.
    """

    names: frozenset[str] = field(default=frozenset(), repr=False)
    words: frozenset[str] = field(default=frozenset(), repr=False)
    numbers: frozenset[str] = field(default=frozenset(), repr=False)
    patterns: tuple[re.Pattern[str], ...] = field(default=(), repr=False)

    def mask(self, text: str) -> str:
        """The text with each character of a name or number replaced by ＊; blanks stay.

        The length does not change. A name is also found with blanks between its characters.
        """
        for pattern in self.patterns:
            text = pattern.sub(_hide, text)
        return text

    def mask_frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A copy of the frame with every column of strings masked; missing values stay missing."""
        masked = frame.copy()
        names: list[str] = list(frame.select_dtypes(include="string").columns)
        for column in names:
            masked[column] = frame[column].map(self.mask, na_action="ignore").astype("string")
        return masked


def personal_data(lines: Sequence[Line], grids: Sequence[Grid] = ()) -> PersonalData:
    """Collect what the fields, signatures and tables of persons of a document hold."""
    names = list(names_of_lines(lines))
    numbers = set(numbers_of_lines(lines))
    for grid in grids:
        names.extend(names_of_grid(grid))
        numbers.update(numbers_of_grid(grid))
    distinctive = frozenset(found.text for found in names if is_distinctive(found.text))
    others = [found for found in names if found.text not in distinctive]
    patterns = [
        *(loose(name) for name in sorted(distinctive, key=_longest_first)),
        *(pattern for found in others for pattern in _in_place(found)),
        *(_digits(number) for number in sorted(numbers, key=_longest_first)),
    ]
    return PersonalData(
        names=distinctive,
        words=frozenset(found.text for found in others),
        numbers=frozenset(numbers),
        patterns=tuple(re.compile(pattern) for pattern in dict.fromkeys(patterns)),
    )


def _longest_first(text: str) -> tuple[int, str]:
    return -len(text), text


def _in_place(found: Found) -> Iterator[str]:
    """Where a name that is also a word stands as a name."""
    name = f"(?P<hidden>{loose(found.text)})"
    yield rf"\A\s*{name}\s*\Z"
    titles = "|".join(loose(title) for title in spec().titles)
    yield rf"{name}(?=\s*(?:{titles}))"
    if found.label:
        yield rf"{loose(found.label)}(?:{spec().signature.pattern})?\s*[:：]?\s*{name}"
    elif found.behind:
        yield rf"{name}(?=\s*{loose(found.behind)})"


def _digits(number: str) -> str:
    """The number, whatever stands between its groups of digits, but not inside another number."""
    groups = re.findall(r"\d+", number)
    joined = r"[^\d\n]{0,3}".join(groups)
    return rf"(?<![\d.,]){joined}(?!\d|[.,]\d)"


def _hide(match: re.Match[str]) -> str:
    whole = match.group()
    if "hidden" not in match.re.groupindex:
        return hide(whole)
    start, end = (at - match.start() for at in match.span("hidden"))
    return whole[:start] + hide(whole[start:end]) + whole[end:]


def hide(text: str) -> str:
    """The whole text hidden, for a field that holds nothing but personal data."""
    return "".join(letter if letter.isspace() else MASK for letter in text)
