"""Where a document names persons: fields with a label, tables of persons, signatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from .. import terms
from ..reading import Grid, Line
from .names import CLAUSE_END, Found, is_distinctive, spec, take_names

_NUMBER = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|(?:0\d{2,3}[-—–\s]*)?(?:\d{7,8}|\d{3,4}[-\s]\d{4})"
    r"(?:[-—–转]\d{1,6})?)(?!\d)"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_CHINESE_ORDINAL = re.compile(r"第?[一二三四五六七八九十]+[、.部]|\([一二三四五六七八九十]")
_LABEL_PARTS = 4
"""A label is printed in up to so many pieces (联 系 人)."""


def names_of_lines(lines: Sequence[Line]) -> Iterator[Found]:
    """Names behind labels, and in the tables of persons."""
    for index, line in enumerate(lines):
        if _is_table_head(lines, index):
            continue
        below = [near for near in lines[index + 1 : index + 2] if near.page == line.page]
        parts_below = _parts(below[0].text) if below else []
        yield from _names_of_parts(_parts(line.text), parts_below)
    yield from _names_of_tables(lines)


def names_of_grid(grid: Grid) -> Iterator[Found]:
    """Names in the cell beside a label, behind a label in its cell, below the head 姓名."""
    for row in _rows(grid):
        if _is_head([terms.fold(text) for text in row]):
            continue
        yield from _names_of_parts([spec().signature.sub("", text) for text in row], [])
        for text in row:
            for printed in text.split("\n"):
                yield from _names_of_parts(_parts(printed), [])
    for text in _columns_below(grid, spec().table_names):
        if text.strip():
            yield from take_names([text])


def numbers_of_lines(lines: Sequence[Line]) -> Iterator[str]:
    """Telephone numbers behind labels, mobile numbers behind names and in tables of persons."""
    page: int | None = None
    for index, line in enumerate(lines):
        yield from _numbers_of_parts(_parts(line.text))
        if _is_table_head(lines, index):
            page = line.page
        elif page == line.page:
            yield from _MOBILE.findall(line.text)


def numbers_of_grid(grid: Grid) -> Iterator[str]:
    for row in _rows(grid):
        yield from _numbers_of_parts(row)
        for text in row:
            for printed in text.split("\n"):
                yield from _numbers_of_parts(_parts(printed))
    for text in _columns_below(grid, spec().number_labels):
        for number in _NUMBER.findall(text):
            yield from _with_local_part(number)


def _parts(text: str) -> list[str]:
    """The pieces of a line between blanks and brackets; the end of a clause is a piece."""
    bare = CLAUSE_END.sub(r" \g<0> ", spec().signature.sub("", text))
    return [part for part in re.split(r"[\s（）()\[\]【】]+", bare) if part]


def _label_at(parts: Sequence[str], index: int) -> tuple[str, str, int] | None:
    """Label, what its own piece holds behind the colon, and the index of the piece after it."""
    labels = spec().labels
    for size in range(min(_LABEL_PARTS, len(parts) - index), 0, -1):
        before = "".join(parts[index : index + size - 1])
        joined = terms.fold(before + parts[index + size - 1])
        if ":" in terms.fold(before):
            continue
        label, colon, rest = joined.partition(":")
        if label in labels:
            return label, rest, index + size
        if size == 1 and colon:
            ending = max((known for known in labels if label.endswith(known)), key=len, default="")
            if ending:
                return ending, rest, index + 1
    return _unseparated_label(parts, index)


def _unseparated_label(parts: Sequence[str], index: int) -> tuple[str, str, int] | None:
    """A label printed against its value: 电话88…, and 联系人王某 where a number's label follows."""
    text = terms.fold(parts[index])
    match = spec().label_start.match(text)
    if match is None:
        return None
    label, rest = match.group(), text[match.end() :]
    if label in spec().number_labels:
        return (label, rest, index + 1) if rest[:1].isdigit() else None
    behind = _label_at(parts, index + 1) if index + 1 < len(parts) else None
    is_contact = behind is not None and behind[0] in spec().number_labels
    return (label, rest, index + 1) if is_contact and is_distinctive(rest) else None


