"""Things that are counted: shares of them, and what the counts of a sentence add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..facts import Unbound
from ..offices import is_organisation
from ..relations.tree import Operand, Ratio, Relation, add, gap, growth, percent
from ..sentences.counting import BEHIND_WHOLE, are_sorts, names_sort
from ..sentences.lists import number_in
from ..sentences.statements import ASIDE, COUNTED, WHOLE_LIST, WITHOUT_WORD
from ..sentences.words import group, per_unit
from ..verdicts import DIFFERS, EQUAL
from .binding import Bound
from .stated import Sources, Stated
from .results import CONFIRMED, FEWEST, Derived, Result, derive, is_telling, judged, that_fits

_RIGHT_BEHIND = 2
"""Characters at most between a count and the rate that a comma parts from it."""
def judge_counted_share(entry: Bound, sources: Sources) -> Result:
    """对9个项目开展自评，其中7个为“优”，占77.78%: the count before it, of one that the sentence counts before that.

    Raises:
        Unbound: less than two are counted, or several of which none fits.
    """
    if entry.statement.base is not None:
        return _of_count_named(entry, sources)
    told = [one for one in sources.stated.before(entry.statement, "count") if _is_beside(one, entry)]
    outside = [one for one in told if one.statement.within not in BEHIND_WHOLE]
    told = outside if len(outside) >= FEWEST else told  # 供应商40家，其中中小企业34家（含小微企业28家），占85.00%
    rated = [one for one in sources.stated.here(entry.statement, "share") if one.statement.measure == COUNTED and one.claim_id != entry.claim_id]
    if told and (alone := _of_count_before(entry, told[0], len(told) < FEWEST or bool(rated), sources)) is not None:
        return alone
    # “优”的12个，占85.71%，“良”的2个，占14.29%: what has a share of its own is a part too
    parts = [next((one for one in told if one.place < share.place), None) for share in rated]
    told = [one for one in told if one is told[0] or one not in parts]
    if len(told) < FEWEST:
        raise Unbound("of how many this is a share is not counted beside it")
    part, *wholes = told
    every = [judged(entry, percent(Operand(part.number), Operand(one.number))) for one in wholes if not one.number.may_be_zero]
    if (exact := that_fits(every, is_exact=True)) is not None:
        return exact
    wholes = [one for one in wholes if one.statement.within is None] or wholes
    wholes = [one for one in wholes if one.number.known.value >= part.number.known.value and not one.number.may_be_zero]
    results = [judged(entry, percent(Operand(part.number), Operand(whole.number))) for whole in reversed(wholes)]
    if (fitting := that_fits(results)) is not None:
        return fitting
    if len({whole.number.known.value for whole in wholes}) != 1:
        raise Unbound("several are counted, and it is not said of which this is a share")
    return _of_count_before(entry, part, True, sources) or results[0]  # 安排项目83个。已完工60个；未开工9个，占10.84%


def _of_count_named(entry: Bound, sources: Sources) -> Result:
    """出列贫困村14个，占全县贫困村56个的25.00%: the last count is its whole, whoever's it is, and the one before it the part."""
    told = [one for one in sources.stated.here(entry.statement, "count") if one.fact is not None and one.statement.unit == entry.statement.subject.words]
    if len(told) < FEWEST or not told[1].is_clear or told[1].statement.measure == ASIDE or told[0].number.may_be_zero:
        raise Unbound("of how many this is a share is not counted beside it")
    return judged(entry, percent(Operand(told[1].number), Operand(told[0].number)))


def _of_count_before(entry: Bound, part: Bound, is_open: bool, sources: Sources) -> Result | None:
    """对14个项目开展自评，涉及资金…。其中“优”12个，占85.71%: of what a sentence before has counted in the same unit, where that fits."""
    here = entry.statement
    before = [one for one in sources.stated.before(here, "count") if one.statement.block == here.block and one.statement.sentence < here.sentence and one.statement.unit == part.statement.unit]
    wholes = [one for one in before if is_open and one.is_clear and one.fact is not None and not one.number.may_be_zero and one.statement.measure != ASIDE]
    results = [judged(entry, percent(Operand(part.number), Operand(one.number))) for one in wholes]
    return that_fits(results, is_exact=True) if is_telling(here.printed) else None


