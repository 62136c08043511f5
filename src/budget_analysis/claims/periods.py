"""Years of statements: a slip of the pen, or a sentence about another year."""

from __future__ import annotations

from collections.abc import Sequence

from ..sentences.statements import PRIOR, Statement
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from ..sentences.years import YEAR_DIGITS
from .binding import Bound
from .results import Result


_TELLING = ("amount", "nil", "change", "flat", "count")
"""Statements that a sentence makes about its year."""
_CHANGES = ("change", "growth")
_MOST_YEARS_BACK = 6
"""So far back an account may compare; beyond, a digit is wrong."""


def settle_years(bound: Sequence[Bound], results: Sequence[Result]) -> list[Result]:
    """Tell slips from sentences that speak of another year.

    A sentence with another year than the account's is wrong where its amounts are this year's.
    It is wrong too where the account tells the same nowhere of its own year, which it must, and where
    an amount of the year before is this year's, though it is told to have changed. Else it is `unchecked`.
    """
    judged = list(zip(bound, results, strict=True))
    settled = []
    for entry, result in judged:
        is_slip = len(entry.statement.printed) != YEAR_DIGITS
        if entry.statement.kind != "period" or not _differs(result) or is_slip:
            settled.append(result)
        elif entry.statement.direction == "prior":
            settled.append(_settled_comparison(entry, result, judged))
        else:
            settled.append(_settled(entry, result, judged))
    return settled


def _differs(result: Result) -> bool:
    return result.verdict == DIFFERS


def _settled_comparison(
    entry: Bound, result: Result, judged: Sequence[tuple[Bound, Result]]
) -> Result:
    """A comparison with an earlier year may stand beside the one with the year before."""
    others = [
        other
        for other, found in judged
        if other.statement.block == entry.statement.block
        and other.statement.kind == "period"
        and other.statement.direction == "prior"
        and (other.statement.subject == entry.statement.subject or other.statement.sentence == entry.statement.sentence)
        and not _differs(found)
    ] or [
        other for other, _ in judged  # 比上年的11.96万元减少…，比2019年的14.30万元减少…
        if other.statement.kind == PRIOR and other.statement.block == entry.statement.block
        and other.statement.sentence == entry.statement.sentence and other.statement.year != entry.statement.printed
    ]  # fmt: skip
    if not others and _is_of_next_year(entry, judged):
        return result.weighed(UNCHECKED, _MAY_SPEAK.format("the year after"))
    if not others and not _is_second(entry, judged) and not _is_long_past(entry) and not _tells_both(entry, judged):
        return result
    return result.weighed(UNCHECKED, f"the sentence may compare with {entry.statement.printed} too")


def _is_second(entry: Bound, judged: Sequence[tuple[Bound, Result]]) -> bool:
    """比上年增加38.97万元；比2019年减少24.87万元: the account tells two changes of one quantity, so one is on another year."""
    here = entry.statement
    changes = [other for other, _ in judged if other.statement.kind in _CHANGES and not other.statement.year and _is_actual(other)]
    own = [one for one in changes if one.statement.told_in == here.told_in and one.statement.start > here.end]
    return any(
        one.statement.kind == other.statement.kind and one.refs and one.refs == other.refs
        and one.fact is not None and other.fact is not None and one.fact.known.value != other.fact.known.value
        for one in own for other in changes if other not in own
    )  # fmt: skip


def _tells_both(entry: Bound, judged: Sequence[tuple[Bound, Result]]) -> bool:
    """与2021年决算48.00万元相比，2023年“三公”经费60.00万元: both years stand there, each with its amount."""
    here = entry.statement
    said = [one.statement for one, _ in judged if one.statement.told_in == here.told_in]
    is_quoted = any(one.kind == PRIOR and one.year == here.printed for one in said)
    return is_quoted and any(one.kind == "period" and one.printed == here.period.split("-")[-1] for one in said)


def _is_actual(entry: Bound) -> bool:
    return entry.statement.measure in ("", PRIOR)


