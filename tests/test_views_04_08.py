"""Execution, three public expenses, performance, ledger: the published numbers of the seed as oracles."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from budget_analysis import answers, charts, frames, views
from tests.seed_account import seed_account, seed_ledger
from tests.test_views import made_up_claims, made_up_figures, row, two_digits

LANGUAGES = ("zh", "en")
ITEM_FORM = "general_public_expenditure"


def items_with_budgets(*items: tuple[str, str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures and claims of items as (code, budget, actual)."""
    figures = made_up_figures(*((ITEM_FORM, code, "expenditure_total", actual) for code, _, actual in items))
    claims = made_up_claims(
        *((f"{ITEM_FORM}/{code}/budget", budget, "万元", f"年初预算为{budget}万元", None) for code, budget, _ in items)
    )
    return figures, claims


# --- 04 execution ------------------------------------------------------------------------------------


def test_ranking_begins_with_the_largest_deviation_and_ends_with_the_sum() -> None:
    view = views.deviation_ranking(seed_account().figures, seed_ledger().claims)
    listed = [(found["code"], two_digits(found["deviation_wan_yuan"])) for _, found in view.iterrows()]
    assert listed[:-1] == [
        ("2013704", "-482.19"), ("2013750", "53.09"), ("2210201", "1.64"), ("2013799", "-1.52"), ("2080505", "1.15"),
        ("2210203", "0.74"), ("2101102", "0.70"), ("2080506", "0.58"), ("2101103", "0.40"),
    ]  # fmt: skip
    assert list(view["rank"][:-1]) == list(range(1, 10))
    total = view.iloc[-1]
    assert pd.isna(total["code"]) and two_digits(total["deviation_wan_yuan"]) == "-425.41"
    assert total["deviation_share_pct"] == total["deviation_share_pct_low"] == 100
    first = view.iloc[0]
    assert (two_digits(first["deviation_rate_pct"]), two_digits(first["deviation_share_pct"])) == ("-20.14", "88.96")  # of what all items strayed, up or down
    # nine deviations, each of two operands within ±0.005
    assert (total["deviation_wan_yuan_low"], total["deviation_wan_yuan_high"]) == (-425.5, -425.32)


def test_composition_variance_is_that_published() -> None:
    figures, claims = seed_account().figures, seed_ledger().claims
    found = views.composition_variance(figures, claims).iloc[0]
    assert (found["found"], found["expected"]) == (9, 9)
    assert two_digits(found["variance_pct"]) == "8.65"
    assert found["variance_pct_low"] < found["variance_pct"] < found["variance_pct_high"]
    shifts = views.composition(figures, claims)["shift_pct"]
    assert shifts.abs().sum() == pytest.approx(found["variance_pct"])
    assert shifts.sum() == pytest.approx(0)


def test_unchanged_mix_has_no_variance_and_a_range_that_begins_at_zero() -> None:
    figures, claims = items_with_budgets(("2010101", "10.00", "5.00"), ("2010102", "30.00", "15.00"))
    found = views.composition_variance(figures, claims).iloc[0]
    assert found["variance_pct"] == found["variance_pct_low"] == 0
    assert found["variance_pct_high"] > 0


def test_variance_of_a_made_up_shift_is_exact() -> None:
    # shares 25/75 in the budget, 75/25 in the spending: each shifts by 50 points
    figures, claims = items_with_budgets(("2010101", "10.00", "30.00"), ("2010102", "30.00", "10.00"))
    found = views.composition_variance(figures, claims).iloc[0]
    assert (found["rate_pct"], found["variance_pct"]) == (100, 100)
    # share of the risen item: 30.005 / (30.005 + 9.995) at most, 9.995 / (9.995 + 30.005) at least
    assert found["variance_pct_high"] == pytest.approx(2 * (75.0125 - 24.9875))


def test_an_item_is_not_counted_beside_its_section() -> None:
    figures, claims = items_with_budgets(("20101", "10.00", "12.00"), ("2010101", "10.00", "12.00"))
    view = views.deviation_ranking(figures, claims)
    assert list(view["code"].dropna()) == ["2010101"]
    assert view.iloc[-1]["deviation_wan_yuan"] == 2


def test_budget_of_zero_has_a_deviation_and_no_rate() -> None:
    figures, claims = items_with_budgets(("2010101", "0.00", "12.00"))
    found = views.deviation_ranking(figures, claims).iloc[0]
    assert found["deviation_wan_yuan"] == 12 and pd.isna(found["deviation_rate_pct"])
    assert pd.isna(views.composition_variance(figures, claims).iloc[0]["variance_pct"])


