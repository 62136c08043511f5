"""Personal data: found in the document's own fields, hidden everywhere, and nothing else hidden.

No name of a person stands in this file; those of the real account are read from it when the
tests run, by rules of their own.
"""

import dataclasses
import re
import traceback
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import load, readers
from budget_analysis.annexes import read_annexes
from budget_analysis.blocks import build_blocks
from budget_analysis.errors import CellError
from budget_analysis.locate import RawForm
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


def identity_check(first: str) -> str:
    """The check digit as GB 11643 writes it: the weights are the powers of two modulo 11."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(first))
    return "10X98765432"[total % 11]


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


def test_name_that_ends_like_an_office_is_hidden_where_a_number_follows() -> None:
    printed = "联系人：王登科 电话：00001234；负责人：农经科"
    assert personal_data(lines_of(printed)).mask(printed) == (
        "联系人：＊＊＊ 电话：＊＊＊＊＊＊＊＊；负责人：农经科"
    )


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


# --- places in tables, many names, figures -----------------------------------------------------------


def grid_of(*rows: list[str]) -> Grid:
    cells = tuple(
        Cell(row, column, printed)
        for row, line in enumerate(rows)
        for column, printed in enumerate(line)
    )
    return Grid(1, len(rows), len(rows[0]), cells)


def test_names_and_numbers_beside_and_below_their_label_in_a_table() -> None:
    grid = grid_of(
        ["项目负责人", "王甲乙", "联系电话", "0575-00001234"],
        ["序号", "项目", "经办人", "手机号码"],
        ["1", "某项目", "李丙丁", "138 0000 0000"],
        ["2", "计划数", "单位数", "12.00"],
        ["收款人\n赵子丑", "银行账号", "0000 0000 0000 0000", "20"],
    )
    personal = personal_data([], [grid])
    assert personal.names == {"王甲乙", "李丙丁", "赵子丑"}
    shown = "".join(cell.text for cell in personal.mask_grid(grid).cells)
    assert re.sub(r"[\s＊]", "", shown) == (
        "项目负责人联系电话序号项目经办人手机号码1某项目2计划数单位数12.00收款人银行账号20"
    )


def test_name_is_hidden_over_the_end_of_a_line_and_with_any_dot() -> None:
    lines = lines_of("联系人：阿甲·乙丙", "由王甲乙牵头，参加的有王甲", "乙和阿甲・乙丙。")
    masked = personal_data(lines).mask_lines(lines)
    assert [line.text for line in masked] == ["联系人：＊＊＊＊＊", "由＊＊＊牵头，参加的有＊＊", "＊和＊＊＊＊＊。"]


def test_name_of_two_characters_is_not_seen_inside_words() -> None:
    personal = personal_data(lines_of("联系人：成甲", "经办人：高乙"))
    assert personal.mask("已完成甲类任务，提高乙类标准") == "已完成甲类任务，提高乙类标准"
    assert personal.mask("由成甲、高乙办理") == "由＊＊、＊＊办理"


def test_many_names_are_all_hidden() -> None:
    first, second = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
    names = [a + b + c for a in "王李张刘陈杨赵吴徐孙周朱" for b in first for c in second]
    printed = "评价组成员：" + "、".join(names)
    masked = personal_data(lines_of(printed)).mask(printed)
    assert set(masked) == set("评价组成员：、＊")


def test_amount_with_the_digits_of_a_telephone_number_stays(tmp_path: Path) -> None:
    file = tmp_path / "account.txt"
    content = ACCOUNT.format(in_form="", in_note="", in_prose="电话：80000000，支出80000000元。")
    file.write_text(content.replace("合计 5.69 5.69", "合计 80000000.00 80000000.00"), encoding="utf-8")
    account = load(file)
    assert account.figures["printed"].head(2).tolist() == ["80000000.00", "80000000.00"]
    assert "电话：＊＊＊＊＊＊＊＊，支出80000000元" in "".join(account.blocks["text"])
    form = grid_of(["合计", "80000000", "8,000.00"], ["联系电话", "电话：80000000", ""])
    shown = personal_data(lines_of("电话：80000000")).mask_grid(form, of_form=True)
    assert [cell.text for cell in shown.cells if MASK in cell.text] == ["电话：＊＊＊＊＊＊＊＊"]


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("000000199001010007", False),
        (f"00000019900101000{identity_check('00000019900101000')}", True),
        ("000000199013010000", False),
        ("123456789012345678", False),
    ],
)
def test_identity_number_without_a_label_is_known_by_its_check_digit(
    number: str, is_one: bool
) -> None:
    printed = f"编号 {number} 的对象"
    hidden = personal_data(lines_of(printed)).mask(printed)
    assert hidden == (f"编号 {MASK * 18} 的对象" if is_one else printed)


def test_error_that_quotes_the_document_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(form: RawForm, *_: object) -> None:
        raise CellError(f'printed "{form.note}" is not an amount')

    monkeypatch.setattr("budget_analysis.tidy.tidy_form", fail)
    printed, *secrets = LEAKS[0]
    with pytest.raises(CellError) as raised:
        frames_of(tmp_path, printed)
    shown = "".join(traceback.format_exception(raised.value))
    assert "is not an amount" in shown and MASK in shown
    assert not [secret for secret in secrets if secret in shown]


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


# --- every frame and message of an account ---------------------------------------------------------

ACCOUNT = """一、概况
（一）部门职责
负责某市某项工作。
2024 年度财政拨款“三公”经费支出决算表
公开 11表
部门：某市某局 单位：万元
项   目 预算数 决算数
“三公”经费支出合计 5.69 5.69
  1．因公出国（境）费用 5.69 5.69
  2．公务用车购置及运行维护费小计 0.00 0.00
    （1）公务用车购置费 0.00 0.00
    （2）公务用车运行维护费 0.00 0.00
  3．公务接待费 0.00 0.00
{in_form}
注：本表反映“三公”经费支出情况。{in_note}
三、2024年度部门决算情况说明
（一）收入支出决算总体情况说明
2024年度收入总计 2209.05万元，支出总计 2209.05万元。
{in_prose}
四、名词解释
1.财政拨款收入：指从同级财政取得的资金。{in_note}
2.{in_note}
"""
"""A small account; the same lines stand in the form, in its note, in the prose, in the glossary."""


def frames_of(folder: Path, printed: str) -> dict[str, pd.DataFrame]:
    """All frames of a made-up account in which these lines stand everywhere."""
    content = ACCOUNT.format(in_form=printed, in_note="".join(printed.split("\n")), in_prose=printed)
    file = folder / "account.txt"
    file.write_text(content, encoding="utf-8")
    account = load(file)
    return {field.name: getattr(account, field.name) for field in dataclasses.fields(account)}


def bare(text: str) -> str:
    """Letters and digits only: neither blanks nor the strokes of a number hide anything."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


