"""Heads of columns by other words, rows between a title and its table, columns that a form does not have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest

from budget_analysis import Account, DocumentError, load, locate, reconcile, terms, tidy
from budget_analysis.locate.surroundings import form_titled
from budget_analysis.reading import Reading
from tests.test_printed_kinds import ABOVE, grid_of, printed, reading_of, right

Rows = Sequence[Sequence[str]]
GENERAL = "一般公共预算财政拨款支出决算表"
KEYS = ["科目编码", "科目名称"]
SPENT = ["本年支出合计", "基本支出", "项目支出"]
BODY = [
    ["合计", "", "30.00", "10.00", "20.00"],
    ["201", "一般公共服务支出", "20.00", "10.00", "10.00"],
    ["205", "教育支出", "10.00", "", "10.00"],
]
READ = {"total": ["30.00", "10.00", "20.00"], "201": ["20.00", "10.00", "10.00"], "205": ["10.00", "", "10.00"]}
PROSE = "云溪县档案馆2024年度部门决算"


def write_html(folder: Path, title: str, rows: Rows, above: Sequence[str] = ("部门：云溪县档案馆 单位：万元",)) -> Path:
    lines = "".join(f"<p>{text}</p>" for text in (title, *above) if text)
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    path = folder / "page.html"
    path.write_text(f"<html><body><h1>{PROSE}</h1>{lines}<table>{cells}</table></body></html>", encoding="utf-8")
    return path


def write_docx(folder: Path, title: str, rows: Rows, above: Sequence[str] = ("部门：云溪县档案馆 单位：万元",)) -> Path:
    document = docx.Document()
    for text in (PROSE, title, *above):
        if text:
            document.add_paragraph(text)
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for line, row in zip(table.rows, rows, strict=True):  # to ask the table for a cell takes a look at all of them
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = text
    path = folder / "account.docx"
    document.save(str(path))
    return path


def write_xlsx(folder: Path, title: str, rows: Rows, sheet: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in ([title], *rows) if title else rows:
        page.append([text or None for text in row])
    path = folder / "book.xlsx"
    book.save(path)
    return path


def read(account: Account, form: str = "general_public_expenditure") -> dict[str, list[str]]:
    """The amounts of each row that has a meaning; rows without one by their label."""
    frame = account.figures[account.figures["form"] == form]
    found: dict[str, list[str]] = {}
    for cell in frame.itertuples():
        found.setdefault(cell.role if isinstance(cell.role, str) else f"? {cell.label}", []).append(cell.printed if cell.state != "unreadable" else "?")
    return found


def problems(account: Account, kind: str = "form") -> list[str]:
    return [row.message for row in account.problems.itertuples() if row.kind == kind]


@pytest.mark.parametrize("code", ["科目代码", "科目编号", "功能分类科目代码", "功能科目编码", "预算科目编码", "支出功能分类科目编码", "编码"])
@pytest.mark.parametrize("name", ["科目名称", "功能分类科目名称", "支出功能分类科目名称", "项目名称"])
def test_codes_and_names_are_headed_by_other_words(code: str, name: str, tmp_path: Path) -> None:
    account = load(write_html(tmp_path, GENERAL, [[code, name, *SPENT], *BODY]))
    assert read(account) == READ
    assert not problems(account)


@pytest.mark.parametrize("code", ["科目代码", "经济分类科目代码", "支出功能分类科目编码", "编码"])
def test_blocks_of_a_form_may_have_other_words_for_codes(code: str, tmp_path: Path) -> None:
    """What is headed so are economic classes all the same: the codes themselves say it."""
    head = [code, "科目名称", "决算数"] * 2
    rows = [["人员经费"] * 3 + ["公用经费"] * 3, head, ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "1.00"],
            ["30101", "基本工资", "9.00", "30201", "办公费", "1.00"], ["人员经费合计", "", "9.00", "公用经费合计", "", "1.00"]]  # fmt: skip
    account = load(write_docx(tmp_path, "一般公共预算财政拨款基本支出决算明细表", rows))
    found = read(account, "general_public_basic")
    assert found == {"301": ["9.00"], "30101": ["9.00"], "302": ["1.00"], "30201": ["1.00"], "personnel": ["9.00"], "running": ["1.00"]}


YEARS = ["2024年度", "2024年", "（2024年度）", "批复表", "云溪县财政局制", "编制日期：2025年8月10日"]


@pytest.mark.parametrize("text", YEARS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_stands_between_title_and_table_is_no_table(text: str, place: int, tmp_path: Path) -> None:
    """Beside the number of the form, a row of two cells."""
    row = [""] * 4 + ["公开05表"]
    row[place] = text
    table = [row, ["部门：云溪县档案馆", "", "", "", "单位：元"], [*KEYS, *SPENT], *BODY]
    for account in (load(write_xlsx(tmp_path, GENERAL, table)), load(write_html(tmp_path, "", [[GENERAL], *table], [])), load(write_docx(tmp_path, GENERAL, table, []))):
        assert read(account) == READ
        assert account.forms.loc[account.forms["form"] == "general_public_expenditure", "unit"].item() == "元"
        assert account.figures["amount_fen"].max() == 3000


@pytest.mark.parametrize("text", YEARS)
def test_what_stands_beside_department_and_unit_hides_neither(text: str, tmp_path: Path) -> None:
    table = [["部门：云溪县档案馆", "", text, "", "单位：元"], [*KEYS, *SPENT], *BODY]
    account = load(write_xlsx(tmp_path, GENERAL, table))
    assert read(account) == READ
    assert account.figures["amount_fen"].max() == 3000


def test_rows_with_amounts_or_heads_stay_rows(tmp_path: Path) -> None:
    """部门 behind a table closes it, and what was open above it is no line of a title."""
    [*rows] = [*KEYS, *SPENT], ["合计", "", "30.00", "10.00", "20.00"], ["部门：云溪县档案馆", "", "", "", "单位：万元"]
    assert read(load(write_xlsx(tmp_path, GENERAL, rows))) == {"total": READ["total"]}


@pytest.mark.parametrize("head", ["本年决算数", "决算金额", "2024年度本年决算数"])
def test_amounts_are_headed_by_other_words(head: str, tmp_path: Path) -> None:
    rows = [["收入", "", "", "支出", "", ""], ["项目", "行次", head, "项目", "行次", head], ["栏次", "", "1", "栏次", "", "2"],
            ["一、一般公共预算财政拨款收入", "1", "9.00", "一、一般公共服务支出", "3", "9.00"], ["总计", "2", "9.00", "总计", "4", "9.00"]]  # fmt: skip
    found = read(load(write_docx(tmp_path, "收入支出决算总表", rows)), "revenue_expenditure_summary")
    assert found == {"general_public_revenue": ["9.00"], "grand_total_revenue": ["9.00"], "201": ["9.00"], "grand_total_expenditure": ["9.00"]}


def test_kinds_of_money_are_headed_by_their_first_words(tmp_path: Path) -> None:
    rows = [["项目", "本年决算数", "项目", "合计", "一般公共预算", "政府性基金", "国有资本经营"],
            ["一、一般公共预算财政拨款", "9.00", "一、一般公共服务支出", "9.00", "7.00", "2.00", ""], ["总计", "9.00", "总计", "9.00", "7.00", "2.00", ""]]  # fmt: skip
    found = read(load(write_docx(tmp_path, "财政拨款收入支出决算总表", rows)), "appropriation_summary")
    assert found["201"] == ["9.00", "7.00", "2.00", ""]
    assert found["general_public_revenue"] == ["9.00"]


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("《收入决算表》", "revenue_by_function"),
        ("《2024年度收入决算表》", "revenue_by_function"),
        ("2024年度《收入决算表》", "revenue_by_function"),
        ("表2：《收入决算表》", "revenue_by_function"),
        ("收入决算表》", None),
        ("《收入决算表》、《支出决算表》", None),
        ("决算公开02表 收入决算表", "revenue_by_function"),
        ("财决公开02表 收入决算表", "revenue_by_function"),
        ("2024年度部门一般公共预算财政拨款支出决算表", "general_public_expenditure"),
        ("云溪县档案馆部门政府性基金预算财政拨款收入支出决算表", "gov_funds"),
        ("公共预算财政拨款“三公”经费支出决算表", "three_public"),
        ("公共预算财政拨款收入支出决算表", "general_public_expenditure"),
        ("部门一般公共预算财政拨款", None),
        ("全部门收入决算表", None),
    ],
)
def test_marks_numbers_and_words_around_a_title(title: str, form: str | None) -> None:
    spec = form_titled(title)
    assert (spec.id if spec else None) == form


@pytest.mark.parametrize("sheet", ["Z02 收入决算表", "GK02收入决算表", "2-收入决算表", "02_收入决算表", "收入决算表"])
def test_a_sheet_is_named_by_number_and_title(sheet: str, tmp_path: Path) -> None:
    head = [*KEYS, "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    row = ["合计", "", "9.00", "9.00", "", "", "", "", ""]
    account = load(write_xlsx(tmp_path, "", [["2024年度", *[""] * 7, "公开02表"], ["部门：云溪县档案馆", *[""] * 7, "单位：万元"], head, row], sheet))
    assert read(account, "revenue_by_function") == {"total": row[2:]}
    assert account.forms.loc[account.forms["form"] == "revenue_by_function", "title"].item() == "收入决算表"


@pytest.mark.parametrize("sheet", ["Z02", "收入决算表底稿", "公开收入决算表"])
def test_a_sheet_of_another_name_titles_no_form(sheet: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        load(write_xlsx(tmp_path, "", [[*KEYS, "本年收入合计"], ["合计", "", "9.00"]], sheet))


def rows_of_codes(*codes: str) -> list[list[str]]:
    names = ["一般公共服务支出", "某某事务", "行政运行", "事业运行", "其他事务", "行政运行"]
    paid = ["9.00", "6.00", "4.00", "2.00", "3.00", "3.00"]
    return [["合计", "", "9.00", "9.00", ""], *([code, name, all_, all_, ""] for code, name, all_ in zip(codes, names, paid, strict=True))]


WHOLE = ["201", "20103", "2010301", "2010350", "20113", "2011301"]


@pytest.mark.parametrize("mark", [".", "．", "-"])
def test_codes_with_marks_between_their_parts(mark: str, tmp_path: Path) -> None:
    printed = ["201", f"201{mark}03", f"201{mark}03{mark}01", f"201{mark}03{mark}50", f"201{mark}13", f"201{mark}13{mark}01"]
    account = load(write_docx(tmp_path, GENERAL, [[*KEYS, *SPENT], *rows_of_codes(*printed)]))
    assert list(read(account)) == ["total", *WHOLE]
    assert read(account)["20103"] == ["6.00", "6.00", ""]


def test_only_the_last_part_of_a_code_is_printed(tmp_path: Path) -> None:
    """01 and 50 below 03 make its amount, 03 and 13 that of the class: there is no other way."""
    account = load(write_docx(tmp_path, GENERAL, [[*KEYS, *SPENT], *rows_of_codes("201", "03", "01", "50", "13", "01")]))
    assert list(read(account)) == ["total", *WHOLE]
    assert read(account)["2011301"] == ["3.00", "3.00", ""]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_last_parts_of_codes_that_do_not_add_up_are_not_guessed(number: int, tmp_path: Path) -> None:
    rows = rows_of_codes("201", "03", "01", "50", "13", "01")
    rows[number][2] = "5.50"
    account = load(write_docx(tmp_path, GENERAL, [[*KEYS, *SPENT], *rows]))
    assert not read(account)
    assert any("is no code" in message for message in problems(account))


def test_last_parts_of_codes_with_two_meanings_are_not_guessed(tmp_path: Path) -> None:
    """Where all below a class is zero, 05 behind 03 may be a section or an item."""
    rows = [["合计", "", "0.00", "0.00", ""], *([code, name, "0.00", "0.00", ""] for code, name in (("201", "一般公共服务支出"), ("03", "某"), ("05", "某")))]
    assert not read(load(write_docx(tmp_path, GENERAL, [[*KEYS, *SPENT], *rows])))


@pytest.mark.parametrize(("marked", "first"), [(3, "30.00"), (2, "?"), (0, "30.00")])
def test_the_sign_of_the_currency_before_every_number(marked: int, first: str, tmp_path: Path) -> None:
    """Before some numbers of a form in 万元 nobody can tell what it says."""
    body = [[*row[:2], *(f"¥{text}" if text and number < marked else text for text in row[2:])] for number, row in enumerate(BODY)]
    found = load(write_docx(tmp_path, GENERAL, [[*KEYS, *SPENT], *body]))
    assert read(found)["total"][0].removeprefix("¥") == first
    assert read(found)["205"][1:] == ["", "¥10.00" if marked > 2 else "10.00"]
    if marked == len(BODY):
        assert found.figures["amount_fen"].max() == 30_000_000


# --- columns that a form does not have ------------------------------------------------------------------

OTHERS = [["年初预算数"], ["年初预算数", "全年预算数"], ["上年决算数", "增减额"], ["完成年初预算%"], ["备注"], ["比上年增减（%）"]]


def with_columns(rows: Rows, at: int, heads: Sequence[str], empty: int = 0) -> list[list[str]]:
    """The rows with more columns; the last rows may be blank there."""
    texts = [heads, *([f"{n}{m}.50" for m, _ in enumerate(heads)] if n < len(rows) - empty else [""] * len(heads) for n in range(1, len(rows)))]
    return [[*row[:at], *own, *row[at:]] for row, own in zip(rows, texts, strict=True)]


def ruled(title: str, rows: Rows) -> Reading:
    return reading_of([printed(1, 1, (200, title)), printed(1, 2, *ABOVE)], [grid_of(1, 100, rows)])


def unruled(title: str, rows: Rows) -> Reading:
    """Heads and amounts are set to the right of columns of one width, codes and names to the left."""
    lines = [printed(1, 1, (200, title)), printed(1, 2, *ABOVE)]
    for number, row in enumerate(rows, start=3):
        keys = [(60.0 + 50 * n, text) for n, text in enumerate(row[:2]) if text]
        lines.append(printed(1, number, *keys, *(right(270 + 80 * n, text) for n, text in enumerate(row[2:]) if text)))
    return reading_of(lines)


def states(reading: Reading, form: str = "general_public_expenditure") -> tuple[dict[tuple[str, str], tuple[str, str]], list[str]]:
    [raw] = [raw for raw in locate.locate_forms(reading).forms if raw.spec.id == form]
    frame, found = tidy.tidy_form(raw, "d0")
    named = frame[frame["role"].notna()]
    return {(row.role, row.measure): (row.printed, row.state) for row in named.itertuples()}, [one.message for one in found]


@pytest.mark.parametrize("heads", OTHERS)
@pytest.mark.parametrize("at", [2, 5])
@pytest.mark.parametrize("empty", [0, 2])
def test_columns_that_a_form_does_not_have_are_left_out(heads: list[str], at: int, empty: int, tmp_path: Path) -> None:
    rows = with_columns([[*KEYS, *SPENT], *BODY], at, heads, empty)
    accounts = [load(write_docx(tmp_path, GENERAL, rows)), load(write_xlsx(tmp_path, GENERAL, [["部门：云溪县档案馆", "单位：万元"], *rows]))]
    for account in accounts:
        assert read(account) == READ
        assert account.figures["label"].drop_duplicates().tolist() == ["合计", "一般公共服务支出", "教育支出"]
        [message] = problems(account, "other_column")
        assert all(f'"{terms.fold(head)}"' in message for head in heads)
        ledger = reconcile(account)
        assert not (ledger.checks["verdict"] == "differs").any() and ledger.findings.empty
    for reading in (ruled(GENERAL, rows), unruled(GENERAL, rows)):
        found, messages = states(reading)
        assert found["201", "expenditure_total"] == ("20.00", "value")
        assert found["205", "basic"] == ("", "blank")
        assert found["total", "project"] == ("20.00", "value")
        assert any("were left out" in message for message in messages)


def test_columns_under_a_head_that_the_form_does_not_have(tmp_path: Path) -> None:
    """年初预算数 and 决算数 over the same three heads: the columns below the first are none of the form."""
    upper = ["项目", "", "年初预算数", "", "", "决算数", "", ""]
    path = tmp_path / "page.html"
    cells = f"<tr><td colspan=2>{upper[0]}</td><td colspan=3>{upper[2]}</td><td colspan=3>{upper[5]}</td></tr>"
    rows = [[*KEYS, *SPENT, *SPENT], *([*row[:2], "1.50", "0.50", "1.00", *row[2:]] for row in BODY)]
    cells += "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    path.write_text(f"<html><body><h1>{PROSE}</h1><p>{GENERAL}</p><p>单位：万元</p><table>{cells}</table></body></html>", encoding="utf-8")
    account = load(path)
    assert read(account) == READ
    assert "年初预算数" in problems(account, "other_column")[0]


def test_budget_beside_the_amounts_of_the_summary_is_left_out(tmp_path: Path) -> None:
    heads = ["年初预算数", "全年预算数", "决算数"]
    rows = [["收入", "", *[""] * 3, "支出", "", *[""] * 3], ["项目", "行次", *heads, "项目", "行次", *heads], ["栏次", "", "1", "2", "3", "栏次", "", "4", "5", "6"],
            ["一、一般公共预算财政拨款收入", "1", "8.00", "8.50", "9.00", "一、一般公共服务支出", "3", "8.00", "8.50", "9.00"],
            ["总计", "2", "8.00", "8.50", "9.00", "总计", "4", "8.00", "8.50", "9.00"]]  # fmt: skip
    account = load(write_docx(tmp_path, "收入支出决算总表", rows))
    assert read(account, "revenue_expenditure_summary") == {
        "general_public_revenue": ["9.00"], "grand_total_revenue": ["9.00"], "201": ["9.00"], "grand_total_expenditure": ["9.00"],
    }  # fmt: skip
    assert len(problems(account, "other_column")) == 1


@pytest.mark.parametrize("at", [2, 3, 5])
@pytest.mark.parametrize("empty", [0, 2])
def test_a_column_of_amounts_that_nobody_knows_leaves_the_form_unread(at: int, empty: int, tmp_path: Path) -> None:
    """It may be one of the form's own by another word: no cell is read, and no finding comes of it."""
    rows = with_columns([[*KEYS, *SPENT], *BODY], at, ["某项金额"], empty)
    account = load(write_docx(tmp_path, GENERAL, rows))
    assert not read(account)
    assert any("某项金额" in message for message in problems(account))
    assert reconcile(account).findings.empty
    found, messages = states(ruled(GENERAL, rows))
    assert not found and any("某项金额" in message for message in messages)
    assert not states(unruled(GENERAL, rows))[0]


