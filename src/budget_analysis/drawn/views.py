"""How a page stands: from its own coordinates to the page as it is seen, and as it is read.

Three frames of reference, all in points: the page's own (origin at the bottom left of the
medium, y upwards), the *visible* page (what a viewer shows: cut to the crop box, turned by
/Rotate; top left, y downwards) and the *upright* page (the visible page turned by quarters
until its text reads from left to right). Grids and lines are built upright; boxes are
published on the visible page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..reading import Box

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def combine(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@dataclass(frozen=True, slots=True)
class View:
    """One page: its box in its own coordinates and two clockwise turns in degrees.

    `turned` is what the file asks for (/Rotate), `upright` the turn at which the text reads
    from left to right. They are the same on all but a few pages.
    """

    left: float
    bottom: float
    right: float
    top: float
    turned: int
    upright: int
    skew: float = 0.0
    """Degrees by which lines of text fall to the right on the page, taken off the upright page."""

    def matrix(self, turn: int) -> Matrix:
        """From the page's own coordinates to the page turned clockwise, top left, y downwards."""
        if turn == 90:
            return (0.0, 1.0, 1.0, 0.0, -self.bottom, -self.left)
        if turn == 180:
            return (-1.0, 0.0, 0.0, 1.0, self.right, -self.bottom)
        if turn == 270:
            return (0.0, -1.0, -1.0, 0.0, self.top, self.right)
        return (1.0, 0.0, 0.0, -1.0, -self.left, self.top)

    def size(self, turn: int) -> tuple[float, float]:
        """Width and height of the page turned clockwise."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if turn % 180 else (width, height)

    def visible(self, box: Box) -> Box:
        """A box of the upright page on the visible page."""
        width, height = self.size(self.upright)
        if self.skew:
            box = _skewed(box, width, height, self.skew)
        turn = (self.turned - self.upright) % 360
        if turn == 90:
            return Box(height - box.y1, box.x0, height - box.y0, box.x1)
        if turn == 180:
            return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
        if turn == 270:
            return Box(box.y0, width - box.x1, box.y1, width - box.x0)
        return box


def _skewed(box: Box, width: float, height: float, skew: float) -> Box:
    """The box where its middle lies when the page is laid askew again."""
    x, y = (box.x0 + box.x1 - width) / 2, (box.y0 + box.y1 - height) / 2
    cosine, sine = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    dx, dy = x * cosine - y * sine - x, x * sine + y * cosine - y
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


NO_VIEW = View(0.0, 0.0, 0.0, 0.0, 0, 0)
"""Of a page whose place is not known: boxes stay as they are."""
