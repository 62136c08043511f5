"""The annexes of a real account cell by cell, and made-up annexes of other offices."""

import json
import random
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import frames, stages
from budget_analysis.annexes import FRAMES, read_annexes
from budget_analysis.blocks import join_text
from budget_analysis.readers import text
from budget_analysis.reading import Box, Cell, Grid, Line
from budget_analysis.terms import fold

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = "yuecheng-bigdata-2024"
RAW = ROOT / "data" / "raw" / DOCUMENT / "final-account-2024.txt"
GOLDEN = ROOT / "tests" / "documents" / DOCUMENT


NUMBERED = ("projects", "funds", "indicators")


def frame_of(name: str) -> pd.DataFrame:
    return pd.read_csv(GOLDEN / f"{name}.csv", dtype=str, keep_default_na=False)


def lines_of(printed: str, page: int = 1) -> list[Line]:
    return [
        Line(page, number, content)
        for number, content in enumerate(printed.split("\n"), start=1)
        if content.strip()
    ]


def read(printed: str) -> dict[str, pd.DataFrame]:
    return read_annexes("made-up", lines_of(printed))


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """The named columns as tuples of strings; a missing value is an empty string."""
    return [tuple(row) for row in as_text(frame)[list(columns)].itertuples(index=False)]


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype("string").fillna("").astype(str)


# --- the real account ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def account() -> dict[str, pd.DataFrame]:
    return read_annexes(DOCUMENT, text.read(RAW).lines)


@pytest.mark.parametrize("frame", FRAMES)
def test_annex_equals_what_was_read_off_the_page(
    account: dict[str, pd.DataFrame], frame: str
) -> None:
    expected = frame_of(frame)
    pd.testing.assert_frame_equal(as_text(account[frame]), expected, check_dtype=False)


def test_nothing_of_the_annexes_is_left_unread(account: dict[str, pd.DataFrame]) -> None:
    assert account["problems"].empty


def test_frames_have_the_declared_columns_and_types(account: dict[str, pd.DataFrame]) -> None:
    for frame in (*FRAMES, "problems"):
        assert {name: str(kind) for name, kind in account[frame].dtypes.items()} == frames.columns(
            frame
        )


def test_no_rule_is_fitted_to_the_names_of_this_account() -> None:
    """Every character that no description uses is exchanged for another one: the rows follow."""
    of_frames = {name: content for name, content in stages.package_files().items() if name.startswith("specs/") and name in stages.FRAMES.words}
    fixed = set(b"".join(of_frames.values()).decode())
    fixed.update("一二三四五六七八九十年月日分")
    content = RAW.read_text(encoding="utf-8")
    free = sorted({letter for letter in content if "\u4e00" <= letter <= "\u9fff"} - fixed)
    exchange = str.maketrans(dict(zip(free, [*free[7:], *free[:7]], strict=True)))
    assert len(free) > 100
    lines = [
        Line(line.page, line.number, line.text.translate(exchange)) for line in text.read(RAW).lines
    ]
    found = read_annexes(DOCUMENT, lines)
    for frame in FRAMES:
        expected = frame_of(frame)
        expected = expected.map(lambda value: value.translate(exchange))
        pd.testing.assert_frame_equal(as_text(found[frame]), expected, check_dtype=False)


def test_account_cut_off_anywhere_gives_rows_of_the_whole_account() -> None:
    lines = text.read(RAW).lines
    whole = {frame: set(rows(frame_of(frame), *frames.columns(frame))) for frame in NUMBERED}
    start = next(index for index, line in enumerate(lines) if "项目支出绩效自评表" in line.text)
    for end in range(start, len(lines), 47):
        found = read_annexes(DOCUMENT, lines[:end])
        for frame, expected in whole.items():
            strangers = set(rows(found[frame], *frames.columns(frame))) - expected
            assert not strangers or not found["problems"].empty


def test_document_without_annexes_gives_empty_frames() -> None:
    found = read("（一）部门职责\n负责公共服务。")
    assert all(found[frame].empty for frame in (*FRAMES, "problems"))
    assert list(found["funds"].columns) == list(frames.columns("funds"))


# --- where it stands --------------------------------------------------------------------------------


def printed_at(place: list[list[int]], lines: dict[tuple[int, int], str]) -> str:
    """The characters of the printed lines at a place, without blanks."""
    return "".join(
        "".join(lines[page, line][start:end].split()) for page, line, start, end, *_ in place
    )


