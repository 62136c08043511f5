"""Accounts printed by programs that nobody here wrote: browsers, typesetters, report libraries.

Each is a function from account and look to a file. A program that is not installed is left out, and
said so. What a program decides itself (line breaks, page breaks, how rules are drawn) is not ours.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path

from budget_analysis.synthetic.model import AccountModel, Cell, FormModel, Section, Table

from . import suite
from .pages import GRID, RULES, Layout, page_of
from .suite_printed import calc, writer


@dataclass(frozen=True)
class Look:
    """How tables are set, whatever the program."""

    name: str
    rules: str = "grid"
    """"grid"; "three": above, below the head, below; "none"; "rows": a line below each row."""
    size: float = 8.5
    repeats_head: bool = False
    landscape: bool = False
    folio: str = "-{}-"
    """Of page and pages."""
    watermark: str = ""
    align: str = "right"
    padding: float = 2.0


LOOKS = (
    Look("grid"),
    Look("grid_repeated", repeats_head=True, folio="第{}页 共{}页"),
    Look("three_line", rules="three", landscape=True),
    Look("unruled", rules="none", size=8.0, align="right"),
    Look("seven_points", size=7.0, padding=1.0, folio="{}"),
    Look("rows_only", rules="rows", landscape=True, repeats_head=True),
    Look("watermark", watermark="征求意见稿", folio="— {} —"),
    Look("centred", align="center", folio="{}/{}"),
    Look("roomy", padding=6.0, landscape=True, folio=""),
)


def font_file() -> Path:
    """The font that comes with the package zhplot."""
    spec = find_spec("zhplot")
    assert spec is not None and spec.origin is not None
    return next(Path(spec.origin).parent.rglob("*.ttf"))


def browser() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _html(account: AccountModel, look: Look) -> str:
    css = {
        "grid": GRID, "three": RULES, "none": "", "rows": "tr { border-bottom: 0.4pt solid #777 }",
    }[look.rules]  # fmt: skip
    css += f"table {{ font-size: {look.size}pt }} td, th {{ padding: {look.padding}pt }} #mark {{ color: #bbb }}"
    if look.folio:
        text = escape(look.folio).replace("{}", '" counter(page) "', 1).replace("{}", '" counter(pages) "')
        css += f'@page {{ @bottom-center {{ content: "{text}"; font-family: Song; font-size: 9pt }} }}'
    layout = Layout(look.name, css, landscape=look.landscape, repeats_head=look.repeats_head, watermark=look.watermark)
    return page_of(account, layout, str(font_file()), look.align)


def chromium(account: AccountModel, look: Look, path: Path) -> None:
    page = path.with_suffix(".html")
    page.write_text(_html(account, look), encoding="utf-8")
    program = browser()
    assert program is not None
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={path}",
         page.as_uri()],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def weasyprint(account: AccountModel, look: Look, path: Path) -> None:
    from weasyprint import HTML  # type: ignore[import-not-found]

    HTML(string=_html(account, look)).write_pdf(path)


def typst(account: AccountModel, look: Look, path: Path) -> None:
    import typst as program  # type: ignore[import-not-found]

    source = path.with_suffix(".typ")
    source.write_text(_typst_source(account, look), encoding="utf-8")
    program.compile(source, output=path, font_paths=[font_file().parent])


def _typst_text(text: str) -> str:
    return "#" + '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"')) if text else ""


def _typst_source(account: AccountModel, look: Look) -> str:
    stroke = {
        "grid": "0.6pt", "none": "none",
        "three": "(x, y) => (top: if y == 0 { 1pt } else { 0pt })",
        "rows": "(bottom: 0.4pt)",
    }[look.rules]  # fmt: skip
    folio = ""
    if look.folio:
        folio = f', numbering: (..n) => "{look.folio}"' if "{}" not in look.folio else ""
        pattern = look.folio.replace("{}", "1")
        folio = f', numbering: "{pattern}"'
    mark = ""
    if look.watermark:
        mark = f', background: rotate(-35deg, text(size: 78pt, fill: luma(190), "{look.watermark}"))'
    flip = "true" if look.landscape else "false"
    parts = [
        f'#set page(paper: "a4", flipped: {flip}, margin: 16mm{folio}{mark})',
        '#set text(font: "Noto Sans SC", size: 11pt, lang: "zh")',
        f"#set table(stroke: {stroke}, inset: {look.padding}pt)",
        f'#align(center, text(size: 17pt, "{account.department}{account.year}年度部门决算"))',
    ]
    parts += _typst_prose(account.front)
    for form in account.forms:
        parts.append("#pagebreak(weak: true)")
        parts.append(f'#align(center, text(size: 15pt, {_typst_text(form.title)[1:]}))')
        if form.form_no:
            parts.append(f"#align(right, text(size: 9pt, {_typst_text(form.form_no)[1:]}))")
        left, right = form.above
        parts.append(f"#text(size: 9pt)[{_typst_text(left)} #h(1fr) {_typst_text('金额' + right)}]")
        parts.append(f"#text(size: {look.size}pt)[{_typst_table(form.table, look)}]")
        parts += [f"#text(size: 9pt)[{_typst_text(note)}]" for note in form.notes]
    parts.append("#pagebreak(weak: true)")
    parts += _typst_prose(account.sections)
    return "\n\n".join(parts)


def _typst_prose(sections: Sequence[Section]) -> list[str]:
    parts = []
    for section in sections:
        parts.append(f"#text(size: 14pt)[{_typst_text(section.title)}]")
        for paragraph in section.paragraphs:
            if isinstance(paragraph, Table):
                parts.append(_typst_table(paragraph, LOOKS[0]))
            else:
                parts.append(f"#h(2em){_typst_text(paragraph)}")
    return parts


def _typst_table(table: Table, look: Look) -> str:
    columns = ", ".join(f"{width:.2f}fr" for width in table.widths)
    head = ",\n".join(_typst_cell(cell, look) for row in table.header for cell in row)
    body = ",\n".join(_typst_cell(cell, look) for row in table.body for cell in row)
    reaches = any(c.row_span > len(table.header) - n for n, row in enumerate(table.header) for c in row)
    repeat = "true" if look.repeats_head else "false"
    line = "table.hline(stroke: 0.6pt)," if look.rules == "three" else ""
    upper = head if reaches else f"table.header(repeat: {repeat}, {head})"
    closing = ", table.hline(stroke: 1pt)" if look.rules == "three" else ""
    return f"#table(columns: ({columns},), {upper}, {line} {body}{closing})"


def _typst_cell(cell: Cell, look: Look) -> str:
    side = look.align if cell.figure is not None else cell.align if cell.align in ("left", "center") else "center"
    return (
        f"table.cell(colspan: {cell.column_span}, rowspan: {cell.row_span}, align: {side} + horizon)"
        f"[{_typst_text(cell.text)}]"
    )


def reportlab(account: AccountModel, look: Look, path: Path) -> None:
    from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
    from reportlab.platypus import (  # type: ignore[import-untyped]
        PageBreak,
        Paragraph,
        SimpleDocTemplate,
        Spacer,
    )

    pdfmetrics.registerFont(TTFont("Song", str(font_file())))
    size = landscape(A4) if look.landscape else A4
    story = [Paragraph(f"{account.department}{account.year}年度部门决算", _style(17, 1))]
    story += _reportlab_prose(account.front, size[0] - 90)
    for form in account.forms:
        story.append(PageBreak())
        story.append(Paragraph(escape(form.title), _style(15, 1)))
        if form.form_no:
            story.append(Paragraph(form.form_no, _style(9, 2)))
        left, right = form.above
        story.append(Paragraph(escape(f"{left}　　金额{right}" if left else f"金额{right}"), _style(9, 0 if left else 2)))
        story.append(Spacer(1, 4))
        story.append(_reportlab_table(form.table, look, size[0] - 90))
        story += [Paragraph(escape(note), _style(9, 0)) for note in form.notes]
    story.append(PageBreak())
    story += _reportlab_prose(account.sections, size[0] - 90)

    def furnish(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.saveState()
        if look.watermark:
            canvas.setFont("Song", 70)
            canvas.setFillGray(0.75)
            canvas.translate(size[0] / 2, size[1] / 2)
            canvas.rotate(35)
            canvas.drawCentredString(0, 0, look.watermark)
            canvas.restoreState()
            canvas.saveState()
        if look.folio:
            canvas.setFont("Song", 9)
            canvas.drawCentredString(size[0] / 2, 24, look.folio.replace("{}", str(document.page), 1).replace("{}", "40"))
        canvas.restoreState()

    SimpleDocTemplate(str(path), pagesize=size, leftMargin=45, rightMargin=45, topMargin=45, bottomMargin=45).build(
        story, onFirstPage=furnish, onLaterPages=furnish
    )


def _style(size: float, align: int):  # type: ignore[no-untyped-def]
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        "own", fontName="Song", fontSize=size, leading=size * 1.35, alignment=align, wordWrap="CJK",
        spaceAfter=size * 0.3,
    )  # fmt: skip


def _reportlab_prose(sections: Sequence[Section], width: float):  # type: ignore[no-untyped-def]
    from reportlab.platypus import Paragraph

    story = []
    for section in sections:
        story.append(Paragraph(escape(section.title), _style(14, 0)))
        for paragraph in section.paragraphs:
            if isinstance(paragraph, Table):
                story.append(_reportlab_table(paragraph, LOOKS[0], width))
            else:
                story.append(Paragraph(escape("　　" + paragraph), _style(11, 0)))
    return story


def _reportlab_table(table: Table, look: Look, width: float):  # type: ignore[no-untyped-def]
    from reportlab.platypus import LongTable, Paragraph, TableStyle

    rows = [*table.header, *table.body]
    data: list[list[object]] = [["" for _ in table.widths] for _ in rows]
    style: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), "Song", look.size), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), look.padding), ("BOTTOMPADDING", (0, 0), (-1, -1), look.padding),
        ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]  # fmt: skip
    for number, row in enumerate(rows):
        for cell in row:
            aligned = look.align if cell.figure is not None else cell.align
            place = {"left": 0, "right": 2}.get(aligned, 1)
            own = _style(look.size, place)
            own.spaceAfter = 0
            data[number][cell.column] = Paragraph(escape(cell.text), own) if cell.text else ""
            if cell.row_span > 1 or cell.column_span > 1:
                end = (cell.column + cell.column_span - 1, number + cell.row_span - 1)
                style.append(("SPAN", (cell.column, number), end))
    head = len(table.header)
    style += {
        "grid": [("GRID", (0, 0), (-1, -1), 0.6, "black")],
        "none": [],
        "three": [("LINEABOVE", (0, 0), (-1, 0), 1.2, "black"), ("LINEBELOW", (0, head - 1), (-1, head - 1), 0.6, "black"), ("LINEBELOW", (0, -1), (-1, -1), 1.2, "black")],
        "rows": [("LINEBELOW", (0, 0), (-1, -1), 0.4, "black")],
    }[look.rules]  # fmt: skip
    scale = width / sum(table.widths)
    reaches = any(cell.row_span > head - n for n, row in enumerate(table.header) for cell in row)
    repeat = head if look.repeats_head and not reaches else 0
    return LongTable(data, colWidths=[one * scale for one in table.widths], style=TableStyle(style), repeatRows=repeat)


def fpdf(account: AccountModel, look: Look, path: Path) -> None:
    from fpdf import FPDF  # type: ignore[import-not-found]

    class Paper(FPDF):  # type: ignore[misc]
        def footer(self) -> None:
            if look.folio:
                self.set_y(-12)
                self.set_font("Song", size=9)
                self.cell(0, 6, look.folio.replace("{}", str(self.page_no()), 1).replace("{}", "40"), align="C")

    paper = Paper(orientation="landscape" if look.landscape else "portrait", format="A4")
    paper.add_font("Song", fname=str(font_file()))
    paper.set_auto_page_break(True, margin=16)
    paper.add_page()
    paper.set_font("Song", size=17)
    paper.multi_cell(0, 10, f"{account.department}{account.year}年度部门决算", align="C", new_x="LMARGIN", new_y="NEXT")
    _fpdf_prose(paper, account.front)
    for form in account.forms:
        paper.add_page()
        _fpdf_form(paper, form, look)
    paper.add_page()
    _fpdf_prose(paper, account.sections)
    paper.output(str(path))


def _fpdf_form(paper, form: FormModel, look: Look) -> None:  # type: ignore[no-untyped-def]
    paper.set_font("Song", size=15)
    paper.multi_cell(0, 8, form.title, align="C", new_x="LMARGIN", new_y="NEXT")
    paper.set_font("Song", size=9)
    if form.form_no:
        paper.multi_cell(0, 6, form.form_no, align="R", new_x="LMARGIN", new_y="NEXT")
    left, right = form.above
    paper.cell(90, 6, left)
    paper.multi_cell(0, 6, "金额" + right, align="R", new_x="LMARGIN", new_y="NEXT")
    _fpdf_table(paper, form.table, look)
    paper.set_font("Song", size=9)
    for note in form.notes:
        paper.multi_cell(0, 5, note, new_x="LMARGIN", new_y="NEXT")


def _fpdf_table(paper, table: Table, look: Look) -> None:  # type: ignore[no-untyped-def]
    paper.set_font("Song", size=look.size)
    layout = {"grid": "ALL", "none": "NONE", "three": "SINGLE_TOP_LINE", "rows": "HORIZONTAL_LINES"}[look.rules]
    head = len(table.header) if look.repeats_head else 0
    with paper.table(
        borders_layout=layout, col_widths=table.widths, line_height=look.size * 0.3528 * 1.35,
        num_heading_rows=head, first_row_as_headings=bool(head), repeat_headings=int(bool(head)), padding=look.padding * 0.3,
        headings_style=_plain(),
    ) as drawn:  # fmt: skip
        for row in (*table.header, *table.body):
            line = drawn.row()
            for cell in row:
                side = look.align if cell.figure is not None else cell.align
                line.cell(
                    cell.text, colspan=cell.column_span, rowspan=cell.row_span,
                    align={"left": "L", "right": "R"}.get(side, "C"), v_align="M",
                )  # fmt: skip


def _plain():  # type: ignore[no-untyped-def]
    from fpdf.fonts import FontFace  # type: ignore[import-not-found]

    return FontFace(emphasis="")


def _fpdf_prose(paper, sections: Sequence[Section]) -> None:  # type: ignore[no-untyped-def]
    for section in sections:
        paper.set_font("Song", size=14)
        paper.multi_cell(0, 9, section.title, new_x="LMARGIN", new_y="NEXT")
        for paragraph in section.paragraphs:
            if isinstance(paragraph, Table):
                _fpdf_table(paper, paragraph, LOOKS[0])
            else:
                paper.set_font("Song", size=11)
                paper.multi_cell(0, 6, "　　" + paragraph, new_x="LMARGIN", new_y="NEXT")


Print = Callable[[AccountModel, Look, Path], None]
_ALL: Mapping[str, tuple[Callable[[], object], Print]] = {
    "writer": (suite.program, writer), "calc": (suite.program, calc), "chromium": (browser, chromium),
    "weasyprint": (lambda: find_spec("weasyprint"), weasyprint), "typst": (lambda: find_spec("typst"), typst),
    "reportlab": (lambda: find_spec("reportlab"), reportlab), "fpdf": (lambda: find_spec("fpdf"), fpdf),
}  # fmt: skip


def installed() -> dict[str, Print]:
    """The programs that are at hand."""
    return {name: write for name, (where, write) in _ALL.items() if where() is not None}
