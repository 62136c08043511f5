"""Forms of which a page is lost: what stood there accuses nobody."""

from __future__ import annotations

from pathlib import Path

from budget_analysis import load, reconcile
from tests.test_below_zero import KEYS, SPENT, write_forms

HEAD = [["收入", "", "支出", "", "", "", ""], ["项目", "金额", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]]
UPPER = [
    ["一、一般公共预算财政拨款", "30.00", "一、一般公共服务支出", "20.00", "20.00", "0.00", "0.00"],
    ["二、政府性基金预算财政拨款", "0.00", "五、教育支出", "10.00", "10.00", "0.00", "0.00"],
    ["三、国有资本经营预算财政拨款", "0.00", "", "", "", "", ""],
    ["本年收入合计", "30.00", "本年支出合计", "30.00", "30.00", "0.00", "0.00"],
]
TOTAL = [["总计", "30.00", "总计", "30.00", "30.00", "0.00", "0.00"]]
OWN = [[*KEYS, *SPENT], ["合计", "", "30.00", "10.00", "20.00"], ["201", "一般公共服务支出", "20.00", "10.00", "10.00"], ["205", "教育支出", "10.00", "0.00", "10.00"]]


def verdicts(folder: Path, rows: list[list[str]]) -> tuple[dict[str, str], int]:
    ledger = reconcile(load(write_forms(folder, [("财政拨款收入支出决算总表", [*HEAD, *rows]), ("一般公共预算财政拨款支出决算表", OWN)])))
    own = ledger.checks[(ledger.checks["identity"] == "B09") & ledger.checks["instance"].isin(["201", "205"])]
    return dict(zip(own["instance"], own["verdict"], strict=True)), len(ledger.findings)


def test_a_whole_form_has_its_classes_compared(tmp_path: Path) -> None:
    assert verdicts(tmp_path, [*UPPER, *TOTAL]) == ({"201": "equal", "205": "equal"}, 0)


def test_of_a_form_without_its_totals_no_class_is_missed(tmp_path: Path) -> None:
    """The page with the classes and the totals below them is not there, the last row of the form is."""
    assert verdicts(tmp_path, TOTAL) == ({"201": "unchecked", "205": "unchecked"}, 0)


def test_of_a_form_with_its_totals_a_class_is_missed(tmp_path: Path) -> None:
    wrong = [list(row) for row in UPPER]
    wrong[1][2:5] = ["五、教育支出", "10.00", "0.00"]
    found, findings = verdicts(tmp_path, [*wrong, *TOTAL])
    assert found["205"] == "differs" and findings
