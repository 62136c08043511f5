"""The list of self-evaluated projects and the list of consolidated units, from lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .. import specs, terms
from ..blocks import join_text
from ..locate import section_of
from ..reading import Line
from .found import Found
from .fragments import index_words, split
from .numbered import NumberedRow, read_numbered

_ENDS = "。；;.，,"
_SEPARATOR = re.compile(r"[；;。]")
_LISTING = re.compile(r"、(?![^（(]*[）)])")
_COLON = re.compile(r"[:：]")


@cache
def columns(kind: str) -> dict[str, str]:
    return index_words(specs.load("annexes.toml")[kind]["columns"])


def read_projects(found: Found, lines: Sequence[Line]) -> None:
    """The rows below the title of a project list."""
    grades = specs.load("annexes.toml")["project_list"]["grades"]
    _, rows = read_numbered(split(_until_heading(lines)), columns("project_list"), endings=grades)
    for row in rows:
        cells = _cells_or_trouble(found, "project_list", row)
        found.add("projects", row=row.row, page=row.page, **cells)


def read_units(found: Found, lines: Sequence[Line]) -> None:
    """The units named in the section on the department's composition.

    They follow the sentence that announces them (…单位包括：) as a numbered table, one to a
    paragraph, or parted by punctuation. A section that announces no list is a problem.
    """
    inside = _section_lines(lines, specs.load("annexes.toml")["unit_list"]["section"])
    if not inside:
        return
    _, rows = read_numbered(split(inside), columns("unit_list"), optional="note")
    if rows:
        for row in rows:
            cells = _cells_or_trouble(found, "unit_list", row)
            found.add("units", row=row.row, page=row.page, **cells)
        return
    units = _listed_units(inside)
    for number, (name, page) in enumerate(units, start=1):
        found.add("units", row=number, unit=name, page=page)
    if not units:
        found.trouble(
            inside[0].page,
            f"unit_list, line {inside[0].number}",
            "the section on the department's units announces no list that could be read. Add the "
            "words that announce it to specs/annexes.toml (unit_list.leads).",
        )


def _cells_or_trouble(found: Found, kind: str, row: NumberedRow) -> dict[str, str]:
    if row.cells is not None:
        return row.cells
    found.trouble(
        row.page,
        f"{kind}, row {row.row}, line {row.number}",
        f'"{row.printed}" does not part into the columns in one certain way; the row is kept '
        "without them. Read the PDF of this account, or compare with the page.",
    )
    return {}


def _until_heading(lines: Sequence[Line]) -> list[Line]:
    kept = []
    for line in lines:
        ordinal, rest = terms.split_ordinal(line.text)
        if ordinal and rest and not ordinal[0].isdigit():
            break
        kept.append(line)
    return kept


def _section_lines(lines: Sequence[Line], section: str) -> list[Line]:
    """The lines below a section's heading; where it stands twice (contents), the longer part."""
    parts: list[list[Line]] = []
    is_inside = False
    for line in lines:
        heading = section_of(line.text)
        if heading is not None:
            is_inside = heading.id == section
            if is_inside:
                parts.append([])
        elif is_inside:
            parts[-1].append(line)
    return max(parts, key=len, default=[])


def _listed_units(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Names behind the announcing sentence, with the page on which each begins."""
    leads = tuple(terms.fold(lead) for lead in specs.load("annexes.toml")["unit_list"]["leads"])
    start = _behind_lead(lines, leads)
    if start is None:
        return []
    paragraphs: list[tuple[str, int]] = []
    index, rest = start
    if rest:
        paragraphs.append((rest, lines[index].page))
    for line in lines[index + 1 :]:
        is_new = line.text.startswith("  ") or terms.split_ordinal(line.text)[0]
        if not paragraphs or is_new or paragraphs[-1][0].endswith(tuple(_ENDS)):
            paragraphs.append((join_text([line.text]), line.page))
        else:
            text, page = paragraphs[-1]
            paragraphs[-1] = (join_text([text, line.text]), page)
    separator = _SEPARATOR
    if len(paragraphs) == 1 and len(_names(paragraphs[0][0], _SEPARATOR)) == 1:
        separator = _LISTING
    return [(name, page) for text, page in paragraphs for name in _names(text, separator)]


def _behind_lead(lines: Sequence[Line], leads: tuple[str, ...]) -> tuple[int, str] | None:
    """The line whose colon ends the last announcement, and what stands behind the colon."""
    text = ""
    found = None
    for index, line in enumerate(lines):
        text += terms.fold(line.text)
        head, colon, _ = text.rpartition(":")
        if colon and head.endswith(leads) and _COLON.search(line.text):
            found = index, join_text([_COLON.split(line.text)[-1]])
    return found


def _names(text: str, separator: re.Pattern[str]) -> list[str]:
    parts = (_without_ordinal(part).strip(_ENDS + " ") for part in separator.split(text))
    return [part for part in parts if part]


def _without_ordinal(text: str) -> str:
    ordinal, rest = terms.split_ordinal(text)
    return text[len(text) - len(rest) :] if ordinal and len(text) >= len(rest) else text
