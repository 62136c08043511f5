"""The boxes of places on the page: a cell's own, and of a sentence the part of its lines."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from ..frames import as_rows

Box = tuple[float, float, float, float]


def boxes_of(places: Iterable[Mapping[str, Any]], blocks: pd.DataFrame) -> dict[int, list[Box]]:
    """The boxes of places by page, in points from the top left corner.

    Args:
        places: as in the column `places` of findings.
        blocks: the frame; its lines have boxes only where the document is a PDF.
    """
    known = {int(row["block"]): row for row in as_rows(blocks)}
    found: dict[int, list[Box]] = {}
    for place in places:
        if "box" in place:
            found.setdefault(int(place["page"]), []).append(tuple(place["box"]))
        elif "block" in place and int(place["block"]) in known and "start" in place:
            block = known[int(place["block"])]
            for page, box in _of_sentence(block, int(place["start"]), int(place["end"])):
                found.setdefault(page, []).append(box)
    return found


def _of_sentence(block: Mapping[Any, Any], start: int, end: int) -> Iterable[tuple[int, Box]]:
    """The part of each line of a block on which characters of a range stand."""
    text, lines = str(block["text"]), json.loads(str(block["places"] or "[]"))
    for number, (offset, page, _, x0, y0, x1, y1, *_place) in enumerate(lines):
        until = lines[number + 1][0] if number + 1 < len(lines) else len(text)
        first, last = max(start, offset), min(end, until)
        if first >= last or None in (page, x0, y0, x1, y1):
            continue
        widths = [_width(letter) for letter in text[offset:until]]
        scale = (x1 - x0) / (sum(widths) or 1)
        left = x0 + scale * sum(widths[: first - offset])
        right = x0 + scale * sum(widths[: last - offset])
        yield int(page), (left, y0, right, y1)


def _width(letter: str) -> int:
    """Wide characters are twice as wide as the others, as they are set."""
    return 2 if unicodedata.east_asian_width(letter) in "WFA" else 1
