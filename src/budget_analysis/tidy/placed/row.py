"""One row of one block of a form that is read by the places of its words."""

from __future__ import annotations

from dataclasses import dataclass, field

from .pieces import Piece


@dataclass
class Row:
    """The pieces of one row of one block, by column."""

    block: int
    y: float
    line: int
    cells: dict[int, list[Piece]] = field(default_factory=dict)

    def add(self, column: int, piece: Piece) -> None:
        self.cells.setdefault(column, []).append(piece)
