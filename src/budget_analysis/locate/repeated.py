"""A title that stands again on the next page: the same form goes on, or it is printed twice."""

from __future__ import annotations

import re
from dataclasses import replace

from .. import terms
from .surroundings import RawForm

_AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?|[-—–]{1,2}")
_NEXT_PAGES = 2
"""A page may hold one empty row only."""
_MOST_COMMON = 1
"""So many rows of a form that goes on may be named like an earlier one (其他支出)."""


def goes_on(known: RawForm, form: RawForm) -> bool:
    """True where the second part begins on the page after the first and repeats none of its rows.

    Without pages it may follow on the same one.
    """
    has_pages = any(grid.box is not None for grid in form.grids) or not form.grids
    if not (1 if has_pages else 0) <= form.page - known.pages[-1] <= _NEXT_PAGES:
        return False
    before, after = _rows(known), _rows(form)
    return bool(after) and len(before & after) <= _MOST_COMMON and "合计" not in before & after


def joined(known: RawForm, form: RawForm) -> RawForm:
    """Both parts as one form, under the first title."""
    return replace(
        known,
        lines=(*known.lines, *form.lines),
        grids=(*known.grids, *form.grids),
        note=known.note or form.note,
        statement=known.statement or form.statement,
        department=known.department or form.department,
        unit=known.unit or form.unit,
        heads=tuple({one[0]: one for one in (*form.heads, *known.heads)}.values()),
    )


def _rows(form: RawForm) -> set[str]:
    """What names each row that holds an amount: its texts without the amounts."""
    rows: list[list[str]] = [line.text.split() for line in form.lines]
    for grid in form.grids:
        texts: dict[int, list[str]] = {}
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
            if cell.text.strip():
                texts.setdefault(cell.row, []).append(cell.text)
        rows.extend(texts.values())
    named = set()
    for row in rows:
        words = [terms.fold(text) for text in row]
        names = [word for word in words if not _AMOUNT.fullmatch(word)]
        if len(names) < len(words):
            named.add("".join(names))
    return named
