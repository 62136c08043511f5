"""Heads that a later page prints again, in other words or in part, with what stands above the table.

A row above the first one of the body is such a head where nothing in it is an amount, a code or the name of a row,
and texts that hold words of heads stand in the place of the amounts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .. import terms
from ..errors import LocateError
from ..folding import BLANK_MARKS
from ..locate.surroundings import RawForm, form_titled, is_continuation, is_surrounding
from ..reading import Cell
from ..specs import FormSpec
from .columns import Slots, measure_named, path_above

_YEAR = re.compile(r"\d{4}年度?")
_HAS_DIGIT = re.compile(r"\d")
_BLANK = re.compile(BLANK_MARKS)
_SHORTEST_WORD = 2


def end_of_heads_again(spec: FormSpec, rows: Sequence[Sequence[Cell | None]], measures: Collection[int], words: Collection[str]) -> int:
    """How many rows at the top of a later page are heads.

    Args:
        rows: the cells of its rows, by the columns of the first page.
        measures: the columns of amounts.
        words: what may stand in the heads of this form.
    """
    end = 0
    for number, row in enumerate(rows, start=1):
        cells = [cell for cell in dict.fromkeys(row) if cell is not None and cell.text.strip()]
        if not cells:
            continue
        amounts = {row[column] for column in measures if column < len(row)}
        if not (_stands_above(cells) or _is_head(spec, cells, [cell for cell in cells if cell in amounts], words)):
            break
        end = number
    return end


def _stands_above(cells: Sequence[Cell]) -> bool:
    """True for title, number, department, unit of money and the word that a table goes on; each in a cell of its own."""
    return all(is_continuation(cell.text) or is_surrounding(cell.text) or form_titled(cell.text) is not None for cell in cells)


def _is_head(spec: FormSpec, cells: Sequence[Cell], amounts: Sequence[Cell], words: Collection[str]) -> bool:
    if not amounts or any(_is_of_body(spec, cell.text) for cell in cells):
        return False
    told = [_YEAR.sub("", terms.fold(cell.text)) for cell in amounts]
    return all(any(word in text or text in word for word in words if len(word) >= _SHORTEST_WORD) for text in told)


def _is_of_body(spec: FormSpec, text: str) -> bool:
    """True for a number, what stands for one, and the name of a row."""
    plain = terms.fold(text)
    is_blank = _BLANK.fullmatch(plain) is not None
    return is_blank or _HAS_DIGIT.search(_YEAR.sub("", plain)) is not None or any(group.knows(text) for group in spec.every_group)


def refuse_other_measures(raw: RawForm, known: Collection[str], part: Slots, start: int, end: int) -> None:
    """Measures above a further table that the first has not stand in other columns than its own.

    Raises:
        LocateError: there are some.
    """
    group = raw.spec.groups[0]
    for column in range(part.grid.columns if len(raw.spec.groups) == 1 and start < end else 0):
        measure = measure_named(group, path_above(part, start, end, column), ())
        if measure is not None and measure.name not in known:
            raise LocateError(
                f"p.{part.grid.page}, form {raw.spec.id}: the form goes on with other columns ({measure.headers[0]}) in a table whose rows "
                "are not those of the first. Compare with the page; the form is not read."
            )
