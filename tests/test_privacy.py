"""Personal data: found in the document's own fields, hidden everywhere, and nothing else hidden.

No name of a person stands in this file; those of the real account are read from it when the
tests run, by rules of their own.
"""

import re
from pathlib import Path

import pandas as pd
import pytest

from budget_analysis.annexes import read_annexes
from budget_analysis.blocks import build_blocks
from budget_analysis.privacy import MASK, is_distinctive, personal_data
from budget_analysis.readers import text
from budget_analysis.reading import Cell, Grid, Line

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw" / "yuecheng-bigdata-2024" / "final-account-2024.txt"


def lines_of(*printed: str) -> list[Line]:
    return [Line(1, number, content) for number, content in enumerate(printed, start=1)]


@pytest.fixture(scope="module")
def raw() -> str:
    return RAW.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def names(raw: str) -> set[str]:
    """The persons whom the account names: the head of the project and the three evaluators."""
    leader = re.search(r"项目负责人 (\S+) 联系电话", raw)
    table = re.search(r"姓名 职称/职务.*?\n(.*?)评价组组长", raw, re.DOTALL)
    assert leader and table
    rows = [line for line in table[1].splitlines() if line.strip()]
    assert len(rows) == 3
    found = {leader[1]}
    for row in rows:
        *name, _position, _unit = row.split()
        found.add("".join(name))
    return found


@pytest.fixture(scope="module")
def number(raw: str) -> str:
    found = re.search(r"联系电话 (\d+)", raw)
    assert found
    return found[1]


# --- the real account ----------------------------------------------------------------------------


def test_fields_and_table_of_the_account_give_its_names_and_number(
    names: set[str], number: str
) -> None:
    personal = personal_data(text.read(RAW).lines)
    assert personal.names == names
    assert personal.numbers == {number}
    assert not personal.words


def test_no_name_and_no_number_in_any_annex_frame(names: set[str], number: str) -> None:
    for name, frame in read_annexes("made-up", text.read(RAW).lines).items():
        content = "".join(frame.to_csv().split())
        assert all(hidden not in content for hidden in (*names, number)), name


def test_no_name_and_no_number_in_the_prose(names: set[str], number: str) -> None:
    lines = text.read(RAW).lines
    blocks = build_blocks("made-up", personal_data(lines).mask_lines(lines))
    content = "".join("".join(blocks["text"]).split())
    assert all(hidden not in content for hidden in (*names, number))


def test_masking_hides_the_names_and_nothing_else(raw: str, names: set[str], number: str) -> None:
    personal = personal_data(text.read(RAW).lines)
    changed = [
        (line, masked) for line in raw.splitlines() if (masked := personal.mask(line)) != line
    ]
    assert len(changed) == 4
    for line, masked in changed:
        assert len(masked) == len(line)
        hidden = "".join(a for a, b in zip(line, masked, strict=True) if a != b)
        assert hidden in {*names, *(name + number for name in names)}


def test_personal_data_does_not_show_itself(names: set[str], number: str) -> None:
    shown = repr(personal_data(text.read(RAW).lines))
    assert all(hidden not in shown for hidden in (*names, number))


# --- made-up fields --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "masked"),
    [
        ("项目负责人 王某某 联系电话 80000000", "项目负责人 ＊＊＊ 联系电话 ＊＊＊＊＊＊＊＊"),
        (
            "填表人：王某  联系电话：0575-80000000",
            "填表人：＊＊  联系电话：＊＊＊＊＊＊＊＊＊＊＊＊＊",
        ),
        ("联 系 人：王 某", "联 系 人：＊ ＊"),
        ("（联系人：王某，电话：13800000000）", "（联系人：＊＊，电话：＊＊＊＊＊＊＊＊＊＊＊）"),
        ("联系方式:（0575）8000 0000", "联系方式:（＊＊＊＊＊＊＊＊＊ ＊＊＊＊"),
        ("评价组组长（签字）：欧阳某某", "评价组组长（签字）：＊＊＊＊"),
        ("评价组成员：王某、李某某", "评价组成员：＊＊、＊＊＊"),
        ("联系人 王某 李某某 13800000000", "联系人 ＊＊ ＊＊＊ ＊＊＊＊＊＊＊＊＊＊＊"),
        ("经办人：王某科长", "经办人：＊＊科长"),
        ("联系人王某 电话80000000", "联系人＊＊ 电话＊＊＊＊＊＊＊＊"),
        ("本项目负责人：阿某某·某某某", "本项目负责人：＊＊＊＊＊＊＊"),
    ],
)
def test_field_is_masked(printed: str, masked: str) -> None:
    assert personal_data(lines_of(printed)).mask(printed) == masked


@pytest.mark.parametrize(
    "printed",
    [
        "评价组组长（签字）：",
        "项目负责人（签字）：\n年 月 日",
        "项目单位主要负责人对绩效评价负责。",
        "单位负责人 1 人，联系电话 12345。",
        "联系人：无 电话：",
        "由项目负责人 负责牵头协调，分管领导、科室会审。",
        "政府采购支出总额 80000000 元。",
    ],
)
def test_what_is_no_personal_value_stays(printed: str) -> None:
    personal = personal_data(lines_of(*printed.split("\n")))
    assert not personal.names and not personal.numbers
    assert personal.mask(printed) == printed


