"""The list of self-evaluated projects and the list of consolidated units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .. import specs, terms
from ..locate import section_of
from ..reading import Grid, Line
from .found import Found
from .fragments import index_words
from .numbered_rows import fit_numbered
from .printed_text import Text, glued, joined, text_of_lines
from .table_rows import TableRow, rows_below_header

_ENDS = "。；;.，,"
_SEPARATOR = re.compile(r"[；;。]")
_LISTING = re.compile(r"、(?![^（(]*[）)])")
_COLON = re.compile(r"[:：]")


@cache
def columns(kind: str) -> dict[str, str]:
    return index_words(specs.load("annexes.toml")[kind]["columns"])


def read_projects(found: Found, rows: Sequence[TableRow]) -> bool:
    """The rows of a project list; True where it has some."""
    return _add_rows(found, "projects", rows, ("unit", "project", "grade"))


def projects_of_grids(grids: Sequence[Grid]) -> list[TableRow]:
    """The project list: a grid with columns for project and grade."""
    return list(rows_below_header(grids, columns("project_list"), {"project", "grade"}))


def projects_of_lines(found: Found, lines: Sequence[Line]) -> list[TableRow]:
    """The rows below the title of a project list."""
    grades = specs.load("annexes.toml")["project_list"]["grades"]
    inside = _until_heading(lines)
    return fit_numbered(
        found, "project_list", inside, columns("project_list"), endings=grades
    )


def read_units(found: Found, lines: Sequence[Line], grids: Sequence[Grid]) -> None:
    """The units of the department.

    They stand in a grid without other columns than those of a unit list, or in the section on the
    department's composition, behind the sentence that announces them (…单位包括：): as a numbered
    table, one to a paragraph, or parted by punctuation. A section that announces no list is a
    problem, unless it says that the account is that of one unit.
    """
    words = columns("unit_list")
    names = ("unit", "note")
    if _add_rows(found, "units", [*rows_below_header(grids, words, {"unit"}, is_exact=True)], names):
        return
    inside = _section_lines(lines, specs.load("annexes.toml")["unit_list"]["section"])
    if _add_rows(found, "units", fit_numbered(found, "unit_list", inside, words, "note"), names):
        return
    units = _listed_units(inside)
    for number, name in enumerate(units, start=1):
        found.add("units", row=number, unit=name, page=name.page)
    if inside and not units and not _is_alone(inside):
        found.trouble(
            inside[0].page,
            f"unit_list, line {inside[0].number}",
            "the section on the department's units announces no list that could be read. Add the "
            "words that announce it to specs/annexes.toml (unit_list.leads).",
        )


def _is_alone(lines: Sequence[Line]) -> bool:
    """True where the section says that the account is that of one unit, which needs no list."""
    text = terms.fold("".join(line.text for line in lines))
    return any(re.search(pattern, text) for pattern in specs.load("annexes.toml")["unit_list"]["alone"])


def _add_rows(
    found: Found, frame: str, rows: Sequence[TableRow], names: Sequence[str]
) -> bool:
    """Add the rows; one without a number is the rest of a row broken over the page end."""
    merged: list[TableRow] = []
    for row in rows:
        if merged and "row" in merged[-1].cells and "row" not in row.cells:
            before = merged[-1].cells
            for name, text in row.cells.items():
                before[name] = glued([before.get(name, Text()), text])
        else:
            merged.append(row)
    for number, row in enumerate(merged, start=1):
        printed = str(row.cells.get("row", ""))
        place = int(printed) if printed.isdigit() else number
        found.add(frame, row=place, page=row.page, **row.only(names))
    return bool(merged)


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


def _listed_units(lines: Sequence[Line]) -> list[Text]:
    """Names behind the announcing sentence."""
    leads = tuple(terms.fold(lead) for lead in specs.load("annexes.toml")["unit_list"]["leads"])
    start = _behind_lead(lines, leads)
    if start is None:
        return []
    index, rest = start
    paragraphs = [rest] if rest else []
    for line in lines[index + 1 :]:
        is_new = line.text.startswith("  ") or terms.split_ordinal(line.text)[0]
        if not paragraphs or is_new or paragraphs[-1].text.endswith(tuple(_ENDS)):
            paragraphs.append(text_of_lines([line]))
        else:
            paragraphs[-1] = joined([paragraphs[-1], text_of_lines([line])])
    separator = _SEPARATOR
    if len(paragraphs) == 1 and len(_names(paragraphs[0], _SEPARATOR)) == 1:
        separator = _LISTING
    return [name for text in paragraphs for name in _names(text, separator)]


def _behind_lead(lines: Sequence[Line], leads: tuple[str, ...]) -> tuple[int, Text] | None:
    """The line whose colon ends the last announcement, and what stands behind the colon."""
    text = ""
    found = None
    for index, line in enumerate(lines):
        text += terms.fold(line.text)
        head, colon, _ = text.rpartition(":")
        if colon and head.endswith(leads) and _COLON.search(line.text):
            printed = text_of_lines([line])
            *_, last = _COLON.finditer(printed.text)
            found = index, printed.part(last.end()).stripped(" ")
    return found


def _names(text: Text, separator: re.Pattern[str]) -> list[Text]:
    borders = [(0, 0), *(match.span() for match in separator.finditer(text.text))]
    ends = [*(start for start, _ in borders[1:]), len(text.text)]
    parts = [text.part(low, high) for (_, low), high in zip(borders, ends, strict=True)]
    names = (_without_ordinal(part).stripped(_ENDS + " ") for part in parts)
    return [name for name in names if name]


def _without_ordinal(text: Text) -> Text:
    ordinal, rest = terms.split_ordinal(text.text)
    is_part = ordinal and len(text.text) >= len(rest)
    return text.part(len(text.text) - len(rest)) if is_part else text
