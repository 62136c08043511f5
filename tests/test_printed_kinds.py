"""Forms as other programs print them: without rules, with running feet, titles on every page, words
in the place of amounts. Lines and grids are written down here as a reader gives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest

from budget_analysis import locate, tidy
from budget_analysis.locate.surroundings import OpenForm, RawForm, read_surroundings
from budget_analysis.reading import Box, Cell, Grid, Line, Reading, from_json, to_json
from budget_analysis.specs import forms

SIZE = 9.0
FUNDS = "政府性基金预算财政拨款收入支出决算表"
BASIC = "一般公共预算财政拨款基本支出决算表"
EXPENDITURE = "支出决算表"
ABOVE = ((60.0, "部门：云溪县档案馆"), (480.0, "金额单位：万元"))


def printed(page: int, number: int, *texts: tuple[float, str], size: float = SIZE) -> Line:
    """A printed line: texts with the place where each begins, Chinese characters as wide as high."""
    y = 60.0 + 16.0 * number
    text, stops = "", []
    for x0, part in texts:
        text += "  " if text else ""
        width = sum(size if letter > "\u2e7f" else size / 2 for letter in part)
        stops.append((len(text), len(text) + len(part), x0, x0 + width))
        text += part
    x0, x1 = stops[0][2], stops[-1][3]
    return Line(page, number, text, Box(x0, y, x1, y + size), tuple(stops))


def right(x1: float, text: str) -> tuple[float, str]:
    """An amount that ends at this place."""
    return x1 - len(text) * SIZE / 2, text


def figures_of(reading: Reading, form: str) -> dict[tuple[str, str], tuple[str, str]]:
    frame = frame_of(reading, form)
    named = frame[frame["role"].notna()]
    return {(row.role, row.measure): (row.printed, row.state) for row in named.itertuples()}


def frame_of(reading: Reading, form: str) -> pd.DataFrame:
    [raw] = [raw for raw in locate.locate_forms(reading).forms if raw.spec.id == form]
    return tidy.tidy_form(raw, "d0")[0]


def grid_of(page: int, top: float, rows: Sequence[Sequence[str]]) -> Grid:
    width = 480.0 / len(rows[0])
    cells = [
        Cell(r, c, text, box=Box(60 + width * c, top + 15 * r, 60 + width * (c + 1), top + 15 * r + 15))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Grid(page, len(rows), len(rows[0]), tuple(cells), Box(60, top, 540, top + 15 * len(rows)))


def reading_of(lines: Sequence[Line], grids: Sequence[Grid] = (), pages: int = 1) -> Reading:
    return Reading("tabula+grid", pages, tuple(lines), tuple(grids))


def test_an_amount_never_joins_the_code_of_the_next_block() -> None:
    lines = [
        printed(1, 1, (200, BASIC)),
        printed(1, 2, *ABOVE),
        printed(1, 3, (60, "科目编码"), (130, "科目名称"), (240, "决算数"), (276, "科目编码"), (340, "科目名称"), (460, "决算数")),
        printed(1, 4, (60, "301"), (110, "工资福利支出"), right(272, "940.66"), (275, "302"), (320, "商品和服务支出"), right(500, "80.56")),
        printed(1, 5, (60, "30101"), (110, "基本工资"), right(272, "940.66"), (275, "30201"), (320, "办公费"), right(500, "80.56")),
        printed(1, 6, (110, "人员经费合计"), right(272, "940.66"), (320, "公用经费合计"), right(500, "80.56")),
        printed(1, 7, (60, "注：本表反映部门本年度基本支出明细情况。")),
    ]  # fmt: skip
    found = figures_of(reading_of(lines), "general_public_basic")
    assert found["301", "amount"] == ("940.66", "value")
    assert found["302", "amount"] == ("80.56", "value")
    assert found["30201", "amount"] == ("80.56", "value")
    assert found["running", "amount"] == ("80.56", "value")


def test_a_blank_column_without_rules_stays_blank() -> None:
    lines = [
        printed(1, 1, (200, EXPENDITURE)),
        printed(1, 2, *ABOVE),
        printed(1, 3, (60, "科目编码"), (120, "科目名称"), (200, "本年支出合计"), (270, "基本支出"), (320, "项目支出"), (370, "上缴上级支出"), (440, "经营支出"), (490, "对附属单位补助支出")),
        printed(1, 4, (120, "合计"), right(250, "30.00"), right(310, "10.00"), right(358, "20.00")),
        printed(1, 5, (60, "201"), (100, "一般公共服务支出"), right(250, "30.00"), right(310, "10.00"), right(358, "20.00")),
        printed(1, 6, (60, "注：本表反映部门本年度各项支出情况。")),
    ]  # fmt: skip
    found = figures_of(reading_of(lines), "expenditure_by_function")
    assert found["201", "project"] == ("20.00", "value")
    assert found["201", "higher_remittance"] == ("", "blank")
    assert found["total", "expenditure_total"] == ("30.00", "value")


def test_a_wrapped_name_belongs_to_the_row_that_its_amounts_are_centred_on() -> None:
    head = [(60, "科目编码"), (120, "科目名称"), (220, "小计"), (300, "基本支出"), (380, "项目支出")]
    amounts = [right(250, "4.64"), right(340, "4.64"), right(420, "0.00")]
    lines = [
        printed(1, 1, (200, "一般公共预算财政拨款支出决算表")),
        printed(1, 2, *ABOVE),
        printed(1, 3, *head),
        printed(1, 4, (60, "208"), (110, "社会保障和就业支出"), *amounts),
        printed(1, 6, (110, "机关事业单位职业年")),
        Line(1, 7, "2080506  4.64  4.64  0.00", Box(60, 164, 420, 173), ((0, 7, 60, 91.5), (9, 13, 232, 250), (15, 19, 322, 340), (21, 25, 402, 420))),
        printed(1, 7, (110, "金缴费支出")),
        printed(1, 9, (120, "合计"), *amounts),
        printed(1, 10, (60, "注：本表反映部门本年度支出情况。")),
    ]  # fmt: skip
    frame = frame_of(reading_of(lines), "general_public_expenditure")
    assert frame[frame["role"] == "2080506"]["label"].unique().tolist() == ["机关事业单位职业年金缴费支出"]


def test_an_empty_form_without_rules_is_there_with_its_columns() -> None:
    lines = [
        printed(1, 1, (200, FUNDS)),
        printed(1, 2, (480, "单位：万元")),
        printed(1, 3, (60, "项目"), (300, "本年支出")),
        printed(1, 4, (50, "科目编码"), (110, "科目名称"), (170, "年初结转和结余"), (240, "本年收入"), (290, "合计"), (330, "基本支出"), (380, "项目支出"), (430, "年末结转和结余")),
        printed(1, 5, (110, "合计")),
        printed(1, 6, (60, "云溪县档案馆没有政府性基金预算财政拨款收入和支出，本表为空表。")),
    ]  # fmt: skip
    [raw] = locate.locate_forms(reading_of(lines)).forms
    assert "本表为空表" in raw.statement
    found = figures_of(reading_of(lines), "gov_funds")
    assert {measure for role, measure in found if role == "total"} >= {"expenditure_total", "closing_balance"}
    assert {state for _, state in found.values()} == {"blank"}


def test_a_title_repeated_on_the_next_page_continues_the_form() -> None:
    head = ["科目编码", "科目名称", "小计", "基本支出", "项目支出"]
    first = [head, ["", "合计", "30.00", "10.00", "20.00"], ["201", "一般公共服务支出", "20.00", "10.00", "10.00"]]
    second = [head, ["205", "教育支出", "10.00", "", "10.00"]]
    title = "一般公共预算财政拨款支出决算表"
    lines = [printed(page, 1, (200, title)) for page in (1, 2)]
    reading = reading_of(lines, [grid_of(1, 100, first), grid_of(2, 100, second)], pages=2)
    located = locate.locate_forms(reading)
    assert [problem for problem in located.problems if problem.kind == "form"] == []
    assert figures_of(reading, "general_public_expenditure")["205", "project"] == ("10.00", "value")


def test_a_form_printed_twice_is_told() -> None:
    rows = [["科目编码", "科目名称", "小计", "基本支出", "项目支出"], ["", "合计", "30.00", "10.00", "20.00"]]
    lines = [printed(page, 1, (200, "一般公共预算财政拨款支出决算表")) for page in (1, 2)]
    located = locate.locate_forms(reading_of(lines, [grid_of(1, 100, rows), grid_of(2, 100, rows)], pages=2))
    assert [problem.kind for problem in located.problems] == ["repeated_page"]


def test_running_feet_that_differ_in_digits_do_not_end_a_form() -> None:
    rows = [["科目编码", "科目名称", "小计", "基本支出", "项目支出"], ["", "合计", "30.00", "10.00", "20.00"]]
    lines = [
        printed(1, 1, (200, "一般公共预算财政拨款支出决算表")),
        printed(1, 45, (40, "file:///account.html"), (540, "1/2")),
        printed(2, 45, (40, "file:///account.html"), (540, "2/2")),
    ]
    grids = [grid_of(1, 100, rows), grid_of(2, 60, [["205", "教育支出", "30.00", "10.00", "20.00"]])]
    found = figures_of(reading_of(lines, grids, pages=2), "general_public_expenditure")
    assert found["205", "basic"] == ("10.00", "value")


def test_a_row_of_words_below_the_heads_is_no_row_of_the_form() -> None:
    rows = [
        ["科目编码", "科目名称", "小计", "基本支出", "项目支出"],
        ["", "", "决算数", "决算数", "决算数"],
        ["", "合计", "50.00", "10.00", "40.00"],
    ]
    lines = [printed(1, 1, (200, "一般公共预算财政拨款支出决算表"))]
    frame = frame_of(reading_of(lines, [grid_of(1, 100, rows)]), "general_public_expenditure")
    assert frame["state"].unique().tolist() == ["value"]
    assert frame["row"].nunique() == 1


@pytest.mark.parametrize(("amount", "state"), [("7.00", "unreadable"), ("", "blank")])
def test_words_in_the_row_of_the_total_are_no_amounts(amount: str, state: str) -> None:
    rows = [
        ["科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
        ["合计", "", "", amount, "合计", "基本支出", "项目支出", ""],
        ["221", "住房保障支出", "", amount, amount, "", amount, ""],
    ]
    lines = [printed(1, 1, (200, FUNDS))]
    found = figures_of(reading_of(lines, [grid_of(1, 100, rows)]), "gov_funds")
    assert found["total", "expenditure_total"] == ("合计" if amount else "", state)


@pytest.mark.parametrize(
    ("line", "department", "unit"),
    [
        ("部门：云溪县档案馆 金额单位：万元", "云溪县档案馆", "万元"),
        ("编制单位：云溪县档案馆  单位：元", "云溪县档案馆", "元"),
        ("单位名称：云溪县档案馆（本级） 2024年8月 金额单位：万元", "云溪县档案馆（本级）", "万元"),
        ("公开05表  金额单位：万元", "", "万元"),
    ],
)
def test_the_department_ends_before_the_unit_of_money(line: str, department: str, unit: str) -> None:
    opened = OpenForm(RawForm(forms()["gov_funds"], "", 1))
    assert read_surroundings(opened, Line(1, 1, line))
    assert (opened.raw.department, opened.raw.unit) == (department, unit)


def test_a_row_titled_like_a_section_stays_in_its_form() -> None:
    spec = forms()["revenue_expenditure_summary"]
    lines = [Line(1, 1, "二十一、国有资本经营预算支出 0.00"), Line(1, 2, "二十一、国有资本经营预算支出"), Line(1, 3, "二十二、其他支出")]
    assert locate.surroundings.is_row(spec, lines, 1)
    behind = [lines[1], Line(1, 3, "本年度国有资本经营预算支出10.00万元。")]
    assert not locate.surroundings.is_row(spec, behind, 0)


def test_the_places_of_words_are_kept() -> None:
    line = printed(1, 1, (60, "合计"), (200, "1.00"))
    grid = Grid(1, 1, 1, (Cell(0, 0, "合计"),), lines=(line,), other=Grid(1, 1, 1, (Cell(0, 0, "计"),)))
    reading = reading_of([line], [grid])
    assert from_json(to_json(reading)) == reading


def test_a_budget_is_another_kind_of_document() -> None:
    lines = [Line(1, 1, "云溪县档案馆2024年部门预算"), Line(1, 2, "2024年收入预算120.00万元，比2023年决算增加2.00万元。")]
    assert locate.budget_of(lines) == ("云溪县档案馆", 2024)
    assert locate.budget_of([*lines, Line(2, 1, "云溪县档案馆2024年度部门决算")]) is None


def test_a_known_other_form_has_its_title_although_its_unit_stands_between() -> None:
    rows = [["项目名称", "合计"], ["档案数字化", "12.00"]]
    lines = [
        printed(1, 1, (200, "2023年度项目支出决算表")),
        printed(1, 2, *ABOVE),
        printed(2, 1, (200, "一般公共预算财政拨款支出决算表")),
    ]
    [table] = locate.locate_forms(reading_of(lines, [grid_of(1, 120, rows)], pages=2)).unknown
    assert (table.form, table.title) == ("project_expenditure", "2023年度项目支出决算表")


def test_the_shape_is_taken_that_shows_the_declared_columns() -> None:
    """An outline of a watermark has cut a column of the first shape in two."""
    title = printed(1, 1, (200, "一般公共预算财政拨款支出决算表"))
    cut = grid_of(1, 100, [["科目编码", "科目名称", "小", "计", "基本支出", "项目支出"], ["", "合计", "3", "0.00", "10.00", "20.00"]])
    whole = grid_of(1, 100, [["科目编码", "科目名称", "小计", "基本支出", "项目支出"], ["", "合计", "30.00", "10.00", "20.00"]])
    shaped = Grid(cut.page, cut.rows, cut.columns, cut.cells, cut.box, other=whole)
    found = figures_of(reading_of([title], [shaped]), "general_public_expenditure")
    assert found["total", "expenditure_total"] == ("30.00", "value")
    assert frame_of(reading_of([title], [cut]), "general_public_expenditure").empty


def test_three_columns_per_group_are_told_apart() -> None:
    head = [
        ["科目编码", "科目名称", "年初结转和结余", "", "", "本年收入", "", "", "本年支出", "", "", "年末结转和结余", "", ""],
        ["", "", "合计", "基本支出结转", "项目支出结转和结余", "合计", "基本支出", "项目支出", "合计", "基本支出", "项目支出", "合计", "基本支出结转", "项目支出结转和结余"],
    ]  # fmt: skip
    amounts = [f"{number}.00" for number in range(1, 13)]
    grid = grid_of(1, 100, [*head, ["", "合计", *amounts]])
    spans = {2: 3, 5: 3, 8: 3, 11: 3}
    cells = [
        Cell(cell.row, cell.column, cell.text, 1, spans.get(cell.column, 1) if cell.row == 0 else 1, cell.box)
        for cell in grid.cells
        if cell.row > 0 or cell.column < 2 or cell.column in spans
    ]
    merged = Grid(1, 3, 14, tuple(cells), grid.box)
    title = printed(1, 1, (200, "一般公共预算财政拨款收入支出决算表"))
    found = figures_of(reading_of([title], [merged]), "general_public_expenditure")
    assert [found["total", name][0] for name in ("opening_basic", "revenue", "basic", "closing_project")] == [
        "2.00", "4.00", "8.00", "12.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["201", "一般公共服务支出", "20805", "1.00", "1.00"], ["205", "教育支出", "1.00", "1.00", "0.00"]], "a code"),
        ([["201", "一般公共服务支出科目名称", "1.00", "1.00", "0.00"]], "words of other rows"),
    ],
)
def test_rows_put_together_wrongly_refuse_the_form(rows: list[list[str]], why: str) -> None:
    grid = grid_of(1, 100, [["科目编码", "科目名称", "小计", "基本支出", "项目支出"], *rows])
    aligned = Grid(1, grid.rows, grid.columns, grid.cells, grid.box, "aligned")
    [raw] = locate.locate_forms(
        reading_of([printed(1, 1, (200, "一般公共预算财政拨款支出决算表"))], [aligned])
    ).forms
    figures, [problem] = tidy.tidy_form(raw, "d0")
    assert figures.empty
    assert problem.kind == "form" and why in problem.message


def test_a_whole_number_in_a_form_with_line_numbers_is_an_amount() -> None:
    printed_lines = [
        "财政拨款“三公”经费支出决算表", "单位：万元", "项目 行次 预算数 决算数", "栏次 1 2",
        "“三公”经费支出合计 1 18 6.28", "1.因公出国（境）费用 2 0 0", "2.公务用车购置及运行维护费 3 6 0",
        "（1）公务用车购置费 4 0 0", "（2）公务用车运行维护费 5 6 0", "3.公务接待费 6 12 6.28",
    ]  # fmt: skip
    lines = [Line(1, number, text) for number, text in enumerate(printed_lines, start=1)]
    found = figures_of(Reading("text", 1, tuple(lines)), "three_public")
    assert found["total", "budget"] == ("18", "value")
    assert found["hospitality", "actual"] == ("6.28", "value")
    assert found["vehicle_purchase", "budget"] == ("0", "zero")


def test_a_dump_that_keeps_its_columns_is_read_by_them_and_another_one_refused() -> None:
    head = "科目编码    科目名称            小计      基本支出     项目支出"
    kept = [
        "一般公共预算财政拨款支出决算表", "单位：万元", head,
        "201     一般公共服务支出       264.87           264.87",
        "20139   社会工作事务         264.87           264.87",
        "        合计             264.87           264.87",
    ]  # fmt: skip
    lines = [Line(1, number, text) for number, text in enumerate(kept, start=1)]
    found = figures_of(Reading("text", 1, tuple(lines)), "general_public_expenditure")
    assert found["201", "project"] == ("264.87", "value")
    assert found["201", "basic"] == ("", "blank")
    ragged = [text.replace("       264", "              264") if "201 " in text else text for text in kept]
    lines = [Line(1, number, text) for number, text in enumerate(ragged, start=1)]
    assert frame_of(Reading("text", 1, tuple(lines)), "general_public_expenditure").empty


def set_at(y: float, *texts: tuple[float, str]) -> Line:
    made = printed(1, 0, *texts)
    assert made.box is not None
    return replace(made, number=round(y), box=Box(made.box.x0, y, made.box.x1, y + SIZE))


def narrow_form(*rows: tuple[tuple[float, str], ...]) -> Reading:
    """A form without rules; its rows are 20 points apart, what begins with a number or a name of one character 12."""
    heads = ((60.0, "科目编码"), (140.0, "科目名称"), right(330, "合计"), right(420, "基本支出"), right(520, "项目支出"))
    lines = [printed(1, 0, (200.0, "一般公共预算财政拨款支出决算表"), size=14), printed(1, 1, *ABOVE), set_at(95, *heads)]
    y = 95.0
    for row in rows:
        y += 20 if row[0][0] in (60.0, 140.0) and len(row[0][1]) > 1 else 12
        lines.append(set_at(y, *row))
    return Reading("grid", 1, tuple(lines))


LAST = ((60.0, "204"), (140.0, "公共安全支出"), right(330, "0.00"), right(420, "0.00"), right(520, "0.00"))
TOTAL = ((140.0, "合计"), right(330, "9.00"), right(420, "5.00"), right(520, "4.00"))


def test_a_number_broken_over_two_lines_is_one_number() -> None:
    code = ((60.0, "201"), (140.0, "一般公共服务支"), right(330, "1,287,99"), right(420, "1,051,00"), right(520, "0.00"))
    rest = ((140.0, "出"), (294.0, "7.22"), (384.0, "0.10"))
    figures = figures_of(narrow_form(TOTAL, code, rest, LAST), "general_public_expenditure")
    assert figures["201", "expenditure_total"] == ("1,287,997.22", "value")
    assert figures["201", "basic"] == ("1,051,000.10", "value")
    assert figures["201", "project"] == ("0.00", "zero")
    assert figures["total", "expenditure_total"] == ("9.00", "value")


def test_a_last_decimal_on_a_line_of_its_own_belongs_to_the_number_above() -> None:
    code = ((60.0, "201"), (140.0, "公共服务"), right(330, "1295.8"), right(420, "1295.84"), right(520, "0.00"))
    figures = figures_of(narrow_form(TOTAL, code, ((303.0, "4"),), LAST), "general_public_expenditure")
    assert figures["201", "expenditure_total"] == ("1295.84", "value")


@pytest.mark.parametrize(
    "rows",
    [
        # a number on three lines
        (((60.0, "201"), (140.0, "公共服务"), right(330, "1,28"), right(420, "1,28"), right(520, "0.00")),
         ((312.0, "7,99"), (402.0, "7,99")), ((312.0, "7.22"), (402.0, "7.22"))),
        # whole numbers above numbers with decimals: two rows, or one number each
        (((60.0, "201"), (140.0, "公共服务"), right(330, "12879"), right(420, "12879"), right(520, "0.00")),
         ((307.0, "97.22"), (397.0, "97.22"))),
    ],
)  # fmt: skip
def test_numbers_that_may_be_broken_refuse_the_form(rows: tuple[tuple[tuple[float, str], ...], ...]) -> None:
    reading = narrow_form(TOTAL, *rows, LAST)
    [raw] = [raw for raw in locate.locate_forms(reading).forms if raw.spec.id == "general_public_expenditure"]
    figures, [problem] = tidy.tidy_form(raw, "d0")
    assert figures.empty
    assert "number" in problem.message


def test_the_lines_of_a_name_belong_to_the_row_that_they_follow_closely() -> None:
    words = "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"
    heads = (60.0, "单位名称"), *(right(180 + 70 * n, word) for n, word in enumerate(words))

    def amounts(amount: str) -> list[tuple[float, str]]:
        return [right(180 + 70 * n, text) for n, text in enumerate((amount, amount, *["0.00"] * 5))]

    lines = [printed(1, 0, (200.0, "收入决算表（分单位）"), size=14), printed(1, 1, *ABOVE), set_at(95, *heads)]
    y = 120.0
    for name, amount in (("云溪县档案馆（本级）", "3.00"), ("云溪县档案馆信息中心", "2.00"), ("云溪县档案馆修复所", "4.00")):
        parts = [name[at : at + 3] for at in range(0, len(name), 3)]
        lines.append(set_at(y, (60.0, parts[0]), *amounts(amount)))
        for part in parts[1:]:
            y += 12
            lines.append(set_at(y, (60.0, part)))
        y += 20
    lines.append(set_at(y, (60.0, "合计"), *amounts("9.00")))
    frame = frame_of(Reading("grid", 1, tuple(lines)), "revenue_by_unit")
    assert list(dict.fromkeys(frame["label"])) == ["云溪县档案馆（本级）", "云溪县档案馆信息中心", "云溪县档案馆修复所", "合计"]


def test_a_name_that_lacks_a_line_names_nothing() -> None:
    code = ((60.0, "2101103"), (140.0, "公务员医"), right(330, "9.00"), right(420, "5.00"), right(520, "4.00"))
    frame = frame_of(narrow_form(TOTAL, code), "general_public_expenditure")
    assert set(frame.loc[frame["code"] == "2101103", "label"].fillna("")) == {""}


def test_the_numbers_of_the_columns_stand_above_no_rest_of_a_number() -> None:
    numbers = ((140.0, "栏次"), right(330, "1"), right(420, "2"), right(520, "3"))
    close = ((303.0, "1295.84"), right(420, "1295.84"), right(520, "0.00"))
    figures = figures_of(narrow_form(numbers, close, LAST), "general_public_expenditure")
    assert figures["204", "expenditure_total"] == ("0.00", "zero")


def test_a_name_goes_on_after_the_end_of_a_page() -> None:
    lines = [printed(1, 0, (200.0, "一般公共预算财政拨款支出决算表"), size=14), printed(1, 1, *ABOVE)]
    lines.append(set_at(95, (60.0, "科目编码"), (140.0, "科目名称"), right(330, "合计"), right(420, "基本支出"), right(520, "项目支出")))
    lines.append(set_at(115, *TOTAL))
    lines.append(set_at(135, (60.0, "2101103"), (140.0, "公务员"), right(330, "1,28"), right(420, "5.00"), right(520, "0.00")))
    rest = (((140.0, "医疗补"), (312.0, "0.50")), ((140.0, "助"),))
    following = [set_at(60 + 12 * n, *texts) for n, texts in enumerate(rest)] + [set_at(92, *LAST), set_at(112, *LAST[:1], (140.0, "其他"), *LAST[2:])]
    lines += [replace(line, page=2) for line in following]
    figures = figures_of(Reading("grid", 2, tuple(lines)), "general_public_expenditure")
    assert figures["2101103", "expenditure_total"] == ("1,280.50", "value")


def grid_of_rows(page: int, rows: Sequence[Sequence[str]]) -> Grid:
    cells = tuple(Cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    return Grid(page, len(rows), len(rows[0]), cells)


@pytest.mark.parametrize(
    ("name", "pages", "labels"),
    [
        (
            "general_public_expenditure",
            [
                [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["20805", "行政事业单位养老", "7.00", "7.00", ""]],
                [["", "支出", "", "", ""], ["2080501", "行政单位离退休", "7.00", "7.00", ""]],
            ],
            ["行政事业单位养老支出", "行政单位离退休"],
        ),
        (
            "revenue_expenditure_summary",
            [
                [["项目", "金额", "项目", "金额"], ["", "", "二十二、灾害防治及应急管理", "8.00"]],
                [["", "", "支出", ""], ["", "", "二十三、其他支出", "9.00"]],
            ],
            ["二十二、灾害防治及应急管理支出", "二十三、其他支出"],
        ),
    ],
)
def test_a_name_that_ends_on_the_next_page_with_a_word_of_the_heads_is_whole(
    name: str, pages: list[list[list[str]]], labels: list[str]
) -> None:
    grids = tuple(grid_of_rows(number, rows) for number, rows in enumerate(pages, start=1))
    found = tidy.grid.rows_of_grids(RawForm(forms()[name], "", 1, grids=grids)).rows
    assert [row.label for row in found] == labels


def test_what_stands_behind_a_table_of_a_sheet_is_no_row_of_it() -> None:
    rows = [["序号", "单位名称", "备注"], ["1", "云溪县档案馆（本级）", ""], ["第二部分 云溪县档案馆2024年度部门决算表", "", ""],
            ["2024年度收入合计10.00万元。", "", ""], ["", "", ""], ["说明如下。", "", ""], ["项目", "金额", ""], ["档案", "1.00", ""]]  # fmt: skip
    lines, grids = locate.loose_rows.cut_grid(replace(grid_of_rows(1, rows), after=0))
    assert [line.text for line in lines] == ["第二部分 云溪县档案馆2024年度部门决算表", "2024年度收入合计10.00万元。", "说明如下。"]
    assert [(grid.after, grid.rows) for grid in grids] == [(0, 2), (6, 2)]
