"""What programs of others print: heads that are repeated with their total."""

from __future__ import annotations

import pytest

from budget_analysis import locate
from tests.test_other_provinces import HEADS, verdicts
from tests.test_printed_kinds import figures_of, grid_of, printed, reading_of

TITLE = "一般公共预算财政拨款支出决算表"
HEAD = [*HEADS, "小计", "基本支出", "项目支出"]
TOTAL = ["", "合计", "30.00", "10.00", "20.00"]
SERVICES = ["201", "一般公共服务支出", "20.00", "10.00", "10.00"]


@pytest.mark.parametrize("titles", [(1, 2), (1,)])
@pytest.mark.parametrize(("project", "verdict"), [("10.00", "equal"), ("11.00", "differs")])
def test_a_total_that_is_repeated_with_the_head_is_one_row(titles: tuple[int, ...], project: str, verdict: str) -> None:
    """A workbook repeats the rows of its head on each page, the row of the total among them."""
    first, second = [HEAD, TOTAL, SERVICES], [HEAD, TOTAL, ["205", "教育支出", "10.00", "", project]]
    lines = [printed(page, 1, (200, TITLE)) for page in titles]
    reading = reading_of(lines, [grid_of(1, 100, first), grid_of(2, 100, second)], pages=2)
    assert not [one for one in locate.locate_forms(reading).problems if one.kind == "form"]
    found = figures_of(reading, "general_public_expenditure")
    assert found["205", "expenditure_total"] == ("10.00", "value")
    assert verdicts(reading, "A07.4")["project"] == verdict
    assert verdicts(reading, "A07.4")["expenditure_total"] == "equal"


def test_a_second_print_with_rows_of_its_own_makes_no_sum_differ() -> None:
    """Nobody can tell whether it is the rest of the first one or another form."""
    first, second = [HEAD, TOTAL, SERVICES], [HEAD, ["", "合计", "10.00", "", "10.00"], ["205", "教育支出", "10.00", "", "10.00"]]
    lines = [printed(page, 1, (200, TITLE)) for page in (1, 2)]
    grids = [grid_of(1, 100, first), grid_of(2, 100, second)]
    assert verdicts(reading_of(lines, grids, 2), "A07.4")["project"] == "unchecked"
    assert verdicts(reading_of(lines[:1], grids[:1]), "A07.4")["project"] == "differs"