def misplaced(found: dict[str, pd.DataFrame], lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """Frame, column and text of each printed value whose places hold something else."""
    texts = {(line.page, line.number): join_text([line.text]) for line in lines}
    wrong = []
    for frame in FRAMES:
        for row in as_text(found[frame]).to_dict("records"):
            places = json.loads(row["places"]) if row["places"] else {}
            printed = [name for name in row if name in PRINTED.get(frame, ()) and row[name]]
            wrong += [(frame, name, row[name]) for name in printed if name not in places]
            for name, place in places.items():
                seen = printed_at(place, texts)
                if "＊" in row[name]:
                    is_same = len(seen) == len("".join(row[name].split()))
                else:  # labels are without their colon
                    is_same = fold(seen).rstrip(":") == fold(row[name]).rstrip(":")
                if not is_same:
                    wrong.append((frame, name, row[name]))
    return wrong


PRINTED = {
    "units": ("unit", "note"),
    "projects": ("unit", "project", "grade"),
    "funds": ("project", "item", "printed"),
    "indicators": (
        "project", "level_1", "level_2", "level_3", "weight_1", "weight_2", "target", "actual",
        "weight", "score", "deviation", "explanation", "criteria",
    ),
    "report_items": ("project", "item", "printed"),
    "glossary": ("term", "explanation"),
}  # fmt: skip


def test_each_printed_value_says_in_which_lines_it_stands() -> None:
    lines = text.read(RAW).lines
    assert misplaced(read_annexes(DOCUMENT, lines), lines) == []
    printed = [
        HEADER + FUNDS + GOALS + INDICATORS + invent(3, True)[0] + TOTAL,
        HEADER + FUNDS + GOALS + INDICATORS + invent(4, False)[0] + TOTAL,
        REPORT + SCORING + scoring_rows(ROWS) + "总分 26 24.5\n",
        UNITS_HEADING + "某市文化局本级、某市图书馆（原 A1 馆）。\n二、2023年度部门决算公开表",
        UNITS_HEADING + "1.某市文化局\n2.某市图书馆、博\n物馆（合署）；\n3.某市文化馆\n四、其他",
    ]
    for content in printed:
        found = read(content)
        assert any(len(found[frame]) for frame in FRAMES)
        assert misplaced(found, lines_of(content)) == []


def test_a_value_of_a_line_of_a_pdf_has_the_box_of_the_line() -> None:
    box = Box(72.0, 100.004, 300.0, 112.0)
    lines = [replace(line, box=box) for line in lines_of(UNITS_HEADING + "某市图书馆。\n二、决算表")]
    found = read_annexes("made-up", lines)
    assert json.loads(found["units"]["places"].iloc[0]) == {
        "unit": [[1, 3, 0, 5, 72.0, 100.0, 300.0, 112.0]]
    }


def test_each_printed_value_of_a_grid_says_in_which_cell_it_stands() -> None:
    cells = [
        replace(cell, box=Box(cell.column, cell.row, cell.column + 1.004, cell.row + 1))
        for cell in EVALUATION_GRID.cells
    ]
    texts = {(cell.column, cell.row): fold(cell.text) for cell in cells}
    found = read_annexes("made-up", [], [replace(EVALUATION_GRID, cells=tuple(cells))])
    count = 0
    for frame in ("funds", "indicators", "report_items"):
        for row in as_text(found[frame]).to_dict("records"):
            for name, place in json.loads(row["places"]).items():
                [[page, line, start, end, x0, y0, x1, y1]] = place
                assert (page, line, start, end, x1 - x0, y1 - y0) == (1, None, None, None, 1, 1)
                assert fold(row[name]) in texts[x0, y0] or "＊" in row[name]
                count += 1
    assert count > 60


# --- units -----------------------------------------------------------------------------------------

UNITS_HEADING = "（二）机构设置\n纳入某市文化局2023年度部门决算编制范围的二级预算单位包括：\n"


@pytest.mark.parametrize(
    "printed",
    [
        "1.某市文化局（本级）\n2.某市图书馆、博物馆（合署）\n3.某市文化馆",
        "    某市文化局（本级）；\n    某市图书馆、博物馆（合署）；\n    某市文化馆。",
        "某市文化局（本级）；某市图书馆、博物馆（合\n署）；某市文化馆。",
        "序号 单位名称 备注\n1 某市文化局（本级）\n2\n某市图书馆、博物馆（合\n署）\n3 某市文化馆",
    ],
)
def test_units_are_read_from_each_way_to_list_them(printed: str) -> None:
    found = read(UNITS_HEADING + printed + "\n二、2023年度部门决算公开表")
    assert rows(found["units"], "row", "unit") == [
        ("1", "某市文化局（本级）"),
        ("2", "某市图书馆、博物馆（合署）"),
        ("3", "某市文化馆"),
    ]
    assert found["problems"].empty


def test_units_named_in_one_sentence() -> None:
    found = read(UNITS_HEADING + "某市文化局本级、某市图书馆。\n二、2023年度部门决算公开表")
    assert rows(found["units"], "unit") == [("某市文化局本级",), ("某市图书馆",)]


def test_name_that_could_end_with_a_note_is_not_guessed() -> None:
    printed = "序号 单位名称 备注\n1\n某市图书馆\n合署办公\n二、2023年度部门决算公开表"
    found = read(UNITS_HEADING + printed)
    assert rows(found["units"], "row", "unit", "note") == [("1", "", "")]
    assert "one certain way" in found["problems"]["message"].iloc[0]


def test_units_section_without_a_list_is_a_problem() -> None:
    found = read("（二）机构设置\n本部门内设五个科室，核定编制若干名。\n二、2023年度部门决算公开表")
    assert found["units"].empty
    assert found["problems"]["message"].str.contains("unit_list.leads").all()
    assert len(found["problems"]) == 1


# --- project list -----------------------------------------------------------------------------------

LIST_TITLE = "某市文化局2023年度项目支出绩效自评结果清单\n序号 预算部门（单位） 项目名称 自评结论\n"


def test_wrapped_project_rows_are_parted_by_what_other_rows_print() -> None:
    found = read(
        LIST_TITLE
        + "1 某市图书馆 购书经费 优\n"
        + "2\n某市非物质文化遗产保护中\n心\n传承人补助 良\n"
        + "3 某市图书馆\n古籍修复与数字化加工、\n展示利用项目\n中"
    )
    assert rows(found["projects"], "row", "unit", "project", "grade") == [
        ("1", "某市图书馆", "购书经费", "优"),
        ("2", "某市非物质文化遗产保护中心", "传承人补助", "良"),
        ("3", "某市图书馆", "古籍修复与数字化加工、展示利用项目", "中"),
    ]
    assert found["problems"].empty


def test_project_row_that_parts_in_two_ways_is_kept_but_not_guessed() -> None:
    found = read(LIST_TITLE + "1\n某市图书馆\n古籍修复\n数字化加工\n优")
    assert rows(found["projects"], "row", "unit", "project") == [("1", "", "")]
    assert "one certain way" in found["problems"]["message"].iloc[0]


def test_project_list_goes_on_over_the_page_with_its_header_repeated() -> None:
    lines = [
        *lines_of(LIST_TITLE + "1 某市图书馆 购书经费 优", page=4),
        *lines_of("序号 预算部门（单位） 项目名称 自评结论\n2 某市文化馆 惠民演出 优", page=5),
        *lines_of("（二）重点绩效评价报告\n无。", page=6),
    ]
    found = read_annexes("made-up", lines)
    assert rows(found["projects"], "row", "unit", "page") == [
        ("1", "某市图书馆", "4"),
        ("2", "某市文化馆", "5"),
    ]


# --- self-evaluation --------------------------------------------------------------------------------

HEADER = """项目支出绩效自评表
（2023年度）
项目名称 城市书房建设经费
主管部门 某市文化局 实施单位 某市图书馆
"""
FUNDS = """项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额 1,120.00 118.50 100.00 10 84.39% 8.44
其中：当年财政拨款 1,120.00 118.50 100.00 — 84.39% —
"""
GOALS = "年度总体目标 预期目标 实际完成情况\n新建书房3个。\n全部建成。\n"
INDICATORS = (
    "绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施\n"
)
TOTAL = "总分 100 92.44\n"


def evaluation(body: str, funds: str = FUNDS, goals: str = GOALS) -> dict[str, pd.DataFrame]:
    return read(HEADER + funds + goals + INDICATORS + body + TOTAL)


def test_ministry_layout_has_points_among_its_funds() -> None:
    found = evaluation("产出指标 数量指标 新建书房数量 3个 3个 90 84\n")
    assert rows(found["funds"], "row", "role", "item", "measure", "printed", "unit") == [
        ("1", "total", "年度资金总额", "budget", "1,120.00", "万元"),
        ("1", "total", "年度资金总额", "adjusted_budget", "118.50", "万元"),
        ("1", "total", "年度资金总额", "actual", "100.00", "万元"),
        ("1", "total", "年度资金总额", "weight", "10", ""),
        ("1", "total", "年度资金总额", "rate", "84.39%", "%"),
        ("1", "total", "年度资金总额", "score", "8.44", ""),
        ("2", "appropriation", "当年财政拨款", "budget", "1,120.00", "万元"),
        ("2", "appropriation", "当年财政拨款", "adjusted_budget", "118.50", "万元"),
        ("2", "appropriation", "当年财政拨款", "actual", "100.00", "万元"),
        ("2", "appropriation", "当年财政拨款", "weight", "—", ""),
        ("2", "appropriation", "当年财政拨款", "rate", "84.39%", "%"),
        ("2", "appropriation", "当年财政拨款", "score", "—", ""),
    ]
    assert found["problems"].empty


def test_fund_row_with_a_blank_that_could_stand_anywhere_is_not_read() -> None:
    funds = FUNDS.replace(
        "当年财政拨款 1,120.00 118.50 100.00 — 84.39% —", "当年财政拨款 118.50 84.39%"
    )
    found = evaluation("产出指标 数量指标 新建书房数量 3个 3个 90 84\n", funds)
    second = found["funds"][found["funds"]["row"] == 2]
    assert second["printed"].isna().all()
    assert "118.50 84.39%" in found["problems"]["message"].iloc[0]


def test_unknown_header_of_funds_is_a_problem() -> None:
    found = evaluation(
        "产出指标 数量指标 新建书房数量 3个 3个 90 84\n", "项目资金 甲数 乙数\n总额 1 2\n"
    )
    assert found["funds"].empty
    assert "no columns are known" in found["problems"]["message"].iloc[0]


def test_groups_without_weights_are_known_by_their_names() -> None:
    found = evaluation(
        "产出指标 数量指标 新建书房数量 3个 3个 20 20\n"
        "购置图书 2万册 2.1万册 10 10\n"
        "时效指标 建成时间 12月底前 次年1月 10 8 招标延期\n"
        "成本指标 单个书房成本 30 28 10 10\n"
        "效益指标\n社会效益指标\n年接待读者人次\n≥5万 4万 20 16 宣传不足\n"
        "满意度指标 服务对象满意度指标 服务对象满意度 ≥90% 95% 10 10\n"
    )
    assert rows(found["indicators"], "level_1", "level_2", "level_3", "target", "actual") == [
        ("产出指标", "数量指标", "新建书房数量", "3个", "3个"),
        ("产出指标", "数量指标", "购置图书", "2万册", "2.1万册"),
        ("产出指标", "时效指标", "建成时间", "12月底前", "次年1月"),
        ("产出指标", "成本指标", "单个书房成本", "30", "28"),
        ("效益指标", "社会效益指标", "年接待读者人次", "≥5万", "4万"),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "95%"),
        ("", "", "", "", ""),
    ]
    assert rows(found["indicators"], "weight", "score", "deviation")[2] == ("10", "8", "招标延期")
    assert rows(found["indicators"], "kind", "weight", "score")[-1] == ("total", "100", "92.44")
    assert found["problems"].empty


