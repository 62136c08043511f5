"""A PDF to lines and grids: two independent readings of every page, compared cell by cell.

The reader of record is tabula's lattice engine (`tabula`, in Java); the second reading makes
its own grid from pdfium's characters and ruled lines (`ruled`). `agree` compares them. Tables
without ruled lines are found by their aligned numbers (`aligned`), everything outside the
grids are printed lines. Boxes are in points from the top left of the visible page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError

from ...errors import DocumentError
from ...folding import fold_glyphs
from ...limits import MOST_BYTES, MOST_FORM_DRAWS, MOST_PAGES, refuse_more
from ...reading import Box, Cell, Grid, Line, Problem, Reading, Stop
from . import agree, aligned, ruled, sheets, tabula
from .annotate import Mark, write_annotated
from .boxes import crop_places, draw_boxes, draw_places, page_pictures
from .letters import Letter, letters_of
from .java import JavaStatus, java_status
from .loops import too_many_draws
from .marks import Marks, read_marks
from .pieces import Band
from .route import LOCK, WATERMARK, is_drawing, open_document, page_problems
from .slots import places
from .views import NO_VIEW, View
from .words import Row, Word, make_rows

__all__ = [
    "READERS", "JavaStatus", "Letter", "Mark", "crop_places", "draw_boxes", "draw_places", "java_status",
    "letters_of", "page_pictures", "read", "write_annotated",
]  # fmt: skip

READERS = {"both": agree.BOTH, "tabula": tabula.NAME, "grid": ruled.NAME}
"""What can be asked for, and what `Reading.reader` then says."""


@dataclass(frozen=True)
class _Page:
    """One page on its way: pdfium's reading, and tabula's when it comes."""

    marks: Marks
    words: list[Word]
    grids: list[Grid]
    engine: Future[list[Grid]] | None
    engine_words: Future[list[Word]] | None = None
    """Where pdfium fails: the words as tabula sees them."""


def read(path: Path, reader: str = "both", password: str = "") -> Reading:
    """Read a PDF: its ruled and aligned tables as grids, everything else as lines.

    Args:
        path: the file.
        reader: "both" (default) compares the two readings; "tabula" or "grid" is one alone.
        password: for a protected file; an empty one is tried anyway.

    Returns:
        Lines from top to bottom and grids from top to bottom, page by page, counted from 1.
        Blank cells have the text "". What one reading missed, or both saw differently, is kept
        and has a problem of kind "reading"; pages that are pictures one of kind "scan".

    Raises:
        DocumentError: no such file, not a PDF, damaged beyond repair, protected by a password,
            Java is missing where tabula is asked for, or there is more of something than an
            account can hold (`limits`).
        ValueError: `reader` is none of the three.
    """
    if reader not in READERS:
        raise ValueError(f'no reader "{reader}"; known: {", ".join(READERS)}')
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: cannot be opened: {error.strerror}") from error
    refuse_more(path, "bytes", len(content), MOST_BYTES)
    _refuse_loops(path, content)
    engine = None if reader == "grid" else tabula.Engine(str(path), content, password)
    problems: list[Problem] = []
    try:
        with LOCK:
            document = open_document(path, content, password)
            try:
                count = len(document)
                refuse_more(path, "pages", count, MOST_PAGES)
                pages = [
                    _read_with_pdfium(document, number, engine, problems)
                    for number in range(1, count + 1)
                ]
            finally:
                document.close()
        has_engine = engine is not None and _is_open(engine, reader, problems)
        lines: list[Line] = []
        grids: list[Grid] = []
        columns: tuple[Band, ...] = ()
        agreed: list[tuple[_Page, agree.Agreement]] = []
        for page in pages:
            if page.engine_words is not None and has_engine:
                page = replace(page, words=_engine_words(page.engine_words))
            agreed.append((page, _agree(page, reader, has_engine, problems)))
        for page, agreement in _sheets(agreed):
            columns = _finish(page, agreement, columns, lines, grids, problems)
    finally:
        if engine:
            engine.close()
    return Reading(
        READERS[reader],
        count,
        tuple(lines),
        tuple(grids),
        tuple(sorted(_told_once(problems), key=lambda problem: problem.page or 0)),
    )


def _told_once(problems: Sequence[Problem]) -> list[Problem]:
    """A watermark is on every page: it is told where it is met first."""
    told: set[str] = set()
    kept = []
    for problem in problems:
        if problem.kind != WATERMARK or problem.message not in told:
            kept.append(problem)
        told.add(problem.message)
    return kept


def _refuse_loops(path: Path, content: bytes) -> None:
    form = too_many_draws(content)
    if form is not None:
        raise DocumentError(
            f"{path}: the form in object {form} draws itself, or more than {MOST_FORM_DRAWS:,} "
            "forms; no page can be drawn with it. Download the file again, or open it in a viewer "
            "and print it to a new PDF."
        )


def _read_with_pdfium(
    document: PdfDocument, number: int, engine: tabula.Engine | None, problems: list[Problem]
) -> _Page:
    try:
        marks = read_marks(document, number)
        trouble = page_problems(marks)
        if is_drawing(marks):
            marks = replace(marks, paths=0, horizontals=[], verticals=[])
        words, grids = ruled.read_page(marks)
    except (PdfiumError, ArithmeticError, ValueError) as error:
        rest = "the page has tabula's reading only" if engine else "the page was passed over"
        message = f"pdfium fails on this page ({error}); {rest}. {agree.NEXT_STEP}"
        problems.append(Problem(number, "page", agree.KIND, message))
        marks = Marks(number, NO_VIEW)
        if engine is None:
            return _Page(marks, [], [], None)
        return _Page(marks, [], [], engine.read_page(marks), engine.read_words(number))
    problems.extend(trouble)
    asked = engine.read_page(marks) if engine and marks.paths else None
    return _Page(marks, words, grids, asked)


def _is_open(engine: tabula.Engine, reader: str, problems: list[Problem]) -> bool:
    """Whether tabula opened the document; pdfium repairs files that tabula gives up."""
    try:
        engine.wait_until_open()
    except tabula.EngineError as error:
        if reader == "tabula":
            raise DocumentError(f"{error}. Try the second reading (reader grid)") from error
        message = f"{error}; the document has the second reading only. Download the file again"
        problems.append(Problem(None, "document", agree.KIND, message))
        return False
    return True


def _agree(
    page: _Page, reader: str, has_engine: bool, problems: list[Problem]
) -> agree.Agreement:
    """The ruled grids of one page as the reader asked for sees them, on the upright page."""
    by_tabula = _engine_grids(page, problems) if has_engine else None
    page = replace(page, grids=_without_specks(page.grids, page.marks))
    if by_tabula is not None:
        by_tabula = _without_specks(by_tabula, page.marks)
    if reader == "tabula":
        return agree.alone(by_tabula or [])
    if by_tabula is None or page.engine_words is not None:
        return agree.alone(by_tabula or page.grids)
    return agree.reconcile(by_tabula, page.grids, page.words)


def _without_specks(grids: Sequence[Grid], marks: Marks) -> list[Grid]:
    """The grids without those that are lower than a line of text: strokes of a glyph, an underline."""
    sizes = sorted(char.size for char in marks.chars)
    least = sizes[len(sizes) // 2] if sizes else 0.0
    return [grid for grid in grids if grid.box is None or grid.box.y1 - grid.box.y0 >= least]


def _sheets(
    agreed: Sequence[tuple[_Page, agree.Agreement]]
) -> Iterator[tuple[_Page, agree.Agreement]]:
    """The pages; a sheet that holds two of them side by side in its halves, left before right."""
    sizes = [page.marks.view.size(page.marks.view.upright) for page, _ in agreed]
    parted = [
        sheets.is_parted(size, page.words, agreement.grids)
        for size, (page, agreement) in zip(sizes, agreed, strict=True)
    ]
    # one sheet with two titles shows how the document is printed; a page of it may have none
    is_two_up = any(
        is_one and sheets.has_two_titles(size, page.words)
        for is_one, size, (page, _) in zip(parted, sizes, agreed, strict=True)
    )
    for is_one, (width, _), (page, agreement) in zip(parted, sizes, agreed, strict=True):
        if not (is_one and is_two_up):
            yield page, agreement
            continue
        for number, words in enumerate(sheets.halves(width, page.words)):
            own = [
                (grid, remark)
                for grid, remark in zip(agreement.grids, agreement.remarks, strict=True)
                if grid.box is not None and (grid.box.x0 >= width / 2) == bool(number)
            ]
            half = agree.Agreement(tuple(grid for grid, _ in own), tuple(remark for _, remark in own))
            yield replace(page, words=words), half


def _finish(
    page: _Page,
    agreement: agree.Agreement,
    before: Sequence[Band],
    lines: list[Line],
    grids: list[Grid],
    problems: list[Problem],
) -> tuple[Band, ...]:
    """Add the lines and grids of one page: texts in one code, boxes on the visible page.

    Returns the columns of its last table without ruled lines, for the page after.
    """
    number, view = page.marks.number, page.marks.view
    free, inside = _parted(agreement.grids, page.words)
    ruled_grids = [
        replace(grid, lines=_lines(number, make_rows(words), view))
        for grid, words in zip(agreement.grids, inside, strict=True)
    ]
    found = aligned.find_tables(number, make_rows(free), before)
    aligned_grids = [
        replace(grid, lines=_lines(number, rows, view))
        for grid, rows in zip(found.grids, found.taken, strict=True)
    ]
    whole = agree.Agreement(
        tuple(_visible_grid(grid, view) for grid in (*ruled_grids, *aligned_grids)),
        (*agreement.remarks, *[aligned.REMARK] * len(found.grids)),
    )
    first = 1 + sum(line.page == number for line in lines)
    printed = _lines(number, found.rows, view, first)
    grids.extend(replace(grid, after=first - 1 + _lines_above(grid, printed)) for grid in whole.grids)
    problems.extend(whole.problems())
    lines.extend(printed)
    return found.columns


def _lines_above(grid: Grid, lines: Sequence[Line]) -> int:
    """How many lines begin no lower than the grid."""
    assert grid.box is not None
    return sum(line.box is not None and line.box.y0 <= grid.box.y0 for line in lines)


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


def _engine_grids(page: _Page, problems: list[Problem]) -> list[Grid] | None:
    """Tabula's grids of the page, None where it was not asked or fails."""
    if page.engine is None:
        return None
    try:
        return page.engine.result()
    except tabula.EngineError as error:
        message = f"{error}; the page has the second reading only. {agree.NEXT_STEP}"
        problems.append(Problem(page.marks.number, "page", agree.KIND, message))
        return None


def _engine_words(answer: Future[list[Word]]) -> list[Word]:
    """Tabula's words of the page, none where it fails, which its grids have told."""
    try:
        return answer.result()
    except tabula.EngineError:
        return []


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
