"""What no form prints, part by part: what is left over, classes and their items, shares of one whole.

Parts that the text leaves out may be anything from zero up, as in `told_alone`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..facts import Forms
from ..facts.item_names import NAME_MARK
from ..facts.numbers import is_money
from ..relations.identities import Part
from ..relations.tree import Operand, Sum, add
from ..verdicts import DIFFERS, EQUAL
from ..sentences.words import is_named_alike
from .binding import Bound, money
from .known_words import table
from .partitions import Partition, at_most, is_share_of, parts_of, sum_of_shares
from .results import FEWEST, Derived, derive, judged
from .stated import Stated
from .told_alone import is_nil, is_told

_NEAR = 1
"""Paragraphs behind that of a whole in which its item may be told."""


def balance_alone(bound: Sequence[Bound], forms: Forms) -> list[Derived]:
    """What is told to be left over against what came in and was spent, all told in one section, each once."""
    found = []
    for entry in table("balance"):
        refs, may_lack = (entry["left"], *entry["plus"], *entry["minus"]), entry.get("may_lack", ())
        told = [one for one in bound if one.is_clear and one.refs[:1] and one.refs[0] in refs and is_told(one, one.refs[0], "amount", ("", "actual"))]
        by_section: dict[str, dict[str, list[Bound]]] = {}
        for one in told:
            by_section.setdefault(one.section, {}).setdefault(one.refs[0], []).append(one)
        for own in by_section.values():
            own = _in_one_sentence(own, refs, may_lack) or ({} if may_lack else own)  # grand totals tell of those apart
            if not forms.is_absent(refs[0]) or not set(refs) - set(own) <= set(may_lack) or any(len(said) > 1 for said in own.values()):
                continue
            terms = [(sign, own[ref][0]) for side, sign in ((entry["plus"], 1), (entry["minus"], -1)) for ref in side if ref in own]
            left, sum_of = own[refs[0]][0], tuple((sign, Operand(money(one))) for sign, one in terms)
            result = judged(left, Sum(sum_of))
            is_open = result.verdict == DIFFERS and (_tells_more([one for _, one in terms], left, bound) or _tells_gap(sum_of, left, bound))
            if not is_open and (result.verdict != DIFFERS or set(own) == set(refs)):  # what is left out may be any amount
                found.append(derive(left, "sum", "balance", result))
    return found


def _tells_gap(sum_of: tuple[tuple[int, Operand], ...], left: Bound, bound: Sequence[Bound]) -> bool:
    """…年末结转43.98万元。四个数之间差24.73万元，是财政收回的…: true where the paragraph goes on with just what is missing."""
    behind = [one for one in bound if one.statement.block == left.statement.block and one.place > left.place and one.fact is not None and is_money(one.statement.unit)]
    return any(judged(left, Sum((*sum_of, (sign, Operand(money(one)))))).verdict == EQUAL for one in behind for sign in (1, -1))


def _tells_more(terms: Sequence[Bound], left: Bound, bound: Sequence[Bound]) -> bool:
    """上年结转47.10万元，调出一般公共预算20.00万元；本年收入…，年末结转…: true where a sentence of the terms tells money beside them that was not understood, or that was moved."""
    return any(
        one.statement.told_in in {term.statement.told_in for term in (*terms, left)} and terms[0].place < one.place < left.place
        and is_money(one.statement.unit) and (one.statement.kind == "amount" and bool(one.statement.doubt) or one.statement.kind == "datum" and bool(one.statement.named))
        for one in bound
    )  # fmt: skip


def _in_one_sentence(told: Mapping[str, list[Bound]], refs: Sequence[str], may_lack: Sequence[str]) -> dict[str, list[Bound]]:
    """What the sentence of a balance tells of all that it is made of: it stands by itself; nothing where it leaves out more than it may."""
    left = told.get(refs[0], [])
    here = {ref: own for ref, said in told.items() if (own := [one for one in said if left and one.statement.told_in == left[0].statement.told_in])}
    return here if set(refs) - set(here) <= set(may_lack) else {}


def classes_alone(bound: Sequence[Bound], forms: Forms) -> list[Derived]:
    """Classes and sections (款) against the items that their section of the text tells of them, each told once.

    Items that are left out may be anything from zero up: only more than the class contradicts it.
    """
    said: dict[tuple[str, str], dict[str, list[Bound]]] = {}
    for one in bound:
        is_of_half = one.statement.within is not None and is_named_alike(one.statement.within.refs)  # 项目支出中，农林水支出（类）500.00万元
        if one.is_clear and one.refs and one.statement.subject.form and not is_of_half and is_told(one, one.refs[0], "amount", ("", "actual")):
            form, row, _ = one.refs[0].split("/")
            if forms.is_absent(form):
                said.setdefault((form, one.section), {}).setdefault(row, []).append(one)
    found = []
    for (form, section), rows in said.items():
        told = {row: own[0] for row, own in rows.items() if len({one.statement.printed for one in own}) == 1}
        for row, whole in told.items():
            below = [other for other in told if other.startswith(row + NAME_MARK)]
            finest = [other for other in below if not any(one.startswith(other + NAME_MARK) for one in below)]
            if len(finest) < FEWEST:
                found += _above(whole, [told[other] for other in below], bound)
                continue
            parts = add([money(told[other]) for other in finest])
            result = judged(whole, parts)
            if result.verdict == DIFFERS:
                result = at_most(whole, parts)
                if result.verdict != DIFFERS:
                    continue
            found.append(derive(whole, "sum", "items", result))
        totals = [one for one in bound if one.is_clear and one.section == section and one.refs[:1] == (f"{form}/total/expenditure_total",) and is_told(one, one.refs[0], "amount", ("", "actual"))]
        if len({one.number.known.value for one in totals}) == 1:
            found += _above(totals[0], [one for row, one in told.items() if NAME_MARK in row], bound)
    return found


def _above(whole: Bound, items: Sequence[Bound], bound: Sequence[Bound]) -> list[Derived]:
    """医疗卫生（类）14.00万元，包括医疗保障（款）15.00万元: an item that is more than its class, or than all expenditure, told right behind it."""
    near = [one for one in items if 0 <= one.statement.block - whole.statement.block <= _NEAR and one.place > whole.place and not _holds_more(one, bound)]
    results = [(one, at_most(whole, Operand(money(one)))) for one in near]
    return [derive(one, "nesting", "items", result) for one, result in results if result.verdict == DIFFERS]


def _holds_more(item: Bound, bound: Sequence[Bound]) -> bool:
    """水利（款）支出480.00万元，其中…政府性基金20.00万元; …130.00万元，冲减30.00万元: True where its sentence goes on with money that is no item of the form."""
    behind = [one for one in bound if one.statement.told_in == item.statement.told_in and one.place > item.place and is_money(one.statement.unit)]
    form = item.refs[0].partition("/")[0]
    return any(not one.is_clear or one.refs[:1] == () or one.refs[0].partition("/")[0] != form for one in behind if one.statement.kind in ("amount", "datum"))


def share_alone(
    relations: Sequence[Part], bound: Sequence[Bound], stated: Stated, forms: Forms
) -> list[Derived]:
    """Shares of the parts of a whole that no form prints: all of them make 100, some no more.

    Only those of one paragraph: another may speak of another unit or year.
    """
    clear = [entry for entry in bound if entry.is_clear and entry.refs]
    found = []
    for partition in map(Partition.of, relations):
        if partition.family or not forms.is_absent(partition.whole):
            continue
        said = [one for one in clear if is_share_of(one, partition.whole, forms)]
        by_block: dict[int, list[Bound]] = {}
        for one in said:
            by_block.setdefault(one.statement.block, []).append(one)
        for own in by_block.values():
            derived = _shares(partition, parts_of(partition, own), bound, stated, forms)
            if derived is not None:
                found.append(derived)
    return found


def _shares(
    partition: Partition, parts: dict[str, Bound], bound: Sequence[Bound], stated: Stated, forms: Forms
) -> Derived | None:
    if len(parts) < FEWEST:
        return None
    if any(_is_told_twice(one, bound) for one in parts.values()):
        return None  # 货物…采购100.00万元，…授予中小企业60.00万元，占采购总额…: shares of some of it
    near = next(iter(parts.values()))
    is_all = all(ref in parts or is_nil(ref, "amount", near, bound) for ref in partition.parts)
    derived = sum_of_shares(partition, parts, "=" if is_all else "<=", stated, forms)
    return derived if is_all or derived.result.verdict == DIFFERS else None


def _is_told_twice(share: Bound, bound: Sequence[Bound]) -> bool:
    """True where the sentence of a share tells two amounts or two shares of its part."""
    told = [one for one in bound if one.statement.told_in == share.statement.told_in and one.refs == share.refs and one.fact is not None]
    amounts = {one.number.known.value for one in told if is_money(one.statement.unit)}
    return len(amounts) > 1 or len([one for one in told if one.statement.kind == "share"]) > 1
