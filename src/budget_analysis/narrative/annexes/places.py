"""Where the tables of the annexes stand in the blocks of prose, and each of their cells there.

A text dump and a page without rulings give tables as lines of text; what is read from them stands
in the frames of the annexes, and the same text is no prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from ... import specs, terms
from ...annexes.zones import find_zones
from ...reading import Line
from ...terms import plain
from .ledger import Place
from .words import has_any

_QUOTES = re.compile(r"[“”„‟\"「」『』‘’']")


@dataclass(frozen=True)
class _Piece:
    """One line of a block."""

    block: int
    start: int
    end: int
    page: int
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
    lines: Mapping[int, list[tuple[int, int]]]
    """Of each line of a block where it begins, and its page."""
    tables: dict[tuple[str, str], list[_Piece]] = field(default_factory=dict)
    titles: list[Title] = field(default_factory=list)
    reports: dict[int, str] = field(default_factory=dict)
    """Block to the project of the report that it is part of."""

    def prose_of(self, block: int) -> list[tuple[int, int]]:
        """The runs of a block that are no part of a table."""
        taken = sorted(
            (piece.start, piece.end)
            for pieces in self.tables.values()
            for piece in pieces
            if piece.block == block
        )
        runs = []
        start = 0
        for low, high in taken:
            if low > start:
                runs.append((start, low))
            start = max(start, high)
        if start < len(self.texts[block]):
            runs.append((start, len(self.texts[block])))
        return runs


class Locator:
    """Finds the cells of one table one after the other in the lines that it was read from."""

    def __init__(self, layout: Layout, kind: str, project: str) -> None:
        self._texts = layout.texts
        self._letters: list[tuple[int, int, int]] = []
        text = []
        for piece in layout.tables.get((kind, project), []):
            whole = plain(layout.texts[piece.block])
            for index in range(piece.start, piece.end):
                if not _QUOTES.match(whole[index]):
                    self._letters.append((piece.block, index, piece.page))
                    text.append(whole[index])
        self._text = "".join(text)
        self._position = 0

    def seek(self, label: str | None) -> None:
        """Go behind the next occurrence of a label; stay where there is none."""
        match = self._search(label or "")
        if match is not None:
            self._position = match.end()

    def look(self, words: str, page: int | None) -> Place:
        """The place of words anywhere in the table."""
        self._position = 0
        return self.find(words, page)

    def find(self, printed: str, page: int | None) -> Place:
        """The next place of a printed value; only its page where it stands in no block."""
        match = self._search(printed)
        if match is None:
            return Place(page)
        self._position = match.end()
        block, start, _ = self._letters[match.start()]
        last, end, _ = self._letters[match.end() - 1]
        if block != last:
            return Place(page)
        if _QUOTES.match(printed) and _QUOTES.match(self._texts[block][start - 1 : start]):
            start -= 1
        return Place(page, block, start, end + 1)

    def _search(self, printed: str) -> re.Match[str] | None:
        """The next occurrence that cuts no number in two; blanks make no difference."""
        letters = "".join(_QUOTES.sub("", plain(printed)).split())
        if not letters:
            return None
        words = r"\s*".join(re.escape(letter) for letter in letters)
        before = r"(?<![\d.])" if letters[0].isdigit() else ""
        behind = r"(?![\d]|\.\d)" if letters[-1].isdigit() else ""
        return re.compile(before + words + behind).search(self._text, self._position)


def find_tables(blocks: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> Layout:
    """Tell the tables of the annexes from the prose around them.

    Args:
        blocks: the frame of that name.
        frames: `projects, funds, indicators, report_items`: what has been read from the tables.
    """
    texts = {int(row["block"]): str(row["text"]) for _, row in blocks.iterrows()}
    pieces = list(_pieces(blocks))
    starts: dict[int, list[tuple[int, int]]] = {block: [] for block in texts}
    for piece in pieces:
        starts[piece.block].append((piece.start, piece.page))
    layout = Layout(texts, starts)
    lines = [
        Line(piece.page, number, texts[piece.block][piece.start : piece.end])
        for number, piece in enumerate(pieces)
    ]
    report = ""
    for zone in find_zones(lines):
        inside = [pieces[line.number] for line in zone.lines]
        text = terms.fold("".join(line.text for line in zone.lines))
        if zone.kind == "scoring":
            project = report
        else:
            project = _project_in(text, zone.kind, frames)
        if zone.kind == "evaluation_report":
            report = project
            layout.reports |= {piece.block: project for piece in [pieces[zone.title.number], *inside]}
        elif zone.kind == "scoring":
            layout.reports |= {piece.block: project for piece in inside}
        title = pieces[zone.title.number]
        layout.titles.append(_title(zone.kind, project, title, inside, texts))
        table = _table_part(zone.kind, project, inside, texts, frames, text)
        if table:
            layout.tables.setdefault((zone.kind, project), []).extend([title, *table])
    return layout


def _pieces(blocks: pd.DataFrame) -> Iterator[_Piece]:
    for _, row in blocks.iterrows():
        places = json.loads(str(row["places"]))
        ends = [place[0] for place in places[1:]] + [len(str(row["text"]))]
        for index, (place, end) in enumerate(zip(places, ends, strict=True)):
            yield _Piece(
                int(row["block"]), place[0], end, place[1], bool(row["heading"]), index == 0
            )


def _project_in(text: str, kind: str, frames: Mapping[str, pd.DataFrame]) -> str:
    """The project whose table this is: of those that were read, the first that is named in it."""
    named = []
    for frame in ("funds", "indicators", "report_items"):
        rows = frames[frame]
        for project in dict.fromkeys(rows[rows["source"] == kind]["project"].dropna()):
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


def _table_part(
    kind: str,
    project: str,
    inside: Sequence[_Piece],
    texts: Mapping[int, str],
    frames: Mapping[str, pd.DataFrame],
    text: str,
) -> list[_Piece]:
    """The lines of a zone that its table was read from; none where it was read from a grid."""
    cells, last_page = _cells(kind, project, frames)
    standing = sum(cell in text for cell in cells)
    if not cells or 2 * standing <= len(cells):
        return []
    part = []
    for piece in inside:
        line = texts[piece.block][piece.start : piece.end]
        is_past = kind != "evaluation_report" and piece.page > last_page
        if is_past or _begins_prose(kind, piece, line):
            break
        part.append(piece)
    return part


def _cells(kind: str, project: str, frames: Mapping[str, pd.DataFrame]) -> tuple[set[str], int]:
    """Labels of a table that were read, folded, and the last page of its rows."""
    if kind == "project_list":
        listed = frames["projects"]
        labels = listed["project"] + listed["grade"].fillna("")
        pages = listed["page"]
    else:
        source = "evaluation_report" if kind == "scoring" else kind
        parts = {"scoring": ["indicators"], "evaluation_report": ["funds", "report_items"]}
        columns = {"funds": "item", "indicators": "level_3", "report_items": "item"}
        rows = {
            name: frames[name][
                (frames[name]["source"] == source) & (frames[name]["project"].fillna("") == project)
            ]
            for name in parts.get(kind, ["funds", "indicators"])
        }
        labels = pd.concat([rows[name][columns[name]] for name in rows])
        pages = pd.concat([rows[name]["page"] for name in rows])
        if kind == "self_evaluation":
            facts = frames["report_items"]
            own = (facts["source"] == source) & (facts["project"].fillna("") == project)
            pages = pd.concat([pages, facts[own]["page"]])
    folded = {terms.fold(str(label)) for label in labels.dropna()}
    return folded, int(pages.dropna().max()) if len(pages.dropna()) else 0


def _begins_prose(kind: str, piece: _Piece, line: str) -> bool:
    if piece.is_heading:
        return True
    if kind == "evaluation_report":
        _, rest = terms.split_ordinal(line)
        heads = specs.load("annexes.toml")["evaluation_report"]["sections"]["prose"]
        return re.sub(r"\(.*\)$", "", rest) in {terms.fold(head) for head in heads}
    return piece.opens_block and has_any(terms.fold(line), "prose_heads")
