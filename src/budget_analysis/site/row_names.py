"""The names of rows: told apart where a form prints one twice, and where they stand on the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .. import terms
from ..frames import text
from .placed_cells import cell_with, is_cell
from .places import Places

_NAME = 120
"""Points left of the first number of a row in which its name stands, where it is not found letter by letter."""
Row = Mapping[str, Any]


def told_apart(row: Row, twins: Collection[tuple[str, str]], language: str) -> str:
    """What a row means, where its form prints the same name for another; empty for all others."""
    role = text(row["role"])
    is_twin = (row["form"], text(row["label"])) in twins and not text(row["code"])
    known = terms.name(role, language) if is_twin and role else ""
    return "" if known == role else known


def is_name(place: Row) -> bool:
    """True for a place that is not the number of a cell but the name of its row."""
    printed = text(place.get("printed"))
    return bool(printed) and "row" in place and not place.get("unit") and printed == text(place.get("label"))


def marks_of_name(place: Row, figures: Sequence[Row], places: Places, sheets: Sequence[list[Any]]) -> list[list[Any]]:
    """Where the name of a row stands: the words on the page, or the cell of a sheet."""
    own = (place["form"], text(place["row"]), place.get("page"))
    row = [one for one in figures if (one["form"], str(one["figure_id"]).split("/")[-2], one["page"]) == own]
    page = int(place["page"]) if place.get("page") else 0
    cell = next((one for one in (text(each.get("place")) for each in row) if is_cell(one)), "")
    if cell:
        return [[page, cell_with(sheets, page, cell, text(place["label"])) or cell]]
    boxes = [one for one in row if one["x0"] is not None and one["y0"] is not None]
    if not boxes:
        return []
    left, top, bottom = min(one["x0"] for one in boxes), min(one["y0"] for one in boxes), max(one["y1"] for one in boxes)
    found = places.of_name(text(place["label"]), page, left, top, bottom)
    return [list(one) for one in found] or [[page, *(round(edge, 1) for edge in (max(0.0, left - _NAME), top, left, bottom))]]
