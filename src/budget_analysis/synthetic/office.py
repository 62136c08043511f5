"""An account model as offices publish it without pages: a workbook, a Word file, a web page.

Each writer gives the bytes of the file; what a reader must find in it is what stands in the model.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from ..sheets import as_bytes, without_times
from .model import AccountModel, Cell, FormModel, Section, Table
from .printed import numeral

AMOUNT = re.compile(r"-?[\d,]+\.\d\d")


def heads_of(model: AccountModel) -> list[str]:
    """Title and contents: the headings of the prose and, behind the title of their part, the forms."""
    titles = [f"{numeral(number)}、{title}" for number, (_, title) in enumerate(model.announced, start=1)]
    before, behind = (
        [section.title for section in sections if section.title and section.level < 2]
        for sections in (model.front, model.sections)
    )
    return [f"{model.department}{model.year}年度部门决算", "目 录", *before, part_title(model), *titles, *behind]


def part_title(model: AccountModel) -> str:
    if model.layout == "mof":
        return f"第二部分 {model.department}{model.year}年度部门决算表"
    return f"二、{model.year}年度部门决算公开表"


def placed(table: Table) -> Iterator[tuple[int, Cell]]:
    """The cells of a table with the number of their row, from 0."""
    for number, row in enumerate([*table.header, *table.body]):
        for cell in row:
            yield number, cell


def lines_above(form: FormModel) -> list[tuple[str, str]]:
    """Title, number, department and unit: each left or right above the table."""
    number = "" if form.title.startswith(form.form_no) else form.form_no
    return [("title", form.title), ("right", number), ("left", form.above[0]), ("right", form.above[1])]


# --- workbooks ---------------------------------------------------------------------------------------


def write_xlsx(
    model: AccountModel, as_text: bool = False, on_one_sheet: bool = False, prose: bool = True
) -> bytes:
    """A workbook with a sheet for each form, or one for all, and the prose on sheets of its own."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if prose:
        _prose_sheet(book, "封面", [*heads_of(model), *parts_of(model.front), part_title(model)])
    sheet: Any = None
    for number, form in enumerate(model.forms, start=1):
        if sheet is None or not on_one_sheet:
            sheet = book.create_sheet("决算表" if on_one_sheet else f"表{number}")
        _form_xlsx(sheet, form, as_text)
    if prose:
        _prose_sheet(book, "说明", parts_of(model.sections))
    return as_bytes(book)


def _prose_sheet(book: Any, name: str, parts: Sequence[str | Table]) -> None:
    sheet = book.create_sheet(name)
    row = 1
    for part in parts:
        if isinstance(part, Table):
            row = _table_xlsx(sheet, part, row, as_text=True)
        else:
            sheet.cell(row, 1, part)
            row += 1


def _form_xlsx(sheet: Any, form: FormModel, as_text: bool) -> None:
    width = len(form.table.widths)
    row = sheet.max_row + 2 if sheet.max_row > 1 else 1
    sheet.cell(row, 1, form.title)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    _, number, left, right = (text for _, text in lines_above(form))
    sheet.cell(row + 1, width, number or None)
    sheet.cell(row + 2, 1, left or None)
    sheet.cell(row + 2, width, right)
    row = _table_xlsx(sheet, form.table, row + 3, as_text)
    for note in form.notes:
        sheet.cell(row, 1, note)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        row += 1


def _table_xlsx(sheet: Any, table: Table, first: int, as_text: bool) -> int:
    for number, cell in placed(table):
        row, column = first + number, cell.column + 1
        target = sheet.cell(row, column)
        if not as_text and AMOUNT.fullmatch(cell.text):
            target.value = float(cell.text.replace(",", ""))
            target.number_format = "#,##0.00" if "," in cell.text else "0.00"
        else:
            target.value = cell.text or None
            target.number_format = "@"
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(f"{get_column_letter(column)}{row}:"
                              f"{get_column_letter(column + cell.column_span - 1)}{row + cell.row_span - 1}")  # fmt: skip
    return first + len(table.header) + len(table.body)


def parts_of(sections: Sequence[Section]) -> list[str | Table]:
    """Headings, paragraphs and tables in their order."""
    parts: list[str | Table] = []
    for section in sections:
        parts.extend([section.title] if section.title else [])
        parts.extend(section.paragraphs)
    return parts


def texts_of(sections: Sequence[Section]) -> list[str]:
    return [part for part in parts_of(sections) if isinstance(part, str)]


# --- Word --------------------------------------------------------------------------------------------


