"""What readers of the pages took for contradictions, and words that said too little."""

from __future__ import annotations

import json
import re
from functools import cache

import pandas as pd
import pytest

from budget_analysis import answers, frames, terms, views
from budget_analysis.charts import bars
from budget_analysis.checks.operands import write_formula
from budget_analysis.findings.naming import identity_name
from budget_analysis.relations.identities import load_identities
from budget_analysis.site import leading, published
from budget_analysis.site.evidence import Evidence
from budget_analysis.site.places import Places
from budget_analysis.site.righting import measure_of
from budget_analysis.site.sections import Analysis, annexes_of
from budget_analysis.site.templates import _column_pads
from tests.seed_account import seed_account, seed_ledger

_ANNEXES = ("projects", "funds", "indicators", "report_items", "units", "glossary", "tables")


@cache
def seed_evidence() -> Evidence:
    account, ledger = seed_account(), seed_ledger()
    found = {name: getattr(account, name) for name in ("documents", "files", "forms", "figures", "blocks", *_ANNEXES)}
    return Evidence({**found, **ledger.frames()}, Places(account.blocks, {}))


@cache
def analysis() -> Analysis:
    return Analysis(seed_evidence().found)


def test_budget_of_the_three_public_form_is_called_as_the_form_prints_it() -> None:
    """It prints 预算数, and its own note says that this is 全年预算数: a page that calls it 年初预算数 contradicts both."""
    assert (terms.column("three_public", "budget"), terms.column("general_public_expenditure", "budget")) == ("预算数", "年初预算数")
    evidence = seed_evidence()
    form = next(one for one in published.forms_of(evidence, "zh") if one.id == "three_public")
    assert form.sides[0].measures == ["预算数", "决算数"]
    of_form = [one for one in evidence.claims if one["kind"] == "completion" and one["subject"].startswith("three_public/")]
    told = [evidence.claim(one, language)["named"] for one in of_form for language in ("zh", "en")]
    assert told and not any("年初" in one or "approved" in one for one in told)


def test_second_budget_of_a_project_has_one_name() -> None:
    claim = {"form": "self_evaluation", "measure": "total/adjusted_budget"}
    assert (measure_of(claim, "zh"), measure_of(claim, "en")) == ("全年预算数", "full-year budget")
    head = views.show(analysis().money, "en", ["project", "adjusted_budget_wan_yuan"]).frame.columns[1]
    assert head.startswith("full-year budget")
    table = next(table for name, _, table in annexes_of(seed_evidence().found, "zh") if name == "funds")
    column = table.frame["栏目"]
    assert {"全年预算数", "全年执行数"} <= set(column) and not set(column) & {"调整预算数", "决算数"}


@pytest.mark.parametrize(("quantity", "in_change", "in_execution"), [
    ("general_public_expenditure/total/expenditure_total", True, True),
    ("general_public_expenditure/total", True, True),
    ("general_public_expenditure/total/growth", True, False),
    ("general_public_expenditure/total/completion", False, True),
    ("general_public_expenditure/total/basic", False, False),
])  # fmt: skip
def test_chart_is_doubted_for_the_numbers_that_it_draws_only(quantity: str, in_change: bool, in_execution: bool) -> None:
    """基本支出5377.64万元 against 5364.75 put a mark on the chart of the totals of two years."""
    analysed = analysis()
    large, small = bars.year_on_year(analysed.changes, analysed.year, "zh")
    assert (analysed.draws(large, quantity), analysed.draws(bars.execution(analysed.budgets, "zh"), quantity)) == (in_change, in_execution)
    assert not analysed.draws(small, quantity)
    assert analysed.draws(small, "three_public/overseas_travel") and not analysed.draws(large, "three_public/overseas_travel")


def test_target_is_compared_without_its_sign_and_a_bound_is_quoted() -> None:
    assert write_formula("this >= t", ["≥95%"], "100%") == "100% >= 95%"
    assert write_formula("this >= t", ["≥60个"], "≥60个") == "“≥60个” >= 60个"
    assert write_formula("this = t", ["＝4次"], "4次") == "4次 = 4次"
    evidence = seed_evidence()
    told = [evidence.claim(one, "zh")["numbers"] for one in evidence.claims if one["kind"] == "attained" and one["low"] is not None]
    assert "100% ≥ 95%" in told and "48938个 ≥ 40000个" in told
    assert not any(re.search("[≥≤] [≥≤]", one) for one in told)


