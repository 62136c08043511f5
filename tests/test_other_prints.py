"""Prints of offices that set their tables in yet other ways: sideways, set to the other side, with names alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import DocumentError, load
from budget_analysis.drawn.marks import Char
from budget_analysis.drawn.pages import finish
from budget_analysis.drawn.views import View
from budget_analysis.drawn.words import Word
from budget_analysis.reading import Box, Cell, Grid
from budget_analysis.locate import RawForm
from budget_analysis.relations.names_of_codes import _labels
from budget_analysis.specs import forms
from budget_analysis.tidy.choice import _better, _doubted
from budget_analysis.tidy.placed.broken import has_torn_rows
from budget_analysis.tidy.rows import FormRow, FormRows, Printed
from budget_analysis.tidy.trust import doubt_of
from tests.test_narrow_prints import tightly
from tests.test_printed_kinds import ABOVE, figures_of, frame_of, grid_of, printed, reading_of, right

SUMMARY = "收入支出决算总表"


def word(x: float, y: float, text: str) -> Word:
    return Word([Char(letter, x + 9 * n, x + 9 * n + 9, y, 9.0) for n, letter in enumerate(text)])


def test_a_title_above_a_table_set_sideways_comes_before_it() -> None:
    """On the page as it is seen the title, the table and its note all begin at one height."""
    words = [word(340, 60, "收入决算表"), word(60, 130, "合计"), word(60, 400, "注：本表反映收入。")]
    grid = Grid(1, 1, 1, (Cell(0, 0, "合计", box=Box(40, 110, 780, 380)),), box=Box(40, 110, 780, 380))
    for upright in (0, 90, 270):
        found = finish(1, View(0, 0, 595, 842, 0, upright), words, [grid])
        assert [line.text for line in found.lines] == ["收入决算表", "注：本表反映收入。"]
        assert found.grids[0].after == 1


def test_line_numbers_may_be_set_to_one_side_of_their_head() -> None:
    """The head 行次 is wider than its numbers, of which those of one digit stand beside it."""
    names = ["一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入", "三、国有资本经营预算财政拨款收入", "四、上级补助收入",
             "五、事业收入", "六、经营收入", "七、附属单位上缴收入", "八、其他收入", "", "", "", "", "", "本年收入合计"]  # fmt: skip
    classes = ["一、一般公共服务支出", "二、外交支出", "三、国防支出", "四、公共安全支出", "五、教育支出", "六、科学技术支出",
               "七、文化旅游体育与传媒支出", "八、社会保障和就业支出", "九、卫生健康支出", "十、节能环保支出", "十一、城乡社区支出",
               "十二、农林水支出", "十三、交通运输支出", "本年支出合计"]  # fmt: skip
    amounts = {0: "100.00", 4: "8.00", 13: "108.00"}
    spent = {4: "101.00", 8: "7.00", 13: "108.00"}
    heads = ((60.0, "项目"), (232.0, "行次"), right(310, "决算数"), (330.0, "项目"), (482.0, "行次"), right(560, "决算数"))
    lines: list[tuple[float, tuple[tuple[float, str], ...]]] = [(95.0, heads)]
    for n, (name, other) in enumerate(zip(names, classes, strict=True)):
        own = [(60.0, name)] * bool(name) + [(221.0, str(n + 1))] + ([right(310, amounts[n])] if n in amounts else [])
        beside = [(330.0, other), (471.0, str(n + 31))] + ([right(560, spent[n])] if n in spent else [])
        lines.append((112.0 + 14 * n, (*own, *beside)))
    found = figures_of(tightly(*lines, title=SUMMARY), "revenue_expenditure_summary")
    assert found["general_public_revenue", "amount"] == ("100.00", "value")
    assert found["service_revenue", "amount"] == ("8.00", "value")
    assert found["205", "amount"] == ("101.00", "value")
    assert found["revenue_total", "amount"] == ("108.00", "value")


AMOUNTS = (right(330, "合计"), right(420, "基本支出"), right(520, "项目支出"))


@pytest.mark.parametrize("head", ["功能分类科目编码及名称", "支出功能分类科目编码和名称", "科目编码及名称"])
def test_code_and_name_may_stand_in_one_column_without_rules(head: str) -> None:
    reading = tightly(
        (95, ((330.0, "本年支出"),)),
        (107, ((60.0, head), *AMOUNTS)),
        (124, ((60.0, "合计"), right(330, "9.00"), right(420, "5.00"), right(520, "4.00"))),
        (138, ((60.0, "204"), (80.0, "公共安全支出"), right(330, "9.00"), right(420, "5.00"), right(520, "4.00"))),
        (152, ((60.0, "20402"), (90.0, "公安"), right(330, "9.00"), right(420, "5.00"), right(520, "4.00"))),
    )
    found = figures_of(reading, "general_public_expenditure")
    assert found["total", "expenditure_total"] == ("9.00", "value")
    assert found["204", "basic"] == ("5.00", "value")
    assert found["20402", "project"] == ("4.00", "value")


def test_names_alone_below_one_head_are_the_names_of_their_rows() -> None:
    """An office that prints no codes: the rows keep their names and amounts, and the row of the total its meaning."""
    spent = [("合计", "9.00"), ("公共安全支出", "7.00"), ("公安", "7.00"), ("住房保障支出", "2.00"), ("住房改革支出", "2.00")]
    rows = [(110.0 + 14 * n, ((60.0 + 9 * n, name), right(330, paid), right(420, paid), right(520, "—"))) for n, (name, paid) in enumerate(spent)]
    frame = frame_of(tightly((95, ((60.0, "项目"), *AMOUNTS)), *rows), "general_public_expenditure")
    totals = frame[frame["measure"] == "expenditure_total"]
    assert list(zip(totals["label"], totals["printed"], strict=True)) == spent
    assert frame[frame["role"] == "total"]["printed"].tolist() == ["9.00", "9.00", "—"]


def test_goods_may_be_named_as_a_part() -> None:
    rows = [["项目", "行次", "金额"], ["政府采购支出合计", "1", "12.00"], ["其中：货物", "2", "7.00"], ["工程", "3", "3.00"], ["服务", "4", "2.00"]]
    reading = reading_of([printed(1, 1, (200.0, "政府采购情况表")), printed(1, 2, *ABOVE)], [grid_of(1, 120, rows)])
    found = figures_of(reading, "procurement_form")
    assert found["goods", "actual"] == ("7.00", "value")


@pytest.mark.parametrize(("kind", "is_budget"), [("预算", True), ("决算", False)])
def test_a_form_of_procurement_makes_no_budget_an_account(kind: str, is_budget: bool, tmp_path: Path) -> None:
    page = f"""<html><body><h1>云溪县档案馆2024年度部门{kind}</h1><p>一、部门概况：云溪县档案馆负责档案的收集和保管。</p>
    <p>政府采购情况表</p><p>部门：云溪县档案馆 单位：万元</p><table><tr><td>项目</td><td>行次</td><td>金额</td></tr>
    <tr><td>政府采购支出合计</td><td>1</td><td>12.00</td></tr><tr><td>货物</td><td>2</td><td>12.00</td></tr></table></body></html>"""
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    if is_budget:
        with pytest.raises(DocumentError, match="this is a budget"):
            load(path)
    else:
        assert set(load(path).figures["form"]) == {"procurement_form"}


@pytest.mark.parametrize(("other", "is_doubted"), [("734.73公用经费合计", False), ("734.73", False), ("734.7公用经费合计", True), ("734.73 31公用经费合计", True), ("-734.73", True)])
def test_the_name_of_the_next_block_contradicts_no_amount(other: str, is_doubted: bool) -> None:
    assert bool(_doubted(Printed("734.73", 1), Printed(other, 1)).trouble) == is_doubted


def test_halves_of_numbers_stand_above_and_below_dashes() -> None:
    """What stays whole is in the middle of its row, between the halves of what a narrow column has broken."""
    rows = [["预算数", "决算数", "预算数"], ["252336.3", "244181.8", ""], ["", "", "-"], ["3", "1", ""]]
    assert has_torn_rows(grid_of(1, 100, rows))
    assert has_torn_rows(grid_of(1, 100, [rows[0], rows[1], ["", "", "9044450.47"], rows[3]]))
    assert not has_torn_rows(grid_of(1, 100, [rows[0], ["252336.33", "244181.81", ""], rows[2], rows[3]]))


def test_line_numbers_are_no_amounts() -> None:
    """A reading that has lost the column of the amounts takes the numbers of the lines for them."""
    names = ["一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入", "三、国有资本经营预算财政拨款收入", "四、上级补助收入", "五、事业收入", "六、经营收入"]
    spec = forms()["revenue_expenditure_summary"]

    def doubt(texts: list[str]) -> str:
        rows = [FormRow(0, 1, name, cells={"amount": Printed(text, 1)}) for name, text in zip(names, texts, strict=True)]
        return doubt_of(spec, FormRows(tuple(rows)))

    assert "counts the lines" in doubt(["1", "2", "3", "4", "5", "6"])
    assert not doubt(["1", "2", "3", "", "", "8"])
    assert not doubt(["12.00", "3.00", "", "", "4.00", ""])


def test_of_equal_readings_the_one_whose_numbers_have_names_is_taken() -> None:
    spec = forms()["general_public_basic"]
    named = [FormRow(0, 1, "人员经费合计", cells={"amount": Printed("9.00", 1)}), FormRow(0, 1, "公用经费合计", cells={"amount": Printed("1.00", 1)})]
    parted = [*named[:1], FormRow(0, 1, "公用经费合计", cells={"amount": Printed("", 1)}), FormRow(0, 1, "", cells={"amount": Printed("1.00", 1)})]
    raw = RawForm(spec, "", 1)
    for first, second in ((named, parted), (parted, named)):
        found = _better(raw, FormRows(tuple(first)), FormRows(tuple(second)))
        assert [row.cells["amount"].text for row in found.rows] == ["9.00", "1.00"]


def test_a_form_that_has_lost_a_name_gives_no_other_name() -> None:
    rows = [{"row": 1, "code": "21208", "label": "", "reading": None}, {"row": 2, "code": "212", "label": "城乡社区支出", "reading": None}]
    assert _labels(rows) == {"212": "城乡社区支出"}


def test_line_numbers_of_one_digit_may_all_stand_beside_their_head() -> None:
    heads = ((60.0, "项目"), (330.0, "行次"), right(520, "金额"))
    names = (("政府采购支出合计", "12.00"), ("货物", "7.00"), ("工程", "3.00"), ("服务", "2.00"))
    rows = [(112.0 + 14 * n, ((60.0, name), (300.0, str(n + 1)), right(520, paid))) for n, (name, paid) in enumerate(names)]
    found = figures_of(tightly((95, heads), *rows, title="政府采购情况表"), "procurement_form")
    assert [found[role, "actual"][0] for role in ("procurement", "goods", "works", "services")] == [paid for _, paid in names]
