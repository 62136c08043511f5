"""Damaged office files: a DocumentError or a reading, no crash, and no number that is not printed."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from budget_analysis import readers
from budget_analysis.errors import DocumentError
from tests import office_files
from tests.mutations import mutated
from tests.rendering import AccountModel, made_up_account
from budget_analysis.synthetic.style import Style

MODEL = made_up_account(5, Style(classes=24))
WRITERS: dict[str, Callable[[AccountModel], bytes]] = {
    "xlsx": office_files.write_xlsx,
    "xls": office_files.write_xls,
    "docx": office_files.write_docx,
    "html": office_files.write_html,
}


@cache
def whole(kind: str) -> bytes:
    return WRITERS[kind](MODEL)


def read_damaged(kind: str, seed: int, folder: Path) -> str:
    """What becomes of a damaged file: "read" or "refused"."""
    path = folder / f"{seed}.{kind}"
    path.write_bytes(mutated(whole(kind), random.Random(seed)))
    try:
        reading = readers.read(path)
    except DocumentError as error:
        assert path.name in str(error)
        return "refused"
    for grid in reading.grids:
        slots = sum(cell.row_span * cell.column_span for cell in grid.cells)
        assert slots == grid.rows * grid.columns, "each slot is covered once"
    return "read"


@pytest.mark.parametrize("kind", list(WRITERS))
def test_damaged_file_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    became = [read_damaged(kind, seed, tmp_path) for seed in range(40)]
    assert set(became) <= {"read", "refused"} and len(set(became)) == (1 if kind == "html" else 2)
