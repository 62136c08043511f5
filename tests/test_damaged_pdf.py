"""Damaged and hostile PDFs: what one bad page costs, and text that nobody sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdfium2 import PdfiumError
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