def test_group_left_empty_without_a_score_is_a_row() -> None:
    found = evaluation(
        "产出指标\n(60分)\n数量指标\n(60分)\n藏书 ≥1册 2册 60 60\n质量指标(0\n分)\n时效指标(0分)\n"
        "效益指标\n(40分)\n社会效益\n(40分)\n读者 ≥1人 2人 40 40\n"
    )
    assert rows(found["indicators"], "kind", "level_1", "level_2", "weight_1", "weight_2") == [
        ("indicator", "产出指标", "数量指标", "60", "60"),
        ("empty_group", "产出指标", "质量指标", "60", "0"),
        ("empty_group", "产出指标", "时效指标", "60", "0"),
        ("indicator", "效益指标", "社会效益", "40", "40"),
        ("total", "", "", "", ""),
    ]


def test_reason_after_lost_points_is_not_taken_for_a_name() -> None:
    """The lines before 借阅 can belong to the row above: the row is not read, its marks are."""
    found = evaluation(
        "产出指标 数量指标 新建书房数量 3个 2个 20 13\n招标延期，\n次年完成\n借阅\n人次\n≥5万 4万 20 16\n"
    )
    assert rows(found["indicators"], "level_3", "weight", "score")[1] == ("", "20", "16")
    assert "in more than one way" in found["problems"]["message"].iloc[0]


