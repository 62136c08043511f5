"""Amounts that no form prints, told more than once: the text is held against itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..facts import Forms, Unbound, path
from ..relations.tree import equals_each
from ..sentences.words import group, is_balance, is_named_alike, is_whole
from ..verdicts import DIFFERS, UNCHECKED
from .binding import Bound, money
from .partitions import WHOLE_ACCOUNT
from .results import Derived, Result, judged

_FULL_NAME = 5
"""Characters of a name that means one thing wherever its section says it: 财政拨款支出, not 支出."""
_WHOLE_NAME = 8
"""Characters of a name that says of which money it is and means one thing in any section: 政府性基金预算财政拨款收入."""
_ONE_EACH = (
    "three_public/", "revenue_", "expenditure_by_function/total", "appropriation_summary/", "general_public_",
)  # fmt: skip
"""Quantities of which a section tells one number; anything else may be told of several things."""
_HALVES_OF_GENERAL = ("general_public_expenditure/total/basic", "general_public_expenditure/total/project")
_OF_ACCOUNT = ("revenue_expenditure_summary/", "revenue_by_function/total/", "expenditure_by_function/total/")
"""Quantities of the account as a whole."""


def repeat_alone(told: Sequence[Derived], forms: Forms) -> list[Derived]:
    """Amounts that no form prints against the same amount told before: in the section, those of the account in any on it."""
    first: dict[tuple[str, ...], Bound] = {}
    found = []
    quoted = _quoted([one.bound for one in told])
    several = Counter((one.bound.statement.told_in, one.bound.refs[:1]) for one in told if one.bound.statement.kind == "amount")
    for one in told:
        entry = quoted.get(one.bound.claim_id, one.bound)
        if entry.statement.kind == "amount" and entry.is_clear and entry.refs:
            place = path(entry.refs[0], entry.statement.measure)
            known = [first.setdefault(key, entry) for key in _keys(entry, place)]
            is_open = one.result.verdict in ("", UNCHECKED) and forms.is_absent(place)
            for before in known if is_open else ():
                # 教育支出…，其中基本支出…；卫生健康支出…，其中基本支出…: of several wholes in one sentence
                is_of_several = any(several[one.statement.told_in, one.refs[:1]] > 1 for one in (entry, before)) and is_named_alike(entry.refs)
                if before.claim_id != entry.claim_id and not is_of_several and (repeated := _repeated(entry, before, place)) is not None:
                    one = replace(one, result=repeated)
                    break
        found.append(one)
    return found


def _quoted(bound: Sequence[Bound]) -> dict[str, Bound]:
    """一般公共预算财政拨款支出2919.48万元，占本年支出合计3391.60万元的91.66%: what all of one fund is a share of is the account's, not that fund's."""
    found = {}
    for before, entry in zip(bound, bound[1:], strict=False):
        base = entry.statement.base
        is_of_fund = entry.statement.kind == "share" and entry.statement.is_base_named and is_whole(entry.refs) and not entry.refs[0].startswith(_OF_ACCOUNT)
        if is_of_fund and base is not None and base.words == before.statement.subject.words and base.words in group("totals_of_year"):
            found[before.claim_id] = replace(before, other_refs=())
    return found


def _keys(entry: Bound, place: str) -> list[tuple[str, ...]]:
    """Under what an amount may have been told before: its place and its full name in the section, a total of the account by its place."""
    words, measure = entry.statement.subject.words, entry.statement.measure
    keys: list[tuple[str, ...]] = [(place, entry.section)]
    if entry.statement.is_told_again:
        return keys
    if place.startswith(_HALVES_OF_GENERAL) and _is_of_general(entry):
        keys.append((place, measure))  # 一般公共预算财政拨款支出…。其中：基本支出…; 一般公共预算财政拨款基本支出…
    if len(words) >= _FULL_NAME and place.startswith(_ONE_EACH):
        keys.append((words, measure, entry.section))
    if len(words) >= _WHOLE_NAME and place.startswith(_ONE_EACH) and entry.statement.within is None and any(word in words for word in group("money")):
        keys.append((words, measure))
    is_of_account = entry.section in WHOLE_ACCOUNT or words in group("totals_of_year")
    if is_of_account and place.startswith(_OF_ACCOUNT) and not entry.other_refs:
        keys.append((place,))
    return keys


def _is_of_general(entry: Bound) -> bool:
    """True for a part whose own name, or that of the whole that its sentence tells it a part of, says that it is paid of the general public budget."""
    whole = entry.statement.within
    told = (entry.statement.subject.words, whole.words if whole is not None else "")
    return any(words.startswith(group("general_budget")) for words in told)


def _is_of_all(entry: Bound) -> bool:
    """True for a part of the account's own total, by its sentence or in a section on the whole account."""
    whole = entry.statement.within
    is_of_total = whole is None and entry.section in WHOLE_ACCOUNT or whole is not None and whole.words in group("totals_of_year")
    return is_of_total and entry.refs[0].startswith(_OF_ACCOUNT)


def _repeated(entry: Bound, before: Bound, place: str) -> Result | None:
    try:
        result = judged(entry, equals_each([money(before)]))
    except Unbound:
        return None
    here, there = entry.statement, before.statement
    is_said_alike = here.subject.words == there.subject.words and len(here.subject.words) >= _FULL_NAME
    is_one = place.startswith(_ONE_EACH) and (is_said_alike or not (entry.other_refs or before.other_refs))
    # told twice in one sentence it is of two times or measures; 全口径支出…，其中教育支出…: within another whole it is another
    is_one = is_one and here.told_in != there.told_in and not (here.within and there.within and here.within != there.within)
    is_one = is_one and not (entry.may_be_of_fund or before.may_be_of_fund)
    # 财政拨款收入总计…。部门收入总计…: of one kind of money, and of all
    # 年末结转80.00万元…。年末结转和结余95.00万元: the one is a part of the other
    is_one = is_one and (not is_balance(entry.refs) or len({tuple(word for word in group("carried") if word in one.subject.words) for one in (here, there)}) == 1)
    are_alike = len({any(word in one.subject.words for word in group("money")) for one in (here, there)}) == 1
    is_one = is_one and (are_alike or not place.startswith("appropriation_summary/grand_total"))
    # 一般公共预算支出…（项目支出40.00万元），政府性基金支出…。财政拨款项目支出60.00万元: a part of one kind of money, and of all
    is_half = "/total/" in place and is_named_alike(entry.refs)
    is_one = is_one and (not is_half or bool(here.within) == bool(there.within) and (here.within is not None or here.subject.words == there.subject.words) or any(is_of_one(entry) and is_of_one(before) for is_of_one in (_is_of_general, _is_of_all)))
    return result if is_one or result.verdict != DIFFERS else None