def test_name_below_its_label_is_found() -> None:
    personal = personal_data(lines_of("项目负责人（签字）：", "王某"))
    assert personal.mask("由王某负责，王 某签字") == "由＊＊负责，＊ ＊签字"


def test_table_of_persons_ends_where_it_ends() -> None:
    printed = [
        "姓 名 职务/职称 工作单位 签字",
        "1 王某某 主任 某市图书馆",
        "2 欧 阳 某 高级工程师 某大学",
        "某学院",
        "五、评价报告正文",
        "安装 工程 某市",
    ]
    personal = personal_data(lines_of(*printed))
    assert personal.names == {"王某某", "欧阳某"}
    assert personal.mask("\n".join(printed)).splitlines()[-1] == "安装 工程 某市"


def test_table_of_persons_goes_on_over_the_page() -> None:
    lines = [
        Line(1, 1, "姓名 职务 签字"),
        Line(1, 2, "王某 主任"),
        Line(2, 1, "李某 科长"),
        Line(2, 2, "评价工作按计划完成。"),
        Line(2, 3, "周某 等人"),
    ]
    assert personal_data(lines).names == {"王某", "李某"}


def test_number_is_hidden_with_and_without_its_area_code_but_not_inside_another() -> None:
    personal = personal_data(lines_of("电话：0575-80000000"))
    assert personal.mask("拨打80000000或0575—80000000") == f"拨打{MASK * 8}或{MASK * 13}"
    untouched = "合计 180000000，80000000.00，1,80000000"
    assert personal.mask(untouched) == untouched


def test_grid_fields_and_columns_are_found() -> None:
    cells = [
        ["项目负责人", "王 某", "联系电话", "0575-80000000"],
        ["姓名", "职务", "联系电话", "签字"],
        ["李某某", "主任", "13800000000", ""],
        ["填表人：周某", "", "负责人（签字）", "吴某"],
    ]
    grid = Grid(
        1,
        4,
        4,
        tuple(
            Cell(row, column, printed)
            for row, line in enumerate(cells)
            for column, printed in enumerate(line)
        ),
    )
    personal = personal_data([], [grid])
    assert personal.names == {"王某", "李某某", "周某", "吴某"}
    assert personal.numbers == {"0575-80000000", "80000000", "13800000000"}


# --- names that are also words ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["王某", "李某某", "欧阳某", "欧阳某某", "阿某·某某"])
def test_distinctive_names(name: str) -> None:
    assert is_distinctive(name)


@pytest.mark.parametrize("name", ["高峰", "项目部", "安全科", "年度", "张榜公布", "东方"])
def test_words_and_offices_are_not_distinctive(name: str) -> None:
    assert not is_distinctive(name)


def test_name_that_is_a_word_is_hidden_only_where_it_stands_as_a_name() -> None:
    personal = personal_data(lines_of("项目负责人 高峰 联系电话 80000000"))
    prose = "迎来用电高峰，高峰时段错峰用电。"
    assert personal.mask(prose) == prose
    assert personal.mask("项目负责人高峰") == "项目负责人＊＊"
    assert personal.mask("高 峰") == "＊ ＊"
    assert personal.mask("高峰同志介绍了情况") == "＊＊同志介绍了情况"
    assert personal.words == {"高峰"}


def test_name_that_is_a_word_is_hidden_in_its_row_of_the_table() -> None:
    row = "高峰 研究馆员 某市图书馆"
    personal = personal_data(lines_of("姓名 职务 单位 签字", row))
    assert personal.mask(row) == "＊＊ 研究馆员 某市图书馆"
    assert personal.mask("客流高峰期") == "客流高峰期"


# --- frames ------------------------------------------------------------------------------------------


def test_masked_frame_keeps_its_types_and_missing_values() -> None:
    personal = personal_data(lines_of("联系人 王某"))
    frame = pd.DataFrame(
        {
            "text": pd.array(["由王某负责", None], dtype="string"),
            "count": pd.array([1, None], dtype="Int64"),
        }
    )
    masked = personal.mask_frame(frame)
    assert masked["text"].tolist()[0] == "由＊＊负责"
    assert masked["text"].isna().tolist() == [False, True]
    assert list(masked.dtypes) == list(frame.dtypes)
    assert frame["text"].tolist()[0] == "由王某负责"


def test_personal_field_of_an_annex_is_hidden_whatever_it_holds() -> None:
    printed = (
        "项目支出绩效自评表\n项目名称 某项目\n主管部门 某局\n"
        "项目负责人 Mx N. N.\n联系人 待 定 电话 请见网站"
    )
    found = read_annexes("made-up", lines_of(*printed.split("\n")))["report_items"]
    hidden = dict(zip(found["measure"], found["printed"], strict=True))
    assert set(hidden["project_leader"]) <= {MASK, " "}
    assert set(hidden["contact"]) <= {MASK, " "}
    assert set(hidden["telephone"]) == {MASK}
    assert hidden["supervising_department"] == "某局"
