"""Rows that carry the values of other rows, columns that carry the values of other columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..frames import text
from ..relations.joint import IMPOSSIBLE, Statement, joint_test
from .mending import Mender
from .regions import OPEN
from .statements import CHECK, Account, Judged, value_at

SHIFTED, EXCHANGED, UNIT = "shifted_rows", "exchanged_columns", "unit"
_FEWEST = 3
"""So many values that stand in another row are no coincidence."""
_PAIR = 2
_MOST_TURNS = 12
_NEAR = 8
"""Within so many rows a shift is by the same number of rows, mostly."""


@dataclass(frozen=True)
class Block:
    """Cells of one form that are wrong together; `proof` are the values that stand elsewhere.

    Each of `proof` is a cell, and the cell that prints what should stand there. Where not the cells
    but the unit above them is wrong, `unit` is the one that they are printed in.
    """

    kind: str
    form: str
    cells: tuple[str, ...]
    proof: tuple[tuple[str, str], ...]
    statements: tuple[Judged, ...]
    unit: str = ""


@dataclass(frozen=True)
class _Cell:
    id: str
    form: str
    row: int
    measure: str
    value: Fraction


class _Grid:
    """The cells of all forms by place and by value."""

    def __init__(self, account: Account) -> None:
        self.cells: dict[str, _Cell] = {}
        self.by_value: dict[tuple[str, Fraction], list[_Cell]] = {}
        for name, number in account.numbers.items():
            if number.source != "cell" or number.value is None or not text(number.record["row"]):
                continue
            record = number.record
            cell = _Cell(
                name, str(record["form"]), int(str(record["row"])), str(record["measure"]),
                number.value.value,
            )  # fmt: skip
            self.cells[name] = cell
            if cell.value:
                self.by_value.setdefault((cell.form, cell.value), []).append(cell)


def find_blocks(mender: Mender, violated: Sequence[Judged]) -> list[Block]:
    """The blocks of an account, their cells set free in the mender.

    A block needs three rows whose right value, as another place prints it, stands in another row
    of the same column (or in another column of the same row, and the other way round). What it
    explains is confirmed by the joint test.
    """
    grid = _Grid(mender.account)
    standing = _standing(mender.account, grid)
    found: list[Block] = []
    passed: set[tuple[str, str]] = set()
    while True:
        rest = [one for one in violated if one.name not in mender.mended]
        wanted = [pair for one in rest for pair in _wanted(mender.account, grid, one) if pair[0].id not in standing]
        known = [
            (kind, form, proof)
            for kind in (SHIFTED, EXCHANGED)
            for form, proof in _evidence(grid, wanted, kind).items()
            if len({cell.row for cell, _ in proof}) >= _FEWEST and (kind, form) not in passed
        ]
        if not known:
            return found
        broken = _broken(grid, rest)
        kind, form, proof = max(known, key=lambda one: (one[1] in broken, len(one[2])))
        passed.add((kind, form))
        beside = _contradicted(mender.account, grid, form, rest) - {cell.row for cell in map(grid.cells.__getitem__, standing) if cell.form == form}
        told = [(cell.id, other.id) for cell, other in proof]
        block = confirm(mender, kind, form, _reach(grid, kind, form, proof, beside), told)
        if block is not None:
            found.append(block)


def _broken(grid: _Grid, violated: Iterable[Judged]) -> set[str]:
    """The forms that contradict themselves: of two that print a column each in its own rows the shifted one."""
    told = ([grid.cells[name].form for name in one.numbers if name in grid.cells] for one in violated if one.source == CHECK)
    return {forms[0] for forms in told if len(forms) > _PAIR and len(set(forms)) == 1}


def _wanted(account: Account, grid: _Grid, one: Judged) -> Iterable[tuple[_Cell, Fraction]]:
    """A cell and the value that an equality with the text or another form wants there."""
    for row in one.rows:
        names = [name for name in row.linear.coefficients if value_at(account, name)]
        if len(names) == 2 and row.low == row.high and not sum(row.linear.coefficients[n] for n in names):
            for name, other in (names, names[::-1]):
                cell, beside = grid.cells.get(name), grid.cells.get(other)
                if cell is not None and (beside is None or beside.form != cell.form):
                    yield grid.cells[name], value_at(account, other)


def _standing(account: Account, grid: _Grid) -> set[str]:
    """The cells whose print another form or the text confirms: no shift has moved them."""
    found: set[str] = set()
    for one in account.judged.values():
        if one.is_violated or one.is_weak:
            continue
        for row in one.rows:
            names = [name for name in row.linear.coefficients if value_at(account, name)]
            if len(names) == 2 and row.low == row.high == 0 and not row.linear.constant:
                cells = [grid.cells[name] for name in names if name in grid.cells]
                if len({cell.form for cell in cells}) == len(cells):
                    found.update(cell.id for cell in cells)
    return found


def _evidence(
    grid: _Grid, wanted: Sequence[tuple[_Cell, Fraction]], kind: str
) -> dict[str, list[tuple[_Cell, _Cell]]]:
    votes = Counter((cell.id, value) for cell, value in wanted)
    pairs = [
        (grid.cells[name], other, count)
        for (name, value), count in votes.items()
        for other in grid.by_value.get((grid.cells[name].form, value), [])
        if _is_moved(grid.cells[name], other, kind)
    ]
    near = Counter((other.form, other.row // _NEAR, other.row - cell.row) for cell, other, _ in pairs)
    found: dict[str, list[tuple[_Cell, _Cell]]] = {}
    taken: set[str] = set()
    # a slip elsewhere may want another value there than all the rest, or than the rows around
    ranked = sorted(pairs, key=lambda pair: -pair[2] - near[pair[1].form, pair[1].row // _NEAR, pair[1].row - pair[0].row])
    for cell, other, _ in ranked:
        if f"at {cell.id}" not in taken and f"from {other.id}" not in taken:
            taken |= {f"at {cell.id}", f"from {other.id}"}
            found.setdefault(cell.form, []).append((cell, other))
    order = {name: place for place, (name, _) in enumerate(votes)}
    found = {form: sorted(moved, key=lambda pair: order[pair[0].id]) for form, moved in found.items()}
    if kind == EXCHANGED:
        return {form: both for form, moved in found.items() if (both := _mutual(moved))}
    return found


def _is_moved(cell: _Cell, other: _Cell, kind: str) -> bool:
    """True where the other cell stands in another row of the column, or in another column of the row."""
    if kind == SHIFTED:
        return other.measure == cell.measure and other.row != cell.row
    return other.row == cell.row and other.measure != cell.measure


def _mutual(pairs: Sequence[tuple[_Cell, _Cell]]) -> list[tuple[_Cell, _Cell]]:
    """Of two columns that carry each other's values."""
    known = {(cell.id, other.id) for cell, other in pairs}
    return [(cell, other) for cell, other in pairs if (other.id, cell.id) in known]


