"""Forms printed across: items side by side in the head, budget and actual above, below or in rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .. import terms
from ..errors import LocateError
from ..folding import BLANK_MARKS
from ..locate import RawForm, form_titled, is_surrounding
from ..reading import Cell, Problem
from ..specs import Column, FormSpec, forms
from .columns import (
    DIGITS,
    ITEMS_ACROSS,
    NUMBER,
    Slots,
    header_words,
    may_lie_across,
    measure_named,
    path_above,
    slots_of,
    text_of,
)
from .doubts import doubt_of_cell
from .down import is_of_cars, is_total_of_all, named_rows
from .rows import FormRow, FormRows, Printed

_OF_ABOVE = ("小计", "合计")
"""Words that stand for what is printed above them."""
_OF_ALL = "合计"
"""Alone, before or behind all items, it is their total."""


_LABEL = re.compile(r"[\[(（]?(?:[A-Za-z]|第?栏次?\d{1,2}|\d{1,2}栏|[①-⑳])[\])）]?")
_DASH = re.compile(BLANK_MARKS)
_AROUND = re.compile(r"(?:19|20)\d{2}年度?")
_LONGEST_COUNT = 2
"""Digits: a form has no hundred columns."""
_NEARLY_ALL = 0.8


@dataclass(frozen=True)
class Across:
    """A column of a form printed across: the item and the measure that its header names."""

    column: int
    role: str
    label: str
    measure: Column
    is_named: bool = True
    """Words of the head tell the measure."""


@dataclass(frozen=True)
class Item:
    """A column that is one item; the measures stand in the rows."""

    column: int
    role: str
    label: str


def columns_across(
    spec: FormSpec, slots: Slots, start: int, end: int
) -> tuple[Across, ...]:
    """The columns of a form printed across; empty if it is not.

    Items stand in the header instead of in rows; budget and actual above or below them. A print
    with one measure need not name it.
    """
    if not may_lie_across(spec):
        return ()
    group = spec.groups[0]
    only = group.measures[0] if len(group.measures) == 1 else None
    found: list[Across] = []
    for column in range(slots.grid.columns):
        path = path_above(slots, start, end, column)
        named_by_words = measure_named(group, path, ())
        measure = named_by_words or (only if all(word in spec.header_words or group.role(word, set()) for word in path) else None)
        roles = [(group.role(word, set()), word) for word in path]
        named = [(role, word) for role, word in roles if role is not None]
        if measure is not None and named:
            role, word = named[-1]
            assert role is not None
            found.append(Across(column, role, word, measure, named_by_words is not None))
    return tuple(found) if len({entry.role for entry in found}) >= ITEMS_ACROSS else ()


def items_across(spec: FormSpec, slots: Slots, start: int, end: int) -> tuple[Item, ...]:
    """The columns of a form whose items stand in the head and whose measures name the rows below it."""
    if not may_lie_across(spec):
        return ()
    group = spec.groups[0]
    found: list[Item] = []
    alone: list[int] = []
    for column in range(slots.grid.columns):
        path = path_above(slots, start, end, column)
        if not path:
            continue
        is_sum = path[-1] in _OF_ABOVE
        is_alone = is_sum and len(path) == 1
        if is_alone:
            alone.append(column)
        if is_alone and path[0] != _OF_ALL:
            return ()  # of what it is the sum nobody can tell
        word = path[-2] if is_sum and not is_alone else path[-1]
        role = group.role(word, set()) or ("total" if is_sum and word in spec.header_words else None)
        if role is not None and all(role != item.role for item in found):
            found.append(Item(column, role, word))
    # between the others 合计 may be that of the item beside it
    is_told = not alone or [item.column for item in (*found[:1], *found[-1:]) if item.column in alone] == alone
    if not is_told or len(found) < ITEMS_ACROSS:
        return ()
    columns = {item.column: item.role for item in found}
    return tuple(found) if not alone or is_total_of_all(spec, slots, start, end, columns) else ()


def rows_down(raw: RawForm, slots: Sequence[Slots], end: int, items: Sequence[Item]) -> FormRows:
    """Items stand side by side, budget and actual below each other.

    Raises:
        LocateError: no row is named by a measure that the form must have, or whose amounts the rows hold is not certain.
    """
    group = raw.spec.groups[0]
    cells: dict[str, dict[str, Printed]] = {item.role: {} for item in items}
    named, problems = named_rows(raw, slots, end, {item.column: item.role for item in items})
    is_bare = any(item.role == "total" and item.label == _OF_ALL for item in items)
    for row in named:
        if is_bare and is_of_cars({item.role: text_of(row.cells[item.column]) for item in items}):
            raise LocateError(
                f"p.{raw.page}, form {raw.spec.id}: its items stand side by side, and {_OF_ALL} is the sum of two of them. "
                "Compare with the page; the form is not read."
            )
        grid = row.part.grid
        for item in items:
            cell = row.cells[item.column]
            cells[item.role][row.measure] = Printed(text_of(cell), grid.page_of(cell), cell.box, cell.reading, doubt_of_cell(cell), cell.place)
    found = {measure for own in cells.values() for measure in own}
    missing = [column for column in group.measures if not column.is_optional and column.name not in found]
    if missing:
        raise LocateError(
            f"p.{raw.page}, form {raw.spec.id}: its items stand side by side, but no row below them is named "
            f"{missing[0].headers[0]} ({missing[0].name}). Compare with the page; the form is not read."
        )
    read = [FormRow(0, slots[0].grid.page, label=item.label, cells=cells[item.role]) for item in items]
    order = [row.role for row in group.rows]
    listed = sorted(zip(items, read, strict=True), key=lambda pair: order.index(pair[0].role))
    labels = {row.role: row.labels[0] for row in group.rows}
    return FormRows(
        tuple(row if group.role(item.label, set()) == item.role else replace(row, label=labels[item.role]) for item, row in listed), tuple(problems), (tuple(found),)
    )


def end_of_heads(spec: FormSpec, slots: Slots, start: int, end: int) -> int:
    """The first row of the body of a form printed across.

    Rows of heads of which some are unknown are none of it; whole numbers that do not count the columns are.
    """
    across = columns_across(spec, slots, start, end)
    if not across:
        return end
    has_number = [any(_is_number(text_of(cell)) for cell in row) for row in slots.rows[end:]]
    if True in has_number:
        return end + has_number.index(True)
    last = [text_of(cell) for cell in dict.fromkeys(slots.rows[end - 1]) if text_of(cell)] if end > start else []
    is_counted = _are_labels(last) or _count_on(last)
    return end if is_counted or not any(map(_is_number, last)) else end - 1


def _names_measure(raw: RawForm, heads: Sequence[Sequence[Cell]], filled: Sequence[Sequence[Cell]], columns: Sequence[Across]) -> str:
    """Why a row below heads that name no measure may be another one than the only measure of this print; empty where nothing says so.

    A row that is named by another measure is one, whatever the heads say.
    """
    measures = {header: column.name for group in forms()[raw.spec.id].every_group for column in group.measures for header in column.headers}
    texts = {terms.fold(cell.text) for row in filled for cell in row}
    read = {across.measure.name for across in columns}
    is_told = any(across.is_named for across in columns)
    other = [text for text in sorted(texts & set(measures)) if not (is_told and measures[text] in read)]
    if is_told:
        return f'a row is named "{other[0]}"' if other else ""
    if len(filled) > 1:
        return "there are several rows"
    words = header_words(raw.spec, slots_of(raw.grids[0])) | {label for row in raw.spec.groups[0].rows for label in row.labels} if raw.grids else frozenset()
    above = sorted({text for row in heads for cell in row if (text := terms.fold(cell.text)) and text not in words and not _AROUND.fullmatch(text)})
    unknown = next((text for text in above if words and form_titled(text) is None and not is_surrounding(text)), "")
    if unknown:
        return f'"{unknown}" stands above them'
    return f'a row is named "{other[0]}"' if other else ""


def _shown(row: Sequence[Cell], columns: Sequence[Across]) -> list[str]:
    """What stands in the columns of a row."""
    cells = dict.fromkeys(row[one.column] for one in columns if one.column < len(row))
    return [text_of(cell) for cell in cells if text_of(cell)]


def _rows_of_values(filled: Sequence[Sequence[Cell]], columns: Sequence[Across]) -> list[Sequence[Cell]]:
    """The rows that hold values: neither labels of the columns (A, 栏1, 1 2 3) nor, where numbers follow, texts alone."""
    rest = [(row, own) for row in filled if not _are_labels(own := _shown(row, columns))]
    numbered = [(row, own) for row, own in rest if any(map(_is_number, own))]
    while len(numbered) > 1 and _count_on(numbered[0][1]):
        del numbered[0]
    return [row for row, _ in numbered or rest]


def _are_labels(texts: Sequence[str]) -> bool:
    """True for what numbers the columns: one kind of label, or numbers that count on, also where two run into one cell."""
    if all(map(_LABEL.fullmatch, texts)):
        return True
    if not _may_count(texts):
        return False
    counted, whole, number = "", "".join(texts), int(texts[0])
    while len(counted) < len(whole):
        counted += str(number)
        number += 1
    return counted == whole


def _count_on(texts: Sequence[str]) -> bool:
    """True for numbers that nearly all are one more than the one before: one of them is misprinted."""
    steps = [int(after) == int(before) + 1 for before, after in pairwise(texts)] if _may_count(texts) else []
    return bool(steps) and sum(steps) >= _NEARLY_ALL * len(steps)


def _may_count(texts: Sequence[str]) -> bool:
    return len(texts) >= ITEMS_ACROSS and all(map(DIGITS.fullmatch, texts)) and len(texts[0]) <= _LONGEST_COUNT


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None or _DASH.fullmatch(text) is not None


def rows_across(
    raw: RawForm,
    slots: Sequence[Slots],
    end: int,
    columns: Sequence[Across],
) -> FormRows:
    body = [row for row in slots[0].rows[end:]]
    page = slots[0].grid.page
    if not body and len(slots) > 1:
        body, page = list(slots[1].rows), slots[1].grid.page
    filled = _rows_of_values([row for row in body if any(cell.text.strip() for cell in row)], columns)
    strange = _names_measure(raw, slots[0].rows[:end], filled, columns)
    if strange:
        raise LocateError(
            f'p.{raw.page}, form {raw.spec.id}: its items stand side by side, no head says for certain what is printed below them, and {strange}. '
            "Compare with the page; the form is not read."
        )
    problems: list[Problem] = []
    if len(filled) > 1:
        message = f"{len(filled)} rows of values where one was expected; the first is taken"
        problems.append(Problem(page, f"form {raw.spec.id}", "row", message))
    values = filled[0] if filled else (body[0] if body else ())
    counts = Counter((across.role, across.measure.name) for across in columns)
    rows: dict[str, FormRow] = {}
    told = {across.measure.name for across in columns}
    is_shifted = max(counts.values()) > 1 and any((across.role, name) not in counts for across in columns for name in told)
    for across in columns:
        cell = values[across.column] if across.column < len(values) else None
        printed = (
            Printed(text_of(cell), page, cell.box, cell.reading, doubt_of_cell(cell), cell.place)
            if cell is not None
            else Printed("", page)
        )
        if filled and counts[across.role, across.measure.name] > 1:
            printed = replace(printed, trouble=f'several columns are headed "{across.label}"; which of them is meant cannot be told')
        elif filled and is_shifted and printed.text:
            printed = replace(printed, trouble="an item of the head has a column twice and another lacks it: they may all stand beside their places")
        row = rows.get(across.role) or FormRow(0, page, label=across.label)
        rows[across.role] = replace(row, cells={**row.cells, across.measure.name: printed})
    there = {across.measure.name for across in columns}
    for measure in raw.spec.groups[0].measures:
        if not measure.is_optional and measure.name not in there:
            message = (
                f"its items stand side by side, but none below {measure.headers[0]} ({measure.name}): these "
                "columns were not read. Compare with the page; if it has them, add their head to specs/forms/"
            )
            problems.append(Problem(page, f"form {raw.spec.id}", "form", message))
    order = [row.role for row in raw.spec.groups[0].rows]
    return FormRows(
        tuple(rows[role] for role in sorted(rows, key=order.index)),
        tuple(problems),
        (tuple(column.name for column in raw.spec.groups[0].measures),),
    )
