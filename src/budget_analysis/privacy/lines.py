"""Persons in the lines of a document: behind and below labels, in tables of persons, in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from .. import terms
from ..reading import Line
from . import numbers
from .fields import (
    Field,
    asked_by,
    fields_of,
    is_person_table,
    is_table_word,
    names_of,
    numbers_in,
    parts_of,
    table_words,
    with_local_part,
)
from .names import CLAUSE_END, Found, Kind, bare, judge, same_length, take_names
from .prose import names_of_prose

_CHINESE_ORDINAL = re.compile(r"第?[一二三四五六七八九十]+[、.部]|\([一二三四五六七八九十]")
_ROWS_BELOW = 40
"""So many lines below a row of heads may be rows of its table."""
_STACKED = 4
"""So many cells of a row may be printed below each other."""
_HEAD_LENGTH = 12
"""A longer piece is no head of a column."""


def names_of_lines(lines: Sequence[Line]) -> Iterator[Found]:
    """Names behind labels, below them, in the tables of persons, and in certain prose."""
    for index, line in enumerate(lines):
        if is_table_head(lines, index):
            continue
        fields = fields_of(line.text)
        for number, field in enumerate(fields):
            is_last = number + 1 == len(fields)
            yield from names_of(field, is_last)
            if is_last and field.is_named and not field.value.strip():
                yield from _names_below(lines, index, field)
        if any(field.is_named and not field.has_colon for field in fields):
            yield from _names_in_column(lines, index, fields)
    yield from _names_of_tables(lines)
    yield from names_of_prose([line.text for line in lines])


def _names_below(lines: Sequence[Line], index: int, field: Field) -> Iterator[Found]:
    """The lines below can be anything, so only a distinctive name is taken from there."""
    for line in _values_below(lines, index):
        parts = parts_of(line.text)[:4]
        names = take_names(parts, field.label, at_least=Kind.NAME)
        yield from (found for found in names if judge(found.text) is Kind.NAME)


def _values_below(lines: Sequence[Line], index: int) -> list[Line]:
    """The line below a label; below labels that stand on lines of their own as many as these."""
    labels = index
    while labels < len(lines) and labels - index < _STACKED and asked_by(lines[labels].text):
        labels += 1
    count = max(labels - index, 1)
    below = lines[index + count : index + 2 * count]
    return [line for line in below if not fields_of(line.text)]


def _names_in_column(
    lines: Sequence[Line], index: int, fields: Sequence[Field]
) -> Iterator[Found]:
    """Rows below a row of heads one of which asks for a person (序号 项目 负责人 联系电话)."""
    heads = same_length(lines[index].text).split()
    if len(heads) < 2 or any(len(head) > _HEAD_LENGTH or CLAUSE_END.search(head) for head in heads):
        return
    if any(field.has_colon for field in fields) or re.search(r"\d", "".join(heads)):
        return
    asked = [at for at, head in enumerate(heads) if asked_by(head) & {"name", "colon"}]
    idle = 0
    for line in lines[index + 1 : index + 1 + _ROWS_BELOW]:
        pieces = same_length(line.text).split()
        is_over = _CHINESE_ORDINAL.match(terms.fold(line.text)) or fields_of(line.text)
        if is_over or idle > 2 or any(CLAUSE_END.search(piece) for piece in pieces):
            return
        names = [bare(piece) for piece in pieces]
        if len(pieces) == len(heads):
            names = [names[at] for at in asked]
        elif len(pieces) < 2 and len(asked) != len(pieces):
            names = []
        distinctive = [name for name in names if name and judge(name) is Kind.NAME]
        idle = 0 if distinctive else idle + 1
        if len(pieces) == len(heads) or len(distinctive) == len(asked):
            yield from (Found(name) for name in distinctive)


def _names_of_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """The first column of a table of persons; it ends with a field, a heading or its page.

    On the page after, rows count only as long as each begins with a distinctive name.
    """
    page: int | None = None
    for index, line in enumerate(lines):
        parts = parts_of(line.text)
        if is_table_head(lines, index):
            page = line.page
            continue
        if page is None or all(is_table_word(part) for part in parts):
            continue
        while parts and parts[0].strip("、.．").isdigit():
            parts = parts[1:]
        names = list(take_names(parts))
        is_row = bool(names) and judge(names[0].text) is Kind.NAME
        is_over = bool(fields_of(line.text)) or _CHINESE_ORDINAL.match(terms.fold(line.text))
        if is_over or (line.page != page and not is_row):
            page = None
        elif is_row or (names and names[0].behind):
            yield names[0]


def is_table_head(lines: Sequence[Line], index: int) -> bool:
    """姓名 stands on this line, another column's head on it or within the next four lines."""
    heads = _person_heads(lines[index].text)
    if not heads:
        return False
    near = [
        terms.fold(line.text)
        for line in lines[index + 1 : index + 5]
        if line.page == lines[index].page
    ]
    return is_person_table([*heads, *near])


@lru_cache(maxsize=2048)
def _person_heads(text: str) -> tuple[str, ...]:
    """The heads of a line with 姓名 among them; none where it is a name that follows. Each line is asked several times."""
    parts = parts_of(text)
    heads = [terms.fold("".join(parts[i:j])) for i in range(len(parts)) for j in (i + 1, i + 2)]
    known = table_words("table_names").intersection(heads)
    behind = {second for first, second in pairwise(heads[::2]) if first in known}
    return () if any(judge(bare(word)) is Kind.NAME for word in behind) else tuple(heads) if known else ()


def numbers_of_lines(lines: Sequence[Line]) -> Iterator[str]:
    """Numbers behind labels or on the line below them, and in tables of persons."""
    page: int | None = None
    for index, line in enumerate(lines):
        yield from numbers_in(line.text)
        fields = fields_of(line.text)
        if fields and not fields[-1].value.strip():
            for kind in sorted(fields[-1].kinds & set(numbers.KINDS)):
                for below in _values_below(lines, index):
                    match = numbers.of_kind(kind).match(same_length(below.text).strip())
                    if match:
                        yield from with_local_part(match.group())
        if is_table_head(lines, index):
            page = line.page
        elif page == line.page:
            yield from numbers.distinct(same_length(line.text))
