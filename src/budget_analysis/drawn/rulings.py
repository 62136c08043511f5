"""Pieces of lines to the lines of tables: joined, sorted into tables, open sides closed.

Programs draw one border in many ways: as one stroke, as a thin filled rectangle per cell, as
dashes or dots, as two thin lines, around each cell with a gap between neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..reading import Box
from .marks import Ruling

SAME_LINE = 1.0
"""Points across: pieces no further apart than this lie on one line."""
DASH_GAP = 4.0
"""Points along: a gap up to this belongs to dashes, or to borders drawn cell by cell."""
REACH = 3.5
"""Points. Lines that come this near to each other meet; the two lines of a double border and
the borders of neighbouring cells count as one. No row or column is narrower."""
SHORTEST = 6.0
"""Points. Shorter lines do not bound a cell (a dot, a dash, the stroke of a glyph)."""
OPEN_SIDE = 6.0
"""Points that lines must stick out beyond the last crossing line to make an open side."""


@dataclass
class Lattice:
    """The lines of one table."""

    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return Box(
            min([line.at for line in self.verticals] + [line.start for line in self.horizontals]),
            min([line.at for line in self.horizontals] + [line.start for line in self.verticals]),
            max([line.at for line in self.verticals] + [line.end for line in self.horizontals]),
            max([line.at for line in self.horizontals] + [line.end for line in self.verticals]),
        )


def join(pieces: Iterable[Ruling]) -> list[Ruling]:
    """Pieces on one line that touch, nearly touch or overlap, joined; short rests left out."""
    joined: list[Ruling] = []
    for group in _groups(sorted(pieces), SAME_LINE):
        run: list[Ruling] = []
        end = 0.0
        for piece in sorted(group, key=lambda piece: piece.start):
            if run and piece.start > end + DASH_GAP:
                joined.append(_one_line(run))
                run = []
            end = max(end, piece.end) if run else piece.end
            run.append(piece)
        joined.append(_one_line(run))
    return [line for line in joined if line.end - line.start >= SHORTEST]


def _groups(pieces: Sequence[Ruling], width: float) -> list[list[Ruling]]:
    """Neighbours across the line; a group is nowhere wider than `width`."""
    groups: list[list[Ruling]] = []
    for piece in pieces:
        if groups and piece.at - groups[-1][0].at <= width:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _one_line(run: list[Ruling]) -> Ruling:
    length = sum(piece.end - piece.start for piece in run)
    if length:
        at = sum(piece.at * (piece.end - piece.start) for piece in run) / length
    else:
        at = run[0].at
    return Ruling(at, min(piece.start for piece in run), max(piece.end for piece in run))


def _lattices(horizontals: Sequence[Ruling], verticals: Sequence[Ruling]) -> list[Lattice]:
    """Joined lines sorted into tables: lines that meet belong together.

    Lines that cross no other (underlines, the rule below a page head) make no table.
    """
    parent = list(range(len(horizontals) + len(verticals)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row, horizontal in enumerate(horizontals):
        for column, vertical in enumerate(verticals, start=len(horizontals)):
            if (
                horizontal.start - REACH <= vertical.at <= horizontal.end + REACH
                and vertical.start - REACH <= horizontal.at <= vertical.end + REACH
            ):
                parent[root(row)] = root(column)
    found: dict[int, Lattice] = {}
    for index, horizontal in enumerate(horizontals):
        found.setdefault(root(index), Lattice()).horizontals.append(horizontal)
    for index, vertical in enumerate(verticals, start=len(horizontals)):
        found.setdefault(root(index), Lattice()).verticals.append(vertical)
    return [lattice for lattice in found.values() if lattice.horizontals and lattice.verticals]


def find_lattices(horizontals: Iterable[Ruling], verticals: Iterable[Ruling]) -> list[Lattice]:
    """Pieces of lines to the lines of tables: joined, open sides closed, ends that meet."""
    return [
        _meet(_close_open_sides(lattice))
        for lattice in _lattices(join(horizontals), join(verticals))
    ]


def _meet(lattice: Lattice) -> Lattice:
    """The lines with each end at the line that it nearly reaches, or nearly ends at."""
    rows = [line.at for line in lattice.horizontals]
    columns = [line.at for line in lattice.verticals]
    return Lattice(
        [_reach_out(line, columns) for line in lattice.horizontals],
        [_reach_out(line, rows) for line in lattice.verticals],
    )


def _reach_out(line: Ruling, places: Sequence[float]) -> Ruling:
    start = min(places, key=lambda place: abs(place - line.start))
    end = min(places, key=lambda place: abs(place - line.end))
    return Ruling(
        line.at,
        start if abs(start - line.start) <= REACH else line.start,
        end if abs(end - line.end) <= REACH else line.end,
    )


def _close_open_sides(lattice: Lattice) -> Lattice:
    """The table with a line on each side where its lines stick out but no line closes them.

    Tables are often printed without left and right borders, or without the border at a page
    break. A side is open where at least two lines end at one place beyond the last line that
    crosses them.
    """
    box = lattice.box
    return Lattice(
        [
            *lattice.horizontals,
            *(
                Ruling(end, box.x0, box.x1)
                for end in _open_ends(lattice.verticals, lattice.horizontals)
            ),
        ],
        [
            *lattice.verticals,
            *(
                Ruling(end, box.y0, box.y1)
                for end in _open_ends(lattice.horizontals, lattice.verticals)
            ),
        ],
    )


def _open_ends(along: Sequence[Ruling], across: Sequence[Ruling]) -> list[float]:
    """Where lines end together beyond all that cross them."""
    first = min(line.start for line in along)
    last = max(line.end for line in along)
    found = []
    if (
        first < min(line.at for line in across) - OPEN_SIDE
        and sum(line.start <= first + REACH for line in along) > 1
    ):
        found.append(first)
    if (
        last > max(line.at for line in across) + OPEN_SIDE
        and sum(line.end >= last - REACH for line in along) > 1
    ):
        found.append(last)
    return found


def positions(values: Iterable[float], reach: float = REACH) -> list[float]:
    """Where lines stand: values no further than `reach` apart count as one place, their mean."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= reach:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def nearest(places: Sequence[float], value: float) -> int:
    """The number of the place nearest to the value; the places are in their order."""
    after = bisect_left(places, value)
    if after == len(places) or (after and value - places[after - 1] <= places[after] - value):
        return after - 1
    return after
