"""The reading of a form that fits: the one that shows the columns that the form declares.

Ruled lines come first, in the shape of either reading of the file; what has no lines, or lines that
mislead, is read by the places of its words. Where both fit, a cell that they read differently is
unreadable.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from .. import codes
from ..errors import FurtherTableError, LocateError
from ..locate import RawForm
from ..pitch import columns
from ..reading import Cell, Grid
from ..specs import FormSpec
from .apart import sides_apart
from .grid import rows_of_grids
from .heads_again import lines_without_heads_again
from .left_of_heads import left_of_heads
from .placed import Pitch, grid_of_places, has_torn_rows
from .rows import FormRow, FormRows, Printed
from .run_on_names import within_cells, without_class, without_ranks, without_run_on
from .stream import rows_of_lines
from .trust import doubt_of, lost_rows, misread_codes, other_classification, run_together, with_blanks_in_doubt

_NUMBER = re.compile(r"[-−△▲(]?\d[\d,]*(\.\d+)?\)?")
_AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?")
_GAP = re.compile(r"\S {2,}\S")
_FEWEST_GAPS = 0.2
"""Part of the lines of a dump that have a gap: with more the dump keeps its columns."""
_FAR_MORE = 1.15
"""Times the numbers of the other reading: that one has lost a column, and contradicts nothing."""
_FEWEST_STACKED = 2
"""Cells with more than one amount: fewer are a slip of a reader."""
_MOST_TROUBLE = 0.1
"""Part of the rows of a dump: with more that do not fit the columns none can be trusted."""


def rows_of(raw: RawForm) -> tuple[FormSpec, FormRows]:
    """Read the body of a form in the first of its shapes whose columns are there.

    Raises:
        LocateError: no reading shows the columns of any; the message is about the usual shape.
    """
    errors = []
    for shape in raw.spec.shapes:
        try:
            found = _rows_of_shape(replace(raw, spec=shape))
            return shape, without_ranks(found) if shape.codes else found
        except LocateError as error:
            errors.append(error)
    apart = [(shape, sides) for shape in raw.spec.shapes if (sides := sides_apart(replace(raw, spec=shape)))]
    errors = [] if apart else errors
    for shape, sides in apart:
        try:
            return shape, _joined([(side, _rows_of_side(own)) for side, own in sides])
        except LocateError as error:
            errors.append(error)
    raise errors[0]


def _rows_of_side(raw: RawForm) -> FormRows:
    """The rows of one side that is printed apart; a LocateError also where a row of a dump has a name that none has: it may be two."""
    found = _rows_of_shape(raw)
    unknown = next((row.label for row in found.rows if row.label and not raw.spec.groups[row.group].knows(row.label)), "")
    if unknown and any(line.box is None for line in raw.lines):
        raise LocateError(f'p.{raw.page}, form {raw.spec.id}: the name "{unknown}" is broken or unknown; the form is not read. Compare with the page')
    return found


def _joined(sides: Sequence[tuple[int, FormRows]]) -> FormRows:
    """The sides of a form that were read each by itself, in their order."""
    ordered = sorted(sides, key=lambda one: one[0])
    rows = tuple(replace(row, group=side) for side, found in ordered for row in found.rows)
    problems = tuple(problem for _, found in ordered for problem in found.problems)
    return FormRows(rows, problems, tuple(names for _, found in ordered for names in found.measures))


def _rows_of_shape(raw: RawForm) -> FormRows:
    found = _rows_that_fit(raw)
    amounts = [cell.text for grid in raw.grids for cell in grid.cells if _AMOUNT.fullmatch(cell.text.strip())]
    amounts += [word for grid in raw.grids for line in grid.lines for word in line.text.split() if _AMOUNT.fullmatch(word)]
    if not found.rows and amounts:
        raise LocateError(
            f"p.{raw.page}, form {raw.spec.id}: no row was found below its head, where amounts stand "
            f"({', '.join(amounts[:3])}); the columns are not those of this form. Compare with the page"
        )
    strange = other_classification(raw.spec, found.rows) or misread_codes(raw.spec, found.rows) or run_together(raw.spec, found.rows)
    if strange:
        raise LocateError(
            f"p.{raw.page}, form {raw.spec.id}: {strange}; the columns are not those of this form. Compare with the page"
        )
    return with_blanks_in_doubt(found)


def _rows_that_fit(raw: RawForm) -> FormRows:
    """Raises LocateError where no reading shows the columns."""
    if not raw.grids:
        return _rows_of_lines(raw)
    if any(map(_has_rows_within_cells, raw.grids)):
        return _by_place(raw)
    first: FormRows | LocateError = _attempt(lambda: rows_of_grids(raw))
    is_ruled = all(grid.kind == "ruled" for grid in raw.grids)
    if isinstance(first, FurtherTableError) and is_ruled:
        raise first
    if isinstance(first, LocateError) and any(grid.other is not None for grid in raw.grids):
        others = tuple(grid.other or grid for grid in raw.grids)
        second = _attempt(lambda: rows_of_grids(replace(raw, grids=others)))
        first = first if isinstance(second, LocateError) else second
    if isinstance(first, LocateError) and is_ruled:
        words = tuple(map(_with_other_words, raw.grids))
        second = _attempt(lambda: rows_of_grids(replace(raw, grids=words))) if words != raw.grids else first
        first = first if isinstance(second, LocateError) else second
    if isinstance(first, FormRows) and is_ruled:
        return _undoubted(raw, first) if any(grid.pages for grid in raw.grids) else first
    if any(map(has_torn_rows, raw.grids)):
        return _by_place(raw)
    if isinstance(first, FormRows):
        read = first
        first = _attempt(lambda: _below_heads(raw, read))
    # of equals the places come first: they know the columns that the form declares
    found = _better(raw, _attempt(lambda: _by_place(raw)), first)
    return replace(found, rows=within_cells(raw.spec.codes, found.rows, raw.grids)) if is_ruled else found


def _has_rows_within_cells(grid: Grid) -> bool:
    """True where cells hold several amounts below each other: only the columns are ruled, not the rows."""
    stacked = [cell for cell in grid.cells if sum(_AMOUNT.fullmatch(line.strip()) is not None for line in cell.text.split("\n")) > 1]
    return len(stacked) >= _FEWEST_STACKED


def _with_other_words(grid: Grid) -> Grid:
    """The grid with the words of the other reading above its amounts: one may have run heads into each other."""
    first = min((cell.row for cell in grid.cells if _AMOUNT.fullmatch(cell.text.strip())), default=grid.rows)

    def cell(one: Cell) -> Cell:
        is_head = one.row < first and one.other is not None
        return replace(one, text=one.other or "", other=None) if is_head else one

    return replace(grid, cells=tuple(map(cell, grid.cells)))


def _rows_of_lines(raw: RawForm) -> FormRows:
    has_places = all(line.box is not None for line in raw.lines)
    if has_places:
        return _by_place(raw)
    raw = lines_without_heads_again(raw)
    first = _attempt(lambda: _trusted(raw, rows_of_lines(raw)))
    gaps = sum(_GAP.search(line.text.strip()) is not None for line in raw.lines)
    if gaps < _FEWEST_GAPS * len(raw.lines):
        if isinstance(first, LocateError):
            raise first
        return first
    # programs that keep columns in a dump count an ideograph as one column or as two
    narrow, wide = (_attempt(partial(_by_place, raw, pitch)) for pitch in (len, columns))
    return _better(raw, _attempt(lambda: _better(raw, narrow, wide)), first)


def _by_place(raw: RawForm, pitch: Pitch = len) -> FormRows:
    found = rows_of_grids(replace(raw, grids=grid_of_places(raw, pitch), lines=()))
    return _undoubted(raw, found, is_dump=any(line.box is None for line in raw.lines))


def _undoubted(raw: RawForm, found: FormRows, is_dump: bool = False) -> FormRows:
    """The rows, unless something shows that they were put together wrongly.

    Raises:
        LocateError: it does.
    """
    doubt = doubt_of(raw.spec, found) or (lost_rows(raw.spec, found.rows) if is_dump else "")
    if doubt:
        raise LocateError(
            f"p.{raw.page}, form {raw.spec.id}: its rows cannot be told apart ({doubt}); the form is not "
            "read. Compare with the page; of a dump, read the PDF instead"
        )
    rows = without_class(without_run_on(raw.spec.codes, found.rows))
    return replace(found, rows=tuple(_without_cut_name(raw.spec, row) for row in rows))


def _below_heads(raw: RawForm, found: FormRows) -> FormRows:
    """The rows by the gaps of a table without lines.

    Raises:
        LocateError: its numbers do not stand below its heads, or something shows that they were put together wrongly.
    """
    beside = left_of_heads(raw.grids)
    if beside:
        raise LocateError(
            f"p.{raw.page}, form {raw.spec.id}: numbers ({beside}) end before the head begins that stands above them by the gaps; "
            "they may be those of the column before. Compare with the page; the form is not read"
        )
    return _undoubted(raw, found)


def _without_cut_name(spec: FormSpec, row: FormRow) -> FormRow:
    """The row; a name that is a part of the one of the classification, or holds it, may have lost a line."""
    known = codes.fold_name((spec.codes and row.code and codes.name(spec.codes, row.code)) or "")
    name = codes.fold_name(row.label)
    is_cut = bool(known and name) and name != known and (name in known or known in name)
    return replace(row, label="") if is_cut else row


def _attempt(read: Callable[[], FormRows]) -> FormRows | LocateError:
    try:
        return read()
    except LocateError as error:
        return error


def _trusted(raw: RawForm, found: FormRows) -> FormRows:
    """The rows of a dump, unless too many do not fit its columns.

    Raises:
        LocateError: they do not.
    """
    troubled = [row for row in found.rows if any(cell.trouble for cell in row.cells.values())]
    if len(troubled) > 1 and len(troubled) > _MOST_TROUBLE * len(found.rows):
        example = next(cell.trouble for cell in troubled[0].cells.values() if cell.trouble)
        raise LocateError(
            f"p.{raw.page}, form {raw.spec.id}: {len(troubled)} of {len(found.rows)} rows of the dump do not "
            f"fit its columns, so that none can be trusted; the first: {example}"
        )
    return _undoubted(raw, found, is_dump=True)


def _better(
    raw: RawForm, first: FormRows | LocateError, second: FormRows | LocateError
) -> FormRows:
    """The reading with more numbers, the first of equals; cells that both read differently in doubt."""
    if isinstance(first, LocateError):
        if isinstance(second, LocateError):
            raise second
        return second
    if isinstance(second, LocateError):
        return first
    chosen, other = (first, second) if _extent(raw.spec, first) >= _extent(raw.spec, second) else (second, first)
    if _numbers(chosen) > _FAR_MORE * _numbers(other):
        return chosen
    seen = {key: row for key, row in zip(_keys(other), other.rows, strict=True)}
    rows = tuple(
        _compared(raw.spec, row, seen.get(key)) for key, row in zip(_keys(chosen), chosen.rows, strict=True)
    )
    return replace(chosen, rows=rows)


def _numbers(found: FormRows) -> int:
    """Cells that hold a number, less those that hold something else."""
    cells = [cell for row in found.rows for cell in row.cells.values() if cell.text or cell.trouble]
    good = sum(not cell.trouble and _NUMBER.fullmatch(cell.text) is not None for cell in cells)
    return 2 * good - len(cells)


def _extent(spec: FormSpec, found: FormRows) -> tuple[int, int, int]:
    """Numbers, then rows of known meaning, then cells: an empty form has its rows all the same.

    A row of numbers without code and name has lost them to another row, which speaks against the reading.
    """
    known = sum(
        bool(row.code) or spec.groups[row.group].knows(row.label) for row in found.rows
    )
    known -= sum(not row.code and not row.label and any(cell.text for cell in row.cells.values()) for row in found.rows)
    return _numbers(found), known, sum(len(row.cells) for row in found.rows)


def _keys(found: FormRows) -> list[tuple[int, str, int]]:
    """What names each row: its group, its code or label, and which of the same name it is."""
    counts: Counter[tuple[int, str]] = Counter()
    keys = []
    for row in found.rows:
        name = row.group, row.code or row.label
        counts[name] += 1
        keys.append((*name, counts[name]))
    return keys


def _compared(spec: FormSpec, row: FormRow, other: FormRow | None) -> FormRow:
    """The row, in which cells that the other reading has otherwise are in doubt.

    Of two names of one code the one that the classification gives is taken, of others none.
    """
    if other is None:
        return row
    label = row.label
    if row.code and spec.codes and not same_name(label, other.label):
        known = codes.name(spec.codes, row.code) or ""
        label = next((name for name in (label, other.label) if same_name(name, known)), "")
    moved = _moved(row, other)
    return replace(
        row, label=label, cells={
            name: replace(cell, trouble=moved) if moved and name in _unlike(row, other)
            else _doubted(cell, other.cells.get(name))
            for name, cell in row.cells.items()
        }
    )  # fmt: skip


def _unlike(row: FormRow, other: FormRow) -> set[str]:
    """The columns in which one reading has something and the other nothing."""
    return {
        name
        for name, cell in row.cells.items()
        if name in other.cells and bool(cell.text) != bool(other.cells[name].text)
    }


def _moved(row: FormRow, other: FormRow) -> str:
    """Why an amount that both readings have, in different columns, stands in neither."""
    unlike = _unlike(row, other)
    here = [row.cells[name].text for name in unlike if row.cells[name].text]
    there = {other.cells[name].text for name in unlike if other.cells[name].text}
    found = next((text for text in here if text in there), "")
    return f'"{found}" stands in one column by the places of the words, in another by the gaps' if found else ""


def same_name(one: str, other: str) -> bool:
    """True for two prints of one name."""
    return codes.fold_name(one) == codes.fold_name(other)


def _doubted(cell: Printed, other: Printed | None) -> Printed:
    if other is None or not cell.text or not other.text or cell.trouble or other.text == cell.text or _is_beside_a_name(cell.text, other.text):
        return cell
    trouble = f'"{cell.text}" by the columns, "{other.text}" by the places of the words'
    return replace(cell, trouble=trouble)


def _is_beside_a_name(amount: str, text: str) -> bool:
    """True where the text is the amount and the name of the next block, run into one cell: 734.73公用经费合计."""
    beside = "".join(text.removeprefix(amount).split())
    return _AMOUNT.fullmatch(amount) is not None and text.startswith(amount) and beside.isalpha()
