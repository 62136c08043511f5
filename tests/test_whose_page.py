"""Pages of prose without forms: whose account they are, and whether they are one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import load
from budget_analysis.reconciliation import claims_of
from budget_analysis.errors import DocumentError
from budget_analysis.locate import department_of, fiscal_year_of
from budget_analysis.reading import Line

SPENT = "“三公”经费支出合计30.00万元，比上年减少2.00万元。其中：公务接待费10.00万元，公务用车购置及运行维护费20.00万元。"
NAMES = ["清溪镇人民政府", "东川市委宣传部", "东川县政协", "东川学院大学", "东川省财政厅", "东川县妇联", "东川区人大常委会办公室", "东川区"]


def department(*texts: str) -> str:
    return department_of([Line(1, number, text) for number, text in enumerate(texts, start=1)], [])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("title", ["{}2020年度一般公共预算财政拨款“三公”经费支出决算情况说明", "{}（本级）2020年度“三公”经费支出决算情况说明"])
def test_title_without_a_form_names_the_office(name: str, title: str) -> None:
    assert department(title.format(name), "（一）总体情况说明。") == name


@pytest.mark.parametrize("name", NAMES[:-1])
def test_office_stands_behind_the_year_or_above_it(name: str) -> None:
    assert department(f"2020年{name}一般公共预算财政拨款“三公”经费支出决算情况说明") == name
    assert department(name, "2020年度一般公共预算财政拨款", "“三公”经费支出决算情况说明") == name


def test_any_name_counts_that_two_sentences_begin_with() -> None:
    told = "东川矿务救援组2020年度“三公”经费支出1.00万元。"
    assert department(told) == ""
    assert department(told, told) == "东川矿务救援组"


@pytest.mark.parametrize("lines", [("1、公务接待费", "2015年部门决算公开公务接待费1.58万元"), ("以前年度结转资金9.83|", "2015年度决算数"), ("三公经费说明", "2015年决算情况")])
def test_no_item_and_no_cell_of_a_table_is_an_office(lines: tuple[str, str]) -> None:
    assert department(*lines) == ""


def read(text: str, folder: Path) -> pd.DataFrame:
    path = folder / "page.txt"
    path.write_text(text + "\n", encoding="utf-8")
    return claims_of(load(path)).claims


@pytest.mark.parametrize("title", ["增减情况说明", "支出情况说明", "公开说明", "执行情况", "情况说明"])
def test_page_about_what_was_spent_is_an_account_without_the_word(title: str, tmp_path: Path) -> None:
    claims = read(f"2017年清溪县水利局“三公”经费{title}\n清溪县水利局2017年度{SPENT}", tmp_path)
    assert claims.loc[claims["kind"] == "sum", "verdict"].tolist() == ["equal"]


@pytest.mark.parametrize("title", ["2017年清溪县水利局“三公”经费预算情况说明", "清溪县水利局2017年“三公”经费预算公开说明"])
def test_page_titled_as_a_budget_is_none(title: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        read(f"{title}\n清溪县水利局2017年度{SPENT}", tmp_path)


@pytest.mark.parametrize(("printed", "verdict"), [("83.44", "equal"), ("93.44", "differs")])
def test_place_before_the_name_is_part_of_it(printed: str, verdict: str, tmp_path: Path) -> None:
    claims = read(
        "清溪镇人民政府2020年度部门决算\n（一）“三公”经费总体情况说明。\n"
        f"东川省怀川县清溪镇人民政府2020年度“三公”经费支出预算为30.80万元，支出决算为25.70万元，完成预算的{printed}%。",
        tmp_path,
    )
    assert claims.loc[claims["kind"] == "completion", "verdict"].tolist() == [verdict]


def test_amounts_of_the_year_before_do_not_vote_for_the_year() -> None:
    """Once the account has told of its own year, 2021年决算70.91万元 stands beside an amount of that."""
    told = ["清溪县统计局2022年度部门决算编制说明", "住房保障支出92.00万元，2021年决算90.00万元，增长2.22%。", "卫生健康支出72.00万元，2021年决算70.00万元；节能环保支出12.00万元，2021年决算10.00万元。"]
    lines = [Line(1, number, text) for number, text in enumerate(told, start=1)]
    assert fiscal_year_of(lines, []) == 2022
    assert fiscal_year_of(lines[1:], []) == 2021


def test_lines_that_break_within_the_name_of_an_item_name_no_office() -> None:
    items = [line for code in ("行政运行", "拥军优属", "事业运行") for line in (f"1、社会保障和就业支出（类）退役军人管理事务（款）{code}（", "项）2020年决算数为133.36万元，年初预算数为154.78万元。")]
    assert department("东川县退役军人事务局2020年度部门决算", *items) == "东川县退役军人事务局"
