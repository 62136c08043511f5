"""How verdicts read: equal numbers, relations that hold, and what rests on or follows from a finding at another place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from budget_analysis import specs, words
from budget_analysis.frames import operand_names
from budget_analysis.findings.holding import is_equation, verdict_word
from budget_analysis.frames import as_rows, text
from budget_analysis.identifiers import place_of
from budget_analysis.relations.identities import load_identities
from budget_analysis.site.evidence import Evidence
from budget_analysis.site.following import following, resting
from budget_analysis.site.published import _pieces
from budget_analysis.site.told_rules import _befores, reason_told, rule_told
from tests.seed_account import seed_ledger

Row = dict[str, Any]


def claim(formula: str, verdict: str = "equal", low: str | None = "1", **more: Any) -> Row:
    return {"claim_id": "c1", "printed": "2", "formula": formula, "low": low, "high": low, "verdict": verdict, **more}


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


class Told:
    """What `following` asks of the evidence, of an account of one form."""

    document = "d"
    sides: dict[str, Any] = {"A07.4 total": ([1], [2], "="), "A07.3 201": ([2], [2], "=")}
    figures = [{"figure_id": "d/f/total/amount", "state": "value"}, {"figure_id": "d/f/201/amount", "state": "value"}]
    checks = [check("A07.4", "total", "differs"), check("A07.3", "201", "differs"), check("A07.3", "204", "differs")]
    check_name = staticmethod(Evidence.check_name)
    name_at = Evidence.name_at

    def __init__(self, claims: list[Row], findings: list[Row]) -> None:
        self.claims, self.findings = claims, findings
        self.by_claim = {row["claim_id"]: row for row in claims}
        self.explained: dict[str, list[str]] = {}
        for one in findings:
            for name in json.loads(one["statements"]):
                self.explained.setdefault(name, []).append(one["finding_id"])

    def operands_of(self, row: Row) -> list[str]:
        return operand_names(row)

    def printed(self, name: str) -> str:
        return "1,700.57"


def finding(places: list[Row], statements: list[str], **more: Any) -> Row:
    own = {"finding_id": "s1", "ground": "impossible", "right": "24,535.67", "alternatives": "[]", "sentence_zh": "合计印作1,700.57"}
    return own | {"places": json.dumps(places), "statements": json.dumps(statements)} | more


TOTAL = {"form": "f", "row": "total", "measure": "amount", "printed": "1,700.57"}


def test_what_differs_because_of_a_number_elsewhere_follows_from_its_finding() -> None:
    claims = [claim("= d/f/total/amount", "differs", operands='["d/f/total/amount"]'), claim("a", "differs", operands="[]") | {"claim_id": "c2"}]
    told = Told(claims, [finding([TOTAL], ["A07.4 total", "A07.3 201", "c1"])])
    assert following(told) == {"c1": ["s1"], "A07.3 201": ["s1"]}  # type: ignore[arg-type]
    own = Told([claim("a+b", "differs", operands="[]") | {"claim_id": "c1.sum"}], [finding([{"claim": "c1", "printed": "1,700.57"}], ["c1.sum"])])
    assert following(own) == {}, "a further relation of the number that the finding names"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "more", "rests"),
    [
        (claim("a < b", operands='["d/f/total/amount", "c9"]'), {}, True),
        (claim("a-b <= (c-d)-e", "rounding", operands='["d/f/total/amount", "c9"]'), {}, True),
        (claim("a < b", operands='["d/f/201/amount", "c9"]'), {}, False),
        (claim("a < b", "unchecked", operands='["d/f/total/amount", "c9"]'), {}, False),
        (claim("'= label", low=None, operands='["d/f/total/amount"]'), {}, False),
        (claim("a < b", operands='["d/f/total/amount", "c9"]'), {"right": None}, False),
        (claim("a < b", operands='["d/f/total/amount", "c9"]'), {"ground": "print"}, False),
        (claim("a < b", operands='["d/f/total/amount", "c9"]'), {"alternatives": '[{"claim": "c9"}]'}, False),
    ],
)
def test_what_holds_for_a_number_that_cannot_be_right_is_no_clean_pass(row: Row, more: Row, rests: bool) -> None:
    """Words that the outcome is below the budget, and an implied prior year, beside a total of which a finding says that it is another row's."""
    told = Told([row], [finding([TOTAL], [], **more)])
    assert resting(told) == ({"c1": ["s1"]} if rests else {})  # type: ignore[arg-type]


def test_sentence_that_rests_on_a_number_of_a_finding_has_a_mark_of_its_own() -> None:
    claims: list[Row] = [{"claim_id": "c1", "start": 0, "end": 1, "verdict": "equal"}]
    assert [one.verdict for one in _pieces("甲乙", claims, {}, {}, {"c1": ["s1"]})] == ["rests", ""]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_relation_of_the_prose_says_what_it_is(language: str) -> None:
    """Two relations of one change are told apart by their words; each is of the forms that its claim reads."""
    told = {}
    for row in as_rows(seed_ledger().claims):
        if row["kind"] == "implied_prior":
            said = told[row["claim_id"]] = rule_told(row, language)
            number = int(row["claim_id"].rpartition("prior")[2])
            part = _befores()[number - 1]
            forms = {load_identities().forms[form] for form in part.forms}
            read = {place_of(name, row["document_id"]).split("/")[0] for name in operand_names(row) if "/" in name}
            assert read <= forms and row["form"] in forms
            assert said.startswith(text(row["note"])) and len(said) > 20 and getattr(part, language) in said
    assert len(told) >= 3 and len(set(told.values())) == len(told)


def test_note_that_names_an_identity_alone_is_its_rule_and_no_reason() -> None:
    row = {"claim_id": "c1.prior2", "note": "N19"}
    assert reason_told(row, "zh") == reason_told(row, "en") == ""
    kept = {"claim_id": "c1.prior2", "note": "N19: the balance left over is printed only as adjusted for the new year"}
    assert "调整" in reason_told(kept, "zh") and rule_told(kept, "zh") == rule_told(row, "zh")
    assert rule_told({"claim_id": "c1", "note": "touch: a single point satisfies both sides"}, "en") == ""
    assert rule_told({"claim_id": "c1.running", "note": "N12: the parts together are at most the whole"}, "en").startswith("N12: ")


def test_each_of_several_relations_of_an_identity_of_totals_before_has_words() -> None:
    assert all(part.zh and part.en for part in _befores())
