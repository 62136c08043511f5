"""Forms of other provinces: variants of columns, counts, forms beside others, rows that were not joined."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from budget_analysis import locate, tidy
from budget_analysis.relations.evaluate import judge_instances
from budget_analysis.form_states import forms_of
from budget_analysis.reading import Cell, Grid, Reading
from budget_analysis.readers.pdf.marks import Char
from budget_analysis.drawn.words import make_words
from budget_analysis.specs import forms, layout_of, layouts
from tests.gold_frames import listed
from tests.test_printed_kinds import FUNDS, figures_of, grid_of, printed, reading_of, right

DETAIL = "财政拨款支出决算明细表"
PROJECT = "一般公共预算财政拨款项目支出决算表"
UNIT = ((60.0, "单位：万元"),)
HEADS = ["科目编码", "科目名称"]


def titled(title: str, rows: Sequence[Sequence[str]], page: int = 1) -> Reading:
    return reading_of(
        [printed(page, 1, (150, title)), printed(page, 2, *UNIT)], [grid_of(page, 120, rows)], page
    )


def table_of(reading: Reading) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frames `forms` and `figures` of a reading."""
    located = locate.locate_forms(reading)
    parts = [tidy.tidy_form(form, "d0")[0] for form in located.forms]
    figures = pd.concat(parts, ignore_index=True)
    layout = layout_of({form.spec.id for form in located.forms})
    return forms_of("d0", located, layout, figures), figures


def verdicts(reading: Reading, identity: str) -> dict[str, str]:
    checks = judge_instances(*listed(*table_of(reading), "d0")).checks
    own = checks[checks["identity"] == identity]
    return dict(zip(own["instance"], own["verdict"], strict=True))


@pytest.mark.parametrize("total", ["12.00", "13.00"])
def test_projects_by_function_and_by_economic_class_are_one_form(total: str) -> None:
    function = titled(PROJECT, [[*HEADS, "项目支出"], ["合计", "", total], ["205", "教育支出", "12.00"]])
    assert figures_of(function, "general_public_project")["205", "project"] == ("12.00", "value")
    assert verdicts(function, "A14.1")["total project"] == ("equal" if total == "12.00" else "differs")
    economic = titled(
        PROJECT,
        [["科目编码", "科目名称", "决算数"] * 2, ["302", "商品和服务支出", "12.00", "310", "资本性支出", "3.00"],
         ["30201", "办公费", "12.00", "31002", "办公设备购置", "2.00"], ["合计", "", "15.00", "", "", ""]],
    )  # fmt: skip
    found = figures_of(economic, "general_public_project")
    assert found["310", "amount"] == ("3.00", "value")
    assert verdicts(economic, "A14.1")["economic class 302"] == "equal"
    assert verdicts(economic, "A14.1")["economic class 310"] == "differs"


def test_economic_codes_are_no_functions() -> None:
    reading = titled(PROJECT, [[*HEADS, "项目支出"], ["302", "商品和服务支出", "12.00"], ["30201", "办公费", "12.00"]])
    # the same columns with codes of the other classification are the other shape of the form
    assert set(figures_of(reading, "general_public_project")) == {("302", "amount"), ("30201", "amount")}


@pytest.mark.parametrize(("wages", "verdict"), [("8.00", "equal"), ("9.00", "differs")])
def test_a_column_per_economic_class_adds_up(wages: str, verdict: str) -> None:
    head = [*HEADS, "合计", "工资福利支出", "商品和服务支出"]
    rows = [head, ["合计", "", "20.00", wages, "12.00"], ["205", "教育支出", "20.00", wages, "12.00"]]
    reading = titled("一般公共预算财政拨款支出决算明细表", rows)
    assert figures_of(reading, "general_public_detail")["205", "301"] == (wages, "value")
    assert verdicts(reading, "A13.1")["classes 205"] == verdict


