"""What is said of numbers that a picture does not show for certain, and where.

A reading has `doubts`; here they become problems of an account, from which the claims learn which of
their lines and pages are in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from .pictures.settled import KIND as RECOGNISED
from .reading import Doubt, Problem

DOUBTFUL, LAYER = "doubtful", "layer"
"""Kinds of problems: a number in doubt; a page whose text somebody's optical recognition made."""
_LINE = re.compile(r"line (\d+), ")


@dataclass(frozen=True)
class InDoubt:
    """Where an account is in doubt.

    `lines` are (page, number) of lines with doubtful numbers, `pages` those with doubtful cells;
    `recognised` are all pages whose text comes from a picture, `layers` those whose text layer does.
    """

    lines: frozenset[tuple[int, int]]
    pages: frozenset[int]
    recognised: frozenset[int]
    layers: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.recognised or self.layers or self.lines or self.pages)


def problem_of(doubt: Doubt) -> Problem:
    """A doubt as a problem: its line or its place in a table, and both readings."""
    box = doubt.box
    corners = f"box {box.x0:.0f} {box.y0:.0f} {box.x1:.0f} {box.y1:.0f}"
    place = f"line {doubt.line}, {corners}" if doubt.line is not None else f"table, {corners}"
    if not doubt.text:
        message = "something stands here that could not be read, or is cut off at the edge of the page"
    elif doubt.other and doubt.other != doubt.text:
        message = f'"{doubt.text}" was recognised here, a second reading gives "{doubt.other}"'
    else:
        message = f'"{doubt.text}" was recognised here without certainty'
    return Problem(doubt.page, place, DOUBTFUL, f"{message}: what needs this number is not checked. Look at the page")


def in_doubt(problems: pd.DataFrame) -> InDoubt:
    """Where the account of these problems is in doubt."""
    lines: set[tuple[int, int]] = set()
    pages: dict[str, set[int]] = {DOUBTFUL: set(), RECOGNISED: set(), LAYER: set()}
    for kind, page, place in problems[["kind", "page", "place"]].itertuples(index=False, name=None):
        if kind not in pages or pd.isna(page):
            continue
        found = _LINE.match(str(place))
        if kind == DOUBTFUL and found:
            lines.add((int(page), int(found[1])))
        else:
            pages[kind].add(int(page))
    return InDoubt(
        frozenset(lines), frozenset(pages[DOUBTFUL]), frozenset(pages[RECOGNISED]), frozenset(pages[LAYER])
    )


def page_list(pages: Iterable[int]) -> str:
    """Pages as they are named: `pages 1-3, 7`."""
    ordered = sorted(set(pages))
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), ordered[-1]]
    runs = (str(start) if start == end else f"{start}-{end}" for start, end in zip(starts, ends, strict=True))
    return ("page " if len(ordered) == 1 else "pages ") + ", ".join(runs)
