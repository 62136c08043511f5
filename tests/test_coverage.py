"""Coverage: every numeral of the prose is in a claim, explained by a reason, or left over."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import frames, specs
from budget_analysis.errors import SpecError
from budget_analysis.claims import coverage as module
from budget_analysis.claims.coverage import coverage, left_over, patterns
from tests.golden_claims import made_up_claims
from tests.known_documents import opened_once
from tests.seed_account import seed_account, seed_ledger

GOLDEN = Path(__file__).parent / "documents" / "yuecheng-bigdata-2024" / "non_claims.csv"
NOT_IN_PROSE = ("folio", "telephone")
"""Folios are no part of a paragraph; the telephone number is masked."""
BEFORE_THE_SUMMARY = 649
"""The line of the heading 三、…说明, which stands before the first section that is looked at."""


def block(text: str, section: str = "performance", is_heading: bool = False) -> pd.DataFrame:
    row = {
        "document_id": "d", "block": 1, "section": section, "heading": is_heading, "page": 7,
        "text": text, "places": "[[0, 7, 1, null, null, null, null]]",
    }  # fmt: skip
    return frames.build("blocks", [row])


def reasons(text: str, section: str = "performance") -> list[tuple[str, str | None]]:
    """Each numeral of a text with the reason that explains it, None where it is left over."""
    found = coverage(block(text, section), made_up_claims({}))
    return [
        (row["token"], None if pd.isna(row["covered_by"]) else row["covered_by"])
        for row in found.to_dict("records")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（十三）预算绩效情况说明", [("（十三）", "list_number")]),
        ("1.预算绩效管理", [("1", "list_number")]),
        ("（2）完成情况", [("2", "list_number")]),
        ("2、事业运行", [("2", "list_number")]),
        ("17．一般公共服务支出（类）", [("17", "list_number")]),
        ("①是否制定；②是否健全", [("①", "list_number"), ("②", "list_number")]),
        ("第三部分某局2024年度部门决算", [("第三", "list_number"), ("2024", None)]),
        ("一是提升利用水平；二是增强能力", [("一", "list_number"), ("二", "list_number")]),
        ("统一、规范的制度是单一是非", []),
        ("《关于开展2025年自评工作的通知》", [("2025", "document_title")]),
        ("（越财监督〔2025〕1号）文件", [("2025", "document_number"), ("1", "document_number")]),
        ("2025年3月12日", [("2025", "date"), ("3", "date"), ("12", "date")]),
        ("单位于2024年新成立", [("2024", "date")]),
        ("邮编312000", [("312000", "postal_code")]),
        ("联系电话0575-12345678", [("0575", "telephone"), ("12345678", "telephone")]),
        ("涂山东路88号", [("88", "address")]),
        ("301001-某中心（本级）", [("301001", "code")]),
        ("密钥b8362bc0d103", [("b8362bc0d103", "code")]),
        ("完成率=（实际/计划）×100%", [("100", "formula_text")]),
        ("单价100万元（含）以上设备", [("100", "unit_word")]),
        ("最后一期维保", [("一", "ordinal")]),
        ("平台一年维保", [("一", None)]),
        ("三公经费、第三方、一级指标、进一步、上一年度、一般", []),
        ("共1,234.50万元", [("1,234.50", None)]),
        ("项目2024.01.01～2024.12.31", [("2024.01.01", None), ("2024.12.31", None)]),
        ("增长13.95。", [("13.95", None)]),
        ("完成年初预算的92%", [("92", None)]),
        ("５０万元", [("５０", None)]),
    ],
)
def test_numerals_and_their_reasons(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert reasons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "高于90分（含）的为“优”，90～80分（含）为“良”，80～60分（含）为“中”，低于60分为“差”。",
        "90分（含）-100分为优，80分（含）-90分为良",
        "90分以上为“优”；60分以下（不含）为“差”",
    ],
)
def test_bounds_of_a_scale_are_no_claims(text: str) -> None:
    assert {reason for _, reason in reasons(text)} == {"grade_band"}


@pytest.mark.parametrize("text", ["得分95分，结论为优", "得分95分，为优", "综合得分95分结论为优", "项目评分86分。", "共90个，其中10个为优"])
def test_score_before_a_grade_is_no_bound(text: str) -> None:
    assert None in {reason for _, reason in reasons(text)}


def test_rows_of_the_project_list_are_numbers_only_there() -> None:
    assert reasons("自评结论1某中心运维项目优2某中心云项目良", "self_evaluation") == [
        ("1", "list_number"),
        ("2", "list_number"),
    ]
    assert reasons("评级为优2某中心", "performance") == [("2", None)]


def test_claim_covers_its_own_number_only() -> None:
    text = "单价120万元，共有车辆3辆，其中3辆为公务用车"
    claims = made_up_claims(
        {
            "c1": {"block": 1, "kind": "count", "printed": "3", "start": 8, "end": 14, "quote": text[8:14]},
            "c2": {"block": 2, "kind": "count", "printed": "120", "start": 0, "end": 9, "quote": "x"},
        }
    )  # fmt: skip
    found = coverage(block(text), claims)
    assert found["token"].tolist() == ["120", "3", "3"]
    assert found["covered_by"].fillna("").tolist() == ["", "c1", ""]
    assert left_over(found)["token"].tolist() == ["120", "3"]


def test_claim_comes_before_a_reason() -> None:
    claims = made_up_claims({"c1": {"block": 1, "printed": "2024年12月6日", "start": 0, "end": 10}})
    found = coverage(block("2024年12月6日，组织验收"), claims)
    assert set(found["covered_by"]) == {"c1"}


def test_claim_whose_print_is_not_in_its_span_covers_nothing() -> None:
    claims = made_up_claims({"c1": {"block": 1, "printed": "7.50", "start": 0, "end": 6}})
    assert coverage(block("共有8.50万元"), claims)["covered_by"].isna().all()


def test_frame_has_its_columns_and_types_also_when_empty() -> None:
    for blocks in (block("没有数字"), block("1.有数字")):
        found = coverage(blocks, made_up_claims({}))
        assert list(found.columns) == list(frames.columns("coverage"))
        types = {str(name): str(kind) for name, kind in found.dtypes.items()}
        assert types == frames.columns("coverage")
    assert coverage(block("1.有数字"), made_up_claims({}))["page"].tolist() == [7]


@pytest.mark.parametrize("section", ["front", "overview", "duties", "units", "forms", "narrative"])
def test_what_stands_before_the_summary_is_left_aside(section: str) -> None:
    assert coverage(block("15分钟生活圈", section), made_up_claims({})).empty


def test_parts_of_sections_and_headings_are_looked_at() -> None:
    assert len(coverage(block("共3辆", "three_public.detail"), made_up_claims({}))) == 1
    heading = block("（一）2024年度自评结果", "self_evaluation", is_heading=True)
    assert left_over(coverage(heading, made_up_claims({})))["token"].tolist() == ["2024"]


def test_every_pattern_gives_a_reason_and_says_why() -> None:
    known = {
        "date", "list_number", "address", "postal_code", "telephone", "code", "document_title",
        "document_number", "unit_word", "grade_band", "formula_text", "ordinal",
    }  # fmt: skip
    assert {pattern.reason for pattern in patterns()} == known
    assert all(entry["why"] for entry in specs.load("non_claims.toml")["pattern"])


@pytest.mark.parametrize(
    "entry",
    [
        {"reason": "date", "regex": "1"},
        {"reason": "date", "why": "w", "regex": "("},
        {"reason": "date", "why": "w", "regex": "1", "part": "footer"},
    ],
)
def test_pattern_that_makes_no_sense_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match=r"non_claims\.toml"):
        module._pattern(entry)


def test_pattern_may_speak_of_headings_only() -> None:
    entry = {"reason": "date", "why": "w", "regex": r"\d+", "part": "heading"}
    pattern = module._pattern(entry)
    assert list(pattern.spans("12", "performance", is_heading=True)) == [(0, 2)]
    assert not list(pattern.spans("12", "performance", is_heading=False))


# --- the seed, beside what was read by hand --------------------------------------------------------


def bare(token: str) -> str:
    return re.sub(r"[（()）、是期]", "", token)


def seed_coverage() -> pd.DataFrame:
    """The coverage of the seed with the printed line of each numeral."""
    found = seed_ledger().coverage
    places = {
        row["block"]: json.loads(row["places"]) for row in seed_account().blocks.to_dict("records")
    }
    found["line"] = [
        [place[2] for place in places[row["block"]] if place[0] <= row["start"]][-1]
        for row in found.to_dict("records")
    ]
    return found


def test_non_claims_of_the_seed_are_those_read_by_hand() -> None:
    found = seed_coverage()
    claims = set(seed_ledger().claims["claim_id"])
    explained = found[found["covered_by"].notna() & ~found["covered_by"].isin(claims)]
    seen = Counter(
        (row["line"], bare(row["token"]), row["covered_by"]) for row in explained.to_dict("records")
    )
    golden = pd.read_csv(GOLDEN, dtype=str)
    golden = golden[~golden["reason"].isin(NOT_IN_PROSE)]
    expected = Counter(
        (int(row["line"]), bare(row["token"]), row["reason"])
        for row in golden.to_dict("records")
        if int(row["line"]) != BEFORE_THE_SUMMARY
    )
    assert not expected - seen
    assert not seen - expected


def test_nothing_of_the_seed_is_left() -> None:
    left = left_over(seed_ledger().coverage)
    assert left.empty, left


@pytest.mark.parametrize("name", ["shgzb", "ghj"])
def test_nothing_of_other_accounts_is_left(shared_dir: Path, name: str) -> None:
    _, ledger = opened_once(shared_dir / "documents" / f"{name}.pdf")
    left = left_over(ledger.coverage)
    assert left.empty, left
    assert len(ledger.coverage) > 150
