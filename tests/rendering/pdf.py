"""Draws an account model as a PDF, and says where every figure, form and paragraph came to stand.

First the pages are composed (texts, lines and rectangles, measured from the top left of the
visible page), then they are drawn. What the composing knows is the truth of the drawing.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path

import pypdfium2
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from .layouts import numeral
from .model import (
    AccountModel,
    Cell,
    Figure,
    FormModel,
    FormTruth,
    ParagraphTruth,
    Rendered,
    Row,
    Section,
    Table,
    Truth,
)
from .style import Style

A4 = (595.28, 841.89)
MARGIN_X, MARGIN_TOP, MARGIN_BOTTOM = 56.0, 76.0, 64.0
FONT = "account"
SMALLEST = 5.0
EMPTY_ROW = 9.0
"""Height of the rest of a row that ran over the page end."""
NOT_AT_LINE_START = set("，。；：、！？”’）》％%】)")
NOT_AT_LINE_END = set("（“‘《【(")
HANGING = set("，。；：、")
MARKS = NOT_AT_LINE_START | NOT_AT_LINE_END


def render(model: AccountModel, style: Style, path: Path | str) -> Rendered:
    """Draw the account into `path` and return what a reader must find in it."""
    composer = _Composer(model, style)
    composer.compose()
    _draw(composer.pages, model, style, Path(path))
    return composer.rendered()


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    baseline: float
    size: float
    text: str
    spacing: float = 0.0


@dataclass
class _Page:
    """What is drawn on one page; y runs down from the top of the visible page."""

    width: float
    height: float
    texts: list[_Text] = field(default_factory=list)
    lines: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    """x0, y0, x1, y1 and the width of the stroke"""
    rectangles: list[tuple[float, float, float, float]] = field(default_factory=list)
    """thin filled ones"""
    frames: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    """x0, y0, x1, y1 and the width of the stroke around a cell"""


@dataclass(frozen=True)
class _Strip:
    """One row of a table as it is set: each cell with its lines of text."""

    cells: tuple[tuple[Cell, tuple[str, ...]], ...]
    height: float


# Measuring text


@cache
def _font() -> None:
    found = [file for file in metadata.files("zhplot") or () if file.name == "NotoSansSC-Regular.ttf"]
    if not found:
        raise FileNotFoundError("zhplot holds no NotoSansSC-Regular.ttf: install zhplot==1.0.0")
    pdfmetrics.registerFont(TTFont(FONT, str(found[0].locate())))


@cache
def _advance(character: str) -> float:
    """Width of a character in em."""
    _font()
    return float(pdfmetrics.stringWidth(character, FONT, 1.0))


def _width(text: str, size: float) -> float:
    return sum(map(_advance, text)) * size


def _wrap(text: str, size: float, width: float) -> tuple[str, ...]:
    """Lines of a cell: broken anywhere, also within words, as programs break Chinese."""
    lines: list[str] = []
    line, used = "", 0.0
    for character in text:
        step = _advance(character) * size
        if line.strip() and used + step > width:
            lines.append(line)
            line, used = "", 0.0
        line += character
        used += step
    return (*lines, line)


def _is_digit(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,%-")


def _is_number(text: str) -> bool:
    """Codes, line numbers and amounts, which no program breaks over lines."""
    return bool(text) and all(character in "0123456789.,-" for character in text)


def _runs(text: str) -> list[str]:
    """A text cut where Chinese and digits meet."""
    runs: list[str] = []
    for character in text:
        if runs and _is_digit(runs[-1][-1]) == _is_digit(character):
            runs[-1] += character
        else:
            runs.append(character)
    return runs


def _gap_between(run: str, following: str) -> bool:
    """Programs set digits apart from Chinese characters, not from Chinese marks."""
    return bool(following) and run[-1] not in MARKS and following[0] not in MARKS


@dataclass(frozen=True)
class _Composer:
    """Sets an account page by page."""

    model: AccountModel
    style: Style
    pages: list[_Page] = field(default_factory=list)
    figures: list[Truth] = field(default_factory=list)
    forms: list[FormTruth] = field(default_factory=list)
    paragraphs: list[ParagraphTruth] = field(default_factory=list)
    cursor: list[float] = field(default_factory=lambda: [0.0])

    def rendered(self) -> Rendered:
        return Rendered(len(self.pages), tuple(self.figures), tuple(self.forms), tuple(self.paragraphs))

    # The order of the parts

    def compose(self) -> None:
        style, model = self.style, self.model
        self._cover()
        contents = len(self.pages)
        if style.contents != "none":
            self._new_page()
        for section in model.front:
            self._section(section)
        self._forms_heading()
        for number, form in enumerate(model.forms):
            self._form(form, number)
        for form_id, title in model.missing:
            self.forms.append(FormTruth(form_id, title, "", "missing", ()))
        for section in model.sections:
            self._section(section)
        if style.contents != "none":
            self._contents(contents)
        self._heads_and_folios()

    def _new_page(self, landscape: bool = False) -> _Page:
        width, height = reversed(A4) if landscape else A4
        self.pages.append(_Page(width, height))
        self.cursor[0] = MARGIN_TOP
        return self.pages[-1]

    @property
    def page(self) -> _Page:
        return self.pages[-1]

    @property
    def y(self) -> float:
        return self.cursor[0]

    def _advance_by(self, height: float) -> None:
        self.cursor[0] += height

    def _room(self) -> float:
        return self.page.height - MARGIN_BOTTOM - self.y

    # Single lines

    def _put(self, page: _Page, x: float, baseline: float, size: float, text: str) -> None:
        if text.strip():
            page.texts.append(_Text(x, baseline, size, text))

    def _centred(self, text: str, size: float, leading: float) -> None:
        width = self.page.width - 2 * MARGIN_X
        for line in _wrap(text, size, width):
            x = (self.page.width - _width(line, size)) / 2
            self._put(self.page, x, self.y + size, size, line)
            self._advance_by(leading)

    def _cover(self) -> None:
        self._new_page()
        self._advance_by(150)
        for text in (self.model.department, f"{self.model.year}年度部门决算"):
            self._centred(text, 26, 48)

    def _forms_heading(self) -> None:
        """The heading of the part with the forms, on a page of its own where the style says so."""
        if not self.style.part_page:
            return
        self._new_page()
        self._advance_by(200)
        self._centred(self._part_title(), 18, 34)

    def _part_title(self) -> str:
        if self.model.layout == "mof":
            return f"第二部分 {self.model.department}{self.model.year}年度部门决算表"
        return f"二、{self.model.year}年度部门决算公开表"

    def _contents(self, index: int) -> None:
        """A contents page that repeats every title; some name the pages behind dots."""
        page, size = self.pages[index], 14.0
        y = MARGIN_TOP + size
        self._put(page, (page.width - 3 * size) / 2, y, size + 2, "目 录")
        entries = self._entries()
        leading = min(26.0, (page.height - MARGIN_TOP - MARGIN_BOTTOM - 40) / len(entries))
        size = min(size, leading * 0.7)
        y += 12
        for text, begin in entries:
            y += leading
            self._put(page, MARGIN_X, y, size, text)
            if self.style.contents == "leaders" and begin is not None:
                end = page.width - MARGIN_X
                number = str(begin)
                start = MARGIN_X + _width(text, size) + 4
                stop = end - _width(number, size) - 4
                dots = "." * max(0, int((stop - start) / _width(".", size)))
                self._put(page, start, y, size, dots)
                self._put(page, end - _width(number, size), y, size, number)

    def _entries(self) -> list[tuple[str, int | None]]:
        """What the contents page lists, and the page where each begins."""
        begins = {form.form: form.pages[0] for form in self.forms if form.pages}
        titles: list[tuple[str, int | None]] = [
            (f"{numeral(number)}、{title}", begins.get(form))
            for number, (form, title) in enumerate(self.model.announced, start=1)
        ]
        listed = {section.title for section in (*self.model.front, *self.model.sections) if section.level < 2}
        headings = [
            (heading.text, heading.page)
            for heading in self.paragraphs
            if heading.is_heading and heading.text in listed
        ]
        first_form = min(begins.values())
        return [
            *(entry for entry in headings if entry[1] < first_form),
            (self._part_title(), None),
            *titles,
            *(entry for entry in headings if entry[1] >= first_form),
        ]

    def _heads_and_folios(self) -> None:
        for number, page in enumerate(self.pages, start=1):
            if self.style.page_head and number > 1:
                text = f"{self.model.department}{self.model.year}年度部门决算"
                self._put(page, (page.width - _width(text, 9)) / 2, 44, 9, text)
            if self.style.folio != "none":
                text = f"- {number} -" if self.style.folio == "dashes" else str(number)
                self._put(page, (page.width - _width(text, 10)) / 2, page.height - 34, 10, text)

    # Prose

    def _section(self, section: Section) -> None:
        size, leading = self.style.typography.prose_size, self.style.typography.prose_leading
        if section.level == 0:
            self._new_page()
            self._note_paragraph(section.title, section.title, True)
            self._centred(section.title, size + 2, leading * 1.2)
            self._advance_by(leading * 0.4)
        elif section.title:
            self._paragraph(section.title, section.title, True)
        name = section.title or self.paragraphs[-1].section
        for paragraph in section.paragraphs:
            if isinstance(paragraph, Table):
                self._place_table(paragraph, None, is_form=False)
                self._advance_by(leading * 0.4)
            else:
                self._paragraph(name, paragraph, False)

    def _note_paragraph(self, section: str, text: str, is_heading: bool) -> None:
        self.paragraphs.append(ParagraphTruth(section, text, is_heading, len(self.pages)))

    def _paragraph(self, section: str, text: str, is_heading: bool) -> None:
        """A paragraph with indented first line; it runs on over the page end."""
        program = self.style.typography
        size, leading = program.prose_size, program.prose_leading
        x0, x1 = MARGIN_X + 6, self.page.width - MARGIN_X - 6
        lines = self._fill(text, size, x1 - x0)
        for number, line in enumerate(lines):
            if self._room() < leading:
                self._new_page()
            if number == 0:
                self._note_paragraph(section, text, is_heading)
            indent = 2 * size if number == 0 else 0.0
            slack = x1 - x0 - indent - self._line_width(line, size)
            is_last = number == len(lines) - 1
            stretch = slack / max(len(line) - 1, 1) if program.justified and not is_last else 0.0
            self._set_line(line, x0 + indent, size, min(max(stretch, -0.6), 2.0))
            self._advance_by(leading)

    def _line_width(self, line: str, size: float) -> float:
        runs = _runs(line)
        gaps = sum(_gap_between(*pair) for pair in zip(runs, runs[1:], strict=False))
        return _width(line, size) + gaps * self.style.typography.gap * size

    def _set_line(self, line: str, x: float, size: float, stretch: float) -> None:
        """One line of prose; digits may stand on a baseline of their own."""
        runs = _runs(line)
        for run, following in zip(runs, [*runs[1:], ""], strict=True):
            shift = self.style.digit_shift if _is_digit(run[0]) else 0.0
            baseline = self.y + size - shift
            self.page.texts.append(_Text(x, baseline, size, run, stretch))
            gap = self.style.typography.gap * size * _gap_between(run, following)
            x += _width(run, size) + len(run) * stretch + gap

    def _fill(self, text: str, size: float, width: float) -> list[str]:
        """Lines of prose: numbers stay whole, no closing mark begins a line, commas may hang."""
        pieces: list[str] = []
        for run in _runs(text):
            pieces += [run] if _is_digit(run[0]) else list(run)
        lines: list[str] = []
        line = ""
        for i, piece in enumerate(pieces):
            room = width - (2 * size if not lines else 0.0)
            fits = self._line_width(line + piece, size) <= room
            hangs = piece in HANGING and self._line_width(line, size) <= room
            follows = i + 1 < len(pieces) and pieces[i + 1][0] in NOT_AT_LINE_START - HANGING
            if follows and fits and not hangs:
                fits = self._line_width(line + piece + pieces[i + 1], size) <= room
            if line and not (fits or hangs or piece[0] in NOT_AT_LINE_START):
                carried = ""
                while line[-1] in NOT_AT_LINE_END:
                    carried, line = line[-1] + carried, line[:-1]
                lines.append(line)
                line = carried
            line += piece
        return [*lines, line]

    # Forms

    def _form(self, form: FormModel, number: int) -> None:
        self._new_page(form.landscape)
        if number == 0 and not self.style.part_page:
            self._centred(f"{self.model.department}{self.model.year}年度部门决算表", 16, 30)
        self._centred(form.title, 13, 21)
        begin = len(self.pages)
        size = 10.0
        left, right = MARGIN_X, self.page.width - MARGIN_X
        if form.form_no and not form.title.startswith(form.form_no):
            self._put(self.page, right - _width(form.form_no, size), self.y + size, size, form.form_no)
            self._advance_by(15)
        self._put(self.page, left + 2, self.y + size, size, form.above[0])
        self._put(self.page, right - 20 - _width(form.above[1], size), self.y + size, size, form.above[1])
        self._advance_by(15)
        self._place_table(form.table, form, is_form=True)
        is_open = self.style.page_break == "empty_row" and form.state != "declared_empty"
        if is_open:
            self._empty_row_page(form)
        for note in () if is_open else form.notes:
            for line in _wrap(note, 9.5, right - left):
                if self._room() < 14:
                    self._new_page(form.landscape)
                self._put(self.page, left, self.y + 11, 9.5, line)
                self._advance_by(14)
        pages = tuple(range(begin, len(self.pages) + 1))
        form_no = form.form_no or (form.title.split()[0] if form.title.startswith("公开") else "")
        self.forms.append(FormTruth(form.form, form.title, form_no, form.state, pages))

    def _empty_row_page(self, form: FormModel) -> None:
        """A page that holds nothing but one empty row of the form."""
        columns = self._columns(form.table)
        self._new_page(form.landscape)
        strip = _Strip(tuple((Cell("", i), ("",)) for i in range(len(columns) - 1)), 14.0)
        self._draw_strips([strip], columns, 0, 9.0)

    # Tables

    @property
    def _padding(self) -> float:
        """Room beside the text of a cell; where no line parts the columns, distance must."""
        padding = self.style.typography.padding
        return max(padding, 5.0) if self.style.frame == "none" else padding

    def _columns(self, table: Table) -> list[float]:
        """The edges of the columns."""
        left, right = MARGIN_X, self.page.width - MARGIN_X
        edges = [left]
        for width in table.widths:
            edges.append(edges[-1] + (right - left) * width / sum(table.widths))
        return edges

    def _place_table(self, table: Table, form: FormModel | None, is_form: bool) -> None:
        program, style = self.style.typography, self.style
        columns = self._columns(table)
        size = self._table_size(table, columns)
        header = self._strips(table.header, columns, size)
        body = self._strips(table.body, columns, size)
        header = self._fit_spans([*header, *body], len(header), columns, size)[: len(header)]
        height = sum(strip.height for strip in header)
        if not is_form and self._room() < height + 2 * program.row_height:
            self._new_page()
        block, first = list(header), True
        limit = style.rows_per_page if is_form else 0
        while body:
            room = self._room() - sum(strip.height for strip in block)
            count, used = 0, 0.0
            while count < len(body) and used + body[count].height <= room:
                if limit and count >= limit:
                    break
                used += body[count].height
                count += 1
            count = max(count, 1)
            if count < len(body) and style.page_break == "split_row" and is_form:
                part, body = _broken(body, count)
            else:
                part, body = body[:count], body[count:]
            clip = 0 if first else len(block)
            self._draw_strips([*block, *part], columns, clip, size)
            first = False
            if body:
                self._new_page(form.landscape if form else False)
                block = list(header) if style.page_break == "repeat_header" else []

    def _table_size(self, table: Table, columns: Sequence[float]) -> float:
        """The font size: smaller than the program's where an amount or a code would not fit."""
        size, padding = self.style.typography.font_size, self._padding
        for row in table.body:
            for cell in row:
                if cell.align == "amount" or _is_number(cell.text):
                    room = columns[cell.column + cell.column_span] - columns[cell.column]
                    needed = _width(cell.text, 1.0)
                    if needed and size * needed > room - 1.5 * padding:
                        size = max(SMALLEST, (room - 1.5 * padding) / needed)
        return size

    def _strips(self, rows: Iterable[Row], columns: Sequence[float], size: float) -> list[_Strip]:
        program = self.style.typography
        strips = []
        for row in rows:
            set_cells = tuple((cell, self._lines(cell, columns, size)) for cell in row)
            heights = [
                len(lines) * self._leading(size) + 2 * min(program.padding, 4.0)
                for cell, lines in set_cells
                if cell.row_span == 1
            ]
            strips.append(_Strip(set_cells, max([program.row_height, *heights])))
        return strips

    def _lines(self, cell: Cell, columns: Sequence[float], size: float) -> tuple[str, ...]:
        if cell.align == "amount" or _is_number(cell.text):
            return (cell.text,)
        padding = self._padding
        room = columns[cell.column + cell.column_span] - columns[cell.column] - 1.6 * padding
        return _wrap(cell.text, size, room)

    def _leading(self, size: float) -> float:
        program = self.style.typography
        return program.leading * size / program.font_size

    def _fit_spans(
        self, strips: list[_Strip], header: int, columns: Sequence[float], size: float
    ) -> list[_Strip]:
        """Make the last row of a tall merged header cell high enough for its text."""
        for i in range(header):
            for cell, lines in strips[i].cells:
                last = min(i + cell.row_span, header) - 1
                have = sum(strip.height for strip in strips[i : last + 1])
                need = len(lines) * self._leading(size) + 4
                if need > have:
                    strips[last] = replace(strips[last], height=strips[last].height + need - have)
        return strips

    def _draw_strips(
        self, strips: Sequence[_Strip], columns: Sequence[float], repeated: int, size: float
    ) -> None:
        """Draw rows at the cursor; the first `repeated` are a header that is printed again."""
        edges = [self.y]
        for strip in strips:
            edges.append(edges[-1] + strip.height)
        boxes: list[tuple[int, int, int, int]] = []
        for i, strip in enumerate(strips):
            for cell, lines in strip.cells:
                limit = repeated if i < repeated else len(strips)
                last = min(i + cell.row_span, limit)
                boxes.append((i, cell.column, last, cell.column + cell.column_span))
                box = (columns[cell.column], edges[i], columns[cell.column + cell.column_span], edges[last])
                self._set_cell(cell, lines, box, size)
                if cell.figure is not None:
                    self._note_figure(cell.figure, box)
        self._rule(boxes, columns, edges)
        self.cursor[0] = edges[-1]

    def _set_cell(
        self, cell: Cell, lines: Sequence[str], box: tuple[float, float, float, float], size: float
    ) -> None:
        x0, y0, x1, y1 = box
        padding = self._padding
        leading = self._leading(size)
        align = cell.align
        if align == "amount":
            align = self.style.align
        top = (y0 + y1 - len(lines) * leading) / 2
        for i, line in enumerate(lines):
            width = _width(line, size)
            x = (x0 + x1 - width) / 2
            if align == "left":
                x = x0 + padding
            elif align == "right":
                x = max(x0 + 0.5, x1 - padding - width)
            self._put(self.page, x, top + i * leading + leading / 2 + 0.36 * size, size, line)

    def _note_figure(self, figure: Figure, box: tuple[float, float, float, float]) -> None:
        self.figures.append(
            Truth(
                form=figure.form,
                role=figure.role,
                measure=figure.measure,
                printed=figure.printed,
                state=figure.state,
                page=len(self.pages),
                box=box,
                label=figure.label,
                code=figure.code,
            )
        )

    def _rule(
        self,
        boxes: Sequence[tuple[int, int, int, int]],
        columns: Sequence[float],
        edges: Sequence[float],
    ) -> None:
        """Draw the lines of the cells: (row, column, end row, end column), as the style draws lines."""
        style, program, page = self.style, self.style.typography, self.page
        if style.frame == "none":
            return
        width = len(columns) - 1
        if style.ruling == "cells" and style.frame == "full":
            for r0, c0, r1, c1 in boxes:
                page.frames.append((columns[c0], edges[r0], columns[c1], edges[r1], program.line_width))
            return
        across = {(r, c) for r0, c0, r1, c1 in boxes for r in (r0, r1) for c in range(c0, c1)}
        down = {(r, c) for r0, c0, r1, c1 in boxes for r in range(r0, r1) for c in (c0, c1)}
        if style.frame == "open_sides":
            down = {(r, c) for r, c in down if 0 < c < width}
        if style.ruling == "rectangles":
            self._rule_rectangles(across, down, columns, edges)
            return
        is_whole = style.ruling == "strokes"
        for r, c0, c1 in _joined(across, is_whole):
            stroke = program.frame_width if r in (0, len(edges) - 1) else program.line_width
            page.lines.append((columns[c0], edges[r], columns[c1], edges[r], stroke))
        for c, r0, r1 in _joined({(c, r) for r, c in down}, is_whole):
            stroke = program.frame_width if c in (0, width) else program.line_width
            page.lines.append((columns[c], edges[r0], columns[c], edges[r1], stroke))

    def _rule_rectangles(
        self,
        across: set[tuple[int, int]],
        down: set[tuple[int, int]],
        columns: Sequence[float],
        edges: Sequence[float],
    ) -> None:
        """Thin filled rectangles per cell edge with a small square where they meet, as Word does."""
        half = self.style.typography.line_width / 2
        corners = {(r, c + d) for r, c in across for d in (0, 1)} | {
            (r + d, c) for r, c in down for d in (0, 1)
        }
        for r, c in sorted(corners):
            x, y = columns[c], edges[r]
            self.page.rectangles.append((x - half, y - half, x + half, y + half))
        for r, c in sorted(across):
            y = edges[r]
            self.page.rectangles.append((columns[c] + half, y - half, columns[c + 1] - half, y + half))
        for r, c in sorted(down):
            x = columns[c]
            self.page.rectangles.append((x - half, edges[r] + half, x + half, edges[r + 1] - half))


