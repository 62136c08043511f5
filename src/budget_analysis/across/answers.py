"""Views of many accounts to sentences: how a notebook opens, what it answers, what stayed unchecked."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .. import texts, views
from ..frames import as_rows
from ..identity import CURRENT
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from ..views import number
from .prevalence import detection

Dataset = Mapping[str, pd.DataFrame]


def opening(dataset: Dataset, language: str) -> str:
    """How many accounts of how many departments and which years these are."""
    documents = dataset["documents"]
    years = sorted(documents["fiscal_year"].dropna().astype(int).unique())
    return texts.say(
        "across_opening",
        language,
        accounts=len(documents),
        departments=documents["department_id"].nunique(),
        years=f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years)) or views.MISSING,
        current=int((documents["standing"] == CURRENT).sum()),
    )


def panel(listed: pd.DataFrame, spreads: pd.DataFrame, language: str) -> str:
    """From `across.values` and `across.spread`: how far the accounts lie apart, what is unchecked."""
    most = 0 if spreads.empty else int(spreads["accounts"].max())
    parts = [] if most > 1 else [texts.say("across_one", language)]
    for row in as_rows(spreads[spreads["accounts"] > 1]):
        label = row["label_en"] if language == "en" else row["label"]
        ends = {name: number(row[name]) for name in ("lowest", "median", "highest")}
        counts = {name: int(row[name]) for name in ("accounts", "lacking")}
        parts.append(texts.say("across_answer", language, label=label, **counts, **ends))
    counts = {name: int((listed["verdict"] == name).sum()) for name in (DIFFERS, UNCHECKED)}
    lacking = int(listed["missing"].notna().sum())
    rest = texts.say("across_unchecked", language, count=len(listed), lacking=lacking, **counts)
    return "\n\n".join([*parts, rest])


def years(cross_year: pd.DataFrame, language: str) -> str:
    """From the table `cross_year`: how many relations between two years hold."""
    own = cross_year[cross_year["relation"] != "codes"]
    codes = len(cross_year) - len(own)
    rest = texts.say("years_unchecked", language, codes=codes)
    if cross_year.empty:
        return texts.say("years_none", language) + "\n\n" + rest
    found = {name: int((own["finding"] == name).sum()) for name in ("restated", "reclassified", "contradicting")}
    answer = texts.say(
        "years_answer",
        language,
        pairs=len(cross_year[["document_id", "earlier_id"]].drop_duplicates()),
        relations=len(own),
        holding=int(own["verdict"].isin([EQUAL, ROUNDING]).sum()),
        differs=int((own["verdict"] == DIFFERS).sum()),
        **found,
    )
    return answer + "\n\n" + rest


def prevalence(rates: pd.DataFrame, found: int, proved: int, language: str) -> str:
    """From `across.prevalence`, and what a benchmark found of what it proved."""
    whole, gross = rates.iloc[0], rates.iloc[1]  # any finding, gross ones
    if not whole["accounts"]:
        return texts.say("prevalence_none", language) + " 未核"
    missed = detection(found, proved).iloc[1]
    return "\n\n".join(
        (
            texts.say(
                "prevalence_answer",
                language,
                accounts=int(whole["accounts"]),
                affected=int(whole["affected"]),
                gross=int(gross["affected"]),
                share=number(whole["exact_pct"], 2),
                range=views.interval(whole["exact_pct_low"], whole["exact_pct_high"], 2),
            ),
            texts.say(
                "prevalence_undetected",
                language,
                share=number(missed["exact_pct"], 2),
                range=views.interval(missed["exact_pct_low"], missed["exact_pct_high"], 2),
                proved=proved,
            ),
        )
    )
