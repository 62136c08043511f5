"""Forms in a text dump: a run of lines from the title to the end of the note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import terms
from ..reading import Grid, Line, Problem
from ..specs import FormSpec
from .repeated import fuller, goes_on, joined
from .sections import section_of
from .told_again import are_of_one, tells_other
from .surroundings import (
    NOTE,
    STATEMENT,
    Located,
    OpenForm,
    RawForm,
    told_apart,
    form_titled,
    is_continuation,
    is_row,
    read_surroundings,
    says_empty,
    shows_heads,
    title_at,
    titled,
)

_SENTENCE = re.compile(r"[一-龥]\d[\d,.]*(?:万元|亿元|元)[,。;]")
"""支出预算为65万元，支出决算为64.87万元: what no row of a form and no head says."""
_CELL = re.compile(r"\s-?\d[\d,.]*\s*$")
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}部分")
_LINES_BELOW = 4
"""Between a title and the sentence that its form is empty stand number, department and unit."""

def locate_in_lines(lines: list[Line]) -> Located:
    starts: list[tuple[int, int, FormSpec]] = []
    announced: dict[str, int] = {}
    problems: list[Problem] = []
    for index, line in enumerate(lines):
        spec, length = title_at(lines, index)
        if spec is None:
            continue
        if shows_heads(lines, index + length, spec) or _is_told_empty(lines[index + length : index + length + _LINES_BELOW]):
            starts.append((index, length, spec))
        else:
            announced.setdefault(spec.id, line.page)
    forms: list[RawForm] = []
    taken: set[int] = set()
    for position, (index, length, spec) in enumerate(starts):
        limit = starts[position + 1][0] if position + 1 < len(starts) else len(lines)
        end = _end_of_form(lines, index + length, limit, spec)
        taken.update(range(index, end))
        form = _collect(lines[index + length : end], titled(spec, lines[index : index + length]))
        known = next((n for n, known in enumerate(forms) if known.spec.id == form.spec.id), None)
        beside = told_apart(forms[known], form) if known is not None else None
        if known is not None and beside is not None:
            forms[known], form = beside
        elif known is not None and are_of_one(forms[known], form) and goes_on(forms[known], form):
            forms[known] = joined(forms[known], form)
            continue
        elif known is not None:
            forms[known], problem = fuller(forms[known], form)
            problems.append(problem)
            continue
        forms.append(form)
    prose = tuple(line for index, line in enumerate(lines) if index not in taken)
    return Located(tuple(forms), announced, prose, (), tuple(problems))


def _is_told_empty(lines: Sequence[Line]) -> bool:
    """True where a line below a title says that the form holds nothing: its table may not be printed at all."""
    return any(
        says_empty(terms.fold(line.text)) and not any(title_at(lines, above)[0] for above in range(number))
        for number, line in enumerate(lines)
    )


def _end_of_form(lines: Sequence[Line], start: int, limit: int, spec: FormSpec) -> int:
    """A form ends before a section's heading, behind its note also one without a number, or on the page break that follows its note."""
    note_page: int | None = None
    for index in range(start, limit):
        line = lines[index]
        if section_of(line.text) is not None and not is_row(spec, lines, index):
            return index
        if note_page is not None and (line.page != note_page or _is_heading(line) and not any(is_row(spec, lines, behind) for behind in range(index, limit))):
            return index
        folded = terms.fold(line.text)
        if note_page is None and _SENTENCE.search(folded):
            begin = _begin_of_prose(lines, start, index)
            if begin < index and not any(is_row(spec, lines, behind) for behind in range(begin, limit)):
                return begin
        if NOTE.match(folded) or STATEMENT.match(folded):
            note_page = line.page
    return limit


def _is_heading(line: Line) -> bool:
    """True for the title of a section of the prose that has no number."""
    return section_of(f"一、{line.text.strip()}") is not None


def _begin_of_prose(lines: Sequence[Line], start: int, sentence: int) -> int:
    """The first of the titles, perhaps wrapped, between the last row of a form and a sentence below it; the sentence where there is none, as in a note."""
    begin = place = sentence
    while place > start and not _CELL.search(lines[place - 1].text):
        place -= 1
        begin = place if _ORDINAL.match(terms.fold(lines[place].text)) else begin
    return begin


def _collect(lines: Sequence[Line], raw: RawForm) -> RawForm:
    """Take number, department, unit, notes and the title on later pages off the lines of a form; the rest is its body."""
    opened = OpenForm(raw)
    for number, line in enumerate(lines):
        if opened.lines and not opened.tail and tells_other(opened.raw, line):
            # what is below is another office's or has another unit: none of it is read as this form's
            behind = Grid(line.page, 0, 0, (), lines=tuple(lines[number + 1 :]))
            opened.raw = replace(opened.raw, left_over=(behind,)) if behind.lines else opened.raw
            break
        is_title = is_continuation(line.text) or form_titled(line.text) is raw.spec
        if not is_title and not read_surroundings(opened, line):
            opened.lines.append(line)
    return opened.close()
