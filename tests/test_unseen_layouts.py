"""Layouts of offices nobody had seen: what stands around a title, which forms an account has to have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from budget_analysis import annexes, frames, locate, privacy, reconcile, tidy
from budget_analysis.account import Account
from budget_analysis.facts import Forms
from budget_analysis.findings.naming import due
from budget_analysis.findings.omissions import _missing_forms
from budget_analysis.form_states import forms_of
from budget_analysis.locate import Located
from budget_analysis.locate.surroundings import OpenForm, RawForm, form_titled, read_surroundings
from budget_analysis.reading import Box, Cell, Grid, Line, Reading
from budget_analysis.specs import forms, layout_of, layouts
from tests.seed_account import seed_account
from tests.test_other_provinces import titled, verdicts
from tests.test_printed_kinds import figures_of, grid_of, printed, reading_of, right

NINE = next(layout for layout in layouts() if layout.id == "nine_forms")


@pytest.mark.parametrize(
    ("line", "department", "number", "unit"),
    [
        ("编制单位：云溪县档案馆　　公开01表　　单位：万元", "云溪县档案馆", "公开01表", "万元"),
        ("编制单位：云溪县档案馆公开02表", "云溪县档案馆", "公开02表", ""),
        ("部门：云溪县档案馆 (表3) 金额单位：元", "云溪县档案馆", "表3", "元"),
        ("公开04表 部门：云溪县档案馆 单位：万元", "云溪县档案馆", "公开04表", "万元"),
        ("编制单位：云溪县第二代表队 单位：万元", "云溪县第二代表队", "", "万元"),
    ],
)
def test_department_number_and_unit_on_one_line(line: str, department: str, number: str, unit: str) -> None:
    opened = OpenForm(RawForm(forms()["gov_funds"], "", 1))
    assert read_surroundings(opened, Line(1, 1, line))
    assert (opened.raw.department, opened.raw.form_no, opened.raw.unit) == (department, number, unit)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("表五 一般公共预算财政拨款支出决算表", "general_public_expenditure"),
        ("表五一般公共预算财政拨款支出决算表", "general_public_expenditure"),
        ("表十一般公共预算财政拨款基本支出决算表", "general_public_basic"),
        ("表十一、收入决算表", "revenue_by_function"),
        ("表七三公经费支出决算表", "three_public"),
        ("表十三公经费支出决算表", "three_public"),
        ("附表五公共预算财政拨款支出决算表", "general_public_expenditure"),
        ("表三公共预算财政拨款支出决算表", "general_public_expenditure"),
        ("收入支出决算总表（公开01表）", "revenue_expenditure_summary"),
        ("收入支出决算总表(表1)", "revenue_expenditure_summary"),
        ("附件1 收入支出决算总表", "revenue_expenditure_summary"),
        ("部门决算01表：收入支出决算总表", "revenue_expenditure_summary"),
        ("表1-收入支出决算总表", "revenue_expenditure_summary"),
        ("表1-2021年度收入支出决算总表", "revenue_expenditure_summary"),
        ("【附表3】支出决算表（2021年度）", "expenditure_by_function"),
    ],
)
def test_what_numbers_a_title_is_no_part_of_it(title: str, form: str) -> None:
    found = form_titled(title)
    assert found is not None and found.id == form


@pytest.mark.parametrize("line", ["见表五一般公共预算财政拨款支出决算表。", "表五", "附件1", "收入决算总体情况（表1）"])
def test_what_is_more_or_less_than_a_title_is_none(line: str) -> None:
    assert form_titled(line) is None


@pytest.mark.parametrize(("year", "is_due"), [(2018, False), (2019, False), (None, False), (2020, True), (2023, True)])
def test_a_form_that_the_year_did_not_have_is_not_missing(year: int | None, is_due: bool) -> None:
    found = set(NINE.forms) - {"state_capital"}
    assert ("state_capital" in layout_of(found, year).forms) == is_due
    assert layout_of({*found, "state_capital"}, year) == NINE


def test_forms_that_a_province_adds_make_no_other_layout() -> None:
    added = {"general_public_project", "agency_running", "procurement_form"}
    assert layout_of({*NINE.forms, *added}, 2023) == NINE


def without(*names: str) -> Account:
    """The seed as it would be read without the tables of some forms."""
    account = seed_account()
    layout = layout_of(set(account.forms["form"]), 2024)
    lost = forms_of(account.document_id, Located((RawForm(forms()["state_capital"], "", 1),), {}, (), ()), layout, account.figures)
    forms_there = account.forms[~account.forms["form"].isin(names)]
    return replace(
        account,
        forms=type(account.forms)(forms_there.to_dict("records") + lost[lost["form"].isin(names)].to_dict("records")).astype(account.forms.dtypes),
        figures=account.figures[~account.figures["form"].isin(names)],
        blocks=account.blocks.iloc[:0],
    )


@pytest.mark.parametrize(("count", "said"), [(1, 1), (2, 2), (4, 0)])
def test_forms_are_missed_where_nearly_all_others_are_there(count: int, said: int) -> None:
    names = ["gov_funds", "three_public", "general_public_basic", "revenue_by_unit"][:count]
    found = reconcile(without(*names)).findings
    assert int((found["kind"] == "missing_form").sum()) == said


THREE = "财政拨款“三公”经费支出决算表"
ITEMS = ["“三公”经费支出合计", "1．因公出国（境）费", "2．公务用车购置及运行维护费", "（1）公务用车购置费", "（2）公务用车运行维护费", "3．公务接待费"]
BUDGET = ["9.60", "1.00", "6.50", "4.00", "2.50", "2.10"]
ACTUAL = ["7.30", "0.80", "5.10", "3.00", "2.10", "1.40"]


def down(before: str, actual: str) -> Reading:
    rows = list(zip(ITEMS, BUDGET, ACTUAL, strict=True))
    return titled(THREE, [["项目", before, actual], *rows])


def across(before: str, actual: str) -> Reading:
    """Budget and actual side by side, the items below each."""
    items = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    parts = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
    rows = [[before, *[""] * 5, actual, *[""] * 5], items * 2, parts * 2, [*BUDGET, *ACTUAL]]
    grid = grid_of(1, 120, rows)
    cells = []
    for cell in grid.cells:
        if cell.row == 0 and cell.column % 6 == 0:
            cells.append(replace(cell, column_span=6))
        elif cell.row == 1 and cell.column % 6 == 2:
            cells.append(replace(cell, column_span=3))
        elif cell.row == 1 and cell.column % 6 not in (3, 4):
            cells.append(replace(cell, row_span=2))
        elif cell.row == 3 or (cell.row == 2 and cell.column % 6 in (2, 3, 4)):
            cells.append(cell)
    return reading_of([printed(1, 1, (150, THREE)), printed(1, 2, (60.0, "单位：万元"))], [replace(grid, cells=tuple(cells))])


def by_places(before: str, actual: str) -> Reading:
    lines = [printed(1, 1, (150, THREE)), printed(1, 2, (60.0, "单位：万元")), printed(1, 3, (60.0, "项目"), (300.0, before), (450.0, actual))]
    for number, (item, budget, spent) in enumerate(zip(ITEMS, BUDGET, ACTUAL, strict=True), start=4):
        lines.append(printed(1, number, (60.0, item), right(345.0, budget), right(490.0, spent)))
    grid = Grid(1, len(ITEMS), 3, tuple(Cell(r, c, text) for r, row in enumerate(zip(ITEMS, BUDGET, ACTUAL, strict=True)) for c, text in enumerate(row)),
                Box(60, 100, 500, 200), kind="aligned", lines=tuple(lines[2:]))  # fmt: skip
    return reading_of(lines[:2], [grid])


@pytest.mark.parametrize("printed_so", [down, across, by_places])
@pytest.mark.parametrize(("before", "actual"), [("2022年度预算数", "决算数"), ("2022 年全年预算数", "2022年支出决算数")])
def test_the_year_before_a_head_is_no_part_of_it(printed_so: Callable[[str, str], Reading], before: str, actual: str) -> None:
    found = figures_of(printed_so(before, actual), "three_public")
    roles = ["total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality"]
    for role, budget, spent in zip(roles, BUDGET, ACTUAL, strict=True):
        assert found[role, "budget"][0] == budget
        assert found[role, "actual"][0] == spent


def test_heads_of_two_years_are_not_taken_for_one() -> None:
    with pytest.raises(KeyError):
        figures_of(down("2023年度预算数", "2022年度决算数"), "three_public")["total", "actual"]


def test_a_half_that_is_not_read_is_told() -> None:
    [raw] = locate.locate_forms(across("金额", "决算数")).forms
    figures, problems = tidy.tidy_form(raw, "d0")
    assert set(figures["measure"]) == {"actual"}
    assert [problem.kind for problem in problems] == ["form"] and "预算数 (budget)" in problems[0].message


def test_a_total_merged_over_blocks_belongs_to_the_amount_behind_it() -> None:
    """人员经费合计 | 8.00 | 公用经费合计 over four columns of two blocks | 3.00, without ruled lines."""
    heads = [(60.0, "科目编码"), (120.0, "科目名称"), (185.0, "决算数"), (230.0, "科目编码"), (280.0, "科目名称"), (335.0, "决算数"),
             (380.0, "科目编码"), (440.0, "科目名称"), (505.0, "决算数")]  # fmt: skip
    ends = (212.0, 362.0, 532.0)
    codes = [("301", "工资福利支出", "8.00"), ("302", "商品和服务支出", "2.00"), ("310", "资本性支出", "1.00")]
    parts = [("30101", "基本工资", "8.00"), ("30201", "办公费", "2.00"), ("31002", "办公设备购置", "1.00")]

    def row(number: int, cells: Sequence[tuple[str, str, str]]) -> Line:
        texts = [part for (code, name, amount), (at, x), end in zip(cells, ((60.0, 100.0), (230.0, 265.0), (380.0, 420.0)), ends, strict=True)
                 for part in ((at, code), (x, name), right(end, amount))]  # fmt: skip
        return printed(1, number, *texts)

    total = printed(1, 6, (80.0, "人员经费合计"), right(212.0, "8.00"), (345.0, "公用经费合计"), right(532.0, "3.00"))
    lines = [printed(1, 3, *heads), row(4, codes), row(5, parts), total]
    title = [printed(1, 1, (150, "一般公共预算财政拨款基本支出决算表")), printed(1, 2, (60.0, "单位：万元"))]
    cells = [
        Cell(r, c, text)
        for r, texts in enumerate([[text for _, text in heads], [part for cell in codes for part in cell], [part for cell in parts for part in cell],
                                   ["", "人员经费合计", "8.00", "", "", "", "", "", "3.00"]])
        for c, text in enumerate(texts) if (r, c) not in ((3, 5), (3, 6))
    ]  # fmt: skip
    merged = Cell(3, 5, "公用经费合计", column_span=2)
    grid = Grid(1, 4, 9, (*cells, merged), Box(60, 100, 540, 160), kind="aligned", lines=tuple(lines))
    found = figures_of(reading_of(title, [grid]), "general_public_basic")
    assert found["personnel", "amount"] == ("8.00", "value")
    assert found["running", "amount"] == ("3.00", "value")
    assert "公用经费合计" not in {printed_text for printed_text, _ in found.values()}


def test_a_form_whose_rows_another_one_prints_is_not_missing() -> None:
    names = set(next(layout for layout in layouts() if layout.id == "eleven_forms_by_function").forms)
    rows = [["项目", "预算数", "决算数"], ["“三公”经费支出合计", "9.60", "7.30"], ["公务接待费", "9.60", "7.30"]]
    combined = titled("财政拨款“三公”经费、行政参公单位机关运行经费情况表", rows)
    located = locate.locate_forms(combined)
    figures, _ = tidy.tidy_form(located.forms[0], "d0")
    missing = "three_public_general_public"
    states = [{"document_id": "d0", "form": name, "state": "missing" if name == missing else "found"} for name in sorted(names)]
    layout = replace(NINE, forms=tuple(names))
    assert _missing_forms(Forms(frames.build("forms", states), figures, "d0"), layout) == []
    assert _missing_forms(Forms(frames.build("forms", states), figures.iloc[:0], "d0"), layout) == [missing]


@pytest.mark.parametrize(("change", "verdict"), [("-2.50", "equal"), ("2.50", "differs")])
def test_agency_operating_expenses_with_the_year_before(change: str, verdict: str) -> None:
    reading = titled("机关运行经费支出情况表", [["项目", "本年决算数", "上年决算数", "增减额"], ["机关运行经费", "40.00", "42.50", change]])
    found = figures_of(reading, "agency_running")
    told = [found["agency_operating", name][0] for name in ("actual", "actual_before", "actual_change")]
    assert told == ["40.00", "42.50", change]
    assert verdicts(reading, "A22.1")["change agency_operating"] == verdict


@pytest.mark.parametrize("opening", ["3.00", "4.00"])
@pytest.mark.parametrize("has_third", [False, True])
def test_a_kind_of_money_that_the_form_does_not_have_counts_as_nothing(opening: str, has_third: bool) -> None:
    """The form of accounts before 2020: two kinds of money, in rows and columns."""
    third = ["国有资本经营预算财政拨款"] if has_third else []
    blank = [""] * len(third)
    rows = [
        ["项目", "决算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", *third],
        ["一、一般公共预算财政拨款", "10.00", "一、一般公共服务支出", "13.00", "12.00", "1.00", *blank],
        ["二、政府性基金预算财政拨款", "0.00", "", "", "", "", *blank],
        ["本年收入合计", "10.00", "本年支出合计", "13.00", "12.00", "1.00", *blank],
        ["年初财政拨款结转和结余", opening, "年末财政拨款结转和结余", "0.00", "0.00", "0.00", *blank],
        ["一、一般公共预算财政拨款", "2.00", "", "", "", "", *blank],
        ["二、政府性基金预算财政拨款", "1.00", "", "", "", "", *blank],
        ["总计", "13.00", "总计", "13.00", "12.00", "1.00", *blank],
    ]
    expected = "unchecked" if has_third else "equal" if opening == "3.00" else "differs"
    assert verdicts(titled("财政拨款收入支出决算总表", rows), "A06.2") == {"opening_balance": expected}


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ("a row for the class or section above", "有其所属的类或款的一行", "a row for the class or section above"),
        ("3 or 5 or 7 digits", "3或5或7位编码", "3 or 5 or 7 digits"),
        ("1–26 or 1–24", "1–26或1–24", "1–26 or 1–24"),
        ("only revenue_by_unit: 云溪县档案馆", "仅收入决算表（分单位）列有：云溪县档案馆", "only Revenue by unit: 云溪县档案馆"),
        ("2080505, 2080506", "2080505, 2080506", "2080505, 2080506"),
    ],
)
def test_what_a_structural_check_expects_is_told_in_the_language_of_the_sentence(said: str, zh: str, en: str) -> None:
    assert due(said, "en") == en
    assert due(said, "zh").replace(forms()["revenue_by_unit"].zh, "收入决算表（分单位）") == zh


def test_a_code_without_its_class_is_told_in_one_language() -> None:
    account = seed_account()
    figures = account.figures
    lost = (figures["form"] == "expenditure_by_function") & (figures["role"] == "20805")
    found = reconcile(replace(account, figures=figures[~lost])).findings
    [row] = found[(found["kind"] == "structure") & found["sentence_zh"].str.contains("上级科目")].to_dict("records")
    assert "应为有其所属的类或款的一行" in row["sentence_zh"] and "a row for the class" not in row["sentence_zh"]
    assert "a row for the class or section above" in row["sentence_en"]


@pytest.mark.parametrize(
    "title",
    ["云溪县档案馆是2019年度部门决算编制单位", "关于公布云溪县档案馆2019年度部门决算的说明", "云溪县档案馆的2019年度部门决算", "云溪县档案馆2019年度部门决算"],
)
def test_a_word_between_name_and_year_is_no_part_of_the_department(title: str) -> None:
    assert locate.department_of([Line(1, 1, title)], []) == "云溪县档案馆"


@pytest.mark.parametrize(
    ("told", "is_problem"),
    [
        ("从决算单位构成看，纳入云溪县档案馆2019年度部门决算编制范围的单位共1个。", False),
        ("云溪县档案馆没有下属单位。", False),
        ("云溪县档案馆部门决算包括：局本级决算。", False),
        ("从决算单位构成看，纳入部门决算编制范围的单位共11个，见下表。", True),
        ("从决算单位构成看，纳入部门决算编制范围的单位共3个，分别列示。", True),
    ],
)
def test_a_list_of_units_is_missed_only_where_there_are_units_to_list(told: str, is_problem: bool) -> None:
    lines = [Line(1, 1, "二、部门决算单位构成"), Line(1, 2, told)]
    found = annexes.read_annexes("d0", lines, [], privacy.personal_data(lines, []))
    assert ("problems" in found and bool(found["problems"]["message"].str.contains("announces no list").any())) == is_problem


@pytest.mark.parametrize(("office", "whole", "told"), [("4.00", "9.00", ("equal", "equal")), ("14.00", "9.00", ("equal", "differs")), ("4.00", "19.00", ("differs", "equal"))])
def test_agency_operating_expenses_by_economic_class_add_up(office: str, whole: str, told: tuple[str, str]) -> None:
    rows = [["科目编码", "科目名称", "决算数"], ["合计", "", whole], ["302", "商品和服务支出", "9.00"], ["30201", "办公费", office], ["30211", "差旅费", "5.00"]]
    found = verdicts(titled("机关运行经费支出决算表", rows), "A22.1")
    assert (found["total"], found["class 302"]) == told
