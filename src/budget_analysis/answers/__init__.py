"""Views to sentences: how a notebook opens, what it answers, what stayed unchecked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .. import specs, texts, views, words
from ..claims.coverage import left_over
from ..frames import text
from ..reconciliation import Ledger
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED
from ..views import number
from ..views.procurement import KINDS, PARTS
from .budgets import against_budget, execution
from .rows import change_words, growth_words, label, largest

__all__ = [
    "change_words", "execution", "growth_words", "joint", "judged", "label", "largest", "ledger", "left_out", "opening", "overview",
    "performance", "procurement", "structure", "three_public", "unchecked", "year_on_year",
]  # fmt: skip
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
    """From `form_states`, `verdict_counts`, `completeness`: what there is, how complete it is."""
    cells = {name: int(forms[name].sum()) for name in ("values", "zeros", "blanks", "unreadable")}
    states = requirements["state"].value_counts()
    found = views.judged(counts)
    answer = texts.say(
        "overview_answer",
        language,
        **cells,
        counted=texts.say("counted", language, **found),
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
    )
    return f"{answer}\n\n{rest}"


def structure(
    sources: pd.DataFrame, kinds: pd.DataFrame, classes: pd.DataFrame, language: str
) -> str:
    """From `revenue_sources`, `expenditure_kinds` and the classes of `function_structure`."""
    said = []
    revenue, expenditure = sources.iloc[0], kinds.iloc[0]
    source, shares = largest(sources.iloc[1:]), kinds.set_index("kind")["share_pct"]
    if not pd.isna(revenue["amount_wan_yuan"]):
        amount, share = number(revenue["amount_wan_yuan"]), number(source["share_pct"])
        said.append(texts.say("structure_revenue", language, revenue=amount, source=label(source, language), source_share=share))
    if not pd.isna(expenditure["amount_wan_yuan"]):
        parts = {name: number(shares[name]) for name in ("basic", "project")}
        said.append(texts.say("structure_expenditure", language, expenditure=number(expenditure["amount_wan_yuan"]), **parts))
    if not classes.empty and not pd.isna((biggest := largest(classes))["share_pct"]):
        said.append(texts.say("structure_function", language, label=label(biggest, language), share=number(biggest["share_pct"])))
    return " ".join(said) or texts.say("structure_none", language)


def left_out(forms: pd.DataFrame, language: str) -> str:
    """From `forms_left_out`: of which forms nothing is computed, and why; empty where there are none."""
    names = {name: getattr(spec, language) for name, spec in specs.forms().items()}
    told = [texts.say(f"left_out_{row['reason']}", language, form=names.get(row["form"], row["form"])) for _, row in forms.iterrows()]
    return " ".join(told)


def year_on_year(changes: pd.DataFrame, budgets: pd.DataFrame, language: str) -> str:
    """From `year_on_year` and `execution`: against the year before and against the budget."""
    return _against_last_year(changes, language) + " " + against_budget(budgets, language)


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
        return texts.say("year_no_growth", language, **values, **change_words(change, language))
    return texts.say("year_answer", language, **values, **growth_words(change, language))


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
    )
    closed = int(verdicts.isin([EQUAL, ROUNDING]).sum())
    holding = texts.say("procurement_closed", language, relations=len(verdicts), closed=closed)
    is_told = len(verdicts) and (closed < len(verdicts) or not _is_contradicted(rows))  # that all hold is not said beside numbers that cannot be
    return " ".join([first, *([holding] if is_told else []), _small_enterprises(rows, language)])


def _is_contradicted(rows: pd.DataFrame) -> bool:
    """Whether a statement on procurement differs, or an amount has no share of what it is a part of since it is more."""
    bases = rows["base"].map(rows["amount_wan_yuan"])
    is_denied = rows["amount_wan_yuan"].notna() & bases.notna() & (bases != 0) & rows["share_pct"].isna()
    return bool(is_denied.any() or rows["verdict"].eq(DIFFERS).any())


def _small_enterprises(rows: pd.DataFrame, language: str) -> str:
    """What small and medium enterprises got: as told, as the sum of two parts, or why it is not known."""
    parts = {name: number(rows["amount_wan_yuan"].get(name)) for name in PARTS}
    total, all_of = number(rows.loc["total", "amount_wan_yuan"]), rows.loc["sme"]
    if pd.isna(all_of["amount_wan_yuan"]):
        told = "procurement_sme_denied" if views.MISSING not in parts.values() else "procurement_no_sme"
        return texts.say(told, language, total=total, **parts)
    values = {"sme": number(all_of["amount_wan_yuan"]), "sme_share": number(all_of["share_pct"])}
    if pd.isna(all_of["share_pct"]) and not pd.isna(all_of["verdict"]) and all_of["verdict"] == DIFFERS:
        return texts.say("procurement_sme_over", language, total=total, **values)
    small = rows.loc["small_micro"]
    if not pd.isna(small["share_pct"]):
        told = "procurement_sme" if small["base"] == "sme" else "procurement_sme_of_total"
        return texts.say(told, language, small_share=number(small["share_pct"]), **values)
    told = "procurement_sme_only" if views.MISSING in parts.values() else "procurement_sme_parts"
    return texts.say(told, language, total=total, **values, **parts)


def unchecked(statements: pd.DataFrame, language: str) -> str:
    """What stayed unchecked among these claims or checks, with the reasons."""
    open_ones = statements[statements["verdict"] == UNCHECKED]
    if open_ones.empty:
        return texts.say("unchecked_none", language)
    name = "quote" if "quote" in statements else "instance"
    listed = [
        texts.say("header", language, name=f"“{row[name]}”", unit=words.reason(text(row["note"]), language))
        for _, row in open_ones.head(_LISTED).iterrows()
    ]
    told = texts.word("listed", language).join(listed) + (" …" if len(open_ones) > _LISTED else "")
    return texts.say("unchecked_some", language, count=len(open_ones), list=told)


def joint(result: Any, language: str) -> str:
    """What the joint test found; `result` is the `joint` of a reconciliation, or None."""
    if result is None:
        return texts.say("joint_none", language)
    return texts.say(
        f"joint_{result.verdict}",
        language,
        count=result.statements,
        sets=int(result.conflicts["conflict"].nunique()),
        note=result.note,
    )


def ledger(counts: pd.DataFrame, result: Any, language: str) -> str:
    """From `verdict_counts` and the joint test: what holds, what does not, what stayed unchecked."""
    found = views.judged(counts)
    counted = texts.say("counted", language, **found)
    answer = texts.say("ledger_answer", language, counted=counted) + " " + joint(result, language)
    return answer + "\n\n" + texts.say("ledger_unchecked", language, **found)


def three_public(items: pd.DataFrame, rates: pd.DataFrame, language: str) -> str:
    """From `three_public` and `three_public_rates`."""
    total = items.set_index("item").loc["total"]
    if pd.isna(total["actual_wan_yuan"]) and not pd.isna(total["declared"]):
        return texts.say("three_public_nil", language)
    return _three_public_money(items, language) + " " + _three_public_rates(rates, language)


def _three_public_money(items: pd.DataFrame, language: str) -> str:
    total = items.set_index("item").loc["total"]
    if pd.isna(total["actual_wan_yuan"]):
        return texts.say("three_public_none", language)
    values = {
        "actual": number(total["actual_wan_yuan"]),
        "budget": number(total["budget_wan_yuan"]),
    }
    parts = items[items["item"].isin(["overseas_travel", "vehicles", "hospitality"])]
    known = parts[parts["share_pct"].notna()]
    if known.empty or pd.isna(total["rate_pct"]):
        return texts.say("three_public_zero", language, **values)
    top = known.sort_values("share_pct", ascending=False, kind="stable").iloc[0]
    named = {"label": label(top, language), "share": number(top["share_pct"])}
    said = [texts.say("three_public_answer", language, **values, **named, rate=number(total["rate_pct"]))]
    for name, column in (("whole", "general_public_share_pct"), ("running", "running_share_pct")):
        if not pd.isna(total[column]):
            share = number(total[column])
            word = texts.word("less_than" if share.startswith("<") else "exactly", language)
            said.append(texts.say(f"three_public_{name}", language, **{name: word + share.removeprefix("<")}))
    return " ".join(said)


def _three_public_rates(rates: pd.DataFrame, language: str) -> str:
    if rates.empty:
        return texts.say("three_public_no_rates", language)
    counts = {verdict: int((rates["verdict"] == verdict).sum()) for verdict in (DIFFERS, UNDEFINED)}
    return texts.say("three_public_rates", language, count=len(rates), **counts)


def performance(
    grades: pd.DataFrame,
    money: pd.DataFrame,
    coverage: pd.DataFrame,
    statements: pd.DataFrame,
    language: str,
) -> str:
    """From `project_grades`, `project_money`, `project_coverage` and the claims on performance."""
    return _grades(grades, language) + " " + _money(money, coverage, statements, language)


def _grades(grades: pd.DataFrame, language: str) -> str:
    if grades.empty:
        return texts.say("performance_no_grades", language)
    listed = [
        texts.say("performance_grade", language, count=row["count"], grade=texts.grade(row["grade"], language))
        for _, row in grades.iterrows()
    ]
    joined = ("、" if language == "zh" else ", ").join(listed)
    total = int(grades["count"].sum())
    return texts.say("performance_grades", language, total=total, grades=joined)


def _money(
    money: pd.DataFrame, coverage: pd.DataFrame, statements: pd.DataFrame, language: str
) -> str:
    claims = _performance_claims(statements, language)
    if coverage.empty:
        return texts.say("performance_no_money", language, claims=claims)
    whole = coverage.iloc[-1]
    return texts.say(
        "performance_money",
        language,
        claims=claims,
        count=int(whole["projects"]),
        actual=number(whole["actual_wan_yuan"]),
        share=number(whole["project_spending_share_pct"]),
        above=int((money["excess_pct_low"] > 0).sum()),
    )


def _performance_claims(statements: pd.DataFrame, language: str) -> str:
    verdicts = statements["verdict"].dropna()
    judged = verdicts[verdicts != UNCHECKED]
    if judged.empty:
        return texts.say("performance_no_claims", language)
    counts = {verdict: int((judged == verdict).sum()) for verdict in (DIFFERS, UNDEFINED)}
    return texts.say("performance_claims", language, statements=len(judged), **counts)


def judged(ledger: Ledger, language: str) -> str:
    """How many statements of how many printed numbers were judged, how many numbers are watched."""
    counts = views.judged(views.verdict_counts(ledger.checks, ledger.claims))
    watch, left = ledger.watch, len(left_over(ledger.coverage))
    share = 0 if watch.empty else int(100 * watch["is_watched"].sum() / len(watch))
    told = texts.say("judged", language, **counts, numbers=len(watch), share=share)
    return told + (texts.say("not_read", language, left=left) if left else "")