def test_reason_before_a_group_goes_to_the_row_above() -> None:
    found = evaluation(
        "产出指标\n(50分)\n数量指标\n(50分)\n藏书 ≥3册 2册 50 33\n采购\n延期\n效益指标\n(50分)\n"
        "社会效益\n(50分)\n读者 ≥1人 2人 50 50\n"
    )
    assert rows(found["indicators"], "level_1", "level_3", "deviation")[:2] == [
        ("产出指标", "藏书", "采购延期"),
        ("效益指标", "读者", ""),
    ]


def test_goals_whose_border_is_not_certain_stay_together() -> None:
    goals = "年度总体目标 预期目标 实际完成情况\n建房。\n购书。\n建成。\n购毕。\n"
    found = evaluation("产出指标 数量指标 新建书房数量 3个 3个 90 84\n", goals=goals)
    items = found["report_items"].set_index("measure")["printed"]
    assert pd.isna(items["expected_goal"])
    assert items["achieved_goal"] == "建房。购书。建成。购毕。"
    assert "where the first ends" in found["problems"]["message"].iloc[0]


def test_title_that_only_announces_is_no_table() -> None:
    found = read(
        "附件：\n项目支出绩效自评表\n（二）其他\n无。\n详见附件2项目支出绩效自评表，已公开。"
    )
    assert all(found[frame].empty for frame in (*FRAMES, "problems"))


def test_header_of_indicators_with_an_unknown_column_is_a_problem() -> None:
    found = read(HEADER + FUNDS + GOALS + "绩效指标 甲 乙 丙 丁\n产出指标 1 2 3 4\n" + TOTAL)
    assert found["indicators"].empty
    assert "the rows are not read" in found["problems"]["message"].iloc[0]


def test_total_row_with_a_missing_number_is_a_problem() -> None:
    found = read(
        HEADER + FUNDS + GOALS + INDICATORS + "产出指标 数量指标 藏书 3册 3册 90 84\n总分 100\n"
    )
    assert list(found["indicators"]["kind"]) == ["indicator"]
    assert "1 numbers for 2 columns" in found["problems"]["message"].iloc[0]


