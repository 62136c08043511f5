"""Prose of offices that keep to no template: lists by marks, sums in words, units told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis.locate.folios import without_folios
from budget_analysis.reading import Line
from tests.test_numbered_prose import find_true, find_wrong

RIGHT = [
    # a sum that words add and take
    ("二、收支平衡情况\n上年结转30.00万元，加本年收入500.00万元，减本年支出490.00万元，年末结转40.00万元。", ["40.00"]),
    # items without numbers, one list within another
    ("一、收支情况\n2023年全院收入500.00万元\n  ——财政补助300.00万元（占60.00%）\n  ——医疗收入150.00万元（占30.00%）\n  ——其他收入50.00万元（占10.00%）\n2023年全院支出480.00万元\n  ——人员经费336.00万元（占70.00%）", ["60.00", "30.00", "10.00", "70.00"]),
    ("一、收支情况\n▲收入500.00万元，上年400.00万元，增长25.00%。\n　　△财政拨款300.00万元，占60.00%；\n　　△其他收入200.00万元，占40.00%。\n▲支出480.00万元。\n　　△基本支出120.00万元，占25.00%；\n　　△项目支出360.00万元，占75.00%。", ["25.00", "60.00", "40.00", "75.00"]),
    # an average is no amount of what is spoken of; 短收 is told of the budget
    ("二、收入情况\n演出收入达到500.00万元，场均2.50万元，较上年增加100.00万元，增长25.00%。\n三、支出情况\n本年支出合计490.00万元。", ["25.00"]),
    ("一、收支情况\n收入600.00万元。预算650.00万元，短收50.00万元，完成92.31%；上年500.00万元，增长20.00%。", ["20.00"]),
    # brackets and dashes that explain what is compared with
    ("一、支出情况\n一般公共预算财政拨款支出600.00万元。与上年（当年集中采购，故基数偏高，为800.00万元）相比，减少200.00万元，降低25.00%；与预算（640.00万元）相比，减少40.00万元。", ["25.00", "40.00"]),
    ("二、支出情况\n本年支出合计600.00万元。基本支出400.00万元，上年——当时空编三名——为320.00万元，增幅25.00%。", ["25.00"]),
    # shares of a whole that stands between two words for a share
    ("三、支出情况\n本年支出900.00万元，其中项目支出500.00万元。项目支出主要投向：城市管理200.00万元、社区建设175.00万元、其他125.00万元，占项目支出的比重依次为40.00%、35.00%、25.00%。", ["40.00", "35.00", "25.00"]),
    # what all of it consists of; the sign tells the way of a fall
    ("（一）收入总计800.00万元。包括：\n1.财政拨款收入600.00万元，为当年从市财政取得的一般公共预算财政拨款500.00万元和政府性基金预算财政拨款100.00万元，比上年增加120.00万元，增长25.00%。", ["25.00"]),
    ("二、收入情况\n本年收入600.00万元，比上年减少200.00万元，增长率-25.00%。", ["25.00"]),
    # a unit told once, in a title or a sentence
    ("四、一般公共预算财政拨款支出决算情况说明\n一般公共预算财政拨款支出500.00万元。\n2.具体情况（单位：万元）\n教育支出400.00，占80.00%；卫生健康支出75.00，占15.00%；住房保障支出25.00，占5.00%。", ["80.00", "15.00", "5.00"]),
    ("说明\n本说明金额单位除注明外均为万元。\n一、收入情况。当年收入600.00，其中财政拨款收入450.00，完成年初预算360的125.00%；其他收入150.00，比上年增加30.00，增长25.00%。\n二、支出情况。当年支出560.00，其中基本支出420.00，项目支出140.00。当年支出比上年500.00增加60.00，增长12.00%。", ["125.00", "25.00", "12.00"]),
    # rates of one subject in as many comparisons
    ("四、机关运行经费情况\n机关运行经费100.00万元，较预算减少25.00万元，较上年增加20.00万元，分别下降20.00%、增长25.00%。", ["20.00", "25.00"]),
    # a number that a blank parts from its name, and a section that begins with the amount
    ("4 机关运行经费100.00万元，比上年增加20.00万元，增长25.00%。\n5 收入\n本年收入合计500.00万元。", ["25.00"]),
    ("第七章　机关运行经费\n100.00万元，较2022年增加20.00万元，增长25.00%。", ["25.00"]),
    # behind a list of names
    ("五、基本支出决算情况说明\n基本支出500.00万元，其中：人员经费400.00万元，主要包括基本工资、津贴补贴、奖金等，占基本支出的80.00%；公用经费100.00万元，主要包括办公费、差旅费等，占基本支出的20.00%。", ["80.00", "20.00"]),
    ("一、收入支出决算总体情况说明\n收、支总计均为1000.00万元。\n收入总计由以下构成：本年收入800.00万元，占80.00%；年初结转和结余200.00万元，占20.00%。\n支出总计由以下构成：本年支出900.00万元，占90.00%；年末结转和结余100.00万元，占10.00%。", ["80.00", "20.00", "90.00", "10.00"]),
    # totals (总计) that are told again of the year alone: no balances, no contradiction
    ("一、收支情况\n本年收入488.00万元，本年支出486.00万元。\n四、财政拨款收支情况\n财政拨款总收入488.00万元。财政拨款总支出486.00万元。", []),
    # of several amounts of one sentence the last is no repetition
    ("三、“三公”经费情况\n“三公”经费支出6.00万元。公务接待费6.00万元。其中：外事接待费支出0万元，国内公务接待20批次，180人，共计支出6.00万元。", []),
    # what the sentence that counts receptions tells them to have cost
    ("三、“三公”经费情况\n“三公”经费支出3.50万元。公务用车运行维护费支出3.02万元；购置车辆0辆。公务接待8个批次，49人次，预算为1.00万元，支出决算为0.48万元，完成预算的48%。", ["48"]),
    # 多 and 多了 as changes, the office by what it is
    ("二、收入情况\n收入600.00万元，比2022年多120.00万元，增幅25.00%。其中财政拨款收入500.00万元，比上年的400.00万元多了100.00万元，多25.00%。", ["25.00"]),
    ("三、支出情况\n开支总额800.00万元，占预算1000.00万元的80.00%。全所本年支出800.00万元，其中：人员支出600.00万元，占75.00%。", ["75.00"]),
    # 倍 tells by how much it grew, or what multiple it is now
    ("三、支出情况\n基本支出400.00万元，比上年增加250.00万元，增长1.67倍。项目支出300.00万元，比上年增加200.00万元，增长3倍。", ["1.67"]),
    # the number of a page within a sentence
    ("三、支出情况\n本年支出800.00万元，其中：基本支出600.00万元，占75.00%；项目支出\n7\n200.00万元，占25.00%。", ["75.00", "25.00"]),
    # classes and their divisions told together; shares of each its own whole; two sides of a change
    ("三、支出决算情况\n本年支出合计1000.00万元。按性质：基本支出800.00万元，项目支出200.00万元。按支出功能分类：教育支出500.00万元，卫生健康支出350.00万元，住房保障支出150.00万元。\n上述各项占比依次为80.00%、20.00%；50.00%、35.00%、15.00%。", []),
    ("十、政府采购支出情况\n采购支出总额500.00万元，其中货物100.00万元、工程150.00万元、服务250.00万元。授予中小企业合同350.00万元，占70.00%；货物、工程、服务采购授予中小企业合同金额分别占各自支出的60.00%、70.00%、74.00%。", ["70.00"]),
    ("一、收支总体情况\n收入、支出由上年的400.00万元、300.00万元分别增至500.00万元、360.00万元，分别增加100.00万元、60.00万元。", []),
    # an item by its code, and the part of a part
    ("三、支出情况\n社会保障和就业支出（208类）600.00万元，包括：行政单位离退休（2080501）150.00万元；死亡抚恤（2080801）450.00万元。其中2080501项年初预算160.00万元，完成93.75%。", []),
    ("八、“三公”经费情况\n“三公”经费决算40.00万元。公务用车购置及运行维护费30.00万元，占75.00%，内含购置费18.00万元（占该项60.00%）、运行维护费12.00万元；公务接待费10.00万元，占25.00%。", ["75.00", "25.00"]),
    # the same name within another whole, and amounts of the same kinds before the whole
    ("三、口径对照\n全口径支出900.00万元，其中教育支出600.00万元，占66.67%。一般公共预算财政拨款支出800.00万元，其中教育支出500.00万元，占62.50%。", []),
    ("十、政府采购情况\n授予中小企业合同金额600.00万元，其中货物90.00万元占15.00%，工程120.00万元占20.00%，服务390.00万元占65.00%；采购总额为800.00万元。", []),
    # quoted changes of the year before, and a budget that only the words around an item tell
    ("三、支出情况\n本年支出600.00万元，增长20.00%，增幅比上年（400.00万元增至500.00万元，增长25.00%）收窄5.00个百分点。", []),
    ("三、一般公共预算财政拨款支出决算具体情况\n1.卫生健康支出（类）。年初预算390.00万元，支出决算380.00万元，完成97.44%。\n①行政单位医疗（项）200.00万元，决算180.00万元；②公务员医疗补助（项）190.00万元，决算200.00万元。", ["97.44"]),
    # what has no name of its own, and a quarter
    ("二、收入情况\n全年收入合计1000.00万元，财政拨款600.00万元占60.00%，其他350.00万元占35.00%，结转占5.00%。", ["60.00"]),
    ("四、支出情况\n四季度支出300.00万元，同比（上年同期250.00万元）增长20.00%，环比（三季度290.00万元）增长3.45%。", []),
]  # fmt: skip
"""Texts whose numbers are right, and those of them that the kit must find right."""
WRONG = [
    ("二、收支平衡情况\n上年结转30.00万元，加本年收入500.00万元，减本年支出490.00万元，年末结转45.00万元。", "45.00"),
    ("一、收支情况\n2023年全院收入500.00万元\n  ——财政补助300.00万元（占60.00%）\n  ——医疗收入150.00万元（占33.00%）\n  ——其他收入50.00万元（占10.00%）", "33.00"),
    ("一、支出情况\n一般公共预算财政拨款支出600.00万元。与预算（640.00万元）相比，减少45.00万元。", "45.00"),
    ("四、机关运行经费情况\n机关运行经费100.00万元，较预算减少25.00万元，较上年增加20.00万元，分别下降20.00%、增长26.00%。", "26.00"),
    ("四、一般公共预算财政拨款支出决算情况说明\n一般公共预算财政拨款支出500.00万元。\n2.具体情况（单位：万元）\n教育支出400.00，占80.00%；卫生健康支出75.00，占16.00%；住房保障支出25.00，占5.00%。", "16.00"),
    ("四、财政拨款支出情况\n财政拨款支出500.00万元。教育支出（类）500.00万元。\n（二）具体情况\n财政拨款支出年初预算为400.00万元，支出决算为520.00万元。", "520.00"),
]  # fmt: skip
"""Texts with one number that contradicts the others."""


@pytest.mark.parametrize(("text", "numbers"), RIGHT, ids=range(len(RIGHT)))
def test_true_numbers_of_other_words_are_found_true(text: str, numbers: list[str], tmp_path: Path) -> None:
    find_true(text, numbers, tmp_path)


@pytest.mark.parametrize(("text", "number"), WRONG, ids=range(len(WRONG)))
def test_contradictions_in_other_words_are_found(text: str, number: str, tmp_path: Path) -> None:
    find_wrong(text, number, tmp_path)


def test_numbers_of_pages_and_the_heads_beside_them_are_no_text() -> None:
    pages = [[f"第{page}页的第{line}行。" for line in range(9)] + [str(page), "某县某局2023年度部门决算公开"] for page in (7, 8, 9)]
    lines = [Line(1, number, text) for number, text in enumerate(text for page in pages for text in page)]
    assert [line.text for line in without_folios(lines)] == [f"第{page}页的第{line}行。" for page in (7, 8, 9) for line in range(9)]


def test_numbers_that_count_rows_and_marks_of_items_stay() -> None:
    told = ["1", "教育支出", "2", "农林水支出", "3", "①", "行政单位医疗", "②", "²"]
    assert [line.text for line in without_folios([Line(1, number, text) for number, text in enumerate(told)])] == told
