"""Forms above which another unit of money stands than their numbers are printed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..amounts import FEN_PER_UNIT
from ..frames import text
from .blocks import UNIT, Block
from .mending import Mender
from .statements import RATES, Account, Judged, Number, value_at

_FEWEST = 3
"""So many statements that fit in the other unit are no coincidence."""
_MOST_OTHERS = Fraction(1, 5)
"""Part of what differs that may be a slip of its own."""


def find_units(mender: Mender, violated: Sequence[Judged]) -> list[Block]:
    """Forms whose numbers fit all others once they are read in the unit of another form.

    Nothing that holds may break by it. The cells keep the values in the other unit.
    """
    units = {form: text(record["unit"]) for form, record in mender.account.forms.items()}
    found = []
    for form, unit in units.items():
        own = [one for one in violated if one.name not in mender.mended and _speaks_of(mender.account, one, form)]
        if len(own) >= _FEWEST and unit in FEN_PER_UNIT:
            others = (other for other in dict.fromkeys(units.values()) if other in FEN_PER_UNIT and other != unit)
            found += next(([block] for other in others if (block := _read_in(mender, form, unit, other, own))), [])
    return found


def _speaks_of(account: Account, one: Judged, form: str) -> bool:
    rated = (*one.ratio.top.coefficients, *one.ratio.bottom.coefficients) if one.ratio is not None else ()
    return any(_is_of(account, name, form) for name in (*one.numbers, *rated))


def _is_of(account: Account, name: str, form: str) -> bool:
    """True for a cell of a form that prints more than nothing."""
    number = account.numbers.get(name)
    is_cell = number is not None and number.source == "cell" and text(number.record["form"]) == form
    return is_cell and bool(value_at(account, name))


def _read_in(mender: Mender, form: str, unit: str, other: str, own: Sequence[Judged]) -> Block | None:
    cells = tuple(name for name in mender.account.numbers if _is_of(mender.account, name, form))
    factor = Fraction(FEN_PER_UNIT[other], FEN_PER_UNIT[unit])
    before = {name: mender.intervals[name] for name in cells}
    mender.intervals.update({name: reach.scaled(factor) for name, reach in before.items()})
    # of a rate over several prints it is not known
    held = [one for one in own if (one.kind in RATES and one.ratio is None) or mender.fits(one)]
    is_breaking = any(not (one.is_violated or one.is_weak or mender.holds(one)) for one in mender.about(cells))
    proof = next((pair for one in held for pair in _printed_alike(mender.account, one, form)), None)
    is_rare = len(held) < _FEWEST or len(own) - len(held) > _MOST_OTHERS * len(own)
    if is_breaking or proof is None or is_rare:
        mender.intervals.update(before)
        return None
    mender.mended |= {one.name for one in held}
    return Block(UNIT, form, cells, (proof,), tuple(held), other)


def _printed_alike(account: Account, one: Judged, form: str) -> Iterator[tuple[str, str]]:
    """A cell of the form, and the same digits elsewhere."""
    for row in one.rows:
        names = [name for name in row.linear.coefficients if value_at(account, name)]
        inside = [name for name in names if _is_of(account, name, form)]
        outside = [name for name in names if name not in inside and _has_print(account.numbers.get(name))]
        if len(names) == 2 and len(inside) == len(outside) == 1:
            yield inside[0], outside[0]


def _has_print(number: Number | None) -> bool:
    return number is not None and bool(number.printed)
