"""How an account is printed: every option, and a small sample of all their combinations.

`Style` holds what differs between offices, provinces and programs. `SPACE` lists the values
that were seen (or must be expected) for each option; `all_pairs` picks styles so that every two
values of two different options meet in at least one of them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any


@dataclass(frozen=True)
class Program:
    """What the program that wrote the file decides: sizes in points, and its name in the file."""

    creator: str
    font_size: float
    leading: float
    row_height: float
    padding: float
    line_width: float
    frame_width: float
    prose_size: float
    prose_leading: float
    gap: float
    """Space set between Chinese and digits, in em; text layers show it as a blank or not."""
    justified: bool


PROGRAMS: Mapping[str, Program] = {
    "wps": Program("WPS 文字", 10.5, 13.0, 23.5, 5.4, 0.96, 0.96, 15.0, 29.0, 0.25, True),
    "word": Program("Microsoft® Word 2010", 10.0, 13.5, 18.5, 5.0, 0.48, 0.48, 15.5, 28.0, 0.2, True),
    "onlyoffice": Program("ONLYOFFICE", 9.0, 11.0, 15.0, 2.5, 0.5, 1.2, 14.0, 26.0, 0.0, False),
}


@dataclass(frozen=True)
class Style:
    """One way to print an account. The defaults give a plain account of its layout.

    Options that cannot hold together are eased where they meet, never refused: 类 款 项 in the
    total row needs the total first; header words stand in the total row of empty forms only;
    `order` and wide economic forms belong to one layout each.
    """

    layout: str = "mof"
    voice: str = ""
    """The wording: that of the layout, or one of `voices.VOICES`."""
    program: str = "wps"
    ruling: str = "strokes"
    """"strokes": long lines; "rectangles": thin filled ones per cell edge; "cells": a box per cell."""
    frame: str = "full"
    """"full"; "open_sides": no outer left and right line; "none": no line at all."""
    align: str = "center"
    header: str = "grouped"
    """"flat": one row of words; "grouped": a group above; "deep": one level more."""
    strip: str = "none"
    """A blank strip in the header: one "merged" cell, "cells", or "inside" below 项目."""
    column_numbers: str = "layout"
    class_row: str = "none"
    """类 款 项 below the header: "none", its "own" row, or "with_total" in the row of 合计."""
    code_columns: str = "one"
    """"one" column, "three" (208|05|05), or "merged": three in the header, one below."""
    total: str = "first"
    header_in_total: bool = False
    name_width: str = "wide"
    page_break: str = "natural"
    """"natural", "repeat_header", "split_row", or "empty_row": one more page with an empty row."""
    rows_per_page: int = 0
    zeros: str = "zero"
    """"zero": 0.00; "blank"; "mixed" by form and column; "dash"."""
    separators: bool = False
    classes: int = 26
    order: str = "seventh"
    title: str = "plain"
    unit: str = "万元"
    orientation: str = "mixed"
    rotate: int = 0
    box: str = "plain"
    """"plain"; "crop": a smaller CropBox; "offset": a MediaBox not at the origin; "both"."""
    digit_shift: float = 0.0
    page_head: bool = False
    folio: str = "none"
    contents: str = "plain"
    part_page: bool = True
    scramble: bool = False
    missing: str = ""
    """A form that is announced and absent."""
    emptied: str = ""
    """A form whose figures are all taken out, without a word."""
    seed: int = 0

    @property
    def typography(self) -> Program:
        return PROGRAMS[self.program]


SPACE: Mapping[str, Sequence[Any]] = {
    "layout": ("zhejiang", "mof"),
    "program": tuple(PROGRAMS),
    "ruling": ("strokes", "rectangles", "cells"),
    "frame": ("full", "full", "open_sides", "none"),
    "align": ("center", "right"),
    "header": ("flat", "grouped", "deep"),
    "strip": ("none", "merged", "cells", "inside"),
    "column_numbers": ("layout", "yes", "no"),
    "class_row": ("none", "own", "with_total"),
    "code_columns": ("one", "three", "merged"),
    "total": ("first", "last"),
    "header_in_total": (False, True),
    "name_width": ("wide", "narrow"),
    "page_break": ("natural", "repeat_header", "split_row", "empty_row"),
    "rows_per_page": (0, 12),
    "zeros": ("zero", "blank", "mixed", "dash"),
    "separators": (False, True),
    "classes": (26, 24),
    "order": ("seventh", "ninth"),
    "title": ("plain", "year", "spaced", "numbered", "department", "open_number"),
    "unit": ("万元", "元"),
    "orientation": ("mixed", "portrait", "landscape"),
    "rotate": (0, 90, 270),
    "box": ("plain", "crop", "offset", "both"),
    "digit_shift": (0.0, 2.0, -2.5),
    "page_head": (False, True),
    "folio": ("none", "plain", "dashes"),
    "contents": ("none", "plain", "leaders"),
    "part_page": (False, True),
    "scramble": (False, True),
    "missing": ("", "three_public", "general_public_basic"),
    "emptied": ("", "revenue_by_function", "general_public_expenditure"),
}
"""The options that `all_pairs` combines; a value named twice comes up more often."""


def all_pairs(space: Mapping[str, Sequence[Any]] = SPACE, seed: int = 1, tries: int = 12) -> list[Style]:
    """Styles in which every two values of two options meet at least once.

    Greedy and deterministic: each style begins with a pair that is still open and takes, option
    by option, the value that closes most open pairs; the best of `tries` orders is kept.
    """
    dice = random.Random(seed)
    fields = {name: tuple(dict.fromkeys(values)) for name, values in space.items()}
    open_pairs = {
        frozenset(((a, x), (b, y)))
        for a, b in combinations(fields, 2)
        for x in fields[a]
        for y in fields[b]
    }
    styles: list[Style] = []
    while open_pairs:
        start = min(open_pairs, key=lambda pair: sorted(map(repr, pair)))
        chosen = max(
            (_fill(dict(start), fields, space, open_pairs, dice) for _ in range(tries)),
            key=lambda values: len(_pairs(values) & open_pairs),
        )
        open_pairs -= _pairs(chosen)
        styles.append(Style(**chosen, seed=len(styles)))
    return styles


Pair = frozenset[tuple[str, Any]]


def _fill(
    chosen: dict[str, Any],
    fields: Mapping[str, Sequence[Any]],
    space: Mapping[str, Sequence[Any]],
    open_pairs: set[Pair],
    dice: random.Random,
) -> dict[str, Any]:
    names = [name for name in fields if name not in chosen]
    dice.shuffle(names)
    for name in names:
        gains = {
            value: sum(frozenset(((name, value), item)) in open_pairs for item in chosen.items())
            for value in fields[name]
        }
        best = max(gains.values())
        # Among equals the listed weights decide, so that late styles are not all of one kind.
        chosen[name] = dice.choice([value for value in space[name] if gains[value] == best])
    return chosen


def _pairs(values: Mapping[str, Any]) -> set[Pair]:
    return {frozenset(pair) for pair in combinations(values.items(), 2)}
