"""Damaged and hostile PDFs: what one bad page costs, and text that nobody sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfiumError
from raw_pdf import TABLE, make_pdf, stream
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from budget_analysis.readers import pdf
from budget_analysis.readers.pdf import marks as marks_of_pages
from budget_analysis.reading import Reading

CELLS = (("A", "1,912.17"), ("B", "0.10"))


def draw_page(canvas: Canvas, number: int) -> None:
    """A line of text above a table of two rows and two columns."""
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 760, f"Page {number} of this account")
    for x in (60, 200, 340):
        canvas.line(x, 700, x, 740)
    for y in (700, 720, 740):
        canvas.line(60, y, 340, y)
    for y, (name, amount) in zip((726, 706), CELLS, strict=True):
        canvas.drawString(70, y, name)
        canvas.drawRightString(330, y, amount)


def made(path: Path, *extra: Callable[[Canvas], None]) -> Path:
    """A PDF of a page for each `extra`, which draws something more on it; streams are plain."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), pageCompression=0, invariant=1)
    for number, draw in enumerate(extra, start=1):
        draw_page(canvas, number)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    path.write_bytes(file.getvalue())
    return path


def nothing(canvas: Canvas) -> None:
    """Draw no more."""


def texts(reading: Reading) -> list[tuple[int, tuple[str, ...]]]:
    return [(grid.page, tuple(cell.text for cell in grid.cells)) for grid in reading.grids]


SOUND = ("A", "1,912.17", "B", "0.10")


# ─── one page on which one reading fails ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"(0.10) Tj", b"[/BOGUS] TJ"),
        (b"ET", b"<414243"),
    ],
    ids=["bogus-tj", "open-hex-string"],
)
def test_page_on_which_tabula_fails_comes_from_pdfium(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], old: bytes, new: bytes
) -> None:
    content = made(tmp_path / "sound.pdf", nothing, nothing).read_bytes()
    place = content.rindex(old)
    path = tmp_path / "broken.pdf"
    path.write_bytes(content[:place] + new + content[place + len(old) :])
    reading = pdf.read(path)
    assert texts(reading)[0] == (1, SOUND)
    assert {cell.reading for cell in reading.grids[0].cells} == {"tabula+grid"}
    assert [line.text for line in reading.lines] == [f"Page {n} of this account" for n in (1, 2)]
    page, kept = texts(reading)[1]
    assert page == 2 and set(kept) <= {*SOUND, ""}
    told = [problem for problem in reading.problems if problem.page == 2]
    assert told
    for problem in told:
        assert "\n" not in problem.message and "\tat " not in problem.message
    assert "tabula" in told[0].message
    assert capfd.readouterr() == ("", "")


def test_page_on_which_pdfium_fails_comes_from_tabula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "account.pdf", nothing, nothing, nothing)
    sound = pdf.read(path)
    read_marks = marks_of_pages.read_marks

    def fail(document: object, number: int) -> marks_of_pages.Marks:
        if number == 2:
            raise PdfiumError("Failed to load page.")
        return read_marks(document, number)

    monkeypatch.setattr(pdf, "read_marks", fail)
    reading = pdf.read(path)
    assert texts(reading) == texts(sound)
    assert [line.text for line in reading.lines] == [line.text for line in sound.lines]
    assert {cell.reading for cell in reading.grids[1].cells} == {"tabula"}
    box, place = reading.grids[1].box, sound.grids[1].box
    assert box and place and box.y0 == pytest.approx(place.y0, abs=1)
    [problem] = reading.problems
    assert problem.page == 2
    assert "pdfium fails on this page (Failed to load page.)" in problem.message
    alone = pdf.read(path, reader="grid")
    assert [page for page, _ in texts(alone)] == [1, 3]
    assert "passed over" in alone.problems[0].message


# ─── text that nobody sees ───────────────────────────────────────────────────────────────────────

