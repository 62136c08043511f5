"""What may stand beside a number of performance so that a difference proves nothing: true passages, and what they rest on."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from test_annex_claims import P, claims, evaluation, funds, indicator, item, projects, prose, report_items

NAMES = projects((P, "优"), ("乙工程", "良"))


def differing(found: pd.DataFrame) -> list[tuple[str, str]]:
    own = found[found["verdict"] == "differs"]
    return list(zip(own["kind"], own["printed"], strict=True))


# --- what is counted and scored ----------------------------------------------------------------------

COUNTED = [
    # a total score with words before it that make it another's
    "产出指标（60分）得55分，效益指标（40分）得38分，去年总得分90分。",
    "产出指标（60分）得55分，效益指标（40分）得38分，邻县同类项目综合得分90分。",
    # what all are to do, and what this office did of it
    "全县计划培训1000人，我局实际培训200人，完成率100.00%。",
    "规划期内计划新建书房30个，本年实际新建书房10个，完成率100.00%。",
    "五年计划改造站点50个，2024年实际改造站点10个，完成率100.00%。",
]  # fmt: skip


@pytest.mark.parametrize("text", COUNTED)
def test_total_and_thing_of_another_prove_nothing(text: str) -> None:
    assert differing(claims(text)) == []


def test_score_that_the_table_prints_is_no_sum_of_kinds_within_kinds() -> None:
    """满意度 is one of the effects here, and is told beside them."""
    text = f"{P}绩效自评综述：项目综合得分92分，其中：产出指标（50分）得48分，效益指标（50分）得44分，满意度指标（10分）得9分。"
    rows = [
        indicator(weight="50", score="48"),
        indicator("质量", weight="50", score="44"),
        indicator("", weight="100", score="92", kind="total", level_1="", level_2=""),
    ]
    assert differing(claims(text, indicators=rows)) == []
    assert differing(claims(text.replace("92", "93"), indicators=rows)) == [("amount", "93")]


# --- names -----------------------------------------------------------------------------------------


def test_name_that_fits_two_projects_is_that_of_neither() -> None:
    rows = [
        row
        for name, money in (("道路养护东片区", "30.00"), ("道路养护西片区", "20.00"))
        for row in funds(name, ("total", {"adjusted_budget": money, "actual": money}))
    ]
    text = "道路养护绩效自评综述：全年预算数为{}万元，执行数为{}万元，完成预算的100.00%。"
    listed = projects(("道路养护东片区", "优"), ("道路养护西片区", "优"))
    assert differing(claims(text.format("50.00", "50.00"), funds=rows, projects=listed)) == []
    text = text.replace("养护", "养护东片")
    assert ("amount", "50.00") in differing(claims(text.format("50.00", "50.00"), funds=rows, projects=listed))


# --- evaluation reports ------------------------------------------------------------------------------


def told(*texts: str, **more: Any) -> list[tuple[str, str]]:
    return [(kind, printed) for kind, printed, verdict in prose(*texts, **more) if verdict == "differs"]


def test_target_that_the_text_says_is_missed() -> None:
    target, result = "1.数量指标（≥400个）", "（2）完成情况。{}点位数共计389个。"
    assert told(target, result.format("全部")) == [("attained", "389")]
    for words in ("未完成目标的", "未达到要求的"):
        assert told(target, result.format(words)) == []


def test_amount_behind_another_year_is_not_held_against_the_table() -> None:
    facts = report_items()[3:]  # without the time that the project runs
    assert told("2023年度支付60万元，2024年度支付99万元。", report_items=facts) == []
    assert told("2024年度支付60万元。", report_items=facts) == [("amount", "60")]


# --- kinds of evaluation -----------------------------------------------------------------------------


def test_reports_of_another_evaluation_are_not_counted() -> None:
    def counted(mode: str) -> list[tuple[str, str]]:
        other = {"source": "evaluation_report", "project": "乙工程"}
        reports = [*report_items(), item("ticked", mode, **other | {"item": "评价方式"})]
        return differing(evaluation("组织对“甲项目”1个项目开展了部门评价。", report_items=reports))

    assert counted("财政评价") == []
    assert counted("部门（单位）评价") == [("count", "1")]


def test_names_that_may_be_one_are_not_counted() -> None:
    text = "组织对{}1个项目开展了部门评价。"
    found = evaluation(text.format("城区道路和农村桥梁养护"), report_items=[], funds=[])
    assert differing(found) == []
    assert differing(evaluation(text.format("“城区道路”和“农村桥梁养护”"), report_items=[], funds=[])) == [("count", "1")]


# --- years -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "下一步，我局将继续做好2025年度绩效管理工作。",
        "与2023年度绩效管理工作相比，覆盖面更广。",
    ],
)
def test_year_of_a_plan_or_of_a_comparison_is_not_that_of_the_account(text: str) -> None:
    assert differing(claims(text)) == []
    assert differing(claims("2025年度绩效管理工作开展情况如下。")) == [("period", "2025")]
