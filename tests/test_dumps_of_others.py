"""Dumps of text of whole invented accounts: blank rows that leave no trace, pages copied cell by cell."""

from __future__ import annotations

from pathlib import Path

from budget_analysis import Account, load, reconcile
from tests.test_heads import read


def write_dump(folder: Path, *lines: str) -> Path:
    path = folder / "account.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def three_public(account: Account) -> dict[str, list[str]]:
    return read(account, "three_public")


def test_a_name_without_amounts_before_another_name_is_a_blank_row(tmp_path: Path) -> None:
    table = ["2024年度部门决算", "“三公”经费支出决算表", "部门：云溪县档案馆 单位：万元", "项目 预算数 决算数", "合计 9.00 8.00", "1．因公出国（境）费",
             "2．公务用车购置及运行维护费 5.00 5.00", "（1）公务用车购置费", "（2）公务用车运行维护费 5.00 5.00", "3．公务接待费 4.00 3.00"]  # fmt: skip
    found = three_public(load(write_dump(tmp_path, *table)))
    assert found == {"total": ["9.00", "8.00"], "overseas_travel": ["", ""], "vehicles": ["5.00", "5.00"], "vehicle_purchase": ["", ""],
                     "vehicle_running": ["5.00", "5.00"], "hospitality": ["4.00", "3.00"]}  # fmt: skip


def test_a_name_that_goes_on_is_one_name(tmp_path: Path) -> None:
    table = ["2024年度部门决算", "“三公”经费支出决算表", "部门：云溪县档案馆 单位：万元", "项目 预算数 决算数", "合计 9.00 8.00", "1．因公出国（境）费用 1.00 1.00",
             "2．公务用车购置及运行维护费", "小计 5.00 5.00", "（2）公务用车运行维护费 5.00 5.00", "3．公务接待费 3.00 2.00"]  # fmt: skip
    assert three_public(load(write_dump(tmp_path, *table)))["vehicles"] == ["5.00", "5.00"]


def test_a_code_alone_on_its_line_behind_blank_lines_is_no_page(tmp_path: Path) -> None:
    """A page that was copied cell by cell, blank cells as blank lines."""
    rows = [["301", "工资福利支出", "6.00", "302", "商品和服务支出", "2.00"], ["30101", "基本工资", "6.00", "30201", "办公费", "2.00"],
            ["", "", "", "", "", ""], ["303", "对个人和家庭的补助", "1.00", "", "", ""], ["30302", "退休费", "1.00", "", "", ""]]  # fmt: skip
    head = ["2024年度部门决算", "一般公共预算财政拨款基本支出决算明细表", "部门：云溪县档案馆", "单位：万元", *["科目编码", "科目名称", "决算数"] * 2]
    tail = ["人员经费合计", "7.00", "公用经费合计", "2.00"]
    account = load(write_dump(tmp_path, *head, *(cell for row in rows for cell in row), *tail))
    found = read(account, "general_public_basic")
    assert found["303"] == ["1.00"] and found["30302"] == ["1.00"]
    assert account.figures["page"].max() == 1


def test_marks_of_headings_and_tables_are_no_text(tmp_path: Path) -> None:
    lines = ["# 云溪县档案馆2024年度部门决算", "## “三公”经费支出决算表", "部门：云溪县档案馆 单位：万元", "| 项目 | 预算数 | 决算数 |", "| --- | ---: | --- |",
             "| 合计 | 9.00 | 8.00 |", "| 1．因公出国（境）费 |  |  |", "| 2．公务用车购置及运行维护费 | 5.00 | 5.00 |", "| 3．公务接待费 | 4.00 | 3.00 |"]  # fmt: skip
    account = load(write_dump(tmp_path, *lines))
    found = three_public(account)
    assert found["total"] == ["9.00", "8.00"] and found["vehicles"] == ["5.00", "5.00"] and found["hospitality"] == ["4.00", "3.00"]
    assert account.figures["page"].max() == 1


def test_prose_below_a_form_is_no_part_of_it_though_its_titles_wrap(tmp_path: Path) -> None:
    form = ["云溪县人民法院2024年一般公共预算财政拨款“三公”经费支出决算", "一、2024年一般公共预算财政拨款“三公”经费支出决算表", "单位：万元", "项 目 预算数 决算数", "合 计 9.00 8.00",
            "公务接待费 4.00 3.00", "公务用车购置及运行费 5.00 5.00", "其中：公务用车运行维护费 5.00 5.00", "公务用车购置 0 0", "因公出国（境）费"]  # fmt: skip
    prose = ["二、2024年一般公共预算财政拨款“三公”经费支出情况说", "明", "（一）一般公共预算财政拨款“三公”经费支出决算总体情", "况说明。", "云溪县人民法院2024年度一般公共预算财政拨款“三公”",
             "经费支出预算为9.00万元，支出决算为8.00万元，完成预算的", "88.89%。其中公务接待费3.00万元，占37.50%；公务用车购置", "及运行费5.00万元，占62.50%。"]  # fmt: skip
    account = load(write_dump(tmp_path, *form, *prose))
    assert three_public(account)["vehicle_running"] == ["5.00", "5.00"]
    claims = reconcile(account).claims.set_index("printed")["verdict"]
    assert {printed: set(claims[[printed]]) for printed in ("88.89", "37.50", "62.50")} == {"88.89": {"equal"}, "37.50": {"equal"}, "62.50": {"equal"}}


def test_a_note_with_amounts_speaks_of_its_own_form(tmp_path: Path) -> None:
    rows = ["2024年度部门决算", "“三公”经费支出决算表", "部门：云溪县档案馆 单位：万元", "项目 预算数 决算数", "合计 9.00 8.00", "1．因公出国（境）费 0 0",
            "2．公务用车购置及运行维护费 5.00 5.00", "3．公务接待费 4.00 3.00", "说明：本年支出8.00万元，比预算减少1.00万元，下降11.11%。"]  # fmt: skip
    prose = ["三、支出决算情况说明", "本年支出合计480.00万元，其中：基本支出400.00万元，占83.33%；项目支出80.00万元，占16.67%。"]
    account = load(write_dump(tmp_path, *rows, *prose))
    assert three_public(account)["hospitality"] == ["4.00", "3.00"]
    assert "differs" not in set(reconcile(account).claims["verdict"])
