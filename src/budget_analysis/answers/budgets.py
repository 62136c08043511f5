"""What was spent against what was planned, in sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .. import texts, views
from ..views import number
from .rows import label

_LISTED = 5


def execution(
    budgets: pd.DataFrame, ranking: pd.DataFrame, mix: pd.DataFrame, language: str
) -> str:
    """From `execution`, `deviation_ranking` and `composition_variance`."""
    said = [_against_items(budgets, ranking, language), *_not_compared(budgets, language), _mix(mix, language)]
    return " ".join(said)


def _against_items(budgets: pd.DataFrame, ranking: pd.DataFrame, language: str) -> str:
    own = budgets[budgets["subject"] == "general_public_expenditure/total"]
    totals = own[own["budget_wan_yuan"].notna()]
    items = ranking[ranking["rank"].notna()]
    values: dict[str, Any] = {"count": len(items)}
    if not totals.empty:
        total = totals.sort_values("rate_pct", kind="stable").iloc[0]  # of two budgets the one that is not zero
        kind = texts.word(str(total["budget_kind"]), language)
        values |= {
            "kind": kind,
            "actual": number(total["actual_wan_yuan"]),
            "budget": number(total["budget_wan_yuan"]),
            "rate": number(total["rate_pct"]),
            "range": views.interval(total["rate_pct_low"], total["rate_pct_high"], 3),
        }
    if items.empty:
        if totals.empty:
            printed = own["printed_pct"].dropna()
            return texts.say("execution_none" if printed.empty else "execution_rate_only", language, printed=next(iter(printed), ""))
        has_rate = not pd.isna(total["rate_pct"])
        key = "execution_total_only" if has_rate else "execution_no_rate"
        return texts.say(key, language, **values)
    top = items.iloc[0]
    values |= {"label": _apart(top, items, language), "gap": number(top["deviation_wan_yuan"])}
    if totals.empty:
        return texts.say("execution_no_total", language, **values)
    if pd.isna(total["rate_pct"]):
        return texts.say("execution_no_rate_of_total", language, **values)
    if pd.isna(top["deviation_rate_pct"]) or pd.isna(top["deviation_share_pct"]):
        return texts.say("execution_no_share", language, **values)
    values["gap_rate"] = number(top["deviation_rate_pct"])
    values["gap_share"] = number(top["deviation_share_pct"])
    return texts.say("execution_answer", language, **values)


def _not_compared(budgets: pd.DataFrame, language: str) -> list[str]:
    """Items of which there is no rate, and final figures that form and prose print differently."""
    items = budgets[budgets["code"].notna() & budgets["subject"].str.startswith("general_public_expenditure/")]
    said = []
    is_adjusted = set(items.loc[items["budget_kind"].notna() & (items["budget_kind"] != "budget"), "subject"])
    zero = items[(items["budget_wan_yuan"] == 0) & ~items["subject"].isin(is_adjusted)]
    for key, rows in (("execution_zero", zero), ("execution_untold", items[items["budget_wan_yuan"].isna()])):
        if not rows.empty:
            said.append(texts.say(key, language, count=len(rows), names=_named(rows, items, language)))
    other = items[items["form_wan_yuan"].notna() | items["text_wan_yuan"].notna()].drop_duplicates("subject")
    if not other.empty:
        told = int(other["form_wan_yuan"].notna().sum())
        values = {"count": len(other), "told": told, "names": _named(other, items, language)}
        said.append(texts.say("execution_other_form" if told == len(other) else "execution_other_forms", language, **values))
    return said


def _apart(row: pd.Series[Any], among: pd.DataFrame, language: str) -> str:
    """The name of an item, with its code where others of these have the same name: 一般行政管理事务（2012902）."""
    name = label(row, language)
    is_alone = sum(label(other, language) == name for _, other in among.iterrows()) < 2
    return name if is_alone else texts.say("label_with_code", language, name=name, code=row["code"])


def _named(rows: pd.DataFrame, among: pd.DataFrame, language: str) -> str:
    names = [_apart(row, among, language) for _, row in rows.head(_LISTED).iterrows()]
    return texts.word("comma", language).join(names) + (" …" if len(rows) > _LISTED else "")


def _mix(mix: pd.DataFrame, language: str) -> str:
    known = mix[mix["variance_pct"].notna()]
    if known.empty:
        return texts.say("execution_no_mix", language)
    found = known.iloc[0]
    return texts.say(
        "execution_mix",
        language,
        variance=number(found["variance_pct"]),
        range=views.interval(found["variance_pct_low"], found["variance_pct_high"], 3),
    )


def against_budget(budgets: pd.DataFrame, language: str) -> str:
    """From `execution`: the first total against its budget."""
    totals = budgets[budgets["code"].isna() & budgets["budget_wan_yuan"].notna()]
    if totals.empty:
        return texts.say("year_no_budget", language)
    first = totals[totals["subject"] == totals.iloc[0]["subject"]]
    total = first.sort_values("rate_pct", kind="stable").iloc[0]  # of two budgets the one that is not zero
    kind = texts.word(str(total["budget_kind"]), language)
    values = {"label": label(total, language), "kind": kind, "budget": number(total["budget_wan_yuan"])}
    if pd.isna(total["rate_pct"]):
        return texts.say("year_no_rate", language, **values)
    return texts.say("year_budget", language, rate=number(total["rate_pct"]), **values)
