"""Numbers of forms above which no unit of money is printed: do they agree in another unit than the assumed one?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ..facts import Fact
from ..verdicts import DIFFERS
from .judging import judge
from .tree import Tree, facts_of, with_facts

UNIT_NOT_PRINTED = "no unit of money is printed above form {form}, and in another unit the numbers agree"
_FACTORS = tuple(Fraction(10) ** power for power in (4, -4, 3, -3, 8, -8))
"""Between 元, 千元, 万元 and 亿元; not ten times, which a slip of the point makes too."""

_FAR = 100
"""Times that the largest number of a form in another unit is larger, or smaller, than those that it is held against."""


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
