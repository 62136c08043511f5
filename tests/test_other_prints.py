"""Prints of offices that set their tables in yet other ways: sideways, set to the other side, with names alone."""

from __future__ import annotations

from budget_analysis.drawn.marks import Char
from budget_analysis.drawn.pages import finish
from budget_analysis.drawn.views import View
from budget_analysis.drawn.words import Word
from budget_analysis.reading import Box, Cell, Grid
from tests.test_narrow_prints import tightly
from tests.test_printed_kinds import figures_of, right

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
    lines = [(95.0, heads)]
    for n, (name, other) in enumerate(zip(names, classes, strict=True)):
        own = [(60.0, name)] * bool(name) + [(221.0, str(n + 1))] + ([right(310, amounts[n])] if n in amounts else [])
        beside = [(330.0, other), (471.0, str(n + 31))] + ([right(560, spent[n])] if n in spent else [])
        lines.append((112.0 + 14 * n, (*own, *beside)))
    found = figures_of(tightly(*lines, title=SUMMARY), "revenue_expenditure_summary")
    assert found["general_public_revenue", "amount"] == ("100.00", "value")
    assert found["service_revenue", "amount"] == ("8.00", "value")
    assert found["205", "amount"] == ("101.00", "value")
    assert found["revenue_total", "amount"] == ("108.00", "value")
