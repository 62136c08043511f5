"""Accounts and results in object storage, for which the memory of this process stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from budget_analysis import cli, corpus, storage
from budget_analysis.errors import BudgetAnalysisError, DocumentError
from tests.small_account import small_account

fsspec = pytest.importorskip("fsspec", reason="the extra [cluster] is not installed")


@pytest.fixture
def memory() -> Iterator[Any]:
    store = fsspec.filesystem("memory")
    yield store
    store.rm("/", recursive=True)


@pytest.fixture
def raw(tmp_path: Path, memory: Any) -> Path:
    """Three accounts here and at memory://raw, one of them in a folder below."""
    folder = tmp_path / "raw"
    for number, name in enumerate(("a.txt", "b.txt", "2023/c.txt")):
        small_account(folder / name, total=f"{number}.50", department=f"某市第{number}局")
    (folder / "2023" / "source.toml").write_text('publisher = "某局"\n', encoding="utf-8")
    memory.put(f"{folder}/", "/raw/", recursive=True)
    return folder


def written(memory: Any, top: str) -> dict[str, bytes]:
    names = [name.removeprefix(f"/{top}/") for name in memory.find(f"/{top}")]
    return {name: memory.cat_file(f"/{top}/{name}") for name in names if not name.startswith(".finished/")}


def here(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.usefixtures("without_workers")
def test_build_from_and_to_an_address_gives_the_bytes_of_a_build_here(
    raw: Path, memory: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", str(raw), "--out", str(tmp_path / "out")]) == cli.DONE
    capsys.readouterr()
    given = ["build", "memory://raw", "--out", "memory://out", "--json"]
    assert cli.main(given) == cli.DONE
    told = json.loads(capsys.readouterr().out)
    assert {one["file"] for one in told["sources"]} == {"a.txt", "b.txt", "2023/c.txt", "2023/source.toml"}
    assert told["out"] == "memory://out"
    assert written(memory, "out") == here(tmp_path / "out")
    assert cli.main(["build", f"file://{raw}", "--out", f"file://{tmp_path}/again"]) == cli.DONE
    assert here(tmp_path / "again") == here(tmp_path / "out")


@pytest.mark.usefixtures("without_workers")
def test_finished_documents_are_there_after_an_end_in_the_middle(
    raw: Path, memory: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["build", "memory://raw", "--out", "memory://out", "--jobs", "1"]
    with monkeypatch.context() as patched:
        patched.setattr(corpus.whole, "identify_accounts", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        assert cli.main(given) == cli.INTERRUPTED
    assert not written(memory, "out")
    assert len({name.split("/")[3] for name in memory.find("/out/.finished") if name.count("/") > 3}) == 3
    with monkeypatch.context() as patched:
        patched.setattr("budget_analysis.workers.Worker.read", lambda self, *document: pytest.fail("it was read again"))
        assert cli.main(given) == cli.DONE
    assert "datapackage.json" in written(memory, "out")
    memory.rm_file("/raw/b.txt")  # of what is gone nothing stays in the dataset
    assert cli.main(given) == cli.DONE
    assert b"b.txt" not in written(memory, "out")["documents.csv"]
    assert "3 files: 2 read" in capsys.readouterr().out


@pytest.mark.usefixtures("without_workers")
def test_release_at_an_address_is_whole_and_never_changed(
    raw: Path, memory: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", "memory://raw", "--out", "memory://out"]) == cli.DONE
    capsys.readouterr()
    given = ["publish", "memory://out", "--out", "memory://releases", "--author", "某大学"]
    assert cli.main(given) == cli.DONE
    folder = capsys.readouterr().out.strip()
    assert folder.startswith("memory://releases/budget-analysis-dataset-")
    released = written(memory, folder.removeprefix("memory://"))
    assert {"README.md", "SHA256SUMS", "datapackage.json", "panel.parquet"} <= set(released)
    assert cli.main(given) == cli.UNREADABLE and "never changed" in capsys.readouterr().err
    assert cli.main(["publish", "memory://out", "--out", str(tmp_path), "--author", "某大学"]) == cli.DONE
    assert here(Path(capsys.readouterr().out.strip())) == released


def test_address_of_nothing_is_named(memory: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "memory://nowhere", "--out", "memory://out"]) == cli.UNREADABLE
    assert "memory://nowhere: there is no file or folder" in capsys.readouterr().err
    memory.pipe_file("/pictures/a.gif", b"GIF89a")
    assert cli.main(["build", "memory://pictures", "--out", "memory://out"]) == cli.UNREADABLE
    assert "memory://pictures: the folder holds no document" in capsys.readouterr().err
    with pytest.raises(BudgetAnalysisError, match="nonsense"):
        with storage.brought(storage.place("nonsense://a")):
            pass


def test_name_that_leads_out_of_its_folder_is_not_read(memory: Any) -> None:
    memory.store["/raw/../a.txt"] = memory.open("/b.txt", "wb")
    with pytest.raises(DocumentError, match="leads out"):
        with storage.brought(storage.place("memory://raw")):
            pass


def test_place_is_an_address_or_a_path() -> None:
    assert storage.place("s3://bucket/a/") == storage.Address("s3://bucket/a")
    assert storage.place("a/b") == Path("a/b") and storage.place("C:\\a") == Path("C:\\a")
