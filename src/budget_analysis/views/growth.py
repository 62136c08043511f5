"""How the account changed against the year before."""

from __future__ import annotations

import pandas as pd

from .. import codes, specs, terms, texts
from ..amounts import Linear
from .quantities import MEASURES, Operands, Quantity, Statement, since_last_year
from .tables import MINUS, build, per_document


@per_document
def year_on_year(figures: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """What the prose says about the year before, turned round: the prior amount and the growth.

    The account prints this year's amount and the change; the year before follows from both as
    an interval, and so does the growth rate, where each operand moves only once.

    Returns:
        One row per stated change: `subject` (form/row), names, this year (the number that the
        verdict on the growth rests on), change (negative where the text says 减少), implied prior
        year, growth (missing where the prior year may be zero or less), printed growth, verdict.
    """
    operands = Operands(figures, since_last_year(claims))
    rows = []
    for place in operands.places("change"):
        said = operands.statement("growth", place)
        current = amount_of(operands, place, said)
        change = operands.stated("change", place)
        if change is not None and operands.statement("change", place).is_decrease:
            change = -change
        prior = None if current is None or change is None else current - change
        before = operands.amount(prior)
        has_base = before is not None and (before.range.low is None or before.range.low > 0)
        rows.append(
            {
                "subject": place,
                "label": name_with_source(operands, place, operands.amount(current), "zh", figures),
                "label_en": name_with_source(operands, place, operands.amount(current), "en", figures),
                "current_wan_yuan": operands.amount(current),
                "change_wan_yuan": operands.amount(change),
                "prior_wan_yuan": before,
                "growth_pct": operands.percent(change, prior) if has_base else None,
                "printed_pct": _with_direction(said),
                "verdict": said.verdict,
            }
        )
    columns = ["subject", "label", "label_en", "current_wan_yuan", "change_wan_yuan"]
    columns += ["prior_wan_yuan", "growth_pct", "printed_pct", "verdict"]
    return build(columns, rows)


def _with_direction(said: Statement) -> str | None:
    """A printed rate with the sign that the word beside it gives: 下降8.65% is −8.65."""
    return f"{MINUS}{said.printed}" if said.printed and said.printed[0].isdigit() and said.is_decrease else said.printed


def place_name(place: str, language: str, figures: pd.DataFrame | None = None) -> str:
    """The name of a place `form/row`: of the code, or of the form and the row."""
    form, role = place.split("/")[:2]
    if not role.isdecimal():
        spec = specs.forms().get(form)
        known_form = {"zh": spec.zh, "en": spec.en}[language] if spec is not None else None
        name = known_form or texts.word(form, language)
        own = terms.name(role, language)
        return f"{name}：{own}" if language == "zh" else f"{own} ({name})"
    known = codes.name("function", role, language)
    if known is None and figures is not None:
        printed = figures[(figures["code"] == role) & figures["label"].notna()]["label"]
        known = None if printed.empty else str(printed.iloc[0])
        if known is not None and language == "en":
            known = codes.name_in_english(known) or f"“{known}”"
    return known or role


def name_with_source(operands: Operands, place: str, amount: Quantity | None, language: str, figures: pd.DataFrame) -> str:
    """The name of a place; where it names a form that prints another amount there, or none, that the amount is told in the text."""
    form, role = place.split("/")[:2]
    name = place_name(place, language, figures)
    is_told = amount is not None and not role.isdecimal() and operands.prints(form, role) and not operands.prints_amount(form, role, amount)
    return texts.say("label_told", language, name=name) if is_told else name


def amount_of(operands: Operands, place: str, said: Statement) -> Linear | None:
    """The amount of a place: what the verdict on `said` rests on, the printed figure, or the prose's.

    None where form and prose print two amounts and no verdict chooses between them.
    """
    told = operands.told_amount(place, said)
    if told is not None:
        return told
    form, role, *measure = place.split("/")
    for name in measure or MEASURES:
        found = operands.figure(form, role, name)
        if found is not None:
            is_open = operands.is_disputed(f"{form}/{role}/{name}") and not said.computed_from
            return None if is_open else found
    places = [place, *(f"{form}/{role}/{name}" for name in MEASURES if not measure and form in specs.forms())]
    return next(filter(None, (operands.stated("amount", one) for one in places)), None)