def _fields(parts: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each label of a line with the pieces up to the next label."""
    index = 0
    label = ""
    values: list[str] = []
    while index < len(parts):
        found = _label_at(parts, index)
        if found is None:
            values.append(parts[index])
            index += 1
            continue
        if label:
            yield label, values
        label, rest, index = found
        values = [rest] if rest else []
    if label:
        yield label, values


def _names_of_parts(parts: Sequence[str], below: Sequence[str]) -> Iterator[Found]:
    """Names behind the labels of a line; a label at its end may have its name on the line below.

    The line below can be anything, so only a distinctive name is taken from there.
    """
    for label, values in _fields(parts):
        if label not in spec().name_labels:
            continue
        if values:
            yield from take_names(values, label)
        elif below and _label_at(below, 0) is None:
            names = take_names(below[:2], label)
            yield from (found for found in names if is_distinctive(found.text))


def _names_of_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """The first column of a table of persons; it ends with a field, a heading or its page.

    On the page after, rows count only as long as each begins with a distinctive name.
    """
    page: int | None = None
    for index, line in enumerate(lines):
        parts = _parts(line.text)
        if _is_table_head(lines, index):
            page = line.page
            continue
        if page is None or all(_is_table_word(part) for part in parts):
            continue
        while parts and parts[0].strip("、.．").isdigit():
            parts = parts[1:]
        names = list(take_names(parts))
        has_label = any(True for _ in _fields(parts))
        is_row = bool(names) and is_distinctive(names[0].text)
        is_over = has_label or _CHINESE_ORDINAL.match(terms.fold(line.text)) is not None
        if is_over or (line.page != page and not is_row):
            page = None
        elif is_row or (names and names[0].behind):
            yield names[0]


def _is_table_head(lines: Sequence[Line], index: int) -> bool:
    """姓名 stands on this line, another column's head on it or within the next four lines."""
    parts = _parts(lines[index].text)
    heads = [terms.fold("".join(parts[i:j])) for i in range(len(parts)) for j in (i + 1, i + 2)]
    if not spec().table_names.intersection(heads):
        return False
    near = [
        terms.fold(line.text)
        for line in lines[index + 1 : index + 5]
        if line.page == lines[index].page
    ]
    return _is_head([*heads, *near])


def _is_head(words: Sequence[str]) -> bool:
    """A column of names and at least one of the others that a table of persons has."""
    has_names = not spec().table_names.isdisjoint(words)
    return has_names and not spec().table_others.isdisjoint(words)


def _is_table_word(part: str) -> bool:
    folded = terms.fold(part)
    return folded in spec().table_names or folded in spec().table_others


def _numbers_of_parts(parts: Sequence[str]) -> Iterator[str]:
    for label, values in _fields(parts):
        pattern = _NUMBER if label in spec().number_labels else _MOBILE
        for number in pattern.findall(unicodedata.normalize("NFKC", " ".join(values))):
            yield from _with_local_part(number)


def _with_local_part(number: str) -> Iterator[str]:
    """A number and, where it has an area code, the number that is left without it."""
    yield number
    local = re.sub(r"^0\d{2,3}[-—–\s]+", "", number)
    if local != number:
        yield local


def _rows(grid: Grid) -> list[list[str]]:
    """The texts of each row, without the blank cells."""
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text.strip():
            rows[cell.row].append(cell.text)
    return rows


def _columns_below(grid: Grid, heads: frozenset[str]) -> Iterator[str]:
    """The cells below these heads of a table of persons."""
    texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
    for row in range(grid.rows):
        line = {terms.fold(text): column for (at, column), text in texts.items() if at == row}
        if _is_head([*line]):
            for head in heads.intersection(line):
                yield from (texts.get((at, line[head]), "") for at in range(row + 1, grid.rows))
