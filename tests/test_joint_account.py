"""The joint test of an account: formulas of claims as rows, the seed, every contradiction of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import load, reconcile
from budget_analysis.amounts import Interval, Linear, parse_amount
from budget_analysis.checks import joint_account
from budget_analysis.checks.joint_account import Joint
from budget_analysis.checks.claim_rows import state_claims
from budget_analysis.facts import Fact, Forms, read_number
from budget_analysis.relations.joint import JointResult, Row, Statement
from budget_analysis.relations.ranges import NotLinearError
from budget_analysis.relations.joint_rows import Scope, rows_of
from tests.formula_text import read, trees_of
from tests.golden_claims import golden_claims, made_up_claims
from tests.gold_frames import figure_row, listed
from tests.known_documents import opened_once
from tests.seed_account import seed_account, seed_ledger, write_with_slip

PROSE = (
    "general_summary", "revenue", "expenditure", "appropriation_summary", "general_public", "basic",
    "gov_funds", "state_capital", "three_public", "agency_operating", "procurement", "state_assets",
)  # fmt: skip
CONTRADICTIONS = ["L267", "L268", "L269", "L324", "L327", "L328", "L329", "L436", "L450", "L453"]


def forms_and_figures(printed: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A made-up account with cells of T03's total row by measure."""
    from budget_analysis import frames

    form = "revenue_by_function"
    forms = [{"document_id": "d", "form": form, "state": "found", "unit": "万元"}]
    figures = [
        figure_row("d", form, "total", 1, measure, text, unit="万元")
        for measure, text in printed.items()
    ]
    return frames.build("forms", forms), frames.build("figures", figures)


def figure(measure: str) -> str:
    return f"d/revenue_by_function/total/{measure}"


def amount(printed: str, *operands: str, verdict: str = "equal", **more: Any) -> dict[str, Any]:
    formula = " ; ".join(f"= {name}" for name in operands)
    row = {"kind": "amount", "printed": printed, "unit": "万元", "formula": formula or None}
    return {**row, "operands": list(operands), "verdict": verdict, **more}


def examine(printed: Mapping[str, str], claims: Mapping[str, Mapping[str, Any]]) -> Joint:
    index, instances = listed(*forms_and_figures(printed))
    told = made_up_claims(claims)
    return joint_account.examine(index, instances, told, trees_of(told, index))


def conflicts(joint: Joint) -> list[list[str]]:
    groups = joint.conflicts.groupby("conflict")["statement"]
    return [sorted(names) for _, names in groups]


# --- formulas --------------------------------------------------------------------------------------

X, Y, Z = Linear.of("x"), Linear.of("y"), Linear.of("z")
BOX = {name: Interval(Fraction(1), Fraction(2)) for name in "xyz"}
RATE = Interval(Fraction(49), Fraction(51))


def scope(*operands: Linear, this: Linear | None = None, rates: Sequence[str] = ()) -> Scope:
    """Operands o0, o1 … that stand for these sums."""
    unknown = Linear.of("t") if this is None else this
    named = {f"o{number}": operand for number, operand in enumerate(operands)}
    own = {name: RATE for name in rates}
    return Scope(lambda fact: named[fact.id], dict(BOX), unknown, RATE, own, "c")


def read_rows(formula: str, own: Scope, count: int = 2) -> list[Row]:
    facts = [Fact(f"o{number}", None) for number in range(count)]
    return rows_of(read(formula, facts), own)


@pytest.mark.parametrize(
    ("formula", "left", "low", "high"),
    [
        ("a+b", Linear.of("t") - X - Y, 0, 0),
        ("a-b", Linear.of("t") - X + Y, 0, 0),
        ("this <= a+b", Linear.of("t") - X - Y, None, 0),
        ("this >= a-b", Linear.of("t") - X + Y, 0, None),
        ("a+b <= this", X + Y - Linear.of("t"), None, 0),
        ("a = b", X - Y, 0, 0),
        ("a < b", X - Y, None, 0),
        ("a > b", X - Y, 0, None),
        ("a ≤ b", X - Y, None, 0),
        ("2*(a-b)/4", Linear.of("t") - X * Fraction(1, 2) + Y * Fraction(1, 2), 0, 0),
    ],
)  # fmt: skip
def test_sums_and_relations_become_rows(
    formula: str, left: Linear, low: int | None, high: int | None
) -> None:
    assert read_rows(formula, scope(X, Y)) == [
        Row(left, None if low is None else Fraction(low), None if high is None else Fraction(high))
    ]


