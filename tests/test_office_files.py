"""Accounts as workbooks, Word files and web pages give the figures that they were made with."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from budget_analysis import Account, load, reconcile
from budget_analysis.blocks import join_text
from tests import office_files
from tests.office_files import expected_of
from tests.rendering import AccountModel, cases

WRITERS: dict[str, Callable[[AccountModel], bytes]] = {
    "numbers.xlsx": office_files.write_xlsx,
    "texts.xlsx": partial(office_files.write_xlsx, as_text=True),
    "one-sheet.xlsx": partial(office_files.write_xlsx, on_one_sheet=True),
    "old.xls": office_files.write_xls,
    "text.docx": office_files.write_docx,
    "page.html": office_files.write_html,
    "gb.htm": partial(office_files.write_html, encoding="gb18030"),
}
CASES = list(cases(14))
"""Two for each writer; `benchmarks/office.py` writes 24 in each format, and in those of other programs."""


def figures_of(account: Account) -> dict[tuple[str, str, str], tuple[str, str]]:
    named = account.figures[account.figures["role"].notna()]
    return {(row.form, row.role, row.measure): (row.printed, row.state) for row in named.itertuples()}


@pytest.mark.parametrize("number", range(len(CASES)))
def test_account_in_an_office_format_gives_the_figures_that_it_was_made_with(number: int, tmp_path: Path) -> None:
    """Each account in one format, so that every format has two accounts."""
    model, name = CASES[number].model, list(WRITERS)[number % len(WRITERS)]
    path = tmp_path / name
    path.write_bytes(WRITERS[name](model))
    account = load(path)
    assert figures_of(account) == expected_of(model)
    states = dict(zip(account.forms["form"], account.forms["state"], strict=True))
    assert {form.form: states[form.form] for form in model.forms} == {form.form: form.state for form in model.forms}
    assert (account.department, account.fiscal_year) == (model.department, model.year)
    shown = account.figures["printed"].fillna("") != ""
    assert account.figures.loc[shown, "place"].notna().all() and account.figures["x0"].isna().all()
    assert not account.problems["kind"].isin(["cell", "code", "row", "form"]).any()


@pytest.mark.parametrize("name", ["text.docx", "page.html", "numbers.xlsx"])
def test_paragraphs_and_headings_of_an_office_format_are_those_that_were_written(name: str, tmp_path: Path) -> None:
    model = CASES[1].model
    path = tmp_path / name
    path.write_bytes(WRITERS[name](model))
    account = load(path)
    blocks = {join_text([block.text]): block for block in account.blocks.itertuples()}
    for section in model.sections:
        for paragraph in section.paragraphs:
            if isinstance(paragraph, str):
                found = blocks[join_text([paragraph])]
                assert not found.heading
                assert json.loads(found.places)[0][7]
    claims = reconcile(account).claims
    assert claims.loc[claims["block"].notna(), "place"].notna().all()
    assert (claims["verdict"] == "equal").sum() > 150
    assert (claims["verdict"] == "differs").sum() <= 1  # a form that its contents announce is not there
