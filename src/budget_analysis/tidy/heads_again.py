"""Heads that a later page prints again, in other words or in part, with what stands above the table.

A row above the first one of the body is such a head where nothing in it is an amount, a code or the name of a row,
and texts that hold words of heads stand in the place of the amounts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from .. import terms
from ..errors import FurtherTableError
from ..folding import BLANK_MARKS
from ..locate.parts import names_part
from ..locate.surroundings import RawForm, form_titled, is_continuation, is_surrounding
from ..reading import Cell, Grid
from ..specs import Column, FormSpec
from .columns import Slots, measure_named, path_above
from .rows import FormRow

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


def refuse_other_measures(raw: RawForm, measured: Mapping[int, Column], part: Slots, heads: range, below: Sequence[int | None]) -> None:
    """Measures above a further table that do not stand above their own column say that its columns are others than those of the first.

    Args:
        raw: the form.
        measured: the measures of the first table by its columns.
        part: the further table.
        heads: its rows of heads.
        below: for each column of the first table that of the further one.

    Raises:
        FurtherTableError: there are some.
    """
    if len(raw.spec.groups) > 1 or not heads:
        return
    paths = [path_above(part, heads.start, heads.stop, column) for column in range(part.grid.columns)]
    own = {place: measure for column, measure in measured.items() if (place := below[column]) is not None}
    placed = {measure.name for place, measure in own.items() if _heads(raw, measure, paths[place])}
    for column, path in enumerate(paths):
        measure = measure_named(raw.spec.groups[0], path, ())
        if measure is None or (column in own and _heads(raw, own[column], path)) or (column not in own and measure.name in placed):
            continue
        raise _refusal(raw, part.grid, measure)


def refuse_other_heads(raw: RawForm, measured: Mapping[int, Column], above: Sequence[Sequence[str]], line: Sequence[Cell | None], grid: Grid) -> None:
    """Heads within a table that are printed again above other columns: what stands below them are amounts of those.

    Args:
        raw: the form.
        measured: the measures by their columns.
        above: the words above each column where the table begins.
        line: a row of heads by the same columns.
        grid: where it stands.

    Raises:
        FurtherTableError: a measure stands above the column of another one, or of none.
    """
    if len(raw.spec.groups) > 1:
        return
    for column, cell in enumerate(line):
        word = terms.fold(cell.text) if cell is not None else ""
        measure = None if not word or word in above[column] else measure_named(raw.spec.groups[0], [word], ())
        if measure is not None and not (column in measured and _heads(raw, measured[column], [word])):
            raise _refusal(raw, grid, measure)


def refuse_rows_again(raw: RawForm, before: Sequence[FormRow], rows: Sequence[FormRow]) -> None:
    """Codes, or the row of the total, that come again with other amounts in a further table: these are amounts of something else.

    A row that a page repeats has the same ones; in an account of several units codes come again within a table, too.

    Args:
        raw: the form.
        before: the rows of the tables before it.
        rows: those of the further one.

    Raises:
        FurtherTableError: there are some.
    """
    if not raw.spec.codes or raw.spec.has_units:
        return
    first, again = ([(name, row) for row in part if (name := _name(raw.spec, row))] for part in (before, rows))
    known = dict(first)
    if any(len(dict(part)) < len(part) for part in (first, again)):
        return
    other = next((row for name, row in again if name in known and _amounts(row) and _amounts(known[name]) not in ([], _amounts(row))), None)
    if other is not None:
        raise FurtherTableError(
            f'p.{other.page}, form {raw.spec.id}: the row "{other.code or other.label}" comes again with other amounts in a table that the '
            "form seems to go on in. Compare with the page; the form is not read."
        )


def _name(spec: FormSpec, row: FormRow) -> tuple[int, str] | None:
    """What a row is: its code, or the total; nothing for any other row."""
    name = row.code or ("total" if spec.groups[row.group].role(row.label, set()) == "total" else "")
    return (row.group, name) if name else None


def _amounts(row: FormRow) -> list[str]:
    """The amounts of a row, column after column; none where it has none."""
    texts = [cell.text.replace(",", "") for cell in row.cells.values()]
    return texts if any(texts) else []


def lines_without_heads_again(raw: RawForm) -> RawForm:
    """The form of a dump without the heads that are printed again between its rows, and without the name of a part above heads.

    Raises:
        FurtherTableError: heads that begin as the first ones go on with other columns.
    """
    headers = {header for group in raw.spec.every_group for column in group.columns for header in column.headers}
    measures = {header for group in raw.spec.every_group for column in group.measures for header in column.headers}
    split = [[terms.fold(word) for word in line.text.split()] for line in raw.lines]
    are_heads = [
        len(texts) > 1 and texts[0] in headers and any(text in measures for text in texts[1:]) and not any(map(_HAS_DIGIT.search, texts))
        for texts in split
    ]
    first = next((n for n, is_head in enumerate(are_heads) if is_head), len(split))
    kept = []
    parts: set[str] = set()
    for number, (line, texts) in enumerate(zip(raw.lines, split, strict=True)):
        if not texts:
            continue
        if number > first and are_heads[number] and texts[0] == split[first][0]:
            if texts != split[first]:
                raise FurtherTableError(
                    f"p.{line.page}, form {raw.spec.id}: below its rows stand other heads ({' '.join(texts)}), and a dump does not tell "
                    "which amounts are their own. Compare with the page; the form is not read."
                )
            continue
        is_above = are_heads[number + 1 : number + 2] == [True] and split[number + 1][0] == split[first][0]
        part = terms.split_ordinal(line.text)[1]
        if is_above and names_part(raw.spec, line.text) and part not in parts:
            parts.add(part)
            continue
        is_bare = len(texts) == 1 and not (_HAS_DIGIT.search(texts[0]) or _stands_above([Cell(0, 0, line.text)]))
        if is_above and number > first and is_bare:
            raise FurtherTableError(
                f'p.{line.page}, form {raw.spec.id}: "{line.text.strip()}" stands above heads that are printed again; what is below them '
                "may be no part of the form. Compare with the page; the form is not read."
            )
        kept.append(line)
    return replace(raw, lines=tuple(kept)) if len(kept) < len(raw.lines) else raw


def _heads(raw: RawForm, measure: Column, path: Sequence[str]) -> bool:
    """True where these words may stand above this measure, whatever else they may head."""
    others = [column for column in raw.spec.groups[0].measures if column is not measure]
    return measure_named(raw.spec.groups[0], path, others) is not None


def _refusal(raw: RawForm, grid: Grid, measure: Column) -> FurtherTableError:
    return FurtherTableError(
        f"p.{grid.page}, form {raw.spec.id}: the form goes on with other columns, or with its columns in another order ({measure.headers[0]}), "
        "and its rows are not those of the first. Compare with the page; the form is not read."
    )
