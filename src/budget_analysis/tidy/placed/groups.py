"""Heads that stand under a common head: 合计 | 基本支出 | 项目支出 below 本年收入, and again below 本年支出.

The lower words alone do not tell the columns apart. Each upper head stands in the middle above its
own; which they are follows from the declared columns, left to right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ...specs import FormSpec
from ..header import upper_words
from ..other_columns import other_heads
from .heads import Head, find_heads
from .pieces import Piece

_OFF_MIDDLE = 0.3
"""Parts of the width of its columns by which an upper head may stand off their middle."""
Split = tuple[int, float, tuple[Head, ...]]
"""Heads that take no words from above, how far the upper ones stand off the middle, the heads themselves."""


def grouped_heads(spec: FormSpec, lines: Sequence[Sequence[Piece]]) -> list[Head]:
    """The lowest heads with the words above them put before their own, from left to right.

    Empty where no upper heads stand above them so that every column is one that the form declares.
    """
    headers = frozenset(header for group in spec.groups for column in group.columns for header in column.headers)
    upper = upper_words(spec)
    others = {head.text for head in find_heads(lines, other_heads(spec))}
    if others:
        own = {header for group in spec.groups for column in group.measures for header in column.headers}
        headers |= others | {other + header for other in others for header in own}
        upper |= others
    lower = {header.removeprefix(word) for header in headers for word in upper if header.startswith(word)} - {""}
    simple = others | {header for header in headers if not any(header != word and header.startswith(word) for word in upper)}
    found = find_heads(lines, frozenset(upper | lower | simple))
    above = [head for head in found if head.text in upper and sum(_is_below(other, head) for other in found) > 0]
    leaves = [head for head in found if head not in above and not any(_is_below(other, head) for other in found)]
    if not above or not leaves:
        return []
    split = _split(tuple(leaves), tuple(above), headers)
    return list(split[2]) if split is not None else []


def _is_below(other: Head, head: Head) -> bool:
    return other.line > head.line and other.x0 < head.x1 and other.x1 > head.x0


def _split(leaves: tuple[Head, ...], above: tuple[Head, ...], headers: frozenset[str]) -> Split | None:
    """As many leaves as can be under their upper heads, these as near the middle as can be."""

    @cache
    def best(first: int, group: int) -> Split | None:
        if first == len(leaves):
            return (0, 0.0, ()) if group == len(above) else None
        found: list[Split] = []
        leaf = leaves[first]
        rest = best(first + 1, group) if leaf.text in headers else None
        if rest is not None:
            found.append((rest[0] + 1, rest[1], (leaf, *rest[2])))
        own: list[Head] = []
        alone = 0
        for end in range(first, len(leaves) if group < len(above) else first):
            text = above[group].text + leaves[end].text
            if text not in headers:
                # 项目支出 is declared without the words above it
                text, alone = leaves[end].text, alone + 1
            if text not in headers or leaves[end].line <= above[group].line:
                break
            own.append(replace(leaves[end], text=text))
            shift = abs((own[0].x0 + own[-1].x1) / 2 - above[group].middle)
            rest = best(end + 1, group + 1)
            if rest is not None and shift <= _OFF_MIDDLE * (own[-1].x1 - own[0].x0):
                found.append((rest[0] + alone, rest[1] + shift, (*own, *rest[2])))
        return min(found, key=lambda split: split[:2], default=None)

    return best(0, 0)
