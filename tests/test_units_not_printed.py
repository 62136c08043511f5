"""Forms above which no unit of money is printed: they are read in the one in which they agree, or accuse nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import Account, load, money_units, reconcile
from budget_analysis.reconciliation import Reconciliation
from budget_analysis.synthetic.office import write_docx
from tests.rendering import AccountModel, Style, lay_out, made_up_ledger

GENERAL = "general_public_expenditure"


@cache
def model(unit: str) -> AccountModel:
    """One made-up account, printed in 元 or in 万元."""
    return lay_out(made_up_ledger(11, grain_fen=10_000), Style(layout="mof", unit=unit))


def printed(base: str, other: str, of_other: Callable[[str], bool], bare: Callable[[str], bool]) -> AccountModel:
    """The prose and the forms in one unit, some forms in another; some have no unit above them."""
    own, others = model(base), {form.form: form for form in model(other).forms}
    forms = [others[form.form] if of_other(form.form) else form for form in own.forms]
    forms = [replace(form, above=(form.above[0], "")) if bare(form.form) else form for form in forms]
    return replace(own, forms=tuple(forms))


def read(folder: Path, told: AccountModel) -> tuple[Account, Reconciliation]:
    path = folder / "account.docx"
    path.write_bytes(write_docx(told))
    account = load(path)
    return account, reconcile(account)


def units_of(account: Account) -> dict[str, str]:
    forms = account.forms.dropna(subset=["unit"])
    return dict(zip(forms["form"], forms["unit"], strict=True))


def differing(found: Reconciliation) -> list[str]:
    claims, checks = found.claims, found.checks
    return [*claims.loc[claims["verdict"] == "differs", "claim_id"], *checks.loc[checks["verdict"] == "differs", "identity"]]


CASES: Sequence[tuple[str, str, Callable[[str], bool], Callable[[str], bool]]] = [
    ("万元", "元", lambda form: True, lambda form: True),
    ("万元", "元", lambda form: form == GENERAL, lambda form: form == GENERAL),
    ("元", "万元", lambda form: form == GENERAL, lambda form: form == GENERAL),
]


@pytest.mark.parametrize("case", CASES)
def test_a_form_is_read_in_the_unit_in_which_it_agrees(
    case: tuple[str, str, Callable[[str], bool], Callable[[str], bool]], tmp_path: Path
) -> None:
    account, found = read(tmp_path, printed(*case))
    told = account.problems[account.problems["kind"] == "unit"]
    assert any(f"{case[1]} is taken" in message for message in told["message"])
    assert units_of(account)[GENERAL] == case[1]
    assert differing(found) == [] and found.findings.empty
    assert (found.claims["verdict"] == "unchecked").sum() <= 1


@pytest.mark.parametrize("case", CASES)
def test_what_agrees_in_another_unit_than_the_assumed_one_is_unchecked(
    case: tuple[str, str, Callable[[str], bool], Callable[[str], bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where too few numbers agree to take the other unit."""
    monkeypatch.setattr(money_units, "_FEWEST", 10_000)
    account, found = read(tmp_path, printed(*case))
    assert GENERAL not in units_of(account)
    assert differing(found) == [] and found.findings[found.findings["ground"] == "impossible"].empty
    notes = pd.concat([found.claims["note"], found.checks["note"]]).dropna()
    assert notes.str.contains("in another unit the numbers agree").any()


def test_a_slip_in_an_account_without_units_still_differs(tmp_path: Path) -> None:
    told = printed("万元", "元", lambda form: True, lambda form: True)
    form = next(form for form in told.forms if form.form == GENERAL)
    slipped = [
        replace(cell, text="9" + cell.text) if cell.figure and (cell.figure.role, cell.figure.measure) == ("total", "basic") else cell
        for row in form.table.body for cell in row
    ]  # fmt: skip
    rows = iter(slipped)
    body = tuple(tuple(next(rows) for _ in row) for row in form.table.body)
    forms = tuple(replace(one, table=replace(one.table, body=body)) if one is form else one for one in told.forms)
    _, found = read(tmp_path, replace(told, forms=forms))
    assert len(found.findings[found.findings["ground"] == "impossible"]) == 1


def test_a_form_in_the_unit_of_the_others_is_assumed_to_be(tmp_path: Path) -> None:
    account, found = read(tmp_path, printed("万元", "元", lambda form: False, lambda form: form == GENERAL))
    [problem] = account.problems.loc[account.problems["kind"] == "unit", "message"]
    assert "万元 is assumed" in problem
    assert differing(found) == []
