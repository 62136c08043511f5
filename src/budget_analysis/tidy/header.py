"""The header of a form as a run of words: which columns it announces, in which order.

In a dump the header is one run of text without cells, so it is cut into the words that the
form's spec knows, longest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..errors import LocateError
from ..specs import Column, FormSpec, Group


LEVEL_WORDS = frozenset({"类", "款", "项", "类款项", "类款"})
"""Words of the row below the header of a form with codes."""
ROWS_COUNTED = "序号"
"""Heads a column that counts the rows of a form with codes."""
HEADER_ONLY = LEVEL_WORDS | {"行次", "栏次", "栏", "次", ROWS_COUNTED} | set("甲乙丙丁")
"""Words of header rows that name no column of their own; 甲, 乙 stand for the numbers of columns of names."""
_LONGEST_QUOTE = 60
_FEWEST = 2
"""A head above a single column needs no telling apart."""


@dataclass(frozen=True)
class Header:
    """Columns per group, left to right, and text that no column explains."""

    columns: tuple[tuple[Column, ...], ...]
    unknown: tuple[str, ...]
    length: int
    """Characters of the run that belong to the header."""


def parse_header(spec: FormSpec, text: str, is_whole: bool) -> Header:
    """Cut a folded run of header text into columns.

    A word of a group is used once; when a group is complete, the next may begin. With `is_whole`
    the run is nothing but header; without, the body follows it and the header ends as soon as
    every required column has been met.
    """
    found = _cut(spec, text, 0, 0, tuple(() for _ in spec.groups), 0, is_whole)
    if found is not None:
        return found
    return _cut_with_strays(spec, text)


def _cut(
    spec: FormSpec,
    text: str,
    position: int,
    end: int,
    found: tuple[tuple[Column, ...], ...],
    current: int,
    is_whole: bool,
) -> Header | None:
    """The first way to explain the whole run, longer words first; None where there is none.

    项目支出功能分类科目编码 begins with 项目支出, a column, but is 项目 and a code column:
    so a cut that leads nowhere is taken back. `end` is where the last column word ended: a word
    such as “三公”经费 behind it may belong to the first row.
    """
    for word, column, group, is_column in _words_at(spec, text, position, found, current):
        grown = found
        if column is not None:
            grown = tuple(
                (*columns, column) if index == group else columns
                for index, columns in enumerate(found)
            )
        after = position + len(word)
        ends = after if is_column or is_whole else end
        rest = _cut(spec, text, after, ends, grown, group, is_whole)
        if rest is not None:
            return rest
    if _is_complete(spec, found) and (not is_whole or position == len(text)):
        return Header(found, (), end)
    return None


def _cut_with_strays(spec: FormSpec, text: str) -> Header:
    """Explain as much of the run as possible and name the rest."""
    found: tuple[tuple[Column, ...], ...] = tuple(() for _ in spec.groups)
    unknown: list[str] = []
    current = position = 0
    stray = ""
    while position < len(text):
        words = _words_at(spec, text, position, found, current)
        if not words:
            stray += text[position]
            position += 1
            continue
        word, column, current, _ = words[0]
        if column is not None:
            found = tuple(
                (*columns, column) if index == current else columns
                for index, columns in enumerate(found)
            )
        if stray:
            unknown.append(stray)
            stray = ""
        position += len(word)
    if stray:
        unknown.append(stray)
    return Header(found, tuple(unknown), len(text))


def check_header(spec: FormSpec, header: Header, place: str) -> None:
    """Raise where the header announces other columns than the spec, so none can be trusted.

    Raises:
        LocateError: a column is unknown, missing, or out of order.
    """
    seen = [column.name for columns in header.columns for column in columns]
    if header.unknown:
        unknown = ", ".join(header.unknown)
        unknown = unknown if len(unknown) <= _LONGEST_QUOTE else f"{unknown[:_LONGEST_QUOTE]}…"
        raise LocateError(
            f'{place}: the header has a column "{unknown}" that the spec of '
            f"{spec.id} does not know (known columns seen: {', '.join(seen) or 'none'}). "
            "If the page shows it, add it to specs/forms/; the form is not read."
        )
    for group, columns in zip(spec.groups, header.columns, strict=True):
        missing = [
            column for column in group.columns if not column.is_optional and column not in columns
        ]
        if missing:
            words = ", ".join(f"{column.headers[0]} ({column.name})" for column in missing)
            raise LocateError(
                f"{place}: the header lacks the column {words}; seen: {', '.join(seen) or 'none'}. "
                "Compare with the page; if the publisher leaves it out, mark it optional in "
                "specs/forms/. The form is not read."
            )


def printed_order(
    spec: FormSpec, group: Group, columns: Sequence[Column], text: str, place: str
) -> tuple[Column, ...]:
    """The columns of a group, its keys first, then its measures from left to right, of a header whose lines were read one after another.

    小计 基本支出 项目支出 stand on the line below 本年支出 and are read behind 年末结转和结余, which stands
    beside it: where 本年支出 was read in between, that is where they stand on the page.

    Raises:
        LocateError: they stand in another order than the form declares, and no word above them says where.
    """
    keys = [column for column in columns if column.is_key]
    columns = [column for column in columns if not column.is_key]
    numbers = [group.columns.index(column) for column in columns]
    if numbers == sorted(numbers):
        return (*keys, *columns)
    behind = next(n for n, (one, other) in enumerate(pairwise(numbers), start=1) if other < one)
    lower = numbers[behind:]
    at = [sum(number < own for number in numbers[:behind]) for own in lower]
    if lower == sorted(lower) and len(set(at)) == 1 and at[0] > 0:
        before, after = (_position(columns[n], text) for n in (at[0] - 1, at[0]))
        if any(before < text.find(word) < after for word in upper_words(spec)):
            return (*keys, *(group.columns[number] for number in sorted(numbers)))
    raise LocateError(
        f"{place}: the heads are read in the order {', '.join(column.name for column in columns)}, which is not "
        "the form's, and nothing tells how they stand on the page. Read the PDF of this account instead"
    )


def _position(column: Column, text: str) -> int:
    return max(text.find(header) for header in column.headers)


@cache
def upper_words(spec: FormSpec) -> frozenset[str]:
    """Words that begin the heads of two columns or more."""
    headers = [set(column.headers) for group in spec.groups for column in group.measures]
    words = {header for own in headers for header in own} | set(spec.header_words)
    return frozenset(
        word
        for word in words
        if sum(any(header != word and header.startswith(word) for header in own) for own in headers) >= _FEWEST
    )


def _words_at(
    spec: FormSpec,
    text: str,
    position: int,
    found: tuple[tuple[Column, ...], ...],
    current: int,
) -> list[tuple[str, Column | None, int, bool]]:
    """The words that may stand here, longest first: word, new column, group, is it a column's."""
    words: list[tuple[str, Column | None, int, bool]] = []
    for word in spec.header_words:
        if text.startswith(word, position):
            words.append((word, None, current, False))
    last = current + 1 if _is_group_complete(spec.groups[current], found[current]) else current
    for index in range(current, min(last + 1, len(spec.groups))):
        for column in spec.groups[index].columns:
            is_again = column in found[index]
            if is_again and not (spec.is_repeated and _is_complete(spec, found)):
                continue
            # Columns that stand side by side a second time say nothing new.
            named = None if is_again else column
            words.extend(
                (header, named, index, True)
                for header in column.headers
                if text.startswith(header, position)
            )
    return sorted(words, key=lambda entry: -len(entry[0]))


def _is_group_complete(group: Group, columns: tuple[Column, ...]) -> bool:
    return all(column.is_optional or column in columns for column in group.columns)


def _is_complete(spec: FormSpec, found: tuple[tuple[Column, ...], ...]) -> bool:
    return all(
        _is_group_complete(group, columns)
        for group, columns in zip(spec.groups, found, strict=True)
    )
