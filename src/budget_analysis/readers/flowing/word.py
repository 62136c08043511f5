"""Text documents of Word (.docx, .docm): what is printed in the body, in its order.

Tracked changes give the final text. Headers are read where each section has one of its own (`page_heads`);
footers, macros, templates and linked files are not opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...containers.xml import Element, attribute, name_of
from ...containers.package import Package
from ...containers.parts import main_part, relations
from ...reading import Reading
from .flow import Flow, Slot, Struck, named
from .numbering import Numbering, read_numbering
from .page_heads import page_heads

_GONE = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "Fallback"}
"""What is not printed; of two forms of one thing (AlternateContent) the choice is."""
_APART = {"txbxContent", "tbl"}
"""What stands apart from the text of the paragraph in which it is anchored."""
_MARKS = {"tab": "  ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "  "}
_BOXES = {"f052": "☑", "f0fe": "☑", "f054": "☒", "f0fd": "☒", "f0a3": "□", "f06f": "□", "f0a8": "□", "f02a": "□"}
"""Boxes of the fonts Wingdings: ticked, crossed, empty."""
_INSIDE = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"}
_MOST_COLUMNS = 500
_HAIR = 30
"""Twentieths of a point: edges of columns that stand closer are one edge, rounded differently in two rows."""


@dataclass
class _Document:
    """A document on the way through its body."""

    flow: Flow
    numbering: Numbering
    hidden: list[str] = field(default_factory=list)
    struck: Struck = field(default_factory=Struck)
    embedded: list[str] = field(default_factory=list)
    pictures: Counter[str] = field(default_factory=Counter)
    heads: Mapping[int, list[str]] = field(default_factory=dict)
    """Of the pages of a section, by the number of the child of the body with which it begins."""
    begun: str = ""
    """Text of paragraphs whose end was deleted: the next one goes on with it."""


def read(path: Path) -> Reading:
    """Read a text document.

    Raises:
        DocumentError: it is damaged, or larger than an account can be.
    """
    with Package(path) as package:
        main = main_part(package)
        related = {key: pair for key, pair in relations(package, main).items() if pair[1] in package.names}
        parts = dict(related.values())
        lists, styles = (
            package.xml(parts[kind]) if kind in parts else None for kind in ("numbering", "styles")
        )
        body = package.xml(main).find("{*}body")
        heads = {} if body is None else page_heads(package, body, {key: name for key, (_, name) in related.items()})
    document = _Document(Flow(path), read_numbering(lists, styles), heads=heads)
    if body is not None:
        _walk(document, body)
    _tell(document)
    return document.flow.reading("docx")


def _walk(document: _Document, parent: Element) -> None:
    """The paragraphs and tables below an element, in their order."""
    for number, child in enumerate(parent):
        name = name_of(child)
        if name_of(parent) == "body":
            for line in document.heads.get(number, ()):
                document.flow.add_paragraph(line)
        if name == "p":
            _paragraph(document, child)
        elif name == "tbl":
            _table(document, child)
        elif name == "altChunk":
            document.embedded.append(document.flow.place)
        elif name in _INSIDE:
            _walk(document, child)


def _paragraph(document: _Document, paragraph: Element) -> None:
    text = document.begun + document.numbering.text_of(paragraph) + _text(document, paragraph)
    document.begun = ""
    if _goes_on(paragraph):
        document.begun = text
    else:
        document.flow.add_paragraph(text)
    for box in _boxes(paragraph):
        _walk(document, box)


def _goes_on(paragraph: Element) -> bool:
    """True where the end of the paragraph was deleted."""
    return paragraph.find("{*}pPr/{*}rPr/{*}del") is not None


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes that are anchored in a paragraph."""
    for child in element:
        name = name_of(child)
        if name == "txbxContent":
            yield child
        elif name and name not in _GONE:
            yield from _boxes(child)


