"""Chapters that tell of one unit of the account alone: each is held against itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import budget_analysis as ba
from budget_analysis.reconciliation import claims_of

TITLE = "云溪县城市管理局2023年度部门决算\n"
UNITS = (
    "一、局本级\n收入200.00万元，较2022年增加40.00万元，增长25.00%；支出190.00万元，其中基本支出152.00万元，占80.00%，项目支出38.00万元，占20.00%。\n"
    "二、下属单位\n（一）县园林管理所\n收入90.00万元。县园林管理所本年支出80.00万元，其中基本支出60.00万元，占{share}%。\n"
    "（二）县环境卫生中心\n收入110.00万元，支出100.00万元，其中基本支出80.00万元，占80.00%。\n"
    "三、部门汇总\n收入合计400.00万元，支出合计370.00万元，其中基本支出292.00万元，占78.92%。\n"
)


def judged(text: str, folder: Path) -> dict[str, tuple[str, str]]:
    """Subject and verdict of the rates and of what differs, by print."""
    path = folder / "page.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    claims = claims_of(ba.load(path)).claims
    rates = claims[claims["kind"].isin(["share", "growth"]) | (claims["verdict"] == "differs")]
    return {row.printed: (row.subject, row.verdict) for row in rates.itertuples()}


def test_each_unit_is_held_against_itself(tmp_path: Path) -> None:
    found = judged(UNITS.format(share="75.00"), tmp_path)
    assert {print_: verdict for print_, (_, verdict) in found.items()} == {print_: "equal" for print_ in ("25.00", "80.00", "20.00", "75.00", "78.92")}
    assert found["25.00"][0] == "told/局本级·收入/growth"
    assert found["75.00"][0] == "told/县园林管理所·基本支出/share"
    assert found["78.92"][0] == "expenditure_by_function/total/basic/share"


def test_a_slip_in_the_chapter_of_a_unit_is_found(tmp_path: Path) -> None:
    found = judged(UNITS.format(share="57.00"), tmp_path)
    assert [print_ for print_, (_, verdict) in found.items() if verdict == "differs"] == ["57.00"]


def test_a_list_of_units_opens_no_chapter(tmp_path: Path) -> None:
    text = "一、单位构成\n1.局本级\n2.县园林管理所\n二、收支情况\n收入合计400.00万元，较上年增加80.00万元，增长25.00%。\n"
    assert judged(text, tmp_path)["25.00"] == ("revenue_by_function/total/growth ; revenue_expenditure_summary/revenue_total/growth", "equal")


def test_what_stands_beside_the_title_of_a_unit_is_one(tmp_path: Path) -> None:
    text = (
        "三、支出情况\n（一）局机关\n本年支出合计210.00万元，较上年减少40.00万元，下降16.00%。\n"
        "（二）县国有林场\n本年支出合计90.00万元，较上年增加18.00万元，增长25.00%。\n"
        "以上两家单位本年支出合计300.00万元，较上年减少22.00万元，下降6.83%。\n"
    )
    found = judged(text, tmp_path)
    assert {print_: (subject.split("·")[0], verdict) for print_, (subject, verdict) in found.items()} == {
        "16.00": ("told/局机关", "equal"),
        "25.00": ("told/县国有林场", "equal"),
        "6.83": ("expenditure_by_function/total/growth ; revenue_expenditure_summary/expenditure_total/growth", "equal"),
    }


def test_a_sum_in_a_title_of_its_own_ends_the_units(tmp_path: Path) -> None:
    text = "三、支出情况\n（一）县林场\n（二）县苗圃中心\n本年支出90.00万元。\n（三）县水库管理处\n本年支出60.00万元。\n（四）合计\n本年支出150.00万元，较上年增加30.00万元，增长25.00%。\n"
    assert judged(text, tmp_path)["25.00"] == ("expenditure_by_function/total/growth ; revenue_expenditure_summary/expenditure_total/growth", "equal")


def test_numbered_lines_of_units_are_accounts_of_their_own(tmp_path: Path) -> None:
    text = (
        "一、各单位支出情况\n1、局机关本级：支出500.00万元，上年400.00万元，增加100.00万元，增长25.00%。\n"
        "2、县水土保持站：支出120.00万元，上年160.00万元，减少40.00万元，下降26.00%。\n二、支出情况\n本年支出合计620.00万元，较上年增加60.00万元，增长10.71%。\n"
    )
    found = judged(text, tmp_path)
    assert found["25.00"] == ("told/局机关本级·支出/growth", "equal")
    assert found["26.00"] == ("told/县水土保持站·支出/growth", "differs")
    assert found["10.71"][1] == "equal"


def test_units_below_that_are_not_named_are_a_chapter(tmp_path: Path) -> None:
    text = "二、收支情况\n本年收入600.00万元，本年支出600.00万元。\n三、下属单位情况\n本年收入150.00万元，本年支出140.00万元，较上年增加28.00万元，增长25.00%。\n"
    assert judged(text, tmp_path) == {"25.00": ("told/下属单位情况·本年支出/growth", "equal")}


@pytest.mark.parametrize(("rate", "verdict"), [("25.00", "equal"), ("52.00", "differs")])
def test_numbered_lines_that_begin_with_a_unit_and_a_stop_are_accounts_of_their_own(rate: str, verdict: str, tmp_path: Path) -> None:
    text = (
        f"二、分单位情况\n（一）局机关。收入500.00万元，比2022年增加100.00万元，增长{rate}%；支出490.00万元。\n"
        "（二）县第一中学。收入360.00万元，比2022年增加60.00万元，增长20.00%；支出350.00万元。\n三、支出情况\n本年支出合计840.00万元。\n"
    )
    found = judged(text, tmp_path)
    assert found[rate] == ("told/局机关·收入/growth", verdict)
    assert found["20.00"] == ("told/县第一中学·收入/growth", "equal")
