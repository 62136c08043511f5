"""Pictures of the pages with the boxes of the cells drawn on them, to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from ...reading import Cell, Grid, Reading
from . import agree
from .route import LOCK, open_document

_AROUND = 1.5
"""Points between a place and the line around it."""
SCALE = 1.5
"""Pixels per point: 108 dpi, enough to read the figures of a form."""
AGREED, DIFFERENT, ONE_READING, ALIGNED = "#1a7f37", "#d1242f", "#bf5700", "#0969da"


def draw_boxes(path: Path, reading: Reading, out_dir: Path, password: str = "") -> list[Path]:
    """Write `page-NN.png` for each page with grids; cells in the colour of their reading.

    Green where both readings agree, red and twice as wide where they differ, brown where only
    one saw the cell, blue for tables without ruled lines.

    Returns:
        The pictures written, in the order of the pages.
    """
    def draw(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
        return _draw_page(document, number, [grid for grid in reading.grids if grid.page == number])

    return _write_pages(path, {grid.page for grid in reading.grids}, draw, out_dir, password)


def draw_places(
    path: Path,
    boxes: Mapping[int, Sequence[tuple[float, float, float, float]]],
    out_dir: Path,
    password: str = "",
) -> list[Path]:
    """Write `page-NN.png` for each page with boxes, these and no others drawn on it.

    Args:
        boxes: corners in points from the top left corner, by page.

    Returns:
        The pictures written, in the order of the pages.
    """
    def draw(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
        return _with_places(document, number, boxes[number])

    return _write_pages(path, boxes, draw, out_dir, password)


def crop_places(
    path: Path,
    boxes: Mapping[int, Sequence[tuple[float, float, float, float]]],
    password: str = "",
    around: float = 28.0,
) -> list[tuple[int, Image.Image]]:
    """The part of each page that holds its boxes, drawn on it, over the whole width.

    Args:
        boxes: corners in points from the top left corner, by page.
        around: points above and below.
    """
    found = []
    with LOCK:
        document = open_document(path, path.read_bytes(), password)
        try:
            for number in sorted(boxes):
                picture = _with_places(document, number, boxes[number])
                top = SCALE * (min(box[1] for box in boxes[number]) - around)
                bottom = SCALE * (max(box[3] for box in boxes[number]) + around)
                edges = (0, max(0, int(top)), picture.width, min(picture.height, int(bottom)))
                found.append((number, picture.crop(edges)))
        finally:
            document.close()
    return found


def page_pictures(path: Path, scale: float, password: str = "") -> Iterator[tuple[int, Image.Image]]:
    """Each page with its number, as a picture of so many pixels per point.

    Raises:
        DocumentError: the file cannot be opened.
    """
    with LOCK:
        document = open_document(path, path.read_bytes(), password)
        try:
            for number in range(1, len(document) + 1):
                yield number, _picture(document, number, scale)
        finally:
            document.close()


def _write_pages(
    path: Path, pages: Iterable[int], draw: Callable[[pypdfium2.PdfDocument, int], Image.Image],
    out_dir: Path, password: str,
) -> list[Path]:
    """`page-NN.png` of each page as `draw` makes it, in their order."""
    out_dir.mkdir(parents=True, exist_ok=True)
    written = []
    with LOCK:
        document = open_document(path, path.read_bytes(), password)
        try:
            for number in sorted(pages):
                target = out_dir / f"page-{number:02d}.png"
                draw(document, number).save(target)
                written.append(target)
        finally:
            document.close()
    return written


def _picture(document: pypdfium2.PdfDocument, number: int, scale: float = SCALE) -> Image.Image:
    page = document[number - 1]
    try:
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return picture


def _with_places(
    document: pypdfium2.PdfDocument, number: int, boxes: Sequence[tuple[float, float, float, float]]
) -> Image.Image:
    """A page with these boxes drawn on it."""
    picture = _picture(document, number)
    pen = ImageDraw.Draw(picture)
    for x0, y0, x1, y1 in boxes:
        corners = (x0 - _AROUND, y0 - _AROUND, x1 + _AROUND, y1 + _AROUND)
        pen.rectangle([SCALE * value for value in corners], outline=DIFFERENT, width=3)
    return picture


def _draw_page(
    document: pypdfium2.PdfDocument, number: int, grids: list[Grid]
) -> Image.Image:
    picture = _picture(document, number)
    pen = ImageDraw.Draw(picture)
    for grid in grids:
        for cell in sorted(grid.cells, key=lambda cell: cell.reading == agree.DIFFER):
            if cell.box:
                corners = (cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1)
                colour = ALIGNED if grid.kind == "aligned" else _colour(cell)
                width = 4 if cell.reading == agree.DIFFER else 2
                pen.rectangle([SCALE * value for value in corners], outline=colour, width=width)
    return picture


def _colour(cell: Cell) -> str:
    return {agree.BOTH: AGREED, agree.DIFFER: DIFFERENT}.get(cell.reading, ONE_READING)
