"""Years of statements: a slip of the pen, or a sentence about another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..sentences.statements import PRIOR, Statement
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from ..sentences.years import YEAR_DIGITS
from .binding import Bound
from .results import Derived, Result

_TELLING = ("amount", "nil", "change", "flat", "count")
"""Statements that a sentence makes about its year."""
_CHANGES = ("change", "growth")
_SEVERAL = 3
_MOST_YEARS_BACK = 6
"""So far back an account may compare; beyond, a digit is wrong."""


def settle_years(told: Sequence[Derived]) -> list[Derived]:
    """Tell slips from sentences that speak of another year.

    A sentence with another year than the account's is wrong where its amounts are this year's.
    It is wrong too where the account tells the same nowhere of its own year, which it must, and where
    an amount of the year before is this year's, though it is told to have changed. Else it is `unchecked`.
    """
    settled = []
    for one in told:
        entry = one.bound
        is_slip = len(entry.statement.printed) != YEAR_DIGITS
        if entry.statement.kind == "period" and one.result.verdict == DIFFERS and not is_slip:
            settle = _settled_comparison if entry.statement.direction == "prior" else _settled
            one = replace(one, result=settle(entry, one.result, told))
        settled.append(one)
    return settled


def _settled_comparison(entry: Bound, result: Result, told: Sequence[Derived]) -> Result:
    """A comparison with an earlier year may stand beside the one with the year before."""
    here = entry.statement
    right = [one.bound.statement for one in told if one.bound.statement.kind == "period" and one.result.verdict != DIFFERS]
    has_others = any(
        one.direction == "prior" and one.block == here.block and (one.subject == here.subject or one.sentence == here.sentence)
        for one in right
    ) or any(one.kind == PRIOR and one.year != here.printed for one in _statements_in(entry, told))  # 比上年的11.96万元减少…，比2019年的14.30万元减少…
    if not has_others and _is_of_next_year(entry, told):
        return result.weighed(UNCHECKED, _MAY_SPEAK.format("the year after"))
    if not has_others and not _is_second(entry, told) and not _is_long_past(entry) and not _tells_both(entry, told):
        return result
    return result.weighed(UNCHECKED, f"the sentence may compare with {entry.statement.printed} too")


def _is_second(entry: Bound, told: Sequence[Derived]) -> bool:
    """比上年增加38.97万元；比2019年减少24.87万元: the account tells two changes of one quantity, so one is on another year."""
    here = entry.statement
    said = [one.bound for one in told if one.bound.statement.kind in _CHANGES]
    changes = [other for other in said if not other.statement.year and other.statement.measure in ("", PRIOR)]
    own = [one for one in changes if one.statement.told_in == here.told_in and one.statement.start > here.end]
    return any(
        one.statement.kind == other.statement.kind and one.refs and one.refs == other.refs
        and one.fact is not None and other.fact is not None and one.fact.known.value != other.fact.known.value
        for one in own for other in changes if other not in own
    )  # fmt: skip


def _tells_both(entry: Bound, told: Sequence[Derived]) -> bool:
    """与2021年决算48.00万元相比，2023年“三公”经费60.00万元: both years stand there, each with its amount."""
    here = entry.statement
    said = _statements_in(entry, told)
    is_quoted = any(one.kind == PRIOR and one.year == here.printed for one in said)
    return is_quoted and any(one.kind == "period" and one.printed == here.period.split("-")[-1] for one in said)


def _tells_own_year(entry: Bound, told: Sequence[Derived]) -> bool:
    """2022年度该项支出为0万元，2023年度支出比上年增加…: its sentence goes on to the account's own year, or quotes an amount of the year that it names."""
    here, own = entry.statement, entry.statement.period.split("-")[-1]
    return any(
        one.kind == "period" and one.printed == own and one.start > here.start or one.kind == PRIOR and one.year == here.printed
        for one in _statements_in(entry, told)
    )


def _is_of_several_years(entry: Bound, told: Sequence[Derived]) -> bool:
    """2021年收入…，2022年收入…，2023年收入…。2022年比2021年增加…: its paragraph tells of the account's own year and two others."""
    here = entry.statement
    years = {one.bound.statement.printed for one in told if one.bound.statement.kind == "period" and one.bound.statement.block == here.block}
    return len(years) >= _SEVERAL and here.period.split("-")[-1] in years