def test_a_column_of_texts_beside_the_names_is_no_part_of_them(tmp_path: Path) -> None:
    rows = [[*row[:2], text, *row[2:]] for row, text in zip([[*KEYS, *SPENT], *BODY], ["主管处室", "", "甲处", "乙处"], strict=True)]
    account = load(write_docx(tmp_path, GENERAL, rows))
    assert not read(account) and any("主管处室" in message for message in problems(account))


def test_codes_below_a_word_that_nobody_knows_are_codes(tmp_path: Path) -> None:
    account = load(write_docx(tmp_path, GENERAL, [["功能代号", "科目名称", *SPENT], *BODY]))
    assert read(account) == READ


@pytest.mark.parametrize("heads", [["预算数（元）", "完成率%"], ["上年数(元)", "增减率%"]])
def test_units_and_signs_of_rates_behind_such_heads(heads: list[str]) -> None:
    rows = with_columns([[*KEYS, *SPENT], *BODY], 2, heads)
    for reading in (ruled(GENERAL, rows), unruled(GENERAL, rows)):
        found, [message] = states(reading)
        assert found["201", "project"] == ("10.00", "value") and "were left out" in message


def test_the_year_before_of_items_that_stand_side_by_side_is_told() -> None:
    items = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"]
    rows = [["上年决算数"] * 4 + ["预算数"] * 4 + ["决算数"] * 4, items * 3, [f"{n}.00" for n in range(1, 13)]]
    found, messages = states(ruled("财政拨款“三公”经费支出决算表", rows), "three_public")
    assert (found["total", "budget"][0], found["hospitality", "actual"][0]) == ("5.00", "12.00")
    assert any("上年决算数" in message for message in messages)


