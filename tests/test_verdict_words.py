"""How verdicts read: equal numbers, relations that hold, and what rests on or follows from a finding at another place."""

from __future__ import annotations

from typing import Any

import pytest

from budget_analysis import specs, words
from budget_analysis.findings.holding import is_equation, verdict_word
from budget_analysis.relations.identities import load_identities

Row = dict[str, Any]


def claim(formula: str, verdict: str = "equal", low: str | None = "1", **more: Any) -> Row:
    return {"claim_id": "c1", "formula": formula, "low": low, "high": low, "verdict": verdict, **more}


def check(identity: str, instance: str = "total", verdict: str = "equal", low: str | None = "0") -> Row:
    return {"identity": identity, "instance": instance, "residual_low": low, "residual_high": low, "verdict": verdict}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (claim("a+b"), "equal"),
        (claim("a-b = (c-d)-e"), "equal"),
        (claim("= x/total ; = y/total"), "equal"),
        (claim("100*a/b", "differs"), "differs"),
        (claim("a-b <= (c-d)-e"), "holds"),
        (claim("a+b <= c", "differs"), "does not hold"),
        (claim("this >= t"), "holds"),
        (claim("a < b", "differs"), "does not hold"),
        (claim("a > 0"), "holds"),
        (claim("fiscal year", low=None), "holds"),
        (claim("a <= b", "rounding"), "rounding"),
        (claim("a <= b", "unchecked"), "unchecked"),
        (claim("", None), "recorded"),  # type: ignore[arg-type]
        (check("A01.1"), "equal"),
        (check("B23", "equal total", "differs"), "differs"),
        (check("B23", "at most total", "differs"), "does not hold"),
        (check("N13.4", "procurement", low=None), "holds"),
        (check("A03.5", "lengths", low=None), "holds"),
    ],
)
def test_only_numbers_that_should_be_the_same_are_called_equal(row: Row, said: str) -> None:
    assert verdict_word(row, "en") == said
    assert (verdict_word(row, "zh") in ("成立", "不成立")) == (said in ("holds", "does not hold"))


def test_every_identity_of_limits_alone_is_told_as_one() -> None:
    bounds = [one for one in load_identities().all if one.parts and {part.relation.operator for part in one.parts} == {"<="}]
    assert bounds
    for one in bounds:
        assert words.sign(one.id, "total") == "≤" and not is_equation(check(one.id))


def test_words_of_the_workbook_are_those_of_the_page() -> None:
    for name, entry in specs.load("findings.toml")["holding"].items():
        for language in ("zh", "en"):
            assert specs.load("ledger.toml")["holding"][name][language] == entry[language]
