"""Evidence of findings: the places and numbers that a page shows are those that the sentence speaks of."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from budget_analysis.checks.operands import equated, missing
from budget_analysis.frames import operand_names
from budget_analysis.findings.naming import gloss_of
from budget_analysis.frames import text
from budget_analysis.readers.pdf import Letter
from budget_analysis.site import leading
from budget_analysis.site.evidence import Evidence
from budget_analysis.site.placed_cells import cell_with
from budget_analysis.site.places import Places
from budget_analysis.site.published import _pieces
from budget_analysis.site.righting import right_told
from budget_analysis.site.stand_ins import recomputed, stand_ins
from tests.seed_account import seed_account, seed_ledger

Row = dict[str, Any]


@cache
def seed_evidence() -> Evidence:
    account, ledger = seed_account(), seed_ledger()
    found = {**{name: getattr(account, name) for name in ("documents", "files", "forms", "figures", "blocks")}, **ledger.frames()}
    return Evidence(found, Places(account.blocks, {}))


def test_share_is_told_with_the_amounts_of_its_paragraph_where_the_form_has_other_rows() -> None:
    """1493.32 ÷ 24535.67 in the sentence; the cells of the shifted form have 44.54 and 1,700.57."""
    claims: list[Row] = [
        {"claim_id": "c1", "block": 6, "formula": "100*a/b", "operands": '["x/208", "x/total"]', "printed": "6.08", "unit": "%", "verdict": "differs"},
        {"claim_id": "c2", "block": 6, "formula": "= x/208", "operands": '["x/208"]', "printed": "1493.32", "unit": "万元", "verdict": "differs"},
        {"claim_id": "c3", "block": 6, "formula": "= x/total", "operands": '["x/total"]', "printed": "24535.67", "unit": "万元", "verdict": "differs"},
        {"claim_id": "c4", "block": 7, "formula": "= x/total", "operands": '["x/total"]', "printed": "24535.67", "unit": "万元", "verdict": "differs"},
    ]
    finding = {"places": '[{"claim": "c1"}]', "sentence_zh": "“占6.08%”：1493.32 ÷ 24,535.67 ≈ 6.0863%，印作6.08%。"}
    assert stand_ins([finding], claims) == {"c1": {"x/208": "c2", "x/total": "c3"}}
    assert stand_ins([finding | {"sentence_zh": "44.54 ÷ 1700.57"}], claims) == {}
    assert recomputed(claims[1], claims[2]) == ("6.086301", "6.086344")
    assert recomputed(claims[0], {}) is None


def test_finding_about_names_in_a_list_has_the_cell_of_each() -> None:
    evidence = seed_evidence()
    listed = [row for row in evidence.claims if row["kind"] == "list" and row["formula"] == "a > 0"][:3]
    finding = {"kind": "list", "statements": json.dumps([row["claim_id"] for row in listed]), "places": json.dumps([{"claim": row["claim_id"], "block": row["block"], "start": row["start"], "end": row["end"]} for row in listed]), "sentence_zh": ""}  # fmt: skip
    cells = [place["row"] for place in leading.operands_of(finding, evidence) if "row" in place]
    assert len(cells) == len(listed) == 3
    assert leading.formulas_of(finding, evidence, "zh") == []


def test_finding_about_a_name_has_the_row_that_prints_the_right_one() -> None:
    """Not the amount of the item: the name of the section above it, which the sentence calls right."""
    evidence = seed_evidence()
    form = "general_public_expenditure"
    item, section = (next(row for row in evidence.figures if row["form"] == form and row["code"] == code) for code in ("2210201", "22102"))
    claim = {"claim_id": "cname", "printed": "住房保障支出(类)住房保障支出(款)住房公积金(项)", "operands": json.dumps([item["figure_id"]])}
    finding = {"kind": "name", "statements": '["cname"]', "places": "[]", "printed": "住房保障支出", "right": section["label"], "sentence_zh": ""}
    evidence.by_claim["cname"] = claim
    try:
        [place] = leading.operands_of(finding, evidence)
    finally:
        del evidence.by_claim["cname"]
    assert (place["row"], place["printed"], place.get("unit")) == ("22102", section["label"], None)
    told = leading.place_told(place, "zh")
    assert told.endswith(f"22102 {section['label']}") and str(item["printed"]) not in told
    assert "“" in leading.place_told(place, "en") or "22102" in leading.place_told(place, "en")


def test_name_of_a_row_is_found_left_of_its_numbers_over_two_lines() -> None:
    def line(words: str, x: float, y: float) -> list[Letter]:
        return [Letter(word, x + 10 * at, y, x + 10 * at + 9, y + 9) for at, word in enumerate(words)]

    letters = {3: [*line("22102", 60, 106), *line("住房改", 120, 101), *line("革支出", 120, 112), *line("461.08", 300, 106), *line("住房", 120, 140)]}
    places = Places(seed_account().blocks, letters)
    assert places.of_name("住房改革支出", 3, 290, 100, 124) == [[3, 120.0, 101.0, 149.0, 121.0]]
    assert places.of_name("住房公积金", 3, 290, 100, 124) == []


def test_name_of_a_row_of_a_sheet_is_its_cell() -> None:
    sheets = [[1, "支出", [[7, [[1, "22102", 1], [2, "住房 改革支出", 1], [28, "461.08", 1]]]]]]
    assert cell_with(sheets, 1, "支出!AB7", "住房改革支出") == "支出!B7"
    assert cell_with(sheets, 2, "支出!AB7", "住房改革支出") == ""


def test_what_would_be_right_is_told_with_the_digits_of_the_print() -> None:
    def told(sentence: str, right: str, unit: str = "%") -> str:
        return right_told({"sentence_zh": sentence, "right": right, "unit": unit}, "zh")

    assert told("99.00 ÷ 99.90 ≈ 99.1%，印作100%。", "99") == "按所印的位数，应为 99%"
    assert told("74.93 ÷ 77.5 ≈ 96.68%，印作100%。", "97") == "按所印的位数，应为 97%"
    assert told("1 ÷ 4 = 25%，印作26%。", "25") == "应为 25%"
    assert told("为0万元。", "0.00", "万元") == "应为 0万元"
    assert told("写作“司法”。", "其他公共安全支出", "") == "应为 其他公共安全支出"
    assert told("不能断定。", "") == ""


def test_right_numbers_of_several_columns_say_which_column_each_is() -> None:
    """One total printed 0 in three columns: not as if one of them were 366."""

    def claim(name: str, measure: str, due: str, kind: str = "sum") -> Row:
        return {"claim_id": name, "measure": f"total/{measure}", "kind": kind, "verdict": "differs", "low": str(float(due) - 0.5), "high": str(float(due) + 0.5)}

    class Told:
        by_claim = {row["claim_id"]: row for row in (claim("a1", "budget", "36"), claim("a2", "adjusted_budget", "35"), claim("a3", "budget", "36"), claim("a4", "adjusted_budget", "36"), claim("a5", "actual", "12", "amount"))}

    def told(names: list[str], language: str = "zh", **more: Any) -> str:
        finding = {"sentence_zh": "印作0", "sentence_en": "printed 0", "right": "36", "unit": "万元", "places": json.dumps([{"claim": name} for name in names])}
        return right_told(finding | more, language, Told())  # type: ignore[arg-type]

    assert told(["a1", "a2"]) == "应为 年初预算数 36万元；调整预算数 35万元"
    assert told(["a1", "a2"], "en").startswith("Would be right: approved budget 36")
    assert told(["a1"]) == told(["a1", "a3"]) == told(["a1", "a4"]) == told(["a1", "a5"]) == "应为 36万元"
    other = [{"claim": "a5", "quote": "其中36", "printed": "36", "unit": "万元", "right": "0"}]
    assert told(["a1"], alternatives=json.dumps(other)) == "应为 36万元；或者“其中36”（决算数）应为 0万元"
    del other[0]["right"]
    assert told(["a1"], "en", alternatives=json.dumps(other)) == "Would be right: 36 (10,000 yuan); or else “其中36” (final figure) is another number"


def test_prints_of_one_quote_say_what_each_is_of() -> None:
    evidence = seed_evidence()
    finding = next(one for one in evidence.findings if one["page"] == 30)
    told = leading.finding_told(finding, evidence, "zh")
    names = [place["words"] for place in told["places"] if not place.get("operand")]
    assert [name.rpartition("(")[2] for name in names] == ["年初预算数)", "全年预算数)", "全年执行数)"] or len(set(names)) == 3
    assert told["grade"] == "重大" and told["right"]
    assert {place.get("operand") for place in told["places"]} == {None, 1}


def test_formula_names_every_letter_and_every_print() -> None:
    assert equated("= x/a ; = y/b", ["5.69", "5.70"], "5.69万元") == "5.69万元 = 5.69 = 5.70"
    assert equated("= x/a", ["5.69"], "5.69") == equated("= labels of the figures", ["1", "2"], "3") == ""
    assert missing("100*a/b", ["0.00"]) == 1 and missing("a+b", ["1", "2"]) == missing("this >= t", ["5"]) == 0
    claim = next(row for row in seed_evidence().claims if row["verdict"] == "undefined" and text(row["formula"]) == "100*a/b" and len(operand_names(row)) == 1)
    told = seed_evidence().claim(claim, "zh")
    assert told["named"].startswith("100 × [文中未印的数] ÷ [") and told["numbers"].startswith("100 × 未印 ÷ 0.00"), "the whole is what is named"
    assert missing("number of names", ["1"]) == missing("within a", ["1"]) == missing("0 where a = 0", ["1"]) == 0


def test_statement_in_a_formula_is_called_by_its_name_in_english() -> None:
    """Also where it prints a word, which is no printed number."""
    evidence = seed_evidence()
    claim = next(row for row in evidence.claims if text(row["formula"]) == "this = t")
    zh, en = (evidence.claim(claim, language)["named"] for language in ("zh", "en"))
    assert zh.startswith("[本句所印] = [") and en.startswith(f"[this statement: {claim['quote'][:4]}") and "printed number" not in en


def test_totals_of_both_halves_of_a_form_are_told_apart() -> None:
    evidence = seed_evidence()
    rows = {row["role"]: row["figure_id"] for row in evidence.figures if row["form"] == "revenue_expenditure_summary"}
    for language, expected in (("zh", ("[收入总计]", "[支出总计]")), ("en", ("[total sources]", "[total uses]"))):
        assert tuple(evidence.name_of(rows[f"grand_total_{half}"], language) for half in ("revenue", "expenditure")) == expected


def test_lines_of_a_page_are_those_between_which_it_may_be_cut() -> None:
    letters = {1: [Letter("甲", 50, 100, 60, 110), Letter("乙", 60, 102, 70, 112), Letter("丙", 50, 111, 60, 121), Letter(" ", 5, 300, 9, 310)]}
    places = Places(seed_account().blocks, letters)
    assert places.lines_of(1) == [101, 111, 112, 120] and places.margin_of(1) == 50
    assert places.lines_of(2) == [] and places.margin_of(2) is None


def test_what_differs_because_of_a_finding_elsewhere_looks_otherwise() -> None:
    claims: list[Row] = [{"claim_id": name, "start": at, "end": at + 1, "verdict": "differs"} for at, name in enumerate(("c1", "c2"))]
    pieces = list(_pieces("甲乙", claims, {"c1": "ordinary"}, {"c1": ["s1"], "c2": ["s2"]}, {}))
    assert [(one.verdict, one.severity) for one in pieces] == [("differs", "ordinary"), ("elsewhere", "")]


def test_change_that_is_recorded_only_is_no_total() -> None:
    row = {"row": "grand_total_revenue", "kind": "datum", "subject": "revenue_expenditure_summary/grand_total_revenue/change ; x/y/change"}
    assert gloss_of(row) == "change of total sources"
    assert gloss_of({**row, "subject": "revenue_expenditure_summary/grand_total_revenue/amount"}) == "total sources"
