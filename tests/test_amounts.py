"""Exactness of printed amounts, intervals and ranges, against enumeration and by construction."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_analysis.amounts import (
    Interval,
    Linear,
    Printed,
    decimal,
    parse_amount,
    ratio_range,
    round_to,
)
from budget_analysis.errors import CellError

NAMES = ("a", "b", "c", "d")
fractions = st.fractions(min_value=-50, max_value=50, max_denominator=20)
decimals = st.builds(
    lambda digits, places: Fraction(digits, 10**places),
    st.integers(min_value=-(10**9), max_value=10**9),
    st.integers(min_value=0, max_value=4),
)


@st.composite
def boxes(draw: st.DrawFn, low: int = -50) -> dict[str, Interval]:
    ends = st.fractions(min_value=low, max_value=50, max_denominator=20)
    pairs = [sorted((draw(ends), draw(ends))) for _ in NAMES]
    return {name: Interval(*pair) for name, pair in zip(NAMES, pairs, strict=True)}


@st.composite
def linears(draw: st.DrawFn) -> Linear:
    parts = [Linear.of(name, draw(fractions)) for name in NAMES if draw(st.booleans())]
    return Linear.total([*parts, Linear({}, draw(fractions))])


def corners(box: dict[str, Interval]) -> list[dict[str, Fraction]]:
    ends = [[end for end in (box[name].low, box[name].high) if end is not None] for name in NAMES]
    return [dict(zip(NAMES, point, strict=True)) for point in product(*ends)]


# ─── parsing ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "value", "resolution"),
    [
        ("2,209.05", "2209.05", "0.01"),
        ("2209.05", "2209.05", "0.01"),
        ("２，２０９．０５", "2209.05", "0.01"),
        (" 7 ", "7", "1"),
        ("-1.20", "-1.20", "0.01"),
        ("－1.20", "-1.20", "0.01"),
        ("−1.20", "-1.20", "0.01"),
        ("(3.4)", "-3.4", "0.1"),
        ("（3.4）", "-3.4", "0.1"),
        ("△0.5", "-0.5", "0.1"),
        ("0.00", "0", "0.01"),
    ],
)
def test_printed_forms_of_amounts(printed: str, value: str, resolution: str) -> None:
    amount = parse_amount(printed)
    assert amount == Printed(Fraction(value), Fraction(resolution), is_exact=Fraction(value) == 0)


@pytest.mark.parametrize(
    "printed",
    ["", "-", "1,2 34.5O", "12,34.5", "1,2345", "1.2.3", "(3.4", "3.4)", "5.69①", "5.69²", "½", "٣"],
)
def test_what_is_no_amount_is_refused(printed: str) -> None:
    with pytest.raises(CellError, match="is not an amount"):
        parse_amount(printed)


def test_number_longer_than_any_is_refused_before_it_costs_time() -> None:
    assert parse_amount("9" * 100).value == 10**100 - 1
    for digits in (101, 4301, 10**6):
        with pytest.raises(CellError, match=f"{digits} characters; it is not an amount") as error:
            parse_amount("9" * digits)
        assert len(str(error.value)) < 200


def test_printed_zero_is_exact() -> None:
    assert parse_amount("0.00").interval == Interval(Fraction(0), Fraction(0))


def test_interval_is_half_a_last_digit_to_each_side() -> None:
    assert parse_amount("2,209.05").interval == Interval(
        Fraction("2209.045"), Fraction("2209.055")
    )


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.integers(min_value=0, max_value=4),
    st.booleans(),
)
def test_parsing_undoes_printing(digits: int, places: int, has_separators: bool) -> None:
    value = Fraction(digits, 10**places)
    whole, part = divmod(abs(digits), 10**places)
    text = f"{whole:,}" if has_separators else str(whole)
    text += f".{part:0{places}}" if places else ""
    amount = parse_amount(f"-{text}" if digits < 0 else text)
    assert (amount.value, amount.resolution) == (value, Fraction(1, 10**places))


@given(decimals)
def test_exact_print_round_trip(value: Fraction) -> None:
    printed = decimal(value)
    assert Fraction(printed) == value
    assert "." not in printed or not printed.endswith("0")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction(0), "0"),
        (Fraction(1, 200), "0.005"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(300), "300"),
        (Fraction(1, 3), "0.333333"),
    ],
)
def test_exact_print(value: Fraction, printed: str) -> None:
    assert decimal(value) == printed


@given(decimals, fractions.filter(bool))
def test_change_of_unit_scales_value_and_interval(value: Fraction, factor: Fraction) -> None:
    amount = Printed(value, Fraction(1, 100))
    assert amount.scaled(factor).value == value * factor
    assert amount.scaled(factor).interval == amount.interval.scaled(factor)


# ─── rounding ────────────────────────────────────────────────────────────────────────────────────


@given(decimals, st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100)]))
def test_rounding_is_to_the_nearest_multiple(value: Fraction, resolution: Fraction) -> None:
    down, up = round_to(value, resolution)
    for rounded in (down, up):
        assert (rounded / resolution).denominator == 1
        assert abs(rounded - value) <= resolution / 2
    is_tie = (value / resolution * 2).denominator == 1 and (value / resolution).denominator != 1
    assert (down != up) == is_tie


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.125", ("0.12", "0.13")), ("-0.125", ("-0.13", "-0.12")), ("0.1251", ("0.13", "0.13"))],
)
def test_a_tie_rounds_either_way(value: str, expected: tuple[str, str]) -> None:
    found = round_to(Fraction(value), Fraction(1, 100))
    assert found == (Fraction(expected[0]), Fraction(expected[1]))


# ─── intervals ───────────────────────────────────────────────────────────────────────────────────


def test_an_empty_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Interval(Fraction(2), Fraction(1))


def test_neighbours_touch_in_one_point() -> None:
    left, right = parse_amount("326.71").interval, parse_amount("326.72").interval
    assert left.meets(right)
    assert left.touches(right)
    assert right.touches(left)
    assert not left.touches(left)
    assert not left.meets(parse_amount("326.73").interval)


def test_a_point_on_an_end_meets_but_does_not_touch() -> None:
    interval = Interval(Fraction(0), Fraction(1))
    point = Interval(Fraction(1), Fraction(1))
    assert interval.meets(point)
    assert not interval.touches(point)


def test_an_open_end_contains_everything_beyond() -> None:
    interval = Interval(Fraction(1), None)
    assert interval.contains(10**9)
    assert not interval.contains(0)
    assert interval.meets(Interval(None, Fraction(1)))
    assert interval.scaled(-2) == Interval(None, Fraction(-2))


# ─── ranges ──────────────────────────────────────────────────────────────────────────────────────


@given(linears(), boxes())
def test_range_of_a_sum_is_that_of_its_corners(linear: Linear, box: dict[str, Interval]) -> None:
    values = [linear.at(point) for point in corners(box)]
    assert linear.range(box) == Interval(min(values), max(values))


@given(linears(), linears(), boxes(), fractions)
def test_sums_agree_with_their_values(
    left: Linear, right: Linear, box: dict[str, Interval], factor: Fraction
) -> None:
    point = corners(box)[5]
    assert (left + right).at(point) == left.at(point) + right.at(point)
    assert (left - right).at(point) == left.at(point) - right.at(point)
    assert (left * factor).at(point) == left.at(point) * factor


@given(linears(), boxes())
def test_an_operand_on_both_sides_cancels(linear: Linear, box: dict[str, Interval]) -> None:
    assert (linear - linear).range(box) == Interval(Fraction(0), Fraction(0))


def test_an_open_operand_opens_the_range() -> None:
    intervals = {"a": Interval(Fraction(1), None), "b": Interval(Fraction(0), Fraction(2))}
    linear = Linear.of("b") - Linear.of("a")
    assert linear.range(intervals) == Interval(None, Fraction(1))


@given(linears(), linears(), boxes())
def test_range_of_a_ratio_is_that_of_its_corners(
    numerator: Linear, denominator: Linear, box: dict[str, Interval]
) -> None:
    found = ratio_range(numerator, denominator, box)
    if denominator.range(box).contains(0):
        assert found is None
        return
    values = [numerator.at(point) / denominator.at(point) for point in corners(box)]
    assert found == Interval(min(values), max(values))


def test_growth_uses_the_change_twice() -> None:
    """+322.56 to 2209.05 is +17.10 %: the naive composition of intervals would be wider."""
    box = {"now": parse_amount("2209.05").interval, "change": parse_amount("322.56").interval}
    now, change = Linear.of("now"), Linear.of("change")
    growth = ratio_range(change * 100, now - change, box)
    assert growth is not None
    low = Fraction("32255.5") / (Fraction("2209.055") - Fraction("322.555"))
    high = Fraction("32256.5") / (Fraction("2209.045") - Fraction("322.565"))
    assert growth == Interval(low, high)
    assert growth.meets(Interval(Fraction("17.095"), Fraction("17.105")))


def test_growth_from_zero_has_no_value() -> None:
    box = {"now": parse_amount("5.69").interval, "change": parse_amount("5.69").interval}
    now, change = Linear.of("now"), Linear.of("change")
    assert ratio_range(change * 100, now - change, box) is None