def test_adjusted_budgets_are_those_of_the_three_public_expenses() -> None:
    view = views.adjusted_execution(seed_account().figures, seed_ledger().claims)
    found = row(view, "subject", "three_public/total")
    assert (found["adjusted_budget_wan_yuan"], found["actual_wan_yuan"], found["rate_pct"]) == (5.69, 5.69, 100)
    assert pd.isna(row(view, "subject", "three_public/vehicles")["rate_pct"])


# --- 06 three public expenses ------------------------------------------------------------------------


def test_physical_counts_and_what_each_costs() -> None:
    view = views.three_public_counts(seed_account().figures, seed_ledger().claims)
    travel = view[view["item"] == "overseas_travel"]
    assert list(zip(travel["count"], travel["unit"], strict=True)) == [(1, "个"), (1, "人次")]
    assert list(travel["per_unit_wan_yuan"]) == [5.69, 5.69]
    others = view[view["item"] != "overseas_travel"]
    assert (others["count"] == 0).all() and others["per_unit_wan_yuan"].isna().all()
    assert set(view["unit"]) == {"个", "人次", "辆", "批次"}


def test_expense_per_guest_carries_the_interval_of_the_amount() -> None:
    figures = made_up_figures(("three_public", "hospitality", "actual", "0.39"))
    claims = made_up_claims(("three_public/hospitality/count", "26", "人次", "累计26人次", "equal"))
    found = views.three_public_counts(figures, claims).iloc[0]
    assert found["per_unit_wan_yuan"] == 0.015
    assert (found["per_unit_wan_yuan_low"], found["per_unit_wan_yuan_high"]) == (
        pytest.approx(0.385 / 26),
        pytest.approx(0.395 / 26),
    )


def test_rates_on_nothing_are_undefined() -> None:
    view = views.three_public_rates(seed_account().figures, seed_ledger().claims)
    undefined = view[view["verdict"] == "undefined"]
    assert [(found["item"], found["kind"]) for _, found in undefined.iterrows()] == [
        ("overseas_travel", "growth"),
        ("vehicles", "completion"),
        ("vehicle_purchase", "completion"),
        ("vehicle_running", "completion"),
        ("hospitality", "completion"),
    ]
    assert not (view["verdict"] == "differs").any()


# --- 07 performance ----------------------------------------------------------------------------------


def made_up_funds(*cells: tuple[str, str, str | None]) -> pd.DataFrame:
    """Cells of one project as (role, measure, printed)."""
    return frames.build(
        "funds",
        [
            {
                "document_id": "d",
                "source": "self_evaluation",
                "project": "p",
                "role": role,
                "measure": measure,
                "printed": printed,
                "unit": "%" if measure == "rate" else "万元",
            }
            for role, measure, printed in cells
        ],
    )


def test_grades_of_the_list() -> None:
    view = views.project_grades(seed_account().projects)
    assert dict(zip(view["grade"], view["count"], strict=True)) == {"优": 13, "良": 1}
    assert [two_digits(share) for share in view["share_of_projects_pct"]] == ["92.86", "7.14"]


def test_money_and_scores_of_the_projects() -> None:
    account = seed_account()
    view = views.project_money(account.funds, account.indicators, account.projects)
    assert [two_digits(rate) for rate in view["rate_pct"]] == ["100.00", "96.68", "99.10"]
    assert [two_digits(excess) for excess in view["excess_pct"]] == ["0.00", "3.32", "0.90"]
    assert list(view["actual_wan_yuan"]) == [358.35, 74.93, 99.00]
    assert list(view["base"]) == ["sum_of_sources", "sum_of_sources", "printed_total"]  # the totals print 0
    assert list(view["verdict"][:2]) == ["equal", "equal"] and pd.isna(view["verdict"].iloc[2])
    assert list(view["score"]) == list(view["full_score"]) == [100, 100, 100]
    assert list(view["grade"]) == ["优", "优", "优"]


def test_published_money_is_a_quarter_of_project_expenditure() -> None:
    view = views.project_coverage(seed_account().funds, seed_account().figures).set_index("source")
    tables, both = view.loc["self_evaluation"], view.loc["sum_of_projects"]
    assert (tables["actual_wan_yuan"], tables["adjusted_budget_wan_yuan"]) == (433.28, 435.85)
    assert two_digits(tables["rate_pct"]) == "99.41"
    assert (both["projects"], both["actual_wan_yuan"]) == (3, 532.28)
    assert two_digits(both["project_spending_share_pct"]) == "27.60"


def test_indicators_weights_and_copied_targets() -> None:
    view = views.indicator_counts(seed_account().indicators)
    assert list(view["indicators"]) == [6, 7, 18]
    assert list(view["weights"]) == list(view["scores"]) == [100, 100, 100]
    assert list(view["measured"][:2]) == [1, 1] and list(view["restated"][:2]) == [5, 6]
    assert pd.isna(view["measured"].iloc[2])  # a scoring table prints no actual values


