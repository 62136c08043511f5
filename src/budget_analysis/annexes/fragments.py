"""Printed lines as fragments, and how fragments become labels, values and cells.

A text dump keeps the reading order but no cells: a fragment is what stands between two blanks.
Cells that fit share a line; a cell that wraps begins on a line of its own and ends it. So only
fragments alone on their lines can belong to one cell, and whatever reads in two ways is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from .. import terms
from ..amounts import parse_amount
from ..errors import CellError
from ..reading import Line
from .printed_text import Text, glued, joined, words_of

DASHES = frozenset({"-", "--", "—", "——", "–", "/"})
_UNIT = re.compile(r"\((亿元|万元|千元|元)\)")
_TAIL = re.compile(r"(?:\((?:[A-Z/×*%\d-]+|亿元|万元|千元|元)\)|[:：])$")
_SIGN = re.compile(r"[≥≤>＞<＜=＝≧≦±]")
_LABEL_PIECES = 8
_BRACKET_PIECES = 4


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text between two blanks; `line` numbers the printed lines, `is_alone` has one to itself."""

    printed: Text
    page: int
    number: int
    line: int
    is_alone: bool

    @property
    def text(self) -> str:
        return self.printed.text


@dataclass(frozen=True, slots=True)
class Field:
    """A label as printed and the fragments up to the next label."""

    name: str
    label: Text
    page: int
    number: int
    values: tuple[Fragment, ...]


def split(lines: Sequence[Line]) -> list[Fragment]:
    """The fragments of the lines, in order."""
    found = []
    for index, line in enumerate(lines):
        words = words_of(line)
        for word in words:
            found.append(Fragment(word, line.page, line.number, index, len(words) == 1))
    return found


