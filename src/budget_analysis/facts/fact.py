"""A printed number with all that is known about it; why one cannot be had."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..amounts import Printed

ZERO = Printed(Fraction(0), Fraction(0), is_exact=True)


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
    def is_zero(self) -> bool:
        return self.number is not None and not self.number.value and not self.trouble

    @property
    def may_be_zero(self) -> bool:
        return self.known.interval.contains(0)