def _is_long_past(entry: Bound) -> bool:
    """比2019年（疫情前）: years before the last, no slip of the pen for it."""
    here = entry.statement
    own = here.period.split("-")[-1]
    return own.isdigit() and here.printed.isdigit() and 2 < int(own) - int(here.printed) <= _MOST_YEARS_BACK


def _is_of_next_year(entry: Bound, judged: Sequence[tuple[Bound, Result]]) -> bool:
    """2024年预算数比2023年决算数增长: of the year after, compared with this one."""
    here = entry.statement
    own = here.period.split("-")[-1]
    if not own.isdigit() or here.printed != own:
        return False
    said = [other.statement for other, _ in judged if other.statement.kind == "period" and other.statement.told_in == here.told_in]
    return any(one.printed == str(int(own) + 1) for one in said)


def _settled(
    entry: Bound, result: Result, judged: Sequence[tuple[Bound, Result]]
) -> Result:
    statement = entry.statement
    said = [
        (other, found)
        for other, found in judged
        if other.statement.block == statement.block
        and other.statement.end > statement.end
        and other.statement.year == statement.printed
        and other.statement.kind in _TELLING
    ]
    is_alone = _is_year_before(statement.printed, statement) and _grows_from(entry, judged)  # what no form prints is told of that year alone
    verdicts = [found.judgement.verdict for other, found in said if found.judgement and not (is_alone and found.judgement.verdict == UNCHECKED) and _counts(other)]
    places = {_place(other) for other, _ in said if other.refs}
    own = [other for other, _ in judged if _tells_own(other, places)]
    if any(verdict in (EQUAL, ROUNDING) for verdict in verdicts):
        # the same place may be told for both years side by side
        is_beside = any(other.statement.block == statement.block for other in own)
        return result.weighed(UNCHECKED, _MAY_SPEAK.format(statement.printed)) if is_beside else result
    if any(_is_of_own_year(other, judged) for other, _ in said):
        return result
    if statement.direction == "told":
        # a year on the way is wrong only where its amounts are this year's
        return Result(None)
    if places and not verdicts and not own:
        return result
    return result.weighed(UNCHECKED, _MAY_SPEAK.format(statement.printed))


_MAY_SPEAK = "the sentence may speak of {}"


def _is_year_before(year: str, of: Statement) -> bool:
    """True for the year before that of which a statement is made."""
    return year.isdigit() and of.period == str(int(year) + 1)


def _grows_from(entry: Bound, judged: Sequence[tuple[Bound, Result]]) -> bool:
    """2021年度支出合计100.00万元，较上年增加20.00万元，增长25.00%: its sentence tells a change that holds, and no other year of itself."""
    near = [(other, found) for other, found in judged if other.statement.told_in == entry.statement.told_in and other is not entry]
    is_one = not any(other.statement.kind == "period" for other, _ in near)
    return is_one and any(other.statement.kind == "growth" and found.verdict == EQUAL and _counts(other) for other, found in near)


def _tells_own(entry: Bound, places: set[tuple[str, ...]]) -> bool:
    """True for a statement of this year about one of the places."""
    is_own = not entry.statement.year and entry.statement.kind in _TELLING
    return is_own and _place(entry) in places


def _is_of_own_year(entry: Bound, judged: Sequence[tuple[Bound, Result]]) -> bool:
    """True for an amount told of another year that is this year's, where it is told to have changed since the year before."""
    told = [other for other, _ in judged if other.is_clear and entry.refs and other.refs[:1] == entry.refs[:1] and other.fact is not None]
    is_same = any(_place(other) == _place(entry) and other.number.known.value == entry.number.known.value for other in told)
    has_changed = any(other.statement.kind == "change" and other.statement.measure in ("", PRIOR) and _counts(other) for other in told)
    is_year_before = _is_year_before(entry.statement.year, entry.statement)
    return entry.statement.kind == "amount" and _counts(entry) and is_year_before and is_same and has_changed


def _place(entry: Bound) -> tuple[str, ...]:
    """What is said, and of what: the change of an amount is not the amount."""
    return (entry.statement.kind, *entry.refs)


def _counts(entry: Bound) -> bool:
    """Nothing is nothing in every year."""
    return entry.fact is not None and entry.fact.known.value != 0
