"""Tables set on pages: columns, rows, rules, breaks; where every figure came to stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .model import (
    AccountModel,
    Cell,
    Figure,
    FormModel,
    FormTruth,
    ParagraphTruth,
    Rendered,
    Row,
    Table,
    Truth,
)
from .pages import (
    A4,
    MARGIN_X,
    MARGIN_TOP,
    MARGIN_BOTTOM,
    SMALLEST,
    joined,
    broken,
    Text,
    Page,
    Strip,
    text_width,
    wrap,
    is_number,
)
from .style import Style

@dataclass(frozen=True)
class Sheets:
    """The pages of an account while they are set, and what they hold."""

    model: AccountModel
    style: Style
    pages: list[Page] = field(default_factory=list)
    figures: list[Truth] = field(default_factory=list)
    forms: list[FormTruth] = field(default_factory=list)
    paragraphs: list[ParagraphTruth] = field(default_factory=list)
    cursor: list[float] = field(default_factory=lambda: [0.0])

    def rendered(self) -> Rendered:
        return Rendered(len(self.pages), tuple(self.figures), tuple(self.forms), tuple(self.paragraphs))

    def _new_page(self, landscape: bool = False) -> Page:
        width, height = reversed(A4) if landscape else A4
        self.pages.append(Page(width, height))
        self.cursor[0] = MARGIN_TOP
        return self.pages[-1]

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def y(self) -> float:
        return self.cursor[0]

    def _advance_by(self, height: float) -> None:
        self.cursor[0] += height

    def _room(self) -> float:
        return self.page.height - MARGIN_BOTTOM - self.y

    # Single lines

    def _put(self, page: Page, x: float, baseline: float, size: float, text: str) -> None:
        if text.strip():
            page.texts.append(Text(x, baseline, size, text))

    def _centred(self, text: str, size: float, leading: float) -> None:
        width = self.page.width - 2 * MARGIN_X
        for line in wrap(text, size, width):
            x = (self.page.width - text_width(line, size)) / 2
            self._put(self.page, x, self.y + size, size, line)
            self._advance_by(leading)


@dataclass(frozen=True)
class Tables(Sheets):
    """Sets forms and other tables."""

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
            self._put(self.page, right - text_width(form.form_no, size), self.y + size, size, form.form_no)
            self._advance_by(15)
        self._put(self.page, left + 2, self.y + size, size, form.above[0])
        self._put(self.page, right - 20 - text_width(form.above[1], size), self.y + size, size, form.above[1])
        self._advance_by(15)
        self._place_table(form.table, form, is_form=True)
        is_open = self.style.page_break == "empty_row" and form.state != "declared_empty"
        if is_open:
            self._empty_row_page(form)
        for note in () if is_open else form.notes:
            for line in wrap(note, 9.5, right - left):
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
        strip = Strip(tuple((Cell("", i), ("",)) for i in range(len(columns) - 1)), 14.0)
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
                part, body = broken(body, count)
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
                if cell.align == "amount" or is_number(cell.text):
                    room = columns[cell.column + cell.column_span] - columns[cell.column]
                    needed = text_width(cell.text, 1.0)
                    if needed and size * needed > room - 1.5 * padding:
                        size = max(SMALLEST, (room - 1.5 * padding) / needed)
        return size

    def _strips(self, rows: Iterable[Row], columns: Sequence[float], size: float) -> list[Strip]:
        program = self.style.typography
        strips = []
        for row in rows:
            set_cells = tuple((cell, self._lines(cell, columns, size)) for cell in row)
            heights = [
                len(lines) * self._leading(size) + 2 * min(program.padding, 4.0)
                for cell, lines in set_cells
                if cell.row_span == 1
            ]
            strips.append(Strip(set_cells, max([program.row_height, *heights])))
        return strips

    def _lines(self, cell: Cell, columns: Sequence[float], size: float) -> tuple[str, ...]:
        if cell.align == "amount" or is_number(cell.text):
            return (cell.text,)
        padding = self._padding
        room = columns[cell.column + cell.column_span] - columns[cell.column] - 1.6 * padding
        return wrap(cell.text, size, room)

    def _leading(self, size: float) -> float:
        program = self.style.typography
        return program.leading * size / program.font_size

    def _fit_spans(
        self, strips: list[Strip], header: int, columns: Sequence[float], size: float
    ) -> list[Strip]:
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
        self, strips: Sequence[Strip], columns: Sequence[float], repeated: int, size: float
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
            width = text_width(line, size)
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
        for r, c0, c1 in joined(across, is_whole):
            stroke = program.frame_width if r in (0, len(edges) - 1) else program.line_width
            page.lines.append((columns[c0], edges[r], columns[c1], edges[r], stroke))
        for c, r0, r1 in joined({(c, r) for r, c in down}, is_whole):
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
