"""What office formats say about a cell or a paragraph, one thing at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlwt
from docx.oxml import parse_xml

from budget_analysis import load, readers
from budget_analysis.containers import package
from budget_analysis.errors import DocumentError
from budget_analysis.readers.excel.formats import exact, show
from budget_analysis.readers.flowing.html import decode
from budget_analysis.readers.flowing.numbering import numeral
from budget_analysis.reading import Reading

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# --- number formats -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "pattern", "shown"),
    [
        ("1234.5", "0.00", "1234.50"),
        ("22492.549999999999", "#,##0.00", "22,492.55"),
        ("5.005", "0.00", "5.01"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-5", "0.00_);[Red]\\(0.00\\)", "(5.00)"),
        ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0", "#,##0.00;-#,##0.00;", ""),
        ("0.1234", "0.00%", "12.34%"),
        ("12345678.9", "#,##0.0,", "12,345.7"),
        ("1234.5", "General", "1234.5"),
        ("0.30000000000000004", "General", "0.3"),
        ("12", "G/通用格式", "12"),
        ("7", "000", "007"),
        ("12.5", "0.##", "12.5"),
        ("3", '0"项"', "3项"),
        ("-0.001", "0.00", "0.00"),
        ("5", "[>=10]0.0;[<10]0.00", "5.00"),
        ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        ("45657.5", "yyyy/m/d h:mm", "2024/12/31 12:00"),
        ("2080501", "@", "2080501"),
        ("12345678", "0!.0,", "1234.6"),  # yuan shown as 万元
        ("12345678", '#,##0"."0000', "1,234.5678"),
        ("-1234", '0\\.0,"万元"', "-0.1万元"),
        ("12345678", "000-00", "123456-78"),
        ("0", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "-"),
        ("1234.5", '[$￥-804]#,##0.00', "1,234.50"),
        ("1234.5", "[$$-409]#,##0.00", "$1,234.50"),
    ],
)
def test_number_is_shown_as_its_format_says(stored: str, pattern: str, shown: str) -> None:
    number = exact(stored)
    assert number is not None and show(number, pattern) == shown


@pytest.mark.parametrize("stored", ["", "NaN", "Infinity", "1e999", "x", "1E-400"])
def test_what_is_no_number_is_none(stored: str) -> None:
    assert exact(stored) is None


# --- workbooks ----------------------------------------------------------------------------------------


def workbook(tmp_path: Path, fill: Callable[[Any], object]) -> Reading:
    book = openpyxl.Workbook()
    fill(book)
    book.save(tmp_path / "book.xlsx")
    return readers.read(tmp_path / "book.xlsx")


def texts(reading: Reading) -> dict[str, str]:
    return {cell.place: cell.text for grid in reading.grids for cell in grid.cells if cell.text}


def test_formula_without_value_is_no_blank(tmp_path: Path) -> None:
    reading = workbook(tmp_path, lambda book: book.active.append([1.5, "=A1*2"]))
    assert texts(reading) == {"Sheet!A1": "1.5", "Sheet!B1": "=A1*2"}
    [problem] = reading.problems
    assert problem.kind == "formula" and "(B1)" in problem.message


@pytest.mark.parametrize("is_old", [True, False])
def test_formulas_of_a_workbook_that_nobody_computed_are_no_zeros(is_old: bool, tmp_path: Path) -> None:
    """Programs that do not compute save nothing (.xls), or zero and the wish that all is computed anew (.xlsx)."""
    path = tmp_path / f"book.{'xls' if is_old else 'xlsx'}"
    if is_old:
        book = xlwt.Workbook()
        sheet = book.add_sheet("表")
        sheet.write(0, 0, 1.5)
        sheet.write(0, 1, xlwt.Formula("A1*2"))
        book.save(path)
        assert list(texts(readers.read(path)).values()) == ["1.5", "="]
        return
    for value in ("0", "3"):
        for is_asked in (True, False):
            openpyxl.Workbook().save(path)
            cells = f'<c><v>1.5</v></c><c><f>A1*2</f><v>{value}</v></c><c t="str"><f>A2</f><v>合计</v></c>'
            sheet_xml = f'<worksheet xmlns="{MAIN}"><sheetData><row>{cells}</row></sheetData></worksheet>'
            replaced(path, "xl/worksheets/sheet1.xml", sheet_xml.encode())
            with zipfile.ZipFile(path) as archive:
                told = archive.read("xl/workbook.xml")
            assert b'fullCalcOnLoad="1"' in told
            replaced(path, "xl/workbook.xml", told if is_asked else told.replace(b'fullCalcOnLoad="1"', b""))
            is_computed = value != "0" and not is_asked
            assert list(texts(readers.read(path)).values()) == ["1.5", value if is_computed else "=A1*2", "合计"]


@pytest.mark.parametrize(
    ("formula", "value", "is_shown"),
    [
        ("SUM(A1:B1)", "4.05", True),
        ("SUM($A$1:B1,C1)+1", "5.05", True),
        ("A1+B1-C1", "4.0499999999999998", True),
        ("-'表 二'!A1+B1", "0.55", True),
        ("SUM(A1:B1)", "9", False),
        ("A1*2", "3", False),
        ("SUM(A1:B1)*1", "4.05", False),
        ("SUM(上年!A1:B1)", "4.05", False),
        ("D1", "4.05", False),  # of itself
        ("A1+E1", "1.5", False),  # E1 is a text
        ("SUM(F1:F2)", "4.05", False),  # F1 is a formula that the cells do not give
        ("F2", "4.05", True),
    ],
)
def test_saved_value_that_the_cells_give_stands_though_all_is_to_be_computed_anew(formula: str, value: str, is_shown: bool, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("表 二").append([2])
    book.save(path)
    cells = f'<c><v>1.5</v></c><c><v>2.55</v></c><c/><c><f>{formula}</f><v>{value}</v></c><c t="inlineStr"><is><t>12</t></is></c><c><f>A1</f><v>7</v></c>'
    below = '<c r="F2"><f>SUM(A1:C1)</f><v>4.05</v></c>'
    rows = f'<row r="1">{cells}</row><row r="2">{below}</row>'
    replaced(path, "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode())
    found = texts(readers.read(path))
    assert (found["Sheet!D1"] == f"={formula}") is not is_shown
    assert found["Sheet!F1"] == "=A1" and found["Sheet!F2"] == "4.05"


def test_saved_total_that_its_cells_do_not_give_is_what_is_published(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    openpyxl.Workbook().save(path)
    cells = "<c><v>1.5</v></c><c><v>2.5</v></c><c><f>SUM(A1:B1)</f><v>9</v></c>"
    replaced(path, "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData><row>{cells}</row></sheetData></worksheet>'.encode())
    with zipfile.ZipFile(path) as archive:
        told = archive.read("xl/workbook.xml").replace(b'fullCalcOnLoad="1"', b"")
    replaced(path, "xl/workbook.xml", told)
    reading = readers.read(path)
    assert list(texts(reading).values()) == ["1.5", "2.5", "9"] and not reading.problems


def test_hidden_sheets_rows_and_columns_are_left_out_and_said(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for row in (["a", "x", 1], ["b", "y", 0], ["c", "z", 3], ["d", "w", 4], ["e", "v", None], ["f", "u", 5]):
            book.active.append(row)
        for number in (2, 3, 5):
            book.active.row_dimensions[number].hidden = True
        book.active.column_dimensions["B"].hidden = True
        book.create_sheet("旧表").sheet_state = "veryHidden"
        book["旧表"].append(["9.99"])

    reading = workbook(tmp_path, fill)
    # hidden rows that show an amount are kept: a total may count them; so are those of a name and a zero: the form has them
    assert list(texts(reading)) == [f"Sheet!{column}{row}" for row in (1, 2, 3, 4, 6) for column in "AC"]
    said = " ".join(problem.message for problem in reading.problems)
    assert "旧表" in said and "1 hidden rows (5) are left out" in said
    assert "2 hidden rows (2, 3) hold amounts or zeros and are kept" in said and "1 hidden columns (B)" in said


def test_merged_cell_shows_its_first_text_only(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for row in (["a", "hidden below", "c"], ["d", "e", "f"]):
            book.active.append(row)
        # openpyxl would take the text away; a program may leave it
        book.active.merged_cells.add("A1:B1")

    [grid] = workbook(tmp_path, fill).grids
    assert [(cell.text, cell.column_span) for cell in grid.cells if cell.row == 0] == [("a", 2), ("c", 1)]


def test_cell_far_away_makes_no_large_grid(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active["A1"], book.active["XFD1048576"] = "a", "b"

    [grid] = workbook(tmp_path, fill).grids
    assert (grid.rows, grid.columns) == (3, 2)
    assert texts(workbook(tmp_path, fill)) == {"Sheet!A1": "a", "Sheet!XFD1048576": "b"}


def test_zeros_that_a_sheet_hides_are_blank(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active.append([0, 1])
        book.active.sheet_view.showZeros = False

    assert texts(workbook(tmp_path, fill)) == {"Sheet!B1": "1"}


def test_old_workbook_keeps_formats_errors_and_what_is_hidden(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, (value, pattern) in enumerate(
        ((1234.5, "#,##0.00"), (0.5, "0%"), (2000, "0.00"), (45657, 'yyyy"年"m"月"d"日"'), (True, "General"), (7, "General"))
    ):
        sheet.write(0, column, value, xlwt.easyxf(num_format_str=pattern))
    sheet.write(1, 0, "隐藏")
    sheet.row(1).hidden = True
    sheet.write(2, 0, "末行")
    hidden = book.add_sheet("旧")
    hidden.visibility = 1
    hidden.write(0, 0, 1)
    book.save(tmp_path / "book.xls")
    reading = readers.read(tmp_path / "book.xls")
    assert list(texts(reading).values()) == ["1,234.50", "50%", "2000.00", "2024年12月31日", "TRUE", "7", "末行"]
    assert {problem.kind for problem in reading.problems} == {"hidden"} and len(reading.problems) == 2


def test_old_workbook_that_claims_every_cell_of_its_sheets_is_refused(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    for name in ("a", "b"):
        book.add_sheet(name).write(65535, 255, "x")
    book.save(tmp_path / "book.xls")
    with pytest.raises(DocumentError, match="33,554,432 cells up to the last one"):
        readers.read(tmp_path / "book.xls")


def test_sheet_that_is_named_after_a_person_is_masked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "赵启明"
    for row in (["2024年度部门决算"], ["收入支出决算总表"], ["负责人：赵启明"], ["项目", "决算数"], ["合计", "1.00"]):
        book.active.append(row)
    book.active.append(["赵启明", "2.00"])
    book.save(tmp_path / "book.xlsx")
    account = load(tmp_path / "book.xlsx")
    frames = " ".join(frame.to_csv() for frame in vars(account).values())
    assert "赵" not in frames.replace("赵＊＊", "")


def test_workbook_with_a_wrong_ending_is_read_for_what_it_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").rename(tmp_path / "book.xls")
    assert readers.read(tmp_path / "book.xls").reader == "xlsx"


# --- Word ---------------------------------------------------------------------------------------------


def document(tmp_path: Path, body: str) -> Reading:
    made = docx.Document()
    for element in parse_xml(f"<w:body {W}>{body}</w:body>"):
        made.element.body.insert(len(made.element.body) - 1, element)
    made.save(tmp_path / "text.docx")
    return readers.read(tmp_path / "text.docx")


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def test_tracked_changes_give_the_final_text(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>收入</w:t></w:r><w:del w:id="1"><w:r><w:delText>90</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>100</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>后半。</w:t></w:r></w:p>"
    )
    assert lines(document(tmp_path, body)) == ["收入100万元", "前半，后半。"]


def test_tracked_changes_of_a_table_give_the_final_cells(tmp_path: Path) -> None:
    gone = '<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:tc>'
    joined = (
        '<w:tc><w:p><w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr><w:r><w:t>1,2</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>34.00</w:t></w:r></w:p></w:tc>"
    )
    name = "<w:tc><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc>"
    reading = document(tmp_path, f'<w:tbl>{f"<w:tr>{name}{gone}{joined}</w:tr>" * 2}</w:tbl><w:altChunk/>')
    assert [(cell.column, cell.text) for cell in reading.grids[0].cells] == [(0, "合计"), (1, "1,234.00")] * 2
    assert [problem.kind for problem in reading.problems] == ["embedded"]


def test_text_boxes_stand_behind_their_paragraph_and_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>框外</w:t></w:r><w:r><mc:AlternateContent '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert lines(document(tmp_path, body)) == ["框外", "框内"]


def test_fields_show_their_result_and_hidden_text_nothing(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r></w:p>'
    )
    reading = document(tmp_path, body)
    assert lines(reading) == ["12"]
    assert [problem.kind for problem in reading.problems] == ["hidden"]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(("mark", "is_struck"), [("<w:strike/>", True), ("<w:dstrike/>", True), ('<w:strike w:val="0"/>', False)])
def test_struck_text_of_word_is_deleted_and_told(mark: str, is_struck: bool, tmp_path: Path) -> None:
    reading = document(tmp_path, f'<w:p>{run("收入")}{run("90.00", mark)}{run("100.00万元")}</w:p>')
    assert lines(reading) == ["收入100.00万元" if is_struck else "收入90.00100.00万元"]
    assert [problem.kind for problem in reading.problems] == ["struck"] * is_struck


def test_struck_number_with_nothing_in_its_place_is_no_blank(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells) + "</w:tr>"

    struck = "<w:strike/>"
    rows = row(run("项目"), run("决算数")) + row(run("合计"), run("9.00", struck) + run("3.00"))
    rows += row(run("旧科目", struck), run("1.00", struck)) + row(run("教育"), run("2.00", struck)) + row(run("其他"), run("（略）", struck))
    reading = document(tmp_path, f"<w:tbl>{rows}</w:tbl>")
    told = {"T1!A1": "项目", "T1!B1": "决算数", "T1!A2": "合计", "T1!B2": "3.00", "T1!A3": "教育", "T1!B3": "~~2.00~~", "T1!A4": "其他"}
    assert {place: text for place, text in texts(reading).items() if text} == told
    [problem] = reading.problems
    assert problem.kind == "struck" and "2.00" not in problem.message


def test_merged_cells_of_word_cover_rows_and_columns(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    begin, go_on, two = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = (
        f'<w:tbl><w:tr>{cell("项目", begin)}{cell("决算数", two)}</w:tr>'
        f'<w:tr>{cell("", go_on)}{cell("小计")}{cell("其中")}</w:tr>'
        f'<w:tr>{cell("合计")}{cell("1.00")}<w:tc><w:p><w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r></w:p></w:tc></w:tr></w:tbl>'
    )
    [grid] = document(tmp_path, body).grids
    assert [(one.text, one.row_span, one.column_span) for one in grid.cells] == [
        ("项目", 2, 1), ("决算数", 1, 2), ("小计", 1, 1), ("其中", 1, 1), ("合计", 1, 1), ("1.00", 1, 1), ("=SUM(LEFT)", 1, 1),
    ]  # fmt: skip
    assert [one.place for one in grid.cells][-1] == "T1!C3"


@pytest.mark.parametrize("hair", ["", "1.00"])
def test_column_too_narrow_to_be_seen_is_none_unless_it_holds_text(hair: str, tmp_path: Path) -> None:
    def row(*cells: tuple[int, str]) -> str:
        return "<w:tr>" + "".join(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
            for span, text in cells
        ) + "</w:tr>"  # fmt: skip

    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1200, 1199, 1, 1200))
    rows = row((1, "项目"), (1, "基本支出"), (2, "项目支出")) + row((1, "合计"), (2, "1.00"), (1, "2.00"))
    rows += row((1, "其中"), (1, "3.00"), (1, hair), (1, "4.00"))
    (grid,) = document(tmp_path, f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>{rows}</w:tbl>").grids
    assert grid.columns == (4 if hair else 3)
    assert [cell.text for cell in grid.cells if cell.text] == [
        "项目", "基本支出", "项目支出", "合计", "1.00", "2.00", "其中", "3.00", *([hair] if hair else []), "4.00",
    ]  # fmt: skip


def test_table_that_holds_tables_is_there_for_the_layout(tmp_path: Path) -> None:
    inner = "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>" * 2
    body = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>题</w:t></w:r></w:p><w:tbl>{inner}</w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    reading = document(tmp_path, body)
    assert lines(reading) == ["题"]
    assert [(grid.rows, grid.columns) for grid in reading.grids] == [(2, 2)]


def test_automatic_numbers_stand_in_the_text(tmp_path: Path) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="5">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    )
    steps = [(0, "收入"), (1, "本年"), (1, "上年"), (2, "其中"), (0, "支出"), (1, "基本")]
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for level, text in steps
    )
    document(tmp_path, body)
    replaced(tmp_path / "text.docx", "word/numbering.xml", numbering.encode())
    assert lines(readers.read(tmp_path / "text.docx")) == [
        "一、收入", "（一）本年", "（二）上年", "1.其中", "二、支出", "（一）基本",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"), (103, "japaneseCounting", "一百零三"),
        (3, "decimalEnclosedCircle", "③"), (3, "lowerLetter", "c"), (4, "upperRoman", "IV"), (5, "decimalZero", "05"),
        (11, "chineseLegalSimplified", "壹拾壹"), (6, "unknown", "6"), (0, "chineseCounting", "零"),
    ],
)  # fmt: skip
def test_number_of_a_list_is_printed_as_its_kind_says(value: int, kind: str, printed: str) -> None:
    assert numeral(value, kind) == printed


def test_form_whose_title_stands_again_over_its_second_table_goes_on(tmp_path: Path) -> None:
    """As offices write a form that is longer than a page."""

    def table(rows: list[tuple[str, str]]) -> str:
        lines_ = "".join(
            "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) + "</w:tr>"
            for row in [("科目编码", "科目名称", "合计", "基本支出", "项目支出"), *rows]
        )
        return f"<w:p><w:r><w:t>一般公共预算财政拨款支出决算表</w:t></w:r></w:p><w:tbl>{lines_}</w:tbl>"

    first = [("", "合计", "3.00", "3.00", ""), ("201", "一般公共服务支出", "1.00", "1.00", "")]
    document(tmp_path, table(first) + table([("205", "教育支出", "2.00", "2.00", "")]))
    account = load(tmp_path / "text.docx")
    totals = account.figures[account.figures["measure"] == "expenditure_total"]
    assert dict(zip(totals["role"], totals["printed"], strict=True)) == {"total": "3.00", "201": "1.00", "205": "2.00"}
    assert totals["place"].tolist() == ["T1!C2", "T1!C3", "T2!C2"]


# --- web pages ----------------------------------------------------------------------------------------


def page(tmp_path: Path, body: str) -> Reading:
    (tmp_path / "page.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return readers.read(tmp_path / "page.html")


def test_what_a_site_says_of_itself_is_no_part_of_the_article(tmp_path: Path) -> None:
    article = ["云溪县档案馆2024年度部门决算", "承办单位：云溪县档案馆", "本年收入合计1.00万元。", "附件：决算公开表"]
    head = ["您当前的位置：首页 &gt; 财政预决算", "发布时间：2025-08-22 来源：县政府办 浏览次数：153次"]
    foot = ["【<a href=#>打印本页</a>】【<a href=#>关闭窗口</a>】", "下一篇：云溪县某局2023年度部门决算", "主办单位：云溪县人民政府", "浙ICP备00000000号"]
    reading = page(tmp_path, "".join(f"<p>{text}</p>" for text in (*head, *article, *foot)))
    assert [line.text for line in reading.lines] == article
    behind = page(tmp_path, "".join(f"<p>{text}</p>" for text in (*article, *foot, "公务接待费支出0.10万元。")))
    assert len(behind.lines) == len(article) + len(foot) + 1  # a sentence behind it: no foot


@pytest.mark.parametrize("row", ['class="tr"', 'role="row"', 'style="display: table-row"'])
def test_table_of_other_elements_is_one_where_its_rows_are_alike(row: str, tmp_path: Path) -> None:
    cell = row.replace("row", "cell").replace("tr", "td")

    def drawn(*rows: list[str]) -> str:
        return "<div>" + "".join(f"<div {row}>" + "".join(f"<span {cell}>{t}</span>" for t in one) + "</div>" for one in rows) + "</div>"

    table = drawn(["项目", "决算数"], ["合计", "1.00"])
    reading = page(tmp_path, f"<p>甲</p>{table}<p>乙</p>")
    assert texts(reading) == {"T1!A1": "项目", "T1!B1": "决算数", "T1!A2": "合计", "T1!B2": "1.00"}
    # a head over several columns leaves its row shorter: where its cells stand cannot be told, in no table of the page
    assert not page(tmp_path, table + drawn(["合计"] * 2, ["基本支出"] * 4, ["1.00"] * 4)).grids


def test_hidden_and_silent_elements_show_nothing(tmp_path: Path) -> None:
    body = (
        "<p>甲</p><p style='DISPLAY : none'>1.00万元</p><p hidden>2</p><script>3</script><div style='font-size:0px'>4</div>"
        "<nav>5</nav><select><option>6</option></select><!-- 7 --><p>乙&nbsp;&nbsp;丙<br>丁</p>"
    )
    assert lines(page(tmp_path, body)) == ["甲", "乙 丙", "丁"]


@pytest.mark.parametrize(
    ("style", "is_hidden"),
    [
        ("position: absolute; left: -9999px", True), ("POSITION:fixed;top:-1000.5px !important", True), ("text-indent:-9999px", True),
        ("margin-left: -100em", True), ("font-size:0", True), ("font-size: 0.0pt;", True), ("opacity: 0", True), ("opacity:0.0;", True),
        ("position:absolute; clip: rect(0 0 0 0)", True), ("clip:rect(1px, 1px, 1px, 1px)", True), ("clip-path: inset(50%)", True),
        ("visibility:hidden", True),
        ("text-indent:-2em; margin-left: 2em", False), ("text-indent:-24px", False), ("opacity:0.9", False), ("font-size:0.9em", False),
        ("left:-9999px", False), ("position:absolute;left:-2px", False), ("background-position:-9999px", False), ("clip:auto", False),
    ],
)  # fmt: skip
def test_text_that_a_style_takes_out_of_sight_is_hidden(style: str, is_hidden: bool, tmp_path: Path) -> None:
    assert lines(page(tmp_path, f'<p>甲</p><p style="{style}">乙</p>')) == ["甲"] + ["乙"] * (not is_hidden)


def test_letters_of_no_size_around_letters_of_one_hide_nothing(tmp_path: Path) -> None:
    assert lines(page(tmp_path, '<div style="font-size:0"><span style="font-size: 16px">甲</span></div>')) == ["甲"]


@pytest.mark.parametrize(
    "struck",
    [
        "<s>90.00</s>", "<strike>90.00</strike>", "<del>90.00</del>", '<span style="text-decoration: underline line-through">90.00</span>',
        '<font style="text-decoration-line:line-through">90.00</font>',
    ],
)  # fmt: skip
def test_struck_text_of_a_page_is_deleted_and_told(struck: str, tmp_path: Path) -> None:
    reading = page(tmp_path, f"<p>甲</p><p>收入{struck}<ins>100.00</ins>万元</p><p><u>乙</u></p>")
    assert lines(reading) == ["甲", "收入100.00万元", "乙"]
    assert [(problem.kind, problem.place) for problem in reading.problems] == [("struck", "¶1")]


def test_struck_cells_and_rows_of_a_page(tmp_path: Path) -> None:
    through = 'style="text-decoration:line-through"'
    body = f"<p>甲</p><table><tr><td>合计<td><s>9.00</s>3.00</tr><tr {through}><td>旧<td>1.00</tr><tr><td>教育<td {through}>2.00</tr></table>"
    reading = page(tmp_path, body)
    assert texts(reading) == {"T1!A1": "合计", "T1!B1": "3.00", "T1!A2": "教育", "T1!B2": "~~2.00~~"}
    assert [(problem.kind, problem.place) for problem in reading.problems] == [("struck", "¶1")]


@pytest.mark.parametrize(
    ("window", "first", "is_read"),
    [
        ("云溪县档案馆2024年度部门决算", "一、部门职责", True), ("云溪县档案馆2024年度部门决算_云溪县人民政府", "二、2024年度收入决算情况", True),
        ("公示公告", "一、部门职责", False), ("云溪县人民政府网", "云溪县档案馆2024年度部门决算", False),
        ("云溪县档案馆2024年度部门决算_云溪县人民政府", "云溪县档案馆2024年度部门决算公开", False),
    ],
)  # fmt: skip
def test_title_of_a_window_is_read_where_it_alone_titles_the_account(window: str, first: str, is_read: bool, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<title>{window}</title><body><p>{first}</p><p>乙</p></body>", encoding="utf-8")
    assert lines(readers.read(tmp_path / "page.html")) == [window] * is_read + [first, "乙"]


def test_spans_and_breaks_of_a_table(tmp_path: Path) -> None:
    body = (
        "<table><tr><th rowspan=2>项目<th colspan='2'>决算<br>数</tr><tr><td>小计<td>其中</tr>"
        "<tr hidden><td>旧<td>9<td></tr><tbody style='display:none'><tr><td>旧<td>9<td></tr></tbody>"
        "<tr><td>合计<td><span>1,234</span>.50<td>&nbsp;</tr></table>"
    )
    [grid] = page(tmp_path, body).grids
    assert [(one.text, one.row_span, one.column_span) for one in grid.cells] == [
        ("项目", 2, 1), ("决算\n数", 1, 2), ("小计", 1, 1), ("其中", 1, 1), ("合计", 1, 1), ("1,234.50", 1, 1), ("", 1, 1),
    ]  # fmt: skip


def test_layout_tables_are_taken_apart(tmp_path: Path) -> None:
    inner = "<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>"
    reading = page(tmp_path, f"<table><tr><td><p>前</p>{inner}<p>后</p></td><td>旁</td></tr></table>")
    assert lines(reading) == ["前", "后", "旁"]
    assert [(grid.rows, grid.columns, grid.after) for grid in reading.grids] == [(2, 2, 1)]


def test_files_that_a_page_offers_are_named_and_not_fetched(tmp_path: Path) -> None:
    body = "<ul><li><a href='/a'>首页</a><li><a href='/b'>公开</a><li><a href='/c'>新闻</a></ul><p><a href='P0%20.xlsx?x=1'>附件1.xlsx</a></p>"
    reading = page(tmp_path, body)
    assert lines(reading) == ["附件1.xlsx"]
    [problem] = reading.problems
    assert (problem.kind, problem.place) == ("attachment", "附件1.xlsx") and "P0%20.xlsx?x=1" in problem.message


@pytest.mark.parametrize(
    ("offer", "is_file"),
    [
        ("<a href='/down.jsp?file=a.xls&amp;id=1'>下载</a>", True), ("<iframe src='/viewer.html?file=/b%2Epdf'></iframe>", True),
        ("<embed src='a.pdf'>", True), ("<object data='a.ofd'></object>", True), ("<iframe src='/count.html'></iframe>", False),
        ("<a href='http://[x'>下载</a>", False), ("<a href='/c/pdf'>公开</a>", False),
    ],
)  # fmt: skip
def test_files_in_frames_and_queries_are_offers(offer: str, is_file: bool, tmp_path: Path) -> None:
    assert [problem.kind for problem in page(tmp_path, f"<p>甲</p>{offer}").problems] == ["attachment"] * is_file


@pytest.mark.parametrize(
    ("image", "is_told"),
    [
        ("<p><span><img src=t.jpg></span></p>", True), ("<table><tr><td>甲<td>乙</tr><tr><td>丙<td><img src=t.jpg></tr></table>", True),
        ("<p><img src=t.jpg width=16></p>", False), ("<p><a href=/><img src=t.jpg></a></p>", False),
        ("<p><img src=t.gif></p>", False), ("<p>字<img src=t.jpg></p>", False), ("<p hidden><img src=t.jpg></p>", False),
    ],
)  # fmt: skip
def test_picture_that_may_show_a_form_is_told(image: str, is_told: bool, tmp_path: Path) -> None:
    assert [problem.kind for problem in page(tmp_path, f"<p>甲</p>{image}").problems] == ["picture"] * is_told


@pytest.mark.parametrize(
    ("declared", "written"),
    [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("gbk", "gb18030"), ("big5", "big5"), ("nonsense", "utf-8"), ("base64", "gb18030"), ("utf-8", "utf-16")],
)  # fmt: skip
def test_bytes_count_more_than_the_encoding_that_is_declared(declared: str, written: str) -> None:
    text = f'<meta charset="{declared}"><p>部門收入總計100.00元</p>' if written == "big5" else f'<meta charset="{declared}"><p>部门决算㎡100.00万元</p>'
    assert decode(text.encode(written)) == text if written != "big5" else "100.00" in decode(text.encode(written))


# --- files made to do harm ----------------------------------------------------------------------------


def replaced(path: Path, name: str, content: bytes) -> None:
    """The zip file with one part replaced or added."""
    made = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    path.write_bytes(made.getvalue())


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
DEEP = b"<x>" * 5000 + b"</x>" * 5000


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, DEEP, b"", b"<x", b"\xff\xfe\x00"])
@pytest.mark.parametrize(("name", "part"), [("book.xlsx", "xl/worksheets/sheet1.xml"), ("text.docx", "word/document.xml")])
def test_xml_that_grows_or_fetches_is_refused(name: str, part: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.endswith("xlsx"):
        openpyxl.Workbook().save(path)
    else:
        docx.Document().save(str(path))
    replaced(path, part, content)
    with pytest.raises(DocumentError, match=part):
        readers.read(path)


def test_part_that_unpacks_to_more_than_an_account_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    openpyxl.Workbook().save(path)
    replaced(path, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>")
    assert path.stat().st_size < 200_000
    with pytest.raises(DocumentError, match="more than 1,000 times: it was made to do harm"):
        readers.read(path)


def test_xml_of_a_file_is_counted_part_by_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.xlsx"
    openpyxl.Workbook().save(path)
    monkeypatch.setattr(package, "MOST_BYTES_OF_XML", 3_000)
    with pytest.raises(DocumentError, match="bytes in the parts of the file; an account has up to 3,000"):
        readers.read(path)


def test_cell_longer_than_any_of_an_account_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="characters in one cell"):
        workbook(tmp_path, lambda book: book.active.append(["a"]) or replace_shared(book))


def replace_shared(book: Any) -> None:
    book.active["A1"].value = None
    book.active["A1"]._value = "长" * 60_000
    book.active["A1"].data_type = "s"


def test_page_that_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="deep"):
        page(tmp_path, "<div>" * 3000 + "1.00万元" + "</div>" * 3000)


def test_spans_that_claim_millions_of_cells_are_refused(tmp_path: Path) -> None:
    rows = "<tr><td colspan=1000>a</td><td>b</td></tr>" * 600
    with pytest.raises(DocumentError, match="cells"):
        page(tmp_path, f"<table>{rows}</table>")


def test_encrypted_workbook_says_so(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, 1)
    book.save(tmp_path / "book.xls")
    content = (tmp_path / "book.xls").read_bytes()
    name, other = (name.encode("utf-16-le").ljust(64, b"\0") for name in ("Workbook", "EncryptedPackage"))
    at = content.index(name)
    length = (2 * len("EncryptedPackage") + 2).to_bytes(2, "little")
    (tmp_path / "book.xls").write_bytes(content[:at] + other + length + content[at + 66 :])
    with pytest.raises(DocumentError, match="encrypted"):
        readers.read(tmp_path / "book.xls")
