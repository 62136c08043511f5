"""Numbers with other decimals than all the others of their page: a digit may have been read twice, or not at all.

Accounts print their money with as many decimals everywhere. 786.566 among numbers like 786.56 is such a reading;
that an office printed it so is rarer, and then nobody is harmed by a doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..reading import Box, Grid

_DECIMAL = re.compile(r"[-−]?\d[\d,]*\.(\d+)")
_FEWEST = 10
"""Numbers with decimals that show how a page prints them."""
_NEARLY_ALL = 0.9


def odd_decimals(grids: Sequence[Grid]) -> list[tuple[Box, str]]:
    """The cells with a number that has other decimals than nearly all of the page."""
    cells = [(cell.box, cell.text.strip()) for grid in grids for cell in grid.cells if cell.box is not None]
    told = [(box, text, len(match[1])) for box, text in cells if (match := _DECIMAL.fullmatch(text)) is not None]
    usual, count = Counter(digits for *_, digits in told).most_common(1)[0] if told else (0, 0)
    if len(told) < _FEWEST or count < _NEARLY_ALL * len(told):
        return []
    return [(box, text) for box, text, digits in told if digits != usual]
