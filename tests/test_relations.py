"""The trees: their text and back, their range, their verdict; exactness; one count of statements."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_analysis.amounts import Interval, Printed
from budget_analysis.checks.counts import count_statements
from budget_analysis.facts import CannotCheckError, Fact, Quantity, read_number
from budget_analysis.facts.numbers import number_of_cell
from budget_analysis.relations.formulas import write
from budget_analysis.relations.judging import judge
from budget_analysis.relations.ranges import evaluate
from budget_analysis.relations.tree import (
    HUNDRED,
    NOTHING,
    All,
    Named,
    Number,
    Operand,
    Product,
    Ratio,
    Relation,
    Sum,
    This,
    Tree,
    add,
    equals_each,
    facts_of,
    growth,
    less,
    percent,
)
from tests.formula_text import read
from tests.seed_account import seed_ledger


def fact(name: str, printed: str, unit: str = "万元") -> Fact:
    return Fact(name, read_number(printed, unit), unit, printed)


A, B, C = (fact(name, printed) for name, printed in (("fa", "2.00"), ("fb", "1.00"), ("fc", "1.01")))


# --- text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (add([A, B, C]), "a+b+c"),
        (less(Operand(A), Operand(B)), "a-b"),
        (percent(Operand(A), Operand(B)), "100*a/b"),
        (percent(less(Operand(A), Operand(B)), Operand(B)), "100*(a-b)/b"),
        (percent(less(Operand(B), Operand(A)), Operand(B)), "100*(a-b)/a"),
        (growth(B, A, is_up=True), "100*d/(x-d)"),
        (growth(B, A, is_up=False), "100*d/(x+d)"),
        (All((growth(B, A, True), growth(B, C, True))), "100*d/(x-d)"),
        (Relation(add([A, B]), "<=", Operand(C)), "a+b <= c"),
        (Relation(add([A, B]), "=", HUNDRED), "a+b = 100"),
        (Relation(add([A, B]), "<=", This()), "a+b <= this"),
        (Relation(less(Operand(A), Operand(B)), "<=", Sum(((1, add([C, B])), (-1, Operand(A))))),
         "a-b <= (c+b)-a"),
        (Sum(((1, Ratio(Product(Operand(A), Operand(B)), HUNDRED)), (1, Operand(C)))), "a*b/100+c"),
        (equals_each([A, B]), "= fa ; = fb"),
        (All((Relation(Operand(A), "=", NOTHING), Relation(Operand(B), "=", NOTHING))), "all = 0"),
        (Named("fiscal year", Number(Fraction(2024))), "fiscal year"),
    ],
)  # fmt: skip
def test_tree_is_written_with_letters_in_the_order_of_its_operands(tree: Tree, text: str) -> None:
    assert write(tree) == text


def test_tree_is_written_with_printed_numbers() -> None:
    said = write(growth(B, A, True), said=lambda one: one.printed + one.unit)
    assert said == "100*1.00万元/(2.00万元-1.00万元)"


LEAVES = st.sampled_from([Operand(A), Operand(B), Operand(C), Number(Fraction(7)), This()])
SUMS = st.lists(st.tuples(st.sampled_from([1, -1]), LEAVES), min_size=2, max_size=4).map(
    lambda terms: Sum(((1, terms[0][1]), *terms[1:]))
)
TREES = st.one_of(LEAVES, SUMS, st.builds(Product, SUMS, LEAVES), st.builds(Ratio, SUMS, SUMS))
CLAUSES = st.one_of(
    TREES.filter(lambda tree: bool(facts_of(tree))),
    st.builds(Relation, SUMS, st.sampled_from(["=", "<=", ">", "<", ">="]), SUMS).filter(
        lambda tree: bool(facts_of(tree)) and not isinstance(tree.left, This)
    ),
)


@given(CLAUSES)
def test_text_comes_back_as_the_same_tree(tree: Tree) -> None:
    assert read(write(tree), facts_of(tree)) == tree


def test_letters_go_on_behind_z() -> None:
    many = [fact(f"f{number}", "1.00") for number in range(28)]
    text = write(add(many))
    assert text.endswith("+z+a2+b2")
    assert read(text, many) == add(many)


# --- range and verdict -----------------------------------------------------------------------------


def test_number_that_stands_twice_moves_once() -> None:
    value, computed = evaluate(less(Operand(A), Operand(A))) or (None, None)
    assert (value, computed) == (0, Interval(Fraction(0), Fraction(0)))
    found = evaluate(percent(Operand(A), Operand(A)))
    assert found == (100, Interval(Fraction(100), Fraction(100)))


def test_products_range_over_their_corners() -> None:
    rate = fact("r", "50", "%")
    tree = Ratio(Product(Operand(A), Operand(rate)), HUNDRED)
    value, computed = evaluate(tree) or (None, None)
    assert value == 1_000_000
    assert computed == Interval(Fraction(1_995_000 * 495, 1000), Fraction(2_005_000 * 505, 1000))


@pytest.mark.parametrize("base", ["0.00", "0.000"])
def test_base_that_may_be_zero_has_no_value(base: str) -> None:
    zero = fact("z", base)
    assert evaluate(percent(Operand(A), Operand(zero))) is None
    assert judge(percent(Operand(A), Operand(zero)), fact("t", "5", "%")).verdict == "undefined"


@pytest.mark.parametrize(
    ("tree", "this", "verdict"),
    [
        (add([B, C]), "2.01", "equal"),
        (add([B, C]), "2.02", "rounding"),
        (add([B, C]), "2.03", "differs"),
        (equals_each([B, C]), "1.00", "rounding"),
        (equals_each([B, A]), "1.00", "differs"),
        (Relation(Operand(B), "<", Operand(C)), "", "equal"),
        (Relation(Operand(B), "<", Operand(B)), "", "differs"),
        (Relation(Operand(C), "<=", Operand(B)), "", "rounding"),
        (Relation(Operand(A), "<=", Operand(B)), "", "differs"),
        (Relation(Operand(A), ">", Operand(B)), "", "equal"),
        (Named("fiscal year", Number(Fraction(2024))), "2024", "equal"),
        (Named("fiscal year", Number(Fraction(2024))), "2023", "differs"),
    ],
)
def test_verdict_comes_from_the_tree(tree: Tree, this: str, verdict: str) -> None:
    unit = "年" if len(this) == 4 and "." not in this else "万元"
    assert judge(tree, fact("t", this, unit) if this else None).verdict == verdict


# --- facts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "unit", "kind", "is_exact"),
    [
        ("0.00", "万元", "", True), ("0.01", "万元", "", False), ("0.00", "%", "", False),
        ("12", "辆", "count", True), ("1.5", "辆", "count", True), ("99.33", "分", "", True),
        ("2.5", "小时", "", False), ("≥95", "%", "", True), ("2024", "年", "period", True),
    ],
)  # fmt: skip
def test_exactness_is_decided_once(printed: str, unit: str, kind: str, is_exact: bool) -> None:
    assert read_number(printed, unit, kind).is_exact is is_exact


def test_figure_below_a_fen_and_printed_zero_are_exact() -> None:
    assert number_of_cell(0, 10_000).is_exact
    assert number_of_cell(5, None).is_exact
    assert number_of_cell(50_000, 10_000) == Printed(Fraction(50_000), Fraction(10_000))


def test_fact_without_a_number_says_why() -> None:
    with pytest.raises(CannotCheckError, match="read in two ways"):
        _ = Fact("f", None, trouble="figure f was read in two ways").known


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("T/total/basic", "amount", ("T", "total", "basic", "")),
        ("T/total/basic/growth", "growth", ("T", "total", "basic", "growth")),
        ("procurement/total", "amount", ("procurement", "total", "", "")),
        ("procurement/total/budget", "amount", ("procurement", "total", "budget", "")),
        ("performance/total/share", "share", ("performance", "total", "", "share")),
    ],
)
def test_quantity_is_read_and_written(text: str, kind: str, parts: tuple[str, ...]) -> None:
    quantity = Quantity.parse(text, kind)
    assert (quantity.form, quantity.row, quantity.measure, quantity.said) == parts
    assert str(quantity) == text


# --- one count -------------------------------------------------------------------------------------


def test_one_count_adds_up() -> None:
    ledger = seed_ledger()
    counts = count_statements(ledger.checks, ledger.claims).set_index("kind")
    total = counts.loc["all_statements"]
    assert total["count"] == len(ledger.checks) + len(ledger.claims)
    assert counts.drop("all_statements").sum().equals(total)
    assert total.drop("count").sum() == total["count"]
