"""The words and ruled tables of a page to its lines and grids, in the order of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..folding import fold_glyphs
from ..reading import Box, Cell, Grid, Line, Stop
from . import aligned, beside
from .marks import Marks
from .pieces import Band
from .slots import places
from .views import View
from .words import Row, Word, make_rows


@dataclass(frozen=True)
class Finished:
    """One page as a reading gives it, boxes on the visible page.

    `grids` are the ruled ones that were given, then those found by aligned numbers. `columns` are
    those of its last table without ruled lines, for the page after.
    """

    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    columns: tuple[Band, ...]


def finish(
    number: int,
    view: View,
    words: Sequence[Word],
    ruled: Sequence[Grid],
    before: Sequence[Band] = (),
    first: int = 1,
) -> Finished:
    """The lines and grids of one page: texts in one code, lines numbered from `first`.

    Args:
        number: of the page, from 1.
        view: how the upright page, on which words and grids stand, is seen.
        ruled: the tables with ruled lines.
        before: the columns of the last aligned table of the page before.
    """
    free, inside = _parted(ruled, words)
    with_lines = [
        replace(grid, lines=_lines(number, make_rows(own), view))
        for grid, own in zip(ruled, inside, strict=True)
    ]
    parts = beside.in_order(free, ruled)
    ordered = [make_rows(part) for part in parts.words]
    found = aligned.find_tables(number, [row for rows in ordered for row in rows], before)
    with_lines += [
        replace(grid, lines=_lines(number, rows, view))
        for grid, rows in zip(found.grids, found.taken, strict=True)
    ]
    printed = _lines(number, found.rows, view, first)
    of_part = [parts.part_of(row.box) for row in found.rows]
    grids = []
    for grid in with_lines:
        assert grid.box is not None
        before_it = _lines_before(grid.box, parts.part_of(grid.box), found.rows, of_part)
        grids.append(replace(_visible_grid(grid, view), after=first - 1 + before_it))
    return Finished(printed, tuple(grids), found.columns)


NARROWEST = 3.0
"""Characters: no table is narrower."""


def without_specks(grids: Sequence[Grid], marks: Marks) -> list[Grid]:
    """The grids without those that are lower than a line of text or a few characters wide.

    They are strokes of a glyph (a font may be drawn as lines and areas), or an underline."""
    sizes = sorted(char.size for char in marks.chars)
    least = sizes[len(sizes) // 2] if sizes else 0.0
    return [
        grid
        for grid in grids
        if grid.box is None
        or (grid.box.y1 - grid.box.y0 >= least and grid.box.x1 - grid.box.x0 >= NARROWEST * least)
    ]


def _lines_before(grid: Box, part: int, rows: Sequence[Row], of_part: Sequence[int]) -> int:
    """How many lines come before the grid: those of the parts before its own, and those that begin no lower there.

    On the upright page: on the visible one, lines printed sideways all begin at the height of their table."""
    return sum(
        own < part or (own == part and round(row.box.y0, 2) <= round(grid.y0, 2))
        for row, own in zip(rows, of_part, strict=True)
    )


def _lines(page: int, rows: Sequence[Row], view: View, first: int = 1) -> tuple[Line, ...]:
    """Printed lines with the places of their words, on the visible page."""
    return tuple(_line(page, place, row, view) for place, row in enumerate(rows, start=first))


def _line(page: int, place: int, row: Row, view: View) -> Line:
    text = fold_glyphs(row.text)
    stops: list[Stop] = []
    end = 0
    for word in (part for word in row.words for part in word.runs()):
        shown = fold_glyphs(word.text)
        start = text.find(shown, end)
        if not shown or start < 0:
            continue
        end = start + len(shown)
        box = _visible(word.box, view)
        stops.append((start, end, box.x0, box.x1))
    return Line(page, place, text, _visible(row.box, view), tuple(stops))


def _parted(
    grids: Sequence[Grid], words: Sequence[Word]
) -> tuple[list[Word], list[list[Word]]]:
    """The words that stand in no cell, and those of each grid."""
    free = list(words)
    inside = []
    for grid in grids:
        where = places(grid, free)
        inside.append([word for word, place in zip(free, where, strict=True) if place is not None])
        free = [word for word, place in zip(free, where, strict=True) if place is None]
    return free, inside


def _visible_grid(grid: Grid, view: View) -> Grid:
    return replace(
        grid,
        cells=tuple(_visible_cell(cell, view) for cell in grid.cells),
        box=_visible(grid.box, view) if grid.box else None,
        other=None if grid.other is None else _visible_grid(grid.other, view),
    )


def _visible_cell(cell: Cell, view: View) -> Cell:
    return replace(
        cell,
        text=fold_glyphs(cell.text),
        other=None if cell.other is None else fold_glyphs(cell.other),
        box=_visible(cell.box, view) if cell.box else None,
    )


def _visible(box: Box, view: View) -> Box:
    seen = view.visible(box)
    return Box(*(round(value, 2) for value in (seen.x0, seen.y0, seen.x1, seen.y1)))