def test_printed_total_goes_before_its_sources() -> None:
    funds = made_up_funds(
        ("total", "adjusted_budget", "10.00"), ("total", "actual", "9.00"), ("general_public", "actual", "8.00")
    )
    found = views.project_money(funds, frames.build("indicators", [])).iloc[0]
    assert (found["base"], found["actual_wan_yuan"], found["rate_pct"]) == ("printed_total", 9, 90)
    assert pd.isna(found["score"]) and pd.isna(found["excess_pct"])


def test_two_ways_to_split_the_money_are_not_added() -> None:
    funds = made_up_funds(("general_public", "actual", "8.00"), ("appropriation", "actual", "8.00"))
    assert views.project_money(funds, frames.build("indicators", [])).iloc[0]["actual_wan_yuan"] == 8


def test_project_without_spending_has_no_rate() -> None:
    funds = made_up_funds(("total", "adjusted_budget", "0"), ("total", "actual", "0"), ("total", "rate", None))
    found = views.project_money(funds, frames.build("indicators", [])).iloc[0]
    assert found["actual_wan_yuan"] == 0 and pd.isna(found["rate_pct"]) and pd.isna(found["printed_pct"])


# --- 08 ledger ---------------------------------------------------------------------------------------


def doubtful() -> pd.DataFrame:
    ledger = seed_ledger()
    return views.doubtful_statements(seed_account().figures, ledger.claims, ledger.checks)


def test_every_doubtful_statement_is_listed_once_the_gravest_first() -> None:
    ledger, view = seed_ledger(), doubtful()
    checks = ledger.checks
    both = pd.concat([checks["verdict"], ledger.claims["verdict"]])
    expected = [verdict for verdict in ("differs", "undefined", "unchecked") for _ in range((both == verdict).sum())]
    assert list(view["verdict"]) == expected


def test_growth_from_zero_is_shown_with_page_and_operands() -> None:
    view = doubtful()
    found = view[(view["kind"] == "growth") & (view["verdict"] == "undefined")].iloc[0]
    assert (found["quote"], found["printed"], found["page"]) == ("增长100%", "100%", 25)
    assert "5.69" in found["operands"] and "决算数" in found["operands"]
    assert "official overseas travel" in found["operands_en"]


def test_range_of_what_differs_is_shown() -> None:
    figures = made_up_figures(("three_public", "total", "actual", "5.69"))
    claims = made_up_claims(("three_public/total/share", "99.00", "%", "占99.00%", "differs"))
    claims.loc[0, ["low", "high", "operands"]] = ["99.824", "100.176", '["d/three_public/total/actual", "d/gone"]']
    found = views.doubtful_statements(figures, claims).iloc[0]
    assert (found["printed"], found["recomputed"]) == ("99.00%", "[99.824, 100.176]")
    assert found["operands"].endswith("5.69；d/gone")
    claims.loc[0, "operands"] = '["three_public/total/actual"]'  # without its document
    assert views.doubtful_statements(figures, claims).iloc[0]["operands"].endswith("决算数 5.69")


def test_identity_that_a_claim_evaluates_stands_with_its_claim() -> None:
    claims = made_up_claims(("three_public/total/share", "99.00", "%", "占99.00%", "differs"))
    checks = frames.build(
        "checks",
        [
            {"document_id": "d", "identity": "N1", "instance": "c1.1", "verdict": "differs"},
            {
                "document_id": "d", "identity": "A1", "instance": "total", "verdict": "differs",
                "left": "5", "right": "3 + 1", "residual_low": "0.5", "residual_high": "1.5",
            },
        ],
    )  # fmt: skip
    view = views.doubtful_statements(made_up_figures(), claims, checks)
    assert list(view["kind"]) == ["share", "A1"]
    assert (view["operands"].iloc[1], view["recomputed"].iloc[1]) == ("5 ≠ 3 + 1", "[0.500, 1.500]")


def test_sections_add_up_to_all_claims() -> None:
    claims = seed_ledger().claims
    view = views.section_counts(claims)
    assert view["count"].sum() == len(claims)
    verdicts = ["equal", "rounding", "differs", "undefined", "unchecked", "recorded"]
    assert view[verdicts].sum().sum() == len(claims)
    assert "收入支出决算总体情况说明" in set(view["label"])


def test_conflicts_name_claims_by_kind_and_identities_by_number() -> None:
    columns = ["document_id", "conflict", "source", "statement", "kind", "page", "quote", "note"]
    rows = [["d", 1, "claim", "c1.1", "share", 3, "占9%", None], ["d", 1, "identity", "A1", None, None, "1 = 2", None]]
    view = views.conflict_sets(pd.DataFrame(rows, columns=columns))
    assert list(view["kind"]) == ["share", "A1"]


