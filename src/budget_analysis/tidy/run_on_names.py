"""Names of rows without lines whose wrapped lines were given to the row above or below: 与扩散社会保障和就.

Such a name is the end of the name of the row before and the beginning of its own, or the end of its own and the
beginning of the next one, as the classification has them. Where a form has one, what its wrapped names say is not
certain: those that are not the names of their codes are left out. Codes and amounts are what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import codes, terms
from .rows import FormRow

_FEWEST_LETTERS = 2


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
