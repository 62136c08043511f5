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


def summary(*rows: tuple[float, tuple[tuple[float, str], ...]]) -> dict[tuple[str, str], tuple[str, str]]:
    """The form of all revenue and expenditure without rules, each line at its height."""
    lines = [
        printed(1, 1, (200, "收入支出决算总表")),
        printed(1, 2, (60, "单位：元")),
        printed(1, 3, (60, "收入"), (330, "支出")),
        printed(1, 4, (60, "项目"), (230, "决算数"), (330, "项目"), (490, "决算数")),
    ]
    lines += [replace(set_at(130 + y, *texts), number=5 + place) for place, (y, texts) in enumerate(rows)]
    return figures_of(reading_of([*lines, printed(1, 60, (60, "注：本表反映部门本年度收支情况。"))]), "revenue_expenditure_summary")


def test_a_wrapped_name_without_numbers_is_a_row_of_its_own() -> None:
    """Names set at the top of their cells, of rows of which one is blank: it goes to no row beside it."""
    found = summary(
        (0, ((60, "一、一般公共预算财政拨款收入"), right(260, "19.00"), (330, "一、一般公共服务支出"), right(520, "18.00"))),
        (14, ((60, "本年收入合计"), right(260, "19.00"), (330, "本年支出合计"), right(520, "18.00"))),
        (28, ((60, "使用非财政拨款结余（含"), (330, "结余分配"), right(520, "1.00"))),
        (40, ((60, "专用结余）"),)),
        (54, ((60, "年初结转和结余"), right(260, "7.00"), (330, "年末结转和结余"), right(520, "7.00"))),
        (68, ((60, "总计"), right(260, "26.00"), (330, "总计"), right(520, "26.00"))),
    )
    assert found["revenue_total", "amount"] == ("19.00", "value")
    assert found["balance_used", "amount"] == ("", "blank")
    assert found["opening_balance", "amount"] == ("7.00", "value")
    assert found["balance_distributed", "amount"] == ("1.00", "value")
    assert found["grand_total_revenue", "amount"] == ("26.00", "value")


def test_a_wrapped_name_beside_numbers_of_no_name_stays_theirs() -> None:
    """The numbers stand between the lines of the name, or below them: they are no row of another name."""
    found = summary(
        (0, ((60, "本年收入合计"), right(260, "19.00"), (330, "本年支出合计"), right(520, "18.00"))),
        (14, ((60, "使用非财政拨款结余（含"),)),
        (20, (right(260, "3.00"), (330, "结余分配"), right(520, "1.00"))),
        (26, ((60, "专用结余）"),)),
        (40, ((60, "总计"), right(260, "22.00"), (330, "总计"), right(520, "19.00"))),
    )
    assert found.get(("balance_used", "amount"), ("3.00", "value")) == ("3.00", "value")
    assert found["revenue_total", "amount"] == ("19.00", "value")
