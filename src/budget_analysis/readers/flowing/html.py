"""Web pages: the text and the tables that a browser shows, in their order. Nothing is fetched or run.

Menus, what the site says of itself (`furniture`) and everything hidden are left out. Files that the page offers are named in problems:
the forms of an account often stand in them.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from lxml import etree, html

from ...containers import FIRST
from ...containers.xml import Element
from ...errors import DocumentError
from ...limits import MOST_BYTES_OF_TEXT, MOST_CELLS, refuse_more
from ...reading import Reading
from .flow import Flow, Slot, Struck
from .furniture import tells_more, without_furniture
from .offered import ATTACHMENT, FRAMES, address_of, is_file, is_offer, may_show_text, tell_offer
from .saved_page import is_saved_page, pages_of
from .shown import is_hidden, is_struck, style_of
from .typed import as_dump, typed_lines

_SILENT = {
    "script", "style", "noscript", "template", "svg", "canvas", "select", "option", "button", "input", "textarea",
    "iframe", "object", "embed", "audio", "video", "head", "nav", "aside", "footer", "map", "rt", "rp", "datalist",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label",
    "mark", "o:p", "q", "ruby", "rb", "s", "samp", "small", "span", "st1:chsdate", "strike", "strong", "sub", "sup",
    "tt", "u", "var", "wbr", "img", "time", "data",
}  # fmt: skip
"""Every other element begins and ends a paragraph."""
_DISPLAY = re.compile(r"display:table-([a-z-]+)")
_SHOWN_AS = {
    "row": "row", "tr": "row", "rowgroup": "rows", "row-group": "rows", "header-group": "rows", "footer-group": "rows",
    "tbody": "rows", "thead": "rows", "cell": "cell", "gridcell": "cell", "columnheader": "cell", "rowheader": "cell",
    "td": "cell", "th": "cell",
}  # fmt: skip
"""What display, role or class make of an element; class="row" too, whose columns have to be cells by theirs."""
_TABLE = {"table", "thead", "tbody", "tfoot"}
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_UNREAD = "\ufffd"
_BREAK = "\x0b"
"""Stands for `<br>` until the blanks of a paragraph are put together."""
_MENU_LINKS = 3
_MENU_PART = 0.8
"""A block whose text stands in links up to this part is a menu."""
_LONGEST_SPAN = 1000
_ABOVE_CELL = 3
"""Row, rows and table may be struck through as a whole."""
_DEEPEST = 250


@dataclass
class _Page:
    """A page on the way through its elements."""

    flow: Flow
    text: list[str] = field(default_factory=list)
    """Of the paragraph that is open."""
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: Counter[str] = field(default_factory=Counter)
    drawn: frozenset[Element] = frozenset()
    """Elements that are tables although their name says otherwise."""
    struck: Struck = field(default_factory=Struck)
    outer: str = ""
    """The place of the table, within one of its cells."""

    @property
    def place(self) -> str:
        return self.outer or self.flow.place

    def end_paragraph(self) -> None:
        text = _squeezed("".join(self.text))
        self.text.clear()
        self.flow.add_paragraph(text)


def read(path: Path) -> Reading:
    """Read a web page that was saved as a file; one of several parts (.mht) too.

    Raises:
        DocumentError: it is nested deeper, or larger, than an account can be, or no text.
    """
    content = path.read_bytes()
    refuse_more(path, "bytes of a web page", len(content), MOST_BYTES_OF_TEXT)
    text = "\n".join(map(decode, _pages(path, content)))
    unread = text.count(_UNREAD)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError(f"{path}: the web page cannot be read ({error}). Save it again in a browser.") from error
    if any("Excessive depth" in entry.message or "nodes" in entry.message for entry in parser.error_log):
        raise DocumentError(
            f"{path}: the elements of the page stand in each other more than {_DEEPEST} deep; no browser shows "
            "that. Save the page again, or print it to PDF."
        )
    typed = typed_lines(root)
    page = _read_body(path, root, unread)
    title = _title_of_window(root)
    if tells_more(title, page.flow.lines):
        page = _read_body(path, root, unread, title)
    return as_dump(page.flow, typed) if typed else page.flow.reading("html")


def _read_body(path: Path, root: Element, unread: int, title: str = "") -> _Page:
    page = _Page(Flow(path), drawn=_drawn_tables(root))
    if unread:
        message = f"{unread} characters are no text in any known encoding; a number that holds one is not read"
        page.flow.note("encoding", "text", message)
    page.flow.add_paragraph(title)
    for body in root.iter("body"):
        _walk(page, body)
    page.end_paragraph()
    _tell_links(page)
    page.struck.tell(page.flow)
    page.flow.tell_pictures(page.pictures)
    page.flow.lines = without_furniture(page.flow.lines, page.flow.grids)
    return page


def _pages(path: Path, content: bytes) -> list[bytes]:
    if not is_saved_page(content[:FIRST]):
        return [content]
    try:
        pages = pages_of(content)
    except ValueError as error:
        raise DocumentError(f"{path}: {error}. Save the page again in a browser.") from error
    if not pages:
        raise DocumentError(f"{path}: no web page stands in this message. Save the page again in a browser.")
    return pages


def decode(content: bytes) -> str:
    """The text of a page. Its bytes count more than what it declares: many declare another encoding.

    Text that is valid UTF-8 is nothing else; of the rest, what is declared is tried after GB18030,
    which holds GB2312 and GBK.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").lstrip("\ufeff")
    tried = ["utf-8", "gb18030"]
    match = _DECLARED.search(content[:4096])
    if match:
        try:
            tried.append(codecs.lookup(match[1].decode("ascii")).name)
        except (LookupError, UnicodeDecodeError):
            pass
    texts = []
    for encoding in tried:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            texts.append(content.decode(encoding, errors="replace"))
        except LookupError:
            pass  # no encoding of text, such as base64
    return min(texts, key=lambda text: text.count(_UNREAD))


