"""Made-up accounts as a tool: they agree, say that they are made up, keep their truth, and are not released."""

from __future__ import annotations

import builtins
import random
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import Account, cli, load, reconcile
from budget_analysis.document import open_source
from budget_analysis.errors import OutputError
from budget_analysis.synthetic.ledger import T01
from budget_analysis.synthetic import MARK, Style, Wish, following, lay_out, made_up_ledger, marked, slip_in, synthesize, write_text
from tests.known_documents import frames_once


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two offices with two years each, as PDF."""
    out = tmp_path_factory.mktemp("made")
    assert cli.main(["synthesize", "--out", str(out), "--count", "2", "--years", "2", "--seed", "5"]) == cli.DONE
    return out


def test_accounts_agree_and_say_that_they_are_made_up(made: Path) -> None:
    files = sorted((made / "accounts").glob("*.pdf"))
    assert len(files) == 4
    for file in files[:2]:
        found = frames_once(open_source(file))
        assert found["documents"]["synthetic"].to_list() == [True]
        verdicts = pd.concat([found["checks"]["verdict"], found["claims"]["verdict"]])
        assert (verdicts == "differs").sum() == 0 and (verdicts == "rounding").any()  # as offices round
        assert found["findings"][found["findings"]["ground"] == "impossible"].empty
        truth = pd.read_csv(made / "truth" / "figures.csv", dtype=str, keep_default_na=False)
        own = truth[(truth["file"] == file.name) & (truth["role"] != "") & truth["state"].isin(["value", "zero"])]
        printed = {(f.form, f.role, f.measure): f.printed for f in found["figures"].itertuples() if f.role is not pd.NA}
        assert [row for row in own.itertuples() if printed.get((row.form, row.role, row.measure)) != row.printed] == []


@pytest.mark.usefixtures("without_workers")
def test_dataset_of_them_is_marked_follows_from_year_to_year_and_is_not_released(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "dataset"
    assert cli.main(["build", str(made / "accounts"), "--out", str(out)]) == cli.DONE
    assert pd.read_parquet(out / "documents.parquet")["synthetic"].all()
    relations = pd.read_parquet(out / "cross_year.parquet").query("relation != 'codes'")
    assert relations["document_id"].nunique() == 2 and len(relations) > 10
    assert not (relations["verdict"] == "differs").any()
    given = ["publish", str(out), "--out", str(tmp_path / "releases"), "--author", "某人"]
    assert cli.main(given) == cli.UNREADABLE and not (tmp_path / "releases").exists()


def test_true_account_is_not_marked(tmp_path: Path) -> None:
    from tests.seed_account import seed_account

    assert seed_account().documents["synthetic"].to_list() == [False]


@pytest.mark.parametrize("kind", ["pdf", "text", "xlsx", "docx", "html"])
def test_same_wish_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    wish = Wish(count=3, seed=11, format=kind, slips=2)
    for name in ("one", "two"):
        assert len(synthesize(tmp_path / name, wish)) == 3
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    slips = pd.read_csv(tmp_path / "one" / "truth" / "slips.csv", dtype=str)
    assert len(slips) == 6 and (slips["printed"] != slips["instead"]).all()


def test_formats_take_turns_and_hold_the_same_figures(tmp_path: Path) -> None:
    files = synthesize(tmp_path, Wish(count=10, seed=11, format="mixed"))
    assert [file.suffix for file in files] == [".pdf", ".txt", ".xlsx", ".docx", ".html"] * 2
    truth = pd.read_csv(tmp_path / "truth" / "figures.csv", dtype=str, keep_default_na=False)
    for file in files[2:5]:
        own = truth[(truth["file"] == file.name) & (truth["role"] != "") & (truth["state"] == "value")]
        account = load(file)
        printed = {(f.form, f.role, f.measure): f.printed for f in account.figures.itertuples() if f.role is not pd.NA}
        assert len(own) > 50 and account.documents["synthetic"].to_list() == [True]
        assert [row for row in own.itertuples() if printed.get((row.form, row.role, row.measure)) != row.printed] == []


def test_each_account_is_of_another_office(tmp_path: Path) -> None:
    """There are 48 names of offices to draw from; the 49th is in a place of its own."""
    taken: set[str] = set()
    for seed in range(200):
        department = made_up_ledger(seed, taken=taken).department
        assert department not in taken
        taken.add(department)


def test_slips_stand_in_the_account_and_are_found(tmp_path: Path) -> None:
    ledger = made_up_ledger(5, grain_fen=1)
    model = marked(lay_out(ledger, Style(layout="zhejiang")))
    slipped, [slip] = slip_in(model, 1, random.Random(3))
    old, new = ({(f.form, f.role, f.measure): f.printed for form in one.forms for f in form.table.figures()} for one in (model, slipped))
    assert {key: text for key, text in new.items() if old[key] != text} == {
        (slip.figure.form, slip.figure.role, slip.figure.measure): slip.instead
    }
    assert slip.figure.printed == old[slip.figure.form, slip.figure.role, slip.figure.measure]


def account_of_text(text: str, folder: Path) -> Account:
    path = folder / "made.txt"
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize("seed, layout", [(3, "zhejiang"), (1, "zhejiang"), (8, "mof")])
@pytest.mark.parametrize("zeros", ["zero", "blank"])
def test_text_is_read_as_it_was_written(seed: int, layout: str, zeros: str, tmp_path: Path) -> None:
    model = marked(lay_out(made_up_ledger(seed, grain_fen=1), Style(layout=layout, zeros=zeros, separators=True)))
    account = account_of_text(write_text(model), tmp_path)
    assert account.documents["synthetic"].to_list() == [True]
    truth = {(f.form, f.role, f.measure): f.printed for form in model.forms for f in form.table.figures() if f.role}
    found = {(f.form, f.role, f.measure): f.printed for f in account.figures.itertuples()}
    assert [key for key, printed in truth.items() if printed and found.get(key) != printed] == []
    ledger = reconcile(account)
    assert (ledger.checks["verdict"] == "differs").sum() == (ledger.claims["verdict"] == "differs").sum() == 0


def test_columns_below_a_common_head_keep_their_place_where_only_the_order_is_left(tmp_path: Path) -> None:
    model = lay_out(made_up_ledger(1, grain_fen=1), Style(layout="zhejiang"))
    told = write_text(model)
    account = account_of_text("\n".join(re.sub(" {2,}", " ", line.strip()) for line in told.split("\n")), tmp_path)
    truth = {(f.role, f.measure): f.printed for form in model.forms if form.form == "gov_funds" for f in form.table.figures() if f.role}
    funds = account.figures[account.figures["form"] == "gov_funds"]
    found = {(f.role, f.measure): f.printed for f in funds.itertuples() if f.role}
    assert found and {key: truth[key] for key in found} == found
    ledger = reconcile(account)
    assert (ledger.checks["verdict"] == "differs").sum() == (ledger.claims["verdict"] == "differs").sum() == 0


def test_account_whose_forms_could_not_be_read_is_no_template(tmp_path: Path) -> None:
    style = Style(layout="mof", zeros="blank", header="deep", code_columns="three", separators=True)
    told = write_text(lay_out(made_up_ledger(8, grain_fen=1), style))
    account = account_of_text("\n".join(re.sub(" {2,}", "  ", line.strip()) for line in told.split("\n")), tmp_path)
    assert set(account.forms["state"]) == {"unread", "declared_empty"}


def test_following_year_tells_the_year_before() -> None:
    earlier = made_up_ledger(5)
    later = following(earlier, 6)
    assert (later.department, later.year) == (earlier.department, earlier.year + 1)
    total = earlier.amounts["revenue_expenditure_summary", "grand_total_revenue", "amount"]
    assert later.facts.prior_total == total


def test_folder_with_accounts_is_refused(tmp_path: Path) -> None:
    synthesize(tmp_path, Wish(count=1, format="text"))
    with pytest.raises(OutputError, match="already"):
        synthesize(tmp_path, Wish(count=1, format="text"))


def test_without_what_draws_a_pdf_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from budget_analysis.synthetic import pages

    original = builtins.__import__

    def lacking(name: str, *others: Any, **named: Any) -> Any:
        if name.startswith("reportlab"):
            raise ImportError(name)
        return original(name, *others, **named)

    pages.register_font.cache_clear()
    pages.advance.cache_clear()
    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(OutputError, match="pip install reportlab"):
        synthesize(tmp_path / "out", Wish(count=1))


def test_nothing_but_the_balance_of_own_money_is_below_zero() -> None:
    below = {
        (form, role)
        for seed in range(60)
        for (form, role, _), amount in made_up_ledger(seed, grain_fen=1).amounts.items()
        if amount < 0
    }
    assert below <= {(T01, "closing_balance")}
