"""A printed number with all that is known about it; why one cannot be had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..amounts import Printed
from .numbers import number_of_cell

ZERO = Printed(Fraction(0), Fraction(0), is_exact=True)
_TROUBLES = {
    "doubtful": "is doubtful: a picture does not show for certain which number it is",
    "unreadable": "is unreadable",
    "count": "counts things and is no money",
}
"""Why the number of a cell in this state cannot be used."""


class Unbound(Exception):
    """No number stands where a statement needs one; the message is the reason for the reader."""


class CannotCheckError(Unbound):
    """The form is there and the number cannot be had: the statement is `unchecked`."""


class DoesNotApplyError(Unbound):
    """A form, a column or a condition is absent: the identity is not applicable."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed number of the account.

    `number` is in the common unit (fen for money) and None where `trouble` says why the number
    cannot be used. `unit` and `printed` are as on the page.
    """

    id: str
    number: Printed | None
    unit: str = "万元"
    printed: str = ""
    form: str = ""
    page: int | None = None
    trouble: str = ""
    omission: str = ""
    """Of a blank total over filled parts: it is zero only as a part in its own form."""

    @property
    def known(self) -> Printed:
        """The number.

        Raises:
            CannotCheckError: it is unreadable, or two readers disagree about it.
        """
        if self.number is None:
            raise CannotCheckError(self.trouble or f"{self.id} is no printed number")
        return self.number

    @property
    def amount(self) -> Fraction:
        """What it is worth; zero also where the number cannot be used."""
        return Fraction(0) if self.number is None else self.number.value

    @property
    def is_zero(self) -> bool:
        return self.number is not None and not self.number.value and not self.trouble

    @property
    def may_be_zero(self) -> bool:
        return self.known.interval.contains(0)


def fact_of(record: Mapping[str, Any], units: Mapping[str, str]) -> Fact:
    """A row of the frame `figures`; `units` are those of the forms.

    A number that cannot be used is None, with the reason.
    """
    state, fen = record["state"], record["amount_fen"]
    if state == "value" and fen is None:
        state = "unreadable"
    is_disputed = "!" in (record["reading"] or "")
    trouble = "was read in two ways" if is_disputed else _TROUBLES.get(state, "")
    number = number_of_cell(fen, record["resolution_fen"]) if state == "value" else ZERO
    return Fact(
        id=record["figure_id"],
        number=None if trouble else number,
        unit=units.get(record["form"], ""),
        printed=record["printed"] or "",
        form=record["form"],
        page=record["page"],
        trouble=f"figure {record['figure_id']} {trouble}" if trouble else "",
    )