def test_several_clauses_all_hold() -> None:
    zero = Fraction(0)
    assert read_rows("a = 0 and b = 0", scope(X, Y)) == [Row(X, zero, zero), Row(Y, zero, zero)]
    assert len(read_rows("a <= b; b <= a", scope(X, Y))) == 2


def test_rate_is_multiplied_by_its_base() -> None:
    assert read_rows("100*a/b", scope(X, Y)) == [
        Row(X * 100 - Y * 49, Fraction(0), None),
        Row(X * 100 - Y * 51, None, Fraction(0)),
    ]
    growth = read_rows("100*d/(x-d)", scope(X * Fraction(1, 2), Y))
    assert growth[0].linear == X * Fraction(149, 2) - Y * 49


def test_base_that_may_be_negative_makes_no_row() -> None:
    with pytest.raises(NotLinearError, match="base may be negative"):
        read_rows("100*a/(b-c)", scope(X, Y, Z), 3)


def test_negative_base_turns_the_ratio_round() -> None:
    box = {**BOX, "y": Interval(Fraction(-2), Fraction(-1))}
    own = scope(X, Y)
    own.intervals.update(box)
    assert read_rows("100*a/b", own)[0] == Row(X * -100 + Y * 49, Fraction(0), None)


def test_sum_times_a_rate_is_an_unknown_between_both_ends() -> None:
    own = scope(X, Y, rates=["y"])
    rows = read_rows("a*p/100", own)
    product = next(name for name in own.intervals if name not in BOX)
    assert own.intervals[product] == Interval(Fraction(49), Fraction(102))
    assert Row(Linear.of(product) - X * 49, Fraction(0), None) in rows
    assert Row(Linear.of(product) - X * 51, None, Fraction(0)) in rows
    assert Row(Linear.of("t") - Linear.of(product, Fraction(1, 100)), Fraction(0), Fraction(0)) in rows


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("fiscal year", "no arithmetic"),
        ("", "no formula"),
        ("items named = items of the form", "no arithmetic"),
        ("a+b+c", "no arithmetic over its operands"),
        ("a*b", "two unknown"),
        ("a/b/a", "ratio of ratios"),
        ("100*a/b + 1", "sum of ratios"),
        ("(a/b)*a", "ratio is multiplied"),
        ("a/b <= 1", "ratio on one side"),
        ("(a+b", "bracket"),
        ("a+b+", "too early"),
        ("a+b/0", "zero"),
        ("a, b", "no arithmetic"),
    ],
)
def test_what_is_not_linear_says_why(formula: str, reason: str) -> None:
    with pytest.raises(NotLinearError, match=reason):
        read_rows(formula, scope(X, Y))


def test_printed_numbers_stand_for_their_intervals() -> None:
    assert read_number("1.50", "万元") == parse_amount("1.50").scaled(1_000_000)
    assert read_number("0.00", "万元").is_exact
    assert not read_number("0.00", "%").is_exact
    assert read_number("14", "个").is_exact
    assert read_number("99.33", "分").is_exact
    assert not read_number("2.5", "小时").is_exact
    bound = read_number("≥95", "%")
    assert bound.is_exact and bound.value == 95


# --- claims ----------------------------------------------------------------------------------------


def test_claims_that_agree_are_feasible() -> None:
    claims = {
        "c1": amount("2.00", figure("revenue_total")),
        "c2": {
            "kind": "share", "printed": "50.00", "unit": "%", "formula": "100*a/b",
            "operands": [figure("appropriation"), "c1"], "verdict": "equal",
        },
    }  # fmt: skip
    joint = examine({"revenue_total": "2.00", "appropriation": "1.00"}, claims)
    assert (joint.verdict, len(joint.conflicts), joint.note) == ("feasible", 0, "")


def test_one_digit_makes_an_account_impossible() -> None:
    joint = examine({"revenue_total": "2.00"}, {"c1": amount("2.02", figure("revenue_total"), verdict="differs")})
    assert joint.verdict == "impossible"
    assert conflicts(joint) == [["c1"]]
    assert joint.conflicts["quote"].tolist() == ["2.02"]


