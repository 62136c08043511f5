"""What sentences say of quantities that no form prints: the text is held against itself.

A whole is held against the parts that the text tells of it, a change against the changes of the
parts. Parts that the text leaves out may be anything from zero
up: then only more than the whole contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from .. import codes
from ..facts import Fact, Forms, Unbound
from ..facts.numbers import is_money
from ..relations.identities import Part
from ..sentences.words import BUDGETS, is_balance, of_the_year, side_of
from ..relations.tree import Operand, Relation, Sum, Tree, add
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from .binding import Bound, money
from .partitions import WHOLE_ACCOUNT, Partition, at_most, parts_of
from .results import FEWEST, Derived, Result, derive, judged

_OF_YEAR_ALONE = "the two totals may be those of the year alone, without balances"
_LIST = 8
"""Paragraphs of a list: the whole, and each of its parts in one of its own, perhaps behind a title."""


def add_up_alone(relations: Sequence[Part], bound: Sequence[Bound], forms: Forms) -> list[Derived]:
    """Wholes against the parts that the text tells, where no form prints the whole; changes always."""
    clear = [entry for entry in bound if entry.is_clear and entry.refs]
    found: dict[str, Derived] = {}
    listed: dict[str, Derived] = {}
    crossed: list[Derived] = []
    for partition in map(Partition.of, relations):
        is_absent = forms.is_absent(partition.whole)
        if not is_absent and partition.family:
            continue
        partition = _with_classes(partition, clear)
        for kind in ("amount", "change") if is_absent else ("change",):  # no form prints changes
            sums = list(_sums(partition, kind, clear, bound))
            for derived in sums:
                if derived.result.verdict == DIFFERS and (_is_one_list(derived, clear) or _is_of_account(derived, clear)):
                    listed.setdefault(derived.bound.claim_id, derived)
                if derived.result.verdict == DIFFERS and len(derived.result.operands) == 1:
                    crossed.append(derived)
                known = found.get(derived.bound.claim_id)
                if known is None or _weight(derived, kind) > _weight(known, kind):
                    found[derived.bound.claim_id] = derived
            if any(one.result.verdict in (DIFFERS, UNCHECKED) for one in sums):
                break  # what is wrong with the amounts need not be told again of their changes
        found |= {one.bound.claim_id: one for one in _implied_budgets(partition, clear)}
    # a total that is only that of the other side is told again where the list behind it does not make it
    hidden = [one for name, one in listed.items() if found[name].result.verdict != DIFFERS and len(found[name].result.operands) == 1]
    # a total that its own list makes is not blamed for the one of the other side, which is
    others = [_turned(one, clear) for one in crossed if found[one.bound.claim_id].result.verdict != DIFFERS and not _are_of_year(one, clear)]
    found |= {one.bound.claim_id: one for one in others if one.bound.claim_id not in found}
    return [*found.values(), *(replace(one, bound=replace(one.bound, claim_id=f"{one.bound.claim_id}_list")) for one in hidden)]


def _are_of_year(crossed: Derived, clear: Sequence[Bound]) -> bool:
    """收入决算总计942.6万元，其中：…；支出决算总计917.8万元，其中：…: True where lists without balances, of one part perhaps, make both, which are 合计 then."""
    totals = [one for one in clear if one.claim_id in (crossed.bound.claim_id, *crossed.result.operands) and one.statement.kind == "amount"]
    lists = [_list_of(total, clear) for total in totals]
    return all(
        bool(parts) and not any(is_balance(one.refs[:1]) for one in parts) and judged(total, add([money(one) for one in parts])).verdict == EQUAL
        for total, parts in zip(totals, lists, strict=True)
    )  # fmt: skip


def _list_of(total: Bound, clear: Sequence[Bound]) -> list[Bound]:
    """The parts that its paragraph lists behind a total."""
    return [one for one in clear if one.statement.kind == "amount" and one.statement.within == total.statement.subject and one.statement.block == total.statement.block]


def _turned(told: Derived, clear: Sequence[Bound]) -> Derived:
    """收入总计18148.54万元，支出总计14148.54万元，其中…: told at the other of the two totals."""
    other = next(one for one in clear if one.claim_id == told.result.operands[0])
    return derive(other, "sum", "told", judged(other, Operand(money(told.bound))))


def _is_one_list(derived: Derived, clear: Sequence[Bound]) -> bool:
    """True where one section tells the whole and, near it, all of its parts."""
    parts = [one for one in clear if one.claim_id in derived.result.operands]
    here = derived.bound.statement
    return len(parts) >= FEWEST and all(
        one.statement.section == here.section and abs(one.statement.block - here.block) <= _LIST and not one.other_refs
        for one in parts
    )


def _is_of_account(derived: Derived, clear: Sequence[Bound]) -> bool:
    """True where sections on the whole account tell parts that make more than their total, each by no other name."""
    parts = [one for one in clear if one.claim_id in derived.result.operands]
    is_above = isinstance(derived.result.tree, Relation) and derived.result.tree.sign == "<="
    return is_above and len(_of_account(parts)) == len(parts) >= FEWEST


def _implied_budgets(partition: Partition, clear: Sequence[Bound]) -> Iterator[Derived]:
    """A budget against the budgets of all parts, each told as an amount and its difference to the budget.

    …支出预算为49.90万元，其中：公务接待费支出5.21万元，与预算相比减少0.10万元；公务用车…与预算相比无变化
    """
    for whole in clear:
        if len(partition.parts) < FEWEST or not is_told(whole, partition.whole, "amount", BUDGETS):
            continue
        near = [one for one in clear if one.section == whole.section]
        terms: list[tuple[int, Tree]] = []
        actual: list[tuple[int, Tree]] = []
        for ref in partition.parts:
            spent = next((one for one in near if is_told(one, ref, "amount", ("", "actual"))), None)
            gap = next((one for one in near if is_told(one, ref, "change", BUDGETS)), None)
            is_same = any(is_told(one, ref, "direction", BUDGETS, "equal") for one in near)
            has_budget = any(is_told(one, ref, "amount", BUDGETS) for one in near)
            if spent is None or has_budget or bool(gap) == is_same:
                break
            actual.append((1, Operand(money(spent))))
            terms.append(actual[-1])
            if gap is not None:
                terms.append((-1 if gap.statement.direction == "up" else 1, Operand(money(gap))))
        else:
            spent = next((one for one in near if is_told(one, partition.whole, "amount", ("", "actual"))), None)
            if partition.family and (spent is None or judged(spent, Sum(tuple(actual))).verdict != EQUAL):
                continue  # the classes that are named may not be all
            yield derive(whole, "sum", "implied", judged(whole, Sum(tuple(terms))))


def is_told(entry: Bound, ref: str, kind: str, measures: Sequence[str], direction: str = "") -> bool:
    """True for a statement of this kind on one quantity, which may be no other."""
    statement = entry.statement
    is_of_kind = statement.kind == kind and statement.measure in measures and not entry.other_refs
    return is_of_kind and entry.refs[:1] == (ref,) and direction in ("", statement.direction)


def _weight(derived: Derived, kind: str) -> tuple[bool, int]:
    """Of two ways to divide a whole the finer counts; of amounts one that holds, as a wrong part is told of itself."""
    holds = kind == "amount" and derived.result.holds
    return holds, len(derived.result.operands)


def _with_classes(partition: Partition, clear: Sequence[Bound]) -> Partition:
    """The classes (类) that the text names stand for those of the form; items it names too loosely."""
    if partition.family != "classes":
        return partition
    named = dict.fromkeys(entry.refs[0] for entry in clear)
    return replace(partition, parts=tuple(ref for ref in named if _is_class_of(partition.whole, ref)))


def _is_class_of(whole: str, ref: str) -> bool:
    form, row, measure = (*ref.split("/"), "", "")[:3]
    return whole == f"{form}/total/{measure}" and codes.fold_name(row) in codes.class_by_name()


def _as_whole(entry: Bound, partition: Partition) -> Bound | None:
    """What tells this whole: by that name, or with the other side of the account (收、支总计), of whose parts it is a statement of its own."""
    if entry.refs[:1] == (partition.whole,):
        return entry
    is_of_both = partition.whole in entry.refs and {side_of(ref) for ref in entry.refs} == {"revenue", "expenditure"} and not entry.other_refs
    return replace(entry, claim_id=f"{entry.claim_id}_other_side", refs=(partition.whole,)) if is_of_both and len(partition.parts) >= FEWEST else None


def _sums(
    partition: Partition, kind: str, clear: Sequence[Bound], bound: Sequence[Bound]
) -> Iterator[Derived]:
    for measure in ("", *BUDGETS):
        said = [one for one in clear if one.statement.kind == kind and one.measure == measure]
        wholes = [one for entry in said if (one := _as_whole(entry, partition)) is not None]
        account = _of_account([*wholes, *(one for one in said if one.refs[0] in partition.parts)])
        for number, whole in enumerate(wholes):
            after = wholes[number + 1] if number + 1 < len(wholes) else None
            before = wholes[number - 1] if number else None
            groups = [
                [one for one in said if _follows(one, whole, after)],
                [one for one in said if _precedes(one, before, whole)],
                account if whole in account else [],
            ]
            sums = [_sum(partition, kind, whole, parts_of(partition, group), bound) for group in groups]
            # what may be told of another thing contradicts no sum
            behind = sums[1] if partition.family and sums[1] is not None and sums[1].result.verdict == DIFFERS else None  # classes told before may be of more
            told = [one for one in sums if one is not None and one is not behind and not (whole.other_refs and one.result.verdict == DIFFERS and not _is_above_both(one))]
            if told:
                yield next((one for one in told if one.result.holds), told[0])


def _is_above_both(told: Derived) -> bool:
    """总收入1846.73万元，其中财政拨款1821.50万元，其他收入29.23万元: parts of the year are no more than its total, nor than that with balances."""
    is_at_most = isinstance(told.result.tree, Relation) and told.result.tree.sign == "<="
    return is_at_most and all(of_the_year((ref,)) == [*told.bound.refs[:1]] for ref in told.bound.other_refs)


def _of_account(said: Sequence[Bound]) -> list[Bound]:
    """What the sections on the whole account tell, each quantity with one print only."""
    own = [one for one in said if one.section in WHOLE_ACCOUNT and not one.other_refs]
    prints: dict[str, set[str]] = {}
    for one in own:
        prints.setdefault(one.refs[0], set()).add(one.statement.printed)
    return [one for one in own if len(prints[one.refs[0]]) == 1]


def _sum(
    partition: Partition, kind: str, whole: Bound, parts: Mapping[str, Bound], bound: Sequence[Bound]
) -> Derived | None:
    if not parts:
        return None
    left_out = [
        ref for ref in partition.parts if ref not in parts and not is_nil(ref, kind, whole, bound)
    ]
    is_all = not left_out and not partition.family
    try:
        tree = _tree(whole, parts.values(), kind)
        result = judged(whole, tree)
    except Unbound:
        return None
    if result.verdict == DIFFERS and kind == "amount" and (more := _more_of_list(parts, bound)):
        # 车辆费用16.00万元（其中购置5.00万元，运行维护6.00万元，租车费5.00万元）: a part that no form knows
        result = judged(whole, _tree(whole, [*parts.values(), *more], kind))
        return derive(whole, "sum", "told", result) if result.verdict == EQUAL else None
    is_of_year = all(_is_of_year_alone(one, bound) for one in (whole, *parts.values())) or _is_without_balances(whole, parts) or _may_be_of_year(whole, parts, bound)
    if result.verdict == DIFFERS and kind == "amount" and is_of_year and not _is_shifted(whole, parts, bound):
        return derive(whole, "sum", "told", result.weighed(UNCHECKED, _OF_YEAR_ALONE))
    if result.verdict == DIFFERS and any(_is_within_another(one, whole) or one.may_be_of_fund for one in parts.values()):
        return None
    fitting = (EQUAL, ROUNDING) if kind == "amount" else (EQUAL,)
    is_proof = not is_all and kind == "amount" and _is_above(result, money(whole))
    if is_proof:  # parts of which some are left out make no more than their whole
        result = at_most(whole, tree)
    if len(parts) < min(FEWEST, len(partition.parts)) and not is_proof:
        return None
    if not (is_all or is_proof) and result.verdict not in fitting:
        return None
    if kind == "change":
        whole = replace(whole, statement=replace(whole.statement, measure="change"))
    return derive(whole, "sum", "told" if kind == "amount" else "told_changes", result)


def _is_above(result: Result, whole: Fact) -> bool:
    """True where the parts told make more than their whole."""
    computed = result.judgement.range if result.judgement else None
    own = whole.known.interval
    return computed is not None and computed.low is not None and own.high is not None and computed.low > own.high


def _is_within_another(part: Bound, whole: Bound) -> bool:
    """授予中小企业666.87万元，其中货物87.23万元…；采购总额为799.83万元: parts of what stands before them, of the same kinds."""
    within = part.statement.within
    told = part.statement.told_in == whole.statement.told_in
    return told and within is not None and within.is_known and not set(within.refs) & {*whole.refs, *whole.other_refs}


def _is_of_year_alone(total: Bound, bound: Sequence[Bound]) -> bool:
    """True for a grand total (总计) whose amount the text tells again of the year alone: then it may be 合计, without balances."""
    is_grand = "/grand_total_" in total.refs[0]
    told = (one for one in bound if one.statement.kind == "amount" and one.is_clear and one.refs and "/grand_total_" not in one.refs[0])
    return is_grand and any(one.number.known.value == total.number.known.value for one in told)


def _is_shifted(whole: Bound, parts: Mapping[str, Bound], bound: Sequence[Bound]) -> bool:
    """收入总计40739万元，支出总计407.39万元: the digits of the one other part, with the point elsewhere, are no balances; nor is what is told of a budget."""
    same = [one for ref, part in parts.items() for one in bound if one.refs[:1] == (ref,) and one is not part and one.fact is not None]
    if len(parts) != 1 or any(one.number.known.value == whole.number.known.value for one in same):
        return False
    values = sorted(one.number.known.value for one in (whole, *parts.values()))
    is_told = any(one.fact is not None and one.number.known.value == values[1] - values[0] for one in bound)
    return values[0] > 0 and values[1] / values[0] in (10, 100, 1000, 10000) and not is_told


def _is_without_balances(total: Bound, parts: Mapping[str, Bound]) -> bool:
    """支出总计…，包括：1.基本支出…2.项目支出…；年末结转…: a grand total that its parts make without what is left over."""
    own = [part for ref, part in parts.items() if not is_balance((ref,))]
    return 0 < len(own) < len(parts) and judged(total, add([money(part) for part in own])).verdict in (EQUAL, ROUNDING)


def _may_be_of_year(total: Bound, parts: Mapping[str, Bound], bound: Sequence[Bound]) -> bool:
    """收入总计398.65万元；支出总计335.51万元: True for totals of both sides of an account that tells no balance, unless one is the other with a digit mistyped."""
    sides = [total, *parts.values()]
    if len(sides) != 2 or not all("/grand_total_" in one.refs[0] for one in sides):
        return False
    left = abs(sides[0].number.known.value - sides[1].number.known.value)
    money_told = [one for one in bound if one.fact is not None and is_money(one.statement.unit) and one not in sides]
    balances = [one.number.known.value for one in money_told if is_balance(one.refs[:1])]
    if any(one.number.known.value == left for one in money_told) or any(abs(one - other) == left for one, other in combinations(balances, 2)):
        return True  # 收入总计2400.50万元，支出总计2399.10万元，年末结转和结余1.40万元: what the year has left over, by whatever name
    return not (any(balances) or any(_misses_list(one, bound) for one in sides) or is_mistyped(*(one.statement.printed for one in sides)))


def _misses_list(total: Bound, bound: Sequence[Bound]) -> bool:
    """支出总计977.80万元，其中：基本支出688.20万元，项目支出229.60万元: the list behind it does not make it."""
    parts = _list_of(total, [one for one in bound if one.is_clear])
    return len(parts) >= FEWEST and judged(total, add([money(one) for one in parts])).verdict == DIFFERS


def is_mistyped(print_: str, other: str) -> bool:
    """True where one digit is another, or two neighbours have changed their places."""
    digits, others = print_.replace(",", ""), other.replace(",", "")
    wrong = [place for place, (own, right) in enumerate(zip(digits, others)) if own != right]
    is_turned = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(digits[wrong[0] : wrong[1] + 1]) == sorted(others[wrong[0] : wrong[1] + 1])
    return len(digits) == len(others) and (len(wrong) == 1 or is_turned)


def _more_of_list(parts: Mapping[str, Bound], bound: Sequence[Bound]) -> list[Bound]:
    """What the list of these parts tells besides them by names that no form knows."""
    lists = {(one.statement.block, one.statement.within) for one in parts.values() if one.statement.within is not None}
    return [
        one for one in bound
        if one.statement.kind == "amount" and (one.statement.block, one.statement.within) in lists and one.fact is not None
        and one.is_told and not one.measure
    ]  # fmt: skip


def _tree(whole: Bound, parts: Iterable[Bound], kind: str) -> Tree:
    """The sum of the parts; of changes each with its sign, turned round for a whole that fell."""
    terms = []
    for part in parts:
        is_same = kind == "amount" or part.statement.direction == whole.statement.direction
        terms.append((1 if is_same else -1, Operand(money(part))))
    return terms[0][1] if len(terms) == 1 and terms[0][0] == 1 else Sum(tuple(terms))


def is_nil(ref: str, kind: str, whole: Bound, bound: Sequence[Bound]) -> bool:
    """True where the section says that there is nothing of a part: no amount, or no change."""
    is_on_budget = kind == "change" and whole.measure in BUDGETS
    is_of_budget = kind == "amount" and whole.measure in BUDGETS  # nothing was spent, but it may have been planned
    nothing = () if is_of_budget or is_on_budget else ("nil",) if kind == "amount" else ("nil", "flat")
    return any(
        entry.refs[:1] == (ref,) and entry.section == whole.section and not entry.statement.doubt
        and (entry.statement.kind in nothing or kind == "amount" and _is_zero(entry) and entry.measure == whole.measure or is_on_budget and is_told(entry, ref, "direction", BUDGETS, "equal"))
        for entry in bound
    )  # fmt: skip


def _is_zero(entry: Bound) -> bool:
    return entry.statement.kind == "amount" and entry.fact is not None and entry.fact.is_zero


def _follows(entry: Bound, whole: Bound, end: Bound | None) -> bool:
    is_near = 0 <= entry.statement.block - whole.statement.block <= _LIST
    is_before = end is None or entry.place < end.place
    return whole.place < entry.place and is_near and is_before and entry.section == whole.section


def _precedes(entry: Bound, start: Bound | None, whole: Bound) -> bool:
    is_behind = start is None or start.place < entry.place
    is_near = 0 <= whole.statement.block - entry.statement.block <= 1
    return is_behind and entry.place < whole.place and is_near and entry.section == whole.section
