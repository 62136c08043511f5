"""Accounts printed by LibreOffice: Writer prints a text document, Calc a workbook, in the looks of `programs`."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from budget_analysis.synthetic.model import AccountModel, Cell, FormModel, Section, Table
from budget_analysis.synthetic.office import _table_docx, placed

from . import suite

if TYPE_CHECKING:
    from .programs import Look

FONT = "WenQuanYi Micro Hei"
_WIDE, _HIGH = 178, 265
"""Millimetres within the margins of a page."""


# --- Writer ------------------------------------------------------------------------------------------


def writer(account: AccountModel, look: Look, path: Path) -> None:
    """A text document with its forms as tables, printed by Writer."""
    document = docx.Document()
    for style in ("Normal", "Heading 1"):
        document.styles[style].font.name = FONT
        document.styles[style].element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(16)
    if look.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    width = _HIGH if look.landscape else _WIDE
    if look.folio:
        _folio(section.footer.paragraphs[0], look.folio)
    _line(document, f"{account.department}{account.year}年度部门决算", 17, SIDE.CENTER)
    _sections(document, account.front, look, width)
    for form in account.forms:
        document.add_page_break()
        _line(document, form.title, 15, SIDE.CENTER)
        if form.form_no:
            _line(document, form.form_no, 9, SIDE.RIGHT)
        left, right = form.above
        _line(document, f"{left}\t金额{right}" if left else f"金额{right}", 9, SIDE.LEFT if left else SIDE.RIGHT, width)
        _table(document, form.table, look, width)
        for note in form.notes:
            _line(document, note, 9, SIDE.LEFT)
    document.add_page_break()
    _sections(document, account.sections, look, width)
    content = BytesIO()
    document.save(content)
    path.write_bytes(suite.save_as(content.getvalue(), ".docx", "pdf"))


def _line(document: Any, text: str, size: float, side: Any, tab: float = 0) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    paragraph.alignment = side
    if tab:
        from docx.enum.text import WD_TAB_ALIGNMENT

        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(tab), WD_TAB_ALIGNMENT.RIGHT)


def _folio(paragraph: Any, folio: str) -> None:
    paragraph.alignment = SIDE.CENTER
    before, _, rest = folio.partition("{}")
    parts = [before, "PAGE", *([] if "{}" not in rest else [rest.partition("{}")[0], "NUMPAGES"])]
    parts.append(rest.rpartition("{}")[2])
    for part in parts:
        if part in ("PAGE", "NUMPAGES"):
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), part)
            paragraph._p.append(field)
        elif part:
            paragraph.add_run(part)


def _sections(document: Any, sections: Sequence[Section], look: Look, width: float) -> None:
    for section in sections:
        if section.title:
            document.add_heading(section.title, level=1)
        for part in section.paragraphs:
            if isinstance(part, Table):
                _table(document, part, look, width)
            else:
                document.add_paragraph("　　" + part)


def _table(document: Any, table: Table, look: Look, width: float) -> None:
    _table_docx(document, table)
    made = document.tables[-1]
    element = made._tbl
    borders = OxmlElement("w:tblBorders")
    sides = {"grid": ("top", "left", "bottom", "right", "insideH", "insideV"), "three": ("top", "bottom"),
             "rows": ("bottom", "insideH"), "none": ()}[look.rules]  # fmt: skip
    for side in sides:
        _with(borders, f"w:{side}", val="single", sz="4", space="0", color="000000")
    element.tblPr.append(borders)
    _with(element.tblPr, "w:tblLayout", type="fixed")
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        _with(margins, f"w:{side}", w=str(round(look.padding * 20)), type="dxa")
    element.tblPr.append(margins)
    columns = [round(one * width * 56.7 / sum(table.widths)) for one in table.widths]
    for column, size in zip(element.tblGrid.iterfind(qn("w:gridCol")), columns, strict=True):
        column.set(qn("w:w"), str(size))
    cells = {(row, cell.column): cell for row, cell in placed(table)}
    for number, row in enumerate(element.iterfind(qn("w:tr"))):
        properties = row.get_or_add_trPr()
        _with(properties, "w:cantSplit")
        if look.repeats_head and number < len(table.header):
            _with(properties, "w:tblHeader")
        column = 0
        for one in row.iterfind(qn("w:tc")):
            span = one.tcPr.find(qn("w:gridSpan"))
            columns_of = 1 if span is None else int(span.get(qn("w:val")))
            _with(one.tcPr, "w:tcW", w=str(sum(columns[column : column + columns_of])), type="dxa")
            one.tcPr.insert(0, one.tcPr[-1])
            if look.rules == "three" and number == len(table.header) - 1:
                below = OxmlElement("w:tcBorders")
                _with(below, "w:bottom", val="single", sz="4", space="0", color="000000")
                one.tcPr.append(below)
            _with(one.tcPr, "w:vAlign", val="center")
            _style_paragraph(one, cells.get((number, column)), look)
            column += columns_of


def _style_paragraph(cell: Any, model: Cell | None, look: Look) -> None:
    for paragraph in cell.iterfind(qn("w:p")):
        properties = paragraph.get_or_add_pPr()
        _with(properties, "w:spacing", before="0", after="0", line="240", lineRule="auto")
        _with(properties, "w:jc", val=_side(model, look))
        for run in paragraph.iterfind(qn("w:r")):
            _with(run.get_or_add_rPr(), "w:sz", val=str(round(look.size * 2)))


def _side(model: Cell | None, look: Look) -> str:
    if model is None:
        return "center"
    return look.align if model.figure is not None else model.align if model.align in ("left", "center") else "center"


def _with(parent: Any, name: str, **attributes: str) -> None:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)


# --- Calc --------------------------------------------------------------------------------------------


def calc(account: AccountModel, look: Look, path: Path) -> None:
    """A workbook with a sheet for each form and the prose on sheets of their own, printed by Calc."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    _prose(book, "封面", [f"{account.department}{account.year}年度部门决算"], account.front, look)
    for number, form in enumerate(account.forms, start=1):
        _sheet(book.create_sheet(f"表{number}"), form, look)
    _prose(book, "说明", [], account.sections, look)
    content = BytesIO()
    book.save(content)
    path.write_bytes(suite.save_as(content.getvalue(), ".xlsx", "pdf"))


