"""The command line: what it writes, what it says, its exit status; the dataset and the report."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import frictionless
import nbformat
import pandas as pd
import pytest

from budget_analysis import cli, corpus, frames, inventory, pages, publish, site, stages, summaries
from budget_analysis.dataset.tables import NAMES
from budget_analysis.document import open_source
from budget_analysis.workers import Worker
from tests.misbehaving import stumble_on_a
from tests.rendering import Style, made_up_account, render
from tests.known_documents import built_once, frames_once
from tests.seed_account import ROOT, SEED, seed_account, write_with_slip
from tests.small_account import small_account
from tests.test_site import make_notebook

COMMANDS = ("build", "read", "check", "report", "forms", "doctor")
NAME = "yuecheng-bigdata-2024"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the commands use: raw files and notebooks; the current folder."""
    for name in ("data/raw", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def example(command: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])
    assert stop.value.code == 0
    [line] = re.findall(r"^  budget-analysis (.+)$", capsys.readouterr().out, re.MULTILINE)
    return shlex.split(line)


def printed_json(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that are really read from now on."""
    read: list[str] = []
    original = Worker.read

    def note(self: Worker, source: Any, *others: Any) -> Any:
        read.append(source.path.stem)
        return original(self, source, *others)

    monkeypatch.setattr(Worker, "read", note)
    return read


def small_accounts(folder: Path, *names: str) -> None:
    """Accounts of one form under several names, each with a total of its own: equal bytes are read once."""
    for number, name in enumerate(names, start=1):
        small_account(folder / name, total=f"{number}.00")


@pytest.mark.usefixtures("without_workers")
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "report"])
def test_example_in_the_help_runs(command: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = example(command, capsys)
    assert given[0] == command
    assert cli.main(given) == cli.DONE
    if "--out" in given:
        out = project / given[given.index("--out") + 1]
        assert (out / "figures.csv").is_file()


@pytest.mark.usefixtures("without_workers")
def test_read_writes_the_frames_of_forms_and_annexes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(SEED), "--out", str(tmp_path)]) == cli.DONE
    assert {path.stem for path in tmp_path.glob("*.csv")} == set(stages.READ_FRAMES)
    assert "180 value, 405 zero, 64 blank" in capsys.readouterr().out


@pytest.mark.usefixtures("without_workers")
def test_check_writes_the_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(SEED), "--out", str(tmp_path), "--json"]) == cli.DONE
    assert {path.stem for path in tmp_path.glob("*.csv")} == set(frames.names())
    [document] = printed_json(capsys)["documents"]
    assert document["figures"]["value"] == 180
    # the ten contradictions of the annexes, which the identities N… do not say again
    assert (document["claims"]["differs"], document["checks"]["differs"]) == (10, 0)
    assert len(document["differs"]) == 10


def test_csv_gives_the_frames_back(tmp_path: Path) -> None:
    account = seed_account()
    written = {name: getattr(account, name) for name in stages.READ_FRAMES}
    publish.write_csv(written, tmp_path)
    for name, frame in written.items():
        expected = frame.mask(frame == "")  # a CSV cannot tell an empty text from none
        pd.testing.assert_frame_equal(publish.read_csv(tmp_path / f"{name}.csv", name), expected)


@pytest.mark.usefixtures("without_workers")
def test_what_differs_is_named_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slip = write_with_slip(tmp_path / "slip.txt", "17.10%", "17.30%")
    assert cli.main(["check", str(slip)]) == cli.DONE
    said = capsys.readouterr().out
    assert re.search(r"differs  p\.\d+ growth .*17\.30%.*recomputed \[17\.09", said)
    assert cli.main(["check", str(slip), "--strict"]) == cli.DIFFERS


@pytest.mark.usefixtures("without_workers")
def test_strict_is_content_with_an_account_that_holds(tmp_path: Path) -> None:
    path = tmp_path / "account.pdf"
    render(made_up_account(1, Style()), Style(), path)
    assert cli.main(["check", str(path), "--strict"]) == cli.DONE
    assert cli.main(["check", str(SEED), "--strict"]) == cli.DIFFERS  # its annexes do not agree


@pytest.mark.usefixtures("without_workers")
def test_figure_that_does_not_add_up_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "201 一般公共服务支出 2,147.90 219.25 1,928.65"
    slip = write_with_slip(tmp_path / "slip.txt", row, row.replace("2,147.90", "2,157.90"))
    assert cli.main(["check", str(slip), "--strict", "--json"]) == cli.DIFFERS
    [document] = printed_json(capsys)["documents"]
    assert document["checks"]["differs"] > 0 and document["differs"]


@pytest.mark.usefixtures("without_workers")
def test_file_that_is_no_account_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("各位同事：\n会议改期。\n", encoding="utf-8")
    assert cli.main(["read", str(letter)]) == cli.UNREADABLE
    assert "no form of a final account found" in capsys.readouterr().err
    assert cli.main(["read", str(tmp_path / "nothing.txt")]) == cli.UNREADABLE
    assert "there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("given", [[], ["build"], ["build", "x"], ["read"], ["report", "x"], ["unknown"]])
def test_wrong_usage_has_status_2(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(given)
    assert stop.value.code == cli.USAGE
    assert "usage" in capsys.readouterr().err


def test_folder_without_documents_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", str(tmp_path), "--out", str(tmp_path / "out")]) == cli.UNREADABLE
    assert "holds no document; known kinds" in capsys.readouterr().err


def test_bad_document_is_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    shutil.copy(SEED, raw / "good.txt")
    (raw / "bad.txt").write_text("not an account", encoding="utf-8")
    (raw / "empty.txt").write_bytes(b"")
    assert cli.main(["build", str(raw), "--out", str(out), "--json"]) == cli.UNREADABLE
    said = capsys.readouterr()
    assert list(pd.read_csv(out / "documents.csv")["source_file"]) == ["good.txt"]
    documents = {Path(entry["file"]).name: "error" in entry for entry in json.loads(said.out)["documents"]}
    assert documents == {"bad.txt": True, "empty.txt": True, "good.txt": False}
    assert said.err.count("error:") == 2


def test_defect_on_one_document_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_accounts(tmp_path, "a.txt", "b.txt")
    monkeypatch.setattr(stages, "go_on", stumble_on_a)
    assert cli.main(["build", str(tmp_path), "--out", str(tmp_path / "out")]) == cli.UNREADABLE
    said = capsys.readouterr().err
    assert re.search(r"a\.txt: unexpected ZeroDivisionError \(misbehaving\.py, line \d+\)", said)
    assert "of the text" not in said  # what an error quotes may name a person
    assert list(pd.read_csv(tmp_path / "out" / "documents.csv")["source_file"]) == ["b.txt"]


def test_interrupted_build_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    small_accounts(raw, "a.txt", "b.txt")
    original = Worker.read

    def interrupt(self: Worker, source: Any, *others: Any) -> Any:
        if source.path.stem == "b":
            raise KeyboardInterrupt
        return original(self, source, *others)

    with monkeypatch.context() as patched:
        patched.setattr(Worker, "read", interrupt)
        assert cli.main(["build", str(raw), "--out", str(out)]) == cli.INTERRUPTED
    assert "run the same command again" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == [".finished"]
    assert not multiprocessing.active_children()
    read = counting(monkeypatch)
    assert cli.main(["build", str(raw), "--out", str(out)]) == cli.DONE
    assert read == ["b"]
    assert list(pd.read_csv(out / "documents.csv")["source_file"]) == ["a.txt", "b.txt"]


@pytest.mark.usefixtures("without_workers")
def test_finished_work_is_not_repeated_until_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    small_account(raw / "a.txt")
    read = counting(monkeypatch)
    arguments = ["build", str(raw), "--out", str(out)]
    assert cli.main(arguments) == cli.DONE
    first = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert cli.main(arguments) == cli.DONE
    assert read == ["a"]
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == first
    small_account(raw / "a.txt", total="7.00")
    assert cli.main(arguments) == cli.DONE
    assert read == ["a", "a"]
    monkeypatch.setattr(stages, "fingerprint", lambda stage: "f" * 64)
    assert cli.main(arguments) == cli.DONE
    assert read == ["a", "a", "a"]
    assert len(list((out / ".finished" / "a").iterdir())) == 1  # what is out of date is removed


def test_frames_of_a_worker_and_kept_frames_are_those_that_were_read(tmp_path: Path) -> None:
    expected = frames_once(open_source(SEED))
    fresh, kept = (next(iter(corpus.read_all(inventory.take_stock([SEED]), tmp_path))) for _ in range(2))
    for result in (fresh, kept):
        assert result.frames is not None and list(result.frames) == list(expected)
        for name, frame in expected.items():
            pd.testing.assert_frame_equal(result.frames[name], frame)


def test_documents_of_the_same_name_get_names_and_identifiers_of_their_own(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "2024.txt").write_text(folder, encoding="utf-8")
    first, second = (file.source for file in inventory.take_stock([tmp_path]))
    assert first is not None and second is not None
    assert (first.name, second.name) == ("2024", "y-2024")
    assert first.document_id != second.document_id
    moved = first.path.rename(tmp_path / "renamed.txt")
    assert open_source(moved).document_id == first.document_id


def test_file_beside_the_one_that_source_toml_names_is_no_document(tmp_path: Path) -> None:
    shutil.copytree(SEED.parent, tmp_path / NAME)
    (tmp_path / NAME / "letter.txt").write_text("x", encoding="utf-8")
    assert [path.name for path in inventory.find_documents([tmp_path])] == [SEED.name]


def test_own_output_and_hidden_files_are_no_documents(tmp_path: Path) -> None:
    for name in ("a.txt", "out/report.txt", ".cache/b.txt", "~$c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [path.name for path in inventory.find_documents([tmp_path], tmp_path / "out")] == ["a.txt"]


@pytest.fixture(scope="module")
def dataset() -> Path:
    return built_once() / "dataset"


def test_dataset_is_a_valid_data_package(dataset: Path) -> None:
    report = frictionless.validate(str(dataset / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(NAMES)
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            assert " · " in field["description"]
        parquet = pd.read_parquet(dataset / f"{resource['name']}.parquet")
        assert list(parquet) == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["schema"]["primaryKey"]
    figures = next(one for one in package["resources"] if one["name"] == "figures")
    fields = {f["name"]: f for f in figures["schema"]["fields"]}
    assert fields["amount_fen"]["unit"] == "fen" and fields["code"]["type"] == "string"


def test_broken_dataset_is_not_valid(dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(dataset, tmp_path, dirs_exist_ok=True)
    figures = tmp_path / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8-sig").replace(",2209050000,", ",2209.05,", 1), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_forms_lists_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["forms"]) == cli.DONE
    text = capsys.readouterr().out
    assert "eleven_forms" in text and "一般公共预算财政拨款支出决算表" in text
    assert cli.main(["forms", "--json"]) == cli.DONE
    assert len(printed_json(capsys)["forms"]) >= 11


def test_report_counts_what_its_pages_tell() -> None:
    summary = summaries.summarize(corpus.Result(SEED, open_source(SEED), frames_once(open_source(SEED))))
    told = summaries.as_text(summary)
    brief = summaries.as_text(summary, is_told_elsewhere=True)
    assert told.count("  differs  ") == len(summary["differs"]) == 10
    assert brief.splitlines()[-1] == "  differs  10" and told.startswith(brief.rsplit("\n", 1)[0])


def test_what_takes_long_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where there is no terminal, as in a container; what is short says nothing."""
    assert list(summaries.progress(iter("abc"), 3, "file")) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(summaries, "SILENCE", -1)
    assert list(summaries.progress(iter("abc"), 3, "file")) == ["a", "b", "c"]
    assert capsys.readouterr().err == "1 of 3 files\n2 of 3 files\n"


def test_doctor_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from budget_analysis import doctor

    assert cli.main(["doctor", "--json"]) == cli.DONE
    assert all(finding["is_well"] for finding in printed_json(capsys) if finding["is_needed"])
    lines = ["pandas==0.1", "no-such-package==1.0"]
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: lines)
    assert cli.main(["doctor"]) == cli.UNREADABLE
    said = capsys.readouterr().out
    assert "missing  no-such-package: not installed" in said and "0.1 is pinned" in said


