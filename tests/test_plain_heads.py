"""Heads, titles and departments as offices write them in short: 收入合计, 财政拨款, a unit behind the title, a year behind the name."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import load
from budget_analysis.locate.surroundings import OpenForm, RawForm, form_titled, read_surroundings, unit_in_title
from budget_analysis.reading import Line
from budget_analysis.specs import forms
from tests.test_heads import GENERAL, KEYS, problems, read, write_html, write_xlsx

REVENUE = ["收入合计", "财政拨款", "上级补助", "事业收入", "经营收入", "附属单位缴款", "其他收入"]
SPENT = ["支出合计", "基本支出", "项目支出", "上缴上级", "经营支出", "对附属单位补助"]
IN = ["9.00", "6.00", "1.00", "0.50", "0.50", "0.40", "0.60"]
OUT = ["8.00", "4.00", "3.00", "0.20", "0.30", "0.50"]


@pytest.mark.parametrize("total", ["收入合计", "收入总计", "总计", "本年收入", "本年收入合计"])
def test_heads_of_revenue_may_be_short(total: str, tmp_path: Path) -> None:
    rows = [[*KEYS, total, *REVENUE[1:]], ["合计", "", *IN], ["201", "一般公共服务支出", *IN]]
    account = load(write_html(tmp_path, "收入决算表", rows))
    assert read(account, "revenue_by_function") == {"total": IN, "201": IN} and not problems(account)


@pytest.mark.parametrize("total", ["支出合计", "支出总计", "总计", "本年支出", "本年支出合计"])
def test_heads_of_expenditure_may_be_short(total: str, tmp_path: Path) -> None:
    rows = [[*KEYS, total, *SPENT[1:]], ["合计", "", *OUT], ["201", "一般公共服务支出", *OUT]]
    account = load(write_html(tmp_path, "支出决算表", rows))
    assert read(account, "expenditure_by_function") == {"total": OUT, "201": OUT} and not problems(account)


def test_a_column_below_本年收入_that_no_form_has_is_not_its_total(tmp_path: Path) -> None:
    heads = [[*KEYS, *["本年收入"] * 8], ["", "", "某某数", "合计", *REVENUE[1:]]]
    account = load(write_html(tmp_path, "收入决算表", [*heads, ["合计", "", "7.77", *IN], ["201", "一般公共服务支出", "7.77", *IN]]))
    assert "7.77" not in set(account.figures[account.figures["measure"] == "revenue_total"]["printed"])


@pytest.mark.parametrize("title", ["1.收入决算表　金额单位：万元", "收入决算表 单位：万元", "收入决算表（2024年度） 单位：人民币万元"])
def test_a_unit_may_stand_behind_a_title_without_brackets(title: str, tmp_path: Path) -> None:
    spec = form_titled(title)
    assert spec is not None and spec.id == "revenue_by_function" and unit_in_title(title) == "万元"
    rows = [[*KEYS, *REVENUE], ["合计", "", *IN], ["201", "一般公共服务支出", *IN]]
    for account in (load(write_html(tmp_path, title, rows, above=())), load(write_xlsx(tmp_path, title, rows))):
        assert read(account, "revenue_by_function") == {"total": IN, "201": IN}
        assert not problems(account, "unit")


@pytest.mark.parametrize("line", [
    "编制单位：云溪县林业局　2023年度  金额单位：万元　公开01表", "部门：云溪县林业局 2023年度 公开01表 单位：万元", "部门：云溪县林业局　2023年度",
])  # fmt: skip
def test_a_year_behind_the_department_is_no_part_of_its_name(line: str) -> None:
    opened = OpenForm(RawForm(forms()["revenue_by_function"], "收入决算表", 1))
    assert read_surroundings(opened, Line(1, 1, line)) and opened.raw.department == "云溪县林业局"


CELLS = [["合计", "", "1,230.00", "610.00", "620.00"], ["201", "一般公共服务支出", "730.00", "610.00", "120.00"], ["205", "教育支出", "500.00", "0.00", "500.00"]]


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_each_amount_may_have_the_unit_of_the_form_behind_it(unit: str, tmp_path: Path) -> None:
    rows = [[*KEYS, "本年支出合计", "基本支出", "项目支出"], *([*row[:2], *(f"{text}{unit}" for text in row[2:])] for row in CELLS)]
    account = load(write_html(tmp_path, GENERAL, rows, above=(f"部门：云溪县档案馆 单位：{unit}",)))
    assert read(account) == {row[0] if row[0] != "合计" else "total": row[2:] for row in CELLS}
    total = account.figures.loc[account.figures["role"] == "total", "amount_fen"].iloc[0]
    assert total == {"万元": 1_230_00_00_00, "元": 1_230_00}[unit]


@pytest.mark.parametrize(("told", "odd"), [("元", "500.00万元"), ("万元", "500.00"), ("万元", "500.00元")])
def test_a_unit_that_is_not_that_of_the_form_or_not_everywhere_is_not_read_over(told: str, odd: str, tmp_path: Path) -> None:
    rows = [[*KEYS, "本年支出合计", "基本支出", "项目支出"], *([*row[:2], *(f"{text}万元" for text in row[2:])] for row in CELLS)]
    rows[-1][2] = odd
    account = load(write_html(tmp_path, GENERAL, rows, above=(f"部门：云溪县档案馆 单位：{told}",)))
    own = account.figures[account.figures["printed"].str.contains("万元", na=False)]
    assert len(own) and set(own["state"]) == {"unreadable"}


def test_the_sign_of_the_currency_may_be_left_out_before_noughts(tmp_path: Path) -> None:
    rows = [[*KEYS, "本年支出合计", "基本支出", "项目支出"], *([*row[:2], *(text if text == "0.00" else f"¥{text}" for text in row[2:])] for row in CELLS)]
    account = load(write_html(tmp_path, GENERAL, rows))
    assert "unreadable" not in set(account.figures["state"])
    assert account.figures["amount_fen"].max() == 1_230_00_00_00


def with_units(names: list[str]) -> list[list[str]]:
    return [["单位名称", *KEYS, "本年支出合计", "基本支出", "项目支出"], *([name, *row] for name, row in zip(names, CELLS, strict=True))]


@pytest.mark.parametrize("names", [["", "云溪县档案馆", "云溪县档案馆"], ["云溪县档案馆"] * 3, ["", "云溪县档案馆", ""]])
def test_a_column_before_the_codes_may_name_the_unit(names: list[str], tmp_path: Path) -> None:
    for account in (load(write_html(tmp_path, GENERAL, with_units(names))), load(write_xlsx(tmp_path, GENERAL, with_units(names)))):
        assert read(account) == {row[0] if row[0] != "合计" else "total": row[2:] for row in CELLS}
        assert set(account.figures["label"]) == {"合计", "一般公共服务支出", "教育支出"}
        assert '"单位名称"' in problems(account, "other_column")[0]


def test_the_word_of_the_total_may_stand_in_the_column_of_the_unit(tmp_path: Path) -> None:
    rows = [["合计", "", "", *CELLS[0][2:]], *(["云溪县档案馆", *row] for row in CELLS[1:])]
    account = load(write_html(tmp_path, GENERAL, [["单位名称", *KEYS, "本年支出合计", "基本支出", "项目支出"], *rows]))
    assert read(account) == {row[0] if row[0] != "合计" else "total": row[2:] for row in CELLS}


def test_rows_of_several_units_are_not_read_as_those_of_one(tmp_path: Path) -> None:
    account = load(write_html(tmp_path, GENERAL, with_units(["", "云溪县档案馆", "云溪县方志馆"])))
    assert read(account) == {}
    assert '"单位名称" is not in the spec' in problems(account)[0]


@pytest.mark.parametrize("has_note", [True, False])
def test_the_unit_may_stand_above_the_caption_of_the_table(has_note: bool, tmp_path: Path) -> None:
    note = "<p>注：本表反映支出情况。</p>" if has_note else ""

    def table(title: str, above: str) -> str:
        rows = [[*KEYS, "本年支出合计", "基本支出", "项目支出"], *CELLS]
        cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        return f"<p>{above}</p><table><caption>{title}</caption>{cells}</table>{note}"

    body = table(GENERAL, "部门：云溪县档案馆 单位：元") + table("国有资本经营预算财政拨款支出决算表", "部门：云溪县档案馆 单位：万元")
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><h1>云溪县档案馆2024年度部门决算</h1>{body}</body></html>", encoding="utf-8")
    account = load(path)
    found = account.forms[account.forms["state"] == "found"].set_index("form")
    assert dict(found["unit"]) == {"general_public_expenditure": "元", "state_capital": "万元"}
    assert set(found["department"]) == {"云溪县档案馆"}
    assert not problems(account, "unit")
    assert set(found["note"].dropna()) == ({"注：本表反映支出情况。"} if has_note else set())
