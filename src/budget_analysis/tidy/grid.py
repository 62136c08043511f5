"""The grids of a form to rows: keys and measures of each column group, pages joined."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from .. import codes, terms
from ..locate import RawForm
from ..reading import Cell, Grid, Problem
from ..specs import FormSpec, Group
from .across import columns_across, end_of_heads, items_across, rows_across, rows_down
from .columns import (
    DIGITS,
    NUMBER,
    Side,
    Slots,
    general_words,
    header_only,
    header_rows,
    header_words,
    is_header_row,
    may_lie_across,
    path_above,
    sides_of,
    slots_of,
    text_of,
)
from .doubts import doubt_of_cell
from .heads_again import end_of_heads_again, refuse_other_heads, refuse_other_measures, refuse_rows_again
from .matching import matching_columns
from .other_columns import OF_UNIT, other_head, told
from .overflown import with_whole_names
from .parted_heads import with_parted_heads
from .part_codes import in_one_piece, with_parts_above
from .placed.broken import make_amount
from .rows import FormRow, FormRows, Printed
from .stream import code_order
from .strays import without_strays
from .touching_blocks import is_amount_of, parted
from .wrapped_labels import with_wrapped_labels


_PARTED_IN_NAME = re.compile(r"(\d{3}(?:[.．·-]\d{2}){1,2})[\s-]*(?=\D)")
"""212-08国有土地使用权出让收入安排的支出."""
_CODE_BEHIND = re.compile(r"[(（](\d{3,7})[)）]$")
"""行政运行（2060101）."""
_CODE_IN_NAME = re.compile(r"[\[(【]?(?P<code>\d{3}|\d{5}|\d{7})[\])】]?[-—.、:]?(?=[\u3400-\u9fff])")
"""A code that stands before the name in one cell: [2010301]行政运行."""
_AMOUNT = re.compile(r"\d[\d,]*\.\d+")
_FEWEST_COUNTED = 2
_COLUMN_NUMBERS = "栏次"
_NAMES_COLUMN = re.compile(r"[A-Z]|栏\d{1,2}|\d{1,2}栏")
_CLIPPED = re.compile(r"[类款项]{1,3}(\d{2,7})")


def rows_of_grids(raw: RawForm) -> FormRows:
    """Read the body of a form from its grids, continuation pages joined.

    Raises:
        LocateError: the columns are not those of the spec.
    """
    slots = [with_whole_names(raw.spec, slots_of(grid)) for grid in raw.grids]
    words = header_words(raw.spec, slots[0])
    first = slots[0] = with_parted_heads(slots[0], words)
    start, end = header_rows(raw.spec, first, words, is_first=True)
    if may_lie_across(raw.spec):
        end = end_of_heads(raw.spec, first, start, end)
    above = [path_above(first, start, end, column) for column in range(first.grid.columns)]
    problems = told(raw, [head for path in above if (head := other_head(raw.spec, path))])
    horizontal = columns_across(raw.spec, first, start, end)
    if horizontal:
        across = rows_across(raw, slots, end, horizontal)
        return replace(across, problems=(*across.problems, *problems))
    items = items_across(raw.spec, first, start, end)
    if items:
        return rows_down(raw, slots, end, items)
    sides = sides_of(raw, first, start, end)
    measured = {column: measure for side in sides for column, measure in side.measures}
    rows: list[list[FormRow]] = [[] for _ in sides]
    for number, part in enumerate(slots):
        top, body = (start, end) if number == 0 else header_rows(raw.spec, part, words, is_first=False)
        columns = matching_columns(first.grid, part.grid)
        if number:
            refuse_other_measures(raw, measured, part, range(top, body), columns)
        begins_page = number > 0
        before = [len(found) for found in rows]
        lines = [[cells[column] if column is not None else None for column in columns] for cells in part.rows]
        if begins_page:
            body += end_of_heads_again(raw.spec, lines[body:], measured, words)
            body += _repeated(first.rows[end:], part.rows[body:])
        for line in lines[body:]:
            filled = [cell for cell in dict.fromkeys(line) if cell is not None and cell.text.strip()]
            if not filled or is_header_row(raw.spec, filled, words):
                refuse_other_heads(raw, measured, above, line, part.grid)
                continue
            left: list[FormRow] = []
            for side, found in zip(sides, rows, strict=True):
                row = _row(raw.spec, side, line, part.grid)
                if row is None or _numbers_columns(row):
                    continue
                if left and is_amount_of(raw.spec, left[-1], row):
                    left[-1] = replace(left[-1], cells=row.cells)
                    continue
                if left:
                    left[-1], row = parted(raw.spec, left[-1], row)
                left = found
                if begins_page and found and _is_rest_of_row(row, found[-1], raw.spec):
                    found[-1] = _joined(found[-1], row)
                else:
                    found.append(row)
            begins_page = False
        refuse_rows_again(
            raw,
            [row for found, end_before in zip(rows, before, strict=True) for row in found[:end_before]],
            [row for found, end_before in zip(rows, before, strict=True) for row in found[end_before:]],
        )
    if any(grid.kind != "ruled" for grid in raw.grids):
        rows = [without_strays(raw.spec, with_wrapped_labels(raw.spec, found)) for found in rows]
    ordered = with_parts_above(raw.spec.codes, _without_words(raw.spec, [row for found in rows for row in found]))
    if raw.spec.is_repeated:
        ordered.sort(key=code_order)
    measures = tuple(tuple(column.name for _, column in side.measures) for side in sides)
    return FormRows(tuple(ordered), tuple(problems), measures)


def _repeated(top: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]) -> int:
    """So many rows at the top of a later page are those of the first: 合计 below a head that is repeated with it."""
    count = 0
    for first, row in zip(top, rows, strict=False):
        texts = list(map(text_of, row))
        if list(map(text_of, first)) != texts or not any(map(NUMBER.fullmatch, texts)):
            break
        count += 1
    return count


def _numbers_columns(row: FormRow) -> bool:
    """True for a row without a name whose numbers count the columns: 栏次 | 1 | 2 | 3 of a head that is printed again, A | B | C, 栏1 | 栏2."""
    texts = [cell.text for cell in row.cells.values()]
    if texts and not (row.code or row.label) and all(map(_NAMES_COLUMN.fullmatch, texts)):
        return True
    is_named = row.label and not row.label.endswith(_COLUMN_NUMBERS)  # heads that the page prints too close run into 栏次
    if row.code or is_named or row.line_no or len(texts) < _FEWEST_COUNTED or not all(map(DIGITS.fullmatch, texts)):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(texts))


def _row(
    spec: FormSpec, side: Side, line: Sequence[Cell | None], grid: Grid
) -> FormRow | None:
    """One row of one column group; None where nothing is printed in it."""
    code, label, line_no = "", "", ""
    parts = [""] * len(side.keys)
    seen: list[Cell] = []
    key_cells = [line[column] for column, _ in side.keys]
    if any(line[column] in key_cells for column, _ in side.measures if line[column] is not None):
        # a label merged over this group belongs to the next one (公用经费合计 of three groups)
        return None
    above = _levels_above(spec, key_cells)
    for number, (column, key) in enumerate(side.keys):
        cell = line[column]
        if cell is None or cell in seen:
            continue
        seen.append(cell)
        if cell in above:
            continue
        text = text_of(cell)
        if not text or terms.fold(text) in header_only(spec):
            continue
        if key == OF_UNIT and spec.groups[side.group].role(text, set()) is None:
            continue
        clipped = _CLIPPED.fullmatch(text) if spec.codes else None
        if clipped and key != "label":
            # what is left of a head that the row was printed over
            text = clipped[1]
        if key == "code":
            text = in_one_piece(spec.codes, text)
        if key == "line_no" and (not spec.codes or DIGITS.fullmatch(text)):
            line_no = text
        elif DIGITS.fullmatch(text) and (key == "code" or (spec.codes and key != "label")):
            # 201 | 20103 | 2010301: each column repeats what stands before it
            is_whole = code and text.startswith(code) and spec.codes and codes.level(spec.codes, text) is not None
            code = text if is_whole else code + text
            parts[number] = text
        elif spec.codes is None and DIGITS.fullmatch(text) and key != "label":
            continue
        elif spec.codes and cell.other is not None and code:
            label += _name_of(spec, code, text, "".join(cell.other.split()))
        else:
            label += text
    if not spec.codes:
        label = _own_label(spec.groups[side.group], label, [line[column] for column, key in side.keys if key != "line_no"])
    if spec.codes and not code:
        code, label = _code_in_name(spec.codes, label)
    cells: dict[str, Printed] = {}
    for column, measure in side.measures:
        cell = line[column]
        if cell is None:
            cells[measure.name] = Printed("", grid.page)
            continue
        cells[measure.name] = Printed(text_of(cell), grid.page_of(cell), cell.box, cell.reading, doubt_of_cell(cell), cell.place)
    amount = next((text for text in map(text_of, seen) if _AMOUNT.fullmatch(text) and in_one_piece(spec.codes, text) != code), "")
    if spec.codes and amount:
        trouble = f"the columns of this row are shifted: {amount} stands in the place of a code or a name"
        cells = {name: replace(cell, trouble=trouble) for name, cell in cells.items()}
    if spec.codes and not code and DIGITS.fullmatch(label) and codes.level(spec.codes, label) is not None:
        # a page whose columns stand elsewhere than on the first: its code is read, its amounts are not
        trouble = f"the columns of this row are shifted: {label} stands in the place of a name"
        cells = {name: replace(cell, trouble=trouble) for name, cell in cells.items()}
        code, label = label, ""
    if not (code or label or line_no) and _holds_label(spec, cells):
        return None  # 公用经费合计, merged over the amounts of this group and the names of the next
    is_blank = not any(cell.text or cell.trouble for cell in cells.values())
    if is_blank and not (code or label or line_no):
        return None
    return FormRow(side.group, grid.page, label=label, code=code, code_parts=tuple(parts), line_no=line_no, cells=cells)


def _levels_above(spec: FormSpec, cells: Sequence[Cell | None]) -> list[Cell]:
    """The cells of class and section before that of the item, each with code and name: 207文化… | 20701文化和旅游 | 2070101行政运行.

    They are merged over the rows of their items; a row is that of its last code.
    """
    if spec.codes is None:
        return []
    named = [(cell, code) for cell in dict.fromkeys(cells) if cell is not None and (code := _code_in_name(spec.codes, text_of(cell))[0])]
    is_nested = all(after.startswith(before) and after != before for (_, before), (_, after) in pairwise(named))
    return [cell for cell, _ in named[:-1]] if is_nested else []


def _own_label(group: Group, label: str, line: Sequence[Cell | None]) -> str:
    """The label of a row beside a name that stands for several rows: 公务用车购置及运行维护费 | 公务用车购置费."""
    cells = [cell for cell in line if cell is not None and cell.text.strip()]
    if not cells or cells[0].row_span < _FEWEST_COUNTED or group.role(label, set()) is not None:
        return label
    own = text_of(cells[-1])
    return own if group.role(own, set()) is not None else label


def _code_in_name(classification: str, label: str) -> tuple[str, str]:
    """Code and name of a cell that holds both, the code before the name or in brackets behind it; no code where it holds none."""
    plain = terms.plain(label)
    parted = _PARTED_IN_NAME.match(plain)
    if parted is not None and (code := in_one_piece(classification, parted[1])) != parted[1]:
        return code, label[parted.end() :]
    behind = _CODE_BEHIND.search(plain)
    if behind is not None and behind.start() and behind[1][0] in codes.FIRST_DIGITS[classification] and codes.level(classification, behind[1]) is not None:
        return behind[1], label[: behind.start()]
    match = _CODE_IN_NAME.match(plain)
    if match is None or match["code"][0] not in codes.FIRST_DIGITS[classification]:
        return "", label
    return match["code"], label[match.end() :]


def _holds_label(spec: FormSpec, cells: Mapping[str, Printed]) -> bool:
    """True where the name of a row, and nothing else, stands in the place of the amounts."""
    texts = [cell.text for cell in cells.values() if cell.text]
    return bool(texts) and all(any(group.role(text, set()) for group in spec.groups) for text in texts)


def _without_words(spec: FormSpec, rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows, in which words of the header that stand in the place of amounts are none.

    Seen where 本年支出 is merged over 合计 | 基本支出 | 项目支出 that are printed in the row of 合计.
    A form without any amount but zeros is blank there; in another one nobody can tell the amount.
    """
    is_filled = any(
        NUMBER.fullmatch(cell.text) and cell.text.strip("0.,-")
        for row in rows
        for cell in row.cells.values()
    )
    words = {
        header for group in spec.groups for column in group.measures for header in column.headers
    } | general_words()

    def cell_of(cell: Printed) -> Printed:
        if terms.fold(cell.text) not in words:
            return cell
        if not is_filled:
            return replace(cell, text="")
        return replace(cell, trouble=f'"{cell.text}" is a word of the header in the place of an amount')

    return [
        replace(row, cells={name: cell_of(cell) for name, cell in row.cells.items()}) for row in rows
    ]


