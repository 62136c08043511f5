"""What shows that rows were put together wrongly: then the form is refused, and nothing rests on it.

A dump that leaves blanks out, or words that stand where no column was expected, give rows that look
like any other; but codes among the amounts, heads within a name, or rows of the other side do not
happen in a form that was read as it is printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .. import codes, terms
from ..specs import FormSpec
from .placed import is_torn
from .placed.pieces import glued_codes
from .rows import FormRow, FormRows, Printed

_CODE = re.compile(r"[1-9]\d{2}(?:\d{2}){0,2}")
_PART = re.compile(r"\d{2}")
_TWO_NUMBERS = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?(?:/[-−△▲(]?\d[\d,]*\.\d+\)?)+")
_RUN_TOGETHER = re.compile(r"[-−(]?\d[\d,]*\.(?:\d*[.,]\d[\d.,]*|\d{7,}[\d.,]*)")
"""Two points, a comma behind a point, more decimals than a fen has in 万元."""
_GLUED = "amounts end with the codes of the next block"
_SHORTEST_WORD = 4
_SHORTEST_CODE = 3
_FEWEST_STEPS = 4
_FEW_WRONG, _ONE_OF = 2, 4
"""So many codes, and one of so many, may be misprinted."""
_MOST_JUMPS = 1
"""A line number may be misprinted."""


def doubt_of(spec: FormSpec, found: FormRows) -> str:
    """Why the rows cannot be trusted; empty where nothing speaks against them."""
    rows = found.rows
    return (
        _wrong_codes(spec, rows)
        or _codes_as_amounts(spec, rows)
        or _words_in_names(spec, rows)
        or _other_side(spec, rows)
        or _blank_total(spec, found)
        or _jumps(found)
        or _broken_numbers(rows)
        or _counted_lines(found)
        or _two_in_one(spec, found.rows)
    )


def other_classification(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    """Says so where most codes are those of the other classification: 301 is no function, 201 no economic class."""
    printed = [row.code for row in rows if row.code]
    own = codes.FIRST_DIGITS.get(spec.codes or "", "")
    strange = [code for code in printed if code[0] not in own]
    if spec.codes is None or 2 * len(strange) <= len(printed):
        return ""
    return f"{strange[0]} is no code by {spec.codes}"


def misread_codes(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    """Says so where codes, set too large for their rows, run into each other: more are none than an office gets wrong."""
    printed = [row.code for row in rows if row.code] if spec.codes else []
    wrong = [code for code in printed if codes.level(spec.codes or "", code) is None]
    if len(wrong) <= _FEW_WRONG or len(wrong) * _ONE_OF <= len(printed):
        return ""
    longest = max(wrong, key=len)
    return f"{longest} is two codes in one" if len(longest) > max(codes.LENGTHS[spec.codes or ""]) else ""


def run_together(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    """Says so where numbers wider than their columns are printed over each other: which digits are whose nobody can tell."""
    found = [cell.text for row in rows for cell in row.cells.values() if _is_run_together(cell)]
    if len(found) > _FEW_WRONG:
        return f"{found[0]} is several numbers over each other"
    is_glued = spec.is_repeated and glued_codes(spec.codes, [cell.text for row in rows for cell in row.cells.values() if cell.text])
    return _GLUED if is_glued else ""


def with_blanks_in_doubt(found: FormRows) -> FormRows:
    """The rows; beside a cell of several numbers over each other a blank one is none, its number stands in that cell."""
    return replace(found, rows=tuple(map(_with_blanks_in_doubt, found.rows)))


def _with_blanks_in_doubt(row: FormRow) -> FormRow:
    several = next((cell.text for cell in row.cells.values() if _is_run_together(cell)), "")
    if not several:
        return row
    trouble = f"several numbers are printed over each other ({several}); one of them may be of this cell"
    return replace(row, cells={name: cell if cell.text or cell.trouble else replace(cell, trouble=trouble) for name, cell in row.cells.items()})


def _is_run_together(cell: Printed) -> bool:
    return _RUN_TOGETHER.fullmatch("".join(cell.text.split())) is not None


def lost_rows(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    """Why rows of a dump seem to be lost, doubled or broken; empty where none does."""
    if spec.codes is None:
        return _broken_names(spec, rows)
    printed = Counter(row.code for row in rows if row.code)
    twice = [code for code, count in printed.items() if count > 1]
    # one code may be misprinted
    if len(twice) > 1:
        return f"the codes {twice[0]} and {twice[1]} stand on two rows each"
    children = [code for code in printed if (codes.level(spec.codes, code) or 1) > 1]
    orphans = [code for code in children if code[:-2] not in printed]
    parents = {code[:-2] for code in orphans}
    if len(parents) > 1 and len(orphans) * 2 < len(children):
        return f"the code {orphans[0]} has no row above it ({orphans[0][:-2]}), though others have"
    return ""


def _broken_names(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    """Names that no row of the form has; a publisher may have one of its own."""
    if spec.has_units:
        return ""
    unknown = [row.label for row in rows if row.label and not spec.groups[row.group].knows(row.label)]
    return f'the names "{unknown[0]}" and "{unknown[1]}" are broken or unknown' if len(unknown) > 1 else ""


def _wrong_codes(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    if spec.codes is None:
        return ""
    wrong = [row.code for row in rows if row.code and codes.level(spec.codes, row.code) is None]
    # one code may be misprinted, but not as the number of a column
    is_certain = len(wrong) > 1 or any(len(code) < _SHORTEST_CODE for code in wrong)
    return f'"{wrong[0]}" was taken for a code' if is_certain else ""


def _codes_as_amounts(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    """Among amounts with decimals a whole number of three, five or seven digits is a code, if it begins as one."""
    if spec.codes is None:
        return ""
    texts = [cell.text for row in rows for cell in row.cells.values() if cell.text]
    if spec.is_repeated and glued_codes(spec.codes, texts):
        return _GLUED
    if not any("." in text for text in texts):
        return ""
    first = codes.FIRST_DIGITS[spec.codes]
    found = next((text for text in texts if _CODE.fullmatch(text) and text[0] in first), "")
    return f'"{found}", a code, stands in the place of an amount' if found else ""


def _words_in_names(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    part = next((row.label for row in rows if spec.codes and row.code and _PART.fullmatch(terms.fold(row.label))), "")
    if part:
        return f'"{part}", a part of a code, stands in the place of a name'
    heads = {header for group in spec.groups for column in group.keys for header in column.headers}
    totals = {label for group in spec.groups for row in group.rows for label in row.labels}
    words = {word for word in (*heads, *totals) if len(word) >= _SHORTEST_WORD}
    for row in rows:
        label = terms.fold(row.label)
        if not (row.code or spec.has_units) or label in totals:
            continue
        is_total = label.startswith(("合计", "总计")) and spec.has_units
        if is_total or any(word in label and word != label for word in (words if spec.codes else heads)):
            return f'the name "{row.label}" holds words of other rows'
    return ""


def _other_side(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    """A name that only the other group has."""
    if len(spec.groups) < 2:
        return ""
    for row in rows:
        if not row.label or spec.groups[row.group].knows(row.label):
            continue
        others = [group for number, group in enumerate(spec.groups) if number != row.group]
        if any(group.knows(row.label) for group in others):
            return f'"{row.label}" stands among the rows of the other side'
    return ""


def _blank_total(spec: FormSpec, found: FormRows) -> str:
    """The first measure of a group is the sum of the others: blank over filled ones, it was lost."""
    for number, group in enumerate(spec.groups):
        required = [column.name for column in group.measures if not column.is_optional]
        rows = [row for row in found.rows if row.group == number]
        filled = [name for name in required if any(row.cells[name].text for row in rows if name in row.cells)]
        if len(required) > 2 and filled and required[0] not in filled:
            return f"the column {required[0]} is blank, though {filled[0]} is not"
    return ""


def _jumps(found: FormRows) -> str:
    jumps = [problem for problem in found.problems if problem.kind == "line_number"]
    return f"{len(jumps)} line numbers are out of order" if len(jumps) > _MOST_JUMPS else ""


def _counted_lines(found: FormRows) -> str:
    """Numbers of lines that stand in the place of amounts: whole, and each one more than the one before."""
    columns: dict[tuple[int, str], list[str]] = {}
    for row in found.rows:
        for name, cell in row.cells.items():
            if cell.text:
                columns.setdefault((row.group, name), []).append(cell.text)
    for (_, name), texts in columns.items():
        steps = sum(a.isdecimal() and b.isdecimal() and int(b) == int(a) + 1 for a, b in pairwise(texts))
        if steps >= _FEWEST_STEPS and 2 * steps > len(texts):
            return f"the column {name} counts the lines"
    return ""


def _two_in_one(spec: FormSpec, rows: Sequence[FormRow]) -> str:
    """Two numbers below one head: those of a column without a known head, which stand alone where the form's own is blank."""
    found: Counter[str] = Counter()
    for row in rows:
        is_total = spec.groups[row.group].role(row.label, set()) == "total"
        found.update({name: 1 + is_total for name, cell in row.cells.items() if _TWO_NUMBERS.fullmatch(cell.text)})
    [(name, count)] = found.most_common(1) or [("", 0)]
    return f"two numbers stand below the head of {name}: there is another column beside it" if count > 1 else ""


def _broken_numbers(rows: Sequence[FormRow]) -> str:
    """Numbers that a narrow column has broken over two lines, which then look like two rows."""
    torn = next((cell.text for row in rows for cell in row.cells.values() if is_torn(cell.text)), "")
    return f'"{torn}" is a part of a number' if torn else ""
