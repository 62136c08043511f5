"""Accounts with amounts below zero, and workbooks whose rows of noughts are hidden: both are right as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from budget_analysis import load, reconcile
from budget_analysis.reconciliation import Reconciliation

Rows = list[list[str]]
KEYS = ["科目编码", "科目名称"]
SPENT = ["本年支出合计", "基本支出", "项目支出"]
ABOVE = "部门：云溪县档案馆 单位：万元"


def write_forms(folder: Path, forms: Sequence[tuple[str, Rows]], prose: str = "") -> Path:
    """A web page of forms, one below the other, with paragraphs behind them."""
    parts = ["<h1>云溪县档案馆2024年度部门决算</h1>"]
    for title, rows in forms:
        cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        parts.append(f"<p>{title}</p><p>{ABOVE}</p><table>{cells}</table>")
    parts.extend(f"<p>{line}</p>" for line in prose.splitlines())
    path = folder / "forms.html"
    path.write_text(f"<html><body>{''.join(parts)}</body></html>", encoding="utf-8")
    return path


def all_and_appropriation(item: str, whole: str, service: str) -> list[tuple[str, Rows]]:
    """Revenue, all expenditure, and that from appropriation: 2060404 has `item` of all money; the office's own revenue for it is `service`."""
    revenue = [
        [*KEYS, "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
        ["合计", "", whole, "30.00", "0.00", service, "0.00", "0.00", "0.00"],
        *([code, name, whole, "30.00", "0.00", service, "0.00", "0.00", "0.00"] for code, name in CODES),
    ]
    spent = [
        [*KEYS, *SPENT, "上缴上级支出", "经营支出", "对附属单位补助支出"],
        ["合计", "", item, "0.00", item, "0.00", "0.00", "0.00"],
        *([code, name, item, "0.00", item, "0.00", "0.00", "0.00"] for code, name in CODES),
    ]
    own = [[*KEYS, *SPENT], ["合计", "", "30.00", "0.00", "30.00"], *([code, name, "30.00", "0.00", "30.00"] for code, name in CODES)]
    funds = [[*KEYS, "年初结转和结余", "本年收入", "本年支出合计", "基本支出", "项目支出", "年末结转和结余"], ["合计", "", *["0.00"] * 6]]
    capital = [[*KEYS, *SPENT], ["合计", "", *["0.00"] * 3]]
    return [
        ("收入决算表", revenue), ("支出决算表", spent), ("一般公共预算财政拨款支出决算表", own),
        ("政府性基金预算财政拨款收入支出决算表", funds), ("国有资本经营预算财政拨款支出决算表", capital),
    ]  # fmt: skip


CODES = [("206", "科学技术支出"), ("20604", "技术研究与开发"), ("2060404", "科技成果转化与扩散")]


def of_appropriation(ledger: Reconciliation) -> dict[str, str]:
    """The verdicts of what compares appropriation with all money, by code and column."""
    own = ledger.checks[ledger.checks["identity"] == "B12"]
    return dict(zip(own["instance"], own["verdict"].fillna(""), strict=True))


@pytest.mark.parametrize("printed", ["-2.00", "△2.00", "（2.00）"])
def test_money_below_zero_makes_the_whole_smaller_than_its_appropriation(printed: str, tmp_path: Path) -> None:
    """A refund of other money, printed as revenue below zero, is spent below zero as well."""
    ledger = reconcile(load(write_forms(tmp_path, all_and_appropriation("28.00", "28.00", printed))))
    assert of_appropriation(ledger)["2060404 project"] == "unchecked"
    assert ledger.findings.empty
    told = ledger.checks[(ledger.checks["identity"] == "B12") & (ledger.checks["verdict"] == "unchecked")]
    assert set(told["note"]) == {"money other than appropriation is printed below zero, so the whole may be smaller than the appropriation in it"}


def test_without_an_amount_below_zero_the_whole_is_not_smaller(tmp_path: Path) -> None:
    ledger = reconcile(load(write_forms(tmp_path, all_and_appropriation("28.00", "32.00", "2.00"))))
    assert of_appropriation(ledger)["2060404 project"] == "differs"
    assert not ledger.findings.empty


def test_expenditure_below_zero_beside_no_appropriation_is_no_contradiction(tmp_path: Path) -> None:
    forms = all_and_appropriation("30.00", "30.00", "0.00")
    forms[1][1].extend([["208", "社会保障和就业支出", "-4.00", "0.00", "-4.00", "0.00", "0.00", "0.00"]])
    forms[1][1][1][2:5] = ["26.00", "0.00", "26.00"]
    ledger = reconcile(load(write_forms(tmp_path, forms)))
    assert of_appropriation(ledger)["206 project"] == "equal" and of_appropriation(ledger)["total project"] == "unchecked"
    assert ledger.findings.empty


@pytest.mark.parametrize("nought", [0, "-"])
def test_hidden_rows_of_noughts_are_rows_of_the_form(nought: object, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["财政拨款“三公”经费支出决算表"], ["部门：云溪县档案馆", "", "单位：万元"], ["项目", "预算数", "决算数"], ["合计", 3, 2],
        ["1.因公出国（境）费", nought, nought], ["2.公务用车购置及运行维护费", 3, 2], ["（1）公务用车购置费", nought, nought],
        ["（2）公务用车运行维护费", 3, 2], ["3.公务接待费", nought, nought], ["说明：备查", None, None],
    ):  # fmt: skip
        page.append(row)
    for number in (5, 7, 9, 10):
        page.row_dimensions[number].hidden = True
    path = tmp_path / "book.xlsx"
    book.save(path)
    account = load(path)
    rows = account.figures[account.figures["measure"] == "actual"]
    assert list(rows["role"]) == ["total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality"]
    assert not set(account.problems["kind"]) & {"missing_rows", "cell"}
    [told] = account.problems[account.problems["kind"] == "hidden"]["message"]
    assert "(5, 7, 9) hold amounts or zeros and are kept" in told and "1 hidden rows (10) are left out" in told


def test_a_wrong_code_that_only_a_comparison_shows_is_named(tmp_path: Path) -> None:
    """The sums of the form hold with the wrong code; what fails is that the right one has less there than its appropriation."""
    forms = all_and_appropriation("30.00", "30.00", "0.00")
    for row in forms[1][1]:
        row[0] = row[0].replace("2060404", "2060419")
    findings = reconcile(load(write_forms(tmp_path, forms))).findings
    assert [(row.kind, row.printed, row.right) for row in findings.itertuples()] == [("structure", "2060419", "2060404")]
