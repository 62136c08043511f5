"""How far apart the characters of a TextCode stand: DeltaX and DeltaY, with `g` for repeats."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ...limits import MOST_CHARACTERS_OF_PAGE

NARROW = 0.5
"""Parts of the size: how wide digits and letters are where nothing tells."""
_WIDE = "WFA"


def advances(
    text: str, size: float, stretch: float, across: str, down: str
) -> Iterator[tuple[str, float, float, float]]:
    """Each character with the steps to the next one (right, down) and its own width, in mm.

    Where a TextCode gives no steps, or too few, the width of the character, or the last step, is taken.
    """
    right, below = _steps(across), _steps(down)
    for number, letter in enumerate(text):
        width = size * stretch * (1.0 if unicodedata.east_asian_width(letter) in _WIDE else NARROW)
        step = _at(right, number)
        if step is None:
            step = 0.0 if below else width
        # a digit of a proportional font may be wider than half a square
        own = min(step, size * stretch) if 0 < step < 1.3 * width else width
        yield letter, step, _at(below, number) or 0.0, own


def _at(steps: list[float], number: int) -> float | None:
    if not steps:
        return None
    return steps[min(number, len(steps) - 1)]


def _steps(text: str) -> list[float]:
    """`g 3 2.5` stands for three steps of 2.5; what is no number ends the list."""
    steps: list[float] = []
    words = iter(text.replace(",", " ").split())
    try:
        for word in words:
            if word != "g":
                steps.append(float(word))
                continue
            count, step = int(next(words)), float(next(words))
            steps.extend([step] * max(0, min(count, MOST_CHARACTERS_OF_PAGE - len(steps))))
    except (ValueError, StopIteration):
        pass
    return steps