def _page(sheet: Any, look: Look, landscape: bool) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if look.folio:
        sheet.oddFooter.center.text = look.folio.replace("{}", "&P", 1).replace("{}", "&N")


def _prose(book: Any, name: str, heads: Sequence[str], sections: Sequence[Section], look: Look) -> None:
    sheet = book.create_sheet(name)
    _page(sheet, look, False)
    sheet.column_dimensions["A"].width = 80
    row = 0
    for text in heads:
        row += 1
        sheet.cell(row, 1, text).font = Font(name=FONT, size=17)
    for section in sections:
        for part in ([section.title] if section.title else []) + list(section.paragraphs):
            row += 1
            if isinstance(part, Table):
                continue  # an annex on a sheet of its own is no prose
            cell = sheet.cell(row, 1, part if part == section.title else "　　" + part)
            cell.font = Font(name=FONT, size=11)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[row].height = 15 * (1 + (len(part) + 2) // 34)


def _sheet(sheet: Any, form: FormModel, look: Look) -> None:
    table = form.table
    _page(sheet, look, look.landscape)
    width = len(table.widths)
    for column, size in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(110 * size / sum(table.widths), 6)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    title = sheet.cell(1, 1, form.title)
    title.font, title.alignment = Font(name=FONT, size=15), Alignment(horizontal="center")
    small = Font(name=FONT, size=9)
    left, right = form.above
    for row, column, text, side in ((2, width, form.form_no, "right"), (3, 1, left, "left"), (3, width, "金额" + right, "right")):
        cell = sheet.cell(row, column, text or None)
        cell.font, cell.alignment = small, Alignment(horizontal=side)
    thin = Side(style="thin")
    height = len(table.header) + len(table.body)
    for number in range(height):
        for column in range(width):
            sides = {
                "grid": {"top": thin, "bottom": thin, "left": thin, "right": thin},
                "rows": {"bottom": thin}, "none": {},
                "three": {
                    **({"top": thin} if number == 0 else {}),
                    **({"bottom": thin} if number in (len(table.header) - 1, height - 1) else {}),
                },
            }[look.rules]  # fmt: skip
            sheet.cell(4 + number, column + 1).border = Border(**sides)
    for number, cell in placed(table):
        at = sheet.cell(4 + number, cell.column + 1, cell.text or None)
        amount = cell.text.replace(",", "")
        if cell.figure is not None and amount.replace(".", "").replace("-", "").isdecimal() and "." in amount:
            at.value, at.number_format = float(amount), "#,##0.00" if "," in cell.text else "0.00"
        at.font = Font(name=FONT, size=look.size)
        at.alignment = Alignment(horizontal=_side(cell, look), vertical="center", wrap_text=cell.figure is None)
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(start_row=4 + number, start_column=cell.column + 1,
                              end_row=3 + number + cell.row_span, end_column=cell.column + cell.column_span)  # fmt: skip
    for at, note in enumerate(form.notes):
        sheet.cell(4 + height + at, 1, note).font = small
    if look.repeats_head:
        sheet.print_title_rows = f"4:{3 + len(table.header)}"
