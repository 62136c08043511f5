"""A title that stands again: the same form goes on on the next page, or it is printed twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import terms
from ..folding import BLANK_MARKS
from ..reading import Grid, Problem
from .surroundings import RawForm, noted

_AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?|" + BLANK_MARKS)
REPEATED_FORM = "repeated_form"
_NEXT_PAGES = 2
"""A page may hold one empty row only."""
_MOST_COMMON = 1
"""So many rows of a form that goes on may be named like an earlier one (其他支出)."""


def goes_on(known: RawForm, form: RawForm) -> bool:
    """True where the second part begins on the page after the first and repeats none of its rows.

    Without pages it may follow on the same one. A head may be repeated with the row of the total below it.
    """
    has_pages = any(grid.box is not None for grid in form.grids) or not form.grids
    if not (1 if has_pages else 0) <= form.page - known.pages[-1] <= _NEXT_PAGES:
        return False
    printed = _with_amounts(known), _with_amounts(form)
    again = 0
    while again < min(map(len, printed)) and printed[0][again] == printed[1][again]:
        again += 1
    before, after = _named(printed[0]), _named(printed[1][again:])
    return bool(after) and len(before & after) <= _MOST_COMMON and "合计" not in before & after


def joined(known: RawForm, form: RawForm) -> RawForm:
    """Both parts as one form, under the first title."""
    both = replace(
        known,
        lines=(*known.lines, *form.lines),
        grids=(*known.grids, *form.grids),
        note=known.note or form.note,
        statement=known.statement or form.statement,
        department=known.department or form.department,
        unit=known.unit or form.unit,
        left_over=(*known.left_over, *form.left_over),
        heads=tuple({one[0]: one for one in (*form.heads, *known.heads)}.values()),
    )
    return noted(both)


def fuller(known: RawForm, form: RawForm) -> tuple[RawForm, Problem]:
    """Of two prints of one form the second where it has all rows of the first and more, else the first; what to say.

    Where a page is printed twice, the rest of the form stands behind its second print. A second print with rows
    that the first has not may be the rest of it: then no sum over the rows is certain.
    """
    before, after = _printed(known), _printed(form)
    if before and before == after:
        message = f'"{form.title}" is printed on page {known.page} and again, with the same rows, on page {form.page}; it counts once'
        return known, Problem(form.page, form.spec.id, REPEATED_FORM, message)
    if before < after:
        return form, _found_twice(form, known, "the second is kept, which has all rows of the first and more")
    if _named(_with_amounts(form)) - _named(_with_amounts(known)):
        rest = form.grids or (Grid(form.page, 0, 0, ()),)
        known = replace(known, left_over=(*known.left_over, *rest))
    return known, _found_twice(form, known, "the first is kept")


def _found_twice(form: RawForm, known: RawForm, kept: str) -> Problem:
    message = (
        f'"{form.title}" stands on page {form.page}, but form {form.spec.id} was already found '
        f'on page {known.page} ("{known.title}"); {kept}. If both are printed, '
        "record it in docs/data_issues.md; if they are different forms, add the title to specs/."
    )
    return Problem(form.page, form.spec.id, "form", message)


def _printed(form: RawForm) -> set[str]:
    """Each row that holds an amount, as it is printed."""
    return {"|".join(words) for words in _with_amounts(form)}


def _with_amounts(form: RawForm) -> list[list[str]]:
    """The texts of each row that holds an amount."""
    return [words for words in _words(form) if any(_AMOUNT.fullmatch(word) for word in words)]


def _named(rows: Sequence[Sequence[str]]) -> set[str]:
    """What names each row: its texts without the amounts."""
    return {"".join(word for word in words if not _AMOUNT.fullmatch(word)) for words in rows}


def _words(form: RawForm) -> list[list[str]]:
    """The texts of each row, folded."""
    rows: list[list[str]] = [line.text.split() for line in form.lines]
    for grid in form.grids:
        texts: dict[int, list[str]] = {}
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
            if cell.text.strip():
                texts.setdefault(cell.row, []).append(cell.text)
        rows.extend(texts.values())
    return [[terms.fold(text) for text in row] for row in rows]