# --- invented tables, printed as a dump prints them --------------------------------------------------

FIRST = ("产出指标", "效益指标", "满意度指标")
SECOND = ("数量指标", "质量指标", "时效指标", "社会效益", "可持续影响", "服务对象满意度")
LETTERS = "阅览借还书房古籍修复数字化展陈讲座培训演出巡回乡村文艺辅导志愿服务"
TARGETS = ("达到国家二级标准以上", "≥60个", "=1年", "提升", "≤0.5%", "100", "12月底前", "＝4次", "完成", "≥95%")


def wrapped(cell: str, width: int) -> list[str]:
    return [cell[start : start + width] for start in range(0, len(cell), width)]


def dumped(cells: list[tuple[str, int]]) -> list[str]:
    """Cells and their widths as lines: what fits shares a line, what wraps has its own."""
    lines: list[str] = []
    shared: list[str] = []
    for cell, width in cells:
        pieces = wrapped(cell, width)
        if len(pieces) == 1:
            shared.append(cell)
            continue
        lines.extend([" ".join(shared)] if shared else [])
        lines.extend(pieces)
        shared = []
    return [*lines, *([" ".join(shared)] if shared else [])]


def invent(seed: int, is_marked: bool) -> tuple[str, list[tuple[str, ...]]]:
    """A table's body as a dump prints it, and its indicators as they stand on the page."""
    draw = random.Random(seed)
    printed: list[str] = []
    truth: list[tuple[str, ...]] = []
    for first in FIRST[: draw.randint(1, 3)]:
        opening = [(f"{first}({draw.randint(10, 60)}.00分)" if is_marked else first, 5)]
        for second in draw.sample(SECOND, draw.randint(1, 3)):
            opening.append((f"{second}({draw.randint(5, 30)}分)" if is_marked else second, 6))
            for _ in range(draw.randint(1, 3)):
                name = "".join(draw.choices(LETTERS, k=draw.randint(2, 25)))
                target, actual = draw.choice(TARGETS), draw.choice(TARGETS)
                weight = str(draw.randint(1, 30))
                cells = [(name, 11), (target, 8), (actual, 8), (weight, 6), (f"{weight}.00", 6)]
                printed.extend(dumped([*opening, *cells]))
                truth.append((first, second, name, target, actual, weight, f"{weight}.00"))
                opening = []
    return "\n".join(printed) + "\n", truth


@pytest.mark.parametrize("is_marked", [True, False])
def test_invented_tables_are_read_rightly_or_said_to_be_unreadable(is_marked: bool) -> None:
    """Each cell is right or blank; each row with a blank name is a problem."""
    columns = ("level_1", "level_2", "level_3", "target", "actual", "weight", "score")
    unread = 0
    count = 0
    for seed in range(60):
        body, truth = invent(seed, is_marked)
        found = evaluation(body)
        seen = rows(found["indicators"], *columns)[:-1]
        assert len(seen) == len(truth)
        assert [row[2] for row in seen].count("") == len(found["problems"])
        for expected, row in zip(truth, seen, strict=True):
            cells = zip(row, expected, strict=True)
            assert all(printed in ("", true) for printed, true in cells)
            assert row[5:] == expected[5:]
        unread += len(found["problems"])
        count += len(truth)
    assert count > 400
    assert unread * 5 < count


# --- evaluation report ------------------------------------------------------------------------------

REPORT = """项目支出绩效评价报告
项目名称 流动图书车项目
项目单位 某市图书馆
主管部门 某市文化局
评价方式：□部门评价 ☑财政评价
二〇二四年五月
一、项目基本信息
地址 某市中山路 1号 邮编 000000
计划安排资金（元） 300
其中：中央财政 100
省财政 200
实际到位资金（元） 250
其中：中央财政 100
省财政 150
实际支出（元） 240.5
二、项目支出明细情况
支出内容 计划支出数 实际支出数
车辆购置 200 190.5
图书 100
支出合计（元） 300 240.5
三、评价报告摘要
评价结论
达到预期。
四、评价人员
姓名 职务 单位 签字
五、评价报告文字部分
一、项目概况
流动图书车深入乡村。
"""