LEAKS = [
    # numbers beside a name
    ("联系人：王甲乙 0575-00001234", "王甲乙", "00001234"),
    ("联系人：王甲乙，00001234", "王甲乙", "00001234"),
    ("联系人：王甲乙 13800000000", "王甲乙", "13800000000"),
    ("联系人：王甲乙 138-0000-0000", "王甲乙", "13800000000"),
    ("联系人：王甲乙（138 0000 0000）", "王甲乙", "13800000000"),
    ("项目负责人 王甲乙 1380000 0000", "王甲乙", "13800000000"),
    ("手机：+86 138.0000.0000", "13800000000"),
    ("手机：１３８００００００００", "13800000000"),
    ("收款人：王甲乙 000000199001010007", "王甲乙", "000000199001010007"),
    ("身份证号：000000 19900101 000X", "000000"),
    ("收款人王甲乙，银行账号：0000 0000 0000 0000 000", "王甲乙", "0000000000000000"),
    ("户名：王甲乙 开户账号 0000000000000000123", "王甲乙", "0000000000000000123"),
    ("联系人：王甲乙 jia.yi@example.invalid", "王甲乙", "example"),
    ("微信：jiayi_0000", "jiayi"),
    ("QQ：100010000", "100010000"),
    ("传真：（0575）0000 1235", "00001235"),
    # labels in one
    ("项目负责人及联系电话：王甲乙 0575-00001234", "王甲乙", "00001234"),
    ("联系方式：联系人：王甲乙，电话：00001234", "王甲乙", "00001234"),
    ("联系人/手机 王甲乙/13800000000", "王甲乙", "13800000000"),
    ("负责人（电话）：王甲乙（0575-00001234）", "王甲乙", "00001234"),
    ("联系电话：王甲乙 00001234", "王甲乙", "00001234"),
    # signatures, with and without a colon
    ("制表：王甲乙 复核：李丙丁", "王甲乙", "李丙丁"),
    ("制表 王甲乙 审核 李丙丁", "王甲乙", "李丙丁"),
    ("审核人王甲乙", "王甲乙"),
    ("收款人：王甲乙", "王甲乙"),
    ("经办人 王甲乙 填表人 李丙", "王甲乙", "李丙"),
    ("分管领导：副局长王甲乙", "王甲乙"),
    # names of other shapes
    ("联系人：阿甲乙・丙丁戊", "阿甲乙", "丙丁戊"),
    ("联系人：阿甲乙．丙丁戊", "阿甲乙", "丙丁戊"),
    ("联系人：阿甲乙‧丙丁戊", "阿甲乙", "丙丁戊"),
    ("填表人：欧阳甲乙 2024年12月31日", "欧阳甲乙"),
    # over lines
    ("项目负责人：\n王甲乙\n联系电话：\n0575-00001234", "王甲乙", "00001234"),
    ("序号 项目名称 负责人 联系电话\n1 某项目 王甲乙 00001234", "王甲乙", "00001234"),
    # prose
    ("会议由局长王甲乙同志主持。", "王甲乙"),
    ("该项工作由王甲乙牵头，李丙丁配合。", "王甲乙"),
    ("春节前走访慰问王甲乙，送上慰问金1000元。", "王甲乙"),
]  # fmt: skip
"""What is printed, and what of it must stand in no frame and no message."""


