"""Names of rows without lines whose wrapped lines were given to the row above or below: 与扩散社会保障和就.

Such a name is the end of the name of the row before and the beginning of its own, or the end of its own and the
beginning of the next one, as the classification has them; or the name of the class, which a column of its own tells
beside its rows, ran into it: 教育支出小学教育. Where a form has one, what its wrapped names say is not
certain: those that are not the names of their codes are left out. Codes and amounts are what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import codes, terms
from ..reading import Grid
from .rows import FormRow, FormRows

_FEWEST_LETTERS = 2
_DIGITS_OF_CLASS = 3
_OTHER = "其他"
_RANK = re.compile(r"[(（][类款项][)）]$")


def without_run_on(classification: str | None, rows: Sequence[FormRow]) -> tuple[FormRow, ...]:
    """The rows; names that are not those of their codes are left out where lines of names went astray."""
    known = [terms.fold((classification and row.code and codes.name(classification, row.code)) or "") for row in rows]
    beside = ["", *known, ""]
    printed = ["", *(terms.fold(row.label) for row in rows), ""]
    places = range(len(rows))
    if not any(_is_astray(printed[n + 1], *beside[n : n + 3]) or _has_gone(printed[n : n + 3], beside[n : n + 3]) for n in places if rows[n].code):
        return tuple(rows)
    return tuple(
        replace(row, label="") if row.code and codes.fold_name(row.label) != codes.fold_name(name) else row
        for row, name in zip(rows, known, strict=True)
    )


def without_class(rows: Sequence[FormRow]) -> tuple[FormRow, ...]:
    """The rows; names that the name of their class ran into are left out. One that it stands before shows that it did."""
    classes = {row.code: terms.fold(row.label) for row in rows if len(row.code) == _DIGITS_OF_CLASS and row.label}

    def class_of(row: FormRow) -> str:
        return classes.get(row.code[:_DIGITS_OF_CLASS], "") if len(row.code) > _DIGITS_OF_CLASS else ""

    def is_longer(row: FormRow) -> bool:
        return bool(class_of(row)) and terms.fold(row.label) not in (class_of(row), _OTHER + class_of(row))

    if not any(is_longer(row) and terms.fold(row.label).startswith(class_of(row)) for row in rows):
        return tuple(rows)
    return tuple(replace(row, label="") if is_longer(row) and class_of(row) in terms.fold(row.label) else row for row in rows)


def without_ranks(found: FormRows) -> FormRows:
    """The rows, their names without what they are called in the classification: 教育支出（类）."""
    rows = tuple(replace(row, label=_RANK.sub("", row.label)) if row.code else row for row in found.rows)
    return replace(found, rows=rows)


def within_cells(classification: str | None, rows: Sequence[FormRow], grids: Sequence[Grid]) -> tuple[FormRow, ...]:
    """The rows; a name that no ruled cell holds, and that is not the one of its code, was made of the texts of several cells and is left out."""
    printed = {terms.fold(cell.text) for grid in grids for cell in grid.cells if cell.text.strip()}

    def is_whole(row: FormRow) -> bool:
        known = (classification and codes.name(classification, row.code)) or ""
        name = terms.fold(row.label)
        return codes.fold_name(row.label) == codes.fold_name(known) or any(name in text for text in printed)

    return tuple(row if not (row.code and row.label) or is_whole(row) else replace(row, label="") for row in rows)


def _is_astray(name: str, before: str, own: str, after: str) -> bool:
    """True for parts of the names of two rows in one name."""
    if not own or not name or name == own:
        return False
    for cut in range(1, len(name)):
        upper, lower = name[:cut], name[cut:]
        if (before.endswith(upper) and own.startswith(lower)) or (own.endswith(upper) and after.startswith(lower)):
            return True
    return False


def _has_gone(printed: Sequence[str], known: Sequence[str]) -> bool:
    """True for a name with a part of the one beside it, which lacks that part: …支 | 出抚恤, 行政 | 运行某某.

    Where the classification knows one of the two names only.
    """
    (above, name, below), (before, own, _) = printed, known
    for cut in range(1, len(name)):
        upper, lower = name[:cut], name[cut:]
        if not own and before.endswith(upper) and not above.endswith(upper):
            return True
        if own and not before and len(lower) >= _FEWEST_LETTERS and lower != own and own.startswith(lower) and below.startswith(own[len(lower) :]):
            return True
    return False
