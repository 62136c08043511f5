"""Findings of the text alone: words of direction, rates with their causes, sums with their result."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest

from budget_analysis import frames, load, reconcile
from budget_analysis.findings.omissions import _without_unit
from budget_analysis.findings.remarks import Material
from budget_analysis.frames import text
from budget_analysis.identifiers import Identifiers
from tests.seed_account import seed_ledger, write_with_slip
from tests.small_account import small_account

Finding = dict[str, Any]


def found_in(folder: Path, *paragraphs: str) -> list[Finding]:
    """The findings of a page of prose; every statement that differs is explained by one."""
    page = folder / "page.txt"
    page.write_text("\n\n".join(["某某县水利局2023年度部门决算情况说明", *paragraphs]) + "\n", encoding="utf-8")
    ledger = reconcile(load(page))
    differing = set(ledger.claims.loc[ledger.claims["verdict"] == "differs", "claim_id"])
    told = [name for one in ledger.findings["statements"] for name in json.loads(one)]
    assert differing <= set(told)
    return [{str(key): value for key, value in row.items()} for row in ledger.findings.to_dict("records")]


def quotes(finding: Finding, column: str = "places") -> list[str]:
    return [place.get("quote", "") for place in json.loads(finding[column])]


SUMMARY = "二、支出决算情况说明"


def test_word_of_the_change_is_wrong_where_the_rate_fits_the_other_way(tmp_path: Path) -> None:
    [one] = found_in(tmp_path, SUMMARY, "2023年度支出合计1500.00万元，与2022年度相比，支出增加300.00万元，下降16.67%。")
    assert (one["kind"], one["severity"], one["right"]) == ("direction", "gross", "减少")
    assert quotes(one) == ["支出增加300.00万元", "下降16.67%"]
    assert json.loads(one["alternatives"]) == []


def test_word_of_the_rate_is_wrong_where_its_number_fits_the_change(tmp_path: Path) -> None:
    [one] = found_in(tmp_path, SUMMARY, "2023年度支出合计1500.00万元，与2022年度相比，支出增加300.00万元，下降25.00%。")
    assert one["right"] == "增加"
    assert quotes(one)[0] == "下降25.00%"


def test_of_two_words_neither_is_accused_where_the_rate_fits_both_ways(tmp_path: Path) -> None:
    [one] = found_in(tmp_path, SUMMARY, "2023年度支出合计1500.00万元，与2022年度相比，支出增加0.15万元，下降0.01%。")
    assert text(one["right"]) == ""
    assert {*quotes(one), *quotes(one, "alternatives")} == {"支出增加0.15万元", "下降0.01%"}


def test_change_that_fits_turned_round_is_a_wrong_word_and_names_no_other_number(tmp_path: Path) -> None:
    sentence = "2023年度机关运行经费支出274.19万元，比年初预算数296.40万元增加22.21万元。"
    [one] = found_in(tmp_path, "九、机关运行经费支出说明", sentence)
    assert (one["kind"], one["right"], one["alternatives"]) == ("direction", "减少", "[]")
    assert "296.40 − 274.19 = 22.21" in one["sentence_zh"]


RATES = [
    ("与2022年度相比，支出增加300.00万元，增长20.00%。", "other_base", "300 ÷ 1500 = 20%"),
    ("与2022年度相比，支出增加300.00万元，增长52.00%。", "digits_swapped", "25.00 → 52.00"),
]


@pytest.mark.parametrize(("sentence", "cause", "proof"), RATES)
def test_rate_has_its_cause_with_the_arithmetic(tmp_path: Path, sentence: str, cause: str, proof: str) -> None:
    [one] = found_in(tmp_path, SUMMARY, f"2023年度支出合计1500.00万元，{sentence}")
    assert (one["cause"], one["cause_proof"]) == (cause, proof)


def test_completion_turned_over_has_its_cause(tmp_path: Path) -> None:
    sentence = "公务接待费支出年初预算为40.00万元，支出决算为35.00万元，完成年初预算的114.29%。"
    [one] = found_in(tmp_path, "八、财政拨款“三公”经费支出决算情况说明", sentence)
    assert (one["cause"], one["cause_proof"]) == ("turned_over", "40 ÷ 35 = 114.29%")


def test_shares_are_told_with_their_sum(tmp_path: Path) -> None:
    sentence = "2023年度支出合计（总额见表），其中：基本支出占62.35%，项目支出占47.65%。"
    found = found_in(tmp_path, SUMMARY, sentence)
    assert all("110.00%" in one["sentence_zh"] for one in found if one["kind"] == "sum")


def test_part_above_its_whole_names_both(tmp_path: Path) -> None:
    sentence = "授予中小企业合同金额176.55万元，其中：授予小微企业合同金额191.20万元。"
    [one] = found_in(tmp_path, "十、政府采购支出说明", f"2023年度政府采购支出总额300.00万元。{sentence}")
    assert "191.20" in one["sentence_zh"] and "授予中小企业合同金额176.55万元" in one["sentence_zh"]
    assert "more than the whole of which it is a part" in one["sentence_en"]


def test_number_printed_twice_more_is_not_named_instead(tmp_path: Path) -> None:
    sentence = "2023年度支出合计1500.00万元，其中：基本支出1200.00万元，占81.00%。"
    found = found_in(tmp_path, SUMMARY, sentence, "全年基本支出共计1200.00万元。", "基本支出1200.00万元用于保障运转。")
    assert found
    assert not any("1200.00" in quote for one in found for quote in quotes(one, "alternatives"))


def test_of_two_prints_of_one_budget_neither_is_accused_where_the_text_has_both(seed_findings: list[Finding]) -> None:
    """99.90 thrice, 99 twice: one finding, its side open."""
    [budget] = [one for one in seed_findings if one["page"] == 42]
    assert pd.isna(budget["right"]) and pd.isna(budget["printed"])
    printed = [place["printed"] for place in json.loads(budget["places"])]
    assert printed == ["99.90", "99.90", "99.9", "99.00", "99"]
    assert "凭所印不能断定" in budget["sentence_zh"]


@pytest.fixture
def seed_findings() -> list[Finding]:
    return [{str(key): value for key, value in row.items()} for row in seed_ledger().findings.to_dict("records")]


def test_heading_with_another_year_differs_where_sentences_tell_the_year(tmp_path: Path) -> None:
    told = [f"2023年度{name}决算1{n}.00万元。" for n, name in enumerate(("公务接待费支出", "培训费", "会议费"))]
    found = found_in(tmp_path, "第二部分 某某县水利局2024年度部门决算情况说明", SUMMARY,
                     "2023年度支出合计1500.00万元。", "2023年度收入合计1500.00万元。", *told)  # fmt: skip
    assert [(one["kind"], one["printed"], one["right"]) for one in found] == [("period", "2024", "2023")]


def test_amount_without_a_unit_is_an_omission(tmp_path: Path) -> None:
    [one] = found_in(tmp_path, SUMMARY, "2023年度支出合计1500.00，其中：基本支出1200.00万元，项目支出300.00万元。")
    assert (one["ground"], one["kind"]) == ("omission", "no_unit")
    assert json.loads(one["places"])[0]["printed"] == "1500.00"


@pytest.mark.parametrize(("line", "count"), [(7, 0), (8, 1)])
def test_where_a_line_is_cut_off_no_unit_is_missing(line: int, count: int) -> None:
    """The edge of a page cuts the line: 年初预算为5604955.86 | 元 may go on beyond it."""
    told = "2023年度支出合计1500.00"
    blocks = frames.build("blocks", [{"block": 0, "section": "expenditure", "text": told, "heading": False, "places": "[[0, 3, 7]]"}])
    problem = {"page": 3, "place": f"line {line}, box 1 2 3 4", "kind": "doubtful", "message": ""}
    material = Material(cast(Any, None), (), frames.build("checks", []), frames.build("claims", []), {}, blocks=blocks, problems=frames.build("problems", [problem]))
    assert len(list(_without_unit(material, Identifiers("s")))) == count


def test_unit_that_is_told_for_a_section_holds_for_its_amounts(tmp_path: Path) -> None:
    told = "金额单位：万元。2023年度支出合计1500.00，其中：基本支出1200.00万元，项目支出300.00万元。"
    assert found_in(tmp_path, SUMMARY, told) == []


@pytest.mark.parametrize(("change", "expected"), [("20.06", []), ("10.06", ["sum"])])
def test_changes_of_the_parts_are_held_against_that_of_the_whole_also_beside_a_form(
    tmp_path: Path, change: str, expected: list[str]
) -> None:
    page = small_account(tmp_path / "account.txt")
    told = (
        "\f八、财政拨款“三公”经费支出决算情况说明\n\n2024年度“三公”经费支出决算5.69万元，比2023年度减少19.66万元，其中："
        f"因公出国（境）费支出增加0.40万元；公务用车购置及运行维护费支出减少{change}万元；公务接待费支出与2023年度持平。\n"
    )
    page.write_text(page.read_text(encoding="utf-8") + told, encoding="utf-8")
    found = reconcile(load(page)).findings.to_dict("records")
    assert [one["kind"] for one in found if one["ground"] == "impossible"] == expected


def test_part_above_its_whole_accuses_the_part_and_not_the_total(tmp_path: Path) -> None:
    """0 + 9.99 + 1.84 = 11.83 holds; 15.03 of 9.99 does not, and the total need not be told of it again."""
    path = tmp_path / "a.txt"
    path.write_text(
        "云溪县公共资源交易中心2020年度部门决算\n九、“三公”经费支出决算情况\n2020年度“三公”经费支出决算11.83万元。其中：\n"
        "1.因公出国（境）费用支出0万元。\n2.公务用车购置及运行维护费支出9.99万元，其中：公务用车运行维护费支出15.03万元。\n"
        "3.公务接待费支出1.84万元。\n",
        encoding="utf-8",
    )
    claims = reconcile(load(path)).claims
    verdicts = claims.dropna(subset=["verdict"]).set_index(["printed", "kind"])["verdict"]
    assert verdicts["11.83", "sum"] == "equal"
    assert verdicts["15.03", "nesting"] == "differs"


@pytest.mark.parametrize(("change", "expected"), [("33.66", []), ("53.66", ["change"])])
def test_changes_told_in_paragraphs_of_their_own_add_up(tmp_path: Path, change: str, expected: list[str]) -> None:
    """持平 is a change of nothing; of the two changes that contradict each other both are named."""
    page = small_account(tmp_path / "account.txt", total="0.00", none="180.01")
    text = page.read_text(encoding="utf-8").replace("支出合计 0.00 0.00", "支出合计 180.01 180.01")
    text = text.replace("（1）公务用车购置费 180.01 180.01", "（1）公务用车购置费 0.00 0.00").replace("公务接待费 180.01 180.01", "公务接待费 0.00 0.00")
    told = (
        f"\f八、财政拨款“三公”经费支出决算情况说明\n\n2024年度“三公”经费财政拨款支出决算为180.01万元，比2023年度减少{change}万元。\n"
        "（1）因公出国（境）费支出决算为0.00万元，与2023年度相比持平。\n"
        "（2）公务用车购置及运行维护费支出决算为180.01万元，与2023年度相比减少33.66万元，下降15.75%。\n"
        "（3）公务接待费支出决算为0.00万元，与2023年度相比持平。\n"
    )
    page.write_text(text + told, encoding="utf-8")
    found = [one for one in reconcile(load(page)).findings.to_dict("records") if one["ground"] == "impossible"]
    assert [one["kind"] for one in found] == expected
    assert all("33.66" in one["sentence_zh"] and "53.66" in one["sentence_zh"] for one in found)


def test_of_two_units_each_number_is_told_in_its_own(tmp_path: Path) -> None:
    page = small_account(tmp_path / "account.txt", total="569.31")
    told = "\f八、财政拨款“三公”经费支出决算情况说明\n\n2024年度“三公”经费财政拨款支出决算为569.31元。\n"
    page.write_text(page.read_text(encoding="utf-8") + told, encoding="utf-8")
    [one] = [row for row in reconcile(load(page)).findings.to_dict("records") if row["ground"] == "impossible"]
    assert one["cause"] == "part_10000" and one["sentence_zh"].endswith("为569.31万元。")
    assert "569.31 (10,000 yuan; 5.69 million yuan)" in one["sentence_en"]


@pytest.mark.parametrize(
    ("said", "way", "formula"),
    [
        ("支出减少250.00万元，下降20.83%", "增加", "250.00 ÷ (1450.00 − 250.00) ≈ 20.83%"),
        ("支出增加250.00万元，增长14.71%", "减少", "250.00 ÷ (1450.00 + 250.00) ≈ 14.71%"),
    ],
)
def test_two_words_that_both_go_the_wrong_way_are_one_finding(said: str, way: str, formula: str, tmp_path: Path) -> None:
    """The rate is to the last digit that of the other direction: neither number is accused."""
    [one] = found_in(tmp_path, SUMMARY, f"2023年度支出合计1450.00万元，与2022年度相比，{said}。")
    assert (one["kind"], one["severity"], one["right"]) == ("direction", "gross", way)
    assert formula in one["sentence_zh"]
    assert quotes(one) == [said.partition("，")[2], said.partition("，")[0]]


@pytest.mark.parametrize("said", ["支出减少250.00万元，下降20.73%", "支出减少250.00万元，下降21%", "支出增加250.00万元，增长20.83%"])
def test_words_are_accused_only_where_the_rate_tells_so(said: str, tmp_path: Path) -> None:
    """A rate of two digits, or one that fits neither way, is a wrong rate; one that fits is none."""
    found = found_in(tmp_path, SUMMARY, f"2023年度支出合计1450.00万元，与2022年度相比，{said}。")
    assert [one["kind"] for one in found] == ([] if "增加" in said else ["rate"])


def test_a_part_of_the_year_before_that_exceeds_its_whole_is_told_in_the_unit_of_the_print(tmp_path: Path) -> None:
    """The statement prints no number of its own: it was told in fen without a unit."""
    end = "，主要原因是人员及项目经费调整。\n\n财政拨款支出年初"
    path = write_with_slip(
        tmp_path / "seed.txt", f"各增加 322.56万元，增长\n\n17.10%{end}", f"各减少 222.56万元，下降\n\n9.15%{end}"
    )
    findings = reconcile(load(path)).findings
    [told] = [sentence for sentence in findings["sentence_zh"] if "222.56" in sentence]
    assert "2,209.05 + 222.56 + 322.56 = 2754.17万元，大于其整体2,209.05万元" in told
