"""What others of its list prove of a number; and what belongs to a fund, a level or a part, and not to the account."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_bare_prose import claims_of
from tests.test_numbered_prose import find_true, find_wrong

RIGHT = [
    # balances of a fund are not those of the account, nor those of another fund
    ("一般公共预算财政拨款收入80.00万元，年初结转和结余5.00万元。\n政府性基金预算财政拨款收入60.00万元，年初结转和结余15.00万元。", []),
    ("本年收入合计140.00万元，年初结转和结余20.00万元。\n政府性基金预算财政拨款年初结转和结余15.00万元，本年收入60.00万元。", []),
    ("一般公共预算收入80.00万元，上年结转5.00万元，收入总计85.00万元。\n政府性基金预算收入600.00万元，上年结转150.00万元。", []),
    ("（一）一般公共预算\n上年结转5.00万元。\n（二）政府性基金预算\n决算收入600.00万元（其中：上年结转150.00万元）。", []),
    # a level of the region and all of it; a key by which revenue is shared
    ("全县一般公共预算收入30.00亿元。\n县本级一般公共预算收入25.00亿元。", []),
    ("支出基数80.00万元。\n一般公共预算支出90.00万元。", []),
    # a bare total is the one told before it
    ("二、收入情况\n收入总计100.00万元，收入较上年决算数减少10.00万元，下降9.1%。", ["9.1"]),
    # the whole of a list of budgets is told behind it
    ("“三公”经费预算20.00万元，其中公务接待费预算10.00万元，决算数15.00万元，完成预算的75.00%。", ["75.00"]),
    # a bracket of names and amounts is a list, what stands behind it is said of its whole
    ("三、支出情况\n本年支出1000.00万元。其中基本支出400.00万元（工资福利支出300.00万元、商品和服务支出60.00万元、对个人和家庭的补助40.00万元），占40.00%；项目支出600.00万元，占60.00%。", ["400.00", "40.00", "60.00"]),
    # economic classes of which some are left out; the project beside them
    ("三、支出情况\n基本支出400.00万元，其中工资福利支出300.00万元、商品和服务支出60.00万元，项目支出200.00万元。", []),
    # classes by their bare names, and the number of a page within a sentence
    ("五、一般公共预算财政拨款支出决算情况说明\n一般公共预算财政拨款支出800.00万元。按功能科目：农林水600.00万元，占75.00%，比上年增加120.00万元，增长25.00%；卫生健康\n7\n100.00万元，占12.50%；住房保障100.00万元，占12.50%。", ["75.00", "25.00", "12.50"]),
    ("五、支出情况\n教育支出500.00万元，包括：学前教育200.00万元、高中教育300.00万元。", []),
    # budgets by their side, the older names of the funds
    ("公共财政预算收入60.00万元，为调整预算收入75.00万元的80.00%。", ["80.00"]),
    ("基金预算收入60.00万元，为调整预算75.00万元的80.00%。", ["80.00"]),
    # a list right behind a reason, the stop left out
    ("二、收入情况\n收入合计100.00万元，主要原因是绩效支出减少其中：财政拨款收入92.50万元，占92.50%；事业收入7.50万元，占7.50%。", ["92.50", "7.50"]),
    # shares of what only its parts tell; 合计 at the beginning of a paragraph is the sum of those before
    ("三、支出情况\n（二）支出总计1100.00万元。包括：\n1.教育支出750.00万元，占本年支出的75.00%。\n2.卫生健康支出125.00万元，占本年支出的12.50%。\n3.住房保障支出125.00万元，占本年支出的12.50%。\n4.年末结转和结余100.00万元。", ["75.00", "12.50"]),
    ("三、支出分项\n▲基本支出300.00万元（上年240.00万元）\n●办公费60.00万元\n▲项目支出200.00万元（上年160.00万元）\n合计500.00万元，上年400.00万元，增加100.00万元，增长25.00%。", []),
    # 2023年度预算相比, the with left out
    ("“三公”经费情况\n公务接待费支出6.00万元，2023年度预算相比，减少2.00万元，下降25.00%。", ["25.00"]),
    # the rate of the year before that points are told on; a price of each before the rate of all
    ("三、支出情况\n本年支出90.00万元，完成预算100.00万元的90.00%，较上年完成率80.00%提高10.00个百分点。", ["90.00"]),
    ("三、支出情况\n本年支出100.00万元，增长25.00%，较上年增幅10.00%提高15.00个百分点；上年支出80.00万元。", ["25.00"]),
    ("“三公”经费情况\n公务用车运行维护费6.00万元，每辆2.00万元，比上年8.00万元下降25.00%，完成预算10.00万元的60.00%。", ["25.00", "60.00"]),
    # an earlier year behind the current one, with a rate of its own
    ("三、支出情况\n2023年支出100.00万元，同比下降50.00%；2022年支出200.00万元，同比增长100.00%。2021年支出100.00万元。", ["50.00"]),
    ("二、收入情况\n本年收入100.00万元，同比增长25.00%；上年收入80.00万元，同比增长60.00%。", ["25.00"]),
    # of all money, and of some of it
    ("“三公”经费情况\n“三公”经费支出20.00万元，预算40.00万元，完成50.00%；其中财政拨款安排支出15.00万元，预算20.00万元，完成75.00%。", ["50.00"]),
    ("“三公”经费情况\n公务接待费预算20.00万元，支出15.00万元；项目支出中公务接待费预算10.00万元，支出5.00万元，完成50.00%。", []),
    ("一般公共预算支出100.00万元（基本支出60.00万元，项目支出40.00万元），政府性基金支出20.00万元（全部为项目支出）。财政拨款项目支出合计60.00万元。", []),
    # what was spent of a revenue is not the revenue
    ("本年支出95.00万元，其中使用当年收入安排90.00万元，使用上年结转安排5.00万元。当年收入100.00万元。", []),
    ("本年支出90.00万元，其中财政拨款收入支出80.00万元，其他收入支出10.00万元。财政拨款收入85.00万元，其他收入12.00万元。", []),
    # what is left of one kind of money; a bare 支出 behind what no form knows
    ("一般公共预算结转3.00万元，占年末结转和结余12.00万元的25.00%。一般公共预算收入60.00万元。", []),
    ("区级资金到位40.00万元、支出30.00万元；项目支出80.00万元。", []),
    # shares of sums that no form knows; of several amounts of one name
    ("基本支出60.00万元，项目支出40.00万元，小计100.00万元；本年支出合计110.00万元。项目支出占小计的40.00%。", []),
    ("本年支出合计100.00万元（汇总数120.00万元，抵销20.00万元），其中基本支出70.00万元，占汇总数的58.33%。", []),
    ("本年支出100.00万元（其中财政拨款60.00万元），包括基本支出70.00万元（其中财政拨款40.00万元）和项目支出30.00万元（其中财政拨款20.00万元）。财政拨款占本年支出的60.00%。", []),
    # 其中 behind a list is of its whole, not of its last part
    ("本年收入100.00万元：拨款80.00万元、利息5.00万元、其他15.00万元。其中利息占5.00%。", []),
    # a limit that is passed, a multiple, years together
    ("三、支出情况\n本年支出2149.46万元，突破2100万元，较上年1683.94万元增长27.64%。", []),
    ("人员经费50.00万元，是公用经费10.00万元的5倍，比上年40.00万元增长25.00%。", ["25.00"]),
    ("截至2023年末累计支出500.00万元，当年支出100.00万元，累计支出增长25.00%；当年支出比上年200.00万元下降50.00%。", ["50.00"]),
    # a total without what is left over; parts with rates on budgets that are not told
    ("（二）支出总计900.00万元，包括：\n1.基本支出600.00万元。\n2.项目支出300.00万元。\n（三）年末结转和结余50.00万元。", []),
    ("四、财政拨款支出情况\n财政拨款支出900.00万元，其中：基本支出600.00万元，项目支出300.00万元。与年初预算720.00万元相比，完成年初预算的125.00%，其中基本支出完成年初预算的102.30%，项目支出完成年初预算的109.40%。", ["125.00"]),
    # of a whole that is not named, any told before may be meant
    ("财政拨款支出100.00万元。一般公共预算支出80.00万元，占80.00%；政府性基金支出20.00万元，占20.00%。", []),
    ("本年支出100.00万元。财政拨款支出90.00万元，占90.00%。基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。", ["90.00"]),
    ("本年支出1000.00万元。政府采购支出100.00万元，占10.00%；“三公”经费支出10.00万元，占1.00%。", ["10.00"]),
    # 合计 behind parts is of all of them
    ("基本支出80.00万元，上年50.00万元；项目支出90.00万元，上年100.00万元。合计比上年增加20.00万元，增长13.33%。", []),
    # budgets as shares of a budget; the budget of the year beside what was carried over; a class by its code
    ("人员经费预算80.00万元，占部门预算100.00万元的80.00%；人员经费支出60.00万元，完成人员经费预算的75.00%。", ["75.00"]),
    ("全年支出170.00万元，预算200.00万元，执行率85.00%，其中当年预算支出160.00万元，结转资金支出10.00万元。", ["85.00"]),
    ("本年支出100.00万元：205教育支出80.00万元；221住房保障支出20.00万元。205类占80.00%，221类占20.00%。", []),
    # balances of the appropriation, and of what is no part of the account
    ("年末结转17.00万元。财政拨款年末结转10.00万元。", []),
    ("本年支出100.00万元。党费账户年初结余5.00万元，全年收入30.00万元，全年支出20.00万元，年末结余15.00万元。", []),
    # money that is kept apart; three funds and all of them; a whole divided again behind a part of it
    ("本年收入1379.03万元，本年支出1379.03万元。食堂资金单独核算，年初结余13.31万元，全年收入360.16万元，全年支出345.75万元，年末结余27.72万元。", []),
    ("一般公共预算年初结转50.00万元，收入600.00万元，支出640.00万元，年末结转10.00万元；政府性基金预算年初结转20.00万元，收入200.00万元，支出210.00万元，年末结转10.00万元。两本预算年初结转70.00万元，收入800.00万元，支出850.00万元，年末结转20.00万元。", []),
    ("本年支出100.00万元。按资金来源分，财政拨款支出90.00万元，占90.00%，其他资金支出10.00万元，占10.00%；按支出性质分，基本支出70.00万元，占70.00%，项目支出30.00万元，占30.00%；按功能分类分，社会保障和就业支出20.00万元，城乡社区支出70.00万元，住房保障支出10.00万元。", ["90.00", "70.00", "30.00"]),
    ("本年支出100.00万元。其中财政拨款支出90.00万元；按功能分类分，教育支出60.00万元，住房保障支出40.00万元。", []),
    # signs that tell the way, one sign each
    ("基本支出40.00万元，上年50.00万元，变动额为-10.00万元。", ["-10.00"]),
    ("基本支出40.00万元，较上年50.00万元增加−10.00万元，增长−20.00%。", []),
    ("人员经费90.00万元、公用经费95.00万元，分别增加10.00万元、减少5.00万元，分别增长12.50%、下降5.00%。", ["12.50", "5.00"]),
    # a rate behind two counts may be of either
    ("八、其他情况\n全年受理案件2847件，审执结2705件；受理数比上年增加214件，增长8.13%。\n本年支出合计100.00万元。", []),
    # an amount that goes on from what was said before
    ("五、一般公共预算财政拨款支出情况\n一般公共预算财政拨款支出决算900.00万元。\n——公共安全，预算400.00万元，决算500.00万元，完成125.00%；\n——教育，预算500.00万元，决算400.00万元，完成80.00%。", ["125.00", "80.00"]),
    ("“三公”经费情况\n公务接待费6.00万元，完成年初预算（8.00万元）的75.00%。", ["75.00"]),
]  # fmt: skip

WRONG = [
    # economic classes that make more than their whole
    ("三、支出情况\n基本支出400.00万元，其中：工资福利支出330.00万元、商品和服务支出60.00万元、对个人和家庭的补助40.00万元。", "400.00"),
    ("三、支出情况\n基本支出400.00万元（工资福利支出330.00万元、商品和服务支出60.00万元、对个人和家庭补助40.00万元）。", "400.00"),
    # the rate of a part that tells its own budget and amount, of a whole that was told without a budget
    ("“三公”经费支出20.00万元，其中公务接待费年初预算10.00万元，决算数8.00万元，完成年初预算的75.00%。", "75.00"),
    ("三、支出情况\n本年支出800.00万元。支出中，基本支出全年预算数500.00万元，决算数550.00万元，预决算差异率15.00%。", "15.00"),
    # one of two totals: the list of the other makes that
    ("一、收入支出决算总体情况\n收入总计900.00万元，支出总计800.00万元。支出总计中，本年支出750.00万元，年末结转50.00万元。", "900.00"),
    # shares of a list that the others prove: of the same whole, or of what both amounts make
    ("五、支出结构\n财政拨款支出800.00万元，主要用于以下方面：教育（类）支出600.00万元，占75.00%；卫生健康（类）支出110.00万元，占18.75%；住房保障（类）支出90.00万元，占11.25%。", "18.75"),
    ("二、支出情况\n我会支出480.00万元，较上年增加30.00万元。基本支出300.00万元，占55.50%，项目支出180.00万元，占37.50%。", "55.50"),
    # an amount of the account in two sections on it, one by its full name in two paragraphs
    ("一、收入支出决算总体情况说明\n收入总计500.00万元，其中：本年收入合计480.00万元，年初结转和结余20.00万元。\n二、收入决算情况说明\n本年收入合计470.00万元，其中：财政拨款收入470.00万元。", "470.00"),
    # a list that ends with the rest is whole
    ("“三公”经费情况\n公务用车运行维护费60.00万元，其中：加油26.00万元，维修21.00万元，其他12.00万元。", "60.00"),
    # one amount by a name that says of which money, in two sections
    ("二、收入情况\n政府性基金预算财政拨款收入194.00万元。\n六、其他情况\n政府性基金预算财政拨款收入149.00万元。", "149.00"),
    # changes to the budget under titles of their own; more than the budget
    ("某市“三公”经费\n“三公”经费支出300.00万元，比预算数减少90.00万元。具体情况如下：\n一、因公出国（境）经费\n因公出国（境）费100.00万元，比预算数减少20.00万元。\n二、公务接待费\n公务接待费100.00万元，比预算数减少40.00万元。\n三、公务用车购置及运行维护费\n公务用车购置及运行维护费100.00万元，比预算数减少10.00万元。", "90.00"),
    ("五、一般公共预算财政拨款支出决算情况说明\n一般公共预算财政拨款支出820.00万元；年初预算800.00万元，完成102.50%，高出30.00万元。", "30.00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), RIGHT, ids=range(len(RIGHT)))
def test_true_sentences_are_found_true(text: str, numbers: list[str], tmp_path: Path) -> None:
    find_true(text, numbers, tmp_path)


@pytest.mark.parametrize(("text", "number"), WRONG, ids=range(len(WRONG)))
def test_contradictions_are_found(text: str, number: str, tmp_path: Path) -> None:
    find_wrong(text, number, tmp_path)


def test_years_below_a_title_of_another_year_are_no_slips(tmp_path: Path) -> None:
    text = "本年支出100.00万元，较2022年增加20.00万元。\n二、2022年度对比情况\n2022年支出80.00万元，较2021年50.00万元增长60.00%。"
    claims = claims_of(text, tmp_path)
    assert "differs" not in set(claims[claims["kind"] == "period"]["verdict"])


def test_a_year_in_reasons_is_not_the_year_of_the_account(tmp_path: Path) -> None:
    text = "结余分配0.00万元，较2022年度决算数增加0万元，主要原因：2022年共用账户。\n年末结转0.00万元，较2022年度决算数增加0万元，主要原因：2022年共用账户。"
    claims = claims_of(text, tmp_path)
    assert set(claims[claims["kind"] == "period"]["verdict"]) == {"equal"}


def test_nothing_more_than_nothing_is_undefined_of_the_part_and_no_rate_of_the_whole(tmp_path: Path) -> None:
    claims = claims_of("“三公”经费支出6.00万元。其中：因公出国（境）费为0万元，较上年增加0万元，增长0%。", tmp_path)
    growth = claims[claims["kind"] == "growth"]
    assert list(growth["verdict"]) == ["undefined"]
    assert list(growth["row"]) == ["overseas_travel"]
