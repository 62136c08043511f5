"""The same batch by one hand, by many, and by the workers of a Dask scheduler: the same bytes."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from budget_analysis import cli, cluster, corpus, inventory, shelf
from budget_analysis.errors import BudgetAnalysisError
from budget_analysis.dataset import write_dataset
from tests.known_documents import reading_here
from tests.small_account import form_that_draws_itself, small_account

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")


def raw_folder(folder: Path, count: int = 6) -> Path:
    for number in range(count):
        small_account(folder / f"{number}.txt", total=f"{number}.50", department=f"某市第{number}局")
    (folder / "no-account.txt").write_text("今天天气很好。\n", encoding="utf-8")
    (folder / "picture.gif").write_bytes(b"GIF89a")
    return folder


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return raw_folder(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="module")
def by_one_hand(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("one") / "out"
    with reading_here():
        assert cli.main(["build", str(raw), "--out", str(out), "--jobs", "1"]) == cli.UNREADABLE
    return written(out)


def test_number_of_hands_changes_no_byte(raw: Path, by_one_hand: dict[str, bytes], tmp_path: Path) -> None:
    assert cli.main(["build", str(raw), "--out", str(tmp_path), "--jobs", "2"]) == cli.UNREADABLE
    assert written(tmp_path) == by_one_hand
    assert len(by_one_hand["documents.csv"].splitlines()) == 7


@pytest.mark.usefixtures("without_workers")
def test_frames_of_a_result_are_read_from_disk_when_asked_for(raw: Path, tmp_path: Path) -> None:
    files = inventory.take_stock([raw])
    with cluster.hands(2) as hands:
        results = list(corpus.read_all(files, tmp_path, hands=hands))
    read = [result for result in results if result.frames is not None]
    assert [result.path.name for result in read] == [f"{number}.txt" for number in range(6)]
    assert all(isinstance(result.frames, shelf.Shelved) for result in read)
    dataset = corpus.dataset(results)
    unread = dataset["problems"].query("kind == 'unreadable'")
    assert len(dataset["documents"]) == 6 and list(unread["place"]) == ["no-account.txt"]
    assert list(dataset["sources"]["became"]) == ["read"] * 6 + ["failed", "unknown"]
    with pytest.raises(KeyError):
        dataset["no frame"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process by a signal")
def test_dask_with_a_worker_killed_gives_the_same_bytes(
    raw: Path, by_one_hand: dict[str, bytes], tmp_path: Path
) -> None:
    files = inventory.take_stock([raw])
    written_down = tmp_path / "scheduler.json"  # as `dask scheduler --scheduler-file` leaves it
    with distributed.LocalCluster(n_workers=0, threads_per_worker=1, dashboard_address=None) as here:
        written_down.write_text(json.dumps({"address": here.scheduler_address}), encoding="utf-8")
        with pytest.raises(BudgetAnalysisError, match="has no workers.*--jobs"), cluster.hands(scheduler=str(written_down)):
            pass
        with cluster.hands(4, str(written_down)) as hands:
            assert len(hands) == 4  # which wait for the workers
            here.scale(2)
            reading = corpus.read_all(files, tmp_path / shelf.KEPT, hands=hands)
            results = [next(reading)]
            with distributed.Client(here) as client:
                client.wait_for_workers(2)
                victim = sorted(client.run(os.getpid).values())[0]
            os.kill(victim, signal.SIGKILL)
            results += reading
    written_down.unlink()
    write_dataset(corpus.dataset(results, top=raw), tmp_path)
    assert written(tmp_path) == by_one_hand


def test_document_that_kills_its_reader_is_one_failure_on_a_cluster(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    small_account(raw / "a.txt")
    form_that_draws_itself(raw / "b.pdf")
    small_account(raw / "c.txt", total="7.00")
    limits = cluster.Limits(memory=600)
    with cluster.hands(1, cluster.LOCAL, limits) as hands:
        results = list(corpus.read_all(inventory.take_stock([raw]), hands=hands))
    assert [result.became for result in results] == ["read", "failed", "read"]
    failure = results[1].failure
    assert failure is not None and failure.message.startswith(str(raw / "b.pdf"))


def test_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    with pytest.raises(BudgetAnalysisError, match=r"tcp://127\.0\.0\.1:9.*dask scheduler"):
        with cluster.hands(scheduler="tcp://127.0.0.1:9"):
            pass
    with pytest.raises(BudgetAnalysisError, match="no such file"), cluster.hands(scheduler="nowhere.json"):
        pass
