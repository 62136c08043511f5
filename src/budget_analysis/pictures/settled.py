"""A recognised page as a reading has it: what its cells are called, each doubt with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..reading import Box, Doubt, Grid, Line, Problem
from . import Page

NAME = "ocr"
"""What `Cell.reading` and `Reading.reader` call it."""
KIND = "recognised"
"""The kind of the problem that names a page whose text comes from a picture."""


def doubts_of(number: int, page: Page, lines: Iterable[Line]) -> list[Doubt]:
    """The doubts of a page on the visible page, each with the line it stands in."""
    own = [line for line in lines if line.page == number]
    boxes = [(page.view.visible(one.box), one) for one in page.doubts]
    return [Doubt(number, box, one.text, one.other, _line_of(box, own)) for box, one in boxes]


def named(grid: Grid) -> Grid:
    """The grid, its cells called recognised."""
    return replace(grid, cells=tuple(replace(cell, reading=NAME) for cell in grid.cells))


def _line_of(box: Box, lines: Iterable[Line]) -> int | None:
    """The number of the line in whose box the middle of this one is."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    for line in lines:
        if line.box and line.box.x0 <= x <= line.box.x1 and line.box.y0 <= y <= line.box.y1:
            return line.number
    return None


def told(number: int, page: Page) -> Problem:
    """What is to be said of the page as a whole."""
    if not page.letters:
        message = "this page is a picture in which no text was found. Look at the page"
    else:
        message = (
            f"the text of this page was recognised in a picture: {page.letters} characters, of which "
            f"{len(page.doubts)} numbers or cells are in doubt. Names and words may be misread, too: what "
            "they contradict is not held against anybody. Compare the page"
        )
    return Problem(number, "page", KIND, message)
