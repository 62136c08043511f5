"""Forms whose parts are tables of their own: revenue and expenditure, 人员经费 and 公用经费, below or beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from budget_analysis import load, reconcile
from budget_analysis.reading import Box, Grid, Line
from tests.test_heads import PROSE, Rows, problems, read
from tests.test_printed_kinds import ABOVE, figures_of, frame_of, grid_of, printed, reading_of, right

ALL, MONEY, BASIC = "收入支出决算总表", "财政拨款收入支出决算总表", "一般公共预算财政拨款基本支出决算表"
REVENUE = [["收入项目", "决算数"], ["一、一般公共预算财政拨款收入", "9.00"], ["二、其他收入", ""], ["本年收入合计", "9.00"], ["年初结转和结余", "1.00"], ["总计", "10.00"]]
SPENT = [["支出项目（按功能分类）", "决算数"], ["一、一般公共服务支出", "7.00"], ["二、教育支出", "1.00"], ["本年支出合计", "8.00"], ["年末结转和结余", "2.00"], ["总计", "10.00"]]
KINDS = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
GIVEN = [["项目", "决算数"], ["一、一般公共预算财政拨款", "9.00"], ["本年收入合计", "9.00"], ["年初财政拨款结转和结余", "1.00"], ["一、一般公共预算财政拨款", "1.00"], ["总计", "10.00"]]
USED = [["项目", *KINDS], *([row[0], row[1], row[1], "", ""] for row in SPENT[1:])]
READ = {
    "general_public_revenue": ["9.00"], "other_revenue": [""], "revenue_total": ["9.00"], "opening_balance": ["1.00"], "grand_total_revenue": ["10.00"],
    "201": ["7.00"], "205": ["1.00"], "expenditure_total": ["8.00"], "closing_balance": ["2.00"], "grand_total_expenditure": ["10.00"],
}  # fmt: skip
READ_MONEY = {
    "general_public_revenue": ["9.00"], "revenue_total": ["9.00"], "opening_balance": ["1.00"], "opening_general_public": ["1.00"],
    "grand_total_revenue": ["10.00"], "201": ["7.00", "7.00", "", ""], "205": ["1.00", "1.00", "", ""], "expenditure_total": ["8.00", "8.00", "", ""],
    "closing_balance": ["2.00", "2.00", "", ""], "grand_total_expenditure": ["10.00", "10.00", "", ""],
}  # fmt: skip
PERSONNEL = [["科目编码", "科目名称", "决算数"], ["301", "工资福利支出", "4.00"], ["30101", "基本工资", "4.00"], ["", "人员经费合计", "4.00"]]
RUNNING = [["科目编码", "科目名称", "决算数"], ["302", "商品和服务支出", "3.00"], ["30201", "办公费", "3.00"], ["", "公用经费合计", "3.00"]]
READ_BASIC = {"301": ["4.00"], "30101": ["4.00"], "302": ["3.00"], "30201": ["3.00"], "personnel": ["4.00"], "running": ["3.00"]}


def write(folder: Path, title: str, *parts: str | Rows) -> Path:
    """A page with a title, and below it lines and tables as they come."""

    def shown(part: str | Rows) -> str:
        if isinstance(part, str):
            return f"<p>{part}</p>" if part else ""
        return "<table>" + "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in part) + "</table>"

    path = folder / "page.html"
    body = "".join(map(shown, (title, "部门：云溪县档案馆 单位：万元", *parts)))
    path.write_text(f"<html><body><h1>{PROSE}</h1>{body}<p>第三部分 决算情况说明</p></body></html>", encoding="utf-8")
    return path


@pytest.mark.parametrize(("first", "second"), [("", ""), ("收入部分", "支出部分"), ("（收入）", "（支出）"), ("一、收入情况", "二、支出情况")])
@pytest.mark.parametrize("is_turned", [False, True])
def test_two_sides_may_be_two_tables(first: str, second: str, is_turned: bool, tmp_path: Path) -> None:
    for title, form, one, other, expected in (
        (ALL, "revenue_expenditure_summary", REVENUE, SPENT, READ),
        (MONEY, "appropriation_summary", GIVEN, USED, READ_MONEY),
    ):
        parts = [second, other, first, one] if is_turned else [first, one, second, other]
        account = load(write(tmp_path, title, *parts))
        assert read(account, form) == expected and not problems(account) and not problems(account, "left_over")
        ledger = reconcile(account)
        assert set(ledger.checks["verdict"]) <= {"equal", "unchecked"} and "equal" in set(ledger.checks["verdict"])
        assert ledger.findings[ledger.findings["ground"] == "impossible"].empty


def test_columns_are_numbered_through_both_tables(tmp_path: Path) -> None:
    one, other = ([[rows[0][0], "行次", rows[0][1]], *([name, str(first + n), amount] for n, (name, amount) in enumerate(rows[1:]))] for rows, first in ((REVENUE, 1), (SPENT, 6)))
    assert read(load(write(tmp_path, ALL, "（收入部分）", one, "（支出部分）", other)), "revenue_expenditure_summary") == READ


def test_in_one_table_a_row_may_part_the_sides(tmp_path: Path) -> None:
    for rows in (
        [["项目", "决算数"], ["收入部分", ""], *REVENUE[1:], ["支出部分", ""], *SPENT[1:]],
        [["收入", ""], *REVENUE, ["支出", ""], *SPENT],
        [*REVENUE, *SPENT],
    ):
        account = load(write(tmp_path, ALL, rows))
        assert read(account, "revenue_expenditure_summary") == READ and not problems(account)


@pytest.mark.parametrize(
    "parts",
    [
        [REVENUE],  # the other side is not there
        [[*REVENUE, *SPENT[1:]]],  # nothing says where the other side begins
        [REVENUE, SPENT[1:]],  # without heads of its own
        [REVENUE, [*SPENT, ["二、其他收入", "1.00"]]],  # rows of both
        [[*REVENUE[:3], SPENT[0], SPENT[1], *REVENUE[3:]]],
        [REVENUE, [["支出项目", "预算数", "年初数"], *([name, "1.00", amount] for name, amount in SPENT[1:])]],  # other columns
    ],
)
def test_where_the_sides_are_not_certain_the_form_is_refused(parts: Sequence[Rows], tmp_path: Path) -> None:
    account = load(write(tmp_path, ALL, *parts))
    assert not read(account, "revenue_expenditure_summary") and problems(account)


@pytest.mark.parametrize("captions", [("（人员经费）", "（公用经费）"), ("人员经费部分", "公用经费部分"), ("", "日常公用经费：")])
def test_basic_expenditure_may_be_two_tables(captions: tuple[str, str], tmp_path: Path) -> None:
    account = load(write(tmp_path, BASIC, captions[0], PERSONNEL, captions[1], RUNNING))
    assert read(account, "general_public_basic") == READ_BASIC and not problems(account) and not problems(account, "left_over")
    assert set(reconcile(account).checks["verdict"]) <= {"equal", "unchecked"}


def test_a_second_table_with_other_heads_is_not_joined(tmp_path: Path) -> None:
    planned = [["科目编码", "科目名称", "预算数"], *RUNNING[1:]]
    account = load(write(tmp_path, BASIC, "（人员经费）", PERSONNEL, "（公用经费）", planned))
    assert set(read(account, "general_public_basic")) >= {"301", "personnel"} and "302" not in read(account, "general_public_basic")
    assert problems(account, "left_over")


def test_words_of_a_part_above_no_table_end_the_form(tmp_path: Path) -> None:
    account = load(write(tmp_path, BASIC, PERSONNEL, "公用经费部分", "本部门公用经费3.00万元。", RUNNING))
    assert "302" not in read(account, "general_public_basic") and problems(account, "left_over")


def side(top: float, rows: Rows, page: int = 1, left: float = 60, right_edge: float = 540, after: int = 2) -> Grid:
    """A ruled table between these edges, behind a line."""
    grid = grid_of(page, top, rows)

    def box(one: Box) -> Box:
        scale = (right_edge - left) / 480
        return Box(left + (one.x0 - 60) * scale, one.y0, left + (one.x1 - 60) * scale, one.y1)

    assert grid.box is not None
    cells = tuple(replace(cell, box=box(cell.box)) for cell in grid.cells if cell.box is not None)
    return replace(grid, cells=cells, box=box(grid.box), after=after)


HEAD = [printed(1, 1, (200, MONEY)), printed(1, 2, *ABOVE)]


def amounts(lines: Sequence[Line], grids: Sequence[Grid], form: str) -> dict[tuple[str, str], str]:
    return {key: text for key, (text, state) in figures_of(reading_of(lines, grids, 2), form).items() if state == "value"}


@pytest.mark.parametrize(
    "grids",
    [
        [side(110, GIVEN), side(220, USED)],  # so close that they would be one table
        [side(110, GIVEN), side(300, USED)],
        [side(110, GIVEN, left=60, right_edge=220), side(110, USED, left=240, right_edge=540)],  # beside each other
        [side(110, GIVEN), side(60, USED, page=2, after=0)],
    ],
)
def test_tables_of_a_page_are_put_together(grids: Sequence[Grid]) -> None:
    found = amounts(HEAD, grids, "appropriation_summary")
    assert len(found) == 5 + 2 * 5
    assert found["revenue_total", "amount"] == "9.00" and found["opening_general_public", "amount"] == "1.00"
    assert found["201", "total"] == found["201", "general_public"] == "7.00" and found["closing_balance", "general_public"] == "2.00"


def test_the_line_between_them_is_no_end_of_the_form() -> None:
    lines = [*HEAD, printed(1, 3, (60, "（收入）")), printed(1, 9, (60, "（支出）"))]
    assert len(amounts(lines, [side(120, GIVEN, after=3), side(230, USED, after=9)], "appropriation_summary")) == 15
    basic = [printed(1, 1, (200, BASIC)), printed(1, 2, *ABOVE), printed(1, 3, (60, "（人员经费）")), printed(1, 9, (60, "（公用经费）"))]
    found = amounts(basic, [side(120, PERSONNEL, after=3), side(200, RUNNING, after=9)], "general_public_basic")
    assert found == {(role, "amount"): texts[0] for role, texts in READ_BASIC.items()}


def test_lines_without_rules_may_tell_the_sides() -> None:
    names = [*(["收入部分"] for _ in "1"), *REVENUE[1:], ["支出部分"], *SPENT[1:]]
    lines = [printed(1, 1, (200, ALL)), printed(1, 2, *ABOVE), printed(1, 3, (200, "项目"), (470, "决算数"))]
    for number, row in enumerate(names, start=4):
        lines.append(printed(1, number, (60 if len(row) > 1 else 280, row[0]), *([right(500, row[1])] if row[1:] and row[1] else [])))
    lines.append(printed(1, len(names) + 5, (60, "注：本表反映部门本年度的总收支情况。")))
    frame = frame_of(reading_of(lines), "revenue_expenditure_summary")
    assert {row.role: [row.printed] for row in frame.itertuples()} == READ


def pipes(rows: Rows) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])


def parted(gap: str) -> Callable[[Rows], str]:
    return lambda rows: "\n".join(gap.join(row) for row in rows)


@pytest.mark.parametrize(("typed", "certain"), [(pipes, 2), (parted("\t"), 2), (parted(" " * 6), 1), (parted(" "), 0)])
def test_a_text_may_tell_the_sides(typed: Callable[[Rows], str], certain: int, tmp_path: Path) -> None:
    """Where blanks alone part the columns, those of blank cells are lost: a form of several columns is refused then."""
    for number, (title, form, parts, expected) in enumerate((
        (ALL, "revenue_expenditure_summary", (REVENUE, SPENT), READ),
        (MONEY, "appropriation_summary", (GIVEN, USED), READ_MONEY),
    )):  # fmt: skip
        path = tmp_path / "account.txt"
        lines = [PROSE, title, "部门：云溪县档案馆 单位：万元", "（收入）", typed(parts[0]), "（支出）", typed(parts[1]), "注：本表反映总收支。", ""]
        path.write_text("\n".join(lines), encoding="utf-8")
        account = load(path)
        assert read(account, form) == (expected if number < certain else {})
        assert bool(problems(account)) == (number >= certain)


@pytest.mark.parametrize("parts", [
    ["（人员经费）", [*PERSONNEL[:3], ["", "合计", "4.00"]], "（公用经费）", [*RUNNING[:3], ["", "合计", "3.00"]]],
    ["（人员经费）", [PERSONNEL[0], ["", "合计", "4.00"], *PERSONNEL[1:3]], "（公用经费）", RUNNING],
    ["（人员经费）", PERSONNEL, "人员经费", [PERSONNEL[0], ["303", "对个人和家庭的补助", "1.00"], ["", "人员经费合计", "1.00"]], "（公用经费）", RUNNING],
    ["（人员经费）", PERSONNEL, "（公用经费）", RUNNING, [RUNNING[0], ["302", "商品和服务支出", "2.00"], ["30201", "办公费", "2.00"]]],
])  # fmt: skip
def test_parts_with_totals_of_their_own_under_one_name_are_not_put_together(parts: Sequence[str | Rows], tmp_path: Path) -> None:
    account = load(write(tmp_path, BASIC, *parts))
    assert not read(account, "general_public_basic") and problems(account)


def test_the_total_of_both_parts_may_stand_in_one_of_them(tmp_path: Path) -> None:
    account = load(write(tmp_path, BASIC, "（人员经费）", PERSONNEL, "（公用经费）", [*RUNNING, ["", "合计", "7.00"]]))
    assert read(account, "general_public_basic") == {**READ_BASIC, "total": ["7.00"]} and not problems(account)
