"""A printed share against part and whole: of the whole that is named, or of any that may be meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..facts import Fact, Unbound
from ..facts.numbers import is_money
from ..relations.identities import load_identities
from ..relations.tree import Named, Operand, Tree, add, facts_of, percent
from ..sentences.lists import number_in
from ..sentences.statements import COUNTED, SUM_OF_TOLD, Subject
from ..sentences.wholes import NOT_SAID
from ..sentences.words import group, is_balance, is_whole, side_of, whole_of
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, UNDEFINED, Judgement
from .binding import Bound, money, refs_of
from .stated import Sources
from .partitions import Partition, are_beside, shape_of
from .results import CONFIRMED, FEWEST, Result, is_telling, judged, that_fits, tried
from .things import judge_counted_share
from .told_lists import side_told

_OF_ANOTHER = "the whole of this share is not named, and it is one of another amount that is told before"
OF_LINE = "the whole of this share is not named, and it is one of an amount that a paragraph before tells"
_LINES = 6
"""So many lines of a list may follow the one that names the whole of their shares."""
_NOT_SUMMED = "the amount of which this is a share is a sum that the text does not tell"
_SUM_OF_WHOLE = "the sum that was told before has the whole of this share in it, and cannot be meant"
_OF_ACCOUNT = ("revenue_by_function/total/", "expenditure_by_function/total/")


def judge_share(entry: Bound, sources: Sources) -> Result:
    """A share of the whole that is named; of an unnamed whole, any that may be meant acquits."""
    statement = entry.statement
    if statement.measure == COUNTED:
        return judge_counted_share(entry, sources)
    if statement.base is None:
        is_of_side = entry.is_told or entry.refs[0].startswith(_OF_ACCOUNT)  # 中央财政拨款收入…，比重为80.00%
        whole = whole_of(side_told(entry)) if sources.is_loose and is_of_side else ""
        if not whole:
            raise Unbound(NOT_SAID)
        return _share_of(entry, Subject((whole,)), sources)  # 1.按性质：基本支出60.00万元，占比60.00%
    said = [base for base in (statement.base, *statement.other_bases) if refs_of(base, sources.forms)[:1] != entry.refs[:1]]
    bases = [base for base in said if statement.is_base_named or not _is_beside(entry, base, sources)]
    # 政府性基金…支出1.20万元，占本年支出的…: nothing is told to be a share of itself, it is one of the account's
    bases = bases or [Subject((whole_of(side_of(entry.refs[0])),))]
    first = tried(_share_of, entry, bases[0], sources)
    if first.holds:
        return first
    is_quoted = bool(first.operands) and any(is_told(entry, bases[0], first.operands[-1], sources) for is_told in (_is_quoted, _is_called_alike))
    others = [] if is_quoted else [tried(_share_of, entry, base, sources) for base in bases[1:]]
    # 收入总计…，收入较上年减少…。其中：事业收入…，占2.4%: another whole, where the likeliest is told nowhere
    fitting = that_fits(others, is_exact=first.verdict == UNCHECKED)
    if fitting is not None or first.verdict == UNCHECKED:
        return fitting or first
    is_open = first.verdict == DIFFERS and not statement.is_base_named
    if is_open and _is_of_other_side(entry, bases[0], sources):
        raise Unbound("what was taken for its whole is of the other side of the account")
    missing = next((one.note for one in others if one.verdict == UNCHECKED), "")
    if missing and not _is_settled(entry, statement.base, sources):
        raise Unbound(f"the whole of this share is not certain: {missing}")
    if first.verdict == DIFFERS and statement.base != bases[0] and not _is_of_year(statement.base, entry):
        raise Unbound("the whole that is meant is the part itself")
    if first.verdict == DIFFERS and entry.refs == (SUM_OF_TOLD,) and _is_more_than_all(entry, bases[0], first, sources):
        raise Unbound(_SUM_OF_WHOLE)
    if is_open and (confirmed := _of_line_before(entry, sources)) is not None:
        return confirmed
    for reason, is_excused in _EXCUSES if is_open else ():
        if is_excused(entry, bases[0], first, sources):
            raise Unbound(reason)
    if is_open and (other := _of_another_whole(entry, first, sources)) is not None:
        return other
    if is_open and _fits_line_before(entry, first, sources):
        raise Unbound(OF_LINE)
    return (_of_change_before(entry, first, sources) or first) if first.verdict == DIFFERS else first


def _of_change_before(entry: Bound, share: Result, sources: Sources) -> Result | None:
    """比上年增加184.36万元，占本年支出758.97万元的24.3%: of the change that is told right before it, where that fits."""
    here = entry.statement
    changes = [one for one in sources.stated.here(here, "change") if one.place < entry.place and one.refs[:1] == entry.refs[:1] and one.fact is not None]
    if not changes or share.tree is None or not is_telling(here.printed):
        return None
    result = judged(entry, percent(Operand(money(changes[-1])), Operand(facts_of(share.tree)[-1])))
    return replace(result, reading=CONFIRMED) if result.verdict == EQUAL else None


def _of_line_before(entry: Bound, sources: Sources) -> Result | None:
    """1.公路养护64.00万元，占项目支出的40.00%。/ 2.桥梁维修56.00万元，占35.00%。: of the whole that the line before names, where that fits."""
    here = entry.statement
    named = [one for one in sources.stated.shares(here) if one.statement.is_base_named and 0 < here.block - one.statement.block <= _LINES]
    if not named or named[-1].statement.base is None or not is_telling(here.printed):
        return None
    result = tried(_share_of, entry, named[-1].statement.base, sources)
    return replace(result, reading=CONFIRMED) if result.verdict == EQUAL else None


def _fits_line_before(entry: Bound, share: Result, sources: Sources) -> bool:
    """（一）基本支出240.00万元。/ 1.人员经费180.00万元，占75.00%。: one of an amount that a paragraph just before tells."""
    here = entry.statement
    own = any(one.statement.block == here.block for one in sources.stated.told(share) if one.claim_id != share.operands[0])
    if share.tree is None or own or not is_telling(here.printed) or entry.number.known.value == 100:
        return False
    part = Operand(facts_of(share.tree)[0])
    told = [one for one in sources.stated.by_id.values() if one.statement.kind in ("amount", "datum") and one.fact is not None and is_money(one.statement.unit)]
    above = [money(one) for one in told if 0 < here.block - one.statement.block <= _LINES and one.section == entry.section and not one.number.may_be_zero]
    return any(judged(entry, percent(part, Operand(one))).verdict == EQUAL for one in above)


def _of_another_whole(entry: Bound, share: Result, sources: Sources) -> Result | None:
    """基本支出50.00万元，人员经费45.00万元占90.00%: what fits what its sentence tells first; None where it fits nothing that is told before.

    财政拨款支出100.00万元。一般公共预算支出80.00万元，占80.00%；政府性基金支出20.00万元，占20.00%

    Raises:
        Unbound: the whole that it fits is another.
    """
    if share.tree is None:
        return None
    part = facts_of(share.tree)[0]
    told = [one for one in sources.stated.before(entry.statement, "amount") if one.fact is not None and is_money(one.statement.unit) and one.place < entry.place]
    wholes = [money(one) for one in told if money(one).known.value > part.known.value]
    fitting = [one for whole in wholes if (one := judged(entry, percent(Operand(part), Operand(whole)))).verdict == EQUAL]
    if not fitting:
        return None
    here = sources.stated.here(entry.statement, "amount")
    found = next((one for one in fitting if here and one.operands[-1] == here[-1].claim_id and is_telling(entry.statement.printed)), None)
    if found is None:
        own = {one.claim_id for one in told if one.statement.block == entry.statement.block}
        raise Unbound(_OF_ANOTHER if any(one.operands[-1] in own for one in fitting) else OF_LINE)
    return replace(found, reading=CONFIRMED)


def _is_of_other_side(entry: Bound, base: Subject, sources: Sources) -> bool:
    """True for an expenditure as a share of a revenue, and the reverse, of which no words speak."""
    places = [ref for ref in (entry.refs[0], *refs_of(base, sources.forms)[:1]) if ref.count("/") == 2]
    return len({side_of(ref) for ref in places if not is_balance((ref,))}) > 1


def _is_of_year(base: Subject, entry: Bound) -> bool:
    """政府性基金…支出1.20万元，占本年支出合计的…: no part is called so, only the total of the account; all of it is 100 %."""
    return base.words in group("totals_of_year") and entry.number.known.value != 100


def _is_more_than_all(entry: Bound, base: Subject, share: Result, sources: Sources) -> bool:
    """True for a share above 100 % that is not printed so."""
    computed = share.judgement.range if share.judgement is not None else None
    return computed is not None and computed.low is not None and computed.low > 100 >= entry.number.known.value


def _is_of_another_paragraph(entry: Bound, base: Subject, share: Result, sources: Sources) -> bool:
    """True for what no form knows beside a whole of another paragraph, where a share since is one of another whole.

    工资福利支出…，占人员经费的92.18%。/ 以上对个人和家庭的补助…，占7.82%。
    """
    wholes = [one for one in sources.stated.told(share) if one.claim_id != share.operands[0]]
    since = [one for one in sources.stated.shares(entry.statement) if one.statement.is_base_named and one.place < entry.place]
    is_of_other = bool(since and wholes) and since[-1].place > wholes[-1].place and since[-1].statement.base not in (entry.statement.base, *entry.statement.other_bases)
    return is_of_other and not sources.is_loose and entry.is_told and wholes[-1].statement.block != entry.statement.block


def _is_of_open_whole(entry: Bound, base: Subject, share: Result, sources: Sources) -> bool:
    """True where it is not told of what the whole is a share, or how much that is: what follows may be one of that too, as the whole is.

    司法支出1466.13万元，占84.73%，其中法律援助…；其他各类支出264.20万元，占15.27%。
    """
    whole = refs_of(base, sources.forms)[:1]
    return any(
        one.refs[:1] == whole and (one.statement.doubt or one.statement.base is None or tried(_share_of, one, one.statement.base, sources).verdict == UNCHECKED)
        for one in sources.stated.shares_beside(entry.statement) if whole
    )  # fmt: skip


_EXCUSES: tuple[tuple[str, Callable[[Bound, Subject, Result, Sources], bool]], ...] = (
    ("the whole of this share is told in another paragraph, and the part by a name of its own", _is_of_another_paragraph),
    ("the part is more than what was taken for its whole", _is_more_than_all),
    ("the whole of this share is not certain: it is itself a share of what is not told", _is_of_open_whole),
)
"""Why a share of which no words name the whole, and that does not fit the likeliest one, is not held against the account."""


def _is_beside(entry: Bound, base: Subject, sources: Sources) -> bool:
    """True for what stands beside the part in one total (基本支出, 项目支出): its share is of that only where it is said so."""
    whole = refs_of(base, sources.forms)[:1]
    return bool(whole) and not is_whole(whole) and are_beside(entry.refs[0], whole[0])


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


def _parts_told(whole: str, sources: Sources) -> Tree | None:
    """The sum of the parts that the text tells of a whole that it does not tell: for confirming only."""
    for identity in load_identities().of_claims:
        for part in identity.parts:
            if shape_of(part) != "parts" or (partition := Partition.of(part)).whole != whole or partition.family:
                continue
            told = [one for ref in partition.parts if (one := sources.stated.named(ref)) is not None]
            if len(told) >= FEWEST:
                return add([money(one) for one in told])
    return None


def _sum_of_shared(entry: Bound, base: Subject, sources: Sources) -> Tree | None:
    """The sum of the amounts whose shares of this whole the section tells: for confirming only."""
    told = [one.refs[0] for one in sources.stated.shares(entry.statement) if one.refs and one.statement.base == base]
    parts = [one for ref in dict.fromkeys(told) if (one := sources.stated.named(ref)) is not None]
    return add([money(one) for one in parts]) if len(parts) >= FEWEST else None


def _told_here(entry: Bound, base: Subject, whole: str, sources: Sources) -> Fact | None:
    """The amount that the paragraph tells of the whole by the same words, which may mean another figure, where no form prints it."""
    told = sources.stated.by_name(base.words, entry.statement, is_exact=True) if base.words and not sources.turn else None
    is_here = told is not None and told.statement.block == entry.statement.block and told.refs != entry.refs and bool(told.other_refs) and whole in (*told.refs, *told.other_refs)
    return money(told) if told is not None and is_here and sources.forms.is_absent(whole) else None


def _is_quoted(entry: Bound, base: Subject, whole: str, sources: Sources) -> bool:
    """占本年支出合计3391.60万元的91.66%: the words of the share tell the amount of its whole, and no other is meant."""
    here = entry.statement
    told = next((one for one in sources.stated.before(here, "amount") if one.statement.told_in == here.told_in), None)
    return here.is_base_named and told is not None and told.claim_id == whole and told.statement.subject.words == base.words and told.is_clear


def _is_called_alike(entry: Bound, base: Subject, whole: str, sources: Sources) -> bool:
    """全年总收入100.00万元，…占总收入的60.00%: the section tells the whole by the very words of the share."""
    told = sources.stated.by_name(base.words, entry.statement, is_exact=True) if base.words and entry.statement.is_base_named else None
    return told is not None and told.claim_id == whole and told.is_clear


def _summed_here(entry: Bound, whole: Fact, sources: Sources) -> list[Bound] | None:
    """基本支出60.00万元、经营支出30.00万元，两项合计占90.00%: the amounts of its sentence before it, as many as the words count; None where the sum is told itself.

    Raises:
        Unbound: there are not as many.
    """
    here = entry.statement
    if entry.refs != (SUM_OF_TOLD,) or here.is_told_again:
        return None
    told = [one for one in reversed(sources.stated.here(here, "amount")) if one.fact is not None and is_money(one.statement.unit) and one.place < entry.place]
    if any(one.refs == entry.refs for one in told):
        return None
    parts = [one for one in told if one.claim_id != whole.id]
    wanted = number_in(here.subject.words) or len(parts)
    if not FEWEST <= wanted <= len(parts):
        raise Unbound(_NOT_SUMMED)
    return parts[-wanted:]


def _are_counted(entry: Bound, parts: Sequence[Bound]) -> bool:
    """True where nothing else of its sentence can be meant: as many as the words count, or the two that it tells, one beside the other."""
    wanted = number_in(entry.statement.subject.words) or FEWEST
    return wanted == len(parts) and all(one.is_clear and not one.measure and one.statement.within == parts[0].statement.within for one in parts)


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
            sums = (_sum_of_shared(entry, base, sources), _parts_told(wholes[0], sources)) if sources.is_loose else ()
            results = [judged(entry, percent(Operand(sources.at(entry.refs[0], entry.statement)), parts)) for parts in sums if parts is not None]
            if results:
                return that_fits(results) or results[-1]
            raise
        whole = money(told)
    if whole.may_be_zero:
        judgement = Judgement(UNDEFINED, note="the whole may be zero")
        return Result(judgement, Named("100*a/b", facts=(whole,)))
    if (summed := _summed_here(entry, whole, sources)) is not None:
        result = judged(entry, percent(add([money(one) for one in summed]), Operand(whole)))
        if result.verdict == DIFFERS and not _are_counted(entry, summed):
            raise Unbound(_NOT_SUMMED)
        return result
    part = sources.at(entry.refs[0], entry.statement)
    result = judged(entry, percent(Operand(part), Operand(whole)))
    if result.verdict == DIFFERS and sources.is_loose and sources.stated.named(wholes[0]) is None and (parts := _sum_of_shared(entry, base, sources)) is not None:
        other = judged(entry, percent(Operand(part), parts))  # 占本年支出的72.14%: of what only its parts tell
        result = other if other.verdict == EQUAL else result
    is_of_another = sources.stated.is_said_of_another(whole.id, wholes[0]) and not _is_quoted(entry, base, whole.id, sources) and not _is_called_alike(entry, base, whole.id, sources)
    if result.verdict == DIFFERS and (whole.id == part.id or is_of_another):
        raise Unbound("the whole of this share is told by no name that means nothing else")
    return result
