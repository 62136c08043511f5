"""Views to sentences: how a notebook opens, what it answers, what stayed unchecked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from . import findings, specs, texts, views
from .reconciliation import Ledger
from .verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED
from .views import number
from .views.procurement import KINDS, PARTS

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
    return first + " " + _small_enterprises(rows, language)


def _small_enterprises(rows: pd.DataFrame, language: str) -> str:
    """What small and medium enterprises got: as told, as the sum of two parts, or why it is not known."""
    parts = {name: number(rows["amount_wan_yuan"].get(name)) for name in PARTS}
    total, all_of = number(rows.loc["total", "amount_wan_yuan"]), rows.loc["sme"]
    if pd.isna(all_of["amount_wan_yuan"]):
        told = "procurement_sme_denied" if views.MISSING not in parts.values() else "procurement_no_sme"
        return texts.say(told, language, total=total, **parts)
    values = {"sme": number(all_of["amount_wan_yuan"]), "sme_share": number(all_of["share_pct"])}
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
    values |= {"label": label(top, language), "gap": number(top["deviation_wan_yuan"])}
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
    is_adjusted = set(items.loc[items["budget_kind"] == "adjusted_budget", "subject"])
    zero = items[(items["budget_wan_yuan"] == 0) & ~items["subject"].isin(is_adjusted)]
    for key, rows in (("execution_zero", zero), ("execution_untold", items[items["budget_wan_yuan"].isna()])):
        if not rows.empty:
            said.append(texts.say(key, language, count=len(rows), names=_named(rows, language)))
    other = items[items["form_wan_yuan"].notna()]
    if not other.empty:
        said.append(texts.say("execution_other_form", language, count=len(other), names=_named(other, language)))
    return said


def _named(rows: pd.DataFrame, language: str) -> str:
    names = [label(row, language) for _, row in rows.head(_LISTED).iterrows()]
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
    answer = texts.say("ledger_answer", language, **found) + " " + joint(result, language)
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
    for name, column, digits in (("whole", "general_public_share_pct", 3), ("running", "running_share_pct", 2)):
        if not pd.isna(total[column]):
            said.append(texts.say(f"three_public_{name}", language, **{name: number(total[column], digits)}))
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
    found = {"checks": ledger.checks, "claims": ledger.claims, "watch": ledger.watch, "coverage": ledger.coverage}
    return findings.judged_line(found, language)
