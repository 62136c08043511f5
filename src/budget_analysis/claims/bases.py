"""What changes and rates are held against: the actual amount, the year before, the budget that is told."""

from __future__ import annotations

from collections.abc import Sequence

from ..facts import Fact, Unbound, path
from ..relations.judging import judge
from ..relations.tree import Operand, percent
from ..sentences.statements import OPENING, PRIOR, Statement
from ..sentences.words import BUDGETS
from .binding import Bound, money, refs_of
from .stated import Sources, Stated
from .known_words import opening_of
from .results import Result

RECEIVED = "received"
"""The measure of performance prose: money that has arrived."""


def actual_of(entry: Bound, sources: Sources) -> Fact:
    """The amount that is told of, where it is printed first.

    Raises:
        Unbound: it is printed nowhere.
    """
    return sources.at(entry.refs[0], entry.statement)


def base_of(entry: Bound, sources: Sources) -> Fact:
    """What a change is a change on: the quoted amount of the year before, or the one budget.

    Raises:
        Unbound: it is not stated, or not for certain.
    """
    if entry.statement.measure == PRIOR:
        quoted = sources.stated.prior(entry.refs[0], entry.statement)
        if quoted is None:
            raise Unbound("the amount of the year before is not certain")
        return money(quoted)
    if entry.statement.measure == OPENING:
        opening = opening_of(entry.refs[0])
        if not opening:
            raise Unbound("what there was at the beginning of the year is printed nowhere")
        return sources.at(opening, entry.statement)
    found = budgets_of(entry, sources)
    if len(found) > 1:
        raise Unbound("two budgets are stated and the words do not say which is meant")
    return found[0]


def named_base(statement: Statement, sources: Sources) -> Fact:
    """What an amount of the same year is compared with: 支出比收入多132.60万元."""
    refs = refs_of(statement.base, sources.forms) if statement.base is not None else ()
    if not refs:
        raise Unbound("what it is compared with is not known")
    return sources.at(refs[0], statement)


def budgets_of(entry: Bound, sources: Sources) -> list[Fact]:
    """The budget that a rate or comparison names; each that is stated where it names none.

    Raises:
        Unbound: none is stated.
    """
    statement, forms = entry.statement, sources.forms
    ref = entry.refs[0]
    on_form = forms.prints_budget(ref)
    wanted = (*BUDGETS, RECEIVED) if statement.measure == "any_budget" else (statement.measure,)
    found = told_budgets(entry, sources.stated, wanted, sources.is_loose)
    if not found and sources.is_loose:  # told in a paragraph behind it
        behind = [sources.stated.named(path(ref, measure)) for measure in BUDGETS]
        found = [money(one) for one in behind if one is not None]
    if on_form is not None and (not sources.is_text_first or not found):
        return [forms.fact(on_form)]
    if not found:
        raise Unbound("no budget is stated beside this statement")
    return found


def told_budgets(entry: Bound, stated: Stated, wanted: Sequence[str], is_loose: bool = False) -> list[Fact]:
    """Those told before; where none is, those of the same sentence: 完成年初预算84.50%，年初预算为804.44万元.

    What is named for itself has no budget that may be that of another: 与年初预算相比，…，其中项目支出完成年初预算的109.40%.
    """
    told = [stated.amount(path(entry.refs[0], measure), entry.statement) for measure in wanted]
    is_named = not (is_loose or entry.statement.is_told_again)
    found = [budget for budget in told if budget is not None and not (is_named and budget.statement.is_told_again and budget.other_refs)]
    if not found:
        behind = stated.behind(entry.statement, "amount")
        found = [one for one in behind if one.refs == entry.refs and one.measure in wanted and one.is_clear]
    return [money(budget) for budget in found]


def gap_to_budget(entry: Bound, sources: Sources) -> Bound | None:
    """The difference to a budget that is printed nowhere: 完成预算100%，决算数大于预算数5.00万元."""
    if _is_budget_told(entry, sources):
        return None
    gap = sources.stated.gap(entry.refs[0], entry.statement)
    is_of_another = gap is not None and len({entry.statement.measure, gap.statement.measure} - {"any_budget"}) > 1  # 较年初预算增加…；较调整后预算持平，完成率100%
    return None if is_of_another else gap


def has_no_budget(entry: Bound, sources: Sources) -> bool:
    """True where neither a form nor the text prints a budget of the subject."""
    return not _is_budget_told(entry, sources) and not sources.stated.has_doubtful_money(entry.statement)


def _is_budget_told(entry: Bound, sources: Sources) -> bool:
    """True where a form prints a budget of the subject, or the text tells one before."""
    ref, forms = entry.refs[0], sources.forms
    is_printed = forms.prints_budget(ref) is not None and not forms.is_absent(ref)
    return is_printed or any(sources.stated.amount(path(ref, measure), entry.statement) for measure in BUDGETS)


def rate_before(entry: Bound, stated: Stated) -> Fact:
    """The completion rate that the sentence states of the same subject, against the budget of the word.

    Raises:
        Unbound: it states none.
    """
    for other in stated.before(entry.statement, "completion"):
        is_of_budget = "any_budget" in (other.statement.measure, entry.statement.measure) or other.statement.measure == entry.statement.measure
        if other.refs == entry.refs and is_of_budget and other.fact is not None and not other.statement.doubt:
            return other.fact
    raise Unbound("no budget is stated beside this statement")


def acquit_initial_budget(entry: Bound, stated: Stated) -> None:
    """The budget column of the form may be the adjusted one.

    Raises:
        Unbound: the text states an adjusted budget too, or a rate that holds for the initial one.
    """
    ref = entry.refs[0]
    if stated.has_adjusted_budget(ref.split("/")[0]):
        raise Unbound("the form may print the adjusted budget, which is stated besides")
    actual, budget = stated.named(ref), money(entry)
    if actual is None or budget.may_be_zero:
        return
    tree = percent(Operand(money(actual)), Operand(budget))
    for rate in stated.rates(ref):
        if judge(tree, rate.fact).holds:
            raise Unbound("the form may print the adjusted budget: the rate holds for this one")


def by_any_budget(results: Sequence[Result]) -> Result:
    """Where several budgets are stated and none is named, all say the same, or one of them fits.

    Raises:
        Unbound: they do not.
    """
    if len({result.verdict for result in results}) > 1:
        fitting = [result for result in results if result.holds]
        if len(fitting) == 1:
            return fitting[0]
        raise Unbound("two budgets are stated and the words do not say which is meant")
    return results[0]


def change_beside(entry: Bound, stated: Stated) -> Fact | None:
    """The change in money that was stated last before this rate, of the same subject.

    Where there is none, the next one of the sentence: 减少率8.57%（减少0.84万元）.

    Raises:
        Unbound: it was not understood.
    """
    is_growth = entry.statement.kind == "growth"
    for other in (*stated.before(entry.statement, "change"), *stated.behind(entry.statement, "change")):
        is_of_this = set(entry.refs) in (set(other.refs), set(other.other_refs))
        if is_of_this and (not is_growth or other.statement.measure == entry.statement.measure):
            if other.statement.doubt:
                raise Unbound(other.statement.doubt)
            return money(other)
    return None
