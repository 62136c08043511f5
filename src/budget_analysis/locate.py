"""Which lines and grids are which form, and which lines are prose of which section.

Two kinds of source: where a reader gives grids, a form is a title line and the grids below it,
continuation pages joined; a text dump has lines only, and a form is the run of lines from its
title to the end of its note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from . import specs, terms
from .reading import Grid, Line, Problem, Reading
from .specs import FormSpec

_FORM_NO = re.compile(r"(?:公开|附|决算)?\d{1,2}表|表\d{1,2}|附表\d{1,2}")
_UNIT = re.compile(r"(?:金额)?单位[::](亿元|万元|千元|元)")
_DEPARTMENT = re.compile(r"(?:编制)?(?:部门|单位)(?:名称)?[::](.+)")
_FOLIO = re.compile(r"[-—–·.\s]*(?:第)?\d{1,3}(?:页)?(?:[/,]?共?\d{1,3}页?)?[-—–·.\s]*")
_YEAR = re.compile(r"(\d{4})年度?")
_NOTE = re.compile(r"注[::]|备注[::]|注\d[.、]")
_STATEMENT = re.compile(r"说明[::]")


@dataclass(frozen=True)
class RawForm:
    """One standard form as located: its spec, what is printed around it, its lines or grids."""

    spec: FormSpec
    title: str
    page: int
    form_no: str = ""
    department: str = ""
    unit: str = ""
    note: str = ""
    statement: str = ""
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()

    @property
    def pages(self) -> list[int]:
        lines = {line.page for line in self.lines}
        grids = {grid.page for grid in self.grids}
        return sorted({self.page} | lines | grids)


@dataclass(frozen=True)
class Located:
    """A document taken apart."""

    forms: tuple[RawForm, ...]
    announced: dict[str, int]
    """Form to the page of a title that no form follows (a contents page)."""
    prose: tuple[Line, ...]
    unknown: tuple[Grid, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading of the prose."""

    id: str
    zh: str
    en: str
    titles: frozenset[str]
    needs_ordinal: bool = False


@dataclass
class _Open:
    """A form while its lines are still being collected."""

    raw: RawForm
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    statement: list[str] = field(default_factory=list)
    tail: str = ""

    def close(self) -> RawForm:
        return replace(
            self.raw,
            lines=tuple(self.lines),
            grids=tuple(self.grids),
            note="".join(self.note),
            statement="".join(self.statement),
        )


def locate_forms(reading: Reading) -> Located:
    """Find the standard forms of a document; what is left is prose and unknown tables.

    A title that stands twice gives one form and a problem; a title without a table below it is
    an announcement (contents page, prose).
    """
    lines = drop_page_furniture(reading)
    if reading.grids:
        from .gridforms import locate_in_grids  # noqa: PLC0415

        return locate_in_grids(reading, lines)
    return _locate_in_lines(lines)


def department_of(lines: Sequence[Line], forms: Sequence[RawForm]) -> str:
    """The department as printed above the forms, else as in the heading of the account."""
    printed = Counter(form.department for form in forms if form.department)
    if printed:
        return printed.most_common(1)[0][0]
    for index, line in enumerate(lines):
        for text in (line.text, "".join(part.text for part in lines[index : index + 3])):
            match = re.match(r"(.+?)\d{4}年度?(?:部门|单位)?决算", terms.fold(text))
            if match:
                _, name = terms.split_ordinal(match[1])
                return name
    return ""


def fiscal_year_of(lines: Sequence[Line], forms: Sequence[RawForm]) -> int | None:
    """The year that titles and headings name most often."""
    texts = [form.title for form in forms] + [
        line.text for line in lines if "决算" in terms.fold(line.text)
    ]
    years = Counter(int(year) for text in texts for year in _YEAR.findall(terms.fold(text)))
    return years.most_common(1)[0][0] if years else None


def drop_page_furniture(reading: Reading) -> list[Line]:
    """The lines without printed page numbers and without heads repeated on most pages."""
    first_and_last: dict[int, list[Line]] = {}
    for line in reading.lines:
        first_and_last.setdefault(line.page, []).append(line)
    heads = Counter(terms.fold(group[0].text) for group in first_and_last.values())
    repeated = {text for text, count in heads.items() if count >= 3 and count * 2 > reading.pages}
    dropped: set[tuple[int, int]] = set()
    if reading.reader == "text":
        return list(reading.lines)
    for group in first_and_last.values():
        for line in (group[0], group[-1]):
            if _FOLIO.fullmatch(terms.fold(line.text)):
                dropped.add((line.page, line.number))
        if terms.fold(group[0].text) in repeated:
            dropped.add((group[0].page, group[0].number))
    return [line for line in reading.lines if (line.page, line.number) not in dropped]


@cache
def sections() -> tuple[Section, ...]:
    """The sections that `specs/sections.toml` knows, in its order."""
    data = specs.load("sections.toml")
    return tuple(
        Section(
            entry["id"],
            entry["zh"],
            entry["en"],
            frozenset(_core(title) for title in entry["titles"]),
            entry.get("needs_ordinal", False),
        )
        for entry in data["section"]
    )


def section_of(heading: str, department: str = "") -> Section | None:
    """The section that a heading line opens, None where the line is no known heading."""
    ordinal, rest = terms.split_ordinal(heading)
    if not ordinal or len(rest) > 60:
        return None
    core = _core(rest.rstrip("。.:"), department)
    for section in sections():
        if core in section.titles:
            return section
    return None


