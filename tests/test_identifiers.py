"""What documents and statements are called does not move when something else moves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from budget_analysis import frames, load
from budget_analysis.annex_claims import ANNEXES, read_annex_claims
from budget_analysis.facts import Forms
from tests.prose_claims import read_claims
from budget_analysis.identifiers import Identifiers, document_name, figure_name, place_of
from tests.seed_account import seed_account, seed_ledger
from tests.small_account import small_account

STATEMENTS = st.lists(
    st.tuples(st.sampled_from(["form/row/amount", "form/row/share"]), st.sampled_from("ab"), st.sampled_from("12")),
    max_size=30,
)
TITLES = {"section": "revenue", "heading": True, "page": 1, "text": "收入决算情况", "places": "[]"}
SENTENCE = "本年收入合计1100.00万元，与2023年度相比，增加100.00万元，增长10.00%。"
UNRELATED = "本部门推进政务公开，全年举办培训3场。"


def names_of(statements: list[tuple[str, str, str]]) -> list[str]:
    names = Identifiers("c")
    return [names.give([quantity], section, printed) for quantity, section, printed in statements]


def blocks_of(*texts: str) -> pd.DataFrame:
    rows = [TITLES, *(TITLES | {"heading": False, "text": text} for text in texts)]
    places = json.dumps([[0, 1, 1, None, None, None, None]])
    return frames.build(
        "blocks", [row | {"document_id": "d", "block": n, "places": places} for n, row in enumerate(rows, start=1)]
    )


def told(*texts: str, printed: str = "1100.00") -> pd.DataFrame:
    """The claims of a section beside a form that prints its total; no form where it prints nothing."""
    form = {"document_id": "d", "form": "revenue_by_function", "state": "found", "unit": "万元"}
    cell = {
        "figure_id": "d/revenue_by_function/total/revenue_total", "document_id": "d", "row": 1, "role": "total",
        "form": "revenue_by_function", "measure": "revenue_total", "printed": printed, "state": "value",
    }  # fmt: skip
    kept = [cell | {"amount_fen": int(printed.replace(".", "")) * 10_000, "resolution_fen": 10_000}] if printed else []
    forms = frames.build("forms", [form] if printed else [])
    claims, _ = read_claims(blocks_of(*texts), forms, frames.build("figures", kept), "d", "某局", 2024)
    return claims


@given(STATEMENTS)
def test_no_identifier_is_given_twice(statements: list[tuple[str, str, str]]) -> None:
    names = names_of(statements)
    assert len(set(names)) == len(names)


@given(STATEMENTS, st.integers(0, 30))
def test_another_statement_moves_no_identifier(statements: list[tuple[str, str, str]], at: int) -> None:
    at = min(at, len(statements))
    stranger = ("form/row/growth", "a", "1")
    found = names_of([*statements[:at], stranger, *statements[at:]])
    assert found[:at] + found[at + 1 :] == names_of(statements)


def test_equal_statements_are_told_apart_by_their_order() -> None:
    first, second, third = names_of([("q", "s", "1"), ("q", "s", "1"), ("q", "s", "2")])
    assert second == f"{first}-2" and third not in (first, second)
    assert names_of([("q/s", "", "1")]) != names_of([("q", "s", "1")])


def test_equal_sentences_have_identifiers_of_their_own() -> None:
    claims = told(SENTENCE, SENTENCE)
    assert claims["claim_id"].is_unique
    own = [list(claims.loc[claims["block"] == block, "claim_id"]) for block in (2, 3)]
    assert own[1] == [f"{name}-2" for name in own[0]] and own[0]


def test_unrelated_paragraph_moves_no_identifier() -> None:
    before = told(SENTENCE)
    for texts in ((UNRELATED, SENTENCE), (SENTENCE, UNRELATED)):
        after = told(*texts)
        own = after[after["quote"].isin(before["quote"])]
        assert list(own["claim_id"]) == list(before["claim_id"])


def test_form_verdict_and_words_move_no_identifier() -> None:
    names = set(told(SENTENCE)["claim_id"])
    other = told(SENTENCE, printed="1200.00")
    assert "differs" in set(other["verdict"]) and "differs" not in set(told(SENTENCE)["verdict"])
    assert set(other["claim_id"]) == names
    assert set(told(SENTENCE, printed="")["claim_id"]) == names
    assert set(told(SENTENCE.replace("，与2023年度相比，", "，比2023年度"))["claim_id"]) & names


def test_file_may_be_renamed_and_moved(tmp_path: Path) -> None:
    account = load(small_account(tmp_path / "a.txt"))
    moved = tmp_path / "folder" / "b.txt"
    moved.parent.mkdir()
    shutil.copy(tmp_path / "a.txt", moved)
    again = load(moved)
    sha256 = str(account.documents["sha256"].iloc[0])
    assert account.document_id == again.document_id == document_name(sha256) == f"d{sha256[:12]}"
    assert list(account.figures["figure_id"]) == list(again.figures["figure_id"])
    assert load(small_account(tmp_path / "a.txt", total="5.70")).document_id != account.document_id
    assert load(moved, document_id="x").document_id == "x"


def test_figure_is_named_by_its_place() -> None:
    account = seed_account()
    assert account.figures["figure_id"].is_unique
    for row in account.figures.dropna(subset=["role"]).to_dict("records"):
        name = figure_name(account.document_id, row["form"], row["role"], row["measure"])
        assert str(row["figure_id"]).replace("#2", "") == name
        assert place_of(name, account.document_id) == f"{row['form']}/{row['role']}/{row['measure']}"
    assert place_of("form/row/measure", account.document_id) == "form/row/measure"


def test_all_that_refers_to_a_statement_finds_it() -> None:
    """Operands, joint test, coverage and notices of the committed account."""
    ledger = seed_ledger()
    claims = set(ledger.claims["claim_id"])
    known = claims | set(seed_account().figures["figure_id"])
    assert len(claims) == len(ledger.claims)
    operands = [name for text in ledger.claims["operands"].dropna() for name in json.loads(text)]
    # a row that its form does not print is named by its place alone
    assert operands and all(name in known or name.count("/") == 2 for name in operands)
    joint = ledger.joint.conflicts
    assert set(joint.loc[joint["source"] == "claim", "statement"]) <= claims
    assert set(ledger.joint.left_out["claim_id"]) <= claims
    assert claims & set(ledger.coverage["covered_by"].dropna())
    assert all(name.startswith("f") for name in ledger.claims.loc[ledger.claims["kind"] == "announced", "claim_id"])


def test_annex_names_move_with_no_block() -> None:
    account = seed_account()

    def names(blocks: pd.DataFrame) -> list[str]:
        annexes = {name: getattr(account, name) for name in ANNEXES}
        forms = Forms(account.forms, account.figures, account.document_id)
        found = read_annex_claims(blocks, forms, annexes, account.department, account.fiscal_year).claims
        return sorted(found["claim_id"])

    moved = account.blocks.assign(block=account.blocks["block"] + 7)
    turned = names(moved)
    assert turned == names(account.blocks) and len(set(turned)) == len(turned)
