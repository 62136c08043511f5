"""What narrow columns, columns of text and tables without rows do to a print, and how it is read all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget_analysis import locate
from budget_analysis.drawn.beside import in_order
from budget_analysis.drawn.marks import Char
from budget_analysis.drawn.words import Word
from budget_analysis.folding import is_folio
from budget_analysis.reading import Box, Cell, Grid, Reading
from budget_analysis.relations.names_of_codes import _classes
from budget_analysis.specs import forms
from budget_analysis.tidy.placed.broken import make_amount
from tests.test_printed_kinds import ABOVE, figures_of, frame_of, grid_of, printed, reading_of, right, set_at

TITLE = "一般公共预算财政拨款支出决算表"
SUMMARY = "财政拨款收入支出决算总表"
HEADS = ((60.0, "科目编码"), (140.0, "科目名称"), right(330, "合计"), right(420, "基本支出"), right(520, "项目支出"))
NAMED = ((60.0, "204"), (140.0, "公共安全支出"), right(330, "9.00"), right(420, "5.00"), right(520, "4.00"))


def tightly(*lines: tuple[float, tuple[tuple[float, str], ...]], title: str = TITLE) -> Reading:
    """A form without rules whose lines stand at these heights."""
    above = [printed(1, 0, (200.0, title), size=14), printed(1, 1, *ABOVE)]
    return Reading("grid", 1, (*above, *(set_at(y, *texts) for y, texts in lines)))


def test_a_number_broken_above_and_below_the_line_of_its_row() -> None:
    """A browser centres what stays whole: the halves of a broken number stand above and below it."""
    reading = tightly(
        (95, HEADS),
        (115, (right(420, "3,888.1"),)),
        (120.2, ((60.0, "201"), (140.0, "一般公共服务支出"), right(330, "6,855.57"), right(520, "0.00"))),
        (125.4, (right(420, "6"),)),
        (140, NAMED),
    )
    found = figures_of(reading, "general_public_expenditure")
    assert found["201", "basic"] == ("3,888.16", "value")
    assert found["201", "expenditure_total"] == ("6,855.57", "value")
    assert found["204", "basic"] == ("5.00", "value")


def test_the_lower_half_of_a_number_may_stand_on_the_line_of_the_row() -> None:
    reading = tightly(
        (95, HEADS),
        (115, (right(420, "3,888.1"), right(520, "24.2"))),
        (120.2, ((60.0, "201"), (140.0, "一般公共服务支出"), right(330, "6,855.57"), right(420, "6"), right(520, "8"))),
        (140, NAMED),
    )
    found = figures_of(reading, "general_public_expenditure")
    assert found["201", "basic"] == ("3,888.16", "value")
    assert found["201", "project"] == ("24.28", "value")


@pytest.mark.parametrize(("begun", "rest", "code"), [("208050", "1", "2080501"), ("20805", "01", "2080501"), ("2080", "5", "20805")])
def test_a_code_broken_above_and_below_the_line_of_its_row(begun: str, rest: str, code: str) -> None:
    reading = tightly(
        (95, HEADS),
        (115, ((60.0, begun),)),
        (120.2, ((140.0, "行政单位离退休"), right(330, "7.00"), right(420, "7.00"), right(520, "0.00"))),
        (125.4, ((60.0, rest),)),
        (140, ((60.0, "210"), *NAMED[1:])),
    )
    assert list(frame_of(reading, "general_public_expenditure")["code"].dropna().unique()) == [code, "210"]


def test_the_part_of_a_code_is_joined_once() -> None:
    """What ends one code does not begin the next one."""
    reading = tightly(
        (95, HEADS),
        (115, ((60.0, "21301"),)),
        (120.2, ((140.0, "农业生产发展"), right(330, "7.00"), right(420, "7.00"), right(520, "0.00"))),
        (125.4, ((60.0, "22"),)),
        (136, ((60.0, "214"), (140.0, "交通运输支出"), *NAMED[2:])),
    )
    assert list(frame_of(reading, "general_public_expenditure")["code"].dropna().unique()) == ["2130122", "214"]


def test_no_amount_goes_on_behind_a_zero() -> None:
    assert not make_amount("0", "79320908.93")
    assert make_amount("1,28", "7.22") and make_amount("0.0", "0")


@pytest.mark.parametrize(("text", "is_number"), [("- 3 -", True), ("第 3 页 共 20 页", True), ("6      6", False)])
def test_two_numbers_apart_are_no_number_of_a_page(text: str, is_number: bool) -> None:
    assert is_folio(text) == is_number


@pytest.mark.parametrize(("gap", "kept"), [(1.0, True), (30.0, False)])
def test_the_number_of_a_page_stands_apart_from_the_table(gap: float, kept: bool) -> None:
    last = set_at(200, *NAMED)
    reading = reading_of([set_at(95, *HEADS), last, set_at(209 + gap, (60.0, "3"))])
    assert any(line.text == "3" for line in locate.drop_page_furniture(reading)) == kept


def test_a_part_of_a_whole_is_known_although_the_row_above_was_not_read() -> None:
    """一般公共预算财政拨款 behind 年初财政拨款结转和结余 is a part of it."""
    [revenue, _] = forms()["appropriation_summary"].groups
    assert revenue.role("一般公共预算财政拨款", {"revenue_total", "opening_balance"}) == "opening_general_public"
    assert revenue.role("一般公共预算财政拨款", {"revenue_total"}) == "general_public_revenue"


def test_a_name_on_lines_as_far_apart_as_rows_is_one_row() -> None:
    """The amounts are centred on its lines, the row of the next name follows as closely."""
    head = ((70.0, "项目"), right(200, "金额"), (260.0, "项目"), right(400, "合计"), right(470, "一般公共预算"), right(540, "政府性基金预算"))
    values = (right(400, "30.00"), right(470, "30.00"), right(540, "0.00"))
    reading = tightly(
        (95, head),
        (112, ((60.0, "一、一般公"), (240.0, "一、一般公共服务支出"), *values)),
        (124, ((60.0, "共预算财政"), right(200, "31.00"))),
        (136, ((60.0, "拨款"),)),
        (149, ((60.0, "二、政府性"), (240.0, "二、外交支"))),
        (161, ((60.0, "基金预算财"), right(200, "5.00"), (240.0, "出"), right(400, "0.00"), right(470, "0.00"), right(540, "0.00"))),
        (173, ((60.0, "政拨款"),)),
        (186, ((60.0, "本年收入合"), (240.0, "本年支出合计"), *values)),
        (198, ((60.0, "计"), right(200, "36.00"))),
        (211, ((60.0, "总计"), right(200, "36.00"), (240.0, "总计"), *values)),
        title=SUMMARY,
    )
    found = figures_of(reading, "appropriation_summary")
    assert found["general_public_revenue", "amount"] == ("31.00", "value")
    assert found["gov_funds_revenue", "amount"] == ("5.00", "value")
    assert found["202", "general_public"] == ("0.00", "zero")


def test_a_total_ends_no_name_above_it() -> None:
    reading = tightly(
        (95, HEADS),
        (115, NAMED),
        (134, ((140.0, "用于体育事业的彩票"),)),
        (139.5, ((60.0, "2296003"), right(330, "3.00"), right(420, "0.00"), right(520, "3.00"))),
        (145, ((140.0, "公益金支出"),)),
        (157, ((140.0, "合计"), right(330, "12.00"), right(420, "5.00"), right(520, "7.00"))),
    )
    assert figures_of(reading, "general_public_expenditure")["total", "expenditure_total"] == ("12.00", "value")


def test_rows_without_rules_between_them_are_told_apart_by_their_words() -> None:
    """Only the columns are ruled: all rows stand in one cell of each."""
    lines = [
        set_at(95, *HEADS),
        set_at(115, (60.0, "201"), (140.0, "一般公共服务支出"), right(330, "7.00"), right(420, "7.00"), right(520, "0.00")),
        set_at(131, *NAMED),
    ]
    columns = (60.0, 135.0, 280.0, 340.0, 430.0, 530.0)
    texts = [("科目编码", "201\n204"), ("科目名称", "一般公共服务支出\n公共安全支出"), ("合计", "7.00\n9.00"), ("基本支出", "7.00\n5.00"), ("项目支出", "0.00\n4.00")]
    cells = tuple(
        Cell(row, n, both[row], box=Box(columns[n], (90, 110)[row], columns[n + 1], (110, 145)[row]))
        for n, both in enumerate(texts)
        for row in (0, 1)
    )
    grid = Grid(1, 2, 5, cells, Box(60, 90, 530, 145), lines=tuple(lines))
    found = figures_of(reading_of([printed(1, 0, (200, TITLE))], [grid]), "general_public_expenditure")
    assert found["201", "basic"] == ("7.00", "value")
    assert found["204", "project"] == ("4.00", "value")


def test_number_department_and_unit_in_the_first_rows_of_the_table() -> None:
    """The title stands in the head of the page, the table begins with what else is printed above it."""
    rows = [
        ["", "", "", "", "公开05表"], ["部门：云溪县档案馆", "", "", "", "单位：元"],
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["204", "公共安全支出", "9.00", "5.00", "4.00"],
    ]  # fmt: skip
    reading = reading_of([printed(1, 0, (200, TITLE))], [grid_of(1, 100, rows)])
    [raw] = locate.locate_forms(reading).forms
    assert (raw.department, raw.unit, raw.form_no) == ("云溪县档案馆", "元", "公开05表")
    assert set(frame_of(reading, "general_public_expenditure")["amount_fen"]) == {900, 500, 400}


def test_heads_under_common_heads_are_told_apart_where_one_is_the_beginning_of_another() -> None:
    """基本支出结转 is read below 年初结转和结余 as well; only together the lower heads tell all columns."""
    uppers = ("年初结转和结余", "本年收入", "本年支出", "年末结转和结余")
    lower = (("合计", "基本支出结转", "项目支出结转和结余"), ("合计", "基本支出", "项目支出"), ("合计", "基本支出", "项目支出"), ("合计", "基本支出结转", "项目支出结转和结余"))
    ends = [190.0 + 50 * n for n in range(12)]
    heads = [(60.0, "科目编码"), (110.0, "科目名称")]
    first = [(ends[3 * n + 1] - 20 - 4.5 * len(word), word) for n, word in enumerate(uppers)]
    parts: dict[float, list[tuple[float, str]]] = {}
    for n, word in enumerate(word for words in lower for word in words):
        lines = [word[at : at + 4] for at in range(0, len(word), 4)]
        for line, part in enumerate(lines):
            y = 124.0 + 12 * line - 6 * (len(lines) - 1)
            parts.setdefault(y, []).append((ends[n] - 20 - 4.5 * len(part), part))
    body = [(60.0, "204"), (105.0, "公共安全支出"), *(right(end, f"{n}.00") for n, end in enumerate(ends, start=1))]
    reading = tightly(
        (95, tuple(first)),
        *((y, tuple(sorted([*words, *(heads if y == 124.0 else [])]))) for y, words in sorted(parts.items())),
        (160, tuple(body)),
        (176, ((60.0, "205"), (105.0, "教育支出"), *body[2:])),
        title="一般公共预算财政拨款收入支出决算表",
    )
    found = figures_of(reading, "general_public_expenditure")
    names = ("opening_basic", "opening_project", "revenue", "basic", "project", "closing_balance", "closing_project")
    assert [found["204", name][0] for name in names] == ["2.00", "3.00", "4.00", "8.00", "9.00", "10.00", "12.00"]


def test_a_name_goes_to_a_row_between_its_lines_and_not_to_the_next_one() -> None:
    """The lines of three names follow each other closely; only the last one stands on the line of its row."""
    amounts = (right(330, "2.00"), right(420, "0.00"), right(520, "2.00"))
    reading = tightly(
        (95, HEADS),
        (115, ((60.0, "204"), (140.0, "公共安全支出"), *amounts)),
        (140, ((140.0, "技术研究与开"),)),
        (146, ((60.0, "20604"), *amounts)),
        (152, ((140.0, "发"),)),
        (164, ((60.0, "20607"), (140.0, "科学技术普及"), *amounts)),
    )
    labels = frame_of(reading, "general_public_expenditure").groupby("code")["label"].first().to_dict()
    assert (labels["20604"], labels["20607"]) == ("技术研究与开发", "科学技术普及")


def test_a_title_close_below_a_table_begins_the_next_form() -> None:
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["204", "公共安全支出", "9.00", "5.00", "4.00"], ["", "支出决算表", "", "", ""], ["", "单位：元", "", "", ""]]
    own = [set_at(100 + 15 * n, (60.0, "  ".join(filter(None, row)))) for n, row in enumerate(rows)]
    table = replace(grid_of(1, 100, rows), kind="aligned", after=2, lines=tuple(own))
    head = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    below = replace(grid_of(1, 200, [head, ["204", "公共安全支出", "9.00", "5.00", "4.00", "", "", ""]]), after=3)
    reading = reading_of([printed(1, 1, (200, TITLE)), printed(1, 2, *ABOVE), printed(1, 3, (60, "公开03表"))], [table, below])
    first, second = locate.locate_forms(reading).forms
    assert (first.spec.id, second.spec.id, second.unit, second.form_no) == ("general_public_expenditure", "expenditure_by_function", "元", "公开03表")
    assert figures_of(reading, "expenditure_by_function")["204", "basic"] == ("5.00", "value")
    assert set(frame_of(reading, "general_public_expenditure")["role"]) == {"204"}


def test_a_name_that_was_not_read_is_no_other_name() -> None:
    labels = ["一、一般公共服务支出", "二、", "三、国防支出"]
    assert _classes([{"row": row, "label": label} for row, label in enumerate(labels)]) == {"一": "一般公共服务支出", "三": "国防支出"}


def test_kinds_of_revenue_do_not_begin_a_list_of_classes() -> None:
    """Where the first classes were not read, the list of the kinds of revenue seems to go on with the others."""
    revenue = [{"row": n, "label": label, "role": "revenue"} for n, label in enumerate(("一、一般公共预算财政拨款收入", "二、事业收入"))]
    classes = [{"row": 9 + n, "label": label, "role": code} for n, (label, code) in enumerate((("三、国防支出", "203"), ("四、公共安全支出", "204"), ("五、教育支出", "205")))]
    assert _classes([*revenue, *classes]) == {"三": "国防支出", "四": "公共安全支出", "五": "教育支出"}


def words_of(x: float, y: float, text: str) -> Word:
    return Word([Char(letter, x + 9 * n, x + 9 * n + 9, y, 9.0) for n, letter in enumerate(text)])


@pytest.mark.parametrize("is_prose", [True, False])
def test_text_in_two_columns_is_read_column_by_column(is_prose: bool) -> None:
    """Two sides of a list are none: their lines hold no sentences."""
    texts = ["本年收入合计一百万元，其中财政拨款收入", "九十八万元，占百分之九十八；其他收入两", "万元，占百分之二。本年支出合计九十万元，"]
    names = ["一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入", "三、国有资本经营预算财政拨款收入"]
    words = []
    for n, text in enumerate(texts if is_prose else names):
        words += [words_of(60, 100 + 16 * n, text), words_of(300, 108 + 16 * n, text)]
    parts = in_order([words_of(60, 60, "第三部分" * 8), *words], [])
    sides = [{round(word.x0) for word in part} for part in parts.words if part]
    assert sides == ([{60}, {60}, {300}] if is_prose else [{60, 300}])


def test_a_part_of_a_code_is_no_name() -> None:
    """A reading that has taken 02 for the name of a row has lost a column of the codes."""
    rows = [["科目编码", "", "科目名称", "合计", "基本支出", "项目支出"], ["229", "60", "02", "3.00", "0.00", "3.00"], ["204", "", "公共安全支出", "9.00", "5.00", "4.00"]]
    grid = replace(grid_of(1, 100, rows), kind="aligned")
    reading = reading_of([printed(1, 0, (200, TITLE)), printed(1, 1, *ABOVE)], [grid])
    assert frame_of(reading, "general_public_expenditure").empty
