"""Layouts of offices nobody had seen: what stands around a title, which forms an account has to have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget_analysis import reconcile
from budget_analysis.account import Account
from budget_analysis.form_states import forms_of
from budget_analysis.locate import Located
from budget_analysis.locate.surroundings import OpenForm, RawForm, form_titled, read_surroundings
from budget_analysis.reading import Line
from budget_analysis.specs import forms, layout_of, layouts
from tests.seed_account import seed_account

NINE = next(layout for layout in layouts() if layout.id == "nine_forms")


@pytest.mark.parametrize(
    ("line", "department", "number", "unit"),
    [
        ("编制单位：云溪县档案馆　　公开01表　　单位：万元", "云溪县档案馆", "公开01表", "万元"),
        ("编制单位：云溪县档案馆公开02表", "云溪县档案馆", "公开02表", ""),
        ("部门：云溪县档案馆 (表3) 金额单位：元", "云溪县档案馆", "表3", "元"),
        ("公开04表 部门：云溪县档案馆 单位：万元", "云溪县档案馆", "公开04表", "万元"),
        ("编制单位：云溪县第二代表队 单位：万元", "云溪县第二代表队", "", "万元"),
    ],
)
def test_department_number_and_unit_on_one_line(line: str, department: str, number: str, unit: str) -> None:
    opened = OpenForm(RawForm(forms()["gov_funds"], "", 1))
    assert read_surroundings(opened, Line(1, 1, line))
    assert (opened.raw.department, opened.raw.form_no, opened.raw.unit) == (department, number, unit)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("表五 一般公共预算财政拨款支出决算表", "general_public_expenditure"),
        ("表五一般公共预算财政拨款支出决算表", "general_public_expenditure"),
        ("表十一般公共预算财政拨款基本支出决算表", "general_public_basic"),
        ("表十一、收入决算表", "revenue_by_function"),
        ("表七三公经费支出决算表", "three_public"),
        ("收入支出决算总表（公开01表）", "revenue_expenditure_summary"),
        ("收入支出决算总表(表1)", "revenue_expenditure_summary"),
        ("附件1 收入支出决算总表", "revenue_expenditure_summary"),
        ("部门决算01表：收入支出决算总表", "revenue_expenditure_summary"),
        ("表1-收入支出决算总表", "revenue_expenditure_summary"),
        ("表1-2021年度收入支出决算总表", "revenue_expenditure_summary"),
        ("【附表3】支出决算表（2021年度）", "expenditure_by_function"),
    ],
)
def test_what_numbers_a_title_is_no_part_of_it(title: str, form: str) -> None:
    found = form_titled(title)
    assert found is not None and found.id == form


@pytest.mark.parametrize("line", ["见表五一般公共预算财政拨款支出决算表。", "表五", "附件1", "收入决算总体情况（表1）"])
def test_what_is_more_or_less_than_a_title_is_none(line: str) -> None:
    assert form_titled(line) is None


@pytest.mark.parametrize(("year", "is_due"), [(2018, False), (2019, False), (None, False), (2020, True), (2023, True)])
def test_a_form_that_the_year_did_not_have_is_not_missing(year: int | None, is_due: bool) -> None:
    found = set(NINE.forms) - {"state_capital"}
    assert ("state_capital" in layout_of(found, year).forms) == is_due
    assert layout_of({*found, "state_capital"}, year) == NINE


@pytest.mark.parametrize(
    "added", [{"general_public_project", "agency_running", "procurement_form"}, {"general_public_project", "agency_information"}]
)
def test_forms_that_a_province_adds_make_no_other_layout(added: set[str]) -> None:
    assert layout_of({*NINE.forms, *added}, 2023) == NINE


def without(*names: str) -> Account:
    """The seed as it would be read without the tables of some forms."""
    account = seed_account()
    layout = layout_of(set(account.forms["form"]), 2024)
    lost = forms_of(account.document_id, Located((RawForm(forms()["state_capital"], "", 1),), {}, (), ()), layout, account.figures)
    forms_there = account.forms[~account.forms["form"].isin(names)]
    return replace(
        account,
        forms=type(account.forms)(forms_there.to_dict("records") + lost[lost["form"].isin(names)].to_dict("records")).astype(account.forms.dtypes),
        figures=account.figures[~account.figures["form"].isin(names)],
        blocks=account.blocks.iloc[:0],
    )


@pytest.mark.parametrize(("count", "said"), [(1, 1), (2, 2), (4, 0)])
def test_forms_are_missed_where_nearly_all_others_are_there(count: int, said: int) -> None:
    names = ["gov_funds", "three_public", "general_public_basic", "revenue_by_unit"][:count]
    found = reconcile(without(*names)).findings
    assert int((found["kind"] == "missing_form").sum()) == said
