"""What is counted: rates of change beside the count of the year before, shares of a count, lists that a colon or a bracket tells alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_numbered_prose import find_true, find_wrong

MONEY = "三、支出情况\n本年支出合计400.00万元，其中：基本支出240.00万元；项目支出160.00万元。\n七、业务开展情况\n"

RIGHT = [
    # behind a bracket with its parts; beside the count of the year before, with no word of comparison
    ("培训学员950人次（干部310人次、教师420人次、其他220人次），比上年增加150人次，增长18.75%。", ["950", "18.75"]),
    ("流浪人员救助680人次，上年800人次，降15.00%。", ["15.00"]),
    ("在训运动员216名（2022年180名，增长20.00%），教练员31名。", ["20.00"]),
    ("全县共建驿站96个；走访慰问困难职工330人次，比上年增加30人次，增长10.00%。", ["10.00"]),
    # of a part that is named again, of what the bracket tells or of all: either may be meant
    ("受理案件900件（其中涉农90件），涉农案件比上年增加10件，增长12.50%。", []),
    ("受理案件900件（涉农90件、涉企60件），涉企案件比上年增加10件，增长20.00%。", ["20.00"]),
    # a share of the count that it names, whoever's that is
    ("创建示范村18个，占全县行政村120个的15.00%。", ["15.00"]),
    # lists
    ("全市登记古树240株：一级12株，二级68株，三级160株。", ["240"]),
    ("年末3家单位在岗181人（局机关46人、检测站92人、储备中心43人），较年初减少2人。", ["181"]),
    # posts that are not filled, people who are counted twice, a list that says it is none, two parts only
    ("核定编制120名：局机关40名，执法大队35名，质检站20名。", []),
    ("在职职工150人：党员60人，女职工55人，本科以上90人。", []),
    ("帮扶企业80家：农业12家，商贸15家，物流9家等。", []),
    ("服务对象260人：城区90人，乡镇120人。", []),
    ("接待来访120批：集体访15批，个访60批；另有来信40批。", []),
    # kinds in which the same is counted twice, parts of which some are left out behind a comma, those of the year before, planned ones
    ("居家养老服务惠及1860人：失能老人412人、独居老人1635人、低保老人690人，同一老人在各项中分别统计。", []),
    ("受理案件3862件：网上立案2105件、简易程序1977件、已结3641件。", []),
    ("维修水毁工程128处：渠道46处、塘坝39处、护岸11处等，年底前完工112处。", []),
    ("举办主体班18期（2022年16期：科级班5期、村支书班8期、青年班3期），比上年多2期。", []),
    ("改造网点59个，其中县城7个，占21个县城网点的33.33%，村级52个。", ["59"]),
    ("短期培训24期、1764人次，期数较上年24期持平，人次较上年增长5.00%（上年1680人次）。", []),
    # another place in brackets behind the count, of its own
    ("某区总馆到馆684人次，12家分馆415人次，总馆占62.24%。", []),
]
WRONG = [
    ("培训学员950人次（干部310人次、教师420人次、其他220人次），比上年增加150人次，增长17.75%。", "17.75"),
    ("流浪人员救助680人次，上年800人次，降18.00%。", "18.00"),
    ("创建示范村18个，占全县行政村120个的51.00%。", "51.00"),
    ("年末3家单位在岗181人（局机关46人、检测站29人、储备中心43人），较年初减少2人。", "181"),
    ("企业样本240家，其中服务业171家、建筑业58家、其他20家。", "240"),
]


@pytest.mark.parametrize(("text", "numbers"), RIGHT, ids=range(len(RIGHT)))
def test_true_counts_are_found_true(text: str, numbers: list[str], tmp_path: Path) -> None:
    find_true(MONEY + text, numbers, tmp_path)


@pytest.mark.parametrize(("text", "number"), WRONG, ids=range(len(WRONG)))
def test_counts_that_contradict_are_found(text: str, number: str, tmp_path: Path) -> None:
    find_wrong(MONEY + text, number, tmp_path)


NAMES = [
    ("三、支出情况\n本年支出合计400.00万元，其中：基本支出240.00万元；项目支出160.00万元。\n1.计划生育奖励扶助64.00万元，占项目支出的40.00%。\n2.青少年训练（含食宿、器材）56.00万元，占35.00%。", ["40.00", "35.00"]),
    ("五、“三公”经费情况\n“三公”经费实际发生额为18.00万元，比预算数20.00万元减少2.00万元，下降10.00%，比上年24.00万元降了25.00%。", ["2.00", "10.00", "25.00"]),
]


@pytest.mark.parametrize(("text", "numbers"), NAMES, ids=range(len(NAMES)))
def test_names_and_words_of_lists(text: str, numbers: list[str], tmp_path: Path) -> None:
    find_true(text, numbers, tmp_path)