def _joined(edges: set[tuple[int, int]], is_whole: bool) -> list[tuple[int, int, int]]:
    """Unit edges (line, position) as (line, begin, end); neighbours joined where `is_whole`."""
    joined: list[tuple[int, int, int]] = []
    for line, position in sorted(edges):
        if is_whole and joined and joined[-1][0] == line and joined[-1][2] == position:
            joined[-1] = (line, joined[-1][1], position + 1)
        else:
            joined.append((line, position, position + 1))
    return joined


def _broken(body: list[_Strip], count: int) -> tuple[list[_Strip], list[_Strip]]:
    """Let a row run over the page end: half of a wrapped label, or an empty rest of the last row.

    Of the last rows that fit (`count` in all) the lowest wrapped one is broken.
    """
    for i in range(count - 1, max(0, count - 6), -1):
        tall = max(len(lines) for _, lines in body[i].cells)
        if tall == 1:
            continue
        keep = (tall + 1) // 2
        cells = body[i].cells
        upper = tuple((cell, lines[:keep] if len(lines) > 1 else lines) for cell, lines in cells)
        lower = tuple(
            (replace(cell, figure=None), lines[keep:] if len(lines) > 1 else ("",)) for cell, lines in cells
        )
        high = body[i].height * keep / tall
        rest = _Strip(lower, body[i].height - high)
        return [*body[:i], _Strip(upper, high)], [rest, *body[i + 1 :]]
    empty = tuple((replace(cell, figure=None), ("",)) for cell, _ in body[count - 1].cells)
    return body[:count], [_Strip(empty, EMPTY_ROW), *body[count:]]


