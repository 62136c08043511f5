"""Tables that go on on the next page, where their head is printed again: in the same words, in others, in part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from budget_analysis import load
from budget_analysis.locate.surroundings import is_continuation
from budget_analysis.reading import Line, Reading
from tests.test_heads import GENERAL, KEYS, PROSE, SPENT, Rows, read, states
from tests.test_printed_kinds import ABOVE, frame_of, grid_of, printed, reading_of, right

HEAD = [*KEYS, *SPENT]
FIRST = [HEAD, ["栏次", "", "1", "2", "3"], ["合计", "", "30.00", "10.00", "20.00"], ["205", "教育支出", "10.00", "", "10.00"]]
SECOND = [["208", "社会保障和就业支出", "12.00", "10.00", "2.00"], ["210", "卫生健康支出", "8.00", "", "8.00"]]
NAMES = ["合计", "教育支出", "社会保障和就业支出", "卫生健康支出"]
READ = {"total": FIRST[2][2:], "205": FIRST[3][2:], "208": SECOND[0][2:], "210": SECOND[1][2:]}

AGAIN: dict[str, Rows] = {
    "same": [HEAD, ["栏次", "", "1", "2", "3"]],
    "columns counted on": [["栏次", "", "4", "5", "6"]],
    "columns counted under 项目": [["项目", "", "1", "2", "3"]],
    "other words": [["预算科目", "名称", "支出合计", "其中：基本支出", "其中：项目支出"]],
    "words with a remark": [["科目编码", "科目名称", "本年支出合计（决算）", "基本支出（决算）", "项目支出（决算）"]],
    "the year": [["科目编码", "科目名称", "2024年支出", "基本支出", "项目支出"]],
    "a part": [["", "", "", "基本支出", "项目支出"]],
    "title": [[GENERAL, "", "", "", ""], ["部门：云溪县档案馆", "", "", "", "单位：万元"], HEAD],
    "title that goes on": [[f"{GENERAL}（续）", "", "", "", ""]],
    "unknown title": [["一般公共预算支出明细表（续）", "", "", "", "公开05表"]],
    "续表": [["续表", "", "", "", ""], HEAD],
    "续上表": [["（续上表）", "", "", "", ""], ["", "", "", "", "单位：万元"], HEAD],
    "unit": [["", "", "", "", "单位：万元"], HEAD],
    "number": [["", "", "", "", "公开05表"], HEAD],
}


def ruled(top: Rows, *above: str) -> Reading:
    lines = [printed(1, 1, (200, GENERAL)), printed(1, 2, *ABOVE), *(printed(2, n, (200, text)) for n, text in enumerate(above, start=1))]
    return reading_of(lines, [grid_of(1, 100, FIRST), grid_of(2, 120, [*top, *SECOND])], pages=2)


def unruled(top: Rows) -> Reading:
    lines: list[Line] = [printed(1, 1, (200, GENERAL)), printed(1, 2, *ABOVE)]
    for page, rows in ((1, FIRST), (2, [*top, *SECOND])):
        for number, row in enumerate(rows, start=5 - 2 * page):
            keys = [(60.0 + 50 * n, text) for n, text in enumerate(row[:2]) if text]
            lines.append(printed(page, number, *keys, *(right(270 + 80 * n, text) for n, text in enumerate(row[2:]) if text)))
    return reading_of(lines, pages=2)


def words(folder: Path, top: Rows) -> Path:
    document = docx.Document()
    for text in (PROSE, GENERAL, "部门：云溪县档案馆 单位：万元"):
        document.add_paragraph(text)
    for rows in (FIRST, [*top, *SECOND]):
        table = document.add_table(rows=len(rows), cols=len(HEAD))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=False):
                cell.text = text
        document.add_paragraph("")
    path = folder / "account.docx"
    document.save(str(path))
    return path


def read_of(reading: Reading) -> tuple[dict[str, list[str]], list[str]]:
    frame = frame_of(reading, "general_public_expenditure")
    found: dict[str, list[str]] = {}
    for cell in frame.itertuples():
        found.setdefault(str(cell.role), []).append(cell.printed if cell.state != "unreadable" else "?")
    return found, list(dict.fromkeys(frame["label"]))


@pytest.mark.parametrize("kind", AGAIN)
def test_heads_of_a_later_page_are_no_rows(kind: str, tmp_path: Path) -> None:
    for reading in (ruled(AGAIN[kind]), unruled(AGAIN[kind])):
        assert read_of(reading) == (READ, NAMES)
    account = load(words(tmp_path, AGAIN[kind]))
    assert read(account) == READ
    assert account.figures["label"].drop_duplicates().tolist() == NAMES


@pytest.mark.parametrize("above", ["（续上表）", "续表", "续表：一般公共预算支出", f"{GENERAL}（续表）", "一般公共预算支出明细表（续）", f"{GENERAL}（二）", f"{GENERAL}（之二）"])
def test_words_above_the_later_page_end_no_table(above: str) -> None:
    assert read_of(ruled([], above)) == (READ, NAMES)


@pytest.mark.parametrize(
    "row",
    [
        ["", "某某支出", "见附表", "", ""],
        ["", "其他支出", "5.00", "", ""],
        ["", "其他支出", "—", "", ""],
        ["213", "农林水支出", "本年支出", "", ""],
    ],
)
def test_what_may_be_a_row_stays_one(row: Sequence[str]) -> None:
    _, labels = read_of(ruled([row]))
    assert row[1] in labels


def test_names_that_go_on_on_the_next_page_stay_whole() -> None:
    found, _ = states(ruled([["", "和", "", "", ""]]))
    assert found["205", "project"] == ("10.00", "value")
    assert read_of(ruled([["", "（续建）", "", "", ""]]))[1][1] == "教育支出（续建）"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("续表", True), ("(续上表)", True), ("接上页", True), ("收入决算表（续表）", True), ("收入决算表", False), ("续建项目", False), ("手续费", False)],
)
def test_words_that_say_that_a_table_goes_on(text: str, expected: bool) -> None:
    assert is_continuation(text) is expected
