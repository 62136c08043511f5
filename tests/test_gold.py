"""Every printed cell of a real account, against its transcription."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from gold_frames import read_gold

from budget_analysis import load, terms

HERE = Path(__file__).parent
SEED = HERE.parent / "data/raw/yuecheng-bigdata-2024/final-account-2024.txt"
GOLD = HERE / "documents/yuecheng-bigdata-2024/gold.csv"
KEYS = ["form", "role", "measure"]


def compare(found: pd.DataFrame, expected: pd.DataFrame) -> pd.DataFrame:
    """Cells of rows with a meaning, found beside expected, matched by form, role and measure."""
    left = found[found["role"].notna()].assign(label=found["label"].map(terms.fold))
    right = expected[expected["role"].notna()].assign(
        state=expected["state"].replace("declared_empty", "blank")
    )
    return left.merge(right, on=KEYS, how="outer", suffixes=("", "_gold"), validate="1:1")


@pytest.fixture(scope="module")
def seed() -> tuple[pd.DataFrame, pd.DataFrame]:
    account = load(SEED)
    return account.forms, account.figures


def test_every_cell_of_the_seed_equals_its_transcription(
    seed: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    forms, figures = seed
    assert figures["state"].value_counts().to_dict() == {"zero": 405, "value": 180, "blank": 64}
    gold = pd.read_csv(GOLD, dtype=str, keep_default_na=False)
    cells = gold[gold["state"] != "text"].reset_index(drop=True)
    assert len(cells) == len(figures) == 649
    found = [
        (GOLD_FORMS[cell.table], _key(cell), cell.value, cell.state, cell.page)
        for cell in cells.itertuples()
    ]
    read = [
        (cell.form, (_row_key(cell), cell.measure), cell.printed, cell.state, str(cell.page))
        for cell in figures.itertuples()
    ]
    assert sorted(found) == sorted(read)


def test_every_name_title_and_note_of_the_seed_equals_its_transcription(
    seed: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    forms, figures = seed
    gold = pd.read_csv(GOLD, dtype=str, keep_default_na=False)
    texts = gold[gold["state"] == "text"]
    assert len(texts) == 324
    about = forms.set_index("form")
    columns = {"表题": "title", "表号": "form_no", "部门": "department", "单位": "unit",
               "注": "note", "说明": "statement"}  # fmt: skip
    names = {
        (cell.form, _row_key(cell), side_of(cell)): cell.label for cell in figures.itertuples()
    }
    for cell in texts.itertuples():
        form = GOLD_FORMS[cell.table]
        if cell.code_or_row == "@meta":
            printed = about.loc[form, columns[cell.column]]
            assert "".join(printed.split()) == cell.value, (form, cell.column)
        else:
            side = cell.column.partition(".")[0] if "." in cell.column else ""
            key = cell.code_or_row.removeprefix("行次")
            assert names[form, key, side] == cell.value, (form, key)


@pytest.mark.parametrize("name", ["shgzb", "ghj"])
def test_every_cell_of_the_pdf_equals_its_transcription(name: str, shared_dir: Path) -> None:
    forms, expected = read_gold(shared_dir / f"gold/gold_{name}.csv", name)
    account = load(shared_dir / f"documents/{name}.pdf")
    assert account.problems.empty, account.problems["message"].tolist()
    both = compare(account.figures, expected)
    missed = both[both["printed"].isna() | both["printed_gold"].isna()]
    assert missed.empty, missed[KEYS].values.tolist()
    for column in ("printed", "state", "page", "amount_fen"):
        wrong = both[both[column].fillna(-1).ne(both[f"{column}_gold"].fillna(-1))]
        assert wrong.empty, wrong[[*KEYS, column, f"{column}_gold"]].values.tolist()
    assert both["x0"].notna().all()
    assert set(both["reading"]) == {"tabula+grid"}
    about = account.forms.set_index("form")
    for form in forms.itertuples():
        assert terms.fold(about.loc[form.form, "title"]).endswith(terms.fold(form.title))
        assert about.loc[form.form, "unit"] == form.unit
        if not pd.isna(form.statement):
            assert about.loc[form.form, "statement"] == form.statement


@pytest.mark.parametrize("name", ["shgzb", "ghj"])
def test_every_name_of_the_pdf_equals_its_transcription(name: str, shared_dir: Path) -> None:
    gold = pd.read_csv(shared_dir / f"gold/gold_{name}.csv", dtype=str, keep_default_na=False)
    names = gold[gold["column"] == "科目名称"]
    account = load(shared_dir / f"documents/{name}.pdf")
    order = account.forms["form"].tolist()
    labels = {(cell.form, cell.code): cell.label for cell in account.figures.itertuples()}
    assert len(names) > 50
    for cell in names.itertuples():
        assert labels[order[int(cell.table) - 1], cell.code_or_row] == cell.value


def test_an_empty_template_is_said_to_be_one(shared_dir: Path) -> None:
    account = load(shared_dir / "documents/tmpl.pdf")
    assert account.forms["state"].tolist() == ["template"] * 9
    assert set(account.figures["state"]) == {"blank"}
    assert account.problems.empty, account.problems["message"].tolist()


GOLD_FORMS = {
    f"{number:02d}": form
    for number, form in enumerate(
        [
            "revenue_expenditure_summary", "revenue_by_unit", "revenue_by_function",
            "expenditure_by_unit", "expenditure_by_function", "appropriation_summary",
            "general_public_expenditure", "general_public_basic", "gov_funds", "state_capital",
            "three_public",
        ],
        start=1,
    )
}  # fmt: skip
MEASURES = {
    "收入.金额": "amount", "支出.金额": "amount", "决算数": "amount", "支出.合计": "total",
    "支出.一般公共预算财政拨款": "general_public", "支出.政府性基金预算财政拨款": "gov_funds",
    "支出.国有资本经营预算财政拨款": "state_capital", "本年收入合计": "revenue_total",
    "财政拨款收入": "appropriation", "上级补助收入": "higher_subsidy", "事业收入": "service_revenue",
    "经营收入": "business_revenue", "附属单位上缴收入": "affiliate_remittance",
    "其他收入": "other_revenue", "本年支出合计": "expenditure_total", "基本支出": "basic",
    "项目支出": "project", "上缴上级支出": "higher_remittance", "经营支出": "business_expenditure",
    "对附属单位补助支出": "affiliate_subsidy", "本年支出.小计": "expenditure_total",
    "本年支出.基本支出": "basic", "本年支出.项目支出": "project",
    "年初结转和结余": "opening_balance", "本年收入": "revenue", "年末结转和结余": "closing_balance",
}  # fmt: skip


def _key(cell: object) -> tuple[str, str]:
    row = cell.code_or_row.removeprefix("行次")  # type: ignore[attr-defined]
    column = cell.column  # type: ignore[attr-defined]
    if cell.table == "11":  # type: ignore[attr-defined]
        return row, {"预算数": "budget", "决算数": "actual"}[column]
    return row, MEASURES[column]


def _row_key(cell: object) -> str:
    """The key of the transcription: line number, code, or label."""
    form, code = cell.form, cell.code  # type: ignore[attr-defined]
    if form in ("revenue_expenditure_summary", "appropriation_summary"):
        return str(cell.row)  # type: ignore[attr-defined]
    return cell.label if pd.isna(code) else code  # type: ignore[attr-defined, no-any-return]


def side_of(cell: object) -> str:
    """收入 or 支出 where the transcription names the side, else nothing."""
    limits = {"revenue_expenditure_summary": 31, "appropriation_summary": 32}
    limit = limits.get(cell.form)  # type: ignore[attr-defined]
    if limit is None:
        return ""
    return "收入" if cell.row <= limit else "支出"  # type: ignore[attr-defined]
