"""The forms and the prose as they were published, with marks where a finding or a statement is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from .. import specs, terms, texts, words
from ..annex_claims.layout import find_tables
from ..findings.naming import english_name, form_name, row_name, unit_name
from ..frames import as_rows, text
from ..identifiers import place_of
from .evidence import Evidence, cell_address
from .following import resting

_GRAVEST = ("gross", "ordinary", "last_digit")
_FEWEST_OF_CONTENTS = 3
"""Sections in a row of which nothing but the heading stands there: a list of contents."""
FRONT = "front"
_CONTENTS = ("目录", "目次")
_PAGE_NUMBER = re.compile(r"[.…·]*\d*$")
_TABLES = ("projects", "funds", "indicators", "report_items")
_STOP = "。"
_ELSEWHERE = "elsewhere"
"""What differs because of a number that a finding names at another place."""
_RESTS = "rests"
"""What holds for a number that a finding names."""
_MARKED = ("differs", _ELSEWHERE, "undefined", _RESTS, "rounding", "unchecked", "equal", "recorded")
"""Verdicts, the one first that a reader should see where several statements share a word."""


@dataclass(frozen=True)
class Cell:
    """One cell: its address, what is printed, the severity of a finding on it, whether it is watched."""

    address: str
    printed: str
    state: str
    severity: str = ""
    is_unwatched: bool = False


@dataclass
class Row:
    """One row of a form: its printed label, the name of it in the reader's language, its cells."""

    label: str
    name: str
    level: int
    cells: list[Cell | None]

    @property
    def is_void(self) -> bool:
        """Whether nothing at all is printed in it: a row that fills the page."""
        return not self.label and not any(cell and (cell.printed or cell.state == "unreadable") for cell in self.cells)


@dataclass
class Side:
    """A group of columns of a form: their names and the rows."""

    measures: list[str]
    rows: list[Row] = field(default_factory=list)


@dataclass
class Form:
    """One form as published."""

    id: str
    name: str
    number: str
    title: str
    unit: str
    where: str
    state: str
    statement: str
    note: str
    sides: list[Side]


def severities(evidence: Evidence) -> dict[str, str]:
    """The gravest severity of the findings that name a cell (by place) or a claim."""
    found: dict[str, str] = {}
    for one in evidence.findings:
        for place in json.loads(one["places"]):
            name = place.get("claim") or "/".join(str(place.get(part, "")) for part in ("form", "row", "measure"))
            known = found.get(name)
            if known is None or _GRAVEST.index(one["severity"]) < _GRAVEST.index(known):
                found[name] = one["severity"]
    return found


def forms_of(evidence: Evidence, language: str) -> list[Form]:
    """All forms of the layout, also those that are not there, in their order."""
    marks = severities(evidence)
    watched = {row["number"]: bool(row["is_watched"]) for row in as_rows(evidence.found["watch"])}
    by_form: dict[str, list[Mapping[str, Any]]] = {}
    for row in evidence.figures:
        by_form.setdefault(row["form"], []).append(row)
    listed = []
    for one in as_rows(evidence.found["forms"]):
        sides = _sides(one["form"], by_form.get(one["form"], []), evidence, marks, watched, language)
        listed.append(
            Form(
                one["form"], form_name(one["form"], language), text(one["form_no"]), text(one["title"]),
                text(one["unit"]) + (unit_name(text(one["unit"]), language) if language == "en" else ""), evidence.standing.of_pages(text(one["pages"]), language), texts.word(text(one["state"]), language),
                text(one["statement"]), text(one["note"]), sides,
            )  # fmt: skip
        )
    return listed


def _sides(
    form: str,
    figures: Iterable[Mapping[str, Any]],
    evidence: Evidence,
    marks: Mapping[str, str],
    watched: Mapping[str, bool],
    language: str,
) -> list[Side]:
    measures: dict[int, list[str]] = {}
    rows: dict[int, dict[int, list[Mapping[str, Any]]]] = {}
    side = 0
    for figure in figures:
        side = max(side, _group_of(form, text(figure["role"])))  # blank rows belong to the side they stand in
        measures.setdefault(side, [])
        if figure["measure"] not in measures[side]:
            measures[side].append(figure["measure"])
        rows.setdefault(side, {}).setdefault(int(figure["row"]), []).append(figure)
    built = []
    for number, named in measures.items():
        one = Side([terms.column(form, measure, language) for measure in named])
        for cells in rows[number].values():
            first = cells[0]
            by_measure = {cell["measure"]: _cell(cell, evidence, marks, watched) for cell in cells}
            code, label = text(first["code"]), text(first["label"])
            name = _gloss(first, code) if language == "en" else ""
            shown = label if code and f"{name} ".startswith(f"{code} ") else f"{code} {label}".strip()
            one.rows.append(
                Row(shown, name, int(first["level"] or 0), [by_measure.get(m) for m in named])
            )
        built.append(one)
    return built


def _gloss(figure: Mapping[str, Any], code: str) -> str:
    """The English name of a row; the code alone where it has none, for the printed name stands beside it."""
    return f"{code} {english_name(figure)}".strip() if code else row_name(figure, "en")


def _group_of(form: str, role: str) -> int:
    """The number of the column group in which a row of this meaning stands; 0 where that is not said."""
    spec = specs.forms().get(form)
    if spec is None or not role:
        return 0
    for number, group in enumerate(spec.groups):
        if any(row.role == role for row in group.rows) or (group.has_classes and role.isdecimal()):
            return number
    return 0


