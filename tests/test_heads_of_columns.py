"""Heads of columns: cut and run into each other, numbered by letters, lost; what is no row of values below them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budget_analysis.reading import Cell, Grid, Reading
from tests.test_other_provinces import UNIT, titled, verdicts
from tests.test_printed_kinds import figures_of, grid_of, printed, reading_of

TITLE = "财政拨款“三公”经费支出决算表"
MEASURES = ["预算数", *[""] * 5, "决算数", *[""] * 5]
ITEMS = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"] * 2
PARTS = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""] * 2
CUT = ["", "", "小计", "公务用车购置费公务用车运行维护费", "", ""] * 2
LABELS = [str(number) for number in range(1, 13)]
VALUES = ["9.23", "0.00", "5.89", "0.00", "5.89", "3.34", "7.82", "0.00", "4.81", "0.00", "4.81", "3.01"]
SPANS = {(0, 0): (1, 6), (0, 6): (1, 6)} | {
    (1, first + column): span for first in (0, 6) for column, span in ((0, (2, 1)), (1, (2, 1)), (2, (1, 3)), (5, (2, 1)))
}


def across(*below: Sequence[str], parts: Sequence[str] = PARTS) -> Reading:
    """The form with its items side by side, in merged heads of three rows, and these rows below them."""
    grid = grid_of(1, 120, [MEASURES, ITEMS, parts, *below])
    covered = {
        (row + y, column + x)
        for (row, column), (rows, columns) in SPANS.items()
        for y in range(rows)
        for x in range(columns)
        if x or y
    }
    cells = tuple(
        Cell(cell.row, cell.column, cell.text, *SPANS.get((cell.row, cell.column), (1, 1)), cell.box)
        for cell in grid.cells
        if (cell.row, cell.column) not in covered
    )
    return reading_of([printed(1, 1, (150, TITLE)), printed(1, 2, *UNIT)], [Grid(1, grid.rows, 12, cells, grid.box)])


def values(reading: Reading) -> list[str]:
    found = figures_of(reading, "three_public")
    roles = ["total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality"]
    return [found[role, measure][0] for measure in ("budget", "actual") for role in roles]


def test_heads_that_are_cut_at_their_cells_and_run_into_each_other() -> None:
    assert values(across(LABELS, VALUES, parts=CUT)) == VALUES


@pytest.mark.parametrize(
    "labels",
    [
        [chr(ord("A") + number) for number in range(12)],
        [f"栏{number}" for number in range(1, 13)],
        [f"第{number}栏" for number in range(1, 13)],
        [str(number) for number in range(7, 19)],
        [*LABELS[:10], "1112", ""],
        [*LABELS[:11], "1112"],
    ],
)
def test_labels_of_columns_are_no_row_of_values(labels: list[str]) -> None:
    assert values(across(labels, VALUES)) == VALUES
    assert set(verdicts(across(labels, VALUES), "A11.1a").values()) == {"equal"}


def test_heads_that_nobody_knows_are_no_row_of_values_and_leave_no_blank_cells() -> None:
    """Where 小计 and the heads beside it cannot be told apart, none of their numbers is taken for another."""
    strange = ["", "", "小计", "公务用车购", "务用车运行维护", ""] * 2
    found = figures_of(across(LABELS, VALUES, parts=strange), "three_public")
    assert found["total", "budget"] == ("9.23", "value")
    assert found["hospitality", "actual"] == ("3.01", "value")
    assert "blank" not in {state for _, state in found.values()}


def test_whole_numbers_that_do_not_count_on_are_values() -> None:
    whole = ["9", "0", "6", "0", "6", "3", "8", "0", "5", "0", "5", "3"]
    assert values(across(whole)) == whole


def test_a_row_of_marks_without_any_number_is_not_taken_for_blank() -> None:
    found = figures_of(across(LABELS, ["###"] * 12), "three_public")
    assert {state for _, state in found.values()} == {"unreadable"}


@pytest.mark.parametrize("label", ["A", "栏1"])
def test_a_column_numbered_by_a_letter_below_its_head(label: str) -> None:
    rows = [["科目编码", "科目名称", "小计", "基本支出", "项目支出"], ["栏次", "", label, label, label], ["201", "一般公共服务支出", "3.00", "1.00", "2.00"]]
    found = figures_of(titled("一般公共预算财政拨款支出决算表", rows), "general_public_expenditure")
    assert found["201", "expenditure_total"] == ("3.00", "value")
    assert len(found) == 3


def test_the_name_of_a_row_beside_blank_amounts_is_no_run_of_heads() -> None:
    rows = [["项目", "预算数", "决算数"], ["合计", "", ""], ["公务接待费", "3.00", "2.00"]]
    found = figures_of(titled(TITLE, rows), "three_public")
    assert found["total", "budget"] == ("", "blank")


def coded(*codes_: str) -> Reading:
    rows = [[code, "某项支出", "1.00", "1.00", "0.00"] for code in codes_]
    return titled("一般公共预算财政拨款支出决算表", [["科目编码", "科目名称", "小计", "基本支出", "项目支出"], *rows])


def test_a_form_whose_codes_run_into_each_other_is_not_read() -> None:
    """A letter too large for its row: the lines of a code that is broken stand between those of the next ones."""
    assert figures_of(coded("201", "20103", "2010301", "2010350", "22011308"), "general_public_expenditure")
    assert figures_of(coded("201", "2013", "2014", "2015", "2016"), "general_public_expenditure")
    assert not figures_of(coded("201", "22001100330", "201035", "1", "2088"), "general_public_expenditure")


LOW = [
    ["收入", "", "支出", ""],
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "5.00", "一、一般公共服务支出", "9.00"],
    ["二、政府性基金预算财政拨款收入\n三、国有资本经营预算财政拨款", "3.00", "二、外交支出", "0.00"],
    ["收入", "1.00", "三、国防支出", "0.00"],
    ["本年收入合计", "9.00", "本年支出合计", "9.00"],
    ["总计", "9.00", "总计", "9.00"],
]


def test_a_name_over_two_lines_begins_in_the_low_row_above_it() -> None:
    found = figures_of(titled("收入支出决算总表", LOW), "revenue_expenditure_summary")
    assert found["gov_funds_revenue", "amount"] == ("3.00", "value")
    assert found["state_capital_revenue", "amount"] == ("1.00", "value")


@pytest.mark.parametrize("rest", ["四、上级补助收入", "", "款收入"])
def test_a_name_that_is_not_whole_with_the_cell_below_stays_where_it_is(rest: str) -> None:
    found = figures_of(titled("收入支出决算总表", [*LOW[:4], [rest, *LOW[4][1:]], *LOW[5:]]), "revenue_expenditure_summary")
    assert ("gov_funds_revenue", "amount") not in found
    assert ("state_capital_revenue", "amount") not in found
