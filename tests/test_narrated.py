"""The identities of the prose: where each is evaluated, what is not applicable, the rules."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from budget_analysis import frames
from budget_analysis.checks.paragraphs import Document, examine_paragraphs, soften
from budget_analysis.errors import SpecError
from budget_analysis.facts import Forms
from budget_analysis.relations.evaluation import Evaluation
from budget_analysis.relations.identities import identities_of, identity_table, load_identities, read_identities
from tests.gold_frames import figure_row
from tests.golden_claims import golden_claims, made_up_claims
from tests.seed_account import seed_account, seed_ledger

IDENTITIES = [
    "N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08.1", "N08.2", "N08.3", "N08.4", "N08.5",
    "N09.1", "N09.2", "N10", "N11.1", "N11.2", "N12", "N13.1", "N13.2", "N13.3", "N13.4", "N14",
    "N15.1", "N15.2", "N15.3", "N15.4", "N16.1", "N16.2", "N16.3", "N16.4", "N16.5", "N16.6",
    "N17.1", "N17.2", "N17.3", "N17.4", "N17.5", "N17.6", "N17.7", "N18", "N19",
]  # fmt: skip

ITEMS, BASIC = "general_public_expenditure", "general_public_basic"
Printed = Mapping[str, Mapping[str, str]]


def evaluate(
    claims: Mapping[str, Mapping[str, Any]],
    printed: Printed | None = None,
    blocks: list[dict[str, Any]] | None = None,
) -> Evaluation:
    """The identities of a made-up document: form to `role/measure` to what is printed there."""
    forms, figures = [], []
    for form, cells in (printed or {}).items():
        forms.append({"document_id": "d", "form": form, "state": "found", "unit": "万元"})
        for number, (key, text) in enumerate(cells.items(), start=1):
            role, measure, *label = key.split("/")
            row = figure_row("d", form, role, number, measure, text, unit="万元")
            code = role if role.isdigit() else None
            figures.append({**row, "code": code, "label": label[0] if label else role})
    said = [
        {"document_id": "d", "section": "general_public.detail", "heading": False, "page": 1,
         "places": "[]", **block}
        for block in blocks or []
    ]  # fmt: skip
    index = Forms(frames.build("forms", forms), frames.build("figures", figures), "d")
    return examine_paragraphs(Document(index, frames.build("blocks", said), made_up_claims(claims)))


def rows(evaluation: Evaluation, identity: str) -> dict[str, str]:
    """Instance to verdict of one identity."""
    own = evaluation.checks[evaluation.checks["identity"] == identity]
    return dict(zip(own["instance"], own["verdict"], strict=True))


def taken(claims: Mapping[str, Mapping[str, Any]], identity: str) -> list[str]:
    """The claims that evaluate one identity."""
    evaluated = identities_of(made_up_claims(claims))
    return [name for name, identities in evaluated.items() if identity in identities]


def claim(kind: str, section: str, subject: str = "", **more: Any) -> dict[str, Any]:
    row = {"kind": kind, "section": section, "subject": subject or None, "printed": "1.00"}
    return {**row, "unit": "万元", "verdict": "equal", **more}


# --- where each identity is evaluated --------------------------------------------------------------


def test_every_identity_of_the_prose_is_evaluated_somewhere() -> None:
    table = identity_table()
    own = table[table["kind"] == "told"]
    assert own["identity"].tolist() == IDENTITIES
    assert (own != "").all(axis=None)


def test_identities_are_those_of_the_list(shared_dir: Path) -> None:
    with (shared_dir / "domain" / "identities.csv").open(encoding="utf-8") as source:
        listed = [row["id"] for row in csv.DictReader(source) if row["id"].startswith("N")]
    assert sorted(listed) == sorted(IDENTITIES)


def test_document_that_states_nothing_has_nothing_applicable() -> None:
    found = evaluate({})
    assert found.checks.empty and found.notices.empty
    assert found.not_applicable["identity"].tolist() == IDENTITIES
    assert (found.not_applicable["reason"] != "").all()


def test_ledger_read_by_hand_evaluates_every_identity() -> None:
    account = seed_account()
    claims = golden_claims(account.document_id)
    index = Forms(account.forms, account.figures, account.document_id)
    found = examine_paragraphs(Document(index, account.blocks, claims))
    by_claim = identities_of(claims)
    evaluated = {name for names in by_claim.values() for name in names}
    evaluated |= set(found.checks["identity"]) | set(found.not_applicable["identity"])
    assert evaluated == set(IDENTITIES)
    assert not (found.checks["verdict"] == "differs").any()
    assert set(claims.loc[claims["verdict"] == "differs", "claim_id"]) <= set(by_claim)


def test_prose_of_the_seed_has_all_its_identities() -> None:
    checks, claims = seed_ledger().checks, seed_ledger().claims
    by_claim = identities_of(claims)
    evaluated = {name for names in by_claim.values() for name in names} | set(checks["identity"])
    prose = {name for name in IDENTITIES if name < "N15" or name in ("N18", "N19")}
    assert prose <= evaluated
    assert evaluated | set(seed_ledger().not_applicable["identity"]) >= set(IDENTITIES)
    own = claims[[bool(prose & set(by_claim.get(name, []))) for name in claims["claim_id"]]]
    assert len(own) > 150 and not (own["verdict"] == "differs").any()
    assert not checks.duplicated(["document_id", "identity", "instance"]).any()


def test_claims_of_the_prose_are_instances_of_an_identity() -> None:
    """Only words about time and counts of nothing evaluate no identity of their own."""
    claims = seed_ledger().claims
    judged = claims[claims["verdict"].notna()]
    prose = judged[~judged["section"].isin(["performance", "self_evaluation", "evaluation_report"])]
    left = prose[~prose["claim_id"].isin(list(identities_of(claims)))]
    assert set(left["kind"]) <= {"period", "department", "as_of", "count", "item_name", "grade"}


def test_claim_is_no_row_of_the_checks() -> None:
    """A claim that evaluates an identity stands in `claims` alone; what rules find in `checks`."""
    ledger = seed_ledger()
    assert not set(ledger.checks["instance"]) & set(ledger.claims["claim_id"])
    assert {"N08.5", "A05.1"} <= set(ledger.checks["identity"])


# --- what a row says -------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", ["equal", "rounding", "differs", "undefined", "unchecked"])
def test_judged_claim_is_an_instance(verdict: str) -> None:
    assert taken({"c1": claim("growth", "general_summary", verdict=verdict)}, "N02") == ["c1"]


def test_datum_is_no_instance() -> None:
    told = {"c1": claim("growth", "general_summary", verdict=None)}
    assert taken(told, "N02") == []
    assert "N02" in set(evaluate(told).not_applicable["identity"])


@pytest.mark.parametrize(
    ("told", "identity", "is_taken"),
    [
        (claim("amount", "three_public.total"), "N11.1", True),
        (claim("amount", "three_public_other"), "N11.1", False),
        (claim("amount", "procurement", "procurement/goods"), "N13.1", False),
        (claim("amount", "procurement", "procurement/goods ; procurement/total"), "N13.1", True),
        (claim("implied_prior", "general_public", note="N19: as adjusted"), "N19", True),
        (claim("implied_prior", "general_public", note="N19: as adjusted"), "N18", False),
        (claim("direction", "general_public", verdict="unchecked"), "N08.4", True),
        (claim("direction", "revenue", operands=["c2"]), "N08.4", False),
        (claim("direction", "revenue", operands=["c2"]), "N02", True),
    ],
)
def test_selection_goes_by_kind_section_subject_note_and_operands(
    told: dict[str, Any], identity: str, is_taken: bool
) -> None:
    change = {"kind": "datum", "subject": "x/y/change", "printed": "1.00", "unit": "万元"}
    assert ("c1" in taken({"c1": told, "c2": change}, identity)) is is_taken


def test_soft_identity_that_fails_is_unchecked_and_noticed() -> None:
    told = claim("nesting", "performance", "performance/self_evaluation/actual/nesting", verdict="differs")
    claims, notices = soften(made_up_claims({"c1": told, "c2": {**told, "verdict": "equal"}}))
    assert claims["verdict"].tolist() == ["unchecked", "equal"]
    assert "usual" in claims["note"][0]
    assert notices["kind"].tolist() == ["soft_identity"]
    assert notices["place"].tolist() == ["N15.4 c1"]


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "N1", "zh": "z", "en": "e"},
        {"id": "N1", "zh": "z", "en": "e", "rule": "unknown"},
        {"id": "N1", "zh": "z", "claims": [{"kinds": ["amount"]}]},
        {"id": "N1", "zh": "z", "en": "e", "claims": [{"sections": ["revenue"]}]},
        {"id": "N1", "zh": "z", "en": "e", "claims": [{"kinds": ["amount"], "kind": "x"}]},
    ],
)
def test_identity_that_says_too_little_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match="identity N1"):
        read_identities({"forms": {}, "sets": {}, "identity": [{"kind": "told", **entry}]})


def test_selected_kinds_are_known_to_the_ledger() -> None:
    from budget_analysis import specs

    known = set(specs.load("ledger.toml")["kinds"])
    used = {kind for one in load_identities().of_claims for part in one.selections for kind in part.kinds}
    assert used <= known


# --- rules -----------------------------------------------------------------------------------------

ONE_ITEM = {ITEMS: {"2013704/expenditure_total/信息安全事务": "5.00", "2013750/expenditure_total/事业运行": "1.00"}}


def about(role: str, block: int, **more: Any) -> dict[str, Any]:
    subject = f"{ITEMS}/{role}/expenditure_total"
    return claim("amount", "general_public.detail", subject, block=block, start=0, end=1, **more)


def paragraphs(*texts: str) -> list[dict[str, Any]]:
    return [{"block": number, "text": text} for number, text in enumerate(texts, start=1)]


def test_each_item_has_one_paragraph() -> None:
    claims = {"c1": about("2013704", 1), "c2": about("2013750", 2)}
    found = rows(evaluate(claims, ONE_ITEM, paragraphs("一", "二")), "N08.5")
    assert found == {"2013704 信息安全事务": "equal", "2013750 事业运行": "equal"}


def test_item_that_no_paragraph_names_differs() -> None:
    found = rows(evaluate({"c1": about("2013704", 1)}, ONE_ITEM, paragraphs("信息安全事务5.00万元")), "N08.5")
    assert found["2013750 事业运行"] == "differs"


def test_item_that_is_named_but_not_understood_is_unchecked() -> None:
    texts = paragraphs("信息安全事务5.00万元", "事业运行另见附件")
    assert rows(evaluate({"c1": about("2013704", 1)}, ONE_ITEM, texts), "N08.5")["2013750 事业运行"] == "unchecked"
    unknown = {"kind": "item_name", "section": "general_public.detail", "block": 1, "start": 0, "end": 2,
               "printed": "某事务", "verdict": "unchecked"}  # fmt: skip
    claims = {"c1": about("2013704", 1), "c2": unknown}
    found = rows(evaluate(claims, ONE_ITEM, paragraphs("信息安全事务5.00万元")), "N08.5")
    assert found["2013750 事业运行"] == "unchecked"


def test_item_with_two_paragraphs_is_unchecked() -> None:
    claims = {"c1": about("2013704", 1), "c2": about("2013704", 2), "c3": about("2013750", 2)}
    found = rows(evaluate(claims, ONE_ITEM, paragraphs("一", "二")), "N08.5")
    assert found["2013704 信息安全事务"] == "unchecked"


def test_item_without_expenditure_needs_no_paragraph() -> None:
    printed = {ITEMS: {"2013704/expenditure_total/甲": "5.00", "2013750/expenditure_total/乙": "0.00"}}
    found = rows(evaluate({"c1": about("2013704", 1)}, printed, paragraphs("一")), "N08.5")
    assert found == {"2013704 甲": "equal"}


def test_prose_without_items_or_without_the_form_is_not_applicable() -> None:
    for printed in (ONE_ITEM, None):
        absent = evaluate({}, printed, paragraphs("总体情况")).not_applicable
        assert "N08.5" in set(absent["identity"])


def listed(code: str, half: str = "personnel", **more: Any) -> dict[str, Any]:
    operand = f"d/{BASIC}/{code}/amount"
    return claim("list", "basic", f"{BASIC}/{half}/amount", operands=[operand], unit=None, **more)


SECTIONS = {BASIC: {"30101/amount/基本工资": "5.00", "30102/amount/津贴补贴": "1.00", "30103/amount/奖金": "0.00"}}


def test_list_that_names_all_is_complete() -> None:
    found = rows(evaluate({"c1": listed("30101"), "c2": listed("30102")}, SECTIONS), "N09.2")
    assert found == {"personnel complete": "equal"}


def test_list_that_leaves_out_money_is_unchecked() -> None:
    found = evaluate({"c1": listed("30101")}, SECTIONS)
    assert rows(found, "N09.2")["personnel complete"] == "unchecked"
    note = found.checks.set_index("instance").loc["personnel complete", "note"]
    assert "30102" in note and "30103" not in note


def test_list_with_an_unknown_name_says_so() -> None:
    claims = {"c1": listed("30101"), "c2": {**listed("30102"), "operands": [], "verdict": "unchecked"}}
    found = evaluate(claims, SECTIONS)
    note = found.checks.set_index("instance").loc["personnel complete", "note"]
    assert "no row of the form" in note


def procurement(printed: str) -> dict[str, str]:
    cells = {
        "expenditure_by_function": {"total/project": "8.00"},
        BASIC: {"running/amount": "2.00"},
    }
    told = claim("datum", "procurement", "procurement/total", printed=printed, verdict=None)
    return rows(evaluate({"c1": told}, cells), "N13.4")


def test_procurement_stays_within_expenditure() -> None:
    assert procurement("10.00") == {"procurement": "equal"}
    assert procurement("10.01") == {"procurement": "rounding"}
    assert procurement("10.02") == {"procurement": "unchecked"}


def test_procurement_without_the_forms_is_not_applicable() -> None:
    told = claim("amount", "procurement", "procurement/total")
    absent = evaluate({"c1": told}).not_applicable.set_index("identity")
    assert "is not in the account" in absent.loc["N13.4", "reason"]
