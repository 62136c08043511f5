"""A form too wide for a page whose further columns stand in another table, with the names of the rows again."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from budget_analysis import Account, load, reconcile
from budget_analysis.reading import Reading
from tests.test_heads import KEYS, Rows, problems, read, write_xlsx
from tests.test_printed_kinds import ABOVE, frame_of, grid_of, printed, reading_of

REVENUE = "收入决算表"
HEADS = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
ROWS = {
    "total": ["90.00", "50.00", "5.00", "15.00", "7.00", "", "13.00"],
    "205": ["60.00", "30.00", "5.00", "10.00", "7.00", "", "8.00"],
    "20502": ["60.00", "30.00", "5.00", "10.00", "7.00", "", "8.00"],
    "208": ["30.00", "20.00", "", "5.00", "", "", "5.00"],
}
NAMES = {"total": ["合计", ""], "205": ["205", "教育支出"], "20502": ["20502", "普通教育"], "208": ["208", "社会保障和就业支出"]}
FIRST = [[*KEYS, *HEADS[:4]], *([*NAMES[code], *row[:4]] for code, row in ROWS.items())]
SECOND = [[*KEYS, *HEADS[4:]], *([*NAMES[code], *row[4:]] for code, row in ROWS.items())]
NOTE = "说明：收入决算表数据取自2024年度部门决算。"


def written(folder: Path, between: str, *tables: Rows) -> Account:
    document = docx.Document()
    for text in ("云溪县档案馆2024年度部门决算", REVENUE, "部门：云溪县档案馆 单位：万元"):
        document.add_paragraph(text)
    for number, rows in enumerate(tables):
        if number and between:
            document.add_paragraph(between)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
    document.add_paragraph(NOTE)
    document.save(str(folder / "account.docx"))
    return load(folder / "account.docx")


@pytest.mark.parametrize("between", ["收入决算表（续表）", "收入决算表（续）", "2024年度收入决算表（续）", "收入决算表", "续表", "（续表）", ""])
def test_columns_may_go_on_in_a_table_below(between: str, tmp_path: Path) -> None:
    account = written(tmp_path, between, FIRST, SECOND)
    assert read(account, "revenue_by_function") == ROWS and not problems(account)
    checks = reconcile(account).checks
    along = checks.loc[checks["identity"] == "A03.1", "verdict"]
    assert list(along) == ["equal"] * 4  # the total of each row is the sum of its columns in both tables


def test_they_may_go_on_in_three_tables(tmp_path: Path) -> None:
    last = [[*row[:2], *row[4:]] for row in SECOND]
    account = written(tmp_path, "续表", FIRST, [row[:4] for row in SECOND], last)
    assert read(account, "revenue_by_function") == ROWS


def test_a_note_below_amounts_does_not_tell_an_empty_form(tmp_path: Path) -> None:
    account = written(tmp_path, "续表", FIRST, SECOND)
    form = account.forms.set_index("form").loc["revenue_by_function"]
    assert form["note"] == NOTE and not isinstance(form["statement"], str)
    assert reconcile(account).findings.query("kind == 'structure'").empty


def test_they_may_go_on_below_on_the_sheet(tmp_path: Path) -> None:
    rows = [["部门：云溪县档案馆", "", "", "", "", "单位：万元"], *FIRST, ["收入决算表（续）"], *SECOND]
    account = load(write_xlsx(tmp_path, REVENUE, rows))
    assert read(account, "revenue_by_function") == ROWS
    assert account.figures.query("role == '208' and measure == 'other_revenue'")["place"].item() == "Sheet1!E13"


def pages(*tables: Rows) -> Reading:
    lines = [printed(page, 1, (250, REVENUE if page == 1 else f"{REVENUE}（续表）")) for page in range(1, len(tables) + 1)]
    return reading_of([*lines[:1], printed(1, 2, *ABOVE), *lines[1:]], [grid_of(page, 110, rows) for page, rows in enumerate(tables, start=1)], pages=len(tables))


def test_each_column_knows_its_page() -> None:
    frame = frame_of(pages(FIRST, SECOND), "revenue_by_function")
    assert len(frame) == 28
    assert dict(frame[frame["role"] == "205"][["measure", "page"]].values) == {
        "revenue_total": 1, "appropriation": 1, "higher_subsidy": 1, "service_revenue": 1,
        "business_revenue": 2, "affiliate_remittance": 2, "other_revenue": 2,
    }  # fmt: skip


@pytest.mark.parametrize("between", ["续表", ""])
def test_other_columns_of_other_rows_are_no_amounts_of_these(between: str, tmp_path: Path) -> None:
    """The third column of the one table is not that of the other."""
    other = [*SECOND[:3], ["20503", "职业教育", "7.00", "", "8.00"], SECOND[4]]
    account = written(tmp_path, between, [row[:5] for row in FIRST], other)
    assert not read(account, "revenue_by_function")
    assert problems(account)
