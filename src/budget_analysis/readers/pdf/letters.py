"""The letters of a page with their places, for what has to point at a single number."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ...drawn.marks import ASCENT, DESCENT, Char
from ...folding import fold_glyphs
from ...reading import Box
from .marks import read_marks
from .route import LOCK, open_document


class Letter(NamedTuple):
    """A printed character and its rectangle, in points from the top left of the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def letters_of(path: Path, pages: Iterable[int], password: str = "") -> dict[int, list[Letter]]:
    """The visible characters of pages (counted from 1), blanks left out, in the file's order.

    Raises:
        DocumentError: the file cannot be opened.
    """
    found: dict[int, list[Letter]] = {}
    with LOCK:
        document = open_document(path, path.read_bytes(), password)
        try:
            for number in sorted(set(pages)):
                if not 1 <= number <= len(document):
                    continue
                marks = read_marks(document, number)
                found[number] = [
                    Letter(fold_glyphs(char.text), *_edges(marks.view.visible(_box(char))))
                    for char in marks.chars
                    if not char.text.isspace()
                ]
        finally:
            document.close()
    return found


def _box(char: Char) -> Box:
    return Box(char.x0, char.base - ASCENT * char.size, char.x1, char.base + DESCENT * char.size)


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1
