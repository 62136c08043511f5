"""What is dark on a page: ruled lines, and the ink of the text between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..drawn.marks import Ruling
from .engine import Picture
from .upright import bounds

SHORTEST_ACROSS, SHORTEST_DOWN = 24.0, 11.0
"""Points: ruled lines are longer; strokes of letters in a text are left out by the lines of text."""
THICKEST = 4.0
"""Points."""
GAP = 1.0
"""Points: a line that is broken for this length goes on."""
REACH = 1.5
"""Points: a short line downwards ends this near to one across, else it is the stroke of a letter."""
BLOCK = 24.0
"""Points: paper is what is light within this distance."""
DARKER = 18
"""Of 255: ink is as much darker than the paper around it."""
BEYOND = 1.4
"""Times the height of a line of text: what is longer is no stroke of it."""


@dataclass(frozen=True)
class Ink:
    """Masks of a page (255 where there is ink): all of it, and without the ruled lines; and these lines."""

    text: Picture
    horizontals: tuple[Ruling, ...]
    verticals: tuple[Ruling, ...]
    """In pixels."""


def find_ink(picture: Picture, lines: Sequence[Picture], scale: float) -> Ink:
    """The ink of an upright page; `scale` is pixels per point."""
    import cv2

    block = int(BLOCK * scale) | 1
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, DARKER)
    across = _runs(dark, (int(SHORTEST_ACROSS * scale), 1), (int(GAP * scale) | 1, 1))
    down = _runs(dark, (1, int(SHORTEST_DOWN * scale)), (1, int(GAP * scale) | 1))
    boxes = [bounds(line) for line in lines]
    horizontals, flat = _rulings(across, boxes, scale, is_across=True)
    verticals, steep = _rulings(down, boxes, scale, is_across=False, others=horizontals)
    thick = cv2.dilate(cv2.bitwise_or(flat, steep), np.ones((3, 3), dtype=np.uint8))
    return Ink(cv2.bitwise_and(dark, cv2.bitwise_not(thick)), tuple(horizontals), tuple(verticals))


def _runs(dark: Picture, length: tuple[int, int], gap: tuple[int, int]) -> Picture:
    """What is dark in straight runs, small gaps closed."""
    import cv2

    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    opened: Picture = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, length))
    return opened


def _rulings(
    runs: Picture,
    boxes: Sequence[tuple[float, float, float, float]],
    scale: float,
    is_across: bool,
    others: Sequence[Ruling] = (),
) -> tuple[list[Ruling], Picture]:
    """The runs that are lines and no strokes of letters, and the mask of them."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    kept = np.zeros(count, dtype=np.uint8)
    found: list[Ruling] = []
    corners = np.array(boxes, dtype=np.float32).reshape(-1, 4)
    for number in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[number])
        length, thick = (width, height) if is_across else (height, width)
        if area / max(1, length) > THICKEST * scale:
            continue  # a stamp, a blot, a coloured area
        if not is_across and length < SHORTEST_ACROSS * scale and not _is_held(x, y, y + height, others, REACH * scale):
            continue  # a 1 in which no line of text was found
        if _is_stroke(corners, x, y, x + width, y + height, is_across):
            continue
        kept[number] = 255
        if is_across:
            found.append(Ruling(y + (thick - 1) / 2, x, x + width))
        else:
            found.append(Ruling(x + (thick - 1) / 2, y, y + height))
    mask: Picture = kept[labels]
    return found, mask


def _is_held(x: float, top: float, bottom: float, across: Sequence[Ruling], reach: float) -> bool:
    """True where a line across is at one end."""
    return any(
        line.start - reach <= x <= line.end + reach and min(abs(line.at - top), abs(line.at - bottom)) <= reach
        for line in across
    )


def _is_stroke(boxes: Picture, x0: int, y0: int, x1: int, y1: int, is_across: bool) -> bool:
    """True for a run that lies in a line of text and does not reach out of it."""
    if not len(boxes):
        return False
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    inside = boxes[(boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])]
    for bx0, by0, bx1, by1 in inside:
        height = by1 - by0
        length = x1 - x0 if is_across else y1 - y0
        margin = 0.15 * height
        is_near_edge = is_across and (y - by0 < margin or by1 - y < margin)
        if length < BEYOND * height and not is_near_edge:
            return True
        if is_across and x0 >= bx0 - margin and x1 <= bx1 + margin and not is_near_edge:
            return True
    return False
