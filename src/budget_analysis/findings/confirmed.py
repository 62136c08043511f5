"""Numbers that others confirm by value: not thought wrong, where another number may be."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from functools import cached_property

from ..amounts import decimal
from ..frames import text
from .statements import Account, Number

_TELLING = 4
"""So many digits in common are no coincidence."""
_MOST = 60
"""In a paragraph of more numbers a sum may be chance."""


class Confirmed:
    """Says of a number of the text whether other prints confirm it, beyond what is judged."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def is_so(self, number: Number, besides: Collection[str]) -> bool:
        """True where another print of the quantity agrees, or two others of the block give the value.

        What another quantity prints as well may have been copied from there, and proves nothing.

        Args:
            besides: the numbers that are thought wrong; none of them confirms another.
        """
        if number.value is None or number.source == "cell" or not _tells(number.value.value * number.factor):
            return False
        value, own = number.value.value, {number.id, *besides}
        same = [one for one in self._prints.get(value, ()) if one.id not in own]
        if any(_quantity(one) == _quantity(number) for one in same):
            return True
        if same:
            return False
        near = [one for name, one in self._blocks.get(text(number.record.get("block")), {}).items() if name not in own]
        if len(near) > _MOST:
            return False
        return any(
            one != other and (first + second == value or abs(first - second) == value)
            for one, first in enumerate(near)
            for other, second in enumerate(near[:one])
        )

    @cached_property
    def _prints(self) -> dict[Fraction, list[Number]]:
        """The numbers that print a value."""
        found: dict[Fraction, list[Number]] = {}
        for one in self.account.numbers.values():
            if one.value is not None and one.value.value:
                found.setdefault(one.value.value, []).append(one)
        return found

    @cached_property
    def _blocks(self) -> dict[str, dict[str, Fraction]]:
        """The amounts of each block of the text."""
        found: dict[str, dict[str, Fraction]] = {}
        for one in self.account.numbers.values():
            block = text(one.record.get("block"))
            if one.value is not None and one.value.value and block and one.source != "cell" and one.unit != "%":
                found.setdefault(block, {})[one.id] = one.value.value
        return found


def _quantity(number: Number) -> tuple[str, ...] | None:
    """What a number of the text is of; each number whose quantity is not known is one of its own."""
    names = tuple(text(number.record.get(name)) for name in ("form", "row", "measure", "kind"))
    return names if all(names[:2]) and number.source != "cell" else (number.id,)


def _tells(value: Fraction) -> bool:
    return len(decimal(abs(value)).replace(".", "").strip("0")) >= _TELLING
