"""Forms printed across: items and measures stand in the heads, one row of numbers below them."""

from __future__ import annotations

from collections.abc import Sequence

from ...specs import FormSpec
from ..columns import may_lie_across
from .heads import Head

_FEWEST_ITEMS = 3


def is_across(spec: FormSpec, heads: Sequence[Head]) -> bool:
    """True where the heads name items of a form that has no codes."""
    if not may_lie_across(spec):
        return False
    items = [head for head in heads if spec.groups[0].role(head.text, set()) is not None]
    if len(items) < _FEWEST_ITEMS:
        return False
    # items that stand over each other are rows
    stacked = sum(
        sum(other.x0 < item.x1 and other.x1 > item.x0 for other in items) > _FEWEST_ITEMS + 1 for item in items
    )
    return 2 * stacked < len(items)


def leaves(spec: FormSpec, heads: list[Head]) -> tuple[list[Head], dict[float, str]]:
    """The lowest heads, and for the place of each what the heads above it name.

    Forms that are not printed across keep their heads.
    """
    if not is_across(spec, heads):
        return heads, {}
    measures = {header for column in spec.groups[0].measures for header in column.headers}
    lowest = _lower_of_two(heads, measures) or [
        head for head in heads if not any(_is_below(other, head) for other in heads)
    ]
    ends_in_items = sum(head.text not in measures for head in lowest) * 2 > len(lowest)
    own = [head for head in lowest if (head.text not in measures) == ends_in_items]
    above = [head for head in heads if (head.text in measures) == ends_in_items]
    above = [head for head in above if not any(_is_below(other, head) for other in above)]
    if not above:
        return own, {}
    names = _by_repetition(own, above) or _by_turns(own, above) or {
        head.middle: min(above, key=lambda other: abs(other.middle - head.middle)).text for head in own
    }
    return own, names


def _by_repetition(own: Sequence[Head], above: Sequence[Head]) -> dict[float, str]:
    """The measure of each item where all items stand once below each measure, from left to right.

    A dump sets a head of several columns over the first of them only.
    """
    items = sorted(own, key=lambda head: head.x0)
    measures = sorted(above, key=lambda head: head.x0)
    each, rest = divmod(len(items), len(measures))
    blocks = [[head.text for head in items[first : first + each]] for first in range(0, len(items), each or 1)]
    if rest or each < _FEWEST_ITEMS or len(set(blocks[0])) < each or any(block != blocks[0] for block in blocks):
        return {}
    return {head.middle: measures[number // each].text for number, head in enumerate(items)}


def _by_turns(own: Sequence[Head], above: Sequence[Head]) -> dict[float, str]:
    """The item of each measure where the measures take turns below the items, as often as there are items.

    合计 | | 因公出国（境）费 | over 预算数 | 决算数 | 预算数 | 决算数: what is nearest may be the next item.
    """
    measures = sorted(own, key=lambda head: head.x0)
    items = sorted(above, key=lambda head: head.x0)
    each, rest = divmod(len(measures), len(items))
    texts = [head.text for head in measures]
    if rest or len(items) < _FEWEST_ITEMS or len(set(texts[:each])) < each or each < 2 or texts != texts[:each] * len(items):
        return {}
    return {head.middle: items[number // each].text for number, head in enumerate(measures)}


def _lower_of_two(heads: Sequence[Head], measures: set[str]) -> list[Head]:
    """Where items stand on lines above all measures, or below them, the lower ones; else none.

    预算数 | 决算数 below a short word such as 合计 stand left and right of it.
    """
    sides = [head for head in heads if head.text in measures], [head for head in heads if head.text not in measures]
    for lower, upper in (sides, sides[::-1]):
        if lower and upper and max(head.line for head in upper) < min(head.line for head in lower):
            return [head for head in lower if not any(_is_below(other, head) for other in lower)]
    return []


def _is_below(other: Head, head: Head) -> bool:
    return other.line > head.line and other.x0 < head.x1 and other.x1 > head.x0
