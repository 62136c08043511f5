"""Two pages printed side by side on one sheet: the left half is read before the right one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..reading import Grid
from .words import Word, around, make_rows

LANDSCAPE = 1.2
"""Times the height: a sheet of two pages is as wide, at least."""
_GUTTER = 4.0
"""Points on either side of the middle that nothing enters."""
_FEWEST_WORDS = 8
_AMOUNT = re.compile(r"\d\.\d")
_APART = 3.0
"""Parts of the size: words further apart than this are no one title."""
_CENTRED = 20.0
"""Points: a title stands in the middle of its page within this."""


def is_parted(size: tuple[float, float], words: Sequence[Word], grids: Sequence[Grid]) -> bool:
    """True for a wide page with nothing across its middle."""
    width, height = size
    middle = width / 2
    boxes = [*(word.box for word in words), *(grid.box for grid in grids if grid.box)]
    return (
        width > LANDSCAPE * height
        and not any(box.x0 < middle + _GUTTER and box.x1 > middle - _GUTTER for box in boxes)
        and all(len(half) >= _FEWEST_WORDS for half in halves(width, words))
    )


def has_two_titles(size: tuple[float, float], words: Sequence[Word]) -> bool:
    """True where the largest line of either half stands in the middle of that half, and is words.

    The rows of one table without ruled lines, whose amounts leave the middle of the page free, are none, nor are
    its heads, several beside each other: 基本支出 | 项目支出 | 经营支出.
    """
    width = size[0]
    for number, half in enumerate(halves(width, words)):
        rows = make_rows(half)
        title = max(rows, key=lambda row: max(word.size for word in row.words))
        if _AMOUNT.search(title.text) or not any(letter.isalpha() for letter in title.text):
            return False
        if any(right.x0 - left.x1 > _APART * left.size for left, right in pairwise(sorted(title.words, key=lambda word: word.x0))):
            return False
        box = around(word.box for word in title.words)
        if abs((box.x0 + box.x1) / 2 - width * (1 + 2 * number) / 4) > _CENTRED:
            return False
    return True


def halves(width: float, words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words of the left and of the right half."""
    left = [word for word in words if word.centre[0] < width / 2]
    return left, [word for word in words if word.centre[0] >= width / 2]
