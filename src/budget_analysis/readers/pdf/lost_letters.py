"""Letters that the engine of one reading does not know: it leaves them out wherever they are printed.

A font may name its glyphs in a way that only the other reading follows. Such letters stand nowhere in what the first
one read of the page; where a text lacks them and nothing else, and no part of a number, it is the other reading's.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from ...reading import Cell, Grid

_FEWEST_TEXTS = 3
"""Texts of one page that lack letters: fewer may be a slip of either reading."""
_FEWEST_LETTERS = 6
"""Different letters: fewer may be a mark that is printed over the table."""
_LISTED = 12


def with_lost_letters(grids: Sequence[Grid], seen: Sequence[Grid], reading: str, bare: Callable[[str], str]) -> tuple[list[Grid], str]:
    """The grids of one page with the letters that the first reading leaves out, and which these are; empty where there are none.

    Args:
        grids: of both readings; a cell that was read differently has the other reading's text in `other`.
        seen: what the first reading has of the page.
        reading: of a cell that has the text of the other reading.
        bare: a text without its blanks and in one code for each print.
    """
    known = {letter for grid in seen for cell in grid.cells for letter in bare(cell.text)}
    lost = [letters for grid in grids for cell in grid.cells if (letters := _lacking(cell, bare)) and not known & set(letters)]
    if len(lost) < _FEWEST_TEXTS or len(set("".join(lost))) < _FEWEST_LETTERS:
        return list(grids), ""

    def whole(cell: Cell) -> Cell:
        letters = _lacking(cell, bare)
        return replace(cell, text=cell.other or "", other=None, reading=reading) if letters and not known & set(letters) else cell

    def mended(grid: Grid) -> Grid:
        return replace(grid, cells=tuple(map(whole, grid.cells)), other=grid.other and mended(grid.other))

    most = Counter("".join(lost)).most_common(_LISTED)
    return [mended(grid) for grid in grids], "".join(letter for letter, _ in most)


def _lacking(cell: Cell, bare: Callable[[str], str]) -> str:
    """The letters of the other reading's text that this one lacks, all else alike and in the same order; empty where it is not so.

    Of a text of which the first reading has nothing it does not know that it is there; and beside a digit a letter may
    be a digit that the other reading took for one.
    """
    if not cell.other or not bare(cell.text):
        return ""
    rest = iter(bare(cell.text))
    wanted = next(rest, "")
    lost = []
    before = ""
    for letter in bare(cell.other):
        if letter == wanted:
            if letter.isdigit() and before in lost:
                return ""
            wanted = next(rest, "")
        elif before.isdigit():
            return ""
        else:
            lost.append(letter)
        before = letter
    return "".join(lost) if not wanted and all(map(_is_letter, lost)) else ""


def _is_letter(letter: str) -> bool:
    """True for what is no part of a number."""
    return unicodedata.category(letter) == "Lo"