def test_tables_say_of_lists_and_limits_that_they_do_not_hold() -> None:
    rows = [
        {"document_id": "d", "claim_id": "c1", "kind": "list", "quote": "取暖费", "formula": "a > 0", "verdict": "differs", "low": "0", "high": "0"},
        {"document_id": "d", "claim_id": "c2", "kind": "amount", "quote": "5.00万元", "formula": "= a", "verdict": "differs", "low": "5", "high": "5"},
        {"document_id": "d", "claim_id": "c3", "kind": "nesting", "quote": "其中6.00万元", "formula": "this <= a", "verdict": "unchecked"},
    ]
    claims = frames.build("claims", rows)
    for view in (views.gravest_statements(frames.build("checks", []), claims), views.doubtful_statements(frames.build("figures", []), claims)):
        assert list(view["verdict"]) == ["differs", "differs", "unchecked"], "the data keeps one word"
        assert list(views.show(view, "zh").frame["结论"]) == ["不成立", "不符", "未核"]
        assert list(views.show(view, "en").frame["verdict"])[:2] == ["does not hold", "differs"]


def test_printed_fall_has_the_sign_that_its_word_gives() -> None:
    """增长率 −8.65 beside 文中所印 8.65, told to be equal."""
    figures = frames.build("figures", [{"document_id": "d", "figure_id": "d/agency_operating/total/amount", "form": "agency_operating", "role": "total", "measure": "amount"}])
    own = {"document_id": "d", "section": "s", "period": "2023-2024", "form": "agency_operating", "row": "total"}
    claims = frames.build("claims", [
        {**own, "claim_id": "c1", "kind": "amount", "subject": "agency_operating/total", "printed": "142.80", "unit": "万元", "verdict": "equal"},
        {**own, "claim_id": "c2", "kind": "datum", "subject": "agency_operating/total/change", "printed": "13.52", "unit": "万元", "direction": "down"},
        {**own, "claim_id": "c3", "kind": "growth", "subject": "agency_operating/total/growth", "printed": "8.65", "unit": "%", "direction": "down", "verdict": "equal"},
    ])  # fmt: skip
    row = views.year_on_year(figures, claims).iloc[0]
    assert (round(row["growth_pct"], 2), row["printed_pct"]) == (-8.65, "−8.65")


def test_rule_names_forms_and_no_numbers_of_one_layout() -> None:
    """01、06 表 is the numbering of eleven forms; an account of nine has other numbers."""
    for one in load_identities().all:
        assert not re.search(r"\d{2} ?表|⇔\d|(?<![\d.])\d{2}、", identity_name(one.id, "zh").replace("302、307、310、312、399", "")), one.id


def test_formula_of_a_card_tells_whose_print_it_is() -> None:
    """`This sentence` is one that the finding names; another is told by its words, and a name needs no formula."""
    evidence = seed_evidence()
    told = {row["finding_id"]: leading.formulas_of(row, evidence, "zh") for row in evidence.findings}
    lead = {row["finding_id"]: evidence.by_claim.get(leading.lead_of(row, evidence)) for row in evidence.findings}
    places = {row["finding_id"]: [one.get("claim") for one in json.loads(row["places"])] for row in evidence.findings}
    own = [name for name, claim in lead.items() if claim is not None and claim["claim_id"] in places[name]]
    assert any("本句所印" in " ".join(told[name]) for name in own)
    row, claim = next((row, claim) for row in evidence.findings if (claim := lead[row["finding_id"]]) is not None and "本句所印" in " ".join(told[row["finding_id"]]))
    elsewhere = {**row, "places": json.dumps([{"form": "three_public", "row": "total", "measure": "actual"}])}
    [named, _] = leading.formulas_of(elsewhere, evidence, "zh")
    assert "本句所印" not in named and named.startswith(evidence.name_of(claim["claim_id"], "zh"))
    assert leading.formulas_of({**row, "kind": "name"}, evidence, "zh") == []


def test_small_share_and_change_from_nothing_are_told_in_words() -> None:
    item = {"item": "total", "label": "“三公”经费", "label_en": "three public", "actual_wan_yuan": 0.39, "budget_wan_yuan": 2.85, "rate_pct": 13.68,
            "share_pct": 100.0, "general_public_share_pct": 0.004, "running_share_pct": 0.08, "declared": None}  # fmt: skip
    items = pd.DataFrame([item, {**item, "item": "hospitality", "label": "公务接待费"}])
    told = answers.three_public(items, pd.DataFrame(), "zh")
    assert "支出之比不足0.01%" in told and "公用经费之比为0.08%" in told and "<" not in told
    assert "less than 0.01%" in answers.three_public(items, pd.DataFrame(), "en")
    for gap, said in ((307.82, "增加"), (-1.0, "减少"), (0.0, "变动")):
        assert answers.change_words(pd.Series({"change_wan_yuan": gap}), "zh") == {"direction": said, "change": views.number(abs(gap))}


def test_decimals_of_a_column_stand_under_each_other_without_zeros_that_nobody_printed() -> None:
    assert _column_pads(["100", "87.10", "—", "<0.01", "−3.5", "1,234.567"]) == [".000", "0", "", "0", "00", ""]
    assert _column_pads(["3", "12"]) == ["", ""]


def test_axis_is_told_in_as_many_decimals_as_the_bars() -> None:
    assert [bars.Chart.shown(value) for value in (0, 14206.0, -3.5)] == ["0", "14,206.00", "−3.50"]
