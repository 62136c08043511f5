"""The pages of an account as pictures, with the names that the frames hide covered."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..privacy import MASK, PersonalData, personal_data
from ..reading import Box, Reading
from ..readers.pdf import Letter
from .files import read_json, write
from .paged import Paged, page_pictures

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS_PER_INCH = 110
_SCALE = DOTS_PER_INCH / 72
_QUALITY, _EFFORT = 62, 2
_RECORD = "pages.json"
_COVER = "#2b2f33"

Sizes = dict[int, tuple[float, float]]
"""Width and height of each page in points."""


def picture_name(page: int) -> str:
    return f"p{page:03d}.webp"


def write_pictures(
    paged: Sequence[Paged], reading: Reading, letters: Mapping[int, Sequence[Letter]], out: Path, stamp: str
) -> Sizes:
    """Write a picture of each page; nothing is done where the same files made those that are there.

    What is masked in the frames (persons, and what reaches them) is covered on the picture too.

    Args:
        paged: the files that have pages.
        out: the folder of the pictures.
        stamp: stands for the files and the code that makes the pictures.

    Raises:
        DocumentError: the file cannot be opened.
        OSError: a picture cannot be written.
    """
    record = read_json(out / _RECORD)
    if record.get("stamp") == stamp:
        return {int(page): (size[0], size[1]) for page, size in record["sizes"].items()}
    covered = covers(reading, letters)
    sizes: Sizes = {}
    for number, picture in page_pictures(paged, _SCALE):
        for box in covered.get(number, ()):
            _cover(picture, box)
        content = io.BytesIO()
        picture.save(content, "webp", quality=_QUALITY, method=_EFFORT)
        write(out / picture_name(number), content.getvalue())
        sizes[number] = (round(picture.width / _SCALE, 2), round(picture.height / _SCALE, 2))
    write(out / _RECORD, json.dumps({"stamp": stamp, "sizes": sizes}))
    return sizes


def _cover(picture: Image, box: Box) -> None:
    from PIL import ImageDraw

    edges = [_SCALE * edge for edge in (box.x0, box.y0, box.x1, box.y1)]
    ImageDraw.Draw(picture).rectangle(edges, fill=_COVER)


def covers(reading: Reading, letters: Mapping[int, Sequence[Letter]]) -> dict[int, list[Box]]:
    """What must not be seen on each page: rectangles around masked characters, or all of a cell."""
    personal = personal_data(reading.lines, reading.grids)
    found: dict[int, list[Box]] = {}
    for page, box in (*_in_lines(reading, personal, letters), *_in_cells(reading, personal)):
        found.setdefault(page, []).append(box)
    return found


def _in_lines(
    reading: Reading, personal: PersonalData, letters: Mapping[int, Sequence[Letter]]
) -> Iterator[tuple[int, Box]]:
    for line, masked in zip(reading.lines, personal.mask_lines(reading.lines), strict=True):
        if line.box is None or masked.text == line.text:
            continue
        box = line.box
        own = sorted(
            (one for one in letters.get(line.page, ()) if _is_inside(one, box)), key=lambda one: one.x0
        )
        shown = [at for at, letter in enumerate(line.text) if not letter.isspace()]
        if len(own) != len(shown):
            yield line.page, box
            continue
        for at, one in zip(shown, own, strict=True):
            if masked.text[at] == MASK != line.text[at]:
                yield line.page, Box(one.x0, one.y0, one.x1, one.y1)


def _in_cells(reading: Reading, personal: PersonalData) -> Iterator[tuple[int, Box]]:
    for grid in reading.grids:
        for cell in grid.cells:
            if cell.box is not None and personal.mask(cell.text, of_form=True) != cell.text:
                yield grid.page, cell.box


def _is_inside(one: Letter, box: Box) -> bool:
    middle = ((one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2)
    return box.x0 - 1 <= middle[0] <= box.x1 + 1 and box.y0 - 1 <= middle[1] <= box.y1 + 1
