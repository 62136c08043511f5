"""One slip: what is wrong together, and why."""

from __future__ import annotations

from dataclasses import dataclass

from ..amounts import Printed
from .blocks import Block
from .cause import Cause
from .mending import Culprit
from .statements import Judged, Number


@dataclass(frozen=True)
class Slip:
    """One slip: numbers that are wrong together, words that are wrong alike, or a block of cells.

    `right` is what `number` should print, None where that is not unique; `same` are further
    statements of words that are wrong in the same way. `among` are the numbers of a sum of which one
    is wrong and nothing tells which; `number` is then its whole, one of them or not. `partner` is the number that carries this
    one's value and whose value this one carries. `way` is the direction (up, down) that the word
    beside `number` should have, where not the number but its word is wrong; `against` is then the
    number or word that says so, where it is one; without `way` one of the two is wrong. With `amount`
    both are: it is the number that the change leads to. `code` is what the code in the row of `number`
    should be. `beside` are prints of another value for the same quantity where nothing tells which of the
    two is right: then there is no `right`.
    """

    culprit: Culprit
    number: Number
    right: Printed | None = None
    cause: Cause | None = None
    same: tuple[Judged, ...] = ()
    block: Block | None = None
    partner: Number | None = None
    others: tuple[tuple[Number, Printed | None], ...] = ()
    among: tuple[Number, ...] = ()
    way: str = ""
    against: Number | None = None
    amount: Number | None = None
    code: str = ""
    beside: tuple[Number, ...] = ()

    @property
    def statements(self) -> list[Judged]:
        return list({one.name: one for one in (*self.culprit.statements, *self.same)}.values())
