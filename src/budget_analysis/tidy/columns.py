"""Which columns of a grid are which: header rows, the words above each column, column groups.

Headers of published accounts are unreliable in depth and in merged cells, so a column is known by
the last word above it that the spec knows; key columns are those between two runs of measures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .. import specs, terms
from ..errors import LocateError
from ..locate import RawForm
from ..reading import Cell, Grid
from ..specs import Column, FormSpec, Group
from .header import HEADER_ONLY, LEVEL_WORDS, ROWS_COUNTED
from .other_columns import OF_UNIT, begins_block, heads_units, holds_amounts, is_of_one_unit, other_head, other_heads, parts_below

DIGITS = re.compile(r"\d+")
NUMBER = re.compile(r"[-−△▲(]?\d[\d,]*(\.\d+)?\)?")
_HAS_DIGIT = re.compile(r"\d")
HEADER_DEPTH = 5
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?栏?(?:=[\d()+\-−,.栏]+)?|第?栏次?\d{1,2}|\(?[A-Za-z]\)?")
"""Also one that says how the column is made up, 1=2+3+4; columns are also numbered 栏1 and A."""
ITEMS_ACROSS = 3
"""Items beside each other: fewer may be the two sides of a list."""


@dataclass(frozen=True)
class Slots:
    """A grid as rows of cells; a merged cell stands in every slot that it covers."""

    grid: Grid
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Side:
    """One column group as it stands on the page."""

    group: int
    keys: tuple[tuple[int, str], ...]
    """Column and the key that its header names, empty where the header names none."""
    measures: tuple[tuple[int, Column], ...]


def slots_of(grid: Grid) -> Slots:
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = cell
    empty = Cell(0, 0, "")
    return Slots(grid, tuple(tuple(cell or empty for cell in row) for row in rows))


def text_of(cell: Cell) -> str:
    return "".join(cell.text.split())


def header_words(spec: FormSpec, slots: Slots) -> frozenset[str]:
    """All words that may stand in the header of this form.

    Where no column is headed 项目, the items of a form without codes stand in the header itself.
    """
    words = {*spec.header_words, *header_only(spec), *general_words(), *other_heads(spec), *parts_below(spec)}
    for group in spec.groups:
        for column in group.columns:
            words.update(column.headers)
    labels = {header for column in spec.groups[0].keys for header in column.headers}
    above = {terms.fold(cell.text) for row in slots.rows[:HEADER_DEPTH] for cell in row}
    if may_lie_across(spec) and (not labels & above or _has_items_across(spec, slots)):
        words.update(label for row in spec.groups[0].rows for label in row.labels)
    return frozenset(words)


def may_lie_across(spec: FormSpec) -> bool:
    return len(spec.groups) == 1 and not (spec.codes or spec.has_units or spec.groups[0].side)


def _has_items_across(spec: FormSpec, slots: Slots) -> bool:
    """True where a row of the head holds several items: 因公出国（境）费 | 公务接待费 | 会议费."""
    return any(
        len({spec.groups[0].role(cell.text, set()) for cell in row} - {None}) >= ITEMS_ACROSS
        for row in slots.rows[:HEADER_DEPTH]
    )


def header_rows(
    spec: FormSpec, slots: Slots, words: frozenset[str], is_first: bool
) -> tuple[int, int]:
    """The first row of the header and the first row of the body.

    Above the header of the first page may stand rows with title and unit; a later page repeats
    the header in its first rows or not at all.
    """
    start: int | None = None
    last = 0
    for number, cells in enumerate(slots.rows):
        texts = [(cell, terms.fold(cell.text)) for cell in dict.fromkeys(cells)]
        filled = [(cell, text) for cell, text in texts if text]
        is_total = bool(filled) and _is_total_row(spec, filled)
        known = [text for _, text in filled if _is_header_text(text, words)]
        if _has_stranger(spec, [text for _, text in filled], known):
            known = [text for _, text in filled]
        if not is_first and _is_rest_of_code(spec, [text for _, text in filled]):
            known = []
        if not is_first and number == 0 and len(filled) == 1 and filled[0][0].column_span == 1:
            return 0, 0  # a lone 支出 at the top of a page is the end of the name before the break
        if start is None:
            if is_total or (filled and NUMBER.fullmatch(filled[-1][1]) and not known):
                return number, number
            if known and len(known) == len(filled):
                start, last = number, number
            elif filled and not is_first:
                return number, number
            continue
        if filled and (is_total or len(known) < len(filled)):
            return start, number
        if filled:
            last = number
    return (start, last + 1) if start is not None else (0, len(slots.rows) if is_first else 0)


def _has_stranger(spec: FormSpec, texts: Sequence[str], known: Sequence[str]) -> bool:
    """True for heads of the form beside some that it does not know: several of amounts, and neither a number nor the name of a row."""
    heads = {header for group in spec.groups for column in group.measures for header in column.headers}
    strangers = [text for text in texts if text not in known]
    if sum(text in heads for text in known) < 2 or 2 * len(known) <= len(texts):
        return False
    return not any(_HAS_DIGIT.search(text) or any(group.knows(text) for group in spec.groups) for text in strangers)


def _is_rest_of_code(spec: FormSpec, texts: Sequence[str]) -> bool:
    """True for digits at the top of a page that number no columns: what is left of a code."""
    counted = [str(number) for number in range(1, len(texts) + 1)]
    return spec.codes is not None and all(map(DIGITS.fullmatch, texts)) and (len(texts) == 1 or texts != counted)


def general_words() -> frozenset[str]:
    """Words that may stand in a row of their own below the heads of any form."""
    return frozenset(map(terms.fold, specs.load("surroundings.toml")["heads"]))


def header_only(spec: FormSpec) -> frozenset[str]:
    """On a form without codes 款 may be the end of a broken name (…财政拨|款)."""
    return HEADER_ONLY if spec.codes else HEADER_ONLY - LEVEL_WORDS


def is_header_row(spec: FormSpec, filled: Sequence[Cell], words: frozenset[str]) -> bool:
    """True for several words of the header and nothing else: a head that is printed again."""
    texts = [(cell, terms.fold(cell.text)) for cell in filled]
    if len(texts) < 2 or _is_total_row(spec, texts):
        return False
    return all(_is_header_text(text, words) and not DIGITS.fullmatch(text) for _, text in texts)


def _is_header_text(text: str, words: frozenset[str]) -> bool:
    if text in words or _COLUMN_NUMBER.fullmatch(text):
        return True
    # a header word broken by a ruling, or two words in one cell
    return any(text in word for word in words) and len(text) > 1


def _is_total_row(spec: FormSpec, filled: Sequence[tuple[Cell, str]]) -> bool:
    """合计 at the left of a classified form begins the body, whatever stands beside it."""
    cell, text = filled[0]
    while text in HEADER_ONLY and len(filled) > 1:
        filled = filled[1:]
        cell, text = filled[0]
    is_classified = spec.codes is not None or spec.has_units
    if not is_classified or cell.column > 3 or _role_of(spec, text) != "total":
        return False
    # 合计 | 基本支出 | 项目支出 below a merged cell are heads; a row of the total has its own 合计 before
    beside = [text for _, text in filled[1:]]
    heads = {header for group in spec.groups for column in group.measures for header in column.headers}
    if not beside or not all(any(text in head for head in heads) for text in beside):
        return True
    return beside.count("合计") + beside.count("小计") == 1


def _role_of(spec: FormSpec, text: str) -> str | None:
    for group in spec.groups:
        role = group.role(text, set())
        if role is not None:
            return role
    return None


def path_above(slots: Slots, start: int, end: int, column: int) -> list[str]:
    """The distinct words above a column, from top to bottom."""
    words: list[str] = []
    for number in range(start, end):
        text = terms.fold(slots.rows[number][column].text)
        if text and not DIGITS.fullmatch(text) and (not words or words[-1] != text):
            words.append(text)
    return words


def sides_of(raw: RawForm, slots: Slots, start: int, end: int) -> tuple[Side, ...]:
    """Which columns are which, group after group from left to right."""
    spec = raw.spec
    paths = [path_above(slots, start, end, column) for column in range(slots.grid.columns)]
    if end < len(slots.rows):
        paths = _with_words_of_total(spec, paths, slots.rows[end])
    sides: list[Side] = []
    keys: list[tuple[int, str]] = []
    measures: list[tuple[int, Column]] = []
    unknown: list[str] = []
    words = header_words(spec, slots)

    def close() -> None:
        if any(key == "label" for _, key in keys):
            # beside the column of names another one of texts is no part of them
            strange = [n for n, key in keys if not key and paths[n] and not any(_is_header_text(word, words) for word in paths[n])]
            unknown.extend("/".join(paths[n]) for n in strange if not _holds_codes(spec, slots, end, n))
        if measures:
            sides.append(Side(_group_index(spec, len(sides)), tuple(keys), tuple(measures)))
        keys.clear()
        measures.clear()

    is_beside = False
    for column, path in enumerate(paths):
        is_beside = is_beside or begins_block(spec, path)
        if heads_units(spec, path) and not measures:
            if is_of_one_unit(spec, [row[column] for row in slots.rows[end:]]):
                keys.append((column, OF_UNIT))
            else:
                unknown.append("/".join(path))
            continue
        if is_beside or other_head(spec, path):
            continue
        group = spec.groups[_group_index(spec, len(sides))]
        taken = [measure for _, measure in measures]
        key = _key_named(group, path)
        if not key and measures and _can_open(spec, len(sides) + 1):
            # 项目（按功能分类） heads the rows of the next group only
            key = _key_named(spec.groups[_group_index(spec, len(sides) + 1)], path)
        if spec.codes and not measures and path[-1:] == [ROWS_COUNTED]:
            key = "line_no"
        found = None if key else measure_named(group, path, taken)
        if found is not None:
            measures.append((column, found))
            continue
        if measures and (key or not _is_blank_column(slots, end, column)):
            if key and _can_open(spec, len(sides) + 1):
                close()
            elif not key:
                unknown.append("/".join(path) or f"column {column + 1}")
                continue
        if not key and not measures and holds_amounts([row[column] for row in slots.rows[end:]]):
            unknown.append("/".join(path) or f"column {column + 1}")
        elif key or not measures:
            keys.append((column, key or ""))
    rest = [column for column, key in keys if key and sides and not measures and not _is_blank_column(slots, end, column)]
    close()
    if rest:
        raise LocateError(
            f'p.{raw.page}, form {spec.id}: behind its last amounts stands another column "{"/".join(paths[rest[0]])}" without '
            "any; the form goes on beyond the edge of the page. It is not read"
        )
    _check(raw, sides, unknown, paths)
    return tuple(sides)


def _group_index(spec: FormSpec, position: int) -> int:
    return 0 if spec.is_repeated else min(position, len(spec.groups) - 1)


def _can_open(spec: FormSpec, position: int) -> bool:
    return spec.is_repeated or position < len(spec.groups)


def _key_named(group: Group, path: Sequence[str]) -> str:
    """The key that the words above a column name, the last word first."""
    measures = {header for column in group.measures for header in column.headers}
    for word in reversed(path):
        if word in measures:
            return ""
        for column in group.keys:
            if word in column.headers:
                return column.name
        if word in ("类", "款", "项", "类款项"):
            return "code"
    return ""


def measure_named(group: Group, path: Sequence[str], taken: Sequence[Column]) -> Column | None:
    """The measure whose header stands in the path: several words joined, else one, the last first; 本年收入 where it is the last."""
    candidates = [column for column in group.measures if column not in taken]
    alone = specs.load("surroundings.toml")["heads_alone"]
    for length in range(len(path), 0, -1):
        for end in range(len(path), length - 1, -1):
            text = "".join(path[end - length : end])
            for column in candidates:
                if text in column.headers and (end == len(path) or column.name not in alone.get(text, ())):
                    return column
    return None


def _with_words_of_total(
    spec: FormSpec, paths: list[list[str]], total: Sequence[Cell]
) -> list[list[str]]:
    """Header words that stand inside the total row name their columns.

    Seen where 本年支出 is merged over 合计 | 基本支出 | 项目支出, printed beside the word 合计.
    """
    words = {header for group in spec.groups for column in group.measures for header in column.headers}
    grown = []
    name = next((cell for cell in total if cell.text.strip()), None)
    for path, cell in zip(paths, total, strict=True):
        text = terms.fold(cell.text)
        is_word = text in words and cell is not name and not _key_named(spec.groups[0], path)
        grown.append([*path, text] if is_word else path)
    return grown


def _holds_codes(spec: FormSpec, slots: Slots, end: int, column: int) -> bool:
    texts = [text for row in slots.rows[end:] if (text := text_of(row[column])) and text not in HEADER_ONLY]
    return all(DIGITS.fullmatch(text) or _role_of(spec, text) is not None for text in texts)


def _is_blank_column(slots: Slots, end: int, column: int) -> bool:
    return not any(row[column].text.strip() for row in slots.rows[end:])


def _check(
    raw: RawForm, sides: Sequence[Side], unknown: Sequence[str], paths: Sequence[Sequence[str]]
) -> None:
    place = f"p.{raw.page}, form {raw.spec.id}"
    seen = " | ".join("/".join(path) or "–" for path in paths)
    if unknown:
        raise LocateError(
            f'{place}: the column "{", ".join(unknown)}" is not in the spec of {raw.spec.id}; '
            f"headers seen: {seen}. If the page shows it, add it to specs/forms/; "
            "the form is not read."
        )
    expected = raw.spec.groups if not raw.spec.is_repeated else raw.spec.groups[:1]
    there = [(side.group, id(found)) for side in sides for _, found in side.measures]
    missing = [column for index, group in enumerate(expected) for column in group.measures if not column.is_optional and (index, id(column)) not in there]
    if missing:
        words = ", ".join(f"{column.headers[0]} ({column.name})" for column in missing)
        raise LocateError(
            f"{place}: no column {words}; headers seen: {seen}. Compare with the page; if the "
            "publisher leaves it out, mark it optional in specs/forms/. The form is not read."
        )
