"""A page as it was laid on the glass, turned so that its text reads from left to right.

Quarter turns follow from the lines of text, which are longer than high, and from whether they can be
read; what is left is the skew of the paper, a degree or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .engine import Picture, read_strips

LONG = 4.0
"""Times the height: a line of text this long tells a direction."""
LARGEST_SKEW = 10.0
"""Degrees: text at a larger angle is laid over the page."""
LEAST_SKEW = 0.05
STEP, FARTHEST = 0.05, 1.0
"""Degrees: angles that are tried around the one of the lines of text, whose corners are whole pixels."""
SMALL = 900
"""Pixels: a page of this length shows its rows sharply enough."""
SHARPER = 1.1
"""Times: rows that are sharper by so much stand truer."""
NEARBY, DARKER = 31, 18
"""Pixels of the small page around which paper is light; of 255, as much darker is ink."""
READABLE = 0.85
"""Mean confidence of lines that stand upright."""
ASKED = 4
"""Lines that are read to know which way is up."""


@dataclass(frozen=True)
class Upright:
    """A picture turned upright; `turn` (degrees, clockwise) and `skew` were taken off it.

    `lines` are the corners of its lines of text, in pixels.
    """

    picture: Picture
    lines: tuple[Picture, ...]
    turn: int
    skew: float


def set_upright(picture: Picture, lines: Sequence[Picture]) -> Upright:
    """Turn a page and the lines of text found on it."""
    turn = 0
    long = [line for line in lines if _ratio(line) > LONG or _ratio(line) < 1 / LONG]
    standing = sum(_ratio(line) < 1 for line in long)
    if 2 * standing > len(long) > 0:
        picture, lines = _quarter(picture, lines)
        turn = 90
    asked = sorted((line for line in lines if _ratio(line) > LONG), key=_ratio, reverse=True)[:ASKED]
    if asked and _read(picture, asked) < READABLE:
        over, flipped = _quarter(*_quarter(picture, asked))
        if _read(over, flipped) > _read(picture, asked):
            picture, lines = _quarter(*_quarter(picture, lines))
            turn += 180
    skew = _finer(picture, _skew(lines)) if lines else 0.0
    if abs(skew) >= LEAST_SKEW:
        picture, lines = _turned(picture, lines, skew)
    else:
        skew = 0.0
    return Upright(picture, tuple(lines), turn, skew)


def cut(picture: Picture, x0: float, y0: float, x1: float, y1: float) -> Picture:
    """The part of a picture within a box."""
    height, width = picture.shape
    part: Picture = picture[max(0, int(y0)) : min(height, int(y1) + 1), max(0, int(x0)) : min(width, int(x1) + 1)]
    return part


def bounds(line: Picture) -> tuple[float, float, float, float]:
    """The box around the corners of a line."""
    (x0, y0), (x1, y1) = line.min(axis=0), line.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def _ratio(line: Picture) -> float:
    x0, y0, x1, y1 = bounds(line)
    return (x1 - x0) / max(1.0, y1 - y0)


def _read(picture: Picture, lines: Sequence[Picture]) -> float:
    letters = [letter for strip in read_strips([cut(picture, *bounds(line)) for line in lines]) for letter in strip]
    return float(np.mean([letter.confidence for letter in letters])) if letters else 0.0


def _quarter(picture: Picture, lines: Sequence[Picture]) -> tuple[Picture, list[Picture]]:
    """A quarter turn clockwise."""
    height = picture.shape[0]
    turned: Picture = np.ascontiguousarray(np.rot90(picture, -1))
    # the corner at the bottom left is now the one at the top left
    return turned, [np.roll(np.stack([height - line[:, 1], line[:, 0]], axis=1), 1, axis=0) for line in lines]


def _skew(lines: Sequence[Picture]) -> float:
    """Degrees by which lines of text fall to the right, the longest first."""
    found = []
    for line in lines:
        if _ratio(line) < LONG:
            continue
        across, down = (line[1] + line[2] - line[0] - line[3]) / 2
        if across > 0:
            angle = float(np.degrees(np.arctan2(down, across)))
            if abs(angle) < LARGEST_SKEW:
                found.append((angle, float(across)))
    if not found:
        return 0.0
    found.sort()
    half, seen = sum(weight for _, weight in found) / 2, 0.0
    for angle, weight in found:
        seen += weight
        if seen >= half:
            return angle
    return 0.0


def _finer(picture: Picture, skew: float) -> float:
    """The angle at which rows of ink and paper are told apart most sharply, near to that of the lines of text.

    Where no lines are ruled the rows of a table are told by their heights, and a tenth of a degree moves the ends of
    a row of A4 by more than a point.
    """
    import cv2

    scale = min(1.0, SMALL / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    ink = np.clip(cv2.blur(small, (NEARBY, NEARBY)) - small - DARKER, 0, None)
    height, width = ink.shape

    def sharpness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
        return float((np.diff(rows) ** 2).sum())

    steps = round(FARTHEST / STEP)
    best = max((skew + STEP * step for step in range(-steps, steps + 1)), key=sharpness)
    return best if sharpness(best) > SHARPER * sharpness(skew) else skew


def _turned(picture: Picture, lines: Sequence[Picture], skew: float) -> tuple[Picture, list[Picture]]:
    import cv2

    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    paper = int(np.percentile(picture, 90))
    turned: Picture = cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=paper
    )
    return turned, [line @ matrix[:, :2].T.astype(np.float32) + matrix[:, 2].astype(np.float32) for line in lines]
