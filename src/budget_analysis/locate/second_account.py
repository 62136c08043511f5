"""Two accounts in one file, of an office and of a unit of it: the second is left out and told, its prose is not held against the first's forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .. import terms
from ..reading import Grid, Line, Problem
from .surroundings import Located, title_at

SECOND_ACCOUNT = "second_account"
_FOUND_TWICE = "form"
_FEWEST = 3
"""Forms, and sentences with money: a form or two are printed again for another reason."""
_AMOUNT = re.compile(r"\d[\d,]*\.\d+")
_MONEY = re.compile(r"\d[\d,.]*[万亿]?元")
_SAME = 0.001
"""Of an amount: what is printed again in another unit is rounded otherwise."""
_UNITS = tuple(10.0**power for power in (-8, -4, 0, 4, 8))
Place = tuple[int, int]
"""Page and number of a line."""


def before_second(found: Located, lines: Sequence[Line], grids: Sequence[Grid]) -> tuple[list[Line], list[Grid], Problem] | None:
    """What stands before the second account of a file, and a problem that says so; None where there is none.

    A second account are three forms at least that were printed before with other amounts (not the same in another unit),
    where prose of money stands before them and behind them: forms of two kinds that one text speaks of are one account.
    """
    twice = {problem.place for problem in found.problems if problem.kind == _FOUND_TWICE}
    if len(twice) < _FEWEST:
        return None
    largest: dict[str, float] = {}
    again: dict[str, int] = {}
    for index, form, amount in _headed(lines, grids):
        if form in largest and form in twice and not any(abs(amount - largest[form] * unit) <= _SAME * amount for unit in _UNITS):
            again.setdefault(form, index)
        largest.setdefault(form, amount)
    if len(again) < _FEWEST:
        return None
    start = min(again.values())
    first = lines[start]
    told = [(line.page, line.number) < _place(first) for line in found.prose if "。" in line.text and _MONEY.search(terms.fold(line.text))]
    if min(told.count(True), told.count(False)) < _FEWEST:
        return None
    message = (
        f'from "{first.text.strip()}" on, the forms and the text behind them are those of a second account: {len(again)} forms stand '
        "in this file before, with other amounts. It is not read; give it as a file of its own"
    )
    kept = [grid for grid in grids if _end_of(grid, lines) < _place(first)]
    return list(lines[:start]), kept, Problem(first.page, "document", SECOND_ACCOUNT, message)


def _headed(lines: Sequence[Line], grids: Sequence[Grid]) -> Iterator[tuple[int, str, float]]:
    """The place of each title above amounts, its form, and the largest amount up to the next title."""
    titles = [(index, spec.id) for index in range(len(lines)) if (spec := title_at(lines, index)[0]) is not None]
    ends = [*(_place(lines[index]) for index, _ in titles[1:]), (lines[-1].page + 1, 0)]
    for (index, form), end in zip(titles, ends, strict=True):
        own = [line.text for line in lines[index:] if _place(line) < end]
        tables = [cell.text for grid in grids if _place(lines[index]) <= _end_of(grid, lines) < end for cell in grid.cells]
        amounts = [float(text.replace(",", "")) for text in _AMOUNT.findall(" ".join(tables or own))]
        if any(amounts):
            yield index, form, max(amounts)


def _place(line: Line) -> Place:
    return line.page, line.number


def _end_of(grid: Grid, lines: Sequence[Line]) -> Place:
    """The last line before a grid."""
    if grid.after is not None:
        return grid.page, grid.after
    top = grid.box.y0 if grid.box else 0.0
    return grid.page, max((line.number for line in lines if line.page == grid.page and (line.box.y0 if line.box else 0.0) <= top), default=0)
