"""Lists of a sentence: a whole and what it tells behind 其中, amounts and the 合计 that closes them.

What belongs to a list is said by the sentence itself, not by a form. A list behind 其中 may leave
parts out, so that it adds up is a statement, that it does not is none; but no part is more than
its whole. Where the words count what is added up (以上三项合计), the sum has to be that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from .. import codes
from ..facts import Fact, Forms
from ..facts.numbers import is_money
from ..relations.judging import judge
from ..relations.tree import HUNDRED, Operand, Relation, Sum, add
from ..sentences.lists import number_in
from ..sentences.statements import REST, SUM_OF_TOLD
from ..sentences.words import group, is_balance, side_of
from ..verdicts import DIFFERS, EQUAL
from .binding import Bound, money
from .known_words import table
from .partitions import are_beside, at_most
from .results import FEWEST, Derived, Result, derive, judged
from .told_alone import is_mistyped

_MOST, _MOST_COUNTED = 10, 4
"""Amounts before a sum of which some may make it, and how many of them at most."""
_ENDING = 2
_REACH = 2
"""The parts of a list stand in the sentence of their whole; of one that tells the rest, or is a sentence of its own, up to so many behind."""


class ToldList(NamedTuple):
    """A whole and its parts, before them or, where it is the sum that closes them, behind."""

    whole: Bound
    parts: list[Bound]
    is_closing: bool


def add_up_lists(bound: Sequence[Bound], forms: Forms) -> list[Derived]:
    """The sums of lists that the text tells, and the parts that are more than their whole."""
    found = list(_sums_in_words(bound, forms))
    for one in lists_of(bound, forms, _REACH):
        if one.is_closing:
            found += _closing_sum(one.whole, one.parts, bound)
            continue
        is_all = _tells_all(one, bound)
        here = [part for part in _up_to_rest(one) if is_all or part.statement.told_in == one.whole.statement.told_in]
        found += _list_behind(one.whole, here, is_all, bound)
        if not here:
            found += _list_apart(one.whole, one.parts)
    return found


def lists_of(bound: Sequence[Bound], forms: Forms, reach: int = 0) -> Iterator[ToldList]:
    """The lists that the text tells of what no form prints.

    Args:
        reach: in how many sentences behind that of a whole its parts may stand.
    """
    amounts = [one for one in bound if one.statement.kind == "amount" and _is_of_year(one)]
    for number, entry in enumerate(amounts):
        if not entry.is_clear or not entry.refs:
            continue
        if entry.refs == (SUM_OF_TOLD,):
            yield ToldList(entry, _told_last(entry, amounts[:number]), True)
        else:
            parts = [one for one in amounts[number + 1 :] if _is_behind(one, entry, reach) and not _is_of_parts_told(one)]
            has_debt = any(one.number.known.value < 0 for one in parts)  # 收入总计600.00万元，其中本年收入610.00万元，年初结转-10.00万元
            if (not _is_printed(entry, forms) or _are_all(parts)) and not has_debt:
                yield ToldList(entry, parts, False)


def _is_of_parts_told(entry: Bound) -> bool:
    """上述项目中纳入绩效评价的涉及资金640.00万元: of the parts that have been told, and none beside them."""
    return entry.is_told and any(word in entry.statement.subject.words for word in group("of_parts_told"))


def _sums_in_words(bound: Sequence[Bound], forms: Forms) -> Iterator[Derived]:
    """What the sentence adds and takes.

    年初结转21.40万元，加本年收入438.35万元，减本年支出420.12万元，年末结转39.63万元; 年初预算400.00万元，年中追加100.00万元，调减20.00万元，调整后预算480.00万元
    """
    amounts = [one for one in bound if one.statement.kind in ("amount", "datum") and _is_of_year(one)]  # 当年结余27.49万元；加年初结转…
    for (added, taken), is_of_budget in ((("added", "taken"), False), (("added_to_budget", "taken_from_budget"), True)):
        signs = {**dict.fromkeys(group(added), 1), **dict.fromkeys(group(taken), -1)}
        for _, near in groupby(amounts, lambda one: one.statement.told_in):
            told = list(near)
            begin = next((at for at, one in enumerate(told) if one.statement.named in signs), 0)
            end = next((at for at in range(begin, len(told)) if told[at].statement.named not in signs), 0)
            if not 0 < begin < end or not all(one.is_clear for one in told[begin - 1 : end + 1]):
                continue
            first, *steps, last = told[begin - 1 : end + 1]
            # 年中净追加472.12万元（追加600.00万元、调减127.88万元）: what the net is made of is told again
            steps = [one for one in steps if one.statement.named in group("net")] or steps
            # 本年收入500.00万元，其中财政拨款350.00万元；加上年初结转60.00万元: added to the whole of the list
            first = next((one for one in told[:begin] if one.statement.subject == first.statement.within and one.is_clear), first)
            is_whole = _is_adjusted(first, last) if is_of_budget else last is told[-1] and first.statement.within is None and all(one.measure == last.measure for one in (first, *steps))
            terms = [(1, Operand(money(first))), *((signs[one.statement.named], Operand(money(one))) for one in steps)]
            # 年初预算400.00万元，年中追加50.00万元、压减30.00万元，调整后420.00万元: what is no step by its word is one perhaps
            beside = [one for one in bound if one.statement.kind == "change" and one.statement.told_in == first.statement.told_in and first.place < one.place < last.place]
            if is_whole and not beside and not _is_printed(last, forms):
                yield derive(last, "sum", "words", judged(last, Sum(tuple(terms))))


def _is_adjusted(first: Bound, last: Bound) -> bool:
    """True for the budget that a year begins with and the one that it ends with, of the same quantity."""
    return (first.measure, last.measure) == ("budget", "adjusted_budget") and first.refs == last.refs


def _is_behind(part: Bound, whole: Bound, reach: int) -> bool:
    """True for a part that is told of the whole behind 其中."""
    (block, sentence), (own, first) = part.statement.told_in, whole.statement.told_in
    is_near = block == own and 0 <= sentence - first <= reach
    if {side_told(part), side_told(whole)} == {"revenue", "expenditure"}:
        return False  # 财政拨款收入…，其中…；财政拨款支出…: told behind its parts
    depths = [sum(map(bool, one.statement.subject.names)) for one in (part, whole)]
    if depths[0] == depths[1] > 0 or any(are_beside(ref, other) for ref in part.refs for other in whole.refs):
        return False  # 水利工程建设…，其中：…；水利工程运行与维护…: items beside each other; 结余分配54.06万元，其中…；年末结转和结余1395.52万元: beside it, not a part
    return is_near and part.statement.within == whole.statement.subject and part.measure == whole.measure


def side_told(entry: Bound) -> str:
    """`revenue` or `expenditure`, as the form or the name says; empty where neither does."""
    ref, words = entry.refs[0] if entry.refs else "", entry.statement.subject.words
    if ref.count("/") == 2 and not is_balance((ref,)):
        return side_of(ref)
    return "revenue" if words.endswith("收入") else "expenditure" if words.endswith("支出") else ""


def _is_of_year(entry: Bound) -> bool:
    is_number = entry.fact is not None and is_money(entry.statement.unit)
    return is_number and not entry.statement.year


def _is_printed(entry: Bound, forms: Forms) -> bool:
    return any(not forms.is_absent(ref) for ref in entry.refs if ref.count("/") == 2)


def _tells_all(told: ToldList, bound: Sequence[Bound]) -> bool:
    """True for parts that are all by their names, and where the list ends with the rest (其余; …保险及其他) and nothing else in money stands between its parts."""
    if _are_all(told.parts) or _have_all_shares(told, bound):
        return True
    rest = next((one for one in told.parts if one.refs == (REST,) or _is_rest(one)), None)
    if rest is None or rest is not told.parts[-1] and rest.refs != (REST,):
        return False
    between = [one for one in bound if one.statement.told_in == rest.statement.told_in and told.whole.place < one.place <= rest.place]
    known = {one.claim_id for one in told.parts if one.is_clear}
    return all(one.claim_id in known for one in between if one.statement.kind in ("amount", "datum") and is_money(one.statement.unit))


def _have_all_shares(told: ToldList, bound: Sequence[Bound]) -> bool:
    """分单位为：局机关60.00万元，占60.00%；东分局40.00万元，占40.00%: each part has its share, of no other whole that is named, all make 100, and the whole is their sum but for a slip of the print."""
    sentence = [one for one in bound if one.statement.told_in == told.whole.statement.told_in and one.fact is not None]
    shares: list[Fact] = []
    for part in told.parts:
        behind = next((one for one in sentence if one.place > part.place and one.statement.kind in ("amount", "share")), None)
        if behind is None or behind.statement.kind != "share" or behind.statement.is_base_named or not part.is_clear:
            return False
        shares.append(behind.number)
    made, whole = sum(money(part).known.value for part in told.parts), money(told.whole).known.value
    is_near = is_mistyped(f"{float(made):.2f}", f"{float(whole):.2f}")
    return len(shares) >= FEWEST and is_near and judge(Relation(add(shares), "=", HUNDRED)).verdict == EQUAL


def _up_to_rest(told: ToldList) -> Sequence[Bound]:
    """…中，人员补助201.56万元，其余297.53万元；当年设备采购306.31万元: what follows the rest is none of the parts, unless all of them make the whole."""
    rest = next((place for place, one in enumerate(told.parts) if one.refs == (REST,)), len(told.parts))
    is_head = rest + 1 < FEWEST or len(told.parts) >= FEWEST and _make(told.whole, told.parts)  # 其余设备费…、维修费…: of a list of its own
    return told.parts if is_head else told.parts[: rest + 1]


def _are_all(parts: Sequence[Bound]) -> bool:
    """局本级21.36万元，所属单位29.70万元: the office alone and the units below it; 一般债务…、专项债务…: parts that are all."""
    names = [one.statement.subject.words for one in parts]
    if len(names) >= FEWEST and all(one.is_clear and one.statement.of_parts == len(names) for one in parts):
        return True  # 分为三块：…: as many as the words count
    if any(sorted(names) == sorted(one.split("+")) for one in group("complete")):
        return True
    return len(names) == FEWEST and any(word in names[0] for word in group("own_level")) and names[1].startswith(group("units_below"))


def _is_rest(part: Bound) -> bool:
    """其他 by itself, and what ends with it; 其他收入 and 其他支出 are names of the forms."""
    return part.is_told and part.statement.subject.words.endswith((*group("others"), *group("other_parts")))


def _list_behind(whole: Bound, parts: Sequence[Bound], is_all: bool, bound: Sequence[Bound]) -> Iterator[Derived]:
    """The parts that the sentence of a whole tells behind 其中."""
    is_difference = whole.statement.subject.words.endswith(group("differences"))
    for part in [one for one in parts[:1] if one.statement.subject.words != whole.statement.subject.words]:  # one behind it may stand beside the whole: 教育支出90.00万元，其中：…；科技支出140.00万元
        result = judged(part, Relation(Operand(money(part)), "<=", Operand(money(whole))))
        is_change = whole.is_told and whole.statement.subject.words.endswith(("的", *group("of_change")))  # 增加的4.80万元中，维修10.00万元，其他减少5.20万元
        is_term = is_change or is_difference and side_told(part) != ""  # 经营结余-7.38万元（经营收入200.00万元、经营支出207.38万元）
        if part.is_clear and result.verdict == DIFFERS and not (is_term or _may_be_of_other_years(part) or is_not_understood(whole, part, bound)):
            yield derive(part, "nesting", "whole", result)
    if len(parts) >= FEWEST:
        result = _without_subtotals(whole, parts)
        if not is_all and result.verdict == DIFFERS and (_are_classes(parts) or _is_of_form(whole) and _are_plain(parts) and not _leaves_out(whole, parts) or _are_kinds_of(whole, parts) or _are_apart(whole, parts)):
            above = at_most(whole, add([money(one) for one in parts]))
            if above.verdict == DIFFERS:  # classes that are left out may be anything from zero up
                yield derive(whole, "sum", "list", above)
        elif is_all or result.holds:
            yield derive(whole, "sum", "list", result)


def _without_subtotals(whole: Bound, parts: Sequence[Bound]) -> Result:
    """The parts against their whole; without those that are the sum of what is told before them, where that makes it: 甲保险60.00万元、乙保险20.00万元，两项缴费合计80.00万元，其余…"""
    result = judged(whole, add([money(one) for one in parts]))
    own = [one for number, one in enumerate(parts) if not _is_sum_of_others(one, [*parts[:number], one])]
    if result.verdict != DIFFERS or not FEWEST <= len(own) < len(parts):
        return result
    other = judged(whole, add([money(one) for one in own]))
    return result if other.verdict == DIFFERS else other


def _are_kinds_of(whole: Bound, parts: Sequence[Bound]) -> bool:
    """资产总额100.00万元，其中流动资产…，固定资产…，无形资产…: three or more that are called alike, as their whole is."""
    words = [one.statement.subject.words for one in parts]
    ending = words[0][-_ENDING:]
    is_alike = all(name.endswith(ending) for name in words) and ending in whole.statement.subject.words and len(set(words)) == len(words) > FEWEST
    return is_alike and all(one.is_clear and not one.other_refs for one in (whole, *parts)) and not _leaves_out(whole, parts)


def _are_apart(whole: Bound, parts: Sequence[Bound]) -> bool:
    """资产总额…，其中：流动资产…、固定资产…: kinds of it of which none is a part of another, each told once."""
    refs = [ref for one in parts for ref in one.refs[:1]]
    kinds = table("kinds").get(whole.refs[0], ())
    return len(set(refs)) == len(parts) and set(refs) <= set(kinds) and all(one.is_clear and not one.other_refs for one in (whole, *parts))


def _list_apart(whole: Bound, parts: Sequence[Bound]) -> Iterator[Derived]:
    """…支出2350.00万元。其中：征地补偿支出…，农村建设支出…: in a sentence of its own only parts are told, which make their whole or no more.

    Their names must end alike, or the whole be one of a form: what is divided in two ways (省级资金, 设备购置) is told twice.
    """
    is_plain = _are_plain(parts)
    if is_plain and len(parts) > FEWEST and (result := judged(whole, add([money(one) for one in parts]))).verdict == EQUAL:
        yield derive(whole, "sum", "list", result)
        return
    is_alike = len({one.statement.subject.words[-_ENDING:] for one in parts}) == 1 or _is_of_form(whole)
    if not is_alike or not is_plain or _leaves_out(whole, parts):  # divided in two ways
        return
    above = at_most(whole, add([money(one) for one in parts]))
    if above.verdict == DIFFERS:
        yield derive(whole, "sum", "list", above)


def _are_plain(parts: Sequence[Bound]) -> bool:
    """True for two or more parts that no form knows, each of its own name and none the sum of others."""
    words = [one.statement.subject.words for one in parts]
    is_plain = all(one.is_clear and one.is_told and not one.other_refs for one in parts)
    is_plain = is_plain and len(set(words)) == len(words) >= FEWEST and not any(map(_may_be_of_other_years, parts)) and not set(words) & set(group("of_account"))
    return is_plain and not any(_is_sum_of_others(one, parts) for one in parts)


def is_not_understood(whole: Bound, part: Bound, bound: Sequence[Bound]) -> bool:
    """场馆出租收入42.80万元，其中应上缴42.80万元、已上缴38.50万元；财政拨款收入265.30万元: money in doubt between the whole and what was taken for its part."""
    between = (one for one in bound if one.statement.told_in == part.statement.told_in and whole.place < one.place < part.place and is_money(one.statement.unit))
    return any(one.statement.doubt or one.statement.kind == "datum" for one in between)


def _may_be_of_other_years(part: Bound) -> bool:
    """道路工程总投资300.00万元: what it costs in all years, or what is not spent yet."""
    return any(mark in part.statement.subject.words for mark in group("of_other_years"))


def _is_of_form(whole: Bound) -> bool:
    """True for what is a total of a form: what stands beside it has a name of the forms too, and is none of its parts."""
    return whole.refs[0].count("/") == 2 and not whole.statement.subject.names and not whole.other_refs and not is_balance(whole.refs)


def _is_sum_of_others(part: Bound, parts: Sequence[Bound]) -> bool:
    others = [one for one in parts if one is not part]
    return any(_make(part, some) for count in range(FEWEST, len(others) + 1) for some in combinations(others[:_MOST], count))


def _are_classes(parts: Sequence[Bound]) -> bool:
    """工资福利支出、商品和服务支出…: economic classes, each once; what stands beside the whole has another name."""
    classes = [codes.economic_class(one.statement.subject.words) if one.is_clear else "" for one in parts]
    return all(classes) and len(set(classes)) == len(classes)


def _closing_sum(whole: Bound, near: Sequence[Bound], bound: Sequence[Bound]) -> Iterator[Derived]:
    """以上三项合计…: the amounts told last, as many as the words count; 合计…: all that its sentence tells."""
    wanted = number_in(whole.statement.subject.words)
    is_counted = wanted is not None and wanted == len(near) and all(one.is_clear for one in near)
    if len(near) < FEWEST:
        return
    result = judged(whole, add([money(one) for one in near]))
    if not result.holds:
        is_proved = is_counted and not _counts_others(whole, len(near), bound)
        is_proved = is_proved or wanted is None and _is_plain_list(whole, near, bound) and not _leaves_out(whole, near)
        if not is_proved:
            return
    yield derive(whole, "sum", "list", result)


def _is_plain_list(whole: Bound, near: Sequence[Bound], bound: Sequence[Bound]) -> bool:
    """True where a sentence tells nothing in money but three or more things side by side; their sum stands in it or behind."""
    said = [one for one in bound if one.statement.told_in == near[-1].statement.told_in and one.place < whole.place and is_money(one.statement.unit)]
    is_flat = all(one.is_clear and not (one.other_refs or _is_of_list(one)) for one in near)
    return is_flat and len(near) > FEWEST and {one.claim_id for one in said} == {one.claim_id for one in near}


def _is_of_list(entry: Bound) -> bool:
    """True for a part behind 其中, and for a sum of others."""
    within = entry.statement.within
    return entry.refs == (SUM_OF_TOLD,) or within is not None and within.is_known


def _leaves_out(whole: Bound, near: Sequence[Bound]) -> bool:
    """True where the sum is that of some of them: the others may be parts of these, or the whole of them."""
    return any(_make(whole, rest) for count in range(FEWEST, len(near)) for rest in combinations(near[-_MOST:], count))


def _make(whole: Bound, parts: Sequence[Bound]) -> bool:
    return judged(whole, add([money(one) for one in parts])).holds


def _counts_others(whole: Bound, wanted: int, bound: Sequence[Bound]) -> bool:
    """两类合计 behind classes with items of their own: true where as many others of what is told before it make the sum."""
    before = [one for one in bound if one.statement.kind == "amount" and _is_of_year(one) and one.is_clear and one.section == whole.section and one.place < whole.place]
    return wanted <= _MOST_COUNTED and any(_make(whole, some) for some in combinations(before[-_MOST:], wanted))


def _told_last(whole: Bound, before: Sequence[Bound]) -> list[Bound]:
    """What the sentence of a sum tells before it; else one amount of each paragraph just before."""
    measured = [one for one in before if one.measure == whole.measure]
    here = [one for one in measured if one.statement.told_in == whole.statement.told_in]
    if here:
        return here
    block, sentence = whole.statement.told_in
    last = [one for one in measured if one.statement.told_in == (block, sentence - 1)]
    if sentence and (len(last) != 1 or number_in(whole.statement.subject.words) in (None, 1)):
        return last
    block += bool(last)  # 3.试验站建设：预算850.00万元。三个项目预算合计…: of the paragraphs before as well
    found: list[Bound] = []
    for one in reversed(measured):
        if one.statement.block == block - 1:
            found, block = [one, *found], block - 1
        elif one.statement.block == block and one.statement.block < whole.statement.block:
            found[0] = one  # the first amount of a paragraph is its own, what follows explains it
        else:
            break
    return found
