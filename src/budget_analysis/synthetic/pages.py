"""What a drawn page holds, and how wide a text is in the font of the accounts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata

from ..errors import OutputError
from .model import Cell

A4 = (595.28, 841.89)
MARGIN_X = 56.0
MARGIN_TOP = 76.0
MARGIN_BOTTOM = 64.0
FONT = "account"
SMALLEST = 5.0
EMPTY_ROW = 9.0
"""Height of the rest of a row that ran over the page end."""
NOT_AT_LINE_START = set("，。；：、！？”’）》％%】)")
NOT_AT_LINE_END = set("（“‘《【(")
HANGING = set("，。；：、")
MARKS = NOT_AT_LINE_START | NOT_AT_LINE_END


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    baseline: float
    size: float
    text: str
    spacing: float = 0.0


@dataclass
class Page:
    """What is drawn on one page; y runs down from the top of the visible page."""

    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    lines: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    """x0, y0, x1, y1 and the width of the stroke"""
    rectangles: list[tuple[float, float, float, float]] = field(default_factory=list)
    """thin filled ones"""
    frames: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    """x0, y0, x1, y1 and the width of the stroke around a cell"""


@dataclass(frozen=True)
class Strip:
    """One row of a table as it is set: each cell with its lines of text."""

    cells: tuple[tuple[Cell, tuple[str, ...]], ...]
    height: float


# Measuring text


@cache
def register_font() -> None:
    """Make the Chinese font known to the writer of PDF.

    Raises:
        OutputError: reportlab, which draws, or the font is not installed.
    """
    try:
        from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
        from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
    except ImportError as error:
        raise OutputError("a PDF is drawn by reportlab, which is not installed: pip install reportlab") from error
    found = [file for file in metadata.files("zhplot") or () if file.name == "NotoSansSC-Regular.ttf"]
    if not found:
        raise OutputError("zhplot holds no NotoSansSC-Regular.ttf: install zhplot==1.0.0")
    pdfmetrics.registerFont(TTFont(FONT, str(found[0].locate())))


@cache
def advance(character: str) -> float:
    """Width of a character in em."""
    register_font()
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(character, FONT, 1.0))


def text_width(text: str, size: float) -> float:
    return sum(map(advance, text)) * size


def wrap(text: str, size: float, width: float) -> tuple[str, ...]:
    """Lines of a cell: broken anywhere, also within words, as programs break Chinese."""
    lines: list[str] = []
    line, used = "", 0.0
    for character in text:
        step = advance(character) * size
        if line.strip() and used + step > width:
            lines.append(line)
            line, used = "", 0.0
        line += character
        used += step
    return (*lines, line)


def is_digit(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,%-")


def is_number(text: str) -> bool:
    """Codes, line numbers and amounts, which no program breaks over lines."""
    return bool(text) and all(character in "0123456789.,-" for character in text)


def runs_of(text: str) -> list[str]:
    """A text cut where Chinese and digits meet."""
    runs: list[str] = []
    for character in text:
        if runs and is_digit(runs[-1][-1]) == is_digit(character):
            runs[-1] += character
        else:
            runs.append(character)
    return runs


def gap_between(run: str, following: str) -> bool:
    """Programs set digits apart from Chinese characters, not from Chinese marks."""
    return bool(following) and run[-1] not in MARKS and following[0] not in MARKS


def joined(edges: set[tuple[int, int]], is_whole: bool) -> list[tuple[int, int, int]]:
    """Unit edges (line, position) as (line, begin, end); neighbours joined where `is_whole`."""
    joined: list[tuple[int, int, int]] = []
    for line, position in sorted(edges):
        if is_whole and joined and joined[-1][0] == line and joined[-1][2] == position:
            joined[-1] = (line, joined[-1][1], position + 1)
        else:
            joined.append((line, position, position + 1))
    return joined


def broken(body: list[Strip], count: int) -> tuple[list[Strip], list[Strip]]:
    """Let a row run over the page end: half of a wrapped label, or an empty rest of the last row.

    Of the last rows that fit (`count` in all) the lowest wrapped one is broken.
    """
    for i in range(count - 1, max(0, count - 6), -1):
        tall = max(len(lines) for _, lines in body[i].cells)
        if tall == 1:
            continue
        keep = (tall + 1) // 2
        cells = body[i].cells
        upper = tuple((cell, lines[:keep] if len(lines) > 1 else lines) for cell, lines in cells)
        lower = tuple(
            (replace(cell, figure=None), lines[keep:] if len(lines) > 1 else ("",)) for cell, lines in cells
        )
        high = body[i].height * keep / tall
        rest = Strip(lower, body[i].height - high)
        return [*body[:i], Strip(upper, high)], [rest, *body[i + 1 :]]
    empty = tuple((replace(cell, figure=None), ("",)) for cell, _ in body[count - 1].cells)
    return body[:count], [Strip(empty, EMPTY_ROW), *body[count:]]
