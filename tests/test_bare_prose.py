"""Prose without any form, as it is pasted from a web page: what each number is found to be."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import load
from budget_analysis.reconciliation import claims_of as claims_of_account
from budget_analysis.sentences import tokenize
from budget_analysis.sentences.names import name_runs

TITLE = "云溪县水务局2023年度部门决算\n"


def claims_of(text: str, folder: Path) -> pd.DataFrame:
    path = folder / "page.txt"
    path.write_text(TITLE + text + "\n", encoding="utf-8")
    return claims_of_account(load(path)).claims


def verdicts(text: str, folder: Path) -> dict[str, set[str]]:
    """The verdicts on each printed number, those of words and years left out."""
    claims = claims_of(text, folder)
    own = claims[claims["verdict"].notna() & claims["kind"].isin(["share", "growth", "completion", "change", "sum", "amount"])]
    return {str(printed): set(rows["verdict"]) - {"unchecked"} for printed, rows in own.groupby("printed")}


RIGHT = [
    # the first name behind 其中 is a part, also a bare one
    ("收入1000.00万元，比上年的800.00万元增加200.00万元，增长25.0％，其中财政拨款900.00万元，占收入的90.0％；支出950.00万元。", ["25.0", "90.0"]),
    # a change told with its rate first, then in money
    ("全年收入900.00万元，全部为财政拨款，较上年减收10.00%，即100.00万元；全年支出855.00万元，占收入的95.00%。", ["10.00", "95.00"]),
    # 多支出 is a change, no amount
    ("本年财政拨款支出1150.00万元，较年初预算1000.00万元，多支出150.00万元，完成年初预算的115.00%。", ["150.00", "115.00"]),
    # what is told per head is not what the next sentence speaks of
    ("公务用车运行费28.50万元，公务用车保有量12辆，车均运行费2.38万元。与上年30.00万元相比，减少1.50万元，降低5.00%。", ["1.50", "5.00"]),
    # the budget itself behind 决算数小于预算数
    ("“三公”经费支出决算为16.20万元，完成预算81.00%，决算数小于预算数20.00万元的主要原因是厉行节约。", ["81.00"]),
    # the grand total, told again with both years
    ("总收入2000.00万元，其中本年收入1900.00万元，上年结转和结余100.00万元。总收入由1600.00万元增至2000.00万元，增长25.00%。"
     "\n本年收入中，财政拨款收入1805.00万元，占本年收入95.00%；其他收入95.00万元，占本年收入5.00%。", ["25.00", "95.00", "5.00"]),
    # points that list items, and are no reasons
    ("“三公”经费决算200.00万元。一是因公出国（境）费44.20万元，占“三公”经费的22.1％；二是公务接待费41.40万元，占20.7％。", ["22.1", "20.7"]),
    # a total told in the sentence is the whole of its shares
    ("本年收入合计9000.00万元，其中事业收入7110.00万元，占79.00%。\n四、支出：本年支出合计8000.00万元，药品支出3528.00万元，占44.10%。", ["44.10"]),
    # items by their code
    ("1.2240101行政运行，年初预算1000.00万元，决算1112.00万元，占年初预算的111.20%；\n2.2240106安全监管，年初预算300.00万元，决算271.80万元，占年初预算的90.60%。", ["111.20", "90.60"]),
    # 完成, 执行 before a rate; 年初预算 before what it is the budget of
    ("古籍保护年初预算150.00万元，支出决算171.30万元，执行114.20%。年初预算总收入1500.00万元，总收入1875.00万元，较年初预算增加25.00%。", ["114.20", "25.00"]),
    # the year before as the base
    ("“三公”经费决算40.00万元，为上年决算的83.30%（上年48.02万元）。", ["83.30"]),
    ("资产总额2400.00万元，比年初2000.00万元增加400.00万元，增长20.00%。", ["20.00"]),
    # behind a list a budget is that of the whole again
    ("财政拨款支出1500.00万元，按功能分类，包括：教育支出1200.00万元，占80.00%；住房保障支出300.00万元，占20.00%。年初预算1250.00万元，完成年初预算的120.00%。", ["80.00", "120.00"]),
    # the year before in brackets, the budget behind the rate
    ("公务接待费4.00万元（上年5.00万元），减少1.00万元，下降20.00%。公务用车运行维护费支出8.00万元，完成预算的80.00%，预算为10.00万元。", ["1.00", "20.00", "80.00"]),
    # the year began with what the year before had left
    ("2.收入情况。本年收入合计600.00万元。年初结转和结余80.00万元。\n4.结转结余情况。年末结转和结余60.00万元，较上年决算数减少20.00万元，主要原因是加快支付。", ["20.00"]),
    # a difference to the one budget that is told, without a direction
    ("公务接待费支出2.05万元，年初预算为2.95万元，差值为0.90万元。", ["0.90"]),
    # codes in brackets behind names, also of sections; the name without its code is the whole
    ("全年支出1000.00万元。公路（21401）支出800.00万元，占80.00%，其中公路养护（2140106）200.00万元，占公路支出的25.00%。", ["80.00", "25.00"]),
    # the form's name in brackets behind the office's own; 住院 is no institution
    ("本年收入合计1000.00万元。其中：医疗收入（事业收入）800.00万元，占80.00%；门诊收入300.00万元，占医疗收入的37.50%；住院收入500.00万元，占医疗收入的62.50%。", ["80.00", "37.50", "62.50"]),
    # the year before, told by itself before a rate
    ("上一年度支出900.00万元，本年支出945.00万元，本年支出较上一年度增长5.00%。", ["5.00"]),
    # a remark behind the year that is compared with
    ("2023年度收、支总计300.00万元，与2022年度相比，收、支总计各增加50.00万元，增长20.00%；与2019年度（疫情前）240.00万元相比，增长25.00%。", ["20.00", "25.00"]),
    # compared with another quantity first, with the budget then
    ("本年支出1150.00万元，其中基本支出950.00万元。本年支出比本年收入1000.00万元多150.00万元，比年初预算1100.00万元多50.00万元。", ["150.00", "50.00"]),
    # parts of a part: the whole that the share before names
    ("基本支出1000.00万元，其中人员经费800.00万元，占基本支出的80.00%，人员经费中在职人员600.00万元、占人员经费的75.00%，离退休人员200.00万元、占25.00%；公用经费200.00万元，占基本支出的20.00%。", ["80.00", "25.00", "20.00"]),
    # the total in another way
    ("2023年支出总计400.00万元。\n按支出性质：基本支出300.00万元，占75.00%；项目支出100.00万元，占25.00%。\n按功能分类：公共安全支出340.00万元；住房保障支出60.00万元。两类支出分别占85.00%、15.00%。", ["75.00", "85.00", "15.00"]),
    # the sum of what was told
    ("教育支出100.00万元；社会保障和就业支出60.00万元；住房保障支出40.00万元。合计200.00万元。", ["200.00"]),
    # a stop is left out before 其中; a purpose stands between an amount and its share
    ("本年支出合计200.00万元，主要原因是项目支出减少30.00万元其中：基本支出150.00万元，占75.00%；项目支出50.00万元，占25.00%。", ["75.00", "25.00"]),
    ("本年收入合计200.00万元。其他收入50.00万元，主要是捐赠款收入，占总收入的25.00%。", ["25.00"]),
    # three names and the whole that they are
    ("因公出国（境）费、公务接待费、公务用车购置及运行费（“三公”经费）决算总额20.00万元，比上年减少5.00万元，下降20.00%。其中：公务接待费决算8.00万元，占40.00%。", ["20.00", "40.00"]),
    # what stands before 等 are examples; a school of which something is told is not the office
    ("基本支出1300.00万元。其中：基本工资、津贴补贴等人员经费支出1040.00万元，占基本支出的80.00%；办公费、水电费等公用经费260.00万元，占20.00%。", ["80.00", "20.00"]),
    ("图书馆年初预算200.00万元，支出决算150.00万元，执行75.00%；文化馆年初预算100.00万元，支出决算95.00万元，执行95.00%。", []),
    ("五、政府性基金预算财政拨款收入支出决算情况说明\n年初结转和结余11.80万元，本年收入41.50万元，本年支出36.90万元，年末结转和结余16.40万元。", ["16.40"]),
    # behind its heading a section speaks of what the heading names
    ("五、“三公”经费情况：年初预算8.00万元，决算7.56万元，完成预算的94.50%，较上年减少0.44万元，下降5.50%。", ["94.50", "5.50"]),
    # the unit once for all
    ("（单位：万元）\n收入总计650.00，支出总计650.00。比上年增加50.00，增长8.33%。\n本年支出合计620.00，其中基本支出480.50，占77.50%；项目支出139.50，占22.50%。", ["8.33", "77.50", "22.50"]),
    ("政府采购支出37.00万元，其中：授予中小企业合同金额29.60万元，占政府采购支出总额的80.00%。", ["80.00"]),
    # the expenditure behind the revenue of one money is of that money
    ("一般公共预算财政拨款支出430.00万元。政府性基金预算财政拨款收入26.00万元，支出18.60万元，为福利事业支出。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), RIGHT, ids=range(len(RIGHT)))
def test_true_numbers_are_found_true(text: str, numbers: list[str], tmp_path: Path) -> None:
    found = verdicts(text, tmp_path)
    assert {number: found.get(number) for number in numbers} == {number: {"equal"} for number in numbers}
    assert not any("differs" in own for own in found.values())


WRONG = [
    # one of three shares of one whole is not: the others tell which whole that is
    ("全年支出5000.00万元。从功能科目看，农林水支出3000.00万元，占60.0%；节能环保支出786.90万元，占17.9%；城乡社区支出1213.10万元，占24.3%。", "17.9"),
    ("全年支出2500.00万元。文化活动757.50万元、文物保护590.00万元、群众体育132.50万元，占全年支出的比例：30.3%、23.6%、8.3%。", "8.3"),
    ("“三公”经费决算40.00万元，为上年决算的89.30%（上年48.02万元）。", "89.30"),
    ("资产总额2400.00万元，比年初2000.00万元增加400.00万元，增长16.70%。", "16.70"),
    ("政府采购支出总额8.80万元，其中：政府采购货物支出52.70万元、政府采购工程支出19.20万元、政府采购服务支出16.10万元。", "8.80"),
    ("决算总收入1500.00万元，其中：财政拨款1350.00万元，占总收入的90.00%；上级补助收入150.00万元，占总收入的16.00%。", "16.00"),
    ("公务用车保有量11辆，公务用车运行维护费支出24.00万元，较预算减少8.00万元，降低33.33%。", "33.33"),
    ("公务接待费4.00万元（上年5.00万元），减少9.00万元。", "9.00"),
    ("五、“三公”经费情况：年初预算8.00万元，决算7.56万元，完成预算的105.80%。", "105.80"),
    ("（单位：万元）\n收入总计650.00，支出总计650.00。比上年增加50.00，增长8.33%。\n本年支出合计620.00，其中基本支出480.50，占87.50%；项目支出139.50，占22.50%。", "87.50"),
    ("五、政府性基金预算财政拨款收入支出决算情况说明\n年初结转和结余11.80万元，本年收入41.50万元，本年支出36.90万元，年末结转和结余14.30万元。", "14.30"),
    ("2.2240106安全监管，年初预算300.00万元，决算271.80万元，占年初预算的60.60%。", "60.60"),
    # changes on the budget add up; the rate of the whole is not that of a part with a budget of its own
    ("“三公”经费支出总额30.00万元，比预算数减少12.00万元。其中：因公出国（境）费5.00万元，比预算数减少1.00万元；公务接待费10.00万元，比预算数减少4.00万元；公务用车购置及运行维护费15.00万元，比预算数减少5.00万元。", "12.00"),
    ("“三公”经费支出预算30.00万元，决算20.00万元，完成预算的66.67%。其中：公务用车运行维护费支出年初预算为18.00万元，决算为15.50万元，完成年初预算的86.11%；公务接待费支出年初预算为12.00万元，决算为4.50万元，完成年初预算的66.65%。", "66.65"),
    # what the year began with
    ("年初结转和结余8.50万元。年末结转和结余为15.50万元。与年初结转和结余相比，增加6.00万元。", "6.00"),
    ("保有车辆74辆，其中执法执勤用车77辆。公务用车运行维护费189.70万元，公务接待费6.70万元，会议费1.00万元。", "74"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), WRONG, ids=range(len(WRONG)))
def test_contradictions_are_found(text: str, number: str, tmp_path: Path) -> None:
    found = verdicts(text, tmp_path)
    assert found.get(number) == {"differs"}
    assert [printed for printed, own in found.items() if "differs" in own] == [number]


def test_share_behind_a_list_in_a_whole_that_is_told_later_is_not_of_that_list(tmp_path: Path) -> None:
    text = "公路（21401）支出800.00万元，占80.00%，其中公路养护（2140106）200.00万元，占公路支出的25.00%；其他各类支出200.00万元，占20.00%。支出总额1000.00万元。"
    assert verdicts(text, tmp_path)["20.00"] == set()


SILENT = [
    # more than the office; money of its own; a list that is not all; another side; the batch of a part
    "全区一般公共预算支出84.30亿元，比上年增长5.00%。本部门本年支出900.00万元，其中教育支出800.00万元。",
    "分项目看，救灾资金年初结转160.00万元，本年收入540.00万元，本年支出612.35万元。本年收入4120.75万元，本年支出4188.92万元。",
    "年末结转和结余218.23万元，年初结转和结余317.58万元。年末结转比年初结转减少82.60万元。",
    "本部门共有车辆346辆，除上述公务用车外，还包括摩托车96辆、运输车7辆。公务接待费1.00万元，会议费2.00万元，培训费3.00万元。",
    "财政拨款收入2986.50万元，其中基本补助1104.00万元、项目补助1882.50万元；财政拨款支出3020.14万元。",
    "合同含税价10900.00万元，不含税价10000.00万元，税额900.00万元；其中贷款支付7000.00万元，其余3900.00万元由配套资金支付。",
    "（二）财政拨款口径。“三公”经费80.00万元，公务接待费40.00万元。\n（三）全口径。“三公”经费96.00万元，公务接待费55.00万元，公务用车运行维护费41.00万元。",
    "年末实有人数101人，其中在职65人、离休0人、退休36人；年末其他人员35人；年末学生人数656人。会议费1.00万元，培训费2.00万元，接待费3.00万元。",
    "全年举办展览12场、培训164期、演出73场，三项合计249场（期）。会议费1.00万元，培训费2.00万元，接待费3.00万元。",
    "2023年购置公务用车4辆，其中新增1辆、更新3辆；更新的3辆支出52.08万元，新增的1辆支出19.38万元，公务接待费1.00万元。",
    "租金补贴当年预算860.00万元，上年结转74.20万元，决算901.33万元；旧区改造当年预算2300.00万元，上年结转540.00万元，决算2648.11万元。",
    "云溪局2023年全年收入100.00万元，财政拨款80.00万元，占80%，事业收入20.00万元，占20%。会议费1.00万元。",
    "全年组织活动148场，比上年的131场多17场；其中下乡60场、讲座36场、展览17场、其他35场。会议费1.00万元，培训费2.00万元，接待费3.00万元。",
]


@pytest.mark.parametrize("text", SILENT, ids=range(len(SILENT)))
def test_what_proves_nothing_is_not_accused(text: str, tmp_path: Path) -> None:
    assert not [printed for printed, own in verdicts(text, tmp_path).items() if "differs" in own]


def test_change_on_the_opening_balance_that_does_not_fit_is_suspect(tmp_path: Path) -> None:
    claims = claims_of("2.收入情况。年初结转和结余80.00万元。\n4.结转结余情况。年末结转和结余60.00万元，较上年决算数减少30.00万元。", tmp_path)
    change = claims[claims["kind"] == "change"].iloc[0]
    assert (change["verdict"], change["reading"]) == ("unchecked", "suspect")


@pytest.mark.parametrize(("office", "is_own"), [("云溪县第一中学", True), ("云溪县教育局", False), ("云溪县教育局（汇总）", False)])
def test_school_is_the_office_unless_that_is_an_authority(office: str, is_own: bool) -> None:
    tokens = name_runs(tokenize("学校2023年度收入合计100.00万元。", "revenue"), office)
    assert (tokens[0].kind == "own") == is_own