def _text(document: _Document, element: Element) -> str:
    """The printed text of a paragraph or of a part of it."""
    parts = []
    for child in element:
        name = name_of(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _MARKS:
            parts.append(_MARKS[name])
        elif name == "sym":
            parts.append(_BOXES.get(attribute(child, "char").lower(), ""))
        elif name == "r" and _is_marked(child, "vanish"):
            document.hidden.append(document.flow.place)
        elif name == "r" and (_is_marked(child, "strike") or _is_marked(child, "dstrike")):
            document.struck.add(document.flow.place, "".join(part.text or "" for part in child.iterchildren("{*}t")))
        elif name == "object":
            document.embedded.append(document.flow.place)
        elif name in ("blip", "imagedata"):
            document.pictures[document.flow.place] += 1
        elif name and name not in _GONE | _APART:
            parts.append(_text(document, child))
    return "".join(parts)


def _is_marked(run: Element, name: str) -> bool:
    """True for a run with a property of its letters that is not switched off."""
    mark = run.find(f"{{*}}rPr/{{*}}{name}")
    return mark is not None and attribute(mark, "val") not in ("0", "false", "off")


def _table(document: _Document, table: Element) -> None:
    """A table; one that holds tables is there for the layout, and its cells are read one by one."""
    rows = list(_inside(table, "tr"))
    if any(_is_table(inner) for row in rows for inner in row.iterfind(".//{*}tbl")):
        for row in rows:
            for cell in _inside(row, "tc"):
                _walk(document, cell)
        return
    slots: list[Slot] = []
    open_cells: dict[int, int] = {}
    number = -1
    for row in rows:
        if row.find("{*}trPr/{*}del") is not None:
            continue
        if row.find("{*}trPr/{*}hidden") is not None:
            document.hidden.append(document.flow.place)
            continue
        number += 1
        column = min(_whole(row.find("{*}trPr/{*}gridBefore")), _MOST_COLUMNS)
        for cell in _inside(row, "tc"):
            properties = cell.find("{*}tcPr")
            if properties is not None and properties.find("{*}cellDel") is not None:
                continue
            span = _span(properties)
            if _merged(properties, "hMerge") == "continue" and slots and slots[-1].row == number:
                slots[-1] = _grown(slots[-1], columns=span)
            elif _merged(properties, "vMerge") == "continue" and column in open_cells:
                index = open_cells[column]
                slots[index] = _grown(slots[index], rows=number - slots[index].row + 1 - slots[index].row_span)
            else:
                open_cells[column] = len(slots)
                slots.append(Slot(number, column, _cell_text(document, cell), 1, span))
            column += span
    document.flow.add_table(_without_hairs(slots, table))


def _without_hairs(slots: list[Slot], table: Element) -> list[Slot]:
    """The slots without the columns that are too narrow to be seen; as they are where one of these holds text."""
    widths = [_whole(column, "w") for column in table.iterfind("{*}tblGrid/{*}gridCol")][:_MOST_COLUMNS]
    if not any(0 < width < _HAIR for width in widths):
        return slots
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + (not 0 < width < _HAIR))
    edges.extend(range(edges[-1] + 1, edges[-1] + _MOST_COLUMNS))
    found = []
    for slot in slots:
        start, end = edges[slot.column], edges[slot.column + slot.column_span]
        if start < end:
            found.append(Slot(slot.row, start, slot.text, slot.row_span, end - start))
        elif slot.text.strip():
            return slots
    return found


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in controls and insertions."""
    for child in parent:
        name = name_of(child)
        if name == wanted:
            yield child
        elif name in _INSIDE:
            yield from _inside(child, wanted)


def _is_table(table: Element) -> bool:
    rows = list(_inside(table, "tr"))
    return len(rows) > 1 and any(len(list(_inside(row, "tc"))) > 1 for row in rows)


def _cell_text(document: _Document, cell: Element) -> str:
    before = len(document.struck.texts)
    texts = []
    begun = ""
    for paragraph in cell.iter("{*}p"):
        if _is_in_box(paragraph, cell) or _is_deleted(paragraph, cell):
            continue
        text = begun + document.numbering.text_of(paragraph) + _text(document, paragraph)
        begun = text if _goes_on(paragraph) else ""
        texts.extend([text] if text.strip() and not begun else [])
    texts.extend([begun] if begun.strip() else [])
    if not texts:
        # a formula that was never computed is no blank
        formula = "".join(part.text or "" for part in cell.iter("{*}instrText")).strip()
        return formula if formula.startswith("=") else document.struck.left_of(before)
    return "\n".join(texts)


def _is_in_box(paragraph: Element, cell: Element) -> bool:
    """True for text that another form of the same thing (AlternateContent) holds as well."""
    return any(name_of(above) == "Fallback" for above in _above(paragraph, cell))


def _is_deleted(paragraph: Element, cell: Element) -> bool:
    return any(name_of(above) in ("del", "moveFrom") for above in _above(paragraph, cell))


def _above(element: Element, top: Element) -> Iterator[Element]:
    parent = element.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def _grown(slot: Slot, rows: int = 0, columns: int = 0) -> Slot:
    return Slot(slot.row, slot.column, slot.text, slot.row_span + rows, slot.column_span + columns)


def _span(properties: Element | None) -> int:
    found = None if properties is None else properties.find("{*}gridSpan")
    return min(max(_whole(found), 1), _MOST_COLUMNS)


def _whole(element: Element | None, name: str = "val") -> int:
    text = "" if element is None else attribute(element, name)
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _merged(properties: Element | None, name: str) -> str:
    """`restart` or `continue` for a merged cell, else empty."""
    found = None if properties is None else properties.find(f"{{*}}{name}")
    if found is None:
        return ""
    return "restart" if attribute(found, "val") == "restart" else "continue"


def _tell(document: _Document) -> None:
    flow = document.flow
    if document.begun:
        flow.add_paragraph(document.begun)
    if document.hidden:
        flow.note(document.hidden[0], "hidden", f"hidden text behind {named(document.hidden)} is left out")
    document.struck.tell(flow)
    if document.embedded:
        message = (
            f"objects of other programs stand behind {named(document.embedded)} and are not read. If one is a "
            "table, open it, copy it into the document as a table and save"
        )
        flow.note(document.embedded[0], "embedded", message)
    flow.tell_pictures(document.pictures)
