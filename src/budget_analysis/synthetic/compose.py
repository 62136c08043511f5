"""An account set page by page: cover, contents, prose, forms in their order."""

from __future__ import annotations

from dataclasses import dataclass

from .model import FormTruth, ParagraphTruth, Section, Table
from .pages import (
    MARGIN_X,
    MARGIN_TOP,
    MARGIN_BOTTOM,
    NOT_AT_LINE_START,
    NOT_AT_LINE_END,
    HANGING,
    Text,
    text_width,
    is_digit,
    runs_of,
    gap_between,
)
from .printed import numeral
from .set_tables import Tables

@dataclass(frozen=True)
class Composer(Tables):
    """Sets an account page by page."""

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
                start = MARGIN_X + text_width(text, size) + 4
                stop = end - text_width(number, size) - 4
                dots = "." * max(0, int((stop - start) / text_width(".", size)))
                self._put(page, start, y, size, dots)
                self._put(page, end - text_width(number, size), y, size, number)

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
                self._put(page, (page.width - text_width(text, 9)) / 2, 44, 9, text)
            if self.style.folio != "none":
                text = f"- {number} -" if self.style.folio == "dashes" else str(number)
                self._put(page, (page.width - text_width(text, 10)) / 2, page.height - 34, 10, text)

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
        runs = runs_of(line)
        gaps = sum(gap_between(*pair) for pair in zip(runs, runs[1:], strict=False))
        return text_width(line, size) + gaps * self.style.typography.gap * size

    def _set_line(self, line: str, x: float, size: float, stretch: float) -> None:
        """One line of prose; digits may stand on a baseline of their own."""
        runs = runs_of(line)
        for run, following in zip(runs, [*runs[1:], ""], strict=True):
            shift = self.style.digit_shift if is_digit(run[0]) else 0.0
            baseline = self.y + size - shift
            self.page.texts.append(Text(x, baseline, size, run, stretch))
            gap = self.style.typography.gap * size * gap_between(run, following)
            x += text_width(run, size) + len(run) * stretch + gap

    def _fill(self, text: str, size: float, width: float) -> list[str]:
        """Lines of prose: numbers stay whole, no closing mark begins a line, commas may hang."""
        pieces: list[str] = []
        for run in runs_of(text):
            pieces += [run] if is_digit(run[0]) else list(run)
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
