"""A damaged text dump: the finding says where and what next, and all other forms are still read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from tests.seed_account import seed_account, seed_ledger

from budget_analysis import Account, DocumentError, load, reconcile

SEED = Path(__file__).parent.parent / "data/raw/yuecheng-bigdata-2024/final-account-2024.txt"
WHOLE = SEED.read_text(encoding="utf-8")


def read(text: str, folder: Path) -> Account:
    path = folder / "damaged.txt"
    path.write_text(text, encoding="utf-8")
    return load(path)


def replaced(old: str, new: str) -> str:
    assert WHOLE.count(old) >= 1, old
    return WHOLE.replace(old, new, 1)


def figures_but(account: Account, form: str) -> list[tuple[object, ...]]:
    others = account.figures[account.figures["form"] != form]
    return sorted(
        (cell.form, cell.row, cell.measure, cell.printed, cell.state)
        for cell in others.itertuples()
    )


@pytest.fixture(scope="module")
def sound() -> Account:
    return seed_account()


def test_text_that_is_no_account_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no form of a final account found.*specs/forms"):
        read("各位同事：\n会议改期。\n", tmp_path)


def test_empty_and_binary_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="empty"):
        read("", tmp_path)
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\x00\x00")
    with pytest.raises(DocumentError, match="not text"):
        load(path)


def test_cut_off_document_names_what_is_missing(tmp_path: Path) -> None:
    cut = WHOLE[: WHOLE.index("221 住房保障支出 29.71 29.71 0.00")]
    account = read(cut, tmp_path)
    kinds = set(account.problems["kind"])
    assert {"missing_form", "missing_section"} <= kinds
    states = dict(zip(account.forms["form"], account.forms["state"], strict=True))
    assert states["revenue_expenditure_summary"] == "found"
    assert states["three_public"] == "missing"


def test_form_with_an_unknown_column_is_not_read(tmp_path: Path, sound: Account) -> None:
    header = "本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入"
    account = read(replaced(header, header + " 专户收入"), tmp_path)
    [problem] = account.problems.to_dict("records")
    assert problem["place"] == "form revenue_by_unit" and problem["page"] == 6
    assert "专户收入" in problem["message"] and "specs/forms" in problem["message"]
    assert figures_but(account, "revenue_by_unit") == figures_but(sound, "revenue_by_unit")


def test_form_without_a_column_is_not_read(tmp_path: Path, sound: Account) -> None:
    account = read(replaced("小计 基本支出 项目支出\n\n栏次 1 2 3", "小计 基本支出\n\n栏次 1 2 3"), tmp_path)
    assert (account.problems["place"] == "form general_public_expenditure").any()
    assert "项目支出" in " ".join(account.problems["message"])
    form = "general_public_expenditure"
    assert figures_but(account, form) == figures_but(sound, form)


def test_code_of_a_wrong_length_is_a_finding(tmp_path: Path, sound: Account) -> None:
    account = read(replaced("2013704 信息安全事务 1,912.17 0.00", "20137040 信息安全事务 1,912.17 0.00"), tmp_path)
    [problem] = account.problems[account.problems["kind"] == "code"].to_dict("records")
    assert '"20137040"' in problem["message"] and "8 digits" in problem["message"]
    form = "expenditure_by_function"
    assert figures_but(account, form) == figures_but(sound, form)


def test_number_that_is_none_is_marked_and_the_row_is_kept(tmp_path: Path) -> None:
    row = "2013750 事业运行 219.25 219.25 0.00 0.00 0.00 0.00 0.00"
    account = read(replaced(row, row.replace("219.25 219.25", "219.25 1,2 34.5O")), tmp_path)
    figures = account.figures[account.figures["form"] == "revenue_by_function"]
    cells = figures[figures["code"] == "2013750"].set_index("measure")
    cell = cells.loc["appropriation"]
    assert (cell["state"], cell["printed"]) == ("unreadable", "1,2 34.5O")
    assert cells.loc["revenue_total", "printed"] == "219.25"
    [problem] = account.problems[account.problems["kind"] == "cell"].to_dict("records")
    assert "1,2 34.5O" in problem["message"] and "docs/data_issues.md" in problem["message"]


def test_row_with_a_value_left_out_is_not_guessed(tmp_path: Path) -> None:
    row = "2013750 事业运行 219.25 219.25 0.00 0.00 0.00 0.00 0.00"
    account = read(replaced(row, row.removesuffix(" 0.00")), tmp_path)
    cells = account.figures[account.figures["role"] == "2013750"]
    cells = cells[cells["form"] == "revenue_by_function"]
    assert set(cells["state"]) == {"unreadable"}
    assert "6 values" in " ".join(account.problems["message"])


ROW = "201 一般公共服务支出 2,147.90 219.25 1,928.65\n"
"""A row of 公开07表."""


def cells_of(account: Account, form: str, role: str) -> dict[str, tuple[str, str]]:
    cells = account.figures[(account.figures["form"] == form) & (account.figures["role"] == role)]
    return {cell.measure: (cell.state, cell.printed) for cell in cells.itertuples()}


@pytest.mark.parametrize("printed", ["2,147.90①", "2,147.90元", "约2,147.90", "零"])
def test_cell_that_is_no_amount_costs_its_own_claims(tmp_path: Path, printed: str) -> None:
    account = read(replaced(ROW, ROW.replace("2,147.90", printed)), tmp_path)
    form = "general_public_expenditure"
    assert cells_of(account, form, "201") == {
        "expenditure_total": ("unreadable", printed),
        "basic": ("value", "219.25"),
        "project": ("value", "1,928.65"),
    }
    [problem] = account.problems.to_dict("records")
    assert (problem["kind"], problem["page"]) == ("cell", 14)
    assert f'printed "{printed}" is not an amount' in problem["message"]


def test_claims_on_an_unreadable_cell_are_unchecked(tmp_path: Path) -> None:
    ledger = reconcile(read(replaced(ROW, ROW.replace("2,147.90", "2,147.90①")), tmp_path))
    for frame, few in (("checks", 12), ("claims", 3)):
        found, sound = getattr(ledger, frame), getattr(seed_ledger(), frame)
        assert "unchecked" not in set(sound["verdict"])
        assert 0 < (found["verdict"] == "unchecked").sum() <= few
        assert (found["verdict"] == "differs").sum() == (sound["verdict"] == "differs").sum()


@pytest.mark.parametrize("word", ["零", "见附表", "abc"])
def test_word_between_two_amounts_costs_one_cell(tmp_path: Path, word: str) -> None:
    account = read(replaced(ROW, ROW.replace("219.25", word)), tmp_path)
    cells = cells_of(account, "general_public_expenditure", "201")
    assert cells["basic"] == ("unreadable", word)
    assert cells["expenditure_total"] == ("value", "2,147.90")
    assert cells["project"] == ("value", "1,928.65")
    labels = account.figures["label"]
    assert not labels.str.contains(word, regex=False).any()


@pytest.mark.parametrize("word", ["（A）", "5G"])
def test_word_of_a_name_never_moves_the_amounts_of_a_short_row(tmp_path: Path, word: str) -> None:
    short = ROW.replace("出 2,147.90", f"出 {word}")
    cells = cells_of(read(replaced(ROW, short), tmp_path), "general_public_expenditure", "201")
    assert {state for state, _ in cells.values()} == {"unreadable"}


FIRST = "1 2,209.05"
"""Line number and amount of the first row of 公开01表."""


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("零", '"零" is not an amount'),
        ("不详", '"不详" is not an amount'),
        ("abc", '"abc" is not an amount'),
        ("92,233,720,368,547,758.08", "more than 10,000,000,000,000 yuan"),
        ("9" * 4301, "has 4301 characters"),
        ("9" * 4301 + ".00", "has 4304 characters"),
    ],
)
def test_text_behind_a_line_number_is_a_cell(tmp_path: Path, printed: str, says: str) -> None:
    account = read(replaced(FIRST, f"1 {printed}"), tmp_path)
    first = account.figures.iloc[0]
    assert (first["state"], first["printed"]) == ("unreadable", printed)
    assert figures_but(account, first["form"]) == figures_but(seed_account(), first["form"])
    others = account.figures[account.figures["form"] == first["form"]].iloc[1:]
    assert list(others["printed"]) == list(
        seed_account().figures[seed_account().figures["form"] == first["form"]].iloc[1:]["printed"]
    )
    [problem] = account.problems.to_dict("records")
    assert says in problem["message"] and len(problem["message"]) < 400


def test_whole_number_behind_a_line_number_is_an_amount(tmp_path: Path) -> None:
    account = read(replaced(FIRST, "1 2209"), tmp_path)
    first = account.figures.iloc[0]
    assert (first["state"], first["amount_fen"]) == ("value", 2209 * 1_000_000)


def test_account_of_unreadable_cells_is_reconciled() -> None:
    account = seed_account()
    figures = account.figures.assign(state="unreadable", amount_fen=pd.NA, resolution_fen=pd.NA)
    figures = figures.astype(account.figures.dtypes.to_dict())
    ledger = reconcile(replace(account, figures=figures))
    assert (ledger.checks["verdict"] == "unchecked").sum() > 300
    for frame in ("checks", "claims"):
        found, sound = getattr(ledger, frame), getattr(seed_ledger(), frame)
        assert (found["verdict"] == "differs").sum() <= (sound["verdict"] == "differs").sum()
