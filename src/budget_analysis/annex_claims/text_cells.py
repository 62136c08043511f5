"""The text cells of a self-evaluation table: money transferred, things counted by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import Cell, exact
from .money import SELF_EVALUATION, difference, subject
from .prose import Clause, Numeral, Passage, make_cell
from .phrases import has_any
from .known import World


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
        money = self.world.projects.get((SELF_EVALUATION, self.project))
        if money is None or len(self.out) + len(self.into) != 1:
            for cell in (*self.out, *self.into):
                note = "one of several changes of the budget, or no budget is printed"
                self.world.ledger.remark(cell, note)
            return
        budget, adjusted = money.readings("budget"), money.readings("adjusted_budget")
        count = min(len(budget), len(adjusted))
        if not count:
            return
        greater, less = (budget, adjusted) if self.out else (adjusted, budget)
        cell = (*self.out, *self.into)[0]
        difference(self.world.ledger, cell, greater[:count], less[:count])

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
    count = len(names)
    value = cell.operand.value
    judgement = Judgement(EQUAL if count == value else DIFFERS, exact(count))
    if count < value:
        judgement = Judgement(UNCHECKED, exact(count), "等 may stand for others that are not named")
    world.ledger.state(cell, "count", judgement, "number of names listed")


def _is_kind_of(after: str, names: Sequence[str]) -> bool:
    """True where all names end with the word behind their number, and have letters of their own."""
    shortest = min(len(name) for name in names)
    return any(
        after.startswith(names[0][-length:])
        and all(name.endswith(names[0][-length:]) for name in names)
        for length in range(1, shortest)
    )
