"""What is printed beside the text on page after page: the number of the page, a running title, at the left or right edge.

Such a mark stands at the height of some line of the text and would be read as its first or last word:
完成预算的 | 18 90.05%. It is known by its place: nothing else of the page reaches below or above it, and
most pages have it at the same height.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .words import Word

_GUTTER = 6.0
"""Points between a mark and the text beside it, at least."""
_FEWEST_PAGES = 3
_MARGIN = 0.12
"""Part of the width of the page that no text enters, on either side."""
_MOST_LETTERS = 24
_SAME_HEIGHT = 4.0
_DIGITS = re.compile(r"\d+")
Size = tuple[float, float]
_Key = tuple[int, int, int, str, int]


def without_marks(pages: Sequence[Sequence[Word]], sizes: Sequence[Size]) -> list[list[Word]]:
    """The words of each page without the marks beside its text.

    Args:
        pages: the words of each page, upright.
        sizes: width and height of each; pages of other sizes have their marks elsewhere.
    """
    edges = [[_edge(words, size, is_right) for is_right in (False, True)] for words, size in zip(pages, sizes, strict=True)]
    counts = Counter(key for page in edges for edge in page for key in set(edge.values()))
    alike = Counter(map(_rounded, sizes))
    marks = {key for key, count in counts.items() if count >= _FEWEST_PAGES and 2 * count > alike[key[0], key[1]]}
    kept = []
    for words, page in zip(pages, edges, strict=True):
        gone = {place for edge in page if edge and marks.issuperset(edge.values()) for place in edge}
        kept.append([word for place, word in enumerate(words) if place not in gone])
    return kept


def _edge(words: Sequence[Word], size: Size, is_right: bool) -> dict[int, _Key]:
    """The words of the outermost strip of a page, by their places among all, if they are few; others stand apart from it."""
    order = sorted(range(len(words)), key=lambda place: -words[place].x1 if is_right else words[place].x0)
    strip: dict[int, _Key] = {}
    letters, reach = 0, 0.0
    for place in order:
        word = words[place]
        begins, ends = (-word.x1, -word.x0) if is_right else (word.x0, word.x1)
        if strip and begins > reach + _GUTTER:
            return {} if _are_lines([words[other] for other in strip]) else strip
        letters += len(word.text)
        if letters > _MOST_LETTERS or ends > (_MARGIN - is_right) * size[0]:
            return {}
        reach = max(reach, ends) if strip else ends
        strip[place] = (*_rounded(size), int(is_right), _DIGITS.sub("0", word.text), round(word.y0 / _SAME_HEIGHT))
    return {}


def _are_lines(words: Sequence[Word]) -> bool:
    """True for numbers at several heights: those of lines, or codes."""
    heights = [word.y0 for word in words if _DIGITS.search(word.text)]
    return bool(heights) and max(heights) - min(heights) > _SAME_HEIGHT


def _rounded(size: Size) -> tuple[int, int]:
    return round(size[0]), round(size[1])
