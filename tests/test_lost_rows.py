"""Forms that have lost rows: what the prose tells of these is held against no other row, and counts in its own sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from budget_analysis import Account, reconcile
from budget_analysis.facts.item_names import ItemNames
from budget_analysis.reconciliation import Reconciliation
from tests.seed_account import seed_account, seed_ledger
from tests.test_findings import with_words

FORM = "general_public_expenditure"
CLASSES = {"201": "一般公共服务支出", "208": "社会保障和就业支出"}


def without_rows(account: Account, *beginnings: str) -> Account:
    """The account whose form of items has lost the rows of these classes."""
    figures = account.figures
    is_lost = (figures["form"] == FORM) & figures["code"].fillna("").str.startswith(beginnings)
    assert is_lost.any()
    return replace(account, figures=figures[~is_lost])


def accused(ledger: Reconciliation) -> list[str]:
    known = set(seed_ledger().findings["finding_id"])
    found = ledger.findings
    return [row.sentence_en for row in found[~found["finding_id"].isin(known) & (found["ground"] != "omission")].itertuples()]


@pytest.mark.parametrize("lost", [("221",), ("210", "221"), ("208", "210", "221")])
def test_rows_that_are_not_on_the_form_accuse_nobody(lost: tuple[str, ...]) -> None:
    found = reconcile(without_rows(seed_account(), *lost))
    assert accused(found) == []
    remarks = found.findings[found.findings["kind"] == "no_row"]
    assert all(any(code in said for said in remarks["sentence_zh"]) for code in lost)
    claims = found.claims[(found.claims["section"] == "general_public.structure") & (found.claims["kind"] == "amount")]
    told = claims[claims["quote"].str.contains("住房保障")]
    assert set(told["verdict"]) == {"unchecked"} and told["note"].str.contains("is no row of the form").all()


def test_a_sum_counts_every_item_that_the_prose_lists() -> None:
    claims = reconcile(without_rows(seed_account(), "221")).claims
    sums = claims[claims["section"].str.startswith("general_public").fillna(False) & (claims["kind"] == "sum")]
    whole = seed_ledger().claims.set_index("claim_id")
    assert len(sums) and all(verdict == whole.loc[name, "verdict"] for name, verdict in zip(sums["claim_id"], sums["verdict"], strict=True))
    assert [formula.count("+") for formula in sums["formula"]] == [whole.loc[name, "formula"].count("+") for name in sums["claim_id"]]


def test_parts_above_their_whole_differ_also_where_the_form_lacks_one() -> None:
    account = without_rows(with_words(seed_account(), "住房保障支出（类）支出29.71万元", "住房保障支出（类）支出929.71万元"), "221")
    claims = reconcile(account).claims
    sums = claims[(claims["section"] == "general_public.structure") & (claims["kind"] == "sum")]
    assert "differs" in set(sums["verdict"])


@pytest.mark.parametrize(("names", "printed", "expected"), [
    (("卫生健康支出", "", ""), {}, None),  # the name of a class that is not on the form
    (("卫生健康支出", "", ""), {("卫生健康支出", "208")}, "208"),  # whose amount the form prints for another
    (("社会保障与就业支出", "", ""), {}, "208"),  # no class is called so
])  # fmt: skip
def test_name_of_another_class_is_held_against_the_row_with_its_amount_only(
    names: tuple[str, ...], printed: Sequence[tuple[str, str]], expected: str | None
) -> None:
    rows = ItemNames(CLASSES)
    rows.settle([("一般公共服务支出", "", ""), names], lambda names, code: (names[0], code) in printed)
    assert rows.code_of(names) == expected


def test_row_of_another_class_is_not_that_of_a_class_without_a_row() -> None:
    """A form with one class alone: that class is told already."""
    rows = ItemNames({"201": "一般公共服务支出"})
    rows.settle([("一般公共服务支出", "", ""), ("某某保障支出", "", "")])
    assert rows.code_of(("某某保障支出", "", "")) is None
