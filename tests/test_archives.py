"""Archives as folders: every member accounted for, read by its path, and nothing unpacked that does harm."""

from __future__ import annotations

import io
import random
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest

from budget_analysis import DocumentError, archives, corpus, inventory, load
from budget_analysis.containers import package as container
from budget_analysis.containers.package import Package
from budget_analysis.stages import Manner
from budget_analysis.synthetic.style import Style
from tests import office_files
from tests.mutations import mutated
from tests.office_files import expected_of
from tests.rendering import made_up_account
from tests.small_account import small_account
from tests.test_office_files import figures_of

MODEL = made_up_account(3, Style())


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_account(tmp_path_factory.mktemp("account") / "small.txt")


def zipped(members: dict[str, bytes | zipfile.ZipInfo], encoding: str = "utf-8") -> bytes:
    """A zip; with another encoding its names are written in it and have no flag."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, content) in enumerate(members.items()):
            written = name if encoding == "utf-8" else "?" * (len(name.encode(encoding)) - 3) + f"{number:03}"
            package.writestr(written, content)  # type: ignore[arg-type]
    found = buffer.getvalue()
    for number, name in enumerate(members):
        raw = name.encode(encoding)
        if encoding != "utf-8":
            found = found.replace(b"?" * (len(raw) - 3) + f"{number:03}".encode(), raw)
    return found


def made(folder: Path, content: bytes, name: str = "a.zip") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_member_is_read_like_the_file(encoding: str, account: Path, tmp_path: Path) -> None:
    path = made(tmp_path, zipped({"决算公开/某局2024年度部门决算.txt": account.read_bytes()}, encoding))
    found = load(f"{path}!/决算公开/某局2024年度部门决算.txt")
    plain = load(account)
    assert found.document_id == plain.document_id
    assert found.figures.equals(plain.figures)
    assert found.documents["source_file"][0] == "某局2024年度部门决算.txt"
    assert list(tmp_path.iterdir()) == [path]


def test_every_member_is_accounted_for(account: Path, tmp_path: Path) -> None:
    inner = zipped({"里层.txt": account.read_bytes() + b"\n"})
    content = zipped(
        {
            "部门/决算.txt": account.read_bytes(), "部门/说明.exe": b"MZ", "__MACOSX/._决算.txt": b"x",
            "附件.zip": inner, "副本.txt": account.read_bytes(), "空.txt": b"",
        }
    )  # fmt: skip
    path = made(tmp_path, content)
    files = {file.path.as_posix().removeprefix(tmp_path.as_posix() + "/"): file for file in inventory.take_stock([tmp_path])}
    assert {name: file.kind for name, file in files.items()} == {
        "a.zip": "archive", "a.zip!/部门/决算.txt": "duplicate", "a.zip!/部门/说明.exe": "unknown",
        "a.zip!/__MACOSX/._决算.txt": "hidden", "a.zip!/附件.zip!/里层.txt": "document",
        "a.zip!/副本.txt": "document", "a.zip!/空.txt": "failed",
    }  # fmt: skip
    results = list(corpus.read_all(list(files.values()), manner=Manner(with_claims=False)))
    read = [result for result in results if result.became == "read"]
    assert len(read) == 2
    assert {len(result.frames["figures"]) for result in read if result.frames} == {len(load(account).figures)}
    assert list(tmp_path.iterdir()) == [path]
    assert inventory.take_stock([path])[0].kind == "archive"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_an_archive_is_an_account_like_the_folder_with_its_files(encoding: str, tmp_path: Path) -> None:
    page, forms = office_files.write_html(MODEL, forms=False), office_files.write_xlsx(MODEL, prose=False)
    content: dict[str, bytes | zipfile.ZipInfo] = {"公开/说明.html": page, "公开/附件1：公开表.xlsx": forms, "__MACOSX/说明.html": page, "公开/~$附件.xlsx": b"x"}
    (tmp_path / "folder").mkdir()
    made(tmp_path / "folder", zipped(content, encoding))
    for given in (tmp_path / "folder" / "a.zip", tmp_path / "folder", [tmp_path / "folder" / "a.zip"]):
        account = load(given)
        assert [name.removeprefix("a.zip!/") for name in account.files["file"]] == ["公开/说明.html", "公开/附件1：公开表.xlsx"]
        assert figures_of(account) == expected_of(MODEL)


def test_an_archive_of_more_files_than_an_account_says_what_is_in_it(tmp_path: Path) -> None:
    path = made(tmp_path, zipped({f"{number:02}.txt": b"x%d" % number for number in range(51)}))
    with pytest.raises(DocumentError, match=r"an archive of 51 files.*a\.zip!/00\.txt, .*a\.zip!/04\.txt"):
        load(path)
    with pytest.raises(DocumentError, match="holds no document"):
        load(made(tmp_path, zipped({"a.exe": b"MZ"}), "b.zip"))


def test_what_is_not_in_an_archive_is_said(tmp_path: Path) -> None:
    path = made(tmp_path, zipped({"一.txt": b"x", "二.txt": b"y"}))
    with pytest.raises(DocumentError, match="there is no 三.txt in it"):
        load(f"{path}!/三.txt")
    with pytest.raises(DocumentError, match=r"a\.zip!/一\.txt: no form of a final account"):
        load(f"{path}!/一.txt")


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "C:/evil.txt", "a/../../evil.txt", "..\\evil.txt"])
def test_names_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    path = made(tmp_path, zipped({name: b"x"}))
    (file,) = inventory.find_files([path])
    assert file.kind == "failed" and "leads out of the archive" in file.why
    with pytest.raises(DocumentError, match="leads out of the archive"):
        load(f"{path}!/evil.txt")


def test_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = made(tmp_path, zipped({"a.txt": bytes(20_000_000)}))
    assert path.stat().st_size < 30_000
    (file,) = inventory.find_files([path])
    assert "more than 1,000 times: it was made to do harm" in file.why


def test_a_member_that_holds_more_than_its_entry_says_is_cut(tmp_path: Path) -> None:
    content = zipped({"a.txt": b"1" * 5_000})
    real = struct.pack("<I", 5_000)
    path = made(tmp_path, content.replace(real, struct.pack("<I", 50)))
    with pytest.raises(DocumentError, match="damaged|more than the 50 bytes"), Package(path) as package:
        package.read("a.txt")


def test_too_many_members_and_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path, zipped({f"{n}.txt": b"x" * 100 for n in range(5)}))
    monkeypatch.setattr(container, "MOST_MEMBERS", 4)
    with pytest.raises(DocumentError, match="5 members; an account has up to 4"):
        Package(path)
    monkeypatch.undo()
    monkeypatch.setattr(container, "MOST_UNPACKED", 400)
    with pytest.raises(DocumentError, match="500 bytes unpacked; an account has up to 400"):
        Package(path)


def test_archives_lie_three_deep_at_most(tmp_path: Path) -> None:
    content = zipped({"a.txt": b"x"})
    for _ in range(4):
        content = zipped({"in.zip": content})
    path = made(tmp_path, content)
    (_, file) = inventory.find_files([path])
    assert file.kind == "failed" and "more than 3 deep" in file.why
    with pytest.raises(DocumentError, match="archives in one another"):
        load(f"{path}!/in.zip!/in.zip!/in.zip!/in.zip!/a.txt")


def test_links_passwords_and_doubled_names_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(link, "/etc/passwd")
        package.writestr("locked.txt", "x")
    content = bytearray(buffer.getvalue())
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1
    path = made(tmp_path, bytes(content))
    whys = {file.path.name: file.why for file in inventory.find_files([path])}
    assert "a link is not followed" in whys["link.txt"]
    assert "protected by a password" in whys["locked.txt"]
    for name in ("link.txt", "locked.txt"):
        with pytest.raises(DocumentError):
            load(f"{path}!/{name}")
    twice = made(tmp_path, zipped({"a.txt": b"x", "./a.txt": b"y"}), "b.zip")
    with pytest.raises(DocumentError, match="two members have the name"):
        Package(twice)


def test_forty_damaged_archives_cost_a_message_at_most(tmp_path: Path) -> None:
    content = zipped({"a.txt": b"12.00 " * 50, "b/c.txt": b"x", "d.zip": zipped({"e.txt": b"y"})})
    dice = random.Random(13)
    for _ in range(40):
        path = made(tmp_path, mutated(content, dice))
        for file in inventory.find_files([path]):
            if file.kind == "document":
                try:
                    b"".join(archives.pieces(file.path))
                except (DocumentError, OSError) as error:
                    assert str(error)
    assert not [name for name in Path(tempfile.gettempdir()).glob("member-*")]
