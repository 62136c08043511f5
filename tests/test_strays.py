"""Numbers in a row without a name, of a table without lines: the blank cell beside them may be theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget_analysis.reading import Line
from budget_analysis.specs import forms
from budget_analysis.tidy.rows import FormRow, Printed
from budget_analysis.tidy.strays import without_strays
from tests.test_printed_kinds import figures_of, grid_of, printed, reading_of, right, set_at

EXPENDITURE = forms()["general_public_expenditure"]
SUMMARY = forms()["appropriation_summary"]


def row(label: str, text: str, code: str = "", page: int = 1) -> FormRow:
    return FormRow(0, page, label=label, code=code, cells={"basic": Printed(text, page), "project": Printed("1.00", page)})


@pytest.mark.parametrize("stray", [row("", "0.00"), row("纳费支出", "0.00")])
def test_a_blank_cell_beside_numbers_without_a_code_is_unreadable(stray: FormRow) -> None:
    rows = [row("财政事务", "3.00", "20106"), row("行政运行", "", "2010601"), stray, row("事业运行", "", "2010650"), row("合计", "")]
    found = without_strays(EXPENDITURE, rows)
    assert [bool(one.cells["basic"].trouble) for one in found] == [False, True, False, True, False]
    assert not any(one.cells["project"].trouble for one in found)


def test_a_row_of_another_page_is_not_beside() -> None:
    rows = [row("行政运行", "", "2010601"), row("", "0.00", page=2)]
    assert without_strays(EXPENDITURE, rows) == rows


def test_rows_that_have_their_names_keep_their_blank_cells() -> None:
    rows = [row("一、一般公共服务支出", "3.00"), row("二、外交支出", ""), row("", ""), row("三、国防支出", "0.00")]
    assert without_strays(SUMMARY, rows) == rows


def lowered(*texts: tuple[float, str]) -> Line:
    """The amounts of the fifth line, most of a line lower."""
    return replace(set_at(60 + 16 * 5.6, *texts), number=6)


def test_an_amount_that_is_set_lower_than_its_name_leaves_no_blank_cell() -> None:
    lines = [
        printed(1, 1, (200, "一般公共预算财政拨款支出决算表")),
        printed(1, 2, (60, "部门：某局"), (440, "单位：万元")),
        printed(1, 3, (60, "科目编码"), (120, "科目名称"), (240, "小计"), (300, "基本支出"), (380, "项目支出")),
        printed(1, 4, (60, "201"), (110, "一般公共服务支出"), right(260, "7.00"), right(340, "5.00"), right(420, "2.00")),
        printed(1, 5, (60, "20106"), (110, "财政事务")),
        lowered(right(260, "4.00"), right(340, "2.00"), right(420, "2.00")),
        printed(1, 7, (60, "20113"), (110, "商贸事务"), right(260, "3.00"), right(340, "3.00"), right(420, "0.00")),
        printed(1, 8, (110, "合计"), right(260, "7.00"), right(340, "5.00"), right(420, "2.00")),
        printed(1, 9, (60, "注：本表反映部门本年度支出情况。")),
    ]  # fmt: skip
    found = figures_of(reading_of(lines), "general_public_expenditure")
    assert found["20106", "basic"][1] == "unreadable"


def test_a_ruled_row_without_a_name_leaves_the_blank_cells_beside_it() -> None:
    rows = [["科目编码", "科目名称", "小计", "基本支出", "项目支出"], ["201", "一般公共服务支出", "3.00", "3.00", ""], ["", "", "3.00", "3.00", "0.00"]]
    lines = [printed(1, 1, (200, "一般公共预算财政拨款支出决算表")), printed(1, 2, (60, "单位：万元"))]
    found = figures_of(reading_of(lines, [grid_of(1, 120, rows)]), "general_public_expenditure")
    assert found["201", "project"] == ("", "blank")
