"""The reader of record: tabula's lattice engine in process, its cells put back in their places.

The engine's own rows ignore merged cells, so each cell is placed by its box. What the engine
gets wrong on some pages is mended here, from its own characters and lines only: the edges of
coloured areas that it takes for lines, the open sides of tables, characters that poke out of
their cell, pages that are turned in a way it does not know.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

from ...drawn.marks import Char, Marks, Ruling
from ...drawn.rulings import find_lattices
from ...drawn.slots import fill
from ...drawn.views import View
from ...drawn.words import Word, make_words
from ...errors import BudgetAnalysisError
from ...folding import fold_glyphs
from ...reading import Box, Cell, Grid
from . import java
from .engine_text import parse_elements, parse_rulings
from .touching import grids_of

NAME = "tabula"
"""What `Cell.reading` calls this reading."""
PAD = 0.5
"""Points. Smaller "cells" are what the engine pads short rows with."""
FRINGE = 6.0
"""Points beside a table in which the rest of an overflowing text is looked for."""
SAME_CHAR = 1.5
"""Points. One character is given twice, by two libraries, this exactly."""
LARGE = 24.0
"""Points: no character of a form is as wide."""
LONGEST_REASON = 200
"""Characters of what Java says that a message repeats."""
SAME_PLACE = 0.1
"""Points. An edge of a coloured area is given twice, by two libraries, this exactly."""

T = TypeVar("T")


class EngineError(BudgetAnalysisError):
    """Tabula fails on a document or page that pdfium reads; the reader says so and goes on."""


@cache
def _worker(process: int) -> ThreadPoolExecutor:
    """The one thread of a process that talks to Java, so that the second reading runs beside it."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"{NAME}-{process}")


class Engine:
    """One document at work in the Java thread: asked page by page, answered in order."""

    def __init__(self, name: str, content: bytes, password: str) -> None:
        self._worker = _worker(os.getpid())
        self._document = self._worker.submit(_Document, name, content, password)
        self._asked: list[Future[Any]] = []

    def wait_until_open(self) -> None:
        """Raises:
        DocumentError: Java is missing.
        EngineError: the engine cannot open the document.
        """
        self._document.result()

    def read_page(self, marks: Marks) -> Future[list[Grid]]:
        """The grids of the page that the second reading calls `marks`, on the upright page.

        Only the number, the turn, the coloured areas of the page, what of its text nobody sees
        and what is laid over it are taken from there.
        The result raises an EngineError where the engine fails.
        """
        answer = self._worker.submit(lambda: self._document.result().read_page(marks))
        self._asked.append(answer)
        return answer

    def read_words(self, number: int) -> Future[list[Word]]:
        """All words of a page that the second reading cannot read; raises as `read_page` does."""
        answer = self._worker.submit(lambda: self._document.result().read_words(number))
        self._asked.append(answer)
        return answer

    def close(self) -> None:
        """Drop what was asked and not begun, and free the document; does not wait."""
        for answer in self._asked:
            answer.cancel()
        self._worker.submit(lambda: self._document.result().close())


