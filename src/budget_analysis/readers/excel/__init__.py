"""Workbooks (.xlsx, .xlsm, .xls, .et): each sheet that is shown is a page with one grid.

A cell gives what it shows: a number in its format, a text as it stands, a formula's saved value.
A formula without one stands as its text, so that nobody takes it for a blank.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...containers.compound import is_compound
from ...errors import DocumentError
from ...folding import fold_glyphs
from ...limits import refuse_more
from ...reading import Grid, Problem, Reading
from .biff import EncryptedError, Stored, read_stored
from .formulas import distrust_saved
from .sheets import Sheet, grid_of
from .xlsx import read_sheets

_MOST_ROOM = 20_000_000
"""A single cell at the very end of a sheet makes 16.8 million, which take 0.5 GB."""


def read(path: Path) -> Reading:
    """Read a workbook.

    Raises:
        DocumentError: it is damaged, encrypted, or larger than an account can be.
    """
    with path.open("rb") as file:
        is_old = is_compound(file.read(8))
    sheets, problems = _read_old(path) if is_old else read_sheets(path)
    grids: list[Grid] = []
    for page, sheet in enumerate(sheets, start=1):
        grid, found = grid_of(path, sheet, page)
        problems.extend(found)
        if grid is not None:
            grids.append(grid)
    return Reading("xls" if is_old else "xlsx", len(sheets), (), tuple(grids), tuple(problems))


def _read_old(path: Path) -> tuple[list[Sheet], list[Problem]]:
    content = path.read_bytes()
    try:
        stored = read_stored(content)
    except EncryptedError as error:
        raise DocumentError(
            f"{path}: the workbook is encrypted. Open it with its password and save it without."
        ) from error
    except ValueError as error:
        raise _damaged(path, error) from error
    room = sum(sheet.rows * sheet.columns for sheet in stored)  # its engine makes room for all of it at once
    refuse_more(path, "cells up to the last one of each sheet", room, _MOST_ROOM)
    book = _open(path)
    sheets: list[Sheet] = []
    hidden: list[str] = []
    names = list(book.sheet_names)
    if len(names) != len(stored):
        raise _damaged(path, ValueError(f"{len(names)} names for {len(stored)} sheets"))
    for index, (name, found) in enumerate(zip(names, stored, strict=True)):
        if not found.is_worksheet:
            continue
        if found.is_hidden:
            hidden.append(name)
            continue
        sheets.append(_with_texts(path, book, index, Sheet(fold_glyphs(name)), found))
    distrust_saved(sheets, is_computed_anew=False)
    problems = []
    if hidden:
        message = f"{len(hidden)} hidden sheets are left out: {', '.join(hidden)}. Show them and save the file to have them read"
        problems.append(Problem(None, "hidden sheets", "hidden", message))
    return sheets, problems


def _open(path: Path) -> Any:
    # imported late: a workbook of today needs it not
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(str(path))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of its engine is no Exception
        raise _damaged(path, error) from error


def _with_texts(path: Path, book: Any, index: int, sheet: Sheet, found: Stored) -> Sheet:
    try:
        table = book.get_sheet_by_index(index)
        rows = table.to_python(skip_empty_area=False)
        merged = table.merged_cell_ranges or []
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of its engine is no Exception
        raise _damaged(path, error) from error
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            text = value if isinstance(value, str) else str(value).upper() if isinstance(value, bool) else ""
            if text.strip():
                sheet.cells[row, column] = fold_glyphs(text.replace("\r\n", "\n").replace("\r", "\n"))
    for place, text in found.numbers.items():
        if text:
            sheet.cells[place] = fold_glyphs(text)
        else:
            sheet.cells.pop(place, None)
    sheet.saved = dict.fromkeys(found.formulas, "=")
    sheet.hidden_rows, sheet.hidden_columns = found.hidden_rows, found.hidden_columns
    sheet.merged = [(top, left, bottom, right) for (top, left), (bottom, right) in merged]
    return sheet


def _damaged(path: Path, error: BaseException) -> DocumentError:
    return DocumentError(
        f"{path}: the workbook cannot be read ({type(error).__name__}: {error}). It is damaged; open it in "
        "Excel or LibreOffice and save it again."
    )
