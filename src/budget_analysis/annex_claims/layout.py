"""Where the tables of the annexes stand in the blocks of prose, and each of their values there.

A text dump and a page without rulings give tables as lines of text; what is read from them stands
in the frames of the annexes, and the same text is no prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from .. import specs, terms
from ..annexes.zones import Zone, find_zones
from ..reading import Line
from ..terms import plain
from .entered import Place, page_of
from .phrases import has_any

_TABLES = ("projects", "funds", "indicators", "report_items")


@dataclass(frozen=True)
class _Piece:
    """One printed line in its block."""

    block: int
    start: int
    end: int
    page: int
    line: int
    is_heading: bool
    opens_block: bool


@dataclass(frozen=True)
class Title:
    """The title of an annex: its kind, the project below it, where it stands, its text."""

    kind: str
    project: str
    place: Place
    text: str


@dataclass
class Layout:
    """Which characters of which blocks belong to tables, and which report a block belongs to."""

    texts: Mapping[int, str]
    pieces: Mapping[tuple[int, int], _Piece]
    """By page and number of the line."""
    tables: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    titles: list[Title] = field(default_factory=list)
    reports: dict[int, str] = field(default_factory=dict)
    """Block to the project of the report that it is part of."""

    def prose_of(self, block: int) -> list[tuple[int, int]]:
        """The runs of a block that are no part of a table."""
        runs = []
        start = 0
        for low, high in sorted(self.tables.get(block, [])):
            if low > start:
                runs.append((start, low))
            start = max(start, high)
        if start < len(self.texts[block]):
            runs.append((start, len(self.texts[block])))
        return runs

    def place(self, row: Mapping[Any, Any], column: str, printed: str = "") -> Place:
        """Where a value of an annex stands, or a part of it; its page where that is no block."""
        start = str(row[column]).index(printed)
        return self.part(row, column, start, start + len(printed) if printed else None)

    def part(self, row: Mapping[Any, Any], column: str, start: int, end: int | None) -> Place:
        """Where some characters of a value stand; a text over two blocks has a page only."""
        text = str(row[column])
        first, size = (_letters(part) for part in (text[:start], text[start:end]))
        standing = list(self._characters(row, column))[first : first + size]
        page = page_of(row)
        if not standing or standing[0][0] != standing[-1][0]:
            return Place(page)
        (block, low), (_, high) = standing[0], standing[-1]
        return Place(page, block, low, high + 1)

    def _characters(self, row: Mapping[Any, Any], column: str) -> Iterator[tuple[int, int]]:
        """Block and offset of each character of a value, blanks left out."""
        places = {} if pd.isna(row["places"]) else json.loads(row["places"])
        for page, line, start, end, *_ in places.get(column, []):
            piece = self.pieces.get((page, line))
            if piece is not None:
                for offset in range(piece.start + start, piece.start + end):
                    if not self.texts[piece.block][offset].isspace():
                        yield piece.block, offset


def _letters(text: str) -> int:
    return len("".join(text.split()))


def find_tables(blocks: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> Layout:
    """Tell the tables of the annexes from the prose around them.

    Args:
        blocks: the frame of that name.
        frames: `projects, funds, indicators, report_items`: what has been read from the tables.
    """
    texts = dict(zip(blocks["block"], blocks["text"], strict=True))
    pieces = list(_pieces(blocks))
    layout = Layout(texts, {(piece.page, piece.line): piece for piece in pieces})
    standing = _standing(frames)
    lines = [
        Line(piece.page, number, texts[piece.block][piece.start : piece.end])
        for number, piece in enumerate(pieces)
    ]
    report = ""
    for zone in find_zones(lines):
        title, inside = pieces[zone.title.number], [pieces[line.number] for line in zone.lines]
        own = [piece for piece in inside if (piece.page, piece.line) in standing]
        project = report if zone.kind == "scoring" else _project_in(zone, frames)
        if zone.kind == "evaluation_report":
            report = project
            layout.reports |= {piece.block: project for piece in [title, *inside]}
        elif zone.kind == "scoring":
            layout.reports |= {piece.block: project for piece in inside}
        layout.titles.append(_title(zone.kind, project, title, inside, texts))
        if own:
            last_page = max(piece.page for piece in own)
            for piece in [title, *_table_part(zone, inside, last_page)]:
                layout.tables.setdefault(piece.block, []).append((piece.start, piece.end))
    return layout


def _pieces(blocks: pd.DataFrame) -> Iterator[_Piece]:
    for row in blocks.to_dict("records"):
        places = json.loads(str(row["places"]))
        ends = [place[0] for place in places[1:]] + [len(str(row["text"]))]
        for index, ((start, page, line, *_), end) in enumerate(zip(places, ends, strict=True)):
            yield _Piece(
                int(row["block"]), start, end, page, line, bool(row["heading"]), index == 0
            )


def _standing(frames: Mapping[str, pd.DataFrame]) -> set[tuple[int, int]]:
    """Page and number of the lines that the tables were read from."""
    return {
        (page, line)
        for name in _TABLES
        for places in frames[name]["places"].dropna()
        for spots in json.loads(places).values()
        for page, line, *_ in spots
        if line is not None
    }


def _project_in(zone: Zone, frames: Mapping[str, pd.DataFrame]) -> str:
    """The project that a zone is about: of those that were read, the first that is named in it."""
    text = terms.fold("".join(line.text for line in zone.lines))
    named = []
    for frame in ("funds", "indicators", "report_items"):
        rows = frames[frame]
        for project in dict.fromkeys(rows[rows["source"] == zone.kind]["project"].dropna()):
            place = text.find(terms.fold(str(project)))
            if place >= 0:
                named.append((place, str(project)))
    return min(named)[1] if named else ""


def _title(
    kind: str, project: str, title: _Piece, inside: Sequence[_Piece], texts: Mapping[int, str]
) -> Title:
    """The year often stands on a line of its own below the title."""
    end = title.end
    if inside and inside[0].block == title.block:
        behind = texts[title.block][inside[0].start : inside[0].end]
        if re.fullmatch(r"\(?\d{4}年度?\)?", plain(behind).strip()):
            end = inside[0].end
    place = Place(title.page, title.block, title.start, end)
    return Title(kind, project, place, texts[title.block][title.start : end])


def _table_part(zone: Zone, inside: Sequence[_Piece], last_page: int) -> Iterator[_Piece]:
    """The lines of a zone up to the prose behind its table."""
    for piece, line in zip(inside, zone.lines, strict=True):
        is_past = zone.kind != "evaluation_report" and piece.page > last_page
        if is_past or _begins_prose(zone.kind, piece, line.text):
            break
        yield piece


def _begins_prose(kind: str, piece: _Piece, line: str) -> bool:
    if piece.is_heading:
        return True
    if kind == "evaluation_report":
        _, rest = terms.split_ordinal(line)
        heads = specs.load("annexes.toml")["evaluation_report"]["sections"]["prose"]
        return re.sub(r"\(.*\)$", "", rest) in {terms.fold(head) for head in heads}
    return piece.opens_block and has_any(terms.fold(line), "prose_heads")
