"""Documents that LibreOffice turns into .docx; a small program stands in for it."""

from __future__ import annotations

import http.server
import shutil
import stat
import sys
import threading
import time
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from benchmarks.printing import suite
from budget_analysis import load, readers
from budget_analysis.errors import DocumentError
from budget_analysis.readers import libreoffice
from tests import office_files
from tests.conftest import LIBREOFFICE_ABSENT
from tests.folders_made_once import made_once
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


# --- with LibreOffice itself --------------------------------------------------------------------------

with_libreoffice = pytest.mark.skipif(libreoffice.program() is None, reason=LIBREOFFICE_ABSENT)


SAVED = {"doc": "docx", "ods": "xlsx", "xls": "xlsx"}
"""Endings that an account made here is saved under by LibreOffice, and of what it is saved from; `benchmarks/office.py` tries more."""
TURNED = {".docx": ("doc",), ".xlsx": ("ods",)}
"""What the readers read by way of LibreOffice, and what it is turned into."""


@pytest.fixture(scope="module")
def saved() -> Path:
    """The account under each ending, and what the command of the readers makes of it; a start takes longer than a document."""
    return made_once("older-texts", save)


def save(folder: Path) -> None:
    made = {"docx": office_files.write_docx(CASES[1].model), "xlsx": office_files.write_xlsx(CASES[1].model)}
    for kind, origin in SAVED.items():
        (folder / f"{kind}.{kind}").write_bytes(suite.save_as(made[origin], f".{origin}", kind))
    run = libreoffice._run

    def together(path: Path, suffix: str, scratch: Path, command: list[str]) -> None:
        files = [folder / f"{kind}.{kind}" for kind in TURNED[suffix]]
        run(path, suffix, scratch, [*command[:-1], *map(str, files)])
        for file in files:
            shutil.copy(scratch / "out" / f"{file.stem}{suffix}", folder)
        shutil.copy(folder / f"{path.stem}{suffix}", scratch / "out" / f"document{suffix}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libreoffice, "_run", together)
        for suffix, (first, *_) in TURNED.items():
            with libreoffice.turned(folder / f"{first}.{first}", suffix):
                pass


@with_libreoffice
@pytest.mark.parametrize("kind", SAVED)
def test_what_libreoffice_saves_is_read_to_the_last_cell(
    kind: str, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for suffix in (one for one, kinds in TURNED.items() if kind in kinds):
        what = f"""
assert pathlib.Path(sys.argv[-1]).read_bytes() == pathlib.Path({str(saved / f"{kind}.{kind}")!r}).read_bytes()
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
shutil.copy({str(saved / f"{kind}{suffix}")!r}, out / "document{suffix}")
"""
        stand_in(tmp_path / "bin", what, monkeypatch)
    path = tmp_path / f"a.{kind}"
    shutil.copy(saved / f"{kind}.{kind}", path)
    account = load(path)
    assert figures_of(account) == expected_of(CASES[1].model)


@with_libreoffice
def test_workbook_of_excel_2003_as_xml_is_read(tmp_path: Path) -> None:
    sheets = []
    for form in CASES[0].model.forms:
        rows: dict[int, list[str]] = {}
        for number, (_, text) in enumerate(office_files.lines_above(form)):
            rows[number] = [f'<Cell><Data ss:Type="String">{text}</Data></Cell>']
        for number, cell in office_files.placed(form.table):
            spans = f'ss:MergeAcross="{cell.column_span - 1}" ss:MergeDown="{cell.row_span - 1}"'
            data = f'<Data ss:Type="String">{cell.text}</Data>' if cell.text else ""
            rows.setdefault(number + 4, []).append(f'<Cell ss:Index="{cell.column + 1}" {spans}>{data}</Cell>')
        lines = "".join(f'<Row ss:Index="{number + 1}">{"".join(cells)}</Row>' for number, cells in rows.items())
        sheets.append(f'<Worksheet ss:Name="{form.form}"><Table>{lines}</Table></Worksheet>')
    path = tmp_path / "account.xls"
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:'
        f'spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{"".join(sheets)}</Workbook>',
        encoding="utf-8",
    )
    assert figures_of(load(path)) == expected_of(CASES[0].model)


FETCHED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:body>{}</office:body></office:document-content>"""
IN_TEXT = """<office:text><text:section text:name="s"><text:section-source xlink:href="{0}/section.odt"/>
<text:p>某局2024年度部门决算</text:p></text:section><text:p><draw:frame svg:width="2cm" svg:height="2cm">
<draw:image xlink:href="{0}/picture.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text>"""
IN_SHEET = """<office:spreadsheet><table:table table:name="a"><table:table-source table:mode="copy-all" xlink:href="{0}/sheet.ods"
 table:table-name="b"/><table:table-row><table:table-cell office:value-type="string" office:string-value=""
 table:formula="of:=WEBSERVICE(&quot;{0}/service&quot;)"><text:p>某局</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"""


@with_libreoffice
@pytest.mark.parametrize(("suffix", "kind", "body"), [(".odt", "text", IN_TEXT), (".ods", "spreadsheet", IN_SHEET)])
def test_nothing_is_fetched(suffix: str, kind: str, body: str, tmp_path: Path) -> None:
    asked: list[str] = []

    class Asked(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode())

    server = http.server.HTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{mimetype}"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    path = tmp_path / f"account{suffix}"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", mimetype)
        made.writestr("content.xml", FETCHED.format(body.format(f"http://127.0.0.1:{server.server_port}")))
        made.writestr("META-INF/manifest.xml", manifest)
    reading = readers.read(path)
    server.shutdown()
    assert reading.lines or reading.grids
    assert asked == []


@with_libreoffice
def test_nothing_is_left_behind(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.doc"
    shutil.copy(saved / "doc.doc", path)
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    readers.read(path)
    assert not list((tmp_path / "scratch").iterdir())
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["a.doc"]


def test_page_saved_as_one_file_is_read(tmp_path: Path) -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText(office_files.write_html(CASES[0].model, "gb18030").decode("gb18030"), "html", "gb18030"))
    path = tmp_path / "account.mht"
    path.write_bytes(message.as_bytes())
    assert figures_of(load(path)) == expected_of(CASES[0].model)


def test_message_without_a_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "account.mht"
    path.write_bytes(MIMEText("决算", "plain", "utf-8").as_bytes())
    with pytest.raises(DocumentError, match=r"account\.mht: no web page"):
        load(path)
