"""How far the items strayed from the budget, and how far the mix of the spending did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from .. import texts
from ..amounts import Interval, Linear
from .growth import amount_of, place_name
from .quantities import Operands, Quantity, Statement
from .tables import build, per_document

FORM = "general_public_expenditure"
_MEASURE = "expenditure_total"


@dataclass(frozen=True)
class Item:
    """An item with a stated budget and a final figure."""

    code: str
    budget: Linear
    actual: Linear


@per_document
def deviation_ranking(figures: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The items of the general public budget, the largest deviation first; last their sum.

    The sum is that of the items, each operand moving once; the printed totals may give a
    deviation that is different by rounding.

    Returns:
        One row per item with a stated budget (the adjusted one where no approved one is told of any), and one without a code for the sum: `rank`, names,
        budget, actual, deviation, its rate, and its share of the sum of the absolute deviations: of
        a net sum of rises and falls there are no shares.
    """
    operands = Operands(figures, claims)
    items = items_of(operands) or items_of(operands, "adjusted_budget")
    gaps = {item.code: item.actual - item.budget for item in items}
    whole = Linear.total(gaps.values())
    size = {code: gap if _value(operands, gap) >= 0 else -gap for code, gap in gaps.items()}
    every = Linear.total(size.values())
    items.sort(key=lambda item: -abs(_value(operands, gaps[item.code])))
    rows = [
        {
            "rank": rank,
            "code": item.code,
            "label": place_name(f"{FORM}/{item.code}", "zh", figures),
            "label_en": place_name(f"{FORM}/{item.code}", "en", figures),
            "budget_wan_yuan": operands.amount(item.budget),
            "actual_wan_yuan": operands.amount(item.actual),
            "deviation_wan_yuan": operands.amount(gaps[item.code]),
            "deviation_rate_pct": operands.percent(gaps[item.code], item.budget),
            "deviation_share_pct": operands.percent(size[item.code], every),
        }
        for rank, item in enumerate(items, 1)
    ]
    if items:
        budget, actual = _totals(items)
        rows.append(
            {
                "label": texts.word("sum_of_items", "zh"),
                "label_en": texts.word("sum_of_items", "en"),
                "budget_wan_yuan": operands.amount(budget),
                "actual_wan_yuan": operands.amount(actual),
                "deviation_wan_yuan": operands.amount(whole),
                "deviation_rate_pct": operands.percent(whole, budget),
                "deviation_share_pct": operands.percent(every, every),
            }
        )
    columns = ["rank", "code", "label", "label_en", "budget_wan_yuan", "actual_wan_yuan"]
    columns += ["deviation_wan_yuan", "deviation_rate_pct", "deviation_share_pct"]
    return build(columns, rows)


