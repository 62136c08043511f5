"""What programs of others print: heads repeated with their total, rows of 其中, titles of other provinces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget_analysis import locate, tidy
from budget_analysis.drawn.marks import Char
from budget_analysis.drawn.words import make_words
from budget_analysis.locate.surroundings import OpenForm, RawForm, form_titled, read_surroundings
from budget_analysis.reading import Box, Cell, Grid, Line, Reading
from budget_analysis.relations.names_of_codes import _classes
from budget_analysis.specs import forms
from budget_analysis.tidy.placed.heads import find_heads
from budget_analysis.tidy.placed.pieces import glued_codes, runs_of
from tests.test_other_provinces import HEADS, table_of, titled, verdicts
from tests.test_printed_kinds import ABOVE, figures_of, frame_of, grid_of, printed, reading_of, right

TITLE = "一般公共预算财政拨款支出决算表"
HEAD = [*HEADS, "小计", "基本支出", "项目支出"]
TOTAL = ["", "合计", "30.00", "10.00", "20.00"]
SERVICES = ["201", "一般公共服务支出", "20.00", "10.00", "10.00"]


@pytest.mark.parametrize("titles", [(1, 2), (1,)])
@pytest.mark.parametrize(("project", "verdict"), [("10.00", "equal"), ("11.00", "differs")])
def test_a_total_that_is_repeated_with_the_head_is_one_row(titles: tuple[int, ...], project: str, verdict: str) -> None:
    """A workbook repeats the rows of its head on each page, the row of the total among them."""
    first, second = [HEAD, TOTAL, SERVICES], [HEAD, TOTAL, ["205", "教育支出", "10.00", "", project]]
    lines = [printed(page, 1, (200, TITLE)) for page in titles]
    reading = reading_of(lines, [grid_of(1, 100, first), grid_of(2, 100, second)], pages=2)
    assert not [one for one in locate.locate_forms(reading).problems if one.kind == "form"]
    found = figures_of(reading, "general_public_expenditure")
    assert found["205", "expenditure_total"] == ("10.00", "value")
    assert verdicts(reading, "A07.4")["project"] == verdict
    assert verdicts(reading, "A07.4")["expenditure_total"] == "equal"


def test_a_second_print_with_rows_of_its_own_makes_no_sum_differ() -> None:
    """Nobody can tell whether it is the rest of the first one or another form."""
    first, second = [HEAD, TOTAL, SERVICES], [HEAD, ["", "合计", "10.00", "", "10.00"], ["205", "教育支出", "10.00", "", "10.00"]]
    lines = [printed(page, 1, (200, TITLE)) for page in (1, 2)]
    grids = [grid_of(1, 100, first), grid_of(2, 100, second)]
    assert verdicts(reading_of(lines, grids, 2), "A07.4")["project"] == "unchecked"
    assert verdicts(reading_of(lines[:1], grids[:1]), "A07.4")["project"] == "differs"


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("财政拨款支出决算表（功能科目）", "appropriation_by_function"),
        ("一般公共预算支出决算表（按功能分类）", "general_public_expenditure"),
        ("一般公共预算基本支出决算表（经济科目）", "general_public_basic"),
        ("财政拨款“三公”经费、会议费和培训费支出决算表", "three_public"),
        ("财政拨款机关运行经费支出决算表", "agency_running"),
        ("一般公共预算支出决算表（经济科目）", None),
    ],
)
def test_titles_that_tell_the_classification(title: str, form: str | None) -> None:
    spec = form_titled(title)
    assert (spec.id if spec else None) == form


@pytest.mark.parametrize("label", ["其中：公务用车购置费", "其中：（1）公务用车购置费", "其中：1.公务用车购置费"])
def test_a_part_named_behind_of_which_is_the_row(label: str) -> None:
    [group] = forms()["three_public"].groups
    assert group.role(label, set()) == "vehicle_purchase"
    [summary, _] = forms()["revenue_expenditure_summary"].groups
    # of which whole this is a part its label does not say
    assert summary.role("其中：（1）其他收入", set()) is None


def test_what_was_spent_beside_meetings_and_training() -> None:
    head = ["“三公”经费"] * 6 + ["会议费", "培训费"]
    items = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费", "", ""]
    values = ["6.00", "", "4.00", "", "4.00", "2.00", "1.50", "0.70"]
    found = figures_of(titled("财政拨款“三公”经费、会议费和培训费支出决算表", [head, items, values]), "three_public")
    assert found["total", "actual"] == ("6.00", "value")
    assert found["vehicles", "actual"] == ("4.00", "value")
    assert found["training", "actual"] == ("0.70", "value")
    assert not [key for key in found if key[1] == "budget"]


def set_close(y: float, *texts: tuple[float, str]) -> list[Char]:
    """Texts as characters without a gap: ideographs as wide as high, other letters half as wide."""
    chars = []
    for x, text in texts:
        for letter in text:
            width = 9.0 if letter > "\u2e7f" else 4.5
            chars.append(Char(letter, x, x + width, y, 9.0))
            x += width
    return chars


def words_of(*texts: tuple[float, str]) -> list[str]:
    return [word.text for word in make_words(set_close(100, *texts), lambda x0, x1, y: False)]


def test_the_name_of_the_next_block_that_touches_an_amount_is_a_word_of_its_own() -> None:
    assert words_of((60, "1,234.56一、一般公共服务支出")) == ["1,234.56", "一、一般公共服务支出"]
    assert words_of((60, "1,234.56万元")) == ["1,234.56万元"]
    assert words_of((60, "占12.34%、较上年1.50倍")) == ["占12.34%、较上年1.50倍"]
    assert words_of((60, "2013年")) == ["2013年"]


def test_amounts_that_touch_the_names_of_the_next_block() -> None:
    """A program that leaves no room within its cells: the end of an amount is the beginning of a name."""
    rows = [
        ("一、一般公共预算财政拨款收入", "30.00", "一、一般公共服务支出", "10.00"),
        ("二、政府性基金预算财政拨款收入", "5.00", "二、外交支出", ""),
        ("三、国有资本经营预算财政拨款收入", "0.00", "三、国防支出", "25.00"),
        ("本年收入合计", "35.00", "本年支出合计", "35.00"),
        ("总计", "35.00", "总计", "35.00"),
    ]
    lines = [
        printed(1, 1, (200, "收入支出决算总表")),
        printed(1, 2, (60, "部门：云溪县档案馆"), (480, "单位：万元")),
        printed(1, 3, (130, "收入"), (400, "支出")),
        printed(1, 4, (110, "项目"), (250, "金额"), (350, "项目"), (480, "金额")),
        *(
            printed(1, 5 + n, (60, name), right(290, amount), (289.9, other), *([right(520, own)] if own else []))
            for n, (name, amount, other, own) in enumerate(rows)
        ),
    ]
    found = figures_of(reading_of(lines), "revenue_expenditure_summary")
    assert found["general_public_revenue", "amount"] == ("30.00", "value")
    assert found["state_capital_revenue", "amount"] == ("0.00", "zero")
    assert found["203", "amount"] == ("25.00", "value")
    assert found["grand_total_expenditure", "amount"] == ("35.00", "value")


def test_kinds_of_revenue_are_no_names_of_classes() -> None:
    """Where the classes of a form were not read, its last numbered list says nothing of their names."""
    revenue = ["四、上级补助收入", "五、事业收入", "总计"]
    classes = ["四、公共安全支出", "五、教育支出", "总计"]
    read = [_classes([{"row": row, "label": label} for row, label in enumerate(labels)]) for labels in (revenue, classes)]
    assert read == [{}, {"四": "公共安全支出", "五": "教育支出"}]


CONTINUED = [["205", "教育支出", "7.00", "", "7.00"], ["208", "社会保障和就业支出", "3.00", "", "3.00"], ["210", "卫生健康支出", "5.00", "", "5.00"]]


def two_forms(title: str, total: str) -> Reading:
    """Two forms of two pages each, of which the second pages are the same."""
    first, other = [HEAD, [*TOTAL[:2], total, "10.00", "25.00"], SERVICES], [HEAD, ["", "合计", "35.00", "10.00", "25.00"], SERVICES]
    lines = [printed(1, 1, (200, title)), printed(3, 1, (200, TITLE))]
    grids = [grid_of(1, 100, first), grid_of(2, 60, CONTINUED), grid_of(3, 100, other), grid_of(4, 60, CONTINUED)]
    return reading_of(lines, grids, 4)


def test_the_same_rows_on_two_forms_are_no_page_printed_twice() -> None:
    """An office with one kind of money: the pages behind the titles are the same word for word."""
    reading = two_forms("财政拨款支出决算表", "35.00")
    assert not [one for one in locate.locate_forms(reading).problems if one.kind == "repeated_page"]
    assert figures_of(reading, "general_public_expenditure")["210", "project"] == ("5.00", "value")
    assert verdicts(reading, "A07.4")["expenditure_total"] == "equal"


def test_a_page_behind_another_row_is_a_page_printed_twice() -> None:
    reading = two_forms("财政拨款支出决算表", "35.00")
    grids = [grid_of(3, 100, [HEAD, TOTAL, ["213", "农林水支出", "30.00", "10.00", "20.00"]]) if one.page == 3 else one for one in reading.grids]
    changed = replace(reading, grids=tuple(grids))
    assert [one.page for one in locate.locate_forms(changed).problems if one.kind == "repeated_page"] == [4]


def test_a_remark_behind_the_unit_is_no_part_of_the_department() -> None:
    opened = OpenForm(RawForm(forms()["gov_funds"], "", 1))
    assert read_surroundings(opened, Line(1, 1, "部门：云溪县档案馆 单位：万元（保留两位小数）"))
    assert (opened.raw.department, opened.raw.unit) == ("云溪县档案馆", "万元")


@pytest.mark.parametrize("mark", ["-", "——", "/", "／"])
def test_a_mark_in_the_place_of_an_amount_is_blank(mark: str) -> None:
    rows = [HEAD, ["", "合计", "30.00", mark, "30.00"], ["201", "一般公共服务支出", "30.00", mark, "30.00"]]
    reading = titled(TITLE, rows)
    assert figures_of(reading, "general_public_expenditure")["201", "basic"] == (mark, "blank")
    assert verdicts(reading, "A07.1")["expenditure 201"] == "equal"


@pytest.mark.parametrize("number", ["1=2+3", "(1)=(2)+(3)", "1栏=2栏+3栏", "1"])
def test_a_row_that_numbers_the_columns_is_no_row_of_the_form(number: str) -> None:
    rows = [HEAD, ["栏次", "栏次", number, "2", "3"], TOTAL, ["201", "一般公共服务支出", "30.00", "10.00", "20.00"]]
    reading = titled(TITLE, rows)
    assert set(frame_of(reading, "general_public_expenditure")["role"]) == {"total", "201"}
    assert verdicts(reading, "A07.4")["project"] == "equal"


@pytest.mark.parametrize("names", [("A", "B", "C"), ("栏1", "栏2", "栏3"), ("1栏", "2栏", "3栏")])
def test_a_row_of_letters_that_name_the_columns_is_no_row_of_the_form(names: tuple[str, ...]) -> None:
    rows = [HEAD, ["栏次", "栏次", *names], TOTAL, ["201", "一般公共服务支出", "30.00", "10.00", "20.00"]]
    reading = titled(TITLE, rows)
    assert set(frame_of(reading, "general_public_expenditure")["role"]) == {"total", "201"}
    assert verdicts(reading, "A07.4")["project"] == "equal"


@pytest.mark.parametrize("between", [
    [], [["A", "B", "C", "D"]], [["栏1", "栏2", "栏3", "栏4"]], [["合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"], ["1", "2", "3", "4"]],
    [["1", "2", "3", "4"], ["1", "2", "3", "45"]],
])  # fmt: skip
def test_rows_between_heads_and_values_of_a_form_printed_across_are_no_values(between: list[list[str]]) -> None:
    heads = [["决算数"] * 4, ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"]]
    found = figures_of(titled(ACROSS, [*heads, *between, ["7.82", "0.00", "4.81", "3.01"]]), "three_public")
    assert [found[role, "actual"][0] for role in ("total", "overseas_travel", "vehicles", "hospitality")] == ["7.82", "0.00", "4.81", "3.01"]


@pytest.mark.parametrize(("begun", "rest"), [("2080", "801"), ("20808", "01")])
def test_a_code_that_a_page_breaks_is_one_code(begun: str, rest: str) -> None:
    """A narrow cell sets a code on two lines, and the page ends between them."""
    first = [HEAD, TOTAL, ["208", "社会保障和就业支出", "30.00", "10.00", "20.00"], ["20808", "抚恤", "30.00", "10.00", "20.00"],
             [begun, "死亡", "30.00", "10.00", "20.00"]]  # fmt: skip
    second = [[rest, "抚恤", "", "", ""], ["210", "卫生健康支出", "", "", ""]]
    reading = reading_of([printed(1, 1, (200, TITLE))], [grid_of(1, 100, first), grid_of(2, 60, second)], 2)
    found = frame_of(reading, "general_public_expenditure")
    assert list(found["role"].unique()) == ["total", "208", "20808", "2080801", "210"]
    assert set(found.loc[found["role"] == "2080801", "label"]) == {"死亡抚恤"}


def test_amounts_that_touch_the_codes_of_the_next_block() -> None:
    """The end of an amount is the beginning of a code: two decimals, then a code that another row has not."""
    rows = [("301", "工资福利支出", "940.66", "302", "商品和服务支出", "80.56"), ("30101", "基本工资", "940.66", "30201", "办公费", "70.56"), ("30102", "津贴补贴", "0.00", "30202", "印刷费", "10.00")]  # fmt: skip
    lines = [
        printed(1, 1, (200, "一般公共预算财政拨款基本支出决算表")),
        printed(1, 2, (60, "部门：云溪县档案馆"), (480, "单位：万元")),
        printed(1, 3, (60, "科目编码"), (130, "科目名称"), (235, "决算数"), (276, "科目编码"), (340, "科目名称"), (470, "决算数")),
        *(
            printed(1, 4 + n, (60, code), (110, name), right(276 + 4.5 * len(other), amount + other), (320, item), right(500, own))
            for n, (code, name, amount, other, item, own) in enumerate(rows)
        ),
        printed(1, 7, (110, "人员经费合计"), right(276, "940.66"), (320, "公用经费合计"), right(500, "80.56")),
        printed(1, 8, (60, "注：本表反映部门本年度基本支出明细情况。")),
    ]
    found = figures_of(reading_of(lines), "general_public_basic")
    assert found["30101", "amount"] == ("940.66", "value")
    assert found["30102", "amount"] == ("0.00", "zero")
    assert found["30201", "amount"] == ("70.56", "value")
    assert found["running", "amount"] == ("80.56", "value")


EMPTY = "说明：本部门2024年度没有国有资本经营预算财政拨款收入，也没有使用国有资本经营预算财政拨款安排的支出，故本表为空。"
CAPITAL = "国有资本经营预算财政拨款支出决算表"


def state_of(reading: Reading) -> tuple[str, str | None, str]:
    """State and statement of the form of state capital, and the prose of the document."""
    located = locate.locate_forms(reading)
    frame, _ = table_of(reading)
    [row] = frame[frame["form"] == "state_capital"].itertuples()
    return str(row.state), row.statement, " ".join(line.text for line in located.prose)


@pytest.mark.parametrize("has_grids", [True, False])
def test_a_form_of_which_only_title_and_reason_are_printed_is_declared_empty(has_grids: bool) -> None:
    """The headings behind it are no part of its statement."""
    above = [printed(1, 1, (200, TITLE)), printed(1, 2, (60, "部门：云溪县档案馆"), (480, "单位：万元"))]
    body = [] if has_grids else [printed(1, 3 + n, *zip((60, 120, 240, 320, 400), row, strict=True)) for n, row in enumerate([HEAD, TOTAL, SERVICES])]
    below = [
        printed(2, 1, (200, CAPITAL)), printed(2, 2, (480, "单位：万元")), printed(2, 3, (60, EMPTY)),
        printed(3, 1, (200, "第四部分 名词解释")), printed(3, 2, (60, "财政拨款收入：指单位从同级财政部门取得的资金。")),
    ]  # fmt: skip
    reading = reading_of([*above, *body, *below], [grid_of(1, 100, [HEAD, TOTAL, SERVICES])] if has_grids else [], 3)
    state, statement, prose = state_of(reading)
    assert (state, statement) == ("declared_empty", EMPTY)
    assert "名词解释" in prose and "故本表为空" not in prose


@pytest.mark.parametrize("is_empty", [True, False])
def test_a_table_below_the_reason_is_that_of_the_form(is_empty: bool) -> None:
    amount = "" if is_empty else "3.00"
    rows = [HEAD, ["", "合计", amount, "", amount], ["223", "国有资本经营预算支出", amount, "", amount]]
    lines = [printed(1, 1, (200, CAPITAL)), printed(1, 2, (60, EMPTY))]
    reading = reading_of(lines, [grid_of(1, 120, rows)])
    assert state_of(reading)[0] == ("declared_empty" if is_empty else "found")


def test_many_decimals_are_no_codes() -> None:
    assert glued_codes("economic", ["734.7330201", "0.0030202", "12.50"])
    assert not glued_codes("economic", ["734.7330201", "12.50"])
    assert not glued_codes("economic", ["4382.64302", "4382.64302", "12.50"])
    assert not glued_codes("economic", ["4382.12345", "81.54321", "0.30201", "7.50302"])
    assert not glued_codes(None, ["734.7330201", "0.0030202"])


@pytest.mark.parametrize("written", ["[{}]{}", "{} {}", "{}{}", "（{}）{}", "{}-{}"])
def test_a_code_before_the_name_in_one_cell(written: str) -> None:
    """Some systems print one column for both."""
    head = ["科目", "小计", "基本支出", "项目支出"]
    names = [("201", "一般公共服务支出"), ("20103", "政府办公厅（室）及相关机构事务"), ("2010301", "行政运行")]
    rows = [head, ["合计", "30.00", "10.00", "20.00"], *([written.format(*name), "30.00", "10.00", "20.00"] for name in names)]
    found = frame_of(titled(TITLE, rows), "general_public_expenditure")
    assert list(found["role"].unique()) == ["total", "201", "20103", "2010301"]
    assert list(found["label"].unique()) == ["合计", *(name for _, name in names)]
    assert verdicts(titled(TITLE, rows), "A07.4")["project"] == "equal"


@pytest.mark.parametrize(("unit", "fen"), [("元", 3000), ("万元", 30_000_000)])
def test_the_unit_behind_the_heads_of_columns(unit: str, fen: int) -> None:
    rows = [[*HEADS, *(f"{head}（{unit}）" for head in HEAD[2:])], TOTAL, ["201", "一般公共服务支出", *TOTAL[2:]]]
    reading = reading_of([printed(1, 1, (150, TITLE))], [grid_of(1, 120, rows)])
    frame = frame_of(reading, "general_public_expenditure")
    assert set(frame.loc[frame["measure"] == "expenditure_total", "amount_fen"]) == {fen}
    # a line above the table counts first
    told = replace(reading, lines=(*reading.lines, printed(1, 2, (60, "单位：元"))))
    assert set(frame_of(told, "general_public_expenditure").query("measure == 'expenditure_total'")["amount_fen"]) == {3000}


def test_heads_that_one_engine_garbles_are_those_of_the_other() -> None:
    """Text that overflows its cell lies over that of the next one; where the engines differ in words, both are tried."""
    rows = [HEAD, TOTAL, ["201", "一般公共服务支出", *TOTAL[2:]]]
    grid = grid_of(1, 120, rows)

    def garbled(cell: Cell) -> Cell:
        return replace(cell, text=f"基{cell.text[:2]}本", other=cell.text) if cell.text in HEAD[3:] else cell

    read = replace(grid, cells=tuple(map(garbled, grid.cells)))
    found = figures_of(reading_of([printed(1, 1, (150, TITLE)), printed(1, 2, *ABOVE)], [read]), "general_public_expenditure")
    assert found["201", "project"] == ("20.00", "value")
    amount = replace(grid, cells=tuple(replace(cell, other="21.00") if cell.text == "20.00" else cell for cell in grid.cells))
    found = figures_of(reading_of([printed(1, 1, (150, TITLE)), printed(1, 2, *ABOVE)], [amount]), "general_public_expenditure")
    assert found["201", "project"] == ("20.00", "unreadable")


ACROSS = "财政拨款“三公”经费支出决算表"


def across(numbered: bool, *names: str) -> Reading:
    """A form printed across without rules: nothing was spent on the purchase of vehicles."""
    groups = [(60, "合计"), (110, "因公出国（境）费"), (190, "公务用车购置及运行维护费"), (420, "公务接待费")]
    parts = [(190, names[0]), (240, "公务用车购置费"), (320, "公务用车运行维护费")]
    above = [printed(1, 1, (200, ACROSS)), printed(1, 2, (480, "单位：万元"))]
    table = [
        printed(1, 3, (200, "决算数")), printed(1, 4, *groups), printed(1, 5, *parts),
        *([printed(1, 6, *((x, str(n)) for n, x in enumerate((65, 140, 195, 270, 350, 440), start=1)))] if numbered else []),
        printed(1, 7, right(84, "80.74"), right(150, "1.73"), right(215, "6.01"), right(390, "6.01"), right(465, "73.00")),
    ]  # fmt: skip
    # a table whose columns the reader could not tell
    grid = Grid(1, 1, 1, (Cell(0, 0, "决算数"),), Box(60, 100, 500, 190), kind="aligned", lines=tuple(table))
    return reading_of(above, [grid])


@pytest.mark.parametrize("numbered", [True, False])
def test_a_sum_below_a_head_of_several_columns_is_a_column_of_its_own(numbered: bool) -> None:
    found = figures_of(across(numbered, "小计"), "three_public")
    assert found["vehicles", "actual"] == ("6.01", "value")
    assert found["vehicle_purchase", "actual"] == ("", "blank")
    assert found["vehicle_running", "actual"] == ("6.01", "value")


def test_more_numbered_columns_than_heads_refuse_the_form() -> None:
    """A head that nobody knows: its amount would be that of a neighbour whose column is blank."""
    [raw] = locate.locate_forms(across(True, "某项")).forms
    figures, [problem] = tidy.tidy_form(raw, "d0")
    assert figures.empty and problem.kind == "form"


def test_an_amount_in_the_place_of_a_name_says_that_the_columns_are_shifted() -> None:
    rows = [["类", "款", "项", "科目名称", *HEAD[2:]], ["合计", "", "", "", *TOTAL[2:]], ["201", "一般公共服务支出", "0.00", "30.00", "10.00", "20.00", ""]]
    found = figures_of(titled(TITLE, rows), "general_public_expenditure")
    assert found["total", "basic"] == ("10.00", "value")
    assert {state for (role, _), (_, state) in found.items() if role == "201"} == {"unreadable"}


def test_a_head_set_one_letter_to_a_line() -> None:
    """基本支出结转 in the narrowest column is not 基本支出, the beginning of it."""
    lines = runs_of([printed(1, n, (230, letter)) for n, letter in enumerate("基本支出结转")])
    assert [head.text for head in find_heads(lines, frozenset({"基本支出", "基本支出结转"}))] == ["基本支出结转"]


def broken_by_a_page(first: list[str], rest: list[str], with_heads: bool) -> Reading:
    """A row of narrow cells that the end of a page breaks; the next page may repeat the heads."""
    head = ["类", "款", "项", "科目名称", *HEAD[2:]]
    rows = [head, ["", "", "", "合计", *TOTAL[2:]], ["220", "", "", "自然资源", *TOTAL[2:]], ["220", "01", "", "自然资源事务", *TOTAL[2:]], first]
    second = [*([head] if with_heads else []), rest, ["221", "", "", "住房保障支出", "", "", ""]]
    return reading_of([printed(1, 1, (200, TITLE)), printed(1, 2, *ABOVE)], [grid_of(1, 100, rows), grid_of(2, 60, second)], 2)


@pytest.mark.parametrize("with_heads", [True, False])
@pytest.mark.parametrize(
    ("first", "rest"),
    [
        (["22", "01", "06", "利用", "30.00", "10.00", "20.00"], ["0", "", "", "与保护", "", "", ""]),
        (["220", "0", "06", "利用与保护", "30.00", "10.00", "20.00"], ["", "1", "", "", "", "", ""]),
        (["220", "01", "06", "利用与保护", "30", "10.00", "20.00"], ["", "", "", "", ".00", "", ""]),
        (["22", "0", "0", "利用", "30.", "10.", "20.0"], ["0", "1", "6", "与保护", "00", "00", "0"]),
    ],
)
def test_codes_and_amounts_that_a_page_breaks_column_by_column(first: list[str], rest: list[str], with_heads: bool) -> None:
    found = frame_of(broken_by_a_page(first, rest, with_heads), "general_public_expenditure")
    own = found[found["role"] == "2200106"]
    assert dict(zip(own["measure"], own["printed"], strict=True)) == {"expenditure_total": "30.00", "basic": "10.00", "project": "20.00"}
    assert set(own["label"]) == {"利用与保护"}
    assert list(found["role"].unique()) == ["total", "220", "22001", "2200106", "221"]


def test_a_whole_amount_beside_a_code_is_no_part_of_it() -> None:
    lines = [
        printed(1, 1, (200, "一般公共预算财政拨款基本支出决算表")), printed(1, 2, (60, "部门：云溪县档案馆"), (480, "单位：元")),
        printed(1, 3, (60, "科目编码"), (130, "科目名称"), (235, "决算数"), (282, "科目编码"), (340, "科目名称"), (470, "决算数")),
        printed(1, 4, (60, "301"), (110, "工资福利支出"), right(276, "1,639"), (282, "302"), (320, "商品和服务支出"), right(500, "80")),
        printed(1, 5, (60, "30101"), (110, "基本工资"), right(276, "699"), (282, "30201"), (320, "办公费"), right(500, "47.50")),
        printed(1, 6, (60, "30102"), (110, "津贴补贴"), right(276, "940"), (282, "30202"), (320, "印刷费"), right(500, "32.50")),
        printed(1, 7, (110, "人员经费合计"), right(276, "1,639"), (320, "公用经费合计"), right(500, "80")),
        printed(1, 8, (60, "注：本表反映部门本年度基本支出明细情况。")),
    ]  # fmt: skip
    found = figures_of(reading_of(lines), "general_public_basic")
    assert found["30101", "amount"] == ("699", "value")
    assert found["30201", "amount"] == ("47.50", "value")