def test_doctor_names_the_extras_that_are_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody needs them all: the status stays, the remedy is told; a pin of either platform will do."""
    from budget_analysis import doctor

    lines = [
        "no-such-engine==1.0; extra == 'ocr'",
        f"fsspec=={doctor.metadata.version('fsspec')}; (sys_platform == 'darwin') and extra == 'cluster'",
        "fsspec==0.1; (sys_platform != 'darwin') and extra == 'cluster'",
    ]
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: lines)
    monkeypatch.setattr(doctor.libreoffice, "program", lambda: None)
    assert cli.main(["doctor"]) == cli.DONE
    said = capsys.readouterr().out
    assert "without  extra ocr, for scans and pictures: no-such-engine not installed" in said
    assert "python -m pip install 'budget-analysis[ocr]'" in said
    assert "ok       extra cluster" in said and "without  LibreOffice" in said


def test_set_up_that_doctor_names_makes_the_environment_anew(tmp_path: Path) -> None:
    """`make setup` alone does nothing where the stamps stand."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/.locked").write_text(f"{tmp_path}\n", encoding="utf-8")
    (tmp_path / ".venv/.stamp").touch()

    def steps(*given: str) -> str:
        done = subprocess.run(["make", "--dry-run", *given], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    assert "rm -rf .venv" not in steps("setup")
    [named] = {found[1] for finding in doctor_findings() if (found := re.search(r"make (-B setup)\b", finding))}
    assert "rm -rf .venv" in steps(*named.split()) and "--editable ." in steps(*named.split())


def test_remedies_are_for_the_interpreter_that_was_examined() -> None:
    """Called as .venv/bin/budget-analysis, `python` is another one, often of a system that refuses."""
    remedies = [one for one in doctor_findings() if " -m " in one]
    assert len(remedies) > 20 and all(f"{shlex.quote(sys.executable)} -m " in one for one in remedies)
    for module in ("pip", "ipykernel"):
        done = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, check=False)
        assert done.returncode == 0, module


