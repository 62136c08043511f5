"""Words of direction: which of two is wrong, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..amounts import Interval, Linear, ratio_range
from ..checks.operands import text
from ..relations.ranges import Quotient
from ..relations.tree import NOTHING, Operand, Relation
from .mending import Mender
from .regions import meet
from .statements import CLAIM, Account, Judged

UP, DOWN = "up", "down"
OPPOSITE = {UP: DOWN, DOWN: UP}


@dataclass(frozen=True)
class Turned:
    """Two words that go opposite ways: that of a change (`change`) and that of its rate.

    `statements` are what differs because of it. `wrong` is the one whose word is wrong, as its
    own and other numbers prove, or empty where either may be.
    """

    rate: Judged
    change: str
    wrong: str
    statements: tuple[Judged, ...]


def find_turned(mender: Mender, violated: list[Judged]) -> Iterator[Turned]:
    """The pairs of words that contradict each other; what they explain is mended."""
    for one in violated:
        change = _change_of(mender.account, one)
        if not change or one.name in mender.mended:
            continue
        signs = _fitting(mender, one, change)
        own = text(one.record["direction"])
        turned = _turned(mender, change)
        if len(signs) == 1:
            wrong = one.name if own not in signs else change
        else:
            wrong = change if turned else ""
        explained = (one, *(turned if wrong == change else ()))
        mender.mended |= {each.name for each in explained}
        yield Turned(one, change, wrong, explained)


def _change_of(account: Account, one: Judged) -> str:
    """The change whose word another word contradicts; empty for any other statement."""
    tree = account.trees.get(one.name)
    is_asked = one.source == CLAIM and isinstance(tree, Relation) and tree.right == NOTHING
    if not is_asked or not isinstance(tree, Relation) or not isinstance(tree.left, Operand):
        return ""
    name = tree.left.fact.id
    number = account.numbers.get(name)
    return name if number is not None and text(number.record.get("direction")) in OPPOSITE else ""


def _fitting(mender: Mender, one: Judged, change: str) -> set[str]:
    """The directions for which the rate that has the word is what its numbers give."""
    place = tuple(text(one.record[name]) for name in ("block", "start", "end"))
    found = set()
    for name in mender.account.touching.get(change, []):
        other = mender.account.judged[name]
        ratio = other.ratio
        if other.kind != "growth" or ratio is None or other.own not in mender.account.numbers:
            continue
        if tuple(text(other.record[name]) for name in ("block", "start", "end")) != place:
            continue
        for direction, sign in ((UP, -1), (DOWN, 1)):
            reach = _range(mender, ratio, change, Fraction(sign))
            own = mender.account.intervals[other.own]
            if reach is not None and meet(reach, own) is not None:
                found.add(direction)
    return found


def _range(mender: Mender, ratio: Quotient, change: str, sign: Fraction) -> Interval | None:
    """A rate of growth for a change that goes up (-1: the year before was less) or down."""
    if change not in ratio.bottom.coefficients:
        return None
    bottom = Linear({**ratio.bottom.coefficients, change: sign}, ratio.bottom.constant)
    try:
        return ratio_range(ratio.top, bottom, mender.intervals)
    except (ValueError, ZeroDivisionError):
        return None


def _turned(mender: Mender, change: str) -> list[Judged]:
    """The violated statements that hold where the change goes the other way."""
    reach = mender.intervals[change]
    if reach.low is None or reach.high is None:
        return []
    mender.intervals[change] = Interval(-reach.high, -reach.low)
    try:
        return [one for one in mender.about((change,)) if one.is_violated and one.rows and mender.holds(one)]
    finally:
        mender.intervals[change] = reach