def test_each_kind_of_money_has_its_halves() -> None:
    rows = [
        ["项目", "", "合计", "一般公共预算财政拨款", "", "", "政府性基金预算财政拨款", "", ""],
        [*HEADS, "", "小计", "基本支出", "项目支出", "小计", "基本支出", "项目支出"],
        ["合计", "", "9.00", "5.00", "2.00", "3.00", "4.00", "0.00", "4.00"],
        ["302", "商品和服务支出", "9.00", "5.00", "2.00", "3.00", "4.00", "0.00", "4.10"],
    ]
    grid = grid_of(1, 120, rows)
    spans = {(0, 0): (1, 2), (0, 2): (2, 1), (0, 3): (1, 3), (0, 6): (1, 3)}
    covered = {(0, 1), (1, 2), (0, 4), (0, 5), (0, 7), (0, 8)}
    cells = tuple(
        Cell(c.row, c.column, c.text, *spans.get((c.row, c.column), (1, 1)), c.box)
        for c in grid.cells
        if (c.row, c.column) not in covered
    )
    grid = Grid(1, grid.rows, grid.columns, cells, grid.box)
    reading = reading_of([printed(1, 1, (150, DETAIL)), printed(1, 2, *UNIT)], [grid])
    assert figures_of(reading, "appropriation_detail")["302", "general_public_project"] == ("3.00", "value")
    found = verdicts(reading, "A12.1")
    assert (found["kinds 302"], found["general_public 302"], found["gov_funds 302"]) == ("equal", "equal", "differs")


def test_budget_and_actual_below_items_that_stand_side_by_side() -> None:
    rows = [
        ["项目", "“三公”经费合计", "因公出国（境）费用", "公务接待费", "会议费"],
        ["栏次", "1", "2", "3", "4"],
        ["预算数", "9.00", "5.00", "4.00", "7.00"],
        ["决算数", "8.00", "5.00", "3.00", "6.00"],
    ]
    found = figures_of(titled("一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表", rows), "three_public")
    assert found["total", "actual"] == ("8.00", "value")
    assert found["hospitality", "budget"] == ("4.00", "value")
    assert found["meetings", "actual"] == ("6.00", "value")


def test_a_number_of_things_is_no_money() -> None:
    rows = [
        ["项目", "行次", "预算数", "决算统计数"],
        ["（一）支出合计", "1", "9.00", "8.00"],
        ["1．因公出国（境）费", "2", "0.00", "0.00"],
        ["2．公务用车购置及运行维护费", "3", "5.00", "4.00"],
        ["3．公务接待费", "4", "4.00", "4.00"],
        ["4．公务用车保有量（辆）", "5", "—", "3"],
    ]
    reading = titled("财政拨款“三公”经费、行政参公单位机关运行经费情况表", rows)
    assert figures_of(reading, "agency_information")["vehicles_held", "actual"] == ("3", "count")
    _, figures = table_of(reading)
    assert figures[figures["state"] == "count"]["amount_fen"].isna().all()
    assert verdicts(reading, "A18.1")["total actual"] == "equal"


def test_two_forms_of_state_capital_are_told_apart() -> None:
    stock = ["年初结转和结余", "本年收入", "本年支出合计", "基本支出", "项目支出", "年末结转和结余"]
    first = grid_of(1, 120, [[*HEADS, *stock], ["合计", "", "0.00", "5.00", "5.00", "0.00", "5.00", "0.00"]])
    second = grid_of(2, 120, [[*HEADS, "合计", "基本支出", "项目支出"], ["合计", "", "6.00", "0.00", "6.00"]])
    lines = [
        printed(1, 1, (150, "国有资本经营预算财政拨款收入支出决算表")), printed(1, 2, *UNIT),
        printed(2, 1, (150, "国有资本经营预算财政拨款支出决算表")), printed(2, 2, *UNIT),
    ]  # fmt: skip
    reading = reading_of(lines, [first, second], 2)
    assert figures_of(reading, "state_capital")["total", "revenue"] == ("5.00", "value")
    assert figures_of(reading, "state_capital_expenditure")["total", "project"] == ("6.00", "value")
    assert verdicts(reading, "B27")["state capital total project"] == "differs"
    alone = reading_of(lines[2:], [second], 2)
    assert figures_of(alone, "state_capital")["total", "project"] == ("6.00", "value")


