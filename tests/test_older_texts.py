"""Documents that LibreOffice turns into .docx; a small program stands in for it."""

from __future__ import annotations

import stat
import sys
import time
from pathlib import Path

import pytest

from budget_analysis import load, readers
from budget_analysis.errors import DocumentError
from budget_analysis.readers.flowing import libreoffice
from tests import office_files
from tests.office_files import expected_of
from tests.test_office_files import CASES, figures_of

RTF = b"{\\rtf1 older text}"


def stand_in(folder: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program named soffice that does this with the arguments that it gets."""
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport pathlib, shutil, sys, time\n{what}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


def test_without_libreoffice_the_message_names_it_and_the_way_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "account.doc"
    path.write_bytes(RTF)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentError, match=r"account\.doc: .*LibreOffice.*save it as \.docx"):
        load(path)


def test_older_text_is_read_by_way_of_docx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(office_files.write_docx(CASES[0].model))
    profile = "-env:UserInstallation=file://"
    what = f"""
given = pathlib.Path(sys.argv[-1])
assert given.read_bytes() == {RTF!r} and "--headless" in sys.argv
settings = next(a for a in sys.argv if a.startswith({profile!r}))[len({profile!r}):]
assert "DisableMacrosExecution" in (pathlib.Path(settings) / "user/registrymodifications.xcu").read_text()
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
shutil.copy({str(tmp_path / "made.docx")!r}, out / "document.docx")
"""
    stand_in(tmp_path / "bin", what, monkeypatch)
    path = tmp_path / "-account.wps"
    path.write_bytes(RTF)
    account = load(path)
    assert figures_of(account) == expected_of(CASES[0].model)
    assert account.documents["reader"].iloc[0] == "docx by LibreOffice"


def test_document_that_libreoffice_cannot_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "bin", "sys.exit(1)", monkeypatch)
    path = tmp_path / "account.rtf"
    path.write_bytes(RTF)
    with pytest.raises(DocumentError, match="could not read it"):
        load(path)


def test_libreoffice_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "bin", "time.sleep(600)", monkeypatch)
    monkeypatch.setattr(libreoffice, "SECONDS", 0.5)
    path = tmp_path / "account.doc"
    path.write_bytes(RTF)
    started = time.monotonic()
    with pytest.raises(DocumentError, match="took more than 0.5 seconds"):
        load(path)
    assert time.monotonic() - started < 300


def test_folder_of_the_profile_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "bin", "sys.exit(1)", monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    path = tmp_path / "account.doc"
    path.write_bytes(RTF)
    with pytest.raises(DocumentError):
        load(path)
    assert not list((tmp_path / "scratch").iterdir())


def test_word_97_is_known_by_its_stream(tmp_path: Path) -> None:
    content = office_files.write_xls(CASES[0].model)
    name, other = ("".join(name).encode("utf-16-le").ljust(64, b"\0") for name in ("Workbook", "WordDocument"))
    at = content.index(name)
    length = (2 * len("WordDocument") + 2).to_bytes(2, "little")
    path = tmp_path / "account.pdf"
    for kind, what in (("excel", content), ("older text", content[:at] + other + length + content[at + 66 :])):
        path.write_bytes(what)
        found = readers.kind_of(path)
        assert found is not None and found.name == kind
