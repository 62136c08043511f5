"""Kinds of print that whole invented accounts showed: codes told again and again, parts of columns, counted rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import load, reconcile, specs
from budget_analysis.tidy.grid import _numbers_columns
from budget_analysis.tidy.other_columns import other_head
from budget_analysis.tidy.rows import FormRow, Printed
from budget_analysis.tidy.run_on_names import without_run_on
from budget_analysis.tidy.trust import run_together
from budget_analysis.tidy.wrapped_labels import with_wrapped_labels
from tests.test_heads import GENERAL, Rows, problems, read, write_docx, write_html, write_xlsx

LEVELS = ["类", "款", "项"]


def test_each_column_of_a_code_repeats_what_stands_before_it(tmp_path: Path) -> None:
    rows = [
        [*LEVELS, "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", "", "", "", "30.00", "10.00", "20.00"],
        ["201", "", "", "一般公共服务支出", "30.00", "10.00", "20.00"],
        ["201", "20126", "", "档案事务", "30.00", "10.00", "20.00"],
        ["201", "20126", "2012601", "行政运行", "10.00", "10.00", ""],
        ["201", "20126", "2012604", "档案馆", "20.00", "", "20.00"],
    ]
    account = load(write_docx(tmp_path, GENERAL, rows))
    assert list(read(account)) == ["total", "201", "20126", "2012601", "2012604"]
    assert read(account)["2012604"] == ["20.00", "", "20.00"]
    assert not problems(account)


def test_the_parts_of_a_code_in_columns_of_their_own_stay_parts(tmp_path: Path) -> None:
    """20 behind 201 and 20120 is no code told again."""
    rows = [
        [*LEVELS, "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", "", "", "", "30.00", "10.00", "20.00"],
        ["220", "", "", "自然资源海洋气象等支出", "30.00", "10.00", "20.00"],
        ["220", "01", "", "自然资源事务", "30.00", "10.00", "20.00"],
        ["220", "01", "01", "行政运行", "30.00", "10.00", "20.00"],
    ]
    assert list(read(load(write_docx(tmp_path, GENERAL, rows)))) == ["total", "220", "22001", "2200101"]


REVENUE = "收入决算表"
KINDS = ["一般公共预算", "政府性基金预算财政拨款"]


def revenue(parts: list[str], below: str) -> Rows:
    """Parts of one column of the form beside its 小计."""
    heads = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    place = heads.index(below)
    upper = [*heads[: place + 1], *[below] * len(parts), *heads[place + 1 :]]
    lower = ["", *[""] * 6]
    lower[place] = "小计"
    lower = [*lower[: place + 1], *parts, *lower[place + 1 :]]
    amounts = ["9.00", "8.00", "", "", "", "", "1.00"]
    own = [*amounts[: place + 1], *["0.50"] * len(parts), *amounts[place + 1 :]]
    return [["科目编码", "科目名称", *upper], ["", "", *lower], ["合计", "", *own], ["201", "一般公共服务支出", *own]]


@pytest.mark.parametrize(
    ("parts", "below"),
    [(KINDS, "财政拨款收入"), (["其中：教育收费"], "事业收入"), (["利息收入", "捐赠收入"], "其他收入")],
)
def test_parts_of_a_column_are_left_out_and_told(parts: list[str], below: str, tmp_path: Path) -> None:
    account = load(write_html(tmp_path, REVENUE, revenue(parts, below)))
    own = ["9.00", "8.00", "", "", "", "", "1.00"]
    assert read(account, "revenue_by_function") == {"total": own, "201": own}
    assert len(problems(account, "other_column")) == 1


@pytest.mark.parametrize(
    ("path", "head"),
    [(["财政拨款收入", "其中:国有资本经营预算"], "其中:国有资本经营预算"), (["其他收入", "其中:某某收入"], "其中:某某收入"), (["其他收入", "某某收入"], ""),
     (["其他收入", "小计"], ""), (["一般公共预算"], ""), (["某某收入", "一般公共预算"], "")],
)  # fmt: skip
def test_a_part_stands_below_a_column_of_the_form(path: list[str], head: str) -> None:
    assert other_head(specs.forms()["revenue_by_function"], path) == head


def test_a_part_that_nobody_knows_leaves_the_form_unread(tmp_path: Path) -> None:
    account = load(write_html(tmp_path, REVENUE, revenue(["某某收入"], "其他收入")))
    assert read(account, "revenue_by_function") == {}
    assert reconcile(account).findings.empty or "impossible" not in set(reconcile(account).findings["ground"])


def test_a_column_that_counts_the_rows_is_no_part_of_codes(tmp_path: Path) -> None:
    heads = ["序号", "科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
    rows = [heads, ["1", "合计", "", "30.00", "10.00", "20.00"], ["2", "201", "一般公共服务支出", "30.00", "10.00", "20.00"]]
    for total in (rows[1], ["合计", "", "", *rows[1][3:]]):
        found = read(load(write_docx(tmp_path, GENERAL, [heads, total, rows[2]])))
        assert found == {"total": ["30.00", "10.00", "20.00"], "201": ["30.00", "10.00", "20.00"]}


def test_three_public_expenses_across_behind_the_name_of_the_office(tmp_path: Path) -> None:
    items = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
    above = ["合计", "因公出国（境）费", *["公务用车购置及运行维护费"] * 3, "公务接待费"]
    office = "云溪县档案馆"
    rows = [["单位名称", *["预算数"] * 6, *["决算数"] * 6], ["单位名称", *above * 2], ["单位名称", *items * 2], ["栏次", *map(str, range(1, 13))],
            [office, "9.00", "1.00", "5.00", "2.00", "3.00", "3.00", "8.00", "1.00", "5.00", "2.00", "3.00", "2.00"]]  # fmt: skip
    found = read(load(write_xlsx(tmp_path, "“三公”经费支出决算表", rows)), "three_public")
    assert found["total"] == ["9.00", "8.00"]
    assert found["vehicles"] == ["5.00", "5.00"]
    assert found["hospitality"] == ["3.00", "2.00"]


@pytest.mark.parametrize(("label", "numbers"), [("项目支出功能分类科目编码栏次", True), ("栏次", True), ("行政运行", False)])
def test_heads_that_run_into_the_numbers_of_columns_are_no_row(label: str, numbers: bool) -> None:
    row = FormRow(0, 1, label=label, cells={str(n): Printed(str(n), 1) for n in range(1, 4)})
    assert _numbers_columns(row) is numbers


WIDE = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]


def test_numbers_printed_over_each_other_leave_the_form_unread(tmp_path: Path) -> None:
    """A program that keeps the width of columns lets the digits of one number run into the next."""
    rows = [WIDE, ["合计", "", "", "52,397,13530.,37734,95259.18", ""], ["201", "一般公共服务支出", "", "4,384,1854.,3628,0402.81", ""],
            ["20126", "档案事务", "4,570,0824.3,514,621.76", "", ""]]  # fmt: skip
    account = load(write_docx(tmp_path, GENERAL, rows))
    assert read(account) == {}
    [problem] = problems(account)
    assert "over each other" in problem


def test_beside_one_cell_of_several_numbers_a_blank_is_none(tmp_path: Path) -> None:
    rows = [WIDE, ["合计", "", "30.00", "10.00", "20.00"], ["201", "一般公共服务支出", "", "30.0010.00", "20.00"], ["20126", "档案事务", "30.00", "10.00", "20.00"]]
    account = load(write_docx(tmp_path, GENERAL, rows))
    found = account.figures[account.figures["role"] == "201"]
    assert list(found["state"]) == ["unreadable", "unreadable", "value"]
    assert reconcile(account).checks["verdict"].ne("differs").all()


@pytest.mark.parametrize("text", ["1.234567", "1,234.56", "1.2345", "12.00/13.00", "1 234.56"])
def test_a_long_number_is_one_number(text: str) -> None:
    assert not run_together(specs.forms()["general_public_expenditure"], [FormRow(0, 1, cells={str(n): Printed(text, 1) for n in range(5)})])


def test_the_column_of_a_part_tells_its_level_also_where_nothing_adds_up(tmp_path: Path) -> None:
    rows = [
        [*LEVELS, "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["合计", "", "", "", "30.00", "10.00", "20.00"],
        ["201", "", "", "一般公共服务支出", "50.00", "10.00", "20.00"],
        ["", "26", "", "档案事务", "30.00", "10.00", "20.00"],
        ["", "", "01", "行政运行", "10.00", "10.00", ""],
        ["", "", "04", "档案馆", "20.00", "", "20.00"],
    ]
    account = load(write_docx(tmp_path, GENERAL, rows))
    assert list(read(account)) == ["total", "201", "20126", "2012601", "2012604"]
    findings = reconcile(account).findings
    assert len(findings[findings["ground"] == "impossible"]) == 1


def test_an_amount_that_touches_the_code_of_the_next_block(tmp_path: Path) -> None:
    head = ["科目编码", "科目名称", "决算数"] * 2
    rows = [["人员经费"] * 3 + ["公用经费"] * 3, head, ["301", "工资福利支出", "13,405,516.04302", "", "商品和服务支出", "1.00"],
            ["30101", "基本工资", "13,405,516.04", "30201", "办公费", "1.00"], ["人员经费合计", "", "13,405,516.04", "公用经费合计", "", "1.00"]]  # fmt: skip
    account = load(write_docx(tmp_path, "一般公共预算财政拨款基本支出决算明细表", rows))
    found = read(account, "general_public_basic")
    assert found["301"] == ["13,405,516.04"] and found["302"] == ["1.00"]
    assert reconcile(account).findings.empty or "structure" not in set(reconcile(account).findings["kind"])


def named(*labels: str) -> list[FormRow]:
    codes = ["2060404", "208", "20805", "2080501"]
    return [FormRow(0, 1, code=code, label=label) for code, label in zip(codes, labels, strict=True)]


def test_names_whose_lines_went_to_the_rows_beside_are_left_out() -> None:
    rows = named("科技成果转化", "与扩散社会保障和就", "业支出行政事业单位养老支出", "行政单位离退休")
    assert [row.label for row in without_run_on("function", rows)] == ["", "", "", "行政单位离退休"]


@pytest.mark.parametrize(
    "labels",
    [("科技成果转化与扩散", "社会保障和就业支出", "行政事业单位养老支出", "行政单位离退休"),
     ("科技成果转化与扩散", "科技成果转化与扩散", "行政事业单位离退休", "行政单位养老")],
)  # fmt: skip
def test_other_names_stay_as_they_are_printed(labels: tuple[str, ...]) -> None:
    """Also a wrong one."""
    assert [row.label for row in without_run_on("function", named(*labels))] == list(labels)


@pytest.mark.parametrize(
    ("labels", "left"),
    [(("社会保障和就业支", "出某某抚恤"), ["", ""]), (("社会保障和就业支出", "出版"), ["社会保障和就业支出", "出版"]),
     (("社会保障和就业支出", "某某抚恤"), ["社会保障和就业支出", "某某抚恤"])],
)  # fmt: skip
def test_a_name_that_the_classification_does_not_know_behind_the_end_of_another(labels: tuple[str, str], left: list[str]) -> None:
    rows = [FormRow(0, 1, code=code, label=label) for code, label in zip(("208", "20899"), labels, strict=True)]
    assert [row.label for row in without_run_on("function", rows)] == left


def test_the_amount_of_a_total_stands_in_the_last_block(tmp_path: Path) -> None:
    head = ["科目编码", "科目名称", "决算数"] * 3
    rows = [["人员经费"] * 3 + ["公用经费"] * 6, head, ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "2.00", "310", "资本性支出", "1.00"],
            ["30101", "基本工资", "9.00", "30201", "办公费", "2.00", "31002", "办公设备购置", "1.00"],
            ["人员经费合计", "", "9.00", "公用经费合计", "", "", "", "", "3.00"]]  # fmt: skip
    found = read(load(write_docx(tmp_path, "一般公共预算财政拨款基本支出决算明细表", rows)), "general_public_basic")
    assert found["personnel"] == ["9.00"] and found["running"] == ["3.00"]


def rows_named(*names: tuple[str, str]) -> list[FormRow]:
    return [FormRow(0, 1, label=label, cells={"amount": Printed(text, 1)}) for label, text in names]


SUMMARY = specs.forms()["appropriation_summary"]


@pytest.mark.parametrize(
    ("printed", "labels"),
    [([("二、政府性基金预", "1.00"), ("算财政拨款", ""), ("", "")], ["二、政府性基金预算财政拨款", "", ""]),
     ([("二、政府性基金预", "1.00"), ("算财政拨款三、国有资本", "2.00"), ("经营预算财政拨款", "")], ["二、政府性基金预算财政拨款", "三、国有资本经营预算财政拨款", ""]),
     ([("年初财政拨款结转和结", "1.00"), ("余总计", "2.00")], ["年初财政拨款结转和结余", "总计"]),
     ([("年初财政拨款结转和结", "1.00"), ("余", "2.00")], ["年初财政拨款结转和结", "余"]),
     ([("某某收入", "1.00"), ("总计", "2.00")], ["某某收入", "总计"]),
     ([("本年收入合计", "1.00"), ("年初财政拨款结转和结余", "2.00")], ["本年收入合计", "年初财政拨款结转和结余"])],
)  # fmt: skip
def test_names_that_go_on_in_the_rows_below(printed: list[tuple[str, str]], labels: list[str]) -> None:
    """Not where an amount would be left without a name."""
    rows = rows_named(*printed)
    found = with_wrapped_labels(SUMMARY, rows)
    assert [row.label for row in found] == labels
    assert [row.cells for row in found] == [row.cells for row in rows]


def test_the_sum_of_both_blocks_is_called_by_its_name(tmp_path: Path) -> None:
    head = ["科目编码", "科目名称", "决算数"] * 2
    rows = [["人员经费"] * 3 + ["公用经费"] * 3, head, ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "1.00"],
            ["人员经费合计", "", "9.00", "公用经费合计", "", "1.00"], ["基本支出合计", "", "10.00", "", "", ""]]  # fmt: skip
    found = read(load(write_docx(tmp_path, "一般公共预算财政拨款基本支出决算明细表", rows)), "general_public_basic")
    assert found["total"] == ["10.00"]
