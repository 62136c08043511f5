"""Findings of what stands above the tables of forms, and of names of codes: place, other forms, words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from budget_analysis import Account, load, reconcile
from budget_analysis.findings.marks import boxes_of
from budget_analysis.synthetic import Style, lay_out, made_up_ledger, write_text
from tests.seed_account import SEED, seed_account, seed_ledger

FORM = "gov_funds"


def with_head(column: str, printed: str) -> Account:
    """The seed with another print above one form."""
    account = seed_account()
    forms = account.forms.copy()
    forms.loc[forms["form"] == FORM, column] = printed
    return replace(account, forms=forms)


def with_label(form: str, code: str, label: str) -> Account:
    account = seed_account()
    figures = account.figures.copy()
    figures.loc[(figures["form"] == form) & (figures["code"] == code), "label"] = label
    return replace(account, figures=figures)


def behind(title: str, printed: str, instead: str, folder: Path) -> Account:
    """The seed with another print behind the title of a form, read anew."""
    first, rest = SEED.read_text("utf-8").split(f"2024 年度{title}", 1)
    assert printed in rest
    (folder / "account.txt").write_text(f"{first}2024 年度{title}" + rest.replace(printed, instead, 1), "utf-8")
    return load(folder / "account.txt")


def new_findings(account: Account) -> list[dict[str, Any]]:
    known = set(seed_ledger().findings["sentence_zh"])
    found = reconcile(account).findings
    return [row for row in found.to_dict("records") if row["sentence_zh"] not in known]


@pytest.mark.parametrize(
    ("column", "printed", "head"),
    [
        ("department", "××部门", "department"),
        ("department", "南屏市水利局", "department"),
        ("title", "2023年度政府性基金预算财政拨款收入支出决算表", "title"),
    ],
)
def test_form_with_another_head_is_the_place_with_page_and_head(column: str, printed: str, head: str) -> None:
    [one] = new_findings(with_head(column, printed))
    [place] = json.loads(one["places"])
    page = json.loads(seed_account().forms.set_index("form").loc[FORM, "heads"])[head][0]
    assert (place["form"], place["measure"], place["page"]) == (FORM, head, page)
    assert place["printed"] in printed
    assert "其他各表为" in one["sentence_zh"] and "the other forms have" in one["sentence_en"]
    assert "B18" not in one["sentence_zh"] + one["sentence_en"]


def test_head_with_a_box_is_drawn_there() -> None:
    account = with_head("department", "南屏市水利局")
    forms = account.forms.copy()
    forms.loc[forms["form"] == FORM, "heads"] = json.dumps({"department": [7, 10.0, 20.0, 30.0, 40.0]})
    [one] = new_findings(replace(account, forms=forms))
    assert boxes_of(json.loads(one["places"]), account.blocks) == {7: [(10.0, 20.0, 30.0, 40.0)]}


def test_misnamed_row_is_one_finding_at_its_form() -> None:
    code = "2013704"
    [one] = new_findings(with_label("revenue_by_function", code, "购房补贴"))
    place = json.loads(one["places"])[0]
    assert (place["form"], place["row"], place["printed"]) == ("revenue_by_function", code, "购房补贴")


def test_code_with_the_name_of_another_code_of_its_only_form_is_one_finding() -> None:
    """No other form prints economic codes: the classification has the name, and the other code its own."""
    [one] = new_findings(with_label("general_public_basic", "30226", "培训费"))
    place = json.loads(one["places"])[0]
    assert (place["form"], place["row"], place["printed"]) == ("general_public_basic", "30226", "培训费")
    assert "30226应为“劳务费”" in one["sentence_zh"] and "30226 is “劳务费”" in one["sentence_en"]


def test_name_of_an_economic_code_in_other_words_accuses_nobody() -> None:
    assert new_findings(with_label("general_public_basic", "30226", "劳务费（含税）")) == []


def test_more_than_the_whole_name_of_a_code_was_not_cut_off_elsewhere() -> None:
    [one] = new_findings(with_label("revenue_by_function", "2210201", "住房公积金金"))
    assert json.loads(one["places"])[0]["printed"] == "住房公积金金"


def test_name_of_a_finding_does_not_depend_on_what_is_printed() -> None:
    first, second = (new_findings(with_head("department", name))[0] for name in ("南屏市水利局", "××部门"))
    assert first["finding_id"] == second["finding_id"]
    assert first["content"] != second["content"]


@pytest.mark.parametrize(("title", "form"), [("支出决算表（分科目）", "expenditure_by_function"), ("财政拨款“三公”经费支出决算表", "three_public")])
def test_wrong_unit_above_a_form_is_one_finding(title: str, form: str, tmp_path: Path) -> None:
    """Its numbers fit all others in 万元; none of them is accused, and no rate of them."""
    [one] = new_findings(behind(title, "单位：万元", "单位：元", tmp_path))
    place, cell, other = json.loads(one["places"])
    assert (place["form"], place["measure"], one["printed"], one["right"]) == (form, "unit", "元", "万元")
    assert (one["kind"], one["severity"], one["ground"]) == ("unit", "gross", "impossible")
    assert cell["form"] == form != other.get("form")
    assert "须以万元计" in one["sentence_zh"] and "in “万元” only" in one["sentence_en"]


@pytest.mark.parametrize(
    ("title", "form", "code", "instead", "said"),
    [
        ("支出决算表（分科目）", "expenditure_by_function", "2080505", "2085005", "其他各表这一名称的编码为2080505"),
        ("收入决算表（分科目）", "revenue_by_function", "2101103", "2110103", "其他各表这一名称的编码为2101103"),
        ("一般公共预算财政拨款支出决算表", "general_public_expenditure", "2210203", "2120203", "其他各表这一名称的编码为2210203"),
    ],
)
def test_wrong_code_of_a_row_is_one_finding(
    title: str, form: str, code: str, instead: str, said: str, tmp_path: Path
) -> None:
    """Sums and other forms that ask for the code accuse none of the numbers in its row."""
    [one] = new_findings(behind(title, code, instead, tmp_path))
    [place] = json.loads(one["places"])
    assert (place["form"], place["printed"], one["right"], one["kind"]) == (form, instead, code, "structure")
    assert said in one["sentence_zh"] and f"the other forms have {code}" in one["sentence_en"]


def test_code_that_no_other_form_tells_is_told_by_its_class(tmp_path: Path) -> None:
    """Every form prints the name beside the same wrong code: the class is not there."""
    text = SEED.read_text("utf-8").replace("2101103", "2110103")
    (tmp_path / "account.txt").write_text(text, "utf-8")
    found = [row for row in new_findings(load(tmp_path / "account.txt")) if row["kind"] == "structure" and not row["right"]]
    assert len(found) == 3
    assert all("2110103" in row["sentence_zh"] for row in found)


def test_what_an_emptied_form_contradicts_is_one_finding(tmp_path: Path) -> None:
    """The fund form has neither figures nor a word, and two summaries print money of the fund."""
    text = SEED.read_text("utf-8")
    text = text.replace("说明：本部门没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。", "")
    for row in ("二、政府性基金预算财政拨款收入 2 0.00", "二、政府性基金预算财政拨款 2 0.00"):
        assert row in text
        text = text.replace(row, row.replace("0.00", "5.00"))
    (tmp_path / "account.txt").write_text(text, "utf-8")
    found = [json.loads(row["statements"]) for row in new_findings(load(tmp_path / "account.txt"))]
    [told] = [statements for statements in found if any(one.startswith("A09.3") for one in statements)]
    assert {"A09.3 revenue_expenditure_summary gov_funds_revenue", "A09.3 appropriation_summary gov_funds_revenue"} <= set(told)


def test_sum_that_lacks_the_row_of_a_wrong_code_is_the_same_finding(tmp_path: Path) -> None:
    """2013750 written 2031750: the section lacks it, in two columns."""
    [one] = new_findings(behind("支出决算表（分科目）", "2013750", "2031750", tmp_path))
    assert (one["printed"], one["right"], one["kind"]) == ("2031750", "2013750", "structure")


CODED_TWICE = [
    ("支出决算表（分科目）", "2013750", "2013704", "事业运行", "其他各表这一名称的编码为2013750"),
    ("一般公共预算财政拨款支出决算表", "2101103", "2080505", "公务员医疗补助", "其他各表这一名称的编码为2101103"),
]


@pytest.mark.parametrize(("title", "code", "instead", "name", "said"), CODED_TWICE)
def test_code_of_another_row_is_one_finding(
    title: str, code: str, instead: str, name: str, said: str, tmp_path: Path
) -> None:
    """Neither the sums with a row too many nor the text about the row that has the code by right are accused."""
    [one] = new_findings(behind(title, code, instead, tmp_path))
    assert f"“{name}”的科目编码印作{instead}" in one["sentence_zh"] and said in one["sentence_zh"]


def test_row_printed_twice_is_one_finding(tmp_path: Path) -> None:
    title = "一般公共预算财政拨款支出决算表"
    first, rest = SEED.read_text("utf-8").split(f"2024 年度{title}", 1)
    [row, *_] = [line for line in rest.split("\n") if line.startswith("2101102 ")]
    (tmp_path / "account.txt").write_text(f"{first}2024 年度{title}" + rest.replace(row, f"{row}\n\n{row}", 1), "utf-8")
    [one] = new_findings(load(tmp_path / "account.txt"))
    assert (one["kind"], one["printed"]) == ("structure", "2101102")
    assert "表内另有一行也印着" in one["sentence_zh"] and "stands in another row of the form too" in one["sentence_en"]


def test_row_that_is_not_there_is_a_remark_and_accuses_no_sum(tmp_path: Path) -> None:
    """In the other columns of its section too, of which no other form prints the amounts."""
    title = "支出决算表（分科目）"
    first, rest = SEED.read_text("utf-8").split(f"2024 年度{title}", 1)
    row = "2013750 事业运行 219.25 219.25 0.00 0.00 0.00 0.00\n"
    assert row in rest
    rest = rest.replace(row, "", 1)
    (tmp_path / "account.txt").write_text(f"{first}2024 年度{title}{rest}", "utf-8")
    [one] = new_findings(load(tmp_path / "account.txt"))
    assert (one["ground"], one["kind"]) == ("omission", "no_row")
    assert "2013750" in one["sentence_zh"] and "2013750" in one["sentence_en"]


def test_class_with_the_name_of_another_is_one_finding_at_its_form(tmp_path: Path) -> None:
    """The form prints that name for its own class too; no sum of either class is accused."""
    text = SEED.read_text("utf-8").replace("十九、住房保障支出 50", "十九、教育支出 50", 1)
    (tmp_path / "account.txt").write_text(text, "utf-8")
    [one] = new_findings(load(tmp_path / "account.txt"))
    place = json.loads(one["places"])[0]
    assert (place["form"], one["kind"]) == ("revenue_expenditure_summary", "structure")
    assert "其他表为“住房保障支出”" in one["sentence_zh"]


@pytest.mark.parametrize("section", ["资产占有使用", "公务用车保有量"])
def test_assets_as_of_the_end_of_another_year_differ_though_the_right_day_stands_elsewhere(section: str, tmp_path: Path) -> None:
    text = SEED.read_text("utf-8")
    day = {"资产占有使用": "截至 2024 年 12 月 31 日，绍兴市", "公务用车保有量": "截至 2024 年\n\n12月 31日，财政拨款开支的公务用车保有量"}[section]
    assert text.count(day) == 1
    (tmp_path / "account.txt").write_text(text.replace(day, day.replace("2024", "2023")), "utf-8")
    [one] = new_findings(load(tmp_path / "account.txt"))
    assert (one["kind"], "2023年12月31日" in one["sentence_zh"]) == ("period", True)


@pytest.mark.parametrize("way", [1, -1])
def test_rows_moved_together_are_one_finding_where_no_other_form_prints_their_numbers(way: int, tmp_path: Path) -> None:
    """An account with money of its own beside the appropriation: only sums and upper limits tell."""
    path = tmp_path / "account.txt"
    path.write_text(write_text(lay_out(made_up_ledger(2611, grain_fen=1), Style(layout="mof", separators=True))), "utf-8")
    account = load(path)
    figures = account.figures.copy()
    own = figures[(figures["form"] == "expenditure_by_function") & figures["code"].notna()]
    rows = sorted(own["row"].unique())
    said = ["printed", "amount_fen", "state"]
    for row in rows[5:9]:
        for measure in own["measure"].unique():
            there, here = (own.index[(own["row"] == one) & (own["measure"] == measure)][0] for one in (rows[rows.index(row) - way], row))
            figures.loc[here, said] = own.loc[there, said]
    found = reconcile(replace(account, figures=figures)).findings
    assert list(found["kind"]) == ["shifted_rows"]
    places = json.loads(found["places"][0])
    assert {place["form"] for place in places} == {"expenditure_by_function"}


def test_code_that_stands_before_a_smaller_one_is_told_at_its_row(tmp_path: Path) -> None:
    """2013704 written 2013790: the next code does not ascend, and neither it nor what other forms ask is accused."""
    [one] = new_findings(behind("支出决算表（分科目）", "2013704", "2013790", tmp_path))
    assert (one["printed"], one["right"], one["kind"]) == ("2013790", "2013704", "structure")


def test_section_with_a_wrong_code_is_one_finding_with_the_items_below_it(tmp_path: Path) -> None:
    [one] = new_findings(behind("收入决算表（分科目）", "\n\n22102 ", "\n\n22120 ", tmp_path))
    assert (one["printed"], one["right"], one["kind"]) == ("22120", "22102", "structure")


def test_year_with_a_digit_lost_is_no_tenth_of_it(tmp_path: Path) -> None:
    text = SEED.read_text("utf-8")
    assert text.count("2024 年度一般公共预算财政拨款基本支出 ") == 1
    (tmp_path / "account.txt").write_text(text.replace("2024 年度一般公共预算财政拨款基本支出 ", "202 年度一般公共预算财政拨款基本支出 "), "utf-8")
    [one] = new_findings(load(tmp_path / "account.txt"))
    assert (one["kind"], one["cause"]) == ("period", "digit_lost")