def _cell(
    figure: Mapping[str, Any], evidence: Evidence, marks: Mapping[str, str], watched: Mapping[str, bool]
) -> Cell:
    place = place_of(figure["figure_id"], evidence.document)
    role = text(figure["role"]) or text(figure["row"])
    named = f"{figure['form']}/{role}/{figure['measure']}"
    severity = marks.get(place) or marks.get(named, "")
    is_watched = watched.get(figure["figure_id"], True)
    return Cell(cell_address(place), text(figure["printed"]), text(figure["state"]), severity, not is_watched)


# --- prose ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A run of characters with the statements that it belongs to, the shortest first."""

    text: str
    claims: tuple[str, ...] = ()
    verdict: str = ""
    severity: str = ""
    begins: tuple[str, ...] = ()
    """The statements that begin here: their addresses."""


@dataclass(frozen=True)
class Paragraph:
    block: int
    where: str
    is_heading: bool
    pieces: list[Piece]
    is_of_table: bool = False
    """It is the text of a table that is read as one and stands among the annexes."""

    @property
    def has_findings(self) -> bool:
        return any(piece.severity for piece in self.pieces)


@dataclass
class Section:
    id: str
    name: str
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def runs(self) -> list[tuple[bool, list[Paragraph]]]:
        """The paragraphs in runs: whether they are the text of tables, and which."""
        return [(is_of_table, list(run)) for is_of_table, run in groupby(self.paragraphs, lambda one: one.is_of_table)]

    @property
    def has_findings(self) -> bool:
        return any(paragraph.has_findings for paragraph in self.paragraphs)


def prose_of(evidence: Evidence, language: str) -> list[Section]:
    """The prose by sections, cut where statements begin and end."""
    marks, rests = severities(evidence), resting(evidence)
    by_block: dict[int, list[Mapping[str, Any]]] = {}
    for claim in evidence.claims:
        if claim["block"] is not None and claim["start"] is not None:
            by_block.setdefault(int(claim["block"]), []).append(claim)
    sections: list[Section] = []
    blocks = as_rows(evidence.found["blocks"])
    contents, of_tables = contents_of(blocks), _blocks_of_tables(evidence.found)
    for row in blocks:
        name = FRONT if int(row["block"]) in contents else text(row["section"])
        if not sections or sections[-1].id != name:
            sections.append(Section(name, words.section(name, language)))
        block = int(row["block"])
        pieces = list(_pieces(row["text"], by_block.get(block, []), marks, evidence.explained, rests))
        sections[-1].paragraphs.append(Paragraph(block, evidence.standing.told(row, language), bool(row["heading"]), pieces, block in of_tables))
    return _without_contents(sections)


def _blocks_of_tables(found: Mapping[str, Any]) -> set[int]:
    """The blocks that hold a table of an annex and no sentence beside it."""
    layout = find_tables(found["blocks"], {name: found[name] for name in _TABLES})
    return {block for block in layout.tables if not any(_STOP in layout.texts[block][start:end] for start, end in layout.prose_of(block))}


def contents_of(blocks: Sequence[Mapping[str, Any]]) -> set[int]:
    """The blocks of the list of contents: from 目录 to where the first heading that it lists stands once more.

    They are headings of sections of which nothing stands there.
    """
    told = [_PAGE_NUMBER.sub("", terms.fold(text(row["text"]))) for row in blocks]
    start = next((at for at, one in enumerate(told) if one in _CONTENTS), None)
    if start is None:
        return set()
    first = next((at for at in range(start + 1, len(told)) if blocks[at]["heading"]), None)
    if first is None or told[first] not in told[first + 1 :]:
        return set()
    return {int(row["block"]) for row in blocks[start : told.index(told[first], first + 1)]}


def _without_contents(sections: Sequence[Section]) -> list[Section]:
    """The sections, with what only lists headings, as contents do, as part of what stands before the first."""
    kept: list[Section] = []
    for is_list, run in groupby(sections, lambda one: all(paragraph.is_heading for paragraph in one.paragraphs)):
        listed = list(run)
        if not is_list or len(listed) < _FEWEST_OF_CONTENTS:
            kept += listed
            continue
        if not kept or kept[-1].id not in ("", FRONT):
            kept.append(Section("", ""))
        kept[-1].paragraphs += [paragraph for one in listed for paragraph in one.paragraphs]
    return kept


def _pieces(
    told: str, claims: Sequence[Mapping[str, Any]], marks: Mapping[str, str], explained: Mapping[str, Any], rests: Mapping[str, Any]
) -> Iterable[Piece]:
    ends = {0, len(told)}
    for claim in claims:
        ends |= {int(claim["start"]), int(claim["end"])}
    cuts = sorted(end for end in ends if 0 <= end <= len(told))
    for start, end in zip(cuts, cuts[1:], strict=False):
        inside = [one for one in claims if one["start"] <= start and end <= one["end"]]
        inside.sort(key=lambda one: (one["end"] - one["start"], one["claim_id"]))
        verdicts = {_shown(one, marks, explained, rests) for one in inside}
        yield Piece(
            told[start:end],
            tuple(one["claim_id"] for one in inside),
            next((verdict for verdict in _MARKED if verdict in verdicts), ""),
            next((s for s in _GRAVEST if s in {marks.get(one["claim_id"]) for one in inside}), ""),
            tuple(one["claim_id"] for one in inside if one["start"] == start),
        )


def _shown(claim: Mapping[str, Any], marks: Mapping[str, str], explained: Mapping[str, Any], rests: Mapping[str, Any]) -> str:
    verdict, name = text(claim["verdict"]) or "recorded", claim["claim_id"]
    if name in rests:
        return _RESTS
    return _ELSEWHERE if verdict == "differs" and name in explained and name not in marks else verdict
