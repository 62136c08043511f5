"""What was printed and not read is told beside the findings: that nothing is found then says nothing of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import cli, load, reconcile
from budget_analysis.account import Account
from budget_analysis.unread import nothing_found, unread_lines
from tests.seed_account import SEED, seed_account, seed_ledger
from tests.test_heads import BODY, GENERAL, KEYS, SPENT, write_html

STRANGE = [[*KEYS, *SPENT, "另一栏"], *([*row, "5.00"] for row in BODY)]


def frames_of(account: Account) -> dict[str, pd.DataFrame]:
    return {"forms": account.forms, "problems": account.problems, "findings": reconcile(account).findings}


def test_a_form_that_was_not_read_is_told_by_name_and_why(tmp_path: Path) -> None:
    found = frames_of(load(write_html(tmp_path, GENERAL, STRANGE)))
    [english] = [line for line in unread_lines(found, "en") if line.startswith("not read")]
    assert "General public budget appropriation: expenditure" in english and "另一栏" in english and "specs/" not in english
    [chinese] = [line for line in unread_lines(found, "zh") if line.startswith("未能读取")]
    assert chinese.startswith(f"未能读取：{GENERAL}") and "“另一栏”" in chinese
    assert nothing_found(found, "en") != "No finding." and nothing_found(found, "zh") != "没有发现。"


def test_a_form_that_was_read_is_not_told(tmp_path: Path) -> None:
    found = frames_of(load(write_html(tmp_path, GENERAL, [[*KEYS, *SPENT], *BODY])))
    assert not [line for line in unread_lines(found, "en") if line.startswith(("not read", "read in part"))]
    [absent] = unread_lines(found, "en")
    assert absent.startswith("not found: Summary of revenue and expenditure, Revenue by function")


def test_an_account_whose_forms_were_read_has_no_such_line() -> None:
    found = {"forms": seed_account().forms, "problems": seed_account().problems, "findings": seed_ledger().findings}
    for language, said in (("zh", "没有发现。"), ("en", "No finding.")):
        assert unread_lines(found, language) == [] and nothing_found(found, language) == said


def test_without_any_form_that_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "text.html"
    path.write_text(
        "<html><body><h1>云溪县档案馆2024年度部门决算</h1><p>（一）收入支出决算总体情况说明</p>"
        "<p>2024年度收入总计30.00万元，支出总计30.00万元。与2023年度相比，各增加3.00万元，增长11.11%。</p></body></html>",
        encoding="utf-8",
    )
    [line] = unread_lines(frames_of(load(path)), "en")
    assert line.startswith("no form of a final account was read")


@pytest.mark.usefixtures("without_workers")
def test_the_command_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["findings", str(write_html(tmp_path, GENERAL, STRANGE))])
    told = capsys.readouterr().out
    assert "No finding." not in told and "not read: General public budget appropriation: expenditure" in told
    cli.main(["findings", str(SEED)])
    assert "not read" not in capsys.readouterr().out


COMMAS = """云溪县档案馆2024年度部门决算

财政拨款“三公”经费支出决算表
公开09表
部门：云溪县档案馆 单位：万元
“三公”经费支出,,,,,,会议费,培训费
合计,因公出国（境）费,公务用车购置及运行维护费,,,公务接待费,,
,,小计,公务用车购置费,公务用车运行维护费,,,
4.20,0.00,3.10,0.00,3.10,1.10,0.50,0.25
注：本表反映本年度“三公”经费支出情况。
"""


def test_a_form_across_whose_cells_are_parted_by_commas_is_printed_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "commas.txt"
    path.write_text(COMMAS, encoding="utf-8")
    account = load(path)
    assert account.forms.set_index("form")["state"]["three_public"] == "unread"
    assert not {row.place for row in account.problems.itertuples() if row.kind == "missing_form"} & {"form three_public"}
    assert any(line.startswith("not read: Three public expenses") for line in unread_lines(frames_of(account), "en"))
