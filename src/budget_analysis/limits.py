"""What an account can hold at most: more is another kind of document, or one made to do harm.

The largest accounts we know have 52 pages, 1,231 lines, 2,394 cells and 24,000 characters. The
limits leave a factor of forty and more.
"""

from __future__ import annotations

from pathlib import Path

from .errors import DocumentError
from .reading import Reading

MOST_BYTES = 200_000_000
MOST_BYTES_OF_TEXT = 20_000_000
MOST_BYTES_OF_XML = 50_000_000
"""Unpacked XML of one office file or OFD: 500,000 cells need 30 MB, 450 pages of an OFD 50."""
MOST_PAGES = 2_000
MOST_CHARACTERS_OF_PAGE = 100_000
MOST_OBJECTS_OF_PAGE = 500_000
MOST_FORM_DRAWS = 100_000
"""Drawings of a page that one drawing stands for, counted through forms that draw forms."""
MOST_LINES = 200_000
MOST_CELLS = 500_000
MOST_CHARACTERS = 10_000_000
LONGEST_CELL = 50_000
MOST_MEMBERS = 10_000
"""Files in one archive, or parts of one OFD."""
MOST_UNPACKED = 1_000_000_000
"""Bytes of all that an archive holds, as its list says and as it comes out."""
MOST_RATIO = 1_000
"""Times the packed size: text packs to a hundredth at most, a bomb to a thousandth and less."""
MOST_RATIO_FROM = 10_000_000
"""Bytes of a member from which its ratio counts: a small file of blanks harms nobody."""
DEEPEST_ARCHIVE = 3
"""Archives in archives in an archive."""
MOST_PIXELS = 100_000_000
"""A page of A3 at 600 dpi has 70 million."""


def refuse_more(where: str | Path, what: str, seen: int, most: int) -> None:
    """Raise where there is more of something than an account can hold.

    Raises:
        DocumentError: `seen` is more than `most`.
    """
    if seen > most:
        raise DocumentError(
            f"{where}: {seen:,} {what}; an account has up to {most:,}. If it is one, give the part "
            "of it that holds the account; else the file is damaged or no account"
        )


def check(path: Path, reading: Reading) -> None:
    """Refuse a reading that is too large for what comes after it.

    Raises:
        DocumentError: there are more lines, cells or characters than an account can hold.
    """
    refuse_more(path, "printed lines", len(reading.lines), MOST_LINES)
    refuse_more(path, "cells", sum(len(grid.cells) for grid in reading.grids), MOST_CELLS)
    characters = sum(len(line.text) for line in reading.lines)
    for grid in reading.grids:
        for cell in grid.cells:
            characters += len(cell.text)
            if len(cell.text) > LONGEST_CELL:
                place = f"{path}: p.{grid.page}, row {cell.row + 1}, column {cell.column + 1}"
                refuse_more(place, "characters in one cell", len(cell.text), LONGEST_CELL)
    refuse_more(path, "characters", characters, MOST_CHARACTERS)
