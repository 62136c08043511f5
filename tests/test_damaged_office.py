"""Damaged office files: a DocumentError or a reading, no crash, and no number that is not printed."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from budget_analysis import readers
from budget_analysis.errors import DocumentError
from tests import office_files
from tests.rendering import AccountModel, made_up_account
from budget_analysis.synthetic.style import Style

MODEL = made_up_account(5, Style(classes=24))
WRITERS: dict[str, Callable[[AccountModel], bytes]] = {
    "xlsx": office_files.write_xlsx,
    "xls": office_files.write_xls,
    "docx": office_files.write_docx,
    "html": office_files.write_html,
}
AMOUNT = re.compile(r"-?[\d,]+\.\d\d")


@cache
def whole(kind: str) -> bytes:
    return WRITERS[kind](MODEL)


def damage(content: bytes, kind: str, seed: int) -> bytes:
    """The file with some bytes changed, cut out or doubled: in the file itself or in one of its parts."""
    chosen = random.Random(seed)
    if kind not in ("xlsx", "docx") or seed % 3 == 0:
        return _damaged(content, chosen)
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        broken = chosen.choice(names)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _damaged(part, chosen) if name == broken else part)
    return made.getvalue()


def _damaged(content: bytes, chosen: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chosen.randint(1, 8)):
        at, length = chosen.randrange(len(changed)), chosen.choice((1, 1, 4, 64, 2000))
        way = chosen.randrange(4)
        if way == 0:
            changed[at : at + length] = chosen.randbytes(length)
        elif way == 1:
            del changed[at : at + length]
        elif way == 2:
            changed[at:at] = changed[at : at + length]
        else:
            changed[at] ^= 1 << chosen.randrange(8)
        if not changed:
            return b"\0"
    return bytes(changed)


def read_damaged(kind: str, seed: int, folder: Path) -> str:
    """What becomes of a damaged file: "read" or "refused"."""
    path = folder / f"{seed}.{kind}"
    path.write_bytes(damage(whole(kind), kind, seed))
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