def test_report_with_funds_below_each_other_and_boxes_before_their_options() -> None:
    found = read(REPORT)
    assert rows(found["funds"], "row", "role", "item", "measure", "printed", "unit") == [
        ("1", "total", "计划安排资金", "planned", "300", "元"),
        ("2", "central", "中央财政", "planned", "100", "元"),
        ("3", "provincial", "省财政", "planned", "200", "元"),
        ("4", "total", "实际到位资金", "received", "250", "元"),
        ("5", "central", "中央财政", "received", "100", "元"),
        ("6", "provincial", "省财政", "received", "150", "元"),
        ("7", "total", "实际支出", "actual", "240.5", "元"),
    ]
    assert rows(found["report_items"], "part", "item", "measure", "printed") == [
        ("fact", "项目单位", "project_unit", "某市图书馆"),
        ("fact", "主管部门", "supervising_department", "某市文化局"),
        ("fact", "评价方式", "unticked", "部门评价"),
        ("fact", "评价方式", "ticked", "财政评价"),
        ("fact", "", "unlabelled", "二〇二四年五月"),
        ("fact", "地址", "address", "某市中山路1号"),
        ("fact", "邮编", "postal_code", "000000"),
        ("spending", "车辆购置", "planned", "200"),
        ("spending", "车辆购置", "actual", "190.5"),
        ("spending", "图书", "planned", ""),
        ("spending", "图书", "actual", ""),
        ("spending", "支出合计", "planned", "300"),
        ("spending", "支出合计", "actual", "240.5"),
        ("text", "评价结论", "conclusion", "达到预期。"),
    ]
    assert len(found["problems"]) == 1
    assert "图书100" in found["problems"]["message"].iloc[0]


def test_part_without_its_amount_is_not_given_to_the_wrong_group() -> None:
    printed = REPORT.replace(
        "计划安排资金（元） 300\n其中：中央财政 100\n省财政 200\n实际到位资金（元） 250\n其中：中央财政 100\n省财政 150\n",
        "计划安排资金（元） 300 实际到位资金（元） 250\n省财政 省财政 150\n",
    )
    found = read(printed)
    assert "省财政" not in set(found["funds"]["item"])
    assert any("省财政" in message for message in found["problems"]["message"])


def test_prose_report_has_no_table_to_read() -> None:
    found = read(
        "项目支出绩效评价报告\n为加强预算绩效管理，我局对项目开展了评价。\n一、基本情况\n（略）"
    )
    assert all(found[frame].empty for frame in (*FRAMES, "problems"))


SCORING = """项目支出绩效评价指标得分表
一级
指标
二级
指标
三级
指标
指标解释 评价要点
分
值
得
分
"""


def scoring_rows(table: list[tuple[list[str], str, str, str, str, str]]) -> str:
    """Rows as a dump prints them: columns 2, 3, 7 and 18 characters wide."""
    printed = []
    for groups, third, explanation, criteria, weight, score in table:
        for group in groups:
            printed.extend(wrapped(group, 2))
        printed.extend([*wrapped(third, 3), *wrapped(explanation, 7), *wrapped(criteria, 18)])
        printed.append(f"{weight} {score}")
    return "\n".join(printed) + "\n"


ROWS = [
    (
        ["决策", "项目立项"],
        "立项依据充分性",
        "项目立项是否符合规划和政策",
        "评价要点：" * 9,
        "10",
        "9.5",
    ),
    ([], "程序规范性", "程序是否合规并留有记录", "①是否按程序；②是否集体决策；" * 3, "8", "8"),
    (
        ["资金投入"],
        "预算编制科学性",
        "预算编制是否经过论证",
        "预算内容与项目内容是否匹配。" * 2,
        "8",
        "7",
    ),
]


def test_scoring_table_of_the_national_model() -> None:
    found = read(REPORT + SCORING + scoring_rows(ROWS) + "总分 26 24.5\n")
    scoring = found["indicators"][found["indicators"]["source"] == "evaluation_report"]
    assert rows(scoring, "project", "level_1", "level_2", "level_3", "weight", "score") == [
        ("流动图书车项目", "决策", "项目立项", "立项依据充分性", "10", "9.5"),
        ("流动图书车项目", "决策", "项目立项", "程序规范性", "8", "8"),
        ("流动图书车项目", "决策", "资金投入", "预算编制科学性", "8", "7"),
        ("流动图书车项目", "", "", "", "26", "24.5"),
    ]
    assert rows(scoring, "explanation", "criteria")[1] == ROWS[1][2:4]


def test_scoring_table_without_a_total_may_be_cut_off() -> None:
    found = read(REPORT + SCORING + scoring_rows(ROWS))
    assert any("no total row" in message for message in found["problems"]["message"])


def test_unknown_level_names_that_run_together_are_not_parted() -> None:
    strange = [(["天地", "玄黄宇宙"], *ROWS[0][1:]), *ROWS[1:]]
    found = read(REPORT + SCORING + scoring_rows(strange) + "总分 26 24.5\n")
    scoring = found["indicators"][found["indicators"]["source"] == "evaluation_report"]
    assert rows(scoring, "level_1", "level_3", "score")[:2] == [
        ("", "立项依据充分性", "9.5"),
        ("", "程序规范性", "8"),
    ]
    assert any("天地玄黄宇宙" in message for message in found["problems"]["message"])


# --- glossary -----------------------------------------------------------------------------------------


