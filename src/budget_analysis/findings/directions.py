"""Words of direction: which of two is wrong, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..amounts import Interval
from ..frames import text
from ..relations.ranges import evaluate
from ..relations.tree import NOTHING, All, Operand, Relation, facts_of, growth
from .mending import Mender
from .regions import meet
from .statements import CLAIM, Account, Judged, Number

UP, DOWN = "up", "down"
OPPOSITE = {UP: DOWN, DOWN: UP}
_TELLING = 3


@dataclass(frozen=True)
class Turned:
    """Two words that go opposite ways: that of a change (`change`) and that of its rate.

    `statements` are what differs because of it. `wrong` is the one whose word is wrong, as its
    own and other numbers prove, or empty where either may be. Where the words agree and both are
    wrong, `amount` is the number that the change leads to.
    """

    rate: Judged
    change: str
    wrong: str
    statements: tuple[Judged, ...]
    amount: str = ""


def find_turned(mender: Mender, violated: list[Judged]) -> Iterator[Turned]:
    """The pairs of words that contradict each other; what they explain is mended."""
    for one in violated:
        change = _change_of(mender.account, one)
        if not change or one.name in mender.mended:
            continue
        signs = _fitting(mender.account, one, change)
        own = text(one.record["direction"])
        turned = [other for other in _turned(mender, change) if other.name != one.name]
        if len(signs) == 1:
            wrong = one.name if own not in signs else change
        else:
            wrong = change if turned else ""
        explained = (one, *(turned if wrong == change else ()))
        mender.mended |= {each.name for each in explained}
        yield Turned(one, change, wrong, explained)
    yield from _both_turned(mender, violated)


def _both_turned(mender: Mender, violated: list[Judged]) -> Iterator[Turned]:
    """Rates that are to the last digit those of the other direction: the words of change and rate are wrong."""
    account = mender.account
    for one in violated:
        rate = account.numbers.get(one.own)
        if one.kind != "growth" or one.name in mender.mended or rate is None or not _tells(rate):
            continue
        way = text(one.record["direction"])
        for change, amount in _told_with(account, one):
            if text(change.record.get("direction")) == way and _fitting(account, one, change.id) == {OPPOSITE.get(way)}:
                explained = (one, *(other for other in _turned(mender, change.id) if other.name != one.name))
                mender.mended |= {each.name for each in explained}
                yield Turned(one, change.id, "", explained, amount.id)
                break


def _told_with(account: Account, one: Judged) -> Iterator[tuple[Number, Number]]:
    """The change and the amount of a rate of growth."""
    tree = account.trees.get(one.name)
    for clause in tree.clauses if isinstance(tree, All) else (tree,):
        told = [account.numbers.get(fact.id) for fact in facts_of(clause)] if clause is not None else []
        numbers = list({number.id: number for number in told if number is not None}.values())
        changes = [number for number in numbers if number.source != "cell" and text(number.record.get("direction")) in OPPOSITE]
        if len(numbers) == 2 and len(changes) == 1:
            [amount] = [number for number in numbers if number is not changes[0]]
            yield changes[0], amount


def _tells(rate: Number) -> bool:
    """True for a rate of so many digits that it does not fit by chance."""
    return len(rate.printed.replace(".", "").strip("0")) >= _TELLING


def _change_of(account: Account, one: Judged) -> str:
    """The change whose word another word contradicts; empty for any other statement."""
    tree = account.trees.get(one.name)
    is_asked = one.source == CLAIM and isinstance(tree, Relation) and tree.right == NOTHING
    if not is_asked or not isinstance(tree, Relation) or not isinstance(tree.left, Operand):
        return ""
    name = tree.left.fact.id
    number = account.numbers.get(name)
    return name if number is not None and text(number.record.get("direction")) in OPPOSITE else ""


def _fitting(account: Account, one: Judged, change: str) -> set[str]:
    """The directions for which the rate that has the word is what its numbers give."""
    place = _place(one)
    rates = [
        other
        for other in account.judged.values()
        if other.kind == "growth" and _place(other) == place and other.own in account.numbers
    ]
    found = set()
    for other in rates:
        tree = account.trees.get(other.name)
        clauses = tree.clauses if isinstance(tree, All) else (tree,)
        for clause in clauses:
            facts = {fact.id: fact for fact in facts_of(clause)} if clause is not None else {}
            amounts = [fact for name, fact in facts.items() if name != change]
            if change not in facts or len(amounts) != 1:
                continue
            for direction in (UP, DOWN):
                reach = evaluate(growth(facts[change], amounts[0], is_up=direction == UP))
                if reach is not None and meet(reach[1], account.intervals[other.own]) is not None:
                    found.add(direction)
    return found


def _place(one: Judged) -> tuple[str, ...]:
    return tuple(text(one.record.get(name)) for name in ("block", "start", "end"))


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
