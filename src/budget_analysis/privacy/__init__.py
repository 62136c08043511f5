"""Persons: names and what reaches them, found in the document's own fields, hidden everywhere.

An account names people where it asks for them: 项目负责人, 联系电话, the table of evaluators,
signatures; and in a few turns of its prose. What stands there is collected once per document and
hidden before anything else reads the text. Which labels ask for a person, and how a name is told
from a word, is said in `specs/personal.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import specs
from ..reading import Grid, Line
from .documents import mask_located, mask_problems, mask_sheets
from .fields import signature
from .grids import names_of_grid, numbers_of_grid
from .lines import names_of_lines, numbers_of_lines
from .masking import MASK, PersonalData, hide
from .names import Found, Kind, is_distinctive, judge, loose

__all__ = [
    "MASK",
    "PersonalData",
    "hide",
    "is_distinctive",
    "mask_located",
    "mask_problems",
    "mask_sheets",
    "personal_data",
]


def personal_data(lines: Sequence[Line], grids: Sequence[Grid] = ()) -> PersonalData:
    """Collect what the fields, signatures, tables of persons and the prose of a document hold."""
    found = list(names_of_lines(lines))
    listed = set(numbers_of_lines(lines))
    for grid in grids:
        found.extend(names_of_grid(grid))
        listed.update(numbers_of_grid(grid))
    names = frozenset(name.text for name in found if judge(name.text) is Kind.NAME)
    others = [name for name in found if name.text not in names]
    personal = PersonalData(
        names=names,
        words=frozenset(name.text for name in others),
        numbers=frozenset(listed),
        in_place=tuple(
            re.compile(form) for form in dict.fromkeys([*_words(others), *_handles(listed)])
        ),
    )
    texts = [*(line.text for line in lines), *(cell.text for grid in grids for cell in grid.cells)]
    beside = (number for text in texts for number in personal.numbers_beside(text))
    return replace(personal, numbers=frozenset([*listed, *beside]))


def _words(found: Sequence[Found]) -> Iterator[str]:
    """Where names that are also words stand as names."""
    if not found:
        return
    names = sorted({name.text for name in found}, key=lambda text: (-len(text), text))
    name = f"(?P<hidden>{'|'.join(loose(text) for text in names)})"
    yield rf"(?m)^[ \t]*{name}[ \t]*$"
    titles = "|".join(loose(title) for title in specs.load("personal.toml")["titles"])
    yield rf"{name}(?=\s*(?:{titles}))"
    for one in found:
        name = f"(?P<hidden>{loose(one.text)})"
        if one.label:
            yield rf"{loose(one.label)}(?:{signature().pattern})?[)\s]*:?\s*{name}"
        elif one.behind:
            yield rf"{name}(?=\s*{loose(one.behind)})"


def _handles(numbers: set[str]) -> Iterator[str]:
    """Numbers with letters wherever they stand; short ones only where nothing stands beside them."""
    for number in sorted(numbers):
        if re.search(r"[A-WYZa-wyz]", number):
            yield rf"(?<![\w@.])(?P<hidden>{re.escape(number)})(?![\w@])"
        elif len(re.sub(r"\D", "", number)) < 7:
            yield rf"(?m)^[ \t]*(?P<hidden>{re.escape(number)})[ \t]*$"
