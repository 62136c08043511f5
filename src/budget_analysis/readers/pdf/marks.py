"""What pdfium finds on a page: characters with their places, ruled lines, fills, pictures.

pdfium is called by its plain functions: a page has some hundred characters, and one Python
object per character and call would take most of the reader's time.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ...reading import Box
from .views import IDENTITY, Matrix, View, apply, combine

ASCENT, DESCENT = 0.86, 0.14
"""The em box of a Chinese character over and under its baseline, in parts of the size."""
THICKEST_LINE = 4.0
"""Points. A filled rectangle thinner than this is a line: no row of a table is as low as this."""
THICKEST_STROKE = 8.0
"""Points. Word's heaviest border has 6; a wider stroke paints an area."""
DEEPEST_FORM = 8
"""Form XObjects nest; deeper than this is a loop in a damaged file."""
PICTURE_OF_PAGE = 0.5
"""Part of the page: on a page with such a picture, text may be the invisible layer of a scan."""
SECOND_PRINT = 0.2
"""Parts of the size: the same character this near to itself is printed twice, to look bold."""
LINE_STRIP = 8.0
"""Points: characters of one line are looked up by strips of the page this high."""
LINE_END_HYPHENS = {"\x02": "-", "\ufffe": "-"}
"""pdfium marks a hyphen at the end of a line; it is printed all the same."""

Point = tuple[float, float]


class Char(NamedTuple):
    """One character on the upright page: its advance from x0 to x1, its baseline, its size."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


class Ruling(NamedTuple):
    """A piece of a horizontal or vertical line: `at` across it, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass
class Marks:
    """What stands on one page, in points of the upright page."""

    number: int
    view: View
    chars: list[Char] = field(default_factory=list)
    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    """Coloured areas: their edges are no lines, but an engine may take them for such."""
    paths: int = 0
    curves: int = 0
    pictures: float = 0.0
    """The part of the page that pictures cover."""
    hidden: int = 0
    """Characters that are drawn invisibly (the text layer of a scan)."""
    unmapped: int = 0
    """Characters whose font does not say which character they are."""


def read_marks(document: Any, number: int) -> Marks:
    """Read one page (counted from 1) of an open pypdfium2 document."""
    page = document[number - 1]
    try:
        text_page = page.get_textpage()
        try:
            raw_chars = list(_raw_chars(text_page.raw))
            marks = Marks(number, _view(page.raw, raw_chars))
            _walk(page.raw, marks)
            if marks.pictures > PICTURE_OF_PAGE:
                marks.hidden = _count_hidden(text_page.raw)
        finally:
            text_page.close()
        _place_chars(marks, raw_chars)
    finally:
        page.close()
    return marks


class _RawChar(NamedTuple):
    """A character in the page's own coordinates."""

    text: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    size: float
    turn: int


