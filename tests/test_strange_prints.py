"""Prints of yet other programs: an office before its titles, heads of numbers again, units cut off, 2.5 as a number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budget_analysis import load, locate, reconcile, terms, tidy
from budget_analysis.drawn.margins import without_marks
from budget_analysis.drawn.marks import Char
from budget_analysis.drawn.words import Word
from budget_analysis.locate.surroundings import folded_title, form_titled
from budget_analysis.reading import Box, Cell, Grid
from tests.test_printed_kinds import ABOVE, figures_of, frame_of, grid_of, printed, reading_of

TITLE = "一般公共预算财政拨款支出决算表"
HEAD = ["科目编码", "科目名称", "小计", "基本支出", "项目支出"]
TOTAL = ["合计", "", "30.00", "10.00", "20.00"]
SERVICES = ["201", "一般公共服务支出", "20.00", "10.00", "10.00"]
EDUCATION = ["205", "教育支出", "10.00", "", "10.00"]


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("云溪县档案馆收入支出决算总表", "revenue_expenditure_summary"),
        ("云溪县档案馆（本级）财政拨款收入支出决算总表", "appropriation_summary"),
        ("云溪县大数据中心“三公”经费支出决算表", "three_public"),
        ("2.1 收入支出决算总表", "revenue_expenditure_summary"),
        ("甲县档案馆收入决算表甲县档案馆支出决算表", None),
        ("一般公共预算财政拨款支出决算表（经济科目）", None),
        ("县直属馆，支出决算表", None),
        ("本年度收入和支出决算表", None),
    ],
)
def test_an_office_may_stand_before_the_title(title: str, form: str | None) -> None:
    spec = form_titled(title)
    assert (spec.id if spec else None) == form


def test_what_is_no_office_stays_in_the_title() -> None:
    assert folded_title("云溪县档案馆收入决算表") == "收入决算表"
    assert folded_title("云溪项目收入决算表") == "云溪项目收入决算表"


@pytest.mark.parametrize("names", [("", ""), ("栏次", ""), ("甲", "乙")])
def test_numbers_of_columns_below_heads_that_are_printed_again_are_no_row(names: tuple[str, str]) -> None:
    numbers = [*names, "1", "2", "3"]
    grids = [grid_of(1, 100, [HEAD, numbers, TOTAL, SERVICES]), grid_of(2, 60, [HEAD, numbers, EDUCATION])]
    frame = frame_of(reading_of([printed(1, 1, (200, TITLE)), printed(1, 2, *ABOVE)], grids, 2), "general_public_expenditure")
    assert list(frame["role"].unique()) == ["total", "201", "205"]
    plain = reading_of([printed(1, 1, (200, TITLE)), printed(1, 2, *ABOVE)], [grid_of(1, 100, [HEAD, TOTAL, ["", "", "1", "2", "4"]])])
    assert frame_of(plain, "general_public_expenditure")["printed"].tolist()[-3:] == ["1", "2", "4"]


def test_a_name_that_is_merged_over_several_rows() -> None:
    """公务用车购置及运行维护费 stands once beside 小计, 购置费 and 运行维护费."""
    texts = [
        ["项目", "", "行次", "预算数", "决算数"], ["合计", "", "1", "9.00", "6.00"], ["公务用车购置及运行维护费", "小计", "2", "7.00", "5.00"],
        ["", "公务用车购置费", "3", "3.00", "2.00"], ["", "公务用车运行维护费", "4", "4.00", "3.00"], ["公务接待费", "", "5", "2.00", "1.00"],
    ]  # fmt: skip
    spans = {(0, 0): (1, 2), (1, 0): (1, 2), (2, 0): (3, 1), (5, 0): (1, 2)}
    covered = {(0, 1), (1, 1), (3, 0), (4, 0), (5, 1)}
    cells = []
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if (r, c) not in covered:
                down, over = spans.get((r, c), (1, 1))
                box = Box(60 + 96 * c, 120 + 15 * r, 60 + 96 * (c + over), 120 + 15 * (r + down))
                cells.append(Cell(r, c, text, down, over, box))
    grid = Grid(1, len(texts), 5, tuple(cells), Box(60, 120, 540, 210))
    reading = reading_of([printed(1, 1, (200, "财政拨款“三公”经费支出决算表")), printed(1, 2, *ABOVE)], [grid])
    found = figures_of(reading, "three_public")
    assert found["vehicles", "actual"] == ("5.00", "value")
    assert found["vehicle_purchase", "budget"] == ("3.00", "value")
    assert found["vehicle_running", "actual"] == ("3.00", "value")


@pytest.mark.parametrize(
    ("units", "amount", "kind"),
    [((), 20_000_000, "unit"), (("万元",), 20_000_000, "unit"), (("元",), 2_000, "unit"), (("元", "万元"), None, "form")],
)
def test_a_form_without_a_unit_is_in_that_of_the_others(units: tuple[str, ...], amount: int | None, kind: str) -> None:
    reading = reading_of([printed(1, 1, (200, TITLE))], [grid_of(1, 100, [HEAD, TOTAL, SERVICES])])
    [raw] = locate.locate_forms(reading).forms
    figures, [problem] = tidy.tidy_form(raw, "d0", units=units)
    assert problem.kind == kind
    assert figures["amount_fen"].tolist()[3:4] == ([amount] if amount else [])


def test_a_sign_of_yuan_stands_before_amounts_in_yuan_only() -> None:
    rows = [HEAD, [text if number < 2 or not text else f"¥{text}" for number, text in enumerate(TOTAL)], SERVICES]
    [raw] = locate.locate_forms(reading_of([printed(1, 1, (200, TITLE))], [grid_of(1, 100, rows)])).forms
    states = [tidy.tidy_form(replace(raw, unit=unit), "d0")[0]["state"].tolist()[0] for unit in ("元", "万元")]
    assert states == ["value", "unreadable"]


def test_a_form_that_goes_on_beyond_the_edge_of_the_page_is_refused() -> None:
    """The codes of a third block stand on the page, their amounts do not: no sum over 302 is certain."""
    head = ["科目编码", "科目名称", "决算数"]
    rows = [[*head, *head, "科目编码"], ["301", "工资福利支出", "8.00", "302", "商品和服务支出", "5.00", "30217"],
            ["30101", "基本工资", "8.00", "30201", "办公费", "2.00", "30228"]]  # fmt: skip
    lines = [printed(1, 1, (200, "一般公共预算财政拨款基本支出决算表")), printed(1, 2, *ABOVE)]
    [raw] = locate.locate_forms(reading_of(lines, [grid_of(1, 100, rows)])).forms
    figures, [problem] = tidy.tidy_form(raw, "d0")
    assert figures.empty and problem.kind == "form" and "beyond the edge" in problem.message


@pytest.mark.parametrize(
    ("text", "ordinal", "rest"),
    [
        ("第五节 支出决算情况说明", "第五节", "支出决算情况说明"), ("2.5 支出决算情况说明", "2.5", "支出决算情况说明"),
        ("2.12.3 教育支出", "2.12.3", "教育支出"), ("2.1 2024年度收入决算表", "2.1", "2024年度收入决算表"),
        ("2.5万元", "", "2.5万元"), ("2.5%", "", "2.5%"), ("3.12亿元", "", "3.12亿元"),
    ],
)  # fmt: skip
def test_numbers_of_headings(text: str, ordinal: str, rest: str) -> None:
    assert terms.split_ordinal(text) == (ordinal, rest)


@pytest.mark.parametrize("numbers", [("2.5", "2.5.1 "), ("2.5", "2.1 "), ("第五节", "（1）")])
@pytest.mark.parametrize(("spent", "verdict"), [("7.00", "equal"), ("7.50", "differs")])
def test_items_below_headings_with_other_numbers(numbers: tuple[str, str], spent: str, verdict: str, tmp_path: Path) -> None:
    """Without its heading an item was held against the form of all expenditure, and 2.5.1教育支出 was named 育支出."""
    form = "<p>{}</p><p>部门：云溪县教育局 单位：万元</p><table>{}</table>"
    rows = [HEAD, ["合计", "", "7.00", "7.00", ""], ["205", "教育支出", "7.00", "7.00", ""],
            ["20502", "普通教育", "7.00", "7.00", ""], ["2050202", "小学教育", "7.00", "7.00", ""]]  # fmt: skip
    table = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    page = f"""<html><body><h1>云溪县教育局2024年度部门决算</h1>{form.format(TITLE, table)}<h1>第三部分 2024年度部门决算情况说明</h1>
    <h2>{numbers[0]} 一般公共预算财政拨款支出决算情况说明</h2><p>{numbers[1]}教育支出（类）普通教育（款）小学教育（项）。年初预算为7.00万元，
    支出决算为{spent}万元。</p></body></html>"""
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    claims = reconcile(load(path)).claims
    own = claims[(claims["row"] == "2050202") & (claims["kind"].isin(["amount", "item_name"]))]
    assert set(own["form"]) == {"general_public_expenditure"}
    assert set(own[own["kind"] == "amount"]["verdict"]) == {verdict}
    assert set(own[own["kind"] == "item_name"]["verdict"]) <= {"equal"}


SIZE = (595.0, 842.0)


def page_of(*texts: tuple[float, float, str]) -> list[Word]:
    return [Word([Char(letter, x + 9 * n, x + 9 * n + 9, y, 9.0) for n, letter in enumerate(text)]) for x, y, text in texts]


def told(pages: list[list[Word]]) -> list[list[str]]:
    return [[word.text for word in words] for words in without_marks(pages, [SIZE] * len(pages))]


def test_marks_beside_the_text_are_no_words_of_its_lines() -> None:
    """完成预算的 | 18 90.05%。部门决算: the number of the page would be a rate."""
    pages = [page_of((57, 400, "完成预算的"), (23, 420, str(8 + n)), (57, 420, "90.05%。"), (549, 420, "部门决算"), (200, 440, f"第{n}段")) for n in range(4)]
    assert told(pages) == [["完成预算的", "90.05%。", f"第{n}段"] for n in range(4)]
    assert told(pages[:2]) == [[word.text for word in words] for words in pages[:2]]


def test_what_is_a_column_of_its_own_is_no_mark() -> None:
    lines = [page_of(*((23, 100 + 20 * row, str(row + 1)) for row in range(3)), (80, 100, "办公费")) for _ in range(4)]
    assert told(lines) == [["1", "2", "3", "办公费"]] * 4
    once = [page_of((23, 100 + 40 * n, "合计"), (80, 100, "办公费")) for n in range(4)]
    assert told(once) == [["合计", "办公费"]] * 4
