"""A number in its neighbour's place, where that one prints a blank for nought: one slip, and no total is missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import load, reconcile
from tests.test_below_zero import KEYS, SPENT, write_forms
from tests.test_heads import GENERAL

ROWS = [
    ["合计", "", "90.00", "50.00", "40.00"],
    ["205", "教育支出", "60.00", "20.00", "40.00"], ["20502", "普通教育", "60.00", "20.00", "40.00"],
    ["2050201", "学前教育", "40.00", "", "40.00"], ["2050202", "小学教育", "20.00", "20.00", ""],
    ["210", "卫生健康支出", "30.00", "30.00", ""], ["21011", "行政事业单位医疗", "30.00", "30.00", ""],
    ["2101101", "行政单位医疗", "18.00", "18.00", ""], ["2101103", "公务员医疗补助", "12.00", "12.00", ""],
]  # fmt: skip


def findings_of(folder: Path, code: str, is_alone: bool = False) -> list[tuple[str, str, str]]:
    rows = [list(row) for row in ROWS if not is_alone or row[0] != "2101103"]
    if is_alone:
        for row in rows[-3:]:
            row[2:4] = ["18.00", "18.00"]
        rows[0][2:4] = ["78.00", "38.00"]
    for row in rows:
        if row[0] == code:
            row[3], row[4] = row[4], row[3]
    findings = reconcile(load(write_forms(folder, [(GENERAL, [[*KEYS, *SPENT], *rows])]))).findings
    return [(row.kind, row.printed, row.cause or "") for row in findings.itertuples()]


def test_without_an_exchange_nothing_is_found(tmp_path: Path) -> None:
    assert findings_of(tmp_path, "") == []


@pytest.mark.parametrize("is_alone", [True, False])
def test_a_number_in_the_place_of_a_blank_below_a_blank_total_is_one_slip(is_alone: bool, tmp_path: Path) -> None:
    [(_, printed, cause)] = findings_of(tmp_path, "2101101", is_alone)
    assert (printed, cause) == ("18.00", "exchanged_columns")


def test_a_blank_total_over_a_number_that_stands_rightly_is_still_told(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    rows[6][3] = ""
    findings = reconcile(load(write_forms(tmp_path, [(GENERAL, [[*KEYS, *SPENT], *rows])]))).findings
    assert "blank_total" in set(findings["kind"])
