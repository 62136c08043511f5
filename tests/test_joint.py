"""The joint test: what passes pair by pair and is impossible as a whole; exact proofs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget_analysis.amounts import Interval, Linear, parse_amount
from budget_analysis.relations import joint
from budget_analysis.relations.evaluate import judge_instances, state_instances
from budget_analysis.relations.joint import Row, Statement, is_proof, joint_test
from tests.gold_frames import ledger_frames, listed, read_gold
from budget_analysis.synthetic.invent import made_up_ledger

SEED = Path(__file__).parent / "documents" / "yuecheng-bigdata-2024" / "gold.csv"

A, B, C = Linear.of("a"), Linear.of("b"), Linear.of("c")


def printed(**figures: str) -> dict[str, Interval]:
    return {name: parse_amount(text).interval for name, text in figures.items()}


def percent(text: str) -> Interval:
    value = Fraction(text)
    return Interval(value - Fraction(1, 200), value + Fraction(1, 200))


ZERO = Fraction(0)


def state_equal(name: str, left: Linear, right: Linear, quote: str = "") -> Statement:
    return Statement(name, (Row(left - right, ZERO, ZERO),), quote)


def state_at_most(name: str, left: Linear, right: Linear) -> Statement:
    return Statement(name, (Row(left - right, None, ZERO),))


def state_rate(name: str, part: Linear, base: Linear, rate: Interval) -> Statement:
    """`100 * part / base` lies within `rate`, for a base above zero."""
    least = [] if rate.low is None else [Row(part * 100 - base * rate.low, ZERO, None)]
    most = [] if rate.high is None else [Row(part * 100 - base * rate.high, None, ZERO)]
    return Statement(name, (*least, *most))


def names(statements: Sequence[Statement]) -> list[str]:
    return [statement.name for statement in statements]


def test_what_rounding_explains_is_feasible() -> None:
    figures = printed(a="1.00", b="1.01")
    assert joint_test([state_equal("a=b", A, B)], figures).verdict == "feasible"


def test_pairs_may_hold_where_the_whole_is_impossible() -> None:
    """1.00 = 1.01 forces 1.005 and 1.01 = 1.02 forces 1.015: each may be, both cannot."""
    figures = printed(a="1.00", b="1.01", c="1.02")
    pairs = [state_equal("a=b", A, B, "1.00 = 1.01"), state_equal("b=c", B, C)]
    for pair in pairs:
        assert joint_test([pair], figures).verdict == "feasible"
    result = joint_test([*pairs, state_at_most("a<=c", A, C)], figures)
    assert result.verdict == "impossible"
    assert names(result.statements) == ["a=b", "b=c"]
    assert result.statements[0].quote == "1.00 = 1.01"
    assert is_proof(result.statements, result.weights, figures)


def test_the_set_is_minimal() -> None:
    """Of two contradictions one is enough, and what has no part in it is left out."""
    figures = printed(a="1.00", b="2.00", c="3.00")
    statements = [
        state_equal("c=a+b", C, A + B),
        state_equal("a=b", A, B),
        state_at_most("c<=a", C, A),
        state_at_most("a<=b", A, B),
    ]
    result = joint_test(statements, figures)
    assert names(result.statements) in (["a=b"], ["c<=a"])
    rest = [statement for statement in statements if statement not in result.statements]
    assert joint_test(rest, figures).verdict == "impossible"


def test_a_rate_that_cannot_be_is_found_with_what_it_contradicts() -> None:
    """Each rate is possible alone: 33.33 % and 66.68 % of one whole that is the sum of its parts."""
    figures = printed(a="33", b="67", c="100")
    whole = state_equal("c=a+b", C, A + B)
    shares = [state_rate("a%", A, C, percent("33.33")), state_rate("b%", B, C, percent("66.68"))]
    assert joint_test([whole, *shares], figures).verdict == "feasible"  # a touch: 33.325 + 66.675
    shares[1] = state_rate("b%", B, C, percent("66.69"))
    for statement in shares:
        assert joint_test([whole, statement], figures).verdict == "feasible"
    result = joint_test([whole, *shares], figures)
    assert result.verdict == "impossible"
    assert set(names(result.statements)) == {"c=a+b", "a%", "b%"}


def test_a_rate_open_on_one_side() -> None:
    figures = printed(a="50", b="100")
    at_least = state_rate("a%", A, B, Interval(Fraction(60), None))
    assert len(at_least.rows) == 1
    assert joint_test([at_least], figures).verdict == "impossible"
    at_most = state_rate("a%", A, B, Interval(None, Fraction(60)))
    assert joint_test([at_most], figures).verdict == "feasible"


def test_an_operand_printed_nowhere_may_take_any_value() -> None:
    figures = {**printed(a="1.00", c="2.00"), "b": Interval(None, None)}
    statements = [state_equal("a=b", A, B)]
    assert joint_test(statements, figures).verdict == "feasible"
    result = joint_test([*statements, state_equal("b=c", B, C)], figures)
    assert result.verdict == "impossible"
    assert names(result.statements) == ["a=b", "b=c"]
    assert is_proof(result.statements, result.weights, figures)


def test_an_operand_with_one_open_end() -> None:
    figures = {**printed(a="1.00"), "b": Interval(Fraction(3), None)}
    assert joint_test([state_at_most("a<=b", A, B)], figures).verdict == "feasible"
    assert joint_test([state_at_most("b<=a", B, A)], figures).verdict == "impossible"


def test_a_statement_about_exact_zeros_needs_no_operand() -> None:
    nothing, one = Linear({}), Linear({}, Fraction(1))
    assert joint_test([state_equal("0=0", nothing, nothing)], {}).verdict == "feasible"
    statements = [state_equal("0=0", nothing, nothing), state_equal("0=1", nothing, one)]
    result = joint_test(statements, {})
    assert (result.verdict, names(result.statements)) == ("impossible", ["0=1"])
    assert joint_test([], {}).verdict == "feasible"


def test_wrong_weights_are_no_proof() -> None:
    figures = printed(a="1.00", b="1.01", c="1.02")
    pairs = [state_equal("a=b", A, B), state_equal("b=c", B, C)]
    assert is_proof(pairs, [Fraction(1), Fraction(1)], figures)
    assert not is_proof(pairs, [Fraction(1), Fraction(0)], figures)
    assert not is_proof(pairs, [Fraction(1), Fraction(-1)], figures)
    assert not is_proof(pairs, [Fraction(0), Fraction(0)], figures)
    assert not is_proof([state_at_most("a<=b", A, B)], [Fraction(1)], figures)


def test_what_fractions_do_not_confirm_is_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    def solve(rows: Sequence[Any]) -> tuple[float, list[float]]:
        return 1.0, [0.5] * len(rows)

    monkeypatch.setattr(joint, "_solve", solve)
    result = joint_test([state_equal("a=b", A, B)], printed(a="1.00", b="1.00"))
    assert result.verdict == "unchecked"
    assert "fractions do not confirm it" in result.note


def test_the_solver_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    joint_test([state_equal("a=b", A, B)], printed(a="1.00", b="2.00"))
    assert capfd.readouterr() == ("", "")


coefficients = st.integers(min_value=-3, max_value=3)


@st.composite
def systems(draw: st.DrawFn, is_true: bool) -> tuple[list[Statement], dict[str, Interval]]:
    """Random statements over figures printed with two decimals; true ones share a hidden point."""
    figures = [f"x{number}" for number in range(5)]
    truth = {
        name: Fraction(draw(st.integers(min_value=-(10**6), max_value=10**6)), 1000)
        for name in figures
    }
    intervals = {}
    for name, value in truth.items():
        rounded = round(value * 100) / Fraction(100)
        intervals[name] = Interval(rounded - Fraction(1, 200), rounded + Fraction(1, 200))
    statements = []
    for number in range(draw(st.integers(min_value=1, max_value=6))):
        linear = Linear.total(Linear.of(name, draw(coefficients)) for name in figures)
        slip = 0 if is_true else draw(st.integers(min_value=-40, max_value=40))
        target = Linear({}, linear.at(truth) + Fraction(slip, 1000))
        statements.append(state_equal(f"s{number}", linear, target))
    return statements, intervals


@given(systems(is_true=True))
def test_statements_that_share_true_values_are_feasible(
    system: tuple[list[Statement], dict[str, Interval]],
) -> None:
    assert joint_test(*system).verdict == "feasible"


@given(systems(is_true=False))
def test_every_impossible_set_is_proved_and_minimal(
    system: tuple[list[Statement], dict[str, Interval]],
) -> None:
    statements, intervals = system
    result = joint_test(statements, intervals)
    assert result.verdict in ("feasible", "impossible")
    if result.verdict == "feasible":
        return
    assert is_proof(result.statements, result.weights, intervals)
    for spared in result.statements:
        kept = [statement for statement in result.statements if statement != spared]
        assert joint_test(kept, intervals).verdict == "feasible"


# ─── real accounts ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def seed() -> tuple[pd.DataFrame, pd.DataFrame]:
    return read_gold(SEED, "d")


def test_the_tables_of_the_seed_are_feasible(seed: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    statements, intervals = state_instances(*listed(*seed))
    assert len(statements) > 300
    assert joint_test(statements, intervals).verdict == "feasible"


@pytest.mark.parametrize("name", ["ghj", "shgzb"])
def test_the_tables_of_nine_forms_are_feasible(shared_dir: Path, name: str) -> None:
    pair = read_gold(shared_dir / "gold" / f"gold_{name}.csv", "d")
    assert joint_test(*state_instances(*listed(*pair))).verdict == "feasible"


@pytest.mark.parametrize("number", range(10))
def test_the_tables_of_made_up_accounts_are_feasible(number: int) -> None:
    pair = ledger_frames(made_up_ledger(number, grain_fen=1), "d", "万元")
    assert joint_test(*state_instances(*listed(*pair))).verdict == "feasible"


def test_a_wrong_cell_is_named_by_the_minimal_set(
    seed: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    forms, figures = seed
    wrong = figures["figure_id"] == "d/expenditure_by_function/2210201/basic"
    figures = figures.assign(amount_fen=figures["amount_fen"].where(~wrong, 22_02 * 10_000))
    result = joint_test(*state_instances(*listed(forms, figures)))
    assert result.verdict == "impossible"
    rows = [row for statement in result.statements for row in statement.rows]
    operands = {name for row in rows for name in row.linear.coefficients}
    assert "d/expenditure_by_function/2210201/basic" in operands


def test_small_changes_that_pass_pair_by_pair_are_found(
    seed: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    """Raised by 0.01 on one form and lowered by 0.01 on another: each pair of forms touches."""
    forms, figures = seed
    steps = {
        "d/revenue_expenditure_summary/201/amount": 1,
        "d/appropriation_summary/201/total": -1,
        "d/appropriation_summary/201/general_public": -1,
    }
    moved = figures["figure_id"].map(steps).fillna(0).astype("Int64") * 10_000
    figures = figures.assign(amount_fen=figures["amount_fen"] + moved)
    assert "differs" not in set(judge_instances(*listed(forms, figures)).checks["verdict"])
    statements, intervals = state_instances(*listed(forms, figures))
    result = joint_test(statements, intervals)
    assert result.verdict == "impossible"
    assert names(result.statements) == ["B06 201", "B09 201", "B13 201 expenditure_total"]
    assert is_proof(result.statements, result.weights, intervals)