def _name_of(spec: FormSpec, code: str, text: str, other: str) -> str:
    """Of two readings of a name the one that the classification gives; none where it gives neither."""
    known = codes.fold_name((spec.codes and codes.name(spec.codes, code)) or "")
    return next((name for name in (text, other) if known and codes.fold_name(name) == known), "")


def _is_rest_of_row(row: FormRow, before: FormRow, spec: FormSpec) -> bool:
    """The first row of a page is the rest of the last row of the page before it."""
    group = spec.groups[row.group]
    has_values = any(cell.text for cell in row.cells.values())
    had_values = any(cell.text for cell in before.cells.values())
    is_rest = not (has_values and had_values) or _are_rests(before, row)
    if is_rest and (_is_rest_of_code(spec, before, row) or (has_values and had_values and not (row.code or row.line_no))):
        return True
    if row.code or row.line_no or group.role(row.label, set()) is not None:
        # 人员经费合计 at the top of a page is a row of its own
        return False
    if has_values and had_values:
        return False
    if spec.codes is None and not spec.has_units:
        # the end of a broken name means nothing alone; with it the name has a meaning, or keeps it (…应急管理|支出)
        whole = group.role(before.label + row.label, set())
        return whole is not None and group.role(before.label, set()) in (None, whole)
    return not has_values or bool(before.code)