def _contradicted(
    account: Account, grid: _Grid, form: str, violated: Iterable[Judged]
) -> set[int]:
    """The rows of a form that differ from what stands elsewhere, not only in a sum of their own."""
    rows = set()
    for one in violated:
        told = [name for row in one.rows for name in row.linear.coefficients if value_at(account, name)]
        own = [grid.cells[name].row for name in told if name in grid.cells and grid.cells[name].form == form]
        if own and (len(own) < len(told) or len(told) == 1):
            rows.update(own)
    return rows


def _reach(
    grid: _Grid, kind: str, form: str, proof: Sequence[tuple[_Cell, _Cell]], beside: set[int]
) -> tuple[str, ...]:
    """The cells of a block: all columns of its rows, or those columns that are exchanged.

    Rows that follow on a shifted one, and differ from what stands elsewhere, belong to it.
    """
    rows = [cell.row for cell, _ in proof]
    while kind == SHIFTED and min(rows) - 1 in beside:
        rows.append(min(rows) - 1)
    while kind == SHIFTED and max(rows) + 1 in beside:
        rows.append(max(rows) + 1)
    measures = {cell.measure for cell, _ in proof}
    return tuple(
        cell.id
        for cell in grid.cells.values()
        if cell.form == form
        and (
            min(rows) <= cell.row <= max(rows)
            if kind == SHIFTED
            else cell.row in rows and cell.measure in measures
        )
    )


def _suspects(mender: Mender, cells: Sequence[str]) -> set[str]:
    """Numbers of violated statements that have nothing to do with the block: one of them is wrong by itself."""
    beside = [one for one in mender.account.violated if not set(cells).intersection(one.numbers)]
    return {name for one in beside for name in one.numbers}


def confirm(
    mender: Mender,
    kind: str,
    form: str,
    cells: tuple[str, ...],
    proof: Sequence[tuple[str, str]],
) -> Block | None:
    """A block with what it explains, None where it explains nothing: values of its cells satisfy all of it together.

    A cell whose right value stands elsewhere in the form has that one: what else is wrong about the
    row is a slip of its own.
    """
    before = {name: mender.intervals[name] for name in cells}
    mender.intervals.update(dict.fromkeys(cells, OPEN))
    mender.intervals.update({cell: mender.account.intervals[other] for cell, other in proof})
    about = [one for one in mender.about(cells) if one.rows and mender.holds(one)]
    suspects = _suspects(mender, cells)
    for _ in range(_MOST_TURNS):
        stated = [Statement(one.name, one.rows) for one in about]
        result = joint_test(stated, mender.intervals)
        if result.verdict != IMPOSSIBLE:
            break
        weak = {one.name for one in result.statements}
        core = [one for one in reversed(about) if one.name in weak]
        spared = next((one for one in core if suspects.intersection(one.numbers)), core[0] if core else None)
        about = [one for one in about if one is not spared]
    explained = tuple(one for one in about if one.is_violated)
    if not explained:
        mender.intervals.update(before)
        return None
    mender.mended |= {one.name for one in explained}
    return Block(kind, form, cells, tuple(proof), explained)


