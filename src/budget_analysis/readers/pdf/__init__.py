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

from ... import pictures
from ...drawn import aligned, margins, missing_rules, ruled, sheets, unruled_rows
from ...drawn.marks import Marks
from ...drawn.pages import finish, without_specks
from ...drawn.pieces import Band
from ...drawn.views import NO_VIEW
from ...drawn.words import Word
from ...errors import DocumentError
from ...limits import MOST_BYTES, MOST_FORM_DRAWS, MOST_PAGES, refuse_more
from ...pictures import settled
from ...reading import Grid, Line, Problem, Reading
from . import agree, edges, scans, tabula
from .annotate import Mark, write_annotated
from .boxes import crop_places, draw_boxes, draw_places, page_pictures
from .java import JavaStatus, java_status
from .letters import Letter, letters_of
from .loops import too_many_draws
from .marks import read_marks
from .route import LOCK, SCAN, WATERMARK, is_drawing, open_document, page_problems

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
    recognised: pictures.Page | None = None
    """Where the page is a picture."""


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
        if has_engine:
            pages = [page if page.engine_words is None else replace(page, words=_engine_words(page.engine_words)) for page in pages]
        agreed = [(page, _agree(page, reader, has_engine, problems)) for page in _without_marks(pages)]
        for page, agreement in _sheets(agreed):
            columns = _finish(page, agreement, columns, lines, grids, problems)
        doubts = [
            doubt
            for page in pages
            if page.recognised
            for doubt in settled.doubts_of(page.marks.number, page.recognised, lines)
        ]
        doubts += [doubt for page in pages for doubt in edges.doubts_of(page.marks, lines)]
    finally:
        if engine:
            engine.close()
    return Reading(
        READERS[reader],
        count,
        tuple(lines),
        tuple(grids),
        tuple(sorted(_told_once(problems), key=lambda problem: problem.page or 0)),
        doubts=tuple(doubts),
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
    found = None
    if scans.is_picture(marks) and not pictures.missing():
        trouble = [problem for problem in trouble if problem.kind != SCAN]
        found = scans.recognise(document, marks, words)
    problems += trouble
    if found is not None:
        problems.append(settled.told(number, found))
        marks = Marks(number, found.view, chars=[char for word in found.words for char in word.chars])
        return _Page(marks, found.words, found.grids, None, recognised=found)
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
    if page.recognised is not None:
        return agree.alone(page.grids)
    page = replace(page, grids=without_specks(page.grids, page.marks))
    if by_tabula is not None:
        by_tabula = without_specks(by_tabula, page.marks)
    if reader == "tabula":
        return agree.alone(by_tabula or [])
    if by_tabula is None or page.engine_words is not None:
        return agree.alone(by_tabula or page.grids)
    return agree.reconcile(by_tabula, page.grids, page.words)


def _without_marks(pages: Sequence[_Page]) -> list[_Page]:
    """The pages without what stands beside their text on most of them."""
    sizes = [page.marks.view.size(page.marks.view.upright) for page in pages]
    kept = margins.without_marks([page.words for page in pages], sizes)
    return [replace(page, words=words) for page, words in zip(pages, kept, strict=True)]


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
    number = page.marks.number
    if page.recognised is None:
        agreement = _mended(agreement, page.words)
    first = 1 + sum(line.page == number for line in lines)
    found = finish(number, page.marks.view, page.words, agreement.grids, before, first)
    of_aligned = [aligned.REMARK] * (len(found.grids) - len(agreement.grids))
    problems.extend(agree.Agreement(found.grids, (*agreement.remarks, *of_aligned)).problems())
    grids.extend(map(settled.named, found.grids) if page.recognised else found.grids)
    lines.extend(found.lines)
    return found.columns


def _mended(agreement: agree.Agreement, words: Sequence[Word]) -> agree.Agreement:
    """The tables with the lines and rows that they lack."""
    parted = [missing_rules.mended(grid, words) for grid in agreement.grids]
    found = unruled_rows.with_unruled_rows(parted, words)
    remarks = (dict.fromkeys(agreement.remarks[number] for number in one.pieces) for one in found)
    return agree.Agreement(tuple(one.grid for one in found), tuple(" ".join(filter(None, told)) for told in remarks))


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
