"""A damaged text dump: the finding says where and what next, and all other forms are still read."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import Account, DocumentError, load

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
    return load(SEED)


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
    cells = account.figures.set_index("figure_id")
    cell = cells.loc["damaged/revenue_by_function/2013750/appropriation"]
    assert (cell["state"], cell["printed"]) == ("unreadable", "1,2 34.5O")
    assert cells.loc["damaged/revenue_by_function/2013750/revenue_total", "printed"] == "219.25"
    [problem] = account.problems[account.problems["kind"] == "cell"].to_dict("records")
    assert "1,2 34.5O" in problem["message"] and "docs/data_issues.md" in problem["message"]


def test_row_with_a_value_left_out_is_not_guessed(tmp_path: Path) -> None:
    row = "2013750 事业运行 219.25 219.25 0.00 0.00 0.00 0.00 0.00"
    account = read(replaced(row, row.removesuffix(" 0.00")), tmp_path)
    cells = account.figures[account.figures["role"] == "2013750"]
    cells = cells[cells["form"] == "revenue_by_function"]
    assert set(cells["state"]) == {"unreadable"}
    assert "6 values" in " ".join(account.problems["message"])
