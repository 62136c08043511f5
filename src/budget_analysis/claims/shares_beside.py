"""A share of which it is not certain of what it is one, beside others that are shares of one whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..facts import Fact
from ..facts.numbers import is_money
from ..relations.judging import judge
from ..relations.tree import Operand, Ratio, Tree, add, facts_of, percent
from ..sentences.wholes import NO_WORD, NOT_SAID
from ..sentences.words import is_whole
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .shares import OF_LINE
from .binding import Bound, money
from .partitions import are_beside
from .results import CONFIRMED, FEWEST, Derived, Result, judged

_LIST = 4
"""Paragraphs of one list at most, each with its share."""


def settle(told: Sequence[Derived], read: Mapping[str, Result]) -> list[Derived]:
    """A share of which it is not certain of what it is one, beside others that are shares of one whole: of that too.

    Two or more shares of the paragraph (of the section, where they name the whole alike) fit one whole
    to three digits, or one of them does and the amounts of both make that whole. Then one whose amount
    stands right before it is one of that whole too, with fewer digits as well, and contradicts it where
    it does not fit; so does one that was read like them and fits only another whole, which none of them
    is a share of.

    Args:
        read: by claim identifier, what shares that could not be read for certain are as they were read.
    """
    bound = [one.bound for one in told]
    fitting = [one for one in told if one.bound.statement.kind == "share" and one.is_telling]
    settled = []
    for one in told:
        if one.bound.statement.kind == "share" and not one.bound.statement.year:
            other = _as_they_are(one, read.get(one.bound.claim_id, one.result), fitting, bound)
            one = one if other is None else replace(one, result=replace(other, reading=CONFIRMED))
        settled.append(one)
    return settled


def _as_they_are(share: Derived, own: Result, fitting: Sequence[Derived], bound: Sequence[Bound]) -> Result | None:
    """The share as one of the whole that the others show; None where it may be one of another, or is judged so already."""
    entry, here = share.bound, share.bound.statement
    own_part = facts_of(own.tree)[0] if own.tree is not None else None
    if here.doubt == NO_WORD:
        row = _without_word(entry, fitting)
        if not row:
            return None  # nothing shows that it is a share
        if own.verdict == DIFFERS and (len(row) >= FEWEST or _make_whole(row, own_part)):
            return own
    amount = own_amount(entry, bound)
    is_item = amount is not None and not any(one.statement.block == amount.statement.block and one.place < amount.place for one in bound if is_money(one.statement.unit))
    by_whole: dict[str, list[Derived]] = {}
    for one in fitting:
        if _is_in_list(one.bound, entry, is_item):
            by_whole.setdefault(_whole_of(one.result), []).append(one)
    is_told = here.base is not None and (here.doubt in ("", NO_WORD) or own.verdict == DIFFERS)
    part = money(amount) if amount is not None else None
    alike = [said for said in by_whole.values() if all(one.bound.statement.base == here.base for one in said)]
    shown = [said for said in alike if is_told and len(said) >= FEWEST or _make_whole(said, part)]
    if len(shown) != 1 or (tree := shown[0][0].result.tree) is None or not _is_told_before(entry, whole := _bottom(tree), bound):
        return None
    if _stands_beside(entry, whole, bound):
        return None
    is_alone = share.result.verdict == EQUAL and share.result.reading != CONFIRMED and len(by_whole.get(_whole_of(own), ())) == 1 and not _is_beside_named(entry, bound) and not _is_named_before(entry, own, fitting)
    is_open = share.result.verdict == UNCHECKED and share.result.note != OF_LINE and amount is not None and here.doubt in ("", NOT_SAID, NO_WORD)
    part = own_part or part
    if part is None or not (is_open or is_alone) or part in facts_of(whole):
        return None
    other = judged(entry, percent(Operand(part), whole))
    if other.verdict == DIFFERS and fits_behind(entry, part, bound):
        return None
    return other if other.verdict == DIFFERS or is_open and other.verdict == EQUAL else None


def fits_behind(share: Bound, part: Fact, bound: Sequence[Bound]) -> bool:
    """灌区改造52.37万元，占比47.77%（灌区总投资109.63万元）: True where the whole is told right behind."""
    behind = [one for one in bound if one.statement.told_in == share.statement.told_in and one.place > share.place and one.fact is not None]
    first = min(behind, key=lambda one: one.place, default=None)
    return first is not None and is_money(first.statement.unit) and judged(share, percent(Operand(part), Operand(first.number))).verdict == EQUAL


def _stands_beside(entry: Bound, whole: Tree, bound: Sequence[Bound]) -> bool:
    """基本支出…，其中人员经费…，占基本支出的…；项目支出…，占56.18%: beside that whole in one total, not of it."""
    names = {fact.id for fact in facts_of(whole)}
    wholes = {ref for one in bound if one.claim_id in names for ref in one.refs[:1] if not is_whole((ref,))}
    return any(are_beside(ref, other) for ref in entry.refs[:1] for other in wholes)


def _without_word(entry: Bound, fitting: Sequence[Derived]) -> list[Derived]:
    """图2：财政拨款收入87.91%、事业收入6.73%、其他收入5.73%: the others of a row of percentages that fit one whole, each of a part of its own."""
    here = entry.statement
    said = [(one, one.bound.statement) for one in fitting]
    alike = [one for one, there in said if there.told_in == here.told_in and there.doubt == NO_WORD and there.base == here.base]
    parts = {one.bound.refs for one in alike} | {entry.refs}
    return alike if len(parts) > len(alike) else []


def _is_in_list(one: Bound, entry: Bound, is_item: bool) -> bool:
    """True for a share of the same paragraph, one of those around, or one of the section that names its whole by the same words.

    Args:
        is_item: the share is that of what its paragraph tells first: ③年初结转和结余6.00万元（占2.00%）.
    """
    here, there = entry.statement, one.statement
    if is_item and here.base == there.base and abs(here.block - there.block) <= _LIST:
        return True
    is_alike = here.is_base_named and there.is_base_named and here.base is not None and there.base is not None and here.base.words == there.base.words
    return there.block == here.block or is_alike and one.section == entry.section


def own_amount(entry: Bound, bound: Sequence[Bound]) -> Bound | None:
    """The amount right before the share, where it is that of the part for certain."""
    last = amount_before(entry, bound)
    is_own = last is not None and last.statement.kind == "amount" and last.is_clear and last.refs[:1] == entry.refs[:1] and last.measure in ("", "actual")
    return last if is_own else None


def _make_whole(said: Sequence[Derived], amount: Fact | None) -> bool:
    """基本支出40.00万元，占40.00%；项目支出60.00万元，占…: True where the amounts of both make what the one is a share of."""
    tree = said[0].result.tree
    if tree is None or amount is None:
        return False
    whole = facts_of(_bottom(tree))
    parts = {fact.id: fact for fact in (amount, *(facts_of(one.result.tree)[0] for one in said if one.result.tree is not None))}
    if len(whole) != 1 or len(parts) < FEWEST:
        return False
    return judge(add(list(parts.values())), whole[0]).verdict == EQUAL


def _is_told_before(entry: Bound, whole: Tree, bound: Sequence[Bound]) -> bool:
    """True unless the whole is told only behind the share."""
    names = {fact.id for fact in facts_of(whole)}
    return all(one.place < entry.place for one in bound if one.claim_id in names)


def _is_beside_named(entry: Bound, bound: Sequence[Bound]) -> bool:
    """True where the share right before it names another of the wholes that it may be one of: 在职占人员经费的80.00%、离退休占20.00%."""
    here = entry.statement
    before = [one.statement for one in bound if one.statement.kind == "share" and one.statement.block == here.block and one.statement.end < here.end]
    last = max(before, key=lambda one: one.end, default=None)
    return last is not None and last.is_base_named and last.base in here.other_bases


def _is_named_before(entry: Bound, own: Result, fitting: Sequence[Derived]) -> bool:
    """True where a share in one of the paragraphs before names the whole that this one fits: 路灯改造60.00万元，占项目支出的60.00%。/ 管网维修40.00万元，占40.00%。"""
    here = entry.statement
    named = [one for one in fitting if one.bound.statement.is_base_named and 0 <= here.block - one.bound.statement.block <= _LIST and one.bound.place < entry.place]
    return any(_whole_of(one.result) == _whole_of(own) for one in named)


def _bottom(tree: Tree) -> Tree:
    """The whole that a share is one of."""
    return tree.bottom if isinstance(tree, Ratio) else Operand(facts_of(tree)[-1])


def _whole_of(result: Result) -> str:
    """The numbers that the whole of a share is made of; empty where it has none."""
    return " ".join(fact.id for fact in facts_of(_bottom(result.tree))) if result.tree is not None and result.operands else ""


def amount_before(entry: Bound, bound: Sequence[Bound]) -> Bound | None:
    """The last amount before a share, where it stands in its sentence."""
    here = entry.statement
    before = [
        one for one in bound
        if one.statement.block == here.block and one.statement.end < here.end and is_money(one.statement.unit)
    ]  # fmt: skip
    last = max(before, key=lambda one: one.place, default=None)
    return last if last is not None and last.statement.sentence == here.sentence else None