def test_notices_are_sorted_by_page() -> None:
    rows = [{"document_id": "d", "page": page, "kind": "touch", "quote": "q", "message": "m"} for page in (9, None, 3)]
    pages = views.notice_list(frames.build("notices", rows))["page"]
    assert [None if pd.isna(page) else page for page in pages] == [None, 3, 9]


# --- what the notebooks say --------------------------------------------------------------------------


def said(language: str, figures: pd.DataFrame, claims: pd.DataFrame) -> str:
    return answers.execution(
        views.execution(figures, claims),
        views.deviation_ranking(figures, claims),
        views.composition_variance(figures, claims),
        language,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_state_the_published_numbers(language: str) -> None:
    account, ledger = seed_account(), seed_ledger()
    text = said(language, account.figures, ledger.claims)
    assert all(one in text for one in ("83.85%", "[83.852, 83.853]", "−482.19", "−20.14%", "88.96%", "8.65%"))
    items, rates = views.three_public(account.figures), views.three_public_rates(account.figures, ledger.claims)
    text = answers.three_public(items, rates, language)
    assert all(one in text for one in ("5.69", "100.00%", "0.26%", "22.57%", "10", "5"))
    money = views.project_money(account.funds, account.indicators, account.projects)
    coverage = views.project_coverage(account.funds, account.figures)
    text = answers.performance(views.project_grades(account.projects), money, coverage, ledger.claims, language)
    assert all(one in text for one in ("14", "13", "532.28", "27.60%", "2"))
    counts = views.verdict_counts(ledger.checks, ledger.claims)
    text = answers.ledger(counts, ledger.joint, language)
    assert str(ledger.joint.statements) in text and ("未核" in text or "Unchecked" in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_account_that_states_nothing_gets_an_answer_without_numbers(language: str) -> None:
    nothing: dict[str, Any] = {
        name: frames.build(name, []) for name in ("figures", "claims", "projects", "funds", "indicators", "checks")
    }
    figures, claims = nothing["figures"], nothing["claims"]
    texts = [
        said(language, figures, claims),
        answers.three_public(views.three_public(figures), views.three_public_rates(figures, claims), language),
        answers.performance(
            views.project_grades(nothing["projects"]),
            views.project_money(nothing["funds"], nothing["indicators"]),
            views.project_coverage(nothing["funds"], figures),
            claims,
            language,
        ),
        answers.joint(None, language),
    ]
    for text in texts:
        assert text and views.MISSING not in text and not any(letter.isdecimal() for letter in text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_zero_budget_is_said_to_have_no_rate(language: str) -> None:
    figures = made_up_figures((ITEM_FORM, "total", "expenditure_total", "307.82"))
    claims = made_up_claims((f"{ITEM_FORM}/total/budget", "0", "万元", "年初预算为0万元", None))
    text = said(language, figures, claims)
    assert ("无定义" in text or "undefined" in text) and views.MISSING not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_chart_of_performance_states_its_finding(language: str) -> None:
    account = seed_account()
    source = charts.caption(account.documents, account.forms, "all", language)
    money = views.project_money(account.funds, account.indicators, account.projects)
    figure = charts.performance(money, source, language)
    assert "2" in figure.get_suptitle() and "3" in figure.get_suptitle()
    assert charts.render(figure, "png").startswith(b"\x89PNG")
    assert figure.axes[0].get_xlim()[0] == 0
    empty = charts.performance(money.head(0), source, language).get_suptitle()
    assert empty in ("文中没有相应的数字", "The document states no such numbers")


def test_quantities_of_the_new_views_lie_within_their_ranges() -> None:
    account, ledger = seed_account(), seed_ledger()
    for view in (
        views.adjusted_execution(account.figures, ledger.claims),
        views.composition(account.figures, ledger.claims),
        views.composition_variance(account.figures, ledger.claims),
        views.deviation_ranking(account.figures, ledger.claims),
        views.project_coverage(account.funds, account.figures),
        views.project_money(account.funds, account.indicators, account.projects),
        views.three_public_counts(account.figures, ledger.claims),
    ):
        for column in view:
            if f"{column}_low" in view:
                known = view[view[column].notna()]
                assert (known[f"{column}_low"] <= known[column]).all(), column
                assert (known[column] <= known[f"{column}_high"]).all(), column


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_table_show_a_share_with_the_same_digits(language: str) -> None:
    figures, claims = seed_account().figures, seed_ledger().claims
    items = views.three_public(figures, claims)
    shown = set(views.show(items, language).frame.to_numpy().ravel())
    said = answers.three_public(items, views.three_public_rates(figures, claims), language)
    shares = re.findall(r"([\d.]+)%", said)
    assert shares and set(shares) <= shown