def _title_of_window(root: Element) -> str:
    """The title of the window, where the page does not show it itself."""
    title = _squeezed("".join(root.xpath("//head/title//text()")))
    shown = "".join("".join(body.itertext()) for body in root.iter("body"))
    return title if "".join(title.split()) not in "".join(shown.split()) else ""


def _walk(page: _Page, element: Element) -> None:
    """What an element shows; the text behind it belongs to its parent."""
    page.text.append(_own(element.text))
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "a" or tag in FRAMES:
            _note_offer(page, child)
        elif tag == "img" and not is_hidden(child) and may_show_text(child):
            page.pictures[page.place] += 1
        if tag == "br":
            page.text.append(_BREAK)
        elif tag == "hr":
            page.end_paragraph()
        elif not tag or tag in _SILENT or is_hidden(child):
            pass
        elif is_struck(child):
            page.struck.add(page.place, "".join(child.itertext()))
            if tag not in _INLINE:
                page.end_paragraph()
        elif tag == "table" or child in page.drawn:
            page.end_paragraph()
            _table(page, child)
        elif tag in _INLINE:
            _walk(page, child)
        else:
            page.end_paragraph()
            if _is_menu(child):
                for link in child.iter("a"):
                    _note_offer(page, link)
            else:
                _walk(page, child)
                page.end_paragraph()
        page.text.append(_own(child.tail))


def _own(text: str | None) -> str:
    return (text or "").replace(_BREAK, " ")