def test_claims_may_hold_one_by_one_and_not_together() -> None:
    """2.00 told as 2.01 and as 1.99: a touch each, and no value does for both."""
    claims = {
        "c1": amount("2.01", figure("revenue_total"), verdict="rounding"),
        "c2": amount("1.99", figure("revenue_total"), verdict="rounding"),
    }
    assert examine({"revenue_total": "2.00"}, {"c1": claims["c1"]}).verdict == "feasible"
    joint = examine({"revenue_total": "2.00"}, claims)
    assert joint.verdict == "impossible"
    assert conflicts(joint) == [["c1", "c2"]]


def test_several_conflicts_are_all_listed() -> None:
    claims = {
        "c1": amount("2.01", figure("revenue_total"), verdict="rounding"),
        "c2": amount("1.99", figure("revenue_total"), verdict="rounding"),
        "c3": amount("9.00", figure("appropriation"), verdict="differs"),
        "c4": amount("7.01", figure("other_revenue"), verdict="rounding"),
        "c5": amount("6.99", figure("other_revenue"), verdict="rounding"),
    }
    printed = {"revenue_total": "2.00", "appropriation": "1.00", "other_revenue": "7.00"}
    assert sorted(conflicts(examine(printed, claims))) == [["c1", "c2"], ["c3"], ["c4", "c5"]]


def rate_of_rounded(printed: str, verdict: str, operand: str) -> Joint:
    """0.5141 of 0.7500, told as 0.51 of 0.75: 68.00 % follows from the words, 68.55 % from the form."""
    share = {
        "kind": "share", "printed": printed, "unit": "%", "formula": "100*a/b", "verdict": verdict,
        "operands": [operand, figure("revenue_total")], "block": 1, "start": 0, "end": 9,
    }  # fmt: skip
    told = amount("0.51", figure("appropriation"), block=1, start=0, end=5)
    return examine({"revenue_total": "0.7500", "appropriation": "0.5141"}, {"c1": told, "c2": share})


@pytest.mark.parametrize(
    ("printed", "verdict", "operand", "expected"),
    [
        ("68.00", "equal", "c1", "feasible"),  # exactly what is printed
        ("68.00", "rounding", figure("appropriation"), "feasible"),  # what the prose tells
        ("68.10", "rounding", "c1", "impossible"),  # neither: 68.10 of 0.75 is 0.5108
    ],
)
def test_rate_computed_from_rounded_numbers_is_no_contradiction(
    printed: str, verdict: str, operand: str, expected: str
) -> None:
    joint = rate_of_rounded(printed, verdict, operand)
    assert joint.verdict == expected


def test_what_only_unrounded_rates_contradict_is_told() -> None:
    joint = rate_of_rounded("68.00", "equal", "c1")
    assert joint.conflicts.empty
    assert "computed from unrounded" in joint.note
    assert rate_of_rounded("68.55", "rounding", "c1").note == ""


def test_search_ends_after_many_conflicts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_account, "MOST_CONFLICTS", 1)
    claims = {
        f"c{number}": amount("9.00", figure("revenue_total"), verdict="differs")
        for number in range(2)
    }
    joint = examine({"revenue_total": "2.00"}, claims)
    assert joint.verdict == "impossible"
    assert "more than 1" in joint.note


def test_what_fractions_do_not_confirm_is_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        joint_account, "joint_test", lambda *_: JointResult("unchecked", note="not confirmed")
    )
    joint = examine({"revenue_total": "2.00"}, {"c1": amount("2.00", figure("revenue_total"))})
    assert (joint.verdict, joint.note) == ("unchecked", "not confirmed")


@pytest.mark.parametrize("verdict", ["undefined", "unchecked", None])
def test_claims_without_a_value_take_no_part(verdict: str | None) -> None:
    claims = {"c1": amount("9.00", figure("revenue_total"), verdict=verdict)}  # type: ignore[arg-type]
    joint = examine({"revenue_total": "2.00"}, claims)
    assert joint.verdict == "feasible"
    assert joint.left_out["claim_id"].tolist() == ["c1"]


def test_formula_that_denies_its_verdict_takes_no_part() -> None:
    claims = {
        "c1": {
            "kind": "sum", "printed": "5.00", "unit": "万元", "formula": "a",
            "operands": [figure("revenue_total")], "verdict": "equal",
        }
    }  # fmt: skip
    joint = examine({"revenue_total": "2.00"}, claims)
    assert joint.verdict == "feasible"
    assert "otherwise" in joint.left_out["reason"][0]


def test_operand_that_is_nowhere_leaves_its_claim_out() -> None:
    joint = examine({"revenue_total": "2.00"}, {"c1": amount("2.00", "d/other_form/total/amount")})
    assert "no printed number" in joint.left_out["reason"][0]


