"""Rows of a form moved up or down together, where no other form prints the same numbers.

What the form contradicts itself in, and in what other forms print at most, is satisfied at once by
giving each of some rows, one after the other, what the next one prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..frames import text
from .blocks import SHIFTED, Block, confirm
from .mending import Mender
from .regions import OPEN
from .statements import CHECK, Account, Judged, value_at

_FEWEST, _MOST = 3, 9
"""Rows that are moved together; fewer are a slip of their own, more are seldom."""
_FEWEST_BROKEN = 4
"""So many statements that differ, and all hold again, are no coincidence."""
Rows = dict[int, dict[str, str]]
"""The cells of a form by row and column."""
Pairs = tuple[tuple[str, str], ...]
"""A cell, and the cell that prints what should stand there."""


def find_moved(mender: Mender, violated: Sequence[Judged]) -> list[Block]:
    """At most one block for each form, its cells set free in the mender."""
    found = []
    for form, rows in _forms(mender.account).items():
        left = [one for one in violated if one.name not in mender.mended and _is_about(mender.account, one, form)]
        if len(left) < _FEWEST_BROKEN or not any(_is_alone(mender.account, one, form) for one in left):
            continue
        for pairs, freed in _windows(mender.account, rows, left):
            cells = tuple(dict.fromkeys([*(cell for cell, _ in pairs), *freed]))
            if _mends(mender, pairs, freed, cells, left) and (block := confirm(mender, SHIFTED, form, cells, pairs)):
                found.append(block)
                break
    return found


def _forms(account: Account) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for name, number in account.numbers.items():
        if number.source == "cell" and text(number.record["code"]) and text(number.record["row"]):
            rows = found.setdefault(text(number.record["form"]), {})
            rows.setdefault(int(number.record["row"]), {})[text(number.record["measure"])] = name
    return found


def _cells(account: Account, one: Judged) -> list[str]:
    return [name for name in one.numbers if name in account.numbers and account.numbers[name].source == "cell"]


def _is_about(account: Account, one: Judged, form: str) -> bool:
    return one.source == CHECK and any(text(account.numbers[name].record["form"]) == form for name in _cells(account, one))


def _is_alone(account: Account, one: Judged, form: str) -> bool:
    """True for what a form contradicts itself in."""
    return all(text(account.numbers[name].record["form"]) == form for name in _cells(account, one))


def _windows(account: Account, rows: Rows, violated: Sequence[Judged]) -> Iterator[tuple[Pairs, list[str]]]:
    """Rows that stand in every statement, the fewest first; the last (or first) of them may have any values."""
    order = sorted(rows)
    row_of = {name: row for row, cells in rows.items() for name in cells.values()}
    wanted = [{row_of[name] for name in one.numbers if name in row_of} for one in violated]
    for size in range(_FEWEST, _MOST + 1):
        for start in range(len(order) - size + 1):
            window = order[start : start + size]
            if not all(own.intersection(window) for own in wanted):
                continue
            for way in (window, window[::-1]):
                pairs = tuple(
                    (rows[row][measure], rows[following][measure])
                    for row, following in zip(way, way[1:], strict=False)
                    for measure in rows[row]
                    if measure in rows[following]
                )
                moved = {row_of[one] for one, other in pairs if value_at(account, other) != value_at(account, one)}
                if len(moved) >= _FEWEST - 1:
                    yield pairs, list(rows[way[-1]].values())


def _mends(mender: Mender, pairs: Pairs, freed: Sequence[str], cells: Sequence[str], violated: Sequence[Judged]) -> bool:
    """True where all that differs holds by it, and nothing that holds breaks."""
    before = {name: mender.intervals[name] for name in cells}
    mender.intervals.update({name: mender.account.intervals[other] for name, other in pairs})
    mender.intervals.update(dict.fromkeys(freed, OPEN))
    is_good = all(map(mender.holds, violated)) and all(
        one.is_weak or one.is_violated or mender.holds(one) for one in mender.about(cells)
    )
    mender.intervals.update(before)
    return is_good