@pytest.mark.parametrize("heads", [["年初预算数"], ["上年决算数", "增减额"], ["某项金额"]])
@pytest.mark.parametrize("at", [2, 5])
def test_a_dump_with_such_columns_is_not_guessed(heads: list[str], at: int, tmp_path: Path) -> None:
    """Where the form's own cell is blank the amount of the other column would stand in its place."""
    rows = with_columns([[*KEYS, *SPENT], *(row if number else BODY[0] for number, row in enumerate([BODY[2]] * 3))], at, heads)
    path = tmp_path / "account.txt"
    path.write_text("\n".join([PROSE, GENERAL, "部门：云溪县档案馆 单位：万元", *(" ".join(filter(None, row)) for row in rows)]), encoding="utf-8")
    account = load(path)
    assert not read(account) and any(heads[0] in message for message in problems(account))


@pytest.mark.parametrize("third", ["项目（按支出性质分类）", "项目（按支出性质和经济分类）", "项目（按来源分类）"])
def test_a_third_block_of_the_summary_is_left_out(third: str, tmp_path: Path) -> None:
    """Expenditure by its nature beside that by function; a block that nobody knows leaves the form unread."""
    rows = [["收入", "", "", "支出", "", "", "支出", "", ""], ["项目", "行次", "金额", "项目（按功能分类）", "行次", "金额", third, "行次", "金额"],
            ["栏次", "", "1", "栏次", "", "2", "栏次", "", "3"],
            ["一、一般公共预算财政拨款收入", "1", "9.00", "一、一般公共服务支出", "3", "9.00", "一、基本支出", "5", "6.00"],
            ["", "", "", "", "", "", "二、项目支出", "6", "3.00"],
            ["总计", "2", "9.00", "总计", "4", "9.00", "总计", "7", "9.00"]]  # fmt: skip
    account = load(write_docx(tmp_path, "收入支出决算总表", rows))
    if third == "项目（按来源分类）":
        assert not read(account, "revenue_expenditure_summary")
        assert any("按来源分类" in message for message in problems(account))
        return
    assert read(account, "revenue_expenditure_summary") == {
        "general_public_revenue": ["9.00"], "grand_total_revenue": ["9.00"], "201": ["9.00"], "grand_total_expenditure": ["9.00"],
    }  # fmt: skip
    assert len(problems(account, "other_column")) == 1


