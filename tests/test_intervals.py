"""docs/intervals.md: each row of its tables, by our judge and by Calculations 1.1 written out for itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from budget_analysis.amounts import Printed
from budget_analysis.facts import Fact, read_number
from budget_analysis.facts.fact import ZERO
from budget_analysis.relations.judging import judge
from budget_analysis.relations.tree import Operand, Sum

PAGE = Path(__file__).parents[1] / "docs" / "intervals.md"
TERM = re.compile(r"(^|[+−])\s*(-?\d[\d.]*)")
Row = dict[str, str]
Span = tuple[Fraction, Fraction]


def rows() -> Iterator[Row]:
    """The rows of all tables of the page, by the heads of their columns."""
    heads: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            heads = []
        elif not heads:
            heads = cells
        elif not set("".join(cells)) <= set("-"):
            yield dict(zip(heads, cells, strict=True))


def parts_of(row: Row) -> tuple[list[tuple[int, str]], str]:
    """The parts with their signs, and the total."""
    left, _, total = row["printed"].partition(" = ")
    return [(-1 if sign == "−" else 1, number) for sign, number in TERM.findall(left)], total


def rounded(number: str) -> Span:
    half = Fraction(1, 2 * 10 ** len(number.partition(".")[2]))
    return Fraction(number) - half, Fraction(number) + half


def truncated(number: str) -> Span:
    """From the print to one unit more; its upper end does not belong to it."""
    assert not number.startswith("-")
    return Fraction(number), Fraction(number) + Fraction(1, 10 ** len(number.partition(".")[2]))




def word(is_consistent: bool) -> str:
    return "consistent" if is_consistent else "inconsistent"


def added(parts: list[tuple[int, str]], span: Callable[[str], Span]) -> Span:
    """The parts together; a bare 0 is a part that is not reported, and adds nothing."""
    spans = [span(number) if number != "0" else (Fraction(0), Fraction(0)) for _, number in parts]
    turned = [(low, high) if sign > 0 else (-high, -low) for (sign, _), (low, high) in zip(parts, spans, strict=True)]
    return sum((low for low, _ in turned), Fraction(0)), sum((high for _, high in turned), Fraction(0))


ROWS = list(rows())


def test_the_page_has_its_tables() -> None:
    assert len(ROWS) >= 20
    assert {row["here"] for row in ROWS} == {"equal", "rounding", "differs"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_our_verdict_is_the_one_of_the_page(row: Row) -> None:
    parts, total = parts_of(row)
    facts = [
        Fact(f"f{n}", ZERO if number == "0" else _read(number), "万元", number) for n, (_, number) in enumerate(parts)
    ]
    tree = Sum(tuple((sign, Operand(fact)) for (sign, _), fact in zip(parts, facts, strict=True)))
    assert judge(tree, Fact("total", _read(total), "万元", total)).verdict == row["here"]


def _read(number: str) -> Printed:
    return read_number(number, "万元", "money")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_the_standard_says_what_the_page_says(row: Row) -> None:
    parts, total = parts_of(row)
    said = next(row[head] for head in row if head.startswith("Calculations 1.1"))
    low, high = added(parts, rounded)
    own = rounded(total)
    assert said == word(low <= own[1] and own[0] <= high)
    if "truncated" in row:
        low, high = added(parts, truncated)
        own = truncated(total)
        assert row["truncated"] == word(low < own[1] and own[0] < high)
