"""Pages of a PDF that are pictures: drawn by pdfium, recognised; a text layer wins where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ... import pictures
from ...drawn.marks import Marks
from ...drawn.slots import fill
from ...drawn.words import Word
from ...limits import MOST_PIXELS
from .marks import LITTLE_TEXT
from .route import OUTLINES, PICTURE

SCALE = 300 / 72
"""Pixels per point: 300 dpi, as accounts are scanned."""


def is_picture(marks: Marks) -> bool:
    """True for a page whose text is in a picture, or drawn as outlines; not where a text layer says it."""
    if marks.hidden:
        return False
    is_scan = marks.pictures >= PICTURE and len(marks.chars) < LITTLE_TEXT
    return is_scan or (not marks.chars and marks.curves > OUTLINES)


_ALMOST_ALL = 0.9
"""Of the characters in a picture: a line of it may be a frame, or a seal."""


def recognise(document: Any, marks: Marks, words: Sequence[Word]) -> pictures.Page | None:
    """The page as it is recognised, with the words of its own text in the place of those recognised there.

    None where its own text stands on almost all that is seen: the picture is the ruling of the table, and the text
    is short because the table is.
    """
    page = document[marks.number - 1]
    try:
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        drawn = np.asarray(page.render(scale=scale, grayscale=True).to_numpy())
    finally:
        page.close()
    picture = np.ascontiguousarray(drawn[..., 0] if drawn.ndim == 3 else drawn)
    found = pictures.read_picture(marks.number, picture, scale)
    turn = (marks.view.upright - marks.view.turned) % 360
    if not words or turn != found.view.upright or found.view.skew:
        return found
    others = [word for word in found.words if not any(_covers(own, word) for own in words)]
    letters = sum(len(word.text) for word in found.words)
    if sum(len(word.text) for word in others) < (1 - _ALMOST_ALL) * letters:
        return None
    merged = [*words, *others]
    doubts = tuple(doubt for doubt in found.doubts if not any(_holds(own, doubt) for own in words))
    return replace(found, words=merged, grids=[fill(grid, merged) for grid in found.grids], doubts=doubts)


def _covers(own: Word, word: Word) -> bool:
    x, y = word.centre
    return own.x0 <= x <= own.x1 and own.y0 <= y <= own.y1


def _holds(own: Word, doubt: pictures.Doubt) -> bool:
    x, y = (doubt.box.x0 + doubt.box.x1) / 2, (doubt.box.y0 + doubt.box.y1) / 2
    return own.x0 <= x <= own.x1 and own.y0 <= y <= own.y1
