"""What is printed in a document runs nowhere: terminal, HTML, charts, CSV, workbook."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_analysis import answers, charts, cli, frames, inert, ledger, load, publish, views
from budget_analysis.reconciliation import reconcile
from tests.hostile_account import FORMULA, LINK, MATH, SCRIPT, Parsed, hostile_account, write_hostile
from tests.seed_account import SEED

RUN = ["=1+1", "+cmd|' /C calc'!A0", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝4次", "＋1a", "－1a", "＠x", "-a"]
SHOWN = ["-1.20", "+5", "-1,234.56", "-3%", "-", "--", "1.00", "'a", "'", "''", "a=b", "（-5）", "—"]
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NEARLY = st.text("'=+-@\t\r\n＝1.,% \"a", max_size=6)
"""Texts of the signs that the rule is about."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("hostile") / "account.txt")


# --- terminal -------------------------------------------------------------------------------------


def test_characters_that_act_are_written_out() -> None:
    assert inert.plain("\x1b[2J\x07\x9b1m") == r"\u001b[2J\u0007\u009b1m"
    assert inert.plain("a\rb\u202ec\u2028d") == r"a\rb\u202ec\u2028d"
    assert inert.plain("file-\udcff.pdf").encode() == rb"file-\udcff.pdf"


def test_lines_tabs_and_letters_stay() -> None:
    text = "部门：某局\n\t1,234.50 万元 — “a” 🏛 é"
    assert inert.plain(text) == text


@given(st.text())
def test_plain_text_can_be_printed_and_json_stays_json(text: str) -> None:
    assert inert.plain(inert.plain(text)) == inert.plain(text)
    inert.plain(text).encode()
    assert json.loads(inert.plain(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.usefixtures("without_workers")
def test_control_characters_of_a_document_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acting = "中\x1b[2J\x9b31m\u202e心"
    file = tmp_path / "account.txt"
    text = SEED.read_text(encoding="utf-8").replace("绍兴市越城区大数据发展管理中心", acting)
    file.write_text(text, encoding="utf-8")
    in_text, in_name = "中\ufffd[2J\\u009b31m心", r"中\x1b[2J\x9b31m\u202e心"
    # the reader of text marks what is no text, and drops what has no width; a name comes as it is
    for given, shown in (
        (["read", str(file)], in_text),
        (["read", str(file), "--json"], in_text),
        (["read", str(tmp_path / f"{acting}.txt")], in_name),
    ):
        cli.main(given)
        said = "".join(capsys.readouterr())
        assert shown in said
        assert all(sign.isprintable() or sign in "\n\t\u3000" for sign in said)
    problems = frames.build("problems", [{"document_id": "d", "place": acting, "kind": "k", "message": "m"}])
    prose = views.Prose(answers.opening(load(file).documents, "zh"))
    for shown in (prose, views.show(views.problem_list(problems), "zh")):
        assert "\x1b" not in repr(shown) + shown._repr_html_()


# --- HTML -----------------------------------------------------------------------------------------


@given(ANY)
def test_markup_shows_the_text_and_nothing_else(text: str) -> None:
    parsed = Parsed(f"<p>{inert.markup(text)}</p>")
    assert parsed.text == inert.plain(text)
    assert set(parsed.tags) <= {"p", "span"}


@pytest.mark.parametrize("text", ["$a$", r"\(a\)", r"\begin{b}", "$$a$$", MATH])
def test_signs_of_formulas_stand_in_elements_of_their_own(text: str) -> None:
    for sign in "$\\":
        assert inert.markup(text).count(sign) == inert.markup(text).count(f"<span>{sign}</span>")


def test_tables_and_sentences_show_hostile_texts_as_they_stand(hostile: Path) -> None:
    account = hostile_account(hostile)
    assert account.department is not None and account.department.startswith(LINK)
    classes = views.function_structure(account.figures)
    shown = [
        views.Prose(answers.opening(account.documents, "en")),
        views.show(classes, "zh", ["code", "label"]),
        views.show(account.projects[["project", "grade"]], "zh"),
    ]
    for one, text in zip(shown, (LINK, SCRIPT, FORMULA), strict=True):
        parsed = Parsed(one._repr_html_())
        assert text in parsed.text
        assert not parsed.acting and not parsed.links
        assert not {"script", "img", "a", "svg"} & set(parsed.tags)
    assert MATH in Parsed(shown[1]._repr_html_()).text


# --- charts ---------------------------------------------------------------------------------------


def test_labels_are_drawn_as_they_stand(hostile: Path) -> None:
    """An unbalanced $ stopped the chart; `\\frac` between two of them was set as a formula."""
    account = hostile_account(hostile)
    classes = views.function_structure(account.figures)
    source = charts.caption(account.documents, account.forms, "all", "zh")
    figure = charts.function_structure(classes[classes["level"] == 1], source, "zh")
    svg = charts.render(figure, "svg").decode()
    ElementTree.fromstring(svg)
    [axes] = figure.axes
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert MATH in labels and SCRIPT in labels and LINK in figure.get_supxlabel()
    assert not any(label.get_parse_math() for label in axes.get_yticklabels())


def test_control_characters_do_not_break_a_picture() -> None:
    figure = charts.style.nothing_to_draw("来源\x1b[0m\x00", "zh")
    ElementTree.fromstring(charts.render(figure, "svg").decode())
    assert figure.get_supxlabel() == r"来源\u001b[0m\u0000"
    assert charts.style.wrapped("a\x1bb", 40) == r"a\u001bb"


# --- CSV ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", RUN)
def test_cell_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert inert.cell(text) == "'" + text


@pytest.mark.parametrize("text", SHOWN)
def test_numbers_dashes_and_other_texts_stay(text: str) -> None:
    assert inert.cell(text) == text


@given(st.one_of(ANY, NEARLY))
def test_guard_can_be_taken_off(text: str) -> None:
    assert inert.from_cell(inert.cell(text)) == text


@given(st.lists(st.one_of(ANY, NEARLY).filter(bool), min_size=1, max_size=4))
def test_csv_gives_texts_and_numbers_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("csv")
    rows = [{"document_id": "d", "page": -3, "place": text, "kind": "k", "message": text} for text in texts]
    written = frames.build("problems", [*rows, {"document_id": "d"}])
    [file] = publish.write_csv({"problems": written}, folder)
    pd.testing.assert_frame_equal(publish.read_csv(file, "problems"), written)
    for text in pd.read_csv(file, keep_default_na=False)["message"]:
        assert inert.cell(inert.from_cell(text)) == text  # a cell that would run is never bare


def test_negative_numbers_of_number_columns_stay_numbers(tmp_path: Path) -> None:
    frame = frames.build("problems", [{"document_id": "d", "page": -3, "message": "=1"}])
    [file] = publish.write_csv({"problems": frame}, tmp_path)
    assert file.read_text(encoding="utf-8").splitlines()[1] == "d,-3,,,'=1,"


# --- workbook -------------------------------------------------------------------------------------


def test_workbook_holds_hostile_texts_as_strings(hostile: Path, tmp_path: Path) -> None:
    account = hostile_account(hostile)
    book = openpyxl.load_workbook(ledger.write_ledger(reconcile(account), account, tmp_path / "l.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert LINK in "".join(str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"} and not any(cell.hyperlink for cell in cells)
    formulas = [cell for cell in cells if str(cell.value).startswith("=")]
    assert formulas and all(cell.quotePrefix for cell in formulas)
    assert not any(cell.quotePrefix for cell in cells if str(cell.value)[:1].isalpha())