def doctor_findings() -> list[str]:
    from budget_analysis import doctor

    return [finding.remedy for finding in doctor.examine()]


def test_lab_runs_as_root_and_says_its_port() -> None:
    done = subprocess.run(
        ["make", "--dry-run", "--old-file=setup", "lab", "PORT=8899"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "port 8899" in done.stdout and "--port=8899" in done.stdout
    assert ("--allow-root" in done.stdout) == (os.getuid() == 0)


class Fetched(HTMLParser):
    """What a browser would fetch for a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.resources: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "srcset", "data", "poster", "background") or (tag == "link" and name == "href"):
                self.resources.append(value or "")
            elif name == "href":
                self.links.append(value or "")
        if tag in ("script", "iframe", "object", "embed"):
            self.resources.append(tag)


def outside(page: str) -> list[str]:
    fetched = [resource for resource in Fetched(page).resources if not resource.startswith("data:image/")]
    return fetched + re.findall(r"@import[^;]*|url\((?!['\"]?data:)[^)]*\)", page)


@pytest.mark.parametrize(
    "page",
    [
        '<script src="https://example.org/a.js"></script>', "<script>1</script>", '<link href="//example.org/a.css">',
        "<style>@import 'a.css';</style>", "<style>a{background:url(a.png)}</style>", '<img src="a.png">',
    ],
)  # fmt: skip
def test_scan_of_pages_sees_what_comes_from_outside(page: str) -> None:
    assert outside(page)


IN_BOTH = ["03_year_on_year", "05_procurement"]
"""Notebooks that the report executes here in Chinese too; nbval executes all of them in Chinese."""


@pytest.mark.usefixtures("without_workers")
def test_report_from_raw_file_to_pages(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the raw file to pages in both languages; a changed notebook makes only its pages, a further run nothing."""
    given = example("report", capsys)
    assert cli.main([*given, "--language", "en"]) == cli.DONE
    notebooks = [path.stem for path in site.notebooks_of(project / "notebooks")]  # those about one account
    for name in set(notebooks) - set(IN_BOTH):
        (project / "notebooks" / f"{name}.ipynb").unlink()
    changed = project / "notebooks" / "05_procurement.ipynb"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("# 05 政府采购", "# 05 采购"), encoding="utf-8")
    capsys.readouterr()
    assert cli.main([*given, "--json"]) == cli.DONE
    assert printed_json(capsys)["new"] == len(IN_BOTH) + 1, "the Chinese pages, and the English one of what changed"
    reports = project / "reports"
    for language, executed, fewest in (("en", notebooks, 5), ("zh", IN_BOTH, 2)):
        folder = reports / NAME / language
        assert sorted(path.stem for path in folder.glob("*.html")) == [*executed, "index"]
        assert sorted(path.stem for path in folder.glob("*.ipynb")) == executed
        charts = {path.stem for path in folder.glob("*.png")}
        assert charts == {path.stem for path in folder.glob("*.svg")} and len(charts) >= fewest
    made = [*reports.rglob("*.html")]
    assert len(made) == len(notebooks) + len(IN_BOTH) + 2 + 2, "notebooks, the account, the list of all"
    for path in made:
        text = path.read_text(encoding="utf-8")
        if path.stem in notebooks:  # the font of the site
            assert outside(text) == ["../../site.assets/font.css"] and (reports / "site.assets" / "font.css").is_file()
        else:  # its style and scripts lie beside it
            assert all(one == "script" or (path.parent / one).is_file() for one in outside(text))
        assert str(project) not in text
        for link in Fetched(text).links:
            assert link.startswith("#") or (path.parent / link.partition("#")[0]).is_file(), f"{path}: {link}"
    zh = (reports / NAME / "zh" / "03_year_on_year.html").read_text(encoding="utf-8")
    en = (reports / NAME / "en" / "03_year_on_year.html").read_text(encoding="utf-8")
    assert "[1,886.48, 1,886.50]" in zh and "推算的上年" in zh
    assert "[1,886.48, 1,886.50]" in en and "implied prior year" in en
    capsys.readouterr()

    assert cli.main([*given, "--json"]) == cli.DONE
    assert printed_json(capsys)["new"] == 0


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_page_of_a_committed_notebook_needs_nothing_from_outside(path: Path) -> None:
    """They are executed, in Chinese."""
    page = pages.page_of(nbformat.read(path, as_version=4), path.stem, "zh")
    assert outside(page) == [] and str(ROOT) not in page
    assert {link for link in Fetched(page).links if not link.startswith("#")} == {"../../index.html"}


@pytest.mark.usefixtures("without_workers")
def test_notebook_that_stops_is_reported_and_the_rest_goes_on(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(project / "notebooks")
    make_notebook(project / "notebooks" / "00_broken.ipynb", "unknown")
    make_notebook(project / "notebooks" / "01_sound.ipynb")
    given = ["report", str(small_account(project / "small.txt")), "--out", "reports", "--language", "zh"]
    assert cli.main(given) == cli.UNREADABLE
    assert "notebook 00_broken.ipynb stopped with NameError" in capsys.readouterr().err
    assert cli.main([*given, "--json"]) == cli.UNREADABLE
    assert len(printed_json(capsys)["stopped"]) == 1
    folder = project / "reports" / "small" / "zh"
    assert sorted(path.name for path in folder.glob("*.html")) == ["01_sound.html", "index.html"]
    assert "00_broken.ipynb stopped" in (project / "reports" / "site.assets" / "index-data.js").read_text(encoding="utf-8")


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"budget-analysis \d+\.\d+\.\d+\n", capsys.readouterr().out)
