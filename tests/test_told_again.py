"""What stands below the table of a form and is no part of it: another office's, another year's, in another unit, of another form."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from budget_analysis import Account, load
from tests.test_columns_on import FIRST, REVENUE, ROWS, SECOND
from tests.test_heads import KEYS, PROSE, Rows, problems, read, write_xlsx
from tests.test_printed_kinds import ABOVE, frame_of, grid_of, printed, reading_of
from tests.test_tables_apart import ALL, BASIC, PERSONNEL, READ, READ_BASIC, RUNNING, SPENT, parted, pipes, write
from tests.test_tables_apart import REVENUE as RECEIVED

FORM = "revenue_by_function"
FIRST_ALONE = {code: row[:4] for code, row in ROWS.items()}
SPENDING = "一般公共预算财政拨款支出决算表"
PAID = [[*KEYS, "本年支出合计", "基本支出", "项目支出"], ["合计", "", "30.00", "10.00", "20.00"], ["201", "一般公共服务支出", "20.00", "10.00", "10.00"], ["205", "教育支出", "10.00", "", "10.00"]]
FUNDS = [[*KEYS, "年初结转和结余", "本年收入", "年末结转和结余"], ["合计", "", "3.00", "4.00", "7.00"], ["201", "一般公共服务支出", "1.00", "2.00", "3.00"], ["205", "教育支出", "2.00", "2.00", "4.00"]]
READ_PAID = {"total": ["30.00", "10.00", "20.00"], "201": ["20.00", "10.00", "10.00"], "205": ["10.00", "", "10.00"]}
BY_NATURE = [["支出项目（按支出性质和经济分类）", "决算数"], ["一、基本支出", "6.00"], ["二、项目支出", "2.00"], ["本年支出合计", "8.00"], ["总计", "8.00"]]
TWO_CLASSES = [["项目", "金额"], ["一般公共服务支出", "3.00"], ["教育支出", "1.00"], ["合计", "4.00"]]


def typed(folder: Path, title: str, *parts: str | Rows) -> Account:
    """A text document: a title, and below it lines and tables as they come."""
    document = docx.Document()
    for part in (PROSE, title, "部门：云溪县档案馆 单位：万元", *parts, "第三部分 决算情况说明"):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=len(part[0]))
        for line, row in zip(table.rows, part, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
    document.save(str(folder / "account.docx"))
    return load(folder / "account.docx")


def known(account: Account, form: str) -> dict[str, list[str]]:
    """The rows with a meaning; one stands for what is left over."""
    return {role: texts for role, texts in read(account, form).items() if not role.startswith("?")}


@pytest.mark.parametrize(
    "between",
    [
        [REVENUE, "部门：云溪县方志办 单位：万元"],
        [f"{REVENUE}（续表）", "部门：云溪县方志办 单位：万元"],
        [f"2023年度{REVENUE}"],
        [f"2023年度{REVENUE}", "部门：云溪县档案馆 单位：万元"],
        [REVENUE, "部门：云溪县档案馆 单位：元"],
        [f"{REVENUE}（续）", "单位：元"],
        ["续表", "单位：元"],
        ["续表", "部门：云溪县方志办"],
    ],
)
def test_columns_of_another_office_year_or_unit_are_not_joined(between: list[str], tmp_path: Path) -> None:
    account = typed(tmp_path, REVENUE, FIRST, *between, SECOND)
    assert known(account, FORM) == FIRST_ALONE
    own = account.figures.query("form == @FORM and role == 'total' and measure == 'revenue_total'")
    assert own["amount_fen"].item() == 90_000_000
    assert problems(account) or problems(account, "left_over")


@pytest.mark.parametrize("between", [[f"{REVENUE}（续表）", "部门：云溪县档案馆 单位：万元"], [REVENUE, "单位：万元"], ["续表", "单位：万元"]])
def test_columns_of_the_same_office_and_unit_are(between: list[str], tmp_path: Path) -> None:
    assert read(typed(tmp_path, REVENUE, FIRST, *between, SECOND), FORM) == ROWS


@pytest.mark.parametrize("between", [["单位：元"], ["支出部分    单位：元"], ["支出部分", "部门：云溪县方志办"]])
def test_a_side_in_another_unit_is_not_joined(between: list[str], tmp_path: Path) -> None:
    in_yuan = [[name, amount.replace(".00", "0000.00")] for name, amount in SPENT]
    account = typed(tmp_path, ALL, "收入部分", RECEIVED, *between, in_yuan)
    assert not read(account, "revenue_expenditure_summary") and problems(account)
    for kind in (pipes, parted("\t")):
        path = tmp_path / "account.txt"
        path.write_text("\n".join([PROSE, ALL, "部门：云溪县档案馆 单位：万元", kind(RECEIVED), *between, kind(in_yuan), ""]), encoding="utf-8")
        account = load(path)
        assert not read(account, "revenue_expenditure_summary") and problems(account)


def test_a_part_in_another_unit_is_not_joined(tmp_path: Path) -> None:
    account = typed(tmp_path, BASIC, "（人员经费）", PERSONNEL, "（公用经费）", "单位：元", RUNNING)
    assert known(account, "general_public_basic") == {role: READ_BASIC[role] for role in ("301", "30101", "personnel")}
    assert problems(account, "left_over")


@pytest.mark.parametrize("between", ["", "附表", "上年数", "附表1：", "2023年度"])
def test_columns_that_a_form_may_do_without_need_a_word(between: str, tmp_path: Path) -> None:
    form = "general_public_expenditure"
    accounts = [
        typed(tmp_path, SPENDING, PAID, *([between] if between else []), FUNDS),
        load(write(tmp_path, SPENDING, PAID, between, FUNDS)),
        load(write_xlsx(tmp_path, SPENDING, [["部门：云溪县档案馆", "", "", "", "单位：万元"], *PAID, [between], *FUNDS])),
    ]
    for account in accounts:
        assert known(account, form) == READ_PAID and problems(account, "left_over")


@pytest.mark.parametrize("between", ["续表", f"{SPENDING}（续表）"])
def test_with_a_word_they_are_joined(between: str, tmp_path: Path) -> None:
    account = typed(tmp_path, SPENDING, PAID, between, FUNDS)
    assert read(account, "general_public_expenditure")["201"] == ["20.00", "10.00", "10.00", "1.00", "2.00", "3.00"]


@pytest.mark.parametrize("third", [TWO_CLASSES, BY_NATURE, [["科目名称", "本年支出合计"], *TWO_CLASSES[1:]]])
def test_a_third_table_is_no_part_of_two_sides(third: Rows, tmp_path: Path) -> None:
    for account in (typed(tmp_path, ALL, RECEIVED, SPENT, "", third), load(write(tmp_path, ALL, RECEIVED, SPENT, third))):
        assert known(account, "revenue_expenditure_summary") == READ and problems(account, "left_over")
    account = load(write_xlsx(tmp_path, ALL, [["部门：云溪县档案馆", "单位：万元"], *RECEIVED, *SPENT, ["", ""], *third]))
    assert not read(account, "revenue_expenditure_summary") and problems(account)


@pytest.mark.parametrize(
    "second",
    [
        TWO_CLASSES,  # a total that any table has
        [*SPENT[:2], ["一、一般公共服务支出", "6.00"], *SPENT[2:]],  # a class twice
        [*SPENT, ["其中：基本支出", "3.00"]],  # behind the grand total
    ],
)
def test_a_second_side_is_one_as_it_is_always_printed(second: Rows, tmp_path: Path) -> None:
    account = load(write(tmp_path, ALL, RECEIVED, "", second))
    assert not read(account, "revenue_expenditure_summary") and problems(account)


def test_a_rest_without_names_or_heads_is_told(tmp_path: Path) -> None:
    for rest in ([row[2:] for row in SECOND], SECOND[1:]):
        account = typed(tmp_path, REVENUE, FIRST, "续表", rest)
        assert known(account, FORM) == FIRST_ALONE and problems(account, "left_over")
    lines = [printed(1, 1, (250, REVENUE)), printed(1, 2, *ABOVE)]
    frame = frame_of(reading_of(lines, [grid_of(1, 110, FIRST), grid_of(2, 60, SECOND[1:])], pages=2), FORM)
    assert len(frame[frame["role"].notna()]) == 16 and (frame["state"] == "unreadable").sum() == 1
