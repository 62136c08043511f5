"""Results kept by stage: what changed is made again, and nothing before it."""

from __future__ import annotations

import ast
import functools
import gc
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import corpus, inventory, readers, reading, reconciliation, runs, shelf, stages
from budget_analysis.document import open_source
from budget_analysis.errors import DocumentError
from budget_analysis.panel import panel_of
from budget_analysis.reading import Box, Cell, Grid, Line, Part, Problem, Reading
from budget_analysis.workers import Worker
from tests.small_account import small_account
from tests.test_architecture import imported, modules, parsed

SHOWN = {
    "__init__", "sheets", "ledger", "cells", "answers", "across", "identity", "years", "dataset", "release", "synthetic", "charts", "inventory", "outputs",
    "workers", "loading", "corpus", "cluster", "storage", "proposals", "unread", "summaries", "publish", "kernels", "runs", "doctor", "pages", "site", "cli", "cli_compare", "cli_findings", "cli_options",
}  # fmt: skip
"""What passes results on or shows them; no kept result comes from it."""
SHOWN_WORDS = {"specs/tables.toml", "specs/views.toml", "synthetic/function_codes.csv", "synthetic/economic_codes.csv", "specs/release.toml", "specs/cross_year.toml", "specs/regions.csv"}

@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a file was read and an account recomputed; without a worker, to be counted here."""
    counted = Counter[str]()

    def note(name: str, original: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            counted[name] += 1
            return original(*given, **named)

        return call

    monkeypatch.setattr(readers, "read", note("read", readers.read))
    monkeypatch.setattr(stages, "account_of", note("frames", stages.account_of))
    monkeypatch.setattr(reconciliation, "reconcile", note("claims", reconciliation.reconcile))
    monkeypatch.setattr(Worker, "read", lambda self, *document: stages.go_on(*document))
    return counted


@pytest.fixture(autouse=True)
def _fingerprints_are_made_anew() -> Iterator[None]:
    yield
    stages.fingerprint.cache_clear()


def change(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package as it is when one of its files has another line."""
    content = stages.package_files()
    changed = {**content, name: content[name] + b"\n"}
    monkeypatch.setattr(stages, "package_files", lambda: changed)
    stages.fingerprint.cache_clear()


def run(raw: Path, keep: Path) -> corpus.Result:
    [result] = corpus.read_all(inventory.take_stock([raw]), keep)
    assert result.frames is not None, result.why
    return replace(result, frames=dict(result.frames))  # the next run may remove what is kept


