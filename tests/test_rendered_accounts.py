"""Accounts drawn by the tests in every layout, by every program, with every option, read back cell by cell.

A case is read in one of the two frames here. Every option stands in one of them, and most pairs of options;
`make benchmark` reads all pairs, each in every frame.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import Account, load, reconcile
from tests.drawn_accounts import (
    FRAMES,
    expected_of,
    faults_of_ruled,
    faults_of_unruled,
    figures_of,
    read_drawn,
)
from tests.rendering import Case, Style, cases, made_up_account, render, seed_account
from tests.seed_account import seed_account as account_of_the_dump

KEYS = ["form", "role", "measure"]
ALL_PAIRS = list(cases(37))
SAMPLE = ALL_PAIRS[:7]
"""The others, in all frames, are read by benchmarks/drawn.py."""
FRAMED = [(case, FRAMES[number % 2]) for number, case in enumerate(SAMPLE)]


def test_most_options_of_a_drawn_account_stand_in_the_sample() -> None:
    of_sample, of_all = (
        {(name, value) for case in listed for name, value in vars(case.style).items() if name != "seed"}
        for listed in (SAMPLE, ALL_PAIRS)
    )
    assert len(of_all) > 90 and len(of_sample) > 0.8 * len(of_all)


@pytest.mark.parametrize(("case", "frame"), FRAMED, ids=[f"{case.name}-{frame}" for case, frame in FRAMED])
def test_every_cell_of_a_ruled_account_is_read(case: Case, frame: str, tmp_path: Path) -> None:
    account, truth = read_drawn(case, frame, tmp_path)
    assert faults_of_ruled(account, truth) == []
    if case in SAMPLE[::2]:  # here and not in a test of its own, which would read them again in another process
        assert_no_contradiction(account, case)


def assert_no_contradiction(account: Account, case: Case) -> None:
    """The accounts are drawn consistent; a form that is announced and not there, or emptied, contradicts."""
    reconciliation = reconcile(account)
    claims, checks = reconciliation.claims, reconciliation.checks
    differing = claims[claims["verdict"] == "differs"]
    assert differing[differing["kind"] != "announced"].empty
    assert set(differing["subject"]) <= {case.style.missing, case.style.emptied}
    if case.style.contents != "none" and case.style.missing:
        assert case.style.missing in set(differing["subject"])
    assert set(checks.loc[checks["verdict"] == "differs", "identity"]) <= ({"A03.6", "A07.8"} if case.style.emptied else set())


def test_a_total_at_the_top_of_a_page_is_no_rest_of_the_row_before(tmp_path: Path) -> None:
    """The row before it is blank: 30399 stood last on the page, 人员经费合计 first on the next."""
    style = Style(
        program="onlyoffice", ruling="cells", align="right", header="deep", strip="inside",
        column_numbers="yes", class_row="with_total", page_break="empty_row", zeros="blank",
        separators=True, classes=24, title="year", orientation="portrait", rotate=270, box="offset",
        digit_shift=-2.5, folio="dashes", contents="leaders", voice="central", seed=12,
    )  # fmt: skip
    path = tmp_path / "account.pdf"
    truth = render(made_up_account(12, style), style, path)
    assert figures_of(load(path)) == expected_of(truth)


@pytest.mark.parametrize("case", SAMPLE[::3], ids=[case.name for case in SAMPLE[::3]])
def test_without_rulings_no_figure_is_wrong(case: Case, tmp_path: Path) -> None:
    assert faults_of_unruled(*read_drawn(case, "none", tmp_path)) == []


@pytest.mark.parametrize(
    "style",
    [
        Style(layout="zhejiang"),
        Style(layout="zhejiang", program="onlyoffice", ruling="cells", rotate=90, box="offset"),
        Style(layout="zhejiang", program="word", page_break="split_row", name_width="narrow"),
    ],
    ids=["plain", "rotated", "split"],
)
def test_figures_of_the_pdf_equal_figures_of_the_dump(style: Style, tmp_path: Path) -> None:
    path = tmp_path / "seed.pdf"
    render(seed_account(style), style, path)
    columns = [*KEYS, "state", "amount_fen", "row", "label", "code"]
    from_pdf, from_dump = (
        account.figures.sort_values([*KEYS, "row"])[columns].reset_index(drop=True)
        for account in (load(path), account_of_the_dump())
    )
    pd.testing.assert_frame_equal(from_pdf, from_dump)


def test_figures_of_the_nine_forms_equal_figures_of_the_dump(tmp_path: Path) -> None:
    style = Style(layout="mof")
    path = tmp_path / "seed.pdf"
    render(seed_account(style), style, path)
    from_pdf, from_dump = (
        account.figures.dropna(subset=["role"]) for account in (load(path), account_of_the_dump())
    )
    both = from_pdf.merge(from_dump, on=KEYS, suffixes=("", "_dump"), validate="1:1")
    assert len(both) == len(from_pdf) - both_only_in_nine(from_pdf, from_dump)
    assert both["amount_fen"].fillna(0).eq(both["amount_fen_dump"].fillna(0)).all()


def both_only_in_nine(nine: pd.DataFrame, eleven: pd.DataFrame) -> int:
    """Cells that only the nine-form layout prints: opening, revenue, closing of state capital."""
    extra = nine.merge(eleven[KEYS], on=KEYS, how="left", indicator=True)
    extra = extra[extra["_merge"] == "left_only"]
    assert set(extra["form"]) <= {"state_capital"}
    assert set(extra["measure"]) <= {"opening_balance", "revenue", "closing_balance"}
    return len(extra)
