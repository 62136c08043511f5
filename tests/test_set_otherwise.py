"""Prints in which a form is set otherwise than usual: heads to the left, two forms side by side, titles in the heads of pages."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from budget_analysis import DocumentError, load, reconcile
from budget_analysis.drawn.words import make_words
from budget_analysis.facts.item_names import ItemNames
from budget_analysis.facts.omissions import dropped_rows
from budget_analysis.locate.side_by_side import one_below_the_other
from budget_analysis.reading import Box, Cell, Grid
from budget_analysis.relations.names_of_codes import _is_astray
from budget_analysis.tidy.left_of_heads import left_of_heads
from budget_analysis.tidy.placed.columns import Column, _may_be_beside
from budget_analysis.tidy.placed.heads import Head
from tests.test_dumps_of_others import three_public, write_dump
from tests.test_foreign_prints import set_close
from tests.test_heads import GENERAL, PROSE, read, states
from tests.test_identities import account, check, evaluate, ordinals_form, up_to
from tests.test_printed_kinds import ABOVE, printed, reading_of, right

FUNDS = "政府性基金预算财政拨款收入支出决算表"
ROWS = [["合计", "", "30.00", "30.00", ""], ["212", "城乡社区支出", "30.00", "30.00", ""], ["21208", "某某安排的支出", "30.00", "30.00", ""]]


# --- heads to the left, numbers to the right ------------------------------------------------------


def set_left(*heads: tuple[str, ...]) -> list[object]:
    """Heads begin at the left edge of their column, amounts of one length end at its right edge, where the next head begins."""
    lines = [printed(1, 1, (200, FUNDS)), printed(1, 2, *ABOVE)]
    edges = [60, 110, 240, 310, 350, 390, 430, 470]
    for height in range(max(map(len, heads))):
        own = [(float(edge), head[height]) for edge, head in zip(edges, heads, strict=True) if height < len(head) and head[height]]
        lines.append(printed(1, 3 + height, *own))
    for number, row in enumerate(ROWS, start=6):
        keys = [(60.0 + 50 * n, text) for n, text in enumerate(row[:2]) if text]
        amounts = [right(edge - 1, text) for edge, text in ((350, row[2]), (390, row[3]), (470, row[3]))]
        lines.append(printed(1, number, *keys, *amounts))
    return lines


@pytest.mark.parametrize("broken", [True, False])
def test_numbers_between_heads_that_are_set_to_the_left_are_those_of_the_column_before(broken: bool) -> None:
    opening = ("年初结转", "和结余") if broken else ("年初结转和结余",)
    lines = set_left(("科目编码",), ("科目名称",), opening, ("本年收入",), ("小计",), ("基本支出",), ("项目支出",), ("年末结转和结余",))
    found, messages = states(reading_of(lines), "gov_funds")  # type: ignore[arg-type]
    assert found["212", "revenue"] == found["212", "expenditure_total"] == found["212", "project"] == ("30.00", "value")
    assert found["212", "opening_balance"] == found["212", "basic"] == found["212", "closing_balance"] == ("", "blank")
    assert not messages


def aligned(*cells: tuple[int, int, str, float, float]) -> Grid:
    found = tuple(Cell(row, column, text, box=Box(x0, 10.0 * row, x1, 10.0 * row + 9)) for row, column, text, x0, x1 in cells)
    return Grid(1, 4, 3, found, kind="aligned")


def test_a_number_that_ends_before_its_head_begins_is_that_of_another_column() -> None:
    heads = [(0, 1, "小计", 200.0, 220.0), (0, 2, "基本支出", 260.0, 300.0)]
    assert left_of_heads([aligned(*heads, (1, 1, "30.00", 170, 199), (2, 1, "30.00", 170, 199))]) == "30.00, 30.00"
    # below its head, right of it, or set to the left
    assert not left_of_heads([aligned(*heads, (1, 1, "30.00", 190, 219))])
    assert not left_of_heads([aligned(*heads, (1, 1, "30.00", 230, 259))])
    assert not left_of_heads([aligned(*heads, (1, 1, "30.00", 170, 199), (2, 1, "3.00", 170, 193))])


# --- numbers and names ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [("5, 701.81", ["5,701.81"]), ("1, 234,567.89", ["1,234,567.89"]), ("5,701.81", ["5,701.81"]), ("5, 70.81", ["5,", "70.81"]),
     ("计5, 701.81", ["计5,", "701.81"]), ("5 701.81", ["5", "701.81"]), ("5,  701.81", ["5,", "701.81"])],
)  # fmt: skip
def test_an_amount_with_a_blank_behind_its_comma_is_one(text: str, words: list[str]) -> None:
    assert [word.text for word in make_words(set_close(100, (60, text)), lambda x0, x1, y: False)] == words


def test_a_name_made_of_two_names_is_not_what_is_printed() -> None:
    names = {"解决历史遗留问题及改革成本支出", "国有企业退休人员社会化管理补助支出", "行政运行", "一般行政管理事务"}
    own = "国有企业退休人员社会化管理补助支出"
    assert _is_astray("本支出国有企业退休人员社会化管", own, names)
    assert not _is_astray("国有企业离休人员社会化管理补助支出", own, names)
    assert not _is_astray("行政执法", "行政运行", names)


def test_the_rest_of_the_name_above_is_no_wrong_name() -> None:
    prose = ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行")
    for label, found in (("务行政运行", []), ("行政执法", [("行政运行", "行政执法")])):
        rows = ItemNames({"201": prose[0], "20103": prose[1][:-1], "2010301": label})
        rows._settled[prose] = "2010301"
        assert rows.misnamed(prose) == found


def test_an_economic_form_lacks_no_code_by_function() -> None:
    evaluation = evaluate(
        account({
            "general_public_basic": {"301": {"amount": "8.00"}, "30101": {"amount": "7.00"}, "personnel": {"amount": "8.00"}, "running": {"amount": "0.00"}},
            "revenue_by_function": {"208": {"revenue_total": "1.00", "appropriation": "1.00"}},
        })
    )  # fmt: skip
    assert check(evaluation, "A08.1", "301")["verdict"] == "differs"
    assert dropped_rows({"general_public_basic": {}, "revenue_by_function": {}}, "general_public_basic") == {}


def test_a_numbered_name_in_a_cell_of_amounts_is_a_row_that_was_not_read() -> None:
    forms, figures = ordinals_form(up_to(8), [number for number in up_to(26) if number != 3])
    figures.loc[0, ["printed", "state"]] = ["6.98/三、国防支出", "unreadable"]
    assert check(evaluate((forms, figures)), "A01.7", "expenditure")["verdict"] == "unchecked"


# --- several forms on one sheet, titles above the page ----------------------------------------------


def form_07(amount: str) -> list[list[str]]:
    return [["“三公”经费支出决算表", "", ""], ["部门：云溪县档案馆", "", "单位：万元"], ["项目", "预算数", "决算数"], ["合计", "9.00", amount],
            ["1．因公出国（境）费", "", ""], ["2．公务用车购置及运行维护费", "5.00", "5.00"], ["3．公务接待费", "4.00", "3.00"]]  # fmt: skip


def form_05() -> list[list[str]]:
    return [[GENERAL, *[""] * 4], ["部门：云溪县档案馆", "", "", "", "单位：万元"], ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
            ["合计", "", "30.00", "10.00", "20.00"], ["201", "一般公共服务支出", "30.00", "10.00", "20.00"]]  # fmt: skip


def test_forms_side_by_side_on_one_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append([f"云溪县档案馆{PROSE}"])
    for first, rows in ((1, form_07("8.00")), (5, form_05())):
        for number, row in enumerate(rows, start=3):
            for column, text in enumerate(row, start=first):
                page.cell(number, column, text or None)
    path = tmp_path / "book.xlsx"
    book.save(path)
    account = load(path)
    assert three_public(account)["total"] == ["9.00", "8.00"] and three_public(account)["hospitality"] == ["4.00", "3.00"]
    assert read(account) == {"total": ["30.00", "10.00", "20.00"], "201": ["30.00", "10.00", "20.00"]}
    assert reconcile(account).findings.query("ground == 'impossible'").empty


def test_a_cell_that_reaches_into_the_form_beside_parts_nothing() -> None:
    titles = (Cell(0, 0, "甲表"), Cell(0, 1, ""), Cell(0, 2, "乙表"), Cell(0, 3, ""))
    wide = Grid(1, 2, 4, (*titles, Cell(1, 0, "注", column_span=4)))
    assert one_below_the_other(wide, lambda text: text.endswith("表")) is wide
    narrow = Grid(1, 2, 4, (*titles, *(Cell(1, column, str(column)) for column in range(4))))
    moved = one_below_the_other(narrow, lambda text: text.endswith("表"))
    assert moved.rows == 4
    assert [(cell.row, cell.column, cell.text) for cell in moved.cells if cell.text] == [(0, 0, "甲表"), (1, 0, "0"), (1, 1, "1"), (2, 0, "乙表"), (3, 0, "2"), (3, 1, "3")]


@pytest.mark.parametrize("shared", [False, True])
def test_titles_in_the_heads_of_pages(shared: bool, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(PROSE)
    funds = [["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"], ["合计", "", "3.00", "", "3.00"], ["223", "国有资本经营预算支出", "3.00", "", "3.00"]]
    for title, rows in (("“三公”经费支出决算表", form_07("8.00")[2:]), (GENERAL, form_05()[2:]), ("国有资本经营预算财政拨款支出决算表", funds)):
        head = document.add_section().header
        head.is_linked_to_previous = False
        head.paragraphs[0].text = "云溪县档案馆" if shared else title
        head.add_paragraph("部门：云溪县档案馆\t单位：万元")
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    path = tmp_path / "account.docx"
    document.save(str(path))
    if shared:
        with pytest.raises(DocumentError, match="no form"):
            load(path)
        return
    found = load(path)
    assert read(found) == {"total": ["30.00", "10.00", "20.00"], "201": ["30.00", "10.00", "20.00"]}
    assert read(found, "state_capital") == {"total": ["3.00", "", "3.00"], "223": ["3.00", "", "3.00"]}


# --- dumps ---------------------------------------------------------------------------------------------


TITLE = ["云溪县档案馆2024年度部门决算", FUNDS, "部门：云溪县档案馆 单位：万元"]
HEAD = ["|项目||年初结转和结余|本年收入|本年支出|||年末结转和结余|", "|科目编码|科目名称|||小计|基本支出|项目支出||"]
BODY = ["|合计|||30.00|30.00||30.00||", "|212|城乡社区支出||30.00|30.00||30.00||"]


@pytest.mark.parametrize("between", ["|---|:---|:---|---:|---|---|---|---|", ""])
def test_heads_and_rows_of_a_table_with_bars_are_one_table(between: str, tmp_path: Path) -> None:
    found = load(write_dump(tmp_path, *TITLE, *HEAD, between, *BODY))
    assert read(found, "gov_funds") == {role: ["", "30.00", "30.00", "", "30.00", ""] for role in ("total", "212")}


def test_what_pandas_writes_for_a_blank_cell_is_blank(tmp_path: Path) -> None:
    rows = ["| “三公”经费支出决算表 | Unnamed: 1 | Unnamed: 2 |", "|---|---|---|", "| 部门：云溪县档案馆 | NaN | 单位：万元 |", "| 项目 | 预算数 | 决算数 |",
            "| 合计 | 9.00 | 8.00 |", "| 1．因公出国（境）费 | NaN | NaN |", "| 2．公务用车购置及运行维护费 | 5.00 | 5.00 |", "| 3．公务接待费 | 4.00 | 3.00 |"]  # fmt: skip
    found = three_public(load(write_dump(tmp_path, TITLE[0], *rows)))
    assert found["total"] == ["9.00", "8.00"] and found["overseas_travel"] == ["", ""] and found["hospitality"] == ["4.00", "3.00"]


def test_a_table_drawn_with_characters(tmp_path: Path) -> None:
    rows = ["┌──────────────┬───┬───┐", "│            项目            │预算数│决算数│", "├──────────────┼───┼───┤", "│合计                        │  9.00│  8.00│",
            "│1．因公出国（境）费        │      │      │", "│2．公务用车购置及运行维护费│  5.00│  5.00│", "│3．公务接待费              │  4.00│  3.00│", "└──────────────┴───┴───┘"]  # fmt: skip
    found = three_public(load(write_dump(tmp_path, TITLE[0], "“三公”经费支出决算表", TITLE[2], *rows)))
    assert found["total"] == ["9.00", "8.00"] and found["vehicles"] == ["5.00", "5.00"] and found["hospitality"] == ["4.00", "3.00"]


def test_numbers_of_a_dump_that_may_be_those_of_the_columns_beside_are_not_guessed() -> None:
    heads = [Head(text, 10.0 * n, 10.0 * n + 4, 0, ()) for n, text in enumerate(("本年收入", "小计", "基本支出", "项目支出"))]
    columns = [Column(head, "") for head in heads]
    below = {0: [(0.0, 5.0)], 1: [(10.0, 15.0)], 2: [(20.0, 25.0)]}
    between = {n: [(low + 5, high + 5) for low, high in bands] for n, bands in below.items()}
    assert not _may_be_beside(below, columns)
    assert _may_be_beside(between, columns)
    # with a number for each column there is none beside
    assert not _may_be_beside({**between, 3: [(35.0, 39.0)]}, columns)
