"""Which lines and grids are which form, and which lines are prose of which section.

Two kinds of source: where a reader gives grids, a form is a title line and the grids below it,
continuation pages joined; a text dump has lines only, and a form is the run of lines from its
title to the end of its note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .. import terms
from ..reading import Line, Reading
from .in_grids import locate_in_grids
from .in_lines import locate_in_lines
from .sections import Section, section_of
from .surroundings import Located, RawForm

_FOLIO = re.compile(r"[-—–·.\s]*(?:第)?\d{1,3}(?:页)?(?:[/,]?共?\d{1,3}页?)?[-—–·.\s]*")
_YEAR = re.compile(r"(\d{4})年度?")


def locate_forms(reading: Reading) -> Located:
    """Find the standard forms of a document; what is left is prose and unknown tables.

    A title that stands twice gives one form and a problem; a title without a table below it is
    an announcement (contents page, prose).
    """
    lines = drop_page_furniture(reading)
    return locate_in_grids(lines, reading.grids) if reading.grids else locate_in_lines(lines)


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


__all__ = [
    "Located",
    "RawForm",
    "Section",
    "department_of",
    "drop_page_furniture",
    "fiscal_year_of",
    "locate_forms",
    "section_of",
]
