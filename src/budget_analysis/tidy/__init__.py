"""A located form to figures: one row per printed cell of a measure column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from .. import codes, frames, specs, terms
from ..amounts import FEN_PER_UNIT, parse_amount
from ..errors import CellError, LocateError
from ..folding import BLANK_MARKS
from ..identifiers import figure_name
from ..locate import RawForm
from ..reading import Doubt, Grid, Problem
from ..specs import FormSpec
from .choice import rows_of
from .doubts import with_doubts
from .head_years import without_years
from .own_totals import refuse_own_totals
from .rows import FormRow, FormRows, Printed
from .units_in_cells import without_units

LARGEST_FEN = 10**15
"""10 trillion yuan, a third of what the whole country spends in a year: no account holds more."""
_BLANK = re.compile(rf"{BLANK_MARKS}|无")
USUAL_UNIT = "万元"
_YUAN_SIGNS = "¥￥"
"""Before an amount of a form in 元, or before all of a form; before some of one in another unit nobody can tell what it says."""
_FEWEST_SIGNED = 3
_MOST_NAMED = 5
_HAS_DIGIT = re.compile(r"\d")
_IS_MONEY = re.compile(r"[1-9]")


def tidy_form(
    raw: RawForm, document_id: str, doubts: Sequence[Doubt] = (), units: Collection[str] = ()
) -> tuple[pd.DataFrame, list[Problem]]:
    """Turn one located form into one row per printed cell of its measure columns.

    Args:
        raw: the form's lines or grids, continuation pages already joined; strings only.
        document_id: begins the identifiers of the figures.
        doubts: numbers of its pages that pictures do not show for certain; their cells are
            `doubtful` and have no amount, and a row whose code is doubtful has no meaning.
        units: of money, as the forms of the account print them: a form without one is read in that of
            the others, and not at all where they print several.

    Returns:
        The frame `figures`, column group after column group, top to bottom, blanks included;
        amounts in fen, <NA> where the cell is blank or unreadable. And what could not be read,
        each as a problem. A form whose columns are not those of its spec gives no figures, nor
        does one that is told to be empty and has no table.
    """
    if raw.statement and not (raw.lines or raw.grids):
        return frames.build("figures", []), []
    raw = without_units(raw)
    try:
        shape, found = rows_of(without_years(raw))
        found = with_doubts(found, doubts)
        refuse_own_totals(raw, shape, found.rows)
    except LocateError as error:
        return frames.build("figures", []), [
            Problem(raw.page, f"form {raw.spec.id}", "form", str(error))
        ]
    raw = replace(raw, spec=shape)
    counted = {row.role for group in shape.groups for row in group.rows if row.is_count}
    problems = list(found.problems)
    told = [raw.unit] if raw.unit in FEN_PER_UNIT else sorted(set(units) & set(FEN_PER_UNIT)) or [USUAL_UNIT]
    if told != [raw.unit]:
        problems.append(_unit_problem(raw, told))
    if len(told) > 1:
        return frames.build("figures", []), problems
    unit = FEN_PER_UNIT[told[0]]
    with_sign = told[0] == "元" or _are_signed(found)
    rows: list[dict[str, Any]] = []
    total = _total_of(shape, found.rows)
    seen: dict[int, set[str]] = {}
    used: Counter[str] = Counter()
    for number, row in enumerate(found.rows, start=1):
        roles = seen.setdefault(row.group, set())
        role = None if row.has_doubtful_code or _is_heading(raw.spec, row, found.rows) else _role(raw.spec, row, roles)
        if row is total:
            role = "total"
        if role:
            roles.add(role)
        level = codes.level(raw.spec.codes, row.code) if raw.spec.codes and row.code else None
        if row.code and level is None and not row.has_doubtful_code:
            problems.append(_code_problem(raw, row))
        name = role or f"row{number}"
        used[name] += 1
        if used[name] > 1:
            name = f"{name}#{used[name]}"
        for measure, cell in row.cells.items():
            values, trouble = _read_count(cell) if role in counted else _read_cell(cell, unit, with_sign)
            if trouble:
                problems.append(_cell_problem(raw, number, row, measure, trouble))
            box = cell.box
            rows.append(
                {
                    "figure_id": figure_name(document_id, raw.spec.id, name, measure),
                    "document_id": document_id,
                    "form": raw.spec.id,
                    "page": cell.page,
                    "row": number,
                    "code": row.code or None,
                    "label": row.label,
                    "level": level,
                    "role": role,
                    "measure": measure,
                    "reading": cell.reading or None,
                    "place": cell.place or None,
                    **values,
                    **(
                        {"x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1}
                        if box
                        else {}
                    ),
                }
            )
    problems += _unknown_rows(raw, rows)
    for number, grid in enumerate(raw.left_over, start=1):
        first = next((column.name for group in shape.groups for column in group.measures), "")
        place = f"rest{number}", len(found.rows) + number
        rows.append(_left_over(raw, grid, document_id, place, first))
        problems.append(_left_over_problem(raw, grid))
    return frames.build("figures", rows), problems


def _unknown_rows(raw: RawForm, cells: Sequence[dict[str, Any]]) -> list[Problem]:
    """A problem that names the rows with amounts that mean nothing to a form whose rows are all known."""
    if raw.spec.codes or raw.spec.has_units:
        return []
    found = {cell["row"]: cell for cell in cells if cell["role"] is None and cell["state"] == "value"}
    if not found:
        return []
    named = ", ".join(f'"{cell["label"]}"' for cell in list(found.values())[:_MOST_NAMED])
    message = (
        f"{len(found)} rows with amounts have names that this form is not known to have ({named}{', …' if len(found) > _MOST_NAMED else ''}); "
        "they are kept, and what they add up to is not checked. If the page shows these names, add them to specs/forms/"
    )
    return [Problem(next(iter(found.values()))["page"], f"form {raw.spec.id}", "row", message)]


def _left_over(raw: RawForm, grid: Grid, document_id: str, place: tuple[str, int], measure: str) -> dict[str, Any]:
    """A row of unknown meaning that stands for rows that were not read: no sum over the rows is certain."""
    return {
        "figure_id": figure_name(document_id, raw.spec.id, place[0], measure),
        "document_id": document_id, "form": raw.spec.id, "page": grid.page, "row": place[1],
        "label": f"p.{grid.page}", "measure": measure, "state": "unreadable",
    }  # fmt: skip


def _left_over_problem(raw: RawForm, grid: Grid) -> Problem:
    message = (
        f'a table on page {grid.page} holds rows such as those of "{raw.title}" (page {raw.page}) and was not '
        "joined to it; what adds up its rows is not checked. Compare with the page"
    )
    return Problem(grid.page, f"form {raw.spec.id}", "left_over", message)


def _are_signed(found: FormRows) -> bool:
    """True where the sign of the currency stands before every number but noughts: it is set there like the unit above the table."""
    texts = [cell.text.strip() for row in found.rows for cell in row.cells.values() if _IS_MONEY.search(cell.text)]
    return len(texts) >= _FEWEST_SIGNED and all(text[0] in _YUAN_SIGNS for text in texts)


def _read_cell(cell: Printed, fen_per_unit: Any, with_sign: bool = False) -> tuple[dict[str, Any], str]:
    """State and amount of one cell, and why it cannot be read."""
    text = cell.text.strip()
    if cell.is_doubtful:
        return {"printed": text or None, "state": "doubtful"}, ""  # the doubt itself is told
    if cell.trouble:
        return {"printed": text or None, "state": "unreadable"}, cell.trouble
    if not text:
        return {"printed": "", "state": "blank"}, ""
    if _BLANK.fullmatch(terms.fold(text)):
        return {"printed": text, "state": "blank"}, ""
    try:
        amount = parse_amount(text.lstrip(_YUAN_SIGNS) if with_sign else text).scaled(fen_per_unit)
    except CellError as error:
        return {"printed": text, "state": "unreadable"}, str(error)
    if amount.value.denominator != 1:
        return {"printed": text, "state": "unreadable"}, f'printed "{text}" is finer than one fen'
    if abs(amount.value) > LARGEST_FEN:
        largest = LARGEST_FEN // 100
        trouble = f'printed "{text}" is more than {largest:,} yuan, the most that an account can hold'
        return {"printed": text, "state": "unreadable"}, trouble
    return {
        "printed": text,
        "state": "zero" if amount.value == 0 else "value",
        "amount_fen": int(amount.value),
        "resolution_fen": int(amount.resolution) if amount.resolution.denominator == 1 else None,
    }, ""


def _read_count(cell: Printed) -> tuple[dict[str, Any], str]:
    """As `_read_cell`, for a number of things: it has no amount of money."""
    values, trouble = _read_cell(cell, Fraction(1))
    is_number = values["state"] in ("value", "zero")
    return ({"printed": values["printed"], "state": "count"} if is_number else values), trouble


def _role(spec: FormSpec, row: FormRow, seen: set[str]) -> str | None:
    if row.code:
        return row.code
    role = spec.groups[row.group].role(row.label, seen)
    if role is None and spec.has_units and row.label:
        return row.label
    return role


def _total_of(spec: FormSpec, rows: Sequence[FormRow]) -> FormRow | None:
    """The first or last row, where it alone is named as heads of the total are (本年支出合计) and no other row without a code has a name of its own."""
    names = specs.load("surroundings.toml")["totals"]
    found = [row for row in rows if not row.code and terms.fold_label(row.label) in names]
    if len(found) != 1 or _counts_others(spec, found[0], rows):
        return None
    are_ends = any(found[0] is end for end in (rows[0], rows[-1]))
    is_usual = any(not row.code and spec.groups[row.group].role(row.label, set()) == "total" for row in rows)
    return found[0] if spec.codes and not spec.is_repeated and are_ends and not is_usual else None


def _counts_others(spec: FormSpec, total: FormRow, rows: Sequence[FormRow]) -> bool:
    """True where a total may hold more or less than the classes: other rows of amounts stand among them, or 总计 has balances above it."""
    words = specs.load("surroundings.toml")["balances"]
    others = [row for row in rows if row is not total and not row.code and spec.groups[row.group].role(row.label, set()) is None]
    has_balances = any(word in terms.fold_label(row.label) for row in others for word in words)
    is_grand = terms.fold_label(total.label).endswith(specs.load("surroundings.toml")["grand"])
    return any(not _is_blank(row) for row in others) or (is_grand and has_balances) or _is_of_last_class(total, rows)


def _is_of_last_class(total: FormRow, rows: Sequence[FormRow]) -> bool:
    """True for a row below the last class that has its very amounts, where other classes have some."""
    shortest = min((len(row.code) for row in rows if row.code), default=0)
    *others, last = [row for row in rows if row.code and len(row.code) == shortest] or [total]
    is_same = {name: cell.text for name, cell in total.cells.items()} == {name: cell.text for name, cell in last.cells.items()}
    return total is rows[-1] and is_same and any(not _is_blank(row) for row in others)


def _is_heading(spec: FormSpec, row: FormRow, rows: Sequence[FormRow]) -> bool:
    """True for a blank row over the one of its meaning, which has another name: 一、“三公”经费支出 over （一）支出合计."""
    if spec.codes or not row.label or not _is_blank(row):
        return False
    group, label = spec.groups[row.group], terms.fold_label(row.label)
    role = group.role(row.label, set())
    others = (one for one in rows if one.group == row.group and one is not row and not _is_blank(one) and terms.fold_label(one.label) != label)
    return role is not None and any(group.role(one.label, set()) == role for one in others)


def _is_blank(row: FormRow) -> bool:
    return not any(_HAS_DIGIT.search(cell.text) for cell in row.cells.values())


def _cell_problem(
    raw: RawForm, number: int, row: FormRow, measure: str, trouble: str
) -> Problem:
    where = f"form {raw.spec.id}, row {number} ({row.code} {row.label}), measure {measure}"
    message = (
        f"{trouble.removesuffix('.')}. If the page shows the same text, record it in docs/data_issues.md; "
        "if not, the reader is wrong."
    )
    return Problem(row.page, where.replace("( ", "("), "cell", message)


def _code_problem(raw: RawForm, row: FormRow) -> Problem:
    lengths = ", ".join(map(str, codes.LENGTHS[raw.spec.codes or "function"]))
    message = (
        f'code "{row.code}" ({row.label}) has {len(row.code)} digits; expected {lengths}. '
        "The row is kept as printed; compare with the page."
    )
    return Problem(row.page, f"form {raw.spec.id}, row {row.code}", "code", message)


def _unit_problem(raw: RawForm, told: Sequence[str]) -> Problem:
    where = f'no unit of money is printed above "{raw.title}"'
    if len(told) > 1:
        message = f"{where}, and other forms print {', '.join(told)}; the form is not read. Check the page."
        return Problem(raw.page, f"form {raw.spec.id}", "form", message)
    why = "the usual unit" if told == [USUAL_UNIT] else "the unit of the other forms"
    message = f"{where}; {told[0]} is assumed, {why}. Check the page."
    return Problem(raw.page, f"form {raw.spec.id}", "unit", message)


__all__ = ["USUAL_UNIT", "FormRow", "FormRows", "tidy_form"]