# --- what is made again -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("specs/sentences/words.toml", {"claims"}),
        ("sentences/reader.py", {"claims"}),
        ("specs/identities.toml", {"claims"}),
        ("specs/forms/three_public.toml", {"frames", "claims"}),
        ("blocks.py", {"frames", "claims"}),
        ("readers/text.py", {"read", "frames", "claims"}),
        ("stages.py", {"read", "frames", "claims"}),
        ("views/columns.csv", set()),
        ("charts/style.py", set()),
    ],
)
def test_changed_file_makes_its_stage_and_what_follows(
    changed: str, again: set[str], tmp_path: Path, calls: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = small_account(tmp_path / "raw" / "a.txt")
    first = run(raw, tmp_path / "kept")
    assert calls == {"read": 1, "frames": 1, "claims": 1}
    calls.clear()
    change(changed, monkeypatch)
    for _ in range(2):  # the second time all is there
        second = run(raw, tmp_path / "kept")
    assert calls == dict.fromkeys(again, 1)
    assert first.frames is not None and second.frames is not None and list(first.frames) == list(second.frames)
    for name, frame in first.frames.items():
        pd.testing.assert_frame_equal(frame, second.frames[name])
    assert len(list((tmp_path / "kept").rglob("sha256.json"))) == 3  # what is out of date is removed


@pytest.mark.parametrize(("lost", "again"), [("claims", {"claims"}), ("figures", {"frames", "claims"})])
def test_lost_stage_is_made_again_from_the_one_before(
    lost: str, again: set[str], tmp_path: Path, calls: Counter[str]
) -> None:
    raw = small_account(tmp_path / "raw" / "a.txt")
    run(raw, tmp_path / "kept")
    calls.clear()
    [file] = (tmp_path / "kept").rglob(f"{lost}.parquet")
    file.unlink()
    run(raw, tmp_path / "kept")
    assert calls == dict.fromkeys(again, 1)


@pytest.mark.parametrize("damage", ["cut", "of another document"])
def test_reading_that_is_not_of_this_document_is_made_again(
    damage: str, tmp_path: Path, calls: Counter[str]
) -> None:
    """Also one whose hash fits: it is opened only with the document beside it."""
    raw = small_account(tmp_path / "raw" / "a.txt")
    run(raw, tmp_path / "kept")
    [kept] = (tmp_path / "kept").rglob("reading.sealed")
    content = kept.read_bytes()
    other = shelf.seal(b"[]", b"another") if damage == "of another document" else content[:-1]
    shelf.put(tmp_path / "kept", kept.parent.relative_to(tmp_path / "kept").parts, {kept.name: other})
    calls.clear()
    run(raw, tmp_path / "kept")
    assert calls == {"read": 1, "frames": 1, "claims": 1}


def test_renamed_file_is_named_as_it_is_now(tmp_path: Path, calls: Counter[str]) -> None:
    raw = small_account(tmp_path / "own" / "a.txt")
    for name in ("a.txt", "b.txt"):
        (raw.parent / "source.toml").write_text(f'file = "{name}"', encoding="utf-8")
        raw = raw.rename(raw.with_name(name))
        found = run(raw, tmp_path / "kept").frames
        assert found is not None and list(found["documents"]["source_file"]) == [name]


def test_forms_alone_leave_the_claims_for_later(tmp_path: Path, calls: Counter[str]) -> None:
    files = inventory.take_stock([small_account(tmp_path / "a.txt")])
    [read] = corpus.read_all(files, tmp_path / "kept", stages.Manner(with_claims=False))
    assert read.frames is not None and list(read.frames) == list(stages.READ_FRAMES)
    [checked] = corpus.read_all(files, tmp_path / "kept")
    assert checked.frames is not None and set(checked.frames) == {*stages.READ_FRAMES, *reconciliation.FRAMES}
    assert calls == {"read": 1, "frames": 1, "claims": 1}


# --- what is kept -------------------------------------------------------------------------------------

BOX = Box(0.1, 1 / 3, 2.5, 1e-7)
EXAMPLE = Reading(
    "both",
    2,
    (Line(1, 1, "某局\ud800 ", BOX), Line(2, 7, "", place="¶7")),
    (Grid(2, 1, 2, (Cell(0, 0, "a\nb", 1, 2, BOX, "tabula!grid", "c"), Cell(0, 1, "", place="B1")), BOX, "aligned"), Grid(1, 0, 0, ())),
    (Problem(None, "p", "k", "m"), Problem(3, "", "", "")),
    (Part("a.pdf", 1, 1, "grid"), Part("b.xlsx", 2, 1, "xlsx")),
)


def test_reading_comes_back_as_it_was() -> None:
    assert reading.from_json(reading.to_json(EXAMPLE)) == EXAMPLE


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"5", b'["a", 1, [[1]], [], []]', b"[1, 2, 3, 4, 5]"])
def test_other_json_is_no_reading(content: bytes) -> None:
    with pytest.raises(ValueError):
        reading.from_json(content)


def test_kept_reading_shows_no_person_without_the_document(tmp_path: Path) -> None:
    """The frames hide who is named in an account; the reading, which does not, is sealed."""
    content = "负责人：" * 50
    sealed = shelf.seal(content.encode(), b"document")
    assert shelf.unseal(sealed, b"document").decode() == content
    assert len(sealed) < len(content) and b"\x78\x9c" != sealed[:2]
    for wrong in (b"", b"another"):
        with pytest.raises(ValueError, match="not sealed with this secret"):
            shelf.unseal(sealed, wrong)
    with pytest.raises(ValueError, match="not sealed with this secret"):
        shelf.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), b"document")


def test_panel_of_a_kept_document_reads_each_frame_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(small_account(tmp_path / "raw" / "a.txt"), tmp_path / "kept")
    [file] = inventory.take_stock([tmp_path / "raw"])
    assert file.source is not None and result.frames is not None
    found = stages.kept_frames(tmp_path / "kept", file.source)
    asked = Counter[str]()
    original = shelf.Shelved.__getitem__

    def note(self: shelf.Shelved, name: str) -> pd.DataFrame:
        asked[name] += 1
        return original(self, name)

    monkeypatch.setattr(shelf.Shelved, "__getitem__", note)
    panel = panel_of(shelf.Held(found))
    assert set(asked.values()) == {1} and "claims" in asked
    pd.testing.assert_frame_equal(panel, panel_of(result.frames))


# --- notebooks take what was kept -------------------------------------------------------------------


def test_notebook_takes_kept_frames_and_reads_no_document(tmp_path: Path, calls: Counter[str]) -> None:
    raw = small_account(tmp_path / "a.txt")
    run(raw, tmp_path / "kept")
    read, made = runs.open_account(str(raw))
    calls.clear()
    account, ledger = runs.open_account(str(raw), str(tmp_path / "kept"))
    assert not calls
    for name in (*stages.READ_FRAMES, "notices"):
        pd.testing.assert_frame_equal(getattr(account, name), getattr(read, name))
    for name, frame in made.frames().items():
        pd.testing.assert_frame_equal(ledger.frames()[name], frame)
    assert ledger.joint.verdict == made.joint.verdict


