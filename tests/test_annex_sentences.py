"""Rates, sums and scores of the prose of performance: held against the numbers beside them."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from budget_analysis import specs
from test_annex_claims import P, claims, funds, item, projects

RATES = [
    ("预算40.00万元，实际支付30.00万元，使用率75.00%。", "75.00", "80.00"),
    ("办公设备购置预算30.00万元，实际支付24.63万元，执行率82.10%。", "82.10", "83.10"),
    ("渔港升级改造项目：全年预算1240.00万元，支付1093.46万元，执行率88.18%，得分93.8分。", "88.18", "88.81"),
    ("项目全年预算数为77.50万元，执行数为74.93万元，完成预算的96.68%。", "96.68", "98.68"),
    ("窗口人员劳务派遣预算260.00万元，实际支付258.70万元，执行率99.50%；平台运维预算75.00万元，实际支付60.00万元，执行率80.00%。", "80.00", "85.00"),
    ("图书更新预算3.00万元，实际使用2.97万元，执行率99.00%，新增图书980册。", "99.00", "97.00"),
    ("该项目资金总额100.00万元，其中：财政拨款80.00万元，占80.00%；自筹资金20.00万元，占20.00%。", "80.00", "82.00"),
    ("年初预算50.00万元，实际支出45.00万元，预算完成率90.00%，比年初预算减少5.00万元。", "90.00", "95.00"),
    ("老年活动中心维修预算15.0万元，实际支付11.3万元，资金支付率75.3%。", "75.3", "73.5"),
    ("截至2024年底，甲项目到位资金80.00万元，累计支出72.00万元，支出占到位资金的90.00%。", "90.00", "92.00"),
    ("项目预算安排120.00万元，资金到位120.00万元，资金到位率100.00%，实际使用108.00万元，资金使用率90.00%。", "90.00", "91.00"),
    ("项目预算安排120.00万元，实际到位96.00万元，到位率80.00%。", "80.00", "88.00"),
    ("甲项目支出60.00万元，较上年支出50.00万元增加10.00万元，增长20.00%。", "20.00", "16.67"),
    ("乡村医生补助预算48.00万元，全部兑付，支付48.00万元，执行率100.00%。", "100.00", "96.00"),
    ("三个项目合计预算2240.00万元，支出2152.11万元，综合执行率96.08%。", "96.08", "98.06"),
    ("养护经费年初预算4,500.00万元，决算4,380.00万元，资金执行率97.33%。", "97.33", "93.73"),
    ("专项资金下达200.00万元，已拨付150.00万元，拨付率75.00%，结余50.00万元。", "75.00", "57.00"),
    ("项目预算数500.00万元，支出决算数460.00万元，结余40.00万元，预算执行率92.00%。", "92.00", "93.00"),
]
SUMS = [
    ("甲项目预算40.00万元、乙项目预算30.00万元，合计预算70.00万元。", "70.00", "71.00"),
    ("项目资金100.00万元，其中：财政拨款80.00万元，自筹资金20.00万元。", "100.00", "95.00"),
    ("项目资金100.00万元，具体为：中央资金50.00万元、省级资金30.00万元、市级资金20.00万元。", "100.00", "110.00"),
    ("投入指标得10分，过程指标得18分，产出指标得38.5分，效益指标得27分，总得分93.5分。", "93.5", "95.3"),
    ("综合得分67分，其中：产出指标（40分）得38分，效益指标（30分）得29分。", "67", "66"),
    ("自评总分96分。其中，预算执行得10分，产出指标得48分，效益指标得28分，满意度指标得10分。", "96", "94"),
]


def verdict_of(found: pd.DataFrame, printed: str) -> str:
    """The verdict of the derived statement about a number."""
    rows = found[(found["printed"] == printed) & (found["kind"] != "datum")]
    return "" if rows.empty else str(rows["verdict"].iloc[-1])


@pytest.mark.parametrize(("text", "printed", "slip"), [*RATES, *SUMS])
def test_a_number_follows_from_those_beside_it(text: str, printed: str, slip: str) -> None:
    head, _, tail = text.partition(printed) if (text, printed, slip) in SUMS else text.rpartition(printed)
    true, false = claims(text), claims(f"{head}{slip}{tail}")
    assert verdict_of(true, printed) == "equal", true[["kind", "printed", "verdict", "note"]].to_string()
    assert verdict_of(false, slip) == "differs", false[["kind", "printed", "verdict", "note"]].to_string()
    assert "differs" not in set(true["verdict"].dropna())


COUNTED = specs.load("annex_claims.toml")["counted_rate"]


@pytest.mark.parametrize("kind", COUNTED, ids=[kind["rate"][0] for kind in COUNTED])
def test_examples_of_counted_rates(kind: dict[str, Any]) -> None:
    for name, expected in (("holds", "equal"), ("differs", "differs")):
        assert verdict_of(claims(kind[name]["text"]), kind[name]["number"]) == expected
    assert "completion" not in set(claims(kind["silent"])["kind"])


SILENT = [
    "项目资金100.00万元，其中：财政拨款80.00万元。",
    "项目资金100.00万元，其中：财政拨款100.00万元，主要项目有培训30.00万元。",
    "项目资金100.00万元，其中：财政拨款100.00万元，已支付80.00万元。",
    "甲项目年初预算120.00万元，资金到位100.00万元，实际使用90.00万元，资金使用率90.00%。",
    "甲项目预算40.00万元，支出30.00万元。乙项目执行率80.00%。",
    "甲项目预算40.00万元。聘请专家费用30.00万元，执行率99.00%。",
    "甲项目自评得分95分，乙项目自评得分90分，总得分93分。",
    "综合得分92分，其中：产出指标得38分，效益指标得29分。",
    "产出指标得38分，扣2分，效益指标得29分，总得分92分。",
    "群众满意度96.50%，较上年提高2.10个百分点。",
    "其中：财政拨款80.00万元，占60.00%。",
    "本项目预算总额300.00万元，其中2023年安排100.00万元，2024年安排200.00万元，2024年实际支出180.00万元，执行率90.00%。",
    "培训费预算10.00万元，会议费预算5.00万元，合计15.00万元，实际支出12.00万元，执行率80.00%。",
    "培训费预算10.00万元，会议费预算5.00万元，实际支出12.00万元，执行率80.00%。",
    "年初预算数100.00万元，年中追加20.00万元，实际支出110.00万元，执行率91.67%。",
    "项目资金100.00万元，其中财政拨款80.00万元、自筹资金20.00万元，设备购置60.00万元，培训40.00万元。",
    "项目资金100.00万元，其中财政拨款80.00万元；设备购置60.00万元、人员培训40.00万元。",
    "项目总投资500.00万元，2024年度预算200.00万元，截至2024年底累计支付350.00万元，支付率70.00%。",
    "上年预算40.00万元，本年支出30.00万元，执行率90.00%。",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_does_not_follow_is_no_contradiction(text: str) -> None:
    found = claims(text)
    assert "differs" not in set(found["verdict"].dropna()), found[["kind", "printed", "verdict", "operands"]].to_string()


def test_a_table_of_the_project_is_a_better_witness_than_its_sentence() -> None:
    money = funds(P, ("total", {"budget": "50.00", "adjusted_budget": "40.00", "actual": "30.00"}))
    text = f"{P}绩效自评综述：项目全年预算数为40.00万元，执行数为30.00万元，完成预算的75.00%。"
    found = claims(text, funds=money, projects=projects((P, "优")))
    rate = found[found["kind"] == "completion"]
    assert list(rate["verdict"]) == ["equal"]
    of_prose = set(found[found["block"].notna()]["claim_id"])
    assert set(rate["claim_id"]) <= of_prose
    assert of_prose.isdisjoint(json.loads(rate["operands"].iloc[0]))


def test_each_number_has_one_statement_where_the_engine_judges_it() -> None:
    found = claims("办公设备购置预算30.00万元，实际支付24.63万元，执行率82.10%。")
    assert found["claim_id"].is_unique
    assert list(found["printed"]) == ["30.00", "24.63", "82.10"]
    rate = found.iloc[-1]
    assert rate["subject"] == "performance/办公设备购置/completion"
    assert rate["operands"] == f'["{found["claim_id"][1]}", "{found["claim_id"][0]}"]'


def test_a_rate_that_is_not_read_for_certain_never_differs() -> None:
    text = "办公设备购置预算30.00万元，实际支付24.63万元，按新办法折算执行率{}%。"
    confirmed, suspect = (claims(text.format(rate)).iloc[-1] for rate in ("82.10", "85.10"))
    assert (confirmed["verdict"], confirmed["reading"]) == ("equal", "confirmed")
    assert (suspect["verdict"], suspect["reading"]) == ("unchecked", "suspect")


def test_text_cells_of_a_project_are_read_like_its_prose() -> None:
    text = "预算40.00万元，实际支付30.00万元，使用率80.00%"
    found = claims(report_items=[item("deviation_reasons", text, part="text")])
    assert verdict_of(found, "80.00") == "differs"
    rate = found[found["kind"] == "completion"].iloc[0]
    assert rate["subject"] == f"self_evaluation/{P}/completion"
