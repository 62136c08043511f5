"""Words that tell a direction (大于, 持平, 增长, 减少的原因), against the amounts and rates beside them."""

from __future__ import annotations

from dataclasses import replace

from ..facts import Unbound
from ..sentences.statements import OPENING, PRIOR
from ..sentences.words import BUDGETS, group
from ..relations.judging import judge
from ..relations.tree import HUNDRED, NOTHING, Operand, Relation, Tree
from ..verdicts import DIFFERS, EQUAL, ROUNDING, Judgement
from .bases import actual_of, base_of, budgets_of, by_any_budget, change_beside, has_no_budget, rate_before
from .binding import Bound, money
from .results import DATUM, Result, that_fits
from .stated import Sources

_SIGNS = {"less": "<", "greater": ">", "equal": "="}


def judge_flat(entry: Bound, sources: Sources) -> Result:
    """与上年持平 beside a quoted amount of the year before: the same print; a datum where none is quoted."""
    quoted = sources.stated.prior(entry.refs[0], entry.statement)
    is_about = any(word in entry.statement.printed for word in group("about"))
    if is_about or quoted is None or quoted.place[0] != entry.place[0] or quoted.statement.sentence != entry.statement.sentence:
        return DATUM
    return _compared(entry, Relation(Operand(actual_of(entry, sources)), "=", Operand(money(quoted))))


def judge_direction(entry: Bound, sources: Sources) -> Result:
    """The word against the two amounts; against the rate where the budget is printed nowhere."""
    if entry.statement.direction == "equal" and any(word in entry.statement.printed for word in group("about")):
        return DATUM  # 与预算基本持平
    sign = _SIGNS[entry.statement.direction]
    if entry.statement.measure in (OPENING, PRIOR):
        return _compared(entry, Relation(Operand(actual_of(entry, sources)), sign, Operand(base_of(entry, sources))))
    if has_no_budget(entry, sources):
        rate = Operand(rate_before(entry, sources.stated))
        return _compared(entry, Relation(rate, sign, HUNDRED))
    actual = Operand(actual_of(entry, sources))
    trees = [Relation(actual, sign, Operand(budget)) for budget in budgets_of(entry, sources)]
    return by_any_budget([_compared(entry, tree) for tree in trees])


def judge_agreement(entry: Bound, sources: Sources) -> Result:
    """The word before the rate says the same direction as the word before the change."""
    change = change_beside(entry, sources.stated)
    if change is None:
        raise Unbound("no change in money is stated beside this rate")
    is_same = entry.statement.direction == entry.statement.measure
    tree = Relation(Operand(change, "d"), ">" if is_same else "<", NOTHING)
    interval = change.known.interval
    if is_same:
        return Result(Judgement(EQUAL, interval), tree)
    note = "the change in money goes the other way"
    verdict = ROUNDING if change.may_be_zero else DIFFERS
    return Result(Judgement(verdict, interval, note), tree)


def judge_reason(entry: Bound, sources: Sources) -> Result:
    """减少的主要原因 behind what is told of a change: one that goes that way is the one that it explains."""
    found = [result for one in sources.stated.changes_before(entry) if (result := _explained(entry, one)) is not None]
    return that_fits(found, is_exact=True) or (found[0] if found else DATUM)


def _explained(entry: Bound, told: Bound) -> Result | None:
    """A change, or a rate of completion, against the word; None where it may be none at all, or is of something else."""
    way, against = entry.statement.direction, entry.statement.measure
    is_of_budget = told.statement.kind == "completion" or told.statement.measure in BUDGETS
    if against and is_of_budget != (against != PRIOR) or told.number.may_be_zero:
        return None
    if told.statement.kind == "completion":
        result = _compared(entry, Relation(Operand(told.number), ">" if way == "up" else "<", HUNDRED))
        return result if told.number.known.value != 100 else None
    is_same = told.statement.direction == way
    tree = Relation(Operand(told.number, "d"), ">" if is_same else "<", NOTHING)
    note = "" if is_same else "the change that is told goes the other way"
    return Result(Judgement(EQUAL if is_same else DIFFERS, told.number.known.interval, note), tree)


def _compared(entry: Bound, tree: Tree) -> Result:
    """A word of comparison is judged on the printed numbers, whatever their decimals."""
    return Result(replace(judge(tree), is_touch=False), tree)