def test_rows_that_were_not_joined_make_no_sum_differ() -> None:
    """The next page has other columns and stands behind a sentence, so nobody can join it."""
    head = [*HEADS, "年初结转和结余", "本年收入", "本年支出合计", "基本支出", "项目支出", "年末结转和结余"]
    first = grid_of(1, 120, [head, ["合计", "", "0.00", "9.00", "9.00", "0.00", "9.00", "0.00"],
                             ["212", "城乡社区支出", "0.00", "4.00", "4.00", "0.00", "4.00", "0.00"]])  # fmt: skip
    rest = [["213", "农林水支出", "5.00"]]
    lines = [printed(1, 1, (150, FUNDS)), printed(1, 2, *UNIT), printed(2, 1, (60, "以上数据由云溪县档案馆提供。"))]
    whole = reading_of(lines[:2], [first])
    assert verdicts(whole, "A09.4")["total revenue"] == "differs"
    cut = reading_of(lines, [first, grid_of(2, 160, rest)], 2)
    assert verdicts(cut, "A09.4")["total revenue"] == "unchecked"
    assert verdicts(cut, "A09.1")["total"] == "equal"
    other = reading_of(lines, [first, grid_of(2, 160, [["甲", "乙", "5.00"]])], 2)
    assert verdicts(other, "A09.4")["total revenue"] == "differs"


def test_columns_that_are_not_described_leave_the_table() -> None:
    rows = [[*HEADS, "甲栏", "乙栏"], ["205", "教育支出", "1.00", "2.00"]]
    states, figures = forms_and_figures(titled(DETAIL, rows))
    assert states["appropriation_detail"] == "unread"
    assert figures.empty


def forms_and_figures(reading: Reading) -> tuple[dict[str, str], pd.DataFrame]:
    listed, figures = table_of(reading)
    return dict(zip(listed["form"], listed["state"], strict=True)), figures


def test_heads_below_common_heads_are_told_apart_by_place() -> None:
    lines = [
        printed(1, 1, (200, "项目收入支出决算表")),
        printed(1, 2, *UNIT),
        printed(1, 3, (186, "年初结转和结余"), (330, "本年收入"), (440, "本年支出"), (531, "年末结转和结余")),
        printed(1, 4, (30, "科目编码"), (90, "科目名称"), (180, "合计"), (225, "财政拨款"), (310, "合计"), (345, "财政拨款"),
                (420, "合计"), (455, "财政拨款"), (525, "合计"), (570, "财政拨款")),
        printed(1, 5, (60, "合计"), right(198, "0.11"), right(261, "0.12"), right(328, "3.21"), right(381, "3.22"),
                right(438, "3.31"), right(491, "3.32"), right(543, "0.41"), right(606, "0.42")),
        printed(1, 6, (30, "20505"), (80, "培训"), right(198, "0.01"), right(261, "0.02"), right(328, "13.01"), right(381, "13.02"),
                right(438, "23.01"), right(491, "23.02"), right(543, "0.21"), right(606, "0.22")),
    ]  # fmt: skip
    found = figures_of(reading_of(lines), "project_revenue_expenditure")
    assert found["20505", "opening_appropriation"] == ("0.02", "value")
    assert found["20505", "revenue"] == ("13.01", "value")
    assert found["20505", "expenditure_appropriation"] == ("23.02", "value")
    assert found["total", "closing_balance"] == ("0.41", "value")


def test_a_bracket_that_hangs_out_of_its_cell_begins_a_word() -> None:
    chars = [Char(text, 100 + 4 * n, 104 + 4 * n, 50.0, 8.0) for n, text in enumerate("2.83")]
    chars += [Char(text, 115.5 + 8 * n, 123.5 + 8 * n, 50.0, 8.0) for n, text in enumerate("（一）行政")]
    ruled = make_words(chars, lambda x0, x1, y: x0 - 1 <= 117 <= x1 + 1)
    assert [word.text for word in ruled] == ["2.83", "（一）行政"]
    assert [word.text for word in make_words(chars, lambda *_: False)] == ["2.83（一）行政"]


def test_layouts_of_provinces_are_told_by_their_forms() -> None:
    for layout in layouts():
        assert layout_of(set(layout.forms)) == layout
    assert forms()["state_capital_expenditure"].beside == "state_capital"
