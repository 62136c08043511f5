"""The picture of a page to words and ruled tables, by optical recognition (extra `ocr`).

    page = read_picture(3, picture, 300 / 72)      # grey, pixels per point

A picture is turned upright; its ruled lines and its lines of text are found; each text is cut where
ruled lines part it, read twice, and put into its cell by its place. A cell with ink that nothing was
read from is in doubt and not blank. Words in doubt have characters with `doubt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..drawn import ruled
from ..drawn.marks import Marks, Ruling
from ..drawn.pages import without_specks
from ..drawn.rulings import find_lattices
from ..drawn.slots import fill, places
from ..drawn.views import View
from ..drawn.words import Word
from ..reading import Box, Grid
from .decimals import odd_decimals
from .engine import HOW_TO_GET, Picture, find_lines, missing
from .ink import Ink, find_ink
from .letters import Read, read_twice, usual_size, words_of
from .strips import Strip, find_strips, unseen_ink
from .uneven import uneven_words
from .upright import set_upright

__all__ = ["HOW_TO_GET", "Doubt", "Page", "Picture", "missing", "read_picture"]

INSET = 1.5
"""Points inside of a cell's lines: the ink there is that of its text."""
LEAST = 0.35
"""Parts of the usual size: lower ink in a cell is a speck."""


@dataclass(frozen=True)
class Doubt:
    """A number that may have been misread, or ink of which nothing was read (`text` is empty)."""

    box: Box
    """On the upright page."""
    text: str
    other: str


@dataclass(frozen=True)
class Page:
    """A page as it was recognised, on the upright page, in points."""

    view: View
    words: list[Word]
    grids: list[Grid]
    doubts: tuple[Doubt, ...]
    letters: int


def read_picture(number: int, picture: Picture, scale: float) -> Page:
    """Recognise one page.

    Args:
        number: of the page, from 1.
        picture: grey, 0 black to 255 white.
        scale: pixels per point.

    Raises:
        DocumentError: the extra is not installed.
    """
    height, width = picture.shape
    upright = set_upright(picture, find_lines(picture))
    view = View(0.0, 0.0, width / scale, height / scale, 0, upright.turn, upright.skew)
    if not upright.lines:
        return Page(view, [], [], (), 0)
    ink = find_ink(upright.picture, upright.lines, scale)
    reads = read_twice(upright.picture, find_strips(upright.lines, ink))
    usual = usual_size(reads)
    shapes = _shapes(number, view, ink, scale)
    words = [word for read in reads for word in words_of(read, usual, scale)]
    found, unread = _in_blank_cells(upright.picture, ink, shapes, words, usual, scale)
    words += [word for read in found for word in words_of(read, usual, scale)]
    doubts = [*unread, *(doubt for read in (*reads, *found) for doubt in _doubts(read, scale))]
    marks = Marks(number, view, chars=[char for word in words for char in word.chars])
    grids = without_specks([fill(grid, words) for grid in shapes], marks)
    doubts += [Doubt(word.box, word.text, "") for word in uneven_words(words, grids)]
    doubts += [Doubt(box, text, "") for box, text in odd_decimals(grids)]
    return Page(view, words, grids, tuple(doubts), len(marks.chars))


def _shapes(number: int, view: View, ink: Ink, scale: float) -> list[Grid]:
    """The tables that the ruled lines make, without their texts."""
    def points(lines: Sequence[Ruling]) -> list[Ruling]:
        return [Ruling(line.at / scale, line.start / scale, line.end / scale) for line in lines]

    return ruled.grids_of(number, find_lattices(points(ink.horizontals), points(ink.verticals)), ())


def _in_blank_cells(
    picture: Picture, ink: Ink, grids: Sequence[Grid], words: Sequence[Word], usual: float, scale: float
) -> tuple[list[Read], list[Doubt]]:
    """What stands in cells in which no line of text was found; and ink that cannot be read."""
    strips: list[Strip] = []
    for grid in grids:
        filled = set(places(grid, words))
        for number, cell in enumerate(grid.cells):
            if number not in filled and cell.box is not None:
                box = cell.box
                inner = (box.x0 + INSET, box.y0 + INSET, box.x1 - INSET, box.y1 - INSET)
                x0, y0, x1, y1 = (value * scale for value in inner)
                if x1 - x0 > 2 and y1 - y0 > 2:
                    strips.extend(unseen_ink(ink, (x0, y0, x1, y1), LEAST * usual))
    reads = read_twice(picture, strips)
    known = {read.strip for read in reads}
    return reads, [Doubt(_box(strip, scale), "", "") for strip in strips if strip not in known]


def _doubts(read: Read, scale: float) -> list[Doubt]:
    if not any(read.doubts):
        return []
    return [Doubt(_box(read.strip, scale), read.text, read.other)]


def _box(strip: Strip, scale: float) -> Box:
    return Box(strip.x0 / scale, strip.y0 / scale, strip.x1 / scale, strip.y1 / scale)
