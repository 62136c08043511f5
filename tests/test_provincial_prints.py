"""Forms as provinces print them: stamps over numbers, a column of classes, names with their rank, parts of the vehicles."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from budget_analysis import load
from budget_analysis.readers import pdf
from budget_analysis.tidy.rows import FormRow
from budget_analysis.tidy.run_on_names import within_cells, without_class
from tests.test_heads import BODY, GENERAL, KEYS, READ, SPENT, problems, read, write_docx, write_html
from tests.test_pdf_reader import FONT, HEIGHT, XS, YS, Sheet, _font, strokes
from tests.test_printed_kinds import figures_of, grid_of, printed, reading_of

THREE = "“三公”经费支出决算表"
RED = (0.85, 0.1, 0.1)


# --- stamps ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    pdfmetrics.registerFont(TTFont(FONT, str(_font())))


def stamp(sheet: Sheet, ring: tuple[float, float, float], letters: tuple[float, float, float], radius: float, name: str = "档案馆") -> None:
    canvas = sheet.canvas
    x, y = (XS[0] + XS[-1]) / 2, HEIGHT - (YS[0] + YS[-1]) / 2
    canvas.setStrokeColorRGB(*ring)
    canvas.setFillColorRGB(*letters)
    canvas.circle(x, y, radius)
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(x, y - 6, name)
    canvas.drawCentredString(x, y - 20, "12.00")
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)


@pytest.mark.parametrize(
    ("ring", "letters", "radius", "is_stamp"),
    [(RED, RED, 50, True), (RED, RED, 20, False), (RED, (0, 0, 0), 50, False), ((0, 0, 0), RED, 50, False), ((0, 0, 1), (0, 0, 1), 50, False)],
)
def test_the_letters_of_a_stamp_are_left_out_of_both_readings(
    ring: tuple[float, float, float], letters: tuple[float, float, float], radius: float, is_stamp: bool, tmp_path: Path
) -> None:
    """A small ring is drawn around a number; black letters in a ring, and red ones in a black one, are print."""
    plain, stamped = Sheet(), Sheet()
    for sheet in (plain, stamped):
        strokes(sheet)
        sheet.fill_table_text()
    stamp(stamped, ring, letters, radius)
    without = pdf.read(plain.save(tmp_path / "plain.pdf"))
    found = pdf.read(stamped.save(tmp_path / "stamped.pdf"))
    assert (found.grids == without.grids and found.lines == without.lines) == is_stamp
    told = [problem.message for problem in found.problems if problem.kind == "watermark"]
    assert len(told) == is_stamp and all('"档案馆12.00"' in message for message in told)


# --- the class of the rows in a column of its own -------------------------------------------------


@pytest.mark.parametrize("head", ["类别", "类级科目", "支出类别"])
def test_a_column_that_tells_the_class_of_the_rows_is_left_out(head: str, tmp_path: Path) -> None:
    classes = ["合计", "一般公共服务支出", "教育支出"]
    rows = [[head, *KEYS, *SPENT], *([name, *row] for name, row in zip(classes, BODY, strict=True))]
    for account in (load(write_html(tmp_path, GENERAL, rows)), load(write_docx(tmp_path, GENERAL, rows))):
        assert read(account) == READ
        assert account.figures["label"].drop_duplicates().tolist() == ["合计", "一般公共服务支出", "教育支出"]
        [message] = problems(account, "other_column")
        assert f'"{head}"' in message


def labels(*rows: tuple[str, str]) -> list[FormRow]:
    return [FormRow(0, 1, code=code, label=label) for code, label in rows]


def test_a_name_of_which_no_cell_is_whole_says_nothing() -> None:
    grid = grid_of(1, 120, [["社会保障和就业支出", "2080899", "其他优抚支出"], ["", "2080801", "某某抚恤金"]])
    rows = labels(("2080899", "社会保障和就其他优抚业支出支出"), ("2080801", "某某抚恤金"), ("20808", "抚恤"))
    assert [row.label for row in within_cells("function", rows, [grid])] == ["", "某某抚恤金", "抚恤"]


def test_the_name_of_a_class_in_the_names_of_its_rows_leaves_them_out() -> None:
    ran = labels(("205", "教育支出"), ("20502", "教育支出普通教育"), ("2050202", "小学教育教育支出"), ("20599", "其他教育支出"), ("2050201", "学前教育"))
    assert [row.label for row in without_class(ran)] == ["教育支出", "", "", "其他教育支出", "学前教育"]
    own = labels(("232", "债务付息支出"), ("23203", "地方政府一般债务付息支出"), ("22999", "其他支出"))
    assert list(without_class(own)) == own


# --- words ----------------------------------------------------------------------------------------


def test_names_are_told_without_their_rank(tmp_path: Path) -> None:
    body = [BODY[0], ["201", "一般公共服务支出（类）", *BODY[1][2:]], ["205", "教育支出(类)", *BODY[2][2:]]]
    account = load(write_html(tmp_path, GENERAL, [[*KEYS, *SPENT], *body]))
    assert read(account) == READ
    assert account.figures["label"].drop_duplicates().tolist() == ["合计", "一般公共服务支出", "教育支出"]


def test_none_in_the_place_of_an_amount_is_no_amount(tmp_path: Path) -> None:
    rows = [[*KEYS, *SPENT], *BODY[:2], ["205", "教育支出", "10.00", "无", "10.00"]]
    account = load(write_html(tmp_path, GENERAL, rows))
    own = account.figures[(account.figures["role"] == "205") & (account.figures["measure"] == "basic")]
    assert own["state"].tolist() == ["blank"] and not problems(account, "cell")


def test_vehicles_across_have_their_parts_by_short_heads() -> None:
    """预算数 and 决算数 stand below each item; the parts are headed 购置费 and 运行费 only."""
    items = ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "公务用车购置及运行费", "公务用车购置及运行费"]
    parts = [*items[:3], "小计", "购置费", "运行费"]
    amounts = ["9.00", "8.00", "1.00", "0.50", "2.00", "1.50", "6.00", "6.00", "4.00", "4.00", "2.00", "2.00"]
    rows = [[word for item in items for word in (item, item)], [word for part in parts for word in (part, part)], ["预算数", "决算数"] * 6, amounts]
    found = figures_of(reading_of([printed(1, 1, (200, THREE)), printed(1, 2, (60, "单位：万元"))], [grid_of(1, 120, rows)]), "three_public")
    assert {key: value for key, (value, _) in found.items() if key[1] == "actual"} == {
        ("total", "actual"): "8.00", ("overseas_travel", "actual"): "0.50", ("hospitality", "actual"): "1.50",
        ("vehicles", "actual"): "6.00", ("vehicle_purchase", "actual"): "4.00", ("vehicle_running", "actual"): "2.00",
    }  # fmt: skip
