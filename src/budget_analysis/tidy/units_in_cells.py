"""Amounts that carry the unit of the form with them: 1,234.56万元 in every cell."""

from __future__ import annotations

import re
from dataclasses import replace

from .. import terms
from ..locate import RawForm
from ..reading import Cell

_WITH_UNIT = re.compile(r"(?P<amount>[-−△▲(（]?\d[\d,]*(?:\.\d+)?[)）]?)(?P<unit>亿元|万元|千元|元)")
_BARE = re.compile(r"[-−△▲(]?(?=[\d,.]*[1-9])\d[\d,]*\.\d+\)?")
_FEWEST = 3


def without_units(raw: RawForm) -> RawForm:
    """The form with bare amounts, where all that are no nought have the unit behind them that is told above it.

    Where one stands without it, or with another, nobody can tell what the others mean: the form stays as it is.
    """
    cells = [cell for grid in raw.grids for cell in grid.cells]
    found = [match for cell in cells if (match := _WITH_UNIT.fullmatch("".join(cell.text.split())))]
    if len(found) < _FEWEST or {match["unit"] for match in found} != {raw.unit}:
        return raw
    if any(_BARE.fullmatch(terms.fold(cell.text)) for cell in cells):
        return raw
    grids = tuple(replace(grid, cells=tuple(map(_bare, grid.cells)), other=None) for grid in raw.grids)
    return replace(raw, grids=grids)


def _bare(cell: Cell) -> Cell:
    match = _WITH_UNIT.fullmatch("".join(cell.text.split()))
    return replace(cell, text=match["amount"]) if match else cell
