"""An OFD (GB/T 33190) to lines and grids: text and ruled lines in the grid builder of the PDF reader.

There is one reading only: cells are marked "ofd". Signatures, annotations and attachments are not
read, and clips are not applied.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...drawn import aligned, margins, missing_rules, ruled, unruled_rows
from ...drawn.marks import Marks
from ...drawn.pages import finish, without_specks
from ...drawn.pieces import Band
from ...drawn.rulings import join
from ...drawn.views import View
from ...drawn.words import Word, make_words
from ...errors import DocumentError
from ...limits import MOST_BYTES, refuse_more
from ...reading import Grid, Line, Problem, Reading
from .content import read_marks
from .package import open_parts

NAME = "ofd"
PICTURE, LITTLE_TEXT = 0.25, 200
"""Part of the page that a picture covers, characters of text: what it shows may be more than ornament."""
MOST_LINES = 1_000
"""Joined lines: a page with more is a map or a chart."""
_TOLD = 40


def read(path: Path) -> Reading:
    """Read an OFD: its ruled and aligned tables as grids, everything else as lines.

    Returns:
        Lines and grids page by page, counted from 1, with boxes in points from the top left.

    Raises:
        DocumentError: no OFD, damaged, encrypted, made to do harm, or larger than an account can be.
    """
    try:
        refuse_more(path, "bytes", path.stat().st_size, MOST_BYTES)
    except OSError as error:
        raise DocumentError(f"{path}: cannot be opened: {error.strerror}") from error
    parts = open_parts(path)
    lines: list[Line] = []
    grids: list[Grid] = []
    problems = [Problem(None, "document", "left_out", remark) for remark in parts.remarks]
    pages: list[tuple[View, list[Word], list[Grid]]] = []
    for number, part in enumerate(parts.pages, start=1):
        try:
            marks = read_marks(number, part)
        except DocumentError as error:
            raise DocumentError(f"{path}: {error}") from error
        problems.extend(_problems(marks))
        if len(join(marks.horizontals)) + len(join(marks.verticals)) > MOST_LINES:
            marks = replace(marks, horizontals=[], verticals=[])
            message = "the page has more lines than any form: no table was looked for. Look at the page"
            problems.append(Problem(number, "page", "reading", message))
        words, found = ruled.read_page(marks)
        pages.append((marks.view, words, without_specks(found, marks)))
    columns: tuple[Band, ...] = ()
    sizes = [view.size(view.upright) for view, *_ in pages]
    kept = margins.without_marks([words for _, words, _ in pages], sizes)
    for number, ((view, _, found), words) in enumerate(zip(pages, kept, strict=True), start=1):
        whole = unruled_rows.with_unruled_rows([missing_rules.mended(grid, words) for grid in found], words)
        page = finish(number, view, words, [one.grid for one in whole], columns)
        columns = page.columns
        lines.extend(page.lines)
        grids.extend(_named(grid) for grid in page.grids)
        problems.extend(
            Problem(number, f"table {place}", "reading", aligned.REMARK)
            for place, grid in enumerate(page.grids, start=1)
            if grid.kind == aligned.KIND
        )
    return Reading(NAME, len(parts.pages), tuple(lines), tuple(grids), tuple(problems))


def _named(grid: Grid) -> Grid:
    return replace(grid, cells=tuple(replace(cell, reading=NAME) for cell in grid.cells))


def _problems(marks: Marks) -> list[Problem]:
    number, found = marks.number, []
    if marks.pictures >= PICTURE and len(marks.chars) < LITTLE_TEXT:
        message = (
            f"a picture covers {min(marks.pictures, 1.0):.0%} of this page, which has {len(marks.chars)} "
            "characters of text: what it shows was not read. Print the page to PDF or take its picture, "
            "and read that"
        )
        found.append(Problem(number, "page", "scan", message))
    if marks.unseen:
        told = ", ".join(f'"{word.text[:_TOLD]}"' for word in make_words(marks.unseen, _undivided)[:5])
        message = (
            f"{len(marks.unseen)} characters that are in the file are not seen on the page and were left "
            f"out: {told}. Look at the page"
        )
        found.append(Problem(number, "page", "unseen", message))
    if marks.laid_over:
        told = "".join(char.text for char in marks.laid_over)[:_TOLD]
        message = f'{len(marks.laid_over)} characters laid over the page ("{told}") were left out. Look at the page'
        found.append(Problem(number, "page", "watermark", message))
    return found


def _undivided(x0: float, x1: float, y: float) -> bool:
    return False
