"""Forms by function whose rows stand otherwise: levels in merged cells, units between the rows, classes below their items."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from budget_analysis import load, reconcile
from tests.test_below_zero import KEYS, SPENT, write_forms
from tests.test_heads import GENERAL, read

SPAN = "<td rowspan={}>{}</td>"


def write_levels(folder: Path, rows: list[str]) -> Path:
    head = "<tr><td>类</td><td>款</td><td>项</td>" + "".join(f"<td>{text}</td>" for text in SPENT) + "</tr>"
    path = folder / "levels.html"
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    path.write_text(
        f"<html><body><h1>云溪县文化局2024年度部门决算</h1><p>{GENERAL}</p><p>部门：云溪县文化局 单位：万元</p><table>{head}{body}</table></body></html>",
        encoding="utf-8",
    )
    return path


def amounts(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def test_class_section_and_item_may_have_merged_cells_of_code_and_name(tmp_path: Path) -> None:
    rows = [
        "<td colspan=3>合计</td>" + amounts("60.00", "40.00", "20.00"),
        SPAN.format(3, "207文化旅游体育与传媒支出") + SPAN.format(2, "20701文化和旅游") + "<td>2070101行政运行</td>" + amounts("40.00", "40.00", "0.00"),
        "<td>2070104图书馆</td>" + amounts("5.00", "0.00", "5.00"),
        "<td>20702文物</td><td>2070204文物保护</td>" + amounts("10.00", "0.00", "10.00"),
        "<td>221住房保障支出</td><td>22102住房改革支出</td><td>2210201住房公积金</td>" + amounts("5.00", "0.00", "5.00"),
    ]
    account = load(write_levels(tmp_path, rows))
    assert read(account) == {
        "total": ["60.00", "40.00", "20.00"],
        "2070101": ["40.00", "40.00", "0.00"],
        "2070104": ["5.00", "0.00", "5.00"],
        "2070204": ["10.00", "0.00", "10.00"],
        "2210201": ["5.00", "0.00", "5.00"],
    }
    assert dict(zip(account.figures["code"], account.figures["label"], strict=True))["2070204"] == "文物保护"
    assert reconcile(account).findings.empty


def checks_of(account_rows: list[list[str]], folder: Path) -> pd.DataFrame:
    ledger = reconcile(load(write_forms(folder, [(GENERAL, [[*KEYS, *SPENT], *account_rows])])))
    return ledger.checks[ledger.checks["instance"].isin(["unique", "order"]) & ledger.checks["verdict"].notna()]


def by_unit(last: str = "2070104") -> list[list[str]]:
    def row(code: str, name: str, amount: str) -> list[str]:
        return [code, name, amount, amount, "0.00"]

    return [
        row("合计", "", "50.00"),
        row("", "云溪县文化局（本级）", "30.00"), row("207", "文化旅游体育与传媒支出", "30.00"), row("20701", "文化和旅游", "30.00"),
        row("2070101", "行政运行", "20.00"), row("2070109", "群众文化", "10.00"),
        row("", "云溪县图书馆", "20.00"), row("207", "文化旅游体育与传媒支出", "20.00"), row("20701", "文化和旅游", "20.00"), row(last, "图书馆", "20.00"),
    ]  # fmt: skip


def test_each_unit_may_have_the_codes_below_its_name(tmp_path: Path) -> None:
    found = checks_of(by_unit(), tmp_path)
    assert dict(zip(found["instance"], found["verdict"], strict=True)) == {"unique": "unchecked"}
    assert "several units" in found["note"].iloc[0]


def test_a_code_twice_below_one_unit_is_told(tmp_path: Path) -> None:
    rows = [row for row in by_unit() if "云溪县" not in row[1]]
    found = checks_of(rows, tmp_path)
    assert dict(zip(found["instance"], found["verdict"], strict=True))["unique"] == "differs"


UPWARDS = [
    ["2010301", "行政运行", "20.00", "20.00", "0.00"], ["2010302", "一般行政管理事务", "5.00", "0.00", "5.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "25.00", "20.00", "5.00"], ["201", "一般公共服务支出", "25.00", "20.00", "5.00"],
    ["2210201", "住房公积金", "4.00", "4.00", "0.00"], ["22102", "住房改革支出", "4.00", "4.00", "0.00"], ["221", "住房保障支出", "4.00", "4.00", "0.00"],
    ["合计", "", "29.00", "24.00", "5.00"],
]  # fmt: skip


def test_classes_may_stand_below_their_items(tmp_path: Path) -> None:
    found = checks_of(UPWARDS, tmp_path)
    assert dict(zip(found["instance"], found["verdict"], strict=True)) == {"unique": "equal", "order": "equal"}


def in_order(rows: list[list[str]], folder: Path) -> str:
    found = checks_of(rows, folder)
    return str(dict(zip(found["instance"], found["verdict"], strict=True))["order"])


def test_a_row_out_of_order_is_told_whichever_the_order(tmp_path: Path) -> None:
    swapped = [UPWARDS[1], UPWARDS[0], *UPWARDS[2:]]
    assert in_order(swapped, tmp_path) == "differs"
    downwards = [UPWARDS[7], UPWARDS[3], UPWARDS[2], UPWARDS[1], UPWARDS[0], UPWARDS[6], UPWARDS[5], UPWARDS[4]]
    assert in_order(downwards, tmp_path) == "differs"  # 2010302 before 2010301
    downwards[3:5] = downwards[4:2:-1]
    assert in_order(downwards, tmp_path) == "equal"


def test_classes_in_an_order_of_their_own_may_stand_below_their_items_too(tmp_path: Path) -> None:
    assert in_order([*UPWARDS[4:7], *UPWARDS[:4], UPWARDS[7]], tmp_path) == "unchecked"