class _Document:
    """An open document; used in the Java thread only."""

    def __init__(self, name: str, content: bytes, password: str) -> None:
        self._jpype = java.start()
        classes = self._jpype.JClass
        try:
            self._document = classes("org.apache.pdfbox.pdmodel.PDDocument").load(
                self._jpype.JArray(self._jpype.JByte)(content), password
            )
            self._extractor = classes("technology.tabula.ObjectExtractor")(self._document)
        except self._jpype.JException as error:
            raise EngineError(f"{name}: tabula cannot open it ({_reason(error)})") from error
        self._lattice = classes("technology.tabula.extractors.SpreadsheetExtractionAlgorithm")()
        self._writer = classes("technology.tabula.writers.JSONWriter")()

    def close(self) -> None:
        self._document.close()

    def read_page(self, marks: Marks) -> list[Grid]:
        return self._attempt(lambda: self._read_page(marks))

    def read_words(self, number: int) -> list[Word]:
        return self._attempt(lambda: self._words(self._extract(number), ()))

    def _attempt(self, read: Callable[[], T]) -> T:
        """What is read of a page; whatever the engine finds wrong with it costs this page only."""
        try:
            return read()
        except self._jpype.JException as error:
            raise EngineError(f"tabula fails on this page ({_reason(error)})") from error
        except (ArithmeticError, ValueError) as error:
            raise EngineError(f"tabula gives places that no page has ({error})") from error

    def _extract(self, number: int) -> Any:
        """The engine's page. It prints what is wrong with a page and gives none."""
        java.take_chatter()
        page = self._extractor.extract(number)
        if page is None:
            raise EngineError(f"tabula fails on this page ({_reason(java.take_chatter())})")
        return page

    def _read_page(self, marks: Marks) -> list[Grid]:
        number, view = marks.number, marks.view
        if view.upright or view.turned:
            self._set_upright(number, view)
        page = self._extract(number)
        if marks.fills:
            self._drop_edges(page, marks.fills)
        if marks.unseen or marks.laid_over:
            page = self._without(page, marks)
        tables = self._lattice.extract(page, self._mended_rulings(page))
        grids = grids_of(number, self._cells(tables), NAME)
        return [self._with_lost_text(page, grid) for grid in grids]

    def _cells(self, tables: Any) -> Iterator[tuple[Box, str]]:
        text = self._jpype.JClass("java.lang.StringBuilder")()
        self._writer.write(text, tables)
        for table in json.loads(str(text)):
            for row in table["data"]:
                for cell in row:
                    if cell["width"] > PAD and cell["height"] > PAD:
                        left, top = cell["left"], cell["top"]
                        box = Box(left, top, left + cell["width"], top + cell["height"])
                        yield box, cell["text"].replace("\r", "\n")

    def _set_upright(self, number: int, view: View) -> None:
        """Draw the page as it reads: of turned pages the engine knows only some."""
        classes = self._jpype.JClass
        page = self._document.getPage(number - 1)
        width, height = view.size(view.upright)
        a, b, c, d, e, f = view.matrix(view.upright)
        stream = classes("org.apache.pdfbox.pdmodel.PDPageContentStream")
        prepend = getattr(stream, "AppendMode").PREPEND
        content = stream(self._document, page, prepend, False)
        content.transform(classes("org.apache.pdfbox.util.Matrix")(a, -b, c, -d, e, height - f))
        content.close()
        medium = classes("org.apache.pdfbox.pdmodel.common.PDRectangle")(width, height)
        page.setMediaBox(medium)
        page.setCropBox(medium)
        page.setRotation(0)

    def _drop_edges(self, page: Any, fills: Sequence[Box]) -> None:
        """Take the edges of coloured areas out of the page's lines."""
        edges: Counter[tuple[int, int, int, int]] = Counter()
        for box in fills:
            for x0, y0, x1, y1 in (
                (box.x0, box.y0, box.x1, box.y0),
                (box.x0, box.y1, box.x1, box.y1),
                (box.x0, box.y0, box.x0, box.y1),
                (box.x1, box.y0, box.x1, box.y1),
            ):
                edges[_rounded(x0, y0, x1, y1)] += 1
        rulings = page.getUnprocessedRulings()
        for index, found in reversed(list(enumerate(parse_rulings(str(rulings))))):
            x0, y0, x1, y1 = found
            key = _rounded(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            edge = next((near for near in _around(key) if edges[near] > 0), None)
            if edge is not None:
                edges[edge] -= 1
                del rulings[index]

    def _mended_rulings(self, page: Any) -> Any:
        """The engine's lines of tables, as it wants them: unbroken, closed, with ends that meet."""
        lines = parse_rulings(str(self._with_fine_lines(page).getRulings()))
        horizontals = [Ruling(y0, x0, x1) for x0, y0, x1, y1 in lines if abs(y1 - y0) < SAME_PLACE]
        verticals = [Ruling(x0, y0, y1) for x0, y0, x1, y1 in lines if abs(x1 - x0) < SAME_PLACE]

        make = self._jpype.JClass("technology.tabula.Ruling")
        mended = self._jpype.JClass("java.util.ArrayList")()
        for lattice in find_lattices(horizontals, verticals):
            for at, start, end in lattice.horizontals:
                mended.add(make(at, start, end - start, 0.0))
            for at, start, end in lattice.verticals:
                mended.add(make(start, at, 0.0, end - start))
        return mended

    def _without(self, page: Any, marks: Marks) -> Any:
        """The page without the characters that nobody sees, and without its watermark.

        What the second reading has kept at its place is printed text below the watermark, and stays.
        """
        text, seen = page.getText(), self._jpype.JClass("java.util.ArrayList")()
        index = self._jpype.JClass("technology.tabula.RectangleSpatialIndex")()
        kept: dict[str, list[Char]] = {}
        for char in marks.chars if marks.laid_over else ():
            kept.setdefault(_print(char.text), []).append(char)
        for element, (x, right, base, shown) in zip(text, parse_elements(str(text)), strict=True):
            letter = _print(shown)
            is_unseen = any(letter == _print(char.text) and _is_at(char, x, base) for char in marks.unseen)
            # the second reading puts some large letters elsewhere: these are known by their size
            is_over = any(
                letter == _print(char.text)
                and (
                    (abs(x - char.x0) <= char.size / 2 and abs(base - char.base) <= char.size / 2)
                    or right - x >= max(char.size / 2, LARGE)
                )
                for char in marks.laid_over
            ) and not any(_is_at(char, x, base) for char in kept.get(letter, ()))
            if not (is_unseen or is_over):
                seen.add(element)
                index.add(element)
        return self._remade(page, page.getUnprocessedRulings(), seen, index)

    def _with_fine_lines(self, page: Any) -> Any:
        """The page, told to leave its lines where they are.

        By itself the engine moves ends of lines together over the width of the narrowest
        character, and loses the dashes, dots and short borders that this bends.
        """
        rulings, index = page.getUnprocessedRulings(), page.getSpatialIndex()
        return self._remade(page, rulings, page.getText(), index)

    def _remade(self, page: Any, rulings: Any, text: Any, index: Any) -> Any:
        real, whole = self._jpype.JFloat, self._jpype.JInt
        return self._jpype.JClass("technology.tabula.Page")(
            page.getTop(),
            page.getLeft(),
            real(page.getWidth()),
            real(page.getHeight()),
            whole(page.getRotation()),
            page.getPageNumber(),
            page.getPDPage(),
            page.getPDDoc(),
            text,
            rulings,
            SAME_PLACE,
            SAME_PLACE,
            index,
        )

    def _area_text(self, page: Any, box: Box) -> str:
        """The text within a box, "\\n" where there is none, in no certain order."""
        classes = self._jpype.JClass
        area = classes("technology.tabula.Rectangle")(
            box.y0, box.x0, box.x1 - box.x0, box.y1 - box.y0
        )
        elements = page.getText(area)
        cell = classes("technology.tabula.Cell")(box.y0, box.x0, box.x1 - box.x0, box.y1 - box.y0)
        cell.setTextElements(classes("technology.tabula.TextElement").mergeWords(elements))
        return str(cell.getText(False)) + "\n"

    def _with_lost_text(self, page: Any, grid: Grid) -> Grid:
        """The grid with its text placed anew where the engine dropped characters.

        The engine leaves out each character that is not wholly inside one cell.
        """
        assert grid.box is not None
        box = grid.box
        wide = Box(box.x0 - FRINGE, box.y0 - 1, box.x1 + FRINGE, box.y1 + 1)
        whole = Counter(_print(self._area_text(page, wide)))
        if not whole - Counter(_print("".join(cell.text for cell in grid.cells))):
            return grid
        return fill(grid, self._words(page, grid.cells))

    def _words(self, page: Any, cells: Sequence[Cell]) -> list[Word]:
        chars = [
            Char(text, x, right, bottom, _size(right - x, text))
            for x, right, bottom, text in parse_elements(str(page.getText()))
        ]
        edges = {(cell.box.x0, cell.box.y0, cell.box.y1) for cell in cells if cell.box}

        def is_divided(x0: float, x1: float, y: float) -> bool:
            return any(x0 - 1 <= x <= x1 + 1 and top <= y <= bottom for x, top, bottom in edges)

        return make_words(chars, is_divided)


def _is_at(char: Char, x: float, base: float) -> bool:
    return abs(x - char.x0) <= SAME_CHAR and abs(base - char.base) <= SAME_CHAR


def _reason(error: object) -> str:
    """The first line of what Java says, without the trace below it."""
    said = str(error).strip()
    return said.splitlines()[0][:LONGEST_REASON] if said else "it does not say why"


def _rounded(*values: float) -> tuple[int, int, int, int]:
    a, b, c, d = (round(value / SAME_PLACE) for value in values)
    return a, b, c, d


def _around(key: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    """The key and those one step away, for numbers at a rounding edge."""
    a, b, c, d = key
    steps = (0, -1, 1)
    for i in steps:
        for j in steps:
            for k in steps:
                for m in steps:
                    yield a + i, b + j, c + k, d + m


def _size(width: float, text: str) -> float:
    """The size of a character of that advance: Chinese characters are square, others about half."""
    is_wide = unicodedata.east_asian_width(text[:1]) in "WF"
    return width if is_wide else 2 * width


def _print(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", fold_glyphs(text)).split())
