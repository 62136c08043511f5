"""A printed share against part and whole: of the whole that is named, or of any that may be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..facts import Fact, Unbound
from ..facts.numbers import is_money
from ..relations.identities import load_identities
from ..relations.judging import judge
from ..relations.tree import Named, Operand, Ratio, Tree, add, facts_of, percent
from ..sentences.statements import COUNTED, Subject
from ..sentences.wholes import NO_WORD, NOT_SAID
from ..sentences.words import group, is_balance, is_whole, side_of, whole_of
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED, Judgement
from .binding import Bound, money, refs_of
from .stated import Sources
from .partitions import Partition, shape_of, summands
from .results import CONFIRMED, Result, is_telling, judged
from .things import judge_counted_share

_OF_ANOTHER = "the whole of this share is not named, and it is one of another amount that is told before"
_FEWEST = 2
"""Shares that show of which whole a paragraph tells shares."""
_LIST = 4
"""Paragraphs of one list at most, each with its share."""


def judge_share(entry: Bound, sources: Sources) -> Result:
    """A share of the whole that is named; of an unnamed whole, any that may be meant acquits."""
    statement = entry.statement
    if statement.measure == COUNTED:
        return judge_counted_share(entry, sources)
    if statement.base is None:
        raise Unbound(NOT_SAID)
    said = [base for base in (statement.base, *statement.other_bases) if refs_of(base, sources.forms)[:1] != entry.refs[:1]]
    bases = [base for base in said if statement.is_base_named or not _is_beside(entry, base, sources)]
    # 政府性基金…支出1.20万元，占本年支出的…: nothing is told to be a share of itself, it is one of the account's
    bases = bases or [Subject((whole_of(side_of(entry.refs[0])),))]
    try:
        first = _share_of(entry, bases[0], sources)
    except Unbound:
        if (fitting := _that_fits(entry, bases[1:], sources)) is None:
            raise
        return fitting
    missing = ""
    is_quoted = bool(first.operands) and _is_quoted(entry, bases[0], first.operands[-1], sources)
    for base in () if is_quoted else bases[1:]:
        if first.verdict not in (DIFFERS, UNDEFINED):
            break
        try:
            other = _share_of(entry, base, sources)
        except Unbound as reason:
            missing = missing or str(reason)
            continue
        if other.verdict in (EQUAL, ROUNDING):
            return other
    if first.verdict == DIFFERS and not statement.is_base_named and _is_of_other_side(entry, bases[0], sources):
        raise Unbound("what was taken for its whole is of the other side of the account")
    if first.verdict == DIFFERS and statement.base not in bases and not _is_of_year(statement.base, entry):
        raise Unbound("the whole that is meant is the part itself")
    if first.verdict == DIFFERS and not (statement.is_base_named or sources.is_loose) and _is_of_another_paragraph(entry, first, sources):
        raise Unbound("the whole of this share is told in another paragraph, and the part by a name of its own")
    if missing and first.verdict in (DIFFERS, UNDEFINED) and not _is_settled(entry, statement.base, sources):
        raise Unbound(f"the whole of this share is not certain: {missing}")
    if first.verdict == DIFFERS and not statement.is_base_named and _is_more_than_all(first) and not _is_more_than_all(entry):
        raise Unbound("the part is more than what was taken for its whole")
    if first.verdict == DIFFERS and not statement.is_base_named and _is_of_open_whole(entry, bases[0], sources):
        raise Unbound("the whole of this share is not certain: it is itself a share of what is not told")
    if first.verdict == DIFFERS and not statement.is_base_named and (others := _of_others(entry, first, sources)):
        return _of_topic(entry, others, sources)
    return first


def _that_fits(entry: Bound, bases: Sequence[Subject], sources: Sources) -> Result | None:
    """收入总计…，收入较上年减少…。其中：事业收入…，占2.4%: the share of another whole that may be meant, where the likeliest is told nowhere."""
    for base in bases:
        try:
            result = _share_of(entry, base, sources)
        except Unbound:
            continue
        if result.verdict == EQUAL:
            return result
    return None


def _of_others(entry: Bound, share: Result, sources: Sources) -> list[Result]:
    """财政拨款支出100.00万元。一般公共预算支出80.00万元，占80.00%；政府性基金支出20.00万元，占20.00%: what it is of the wholes told before that it fits."""
    part = facts_of(share.tree)[0] if share.tree is not None else None
    told = [one for one in sources.stated.before(entry.statement, "amount") if one.fact is not None and is_money(one.statement.unit) and one.place < entry.place]
    wholes = [money(one) for one in told if part is not None and money(one).known.value > part.known.value]
    results = [judged(entry, percent(Operand(part), Operand(whole))) for whole in wholes] if part is not None else []
    return [result for result in results if result.verdict == EQUAL]


def _of_topic(entry: Bound, others: Sequence[Result], sources: Sources) -> Result:
    """基本支出50.00万元，人员经费45.00万元占90.00%: the share of what its sentence tells first.

    Raises:
        Unbound: the whole that it fits is another.
    """
    here = [one for one in sources.stated.before(entry.statement, "amount") if one.statement.told_in == entry.statement.told_in]
    found = next((one for one in others if here and one.operands[-1] == here[-1].claim_id and is_telling(entry.statement.printed)), None)
    if found is None:
        raise Unbound(_OF_ANOTHER)
    return replace(found, reading=CONFIRMED)


def _is_of_other_side(entry: Bound, base: Subject, sources: Sources) -> bool:
    """True for an expenditure as a share of a revenue, and the reverse, of which no words speak."""
    places = [ref for ref in (entry.refs[0], *refs_of(base, sources.forms)[:1]) if ref.count("/") == 2]
    return len({side_of(ref) for ref in places if not is_balance((ref,))}) > 1


def _is_of_year(base: Subject, entry: Bound) -> bool:
    """政府性基金…支出1.20万元，占本年支出合计的…: no part is called so, only the total of the account; all of it is 100 %."""
    is_all = entry.fact is not None and entry.fact.known.value == 100
    return base.words in group("totals_of_year") and not is_all


def _is_more_than_all(share: Result | Bound) -> bool:
    """True for a share above 100 %, printed or recomputed."""
    if isinstance(share, Result):
        computed = share.judgement.range if share.judgement is not None else None
        return computed is not None and computed.low is not None and computed.low > 100
    return share.fact is not None and share.fact.known.value > 100


def _is_of_another_paragraph(entry: Bound, share: Result, sources: Sources) -> bool:
    """True for what no form knows beside a whole of another paragraph, where a share since is one of another whole.

    工资福利支出…，占人员经费的92.18%。/ 以上对个人和家庭的补助…，占7.82%。
    """
    wholes = [one for name in share.operands[1:] if (one := sources.stated.by_id.get(name)) is not None]
    since = [one for one in sources.stated.shares(entry.statement) if one.statement.is_base_named and one.place < entry.place]
    is_of_other = bool(since and wholes) and since[-1].place > wholes[-1].place and since[-1].statement.base not in (entry.statement.base, *entry.statement.other_bases)
    return is_of_other and entry.refs[0].startswith("told/") and wholes[-1].statement.block != entry.statement.block


def _is_of_open_whole(entry: Bound, base: Subject, sources: Sources) -> bool:
    """True where it is not told of what the whole is a share: what follows may be one of that too, as the whole is.

    司法支出1466.13万元，占84.73%，其中法律援助…；其他各类支出264.20万元，占15.27%。
    """
    whole = refs_of(base, sources.forms)[:1]
    beside = sources.stated.shares_beside(entry.statement)
    return any(one.refs[:1] == whole and (one.statement.doubt or one.statement.base is None) for one in beside if whole)


def _is_beside(entry: Bound, base: Subject, sources: Sources) -> bool:
    """True for what stands beside the part in one total (基本支出, 项目支出): its share is of that only where it is said so."""
    whole = refs_of(base, sources.forms)[:1]
    return bool(whole) and not is_whole(whole) and any(entry.refs[0] in side and whole[0] in side for side in summands())


def _is_settled(entry: Bound, base: Subject, sources: Sources) -> bool:
    """True where another share of the block, whose whole has the same words, fits that of the first reading."""
    for other in sources.stated.shares_beside(entry.statement):
        whole = other.statement.base
        if other is not entry and whole is not None and whole.words == base.words and not other.statement.doubt:
            try:
                result = _share_of(other, whole, sources)
            except Unbound:
                continue
            if result.verdict == EQUAL and is_telling(other.statement.printed):
                return True
    return False


def settle(bound: Sequence[Bound], results: Sequence[Result], read: Mapping[str, Result]) -> list[Result]:
    """A share of which it is not certain of what it is one, beside others that are shares of one whole: of that too.

    Two or more shares of the paragraph (of the section, where they name the whole alike) fit one whole
    to three digits, or one of them does and the amounts of both make that whole. Then one whose amount
    stands right before it and that does not fit contradicts it for certain; so does one that was read
    like them and fits only another whole, which none of them is a share of.

    Args:
        read: by claim identifier, what shares that could not be read for certain are as they were read.
    """
    fitting = [
        (entry, result) for entry, result in zip(bound, results, strict=True)
        if entry.statement.kind == "share" and result.verdict == EQUAL and is_telling(entry.statement.printed)
    ]  # fmt: skip
    settled = []
    for entry, result in zip(bound, results, strict=True):
        if entry.statement.kind == "share" and not entry.statement.year:
            result = _settled(entry, result, read.get(entry.claim_id, result), fitting, bound)
        settled.append(result)
    return settled


def _settled(entry: Bound, result: Result, own: Result, fitting: Sequence[tuple[Bound, Result]], bound: Sequence[Bound]) -> Result:
    here: dict[str, list[tuple[Bound, Result]]] = {}
    alike = [one for one, _ in fitting if one.statement.told_in == entry.statement.told_in and one.statement.doubt == NO_WORD and one.statement.base == entry.statement.base]
    if entry.statement.doubt == NO_WORD and not (alike and len({one.refs for one in (entry, *alike)}) > len(alike)):
        return result  # nothing shows that it is a share
    is_of_all = own.verdict == DIFFERS and (len(alike) >= _FEWEST or _make_whole([pair for pair in fitting if pair[0] in alike], facts_of(own.tree)[0] if own.tree else None))
    if entry.statement.doubt == NO_WORD and is_of_all:
        return replace(own, reading=CONFIRMED)  # 图2：财政拨款收入87.91%、事业收入6.73%、其他收入5.73%
    amount = _own_amount(entry, bound)
    is_item = amount is not None and not any(one.statement.block == amount.statement.block and one.place < amount.place for one in bound if is_money(one.statement.unit))
    for one, fits in fitting:
        if _is_in_list(one, entry, is_item):
            here.setdefault(_whole_of(fits), []).append((one, fits))
    is_told = entry.statement.base is not None and (entry.statement.doubt in ("", NO_WORD) or own.verdict == DIFFERS)
    alike_or_all = [said for said in here.values() if all(one.statement.base == entry.statement.base for one, _ in said)] or list(here.values())
    several = [said for said in alike_or_all if is_told and len(said) >= _FEWEST or amount is not None and _make_whole(said, money(amount))]
    if len(several) != 1 or (tree := several[0][0][1].tree) is None or not _is_told_before(entry, whole := _bottom(tree), bound):
        return result
    if any(one.statement.base != entry.statement.base for one, _ in several[0]):
        return result
    is_alone = len(here.get(_whole_of(own), ())) == 1 and own.tree is not None and not _is_beside_named(entry, bound)
    is_open = result.verdict == UNCHECKED and amount is not None and entry.statement.doubt in ("", NOT_SAID, NO_WORD)
    part = facts_of(own.tree)[0] if own.tree is not None else money(amount) if amount is not None else None
    if part is None or not (is_open or result.verdict == EQUAL and is_alone) or part in facts_of(whole):
        return result
    other = judged(entry, percent(Operand(part), whole))
    return replace(other, reading=CONFIRMED) if other.verdict == DIFFERS else result


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


def _own_amount(entry: Bound, bound: Sequence[Bound]) -> Bound | None:
    """The amount right before the share, where it is that of the part for certain."""
    last = amount_before(entry, bound)
    is_own = last is not None and last.statement.kind == "amount" and last.is_clear and last.refs[:1] == entry.refs[:1] and last.measure in ("", "actual")
    return last if is_own else None


def _make_whole(said: Sequence[tuple[Bound, Result]], amount: Fact | None) -> bool:
    """基本支出40.00万元，占40.00%；项目支出60.00万元，占…: True where the amounts of both make what the one is a share of."""
    tree = said[0][1].tree if said else None
    whole = facts_of(_bottom(tree)) if tree is not None else []
    parts = {fact.id: fact for fact in (*([amount] if amount is not None else []), *(facts_of(result.tree)[0] for _, result in said if result.tree is not None))}
    if len(whole) != 1 or len(parts) < _FEWEST:
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


def _parts_told(whole: str, sources: Sources) -> Tree | None:
    """The sum of the parts that the text tells of a whole that it does not tell: for confirming only."""
    for identity in load_identities().of_claims:
        for part in identity.parts:
            if shape_of(part) != "parts" or (partition := Partition.of(part)).whole != whole or partition.family:
                continue
            told = [one for ref in partition.parts if (one := sources.stated.named(ref)) is not None]
            if len(told) >= _FEWEST:
                return add([money(one) for one in told])
    return None


def _sum_of_shared(entry: Bound, base: Subject, sources: Sources) -> Tree | None:
    """The sum of the amounts whose shares of this whole the section tells: for confirming only."""
    told = [one.refs[0] for one in sources.stated.shares(entry.statement) if one.refs and one.statement.base == base]
    parts = [one for ref in dict.fromkeys(told) if (one := sources.stated.named(ref)) is not None]
    return add([money(one) for one in parts]) if len(parts) >= _FEWEST else None


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


def _told_here(entry: Bound, base: Subject, whole: str, sources: Sources) -> Fact | None:
    """The amount that the paragraph tells of the whole by the same words, which may mean another figure, where no form prints it."""
    told = sources.stated.by_name(base.words, entry.statement, is_exact=True) if base.words and not sources.turn else None
    is_here = told is not None and told.statement.block == entry.statement.block and told.refs != entry.refs and bool(told.other_refs) and whole in (*told.refs, *told.other_refs)
    return money(told) if told is not None and is_here and sources.forms.is_absent(whole.split("/")[0]) else None


def _is_quoted(entry: Bound, base: Subject, whole: str, sources: Sources) -> bool:
    """占本年支出合计3391.60万元的91.66%: the words of the share tell the amount of its whole, and no other is meant."""
    here = entry.statement
    told = next((one for one in sources.stated.before(here, "amount") if one.statement.told_in == here.told_in), None)
    return here.is_base_named and told is not None and told.claim_id == whole and told.statement.subject.words == base.words and told.is_clear


def _share_of(entry: Bound, base: Subject, sources: Sources) -> Result:
    if not entry.refs:
        raise Unbound("the part is not named")
    wholes = refs_of(base, sources.forms)
    if not wholes:
        raise Unbound("the whole of this share is not known")
    try:
        whole = _told_here(entry, base, wholes[0], sources) or sources.at(wholes[0], entry.statement)
    except Unbound:
        told = sources.stated.by_name(base.words, entry.statement, not sources.is_loose) if base.words else None
        if told is None or told.refs == entry.refs:
            parts = (_parts_told(wholes[0], sources) or _sum_of_shared(entry, base, sources)) if sources.is_loose else None
            if parts is not None:
                return judged(entry, percent(Operand(sources.at(entry.refs[0], entry.statement)), parts))
            raise
        whole = money(told)
    if whole.may_be_zero:
        judgement = Judgement(UNDEFINED, note="the whole may be zero")
        return Result(judgement, Named("100*a/b", facts=(whole,)))
    part = sources.at(entry.refs[0], entry.statement)
    result = judged(entry, percent(Operand(part), Operand(whole)))
    if result.verdict == DIFFERS and sources.is_loose and sources.stated.named(wholes[0]) is None and (parts := _sum_of_shared(entry, base, sources)) is not None:
        other = judged(entry, percent(Operand(part), parts))  # 占本年支出的72.14%: of what only its parts tell
        result = other if other.verdict == EQUAL else result
    is_of_another = sources.stated.is_said_of_another(whole.id, wholes[0]) and not _is_quoted(entry, base, whole.id, sources)
    if result.verdict == DIFFERS and (whole.id == part.id or is_of_another):
        raise Unbound("the whole of this share is told by no name that means nothing else")
    return result
