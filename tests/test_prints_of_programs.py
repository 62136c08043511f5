"""Accounts as other programs print them: columns left out, codes behind names, pages typed with blanks, marks set together."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from budget_analysis import load, reconcile, specs
from budget_analysis.drawn.marks import Char
from budget_analysis.drawn.words import make_words
from budget_analysis.errors import SpecError
from budget_analysis.locate.surroundings import form_titled
from tests.test_dumps_of_others import write_dump
from tests.test_heads import BODY, GENERAL, KEYS, READ, SPENT, problems, read, write_docx, write_html
from tests.test_printed_kinds import frame_of, printed, reading_of, right

BY_FUNCTION = "支出决算表"
LEAN = [["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"], *BODY]


def test_columns_in_which_an_office_has_nothing_may_be_left_out(tmp_path: Path) -> None:
    account = load(write_docx(tmp_path, BY_FUNCTION, LEAN))
    assert read(account, "expenditure_by_function") == READ and not problems(account)
    checks = reconcile(account).checks
    along = checks[checks["identity"] == "A05.1"]
    assert list(along["verdict"]) == ["equal"] * len(along) and len(along)


def test_columns_that_were_left_out_may_hold_the_rest(tmp_path: Path) -> None:
    lean = [[*row[:3], *row[4:]] for row in LEAN]  # without basic expenditure
    ledger = reconcile(load(write_docx(tmp_path, BY_FUNCTION, lean)))
    along = ledger.checks[ledger.checks["identity"] == "A05.1"]
    assert "differs" not in set(along["verdict"]) and set(along["note"].dropna()) == {"the form leaves out columns, which may hold the rest"}
    assert "sum" not in set(ledger.findings["kind"])


def test_a_shape_leaves_out_none_but_columns_of_its_form() -> None:
    form = specs.forms()["revenue_by_function"]
    assert all(column.is_optional for column in form.variants[-1].groups[0].measures if column.name != "revenue_total")
    assert not any(column.is_optional for column in form.groups[0].measures)
    with pytest.raises(SpecError, match="may_lack names subsidy, which is no column of it"):
        specs._lean(form, ("subsidy",))


@pytest.mark.parametrize("names", [("一般公共服务支出（201）", "教育支出(205)"), ("201-一般公共服务支出", "205-教育支出")])
def test_codes_may_stand_with_the_names(names: tuple[str, str], tmp_path: Path) -> None:
    rows = [["合计", *BODY[0][2:]], *([name, *row[2:]] for name, row in zip(names, BODY[1:], strict=True))]
    account = load(write_html(tmp_path, GENERAL, [["支出功能分类科目", *SPENT], *rows]))
    assert read(account) == READ


def test_a_code_with_parts_may_stand_before_its_name(tmp_path: Path) -> None:
    rows = [["合计", "30.00", "10.00", "20.00"], ["201 一般公共服务支出", "30.00", "10.00", "20.00"],
            ["201-03政府办公厅（室）及相关机构事务", "30.00", "10.00", "20.00"], ["201-03-01行政运行", "30.00", "10.00", "20.00"]]  # fmt: skip
    found = read(load(write_html(tmp_path, GENERAL, [["支出功能分类科目", *SPENT], *rows])))
    assert {"201", "20103", "2010301"} <= set(found)


@pytest.mark.parametrize("title", ["单位收入决算表", "2024年度本单位支出决算表", "单位一般公共预算财政拨款支出决算表"])
def test_a_title_may_begin_with_the_unit(title: str) -> None:
    assert form_titled(title) is not None


def test_a_table_cut_by_hand_goes_on_below_words_that_say_so(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("云溪县档案馆2024年度部门决算", GENERAL, "部门：云溪县档案馆 单位：万元"):
        document.add_paragraph(text)
    head = [*KEYS, *SPENT]
    for rows in ([head, *BODY[:2]], [head, *BODY[2:]]):
        table = document.add_table(rows=len(rows), cols=len(head))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
        document.add_paragraph("支　出（续表）" if rows[1] == BODY[0] else "注：本表反映支出情况。")
    document.save(str(tmp_path / "account.docx"))
    assert read(load(tmp_path / "account.docx")) == READ


TYPED = [
    "云溪县档案馆2024年度部门决算",
    "         一般公共预算财政拨款支出决算表",
    "                                            公开05表",
    "部门：云溪县档案馆                         单位：万元",
    "--------------------------------------------------------",
    "科目编码   科目名称          本年支出合计  基本支出  项目支出",
    "--------------------------------------------------------",
    "合计                              30.00     10.00     20.00",
    "201        一般公共服务支出       20.00     10.00     10.00",
    "205        教育支出               10.00                10.00",
    "--------------------------------------------------------",
    "注：本表反映一般公共预算财政拨款支出情况。",
    *[""] * 12,
    "一般公共预算财政拨款支出决算情况说明",
    "2024年度一般公共预算财政拨款支出30.00万元，其中：一般公共服务支出20.00万元，占66.67%；教育支出10.00万元，占33.33%。",
]


@pytest.mark.parametrize("as_page", [True, False])
def test_a_page_typed_with_blanks_is_read_as_the_dump_that_it_is(as_page: bool, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><div>首页</div><pre>{chr(10).join(TYPED)}</pre></body></html>", encoding="utf-8")
    account = load(path if as_page else write_dump(tmp_path, *TYPED))
    assert {role: cells for role, cells in read(account).items()} == READ
    claims = reconcile(account).claims
    assert list(claims.loc[claims["kind"] == "share", "verdict"]) == ["equal", "equal"]


def test_odd_blanks_of_a_text_in_columns_mark_no_pages(tmp_path: Path) -> None:
    rows = [" " * (place % 2 + 2) + f"第{place}行文字" for place in range(30)]
    assert load(write_dump(tmp_path, *TYPED, *rows)).figures["page"].max() == 1


def test_a_stop_and_a_quote_set_in_one_square_are_one_word() -> None:
    def char(text: str, x0: float, width: float = 10.0) -> Char:
        return Char(text, x0, x0 + width, 100.0, 10.0)

    line = [char("比", 0.0), char("，", 10.0), char("“", 11.5), char("三", 21.5), char("公", 31.5)]
    assert [word.text for word in make_words(line, lambda *_: False)] == ["比，“三公"]


def test_rows_without_codes_and_amounts_are_known_by_their_sections() -> None:
    names = [("工资福利支出", "9.00"), ("基本工资", "6.00"), ("伙食补助费", ""), ("绩效工资", ""), ("住房公积金", "3.00")]
    lines = [printed(1, 1, (100.0, "一般公共预算财政拨款基本支出决算表")), printed(1, 2, (60.0, "科目名称"), (300.0, "决算数"))]
    lines += [printed(1, 3 + place, (60.0, name), *([right(330.0, amount)] if amount else [])) for place, (name, amount) in enumerate(names)]
    lines += [printed(1, 9, (60.0, "人员经费合计"), right(330.0, "9.00"))]
    labels = list(frame_of(reading_of(lines), "general_public_basic")["label"])
    assert labels == [*(name for name, _ in names), "人员经费合计"]
