"""Workbooks of Excel 2007 and later (.xlsx, .xlsm): a zip of XML, read as it was stored.

Numbers are read as the digits that stand in the file, so nothing is lost on the way to their
format. Macros, links to other files and connections are parts that nobody opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...containers.xml import Element, attribute, name_of
from ...containers.package import Package
from ...containers.parts import main_part, relations
from ...folding import fold_glyphs
from ...limits import MOST_CELLS, refuse_more
from ...reading import Problem
from .formats import BUILT_IN, exact, show
from .formulas import distrust_saved
from .sheets import LAST_COLUMN, LAST_ROW, Sheet, is_amount, place_named

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class _Book:
    """What all sheets of a workbook share."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    is_1904: bool


def read_sheets(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """The sheets that are shown, in their order, and what was left out.

    Raises:
        DocumentError: the file is damaged, or larger than an account can be.
    """
    sheets: list[Sheet] = []
    hidden: list[str] = []
    with Package(path) as package:
        main = main_part(package)
        root = package.xml(main)
        parts = relations(package, main)
        named = {kind: name for kind, name in parts.values() if name in package.names}
        properties = root.find("{*}workbookPr")
        book = _Book(
            _strings(package.xml(named["sharedStrings"])) if "sharedStrings" in named else (),
            _formats(package.xml(named["styles"])) if "styles" in named else (),
            properties is not None and attribute(properties, "date1904") in ("1", "true"),
        )
        for entry in root.iterfind("{*}sheets/{*}sheet"):
            title = fold_glyphs(attribute(entry, "name"))
            kind, name = parts.get(_identifier(entry), ("", ""))
            if kind != "worksheet" or name not in package.names:
                continue  # a sheet of a chart has no cells
            if attribute(entry, "state") in ("hidden", "veryHidden"):
                hidden.append(title)
                continue
            sheets.append(_sheet(path, title, package.xml(name), book))
    distrust_saved(sheets, any(attribute(entry, "fullCalcOnLoad") in ("1", "true") for entry in root.iterfind("{*}calcPr")))
    return sheets, _told_hidden(hidden)


def _identifier(entry: Element) -> str:
    return next((value for key, value in entry.items() if key.endswith("}id")), "")


def _told_hidden(hidden: list[str]) -> list[Problem]:
    if not hidden:
        return []
    message = f"{len(hidden)} hidden sheets are left out: {', '.join(hidden)}. Show them and save the file to have them read"
    return [Problem(None, "hidden sheets", "hidden", message)]


def _strings(root: Element) -> tuple[str, ...]:
    return tuple(_text(entry) for entry in root.iterfind("{*}si"))


def _text(entry: Element) -> str:
    """The text of a string with its runs, without the readings that stand above characters."""
    parts = []
    for child in entry:
        if name_of(child) == "t":
            parts.append(child.text or "")
        elif name_of(child) == "r":
            parts.extend(part.text or "" for part in child.iterfind("{*}t"))
    return _ESCAPED.sub(lambda match: _control(int(match[1], 16)), "".join(parts))


def _control(code: int) -> str:
    return "\n" if code in (10, 13) else chr(code) if 32 <= code < 0xD800 else ""


def _formats(root: Element) -> tuple[str, ...]:
    """The number format of each style."""
    own = {
        attribute(entry, "numFmtId"): attribute(entry, "formatCode") for entry in root.iterfind("{*}numFmts/{*}numFmt")
    }
    found = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = attribute(style, "numFmtId") or "0"
        found.append(own.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General"))
    return tuple(found)


def _sheet(path: Path, title: str, root: Element, book: _Book) -> Sheet:
    sheet = Sheet(title)
    hides_zeros = any(attribute(view, "showZeros") in ("0", "false") for view in root.iterfind("{*}sheetViews/{*}sheetView"))
    for entry in root.iterfind("{*}cols/{*}col"):
        if attribute(entry, "hidden") in ("1", "true"):
            first, last = _number(attribute(entry, "min")), _number(attribute(entry, "max"))
            sheet.hidden_columns.update(range(first - 1, min(last, LAST_COLUMN + 1)))
    count = 0
    for row, cell, element in _elements(root, sheet):
        count += 1
        refuse_more(path, f"cells on sheet {title}", count, 4 * MOST_CELLS)  # also those that are empty
        text = fold_glyphs(_shown(element, book, hides_zeros))
        if attribute(element, "t") in ("", "n") and (value := exact(element.findtext("{*}v") or "")) is not None:
            sheet.numbers[row, cell] = value
        if element.find("{*}f") is not None:
            formula = fold_glyphs("=" + (element.findtext("{*}f") or ""))
            if not text and _has_no_value(element):
                sheet.formulas.append((row, cell))
                text = formula
            elif attribute(element, "t") in ("", "n") or (attribute(element, "t") == "str" and is_amount(text.strip())):
                sheet.saved[row, cell] = formula
        if text.strip():
            sheet.cells[row, cell] = text
    for entry in root.iterfind("{*}mergeCells/{*}mergeCell"):
        corners = attribute(entry, "ref").partition(":")
        start, end = place_named(corners[0]), place_named(corners[2])
        if start is not None and end is not None:
            sheet.merged.append((*start, *end))
    return sheet


def _elements(root: Element, sheet: Sheet) -> Iterator[tuple[int, int, Element]]:
    """Row, column and element of each cell; those that name no place follow the one before."""
    row = -1
    for entry in root.iterfind("{*}sheetData/{*}row"):
        number = attribute(entry, "r")
        row = min(int(number) - 1 if number.isdecimal() and number != "0" else row + 1, LAST_ROW)
        if attribute(entry, "hidden") in ("1", "true"):
            sheet.hidden_rows.add(row)
        column = -1
        for cell in entry.iterfind("{*}c"):
            place = place_named(attribute(cell, "r"))
            column = place[1] if place is not None else column + 1
            yield row, column, cell


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 1


def _shown(cell: Element, book: _Book, hides_zeros: bool) -> str:
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return "" if inline is None else _text(inline)
    value = cell.findtext("{*}v") or ""
    if kind == "s":
        return book.strings[int(value)] if value.isdecimal() and int(value) < len(book.strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    number = exact(value) if kind == "n" else None
    if number is None:
        return value
    if hides_zeros and number == 0:
        return ""
    style = attribute(cell, "s") or "0"
    known = style.isdecimal() and int(style) < len(book.formats)
    return show(number, book.formats[int(style)] if known else "General", book.is_1904)


def _has_no_value(cell: Element) -> bool:
    """True for a formula whose value was not saved; a text of no characters is a value."""
    return not cell.findtext("{*}v") and attribute(cell, "t") != "str"
