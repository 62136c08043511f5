"""Letters that one of two readings of a page leaves out wherever they stand: the texts are the other reading's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from budget_analysis.reading import Grid
from budget_analysis.readers.pdf import agree, tabula
from tests.test_printed_kinds import grid_of

PRINTED = [["项目", "决算数"], ["一、财政拨款收入", "9.00"], ["二、事业收入", "1.00"], ["本年收入合计", "10.00"], ["总计", "10.00"]]
LOST = "财政收入本年总"
BOTH, GRID, DIFFER = agree.BOTH, "pdfium", agree.DIFFER


def seen(rows: Sequence[Sequence[str]]) -> Grid:
    """A table as the engine sees it."""
    grid = grid_of(1, 100, rows)
    return replace(grid, cells=tuple(replace(cell, reading=tabula.NAME) for cell in grid.cells))


def read(engine: Sequence[Sequence[str]], printed: Sequence[Sequence[str]] = PRINTED) -> tuple[list[list[str]], set[str], list[str]]:
    """The texts row by row, the readings that differ, and what is told."""
    agreement = agree.reconcile([seen(engine)], [grid_of(1, 100, printed)], [])
    [grid] = agreement.grids
    rows = [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]
    return rows, {cell.text for cell in grid.cells if cell.reading == DIFFER}, [problem.message for problem in agreement.problems()]


def without(letters: str) -> list[list[str]]:
    return [["".join(letter for letter in text if letter not in letters) for text in row] for row in PRINTED]


def test_letters_that_stand_nowhere_are_those_of_the_other_reading() -> None:
    rows, differ, told = read(without(LOST))
    assert rows == PRINTED and not differ
    assert len(told) == 1 and told[0].startswith("tabula leaves out letters of this page (")


@pytest.mark.parametrize(
    "engine",
    [
        without("项"),  # one text
        without("收入"),  # few letters: they may be those of a mark over the table
        [*without(LOST)[:2], PRINTED[2], *without(LOST)[3:]],  # 收入 stands in one text and not in the others
    ],
)
def test_where_it_may_be_otherwise_both_readings_are_told(engine: list[list[str]]) -> None:
    rows, differ, told = read(engine)
    changed = {text for row, right in zip(engine, PRINTED, strict=True) for text, other in zip(row, right, strict=True) if text != other}
    assert rows == engine and differ == changed and len(told) == len(changed)


def test_a_number_is_never_that_of_one_reading() -> None:
    engine = without(LOST)
    engine[1][1], engine[4][1] = "9.0", "1.00"
    rows, differ, _ = read(engine)
    assert differ == {"9.0", "1.00"} and rows[1] == ["一、财政拨款收入", "9.0"]
