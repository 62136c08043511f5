"""The text cells of a self-evaluation table: money transferred, things counted by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fractions import Fraction

from ..relations.tree import Named, Number, add, less
from .entered import Cell
from .prose import Clause, Numeral, Passage, make_cell
from .phrases import has_any
from .known import World
from .tables import SELF_EVALUATION, subject


@dataclass
class TextReader:
    """One pass over the texts of the table of one project."""

    world: World
    project: str
    out: list[Cell] = field(default_factory=list)
    """Amounts that were transferred away."""
    into: list[Cell] = field(default_factory=list)

    def read(self, passage: Passage, clauses: Sequence[Clause]) -> None:
        for clause in clauses:
            for numeral in clause.numerals:
                if numeral.kind in ("date", "year"):
                    continue
                is_out = numeral.kind == "money" and has_any(clause.text, "transfers", "out")
                is_in = numeral.kind == "money" and has_any(clause.text, "transfers", "into")
                name = "transferred" if is_out or is_in else passage.measure or "text"
                cell = self._cell(passage, numeral, name)
                if is_out:
                    self.out.append(cell)
                elif is_in:
                    self.into.append(cell)
                elif numeral.kind == "count":
                    state_listed_count(self.world, cell, numeral)

    def judge(self) -> None:
        """Initial budget less what was transferred away is the adjusted budget."""
        tables = self.world.project(SELF_EVALUATION, self.project)
        if not tables.funds or len(self.out) + len(self.into) != 1:
            for cell in (*self.out, *self.into):
                note = "one of several changes of the budget, or no budget is printed"
                self.world.ledger.remark(cell, note)
            return
        pairs = zip(tables.readings("budget"), tables.readings("adjusted_budget"), strict=False)
        ways = [
            less(*(add([cell.fact for cell in cells]) for cells in (pair if self.out else pair[::-1])))
            for pair in pairs
        ]
        if ways:
            self.world.ledger.state((*self.out, *self.into)[0], "change", *ways)

    def _cell(self, passage: Passage, numeral: Numeral, what: str) -> Cell:
        path = subject(SELF_EVALUATION, self.project, what)
        return self.world.ledger.add(make_cell(passage, numeral, path))


def state_listed_count(world: World, cell: Cell, numeral: Numeral) -> None:
    """甲街道、乙街道等2个街道: as many as are named. 等 may also stand for others."""
    if not numeral.lead.endswith("等") or cell.number is None:
        return
    names = [name for name in numeral.lead.removesuffix("等").split("、") if name]
    if len(names) < 2 or not _is_kind_of(numeral.after, names):
        return
    is_open = len(names) < cell.known.value
    doubt = "等 may stand for others that are not named" if is_open else ""
    tree = Named("number of names listed", Number(Fraction(len(names))))
    world.ledger.state(cell, "count", tree, doubt=doubt)


def _is_kind_of(after: str, names: Sequence[str]) -> bool:
    """True where all names end with the word behind their number, and have letters of their own."""
    shortest = min(len(name) for name in names)
    return any(
        after.startswith(names[0][-length:])
        and all(name.endswith(names[0][-length:]) for name in names)
        for length in range(1, shortest)
    )
