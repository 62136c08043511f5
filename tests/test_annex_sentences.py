"""Rates, sums and scores of the prose of performance: held against the numbers beside them."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from test_annex_claims import P, claims, funds, item, projects

from budget_analysis import specs

EXAMPLES = specs.load("annex_claims.toml")["examples"]


def verdict_of(found: pd.DataFrame, printed: str) -> str:
    """The verdict of the derived statement about a number."""
    rows = found[(found["printed"] == printed) & (found["kind"] != "datum")]
    return "" if rows.empty else str(rows["verdict"].iloc[-1])


@pytest.mark.parametrize("example", [*EXAMPLES["rates"], *EXAMPLES["sums"]], ids=lambda one: one["text"])
def test_a_number_follows_from_those_beside_it(example: dict[str, str]) -> None:
    text, printed, slip = example["text"], example["number"], example["slip"]
    head, _, tail = text.partition(printed) if example in EXAMPLES["sums"] else text.rpartition(printed)
    true, false = claims(text), claims(f"{head}{slip}{tail}")
    assert verdict_of(true, printed) == "equal", true[["kind", "printed", "verdict", "note"]].to_string()
    assert verdict_of(false, slip) == "differs", false[["kind", "printed", "verdict", "note"]].to_string()
    assert "differs" not in set(true["verdict"].dropna())


COUNTED = specs.load("annex_claims.toml")["counted_rate"]


@pytest.mark.parametrize("kind", COUNTED, ids=[kind["rate"][0] for kind in COUNTED])
def test_examples_of_counted_rates(kind: dict[str, Any]) -> None:
    for name, expected in (("holds", "equal"), ("differs", "differs")):
        assert verdict_of(claims(kind[name]["text"]), kind[name]["number"]) == expected
    assert "completion" not in set(claims(kind["silent"])["kind"])


@pytest.mark.parametrize("text", EXAMPLES["silent"])
def test_what_does_not_follow_is_no_contradiction(text: str) -> None:
    found = claims(text)
    assert "differs" not in set(found["verdict"].dropna()), found[["kind", "printed", "verdict", "operands"]].to_string()


def test_a_table_of_the_project_is_a_better_witness_than_its_sentence() -> None:
    money = funds(P, ("total", {"budget": "50.00", "adjusted_budget": "40.00", "actual": "30.00"}))
    text = f"{P}绩效自评综述：项目全年预算数为40.00万元，执行数为30.00万元，完成预算的75.00%。"
    found = claims(text, funds=money, projects=projects((P, "优")))
    rate = found[found["kind"] == "completion"]
    assert list(rate["verdict"]) == ["equal"]
    of_prose = set(found[found["block"].notna()]["claim_id"])
    assert set(rate["claim_id"]) <= of_prose
    assert of_prose.isdisjoint(json.loads(rate["operands"].iloc[0]))


def test_each_number_has_one_statement_where_the_engine_judges_it() -> None:
    found = claims("办公设备购置预算30.00万元，实际支付24.63万元，执行率82.10%。")
    assert found["claim_id"].is_unique
    assert list(found["printed"]) == ["30.00", "24.63", "82.10"]
    rate = found.iloc[-1]
    assert rate["subject"] == "performance/办公设备购置/completion"
    assert rate["operands"] == f'["{found["claim_id"][1]}", "{found["claim_id"][0]}"]'


def test_a_rate_that_is_not_read_for_certain_never_differs() -> None:
    text = "办公设备购置预算30.00万元，实际支付24.63万元，按新办法折算执行率{}%。"
    confirmed, suspect = (claims(text.format(rate)).iloc[-1] for rate in ("82.10", "85.10"))
    assert (confirmed["verdict"], confirmed["reading"]) == ("equal", "confirmed")
    assert (suspect["verdict"], suspect["reading"]) == ("unchecked", "suspect")


def test_text_cells_of_a_project_are_read_like_its_prose() -> None:
    text = "预算40.00万元，实际支付30.00万元，使用率80.00%"
    found = claims(report_items=[item("deviation_reasons", text, part="text")])
    assert verdict_of(found, "80.00") == "differs"
    rate = found[found["kind"] == "completion"].iloc[0]
    assert rate["subject"] == f"self_evaluation/{P}/completion"


def test_a_project_whose_name_begins_with_a_year_is_known_by_it() -> None:
    name = "2024年校园安全改造"
    found = claims(f"{name}预算20.00万元，实际支出18.00万元，执行率95.00%。", projects=projects((name, "优")))
    assert verdict_of(found, "95.00") == "differs"
    rate = found[found["kind"] == "completion"].iloc[0]
    assert rate["subject"] == f"performance/{name}/completion"
    assert "2024" not in set(found["printed"])


def test_a_rate_of_amounts_that_are_not_the_tables_is_not_wrong_as_well() -> None:
    """The amount that differs from the table is told; only amounts that are held against it themselves acquit the rate."""
    money = funds(P, ("total", {"budget": "50.00", "adjusted_budget": "40.00", "actual": "30.00"}))
    text = f"{P}绩效自评综述：项目全年预算数为{{}}万元，执行数为{{}}万元，完成预算的{{}}%。"
    wrong = claims(text.format("40.00", "36.00", "90.00"), funds=money)
    assert list(wrong[wrong["verdict"] == "differs"]["printed"]) == ["36.00"]
    false = claims(text.format("40.00", "30.00", "90.00"), funds=money)
    assert list(false[false["verdict"] == "differs"]["printed"]) == ["90.00"]
    beside = claims(f"{P}：预算数为60.00万元，支出54.00万元，完成预算的90.00%。", funds=money)
    assert verdict_of(beside, "90.00") == "differs"
