"""Rows below items that stand side by side: each is named by a measure, and each measure comes once.

Where it comes again, the rows are of several units, years or kinds of money, and which of them the form means nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .. import specs, terms
from ..amounts import parse_amount
from ..errors import CellError, LocateError
from ..locate import RawForm, form_titled, is_surrounding
from ..locate.surroundings import NOTE, is_continuation
from ..reading import Cell, Problem
from ..specs import FormSpec, forms
from .columns import DIGITS, NUMBER, Slots, header_words, is_header_row, path_above, text_of
from .other_columns import other_head

_COLUMN_NUMBERS = "栏次"
_YEAR = re.compile(r"\d{4}年度?")
_CARS = ("vehicle_purchase", "vehicle_running")


@dataclass(frozen=True)
class Named:
    """A row of a table that a measure names."""

    part: Slots
    cells: Sequence[Cell]
    measure: str


def named_rows(raw: RawForm, slots: Sequence[Slots], end: int, columns: Mapping[int, str]) -> tuple[list[Named], list[Problem]]:
    """The rows that are named by a measure of the form, and what other rows of numbers there are.

    Args:
        columns: the roles of the items by their columns.

    Raises:
        LocateError: whose amounts these are is not certain.
    """
    measures = {header: column.name for group in forms()[raw.spec.id].every_group for column in group.measures for header in column.headers}
    own = {column.name for column in raw.spec.groups[0].measures}
    words = header_words(raw.spec, slots[0])
    heads = words - {label for row in raw.spec.groups[0].rows for label in row.labels}
    of_unit = _column_of_one_unit(slots, end, min(columns))
    found: list[Named] = []
    problems: list[Problem] = []
    stranger = ""
    for number, part in enumerate(slots):
        if part.grid.columns != slots[0].grid.columns:
            raise _refused(raw, part, "a further table has other columns")
        for line in part.rows[end if number == 0 else 0 :]:
            filled = [cell for cell in dict.fromkeys(line) if cell.text.strip()]
            left = [cell for cell in dict.fromkeys(line[: min(columns)]) if cell.text.strip()]
            names = [terms.fold(cell.text) for cell in left]
            told = {measures[name] for name in names if name in measures}
            is_alone = len(filled) == 1 and filled[0] in (line[column] for column in columns)
            if is_alone or not told:
                if not is_alone and any(NUMBER.fullmatch(text_of(line[column])) for column in columns):
                    if any(_runs_into(name, measures) for name in names):
                        raise _refused(raw, part, f'"{"".join(names)}" is the name of one of them and what stands above or below it')
                    if _COLUMN_NUMBERS not in names:
                        problems.append(_not_read(raw, part, "".join(names)))
                elif filled and not _is_of_heads(raw.spec, filled, words):
                    stranger = terms.fold(filled[0].text)  # what follows may be another unit's, or of another year
                elif number and filled:
                    _refuse_other_items(raw, part, line, columns)
                continue
            others = {terms.fold(cell.text) for cell in left if cell not in (line[column] for column in of_unit)} - set(measures)
            beside = next((text for text in sorted(others) if text not in heads and not DIGITS.fullmatch(text)), "")
            if stranger or beside:
                raise _refused(raw, part, f'"{stranger or beside}" stands {"above" if stranger else "beside"} one of them')
            if len(told) > 1 or told & {row.measure for row in found}:
                raise _refused(raw, part, "two of them are named by one measure" if len(told) == 1 else "one of them is named by two measures")
            found.append(Named(part, line, told.pop()))
    problems += [_not_read(raw, row.part, row.measure) for row in found if row.measure not in own]
    return [row for row in found if row.measure in own], problems


def is_total_of_all(spec: FormSpec, slots: Slots, start: int, end: int, columns: Mapping[int, str]) -> bool:
    """True where 合计 alone stands among the items of the form and no others: those that it may or may not count (words: `surroundings.toml`)."""
    if set(specs.load("surroundings.toml")["beside_totals"]) & set(columns.values()):
        return False
    others = [path_above(slots, start, end, column) for column in range(min(columns), slots.grid.columns) if column not in columns]
    return all(not path or other_head(spec, path) for path in others)


def is_of_cars(amounts: Mapping[str, str]) -> bool:
    """True where 合计 is the sum of both parts of the cars, which have no head of their own, and other items are not zero.

    A total that is no such sum is one, whatever it adds up to.
    """
    if "vehicles" in amounts or not {"total", *_CARS} <= set(amounts):
        return False
    read = {role: _amount(text) for role, text in amounts.items()}
    total, bought, kept = (read[role] for role in ("total", *_CARS))
    rest = [value for role, value in read.items() if role not in ("total", *_CARS)]
    return bool(total) and bought is not None and kept is not None and bought + kept == total and any(rest)


def _amount(text: str) -> Fraction | None:
    try:
        return parse_amount(text).value if text else Fraction(0)
    except CellError:
        return None


def _runs_into(name: str, measures: Collection[str]) -> bool:
    """True for the name of a row that a dump has run into a row of one text: 2024年预算数, 决算数注:…"""
    rests = [rest for measure in measures for rest in (name.removeprefix(measure), name.removesuffix(measure)) if rest != name]
    return any(_YEAR.fullmatch(rest) or NOTE.match(rest) for rest in rests)


def _column_of_one_unit(slots: Sequence[Slots], end: int, first: int) -> list[int]:
    """The columns left of the items that name the unit of the rows, where all rows are of one."""
    units = {terms.fold(word) for word in specs.load("surroundings.toml")["units_of_rows"]}
    rows = [line for number, part in enumerate(slots) for line in part.rows[end if number == 0 else 0 :]]
    found = []
    for column in range(first):
        path = path_above(slots[0], 0, end, column)
        names = {terms.fold(line[column].text) for line in rows if column < len(line)} - {"", *path}
        if path and path[-1] in units and len(names) <= 1:
            found.append(column)
    return found


def _is_of_heads(spec: FormSpec, filled: Sequence[Cell], words: frozenset[str]) -> bool:
    """True for a head that is printed again, and for title, number, department and unit above it."""
    return is_header_row(spec, filled, words) or all(
        terms.fold(cell.text) in words or is_continuation(cell.text) or is_surrounding(cell.text) or form_titled(cell.text) is not None for cell in filled
    )


def _refuse_other_items(raw: RawForm, part: Slots, line: Sequence[Cell], columns: Mapping[int, str]) -> None:
    """Heads that are printed again must be those of the first table; 合计 and 小计 are of what stands above them."""
    for column, role in columns.items():
        again = raw.spec.groups[0].role(line[column].text, set())
        if again not in (None, role, "total", "vehicles"):
            raise _refused(raw, part, "a further table has other columns")


def _refused(raw: RawForm, part: Slots, why: str) -> LocateError:
    return LocateError(
        f"p.{part.grid.page}, form {raw.spec.id}: its items stand side by side, its measures name the rows below them, and {why}. "
        "Whose amounts they are cannot be told. Compare with the page; the form is not read."
    )


def _not_read(raw: RawForm, part: Slots, name: str) -> Problem:
    return Problem(part.grid.page, f"form {raw.spec.id}", "row", f'the row "{name}" is no measure of the form and was not read')