def test_rate_of_several_totals_holds_for_each() -> None:
    growth = {
        "kind": "growth", "printed": "25.00", "unit": "%", "formula": "100*d/(x-d)", "verdict": "equal",
        "operands": ["c1", figure("revenue_total"), figure("appropriation")],
    }  # fmt: skip
    change = {"kind": "datum", "subject": "x/change", "printed": "0.20", "unit": "万元", "quote": "增加0.20"}
    claims = {"c1": change, "c2": growth}
    printed = {"revenue_total": "1.00", "appropriation": "1.00"}
    assert examine(printed, claims).verdict == "feasible"
    differing = {"c1": change, "c2": {**growth, "verdict": "differs"}}
    assert examine({**printed, "appropriation": "1.30"}, differing).verdict == "impossible"


def test_number_told_twice_in_one_place_is_one_unknown() -> None:
    told = {"block": 1, "start": 0, "end": 9}
    claims = {
        "c1": amount("2.01", figure("revenue_total"), verdict="rounding", **told),
        "c1.sum": {
            "kind": "sum", "printed": "2.01", "unit": "万元", "formula": "a", "verdict": "rounding",
            "operands": [figure("appropriation")], **told,
        },
    }  # fmt: skip
    printed = {"revenue_total": "2.00", "appropriation": "2.02"}
    assert conflicts(examine(printed, {"c1": claims["c1"]})) == []
    joint = examine(printed, claims)
    # 2.005 from one, 2.015 from the other; the identities of the form keep quiet here
    assert joint.verdict == "impossible"
    assert ["c1", "c1.sum"] in conflicts(joint)


def test_short_formulas_stand_for_all_their_operands() -> None:
    forms, figures = forms_and_figures({"revenue_total": "3.00", "appropriation": "1.00"})
    claims = made_up_claims(
        {
            "c1": {"kind": "datum", "printed": "2.00", "unit": "万元"},
            "c2": {"kind": "datum", "printed": "50.00", "unit": "%"},
            "c3": {
                "kind": "amount", "printed": "3.00", "unit": "万元", "formula": "sum of the parts",
                "operands": ["c1", figure("appropriation")], "verdict": "equal",
            },
            "c4": {
                "kind": "amount", "printed": "1.00", "unit": "万元", "formula": "sum of base*rate/100",
                "operands": ["c1", "c2"], "verdict": "equal",
            },
            "c5": {
                "kind": "nil", "printed": "无", "formula": "all = 0", "verdict": "differs",
                "operands": [figure("appropriation")],
            },
        }
    )  # fmt: skip
    index = Forms(forms, figures, "d")
    intervals = {name: fact.known.interval for name, fact in index.by_id.items()}
    told = state_claims(claims, intervals, trees_of(claims, index))
    assert [statement.name for statement in told.statements] == ["c3", "c4", "c5"]
    assert set(told.left_out) == {"c1", "c2"}


def test_derived_claim_is_set_aside_before_what_it_rests_on() -> None:
    rows = (Row(X, Fraction(0), None),)
    rate, total, identity = (Statement(name, rows) for name in ("rate", "total", "A01"))
    claims = {
        "rate": {"kind": "share", "verdict": "rounding"},
        "total": {"kind": "amount", "verdict": "rounding"},
    }
    listed = [identity, total, rate]
    order = {one.name: place for place, one in enumerate(listed)}
    weakest = min(listed, key=lambda one: joint_account._strength(one, claims, order))
    assert weakest is rate
    assert min(listed[:2], key=lambda one: joint_account._strength(one, claims, order)) is total


# --- the seed --------------------------------------------------------------------------------------


def golden() -> pd.DataFrame:
    return golden_claims(seed_account().document_id)


def examine_seed(claims: pd.DataFrame) -> Joint:
    account = seed_account()
    index, instances = listed(account.forms, account.figures, account.document_id)
    return joint_account.examine(index, instances, claims, trees_of(claims, index))


def test_tables_and_prose_of_the_seed_can_all_be_true() -> None:
    claims = seed_ledger().claims
    prose = claims[claims["section"].str.split(".").str[0].isin(PROSE)]
    joint = examine_seed(prose)
    assert joint.verdict == "feasible", joint.conflicts
    assert joint.statements > 400
    rates = prose[prose["kind"].isin(["growth", "share", "completion"])]
    taking_part = set(rates["claim_id"]) - set(joint.left_out["claim_id"])
    assert len(taking_part) > 30


