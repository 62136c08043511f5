"""What the rows of forms without codes are called: by a code and a name, by longer words, by nothing that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import load
from tests.test_heads import problems, read, write_html

SUMMARY = "收入支出决算总表"
HEADS = [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]


def summary(first: str, second: str) -> list[list[str]]:
    return [
        *HEADS,
        ["一、一般公共预算财政拨款收入", "30.00", first, "20.00"],
        ["二、政府性基金预算财政拨款收入", "0.00", second, "10.00"],
        ["本年收入合计", "30.00", "本年支出合计", "30.00"],
        ["总计", "30.00", "总计", "30.00"],
    ]


@pytest.mark.parametrize(("first", "second"), [
    ("201一般公共服务支出", "207文化旅游体育与传媒支出"),
    ("201 一般公共服务支出", "207 文化旅游体育与传媒支出"),
    ("[201]一般公共服务支出", "（207）文化旅游体育与传媒支出"),
    ("一、一般公共服务支出", "七、文化旅游体育与传媒支出"),
])  # fmt: skip
def test_a_class_may_be_named_by_code_and_name(first: str, second: str, tmp_path: Path) -> None:
    account = load(write_html(tmp_path, SUMMARY, summary(first, second)))
    found = read(account, "revenue_expenditure_summary")
    assert (found["201"], found["207"], found["expenditure_total"]) == (["20.00"], ["10.00"], ["30.00"])
    assert not problems(account, "row")


@pytest.mark.parametrize("second", ["205文化旅游体育与传媒支出", "某某支出"])
def test_a_row_with_an_amount_and_a_name_that_no_row_has_is_told(second: str, tmp_path: Path) -> None:
    """A code with the name of another class names neither."""
    account = load(write_html(tmp_path, SUMMARY, summary("一、一般公共服务支出", second)))
    assert read(account, "revenue_expenditure_summary")[f"? {second}"] == ["10.00"]
    [told] = problems(account, "row")
    assert told.startswith("1 rows with amounts have names") and f'"{second}"' in told


def test_a_name_that_no_row_has_without_an_amount_is_not_told(tmp_path: Path) -> None:
    rows = summary("一、一般公共服务支出", "某某支出")
    rows[3][3] = "0.00"
    assert not problems(load(write_html(tmp_path, SUMMARY, rows)), "row")


@pytest.mark.parametrize("total", ["一、“三公”经费支出", "“三公”经费支出总计", "合计"])
def test_each_of_the_three_expenses_may_be_called_支出(total: str, tmp_path: Path) -> None:
    rows = [
        ["项目", "预算数", "决算数"],
        [total, "12.00", "9.00"],
        ["（一）因公出国（境）费支出", "2.00", "1.00"],
        ["（二）公务用车购置及运行维护费支出", "7.00", "6.00"],
        ["1.公务用车购置费支出", "3.00", "2.50"],
        ["2.公务用车运行维护费支出", "4.00", "3.50"],
        ["（三）公务接待费支出", "3.00", "2.00"],
    ]
    account = load(write_html(tmp_path, "财政拨款“三公”经费支出决算表", rows))
    assert read(account, "three_public") == {
        "total": ["12.00", "9.00"], "overseas_travel": ["2.00", "1.00"], "vehicles": ["7.00", "6.00"],
        "vehicle_purchase": ["3.00", "2.50"], "vehicle_running": ["4.00", "3.50"], "hospitality": ["3.00", "2.00"],
    }  # fmt: skip
    assert not problems(account, "missing_rows") and not problems(account, "row")