def test_the_tables_have_as_many_rows_as_were_seen_to_fail() -> None:
    assert len(LEAKS) == 36
    assert len(NO_NAMES) == 33


@pytest.mark.parametrize(("printed", "secrets"), [(line, rest) for line, *rest in LEAKS])
def test_no_person_in_any_frame_or_message(
    tmp_path: Path, printed: str, secrets: list[str]
) -> None:
    assert all(secret in bare(printed) for secret in secrets)
    for name, frame in frames_of(tmp_path, printed).items():
        content = bare(frame.drop(columns="sha256", errors="ignore").to_csv())
        assert not [secret for secret in secrets if secret in content], name


NO_NAMES = [
    "项目负责人：计划数", "负责人 水电费 12.00", "联系人：单位数", "负责人：高质量", "经办人：程序员", "审核人：合计", "联系人：无",
    "填表人：金额数", "项目负责人 管理费", "制表：安全员", "复核 方案", "审核：程序性", "编制：全额拨款", "编制 单位", "会计 成本", "主管：财政局",
    "收款人：水利局", "付款人：农业银行", "负责人：综合科", "联系人：办公室 电话：见官网", "分管领导：时任领导", "组长：单位负责同志", "成员：党员",
    "姓名 职务 单位", "项目负责人 房屋租赁费", "责任人：项目部", "验收人：施工方", "领取人：低保户", "负责人：高标准", "由于管理负责人变动，由项目部负责。",
    "由施工方负责，由财政局牵头。", "慰问金、慰问品支出，走访慰问农户，慰问官兵。", "局长办公会同志们审定，由方案编制单位负责。",
]  # fmt: skip
"""Lines with the fields of a person in which no person stands."""


@pytest.mark.parametrize("printed", NO_NAMES)
def test_words_in_the_fields_of_persons_stay(tmp_path: Path, printed: str) -> None:
    for name, frame in frames_of(tmp_path, printed).items():
        assert MASK not in frame.to_csv(), name


WORDS = """
    成果 明确 连续 江南 石材 牛奶 苗木 农田 黄金 金融 祝福 任期 宣传册 柯桥 杭州 游客 马路 高中生 边坡 柳树 毛巾 包装袋 马拉松 钟表
    时候 位置 高速 经过 应该 原来 文章 游戏 夏天 管委会 史志办 安监站 水利局 农民工 毕业生 张贴 季度 方案 时效性 经济性 车位 路灯
    """.split()


@pytest.mark.parametrize(
    "field", ["负责人：{}", "联系人 {}", "审核人{}", "成员：{}", "由{}牵头", "慰问{}，", "局长{}同志", "批准人：{}", "经办 {}"]
)
def test_words_that_begin_like_a_name_stay(field: str) -> None:
    printed = [field.format(word) for word in WORDS]
    masked = [personal_data(lines_of(line)).mask(line) for line in printed]
    assert masked == printed


@pytest.mark.parametrize("name", ["shgzb", "ghj", "wlj", "sql"])
def test_account_that_names_nobody_loses_no_word(shared_dir: Path, name: str) -> None:
    reading = readers.read(shared_dir / "documents" / f"{name}.pdf")
    personal = personal_data(reading.lines, reading.grids)
    texts = [line.text for line in reading.lines]
    texts += [cell.text for grid in reading.grids for cell in grid.cells]
    assert len(texts) > 1000
    assert [personal.mask(text) for text in texts] == texts
