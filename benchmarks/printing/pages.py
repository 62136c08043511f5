"""An account as a web page: the same tables in eight layouts, each a style sheet and a few choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from budget_analysis.synthetic.model import AccountModel, Cell, FormModel, Section, Table


@dataclass(frozen=True)
class Layout:
    """How an account is set: rules of its tables and pages, and what stands around them."""

    name: str
    css: str
    landscape: bool = False
    repeats_head: bool = False
    titled_inside: bool = False
    """Title, number and unit are the first rows of the table, as a spreadsheet prints them."""
    two_on_a_page: bool = False
    side_by_side: bool = False
    """Two forms beside each other on a sheet, as two pages are printed on one."""
    splits_rows: bool = False
    """Rows may break over two pages."""
    repeats_title: bool = False
    """Title, number and unit stand on every page of a form."""
    watermark: str = ""
    browser_feet: bool = False
    """The browser prints its own heads and feet: date, title, address, page."""
    money: str = "金额单位："
    level: str = "h3"


_ROWS_OF_SHEET = 22
"""So many rows of narrow columns fit on one sheet beside another form."""
_ROWS_OF_PAGE = 22
"""So many rows stand on a page whose title is repeated."""
GRID = "td, th { border: 0.8pt solid #000 }"
RULES = """
table { border-top: 1.2pt solid #000; border-bottom: 1.2pt solid #000 }
thead { border-bottom: 0.6pt solid #000 }
"""
LAYOUTS = (
    Layout("full_grid", GRID),
    Layout("three_line", RULES + "td, th { padding: 1pt 1pt }", level="p"),
    Layout("unruled", "td, th { padding: 1.5pt 1.5pt }", money="单位："),
    Layout("two_on_a_page", GRID + "table { font-size: 7.5pt }", landscape=True, two_on_a_page=True),
    Layout("repeated_heads", GRID + "td { padding: 6pt 3pt }", landscape=True, repeats_head=True, repeats_title=True),
    Layout("watermark", GRID + "#mark { color: #bbb }", watermark="征求意见稿", titled_inside=True),
    Layout("headings", GRID + "th { background: #cfe0f0 }", browser_feet=True, money="单位：", level="h2"),
    Layout(
        "lines_across",
        "tr { border-bottom: 0.4pt solid #777 } tbody tr:nth-child(odd) { background: #eef4fa }",
        landscape=True,
        splits_rows=True,
    ),
    Layout("side_by_side", GRID + "table { font-size: 6.5pt }", landscape=True, side_by_side=True),
)

_BASE = """
@font-face { font-family: Song; src: url("file://%(font)s") }
@page { size: A4 %(orientation)s; margin: 16mm 14mm 18mm }
* { font-family: Song }
body { font-size: 11pt; line-height: 1.7 }
table { border-collapse: collapse; width: 100%%; font-size: 8.5pt; line-height: 1.25 }
td, th { padding: 1.5pt 3pt; font-weight: normal; text-align: center }
td.left { text-align: left } td.amount { text-align: right }
.title { text-align: center; font-size: 15pt; margin: 8pt 0 4pt; font-weight: normal }
.above { display: flex; justify-content: space-between; font-size: 9pt }
.number { text-align: right; font-size: 9pt }
.note { font-size: 9pt; margin: 3pt 0 }
.page { break-after: page }
.pair { display: flex; justify-content: space-between } .pair > div { width: 47%% }
#mark { position: fixed; top: 38%%; left: 8%%; font-size: 78pt; transform: rotate(-35deg); opacity: 0.8 }
h1 { font-size: 17pt; text-align: center; font-weight: normal } h2, h3 { font-size: 13pt; font-weight: normal }
"""


def page_of(account: AccountModel, layout: Layout, font: str, align: str) -> str:
    """The whole account as one page; `font` is the path of a font file, `align` that of the amounts."""
    sheet = _BASE % {"font": font, "orientation": "landscape" if layout.landscape else "portrait"}
    parts = [
        f"<h1>{account.department}{account.year}年度部门决算</h1>",
        *_prose(account.front),
    ]
    if not layout.two_on_a_page:
        parts.append('<div class="page"></div>')
    if layout.side_by_side:
        parts.extend(
            f'<div class="{"pair page" if len(pair) > 1 else "page"}">'
            f'{"".join(f"<div>{_form(form, layout)}</div>" for form in pair)}</div>'
            for pair in _pairs(account.forms)
        )
    room = 0
    for number, form in enumerate(() if layout.side_by_side else account.forms):
        rows = len(form.table.body) + len(form.table.header)
        is_small = layout.two_on_a_page and rows < 14
        follows = number + 1 < len(account.forms)
        after = account.forms[number + 1] if follows else None
        shares = is_small and room == 0 and after is not None and len(after.table.body) < 12
        room = 1 if shares else 0
        breaks = not shares and not (layout.name == "headings" and rows < 16)
        parts.append(f'<div class="{"page" if breaks else ""}">{_form(form, layout)}</div>')
    parts.extend(_prose(account.sections))
    mark = f'<div id="mark">{layout.watermark}</div>' if layout.watermark else ""
    align_css = f"td.amount {{ text-align: {align} }}"
    return (
        f"<!doctype html><html lang=zh><head><meta charset=utf-8><title>{account.department}</title>"
        f"<style>{sheet}{layout.css}{align_css}</style></head><body>{mark}{''.join(parts)}</body></html>"
    )


def _pairs(forms: Sequence[FormModel]) -> list[list[FormModel]]:
    """Forms in twos, in their order, where both fit on one sheet; others alone."""
    pairs: list[list[FormModel]] = []
    for form in forms:
        if pairs and len(pairs[-1]) == 1 and max(map(_rows_of, (form, pairs[-1][0]))) <= _ROWS_OF_SHEET:
            pairs[-1].append(form)
        else:
            pairs.append([form])
    return pairs


def _rows_of(form: FormModel) -> int:
    return len(form.table.body) + len(form.table.header)


def _prose(sections: Sequence[Section]) -> list[str]:
    parts = []
    for section in sections:
        level = "h1" if section.level == 0 else "h2"
        parts.append(f"<{level}>{escape(section.title)}</{level}>")
        for paragraph in section.paragraphs:
            if isinstance(paragraph, Table):
                parts.append(f"<div class=plain>{_table(paragraph, None)}</div>")
            else:
                parts.append(f'<p style="text-indent: 2em">{escape(paragraph)}</p>')
    return parts


def _form(form: FormModel, layout: Layout) -> str:
    left, right = form.above
    money = layout.money + right.partition("：")[2]
    title = f'<{layout.level} class="title">{escape(form.title)}</{layout.level}>'
    number = f'<div class="number">{form.form_no}</div>' if form.form_no else ""
    above = f'<div class="above"><span>{escape(left)}</span><span>{money}</span></div>'
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in form.notes)
    if layout.titled_inside:
        return f"{_table(form.table, layout, _inside(form, money))}{notes}"
    if layout.repeats_title:
        rows = form.table.body
        parts = [rows[first : first + _ROWS_OF_PAGE] for first in range(0, len(rows), _ROWS_OF_PAGE)]
        pages = [replace(form.table, body=part) for part in parts or [rows]]
        tables = '<div class="page"></div>'.join(
            f"{title}{number}{above}{_table(table, layout)}" for table in pages
        )
        return f"{tables}{notes}"
    return f"{title}{number}{above}{_table(form.table, layout)}{notes}"


def _inside(form: FormModel, money: str) -> str:
    """Title, number, department and unit as rows of the table itself."""
    columns = len(form.table.widths)
    half = max(columns // 2, 1)
    rows = [f'<tr><td colspan="{columns}" style="font-size: 14pt">{escape(form.title)}</td></tr>']
    if form.form_no:
        rows.append(f'<tr><td colspan="{columns}" style="text-align: right">{form.form_no}</td></tr>')
    rows.append(
        f'<tr><td colspan="{half}" style="text-align: left">{escape(form.above[0])}</td>'
        f'<td colspan="{columns - half}" style="text-align: right">{money}</td></tr>'
    )
    return "".join(rows)


def _table(table: Table, layout: Layout | None, above: str = "") -> str:
    widths = "".join(
        f'<col style="width: {100 * width / sum(table.widths):.2f}%">' for width in table.widths
    )
    # a cell that reaches from the head into the body keeps head and body in one part
    reaches = any(cell.row_span > len(table.header) - number for number, row in enumerate(table.header) for cell in row)
    keeps = layout is None or not layout.splits_rows
    head = above + "".join(_row(row, "th", True) for row in table.header)
    body = "".join(_row(row, "td", keeps) for row in table.body)
    if reaches:
        return f"<table><colgroup>{widths}</colgroup><tbody>{head}{body}</tbody></table>"
    group = "thead" if layout is not None and layout.repeats_head else "thead style='display: table-row-group'"
    return f"<table><colgroup>{widths}</colgroup><{group}>{head}</thead><tbody>{body}</tbody></table>"


def _row(row: Sequence[Cell], tag: str, keeps: bool) -> str:
    cells = []
    for cell in row:
        spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        style = "amount" if cell.figure is not None else cell.align
        cells.append(f'<{tag} class="{style}"{spans}>{escape(cell.text)}</{tag}>')
    style = ' style="break-inside: avoid"' if keeps else ""
    return f"<tr{style}>{''.join(cells)}</tr>"
