"""Views to sentences: how a notebook opens, what it answers, what stayed unchecked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from . import texts, views
from .verdicts import EQUAL, ROUNDING, UNCHECKED
from .views import number
from .views.procurement import KINDS

_LISTED = 5


def opening(documents: pd.DataFrame, language: str) -> str:
    """Which document this is, and in which unit its money is shown."""
    document = documents.iloc[0].astype(object)
    known = document.fillna(views.MISSING)
    return texts.say(
        "opening",
        language,
        department=known["department"],
        year=known["fiscal_year"],
        unit=known["unit"],
        file=known["source_file"],
        pages=known["pages"],
    )


def overview(
    forms: pd.DataFrame, counts: pd.DataFrame, requirements: pd.DataFrame, language: str
) -> str:
    """From `form_states`, `verdict_counts` and `completeness`: what there is, how complete it is."""
    cells = {name: int(forms[name].sum()) for name in ("values", "zeros", "blanks", "unreadable")}
    states = requirements["state"].value_counts()
    found = views.judged(counts)
    answer = texts.say(
        "overview_answer",
        language,
        **cells,
        **found,
        figures=sum(cells.values()),
        expected=len(forms),
        found=int((forms["state"] != "missing").sum()),
        requirements=len(requirements),
        **{state: int(states.get(state, 0)) for state in ("met", "partly", "absent")},
    )
    rest = texts.say(
        "overview_unchecked",
        language,
        statements=found["unchecked"],
        requirements=int(states.get(UNCHECKED, 0)),
        recorded=found["recorded"],
    )
    return f"{answer}\n\n{rest}"


def structure(
    sources: pd.DataFrame, kinds: pd.DataFrame, classes: pd.DataFrame, language: str
) -> str:
    """From `revenue_sources`, `expenditure_kinds` and the classes of `function_structure`."""
    revenue, expenditure = sources.iloc[0], kinds.iloc[0]
    if classes.empty or pd.isna(revenue["amount_wan_yuan"]):
        return texts.say("structure_none", language)
    source, biggest = largest(sources.iloc[1:]), largest(classes)
    shares = kinds.set_index("kind")["share_pct"]
    return texts.say(
        "structure_answer",
        language,
        revenue=number(revenue["amount_wan_yuan"]),
        source=label(source, language),
        source_share=number(source["share_pct"]),
        expenditure=number(expenditure["amount_wan_yuan"]),
        basic=number(shares["basic"]),
        project=number(shares["project"]),
        label=label(biggest, language),
        share=number(biggest["share_pct"]),
    )


def year_on_year(changes: pd.DataFrame, budgets: pd.DataFrame, language: str) -> str:
    """From `year_on_year` and `execution`: against the year before and against the budget."""
    return _against_last_year(changes, language) + " " + _against_budget(budgets, language)


def _against_last_year(changes: pd.DataFrame, language: str) -> str:
    known = changes[changes["prior_wan_yuan"].notna()]
    if known.empty:
        return texts.say("year_no_change", language)
    change = known.iloc[0]
    values = {
        "label": label(change, language),
        "current": number(change["current_wan_yuan"]),
        "prior": number(change["prior_wan_yuan"]),
        "range": views.interval(change["prior_wan_yuan_low"], change["prior_wan_yuan_high"]),
    }
    if pd.isna(change["growth_pct"]):
        gap = number(change["change_wan_yuan"])
        return texts.say("year_no_growth", language, change=gap, **values)
    return texts.say("year_answer", language, **values, **growth_words(change, language))


def _against_budget(budgets: pd.DataFrame, language: str) -> str:
    totals = budgets[budgets["code"].isna()]
    if totals.empty:
        return texts.say("year_no_budget", language)
    total = totals.iloc[0]
    values = {"label": label(total, language), "budget": number(total["budget_wan_yuan"])}
    if pd.isna(total["rate_pct"]):
        return texts.say("year_no_rate", language, **values)
    return texts.say("year_budget", language, rate=number(total["rate_pct"]), **values)


def procurement(parts: pd.DataFrame, relations: pd.DataFrame, language: str) -> str:
    """From `procurement` and `procurement_closure`."""
    rows = parts.set_index("item")
    stated = rows["amount_wan_yuan"].notna()
    kind = largest(parts[parts["item"].isin(KINDS)])
    if not stated["total"] or pd.isna(kind["amount_wan_yuan"]):
        return texts.say("procurement_none", language)
    verdicts = relations["verdict"].dropna()
    first = texts.say(
        "procurement_answer",
        language,
        total=number(rows.loc["total", "amount_wan_yuan"]),
        kind=texts.word(str(kind["item"]), language),
        kind_share=number(kind["share_pct"]),
        relations=len(verdicts),
        closed=int(verdicts.isin([EQUAL, ROUNDING]).sum()),
    )
    if not stated["sme"]:
        return first + " " + texts.say("procurement_no_sme", language)
    return (
        first
        + " "
        + texts.say(
            "procurement_sme",
            language,
            sme=number(rows.loc["sme", "amount_wan_yuan"]),
            sme_share=number(rows.loc["sme", "share_pct"]),
            small_share=number(rows.loc["small_micro", "share_pct"]),
        )
    )


def unchecked(statements: pd.DataFrame, language: str) -> str:
    """What stayed unchecked among these claims or checks, with the reasons."""
    open_ones = statements[statements["verdict"] == UNCHECKED]
    if open_ones.empty:
        return texts.say("unchecked_none", language)
    name = "quote" if "quote" in statements else "instance"
    listed = [f"{row[name]} ({row['note']})" for _, row in open_ones.head(_LISTED).iterrows()]
    more = " …" if len(open_ones) > _LISTED else ""
    return texts.say(
        "unchecked_some", language, count=len(open_ones), list="; ".join(listed) + more
    )


def largest(frame: pd.DataFrame) -> pd.Series[Any]:
    """The row with the largest amount; the first where none has an amount."""
    ranked = frame.sort_values("amount_wan_yuan", ascending=False, kind="stable")
    return ranked.iloc[0]


def growth_words(change: pd.Series[Any], language: str) -> dict[str, str]:
    """`direction` and `growth`, without its sign, of one row of `year_on_year`."""
    rate, gap = change["growth_pct"], change["change_wan_yuan"]
    is_decrease = not pd.isna(gap) and gap < 0
    return {
        "direction": texts.word("decrease" if is_decrease else "increase", language),
        "growth": number(None if pd.isna(rate) else abs(rate)),
    }


def label(row: pd.Series[Any], language: str) -> str:
    """The name of a row of a view in the reader's language; as printed where no other is known."""
    name = "label_en" if language == "en" and not pd.isna(row["label_en"]) else "label"
    return str(row[name])
