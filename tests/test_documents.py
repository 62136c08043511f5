"""Every account of data/raw/ against its golden files, row by row."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest
from pandas.testing import assert_frame_equal

DOCUMENTS = sorted(golden.sources())


def test_there_is_a_document_and_each_has_expectations() -> None:
    assert DOCUMENTS, "no account in data/raw"
    without = [name for name in DOCUMENTS if not (golden.EXPECTED / name).is_dir()]
    assert not without, f"no golden files; make golden DOC={without[0] if without else ''}"


def test_every_folder_of_expectations_belongs_to_a_document() -> None:
    folders = {folder.name for folder in golden.EXPECTED.iterdir() if folder.is_dir()}
    assert folders <= set(DOCUMENTS)


@pytest.mark.parametrize("frame", golden.COLUMNS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_is_read_as_expected(document: str, frame: str) -> None:
    file = golden.EXPECTED / document / f"{frame}.csv"
    assert file.is_file(), f"{frame}.csv is missing; make golden DOC={document}"
    found = golden.read_now(document)[frame]
    assert_frame_equal(found, golden.read_expected(file), obj=f"{frame} of {document}")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_golden_files_say_something(document: str) -> None:
    for frame in ("forms", "figures", "checks", "claims"):
        assert len(golden.read_expected(golden.EXPECTED / document / f"{frame}.csv"))


def test_golden_files_are_not_overwritten_unasked(tmp_path: Path) -> None:
    document = DOCUMENTS[0]
    written = golden.write(document, tmp_path)
    assert [file.name for file in written] == [f"{name}.csv" for name in golden.COLUMNS]
    kept = tmp_path / "figures.csv"
    kept.write_text("compared with the page\n", encoding="utf-8")
    with pytest.raises(FileExistsError, match="FORCE=1"):
        golden.write(document, tmp_path)
    assert kept.read_text(encoding="utf-8") == "compared with the page\n"
    golden.write(document, tmp_path, is_forced=True)
    assert_frame_equal(golden.read_expected(kept), golden.read_now(document)["figures"])


def test_unknown_document_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert golden.main(["no-such-account"]) == 2
    assert "no account in data/raw/no-such-account" in capsys.readouterr().err
