"""The text cells of a self-evaluation table: money transferred, things counted by their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..relations.tree import Named, Number, less
from .entered import Cell, together
from .layout import SELF_EVALUATION
from .phrases import has_any
from .prose import Numeral, Passage
from .world import World


def read_texts(world: World, told: Iterable[Passage]) -> None:
    """Enter the numbers of these texts; what they say of the budget is judged by project."""
    moved: defaultdict[str, list[tuple[bool, Cell]]] = defaultdict(list)
    for passage in told:
        for numeral in (one for one in passage.numerals if one.kind not in ("date", "year")):
            is_out, is_in = (has_any(numeral.clause.text, "transfers", way) for way in ("out", "into"))
            is_moved = numeral.kind == "money" and (is_out or is_in)
            cell = numeral.enter(world.ledger, SELF_EVALUATION, passage.project, "transferred" if is_moved else passage.measure)
            if is_moved:
                moved[passage.project].append((is_out, cell))
            elif numeral.kind == "count":
                _state_listed_count(world, cell, numeral)
    for project, changes in moved.items():
        # initial budget less what was transferred away is the adjusted budget
        tables = world.project(SELF_EVALUATION, project)
        pairs = [*zip(tables.readings("budget"), tables.readings("adjusted_budget"), strict=False)]
        for is_out, cell in changes:
            if len(changes) == 1 and pairs:
                world.ledger.state(cell, "change", *(less(*map(together, pair if is_out else pair[::-1])) for pair in pairs))
            else:
                world.ledger.remark(cell, "one of several changes of the budget, or no budget is printed")


def _state_listed_count(world: World, cell: Cell, numeral: Numeral) -> None:
    """甲街道、乙街道等2个街道: as many as are named. 等 may also stand for others."""
    if not numeral.lead.endswith("等") or cell.number is None:
        return
    names = [name for name in numeral.lead.removesuffix("等").split("、") if name]
    if len(names) > 1 and _is_kind_of(numeral.after, names):
        doubt = "等 may stand for others that are not named" if len(names) < cell.known.value else ""
        world.ledger.state(cell, "count", Named("number of names listed", Number(Fraction(len(names)))), doubt=doubt)


def _is_kind_of(after: str, names: Sequence[str]) -> bool:
    """True where all names end with the word behind their number, and have letters of their own."""
    shortest = min(len(name) for name in names)
    endings = (names[0][-length:] for length in range(1, shortest))
    return any(after.startswith(end) and all(name.endswith(end) for name in names) for end in endings)
