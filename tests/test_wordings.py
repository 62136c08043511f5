"""Wordings of many offices: what is true of the figures never differs, whatever else is said beside it.

The account is the made-up one of `test_prose.py`. Each sentence once made the kit say `differs`
of something true, or is the kind of sentence in which that happens.
"""

from __future__ import annotations

import pytest

from tests.test_prose import read, verdict

HEAD = "2024年度一般公共预算财政拨款支出年初预算为910.70万元，支出决算为1020.00万元，完成年初预算的112.00%。"
ITEM = "教育支出（类）普通教育（款）学前教育（项）。年初预算为200.00万元，支出决算为300.00万元，完成年初预算的150.00%。"
VEHICLES = "共有车辆3辆，其中：机要通信用车1辆、其他用车2辆"
PARTS = "本年支出合计1150.00万元，其中：基本支出400.00万元，占34.78%；项目支出750.00万元，占65.22%"

TRUE = [
    # amounts of the year before in a comparison
    ("three_public.detail", "公务接待费支出6.00万元，比上年决算数8.00万元减少2.00万元，下降25.00%。"),
    ("three_public.detail", "公务接待费支出6.00万元，比2023年度公务接待费支出决算8.00万元减少2.00万元。"),
    ("general_summary", "收入总计1200.00万元，较2023年度收入总计1150.00万元增加50.00万元，增长4.35%。"),
    ("general_summary", "收入总计1200.00万元。与2023年度收入总计1150.00万元、支出总计1150.00万元相比，各增加50.00万元。"),
    ("general_summary", "收入总计由上年的1150.00万元增加到1200.00万元，增长4.35%。"),
    ("expenditure", "基本支出400.00万元，较2023年度基本支出380.00万元增加20.00万元，增长5.26%。"),
    ("agency_operating", "机关运行经费支出70.00万元，比2023年度机关运行经费支出80.00万元减少10.00万元，下降12.50%。"),
    # something that no rule knows, told with the same words
    ("general_public.detail", HEAD + "其中：基层建设年初预算为300.00万元，支出决算为320.00万元，完成年初预算的106.67%。"),
    ("general_public.detail", ITEM + "其中：幼儿园建设项目年初预算为50.00万元，支出决算为45.00万元，完成年初预算的90.00%。"),
    ("three_public.detail", "公务接待费支出6.00万元。会议费支出决算3.00万元，占30.00%，比上年减少1.00万元，下降25.00%。"),
    ("three_public.detail", "公务接待费支出决算6.00万元，完成预算的75.00%。培训费支出决算数大于预算数的主要原因是增加班次。"),
    ("expenditure", "本年支出合计1150.00万元，其中：专项业务支出决算100.00万元，占8.70%。"),
    ("procurement", "政府采购支出总额100.00万元，其中：货物支出30.00万元，服务支出70.00万元，占货物和服务支出的50.00%。"),
    # classes and items named otherwise
    ("general_public.structure", "一般公共预算财政拨款支出1020.00万元，主要用于：教育支出决算800.00万元，占78.43%。"),
    ("general_public.structure", "教育支出（205）800.00万元，占78.43%；卫生健康支出共计220.00万元，占21.57%。"),
    ("general_public.detail", ITEM + "小学教育（项）。年初预算为500.00万元，支出决算为500.00万元。"),
    ("general_public.detail", ITEM + "普通教育（款）小学教育（项）。年初预算为500.00万元，支出决算为500.00万元。"),
    ("general_public.detail", "教育支出（类）普通教育（款）学前教育（项）和小学教育（项）。支出决算为800.00万元。"),
    ("expenditure", "本年支出合计1150.00万元。按功能分类，教育支出930.00万元。"),
    ("expenditure", "本年支出合计1150.00万元，其中：教育事业项目支出600.00万元。"),
    # nothing of one thing is not nothing of another
    ("three_public.detail", "公务接待费支出6.00万元，无公务接待费超支情况。"),
    ("three_public.detail", "公务接待费支出6.00万元，比上年增加6.00万元，主要原因是上年未发生公务接待费。"),
    ("three_public.detail", "因公出国（境）费支出4.00万元，年初未安排因公出国（境）费，年中追加。"),
    # years
    ("three_public.total", "“三公”经费支出10.00万元，比2024年年初预算12.00万元减少2.00万元，下降16.67%。"),
    ("three_public.total", "“三公”经费支出10.00万元，比2023年度减少2.00万元；比2022年度减少4.00万元。"),
    ("three_public.detail", "2023年度因公出国（境）费支出4.00万元，2024年度因公出国（境）费支出4.00万元，与上年持平。"),
    ("state_assets", f"截至2023年12月31日，资产总额500.00万元；截至2024年12月31日，{VEHICLES}。"),
    # budgets
    ("general_summary", "收入总计1200.00万元，比上年增加50.00万元，增长4.35%，比年初预算1000.00万元增长20.00%。"),
    ("appropriation_summary", "财政拨款收入总计1050.00万元，比年初预算1300.00万元减少250.00万元，下降19.23%。"),
    ("three_public.total", "“三公”经费年初预算为15.00万元，支出决算为10.00万元，完成年初预算的66.67%。"),
    ("three_public.total", "“三公”经费年初预算为15.00万元，全年预算为12.00万元，支出决算为10.00万元，完成全年预算的83.33%。"),
    ("three_public.detail", "公务用车购置及运行维护费年初预算3.00万元，其中：公务用车运行维护费3.00万元；年中调减3.00万元，全年预算0.00万元。"),
    # vehicles beside the list
    ("state_assets", f"{VEHICLES}，其他用车主要是校车2辆。"),
    ("state_assets", f"共有车辆3辆，比上年减少1辆，其中：机要通信用车1辆、其他用车2辆（含新能源汽车1辆）。"),
    ("state_assets", f"{VEHICLES}。2024年新增车辆1辆。"),
    ("state_assets", f"{VEHICLES}，其中1辆待报废。"),
    ("state_assets", f"{VEHICLES}，本年度更新2辆、报废1辆。"),
    ("state_assets", "共有车辆3辆，其中：轿车2辆、面包车1辆；按用途分：应急保障用车2辆、执法执勤用车1辆。"),
    # behind a list the whole may be meant again
    ("expenditure", PARTS + "。与2023年度相比，减少50.00万元，下降4.17%。"),
    ("expenditure", PARTS + "。与2023年度1200.00万元相比，减少50.00万元，下降4.17%。"),
    ("expenditure", PARTS + "。完成年初预算1100.00万元的104.55%。"),
    ("revenue", "本年收入合计1100.00万元，其中：财政拨款收入1000.00万元；事业收入100.00万元。比年初预算1050.00万元增加50.00万元。"),
    ("basic", "基本支出320.00万元，其中：人员经费250.00万元；公用经费70.00万元。比上年增加8.00万元，增长2.56%。"),
    ("three_public.total", "“三公”经费支出决算10.00万元，其中：公务接待费6.00万元。决算数比2023年度减少1.00万元，下降9.09%。"),
    # the parts of a budget are budgets
    ("three_public.total", "“三公”经费全年预算12.00万元，其中：因公出国（境）费4.00万元、公务接待费8.00万元。"),
    ("basic", "基本支出全年预算325.00万元（人员经费253.00万元、公用经费72.00万元）。"),
    ("general_public.structure", "一般公共预算财政拨款支出年初预算910.70万元，其中：教育支出（类）700.00万元。"),
    # the budget of the year before
    ("three_public.total", "“三公”经费预算12.00万元，比2023年度预算13.00万元减少1.00万元，下降7.69%；支出决算10.00万元。"),
    ("general_public.detail", ITEM.replace("，支出", "，比2023年年初预算180.00万元增加20.00万元，增长11.11%，支出")),
    ("general_public.detail", ITEM.replace("，支出", "，比上年预算增加20.00万元，支出")),
    # the difference behind a word of comparison
    ("three_public.detail", "公务接待费支出决算6.00万元，决算小于预算2.00万元。"),
    ("general_public.detail", ITEM + "决算数大于预算数100.00万元。"),
    # 支出 of a fee is not all of the fees, 支出 of one kind of money not all of the money
    ("three_public.detail", "公务接待费6.00万元，主要用于接待来访。费用支出较年初预算数减少2.00万元，下降25.00%，主要原因是厉行节约。"),
    ("three_public.detail", "公务接待费6.00万元。支出较年初预算数减少2.00万元，下降25.00%。"),
    ("three_public.detail", "公务接待费支出6.00万元，比上年增加2批次，增加支出2.00万元。"),
    ("three_public.detail", "公务接待费支出预算8.00万元（其中：一般公共预算支出8.00万元；政府性基金预算支出0.00万元），支出决算6.00万元（其中：一般公共预算支出6.00万元；国有资本经营预算支出0.00万元），完成调整预算的75.00%。"),
    ("appropriation_summary", "财政拨款本年收入1000.00万元；本年支出1020.00万元。其中：一般公共预算财政拨款本年收入1000.00万元，比上年增加5.00万元；本年支出1020.00万元，比上年增加10.00万元，增长0.99%。"),
    # vehicles whose name holds a word of reasons
    ("state_assets", "共有车辆3辆，其中：机要通信用车1辆、应急保障用车1辆、其他按照规定配备的公务用车1辆。"),
    ("state_assets", "共有车辆3辆，其中：机要通信用车1辆、应急保障用车1辆，根据工作需要配备的车辆1辆。"),
    # what a reason, or a purpose in the block before, names
    ("three_public.detail", "公务接待费支出6.00万元，主要原因是公务用车费用减少，较上年减少9.00万元，下降90.00%。"),
    # others than the department
    ("revenue", "本年收入合计1100.00万元，其中：云溪县教研中心收入合计50.00万元，财政拨款收入50.00万元，占100.00%。"),
    ("revenue", "云溪县教育考试院收入合计50.00万元。"),
]  # fmt: skip

