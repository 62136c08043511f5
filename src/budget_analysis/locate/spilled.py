"""Sheets wider than their paper: a program prints the columns that find no room on further pages.

Such pages hold one table each, whose rows stand at the same heights; the title, set over all columns, is cut
where a page ends. Put side by side they are one table. They are only where together they show the columns
that the form of the title declares, and the first page alone does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .. import specs, terms
from ..reading import Cell, Grid, Line
from ..specs import Column, FormSpec
from .surroundings import all_heads, folded_title, form_titled, is_surrounding

_CUT_YEAR = re.compile(r"^\d{1,3}年度?")
"""What the edge of the paper has left of a year tells none."""
_MOST_STRIPS, _MOST_BANDS = 8, 4
"""Pages beside each other, and below each other, of one sheet."""
_SAME_HEIGHT = 1.5
"""Points within which rows, and lines above tables, stand at one height."""
_FEWEST_SHARED = 0.8
"""Part of the rows that stand at the same heights; heads of one strip may be of fewer rows."""
_FEWEST_ROWS = 3
_PAGES_APART = 2
"""A page between them may hold a note only, or nothing."""
_FEWEST_HEADS = 2
"""One word may be the name of a row."""
_DEPTH = 6
"""Rows of a head at most."""


@dataclass(frozen=True)
class _Sheet:
    """One page with its only table."""

    page: int
    grid: Grid
    tops: tuple[float, ...]
    lines: tuple[Line, ...]

    @property
    def above(self) -> list[Line]:
        assert self.grid.box is not None
        return [line for line in self.lines if line.box is not None and line.box.y0 < self.grid.box.y0]


def joined_sheets(lines: Sequence[Line], grids: Sequence[Grid]) -> tuple[list[Line], list[Grid]]:
    """The lines and grids of a document, in which a table over pages beside each other is one, on the first of them.

    Each column knows its page (`Grid.pages`). The lines above the table are those of all of its pages, the
    title in one piece; what is printed again on the others is left out.
    """
    sheets = _sheets(lines, grids)
    told, kept = list(lines), list(grids)
    number = 0
    while number < len(sheets):
        found = next(_tables(sheets, number), None)
        if found is None:
            number += 1
            continue
        bands, title = found
        used = [sheet for strips in bands for sheet in strips]
        pages = {sheet.page for sheet in used}
        kept = [grid for grid in kept if grid.page not in pages] + [_side_by_side(strips) for strips in bands]
        told = _with_title(told, bands, title)
        number += len(used)
    if len(kept) < len(grids):
        kept.sort(key=lambda grid: grid.page)
    return told, kept


def _sheets(lines: Sequence[Line], grids: Sequence[Grid]) -> list[_Sheet]:
    by_page: dict[int, list[Grid]] = {}
    for grid in grids:
        by_page.setdefault(grid.page, []).append(grid)
    of_page: dict[int, list[Line]] = {}
    for line in lines:
        of_page.setdefault(line.page, []).append(line)
    sheets = []
    for page, own in sorted(by_page.items()):
        boxes = [cell.box for cell in own[0].cells]
        if len(own) == 1 and own[0].kind in ("ruled", "aligned") and own[0].box is not None and all(box is not None for box in boxes):
            tops = _merged(sorted(box.y0 for box in boxes if box is not None))
            sheets.append(_Sheet(page, own[0], tops, tuple(of_page.get(page, ()))))
    return sheets


def _merged(places: Sequence[float]) -> tuple[float, ...]:
    found: list[float] = []
    for place in places:
        if not found or place - found[-1] > _SAME_HEIGHT:
            found.append(place)
    return tuple(found)


def _tables(sheets: Sequence[_Sheet], first: int) -> Iterator[tuple[list[list[_Sheet]], str]]:
    """The ways to take the pages from here on for one table: its bands from top to bottom, each from left to right."""
    for strips in range(min(_MOST_STRIPS, len(sheets) - first), 1, -1):
        for bands in range(_MOST_BANDS, 0, -1):
            own = sheets[first : first + strips * bands]
            if len(own) < strips * bands or any(b.page - a.page > _PAGES_APART for a, b in pairwise(own)):
                continue
            down = [[own[strip * bands + band] for strip in range(strips)] for band in range(bands)]
            over = [list(own[band * strips : (band + 1) * strips]) for band in range(bands)]
            for way in (down, over)[: 2 if bands > 1 else 1]:
                if not all(_are_beside(strip[0], other) for strip in way for other in strip[1:]):
                    continue
                title = _title(way[0])
                spec = form_titled(title)
                if spec is not None and _shows(spec, way[0]) and all(_goes_on(way[0], lower, title) for lower in way[1:]):
                    yield way, title


def _goes_on(upper: Sequence[_Sheet], lower: Sequence[_Sheet], title: str) -> bool:
    """True where pages further down have the title and heads of the first ones, or none at all."""
    if folded_title(_title(lower)) not in ("", folded_title(title)):
        return False
    tops = [{text for sheet in strips for text in _words_at_top(sheet.grid)} for strips in (upper, lower)]
    return tops[0] == tops[1] or len(tops[1]) < _FEWEST_HEADS


def _words_at_top(grid: Grid) -> list[str]:
    """The heads of columns, of whatever form, in the first row of a table."""
    texts = [terms.fold(cell.text) for cell in grid.cells if cell.row == 0]
    return [text for text in texts if text in all_heads()]


def _are_beside(one: _Sheet, other: _Sheet) -> bool:
    """True where the rows of both stand at the same heights."""
    assert one.grid.box is not None and other.grid.box is not None
    is_lower = other.grid.kind == "aligned" and other.grid.box.y0 > one.grid.box.y0  # without rules heads of fewer lines begin lower
    if abs(one.grid.box.y0 - other.grid.box.y0) > _SAME_HEIGHT and not is_lower or abs(one.grid.box.y1 - other.grid.box.y1) > _SAME_HEIGHT:
        return False
    shared = sum(any(abs(top - own) <= _SAME_HEIGHT for own in one.tops) for top in other.tops)
    return shared >= max(_FEWEST_ROWS, _FEWEST_SHARED * max(len(one.tops), len(other.tops)))


def _title(strips: Sequence[_Sheet]) -> str:
    """The title above the strips, cut or whole; the longest that is one of a form. Empty where there is none, or another one too."""
    found = {"": 0}
    for line in (line for sheet in strips for line in sheet.above):
        beside = [_at_height(sheet, line) for sheet in strips]
        for start in range(len(beside)):
            text = ""
            for part in beside[start:]:
                text = _overlapped(text, part)
                if form_titled(text) is not None:
                    found.setdefault(text, start)
    names = {text: folded_title(text) for text in found}
    name = max(names.values(), key=len)
    # the first page on which it stands has its beginning
    own = sorted((start, len(text), text) for text, start in found.items() if names[text] == name)
    return _CUT_YEAR.sub("", own[0][2]) if all(other in name for other in names.values()) else ""


def _at_height(sheet: _Sheet, line: Line) -> str:
    assert line.box is not None
    y = line.box.y0
    return "".join("".join(own.text.split()) for own in sheet.above if own.box and abs(own.box.y0 - y) <= _SAME_HEIGHT)


def _overlapped(text: str, part: str) -> str:
    """Two pieces of one text: letters that the edge of a page cuts stand on both pages."""
    length = next(n for n in range(min(len(text), len(part)), -1, -1) if text.endswith(part[:n]))
    return text + part[length:]


def _shows(spec: FormSpec, strips: Sequence[_Sheet]) -> bool:
    """True where the strips together show the columns of a shape of the form, each some, and the first alone does not."""
    first = strips[0].grid
    heads = [heads_above(first), *(heads_above(sheet.grid)[_columns_again(first, sheet.grid) :] for sheet in strips[1:])]
    for shape in spec.shapes:
        groups = shape.groups[:1] if shape.is_repeated else shape.groups
        is_single = len(shape.groups) == 1 and not shape.is_repeated
        keys = {header for group in groups for column in group.keys for header in column.headers}
        if is_single and any(text in keys for own in heads[1:] for column in own for text in column):
            continue  # the first page of another form
        words = {header for group in groups for column in group.columns for header in column.headers if not (is_single and column.is_key)}
        words |= {label for group in groups for row in group.rows for label in row.labels if not shape.codes and len(groups) == 1}
        needed = [column for group in groups for column in group.measures if not column.is_optional]
        shows = [any(text in words for column in own for text in column) for own in heads]
        if not all(shows[1:]) or not _has_all(needed, [column for own in heads for column in own]):
            continue
        if shape.is_repeated or not _has_all(needed, heads[0]) or _adds(shape, heads):
            return True
    return False


def heads_above(grid: Grid) -> list[list[str]]:
    """For each column what stands above it, word for word and all together."""
    columns: list[list[str]] = [[] for _ in range(grid.columns)]
    for cell in sorted(grid.cells, key=lambda cell: cell.row):
        if cell.row < _DEPTH and cell.text.strip():
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                columns[column].append(terms.fold(cell.text))
    return [[*words, *("".join(words[n:]) for n in range(len(words) - 1))] for words in columns]


def _has_all(needed: Sequence[Column], columns: Sequence[Sequence[str]]) -> bool:
    """True where each measure has a column of its own."""
    free = list(columns)
    for measure in needed:
        own = next((column for column in free if any(text in measure.headers for text in column)), None)
        if own is None:
            return False
        free.remove(own)
    return True


def _adds(shape: FormSpec, heads: Sequence[list[list[str]]]) -> bool:
    """True where each further strip has a measure that no strip before it has."""
    seen: set[str] = set()
    for own in heads:
        names = {
            column.name
            for group in shape.groups
            for column in group.measures
            for texts in own
            if any(text in column.headers for text in texts)
        }
        if seen and not names - seen:
            return False
        seen |= names
    return True


def _side_by_side(strips: Sequence[_Sheet]) -> Grid:
    """The tables as one, without the columns that are printed again at the left of each page."""
    tops = _merged(sorted(top for sheet in strips for top in sheet.tops))
    bottom = max(cell.box.y1 for sheet in strips for cell in sheet.grid.cells if cell.box)
    cells: list[Cell] = []
    pages: list[int] = []
    for number, sheet in enumerate(strips):
        again = _columns_again(strips[0].grid, sheet.grid) if number else 0
        for cell in sheet.grid.cells:
            assert cell.box is not None
            left = max(cell.column, again)
            right = cell.column + cell.column_span
            if left < right:
                row, end = _row_at(tops, cell.box.y0), _row_at((*tops, bottom), cell.box.y1)
                cells.append(
                    replace(cell, row=row, row_span=max(end - row, 1), column=left - again + len(pages), column_span=right - left)
                )
        pages += [sheet.page] * (sheet.grid.columns - again)
    first = strips[0].grid
    return Grid(first.page, len(tops), len(pages), tuple(cells), first.box, after=first.after, pages=tuple(pages))


def _row_at(tops: Sequence[float], y: float) -> int:
    return min(range(len(tops)), key=lambda row: abs(tops[row] - y))


def _columns_again(first: Grid, grid: Grid) -> int:
    """So many columns at the left are those of the first page: a program repeats the names of the rows."""
    count = 0
    while count < min(first.columns, grid.columns - 1):
        head = _DEPTH // 2 if grid.rows > _DEPTH else 0
        texts = [
            [cell.text for cell in sorted(one.cells, key=lambda cell: cell.row) if cell.column == count and cell.row >= head]
            for one in (first, grid)
        ]
        if texts[0] != texts[1] or not any(texts[0]):
            break
        count += 1
    return count


def _with_title(lines: Sequence[Line], bands: Sequence[Sequence[_Sheet]], title: str) -> list[Line]:
    """The lines, in which title and surroundings of the table stand above it on its first page, each once."""
    first = bands[0][0]
    further = {sheet.page for strips in bands for sheet in strips[1:]}
    gone = {(line.page, line.number) for strips in bands for sheet in strips for line in sheet.above}
    below = {"".join(line.text.split()) for strips in bands for line in strips[0].lines}
    above = [line for sheet in bands[0] for line in sheet.above]
    shown = next((line for line in above if "".join(line.text.split()) in title), above[0])
    told = {title: shown, **{line.text: line for line in reversed(above) if is_surrounding(line.text)}}
    number = first.grid.after or 0
    whole = [
        # a box tells a place on the page of its line only
        replace(line, page=first.page, number=number, text=text, box=line.box if line.page == first.page else None, stops=())
        for text, line in told.items()
    ]
    kept = [
        line
        for line in lines
        if (line.page, line.number) not in gone and not (line.page in further and "".join(line.text.split()) in below)
    ]
    at = next((n for n, line in enumerate(kept) if line.page >= first.page), len(kept))
    return [*kept[:at], *whole, *kept[at:]]
