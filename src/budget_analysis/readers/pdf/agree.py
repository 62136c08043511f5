"""Two readings of one page to one: what both saw, what they saw differently, what one missed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...drawn import ruled
from ...drawn.rulings import REACH
from ...drawn.slots import fill
from ...drawn.words import Word
from ...folding import BLANK_MARKS, fold_glyphs
from ...reading import Box, Cell, Grid, Problem
from . import tabula
from .lost_letters import with_lost_letters

BOTH = f"{tabula.NAME}+{ruled.NAME}"
DIFFER = f"{tabula.NAME}!{ruled.NAME}"
KIND = "reading"
"""The kind of the problems that stand here."""
_NUMBER = re.compile(rf"[-−]?\d[\d,.]*|{BLANK_MARKS}")
OVERLAP = 0.2
"""Grids that share this part of the smaller one are readings of one table."""
NEXT_STEP = "Look at the page (budget-analysis read --boxes draws the cells)"


def same_text(one: str, other: str) -> bool:
    """True when two texts have the same print: the engine folds （ to ( and breaks lines its own way."""
    return one == other or _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", fold_glyphs(text)).split())


@dataclass(frozen=True)
class Agreement:
    """The grids of one page and, for each grid, what is to be said about it as a whole."""

    grids: tuple[Grid, ...]
    remarks: tuple[str, ...]

    def problems(self) -> list[Problem]:
        """A row for each table whose shape, and each cell whose text was read in two ways."""
        return [
            problem
            for number, (grid, remark) in enumerate(
                zip(self.grids, self.remarks, strict=True), start=1
            )
            for problem in _problems(number, grid, remark)
        ]


def alone(grids: Sequence[Grid]) -> Agreement:
    """One reading by itself."""
    return Agreement(tuple(grids), ("",) * len(grids))


def reconcile(
    first: Sequence[Grid], second: Sequence[Grid], words: Sequence[Word]
) -> Agreement:
    """The grids of one page from tabula's (`first`) and pdfium's (`second`) reading.

    `words` are pdfium's, for the cells that only tabula saw. Every grid of either reading is in
    the result, but for those of one column that only tabula found: bands of colour, lines above
    and below a title. It has one shape: that of tabula, or that of pdfium where it holds every
    cell of tabula's, where tabula's has holes, or where tabula lost lines between rows of numbers.
    """
    found: list[tuple[Grid, str]] = []
    for ours, theirs in _tables(first, second):
        if not ours:
            found.extend((grid, _only_one(grid, "pdfium", "tabula")) for grid in theirs)
        elif not theirs:
            ours = [grid for grid in ours if grid.columns > 1]
            remark = [_only_one(grid, "tabula", "pdfium") for grid in ours]
            found.extend(zip(_merge_into(ours, [], words), remark, strict=True))
        else:
            found.extend(_merge(ours, theirs, words))
    found.sort(key=lambda item: (round(_box(item[0]).y0), _box(item[0]).x0))
    grids, letters = with_lost_letters([grid for grid, _ in found], first, ruled.NAME, _bare)
    lost = [f"tabula leaves out letters of this page ({letters}); they are pdfium's" if letters else ""] * len(grids)
    remarks = ("; ".join(filter(None, (remark, more))) for (_, remark), more in zip(found, lost, strict=True))
    return Agreement(tuple(grids), tuple(remarks))


def _box(item: Grid | Cell) -> Box:
    assert item.box is not None
    return item.box


def _tables(
    first: Sequence[Grid], second: Sequence[Grid]
) -> list[tuple[list[Grid], list[Grid]]]:
    """Grids of the two readings that overlap, together."""
    tables: list[tuple[list[Grid], list[Grid]]] = [([grid], []) for grid in first]
    for grid in second:
        touched = [table for table in tables if any(_overlap(grid, own) for own in table[0])]
        tables = [table for table in tables if table not in touched]
        tables.append(
            (
                [own for table in touched for own in table[0]],
                [*(own for table in touched for own in table[1]), grid],
            )
        )
    return tables


def _overlap(one: Grid, other: Grid) -> bool:
    a, b = _box(one), _box(other)
    shared = max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(
        0.0, min(a.y1, b.y1) - max(a.y0, b.y0)
    )
    smaller = min((a.x1 - a.x0) * (a.y1 - a.y0), (b.x1 - b.x0) * (b.y1 - b.y0))
    return shared > OVERLAP * smaller


def _merge(
    ours: list[Grid], theirs: list[Grid], words: Sequence[Word]
) -> list[tuple[Grid, str]]:
    """Both readings of one table in one shape, with a remark where their shapes differ."""
    seen = [cell for grid in ours for cell in grid.cells if cell.reading]
    their_cells = [cell for grid in theirs for cell in grid.cells]
    has_holes = len(seen) < sum(len(grid.cells) for grid in ours)
    is_contained = None not in _matched(seen, their_cells)
    is_same = is_contained and len(seen) == len(their_cells)
    if is_contained or has_holes or _has_lost_lines(ours, theirs):
        kept, merged = "pdfium", [_merge_from(grid, seen) for grid in theirs]
        if not is_same:
            merged = _with_other(merged, _merge_into(ours, their_cells, words))
    else:
        kept = "tabula"
        merged = _with_other(
            _merge_into(ours, their_cells, words), [_merge_from(grid, seen) for grid in theirs]
        )
    remark = "" if is_same else _differing_shape(ours, theirs, kept)
    return [(grid, remark) for grid in merged]


def _has_lost_lines(ours: Sequence[Grid], theirs: Sequence[Grid]) -> bool:
    """True where pdfium parts what tabula has in one cell, a number and what stands above it, all else alike.

    The engine drops the edges of coloured areas, and a line between two of them may go with them.
    """
    if len(ours) != 1 or len(theirs) != 1 or ours[0].columns != theirs[0].columns:
        return False
    new = [cell for cell, own in zip(theirs[0].cells, _matched(theirs[0].cells, ours[0].cells), strict=True) if own is None]
    wholes = [[cell for cell in new if _lies_in(_box(cell), _box(own))] for own in ours[0].cells]
    return sum(map(len, wholes)) == len(new) and any(
        len({cell.row for cell in parts if cell.text}) > 1
        and any(_NUMBER.fullmatch("".join(cell.text.split())) for cell in parts)
        for parts in wholes
    )


def _lies_in(one: Box, other: Box) -> bool:
    return (
        one.x0 >= other.x0 - REACH and one.x1 <= other.x1 + REACH and one.y0 >= other.y0 - REACH and one.y1 <= other.y1 + REACH
    )


def _with_other(grids: list[Grid], others: list[Grid]) -> list[Grid]:
    """Each grid with the table in the other reading's shape, where both see as many tables."""
    if len(grids) != len(others):
        return grids
    return [replace(grid, other=other) for grid, other in zip(grids, others, strict=True)]


def _merge_from(grid: Grid, seen: Sequence[Cell]) -> Grid:
    """Pdfium's grid, with tabula's text in the cells that tabula saw."""
    cells = [
        cell if ours is None else _agreed(cell, ours.text, cell.text)
        for cell, ours in zip(grid.cells, _matched(grid.cells, seen), strict=True)
    ]
    return replace(grid, cells=tuple(cells))


def _merge_into(
    ours: Sequence[Grid], their_cells: Sequence[Cell], words: Sequence[Word]
) -> list[Grid]:
    """Tabula's grids, with pdfium's text in all cells; agreement only where pdfium saw the cell."""
    merged = []
    for grid in ours:
        filled = fill(grid, words)
        cells = []
        for cell, by_words, theirs in zip(
            grid.cells, filled.cells, _matched(grid.cells, their_cells), strict=True
        ):
            if not cell.reading:
                cells.append(replace(by_words, reading=ruled.NAME))
            elif theirs is not None or not same_text(cell.text, by_words.text):
                cells.append(_agreed(cell, cell.text, (theirs or by_words).text))
            else:
                # the engine writes ① as 1
                cells.append(replace(cell, text=by_words.text))
        merged.append(replace(grid, cells=tuple(cells)))
    return merged


def _agreed(cell: Cell, ours: str, theirs: str) -> Cell:
    if same_text(ours, theirs):
        return replace(cell, text=theirs, reading=BOTH)
    return replace(cell, text=ours, other=theirs, reading=DIFFER)


def _matched(cells: Sequence[Cell], others: Sequence[Cell]) -> list[Cell | None]:
    """For each cell the other reading's cell in the same place."""
    by_corner: dict[tuple[int, int], list[Cell]] = {}
    for other in others:
        box = _box(other)
        by_corner.setdefault((round(box.x0 / REACH), round(box.y0 / REACH)), []).append(other)
    found: list[Cell | None] = []
    for cell in cells:
        box = _box(cell)
        column, row = round(box.x0 / REACH), round(box.y0 / REACH)
        near = [
            other
            for x in (-1, 0, 1)
            for y in (-1, 0, 1)
            for other in by_corner.get((column + x, row + y), ())
            if _distance(box, _box(other)) <= REACH
        ]
        found.append(min(near, key=lambda other: _distance(box, _box(other)), default=None))
    return found


def _distance(one: Box, other: Box) -> float:
    return max(
        abs(one.x0 - other.x0),
        abs(one.y0 - other.y0),
        abs(one.x1 - other.x1),
        abs(one.y1 - other.y1),
    )


def _problems(number: int, grid: Grid, remark: str) -> Iterator[Problem]:
    if remark:
        yield Problem(grid.page, f"table {number}, {_place(grid)}", KIND, remark)
    for cell in grid.cells:
        if cell.reading == DIFFER:
            place = f"table {number}, row {cell.row + 1}, column {cell.column + 1}, {_place(cell)}"
            yield Problem(
                grid.page,
                place,
                KIND,
                f'tabula reads "{cell.text}", pdfium reads "{cell.other}". {NEXT_STEP} '
                "and record in docs/data_issues.md which is printed",
            )


def _place(item: Grid | Cell) -> str:
    box = _box(item)
    return f"box {box.x0:.0f} {box.y0:.0f} {box.x1:.0f} {box.y1:.0f}"


def _differing_shape(ours: Sequence[Grid], theirs: Sequence[Grid], kept: str) -> str:
    return (
        f"tabula sees {_shape(ours)}, pdfium sees {_shape(theirs)}; kept in {kept}'s shape. "
        f"{NEXT_STEP}"
    )


def _shape(grids: Sequence[Grid]) -> str:
    return " and ".join(
        f"{grid.rows} rows x {grid.columns} columns with {len(grid.cells)} cells" for grid in grids
    )


def _only_one(grid: Grid, saw: str, missed: str) -> str:
    return f"only {saw} found this table of {_shape([grid])}, {missed} did not. {NEXT_STEP}"