def _joined(before: FormRow, rest: FormRow) -> FormRow:
    are_rests = _are_rests(before, rest)

    def cell_of(cell: Printed, other: Printed) -> Printed:
        if are_rests and other.text:
            return replace(cell, text=cell.text + other.text)
        return other if other.text and not cell.text else cell

    cells = {name: cell_of(cell, rest.cells[name]) for name, cell in before.cells.items()}
    return replace(before, code=_joint_code(before, rest), label=before.label + rest.label, cells=cells)


def _are_rests(before: FormRow, rest: FormRow) -> bool:
    """True where each number of a row ends the one above it: 13,288,586 | .83."""
    texts = [(before.cells[name].text, cell.text) for name, cell in rest.cells.items() if cell.text]
    return bool(texts) and all(make_amount(above, text) for above, text in texts)


def _joint_code(before: FormRow, rest: FormRow) -> str:
    """The code of a row that a page broke, column by column: 2/2 | 01 | 06 and 0 are 2200106."""
    if len(before.code_parts) != len(rest.code_parts):
        return before.code + rest.code
    return "".join(upper + lower for upper, lower in zip(before.code_parts, rest.code_parts, strict=True))


def _is_rest_of_code(spec: FormSpec, before: FormRow, rest: FormRow) -> bool:
    """True for what is left of a code that a page broke within a narrow cell: 2080|801."""
    if not (spec.codes and before.code and rest.code):
        return False
    first = codes.FIRST_DIGITS[spec.codes]
    joint = (before.code, rest.code, _joint_code(before, rest))
    are_codes = [codes.level(spec.codes, code) is not None and code[0] in first for code in joint]
    return are_codes[2] and not (are_codes[0] and are_codes[1])
