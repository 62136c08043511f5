"""Evidence of findings: the places and numbers that a page shows are those that the sentence speaks of."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from budget_analysis.readers.pdf import Letter
from budget_analysis.site import leading
from budget_analysis.site.evidence import Evidence
from budget_analysis.site.placed_cells import cell_with
from budget_analysis.site.places import Places
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