def judge_per_unit(entry: Bound, sources: Sources) -> Result:
    """人均100元: what was spent on guests or vehicles, by the number of them that the section counts.

    Raises:
        Unbound: the amount or the number is not told, or several numbers are and none fits.
    """
    per = next(one for one in per_unit() if one["ref"] == entry.refs[0])
    spent = sources.at(per["amount"], entry.statement)
    counts = {
        one.number.known.value: one.number
        for one in sources.stated.counts(entry.statement)
        if one.is_clear and one.statement.unit in per["units"] and one.statement.measure != ASIDE and one.refs and one.refs[0].startswith(per["counted"]) and not one.number.is_zero
    }
    if not counts:
        raise Unbound("among how many this is shared out is told nowhere")
    results = [judged(entry, Ratio(Operand(spent), Operand(number))) for number in counts.values()]
    fitting = that_fits(results)
    if fitting is None and len(results) > 1:
        raise Unbound("several numbers are told, and it is not said among which this is shared out")
    return fitting or results[0]


def rate_of_counts(entry: Bound, stated: Stated) -> Result | None:
    """受理案件6218件，审执结5874件，结案率94.47%: the last count as a part of one before it, where that fits to three digits.

    Of what a rate is one the words do not say: one that fits none is not wrong for that.
    """
    here = entry.statement
    if here.direction:
        growing = _growth_of_counts(entry, stated)
        is_open = growing is not None and growing.verdict == DIFFERS and (_is_of_part(growing, stated) or _is_of_several(entry, growing, stated))
        return None if is_open else growing
    counts = [
        one for one in stated.counts(here)
        if one.statement.told_in == here.told_in and one.place < entry.place and one.is_clear and one.fact is not None
    ]  # fmt: skip
    if not counts or not is_telling(here.printed):
        return None
    last = counts[-1]
    wholes = [one for one in counts[:-1] if one.statement.unit == last.statement.unit and not one.number.may_be_zero]
    results = [judged(entry, percent(Operand(last.number), Operand(one.number))) for one in wholes]
    fitting = [result for result in results if result.verdict == EQUAL]
    return replace(fitting[0], reading=CONFIRMED) if len(fitting) == 1 else None


def _growth_of_counts(entry: Bound, stated: Stated) -> Result | None:
    """观众600人次，比上年500人次增长20.00%; 出院870人次，较上年减少30人次，下降3.33%: the count before it, and what is told of the year before."""
    here = entry.statement
    told = stated.here(here, "count")
    beside = [one for one in told if one.statement.measure == ASIDE]
    own = [one for one in told if one.statement.measure != ASIDE and beside and one.statement.unit == beside[0].statement.unit]
    if not own or told[0] is not beside[0]:
        return None
    outside = next((one for one in own if one.statement.within not in BEHIND_WHOLE), own[0])
    if outside is own[0]:
        return _growth_of(entry, own[0], beside)
    # 学员1786人次（科级412人次、…），比上年增加262人次: behind a bracket each of its parts may be meant
    each = (_growth_of(entry, one, beside) for one in (outside, *own[: own.index(outside)]))
    results = [one for one in each if one is not None]
    return that_fits(results) or next(iter(results), None)


def _growth_of(entry: Bound, actual: Bound, beside: Sequence[Bound]) -> Result | None:
    """The rate of this count by the change of it or the count of the year before that stand beside."""
    here = entry.statement
    beside = [one for one in beside if one.place > actual.place]
    changes, quoted = ([one for one in beside if bool(one.statement.direction) == is_change] for is_change in (True, False))
    if len(changes) > 1 or len(quoted) > 1 or not all(_is_quotable(one) and one.statement.unit == actual.statement.unit for one in (*changes, *quoted)) or not actual.is_clear:
        return None
    is_up = here.direction == "up"
    if quoted and (changes or here.start <= quoted[0].statement.start or quoted[0] is beside[0] and here.start - quoted[0].statement.end <= _RIGHT_BEHIND) and not quoted[0].number.may_be_zero:
        now, base = Operand(actual.number), Operand(quoted[0].number)
        if any(judged(change, gap(now, base, change.statement.direction == "up")).verdict != EQUAL for change in changes):
            return None  # 上年500人次，…，比2021年增加200人次，增长50.00%: a change on another year
        return judged(entry, percent(gap(now, base, is_up), base))
    if changes and not quoted and changes[0].statement.direction == here.direction:
        return judged(entry, growth(changes[0].number, actual.number, is_up))
    return None


def _is_quotable(one: Bound) -> bool:
    """True for a count of the account's year, and of the one before it (上年131场), which a comparison quotes."""
    is_clear = not (one.problem or one.statement.doubt or one.statement.is_reason)
    return is_clear and one.fact is not None and (not one.statement.year or one.statement.measure == ASIDE)


