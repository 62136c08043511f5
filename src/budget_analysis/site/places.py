"""Where the characters of the prose stand on the pages of a PDF."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from ..findings import boxes_of
from ..frames import as_rows
from ..privacy import MASK
from ..readers.pdf import Letter

Place = list[float]
"""`[page, x0, y0, x1, y1]`, in points from the top left corner of the page."""
_AROUND = 1.0
_SLACK = 0.1
"""Part of the height of a letter by which it may reach into the next line."""
_LINES = 8
"""Letters whose middles are no further apart stand on one line of a cell."""


class Places:
    """The places of ranges of characters: of each letter where the page tells, else estimated.

    Args:
        blocks: the frame; its lines have boxes only where the document is a PDF.
        letters: the printed characters of the pages, as from `readers.pdf.letters_of`.
    """

    def __init__(self, blocks: pd.DataFrame, letters: Mapping[int, Sequence[Letter]]) -> None:
        self._blocks = blocks
        self._letters = letters
        self._texts = {int(row["block"]): row for row in as_rows(blocks)}
        self._lines: dict[tuple[int, int], list[Letter] | None] = {}

    def text(self, block: int) -> str:
        """The text of a block of the prose; empty where there is none of that number."""
        row = self._texts.get(block)
        return "" if row is None else str(row["text"])

    @cached_property
    def edges(self) -> dict[int, tuple[float, float]]:
        """From where to where the lines of the prose run, by page; nothing for a text dump."""
        found: dict[int, tuple[float, float]] = {}
        for row in self._texts.values():
            for _, page, _, x0, _, x1, *_ in json.loads(str(row["places"] or "[]")):
                if page is not None and x0 is not None and x1 is not None:
                    left, right = found.get(page, (x0, x1))
                    found[page] = (_round(min(left, x0)), _round(max(right, x1)))
        return found

    def margin_of(self, page: int) -> int | None:
        """Where the print of a page begins at its left; None for a page without letters."""
        return min((int(one.x0) for one in self._letters.get(page, ()) if not one.text.isspace()), default=None)

    def lines_of(self, page: int) -> list[int]:
        """From where to where each line of print runs, downwards, in pairs: between them a picture may be cut."""
        found: list[list[float]] = []
        for one in sorted(self._letters.get(page, ()), key=lambda letter: letter.y0):
            if one.text.isspace():
                continue
            slack = _SLACK * (one.y1 - one.y0)
            if found and one.y0 + slack < found[-1][1]:
                found[-1][1] = max(found[-1][1], one.y1 - slack)
            else:
                found.append([one.y0 + slack, one.y1 - slack])
        return [round(edge) for line in found for edge in line]

    def of(self, block: int, start: int, end: int) -> list[Place]:
        """The rectangles of a range of characters, one per printed line; none in a text dump."""
        row = self._texts.get(block)
        if row is None:
            return []
        text, lines = str(row["text"]), json.loads(str(row["places"] or "[]"))
        found: list[Place] = []
        for number, (offset, page, _, x0, y0, x1, y1, *_place) in enumerate(lines):
            until = lines[number + 1][0] if number + 1 < len(lines) else len(text)
            first, last = max(start, offset), min(end, until)
            if first >= last or None in (page, x0, y0, x1, y1):
                continue
            letters = self._line(block, number, text[offset:until], (page, x0, y0, x1, y1))
            if letters is None:
                place = {"block": block, "start": first, "end": last}
                estimated = boxes_of([place], self._blocks)
                found += [[at, *map(_round, box)] for at, boxes in estimated.items() for box in boxes]
                continue
            before = _count(text[offset:first])
            own = letters[before : before + _count(text[first:last])]
            if own:
                edges = (min(o.x0 for o in own), min(o.y0 for o in own), max(o.x1 for o in own), max(o.y1 for o in own))
                found.append([int(page), *map(_round, edges)])
        return found

    def of_name(self, name: str, page: int, right: float, top: float, bottom: float) -> list[Place]:
        """The rectangle of a printed name in a row of a form, left of its first number; none where it is not found.

        Args:
            right: the left edge of the first number.
            top, bottom: the edges of the row.
        """
        wanted = [letter for letter in _plain(name) if not letter.isspace()]
        inside = [
            one
            for one in self._letters.get(page, ())
            if top - _AROUND <= (one.y0 + one.y1) / 2 <= bottom + _AROUND and (one.x0 + one.x1) / 2 < right
        ]
        inside.sort(key=lambda one: (round((one.y0 + one.y1) / _LINES), one.x0))
        said = [(letter, one) for one in inside for letter in _plain(one.text) if letter in wanted]  # a code beside two lines stands between them
        for start in range(len(said) - len(wanted) + 1):
            if [letter for letter, _ in said[start : start + len(wanted)]] == wanted:
                own = [one for _, one in said[start : start + len(wanted)]]
                edges = (min(o.x0 for o in own), min(o.y0 for o in own), max(o.x1 for o in own), max(o.y1 for o in own))
                return [[page, *map(_round, edges)]]
        return []

    def _line(self, block: int, number: int, text: str, at: tuple[float, ...]) -> list[Letter] | None:
        """The letters of one printed line, one for each visible character; None where they are others."""
        key = (block, number)
        if key not in self._lines:
            page, x0, y0, x1, y1 = at
            inside = [
                one
                for one in self._letters.get(int(page), ())
                if y0 - _AROUND <= (one.y0 + one.y1) / 2 <= y1 + _AROUND
                and x0 - _AROUND <= (one.x0 + one.x1) / 2 <= x1 + _AROUND
            ]
            inside.sort(key=lambda one: one.x0)
            spread = [one for one in inside for _ in one.text]  # a ligature is several characters
            wanted = [letter for letter in text if not letter.isspace()]
            fits = len(spread) == len(wanted) and all(map(_is_same, (o.text for o in spread), wanted))
            self._lines[key] = spread if fits else None
        return self._lines[key]


def number_range(text: str, start: int, end: int, printed: str) -> tuple[int, int]:
    """Where the printed number or word stands within a quote; the whole quote where it is not found.

    The last place counts: a quote ends with what it states.
    """
    at = _plain(text[start:end]).rfind(_plain(printed)) if printed else -1
    return (start, end) if at < 0 else (start + at, start + at + len(printed))


def _plain(text: str) -> str:
    return "".join(half if len(half := unicodedata.normalize("NFKC", one)) == 1 else one for one in text)


def _is_same(printed: str, read: str) -> bool:
    return read == MASK or read in printed or _plain(read) in _plain(printed)


def _count(text: str) -> int:
    return sum(not letter.isspace() for letter in text)


def _round(value: Any) -> float:
    return round(float(value), 1)
