"""Printed text that keeps where it stands: characters of printed lines, or cells of a grid."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..blocks import join_text, separator
from ..reading import Box, Cell, Line


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters of one printed line, or a whole cell (then `line` is None).

    `start` and `end` count characters of the line as `blocks` joins it; the box is that of the line
    or cell, None in a text dump.
    """

    page: int
    line: int | None = None
    start: int = 0
    end: int = 0
    box: Box | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its spots in reading order.

    The spots of lines hold the characters of the text one by one, blanks left out; so each part of
    a text has its own spots. Of a cell only the whole is known.
    """

    text: str = ""
    spots: tuple[Spot, ...] = ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def page(self) -> int | None:
        return self.spots[0].page if self.spots else None

    def part(self, low: int, high: int | None = None) -> Text:
        """The characters `low` to `high` with the spots that hold them."""
        inside = self.text[low:high]
        skipped, size = letters(self.text[:low]), letters(inside)
        spots = []
        for spot in self.spots:
            if spot.line is None:
                spots.append(spot)
                continue
            length = spot.end - spot.start
            first, last = max(skipped, 0), min(skipped + size, length)
            if first < last:
                spots.append(replace(spot, start=spot.start + first, end=spot.start + last))
            skipped -= length
        return Text(inside, tuple(spots))

    def stripped(self, marks: str) -> Text:
        """Without these marks at either end."""
        low = len(self.text) - len(self.text.lstrip(marks))
        return self.part(low, max(low, len(self.text.rstrip(marks))))


def letters(text: str) -> int:
    """How many characters are no blanks."""
    return len("".join(text.split()))


def joined(parts: Iterable[Text]) -> Text:
    """Texts as one, joined as printed lines are."""
    listed = list(parts)
    spots = tuple(spot for part in listed for spot in part.spots)
    return Text(join_text([part.text for part in listed]), spots)


def glued(parts: Iterable[Text]) -> Text:
    """Texts as one with nothing between them."""
    listed = list(parts)
    return Text("".join(part.text for part in listed), joined(listed).spots)


def words_of(line: Line) -> list[Text]:
    """What stands between the blanks of a printed line."""
    found = []
    text = ""
    for word in line.text.split():
        text += separator(text, word)
        spot = Spot(line.page, line.number, len(text), len(text) + len(word), line.box, line.place)
        found.append(Text(word, (spot,)))
        text += word
    return found


def text_of_lines(lines: Iterable[Line]) -> Text:
    return joined(word for line in lines for word in words_of(line))


def text_of_cell(cell: Cell, page: int) -> Text:
    return Text(join_text(cell.text.split("\n")), (Spot(page, box=cell.box, place=cell.place),))


def places_of(texts: Iterable[tuple[str, Text]]) -> str | None:
    """The column `places` of a row: where each of its columns is printed, as JSON."""
    places = {name: [_entry(spot) for spot in _merged(text.spots)] for name, text in texts if text}
    return json.dumps({name: found for name, found in places.items() if found}) if places else None


def _merged(spots: Iterable[Spot]) -> list[Spot]:
    """Spots that follow one another without a gap as one."""
    found: list[Spot] = []
    for spot in spots:
        before = found[-1] if found else None
        line = (spot.page, spot.line, spot.start)
        if before and spot.line is not None and line == (before.page, before.line, before.end):
            found[-1] = replace(before, end=spot.end)
        else:
            found.append(spot)
    return found


def _entry(spot: Spot) -> list[float | str | None]:
    box = spot.box
    corners = [round(v, 2) for v in (box.x0, box.y0, box.x1, box.y1)] if box else [None] * 4
    characters = [None, None] if spot.line is None else [spot.start, spot.end]
    own = [spot.place] if spot.place else []
    return [spot.page, spot.line, *characters, *corners, *own]
