"""Views to sentences: how a notebook opens, what it answers, what stayed unchecked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from . import texts, views
from .verdicts import EQUAL, ROUNDING, UNCHECKED
from .views import number

_LISTED = 5


def opening(documents: pd.DataFrame, language: str) -> str:
    """Which document this is, and in which unit its money is shown."""
    document = documents.iloc[0].astype(object)
    values = {
        name: views.MISSING if pd.isna(document[column]) else document[column]
        for name, column in (
            ("department", "department"),
            ("year", "fiscal_year"),
            ("unit", "unit"),
            ("file", "source_file"),
            ("pages", "pages"),
        )
    }
    return texts.say("opening", language, **values)


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
    source, largest = _largest(sources), _largest(classes)
    shares = kinds.set_index("kind")["share_pct"]
    return texts.say(
        "structure_answer",
        language,
        revenue=number(sources["amount_wan_yuan"].sum()),
        source=label(source, language),
        source_share=number(source["share_pct"]),
        expenditure=number(kinds["amount_wan_yuan"].sum()),
        basic=number(shares["basic"]),
        project=number(shares["project"]),
        label=label(largest, language),
        share=number(largest["share_pct"]),
    )


def year_on_year(changes: pd.DataFrame, budgets: pd.DataFrame, language: str) -> str:
    """From `year_on_year` and `execution`: against the year before and against the budget."""
    known = changes[changes["prior_wan_yuan"].notna()]
    if known.empty:
        first = texts.say("year_no_change", language)
    else:
        change = known.iloc[0]
        first = texts.say(
            "year_answer",
            language,
            label=label(change, language),
            current=number(change["current_wan_yuan"]),
            prior=number(change["prior_wan_yuan"]),
            range=views.interval(change["prior_wan_yuan_low"], change["prior_wan_yuan_high"]),
            **growth_words(change, language),
        )
    totals = budgets[budgets["code"].isna() & budgets["rate_pct"].notna()]
    if totals.empty:
        return f"{first} {texts.say('year_no_budget', language)}"
    total = totals.iloc[0]
    second = texts.say(
        "year_budget",
        language,
        label=label(total, language),
        budget=number(total["budget_wan_yuan"]),
        rate=number(total["rate_pct"]),
    )
    return f"{first} {second}"


def procurement(parts: pd.DataFrame, relations: pd.DataFrame, language: str) -> str:
    """From `procurement` and `procurement_closure`."""
    rows = parts.set_index("item")
    if pd.isna(rows.loc["total", "amount_wan_yuan"]):
        return texts.say("procurement_none", language)
    kind = _largest(parts[parts["item"].isin(["goods", "works", "services"])])
    verdicts = relations["verdict"].dropna()
    return texts.say(
        "procurement_answer",
        language,
        total=number(rows.loc["total", "amount_wan_yuan"]),
        kind=texts.word(str(kind["item"]), language),
        kind_share=number(kind["share_pct"]),
        sme=number(rows.loc["sme", "amount_wan_yuan"]),
        sme_share=number(rows.loc["sme", "share_pct"]),
        small_share=number(rows.loc["small_micro", "share_pct"]),
        relations=len(verdicts),
        closed=int(verdicts.isin([EQUAL, ROUNDING]).sum()),
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
    english = row.get("label_en")
    return str(row["label"] if language == "zh" or english is None or pd.isna(english) else english)


def _largest(frame: pd.DataFrame) -> pd.Series[Any]:
    """The row with the largest amount; the first where none has an amount."""
    ranked = frame.sort_values("amount_wan_yuan", ascending=False, kind="stable")
    return ranked.iloc[0]