def _table(page: _Page, table: Element) -> None:
    """A table with its spans; one that holds tables, or has one cell a row, is there for the layout."""
    rows = list(_rows(table))
    cells = [list(_cells(row)) for row in rows]
    is_layout = any(_is_table(inner) for row in cells for cell in row for inner in cell.iter("table"))
    if is_layout or all(len(row) < 2 for row in cells):
        for caption in table.iterchildren("caption"):
            _walk(page, caption)
        for row in cells:
            for cell in row:
                page.end_paragraph()
                _walk(page, cell)
                page.end_paragraph()
        return
    for caption in table.iterchildren("caption"):
        _walk(page, caption)
        page.end_paragraph()
    slots: list[Slot] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(cells):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            height = min(_span(cell, "rowspan", len(rows) - number), len(rows) - number)
            width = _span(cell, "colspan", 1)
            refuse_more(page.flow.path, "cells of a table", len(taken) + height * width, MOST_CELLS)
            taken |= {(number + down, column + on) for down in range(height) for on in range(width)}
            slots.append(Slot(number, column, _cell_text(page, cell), height, width))
            column += width
    page.flow.add_table(slots)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if is_hidden(child):
            continue
        if child.tag == "tr" or _shown_as(child) == "row":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot") or _shown_as(child) == "rows":
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if (cell.tag in ("td", "th") or _shown_as(cell) == "cell") and not is_hidden(cell))


def _shown_as(element: Element) -> str:
    """`row`, `rows` or `cell` for an element of another name that its style, role or class makes one."""
    if not isinstance(element.tag, str) or element.tag in _INLINE and element.tag != "span":
        return ""
    style = _DISPLAY.search(style_of(element))
    named = [style[1] if style else "", (element.get("role") or "").lower(), *(element.get("class") or "").lower().split()]
    return next((_SHOWN_AS[name] for name in named if name in _SHOWN_AS), "")


def _drawn_tables(root: Element) -> frozenset[Element]:
    """Tables of other elements: rows of cells only, each of as many. None where one of several has other rows.

    Such cells have no spans: heads that belong to several columns leave their row shorter, and nobody can
    tell where its cells stand. The page is then read by its lines, as if none was a table.
    """
    found = []
    for element in root.iter():
        rows = [] if element.tag in _TABLE or not isinstance(element.tag, str) else list(_rows(element))
        if len(rows) < 2 or not all(len(list(_cells(row))) == len(row) > 1 for row in rows):
            continue
        if len({len(row) for row in rows}) > 1:
            return frozenset()
        found.append(element)
    return frozenset(found)


def _is_table(table: Element) -> bool:
    rows = [list(_cells(row)) for row in _rows(table)]
    return len(rows) > 1 and any(len(row) > 1 for row in rows)


def _span(cell: Element, name: str, rest: int) -> int:
    """How many rows or columns a cell covers; 0 is all that are left."""
    text = (cell.get(name) or "").strip()
    digits = re.match(r"\d{1,6}", text)
    if not digits:
        return 1
    return min(int(digits[0]) or rest, _LONGEST_SPAN)


def _cell_text(page: _Page, cell: Element) -> str:
    before = len(page.struck.texts)
    inner = _Page(Flow(page.flow.path), [], page.links, page.pictures, page.drawn, page.struck, page.place)
    if any(is_struck(one) for one in (cell, *islice(cell.iterancestors(), _ABOVE_CELL))):
        page.struck.add(page.place, "".join(cell.itertext()))
    else:
        _walk(inner, cell)
    inner.end_paragraph()
    texts = [line.text for line in inner.flow.lines]
    texts.extend(one.text for grid in inner.flow.grids for one in grid.cells if one.text)
    return "\n".join(texts) or page.struck.left_of(before)


def _is_menu(element: Element) -> bool:
    """True for a block of links only; one that holds a table or offers files is none."""
    links = list(element.iter("a"))
    if len(links) < _MENU_LINKS or next(element.iter("table"), None) is not None:
        return False
    if any(map(is_file, links)):
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in links)
    return linked >= _MENU_PART * max(len("".join("".join(element.itertext()).split())), 1)


def _note_offer(page: _Page, element: Element) -> None:
    if is_offer(element):
        entry = _squeezed("".join(element.itertext())).replace("\n", " "), address_of(element)
        if entry[1] and entry not in page.links:
            page.links.append(entry)


def _tell_links(page: _Page) -> None:
    for text, address in page.links:
        page.flow.note(text or address, ATTACHMENT, tell_offer(text, address))


def _squeezed(text: str) -> str:
    """The text as a browser sets it: blanks and line ends are one blank, a break is a line end."""
    return "\n".join(" ".join(part.split()) for part in text.split(_BREAK))