def _is_of_several(entry: Bound, growing: Result, stated: Stated) -> bool:
    """受理案件2847件，审执结2705件；受理数比上年增加214件，增长8.13%: behind two counts of one unit either may be meant."""
    here = entry.statement
    own = [one for one in stated.told(growing) if one.statement.measure != ASIDE]
    told = [one for one in stated.here(here, "count") if one.place < own[0].place]
    return bool(told) and told[0].statement.measure != ASIDE and told[0].statement.unit == own[0].statement.unit  # with no change of its own


def _is_of_part(growing: Result, stated: Stated) -> bool:
    """在校生2114人，其中新生500人，比上年增加30人，增长1.44%: behind a part its whole may be meant."""
    parts = [one for one in stated.told(growing) if one.statement.within is not None and one.statement.measure != ASIDE]
    return any(
        whole.statement.within is None and whole.statement.measure != ASIDE and whole.statement.unit == part.statement.unit
        for part in parts for whole in stated.here(part.statement, "count")
    )


def compare_counts(bound: Sequence[Bound]) -> Iterator[Derived]:
    """学生870人，比上年840人增加30人: the change of what is counted, where both counts stand beside it."""
    for place, change in enumerate(bound):
        said = change.statement
        if said.kind != "count" or not said.direction or said.unit in group("scores") or not change.is_clear or change.fact is None:
            continue
        before = [one for one in bound[max(0, place - FEWEST) : place] if one.statement.kind == "count" and one.statement.told_in == said.told_in]
        if len(before) < FEWEST or not all(_is_quotable(one) and one.statement.unit == said.unit for one in before) or not before[0].is_clear:
            continue
        now, prior = before
        if now.statement.measure != ASIDE and now.statement.within is None and prior.statement.measure == ASIDE:
            difference = gap(Operand(now.number), Operand(prior.number), said.direction == "up")
            yield derive(change, "sum", "counted", judged(change, difference))


def add_up_counts(bound: Sequence[Bound]) -> Iterator[Derived]:
    """The counts of one sentence: those before 共计 make it, those behind 其中 are no more than their whole.

    在职142人，退休61人，共计203人; 全日制在校生1200人，其中高职900人、中职300人
    """
    sentences: dict[tuple[int, int, str], list[Bound]] = {}
    for one in bound:
        is_count = one.statement.kind == "count" and bool(one.statement.unit) and one.statement.unit not in group("scores")
        if is_count and one.is_clear and one.fact is not None and one.statement.measure != ASIDE:
            key = (one.statement.block, one.statement.sentence, one.statement.unit)
            sentences.setdefault(key, []).append(one)
    for counts in sentences.values():
        for number, last in enumerate(counts):
            before = counts[:number]
            is_plain = all(one.statement.within is None for one in before) and number_in(last.statement.named) in (None, len(before))
            if len(before) >= FEWEST and is_plain and (last.statement.named.endswith(group("sums")) or _closes(last, before)):
                yield derive(last, "sum", "counted", judged(last, add([one.number for one in before])))
        for whole, parts in _lists_of(counts):
            parts = _complete(whole, parts)
            total = add([one.number for one in parts])
            result = judged(whole, total)
            is_all = any(word in one.statement.named for one in parts for word in group("others")) or _are_home_and_abroad(parts) or _are_all(whole, parts)
            is_mixed = _is_without_word(parts[0]) and not are_sorts([one.statement.named for one in parts]) or _cross(parts)  # the same may be counted in several
            if result.verdict != EQUAL and not is_all and (is_mixed or _are_exchanged(parts) or _is_one_of_several(whole, counts)):
                continue
            if result.verdict == DIFFERS and not is_all:  # kinds that are left out may be any number
                result = judged(whole, Relation(total, "<=", Operand(whole.number)))
            if is_all or result.verdict == DIFFERS or judged(whole, total).verdict == EQUAL:
                yield derive(whole, "sum", "counted", result)


def _is_without_word(part: Bound) -> bool:
    """老人1860人：失能412人、独居1635人: parts behind a colon, of which no word says that they are some of the whole."""
    within = part.statement.within
    return within is not None and within.words.startswith(WITHOUT_WORD)


def _are_home_and_abroad(parts: Sequence[Bound]) -> bool:
    """共接待25批次，其中外事接待4批次、国内公务接待21批次: those from abroad beside those at home are all."""
    names = [one.statement.named.strip(",、:;") for one in parts]
    sides = {side for name in names for side in ("at_home", "abroad") if any(name == word + kind for word in group(side) for kind in ("", *group("received")))}
    return len(parts) == FEWEST and len(sides) == FEWEST