def _raw_chars(page: Any) -> Iterator[_RawChar]:
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    high = 0
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if 0xD800 <= code < 0xDC00:  # a rare character, in two halves where wide characters are short
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + (high - 0xD800) * 0x400 + (code - 0xDC00), 0
        if code <= 32 and pdfium.FPDFText_IsGenerated(page, index):
            continue
        pdfium.FPDFText_GetCharOrigin(page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(page, index, box)
        pdfium.FPDFText_GetMatrix(page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4 * 90
        corners = (box.left, box.bottom, box.right, box.top)
        is_unknown = pdfium.FPDFText_HasUnicodeMapError(page, index) == 1
        yield _RawChar(_character(code, is_unknown), x.value, y.value, corners, size, turn)


def _count_hidden(page: Any) -> int:
    """How many characters are drawn invisibly."""
    count = 0
    for index in range(pdfium.FPDFText_CountChars(page)):
        owner = pdfium.FPDFText_GetTextObject(page, index)
        if owner:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
            count += mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return count


def _character(code: int, is_unknown: bool) -> str:
    """The character, U+FFFD where the font does not tell; private-use characters are kept."""
    if not code or 0xD800 <= code < 0xE000 or (is_unknown and not 0xE000 <= code < 0xF900):
        return "\ufffd"
    return LINE_END_HYPHENS.get(chr(code), chr(code))


def _view(page: Any, chars: list[_RawChar]) -> View:
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    turned = pdfium.FPDFPage_GetRotation(page) * 90
    turns = Counter(char.turn for char in chars if not char.text.isspace())
    upright = turns.most_common(1)[0][0] if turns else turned
    if turns[turned] == turns[upright]:
        upright = turned
    return View(bounds.left, bounds.bottom, bounds.right, bounds.top, turned, upright)


def _place_chars(marks: Marks, chars: list[_RawChar]) -> None:
    """Turn the characters upright; leave out what stands outside the page and what is drawn twice."""
    a, b, c, d, e, f = marks.view.matrix(marks.view.upright)
    width, height = marks.view.size(marks.view.upright)
    seen: dict[tuple[str, int], list[Char]] = {}
    for raw in chars:
        left, bottom, right, top = raw.box
        x0, x1 = a * left + c * bottom + e, a * right + c * top + e
        if x1 < x0:
            x0, x1 = x1, x0
        if raw.turn == marks.view.upright:
            base, size = b * raw.x + d * raw.y + f, raw.size
        else:
            low, high = b * left + d * bottom + f, b * right + d * top + f
            size = abs(high - low)
            base = max(low, high) - DESCENT * size
        char = Char(raw.text, x0, x1, base, size)
        middle = base - (ASCENT - DESCENT) / 2 * size
        if not (0 <= x0 + x1 <= 2 * width and 0 <= middle <= height):
            continue
        if _is_drawn_twice(char, seen):
            continue
        marks.chars.append(char)
        marks.unmapped += raw.text == "\ufffd"


def _is_drawn_twice(char: Char, seen: dict[tuple[str, int], list[Char]]) -> bool:
    """True for the second print of a character that is made bold by printing it twice."""
    reach = SECOND_PRINT * char.size
    line = int(char.base / LINE_STRIP)
    for strip in (line - 1, line, line + 1):
        for other in seen.get((char.text, strip), ()):
            if abs(other.x0 - char.x0) < reach and abs(other.base - char.base) < reach:
                return True
    seen.setdefault((char.text, line), []).append(char)
    return False


def _walk(page: Any, marks: Marks) -> None:
    matrix = marks.view.matrix(marks.view.upright)
    size = marks.view.size(marks.view.upright)
    collector = _Collector(marks, Box(0.0, 0.0, *size))
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        collector.take(pdfium.FPDFPage_GetObject(page, index), matrix, 0)


class _Collector:
    """Sorts the drawn objects of one page into lines, fills and pictures."""

    def __init__(self, marks: Marks, page: Box) -> None:
        self.marks = marks
        self.page = page

    def take(self, item: Any, matrix: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._take_path(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._take_picture(item, combine(_matrix_of(item), matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            inner = combine(_matrix_of(item), matrix)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                self.take(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _take_picture(self, item: Any, matrix: Matrix) -> None:
        corners = [apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        box = _cut(_around(corners), self.page)
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
            box = _bounds(item, matrix)
            if min(box.x1 - box.x0, box.y1 - box.y0) <= THICKEST_LINE:
                self._take_thin(box, window)
                return
        inner = combine(_matrix_of(item), matrix)
        for part in _subpaths(item, inner):
            self.marks.curves += part.is_curved
            if stroke.value:
                width = _stroke_width(item, inner)
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
                points.append(_point(segment, matrix))
            window = _cut(_around(points), window) if points and window else window
        return window

    def _take_stroke(self, start: Point, end: Point, width: float, window: Box) -> None:
        across, down = abs(start[0] - end[0]), abs(start[1] - end[1])
        if min(across, down) > 0.02 * max(across, down) + 0.2:
            return
        box = _around([start, end])
        if width > THICKEST_STROKE:
            self.marks.fills.append(box)
            return
        self._add(box, across >= down, down >= across, window)

    def _take_fill(self, points: list[Point], window: Box) -> None:
        box = _around(points)
        if min(box.x1 - box.x0, box.y1 - box.y0) <= THICKEST_LINE:
            self._take_thin(box, window)
        elif _is_rectangle(points, box):
            self.marks.fills.append(box)

    def _take_thin(self, box: Box, window: Box) -> None:
        width, height = box.x1 - box.x0, box.y1 - box.y0
        is_dot = max(width, height) <= THICKEST_LINE
        self._add(box, width > height or is_dot, height > width or is_dot, window)

    def _add(self, box: Box, is_horizontal: bool, is_vertical: bool, window: Box) -> None:
        cut = _cut(box, window)
        if cut is None:
            return
        if is_horizontal:
            self.marks.horizontals.append(Ruling((box.y0 + box.y1) / 2, cut.x0, cut.x1))
        if is_vertical:
            self.marks.verticals.append(Ruling((box.x0 + box.x1) / 2, cut.y0, cut.y1))


def _matrix_of(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _bounds(item: Any, matrix: Matrix) -> Box:
    left, bottom = ctypes.c_float(), ctypes.c_float()
    right, top = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    corners = ((left.value, bottom.value), (right.value, top.value))
    return _around([apply(matrix, x, y) for x, y in corners])


def _point(segment: Any, matrix: Matrix) -> Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return apply(matrix, x.value, y.value)


@dataclass
class _Subpath:
    points: list[Point] = field(default_factory=list)
    edges: list[tuple[Point, Point]] = field(default_factory=list)
    """Its straight pieces, the closing one too."""
    is_curved: bool = False


def _subpaths(item: Any, matrix: Matrix) -> Iterator[_Subpath]:
    part = _Subpath()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = _point(segment, matrix)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and part.points:
            yield part
            part = _Subpath()
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            part.is_curved = True
        elif part.points:
            part.edges.append((part.points[-1], point))
        part.points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            part.edges.append((point, part.points[0]))
    if part.points:
        yield part


def _stroke_width(item: Any, matrix: Matrix) -> float:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    a, b, c, d = matrix[:4]
    return width.value * math.sqrt(abs(a * d - b * c))


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _cut(box: Box, window: Box) -> Box | None:
    """The part of the box inside the window; lines have no width, so touching is inside."""
    x0, y0 = max(box.x0, window.x0), max(box.y0, window.y0)
    x1, y1 = min(box.x1, window.x1), min(box.y1, window.y1)
    return Box(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def _is_rectangle(points: list[Point], box: Box) -> bool:
    return all(
        min(abs(x - box.x0), abs(x - box.x1)) < 0.1 and min(abs(y - box.y0), abs(y - box.y1)) < 0.1
        for x, y in points
    )
