"""Where the tables of the annexes stand in the blocks of prose, and each of their values there, as a cell.

A text dump and a page without rulings give tables as lines of text; what is read from them stands
in the frames of the annexes, and the same text is no prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from .. import specs, terms
from ..annexes.zones import Zone, find_zones
from ..frames import as_rows, text
from ..reading import Line
from ..terms import plain
from .entered import Cell, Place
from .phrases import has_any

SELF_EVALUATION = "self_evaluation"
REPORT = "evaluation_report"
_TABLES = ("projects", "funds", "indicators", "report_items")
_YEAR = re.compile(r"\(?\d{4}年度?\)?")


class _Piece(NamedTuple):
    """One printed line in its block."""

    block: int
    start: int
    end: int
    page: int
    line: int
    is_heading: bool


@dataclass
class Layout:
    """The frames of the annexes; which characters of which blocks belong to tables, and which report a block belongs to."""

    frames: Mapping[str, pd.DataFrame]
    texts: Mapping[int, str]
    pieces: Mapping[tuple[int, int], _Piece]
    """By page and line."""
    tables: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    titles: list[Cell] = field(default_factory=list)
    """Of the annexes: each speaks of a period, of the project below it where there is one."""
    reports: dict[int, str] = field(default_factory=dict)
    """Block to the project of the report that it is part of."""

    def prose_of(self, block: int) -> Iterator[tuple[int, int]]:
        """The runs of a block that are no part of a table."""
        start, end = 0, len(self.texts[block])
        for low, high in (*sorted(self.tables.get(block, [])), (end, end)):
            if low > start:
                yield start, low
            start = max(start, high)

    def place(self, row: Mapping[Any, Any], column: str, start: int, end: int | None) -> Place:
        """Where some characters of a value stand; its page where that is no block, or two."""
        text = str(row[column])
        first, size = (len("".join(part.split())) for part in (text[:start], text[start:end]))
        standing = list(self._characters(row, column))[first : first + size]
        if not standing or standing[0][0] != standing[-1][0]:
            return Place(row["page"])
        (block, low), (_, high) = standing[0], standing[-1]
        return Place(row["page"], block, low, high + 1)

    def rows(self, *names: str) -> list[dict[str, Any]]:
        return [row for name in names for row in as_rows(self.frames[name])]

    def cell(
        self, row: Mapping[str, Any], column: str, *path: str,
        section: str = "", label: str = "", shown: str = "", unit: str = "", **number: Any,
    ) -> Cell:  # fmt: skip
        """A value of a row, or what of it is `shown`, with the label before it; without a `number` it is a word."""
        section, printed = section or str(row["source"]), text(row[column])
        start = str(row[column]).index(shown)
        place = self.place(row, column, start, start + len(shown) if shown else None)
        return Cell(section, subject(section, *path), shown or printed, unit, f"{label}{printed}", place, **number)

    def _characters(self, row: Mapping[Any, Any], column: str) -> Iterator[tuple[int, int]]:
        """Block and offset of each character of a value, blanks left out."""
        for page, line, start, end, *_ in _spots(row["places"]).get(column, []):
            if (piece := self.pieces.get((page, line))) is not None:
                for offset in range(piece.start + start, piece.start + end):
                    if not self.texts[piece.block][offset].isspace():
                        yield piece.block, offset


def subject(*parts: str) -> str:
    """A path of names; a stroke inside a name is printed full-width."""
    return "/".join(part.replace("/", "／") for part in parts)


def title(kind: str, project: str, place: Place, text: str) -> Cell:
    """The title of an annex, or a heading, which speaks of a period."""
    return Cell(kind, subject(*filter(None, (kind, project)), "period"), "", "年", text, place)


def key_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """The annex that a row is of, and the project."""
    return str(row["source"]), text(row["project"])


def find_tables(blocks: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> Layout:
    """Tell the tables of the annexes from the prose around them.

    Args:
        blocks: the frame of that name.
        frames: `projects, funds, indicators, report_items`: what has been read from the tables.
    """
    texts = dict(zip(blocks["block"], blocks["text"], strict=True))
    pieces = list(_pieces(blocks))
    layout = Layout(frames, texts, {(piece.page, piece.line): piece for piece in pieces})
    cells = (spots for name in _TABLES for places in frames[name]["places"] for spots in _spots(places).values())
    standing = {(page, line) for spots in cells for page, line, *_ in spots if line is not None}
    report = ""
    lines = [Line(one.page, number, texts[one.block][one.start : one.end]) for number, one in enumerate(pieces)]
    for zone in find_zones(lines):
        head, inside = pieces[zone.title.number], [pieces[line.number] for line in zone.lines]
        project = report if zone.kind == "scoring" else _project_in(zone, frames)
        if zone.kind in (REPORT, "scoring"):
            report = project
            heads = [head] if zone.kind == REPORT else []
            layout.reports |= {piece.block: project for piece in [*heads, *inside]}
        end = _end_of_title(head, inside, texts)
        place = Place(head.page, head.block, head.start, end)
        layout.titles.append(title(zone.kind, project, place, texts[head.block][head.start : end]))
        own = [piece.page for piece in inside if (piece.page, piece.line) in standing]
        for piece in [head, *_table_part(zone, inside, max(own))] if own else ():
            layout.tables.setdefault(piece.block, []).append((piece.start, piece.end))
    return layout


def _spots(places: Any) -> dict[str, list[Any]]:
    """Where the values of a row were read, by column."""
    found: dict[str, list[Any]] = json.loads(text(places) or "{}")
    return found


def _pieces(blocks: pd.DataFrame) -> Iterator[_Piece]:
    for row in as_rows(blocks):
        places = json.loads(str(row["places"]))
        ends = [place[0] for place in places[1:]] + [len(str(row["text"]))]
        for (start, page, line, *_), end in zip(places, ends, strict=True):
            yield _Piece(int(row["block"]), start, end, page, line, bool(row["heading"]))


def _project_in(zone: Zone, frames: Mapping[str, pd.DataFrame]) -> str:
    """The project that a zone is about: of those that were read, the first that is named in it."""
    text = terms.fold("".join(line.text for line in zone.lines))
    rows = pd.concat([frames[name][["source", "project"]] for name in _TABLES[1:]])
    known = rows[rows["source"] == zone.kind]["project"].dropna().unique()
    named = [(place, str(name)) for name in known if (place := text.find(terms.fold(str(name)))) >= 0]
    return min(named)[1] if named else ""


def _end_of_title(head: _Piece, inside: Sequence[_Piece], texts: Mapping[int, str]) -> int:
    """The year often stands on a line of its own below the title."""
    below = [piece for piece in inside[:1] if piece.block == head.block]
    years = [piece.end for piece in below if _YEAR.fullmatch(plain(texts[head.block][piece.start : piece.end]).strip())]
    return years[0] if years else head.end


def _table_part(zone: Zone, inside: Sequence[_Piece], last_page: int) -> Iterator[_Piece]:
    """The lines of a zone up to the prose behind its table."""
    heads = {*map(terms.fold, specs.load("annexes.toml")[REPORT]["sections"]["prose"])}
    for piece, line in zip(inside, zone.lines, strict=True):
        if zone.kind == REPORT:
            is_past = re.sub(r"\(.*\)$", "", terms.split_ordinal(line.text)[1]) in heads
        else:
            is_past = piece.page > last_page or not piece.start and has_any(terms.fold(line.text), "prose_heads")
        if is_past or piece.is_heading:
            break
        yield piece