def by_line(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments again, one list per printed line."""
    return [list(group) for _, group in groupby(fragments, key=lambda part: part.line)]


def text_of(fragments: Sequence[Fragment]) -> Text:
    return joined(part.printed for part in fragments)


def key(text: str) -> str:
    """A label as it is compared: folded, without a unit, letter or colon at its end."""
    folded = terms.fold(text)
    while match := _TAIL.search(folded):
        folded = folded[: match.start()]
    return folded


def unit_of(text: str) -> str | None:
    """The unit of money in brackets, as in 项目资金（万元）."""
    match = _UNIT.search(terms.fold(text))
    return match[1] if match else None


def index_words(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Identifier to aliases, turned round: the key of each alias to its identifier."""
    return {key(alias): name for name, aliases in table.items() for alias in aliases}


def match_words(
    fragments: Sequence[Fragment], start: int, words: Mapping[str, str]
) -> tuple[str, int] | None:
    """The longest declared word that begins here: its identifier and the index behind it."""
    found = None
    text = ""
    for end in range(start, min(start + _LABEL_PIECES, len(fragments))):
        text += fragments[end].text
        name = words.get(key(text))
        if name is not None:
            found = (name, end + 1)
    return found


def match_columns(
    fragments: Sequence[Fragment], start: int, words: Mapping[str, str]
) -> tuple[list[str], int]:
    """The column words that follow one another from here, and the index behind the last.

    Letters in brackets below a header, as （A） （B/A）, are passed over.
    """
    columns: list[str] = []
    index = start
    while index < len(fragments):
        found = match_words(fragments, index, words)
        if found is not None and found[0] not in columns:
            columns.append(found[0])
            index = found[1]
        elif columns and not key(fragments[index].text):
            index += 1
        else:
            break
    return columns, index


def cut(
    fragments: Sequence[Fragment],
    words: Mapping[str, str],
    after: Mapping[str, str] | None = None,
) -> list[Field]:
    """Cut a run of fragments at its labels; each label counts once, the first time it stands.

    `after` names labels that count only behind another one.
    """
    parts = _split_at_colons(fragments, words)
    cuts: list[tuple[str, int, int]] = []
    seen: set[str] = set()
    index = 0
    while index < len(parts):
        found = match_words(parts, index, words)
        if found is None or found[0] in seen or not _is_due(found[0], seen, after or {}):
            index += 1
            continue
        cuts.append((found[0], index, found[1]))
        seen.add(found[0])
        index = found[1]
    ends = [*(start for _, start, _ in cuts[1:]), len(parts)]
    return [
        Field(
            name,
            _label(parts[start:behind]),
            parts[start].page,
            parts[start].number,
            tuple(parts[behind:end]),
        )
        for (name, start, behind), end in zip(cuts, ends, strict=False)
    ]


def _label(fragments: Sequence[Fragment]) -> Text:
    """A label, folded, without the colon at its end."""
    printed = text_of(fragments)
    return Text(terms.fold(printed.text).rstrip(":"), printed.spots)


def _is_due(name: str, seen: set[str], after: Mapping[str, str]) -> bool:
    return name not in after or after[name] in seen


def _split_at_colons(fragments: Sequence[Fragment], words: Mapping[str, str]) -> list[Fragment]:
    """A label and its value printed without a blank, as 评价方式：…, become two fragments."""
    parts = []
    for part in fragments:
        label, colon, rest = part.text.replace(":", "：").partition("：")
        if colon and rest and key(label) in words:
            border = len(label)
            for printed in (part.printed.part(0, border), part.printed.part(border + 1)):
                parts.append(replace(part, printed=printed, is_alone=False))
        else:
            parts.append(part)
    return parts


def glue_brackets(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Fragments whose bracket is closed within the next few, as 质量指标(0 / 分), become one."""
    result = []
    index = 0
    while index < len(fragments):
        size = _bracket_size(fragments[index : index + _BRACKET_PIECES])
        pieces = fragments[index : index + size]
        is_alone = all(piece.is_alone for piece in pieces)
        whole = glued(piece.printed for piece in pieces)
        result.append(replace(pieces[-1], printed=whole, is_alone=is_alone))
        index += size
    return result


def _bracket_size(fragments: Sequence[Fragment]) -> int:
    """How many fragments it takes to close the bracket of the first; 1 where it stays open."""
    depth = 0
    for size, part in enumerate(fragments, start=1):
        depth += _open_brackets(part.text)
        if depth <= 0:
            return size if size == 1 or depth == 0 else 1
    return 1


def is_number(text: str) -> bool:
    """True for a plain number; one in brackets is an ordinal or a note here."""
    try:
        parse_amount(text)
    except CellError:
        return False
    return terms.fold(text)[0] != "("


def is_percent(text: str) -> bool:
    folded = terms.fold(text)
    return folded.endswith("%") and is_number(folded[:-1])


def is_value(text: str) -> bool:
    """A number, a percentage or a dash: what stands in a column of amounts."""
    return is_number(text) or is_percent(text) or terms.fold(text) in DASHES


def partitions(
    fragments: Sequence[Fragment], count: int
) -> Iterator[tuple[tuple[Fragment, ...], ...]]:
    """All ways to read a run of fragments as so many cells from left to right."""
    if count == 0:
        if not fragments:
            yield ()
        return
    for size in range(1, len(fragments) - count + 2):
        cell = tuple(fragments[:size])
        if not _is_cell(cell):
            continue
        for rest in partitions(fragments[size:], count - 1):
            yield (cell, *rest)


def _is_cell(fragments: tuple[Fragment, ...]) -> bool:
    """True where the fragments can be one cell: wrapped, or held together by a bracket."""
    text = fragments[0].text
    for before, part in pairwise(fragments):
        is_wrap = before.is_alone and part.is_alone
        if _open_brackets(text) <= 0 and (not is_wrap or _SIGN.match(part.text)):
            return False
        text += part.text
    return _open_brackets(text) == 0


def _open_brackets(text: str) -> int:
    folded = terms.fold(text)
    return folded.count("(") - folded.count(")")
