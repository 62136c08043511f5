"""Prints of small offices: the unit beside the title, running numbers, subtotals below the names of classes."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import load
from budget_analysis.locate.surroundings import form_titled, unit_in_title
from tests.test_heads import BODY, GENERAL, KEYS, READ, SPENT, problems, read, write_docx, write_html, write_xlsx



@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize("words", ["（单位：{}）", "(金额单位：{})", "（{}）", "（单位：人民币{}）", "（2024年度）（单位：{}）"])
def test_the_unit_may_stand_in_brackets_behind_the_title(words: str, unit: str, tmp_path: Path) -> None:
    title = GENERAL + words.format(unit)
    for account in (
        load(write_html(tmp_path, title, [[*KEYS, *SPENT], *BODY], above=())),
        load(write_docx(tmp_path, title, [[*KEYS, *SPENT], *BODY], above=())),
        load(write_xlsx(tmp_path, title, [[*KEYS, *SPENT], *BODY])),
    ):
        assert read(account) == READ
        assert list(account.forms[account.forms["state"] == "found"]["unit"]) == [unit]
        total = account.figures[account.figures["role"] == "total"]["amount_fen"].iloc[0]
        assert total == {"万元": 30_00_00_00, "元": 30_00}[unit]


@pytest.mark.parametrize("title", ["收入决算表（见附件）", "收入决算表（单位：个）", "收入决算表（单位：万元）如下"])
def test_what_else_stands_behind_a_title_makes_it_none(title: str) -> None:
    assert form_titled(title) is None


@pytest.mark.parametrize("title", ["收入决算表", "收入决算表（2024年度）", "收入决算表（公开02表）"])
def test_a_title_without_a_unit_tells_none(title: str) -> None:
    assert form_titled(title) is not None and not unit_in_title(title)


@pytest.mark.parametrize("is_total_counted", [True, False])
@pytest.mark.parametrize("above", ["", "项目"])
def test_the_number_of_a_row_is_no_part_of_its_name(above: str, is_total_counted: bool, tmp_path: Path) -> None:
    counted = [[str(n) if n + is_total_counted else "", *row] for n, row in enumerate(BODY, start=is_total_counted)]
    heads = [[above, "", "", *SPENT], ["序号", *KEYS, "", "", ""]] if above else [["序号", *KEYS, *SPENT]]
    for account in (load(write_xlsx(tmp_path, GENERAL, [*heads, *counted])), load(write_html(tmp_path, GENERAL, [*heads, *counted]))):
        assert read(account) == READ and not problems(account)
        named = account.figures[account.figures["code"].notna()]
        assert set(named["label"]) == {"一般公共服务支出", "教育支出"}
