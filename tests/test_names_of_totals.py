"""The total of a form by class under the name that heads of columns have: 本年支出合计, 收入合计, 本年合计."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import load, reconcile
from tests.test_heads import BODY, GENERAL, KEYS, READ, SPENT, problems, read, write_docx, write_xlsx

HEAD = [*KEYS, *SPENT]


@pytest.mark.parametrize("name", ["本年合计", "支出合计", "本年支出合计", "支出总计"])
@pytest.mark.parametrize("is_last", [False, True])
def test_the_total_may_be_named_as_its_column_is(is_last: bool, name: str, tmp_path: Path) -> None:
    total = [name, *BODY[0][1:]]
    account = load(write_docx(tmp_path, GENERAL, [HEAD, *BODY[1:], total] if is_last else [HEAD, total, *BODY[1:]]))
    assert read(account) == READ and not problems(account) and not problems(account, "missing_rows")
    checks = reconcile(account).checks
    sums = checks.loc[checks["identity"] == "A07.4", "verdict"]
    assert list(sums) == ["equal"] * 3  # the total of each column is the sum of its classes


def test_a_total_of_the_usual_name_is_the_total(tmp_path: Path) -> None:
    """Whatever a row below it sums up under another name."""
    account = load(write_xlsx(tmp_path, GENERAL, [HEAD, *BODY, ["", "本年支出合计", "31.00", "", ""]]))
    assert read(account) == {**READ, "? 本年支出合计": ["31.00", "", ""]}


def test_two_rows_named_as_totals_are_none(tmp_path: Path) -> None:
    account = load(write_xlsx(tmp_path, GENERAL, [HEAD, ["", "本年支出合计", *BODY[0][2:]], *BODY[1:], ["", "支出总计", "35.00", "", ""]]))
    assert "total" not in read(account)
    assert problems(account, "missing_rows")


@pytest.mark.parametrize("rows", [
    [*BODY[1:], ["", "年末结转和结余", "5.00", "", "5.00"], ["", "支出总计", "35.00", "10.00", "25.00"]],
    [["", "年初结转和结余", "5.00", "5.00", ""], *BODY[1:], ["", "支出总计", "35.00", "15.00", "20.00"]],
    [*BODY[1:], ["", "年末结转和结余", "", "", ""], ["", "支出总计", *BODY[0][2:]]],
    [["", "本年合计", *BODY[0][2:]], ["", "机关本级", "20.00", "5.00", "15.00"], *BODY[1:]],
    [*BODY[1:], ["", "支出合计", *BODY[2][2:]]],
])  # fmt: skip
def test_a_total_of_more_or_less_than_the_classes_is_not_theirs(rows: list[list[str]], tmp_path: Path) -> None:
    account = load(write_xlsx(tmp_path, GENERAL, [HEAD, *rows]))
    assert "total" not in read(account) and problems(account, "missing_rows")
    assert {code: read(account)[code] for code in ("201", "205")} == {code: READ[code] for code in ("201", "205")}
    assert reconcile(account).findings.empty