def test_ledger_read_by_hand_is_feasible_without_its_contradictions() -> None:
    claims = golden()
    assert sorted(claims.loc[claims["verdict"] == "differs", "claim_id"]) == CONTRADICTIONS
    joint = examine_seed(claims[claims["verdict"].fillna("") != "differs"])
    assert joint.verdict == "feasible", joint.conflicts
    undefined = claims[claims["verdict"] == "undefined"]["claim_id"]
    assert set(undefined) <= set(joint.left_out["claim_id"])


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_each_contradiction_of_the_seed_is_named(name: str) -> None:
    claims = golden()
    others = claims["verdict"].fillna("") != "differs"
    joint = examine_seed(claims[others | (claims["claim_id"] == name)])
    assert joint.verdict == "impossible"
    assert conflicts(joint) == [[name]]
    [row] = joint.conflicts.to_dict("records")
    own = claims[claims["claim_id"] == name].iloc[0]
    assert (row["quote"], row["page"], row["kind"]) == (own["quote"], own["page"], own["kind"])


def test_all_contradictions_of_the_seed_make_disjoint_sets() -> None:
    joint = examine_seed(golden())
    assert sorted(name for [name] in conflicts(joint)) == CONTRADICTIONS


def test_slip_in_a_rate_is_named(tmp_path: Path) -> None:
    slip = write_with_slip(tmp_path / "slip.txt", "17.10%", "17.20%")
    joint = reconcile(load(slip)).joint
    assert joint.verdict == "impossible"
    assert any("17.20" in quote for quote in joint.conflicts["quote"])


def test_account_without_claims_is_its_forms_alone() -> None:
    joint = examine_seed(golden().iloc[:0])
    assert joint.verdict == "feasible"
    assert joint.left_out.empty


def test_all_claims_of_the_seed_make_the_sets_read_by_hand() -> None:
    """The ten contradictions of the annexes, each a set of its own, and nothing else."""
    joint = seed_ledger().joint
    assert joint.verdict == "impossible"
    claims = seed_ledger().claims
    differing = set(claims.loc[claims["verdict"] == "differs", "claim_id"])
    assert {name for names in conflicts(joint) for name in names} == differing
    assert all(len(names) == 1 for names in conflicts(joint))
    pages = golden().query("verdict == 'differs'")["page"]
    assert sorted(joint.conflicts["page"]) == sorted(pages)


@pytest.mark.parametrize(
    ("name", "printed"),
    [("shgzb", {"9.55", "21.07"}), ("ghj", {"99.86", "95.45", "5377.64", "4896.98"})],
)
def test_other_accounts_have_the_contradictions_found_by_hand(
    shared_dir: Path, name: str, printed: set[str]
) -> None:
    """Contradictions in numbers; those in names and lists are no matter of arithmetic."""
    _, ledger = opened_once(shared_dir / "documents" / f"{name}.pdf")
    named = ledger.claims.set_index("claim_id").loc[ledger.joint.conflicts["statement"]]
    assert set(named["printed"]) == printed
    assert ledger.joint.conflicts["conflict"].nunique() == len(printed)


def test_every_statement_judged_by_numbers_takes_part() -> None:
    """Left out with a verdict are words and names, and what is exact and holds."""
    ledger = seed_ledger()
    judged = ledger.claims[ledger.claims["verdict"].isin(["equal", "rounding", "differs"])]
    left = ledger.joint.left_out
    left = left[left["claim_id"].isin(judged["claim_id"]) & ~left["reason"].str.contains("exact")]
    assert set(left["kind"]) <= {"item_name", "grade", "list", "as_of", "nil", "period", "count", "attained", "department"}
    assert not (left["kind"].isin(["count", "period"]) & ~left["reason"].str.contains("arithmetic|words|no formula")).any()


def test_result_is_what_its_frame_tells() -> None:
    claims = {"c1": amount("2.02", figure("revenue_total"), verdict="differs"), "c2": amount("1.00", "x")}
    joint = examine({"revenue_total": "2.00"}, claims)
    assert joint.frame["part"].tolist() == ["result", "conflict", "left_out"]
    assert joint.frame["statement"].dropna().tolist() == ["c1", *joint.left_out["claim_id"]]
    with pytest.raises(ValueError, match="a row for the result"):
        Joint(joint.frame.iloc[:0])