def test_the_year_before_and_this_year_of_the_three_public_expenses(tmp_path: Path) -> None:
    rows = [
        ["项目", "上年决算数", "本年预算数", "本年决算数"],
        ["合计", "9.00", "10.00", "8.00"],
        ["1.因公出国（境）费", "0.00", "0.00", "0.00"],
        ["2.公务接待费", "3.00", "4.00", "2.00"],
        ["3.公务用车购置及运行维护费", "6.00", "6.00", "6.00"],
    ]
    found = read(load(write_html(tmp_path, "财政拨款“三公”经费支出决算表", rows)), "three_public")
    assert found["total"] == ["10.00", "8.00"]
    assert found["hospitality"] == ["4.00", "2.00"]


def test_a_part_of_service_revenue_has_a_column_of_its_own(tmp_path: Path) -> None:
    heads = ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "其中：教育收费", "经营收入", "附属单位上缴收入", "其他收入"]
    rows = [heads, ["合计", "", "30.00", "20.00", "", "10.00", "8.00", "", "", ""], ["205", "教育支出", "30.00", "20.00", "", "10.00", "8.00", "", "", ""]]
    account = load(write_html(tmp_path, "收入决算表", rows))
    assert read(account, "revenue_by_function")["total"] == ["30.00", "20.00", "", "10.00", "", "", ""]
    assert any("教育收费" in message for message in problems(account, "other_column"))
