"""A release: whole, checksummed, cited, never changed; nothing made up in it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from budget_analysis import cli, dataset, release
from budget_analysis.errors import OutputError
from budget_analysis.release import Citation
from tests.known_documents import reading_here
from tests.small_account import small_account

CITED = Citation(("某大学", 'A. "B" Researcher'), "某省决算", "CC-BY-4.0")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("release")
    small_account(home / "raw" / "a.txt", year=2023)
    small_account(home / "raw" / "b.txt", year=2024, total="7.00")
    (home / "raw" / "source.toml").write_text('publisher = "某|局"\naddress = "https://example.org/"\n', encoding="utf-8")
    with reading_here():
        assert cli.main(["build", str(home / "raw"), "--out", str(home / "out")]) == cli.DONE
    return home / "out"


def test_release_is_whole_and_checksummed(built: Path, tmp_path: Path) -> None:
    folder = release.release(built, tmp_path, CITED)
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    named = {line[66:]: line[:64] for line in lines}
    assert set(named) == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    assert {"README.md", "CITATION.cff", "LICENCE.md", ".zenodo.json", "panel.parquet", "corpus.sql"} <= set(named)
    assert not any(name.endswith(".duckdb") for name in named)
    for name, digest in named.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        assert not (folder / name).stat().st_mode & 0o222
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_release_says_what_it_holds_who_made_it_and_whose_the_accounts_are(built: Path, tmp_path: Path) -> None:
    folder = release.release(built, tmp_path, CITED)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# 某省决算\n") and "2 departmental final accounts" in readme and "2023–2024" in readme
    assert f"| `figures` | {len(pd.read_parquet(built / 'figures.parquet'))} |" in readme
    licence = (folder / "LICENCE.md").read_text(encoding="utf-8")
    assert "某\\|局" in licence and "https://example.org/" in licence and "CC-BY-4.0" in licence and "未知 unknown" in licence
    assert '  - name: "A. \\"B\\" Researcher"' in (folder / "CITATION.cff").read_text(encoding="utf-8")
    zenodo = json.loads((folder / ".zenodo.json").read_text(encoding="utf-8"))
    assert (zenodo["upload_type"], zenodo["license"], len(zenodo["creators"])) == ("dataset", "cc-by-4.0", 2)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0"}] and package["contributors"][0]["title"] == "某大学"


def test_same_dataset_has_the_same_name_and_is_released_once(built: Path, tmp_path: Path) -> None:
    first = release.release(built, tmp_path / "one", CITED)
    second = release.release(built, tmp_path / "two", CITED)
    assert first.name == second.name
    with pytest.raises(OutputError, match="never changed"):
        release.release(built, tmp_path / "one", CITED)
    assert release.release(built, tmp_path / "one", Citation(("另一人",))).name != first.name


@pytest.mark.parametrize("damage", ["changed", "gone", "no dataset"])
def test_dataset_that_is_not_whole_is_refused(built: Path, tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(built, copy)
    if damage == "changed":
        (copy / "panel.csv").write_text("mine", encoding="utf-8")
    else:
        (copy / ("figures.csv" if damage == "gone" else "manifest.json")).unlink()
    with pytest.raises(OutputError, match="again|build"):
        release.release(copy, tmp_path / "out", CITED)
    assert not (tmp_path / "out").exists()


def test_made_up_accounts_are_refused(built: Path, tmp_path: Path) -> None:
    made = {name: pd.read_parquet(built / f"{name}.parquet") for name in json.loads((built / "manifest.json").read_text())["rows"]}
    frames = {name: table.drop(columns="line", errors="ignore") for name, table in made.items()}
    frames["documents"] = frames["documents"].assign(synthetic=pd.array([True, False], dtype="boolean"))
    (tmp_path / "copy").mkdir()
    dataset.write_dataset(frames, tmp_path / "copy")
    with pytest.raises(OutputError, match="made up"):
        release.release(tmp_path / "copy", tmp_path / "out", CITED)


def test_dataset_without_accounts_is_refused(tmp_path: Path) -> None:
    from budget_analysis import corpus

    (tmp_path / "empty").mkdir()
    dataset.write_dataset(corpus.dataset([]), tmp_path / "empty")
    with pytest.raises(OutputError, match="no account"):
        release.release(tmp_path / "empty", tmp_path / "out", CITED)


def test_command_prints_where_the_release_is(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["publish", str(built), "--out", str(tmp_path), "--author", "某大学"]
    assert cli.main(given) == cli.DONE
    assert Path(capsys.readouterr().out.strip()).is_dir()
    assert cli.main(given) == cli.UNREADABLE and "never changed" in capsys.readouterr().err
