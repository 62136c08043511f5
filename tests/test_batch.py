"""A batch of documents: one bad thing costs itself, nothing vanishes, nothing is half-written."""

from __future__ import annotations

import errno
import io
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from budget_analysis import (
    cli, corpus, document, inventory, load, outputs, panel, publish, shelf, stages, summaries, views, workers,
)  # fmt: skip
from budget_analysis.document import open_source, printable
from budget_analysis.errors import DocumentError, LimitError, OutputError
from budget_analysis.workers import Limits, Worker
from tests.known_documents import reading_here
from tests.misbehaving import misbehave, process_number, read_or_misbehave
from tests.small_account import form_that_draws_itself, small_account
from tests.test_cli import counting


@pytest.fixture(scope="module")
def one_and_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The datasets of one account (`out`) and of that one and another (`other`), and all accounts (`raw`)."""
    home = tmp_path_factory.mktemp("built")
    with reading_here():
        small_account(home / "raw" / "a.txt")
        assert cli.main(["build", str(home / "raw"), "--out", str(home / "out")]) == cli.DONE
        small_account(home / "raw" / "b.txt", total="7.00")
        assert cli.main(["build", str(home / "raw"), "--out", str(home / "other")]) == cli.DONE
    return home


# --- workers -----------------------------------------------------------------------------------------


def test_worker_reads_on_in_the_same_process() -> None:
    with Worker(misbehave) as worker:
        first, second = worker.read(""), worker.read("")
        assert first == second != process_number()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("what", "limits", "said"),
    [
        ("hang", Limits(seconds=0.3), r"more than 0\.3 seconds.*--seconds"),
        ("hang without giving way", Limits(seconds=0.3), r"more than 0\.3 seconds.*--seconds"),
        ("fill", Limits(memory=250), r"more than 250 MiB of memory.*--memory"),
        ("die", Limits(), r"the process that read it ended with status 7"),
        ("be killed", Limits(), r"the process that read it was ended by signal SIGTERM"),
    ],
)
def test_worker_that_is_lost_costs_one_document(what: str, limits: Limits, said: str) -> None:
    with Worker(misbehave, limits) as worker:
        with pytest.raises(LimitError, match=said):
            worker.read(what)
        assert not multiprocessing.active_children()
        assert worker.read("") != process_number()
    assert not multiprocessing.active_children()


def test_worker_survives_an_error_and_keeps_our_output_clean(capfd: pytest.CaptureFixture[str]) -> None:
    with Worker(misbehave, Limits(seconds=0, memory=0)) as worker:
        before = worker.read("print")
        with pytest.raises(DocumentError, match="too little memory"):
            worker.read("no memory")
        assert worker.read("") == before
    assert "chatter" not in capfd.readouterr().out


@pytest.mark.parametrize("how", ["killed", "interrupted"])
def test_worker_ends_with_the_process_that_started_it(how: str, tmp_path: Path) -> None:
    """Ctrl-C reaches both, and the parent ends its worker; one that is killed cannot do so."""
    code = (
        "import signal, sys; sys.path[:0] = {paths!r}\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a run in the background inherits none
        "from budget_analysis.workers import Worker\n"
        "from tests import misbehaving\n"
        "if __name__ == '__main__':\n"
        "    with Worker(misbehaving.misbehave) as worker:\n"
        "        print(worker.read('')['pid'].decode(), flush=True)\n"
        "        worker.read('hang')\n"
    ).format(paths=sys.path)
    script = tmp_path / "parent.py"
    script.write_text(code, encoding="utf-8")
    run = [sys.executable, script]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(run, text=True, start_new_session=True, **pipes) as parent:
        worker = int(parent.stdout.readline())
        if how == "killed":
            parent.kill()
        else:
            os.killpg(parent.pid, signal.SIGINT)
        said = parent.communicate(timeout=60)[1]
    assert "SpawnProcess" not in said  # the worker says nothing
    for _ in range(200):
        if not is_running(worker):
            return
        time.sleep(0.05)
    pytest.fail("the worker still runs")


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")  # one that has ended and that nobody has asked for
    return not (stat.exists() and stat.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z")


def test_form_that_draws_itself_is_one_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = form_that_draws_itself(tmp_path / "self.pdf")
    assert cli.main(["check", str(path), "--memory", "500", "--seconds", "60"]) == cli.UNREADABLE
    assert re.search(r"self\.pdf: the form in object 5 draws itself", capsys.readouterr().err)
    assert not multiprocessing.active_children()


def test_document_that_takes_too_much_memory_is_one_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stages, "go_on", read_or_misbehave)
    small_account(tmp_path / "greedy.txt")
    small_account(tmp_path / "modest.txt", total="7.00")
    given = ["build", str(tmp_path), "--out", str(tmp_path / "out"), "--memory", "500", "--seconds", "60"]
    assert cli.main(given) == cli.UNREADABLE
    assert re.search(r"greedy\.txt: .*more than 500 MiB of memory.*--memory", capsys.readouterr().err)
    assert list(publish.read_csv(tmp_path / "out" / "documents.csv", "documents")["source_file"]) == ["modest.txt"]
    assert not multiprocessing.active_children()


# --- what each file is -------------------------------------------------------------------------------


def kinds(folder: Path) -> dict[str, str]:
    return {file.path.relative_to(folder).as_posix(): file.kind for file in inventory.take_stock([folder])}


def test_every_file_of_a_folder_has_a_kind(tmp_path: Path) -> None:
    small_account(tmp_path / "a.txt")
    shutil.copy(tmp_path / "a.txt", tmp_path / "b.txt")
    for name in ("notes.md", ".DS_Store", "~$notes.docx", "half.crdownload", ".git/config", "own/letter.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    small_account(tmp_path / "own" / "account.txt", total="7.00")
    (tmp_path / "own" / "source.toml").write_text('file = "account.txt"\n', encoding="utf-8")
    (tmp_path / "folder.pdf").mkdir()
    small_account(tmp_path / "folder.pdf" / "c.txt", total="8.00")
    (tmp_path / "dangling.pdf").symlink_to("nowhere.pdf")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "own")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "empty.txt").touch()
    assert kinds(tmp_path) == {
        "a.txt": "document", "b.txt": "duplicate", "notes.md": "unknown", ".DS_Store": "hidden",
        "~$notes.docx": "hidden", "half.crdownload": "hidden", ".git": "hidden", "own/letter.txt": "attachment",
        "own/account.txt": "document", "own/source.toml": "record", "folder.pdf": "failed",
        "folder.pdf/c.txt": "document", "dangling.pdf": "failed", "elsewhere": "unknown",
        "pipe.txt": "failed", "empty.txt": "failed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (b'file = "a.txt', "no TOML in UTF-8"),
        ('file = "某局.txt"'.encode("gb18030"), "no TOML in UTF-8"),
        (b"file = 5", "file is 5, where the name of a file in quotation marks is expected"),
        (b'file = "other.txt"', 'it names "other.txt", which is not beside it'),
        (b"a = " + b"[" * 5000, "no TOML in UTF-8"),
    ],
)
def test_broken_record_is_one_failure(tmp_path: Path, record: bytes, said: str) -> None:
    small_account(tmp_path / "x" / "a.txt")
    small_account(tmp_path / "y" / "b.txt", total="7.00")
    (tmp_path / "x" / "source.toml").write_bytes(record)
    assert kinds(tmp_path) == {"x/a.txt": "document", "x/source.toml": "failed", "y/b.txt": "document"}
    [why] = [file.why for file in inventory.take_stock([tmp_path]) if file.kind == "failed"]
    assert said in why and "Mend it" in why


def test_file_that_may_not_be_opened_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right is taken away in Python, because root may open everything."""
    for number, name in enumerate(("a.txt", "b.txt", "c/source.toml")):
        small_account(tmp_path / name, total=f"{number}.00")
    original = Path.open

    def refuse(self: Path, *arguments: Any, **named: Any) -> Any:
        if self.name in ("a.txt", "source.toml"):
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return original(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    found = {file.path.name: file for file in inventory.take_stock([tmp_path])}
    assert {name: file.kind for name, file in found.items()} == {
        "a.txt": "failed", "b.txt": "document", "source.toml": "failed"
    }  # fmt: skip
    assert "cannot be opened: Permission denied" in found["a.txt"].why
    assert "cannot be opened: Permission denied" in found["source.toml"].why


def test_folder_that_may_not_be_listed_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_account(tmp_path / "a.txt")
    (tmp_path / "closed").mkdir()
    original = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return original(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert kinds(tmp_path) == {"a.txt": "document", "closed": "failed"}


def test_accounts_and_output_cannot_share_a_folder(tmp_path: Path) -> None:
    small_account(tmp_path / "a.txt")
    with pytest.raises(DocumentError, match="cannot share a folder"):
        inventory.take_stock([tmp_path], tmp_path)


def test_names_that_differ_by_case_only_are_told_apart(tmp_path: Path) -> None:
    for number, name in enumerate(("x/A.txt", "y/a.txt", "y/a .txt")):
        small_account(tmp_path / name, total=f"{number}.00")
    found = inventory.take_stock([tmp_path])
    assert [file.source and file.source.name for file in found] == ["A", "y-a", None]
    assert "Rename one of the files" in found[2].why


def test_bytes_made_to_share_an_identifier_are_no_second_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(("a.txt", "b.txt")):
        small_account(tmp_path / name, total=f"{number}.00")
    monkeypatch.setattr(document, "document_name", lambda sha256: "d0")
    first, second = inventory.take_stock([tmp_path])
    assert (first.kind, second.kind) == ("document", "failed")
    assert "its identifier d0 is that of" in second.why


@pytest.mark.usefixtures("without_workers")
def test_name_in_other_bytes_is_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode("决算".encode("gb18030") + b".txt")
    account = small_account(tmp_path / "raw" / "account.txt")
    try:
        account.rename(account.with_name(name))
    except OSError:  # macOS: its file system knows UTF-8 only
        return
    out = tmp_path / "out"
    assert cli.main(["build", str(tmp_path / "raw"), "--out", str(out)]) == cli.DONE
    assert list(pd.read_csv(out / "documents.csv")["source_file"]) == [r"\xbe\xf6\xcb\xe3.txt"]
    (tmp_path / "raw" / name).write_text("no account", encoding="utf-8")
    assert cli.main(["build", str(tmp_path / "raw"), "--out", str(out)]) == cli.UNREADABLE
    assert r"\xbe\xf6\xcb\xe3.txt: no form" in capsys.readouterr().err


def test_name_that_steers_a_terminal_is_escaped() -> None:
    assert printable("a\x1b]0;x\x07\nb\x9b.txt") == r"a\x1b]0;x\x07\x0ab\x9b.txt"


# --- one reading -------------------------------------------------------------------------------------


def test_file_that_changes_while_it_is_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small_account(tmp_path / "a.txt")
    source = open_source(path)
    original = document._hash

    def change_after(file: Path) -> str:
        sha256 = original(file)
        small_account(file, total="7.00")
        return sha256

    with monkeypatch.context() as patched:
        patched.setattr(document, "_hash", change_after)
        with pytest.raises(DocumentError, match="changed while it was read"):
            load(path)
    with pytest.raises(DocumentError, match="changed while it was read"):
        corpus.read_frames(source)


def test_file_that_vanishes_is_one_failure(tmp_path: Path) -> None:
    for number, name in enumerate(("a.txt", "b.txt")):
        small_account(tmp_path / name, total=f"{number}.00")
    files = inventory.take_stock([tmp_path])
    (tmp_path / "a.txt").unlink()
    results = list(corpus.read_all(files))
    assert [result.became for result in results] == ["failed", "read"]
    assert results[0].failure is not None and "there is no such file" in results[0].failure.message


# --- the folder of output ----------------------------------------------------------------------------


@pytest.mark.usefixtures("without_workers")
def test_second_run_into_a_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_account(tmp_path / "raw" / "a.txt")
    out = tmp_path / "out"
    for command in (["build", str(tmp_path / "raw")], ["read", str(tmp_path / "raw" / "a.txt")]):
        with outputs.claimed(out):
            assert cli.main([*command, "--out", str(out)]) == cli.UNREADABLE
        said = capsys.readouterr().err
        assert f"process {os.getpid()} on " in said and "Wait until it has ended" in said
    assert cli.main(["build", str(tmp_path / "raw"), "--out", str(out)]) == cli.DONE
    assert not (out / ".lock").exists()


def test_lock_of_a_run_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path[:0] = {paths!r}\n"
        "from pathlib import Path; from budget_analysis import outputs\n"
        "with outputs.claimed(Path({out!r})):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    ).format(paths=sys.path, out=str(tmp_path))
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], text=True, **pipes) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(OutputError, match=f"process {other.pid} on"), outputs.claimed(tmp_path):
            pass
        other.kill()
    assert (tmp_path / ".lock").exists()
    with outputs.claimed(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("without_workers")
def test_folder_made_for_nothing_is_removed(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("no account", encoding="utf-8")
    out = tmp_path / "out"
    assert cli.main(["check", str(tmp_path / "letter.txt"), "--out", str(out)]) == cli.UNREADABLE
    assert not out.exists()


@pytest.mark.parametrize("out", ["file", "file/deeper"])
def test_output_that_is_a_file_is_refused(out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    account = small_account(tmp_path / "a.txt")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert cli.main(["check", str(account), "--out", str(tmp_path / out)]) == cli.UNREADABLE
    assert "choose another --out" in capsys.readouterr().err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.usefixtures("without_workers")
@pytest.mark.parametrize("failing", ["write_table", "to_csv", "replace", "interrupt"])
def test_full_disk_leaves_the_dataset_before(
    failing: str, one_and_two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shutil.copytree(one_and_two / "out", tmp_path / "out")
    given = ["build", str(one_and_two / "raw"), "--out", str(out)]
    before = contents(out)
    calls = Counter[str]()
    replace = os.replace

    def full(original: Any) -> Any:
        def write(*arguments: Any, **named: Any) -> Any:
            if original is replace and Path(arguments[1]).parent != out:
                return original(*arguments, **named)  # not yet a new file in its place
            calls["writes"] += 1
            if calls["writes"] == 9:  # in the middle of a set
                raise KeyboardInterrupt if failing == "interrupt" else OSError(errno.ENOSPC, "No space left on device")
            return original(*arguments, **named)

        return write

    with monkeypatch.context() as patched:
        if failing in ("replace", "interrupt"):
            patched.setattr(os, "replace", full(replace))
        else:
            writer: Any = pd.DataFrame if failing == "to_csv" else pq.ParquetWriter
            patched.setattr(writer, failing, full(getattr(writer, failing)))
        status = cli.main(given)
    said = capsys.readouterr().err
    if failing == "interrupt":
        assert status == cli.INTERRUPTED
    else:
        assert status == cli.UNREADABLE and "No space left on device" in said and "Make room" in said
    assert contents(out) == before
    assert {path.name for path in out.iterdir() if path.is_dir()} == {".finished"}
    assert cli.main(given) == cli.DONE
    assert contents(out) == contents(one_and_two / "other")


def test_number_of_writers_changes_no_byte_and_no_word(
    one_and_two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shutil.copytree(one_and_two / "other", tmp_path / "out")
    given = ["build", str(one_and_two / "raw"), "--out", str(out), "--jobs"]
    assert cli.main([*given, "1"]) == cli.DONE
    said = capsys.readouterr().out
    monkeypatch.setattr(workers, "WORTH", 1)
    monkeypatch.setattr(pq, "ParquetWriter", None)  # in this process
    monkeypatch.setattr(summaries, "summarize", None)
    assert cli.main([*given, "2"]) == cli.DONE
    assert capsys.readouterr().out == said and said.count("forms    ") == 2
    assert contents(out) == contents(one_and_two / "other")
    assert not multiprocessing.active_children()


def test_table_that_fails_in_another_process_is_named(
    one_and_two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = shutil.copytree(one_and_two / "other", tmp_path / "out")
    before = contents(out)
    results = list(corpus.read_all(inventory.take_stock([one_and_two / "raw"]), out / shelf.KEPT, stages.Manner(with_panel=True)))
    for file in (out / shelf.KEPT).rglob("joint.parquet"):
        file.write_bytes(b"PAR1")
    monkeypatch.setattr(workers, "WORTH", 1)
    with pytest.raises(OutputError, match=r"^joint: unexpected ArrowInvalid .*--jobs 1"):
        publish.write_dataset(corpus.dataset(results), out, jobs=2)
    assert contents(out) == before and {path.name for path in out.iterdir() if path.is_dir()} == {shelf.KEPT}
    assert not multiprocessing.active_children()
    monkeypatch.setattr(Worker, "read", misbehaving_writer)
    with pytest.raises(OutputError, match="^figures: the process that wrote it was ended"):
        publish.write_dataset(corpus.dataset(results), out, jobs=2)
    assert contents(out) == before


def misbehaving_writer(*_: Any) -> None:
    raise LimitError("killed")


@pytest.mark.usefixtures("without_workers")
def test_full_disk_while_results_are_kept_stops_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_account(tmp_path / "raw" / "a.txt")
    original = Path.write_bytes

    def full(self: Path, content: bytes) -> int:
        if self.suffix == ".parquet":
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    out = tmp_path / "out"
    assert cli.main(["build", str(tmp_path / "raw"), "--out", str(out)]) == cli.UNREADABLE
    assert "cannot be kept here: No space left on device" in capsys.readouterr().err
    assert not list(out.rglob("*.parquet")) and not list(out.rglob("*.part"))


@pytest.mark.usefixtures("without_workers")
@pytest.mark.parametrize("damage", ["cut", "missing", "other bytes", "no list"])
def test_damaged_kept_result_is_made_again(
    damage: str, one_and_two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    out = shutil.copytree(one_and_two / "out", tmp_path / "out")
    given = ["build", str(small_account(tmp_path / "raw" / "a.txt").parent), "--out", str(out)]
    read = counting(monkeypatch)
    before = contents(out)
    [figures] = (out / ".finished").rglob("figures.parquet")
    if damage == "cut":
        figures.write_bytes(figures.read_bytes()[:100])
    elif damage == "missing":
        figures.unlink()
    elif damage == "other bytes":
        content = figures.read_bytes()
        figures.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    else:
        figures.with_name("sha256.json").unlink()
    assert cli.main(given) == cli.DONE
    assert read == ["a"] and "damaged" in caplog.text
    assert contents(out) == before
    assert cli.main(given) == cli.DONE
    assert read == ["a"]


@pytest.mark.usefixtures("without_workers")
def test_frames_of_another_account_are_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = small_account(tmp_path / "ours.txt")
    same_name = small_account(tmp_path / "b" / "ours.txt", department="某市另一局")
    out = tmp_path / "out"
    assert cli.main(["check", str(ours), "--out", str(out)]) == cli.DONE
    before, name = contents(out), document.open_source(ours).document_id
    for given in (["check", str(same_name)], ["read", str(same_name)], ["build", str(tmp_path / "b")]):
        assert cli.main([*given, "--out", str(out)]) == cli.UNREADABLE
        assert f"here is the frames of {name} 某市某局 2024" in capsys.readouterr().err
        assert contents(out) == before
    assert cli.main(["read", str(ours), "--out", str(out)]) == cli.DONE
    assert "claims.csv" not in contents(out) and "ledger.xlsx" not in contents(out)  # none of an older reading
    assert cli.main(["check", str(same_name), "--out", str(out), "--overwrite"]) == cli.DONE
    assert list(pd.read_csv(out / "documents.csv")["department"]) == ["某市另一局"]


@pytest.mark.usefixtures("without_workers")
def test_account_does_not_replace_a_dataset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    account = small_account(tmp_path / "raw" / "a.txt")
    out = tmp_path / "out"
    assert cli.main(["build", str(account.parent), "--out", str(out)]) == cli.DONE
    assert cli.main(["check", str(account), "--out", str(out)]) == cli.UNREADABLE
    assert "here is a dataset" in capsys.readouterr().err


# --- what became of it -------------------------------------------------------------------------------


@pytest.mark.usefixtures("without_workers")
def test_failures_are_written_when_every_document_failed(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "letter.txt").write_text("no account", encoding="utf-8")
    (raw / "empty.pdf").touch()
    assert cli.main(["build", str(raw), "--out", str(out)]) == cli.UNREADABLE
    assert not len(publish.read_csv(out / "documents.csv", "documents"))
    problems = publish.read_csv(out / "problems.csv", "problems")
    # a file without bytes has no identifier
    names = [None, document.open_source(raw / "letter.txt").document_id]
    assert problems["document_id"].astype(object).where(problems["document_id"].notna(), None).tolist() == names
    assert views.problem_list(problems)["note"].notna().sum() == 2
    assert list(problems["place"]) == ["empty.pdf", "letter.txt"]
    assert set(problems["kind"]) == {"unreadable"}
    assert not problems["message"].str.contains(str(tmp_path), regex=False).any()


@pytest.mark.usefixtures("without_workers")
@pytest.mark.parametrize(("step", "rows"), [("panel_of", 2), ("identify_accounts", 1)])
def test_step_after_reading_that_fails_costs_one_document(
    step: str, rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_account(tmp_path / "a.txt")
    small_account(tmp_path / "b.txt", total="7.00", department="某市另局")
    bad = document.open_source(tmp_path / "b.txt").document_id
    room = panel if step == "panel_of" else corpus.whole
    original = getattr(room, step)

    def stumble(given: Any, *others: Any) -> Any:
        listed = [frames for _, frames in given] if isinstance(given, list) else [given]
        if any(one["documents"]["document_id"].iloc[0] == bad for one in listed):
            raise KeyError("row")
        return original(given, *others)

    monkeypatch.setattr(room, step, stumble)
    out = tmp_path / "out"
    assert cli.main(["build", str(tmp_path), "--out", str(out)]) == cli.UNREADABLE
    assert "b.txt: unexpected KeyError" in capsys.readouterr().err
    assert len(publish.read_csv(out / "documents.csv", "documents")) == rows
    assert bad not in set(publish.read_csv(out / "panel.csv", "panel")["document_id"])
    assert len(publish.read_csv(out / "panel.csv", "panel"))
    problems = publish.read_csv(out / "problems.csv", "problems")
    assert list(problems.loc[problems["kind"] == corpus.DEFECT, "document_id"]) == [bad]


@pytest.mark.usefixtures("without_workers")
def test_document_that_cannot_be_summed_up_leaves_the_others_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_account(tmp_path / "a.txt")
    small_account(tmp_path / "b.txt", total="7.00")

    def stumble(found: Any) -> Any:
        if found["documents"]["source_file"].iloc[0] == "b.txt":
            raise KeyError("row")
        return []

    monkeypatch.setattr(summaries, "_differing", stumble)
    assert cli.main(["build", str(tmp_path), "--out", str(tmp_path / "out")]) == cli.UNREADABLE
    said = capsys.readouterr().out
    assert "b.txt: unexpected KeyError" in said and "forms    " in said


@pytest.mark.usefixtures("without_workers")
def test_empty_template_is_flagged_and_enters_no_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_account(tmp_path / "a.txt")
    small_account(tmp_path / "b.txt", total="7.00")
    small_account(tmp_path / "template.txt", total="", none="")
    given = ["build", str(tmp_path), "--out", str(tmp_path / "out")]
    assert cli.main([*given, "--json"]) == cli.DONE
    said = json.loads(capsys.readouterr().out)
    templates = {Path(entry["file"]).stem: entry["is_template"] for entry in said["documents"]}
    assert templates == {"a": False, "b": False, "template": True}
    assert said["templates"] == 1 and said["sums"]["figures"]["blank"] == 0
    each = [entry["checks"]["equal"] for entry in said["documents"] if not entry["is_template"]]
    assert said["sums"]["checks"]["equal"] == sum(each) > 0
    assert cli.main(given) == cli.DONE
    text = capsys.readouterr().out
    assert "an empty template: no form holds a number" in text
    assert text.rstrip().endswith("3 files: 3 read (empty templates: 1, in no sum), 0 failed")


@pytest.mark.usefixtures("without_workers")
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_output_fits_any_encoding(encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = small_account(tmp_path / "决算.txt")
    for option in ([], ["--json"]):
        screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", screen)
        assert cli.main(["check", str(account), *option]) == cli.DONE
        text = screen.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]
        expected = "某市某局" if encoding == "utf-8" else r"\u67d0\u5e02\u67d0\u5c40"
        assert expected in text
        if option:
            assert json.loads(text)["documents"][0]["department"] == "某市某局"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /dev/full")
def test_full_output_is_a_message(tmp_path: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = [sys.executable, "-m", "budget_analysis.cli", "forms"]
        paths = os.pathsep.join(path for path in sys.path if path)
        environment = {**os.environ, "PYTHONPATH": paths}
        done = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    assert done.returncode == cli.UNREADABLE
    assert done.stderr.startswith("error: output: No space left on device") and "Traceback" not in done.stderr


def test_folder_of_40_files_of_which_8_are_hostile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for number in range(24):
        small_account(raw / f"{number:02}.txt", total=f"{number}.00")
    small_account(raw / "own" / "account.txt", total="30.00")
    (raw / "own" / "source.toml").write_text('file = "account.txt"', encoding="utf-8")
    for name in ("own/annex.pdf", "own/letter.txt", "readme.md", ".DS_Store"):
        (raw / name).write_text(name, encoding="utf-8")
    small_account(raw / "template.txt", total="", none="")
    small_account(raw / "broken" / "account.txt", total="31.00")
    # the eight
    (raw / "broken" / "source.toml").write_bytes(b"file = \xff")
    (raw / "dangling.pdf").symlink_to("nowhere.pdf")
    (raw / "junk.pdf").write_bytes(bytes(range(256)) * 20)
    (raw / "empty.txt").touch()
    (raw / "table.xlsx").write_bytes(b"PK")
    shutil.copy(raw / "05.txt", raw / "copy.txt")
    form_that_draws_itself(raw / "draws_itself.pdf")
    small_account(raw / "deadly.txt", total="32.00")
    assert sum(path.is_file() or path.is_symlink() for path in raw.rglob("*")) == 40

    monkeypatch.setattr(stages, "go_on", read_or_misbehave)
    given = ["build", str(raw), "--out", str(out), "--memory", "500", "--seconds", "60", "--json"]
    assert cli.main(given) == cli.UNREADABLE
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    became = Counter(entry["became"] for entry in said["sources"])
    assert len(said["sources"]) == 40
    assert became == {"read": 27, "failed": 7, "unknown": 1, "duplicate": 1, "attachment": 2, "record": 1, "hidden": 1}
    assert {kind: count for kind, count in said["became"].items() if count} == became
    assert all(entry["why"] for entry in said["sources"] if entry["became"] != "read")
    assert said["templates"] == 1 and printed.err.count("error:") == 7
    failed = {"source.toml", "dangling.pdf", "junk.pdf", "empty.txt", "draws_itself.pdf", "deadly.txt", "table.xlsx"}
    problems = publish.read_csv(out / "problems.csv", "problems")
    assert set(problems.loc[problems["kind"] == "unreadable", "place"]) == failed
    figures = publish.read_csv(out / "figures.csv", "figures")
    totals = figures[(figures["role"] == "total") & (figures["measure"] == "actual")]
    names = publish.read_csv(out / "documents.csv", "documents").set_index("document_id")["source_file"]
    amounts = totals.set_index(totals["document_id"].map(names))["amount_fen"].dropna()
    assert len(amounts) == 26
    assert all(amounts[f"{number:02}.txt"] == number * 1_000_000 for number in range(24))
    assert not multiprocessing.active_children()