def _core(title: str, department: str = "") -> str:
    folded = terms.fold(title)
    years = list(_YEAR.finditer(folded))
    if years:
        folded = folded[years[-1].end() :]
    if department:
        folded = folded.replace(terms.fold(department), "")
    for filler in specs.load("sections.toml")["fillers"]:
        folded = folded.replace(terms.fold(filler), "")
    return folded


def form_titled(text: str) -> FormSpec | None:
    """The form whose title this line is, None for any other line."""
    return specs.titles().get(specs.fold_title(text))


def _locate_in_lines(lines: list[Line]) -> Located:
    starts: list[tuple[int, int, FormSpec]] = []
    announced: dict[str, int] = {}
    problems: list[Problem] = []
    for index, line in enumerate(lines):
        spec, length = _title_at(lines, index)
        if spec is None:
            continue
        if _is_followed_by_header(lines, index + length, spec):
            starts.append((index, length, spec))
        else:
            announced.setdefault(spec.id, line.page)
    forms: list[RawForm] = []
    taken: set[int] = set()
    for position, (index, length, spec) in enumerate(starts):
        limit = starts[position + 1][0] if position + 1 < len(starts) else len(lines)
        end = _end_of_form(lines, index + length, limit)
        taken.update(range(index, end))
        title = "".join(line.text.strip() for line in lines[index : index + length])
        form = _collect(lines[index + length : end], RawForm(spec, title, lines[index].page))
        if any(known.spec.id == spec.id for known in forms):
            problems.append(_found_twice(form, forms))
        else:
            forms.append(form)
    prose = tuple(line for index, line in enumerate(lines) if index not in taken)
    return Located(tuple(forms), announced, prose, (), tuple(problems))


def _found_twice(form: RawForm, forms: Sequence[RawForm]) -> Problem:
    first = next(known for known in forms if known.spec.id == form.spec.id)
    message = (
        f'"{form.title}" stands on page {form.page}, but form {form.spec.id} was already found '
        f'on page {first.page} ("{first.title}"); the first is kept. If both are printed, '
        "record it in docs/data_issues.md; if they are different forms, add the title to specs/."
    )
    return Problem(form.page, form.spec.id, "form", message)


def _title_at(lines: Sequence[Line], index: int) -> tuple[FormSpec | None, int]:
    """A title on this line, or broken over this line and the next."""
    spec = form_titled(lines[index].text)
    if spec is not None:
        return spec, 1
    if index + 1 < len(lines) and lines[index].page == lines[index + 1].page:
        spec = form_titled(lines[index].text + lines[index + 1].text)
        if spec is not None and form_titled(lines[index + 1].text) is None:
            return spec, 2
    return None, 0


def _is_followed_by_header(lines: Sequence[Line], start: int, spec: FormSpec) -> bool:
    """True where the next lines, up to another title, hold at least two header words."""
    text = ""
    for index in range(start, min(start + 25, len(lines))):
        if _title_at(lines, index)[0] is not None:
            break
        text += terms.fold(lines[index].text)
    words = {
        column.name
        for group in spec.groups
        for column in group.columns
        if any(header in text for header in column.headers)
    }
    return len(words) >= 2


def _end_of_form(lines: Sequence[Line], start: int, limit: int) -> int:
    """A form ends before a section's heading, or on the page break that follows its note."""
    note_page: int | None = None
    for index in range(start, limit):
        line = lines[index]
        if section_of(line.text) is not None:
            return index
        if note_page is not None and line.page != note_page:
            return index
        folded = terms.fold(line.text)
        if _NOTE.match(folded) or _STATEMENT.match(folded):
            note_page = line.page
    return limit


def _collect(lines: Sequence[Line], raw: RawForm) -> RawForm:
    """Take number, department, unit and notes off the lines of a form; the rest is its body."""
    opened = _Open(raw)
    for line in lines:
        if not read_surroundings(opened, line):
            opened.lines.append(line)
    return opened.close()


def read_surroundings(opened: _Open, line: Line) -> bool:
    """Take in a line that stands around a form's table; False where it is none of these."""
    text = line.text.strip()
    folded = terms.fold(text)
    if _NOTE.match(folded):
        opened.note.append(_joined(text))
        opened.tail = "note"
        return True
    if _STATEMENT.match(folded):
        opened.statement.append(_joined(text))
        opened.tail = "statement"
        return True
    if opened.tail:
        (opened.note if opened.tail == "note" else opened.statement).append(_joined(text))
        return True
    taken = False
    unit = _UNIT.search(folded)
    rest = folded
    if unit:
        opened.raw = replace(opened.raw, unit=unit[1])
        rest = folded.replace(unit.group(), "")
        taken = True
    department = _DEPARTMENT.fullmatch(rest)
    if department:
        name = text.split("单位：")[0] if unit else text
        name = re.split(r"[:：]", name, maxsplit=1)[-1]
        opened.raw = replace(opened.raw, department="".join(name.split()))
        taken = True
    number = _FORM_NO.fullmatch(rest) or _FORM_NO.match(rest)
    if number and (taken or len(rest) <= 8):
        opened.raw = replace(opened.raw, form_no=number.group())
        taken = True
    return taken


def _joined(text: str) -> str:
    """Words of Chinese text without the spaces that a dump puts between them."""
    return "".join(text.split())
