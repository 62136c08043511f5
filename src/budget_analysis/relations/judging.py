"""Trees to verdicts. A printed number against a result, a relation: no tolerance in either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ..amounts import Interval, ends, round_to
from ..facts import Fact
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNDEFINED, Judgement, gravest
from ..verdicts import judge as judge_number
from .ranges import evaluate
from .tree import All, Named, Operand, Relation, Tree, facts_of, less, with_facts

BASE_MAY_BE_ZERO = "the base may be zero"
UNIT_NOT_PRINTED = "no unit of money is printed above form {form}, and in another unit the numbers agree"
_FACTORS = tuple(Fraction(10) ** power for power in (4, -4, 3, -3, 8, -8))
"""Between 元, 千元, 万元 and 亿元; not ten times, which a slip of the point makes too."""

_FAR = 100
"""Times that the largest number of a form in another unit is larger, or smaller, than those that it is held against."""


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


# --- forms above which no unit of money is printed: do they agree in another unit than the assumed one? ---


def agrees_in_other_unit(tree: Tree, this: Fact | None = None) -> str:
    """Why a relation that differs proves nothing: it holds once the forms without a unit are read in another one."""
    facts = [*facts_of(tree), *((this,) if this is not None else ())]
    forms = {fact.form for fact in facts if _has_no_unit(fact)}
    for factor in _FACTORS if forms and _is_far(facts) else ():
        if judge(with_facts(tree, partial(_scaled, factor)), this).verdict != DIFFERS:
            return UNIT_NOT_PRINTED.format(form=min(forms))
    return ""


def _is_far(facts: Sequence[Fact]) -> bool:
    """True where the numbers without a unit are of another size than the others: in another unit nearly all is less than the rest."""
    largest = [
        max((abs(fact.amount) for fact in facts if _has_no_unit(fact) is is_bare), default=0)
        for is_bare in (True, False)
    ]
    return all(largest) and max(largest) > _FAR * min(largest)


def _has_no_unit(fact: Fact) -> bool:
    return bool(fact.form and not fact.unit and fact.amount)


def _scaled(factor: Fraction, fact: Fact) -> Fact:
    return replace(fact, number=fact.known.scaled(factor)) if _has_no_unit(fact) else fact
