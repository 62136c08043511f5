"""Draws an account model as a PDF, and says where every figure, form and paragraph came to stand.

First the pages are composed (texts, lines and rectangles, measured from the top left of the
visible page), then they are drawn. What the composing knows is the truth of the drawing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2

from .compose import Composer
from .model import AccountModel, Rendered
from .pages import FONT, Page, register_font
from .style import Style

def render(model: AccountModel, style: Style, path: Path | str) -> Rendered:
    """Draw the account into `path` and return what a reader must find in it."""
    composer = Composer(model, style)
    composer.compose()
    draw(composer.pages, model, style, Path(path))
    return composer.rendered()


def draw(pages: Sequence[Page], model: AccountModel, style: Style, path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    register_font()
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(f"{model.department}{model.year}年度部门决算")
    canvas.setCreator(style.typography.creator)
    canvas.setProducer(style.typography.creator)
    dice = random.Random(style.seed)
    for page in pages:
        _draw_page(canvas, page, style, dice)
    canvas.save()
    if style.rotate or style.box != "plain":
        _set_boxes(buffer, pages, style, path)
    else:
        path.write_bytes(buffer.getvalue())


def _draw_page(canvas: Any, page: Page, style: Style, dice: random.Random) -> None:
    """Draw one page so that it reads upright once it is turned, cropped and shifted."""
    dx, dy = _media_origin(style)
    width, height = (page.height, page.width) if style.rotate in (90, 270) else (page.width, page.height)
    canvas.setPageSize((width + dx, height + dy))
    canvas.translate(dx, dy)
    if style.rotate == 90:
        canvas.transform(0, 1, -1, 0, page.height, 0)
    elif style.rotate == 270:
        canvas.transform(0, -1, 1, 0, 0, page.width)
    for x0, y0, x1, y1 in page.rectangles:
        canvas.rect(x0, page.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    for x0, y0, x1, y1, stroke in page.lines:
        canvas.setLineWidth(stroke)
        canvas.line(x0, page.height - y0, x1, page.height - y1)
    for x0, y0, x1, y1, stroke in page.frames:
        canvas.setLineWidth(stroke)
        canvas.rect(x0, page.height - y1, x1 - x0, y1 - y0, stroke=1, fill=0)
    texts = list(page.texts)
    if style.scramble:
        dice.shuffle(texts)
    for text in texts:
        canvas.setFont(FONT, text.size)
        canvas.drawString(text.x, page.height - text.baseline, text.text, charSpace=text.spacing)
    canvas.showPage()


CROP = (36.0, 24.0, 30.0, 42.0)
"""What a CropBox cuts off: left, bottom, right, top."""
OFFSET = (120.0, -75.0)


def _media_origin(style: Style) -> tuple[float, float]:
    """How far the visible page lies from the origin of the page's own coordinates."""
    dx, dy = OFFSET if style.box in ("offset", "both") else (0.0, 0.0)
    return (dx + CROP[0], dy + CROP[1]) if style.box in ("crop", "both") else (dx, dy)


def _set_boxes(buffer: BytesIO, pages: Sequence[Page], style: Style, path: Path) -> None:
    dx, dy = _media_origin(style)
    buffer.seek(0)
    with closing(pypdfium2.PdfDocument(buffer)) as document:
        for i, page in enumerate(pages):
            width, height = page.width, page.height
            if style.rotate in (90, 270):
                width, height = height, width
            with closing(document[i]) as target:
                visible = (dx, dy, dx + width, dy + height)
                if style.box in ("crop", "both"):
                    left, bottom, right, top = CROP
                    target.set_mediabox(
                        visible[0] - left, visible[1] - bottom, visible[2] + right, visible[3] + top
                    )
                    target.set_cropbox(*visible)
                else:
                    target.set_mediabox(*visible)
                target.set_rotation(style.rotate)
        document.save(str(path))
