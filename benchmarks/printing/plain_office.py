"""Workbooks written by hand: OOXML as small programs write it, and as the strict standard wants it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_SPACES = {
    False: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    True: "http://purl.oclc.org/ooxml/spreadsheetml/main",
}
_LINKS = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def plain_workbook(account: dict[str, Any], is_strict: bool = False) -> bytes:
    """An account as one sheet per form: texts inline, no styles, empty cells left out or named."""
    space, link = _SPACES[is_strict], _LINKS[is_strict]
    sheets = [
        _prose(account["before"]),
        *(_form(form, names_places=is_strict) for form in account["forms"]),
        _prose(account["behind"]),
    ]
    entries = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{link}/worksheet" Target="/xl/sheets/{n}.xml"/>' for n in range(1, len(sheets) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", _TYPES)
        made.writestr("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{link}/officeDocument" Target="xl/book.xml"/></Relationships>')
        made.writestr("xl/book.xml", f'<workbook xmlns="{space}" xmlns:r="{link}"><sheets>{entries}</sheets></workbook>')
        made.writestr("xl/_rels/book.xml.rels", f'<Relationships xmlns="{package}">{targets}</Relationships>')
        for number, (rows, merged) in enumerate(sheets, start=1):
            spans = f"<mergeCells>{merged}</mergeCells>" if merged else ""
            made.writestr(f"xl/sheets/{number}.xml", f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{spans}</worksheet>')
    return content.getvalue()


def _prose(texts: list[str]) -> tuple[str, str]:
    return "".join(f"<row>{_cell(text)}</row>" for text in texts), ""


def _form(form: dict[str, Any], names_places: bool) -> tuple[str, str]:
    blank = [""] * form["columns"]
    rows = [[form["title"], *blank[1:]], [*blank[1:], form["number"]], [form["left"], *blank[2:], form["right"]]]
    rows += [list(blank) for _ in range(form["rows"])]
    merged = ""
    for cell in form["cells"]:
        rows[cell["row"] + 3][cell["column"]] = cell["text"]
        if cell["rows"] > 1 or cell["columns"] > 1:
            first = _place(cell["row"] + 3, cell["column"])
            merged += f'<mergeCell ref="{first}:{_place(cell["row"] + 2 + cell["rows"], cell["column"] + cell["columns"] - 1)}"/>'
    rows += [[note] for note in form["notes"]]
    lines = []
    for number, texts in enumerate(rows):
        cells = [
            _cell(text, _place(number, column) if names_places else "")
            for column, text in enumerate(texts)
            if text or not names_places
        ]
        lines.append(f'<row r="{number + 1}">{"".join(cells)}</row>' if names_places else f"<row>{''.join(cells)}</row>")
    return "".join(lines), merged


def _cell(text: str, place: str = "") -> str:
    named = f' r="{place}"' if place else ""
    return f'<c{named} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else f"<c{named}/>"


def _place(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row + 1}"
