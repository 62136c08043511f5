"""Lines of text to strips of one cell each, cut where ruled lines or wide gaps part them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..drawn.marks import Ruling
from .engine import Picture
from .ink import Ink
from .upright import bounds, cut

PARTED = 0.9
"""Part of the height of a line of text that a ruled line covers to part it."""
GAP = 1.3
"""Times the height of the ink: a gap as wide sets texts apart; behind a comma there is less."""
LEAST_INK = 3
"""Pixels in a row or column: fewer are noise."""
NEAR = 3
"""Pixels on either side of a ruled line that belong to it."""
REST, APART = 0.12, 0.3
"""Parts of the height of the text: what is left of a ruled line is no thicker, and no nearer."""


class Strip(NamedTuple):
    """The box of the ink of a text within one cell, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        return self.y1 - self.y0


def find_strips(lines: Sequence[Picture], ink: Ink) -> list[Strip]:
    """The strips of all lines of text."""
    return [strip for line in lines for part in _parts(bounds(line), ink.verticals) for strip in _tight(part, ink)]


def _parts(
    box: tuple[float, float, float, float], verticals: Sequence[Ruling]
) -> Iterator[tuple[float, float, float, float]]:
    x0, y0, x1, y1 = box
    height = y1 - y0
    walls = sorted(
        line.at
        for line in verticals
        if x0 < line.at < x1 and min(y1, line.end) - max(y0, line.start) > PARTED * height
    )
    edges = [x0 - NEAR, *walls, x1 + NEAR]
    for left, right in zip(edges, edges[1:], strict=False):
        if right - left > 2 * NEAR + 2:
            yield left + NEAR, y0, right - NEAR, y1


def _tight(box: tuple[float, float, float, float], ink: Ink) -> Iterator[Strip]:
    """The strips of ink in a box, apart where a wide gap is."""
    left, top = max(0, int(box[0])), max(0, int(box[1]))
    part = cut(ink.text, *box) > 0
    if not part.size:
        return
    rows = _without_rests(np.flatnonzero(part.sum(axis=1) >= LEAST_INK))
    if not len(rows):
        return
    y0, y1 = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(part[y0:y1].sum(axis=0) >= 1)
    runs = np.split(columns, np.flatnonzero(np.diff(columns) > GAP * (y1 - y0)) + 1)
    for run in runs:
        x0, x1 = int(run[0]), int(run[-1]) + 1
        inside = part[:, x0:x1]
        own = _without_rests(np.flatnonzero(inside.sum(axis=1) >= min(LEAST_INK, x1 - x0)))
        if len(own) and inside.sum() >= LEAST_INK * LEAST_INK:
            yield Strip(left + x0, top + int(own[0]), left + x1, top + int(own[-1]) + 1)


def _without_rests(rows: Picture) -> Picture:
    """Rows of ink without those that a skew ruled line leaves above and below the text."""
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    text = max(runs, key=len)
    if len(text) == len(rows):
        return rows
    kept = [
        run for run in runs
        if len(run) > REST * len(text) or max(text[0] - run[-1], run[0] - text[-1]) <= APART * len(text)
    ]  # fmt: skip
    return np.concatenate(kept)


def unseen_ink(ink: Ink, box: tuple[float, float, float, float], least: float) -> list[Strip]:
    """The lines of ink in a cell where no text was found; specks lower than `least` pixels are none."""
    x0, y0, x1, y1 = box
    part = cut(ink.text, x0, y0, x1, y1) > 0
    if not part.size:
        return []
    rows = np.flatnonzero(part.sum(axis=1) >= LEAST_INK)
    found: list[Strip] = []
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 2) + 1):
        if len(run) >= least:
            top = int(y0) + int(run[0])
            found.extend(_tight((x0, top, x1, top + len(run)), ink))
    return [strip for strip in found if strip.height >= least]