def test_notebook_reads_a_document_whose_frames_are_of_other_bytes(tmp_path: Path, calls: Counter[str]) -> None:
    raw = small_account(tmp_path / "a.txt")
    run(raw, tmp_path / "kept")
    small_account(raw, total="7.00")
    calls.clear()
    account, _ = runs.open_account(str(raw), str(tmp_path / "kept"))
    assert calls["read"] == 1
    assert account.documents["sha256"].iloc[0] == open_source(raw).sha256
    shutil.rmtree(tmp_path / "kept")
    runs.open_account(str(raw), str(tmp_path / "kept"))
    assert calls["read"] == 2 and not (tmp_path / "kept").exists()
    with pytest.raises(DocumentError, match="no such file"):
        runs.open_account(str(tmp_path / "b.txt"), str(tmp_path / "kept"))


# --- the table of rooms ---------------------------------------------------------------------------------


def test_every_module_and_every_file_of_words_belongs_to_one_stage() -> None:
    rooms = [*stages.KEEPING, *SHOWN, *(room for stage in stages.STAGES for room in stage.rooms)]
    assert sorted(rooms) == sorted({name.split(".")[0] for name in modules()})
    listed = [*SHOWN_WORDS, *(word for stage in stages.STAGES for word in stage.words)]
    files = [name for name in stages.package_files() if not name.endswith(".py")]
    assert len(files) > 20
    for name in files:
        assert sum(name == word or name.startswith(word + "/") for word in listed) == 1, name
    assert all(any(name.startswith(word) for name in files) for word in listed)


def test_a_stage_imports_and_reads_nothing_of_a_later_one() -> None:
    rooms: set[str] = set()
    words: set[str] = set()
    for stage in stages.STAGES:
        rooms |= set(stage.rooms)
        words |= set(stage.words)
        for name, file in modules().items():
            if name.split(".")[0] not in stage.rooms:
                continue
            strangers = {other for other in imported(name, file) if other.split(".")[0] not in rooms}
            assert not strangers, f"{name}, which makes the {stage.name}"
            for spec in specs_named(file):
                assert any(spec == word or spec.startswith(word + "/") for word in words), (name, spec)


def specs_named(file: Path) -> Iterator[str]:
    """The files of `specs/` that a module asks for by name."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("specs.load", "load"):
            parts = [part.value for part in node.args if isinstance(part, ast.Constant)]
            assert parts and len(parts) == len(node.args) or node.func.__class__ is ast.Name, file
            if parts:
                yield "specs/" + "/".join(map(str, parts))


def test_specs_that_modules_name_are_found() -> None:
    found = {spec for file in modules().values() for spec in specs_named(file)}
    assert {"specs/persons/words.toml", "specs/sentences/words.toml", "specs/layouts.toml"} <= found


PROSE = """{name}2023年度部门决算
一、收入支出决算总体情况说明
{name}2023年度收入总计1000.00万元，支出总计1000.00万元。
二、收入决算情况说明
本年收入合计900.00万元，其中：财政拨款收入720.00万元，占80.00%；其他收入180.00万元，占20.00%。
三、支出决算情况说明
本年支出合计950.00万元，其中：基本支出760.00万元，占80.00%；项目支出190.00万元，占20.00%。
四、财政拨款收入支出决算总体情况说明
财政拨款收、支总计各800.00万元。
五、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出700.00万元。
七、财政拨款“三公”经费支出决算情况说明
“三公”经费支出10.00万元，其中：公务接待费4.00万元，公务用车运行维护费6.00万元。
八、机关运行经费支出情况说明
机关运行经费支出50.00万元。
九、政府采购支出情况说明
政府采购支出总额100.00万元。
"""


def test_nothing_of_a_document_stays_in_its_process(tmp_path: Path) -> None:
    """A worker reads hundreds of documents: what it keeps without end must not be theirs."""

    def go_on(name: str) -> None:
        path = tmp_path / f"{name}.txt"
        path.write_text(PROSE.format(name=name), encoding="utf-8")
        stages.go_on(open_source(path))

    for name in ("清溪县水利局", "清溪县林业局"):
        go_on(name)
    before = sizes_of_endless_caches()
    for name in ("东川县审计局", "东川县统计局"):
        go_on(name)
    grown = {name: size - before.get(name, 0) for name, size in sizes_of_endless_caches().items()}
    wordings = 10  # of the specs, asked for by the one account and not by the other
    assert max(grown.values()) <= wordings, {name: size for name, size in grown.items() if size > wordings}


def sizes_of_endless_caches() -> dict[str, int]:
    found = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper))
    return {
        f"{one.__module__}.{one.__qualname__}": one.cache_info().currsize
        for one in found
        if str(one.__module__).startswith("budget_analysis") and one.cache_info().maxsize is None
    }