@per_document
def adjusted_execution(figures: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Final figures against the adjusted budget, wherever the prose states one.

    Returns:
        One row per stated adjusted budget: `subject` (form/row), names, adjusted budget, final
        figure, execution rate.
    """
    operands = Operands(figures, claims)
    rows = []
    for place in operands.places("adjusted_budget"):
        adjusted, actual = operands.stated("adjusted_budget", place), amount_of(operands, place, Statement())
        rows.append(
            {
                "subject": place,
                "label": place_name(place, "zh", figures),
                "label_en": place_name(place, "en", figures),
                "adjusted_budget_wan_yuan": operands.amount(adjusted),
                "actual_wan_yuan": operands.amount(actual),
                "rate_pct": operands.percent(actual, adjusted),
            }
        )
    columns = ["subject", "label", "label_en", "adjusted_budget_wan_yuan", "actual_wan_yuan"]
    return build([*columns, "rate_pct"], rows)


@per_document
def composition(figures: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The share of each item in the budget of all items and in their spending.

    Returns:
        One row per item with a stated budget, in the order of the prose: code, names, both
        shares, and `shift_pct`, the second less the first in percentage points.
    """
    operands = Operands(figures, claims)
    items = items_of(operands)
    rows = []
    for item in items:
        planned, spent = _shares(operands, items, [item])
        rows.append(
            {
                "code": item.code,
                "label": place_name(f"{FORM}/{item.code}", "zh", figures),
                "label_en": place_name(f"{FORM}/{item.code}", "en", figures),
                "budget_share_pct": planned,
                "actual_share_pct": spent,
                "shift_pct": _less(spent, planned),
            }
        )
    columns = ["code", "label", "label_en", "budget_share_pct", "actual_share_pct", "shift_pct"]
    return build(columns, rows)


@per_document
def composition_variance(figures: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """How far the mix strayed from the budget once both are brought to the same total.

    As in PEFA PI-2: every budget times (spending of all items / budget of all items) is what the
    item would have had with an unchanged mix; the sum of the absolute differences, over the
    spending. That is the sum of the absolute shifts of the shares. No item is left out.

    Returns:
        One row: items with a stated budget `found`, items that the form prints `expected`, the
        rate of execution of the items, the variance. Its range is exact where every share surely
        rose or surely fell, else it encloses the exact one.
    """
    operands = Operands(figures, claims)
    items = items_of(operands)
    printed = figures.loc[(figures["form"] == FORM) & (figures["level"] == 3), "code"]
    row: dict[str, object] = {"found": len(items), "expected": int(printed.nunique())}
    if items:
        budget, actual = _totals(items)
        row["rate_pct"] = operands.percent(actual, budget)
        row["variance_pct"] = variance(operands, items)
    return build(["found", "expected", "rate_pct", "variance_pct"], [row])


def items_of(operands: Operands, kind: str = "budget") -> list[Item]:
    """Stated budgets with their final figures; a code that others begin with is their sum."""
    places = [place.split("/") for place in operands.places(kind)]
    codes = [place[1] for place in places if place[0] == FORM and place[1].isdecimal()]
    found = []
    for code in codes:
        if any(other != code and other.startswith(code) for other in codes):
            continue
        place = f"{FORM}/{code}"
        budget = operands.stated(kind, place)
        # of an amount that form and prose print differently: what the verdict on the completion rests on
        actual = amount_of(operands, f"{place}/{_MEASURE}", operands.statement("completion", place))
        if budget is not None and actual is not None and operands.prints(FORM, code):
            found.append(Item(code, budget, actual))
    return found


def _totals(items: Sequence[Item]) -> tuple[Linear, Linear]:
    budget = Linear.total(item.budget for item in items)
    return budget, Linear.total(item.actual for item in items)


def _shares(
    operands: Operands, items: Sequence[Item], part: Sequence[Item]
) -> tuple[Quantity | None, Quantity | None]:
    """What some of the items had of the budget of all, and of the spending of all."""
    budget, actual = _totals(items)
    own_budget, own_actual = _totals(part)
    return operands.percent(own_budget, budget), operands.percent(own_actual, actual)


def _less(left: Quantity | None, right: Quantity | None) -> Quantity | None:
    """The difference of two quantities that share no operand."""
    if left is None or right is None:
        return None
    ends = (left.range.low, left.range.high, right.range.low, right.range.high)
    if None in ends:
        return None
    low, high, from_low, from_high = (Fraction(end) for end in ends if end is not None)
    return Quantity(left.value - right.value, Interval(low - from_high, high - from_low))


def variance(operands: Operands, items: Sequence[Item]) -> Quantity | None:
    """Twice what the items with a risen share gained; shifts around zero widen the range."""
    value = slack = Fraction(0)
    risen = []
    for item in items:
        planned, spent = _shares(operands, items, [item])
        shift = _less(spent, planned)
        if shift is None or shift.range.low is None or shift.range.high is None:
            return None
        value += abs(shift.value)
        if shift.range.low > 0:
            risen.append(item)
        elif shift.range.high > 0:
            slack += shift.range.high
    planned, spent = _shares(operands, items, risen)
    gain = _less(spent, planned)
    if gain is None or gain.range.low is None or gain.range.high is None:
        return None
    return Quantity(value, Interval(2 * gain.range.low, 2 * (gain.range.high + slack)))


def _value(operands: Operands, formula: Linear) -> Fraction:
    found = operands.amount(formula)
    return Fraction(0) if found is None else found.value