def write_docx(model: AccountModel) -> bytes:
    """A text document: headings and paragraphs, forms as tables with merged cells."""
    import docx

    document: Any = docx.Document()
    for text in heads_of(model):
        document.add_paragraph(text)
    _sections_docx(document, model.front)
    document.add_paragraph(part_title(model))
    for form in model.forms:
        document.add_page_break()
        for _, text in lines_above(form):
            if text:
                document.add_paragraph(text)
        _table_docx(document, form.table)
        for note in form.notes:
            document.add_paragraph(note)
    _sections_docx(document, model.sections)
    content = BytesIO()
    document.save(content)
    return without_times(content)


def _sections_docx(document: Any, sections: Sequence[Section]) -> None:
    for section in sections:
        if section.title:
            document.add_heading(section.title, level=1)
        for part in section.paragraphs:
            if isinstance(part, Table):
                _table_docx(document, part)
            else:
                document.add_paragraph(part)


def _table_docx(document: Any, table: Table) -> None:
    """Written as XML: python-docx takes seconds to merge the cells of a form."""
    from docx.oxml import OxmlElement

    grid = document.add_table(rows=0, cols=len(table.widths))._tbl
    rows = [*table.header, *table.body]
    begun: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        line = OxmlElement("w:tr")
        here = {cell.column: cell for cell in row}
        column = 0
        while column < len(table.widths):
            above = begun.get((number, column))
            cell = here.get(column) or above
            assert cell is not None
            line.append(_cell_docx(cell, is_below=column not in here))
            for down in range(1, cell.row_span if column in here else 1):
                begun[number + down, column] = cell
            column += cell.column_span
        grid.append(line)


def _cell_docx(cell: Cell, is_below: bool) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    made.append(properties)
    if cell.column_span > 1:
        _add(properties, "w:gridSpan", str(cell.column_span))
    if cell.row_span > 1:
        _add(properties, "w:vMerge", "" if is_below else "restart")
    paragraph = OxmlElement("w:p")
    made.append(paragraph)
    if not is_below:
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = cell.text
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        paragraph.append(run)
    return made


def _add(parent: Any, name: str, value: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    if value:
        element.set(qn("w:val"), value)
    parent.append(element)


# --- web pages ---------------------------------------------------------------------------------------


def write_html(
    model: AccountModel, encoding: str = "utf-8", forms: bool = True, prose: bool = True, links: Sequence[str] = ()
) -> bytes:
    """An article on the site of an office: menus around it, tables with spans, links at its end."""
    parts = [f"<h1>{html.escape(heads_of(model)[0])}</h1>"]
    parts.extend(f"<p>{html.escape(text)}</p>" for text in heads_of(model)[1:])
    parts.extend(_sections_html(model.front))
    parts.append(f"<p>{html.escape(part_title(model))}</p>")
    for form in model.forms if forms else ():
        parts.extend(f'<p align="{side}">{html.escape(text)}</p>' for side, text in lines_above(form) if text)
        parts.append(_table_html(form.table))
        parts.extend(f"<p>{html.escape(note)}</p>" for note in form.notes)
    parts.extend(_sections_html(model.sections) if prose else ())
    parts.extend(f'<p><a href="/files/{link}">{link}</a></p>' for link in links)
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>公示公告</title>'
        "<style>p{margin:0}</style><script>var a = '<p>1</p>';</script></head><body>"
        '<div class="nav"><a href="/">首页</a><a href="/zw">政务公开</a><a href="/zx">资讯中心</a></div>'
        f'<div class="article">{"".join(parts)}</div>'
        '<div style="display: none">9.99万元</div><div class="foot">版权所有 网站地图</div></body></html>'
    )
    return page.encode(encoding)


def _sections_html(sections: Sequence[Section]) -> list[str]:
    parts = []
    for section in sections:
        if section.title:
            parts.append(f"<p><strong>{html.escape(section.title)}</strong></p>")
        for part in section.paragraphs:
            text = _table_html(part) if isinstance(part, Table) else f"<p>&nbsp;&nbsp;{html.escape(part)}</p>"
            parts.append(text)
    return parts


def _table_html(table: Table) -> str:
    rows: dict[int, list[str]] = {}
    for number, cell in placed(table):
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        text = html.escape(cell.text).replace("\n", "<br>") or "&nbsp;"
        rows.setdefault(number, []).append(f"<td{spans}><span>{text}</span></td>")
    return "<table border=1>" + "".join(f"<tr>{''.join(cells)}</tr>" for _, cells in sorted(rows.items())) + "</table>"