EQUAL = [
    ("three_public.detail", "受疫情影响，公务接待费支出6.00万元，比上年减少2.00万元，下降25.00%。", "25.00"),
    ("three_public.detail", "按照厉行节约的要求，2024年度公务接待费支出6.00万元，占“三公”总额10.00万元的60.00%。", "60.00"),
    ("three_public.detail", "公务接待费支出6.00万元，完成预算的75.00%，决算数小于预算数的主要原因是厉行节约，与上年相比减少2.00万元，减少25.00%，减少的主要原因是批次减少。", "25.00"),
    ("three_public.detail", "公务接待费支出较预算减少2.00万元，降低25.00%，主要是厉行节约；较上年减少4.00万元，降低40.00%，主要是厉行节约。", "40.00"),
    ("three_public.detail", "公务接待费全年预算数8.00万元，决算数6.00万元，预决算差异率-25.00%。", "-25.00"),
    ("three_public.total", "“三公”经费决算数据比2023年“三公”经费决算数据减少2.50万元，下降20.00%。", "20.00"),
    ("three_public.total", "“三公”经费支出10.00万元，较2023年度决算数2.50万元，下降20.00%。", "20.00"),
    ("general_public.total", "与2023年相比，一般公共预算财政拨款增加20.00万元，增长2.00%。", "2.00"),
    ("general_public.detail", "教育支出（类）800.00万元，占一般公共预算财政拨款总支出的78.43%。", "78.43"),
    ("expenditure", "本年支出1150.00万元，其中：基本支出400.00万元，占34.78%，包括人员经费330.00万元、公用经费70.00万元；项目支出750.00万元，占65.22%。", "65.22"),
    ("revenue", "事业收入100.00万元，系事业单位开展专业业务活动取得的收入。较2023年度决算数增加20.00万元，增长25.00%。", "25.00"),
]  # fmt: skip