# Drawing


def _draw(pages: Sequence[_Page], model: AccountModel, style: Style, path: Path) -> None:
    _font()
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(f"{model.department}{model.year}年度部门决算")
    canvas.setCreator(style.typography.creator)
    canvas.setProducer(style.typography.creator)
    dice = random.Random(style.seed)
    for page in pages:
        _draw_page(canvas, page, style, dice)
    canvas.save()
    if style.rotate or style.box != "plain":
        _set_boxes(buffer, pages, style, path)
    else:
        path.write_bytes(buffer.getvalue())


def _draw_page(canvas: Canvas, page: _Page, style: Style, dice: random.Random) -> None:
    """Draw one page so that it reads upright once it is turned, cropped and shifted."""
    dx, dy = _media_origin(style)
    width, height = (page.height, page.width) if style.rotate in (90, 270) else (page.width, page.height)
    canvas.setPageSize((width + dx, height + dy))
    canvas.translate(dx, dy)
    if style.rotate == 90:
        canvas.transform(0, 1, -1, 0, page.height, 0)
    elif style.rotate == 270:
        canvas.transform(0, -1, 1, 0, 0, page.width)
    for x0, y0, x1, y1 in page.rectangles:
        canvas.rect(x0, page.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    for x0, y0, x1, y1, stroke in page.lines:
        canvas.setLineWidth(stroke)
        canvas.line(x0, page.height - y0, x1, page.height - y1)
    for x0, y0, x1, y1, stroke in page.frames:
        canvas.setLineWidth(stroke)
        canvas.rect(x0, page.height - y1, x1 - x0, y1 - y0, stroke=1, fill=0)
    texts = list(page.texts)
    if style.scramble:
        dice.shuffle(texts)
    for text in texts:
        canvas.setFont(FONT, text.size)
        canvas.drawString(text.x, page.height - text.baseline, text.text, charSpace=text.spacing)
    canvas.showPage()


CROP = (36.0, 24.0, 30.0, 42.0)
"""What a CropBox cuts off: left, bottom, right, top."""
OFFSET = (120.0, -75.0)


def _media_origin(style: Style) -> tuple[float, float]:
    """How far the visible page lies from the origin of the page's own coordinates."""
    dx, dy = OFFSET if style.box in ("offset", "both") else (0.0, 0.0)
    return (dx + CROP[0], dy + CROP[1]) if style.box in ("crop", "both") else (dx, dy)


def _set_boxes(buffer: BytesIO, pages: Sequence[_Page], style: Style, path: Path) -> None:
    dx, dy = _media_origin(style)
    buffer.seek(0)
    with closing(pypdfium2.PdfDocument(buffer)) as document:
        for i, page in enumerate(pages):
            width, height = page.width, page.height
            if style.rotate in (90, 270):
                width, height = height, width
            with closing(document[i]) as target:
                visible = (dx, dy, dx + width, dy + height)
                if style.box in ("crop", "both"):
                    left, bottom, right, top = CROP
                    target.set_mediabox(
                        visible[0] - left, visible[1] - bottom, visible[2] + right, visible[3] + top
                    )
                    target.set_cropbox(*visible)
                else:
                    target.set_mediabox(*visible)
                target.set_rotation(style.rotate)
        document.save(str(path))
