"""The outlines of a path: M, L and C of AbbreviatedData as edges; curves count by their ends."""

from __future__ import annotations

from collections.abc import Iterator

from ...drawn.views import Matrix, apply

Point = tuple[float, float]
Edge = tuple[Point, Point]
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each command; the last two are where it ends."""
_CURVES = "QBA"


def edges_of(data: str, matrix: Matrix) -> Iterator[list[Edge]]:
    """The straight edges of each part of a path, on the page; what is no command ends it."""
    part: list[Edge] = []
    start = here = (0.0, 0.0)
    words = data.split()
    place = 0
    while place < len(words):
        command = words[place]
        takes = _TAKES.get(command)
        if takes is None:
            break
        try:
            values = [float(word) for word in words[place + 1 : place + 1 + takes]]
        except ValueError:
            break
        if len(values) < takes:
            break
        place += 1 + takes
        if command in "SM":
            if part:
                yield part
            part, start, here = [], (values[0], values[1]), (values[0], values[1])
            continue
        there = start if command == "C" else (values[-2], values[-1])
        if command not in _CURVES and there != here:
            part.append((apply(matrix, *here), apply(matrix, *there)))
        here = there
    if part:
        yield part