SLIPS = [
    ("three_public.detail", "受疫情影响，公务接待费支出6.00万元，比上年减少2.00万元，下降35.00%。", "growth", "35.00"),
    ("three_public.detail", "公务接待费支出6.00万元，决算数小于预算数的主要原因是厉行节约，与上年相比减少2.00万元，减少26.00%。", "growth", "26.00"),
    ("three_public.detail", "公务接待费支出较预算减少2.00万元，主要是厉行节约；较上年减少4.00万元，降低43.00%，主要是厉行节约。", "growth", "43.00"),
    ("three_public.detail", "公务接待费全年预算数8.00万元，决算数6.00万元，预决算差异率-35.00%。", "growth", "-35.00"),
    ("general_public.total", "与2023年相比，一般公共预算财政拨款增加20.00万元，增长3.00%。", "growth", "3.00"),
    ("state_assets", "共有车辆4辆，其中：机要通信用车1辆、应急保障用车1辆、其他按照规定配备的公务用车1辆。", "sum", "4"),
    ("three_public.detail", "公务接待费支出6.00万元，比上年决算数8.00万元减少3.00万元。", "change", "3.00"),
    ("three_public.detail", "公务接待费支出6.00万元，较上年8.00万元下降35.00%。", "growth", "35.00"),
    ("general_summary", "收入总计由上年的1150.00万元增加到1200.00万元，增长5.35%。", "growth", "5.35"),
    ("general_public.detail", ITEM + "比年初预算200.00万元增加110.00万元。", "change", "110.00"),
    ("appropriation_summary", "财政拨款收入总计1050.00万元，比年初预算1300.00万元减少240.00万元。", "change", "240.00"),
    ("three_public.detail", "公务接待费支出6.00万元，与年初预算8.00万元持平。", "direction", "持平"),
    ("general_public.detail", ITEM + "小学教育（项）。支出决算为510.00万元。", "amount", "510.00"),
    ("general_public.detail", ITEM.replace("，完成", "，主要原因是追加经费，完成").replace("150", "160"), "completion", "160.00"),
    ("general_public.structure", "教育支出（205）800.00万元，占78.34%。", "share", "78.34"),
    ("expenditure", "基本支出：2022年度基本支出400.00万元。", "period", "2022"),
    ("three_public.detail", "本部门2024年度不涉及因公出国（境）费支出。", "nil", "不涉及因公出国(境)费支出"),
    ("state_assets", "截止2023年12月31日，共有车辆3辆。", "as_of", "2023年12月31日"),
    ("state_assets", "共有车辆4辆，比上年减少1辆，其中：机要通信用车1辆、其他用车2辆。", "sum", "4"),
    ("three_public.total", "“三公”经费年初预算为15.00万元，支出决算为10.00万元，完成预算的83.33%。", "amount", "15.00"),
    ("expenditure", PARTS + "。与2023年度相比，减少50.00万元，下降8.17%。", "growth", "8.17"),
    ("expenditure", PARTS + "。完成年初预算1100.00万元的105.55%。", "completion", "105.55"),
    ("three_public.total", "“三公”经费全年预算12.00万元，其中：公务接待费9.00万元。", "amount", "9.00"),
    ("general_public.detail", ITEM + "决算数大于预算数120.00万元。", "change", "120.00"),
    ("state_assets", VEHICLES.replace("其他用车2", "其他用车3") + "，本年度更新1辆。", "sum", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text"), TRUE)
def test_what_is_true_does_not_differ(section: str, text: str) -> None:
    claims, _ = read(section, text)
    wrong = claims[claims["verdict"].isin(["differs", "undefined"])]
    assert wrong[["kind", "printed", "note"]].to_dict("records") == []


@pytest.mark.parametrize(("section", "text", "printed"), EQUAL)
def test_what_is_told_in_such_words_is_equal(section: str, text: str, printed: str) -> None:
    claims, _ = read(section, text)
    found = claims[claims["printed"].eq(printed) & claims["kind"].isin(["growth", "share"])]
    assert found["verdict"].tolist() == ["equal"]


@pytest.mark.parametrize(("section", "text", "kind", "printed"), SLIPS)
def test_a_slip_beside_such_words_differs(section: str, text: str, kind: str, printed: str) -> None:
    assert verdict(section, text, kind, printed) == "differs"


def test_both_halves_of_a_comparison_are_kept() -> None:
    """The amount of the year before is recorded, the change between both is recomputed."""
    claims, _ = read("three_public.detail", "公务接待费支出6.00万元，比上年决算数8.00万元减少2.00万元。")
    told = claims.set_index("printed")
    assert told.loc["8.00", "kind"] == "datum"
    assert told.loc["2.00", ["kind", "formula", "verdict"]].tolist() == ["change", "a-b", "equal"]


FEES = "“三公”经费支出预算为{}万元，支出决算为9.00万元。公务接待费支出6.00万元，与预算相比减少2.00万元；因公出国（境）费支出3.00万元，与预算相比无变化；公务用车购置及运行维护费支出0万元，与预算相比无增减。"
ABSENT = {"three_public": "missing", "revenue_by_function": "missing", "revenue_expenditure_summary": "missing", "appropriation_summary": "missing"}


@pytest.mark.parametrize(
    ("section", "text", "kind", "printed", "expected"),
    [
        # a budget against the budgets of the parts, told by their differences
        ("three_public.total", FEES.format("11.00"), "sum", "11.00", "equal"),
        ("three_public.total", FEES.format("21.00"), "sum", "21.00", "differs"),
        # a part whose name is told between others is no amount of the whole
        ("three_public.total", "“三公”经费支出年初预算为12.00万元，支出决算为9.00万元。其中：公务接待费支出年初预算为8.00万元，决算为6.00万元。决算数比2023年减少1.00万元，下降10.00%。", "growth", "10.00", "equal"),
        # the budget of a rate may stand in a sentence behind it, and be named otherwise
        ("three_public.detail", "公务接待费支出决算6.05万元，完成预算的75.63%。公务接待费支出预算为8.00万元，支出决算为6.05万元。", "completion", "75.63", "equal"),
        ("three_public.detail", "公务接待费支出决算6.05万元，完成预算的76.63%。公务接待费支出预算为8.00万元，支出决算为6.05万元。", "completion", "76.63", "unchecked"),
        ("three_public.detail", "公务接待费支出预算8.00万元，支出决算6.00万元，完成年初预算的76.00%。", "completion", "76.00", "unchecked"),
        # one word names one total
        ("general_summary", "总收入1058.33万元，其中本年收入967.41万元，年初结转和结余90.92万元。在总收入1085.33万元中，财政拨款954.10万元。", "amount", "1085.33", "differs"),
        # 合计 may have been told as 总计
        ("appropriation_summary", "财政拨款收入总计2690.20万元。与上年相比，财政拨款收入增加110.20万元，增长4.27%。", "growth", "4.27", "equal"),
        ("appropriation_summary", "财政拨款收入总计2690.20万元。与上年相比，财政拨款收入增加110.20万元，增长4.72%。", "growth", "4.72", "unchecked"),
    ],
)  # fmt: skip
def test_where_no_form_prints_it(section: str, text: str, kind: str, printed: str, expected: str) -> None:
    claims, _ = read(section, text, states=ABSENT)
    found = claims[claims["printed"].eq(printed) & claims["kind"].eq(kind)]
    assert found["verdict"].tolist() == [expected]


def test_a_purpose_goes_on_in_the_next_block() -> None:
    claims, _ = read("general_public.detail", "教育支出（205类）800.00万元：主要用于：", "人员工资和业务支出。较2023年度决算数减少20.00万元，下降2.44%。")
    growth = claims[claims["printed"].eq("2.44")]
    assert growth[["subject", "verdict"]].values.tolist() == [["general_public_expenditure/205/growth", "equal"]]