def _are_all(whole: Bound, parts: Sequence[Bound]) -> bool:
    """在岗181人（局机关46人、检测站92人、储备中心43人）: what a colon or a bracket tells alone, of offices, which leave each other out; not of posts (编制), of which some are filled."""
    names = [one.statement.named.strip(",、:;()") for one in parts]
    are_offices = all(is_organisation(name) or name.endswith(group("own_level")) for name in names)
    return parts[0].statement.within == WHOLE_LIST and are_offices and not any(word in whole.statement.named for word in group("posts"))


def _lists_of(counts: Sequence[Bound]) -> Iterator[tuple[Bound, list[Bound]]]:
    """Each count with those that the words behind it, 其中 or a bracket, tell parts of it."""
    for number, whole in enumerate(counts):
        parts: list[Bound] = []
        for one in counts[number + 1 :]:
            if one.statement.within is None or _names_whole(one) or _is_of_another_row(one, whole) or parts and one.statement.within != parts[0].statement.within:
                break
            parts.append(one)
        is_more = len(parts) == 1 and _is_part_of(parts[0], whole) and parts[0].number.known.value > whole.number.known.value
        is_whole = whole.statement.within is None or parts[:1] != [] and parts[0].statement.within in BEHIND_WHOLE and whole.statement.within not in BEHIND_WHOLE
        if is_whole and (len(parts) >= FEWEST or is_more):
            yield whole, parts


def _is_part_of(part: Bound, whole: Bound) -> bool:
    """保有车辆74辆，其中执法执勤用车77辆: of the same; 单位1个，包括内设机构14个 are other things."""
    within = part.statement.within
    return within is not None and within.words.startswith(group("of_which")) and bool(whole.refs) and part.refs == whole.refs and bool(part.statement.unit)


def _is_of_another_row(part: Bound, whole: Bound) -> bool:
    """1.因公出国…7人次；3.公务接待费2.85万元，其中：外事接待5人次，国内接待120人次: guests are none of the travellers."""
    rows = [one.refs[0].split("/")[1] if one.refs[:1] and one.refs[0].count("/") == 2 else "" for one in (part, whole)]
    return all(rows) and not any(row.startswith(other) for row, other in (rows, rows[::-1]))


def _complete(whole: Bound, parts: list[Bound]) -> list[Bound]:
    """The first parts that make the whole, if they do: 购置4辆，其中新增1辆、更新3辆；更新的3辆支出…"""
    for end in range(FEWEST, len(parts)):
        if judged(whole, add([one.number for one in parts[:end]])).verdict == EQUAL:
            return parts[:end]
    return parts


def _cross(parts: Sequence[Bound]) -> bool:
    """在职82人，其中女职工34人，大学本科以上57人: the same person may be counted in both; so may those of sorts in two rows (行政, 事业, 在编)."""
    names = [one.statement.named for one in parts]
    is_of_sorts = sum(map(names_sort, names)) >= FEWEST
    return not are_sorts(names) if is_of_sorts else any(word in name for name in names for word in group("crossing"))


def has_moved(count: Bound, *names: str) -> bool:
    """True for how many came or went, which says not how many there are."""
    return any(word in count.statement.named for name in names or ("came", "gone") for word in group(name))


def _are_exchanged(parts: Sequence[Bound]) -> bool:
    """更新车辆2辆（报废2辆、购置2辆）: some came for those that went."""
    return all(any(has_moved(one, name) for one in parts) for name in ("came", "gone"))


def _is_one_of_several(whole: Bound, counts: Sequence[Bound]) -> bool:
    """部门评价项目8个，财政评价项目3个，其中…: what follows may be parts of both."""
    before = counts[: counts.index(whole)]
    return bool(before) and before[-1].statement.within is None and whole.statement.within is None


def _names_whole(part: Bound) -> bool:
    """…、中的2个；一级项目中7个为优: the words before it name of what it is a part."""
    words = part.statement.named
    return words.endswith("中") and not words.endswith("其中") and not are_sorts([words])  # 初中813人


def _closes(last: Bound, before: Sequence[Bound]) -> bool:
    """在编职工388人、编外141人，共539人: the sum of all that is counted side by side before it."""
    is_row = all("、" in one.statement.named for one in before[1:])
    return is_row and last.statement.named.strip(",、") in group("sums_of_counts")


def _is_beside(one: Bound, entry: Bound) -> bool:
    """True for a count of the same sentence in the same unit."""
    said, own = one.statement, entry.statement
    is_here = (said.block, said.sentence, said.unit) == (own.block, own.sentence, own.subject.words)
    return is_here and one.is_clear and one.fact is not None and said.measure != ASIDE
