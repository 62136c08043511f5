"""Tables in which pieces of lines are missing, bands of colour, and strokes of letters that look like lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from budget_analysis import load

from budget_analysis.drawn.marks import Char, Marks
from budget_analysis.drawn.missing_rules import mended
from budget_analysis.drawn.pages import without_specks
from budget_analysis.drawn.slots import fill, make_grid
from budget_analysis.drawn.views import NO_VIEW
from budget_analysis.drawn.words import Word
from budget_analysis.reading import Box, Cell, Grid
from budget_analysis.readers.pdf import agree
from budget_analysis.tidy.doubts import doubt_of_cell

XS = (40.0, 100.0, 250.0, 350.0, 450.0)
HEIGHT = 20.0
HEAD = ["科目编码", "科目名称", "基本支出", "项目支出"]
ROWS = [
    HEAD,
    ["201", "一般公共服务支出", "120.50", ""],
    ["20106", "财政事务", "120.50", ""],
    ["2010601", "行政运行", "100.00", ""],
    ["2010650", "事业运行", "20.50", ""],
    ["221", "住房保障支出", "", "8.25"],
]
Slot = tuple[int, int]


def word(x: float, base: float, text: str, size: float = 9.0) -> Word:
    wide = [size if letter > "⺀" else size / 2 for letter in text]
    return Word([Char(letter, x + sum(wide[:n]), x + sum(wide[: n + 1]), base, size) for n, letter in enumerate(text)])


def drawn(rows: Sequence[Sequence[str]], xs: Sequence[float] = XS) -> list[Word]:
    """Each text in its row and column: amounts to the right, all else to the left."""
    words = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                is_amount = "." in text
                x = xs[column + 1] - 2 - 4.5 * len(text) if is_amount else xs[column] + 2
                words.append(word(x, 100 + HEIGHT * (row + 0.7), text))
    return words


def grid_with(merged: Sequence[tuple[Slot, Slot]], rows: int = len(ROWS), xs: Sequence[float] = XS) -> Grid:
    """A grid whose slots from one corner to the other are one cell."""
    ys = [100 + HEIGHT * row for row in range(rows + 1)]
    covered = {
        (row, column): (first, last)
        for first, last in merged
        for row in range(first[0], last[0] + 1)
        for column in range(first[1], last[1] + 1)
    }
    cells = []
    for row in range(rows):
        for column in range(len(xs) - 1):
            first, last = covered.get((row, column), ((row, column), (row, column)))
            if first == (row, column):
                box = Box(xs[column], ys[row], xs[last[1] + 1], ys[last[0] + 1])
                cells.append(Cell(row, column, "", last[0] - row + 1, last[1] - column + 1, box))
    return make_grid(1, cells)


def read(rows: Sequence[Sequence[str]], merged: Sequence[tuple[Slot, Slot]], xs: Sequence[float] = XS) -> dict[Slot, str]:
    words = drawn(rows, xs)
    grid = mended(fill(grid_with(merged, len(rows), xs), words), words)
    return {(cell.row, cell.column): cell.text for cell in grid.cells}


@pytest.mark.parametrize(
    "merged",
    [
        [((1, 2), (1, 3))],  # an amount, of which column nobody tells but its place
        [((5, 2), (5, 3))],
        [((2, 1), (2, 2))],  # a name and an amount
        [((3, 0), (4, 0))],  # two codes
        [((3, 1), (4, 1))],  # two names
        [((3, 2), (4, 2))],  # two amounts
        [((4, 3), (5, 3))],  # an amount below a blank
        [((5, 0), (5, 3))],  # a whole row
        [((1, 0), (1, 3)), ((3, 0), (3, 3)), ((5, 0), (5, 3))],  # every second row
        [((3, 1), (4, 2))],  # two rows and two columns
    ],
)
def test_what_stands_in_one_cell_for_want_of_a_line_is_parted(merged: Sequence[tuple[Slot, Slot]]) -> None:
    found = read(ROWS, merged)
    assert found == {(row, column): text for row, texts in enumerate(ROWS) for column, text in enumerate(texts)}


def test_merged_cells_that_were_meant_stay() -> None:
    total = ["合计", "", "120.50", "8.25"]
    rows = [HEAD, total, *ROWS[1:]]
    assert read(rows, [((1, 0), (1, 1))])[1, 0] == "合计"
    assert (1, 1) not in read(rows, [((1, 0), (1, 1))])
    # a name over three rows, the words of a head, a note
    names = [HEAD, ["201", "一般公共服务支出", "1.00", ""], ["201", "", "2.00", ""], ["201", "", "3.00", ""]]
    assert (2, 1) not in read(names, [((1, 1), (3, 1))])
    heads = [["", "", "支出", ""], *ROWS]
    assert (0, 3) not in read(heads, [((0, 2), (0, 3))])
    note = [*ROWS, ["注：本表反映本年度各项支出情况，2024年没有其他支出。", "", "", ""]]
    assert (6, 1) not in read(note, [((6, 0), (6, 3))])


def test_a_head_that_reaches_down_to_the_first_amounts_stays() -> None:
    rows = [["合计", "支出", "", ""], ["", "基本支出", "项目支出", ""], ["9.50", "6.00", "3.50", "1.00"]]
    assert read(rows, [((0, 0), (2, 0))])[0, 0] == "合计\n9.50"


def test_a_number_between_two_rows_or_columns_is_that_of_the_whole_cell() -> None:
    words = [*drawn(ROWS[:3]), word(340, 100 + HEIGHT * 3.7, "20.50"), *drawn([*[[""] * 4] * 4, ROWS[4], ROWS[5]])[:2]]
    grid = fill(grid_with([((3, 2), (3, 3))]), words)
    assert mended(grid, words) == grid
    between = [*drawn(ROWS[:3]), word(300, 100 + HEIGHT * 4.2, "20.50")]
    grid = fill(grid_with([((3, 2), (4, 2))]), between)
    assert mended(grid, between) == grid


def test_the_numbers_of_lines_and_levels_beside_a_name() -> None:
    xs = (40.0, 200.0, 240.0, 330.0)
    rows = [["项目", "行次", "金额"], ["五、教育支出", "5", "9.00"], ["六、科学技术支出", "6", "8.00"], ["七、其他支出", "7", "1.00"]]
    found = read(rows, [((2, 0), (2, 1))], xs)
    assert (found[2, 0], found[2, 1]) == ("六、科学技术支出", "6")


def test_what_two_readings_read_differently_stays() -> None:
    words = drawn(ROWS)
    grid = fill(grid_with([((3, 2), (4, 2))]), words)
    cells = tuple(
        cell if cell.row_span == 1 else Cell(cell.row, cell.column, cell.text, 2, 1, cell.box, other="100.00 29.50")
        for cell in grid.cells
    )
    doubtful = Grid(1, grid.rows, grid.columns, cells, grid.box)
    assert mended(doubtful, words) == doubtful


def test_a_row_of_amounts_below_a_head_that_alone_is_ruled() -> None:
    xs = (40.0, 140.0, 240.0, 340.0, 440.0)
    head = ["合计", "因公出国（境）费", "公务用车运行维护费", "公务接待费"]
    words = [*drawn([head], xs), *(word(xs[n] + 40, 132, text) for n, text in enumerate(["9.50", "-", "6.00", "3.50"]))]
    grid = mended(fill(grid_with([], 1, xs), words), words)
    assert [cell.text for cell in grid.cells[4:]] == ["9.50", "-", "6.00", "3.50"]
    apart = [*drawn([head], xs), *(word(xs[n] + 40, 190, "9.50") for n in range(4))]
    grid = fill(grid_with([], 1, xs), apart)
    assert mended(grid, apart) == grid
    said = [*drawn([head], xs), word(42, 132, "注：支出9.50万元，其中6.00、2.00和1.50")]
    grid = fill(grid_with([], 1, xs), said)
    assert mended(grid, said) == grid


def test_strokes_of_letters_are_no_tables() -> None:
    """A browser may draw bold letters as lines and areas: those of ” make two cells."""
    marks = Marks(1, NO_VIEW, chars=[Char("三", 100, 108, 100, 8.0)])
    cells = [Cell(0, 0, "", box=Box(473, 46, 477, 51)), Cell(1, 0, "", box=Box(473, 51, 477, 56))]
    table = grid_with([])
    assert without_specks([make_grid(1, cells), table], marks) == [table]


def two_readings(merged: Sequence[tuple[Slot, Slot]], rows: Sequence[Sequence[str]], lost: int) -> tuple[Grid, Grid]:
    """The grid with all its lines, and as a reading sees it that lost the line above one row."""
    words = drawn(rows)
    whole = fill(grid_with(merged, len(rows)), words)
    cells = []
    for cell in whole.cells:
        above = next(
            (one for one in whole.cells if one.column == cell.column and one.row == lost - 1 and cell.row == lost), None
        )
        if cell.row == lost - 1:
            continue
        moved = replace(cell, row=cell.row - (cell.row >= lost), reading="tabula")
        if above is not None and cell.box is not None and above.box is not None:
            moved = replace(moved, box=cell.box.union(above.box), text=f"{above.text}\n{cell.text}")
        cells.append(moved)
    return make_grid(1, cells), whole


def test_a_line_between_rows_of_numbers_that_one_reading_lost() -> None:
    """A dash above a number is no minus."""
    rows = [HEAD, ["30310", "奖励金", "-", "-"], ["30399", "其他补助", "961.97", "2.00"]]
    ours, theirs = two_readings([], rows, 2)
    assert [cell.text for cell in ours.cells if cell.column == 2] == ["基本支出", "-\n961.97"]
    [kept] = agree.reconcile([ours], [theirs], drawn(rows)).grids
    assert [cell.text for cell in kept.cells if cell.column == 2] == ["基本支出", "-", "961.97"]
    # a line that parts no number: the usual shape
    names = [HEAD, ["30310", "其他对个人和", "", ""], ["", "家庭的补助", "", ""]]
    ours, theirs = two_readings([], names, 2)
    [kept] = agree.reconcile([ours], [theirs], drawn(names)).grids
    assert kept.rows == 2


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [("-\n961.97", True), ("961.97\n-", False), ("—\n5.00", False), ("-961.97", False), ("- 961.97", False), ("1,287,99\n7.22", False)],
)
def test_a_dash_and_a_number_above_each_other_are_no_negative_number(text: str, is_doubtful: bool) -> None:
    assert bool(doubt_of_cell(Cell(0, 0, text))) is is_doubtful


def test_bands_of_colour_and_lines_around_a_title_are_no_tables() -> None:
    """What only one reading sees, in one column, hides the table below it."""
    bands = [Cell(row, 0, "", box=Box(40, 100 + 20 * row, 450, 120 + 20 * row), reading="tabula") for row in range(3)]
    band = make_grid(1, bands)
    assert agree.reconcile([band], [], drawn(ROWS)).grids == ()
    assert len(agree.reconcile([band], [band], drawn(ROWS)).grids) == 1


ACROSS = """云溪县档案馆2022年度部门决算
财政拨款“三公”经费支出决算表
部门：云溪县档案馆	单位：万元
预算数						决算数
合计	因公出国（境）费	公务用车购置及运行维护费			公务接待费	合计	因公出国（境）费	公务用车购置及运行维护费			公务接待费
		小计	公务用车购置费	公务用车运行维护费				小计	公务用车购置费	公务用车运行维护费
55.30	7.15	42.18	24.67	17.51	5.97	36.56	3.39	31.97	19.79	12.18	1.20
注：本表反映“三公”经费支出预决算情况。
"""


def test_the_heads_of_a_dump_stand_over_the_first_of_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_text(ACROSS)
    figures = load(path).figures
    found = {(cell.role, cell.measure): cell.printed for cell in figures[figures["form"] == "three_public"].itertuples()}
    roles = ("total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")
    numbers = ACROSS.splitlines()[6].split("\t")
    assert found == {
        **{(role, "budget"): number for role, number in zip(roles, numbers[:6], strict=True)},
        **{(role, "actual"): number for role, number in zip(roles, numbers[6:], strict=True)},
    }
