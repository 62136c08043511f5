"""Numbers of the prose that cannot be more than others, as statements of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..amounts import Linear, ends
from ..verdicts import DIFFERS, EQUAL, ROUNDING, Judgement
from .binding import FORMS_WORLD, Bound, Forms, Operand, Stated, Unbound, intervals, money, operand, values
from .closures import Result
from .lexicon import Nesting, nestings


@dataclass(frozen=True)
class Nested:
    """A further statement of a number that has already been read."""

    bound: Bound
    result: Result


def nest(stated: Stated, forms: Forms) -> list[Nested]:
    """One statement per nesting whose numbers are all in the document, at its last part."""
    found = []
    for nesting in nestings():
        parts = [part for place in nesting.parts if (part := stated.named(place)) is not None]
        if len(parts) < len(nesting.parts):
            continue
        last = parts[-1]
        try:
            whole = operand(nesting.whole, last.statement, FORMS_WORLD, forms, stated)
            result = _judge(nesting, [money(part) for part in parts], whole)
        except Unbound:
            continue
        statement = replace(last.statement, kind="nesting")
        claim_id = f"{last.claim_id}.{nesting.whole.split('/')[1]}"
        found.append(Nested(replace(last, claim_id=claim_id, statement=statement), result))
    return found


def _judge(nesting: Nesting, parts: Sequence[Operand], whole: Operand) -> Result:
    rest = Linear.total(part.linear for part in parts) - whole.linear
    operands = [*parts, whole]
    gap = rest.range(intervals(operands))
    low, _ = ends(gap)
    point = rest.at(values(operands))
    verdict = EQUAL if point <= 0 else ROUNDING if low <= 0 else DIFFERS
    formula = " + ".join("abc"[: len(parts)]) + " <= whole"
    note = f"{nesting.id}: the parts together are at most the whole"
    return Result(Judgement(verdict, gap, note), formula, tuple(one.id for one in operands))
