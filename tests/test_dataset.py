"""The dataset: keys that hold, numbers as numbers, SQL that answers, the same bytes twice."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from budget_analysis import corpus, dataset, frames, inventory, specs
from budget_analysis.dataset import tables
from tests.folders_made_once import made_once
from tests.known_documents import frames_once
from tests.rendering import Style, made_up_account, render
from tests.seed_account import SEED
from tests.two_years import draw, two_years


def results_of(folder: Path) -> list[corpus.Result]:
    found = []
    for file in inventory.take_stock([folder]):
        assert file.source is not None
        found.append(corpus.Result(file.path, file.source, frames_once(file.source)))
    return found


@pytest.fixture(scope="module")
def results() -> list[corpus.Result]:
    return results_of(made_once("raw", draw_all))


def draw_all(raw: Path) -> None:
    """The seed, two made accounts, and two years of a made office that disagree."""
    shutil.copy(SEED, raw / "seed.txt")
    for seed, layout in ((3, "mof"), (4, "zhejiang")):
        style = Style(layout=layout)
        render(made_up_account(seed, style), style, raw / f"made-{seed}.pdf")
    earlier, later = two_years()
    draw(replace(later, facts=replace(later.facts, prior_total=later.facts.prior_total + 10**8)), raw / "2024.pdf")
    draw(earlier, raw / "2023.pdf")


@pytest.fixture(scope="module")
def folder(results: list[corpus.Result]) -> Path:
    return made_once("dataset", lambda out: dataset.write_dataset(corpus.dataset(results), out))


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / f"{name}.parquet")


def test_every_frame_has_a_key_and_what_it_refers_to_is_there() -> None:
    named = set(specs.load("tables.toml")) - {"line"}
    assert named == set(tables.NAMES) == {*frames.names(), *frames.OF_MANY, "dictionary"}
    for name in tables.NAMES:
        columns = {one.name for one in tables.columns_of(name)}
        assert set(tables.key_of(name)) <= columns
        for one in tables.references_of(name):
            assert set(one.columns) <= columns and len(one.columns) == len(tables.key_of(one.table))


def test_keys_hold_and_the_package_is_valid(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))  # keys and references too
    assert report.valid, report.flatten(["title", "message"])[:5]
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"].startswith("https://datapackage.org/profiles/2.0/")
    assert all(one["schema"]["primaryKey"] for one in package["resources"])


def test_references_to_nothing_make_the_package_invalid(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    broken = {"panel": "document_id", "claims": "block", "checks": "identity"}
    for name, column in broken.items():
        rows = pd.read_csv(tmp_path / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        rows.loc[0, column] = "99999"
        rows.to_csv(tmp_path / f"{name}.csv", index=False, lineterminator="\n")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    found = {task.name for task in report.tasks for error in task.errors if error.type == "foreign-key"}
    assert found == set(broken)


def test_numbers_are_numbers_and_codes_are_texts(folder: Path) -> None:
    claims, figures, panel = (table(folder, name) for name in ("claims", "figures", "panel"))
    assert claims["low"].dtype == "Float64" and claims["low"].notna().any()
    assert str(figures["amount_fen"].dtype) == "Int64" and figures["code"].dropna().str.isdecimal().all()
    assert panel["value"].dtype == "Float64"
    exact = pd.read_csv(folder / "claims.csv", dtype=str, encoding="utf-8-sig")["low"].dropna()
    assert exact.astype(float).tolist() == claims["low"].dropna().tolist()  # the CSV has the exact text


def test_files_open_in_a_spreadsheet(folder: Path) -> None:
    assert (folder / "panel.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    book = openpyxl.load_workbook(folder / "corpus.xlsx", read_only=True)
    assert book.sheetnames == ["panel", "documents", "findings", "definitions", "codes", "dictionary"]
    rows = list(book["panel"].iter_rows(values_only=True))
    assert len(rows) == 6  # a header and five accounts
    place = [str(head).partition("\n")[2].partition(" ")[0] for head in rows[0]].index("expenditure")
    own = table(folder, "panel").query("indicator == 'expenditure'").set_index("document_id")["value"]
    assert {row[0]: row[place] for row in rows[1:]} == own.to_dict()


def test_dictionary_tells_every_column_in_both_languages(folder: Path) -> None:
    words = table(folder, "dictionary")
    assert not words.duplicated(["table", "column"]).any()
    assert not (words[["zh", "en"]].isna() | (words[["zh", "en"]] == "")).any(axis=None)
    for name in tables.NAMES:
        assert list(table(folder, name)) == words.loc[words["table"] == name, "column"].to_list()


def test_manifest_tells_the_rows_and_hashes_of_all_files(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    others = {"manifest.json", "datapackage.json"}
    assert set(manifest["files"]) == {path.name for path in folder.iterdir()} - others
    for name, about in manifest["files"].items():
        content = (folder / name).read_bytes()
        assert (about["bytes"], about["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert manifest["rows"]["documents"] == 5
    assert manifest["documents"] == dict(table(folder, "documents")[["document_id", "sha256"]].itertuples(index=False))


def test_two_builds_are_the_same_bytes_in_whatever_order_the_files_come(
    results: list[corpus.Result], folder: Path, tmp_path: Path
) -> None:
    shuffled = list(results)
    random.Random(1).shuffle(shuffled)
    assert shuffled != results
    dataset.write_dataset(corpus.dataset(shuffled), tmp_path)
    first, second = ({path.name: path.read_bytes() for path in place.iterdir()} for place in (folder, tmp_path))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_size_of_a_batch_changes_no_row(
    results: list[corpus.Result], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROWS", 101)
    dataset.write_dataset(dict(corpus.dataset(results)), tmp_path)  # whole frames, not piece by piece
    for name in tables.NAMES:
        pd.testing.assert_frame_equal(table(tmp_path, name), table(folder, name))
        assert (tmp_path / f"{name}.csv").read_bytes() == (folder / f"{name}.csv").read_bytes()
    assert pq.ParquetFile(tmp_path / "figures.parquet").num_row_groups > 10
    assert (tmp_path / "corpus.sql").read_bytes() == (folder / "corpus.sql").read_bytes()


def test_frames_are_written_piece_by_piece(results: list[corpus.Result]) -> None:
    """No frame of all documents is put together: of 1,000 accounts it would not fit into memory."""

    class Pieces(Mapping[str, pd.DataFrame]):
        parts = corpus.dataset(results).parts
        __getitem__ = None  # type: ignore[assignment]

        def __iter__(self) -> Iterator[str]:
            return iter([*frames.names(), "panel"])

        def __len__(self) -> int:
            return len(frames.names()) + 1

        def __contains__(self, name: object) -> bool:
            return name in list(self)

    written = {name: list(tables.Tables(Pieces()).batches(name)) for name in Pieces()}
    assert sum(map(len, written["documents"])) == len(results) and len(written["panel"][0]) > 1000


def test_every_file_has_a_row_of_what_became_of_it(folder: Path, results: list[corpus.Result]) -> None:
    sources = table(folder, "sources")
    assert sources["file"].is_monotonic_increasing and len(sources) == len(results)
    assert sources["document_id"].notna().all() and set(sources["became"]) == {"read"}


def test_corpus_sql_makes_a_database_that_answers(folder: Path, tmp_path: Path) -> None:
    database = dataset.write_database(folder, tmp_path / "corpus.duckdb")
    with duckdb.connect(str(database), read_only=True) as connection:
        held = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
        assert set(tables.NAMES) <= held
        for view in [one["name"] for one in specs.load("views.toml")["view"]] + ["panel_wide"]:
            assert view in held
            assert connection.execute(f"SELECT count(*) FROM {view}").fetchone() != (0,), view
        [comment] = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'figures' AND column_name = 'amount_fen'"
        ).fetchone() or [""]
        assert "amount in fen" in comment and "金额" in comment
    assert not list(tmp_path.glob("*.part"))


def test_a_dataset_of_nothing_is_valid_too(tmp_path: Path) -> None:
    dataset.write_dataset(corpus.dataset([]), tmp_path)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    dataset.write_database(tmp_path)
