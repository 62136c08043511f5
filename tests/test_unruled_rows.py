"""Rows of a ruled table that were printed without any line: between its pieces, below and above it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budget_analysis.drawn.slots import fill, make_grid
from budget_analysis.drawn.unruled_rows import with_unruled_rows
from budget_analysis.drawn.words import Word
from budget_analysis.reading import Box, Cell, Grid
from tests.test_missing_rules import HEIGHT, ROWS, XS, drawn, word

TEXTS = [*ROWS, ["", "合计", "120.50", "8.25"]]
LAST = len(TEXTS)


def piece(first: int, last: int, xs: Sequence[float] = XS) -> Grid:
    """The rows from one to another, all of them ruled."""
    return make_grid(
        1,
        [
            Cell(row - first, column, "", box=Box(xs[column], 100 + HEIGHT * row, xs[column + 1], 100 + HEIGHT * (row + 1)))
            for row in range(first, last)
            for column in range(len(xs) - 1)
        ],
    )


def read(pieces: Sequence[Grid], words: Sequence[Word]) -> list[list[list[str]]]:
    """The texts of each table, row by row."""
    found = with_unruled_rows([fill(grid, words) for grid in pieces], words)
    assert sorted(number for one in found for number in one.pieces) == list(range(len(pieces)))
    tables = []
    for one in found:
        rows = [[""] * one.grid.columns for _ in range(one.grid.rows)]
        for cell in one.grid.cells:
            rows[cell.row][cell.column] = cell.text
        tables.append(rows)
    return tables


@pytest.mark.parametrize("bare", [[1], [3], [3, 4], [2, 5], [LAST - 1], [LAST - 2, LAST - 1]])
def test_rows_without_lines_are_rows_of_their_table(bare: list[int]) -> None:
    edges = [-1, *bare, LAST]
    pieces = [piece(above + 1, below) for above, below in zip(edges, edges[1:], strict=False) if above + 1 < below]
    assert read(pieces, drawn(TEXTS)) == [TEXTS]


def test_a_row_above_the_table_of_a_later_page_is_its_first() -> None:
    assert read([piece(2, LAST)], drawn([[""] * 4, *TEXTS[1:]])) == [TEXTS[1:]]


def test_what_stands_above_a_head_is_no_row() -> None:
    words = [*drawn(TEXTS), *drawn_at(["2024", "", "", "12.00"], 100)]
    assert read([piece(0, LAST)], words) == [TEXTS]


def drawn_at(texts: Sequence[str], top: float) -> list[Word]:
    """One row that ends at this height."""
    return [word(XS[column] + 2, top - 0.3 * HEIGHT, text) for column, text in enumerate(texts) if text]


@pytest.mark.parametrize(
    "texts",
    [
        ["注：本表反映部门本年度一般公共预算财政拨款支出情况", "", "", ""],
        ["", "", "5", ""],
        ["", "", "-5-", ""],
        ["", "-", "5-", ""],
        ["", "—", "5", "—"],
        ["", "", "5/20", ""],
        ["单位负责人：", "填表人：", "", ""],
        ["2010650", "事业运行", "见附表", ""],
        ["", "", "120.50 8.25", ""],
    ],
)
def test_lines_below_a_table_that_are_no_rows_stay_outside(texts: list[str]) -> None:
    words = [*drawn(TEXTS), *drawn_at(texts, 100 + HEIGHT * (LAST + 1))]
    assert read([piece(0, LAST)], words) == [TEXTS]


def test_a_row_that_stands_apart_is_none() -> None:
    words = [*drawn(TEXTS[:-1]), *drawn_at(["201", "某支出", "1.00", "2.00"], 100 + HEIGHT * (LAST + 3))]
    assert read([piece(0, LAST - 1)], words) == [TEXTS[:-1]]


def test_a_name_over_two_lines_between_pieces_is_one_row() -> None:
    shown = [*TEXTS[:3], ["2010601", "", "100.00", ""], *TEXTS[4:]]
    middle = 100 + HEIGHT * 3.7
    words = [*drawn(shown), word(XS[1] + 2, middle - 5, "行政运"), word(XS[1] + 2, middle + 5, "行")]
    expected = [*TEXTS[:3], ["2010601", "行政运\n行", "100.00", ""], *TEXTS[4:]]
    assert read([piece(0, 3), piece(4, LAST)], words) == [expected]


def test_a_line_of_a_name_that_may_be_of_another_row_joins_nothing() -> None:
    shown = [*TEXTS[:3], ["2010601", "行政运行", "100.00", ""], *TEXTS[4:]]
    words = [*drawn(shown), word(XS[1] + 2, 100 + HEIGHT * 3.7 - 9, "其他")]
    assert read([piece(0, 3), piece(4, LAST)], words) == [TEXTS[:3], TEXTS[4:]]


def test_a_dash_and_the_name_behind_it_are_parted_at_their_column() -> None:
    """Without the line between them a dash and a name touch: —|三、国防支出."""
    xs = (40.0, 160.0, 200.0, 320.0, 400.0)
    texts = [["项目", "金额", "项目", "金额"], ["一", "1.00", "某支出", "2.00"], ["二", "—", "三、国防支出", "—"], ["三", "3.00", "某支出", "4.00"]]
    shown = drawn([[text if text != "—" else "" for text in row] for row in texts], xs)
    base = 100 + HEIGHT * 2.7
    touching = word(195.5, base, "—三、国防支出")
    words = [one for one in shown if one.text != "三、国防支出"] + [touching, word(390.0, base, "—")]
    assert read([piece(0, 2, xs), piece(3, 4, xs)], words) == [texts]


def test_tables_with_a_title_between_them_stay_two() -> None:
    words = drawn([*TEXTS[:3], [""] * 4, *TEXTS[4:]])
    words.append(word(150, 100 + HEIGHT * 3.7, "一般公共预算财政拨款支出决算表"))
    assert read([piece(0, 3), piece(4, LAST)], words) == [TEXTS[:3], TEXTS[4:]]


def test_tables_of_other_columns_stay_two() -> None:
    xs = (40.0, 130.0, 250.0, 350.0, 450.0)
    assert len(read([piece(0, 3), piece(4, LAST, xs)], drawn(TEXTS))) == 2
