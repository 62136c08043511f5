"""Trees to verdicts. A printed number against a result, a relation: no tolerance in either."""

from __future__ import annotations

from fractions import Fraction

from ..amounts import Interval, ends, round_to
from ..facts import Fact
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNDEFINED, Judgement, gravest
from ..verdicts import judge as judge_number
from .ranges import evaluate
from .tree import All, Named, Operand, Relation, Tree, less

BASE_MAY_BE_ZERO = "the base may be zero"


def judge(tree: Tree, this: Fact | None = None) -> Judgement:
    """The verdict on a statement; ranges are in the common unit.

    Args:
        tree: a relation, several of them, or the result that the statement's own number should be.
        this: the printed number of the statement.
    """
    if isinstance(tree, Named) and tree.meaning is not None:
        return judge(tree.meaning, this)
    if isinstance(tree, All):
        return gravest([judge(clause, this) for clause in tree.clauses])
    if isinstance(tree, Relation) and not tree.is_result:
        return _judge_relation(tree, this)
    result = tree.right if isinstance(tree, Relation) else tree
    found = evaluate(result)
    if found is None:
        return Judgement(UNDEFINED, note=BASE_MAY_BE_ZERO)
    assert this is not None
    return judge_number(this.known, *found)


def _judge_relation(relation: Relation, this: Fact | None) -> Judgement:
    """The range is that of left less right.

    `equal` where the printed numbers themselves satisfy it, a single number also after rounding
    to its printed digits; `rounding` where some values that print like this do.
    """
    gap = evaluate(less(relation.left, relation.right), this)
    # sums of printed numbers always have a value
    assert gap is not None
    point, computed = gap
    verdict, is_touch = compare(relation.sign, point, computed)
    if verdict == ROUNDING and relation.sign == "=" and _prints_as(relation, this):
        verdict, is_touch = EQUAL, False
    return Judgement(verdict, computed, is_touch=is_touch)


def compare(sign: str, point: Fraction, computed: Interval) -> tuple[str, bool]:
    """The verdict on `0 sign 0` for a difference, and whether it hangs on a single point."""
    low, high = ends(computed)
    if sign in (">", ">="):
        return compare(sign.replace(">", "<"), -point, Interval(-high, -low))
    if sign == "=":
        holds, possible, touches = point == 0, computed.contains(0), 0 in (low, high)
    elif sign == "<=":
        holds, possible, touches = point <= 0, low <= 0, low == 0
    else:
        holds, possible, touches = point < 0, low < 0, False
    if holds:
        return EQUAL, False
    return (ROUNDING, touches and low != high) if possible else (DIFFERS, False)


def _prints_as(relation: Relation, this: Fact | None) -> bool:
    """True when one side is one printed number, and the other side rounds to it."""
    for own, other in ((relation.left, relation.right), (relation.right, relation.left)):
        number = own.fact.known if isinstance(own, Operand) else None
        if number is None or number.is_exact or not number.resolution:
            continue
        found = evaluate(other, this)
        if found is not None and number.value in round_to(found[0], number.resolution):
            return True
    return False
