"""The sentences that notebooks end with: the published numbers, and what is said where there are none."""

from __future__ import annotations

import pandas as pd
import pytest

from budget_analysis import answers, frames, specs, texts, views, words
from budget_analysis.errors import SpecError
from tests.seed_account import seed_account, seed_ledger
from tests.test_views import completeness, made_up_claims, made_up_figures

LANGUAGES = ("zh", "en")


def structure(figures: pd.DataFrame, language: str) -> str:
    functions = views.function_structure(figures)
    classes = functions[functions["level"] == 1]
    return answers.structure(views.revenue_sources(figures), views.expenditure_kinds(figures), classes, language)


def changes(figures: pd.DataFrame, claims: pd.DataFrame, language: str) -> str:
    return answers.year_on_year(views.year_on_year(figures, claims), views.execution(figures, claims), language)


def procurement(claims: pd.DataFrame, language: str) -> str:
    return answers.procurement(views.procurement(claims), views.procurement_closure(claims), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_state_the_published_numbers(language: str) -> None:
    figures, claims = seed_account().figures, seed_ledger().claims
    said = structure(figures, language)
    assert all(f"{number}%" in said for number in ("100.00", "12.69", "87.31", "97.23"))
    said = changes(figures, claims, language)
    assert all(number in said for number in ("17.10%", "1,886.49", "[1,886.48, 1,886.50]", "83.85%"))
    said = procurement(claims, language)
    assert all(number in said for number in ("1,914.45", "98.34%", "31.30%", "62.95%"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_overview_counts_forms_cells_and_statements(language: str) -> None:
    account, ledger = seed_account(), seed_ledger()
    forms = views.form_states(account.forms, account.figures)
    counts = views.verdict_counts(ledger.checks, ledger.claims)
    said = answers.overview(forms, counts, completeness().reset_index(), language)
    assert all(number in said for number in ("649", "180", "405", "64", "37"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_numbers_are_said_to_be_missing(language: str) -> None:
    claims = frames.build("claims", [])
    blank = made_up_figures(("general_public_expenditure", "201", "expenditure_total", None))
    for said in (structure(blank, language), changes(blank, claims, language), procurement(claims, language)):
        assert views.MISSING not in said and "0.00" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_rates_on_zero_are_said_to_be_undefined(language: str) -> None:
    figures = made_up_figures(("general_public_expenditure", "total", "expenditure_total", "307.82"))
    claims = made_up_claims(
        ("general_public_expenditure/total/change", "307.82", "万元", "增加307.82万元", None),
        ("general_public_expenditure/total/budget", "0.00", "万元", "年初预算为0.00万元", None),
    )
    said = changes(figures, claims, language)
    assert views.MISSING not in said and "%" not in said
    assert "[−0.01, 0.01]" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_procurement_without_enterprises(language: str) -> None:
    claims = made_up_claims(
        ("procurement/total", "50.00", "万元", "总额50.00万元", None),
        ("procurement/goods", "50.00", "万元", "货物50.00万元", None),
    )
    said = procurement(claims, language)
    assert "50.00" in said and views.MISSING not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_unchecked_statements_are_listed_with_reasons(language: str) -> None:
    claims = frames.build(
        "claims",
        [
            {"document_id": "d", "claim_id": f"c{n}", "quote": f"sentence {n}", "verdict": "unchecked", "note": "no subject is named"}
            for n in range(7)
        ],
    )
    said = answers.unchecked(claims, language)
    why = words.reason("no subject is named", language)
    assert "7" in said and "“sentence 4”" in said and said.count(why) == 5 and "sentence 5" not in said and said.endswith("…")
    assert answers.unchecked(claims.head(0), language) == texts.say("unchecked_none", language)


def test_every_sentence_has_both_languages_and_the_same_values() -> None:
    import string

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    report = specs.load("report.toml")
    for key, entry in report["sentences"].items():
        assert set(entry) == set(LANGUAGES), key
        assert fields(entry["zh"]) == fields(entry["en"]), key
    assert all(set(entry) == set(LANGUAGES) for entry in report["words"].values())


def test_sentence_without_its_value_is_an_error() -> None:
    with pytest.raises(SpecError, match="wants 'name'"):
        texts.say("axis_money", "zh")
    with pytest.raises(SpecError, match='no sentence "nothing_such"'):
        texts.say("nothing_such", "zh")
    with pytest.raises(SpecError, match="zh, en"):
        texts.say("axis_money", "fr", name="x")
