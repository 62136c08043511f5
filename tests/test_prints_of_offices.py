"""Prints of small offices: the unit beside the title, running numbers, subtotals below the names of classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from budget_analysis import load, locate, reconcile, tidy
from budget_analysis.facts import Forms
from budget_analysis.locate.surroundings import form_titled, unit_in_title
from budget_analysis.reading import Reading
from budget_analysis.tidy.placed.columns import Column
from budget_analysis.tidy.placed.edges import by_edges
from budget_analysis.tidy.placed.heads import Head
from budget_analysis.tidy.placed.pieces import Piece
from tests.test_narrow_prints import tightly
from tests.test_heads import BODY, GENERAL, KEYS, READ, SPENT, problems, read, write_docx, write_html, write_xlsx
from tests.test_printed_kinds import figures_of, frame_of, right


@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize("words", ["（单位：{}）", "(金额单位：{})", "（{}）", "（单位：人民币{}）", "（2024年度）（单位：{}）"])
def test_the_unit_may_stand_in_brackets_behind_the_title(words: str, unit: str, tmp_path: Path) -> None:
    title = GENERAL + words.format(unit)
    for account in (
        load(write_html(tmp_path, title, [[*KEYS, *SPENT], *BODY], above=())),
        load(write_docx(tmp_path, title, [[*KEYS, *SPENT], *BODY], above=())),
        load(write_xlsx(tmp_path, title, [[*KEYS, *SPENT], *BODY])),
    ):
        assert read(account) == READ
        assert list(account.forms[account.forms["state"] == "found"]["unit"]) == [unit]
        total = account.figures[account.figures["role"] == "total"]["amount_fen"].iloc[0]
        assert total == {"万元": 30_00_00_00, "元": 30_00}[unit]


@pytest.mark.parametrize("title", ["收入决算表（见附件）", "收入决算表（单位：个）", "收入决算表（单位：万元）如下"])
def test_what_else_stands_behind_a_title_makes_it_none(title: str) -> None:
    assert form_titled(title) is None


@pytest.mark.parametrize("title", ["收入决算表", "收入决算表（2024年度）", "收入决算表（公开02表）"])
def test_a_title_without_a_unit_tells_none(title: str) -> None:
    assert form_titled(title) is not None and not unit_in_title(title)


@pytest.mark.parametrize("is_total_counted", [True, False])
@pytest.mark.parametrize("above", ["", "项目"])
def test_the_number_of_a_row_is_no_part_of_its_name(above: str, is_total_counted: bool, tmp_path: Path) -> None:
    counted = [[str(n) if n + is_total_counted else "", *row] for n, row in enumerate(BODY, start=is_total_counted)]
    heads = [[above, "", "", *SPENT], ["序号", *KEYS, "", "", ""]] if above else [["序号", *KEYS, *SPENT]]
    for account in (load(write_xlsx(tmp_path, GENERAL, [*heads, *counted])), load(write_html(tmp_path, GENERAL, [*heads, *counted]))):
        assert read(account) == READ and not problems(account)
        named = account.figures[account.figures["code"].notna()]
        assert set(named["label"]) == {"一般公共服务支出", "教育支出"}


ROWS = [("201", "一般公共服务支出", "20.00", "10.00", "10.00"), ("20103", "政府办公厅及相关机构事务", "20.00", "10.00", "10.00"),
        ("2010301", "行政运行", "10.00", "10.00", "0.00"), ("2010302", "一般行政管理事务", "10.00", "0.00", "10.00"),
        ("205", "教育支出", "10.00", "0.00", "10.00"), ("20508", "进修及培训", "10.00", "0.00", "10.00"), ("2050803", "培训支出", "10.00", "0.00", "10.00")]  # fmt: skip


def counted_lines(numbers: list[str]) -> list[tuple[float, tuple[tuple[float, str], ...]]]:
    """Codes, names and amounts without rules, each row with its number before it, set to the left of its head."""
    def amounts(texts: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
        return tuple(right(edge, text) for edge, text in zip((330.0, 420.0, 510.0), texts, strict=True))

    heads = ((70.0, "序号"), (110.0, "科目编码"), (170.0, "科目名称"), *amounts(("合计", "基本支出", "项目支出")))
    total = ((60.0, "合计"), *amounts(("30.00", "10.00", "20.00")))
    rows = [
        (138.0 + 14 * n, ((60.0, number), (110.0, code), (170.0, name), *amounts(texts)))
        for n, (number, (code, name, *texts)) in enumerate(zip(numbers, ROWS, strict=True))
    ]  # fmt: skip
    return [(95.0, ((150.0, "项目"), (360.0, "本年支出"))), (110.0, heads), (124.0, total), *rows]


def test_the_number_of_a_row_may_stand_before_its_code_without_rules() -> None:
    reading = tightly(*counted_lines([str(n) for n in range(1, 8)]))
    found = figures_of(reading, "general_public_expenditure")
    assert found["total", "expenditure_total"] == ("30.00", "value")
    assert {code: found[code, "basic"][0] for code, *_ in ROWS} == {code: basic for code, _, _, basic, _ in ROWS}
    frame = frame_of(reading, "general_public_expenditure")
    names = dict(zip(frame["code"], frame["label"], strict=True))
    assert {code: names[code] for code, *_ in ROWS} == {code: name for code, name, *_ in ROWS}


def test_numbers_that_do_not_count_the_rows_are_not_left_out() -> None:
    reading = tightly(*counted_lines(["1", "2", "4", "5", "6", "7", "8"]))
    [form] = locate.locate_forms(reading).forms
    figures, told = tidy.tidy_form(form, "d0")
    assert figures.empty and "stand below none of its heads" in told[0].message


def with_subtotals(named: tuple[str, str] = ("小计", "小计"), first: str = "20.00") -> list[list[str]]:
    return [
        [*KEYS, *SPENT],
        ["合计", "", "30.00", "10.00", "20.00"],
        ["201", "一般公共服务支出", "", "", ""],
        ["2010301", "行政运行", "10.00", "10.00", "0.00"],
        ["2010302", "一般行政管理事务", "10.00", "0.00", "10.00"],
        ["", named[0], first, "10.00", "10.00"],
        ["205", "教育支出", "", "", ""],
        ["2050803", "培训支出", "10.00", "0.00", "10.00"],
        ["", named[1], "10.00", "0.00", "10.00"],
    ]


@pytest.mark.parametrize("named", [("小计", "小计"), ("一般公共服务支出小计", "教育支出小计"), ("本类小计", "本类小计")])
def test_the_total_of_a_class_may_stand_below_its_items(named: tuple[str, str], tmp_path: Path) -> None:
    account = load(write_html(tmp_path, GENERAL, with_subtotals(named)))
    ledger = reconcile(account)
    assert not set(ledger.findings["kind"]) & {"blank_total", "sum"}
    assert list(account.figures[account.figures["code"] == "201"]["printed"]) == ["", "", ""]  # as it is printed
    index = Forms(account.forms, account.figures)
    assert [fact.printed for fact in index.cells("general_public_expenditure", "201", "expenditure_total")] == ["20.00"]
    assert index.label("general_public_expenditure", "201") == "一般公共服务支出"
    assert not index.stray("general_public_expenditure")


def test_a_wrong_total_below_the_items_is_found(tmp_path: Path) -> None:
    findings = reconcile(load(write_html(tmp_path, GENERAL, with_subtotals(first="23.00")))).findings
    found = findings[findings["kind"] == "sum"]
    assert list(found["printed"]) == ["23.00"] and list(found["right"]) == ["20.00"]


def test_of_several_subtotals_none_is_the_total_of_the_class(tmp_path: Path) -> None:
    rows = with_subtotals()
    rows.insert(4, ["", "小计", "10.00", "10.00", "0.00"])
    account = load(write_html(tmp_path, GENERAL, rows))
    index = Forms(account.forms, account.figures)
    assert [fact.printed for fact in index.cells("general_public_expenditure", "201", "expenditure_total")] == [""]
    findings = reconcile(account).findings
    assert not set(findings["kind"]) & {"blank_total", "sum"}  # it may stand in one of them


def test_a_blank_total_without_a_subtotal_is_still_told(tmp_path: Path) -> None:
    rows = [row for row in with_subtotals() if row[1] != "小计"]
    assert "blank_total" in set(reconcile(load(write_html(tmp_path, GENERAL, rows))).findings["kind"])


@pytest.mark.parametrize(("basic", "is_wrong"), [("10.00", False), ("70.00", True)])
def test_rows_without_codes_add_up_along_the_row(basic: str, is_wrong: bool, tmp_path: Path) -> None:
    rows = [["项目", *SPENT], ["合计", "30.00", "10.00", "20.00"], ["一般公共服务支出", "20.00", "10.00", "10.00"], ["行政运行", "20.00", basic, "10.00"], ["教育支出", "10.00", "", "10.00"]]
    account = load(write_html(tmp_path, GENERAL, rows))
    findings = reconcile(account).findings
    assert list(findings[findings["kind"] == "sum"]["ground"]) == ["impossible"] * is_wrong
    index = Forms(account.forms, account.figures)
    assert index.roles("general_public_expenditure", "rows")[1:] == ["一般公共服务支出", "行政运行", "教育支出"]
    assert not index.has_row("general_public_expenditure", "行政运行")  # it has no meaning of its own
    assert index.stray("general_public_expenditure")


def test_a_name_that_stands_twice_is_no_row(tmp_path: Path) -> None:
    rows = [["项目", *SPENT], ["合计", "30.00", "10.00", "20.00"], ["其他支出", "20.00", "10.00", "10.00"], ["其他支出", "10.00", "", "10.00"]]
    account = load(write_html(tmp_path, GENERAL, rows))
    assert Forms(account.forms, account.figures).roles("general_public_expenditure", "rows") == ["total"]


def test_rows_without_a_code_beside_others_with_codes_are_not_held_to_it(tmp_path: Path) -> None:
    account = load(write_html(tmp_path, GENERAL, [[*KEYS, *SPENT], *BODY, ["", "以前年度", "9.00", "1.00", "1.00"]]))
    assert "以前年度" not in Forms(account.forms, account.figures).roles("general_public_expenditure", "rows")


def expenses_across(x_of_number: Callable[[float, float, str], float], edges: Sequence[float]) -> Reading:
    """The three expenses in twelve columns without rules, their heads centred, blank where nothing was spent."""
    def centred(first: int, last: int, text: str) -> tuple[float, str]:
        return (edges[first] + edges[last]) / 2 - 4.5 * len(text), text

    items = [(0, 2, "合计"), (2, 4, "因公出国（境）费"), (4, 6, "小计"), (6, 8, "公务用车购置费"), (8, 10, "公务用车运行维护费"), (10, 12, "公务接待费")]
    heads = tuple(centred(n, n + 1, "预算数" if n % 2 == 0 else "决算数") for n in range(12))
    texts = ["21.09", "18.07", "", "", "8.19", "6.49", "", "", "8.19", "6.49", "12.90", "11.58"]
    numbers = tuple((x_of_number(edges[n], edges[n + 1], text), text) for n, text in enumerate(texts) if text)
    return tightly((95.0, (centred(4, 10, "公务用车购置及运行维护费"),)), (107.0, tuple(centred(*item) for item in items)), (121.0, heads), (137.0, numbers), title="财政拨款“三公”经费支出决算表")


EDGES = [56.0, 110.0, 166.0, 246.0, 300.0, 366.0, 423.0, 484.0, 546.0, 622.0, 698.0, 756.0, 813.0]


def test_single_numbers_set_to_the_right_of_their_columns_have_their_heads() -> None:
    found = figures_of(expenses_across(lambda _, end, text: end - 4 - 4.5 * len(text), EDGES), "three_public")
    printed = {(row, measure): text for (row, measure), (text, _) in found.items()}
    assert (printed["total", "budget"], printed["total", "actual"]) == ("21.09", "18.07")
    assert (printed["vehicles", "budget"], printed["vehicles", "actual"]) == ("8.19", "6.49")
    assert (printed["vehicle_running", "budget"], printed["vehicle_running", "actual"]) == ("8.19", "6.49")
    assert (printed["hospitality", "budget"], printed["hospitality", "actual"]) == ("12.90", "11.58")
    assert printed["overseas_travel", "budget"] == printed["vehicle_purchase", "actual"] == ""


def test_single_numbers_whose_edges_tell_nothing_are_left_unread() -> None:
    shifts = iter([0, 6, -3, 9, 2, 12, -2, 5])
    reading = expenses_across(lambda _, end, text: end - 4 - 4.5 * len(text) + (next(shifts) if text else 0), EDGES)
    [form] = locate.locate_forms(reading).forms
    figures, told = tidy.tidy_form(form, "d0")
    assert figures.empty and told


@pytest.mark.parametrize("shift", [0.0, 9.0])
def test_the_ends_of_numbers_about_a_head(shift: float) -> None:
    """Heads at 50, 150, 250 of columns that are 100 wide, numbers that end 4 before each edge, or one of them elsewhere."""
    heads = [Column(Head("决算数", x - 13, x + 13, 0, (Piece("决算数", x - 13, x + 13, 0, 1, 0, 9, 9.0),)), "") for x in (50.0, 150.0, 250.0)]
    bands = [(74.0, 96.0), (174.0, 196.0 + shift), (274.0, 296.0)]
    assert by_edges(bands, heads) == ({} if shift else dict(zip(bands, range(3), strict=True)))
    assert by_edges([(4.0, 26.0), (104.0, 126.0), (204.0, 226.0)], heads) == {}  # set to the left
