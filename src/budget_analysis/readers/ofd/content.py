"""The drawn objects of an OFD page to its marks: characters, ruled lines, fills, pictures.

OFD measures in mm from the top left of the page, y downwards; marks are in points. What is drawn
is placed by a matrix (CTM) inside of its object, and by the object's boundary on the page.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ...containers.xml import Element
from ...drawn.marks import THICKEST_LINE, THICKEST_STROKE, Char, Marks, Ruling
from ...drawn.views import IDENTITY, Matrix, View, apply, combine
from ...limits import MOST_CHARACTERS_OF_PAGE, MOST_OBJECTS_OF_PAGE, refuse_more
from ...reading import Box
from .advances import advances
from .package import PagePart, each, first, numbers
from .paths import Edge, edges_of

POINTS = 72 / 25.4
"""Points in a mm."""
LINE_WIDTH = 0.353
"""mm: of a stroke that gives none."""
DEEPEST = 8
"""Groups of objects nest; deeper than this is a loop in a damaged file."""
SLANT = 5.0
"""Degrees from the nearest quarter turn: characters further off are laid over the page."""
WHITE = 250
"""Parts of 255: text of this colour on paper is not seen."""
SQUARE = 4
"""Edges of a rectangle."""
_DRAWN = ("TextObject", "PathObject", "ImageObject", "CompositeObject", "PageBlock")


@dataclass(frozen=True)
class _Placed:
    """A character on the page in points, y downwards: origin, end of its advance, size, turn."""

    text: str
    x: float
    y: float
    to_x: float
    to_y: float
    size: float
    turn: int
    is_slanted: bool
    is_white: bool


@dataclass
class _Collected:
    """What the objects of a page draw, before it is known how the page is read."""

    characters: list[_Placed] = field(default_factory=list)
    lines: list[tuple[Edge, float]] = field(default_factory=list)
    """Edges and the width of their stroke, in points."""
    areas: list[Box] = field(default_factory=list)
    unseen: list[_Placed] = field(default_factory=list)
    pictures: float = 0.0
    objects: int = 0


def read_marks(number: int, part: PagePart) -> Marks:
    """The marks of one page, on the page turned so that its text reads from left to right.

    Raises:
        DocumentError: there are more characters or objects than a page of an account has.
    """
    x, y, width, height = (value * POINTS for value in part.size)
    collected = _Collected()
    reader = _Reader(number, part, collected, width * height)
    shift = combine((POINTS, 0.0, 0.0, POINTS, 0.0, 0.0), (1.0, 0.0, 0.0, 1.0, -x, -y))
    for page in (*part.below, part.content, *part.above):
        for layer in each(first(page, "Content"), "Layer"):
            reader.take_all(layer, shift, 0)
    return _marks(number, collected, width, height)


class _Reader:
    """Walks the objects of one page."""

    def __init__(self, number: int, part: PagePart, found: _Collected, area: float) -> None:
        self.where = f"page {number}"
        self.part = part
        self.found = found
        self.area = area

    def take_all(self, holder: Element, matrix: Matrix, depth: int) -> None:
        """The objects that a layer or a group holds, in the order in which they are drawn."""
        for item in holder.iterchildren(*("{*}" + name for name in _DRAWN)):
            self.found.objects += 1
            refuse_more(self.where, "drawn objects", self.found.objects, MOST_OBJECTS_OF_PAGE)
            kind = str(item.tag).rpartition("}")[2]
            if kind == "PageBlock":
                if depth < DEEPEST:
                    self.take_all(item, matrix, depth + 1)
                continue
            inner = combine(_matrix_of(item), combine(_boundary_of(item), matrix))
            is_seen = item.get("Visible", "true").lower() != "false" and item.get("Alpha") != "0"
            if kind == "TextObject":
                self._take_text(item, inner, is_seen)
            elif not is_seen:
                continue
            elif kind == "PathObject":
                self._take_path(item, inner)
            elif kind == "ImageObject":
                self._take_picture(inner)
            elif depth < DEEPEST:
                unit = self.part.units.get(str(item.get("ResourceID")))
                content = first(unit, "Content")
                if content is not None:
                    self.take_all(content, inner, depth + 1)

    def _take_text(self, item: Element, matrix: Matrix, is_seen: bool) -> None:
        size = (numbers(item.get("Size", "")) or [0.0])[0]
        stretch = (numbers(item.get("HScale", "")) or [1.0])[0]
        if size <= 0:
            return
        turn, is_slanted = _turn_of(matrix)
        height = size * math.hypot(matrix[2], matrix[3])
        colour = first(item, "FillColor")
        is_clear = colour is not None and colour.get("Alpha") == "0"
        target = self.found.characters if is_seen and not is_clear else self.found.unseen
        is_white = colour is not None and _is_white(colour)
        x = y = 0.0
        for code in each(item, "TextCode"):
            x = (numbers(code.get("X", "")) or [x])[0]
            y = (numbers(code.get("Y", "")) or [y])[0]
            text = code.text or ""
            count = len(self.found.characters) + len(text)
            refuse_more(self.where, "characters", count, MOST_CHARACTERS_OF_PAGE)
            for letter, dx, dy, advance in advances(
                text, size, stretch, code.get("DeltaX", ""), code.get("DeltaY", "")
            ):
                begin = apply(matrix, x, y)
                end = apply(matrix, x + advance, y)
                target.append(_Placed(letter, *begin, *end, height, turn, is_slanted, is_white))
                x, y = x + dx, y + dy

    def _take_path(self, item: Element, matrix: Matrix) -> None:
        is_stroked = item.get("Stroke", "true").lower() != "false"
        is_filled = item.get("Fill", "false").lower() == "true"
        data = first(item, "AbbreviatedData")
        if data is None or not (is_stroked or is_filled):
            return
        scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) or 1.0
        width = (numbers(item.get("LineWidth", "")) or [LINE_WIDTH])[0] * scale
        for part in edges_of(data.text or "", matrix):
            box = _around([point for edge in part for point in edge])
            if is_filled and min(box.x1 - box.x0, box.y1 - box.y0) > THICKEST_LINE:
                if len(part) <= SQUARE + 1:
                    self.found.areas.append(box)
            elif is_filled and not is_stroked:
                self.found.lines.append((_middle_line(box), min(box.x1 - box.x0, box.y1 - box.y0)))
                continue
            if is_stroked:
                self.found.lines.extend((edge, width) for edge in part)

    def _take_picture(self, matrix: Matrix) -> None:
        box = _around([apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))])
        if self.area:
            self.found.pictures += (box.x1 - box.x0) * (box.y1 - box.y0) / self.area


def _matrix_of(item: Element) -> Matrix:
    found = numbers(item.get("CTM", ""))
    if len(found) != len(IDENTITY):
        return IDENTITY
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def _boundary_of(item: Element) -> Matrix:
    found = numbers(item.get("Boundary", ""))
    x, y = (found[0], found[1]) if len(found) == 4 else (0.0, 0.0)
    return (1.0, 0.0, 0.0, 1.0, x, y)


def _turn_of(matrix: Matrix) -> tuple[int, bool]:
    """The clockwise turn that sets the text upright, and whether it is slanted."""
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    quarter = round(angle / 90)
    return (-quarter * 90) % 360, abs(angle - quarter * 90) > SLANT


def _is_white(colour: Element) -> bool:
    found = numbers(colour.get("Value", ""))
    return len(found) == 3 and min(found) >= WHITE


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _middle_line(box: Box) -> Edge:
    """A thin area as the line in its middle."""
    if box.x1 - box.x0 >= box.y1 - box.y0:
        y = (box.y0 + box.y1) / 2
        return (box.x0, y), (box.x1, y)
    x = (box.x0 + box.x1) / 2
    return (x, box.y0), (x, box.y1)


def _marks(number: int, found: _Collected, width: float, height: float) -> Marks:
    """Everything turned upright; characters outside of the page are left out."""
    turns = Counter(one.turn for one in found.characters if not (one.is_slanted or one.text.isspace()))
    upright = turns.most_common(1)[0][0] if turns else 0
    if turns[0] == turns[upright]:
        upright = 0
    view = View(0.0, 0.0, width, height, 0, upright)
    turned = view.matrix(upright)
    marks = Marks(number, view, pictures=found.pictures)

    def place(x: float, y: float) -> tuple[float, float]:
        return apply(turned, x, height - y)

    marks.fills = [_around([place(box.x0, box.y0), place(box.x1, box.y1)]) for box in found.areas]
    marks.paths = len(found.lines)
    for ((x0, y0), (x1, y1)), stroke in found.lines:
        _rule(marks, _around([place(x0, y0), place(x1, y1)]), stroke)
    for one in found.characters:
        if not (0 <= one.x <= width and 0 <= one.y <= height):
            continue
        char = _upright(one, place)
        on_paper = one.is_white and not any(_holds(area, char) for area in marks.fills)
        target = marks.laid_over if one.is_slanted else marks.unseen if on_paper else marks.chars
        target.append(char)
    marks.unseen.extend(_upright(one, place) for one in found.unseen if not one.text.isspace())
    return marks


def _upright(one: _Placed, place: Callable[[float, float], tuple[float, float]]) -> Char:
    (x0, base), (x1, _) = place(one.x, one.y), place(one.to_x, one.to_y)
    return Char(one.text, min(x0, x1), max(x0, x1), base, one.size)


def _holds(area: Box, char: Char) -> bool:
    middle = char.base - char.size / 3
    return area.x0 <= (char.x0 + char.x1) / 2 <= area.x1 and area.y0 <= middle <= area.y1


def _rule(marks: Marks, box: Box, stroke: float) -> None:
    """A straight line to a ruling; a very thick one paints an area, a slanted one is none."""
    across, down = box.x1 - box.x0, box.y1 - box.y0
    if min(across, down) > 0.02 * max(across, down) + 0.2:
        return
    if stroke > THICKEST_STROKE:
        marks.fills.append(box)
    elif across > down:
        marks.horizontals.append(Ruling((box.y0 + box.y1) / 2, box.x0, box.x1))
    elif down > 0:
        marks.verticals.append(Ruling((box.x0 + box.x1) / 2, box.y0, box.y1))

