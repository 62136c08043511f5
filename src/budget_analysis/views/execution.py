"""What was spent of what was planned: final figures against the budget that the prose states."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from .. import specs, texts
from ..sentences.words import budget_called
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNDEFINED
from .growth import amount_of, name_with_source
from .quantities import MEASURES, Operands, Quantity, Statement, judge_printed
from .tables import build, per_document

GENERAL_PUBLIC = "general_public_expenditure"
BUDGET, ADJUSTED = "budget", "adjusted_budget"


@per_document
def execution(figures: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Final figures against the budget that the prose states, totals and items.

    The budget is the approved one; the adjusted one where no other is told, or where the approved
    one is zero. The final figure is the number that the verdict on the completion rests on, else that
    of the form, else that of the prose.

    Returns:
        One row per stated budget of a form, or with a final figure beside it, the general public
        budget first: `subject` (form/row), code (missing for a total), names, `budget_kind`,
        budget, actual, deviation, its rate, execution rate, printed rate and its verdict where it
        rests on this budget; a printed rate of a budget that is not told has a row too. `form_wan_yuan` is what the form prints where the prose prints another
        number that is shown here, `text_wan_yuan` what the prose prints where that of the form is shown or neither. An item that the form prints without a budget in the prose has a
        row too, if other items have one.
    """
    operands = Operands(figures, claims)
    columns = ["subject", "code", "label", "label_en", "budget_kind", "budget_wan_yuan", "actual_wan_yuan"]
    columns += ["form_wan_yuan", "text_wan_yuan", "deviation_wan_yuan", "deviation_rate_pct", "rate_pct", "printed_pct", "verdict"]
    rows = [row for place, kind in _told(operands, figures) if (row := _row(operands, figures, place, kind))]
    return build(columns, rows)


def _told(operands: Operands, figures: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Places with the kind of budget that is told of them, `""` for none; forms in their order."""
    order = [GENERAL_PUBLIC, *specs.forms()]
    places = list(dict.fromkeys([*operands.places(BUDGET), *operands.places(ADJUSTED)]))
    ranked = sorted(places, key=lambda place: order.index(form) if (form := place.split("/")[0]) in order else len(order))
    general = [place for place in ranked if place.startswith(f"{GENERAL_PUBLIC}/")]
    for place in general:
        yield from _kinds(operands, place)
    rated = [place for place in operands.places("completion") if place.startswith(f"{GENERAL_PUBLIC}/") and place not in general]
    yield from ((place, "") for place in dict.fromkeys((*rated, *_items_without(ranked, figures))))
    for place in ranked[len(general) :]:
        yield from _kinds(operands, place)


def _kinds(operands: Operands, place: str) -> Iterator[tuple[str, str]]:
    approved = operands.amount(operands.stated(BUDGET, place))
    if approved is not None:
        yield place, BUDGET
    if (approved is None or not approved.value) and operands.stated(ADJUSTED, place) is not None:
        yield place, ADJUSTED


def _items_without(places: list[str], figures: pd.DataFrame) -> Iterator[str]:
    """Items that the form prints with money, where the prose has budgets of others but not of them.

    Args:
        places: where the prose has budgets. An item whose budget it tells as one of another form has
            one: a form of the general public budget may print the rows of a fund.
    """
    general = {place.split("/")[1] for place in places if place.startswith(f"{GENERAL_PUBLIC}/")}
    elsewhere = {place.split("/")[1] for place in places} - general
    if any(code.isdecimal() for code in general):
        own = figures[(figures["form"] == GENERAL_PUBLIC) & (figures["level"] == 3) & (figures["state"] == "value")]
        for code in dict.fromkeys(own["code"].dropna()):
            if code not in elsewhere and not any(code.startswith(one) for one in general):
                yield f"{GENERAL_PUBLIC}/{code}"


def _row(operands: Operands, figures: pd.DataFrame, place: str, kind: str) -> dict[str, object] | None:
    form, role = place.split("/")[:2]
    said = operands.statement("completion", place)
    budget, actual = operands.stated(kind, place) if kind else None, amount_of(operands, place, said)
    if form not in specs.forms() and operands.amount(actual) is None:
        return None  # the annex of a project, which `project_money` tells with what was spent
    gap = None if budget is None or actual is None else actual - budget
    is_on_this = _rests_on(said, kind, operands, place)
    printed_pct = said.printed if is_on_this else None
    if said.verdict == UNDEFINED and kind and _has_two(operands, place):
        # 年初预算为0万元，全年预算为321.02万元，完成年初预算的95.89%: the number is that of the budget that it fits
        fitting = [one for one in (BUDGET, ADJUSTED) if judge_printed(said.printed, said.unit, operands.percent(actual, operands.stated(one, place))) in (EQUAL, ROUNDING)]
        printed_pct = said.printed if kind in (fitting or [kind] * is_on_this) else None
    printed = next((found for name in MEASURES if (found := operands.figure(form, role, name)) is not None), None)
    on_form, shown = operands.amount(printed), operands.amount(actual)
    is_other = on_form is not None and shown is not None and on_form.value != shown.value
    return {
        "subject": place,
        "code": role if role.isdecimal() else None,
        "label": _name(operands, place, shown, "zh", figures),
        "label_en": _name(operands, place, shown, "en", figures),
        "budget_kind": budget_called(kind, operands.statement(kind, place).words) if kind else None,
        "budget_wan_yuan": operands.amount(budget),
        "actual_wan_yuan": shown,
        "form_wan_yuan": on_form if is_other else None,
        "text_wan_yuan": None if is_other or on_form is None else _disputing(operands, place, on_form),
        "deviation_wan_yuan": operands.amount(gap),
        "deviation_rate_pct": operands.percent(gap, budget),
        "rate_pct": operands.percent(actual, budget),
        "printed_pct": printed_pct,
        "verdict": said.verdict if is_on_this else None,
    }


def _disputing(operands: Operands, place: str, on_form: Quantity) -> Quantity | None:
    """The amount that the prose prints of a row, where that contradicts its cell or differs from it in a digit that both print."""
    form, role = place.split("/")[:2]
    for name in ("", *MEASURES):
        where = "/".join(filter(None, (form, role, name)))
        said, told = operands.statement("amount", where), operands.amount(operands.stated("amount", where))
        if told is None or said.verdict not in (ROUNDING, DIFFERS) or told.value == on_form.value:
            continue
        if said.verdict == DIFFERS or _width(told) == _width(on_form):
            return told
    return None


def _width(amount: Quantity) -> Fraction | None:
    low, high = amount.range.low, amount.range.high
    return None if low is None or high is None else Fraction(high) - Fraction(low)


def _has_two(operands: Operands, place: str) -> bool:
    return all(operands.stated(one, place) is not None for one in (BUDGET, ADJUSTED))


def _rests_on(said: Statement, kind: str, operands: Operands, place: str) -> bool:
    """Whether the verdict on a rate rests on this budget, where two are told."""
    return not _has_two(operands, place) or not said.computed_from or operands.statement(kind, place).operand in said.computed_from


def _name(operands: Operands, place: str, amount: Quantity | None, language: str, figures: pd.DataFrame) -> str:
    """The name of a place, of an item of another budget with its form."""
    form, role = place.split("/")[:2]
    name, spec = name_with_source(operands, place, amount, language, figures), specs.forms().get(form)
    if spec is None or form == GENERAL_PUBLIC or not role.isdecimal():
        return name
    return texts.say("label_with_code", language, name=name, code={"zh": spec.zh, "en": spec.en}[language])
