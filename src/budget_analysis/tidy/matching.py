"""Which column of a later page stands below which of the first one."""

from __future__ import annotations

from ..reading import Grid


def matching_columns(first: Grid, part: Grid) -> list[int | None]:
    """For each column of the first page the column of a later page that stands below it."""
    if first.columns == part.columns:
        return list(range(first.columns))
    own, other = _column_boxes(first), _column_boxes(part)
    matches: list[int | None] = []
    for left, right in own:
        middle = (left + right) / 2
        matches.append(next((i for i, (x0, x1) in enumerate(other) if x0 <= middle <= x1), None))
    return matches


def _column_boxes(grid: Grid) -> list[tuple[float, float]]:
    edges: list[tuple[float, float]] = [(0.0, 0.0)] * grid.columns
    for cell in sorted(grid.cells, key=lambda cell: -cell.column_span):
        if cell.box is not None:
            width = (cell.box.x1 - cell.box.x0) / cell.column_span
            for offset in range(cell.column_span):
                left = cell.box.x0 + offset * width
                edges[cell.column + offset] = (left, left + width)
    return edges