def _statements_in(entry: Bound, told: Sequence[Derived]) -> list[Statement]:
    """What is said in the same sentence."""
    return [one.bound.statement for one in told if one.bound.statement.told_in == entry.statement.told_in]


def _is_long_past(entry: Bound) -> bool:
    """比2019年（疫情前）: years before the last, no slip of the pen for it."""
    here = entry.statement
    own = here.period.split("-")[-1]
    return own.isdigit() and here.printed.isdigit() and 2 < int(own) - int(here.printed) <= _MOST_YEARS_BACK


def _is_of_next_year(entry: Bound, told: Sequence[Derived]) -> bool:
    """2024年预算数比2023年决算数增长: of the year after, compared with this one."""
    here = entry.statement
    own = here.period.split("-")[-1]
    if not own.isdigit() or here.printed != own:
        return False
    following = str(int(own) + 1)
    return here.year == following or any(one.kind == "period" and one.printed == following for one in _statements_in(entry, told))


def _settled(entry: Bound, result: Result, told: Sequence[Derived]) -> Result:
    statement = entry.statement
    if _is_of_several_years(entry, told):
        return Result(None) if statement.direction == "told" else result.weighed(UNCHECKED, _MAY_SPEAK.format(statement.printed))
    said = [
        one
        for one in told
        if one.bound.statement.block == statement.block
        and one.bound.statement.end > statement.end
        and one.bound.statement.year == statement.printed
        and one.bound.statement.kind in _TELLING
    ]
    is_alone = _is_year_before(statement.printed, statement) and _grows_from(entry, told)  # what no form prints is told of that year alone
    judged = [one.result for one in said if one.result.judgement and not (is_alone and one.result.verdict == UNCHECKED) and _counts(one.bound)]
    places = {_place(one.bound) for one in said if one.bound.refs}
    own = [one.bound for one in told if _tells_own(one.bound, places)]
    if any(one.holds for one in judged):
        # the same place may be told for both years side by side
        is_beside = any(other.statement.block == statement.block for other in own)
        return result.weighed(UNCHECKED, _MAY_SPEAK.format(statement.printed)) if is_beside else result
    if any(_is_of_own_year(one.bound, told) for one in said):
        return result
    if statement.direction == "told":
        # a year on the way is wrong only where its amounts are this year's
        return Result(None)
    if places and not judged and not own and not _tells_own_year(entry, told):
        return result
    return result.weighed(UNCHECKED, _MAY_SPEAK.format(statement.printed))


_MAY_SPEAK = "the sentence may speak of {}"


def _is_year_before(year: str, of: Statement) -> bool:
    """True for the year before that of which a statement is made."""
    return year.isdigit() and of.period == str(int(year) + 1)


def _grows_from(entry: Bound, told: Sequence[Derived]) -> bool:
    """2021年度支出合计100.00万元，较上年增加20.00万元，增长25.00%: its sentence tells a change that holds, and no other year of itself."""
    near = [one for one in told if one.bound.statement.told_in == entry.statement.told_in and one.bound is not entry]
    is_one = not any(one.bound.statement.kind == "period" for one in near)
    return is_one and any(one.bound.statement.kind == "growth" and one.result.verdict == EQUAL and _counts(one.bound) for one in near)


def _tells_own(entry: Bound, places: set[tuple[str, ...]]) -> bool:
    """True for a statement of this year about one of the places."""
    is_own = not entry.statement.year and entry.statement.kind in _TELLING
    return is_own and _place(entry) in places


def _is_of_own_year(entry: Bound, told: Sequence[Derived]) -> bool:
    """True for an amount told of another year that is this year's, where it is told to have changed since the year before."""
    own = [one.bound for one in told if one.bound.is_clear and entry.refs and one.bound.refs[:1] == entry.refs[:1] and one.bound.fact is not None]
    is_same = any(_place(one) == _place(entry) and one.number.known.value == entry.number.known.value for one in own)
    has_changed = any(one.statement.kind == "change" and one.statement.measure in ("", PRIOR) and _counts(one) for one in own)
    is_year_before = _is_year_before(entry.statement.year, entry.statement)
    return entry.statement.kind == "amount" and _counts(entry) and is_year_before and is_same and has_changed


def _place(entry: Bound) -> tuple[str, ...]:
    """What is said, and of what: the change of an amount is not the amount."""
    return (entry.statement.kind, *entry.refs)


def _counts(entry: Bound) -> bool:
    """Nothing is nothing in every year."""
    return entry.fact is not None and entry.fact.known.value != 0
