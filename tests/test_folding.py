"""One code for one printed character, in every reader, before anything reads a text."""

from __future__ import annotations

import io
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from tests.seed_account import SEED, seed_account, write_with_slip

from budget_analysis import load, readers
from budget_analysis.folding import WITHOUT_WIDTH, fold_glyphs

WHOLE = SEED.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("⻋辆⻝品⻘年⺠政⻓⻔⻅⻉⻚⻛⻜⻢⻥⻦⻩⻰", "车辆食品青年民政长门见贝页风飞马鱼鸟黄龙"),
        ("⼀⼆⼈⼤⼯⽀⽔⽤⾏⾦⿓", "一二人大工支水用行金龍"),
        ("\uf90a額", "金額"),
        ("２０８", "208"),
        ("２，２０９．０５", "2,209.05"),
        ("１２３，４５万元，６００", "123，45万元，600"),
        ("\u200f2,2\u00ad09.05\ufe0f", "2,209.05"),
        ("\u202d公\u2060务\ufeff员\u202c", "公务员"),
        ("2,147.90①", "2,147.90①"),
        ("5.69²½℃（一）：，。　", "5.69²½℃（一）：，。　"),
    ],
)
def test_one_code_for_one_print(printed: str, folded: str) -> None:
    assert fold_glyphs(printed) == folded
    assert fold_glyphs(folded) == folded


def test_every_radical_becomes_an_ideograph() -> None:
    without = {0x2E80, 0x2E9A}  # no ideograph is equivalent; U+2E9A is not assigned
    for code in [*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)]:
        folded = fold_glyphs(chr(code))
        assert len(folded) == 1
        name = unicodedata.name(folded, "")
        assert code in without or name.startswith("CJK UNIFIED IDEOGRAPH"), hex(code)
        canonical = unicodedata.normalize("NFKC", chr(code))
        assert canonical in (chr(code), folded)


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("208 社会保障和就业支出", "２０８ 社会保障和就业支出"),
        ("2,209.05", "\u200f2,209.05"),
        ("2,209.05", "２，２０９．０５"),
        ("公务用车", "公务⽤⻋"),
        ("三公", "三\u200b公"),
    ],
)
def test_dump_gives_the_same_figures(tmp_path: Path, printed: str, instead: str) -> None:
    path = write_with_slip(tmp_path / SEED.parent.name / SEED.name, printed, instead)
    account = load(path, document_id=seed_account().document_id)
    assert account.figures.equals(seed_account().figures)
    assert account.blocks.equals(seed_account().blocks)
    assert not len(account.problems)


@pytest.mark.parametrize("reader", ["both", "tabula", "grid"])
def test_pdf_gives_the_folded_text(tmp_path: Path, reader: str) -> None:
    found = find_spec("zhplot")
    assert found and found.origin
    font = next(Path(found.origin).parent.rglob("NotoSansSC-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("Folding", str(font)))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Folding", 10.5)
    canvas.drawString(60, 760, "公务⽤⻋经费２０２４年")
    for x in (60, 200, 340):
        canvas.line(x, 700, x, 740)
    for y in (700, 720, 740):
        canvas.line(60, y, 340, y)
    for x, y, text in ((70, 726, "⻝品"), (210, 726, "２０８"), (70, 706, "⺠政"), (210, 706, "1①")):
        canvas.drawString(x, y, text)
    canvas.save()
    path = tmp_path / "radicals.pdf"
    path.write_bytes(file.getvalue())
    reading = readers.read(path, reader=reader)
    assert [line.text for line in reading.lines] == ["公务用车经费2024年"]
    [grid] = reading.grids
    # tabula's engine itself writes ① as 1; the other reading tells
    footnote = "11" if reader == "tabula" else "1①"
    assert [cell.text for cell in grid.cells] == ["食品", "208", "民政", footnote]
    assert not reading.problems


def test_marks_without_width_are_none_that_print() -> None:
    assert {unicodedata.category(mark) for mark in WITHOUT_WIDTH} <= {"Cf", "Mn", "Cn"}


# ─── encodings of a dump ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "content",
    [
        WHOLE.encode("utf-16"),
        b"\xfe\xff" + WHOLE.encode("utf-16-be"),
        WHOLE.encode("utf-8-sig"),
        WHOLE.encode("gb18030"),
        WHOLE.replace("\n", "\r").encode(),
        WHOLE.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-16-le", "utf-16-be", "utf-8-bom", "gb18030", "cr", "crlf"],
)
def test_dump_in_any_encoding_reads_the_same(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(content)
    assert readers.read(path) == readers.read(SEED)


@pytest.mark.parametrize("byte", [0xFF, 0x80, 0x00, 0x1B])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bad_byte_costs_the_number_that_holds_it(tmp_path: Path, byte: int, encoding: str) -> None:
    content = bytearray(WHOLE.encode(encoding))
    place = content.index(b"2,209.05")
    line = content[:place].count(b"\n") + 1
    content[place + 3] = byte
    path = tmp_path / "dump.txt"
    path.write_bytes(bytes(content))
    account = load(path, document_id=seed_account().document_id)
    changed = account.figures["state"] != seed_account().figures["state"]
    assert list(account.figures["state"][changed]) == ["unreadable"]
    first = account.problems.iloc[0]
    assert first["place"] == f"line {line}" and f"in line {line};" in first["message"]
    assert len(account.problems) == 2
