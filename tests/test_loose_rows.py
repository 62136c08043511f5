"""Rows of a ruled table that stand among the lines of the page: what is below them belongs to the form all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget_analysis import locate
from budget_analysis.reading import Line, Reading
from tests.test_other_provinces import verdicts
from tests.test_printed_kinds import figures_of, grid_of, printed, reading_of, right, set_at

TITLE = "一般公共预算财政拨款支出决算表"
HEAD = ["科目编码", "科目名称", "小计", "基本支出", "项目支出"]
UPPER = [HEAD, ["", "合计", "9.00", "6.00", "3.00"], ["201", "一般公共服务支出", "5.00", "4.00", "1.00"]]
LOOSE = ((70.0, "208"), (100.0, "社会保障和就业支出"), right(320, "2.00"), right(420, "1.00"), right(500, "1.00"))
LOWER = [["210", "卫生健康支出", "2.00", "1.00", "1.00"]]


def read(*between: tuple[float, str], lower: bool = True) -> Reading:
    """Two pieces of a form and a line between them."""
    above = [printed(1, 1, (200, TITLE)), printed(1, 2, (60, "单位：万元"))]
    below = [replace(set_at(170, *between), number=3), replace(set_at(240, (60, "注：本表反映部门本年度支出情况。")), number=4)]
    grids = [replace(grid_of(1, 120, UPPER), after=2), *([replace(grid_of(1, 185, LOWER), after=3)] if lower else [])]
    return reading_of([*above, *below], grids)


@pytest.mark.parametrize("lower", [True, False])
def test_a_row_among_the_lines_is_left_over_and_ends_no_form(lower: bool) -> None:
    reading = read(*LOOSE, lower=lower)
    found = figures_of(reading, "general_public_expenditure")
    assert found["201", "basic"] == ("4.00", "value")
    assert ("210", "basic") in found if lower else ("210", "basic") not in found
    located = locate.locate_forms(reading)
    [form] = located.forms
    assert [[cell.text for cell in grid.cells] for grid in form.left_over] == [[text for _, text in LOOSE]]
    assert form.note and not located.prose
    assert "differs" not in set(verdicts(reading, "A07.2").values()) | set(verdicts(reading, "A07.1").values())


@pytest.mark.parametrize(
    "line",
    [
        ((70.0, "卫生健康支出2.00万元。"),),
        ((70.0, "审核人：某"), (300.0, "2024.12")),
        ((10.0, "208"), (100.0, "社会保障和就业支出"), right(320, "2.00")),
        ((70.0, "208"), (100.0, "社会保障和就业支出")),
    ],
)
def test_other_lines_are_no_rows(line: tuple[tuple[float, str], ...]) -> None:
    [form] = locate.locate_forms(read(*line, lower=False)).forms
    assert form.left_over == ()


def test_a_table_without_lines_keeps_its_rows() -> None:
    lines: list[Line] = [printed(1, 1, (200, TITLE)), printed(1, 2, (60, "单位：万元")), printed(1, 3, *zip((60, 130, 240, 330, 430), HEAD, strict=True)), printed(1, 4, *LOOSE)]
    [form] = locate.locate_forms(reading_of(lines)).forms
    assert form.left_over == ()
