"""Sheets that are wider than their paper: their columns go on on further pages, their titles are cut."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budget_analysis import locate
from budget_analysis.reading import Grid, Line, Reading, from_json, to_json
from tests.test_other_provinces import verdicts
from tests.test_printed_kinds import figures_of, frame_of, grid_of, printed, reading_of

FORM = "expenditure_by_function"
KEYS = [["科目编码", "科目名称"], ["", "合计"], ["201", "一般公共服务支出"], ["20103", "政府办公厅（室）及相关机构事务"], ["205", "教育支出"]]
AMOUNTS = [
    ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    ["30.00", "10.00", "20.00", "", "", ""], ["20.00", "4.00", "16.00", "", "", ""],
    ["20.00", "4.00", "16.00", "", "", ""], ["10.00", "6.00", "4.00", "", "", ""],
]  # fmt: skip


def columns(rows: Sequence[Sequence[str]], first: int, last: int, keys: bool = False) -> list[list[str]]:
    return [[*(key if keys else ()), *row[first:last]] for key, row in zip(KEYS, rows, strict=True)]


def sheets(first: int, strips: Sequence[list[list[str]]], title: Sequence[str]) -> tuple[list[Line], list[Grid]]:
    """One page for each strip; the pieces of the title as the edges of the paper cut them."""
    lines = []
    for number, text in enumerate(title):
        page = first + number
        lines += [printed(page, 0, (200, text))] if text else []
        lines.append(printed(page, 1, (60, "部门：云溪县档案馆") if number == 0 else (400, "单位：元")))
    return lines, [grid_of(first + number, 100, strip) for number, strip in enumerate(strips)]


@pytest.mark.parametrize("title", [("支出决算", "决算表"), ("支出决", "算表"), ("", "支出决算表"), ("支出决算表", "")])
@pytest.mark.parametrize("keys", [True, False])
def test_columns_on_the_next_page_belong_to_the_form(title: tuple[str, str], keys: bool) -> None:
    """The names of the rows may be printed again at the left of each page."""
    lines, grids = sheets(1, [columns(AMOUNTS, 0, 2, True), columns(AMOUNTS, 2, 6, keys)], title)
    reading = reading_of(lines, grids, 2)
    frame = frame_of(reading, FORM)
    found = figures_of(reading, FORM)
    assert found["201", "project"] == ("16.00", "value")
    assert found["205", "basic"] == ("6.00", "value")
    assert dict(zip(frame["measure"], frame["page"], strict=True))["basic"] == 1
    assert dict(zip(frame["measure"], frame["page"], strict=True))["project"] == 2
    assert set(frame.loc[frame["role"] == "205", "amount_fen"].dropna()) == {1000, 600, 400}
    [raw] = locate.locate_forms(reading).forms
    assert (raw.title, raw.department, raw.unit, raw.pages) == ("支出决算表", "云溪县档案馆", "元", [1, 2])


@pytest.mark.parametrize(("project", "verdict"), [("16.00", "equal"), ("17.00", "differs")])
def test_what_spills_is_recomputed(project: str, verdict: str) -> None:
    rows = [list(row) for row in AMOUNTS]
    rows[2][2] = project
    lines, grids = sheets(1, [columns(rows, 0, 2, True), columns(rows, 2, 6)], ("支出决", "算表"))
    assert verdicts(reading_of(lines, grids, 2), "A05.1")["201"] == verdict


@pytest.mark.parametrize("is_down", [True, False])
def test_a_sheet_that_is_too_long_and_too_wide(is_down: bool) -> None:
    """Its pages follow each other down, then to the right, or to the right, then down."""
    upper = [columns(AMOUNTS, 0, 2, True)[:3], columns(AMOUNTS, 2, 6)[:3]]
    lower = [[*columns(AMOUNTS, 0, 2, True)[3:], ["", "", "", ""]], [*columns(AMOUNTS, 2, 6)[3:], ["", "", "", ""]]]
    order = [upper[0], lower[0], upper[1], lower[1]] if is_down else [upper[0], upper[1], lower[0], lower[1]]
    right = 3 if is_down else 2
    lines = [printed(1, 0, (200, "支出决")), printed(right, 0, (20, "算表")), printed(right, 1, (400, "单位：万元"))]
    found = figures_of(reading_of(lines, [grid_of(page, 100, part) for page, part in enumerate(order, start=1)], 4), FORM)
    assert found["201", "project"] == ("16.00", "value")
    assert found["205", "project"] == ("4.00", "value")


def test_the_next_form_of_the_same_rows_is_a_form_of_its_own() -> None:
    revenue = [["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"], *([*row, ""] for row in AMOUNTS[1:])]
    lines, grids = sheets(1, [columns(revenue, 0, 2, True), columns(revenue, 2, 7)], ("收入决算", "算表"))
    more = sheets(3, [columns(AMOUNTS, 0, 2, True), columns(AMOUNTS, 2, 6)], ("支出决算", "算表"))
    reading = reading_of([*lines, *more[0]], [*grids, *more[1]], 4)
    assert [raw.spec.id for raw in locate.locate_forms(reading).forms] == ["revenue_by_function", FORM]
    assert figures_of(reading, "revenue_by_function")["201", "appropriation"] == ("4.00", "value")
    assert figures_of(reading, FORM)["201", "project"] == ("16.00", "value")


def test_a_form_that_goes_on_below_a_head_at_the_same_heights_is_no_wide_sheet() -> None:
    whole = columns(AMOUNTS, 0, 6, True)
    rest = [whole[0], *(["213", "农林水支出", *row[2:]] if n == 0 else [f"2130{n}", "农业农村", *row[2:]] for n, row in enumerate(whole[1:]))]
    reading = reading_of([printed(1, 0, (200, "支出决算表"))], [grid_of(1, 100, whole), grid_of(2, 100, rest)], 2)
    [raw] = locate.locate_forms(reading).forms
    assert [grid.pages for grid in raw.grids] == [(), ()]
    assert figures_of(reading, FORM)["21301", "project"] == ("16.00", "value")


@pytest.mark.parametrize(("title", "whole"), [(("", "024年支出决算表"), "支出决算表"), (("2024年支", "4年支出决算表"), "2024年支出决算表")])
def test_what_is_left_of_a_year_is_none(title: tuple[str, str], whole: str) -> None:
    lines, grids = sheets(1, [columns(AMOUNTS, 0, 2, True), columns(AMOUNTS, 2, 6)], title)
    [raw] = locate.locate_forms(reading_of(lines, grids, 2)).forms
    assert raw.title == whole


def test_the_pages_of_columns_are_kept() -> None:
    lines, grids = sheets(1, [columns(AMOUNTS, 0, 2, True), columns(AMOUNTS, 2, 6)], ("支出决", "算表"))
    [raw] = locate.locate_forms(reading_of(lines, grids, 2)).forms
    reading = Reading("grid", 2, (), raw.grids)
    assert raw.grids[0].pages == (1, 1, 1, 1, 2, 2, 2, 2)
    assert from_json(to_json(reading)) == reading


def test_a_unit_that_the_edge_of_the_paper_cuts_is_no_part_of_the_department() -> None:
    lines = [printed(1, 0, (200, "支出决算表")), printed(1, 1, (60, "部门：云溪县档案馆"), (500, "单位：万"))]
    [raw] = locate.locate_forms(reading_of(lines, [grid_of(1, 100, columns(AMOUNTS, 0, 6, True))])).forms
    assert (raw.department, raw.unit) == ("云溪县档案馆", "")
