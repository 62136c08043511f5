"""Numbers of the prose that cannot be more than others, as statements of their own."""

from __future__ import annotations

from collections.abc import Sequence

from ..amounts import Interval, Linear, ends
from ..verdicts import DIFFERS, EQUAL, ROUNDING, Judgement
from .binding import (
    FORMS_WORLD,
    Bound,
    Stated,
    intervals,
    money,
    operand,
    values,
)
from .lexicon import Nesting, nestings
from .places import Forms, Operand, Unbound
from .results import Derived, Result, derive, letter, letters


def nest(bound: Sequence[Bound], stated: Stated, forms: Forms) -> list[Derived]:
    """One statement per nesting whose numbers are all in the document, at its last part."""
    found = []
    for nesting in nestings():
        try:
            if nesting.unit:
                parts, operands, whole = _things(nesting, bound)
            else:
                parts = [_stated(place, stated) for place in nesting.parts]
                operands = [money(part) for part in parts]
                whole = operand(nesting.whole, parts[-1].statement, FORMS_WORLD, forms, stated)
        except Unbound:
            continue
        name = nesting.whole.split("/")[1]
        found.append(derive(parts[-1], "nesting", name, _judge(nesting, operands, whole)))
    return found


def _stated(place: str, stated: Stated) -> Bound:
    part = stated.named(place)
    if part is None:
        raise Unbound(f"{place} is stated nowhere in the document")
    return part


def _things(nesting: Nesting, bound: Sequence[Bound]) -> tuple[list[Bound], list[Operand], Operand]:
    """The first count of each part and of the whole, as exact operands.

    Raises:
        Unbound: one of them is not stated.
    """
    entries = []
    for place in (*nesting.parts, nesting.whole):
        said = (entry for entry in bound if _is_count(entry, place, nesting.unit))
        entry = next(said, None)
        if entry is None:
            raise Unbound(f"{place} is counted nowhere in the document")
        entries.append(entry)
    operands = []
    for entry in entries:
        assert entry.number is not None
        exact = Interval(entry.number.value, entry.number.value)
        operands.append(Operand(entry.claim_id, entry.number.value, exact))
    return entries[:-1], operands[:-1], operands[-1]


def _is_count(entry: Bound, place: str, unit: str) -> bool:
    statement = entry.statement
    is_clear = not (statement.doubt or statement.year)
    is_count = statement.kind == "count" and statement.unit == unit and entry.number is not None
    return is_clear and is_count and place in entry.refs


def _judge(nesting: Nesting, parts: Sequence[Operand], whole: Operand) -> Result:
    rest = Linear.total(part.linear for part in parts) - whole.linear
    operands = [*parts, whole]
    gap = rest.range(intervals(operands))
    low, _ = ends(gap)
    point = rest.at(values(operands))
    verdict = EQUAL if point <= 0 else ROUNDING if low <= 0 else DIFFERS
    formula = f"{letters(parts)} <= {letter(len(parts))}"
    note = f"{nesting.id}: the parts together are at most the whole"
    return Result(Judgement(verdict, gap, note), formula, tuple(one.id for one in operands))
