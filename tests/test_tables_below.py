"""Tables of a form that are printed below each other: joined where their columns are told, not read where others stand there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budget_analysis import load
from budget_analysis.reading import Grid
from budget_analysis.readers.excel.formulas import distrust_saved
from budget_analysis.readers.excel.sheets import Sheet
from tests.test_columns_on import FIRST, KEYS, REVENUE, ROWS, SECOND, written
from tests.test_heads import problems, read, write_xlsx
from tests.test_lost_letters import LOST, PRINTED, without
from tests.test_lost_letters import read as read_both
from tests.test_printed_kinds import ABOVE, frame_of, grid_of, printed, reading_of

FORM = "revenue_by_function"
HEAD = ["部门：云溪县档案馆", "", "", "", "", "单位：万元"]
BASIC = "一般公共预算财政拨款基本支出决算表"
STAFF = ["301\t工资福利支出\t4.00", "30101\t基本工资\t4.00", "\t人员经费合计\t4.00"]
GOODS = ["302\t商品和服务支出\t3.00", "30201\t办公费\t3.00", "\t公用经费合计\t3.00"]


@pytest.mark.parametrize("between", [[["续表"]], []])
def test_heads_again_on_a_sheet_begin_a_table(between: list[list[str]], tmp_path: Path) -> None:
    account = load(write_xlsx(tmp_path, REVENUE, [HEAD, *FIRST, *between, *SECOND]))
    assert read(account, FORM) == ROWS


def test_other_heads_above_other_rows_refuse_the_form(tmp_path: Path) -> None:
    first, second = FIRST[:3], [[*KEYS, "经营收入", "其他收入"], ["208", "社会保障和就业支出", "", "5.00"]]
    account = load(write_xlsx(tmp_path, REVENUE, [HEAD, *first, *second]))
    assert not read(account, FORM) and problems(account)


def test_the_same_heads_in_another_order_refuse_the_form(tmp_path: Path) -> None:
    turned = [[*row[:3], row[5], row[4], row[3]] for row in (FIRST[0], *FIRST[3:])]
    account = written(tmp_path, "续表", FIRST[:3], turned)
    assert not read(account, FORM) and problems(account)


def test_rows_that_come_again_with_other_amounts_stay_apart(tmp_path: Path) -> None:
    other = [[*row[:2], row[5], row[2], row[4], row[3]] for row in FIRST[1:]]
    account = written(tmp_path, "续表", FIRST, other)
    first, kept = {row[0].replace("合计", "total"): row[2:] for row in FIRST[1:]}, read(account, FORM)
    assert {code: kept[code] for code in first} == first and kept.keys() - first == {"? p.1"} and "left_over" in account.problems["kind"].tolist()


def test_rows_that_come_again_alike_do_not(tmp_path: Path) -> None:
    account = written(tmp_path, "续表", FIRST[:3], [FIRST[2], *FIRST[3:]])
    assert {code: row[:4] for code, row in ROWS.items()}.items() <= {code: row[:4] for code, row in read(account, FORM).items()}.items()


@pytest.mark.parametrize("is_told", [True, False])
def test_tables_close_below_each_other_are_two_where_heads_or_a_line_say_so(is_told: bool) -> None:
    upper = grid_of(1, 110, FIRST)
    assert upper.box is not None
    lower: Grid = grid_of(1, upper.box.y1 + 20, SECOND)
    between = [printed(1, 3, (250, "续表"))] if is_told else []
    upper, lower = replace(upper, after=2), replace(lower, after=2 + len(between))
    frame = frame_of(reading_of([printed(1, 1, (250, REVENUE)), printed(1, 2, *ABOVE), *between], [upper, lower], pages=1), FORM)
    assert len(frame) == 28 and list(frame.query("measure == 'other_revenue'")["printed"]) == ["13.00", "8.00", "8.00", "5.00"]


def text_account(folder: Path, *lines: str) -> Path:
    path = folder / "account.txt"
    path.write_text("\n".join(["云溪县档案馆2024年度部门决算", BASIC, "部门：云溪县档案馆    单位：万元", *lines, "第三部分 决算情况说明"]), "utf-8")
    return path


def test_the_name_of_a_part_above_heads_is_no_end_of_the_row_before(tmp_path: Path) -> None:
    heads = "科目编码\t科目名称\t决算数"
    account = load(text_account(tmp_path, "（人员经费）", heads, *STAFF, "（公用经费）", heads, *GOODS))
    found = account.figures.query("form == 'general_public_basic'").set_index("role")["printed"].to_dict()
    assert found == {"301": "4.00", "30101": "4.00", "personnel": "4.00", "302": "3.00", "30201": "3.00", "running": "3.00"}


@pytest.mark.parametrize("caption", ["（公用经费）预算", "（公用经费）"])
def test_a_part_of_something_else_refuses_the_form(caption: str, tmp_path: Path) -> None:
    heads = "科目编码\t科目名称\t决算数" + ("" if "预算" in caption else "\t年初预算数")
    account = load(text_account(tmp_path, "（人员经费）", "科目编码\t科目名称\t决算数", *STAFF, caption, heads, *GOODS))
    assert account.figures.query("form == 'general_public_basic'").empty


def test_a_text_that_reads_as_an_amount_is_not_summed() -> None:
    sheet = Sheet("表", {(0, 0): "10.00", (1, 0): "0.00"}, saved={(1, 0): "=SUM(A1:A1)"}, numbers={(1, 0): 0})  # type: ignore[dict-item]
    distrust_saved([sheet], is_computed_anew=True)
    assert sheet.cells[1, 0] == "=SUM(A1:A1)"


def test_a_text_that_the_first_reading_has_nothing_of_is_not_taken() -> None:
    lacking = [["" if text == "项目" else text for text in row] for row in without(LOST)]
    rows, _, _ = read_both(lacking, PRINTED)
    assert rows[0][0] == ""


def test_a_letter_beside_a_digit_is_not_taken() -> None:
    turned = [[text.replace("1.00", "1.00元") for text in row] for row in PRINTED]
    rows, _, _ = read_both(without(LOST), turned)
    assert rows[2][1] == "1.00"
