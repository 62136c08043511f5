"""The severity of what differs: each kind on made-up claims."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from budget_analysis.amounts import Printed
from budget_analysis.claims.severity import TRUNCATED, rate_severity, severity_of, with_one_cause
from budget_analysis.facts import Fact
from budget_analysis.relations.tree import Operand, Relation, add
from tests.golden_claims import made_up_claims


def differing(kind: str, printed: str, low: str, high: str, **more: Any) -> dict[str, Any]:
    row = {"kind": kind, "printed": printed, "unit": "万元", "low": low, "high": high}
    return {**row, "verdict": "differs", "formula": "a", "note": None, **more}


@pytest.mark.parametrize(
    ("claim", "severity"),
    [
        (differing("amount", "10.00", "10.015", "10.025"), "last_digit"),
        (differing("amount", "10.00", "10.045", "10.055"), "ordinary"),
        (differing("amount", "10.00", "1.0045", "1.0055"), "gross"),
        (differing("amount", "10.00", "99.995", "100.005"), "gross"),
        (differing("amount", "10.00", "-4.005", "-3.995"), "gross"),
        (differing("amount", "10.00", "19.995", "20.005"), "ordinary"),
        (differing("amount", "10.00", "20.995", "21.005"), "gross"),
        (differing("count", "5", "6", "6", unit="个"), "ordinary"),
        (differing("count", "5", "50", "50", unit="个"), "gross"),
        (differing("growth", "5.24", "5.2451", "5.2452", unit="%"), "last_digit"),
        (differing("growth", "5.24", "4.9", "5.0", unit="%"), "ordinary"),
        (differing("shares_sum", "25.00", "0.01", "0.03", unit="%"), "ordinary"),
        (differing("direction", "小于", "0.01", "0.03", unit=None, formula="a < b"), "last_digit"),
        (differing("direction", "小于", "5.99", "6.01", unit=None, formula="a < b"), "gross"),
        (differing("nil", "无", "", "", unit=None), "gross"),
        (differing("list", "办公费", "0", "0", unit=None), "ordinary"),
        (differing("period", "2023", "2024", "2024", unit="年"), "ordinary"),
        (differing("announced", "收入决算表", "", "", note="announced in the contents, but"), "gross"),
        (differing("announced", "收入决算表", "", "", note="the form has no figure"), "ordinary"),
    ],
)  # fmt: skip
def test_severity_goes_by_distance_and_kind(claim: dict[str, Any], severity: str) -> None:
    if claim["kind"] == "shares_sum":
        parts = [Fact(name, Printed(Fraction(value), Fraction(1, 100)), "%") for name, value in (("a", 75), ("b", 25))]
        tree = Relation(add(parts), "=", Operand(Fact("c", Printed(Fraction(100), Fraction(0), True))))
        assert severity_of({**claim, "low": "0.02", "high": "0.04"}, tree)[0] == severity
    else:
        assert severity_of(claim)[0] == severity


def test_parts_beyond_their_whole_are_gross_from_half_of_the_larger_side_on() -> None:
    def fact(name: str, value: int) -> Fact:
        return Fact(name, Printed(Fraction(value), Fraction(1)))

    claim = differing("nesting", "30.00", "9.99", "10.01", formula="a <= b")
    for whole, severity in ((20, "ordinary"), (14, "gross")):
        tree = Relation(Operand(fact("a", 30)), "<=", Operand(fact("b", whole)))
        assert severity_of(claim, tree)[0] == severity


def test_rate_that_was_cut_off_says_so() -> None:
    claims = made_up_claims(
        {
            "c1": {**differing("share", "9.55", "9.556", "9.559", unit="%"), "note": "why"},
            "c2": {**differing("share", "9.55", "9.538", "9.541", unit="%")},
            "c3": {**differing("share", "9.55", "9.55", "9.55", unit="%"), "verdict": "equal"},
        }
    )
    found = rate_severity(claims, {})
    assert found["severity"].fillna("").tolist() == ["last_digit", "last_digit", ""]
    assert found["note"].fillna("").tolist() == [f"why; {TRUNCATED}", "", ""]


def test_one_print_has_one_cause() -> None:
    """A share that is cut off and makes exactly 100 with the others: what the finding says of it counts."""
    claims = pd.DataFrame({"claim_id": ["c1", "c2"], "note": [TRUNCATED, TRUNCATED]})
    findings = pd.DataFrame({"cause": ["levelled", "cut_off"], "statements": ['["c1"]', '["c2"]']})
    assert list(with_one_cause(claims, findings)["note"].fillna("")) == ["", TRUNCATED]
