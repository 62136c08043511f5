"""The views: published values of the seed as oracles, and what happens where a number is missing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd
import pytest

from budget_analysis import across, answers, frames, runs, specs, views
from budget_analysis.charts import bars
from budget_analysis.errors import SpecError
from budget_analysis.views.completeness import RULES
from budget_analysis.frames import as_rows
from tests.seed_account import SEED, seed_account, seed_ledger


def two_digits(value: Any) -> str:
    return views.number(value).replace(",", "").replace(views.MINUS, "-")


def row(view: pd.DataFrame, column: str, value: str) -> Any:
    found = view[view[column] == value]
    assert len(found) == 1
    return found.iloc[0]


def made_up_figures(*cells: tuple[str, str, str, str | None]) -> pd.DataFrame:
    """Cells as (form, role, measure, printed); None is a blank."""
    rows = []
    for number, (form, role, measure, printed) in enumerate(cells, 1):
        fen = None if printed is None else int(Decimal(printed) * 1_000_000)
        rows.append(
            {
                "figure_id": f"d/{form}/{role}/{measure}",
                "document_id": "d",
                "form": form,
                "row": number,
                "code": role if role.isdecimal() else None,
                "label": role,
                "level": {3: 1, 5: 2, 7: 3}.get(len(role)) if role.isdecimal() else None,
                "role": role,
                "measure": measure,
                "printed": printed,
                "state": "blank" if printed is None else ("value" if fen else "zero"),
                "amount_fen": fen,
                "resolution_fen": None if printed is None else 10_000,
            }
        )
    return frames.build("figures", rows)


def made_up_claims(*claims: tuple[str, str, str, str, str | None]) -> pd.DataFrame:
    """Claims as (subject, printed, unit, quote, verdict)."""
    return frames.build(
        "claims",
        [
            {
                "document_id": "d",
                "claim_id": f"c1.{number}",
                "subject": subject,
                "kind": "datum" if verdict is None else subject.rpartition("/")[2],
                "printed": printed,
                "unit": unit,
                "quote": quote,
                "verdict": verdict,
            }
            for number, (subject, printed, unit, quote, verdict) in enumerate(claims, 1)
        ],
    )


@pytest.mark.parametrize(
    ("code", "share", "basic_share"),
    [("201", "97.23", "10.21"), ("208", "0.93", "100.00"), ("210", "0.50", "100.00"), ("221", "1.34", "100.00")],
)
def test_shares_by_class_are_those_published(code: str, share: str, basic_share: str) -> None:
    view = views.function_structure(seed_account().figures, seed_ledger().claims)
    found = row(view, "code", code)
    assert two_digits(found["share_pct"]) == share == found["printed_pct"]
    assert found["verdict"] == "equal"
    assert two_digits(found["basic_share_pct"]) == basic_share


def test_function_structure_has_all_levels_in_printed_order() -> None:
    view = views.function_structure(seed_account().figures)
    assert list(view["level"].value_counts(sort=False).sort_index()) == [4, 4, 9]
    assert list(view["code"][:3]) == ["201", "20137", "2013704"]
    assert two_digits(row(view, "code", "2013704")["share_pct"]) == "86.56"
    assert view["printed_pct"].isna().all()  # no claims were given


def test_basic_and_project_shares_are_those_published() -> None:
    view = views.expenditure_kinds(seed_account().figures, seed_ledger().claims)
    shares = {r["kind"]: (two_digits(r["share_pct"]), r["printed_pct"], r["verdict"]) for r in as_rows(view)}
    assert shares["basic"] == ("12.69", "12.69", "equal")
    assert shares["project"] == ("87.31", "87.31", "equal")


def test_all_revenue_is_appropriation() -> None:
    view = views.revenue_sources(seed_account().figures, seed_ledger().claims)
    assert [two_digits(share) for share in view["share_pct"]] == ["—", "100.00"] + ["0.00"] * 5
    assert view.iloc[0]["amount_wan_yuan"] == 2209.05


def test_economic_classes_and_groups() -> None:
    view = views.economic_structure(seed_account().figures)
    shares = {code: two_digits(row(view, "code", code)["share_pct"]) for code in ("301", "302", "303", "310")}
    assert shares == {"301": "90.62", "302": "8.96", "303": "0.39", "310": "0.04"}
    groups = views.personnel_and_running(seed_account().figures)
    assert [two_digits(share) for share in groups["share_pct"]] == ["91.01", "8.99"]
    assert two_digits(groups["general_public_share_pct"].iloc[0]) == "11.55"


def test_prior_year_follows_from_the_change_as_an_interval() -> None:
    view = views.year_on_year(seed_account().figures, seed_ledger().claims)
    view = view[~view["subject"].str.startswith("three_public")]
    assert len(view) == 5
    for found in as_rows(view):
        assert (found["prior_wan_yuan_low"], found["prior_wan_yuan_high"]) == (1886.48, 1886.50)
        assert found["prior_wan_yuan"] == 1886.49
        assert two_digits(found["growth_pct"]) == found["printed_pct"] == "17.10"
        assert found["verdict"] == "equal"


def test_budget_of_a_project_in_an_annex_is_no_item() -> None:
    view = views.execution(seed_account().figures, seed_ledger().claims)
    assert not view["subject"].str.startswith("self_evaluation").any() and view["actual_wan_yuan"].notna().all()


def test_execution_by_item_is_that_published() -> None:
    view = views.execution(seed_account().figures, seed_ledger().claims)
    total = row(view, "subject", "general_public_expenditure/total")
    assert two_digits(total["rate_pct"]) == total["printed_pct"] == "83.85"
    items = view[view["code"].notna()].set_index("code")
    deviations = {
        "2013704": "-482.19", "2013750": "53.09", "2210201": "1.64", "2013799": "-1.52", "2080505": "1.15",
        "2210203": "0.74", "2101102": "0.70", "2080506": "0.58", "2101103": "0.40",
    }  # fmt: skip
    assert {code: two_digits(gap) for code, gap in items["deviation_wan_yuan"].items()} == deviations
    assert two_digits(items["deviation_wan_yuan"].sum()) == "-425.41"
    assert two_digits(total["deviation_wan_yuan"]) == "-425.40"  # the parts differ by rounding
    assert two_digits(items.loc["2013704", "deviation_rate_pct"]) == "-20.14"
    assert two_digits(items.loc["2013750", "deviation_rate_pct"]) == "31.95"


def test_nominal_rate_may_lie_beside_the_printed_one() -> None:
    # 3.34 / 2.94 is 113.61 %, printed is 113.45 %: rounding of both operands explains it
    view = views.execution(seed_account().figures, seed_ledger().claims)
    found = row(view, "code", "2101103")
    assert (two_digits(found["rate_pct"]), found["printed_pct"], found["verdict"]) == ("113.61", "113.45", "rounding")
    assert found["rate_pct_low"] < 113.45 < found["rate_pct_high"]


def test_procurement_shares_are_those_published() -> None:
    view = views.procurement(seed_ledger().claims, seed_account().figures).set_index("item")
    shares = {item: two_digits(share) for item, share in view["share_pct"].items()}
    assert shares == {
        "total": "—", "goods": "1.66", "works": "0.00", "services": "98.34", "sme": "31.30", "small_micro": "62.95",
    }  # fmt: skip
    assert view.loc["sme", "printed_pct"] == "31.30" and view.loc["sme", "verdict"] == "equal"
    assert view.loc["small_micro", "printed_pct"] == "62.95" and view.loc["small_micro", "verdict"] == "equal"
    assert view.loc["works", "printed_pct"] is pd.NA  # the rate of works is one within works, not of the total
    assert two_digits(view.loc["small_micro", "total_share_pct"]) == "19.70"
    assert two_digits(view.loc["total", "expenditure_share_pct"]) == "86.66"


def test_procurement_closes() -> None:
    view = views.procurement_closure(seed_ledger().claims).set_index("relation")
    assert dict(view["verdict"]) == {
        "kinds_add_up": "rounding", "sme_share": "equal", "small_micro_share": "equal", "sme_rates_add_up": "rounding",
    }  # fmt: skip
    assert view.loc["kinds_add_up", "computed"] == 1914.46
    assert (view.loc["kinds_add_up", "computed_low"], view.loc["kinds_add_up", "computed_high"]) == (1914.45, 1914.47)


def test_procurement_that_does_not_close_differs() -> None:
    claims = seed_ledger().claims.copy()
    claims.loc[claims["subject"] == "procurement/goods", "printed"] = "31.90"
    view = views.procurement_closure(claims).set_index("relation")
    assert view.loc["kinds_add_up", "verdict"] == "differs"


def test_rates_by_kind_imply_amounts() -> None:
    view = views.sme_by_kind(seed_ledger().claims).set_index("item")
    assert two_digits(view.loc["services", "sme_wan_yuan"]) == "599.09"
    assert view.loc["works", "verdict"] == "undefined"


def test_three_public() -> None:
    view = views.three_public(seed_account().figures).set_index("item")
    assert two_digits(view.loc["total", "rate_pct"]) == "100.00"
    assert views.number(view.loc["total", "general_public_share_pct"], 3) == "0.258"
    assert two_digits(view.loc["total", "running_share_pct"]) == "22.57"
    assert pd.isna(view.loc["vehicles", "rate_pct"])  # nothing of nothing has no rate


def test_views_and_claims_recompute_the_same_ranges() -> None:
    figures, claims = seed_account().figures, seed_ledger().claims
    listed = {
        "growth": views.year_on_year(figures, claims)[["growth_pct_low", "growth_pct_high"]],
        "completion": views.execution(figures, claims)[["rate_pct_low", "rate_pct_high"]],
    }
    for kind, view in listed.items():
        own = claims[(claims["kind"] == kind) & claims["low"].notna()]
        stated = {(float(low), float(high)) for low, high in zip(own["low"], own["high"], strict=True)}
        ranges = {(round(low, 6), round(high, 6)) for low, high in view.dropna().itertuples(index=False)}
        assert ranges and ranges <= stated, kind


def test_reserved_contracts_are_shown_where_they_are_stated() -> None:
    claims = made_up_claims(
        ("procurement/total", "50.00", "万元", "总额50.00万元", None),
        ("procurement/goods", "50.00", "万元", "货物50.00万元", None),
        ("procurement/awarded_reserved_sme", "20.00", "万元", "中小企业20.00万元", None),
    )
    view = views.procurement(claims).set_index("item")
    assert list(view.index) == ["total", "goods", "works", "services", "sme", "small_micro", "awarded_reserved_sme"]
    assert view.loc["awarded_reserved_sme", "share_pct"] == 40
    assert pd.isna(view.loc["sme", "amount_wan_yuan"])


def test_blank_cell_stays_missing() -> None:
    figures = made_up_figures(
        ("general_public_expenditure", "total", "expenditure_total", "10.00"),
        ("general_public_expenditure", "201", "expenditure_total", "10.00"),
        ("general_public_expenditure", "201", "basic", None),
        ("general_public_expenditure", "201", "project", "10.00"),
    )
    found = views.function_structure(figures).iloc[0]
    assert pd.isna(found["basic_wan_yuan"]) and pd.isna(found["basic_share_pct"])
    assert found["project_share_pct"] == 100


def test_zero_cell_is_zero() -> None:
    figures = made_up_figures(
        ("general_public_expenditure", "total", "expenditure_total", "10.00"),
        ("general_public_expenditure", "201", "expenditure_total", "0.00"),
    )
    found = views.function_structure(figures).iloc[0]
    assert (found["amount_wan_yuan"], found["share_pct"], found["share_pct_high"]) == (0, 0, 0)


def test_figure_read_in_two_ways_is_no_operand() -> None:
    figures = made_up_figures(
        ("general_public_expenditure", "total", "expenditure_total", "10.00"),
        ("general_public_expenditure", "201", "expenditure_total", "10.00"),
    )
    figures.loc[0, "reading"] = "tabula!grid"
    assert pd.isna(views.function_structure(figures).iloc[0]["share_pct"])


def test_decrease_makes_the_year_before_larger() -> None:
    figures = made_up_figures(("general_public_expenditure", "total", "expenditure_total", "90.00"))
    claims = made_up_claims(
        ("general_public_expenditure/total/change", "10.00", "万元", "一般公共预算财政拨款支出减少10.00万元", None),
        ("general_public_expenditure/total/growth", "10.00", "%", "下降10.00%", "equal"),
    ).assign(direction="down")
    found = views.year_on_year(figures, claims).iloc[0]
    assert (found["change_wan_yuan"], found["prior_wan_yuan"], found["growth_pct"]) == (-10, 100, -10)


def test_number_keeps_its_direction_in_each_relation_that_it_stands_in() -> None:
    """“减少19.66万元” is also the sum of the changes below it, and falls there as well."""
    figures = made_up_figures(("three_public", "total", "actual", "3.04"))
    claims = made_up_claims(
        ("three_public/total/change", "19.66", "万元", "减少19.66万元", None),
        ("three_public/total/change", "19.66", "万元", "减少19.66万元", "equal"),
    )
    claims["claim_id"], claims["direction"] = ["c1", "c1.told_changes"], ["down", None]
    claims["kind"] = ["datum", "sum"]
    found = views.year_on_year(figures, claims).iloc[0]
    assert (found["change_wan_yuan"], found["prior_wan_yuan"]) == (-19.66, 22.7)


def test_row_shows_the_numbers_that_its_verdict_rests_on() -> None:
    """The form misprints a total; growth and completion hold by the amount of the prose."""
    figures = made_up_figures(("general_public_expenditure", "total", "expenditure_total", "7.00"))
    place = "general_public_expenditure/total"
    claims = made_up_claims(
        (f"{place}/expenditure_total", "110.00", "万元", "支出110.00万元", "differs"),
        (f"{place}/change", "10.00", "万元", "增加10.00万元", None),
        (f"{place}/growth", "10.00", "%", "增长10.00%", "equal"),
        (f"{place}/budget", "220.00", "万元", "年初预算220.00万元", None),
        (f"{place}/completion", "50.00", "%", "完成50.00%", "equal"),
    )
    claims.loc[0, "kind"] = "amount"
    claims["operands"] = [None, None, '["c1.2", "c1.1"]', None, '["c1.1", "c1.4"]']
    change = views.year_on_year(figures, claims).iloc[0]
    assert (change["current_wan_yuan"], change["prior_wan_yuan"], change["growth_pct"]) == (110, 100, 10)
    spent = views.execution(figures, claims).iloc[0]
    assert (spent["actual_wan_yuan"], spent["rate_pct"], spent["deviation_wan_yuan"]) == (110, 50, -110)


def test_amount_that_form_and_prose_print_differently_is_compared_with_no_budget() -> None:
    """Which of the two was spent nobody says: 24,535.67 of 5,282.00 would be the largest deviation."""
    form = "general_public_expenditure"
    figures = made_up_figures((form, "2150899", "expenditure_total", "24535.67"), (form, "2010101", "expenditure_total", "11.00"))
    claims = made_up_claims(
        (f"{form}/2150899/budget", "5282.00", "万元", "年初预算为5282.00万元", None),
        (f"{form}/2150899/expenditure_total", "4948.72", "万元", "支出决算为4948.72万元", "differs"),
        (f"{form}/2010101/budget", "10.00", "万元", "年初预算为10.00万元", None),
        (f"{form}/2010101/expenditure_total", "11.00", "万元", "支出决算为11.00万元", "equal"),
    )
    claims.loc[[1, 3], "kind"] = "amount"
    claims["operands"] = [None, f'["d/{form}/2150899/expenditure_total"]', None, f'["d/{form}/2010101/expenditure_total"]']
    spent = views.execution(figures, claims).set_index("code")
    assert pd.isna(spent.loc["2150899", "actual_wan_yuan"]) and spent.loc["2010101", "rate_pct"] == 110
    assert spent.loc["2150899", "text_wan_yuan"] == 4948.72 and pd.isna(spent.loc["2010101", "text_wan_yuan"])
    assert list(views.deviation_ranking(figures, claims)["code"].dropna()) == ["2010101"]


def test_all_items_that_form_and_prose_print_differently_are_counted() -> None:
    """One shown as the prose prints it, one as the form does, one without a number; one of another last digit; and one that agrees."""
    form = "general_public_expenditure"
    items = {"2010101": ("10.00", "9.00"), "2010102": ("20.03", "20.04"), "2010103": ("7.00", "8.00"), "2010104": ("5.00", "5.00"), "2010105": ("545.85", "545.84")}
    figures = made_up_figures(*[(form, code, "expenditure_total", printed) for code, (printed, _) in items.items()])
    told = []
    for code, (printed, other) in items.items():
        told += [(f"{form}/{code}/budget", "10.00", "万元", "", None), (f"{form}/{code}/expenditure_total", other, "万元", "", "rounding" if code == "2010105" else "equal" if printed == other else "differs")]
    told += [(f"{form}/{code}/completion", rate, "%", "", "equal") for code, rate in (("2010101", "90.00"), ("2010102", "200.30"))]
    claims = made_up_claims(*told)
    claims.loc[[1, 3, 5, 7, 9], "kind"] = "amount"
    cells = [f'["d/{form}/{code}/expenditure_total"]' for code in items]
    claims["operands"] = [*(one for cell in cells for one in (None, cell)), '["c1.2", "c1.1"]', f'["d/{form}/2010102/expenditure_total", "c1.3"]']
    spent = views.execution(figures, claims).set_index("code")
    assert spent["actual_wan_yuan"].fillna(0).to_list() == [9, 20.03, 0, 5, 545.85]
    said = answers.execution(spent.reset_index(), views.deviation_ranking(figures, claims), views.composition_variance(figures, claims), "zh")
    assert "有4项的决算数文与表所印不同" in said and "其中1项" in said


def test_growth_from_less_than_nothing_is_missing() -> None:
    figures = made_up_figures(("general_public_expenditure", "total", "expenditure_total", "7.00"))
    claims = made_up_claims(("general_public_expenditure/total/change", "10.00", "万元", "增加10.00万元", None))
    found = views.year_on_year(figures, claims).iloc[0]
    assert found["prior_wan_yuan"] == -3 and pd.isna(found["growth_pct"])


def test_growth_from_zero_is_missing() -> None:
    figures = made_up_figures(("three_public", "total", "actual", "5.69"))
    claims = made_up_claims(("three_public/total/change", "5.69", "万元", "增加5.69万元", None))
    found = views.year_on_year(figures, claims).iloc[0]
    assert found["prior_wan_yuan"] == 0 and pd.isna(found["growth_pct"])


def test_change_in_yuan_is_shown_in_wan_yuan() -> None:
    figures = made_up_figures(("general_public_expenditure", "total", "expenditure_total", "90.00"))
    claims = made_up_claims(("general_public_expenditure/total/change", "100000", "元", "增加100000元", None))
    assert views.year_on_year(figures, claims).iloc[0]["change_wan_yuan"] == 10


def test_without_statements_views_are_empty_and_keep_their_columns() -> None:
    figures, claims = seed_account().figures, frames.build("claims", [])
    assert len(views.year_on_year(figures, claims)) == 0
    assert "prior_wan_yuan_low" in views.year_on_year(figures, claims)
    assert views.procurement(claims, figures)["amount_wan_yuan"].isna().all()
    assert views.procurement_closure(claims)["verdict"].isna().all()


def test_view_of_many_documents_keeps_them_apart() -> None:
    one, claims = seed_account().figures, seed_ledger().claims
    other, other_claims = one.assign(document_id="other"), claims.assign(document_id="other")
    both = views.execution(
        pd.concat([one, other], ignore_index=True), pd.concat([claims, other_claims], ignore_index=True)
    )
    own = views.execution(one, claims)
    assert list(both["document_id"].unique()) == [seed_account().document_id, "other"]
    assert len(both) == 2 * len(own)
    pd.testing.assert_frame_equal(both[both["document_id"] == seed_account().document_id], own)


def test_form_states_count_every_cell() -> None:
    view = views.form_states(seed_account().forms, seed_account().figures)
    assert (view["values"].sum(), view["zeros"].sum(), view["blanks"].sum()) == (180, 405, 64)
    assert list(view["state"].unique()) == ["found", "declared_empty"]


def test_verdict_counts_add_up() -> None:
    checks, claims = seed_ledger().checks, seed_ledger().claims
    view = views.verdict_counts(checks, claims)
    parts, total = view.iloc[:-1], view.iloc[-1]
    # a claim that evaluates an identity of the prose stands in `claims` alone
    assert not set(checks["instance"]) & set(claims["claim_id"])
    assert total["count"] == len(checks) + len(claims) == parts["count"].sum()
    verdicts = ["equal", "rounding", "differs", "undefined", "unchecked", "recorded"]
    assert total[verdicts].sum() == total["count"]


def test_gravest_statements_come_first() -> None:
    checks = frames.build(
        "checks",
        [
            {"document_id": "d", "identity": "A01", "instance": name, "verdict": verdict}
            for name, verdict in (("one", "unchecked"), ("two", "equal"), ("three", "differs"))
        ],
    )
    view = views.gravest_statements(checks, frames.build("claims", []))
    assert list(view["verdict"]) == ["differs", "unchecked"]


def completeness(**changed: pd.DataFrame) -> pd.DataFrame:
    account, ledger = seed_account(), seed_ledger()
    given = {
        name: getattr(ledger if name in ("checks", "claims") else account, name)
        for name in inspect.signature(views.completeness).parameters
    }
    return views.completeness(**(given | changed)).set_index("requirement")


def test_completeness_of_the_seed() -> None:
    view = completeness()
    assert len(view) == len(views.checklist()) == 37
    assert list(view.loc[["C01", "C16", "C21", "C30"], "state"]) == ["met"] * 4
    assert (view.loc["C28", "found"], view.loc["C28", "expected"], view.loc["C28", "state"]) == (3, 14, "partly")
    assert view.loc["C29", "state"] == "unchecked"


def test_completeness_sees_what_is_taken_away() -> None:
    account = seed_account()
    forms = account.forms.copy()
    forms.loc[forms["form"] == "three_public", "state"] = "missing"
    assert completeness(forms=forms).loc["C01", "state"] == "partly"
    forms["state"] = "missing"
    assert completeness(forms=forms).loc["C01", "state"] == "absent"
    assert completeness(projects=account.projects.head(0)).loc["C28", "state"] == "not_applicable"
    sections = account.blocks[account.blocks["section"] != "duties"]
    assert completeness(blocks=sections).loc["C08", "state"] == "absent"


@pytest.mark.parametrize("requirement", sorted(views.checklist().loc[views.checklist()["rule"] != "", "requirement"]))
def test_each_requirement_can_fail(requirement: str) -> None:
    empty = {
        name: frames.build(name, [])
        for name in inspect.signature(views.completeness).parameters
        if name != "forms"
    }
    forms = seed_account().forms.assign(state="missing")
    assert completeness(**empty, forms=forms).loc[requirement, "state"] in ("absent", "not_applicable")


def test_checklist_names_known_rules() -> None:
    assert set(views.checklist()["rule"]) - {""} == set(RULES)


def test_every_kind_of_claim_has_a_name_in_both_languages() -> None:
    known = specs.load("report.toml")["words"]
    kinds = set(seed_ledger().claims["kind"]) - {"amount"}  # a term of the glossary
    assert kinds <= set(known), "name the new kinds in specs/report.toml, [words]"


def test_show_speaks_both_languages() -> None:
    view = views.year_on_year(seed_account().figures, seed_ledger().claims)
    wanted = ["label", "prior_wan_yuan", "prior_wan_yuan_range", "verdict"]
    zh, en = (views.show(view, language, wanted).frame for language in ("zh", "en"))
    assert list(zh) == ["名称", "推算的上年（万元）", "推算的上年（万元）（区间）", "结论"]
    assert list(zh.iloc[0]) == ["收入支出决算总表：收入总计", "1,886.49", "[1,886.48, 1,886.50]", "相等"]
    assert "implied prior year (10,000 yuan)" in list(en)
    assert en.iloc[0].iloc[0] == "total sources (Summary of revenue and expenditure)"


def test_show_rounds_half_up_and_ranges_outwards() -> None:
    assert views.number(0.125) == "0.13"
    assert views.number(-0.125) == "−0.13"
    assert (views.signed(0.125), views.signed(-0.125), views.signed(0)) == ("+0.13", "−0.13", "0.00")
    assert (views.number(0.004), views.number(-0.004), views.number(0), views.number(1e-12)) == ("<0.01", ">−0.01", "0.00", "0.00")
    assert views.interval(-0.001, 0.004) == "[−0.01, 0.01]"
    assert views.number(1234.5) == "1,234.50"
    assert views.number(pd.NA) == views.MISSING
    assert views.interval(1.001, 1.009) == "[1.00, 1.01]"
    assert views.interval(pd.NA, pd.NA) == views.MISSING


def test_show_says_when_there_is_nothing() -> None:
    empty = views.problem_list(frames.build("problems", []))
    assert repr(views.show(empty, "en")) == "(none)"
    assert "（无）" in views.show(empty, "zh")._repr_html_()


def test_table_html_is_the_same_each_time_and_escapes() -> None:
    problems = frames.build("problems", [{"document_id": "d", "place": "<b>", "kind": "k", "message": "m"}])
    first, second = (views.show(views.problem_list(problems), "en")._repr_html_() for _ in range(2))
    assert first == second
    assert "<b>" not in first and "&lt;b&gt;" in first


def test_show_refuses_an_unknown_column_and_language() -> None:
    view = views.three_public(seed_account().figures)
    with pytest.raises(SpecError, match="columns.csv"):
        views.show(view, "zh", ["no_such_column"])
    with pytest.raises(SpecError, match="zh, en"):
        views.show(view, "fr")


@cache
def all_views() -> dict[str, pd.DataFrame]:
    account, ledger = seed_account(), seed_ledger()
    known: dict[str, Callable[[], pd.DataFrame]] = {
        "adjusted_execution": lambda: views.adjusted_execution(account.figures, ledger.claims),
        "completeness": lambda: completeness().reset_index(),
        "compare_claims": lambda: views.compare_claims(ledger.frames(), ledger.frames()),
        "compare_figures": lambda: views.compare_figures({"figures": account.figures}, {"figures": account.figures}),
        "composition": lambda: views.composition(account.figures, ledger.claims),
        "composition_variance": lambda: views.composition_variance(account.figures, ledger.claims),
        "conflict_sets": lambda: views.conflict_sets(ledger.joint.conflicts),
        "deviation_ranking": lambda: views.deviation_ranking(account.figures, ledger.claims),
        "doubtful_statements": lambda: views.doubtful_statements(account.figures, ledger.claims, ledger.checks),
        "economic_structure": lambda: views.economic_structure(account.figures),
        "execution": lambda: views.execution(account.figures, ledger.claims),
        "expenditure_kinds": lambda: views.expenditure_kinds(account.figures),
        "finding_list": lambda: views.finding_list(ledger.findings),
        "form_states": lambda: views.form_states(account.forms, account.figures),
        "function_structure": lambda: views.function_structure(account.figures),
        "gravest_statements": lambda: views.gravest_statements(ledger.checks, ledger.claims),
        "indicator_counts": lambda: views.indicator_counts(account.indicators),
        "notice_list": lambda: views.notice_list(ledger.notices),
        "personnel_and_running": lambda: views.personnel_and_running(account.figures),
        "problem_list": lambda: views.problem_list(account.problems),
        "procurement": lambda: views.procurement(ledger.claims),
        "procurement_closure": lambda: views.procurement_closure(ledger.claims),
        "project_coverage": lambda: views.project_coverage(account.funds, account.figures),
        "project_grades": lambda: views.project_grades(account.projects),
        "project_money": lambda: views.project_money(account.funds, account.indicators, account.projects),
        "revenue_sources": lambda: views.revenue_sources(account.figures),
        "section_counts": lambda: views.section_counts(ledger.claims),
        "sme_by_kind": lambda: views.sme_by_kind(ledger.claims),
        "three_public": lambda: views.three_public(account.figures),
        "three_public_counts": lambda: views.three_public_counts(account.figures, ledger.claims),
        "three_public_rates": lambda: views.three_public_rates(account.figures, ledger.claims),
        "verdict_counts": lambda: views.verdict_counts(ledger.checks, ledger.claims),
        "year_on_year": lambda: views.year_on_year(account.figures, ledger.claims),
        **across_views(),
    }
    return {name: make() for name, make in known.items()}


def across_views() -> dict[str, Callable[[], pd.DataFrame]]:
    """The views of many accounts, of the dataset of the one."""
    corpus = runs.open_dataset("", str(SEED))
    panel, cross_year = corpus["panel"], corpus["cross_year"]
    return {
        "accounts": lambda: across.accounts(corpus["documents"], corpus["departments"]),
        "detection": lambda: across.detection(391, 400),
        "own_changes": lambda: across.own_changes(panel, ["expenditure"]),
        "prevalence": lambda: across.prevalence(corpus["documents"], corpus["findings"]),
        "spread": lambda: across.spread(panel, ["expenditure", "execution_adjusted"]),
        "values": lambda: across.values(panel, ["expenditure", "execution_adjusted"]),
        "year_findings": lambda: across.year_findings(cross_year, corpus["departments"]),
        "year_relations": lambda: across.year_relations(cross_year),
    }


def test_every_column_of_every_view_is_described_and_used() -> None:
    used = {
        str(column).removesuffix("_low").removesuffix("_high")
        for view in all_views().values()
        for column in view
        if column != "document_id"
    }
    assert used == set(views.dictionary().index)


def test_quantities_lie_within_their_ranges() -> None:
    for name, view in all_views().items():
        for column in view:
            if f"{column}_low" in view:
                known = view[view[column].notna()]
                assert (known[f"{column}_low"] <= known[column]).all(), (name, column)
                assert (known[column] <= known[f"{column}_high"]).all(), (name, column)


def test_every_frame_has_a_name_in_both_languages() -> None:
    known = specs.load("report.toml")["words"]
    assert {f"frame_{name}" for name in frames.names()} <= set(known), "name the new frames in specs/report.toml"


def contracts_beyond_their_whole() -> pd.DataFrame:
    return made_up_claims(
        ("procurement/total", "50.00", "万元", "总额50.00万元", None),
        ("procurement/goods", "50.00", "万元", "货物50.00万元", None),
        ("procurement/awarded_reserved_sme", "50.00", "万元", "中小企业50.00万元", None),
        ("procurement/awarded_reserved_small_micro", "20.00", "万元", "小微企业20.00万元", None),
        ("procurement/awarded_other_sme", "50.00", "万元", "中小企业50.00万元", None),
        ("procurement/awarded_other_sme/nesting", "50.00", "万元", "中小企业50.00万元", "differs"),
    )


def test_contracts_of_more_than_all_have_no_share_and_say_why() -> None:
    view = views.procurement(contracts_beyond_their_whole()).set_index("item")
    for part in ("awarded_reserved_sme", "awarded_other_sme"):
        assert view.loc[part, "verdict"] == "differs" and pd.isna(view.loc[part, "share_pct"]) and pd.isna(view.loc[part, "total_share_pct"])
    below = view.loc["awarded_reserved_small_micro"]  # it contradicts nothing; of what is contradicted there is no share
    assert pd.isna(below["share_pct"]) and pd.isna(below["verdict"])
    assert view.loc["goods", "share_pct"] == 100 and pd.isna(view.loc["sme", "amount_wan_yuan"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_contracts_of_more_than_all_are_not_drawn_as_facts(language: str) -> None:
    drawn = bars.procurement(views.procurement(contracts_beyond_their_whole()), language)
    looks = {row.label: (row.bars[0].look, row.bars[0].said) for row in drawn.rows}
    denied = [said for look, said in looks.values() if look == bars.DENIED]
    assert len(denied) == 2 and all("100.00%" not in said and "！" in said.replace("!", "！") for said in denied)


def test_enterprises_that_got_more_than_all_have_no_share() -> None:
    claims = made_up_claims(
        ("procurement/total", "50.00", "万元", "总额50.00万元", None),
        ("procurement/goods", "50.00", "万元", "货物50.00万元", None),
        ("procurement/sme", "60.00", "万元", "中小企业60.00万元", None),
        ("procurement/sme/nesting", "60.00", "万元", "中小企业60.00万元", "differs"),
    )
    view = views.procurement(claims)
    assert "120" not in bars.procurement(view, "zh").title
    said = answers.procurement(view, views.procurement_closure(claims), "zh")
    assert "60.00万元，超过总额50.00万元" in said and "120" not in said
