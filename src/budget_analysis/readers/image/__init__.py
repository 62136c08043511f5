"""Pictures of pages (PNG, JPEG, TIFF of one page or many) to lines and grids, by optical recognition.

Boxes are in points from the top left of the picture, at the resolution that the file gives; where it
gives none that fits a sheet of paper, the longer side is taken for that of A4.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from ... import pictures
from ...drawn.pages import finish
from ...drawn.pieces import Band
from ...errors import DocumentError
from ...limits import MOST_BYTES, MOST_PAGES, MOST_PIXELS, refuse_more
from ...pictures import settled
from ...reading import Doubt, Grid, Line, Problem, Reading

FORMATS = ("PNG", "JPEG", "TIFF")
LONG_SIDE = 842.0
"""Points of the longer side of A4."""
PAPER = (200.0, 2_500.0)
"""Points: a sheet has a longer side between these."""
LEAST = 100.0
"""Pixels per inch: nothing can be read from less."""
MOST_SCALE = 300 / 72
"""Pixels per point that are used; a finer picture is made smaller."""
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ZeroDivisionError, OverflowError)
"""What Pillow raises on bytes that are no sound picture."""


def read(path: Path) -> Reading:
    """Recognise the pages of a picture file.

    Raises:
        DocumentError: no picture, damaged, larger than an account can be, or the extra is missing.
    """
    reason = pictures.missing()
    if reason:
        raise DocumentError(f"{path}: this is a picture, and {reason}. Or ask the publisher for the original file")
    lines: list[Line] = []
    grids: list[Grid] = []
    problems: list[Problem] = []
    doubts: list[Doubt] = []
    columns: tuple[Band, ...] = ()
    number = 0
    try:
        refuse_more(path, "bytes", path.stat().st_size, MOST_BYTES)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own limit and remarks on damaged tags
            with Image.open(path, formats=FORMATS) as file:
                refuse_more(path, "pages", getattr(file, "n_frames", 1), MOST_PAGES)
                for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
                    refuse_more(f"{path}: p.{number}", "pixels", frame.width * frame.height, MOST_PIXELS)
                    picture, scale = _grey(frame)
                    if min(picture.shape) < 10:
                        continue
                    if scale * 72 < LEAST:
                        problems.append(_too_coarse(number, scale))
                    page = pictures.read_picture(number, picture, scale)
                    found = finish(number, page.view, page.words, page.grids, columns)
                    columns = found.columns
                    lines.extend(found.lines)
                    grids.extend(map(settled.named, found.grids))
                    problems.append(settled.told(number, page))
                    doubts.extend(settled.doubts_of(number, page, found.lines))
    except UnidentifiedImageError as error:
        raise DocumentError(f"{path}: no picture of a known kind ({', '.join(FORMATS)}). Save it as PNG") from error
    except Image.DecompressionBombError as error:
        raise DocumentError(f"{path}: the picture has more pixels than a page ({error}). Make it smaller") from error
    except _DAMAGE as error:
        where = f"{path}: p.{number}" if number else str(path)
        raise DocumentError(f"{where}: the picture is damaged ({error}). Download it again, or save it as PNG") from error
    return Reading(settled.NAME, number, tuple(lines), tuple(grids), tuple(problems), doubts=tuple(doubts))


def page_pictures(path: Path, scale: float) -> Iterator[tuple[int, Image.Image]]:
    """Each page with its number, in grey, as a picture of so many pixels per point.

    Raises:
        DocumentError: the file is no sound picture.
    """
    try:
        with Image.open(path, formats=FORMATS) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
                picture, own = _grey(frame)
                drawn = Image.fromarray(picture)
                size = max(1, round(drawn.width * scale / own)), max(1, round(drawn.height * scale / own))
                yield number, drawn.resize(size, Image.Resampling.LANCZOS)
    except (Image.DecompressionBombError, *_DAMAGE) as error:
        raise DocumentError(f"{path}: the picture is damaged ({error}). Download it again, or save it as PNG") from error


def _grey(frame: Image.Image) -> tuple[pictures.Picture, float]:
    """The picture in grey on white paper, and its pixels per point."""
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        over = frame.convert("RGBA")
        frame_on_white = Image.new("RGBA", over.size, "white")
        frame_on_white.alpha_composite(over)
        plain = frame_on_white.convert("L")
    elif frame.mode.startswith("I") or frame.mode == "F":
        values = np.asarray(frame, dtype=np.float64)
        most = max(1.0, float(values.max())) if values.size else 1.0
        plain = Image.fromarray((values.clip(0) * 255 / most).astype(np.uint8))
    else:
        plain = frame.convert("L")
    scale = _scale(frame)
    if scale > MOST_SCALE:
        part = MOST_SCALE / scale
        size = max(1, round(plain.width * part)), max(1, round(plain.height * part))
        plain, scale = plain.resize(size, Image.Resampling.LANCZOS), MOST_SCALE
    return np.ascontiguousarray(np.asarray(plain, dtype=np.uint8)), scale


def _scale(frame: Image.Image) -> float:
    long_side = max(frame.size)
    try:
        given = float(frame.info.get("dpi", (0, 0))[0]) / 72
    except _DAMAGE:
        given = 0.0
    if given > 0 and PAPER[0] <= long_side / given <= PAPER[1]:
        return given
    return max(long_side / LONG_SIDE, 0.1)


def _too_coarse(number: int, scale: float) -> Problem:
    message = (
        f"the picture has {scale * 72:.0f} pixels per inch, too few to read small print: expect doubts. "
        "Ask for a scan of 200 and more"
    )
    return Problem(number, "page", "coarse", message)
