"""What pdfium finds on a page: characters with their places, ruled lines, fills, pictures."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Collection
from typing import Any

import pypdfium2.raw as pdfium

from ...drawn.marks import (
    ASCENT,
    DESCENT,
    THICKEST_LINE,
    THICKEST_STROKE,
    Char,
    Marks,
    Ruling,
)
from ...drawn.views import Matrix, View, apply, combine
from ...limits import MOST_CHARACTERS_OF_PAGE, MOST_OBJECTS_OF_PAGE, refuse_more
from ...reading import Box
from .outlines import (
    Point,
    around_points,
    bounds_of,
    is_rectangle,
    matrix_of,
    part_inside,
    point_of,
    stroke_width,
    subpaths,
)
from .stamps import stamped
from .text_layer import RawChar, count_hidden, read_chars, watermark, without_ends
from .unseen import Suspects, find_unseen

DEEPEST_FORM = 8
"""Form XObjects nest; deeper than this is a loop in a damaged file."""
PICTURE_OF_PAGE = 0.5
"""Part of the page: on a page with such a picture, text may be the invisible layer of a scan."""
SECOND_PRINT = 0.2
"""Parts of the size: the same character this near to itself is printed twice, to look bold."""
LITTLE_TEXT = 200
"""Characters. A page with more visible text than this has its pictures as ornament."""
SMALLEST = 0.5
"""Points. A smaller character is a dot that nobody reads."""
SLIVER = 0.1
"""Points: less than this of an object is nothing of it."""
LINE_STRIP = 8.0
"""Points: characters of one line are looked up by strips of the page this high."""


def read_marks(document: Any, number: int) -> Marks:
    """Read one page (counted from 1) of an open pypdfium2 document."""
    page = document[number - 1]
    try:
        text_page = page.get_textpage()
        try:
            where = f"page {number}"
            count = pdfium.FPDFText_CountChars(text_page.raw)
            refuse_more(where, "characters", count, MOST_CHARACTERS_OF_PAGE)
            count = pdfium.FPDFPage_CountObjects(page.raw)
            refuse_more(where, "drawn objects", count, MOST_OBJECTS_OF_PAGE)
            raw_chars = list(read_chars(text_page.raw))
            marks = Marks(number, _view(page.raw, raw_chars))
            suspects = _walk(page.raw, marks)
            if marks.pictures > PICTURE_OF_PAGE:
                marks.hidden = count_hidden(text_page.raw)
            is_scan = marks.hidden > len(raw_chars) - LITTLE_TEXT
            unseen = find_unseen(page, text_page.raw, suspects, marks.hidden > 0 and is_scan)
            laid_over = watermark(text_page.raw, raw_chars) | stamped(page, text_page.raw, raw_chars)
        finally:
            text_page.close()
        _place_chars(marks, raw_chars, without_ends(raw_chars, unseen), laid_over)
    finally:
        page.close()
    return marks


def _view(page: Any, chars: list[RawChar]) -> View:
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    turned = pdfium.FPDFPage_GetRotation(page) * 90
    turns = Counter(char.turn for char in chars if not (char.text.isspace() or char.is_slanted))
    upright = turns.most_common(1)[0][0] if turns else turned
    if turns[turned] == turns[upright]:
        upright = turned
    return View(bounds.left, bounds.bottom, bounds.right, bounds.top, turned, upright)


def _place_chars(
    marks: Marks, chars: list[RawChar], unseen: Collection[int], laid_over: Collection[int]
) -> None:
    """Turn the characters upright; leave out what stands outside the page, what is drawn twice,
    and what is laid over the page as a watermark or a stamp."""
    a, b, c, d, e, f = marks.view.matrix(marks.view.upright)
    width, height = marks.view.size(marks.view.upright)
    is_sideways = marks.view.upright % 180 != marks.view.turned % 180
    seen: dict[tuple[str, int], list[Char]] = {}
    for raw in chars:
        left, bottom, right, top = raw.box
        x0, x1 = a * left + c * bottom + e, a * right + c * top + e
        if x1 < x0:
            x0, x1 = x1, x0
        if raw.number in laid_over:
            # its box is that of an upright character, if any: its origin is where it is drawn
            x, y = a * raw.x + c * raw.y + e, b * raw.x + d * raw.y + f
            marks.laid_over.append(Char(raw.text, x, x, y, raw.size))
            continue
        if raw.turn == marks.view.upright:
            base, size = b * raw.x + d * raw.y + f, raw.size
        else:
            low, high = b * left + d * bottom + f, b * right + d * top + f
            size = abs(high - low)
            base = max(low, high) - DESCENT * size
        char = Char(raw.text, x0, x1, base, size)
        middle = base - (ASCENT - DESCENT) / 2 * size
        if not (0 <= x0 + x1 <= 2 * width and 0 <= middle <= height):
            if 0 <= middle <= height and not raw.text.isspace():
                marks.beyond.append(char)
            continue
        if (raw.number in unseen or size < SMALLEST) and not raw.text.isspace():
            marks.unseen.append(char)
            continue
        if _is_drawn_twice(char, seen):
            continue
        (marks.across if is_sideways and raw.turn == marks.view.turned else marks.chars).append(char)
        marks.unmapped += raw.text == "\ufffd"
    _keep_within(marks)


def _keep_within(marks: Marks) -> None:
    """What is set the other way within the lines of a page printed sideways is a part of them; beside them it is a head or foot."""
    places = [place for char in marks.chars if not char.text.isspace() for place in (char.x0, char.x1)]
    left, right = min(places, default=0.0), max(places, default=0.0)
    within = [char for char in marks.across if left < (char.x0 + char.x1) / 2 < right]
    marks.across = [char for char in marks.across if not left < (char.x0 + char.x1) / 2 < right]
    marks.chars.extend(within)


def _is_drawn_twice(char: Char, seen: dict[tuple[str, int], list[Char]]) -> bool:
    """True for the second print of a character that is made bold by printing it twice."""
    reach = SECOND_PRINT * char.size
    line = int(char.base / LINE_STRIP)
    for strip in range(int((char.base - reach) / LINE_STRIP), int((char.base + reach) / LINE_STRIP) + 1):
        for other in seen.get((char.text, strip), ()):
            if abs(other.x0 - char.x0) < reach and abs(other.base - char.base) < reach:
                return True
    seen.setdefault((char.text, line), []).append(char)
    return False


def _walk(page: Any, marks: Marks) -> Suspects:
    matrix = marks.view.matrix(marks.view.upright)
    size = marks.view.size(marks.view.upright)
    collector = _Collector(marks, Box(0.0, 0.0, *size))
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        collector.take(pdfium.FPDFPage_GetObject(page, index), matrix, 0)
    return collector.suspects


class _Collector:
    """Sorts the drawn objects of one page into lines, fills and pictures; asks which text is seen."""

    def __init__(self, marks: Marks, page: Box) -> None:
        self.marks = marks
        self.page = page
        self.suspects = Suspects()

    def take(self, item: Any, matrix: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self.suspects.ask(item, depth, lambda: self._is_clipped(item, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._take_path(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._take_picture(item, combine(matrix_of(item), matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            inner = combine(matrix_of(item), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                self.take(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _is_clipped(self, item: Any, matrix: Matrix) -> bool:
        """True where nothing of the object is inside of what it may draw on."""
        window = self._window(item, matrix)
        box = bounds_of(item, matrix)
        return window is None or (
            min(box.x1, window.x1) - max(box.x0, window.x0) <= SLIVER
            or min(box.y1, window.y1) - max(box.y0, window.y0) <= SLIVER
        )

    def _take_picture(self, item: Any, matrix: Matrix) -> None:
        corners = [apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        box = part_inside(around_points(corners), self.page)
        whole = (self.page.x1 - self.page.x0) * (self.page.y1 - self.page.y0)
        if box and whole:
            self.marks.pictures += (box.x1 - box.x0) * (box.y1 - box.y0) / whole

    def _take_path(self, item: Any, matrix: Matrix) -> None:
        self.marks.paths += 1
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        window = self._window(item, matrix)
        if window is None:
            return
        if not stroke.value and pdfium.FPDFPath_CountSegments(item) <= 5:
            box = bounds_of(item, matrix)
            if min(box.x1 - box.x0, box.y1 - box.y0) <= THICKEST_LINE:
                self._take_thin(box, window)
                return
        inner = combine(matrix_of(item), matrix)
        for part in subpaths(item, inner):
            self.marks.curves += part.is_curved
            if stroke.value:
                width = stroke_width(item, inner)
                for start, end in part.edges:
                    self._take_stroke(start, end, width, window)
            elif not part.is_curved:
                self._take_fill(part.points, window)

    def _window(self, item: Any, matrix: Matrix) -> Box | None:
        """The part of the page that the object may draw on, None where there is none."""
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        window: Box | None = self.page
        for index in range(pdfium.FPDFClipPath_CountPaths(clip) if clip else 0):
            points = []
            for place in range(pdfium.FPDFClipPath_CountPathSegments(clip, index)):
                segment = pdfium.FPDFClipPath_GetPathSegment(clip, index, place)
                points.append(point_of(segment, matrix))
            window = part_inside(around_points(points), window) if points and window else window
        return window

    def _take_stroke(self, start: Point, end: Point, width: float, window: Box) -> None:
        across, down = abs(start[0] - end[0]), abs(start[1] - end[1])
        if min(across, down) > 0.02 * max(across, down) + 0.2:
            return
        box = around_points([start, end])
        if width > THICKEST_STROKE:
            self.marks.fills.append(box)
            return
        self._add(box, across >= down, down >= across, window)

    def _take_fill(self, points: list[Point], window: Box) -> None:
        box = around_points(points)
        if min(box.x1 - box.x0, box.y1 - box.y0) <= THICKEST_LINE:
            self._take_thin(box, window)
        elif is_rectangle(points, box):
            self.marks.fills.append(box)

    def _take_thin(self, box: Box, window: Box) -> None:
        width, height = box.x1 - box.x0, box.y1 - box.y0
        is_dot = max(width, height) <= THICKEST_LINE
        self._add(box, width > height or is_dot, height > width or is_dot, window)

    def _add(self, box: Box, is_horizontal: bool, is_vertical: bool, window: Box) -> None:
        cut = part_inside(box, window)
        if cut is None:
            return
        if is_horizontal:
            self.marks.horizontals.append(Ruling((box.y0 + box.y1) / 2, cut.x0, cut.x1))
        if is_vertical:
            self.marks.verticals.append(Ruling((box.x0 + box.x1) / 2, cut.y0, cut.y1))