HIDDEN = b"BT /F1 10 Tf 290 706 Td (9,999.99) Tj ET"
"""An amount in the blank cell of `raw_pdf.TABLE`."""
LAYER: dict[str, Any] = {
    "resources": b"/Properties << /L1 6 0 R >>",
    "catalog": b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [6 0 R] >> >>",
    "more": (b"<< /Type /OCG /Name (draft) >>",),
}
FORM = stream(HIDDEN, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /OC 6 0 R "
              b"/Resources << /Font << /F1 5 0 R >> >>")  # fmt: skip


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (b"q BT 3 Tr /F1 10 Tf 290 706 Td (9,999.99) Tj ET Q", {}),
        (b"q BT 7 Tr /F1 10 Tf 290 706 Td (9,999.99) Tj ET Q", {}),
        (b"q 1 g " + HIDDEN + b" Q", {}),
        (b"q 0.99 0.99 1 rg " + HIDDEN + b" Q", {}),
        (b"q /G1 gs " + HIDDEN + b" Q", {"resources": b"/ExtGState << /G1 << /ca 0 >> >>"}),
        (b"q 10 10 50 50 re W n " + HIDDEN + b" Q", {}),
        (b"BT /F1 0.2 Tf 290 706 Td (9,999.99) Tj ET", {}),
        (b"/OC /L1 BDC " + HIDDEN + b" EMC", LAYER),
        (
            b"/X1 Do",
            {**LAYER, "resources": b"/XObject << /X1 7 0 R >>", "more": (*LAYER["more"], FORM)},
        ),
    ],
    ids=["mode-3", "mode-7", "white", "nearly-white", "opacity", "clip", "tiny", "layer", "form"],
)
@pytest.mark.parametrize("reader", ["both", "tabula", "grid"])
def test_amount_that_nobody_sees_is_none(
    tmp_path: Path, content: bytes, parts: dict[str, Any], reader: str
) -> None:
    path = tmp_path / "hidden.pdf"
    path.write_bytes(make_pdf(TABLE + content, **parts))
    reading = pdf.read(path, reader=reader)
    assert texts(reading) == [(1, ("A", "1,912.17", "B", ""))]
    assert [line.text for line in reading.lines] == ["Page of this account"]
    [problem] = reading.problems
    assert (problem.page, problem.kind) == (1, "unseen")
    assert '"9,999.99"' in problem.message and "8 characters" in problem.message


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (HIDDEN, {}),
        (b"q 0 0 0.4 rg 201 701 138 18 re f 1 g " + HIDDEN + b" Q", {}),
        (b"q 0.85 g " + HIDDEN + b" Q", {}),
        (b"q /G1 gs " + HIDDEN + b" Q", {"resources": b"/ExtGState << /G1 << /ca 0.3 >> >>"}),
        (b"q 200 700 140 20 re W n " + HIDDEN + b" Q", {}),
        (b"q 200 700 110 20 re W n " + HIDDEN + b" Q", {}),
        (b"q 1 1 1 rg 0 G BT 2 Tr /F1 10 Tf 290 706 Td (9,999.99) Tj ET Q", {}),
        (b"q BT 1 Tr /F1 10 Tf 290 706 Td (9,999.99) Tj ET Q", {}),
        (
            b"/OC /L1 BDC " + HIDDEN + b" EMC",
            {**LAYER, "catalog": LAYER["catalog"].replace(b"/OFF [6 0 R]", b"/ON [6 0 R]")},
        ),
        (
            b"/X1 Do",
            {
                **LAYER,
                "resources": b"/XObject << /X1 7 0 R >>",
                "catalog": b"",
                "more": (*LAYER["more"], FORM),
            },
        ),
    ],
    ids=["black", "white-on-dark", "pale", "faint", "clip", "cut-off", "outlined", "stroked",
         "layer-on", "form"],
)  # fmt: skip
def test_amount_that_is_seen_is_read(
    tmp_path: Path, content: bytes, parts: dict[str, Any]
) -> None:
    path = tmp_path / "seen.pdf"
    path.write_bytes(make_pdf(TABLE + content, **parts))
    reading = pdf.read(path)
    assert texts(reading) == [(1, ("A", "1,912.17", "B", "9,999.99"))]
    assert not reading.problems


def test_number_of_which_a_clip_leaves_some_characters_stays_whole(tmp_path: Path) -> None:
    letters = b" ".join(
        b"q 200 700 110 20 re W n BT /F1 10 Tf %d 706 Td (%c) Tj ET Q" % (290 + 5 * place, letter)
        for place, letter in enumerate(b"9999.99")
    )
    path = tmp_path / "overflow.pdf"
    path.write_bytes(make_pdf(TABLE + letters))
    assert texts(pdf.read(path)) == [(1, ("A", "1,912.17", "B", "9999.99"))]


def test_chinese_font_that_is_not_in_the_file_hides_nothing(tmp_path: Path) -> None:
    """Where a machine lacks the font, the drawn page has no ink in place of its characters."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(60, 780, "部门决算")

    reading = pdf.read(made(tmp_path / "font.pdf", draw))
    assert reading.lines[0].text == "部门决算"
    assert not reading.problems
