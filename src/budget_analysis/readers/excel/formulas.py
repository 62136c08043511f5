"""Saved values of formulas: which of them a cell shows, though nobody may have computed them.

A program may ask whoever opens the file to compute all of it. What is shown then is what its cells give, so a saved
value is trusted where sums and differences of the cells give just that, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from .sheets import Place, Sheet, counts, is_amount, place_named

_CELL = r"(?:(?:'[^'!()]+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?\d{1,7}"
_RANGE = re.compile(rf"(?P<first>{_CELL})(?::(?P<last>\$?[A-Z]{{1,3}}\$?\d{{1,7}}))?")
_TERM = re.compile(
    rf"(?P<sign>[+-]?)\s*(?:SUM\((?P<parts>[^()]*)\)|(?P<cell>{_CELL})(?![\w.!:(])|(?P<number>\d+(?:\.\d+)?)(?![\w.!:(]))\s*"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLOSE = Decimal("0.000001")
"""Programs add binary fractions: 1776.1 is saved as 1776.1000000000001."""
_DEEPEST = 20
"""Sums of sums of sums: an account has five levels."""
_LARGEST_RANGE = 10_000
_MOST_LOOKED_UP = 2_000_000
"""Cells of all formulas together: more are made to take time."""


class _UnknownError(Exception):
    """The formula is none of those that are computed here, or rests on a cell whose value nobody knows."""


def distrust_saved(sheets: Sequence[Sheet], is_computed_anew: bool) -> None:
    """Formulas whose saved value nobody computed stand as their text, as those without one do.

    Programs that do not compute save zero or nothing for every formula, and may ask whoever opens the file
    to compute all of it (`is_computed_anew`): what is saved then is not what a cell shows, except where the
    other cells give it.
    """
    is_computed = any(counts(sheet.cells.get(place, "")) for sheet in sheets for place in sheet.saved)
    if is_computed and not is_computed_anew:
        return
    pending = _Sums(sheets).not_proven()
    for sheet, places in zip(sheets, pending, strict=True):
        for place in places:
            text = sheet.cells.get(place, "").strip()
            if not text or is_amount(text):
                sheet.cells[place] = sheet.saved[place]
                sheet.formulas.append(place)


class _Sums:
    """The formulas of a workbook, of which one after the other is proven by cells that are known."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._named = {sheet.name: number for number, sheet in enumerate(sheets)}
        self._pending = [set(sheet.saved) for sheet in sheets]
        self._without = [set(sheet.formulas) for sheet in sheets]
        self._left = _MOST_LOOKED_UP

    def not_proven(self) -> list[list[Place]]:
        """The cells of each sheet whose saved value is not what the other cells give."""
        for _ in range(_DEEPEST):
            proven = [{place for place in places if self._is_proven(number, place)} for number, places in enumerate(self._pending)]
            if not any(proven):
                break
            for places, own in zip(self._pending, proven, strict=True):
                places -= own
        return [sorted(places) for places in self._pending]

    def _is_proven(self, number: int, place: Place) -> bool:
        sheet = self._sheets[number]
        saved = sheet.numbers.get(place)
        try:
            return saved is not None and abs(self._computed(number, sheet.saved[place]) - saved) < _CLOSE
        except _UnknownError:
            return False

    def _computed(self, number: int, formula: str) -> Decimal:
        text = formula.removeprefix("=").strip()
        at, total = 0, Decimal(0)
        while at < len(text) or not at:
            term = _TERM.match(text, at)
            if term is None or (at and not term["sign"]):
                raise _UnknownError
            if term["parts"] is not None:
                value = sum((self._summed(number, part.strip()) for part in term["parts"].split(",")), Decimal(0))
            else:
                value = Decimal(term["number"]) if term["number"] else self._value(*self._place(number, term["cell"]), is_term=True)
            total += -value if term["sign"] == "-" else value
            at = term.end()
        return total

    def _summed(self, number: int, part: str) -> Decimal:
        if _NUMBER.fullmatch(part):
            return Decimal(part)
        match = _RANGE.fullmatch(part)
        if match is None:
            raise _UnknownError
        own, (top, left) = self._place(number, match["first"])
        bottom, right = self._place(own, match["last"])[1] if match["last"] else (top, left)
        if not 0 < (bottom - top + 1) * (right - left + 1) <= _LARGEST_RANGE or bottom < top:
            raise _UnknownError
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return sum((self._value(own, place) for place in places), Decimal(0))

    def _place(self, number: int, reference: str) -> tuple[int, Place]:
        name, mark, cell = reference.rpartition("!")
        own = self._named.get(name.strip("'")) if mark else number
        place = place_named(cell)
        if own is None or place is None:
            raise _UnknownError  # of a sheet that is hidden, or not there
        return own, place

    def _value(self, number: int, place: Place, is_term: bool = False) -> Decimal:
        """What a cell counts for; texts count for nothing in a sum over a range only.

        A text that reads as an amount counts for nothing either, but nobody who looks at the sheet can see that.
        """
        self._left -= 1
        if self._left < 0 or place in self._pending[number] or place in self._without[number]:
            raise _UnknownError
        sheet = self._sheets[number]
        if place not in sheet.numbers and place in sheet.cells and (is_term or counts(sheet.cells[place])):
            raise _UnknownError
        return sheet.numbers.get(place, Decimal(0))
