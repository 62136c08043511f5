"""The workbook of the ledger: its sheets, what each row says, colours, and the same bytes again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from budget_analysis import cli, frames, ledger, specs
from budget_analysis.checks.joint_account import examine
from tests.formula_text import trees_of
from tests.golden_claims import golden_claims, made_up_claims
from tests.gold_frames import figure_row, listed
from tests.seed_account import SEED, seed_account, seed_ledger

SHEETS = ["Findings", "Summary", "Ledger", "Differs", "Checks", "Joint test", "Notices"]
FIGURE = "d/revenue_by_function/total/revenue_total"


def told(verdict: str | None, **more: Any) -> dict[str, Any]:
    row = {"kind": "amount" if verdict else "datum", "section": "revenue", "page": 3, "printed": "2.00"}
    return {**row, "unit": "万元", "verdict": verdict, **more}


def document(claims: Mapping[str, Mapping[str, Any]]) -> dict[str, pd.DataFrame]:
    """The frames of a made-up document with one printed figure."""
    form = "revenue_by_function"
    about = {"document_id": "d", "department": "某局", "fiscal_year": 2024}
    check = {"document_id": "d", "identity": "B01", "instance": "by_unit", "left": "1.00",
             "right": "2.00", "residual_low": "-1.01", "residual_high": "-0.99", "verdict": "differs"}  # fmt: skip
    own_form = {"document_id": "d", "form": form, "state": "found", "unit": "万元"}
    cell = figure_row("d", form, "total", 1, "revenue_total", "2.00", unit="万元")
    notice = {"document_id": "d", "page": 3, "kind": "touch", "quote": "=1", "message": "m"}
    return {
        "documents": frames.build("documents", [about]),
        "forms": frames.build("forms", [own_form]),
        "figures": frames.build("figures", [{**cell, "label": "合计", "page": 5}]),
        "claims": made_up_claims(claims),
        "checks": frames.build("checks", [check]),
        "notices": frames.build("notices", [notice]),
    }


def with_joint(found: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    index, instances = listed(found["forms"], found["figures"])
    joint = examine(index, instances, found["claims"], trees_of(found["claims"], index))
    return {**found, "joint": joint.frame}


def sheets(claims: Mapping[str, Mapping[str, Any]]) -> dict[str, pd.DataFrame]:
    return ledger.build_sheets(with_joint(document(claims)))


def write(claims: Mapping[str, Mapping[str, Any]], path: Path) -> Path:
    return ledger.write_frames(with_joint(document(claims)), path)


def workbook(path: Path) -> Any:
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.xlsx"
    return ledger.write_ledger(seed_ledger(), seed_account(), path)


# --- the rows --------------------------------------------------------------------------------------


def test_row_of_the_ledger_can_be_read_without_the_code() -> None:
    claims = {
        "c1": told(
            "differs", printed="2.10", quote="收入合计2.10万元", formula=f"= {FIGURE}", low="1.995",
            high="2.005", operands=[FIGURE], note="why",
        )
    }  # fmt: skip
    [row] = sheets(claims)["ledger"].to_dict("records")
    assert row == {
        "claim_id": "c1", "page": 3, "section": "收入决算情况说明", "quote": "收入合计2.10万元",
        "kind": "金额 amount", "printed": "2.10", "unit": "万元", "interval": "[1.995, 2.005]",
        "verdict": "不符 differs", "note": "why", "formula": "2.00万元",
        "operands": "2.00万元 · 收入决算表 合计 本年收入合计, p.5",
    }  # fmt: skip


def test_formula_is_written_with_the_printed_numbers() -> None:
    claims = {
        "c1": told(None, subject="x/change", printed="0.50"),
        "c2": told(
            "equal", kind="growth", unit="%", printed="33.33", formula="100*d/(x-d)",
            operands=["c1", FIGURE], low="33.3", high="33.4",
        ),
        "c3": told("equal", kind="nesting", formula="this <= a", operands=["c1"]),
        "c4": told("equal", kind="sum", formula="a+b", operands=["c1", FIGURE]),
        "c5": told("equal", kind="sum", formula="a*b/100", operands=[FIGURE, "c2"]),
        "c6": told("equal", kind="count", formula="number of rows", operands=["c1"]),
        "c7": told("equal", kind="period", formula="fiscal year", low="2024", high="2024"),
        "c8": told("equal", kind="nil", formula="all = 0", operands=["revenue_by_function/999/amount"]),
    }  # fmt: skip
    table = sheets(claims)["ledger"].set_index("claim_id")
    assert table["formula"].tolist() == [
        "", "100*0.50万元/(2.00万元-0.50万元)", "2.00万元 <= 0.50万元", "0.50万元+2.00万元",
        "2.00万元*33.33%/100", "number of rows: 0.50万元", "fiscal year", "blank",
    ]  # fmt: skip
    assert table.loc["c7", "interval"] == "2024"
    assert table.loc["c1", "verdict"] == "仅记录 recorded"
    assert "(not printed)" in table.loc["c8", "operands"]


@pytest.mark.parametrize("verdict", [*ledger.VERDICTS, None])
def test_summary_counts_each_verdict(verdict: str | None) -> None:
    table = sheets({"c1": told(verdict)})["summary"].set_index("kind_en")
    kind = "amount" if verdict else "recorded number"
    assert table.loc[kind, verdict or ledger.RECORDED] == 1
    assert table.loc[kind, [*ledger.VERDICTS, ledger.RECORDED]].sum() == 1
    assert table.loc["all", "count"] == 2  # the claim and the identity


def test_summary_says_whether_all_can_be_true() -> None:
    differing = told("differs", printed="9.00", formula=f"= {FIGURE}", operands=[FIGURE])
    notes = sheets({"c1": differing})["summary"]["note"]
    assert "某局" in notes.iloc[0]
    assert "1 set cannot all be true" in notes.iloc[-1]
    assert "can be true at once" in sheets({"c1": told("equal")})["summary"]["note"].iloc[-1]


def test_what_differs_stands_once_with_its_identities() -> None:
    found = document({"c1": told("differs"), "c2": told("equal")})
    table = ledger.build_sheets(with_joint(found))["differs"]
    assert table["what"].tolist() == ["c1 N03 金额 amount", "B01 by_unit"]
    assert table["printed"].tolist() == ["2.00万元", "1.00"]


def test_checks_have_names_in_both_languages() -> None:
    table = sheets({})["checks"]
    [row] = table.to_dict("records")
    assert row["name_zh"] and row["name_en"].isascii()
    assert row["residual"] == "[-1.01, -0.99]"


def test_sets_that_cannot_be_true_are_listed_with_their_formulas() -> None:
    differing = told("differs", printed="9.00", formula=f"= {FIGURE}", operands=[FIGURE], quote="合计9.00")
    [row] = sheets({"c1": differing})["joint"].to_dict("records")
    assert (row["conflict"], row["statement"], row["quote"]) == (1, "c1", "合计9.00")
    assert row["formula"] == "2.00万元"


def test_every_kind_and_verdict_has_words_in_both_languages() -> None:
    data = specs.load("ledger.toml")
    golden = golden_claims("d")
    claims = pd.concat([golden, seed_ledger().claims])
    assert set(claims["kind"]) <= set(data["kinds"])
    assert {*ledger.VERDICTS, ledger.RECORDED} <= set(data["verdicts"])
    for table in ("kinds", "verdicts"):
        assert all(entry["zh"] and entry["en"].isascii() for entry in data[table].values())


# --- the file --------------------------------------------------------------------------------------


def test_workbook_has_its_sheets_and_every_claim(written: Path) -> None:
    book = workbook(written)
    assert book.sheetnames == SHEETS
    assert book["Ledger"].max_row == len(seed_ledger().claims) + 1
    assert book["Checks"].max_row == len(seed_ledger().checks) + 1


def test_header_is_frozen_and_columns_have_widths(written: Path) -> None:
    data = {sheet["en"]: sheet for sheet in specs.load("ledger.toml")["sheet"]}
    for page in workbook(written):
        columns = data[page.title]["columns"]
        assert page.freeze_panes == "A2"
        assert [cell.value for cell in page[1]] == [f"{c['zh']}\n{c['en']}" for c in columns]
        for cell, column in zip(page[1], columns, strict=True):
            assert page.column_dimensions[cell.column_letter].width == column["width"]
            assert cell.alignment.wrap_text


def test_quotes_are_wrapped(written: Path) -> None:
    page = workbook(written)["Ledger"]
    assert all(cell.alignment.wrap_text for cell in page["D"][1:])


def test_colours_of_verdicts_survive_greyscale(tmp_path: Path) -> None:
    claims = {f"c{place}": told(verdict) for place, verdict in enumerate(ledger.VERDICTS)}
    page = workbook(write(claims, tmp_path / "l.xlsx"))["Ledger"]
    verdicts = [row[8] for row in page.iter_rows(min_row=2)]
    fills = [cell.fill.fgColor.rgb[-6:] for cell in verdicts]
    greys = sorted(grey(fill) for fill in fills)
    assert len(greys) == 5
    assert min(after - before for before, after in zip(greys, greys[1:], strict=False)) >= 12
    for cell in verdicts:
        ink = cell.font.color.rgb[-6:]
        assert abs(grey(cell.fill.fgColor.rgb[-6:]) - grey(ink)) > 100, cell.value


def grey(rgb: str) -> float:
    red, green, blue = (int(rgb[place : place + 2], 16) for place in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    claims = {"c1": told("equal", printed="=1年", quote="=1\x01年")}
    book = workbook(write(claims, tmp_path / "l.xlsx"))
    row = next(book["Ledger"].iter_rows(min_row=2))
    assert (row[3].value, row[5].value) == ("=1年", "=1年")
    assert {cell.data_type for cell in row} <= {"s", "n"}


def test_same_account_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    again = ledger.write_ledger(seed_ledger(), seed_account(), tmp_path / "sub" / "again.xlsx")
    assert again.read_bytes() == written.read_bytes()
    assert not list(again.parent.glob("*.part"))
    with zipfile.ZipFile(BytesIO(written.read_bytes())) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = package.read("docProps/core.xml").decode()
    assert "dcterms" not in re.sub(r'xmlns:\w+="[^"]*"', "", about)


def test_ledger_holds_no_person_of_the_document(written: Path) -> None:
    account = seed_account()
    masked = "".join(account.blocks["text"])
    assert "＊＊" in masked
    words = "".join(
        str(cell) for page in workbook(written) for row in page.values for cell in row if cell
    )
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)", words)


@pytest.mark.usefixtures("without_workers")
def test_check_writes_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(SEED), "--out", str(tmp_path)]) == cli.DONE
    capsys.readouterr()
    assert workbook(tmp_path / "ledger.xlsx").sheetnames == SHEETS
    assert cli.main(["read", str(SEED), "--out", str(tmp_path / "read")]) == cli.DONE
    assert not (tmp_path / "read" / "ledger.xlsx").exists()