def test_glossary_items_are_parted_by_their_sequence_only() -> None:
    found = read(
        "第四部分 名词解释\n第五部分 附件\n"
        "第四部分 名词解释\n一、基本支出：指下列支出：\n1.工资；\n2.办公\n费。\n二、项目支出:指其他支出。\n"
        "五、不在次序中的一行\n三、没有冒号的词条\n第五部分 附件\n无。"
    )
    assert rows(found["glossary"], "row", "term", "explanation") == [
        ("1", "基本支出", "指下列支出：1.工资；2.办公费。"),
        ("2", "项目支出", "指其他支出。五、不在次序中的一行"),
        ("3", "没有冒号的词条", ""),
    ]
    assert "no colon" in found["problems"]["message"].iloc[0]


def test_glossary_may_leave_terms_out() -> None:
    found = read("第四部分 名词解释\n一、基本支出：指下列支出：\n十、\n三、其他，\n四、工资：见上。\n十一、机关运行经费：指日常公用经费。\n")
    assert rows(found["glossary"], "row", "term", "explanation") == [
        ("1", "基本支出", "指下列支出：十、三、其他，四、工资：见上。"),
        ("2", "机关运行经费", "指日常公用经费。"),
    ]


# --- the same annexes with cells ----------------------------------------------------------------------


def grid_of(table: list[list[str | None]], page: int = 1) -> Grid:
    """A grid; None continues the cell to the left, "^" the cell above."""
    cells = []
    width = len(table[0])
    for row, line in enumerate(table):
        for column, printed in enumerate(line):
            if printed is None or printed == "^":
                continue
            column_span = 1
            while column + column_span < width and line[column + column_span] is None:
                column_span += 1
            row_span = 1
            while row + row_span < len(table) and table[row + row_span][column] == "^":
                row_span += 1
            cells.append(Cell(row, column, printed, row_span, column_span))
    return Grid(page, len(table), width, tuple(cells))


def test_unit_list_in_a_ruled_table_goes_on_over_the_page() -> None:
    first = grid_of(
        [["序号", "单位名称", "备注"], ["1", "某局（本级）", "行政"], ["2", "某局执法\n大", ""]], 3
    )
    second = grid_of([["", "队（下属）", ""], ["3", "某中心", ""]], 4)
    found = read_annexes("made-up", [], [first, second])
    assert rows(found["units"], "row", "unit", "note", "page") == [
        ("1", "某局（本级）", "行政", "3"),
        ("2", "某局执法大队（下属）", "", "3"),
        ("3", "某中心", "", "4"),
    ]


def test_table_with_other_columns_is_no_unit_list() -> None:
    form = grid_of([["单位名称", "本年支出合计", "基本支出"], ["某局（本级）", "1.00", "1.00"]])
    assert read_annexes("made-up", [], [form])["units"].empty


def test_project_list_in_a_ruled_table() -> None:
    table = [["序号", "项目名称", "预算数", "自评等级"], ["1", "惠民\n演出", "12.00", "优"]]
    found = read_annexes("made-up", [], [grid_of(table)])
    assert rows(found["projects"], "row", "unit", "project", "grade") == [
        ("1", "", "惠民演出", "优")
    ]


EVALUATION_GRID = grid_of(
    [
        ["项目名称", None, "城市书房建设经费", None, None, None, None, None],
        ["主管部门", None, "某市文化局", None, "预算单位", None, "某市图书馆", None],
        [
            "项目资金\n（万元）",
            None,
            "资金来源",
            "年初预算数",
            "全年预算数\n（A）",
            "全年执行数\n（B）",
            "执行率\n（B/A）",
            None,
        ],
        ["^", None, "年度资金总额", "12", "11.5", "11", "95.65%", None],
        ["^", None, "一般公共预算资金", "12", "11.5", "", "", None],
        ["年度总体目标", None, "预期目标", None, None, "实际完成情况", None, None],
        ["^", None, "建房。购书。", None, None, "建成。\n购毕。", None, None],
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "权重",
            "得分",
        ],
        ["^", "产出指标\n(60分)", "数量指标\n(60分)", "书房", "3个", "3个", "30", "30.00"],
        ["^", "^", "^", "购书\n数量", "≥2万", "2万", "30", "28.00"],
        ["^", "^", "质量指标(0分)", "", "", "", "", "0.00"],
        ["^", "效益指标\n(40分)", "社会效益\n(40分)", "读者", "提升", "提升", "40", "40.00"],
        ["总  分", None, None, None, None, None, "100", "98.00"],
        ["自评结论", None, "优", None, "90分以上为优。", None, None, None],
        ["填表人：", None, "某某", None, "联系电话：000", None, None, None],
    ]
)


def test_self_evaluation_in_a_ruled_table() -> None:
    found = read_annexes("made-up", [], [EVALUATION_GRID])
    assert rows(found["funds"], "role", "measure", "printed", "unit") == [
        ("total", "budget", "12", "万元"),
        ("total", "adjusted_budget", "11.5", "万元"),
        ("total", "actual", "11", "万元"),
        ("total", "rate", "95.65%", "%"),
        ("general_public", "budget", "12", "万元"),
        ("general_public", "adjusted_budget", "11.5", "万元"),
        ("general_public", "actual", "", "万元"),
        ("general_public", "rate", "", "%"),
    ]
    assert rows(
        found["indicators"], "kind", "level_1", "level_2", "level_3", "weight_2", "score"
    ) == [
        ("indicator", "产出指标", "数量指标", "书房", "60", "30.00"),
        ("indicator", "产出指标", "数量指标", "购书数量", "60", "28.00"),
        ("empty_group", "产出指标", "质量指标", "", "0", "0.00"),
        ("indicator", "效益指标", "社会效益", "读者", "40", "40.00"),
        ("total", "", "", "", "", "98.00"),
    ]
    assert rows(found["report_items"], "part", "item", "measure", "printed") == [
        ("fact", "主管部门", "supervising_department", "某市文化局"),
        ("fact", "预算单位", "budget_unit", "某市图书馆"),
        ("text", "预期目标", "expected_goal", "建房。购书。"),
        ("text", "实际完成情况", "achieved_goal", "建成。购毕。"),
        ("fact", "自评结论", "grade", "优"),
        ("text", "", "grading_rule", "90分以上为优。"),
        ("fact", "填表人", "form_filler", "＊＊"),
        ("fact", "联系电话", "telephone", "＊＊＊"),
    ]
    assert found["problems"].empty


def test_group_without_second_level_has_no_weight_of_the_one_above() -> None:
    cells = [
        replace(cell, text="") if cell.text.startswith("社会效益") else cell
        for cell in EVALUATION_GRID.cells
    ]
    found = read_annexes("made-up", [], [replace(EVALUATION_GRID, cells=tuple(cells))])
    assert rows(found["indicators"], "level_1", "weight_1", "level_2", "weight_2")[2:4] == [
        ("产出指标", "60", "质量指标", "0"),
        ("效益指标", "40", "", ""),
    ]


def test_self_evaluation_broken_over_the_page_end() -> None:
    table = EVALUATION_GRID
    border = 10
    first = Grid(
        7,
        border,
        table.columns,
        tuple(
            Cell(c.row, c.column, c.text, min(c.row_span, border - c.row), c.column_span)
            for c in table.cells
            if c.row < border
        ),
    )
    rest = [
        Cell(c.row - border, c.column, c.text, c.row_span, c.column_span)
        for c in table.cells
        if c.row >= border
    ]
    fillers = [Cell(0, 0, "", 2), Cell(0, 1, "")]
    second = Grid(8, table.rows - border, table.columns, (*fillers, *rest))
    whole = read_annexes("made-up", [], [table])
    broken = read_annexes("made-up", [], [first, second])
    for frame in FRAMES:
        same = [name for name in whole[frame].columns if name not in ("page", "places")]
        pd.testing.assert_frame_equal(whole[frame][same], broken[frame][same])
    assert set(broken["indicators"]["page"]) == {7, 8}


def test_self_evaluation_that_goes_on_with_other_columns_is_a_problem() -> None:
    first = Grid(
        7, 8, EVALUATION_GRID.columns, tuple(c for c in EVALUATION_GRID.cells if c.row < 8)
    )
    second = grid_of([["产出指标", "数量指标", "书房", "3个", "3个", "30", "30"]], 8)
    found = read_annexes("made-up", [], [first, second])
    assert found["indicators"].empty
    assert "goes on with 7 columns after 8" in found["problems"]["message"].iloc[0]


def test_scoring_table_with_cells_belongs_to_the_report_in_the_lines() -> None:
    table = grid_of(
        [
            ["一级指标", "二级指标", "三级指标", "指标解释", "评价要点", "分值", "得分"],
            ["决策", "项目立项", "依据\n充分", "是否充分", "有无文件", "10", "9"],
            ["^", "资金投入", "编制", "是否科学", "有无论证", "10", "10"],
            ["总分", None, None, None, None, "20", "19"],
        ]
    )
    found = read_annexes("made-up", lines_of(REPORT), [table])
    assert rows(
        found["indicators"], "project", "kind", "level_1", "level_2", "level_3", "score"
    ) == [
        ("流动图书车项目", "indicator", "决策", "项目立项", "依据充分", "9"),
        ("流动图书车项目", "indicator", "决策", "资金投入", "编制", "10"),
        ("流动图书车项目", "total", "", "", "", "19"),
    ]


# --- the description -----------------------------------------------------------------------------------


def test_no_word_of_the_description_has_two_meanings() -> None:
    """Within one table of words an alias must lead to one identifier."""
    from budget_analysis.annexes.fragments import key

    data = tomllib.loads(
        resources.files("budget_analysis").joinpath("specs", "annexes.toml").read_text("utf-8")
    )
    for section in ("unit_list", "project_list", "self_evaluation", "evaluation_report", "scoring"):
        for table, words in data[section].items():
            if not isinstance(words, dict) or table in ("after", "boxes", "groups"):
                continue
            owners: dict[str, str] = {}
            for name, aliases in words.items():
                for alias in aliases:
                    assert owners.setdefault(key(alias), name) == name, (section, table, alias)
