"""The three public expenses printed tall, with the rows of the ministry's form of the agency (（一）支出合计, 统计数)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from budget_analysis import Account, load, reconcile, terms
from tests.test_heads import Rows, problems, write_docx

TALL = [
    ("", "一、“三公”经费支出", "", ""),
    ("total", "（一）支出合计", "16.00", "10.00"),
    ("overseas_travel", "1、因公出国（境）费", "5.00", "3.00"),
    ("vehicles", "2、公务用车购置及运行维护费", "6.00", "4.00"),
    ("vehicle_purchase", "（1）公务用车购置费", "2.00", "1.00"),
    ("vehicle_running", "（2）公务用车运行维护费", "4.00", "3.00"),
    ("hospitality", "3、公务接待费", "5.00", "3.00"),
    ("domestic_hospitality", "（1）国内接待费", "", "2.00"),
    ("foreign_affairs_hospitality", "其中：外事接待费", "", "1.00"),
    ("foreign_hospitality", "（2）国（境）外接待费", "", "1.00"),
    ("", "（二）相关统计数", "—", "—"),
    ("trips", "1、因公出国（境）团组数（个）", "—", "2"),
    ("travellers", "2、因公出国（境）人次数（人）", "—", "4"),
    ("vehicles_bought", "3、公务用车购置数（辆）", "—", "1"),
    ("vehicles_held", "4、公务用车保有量（辆）", "—", "3"),
    ("receptions", "5、国内公务接待批次（个）", "—", "12"),
    ("foreign_affairs_receptions", "其中：外事接待批次（个）", "—", "1"),
    ("guests", "6、国内公务接待人次（人）", "—", "120"),
    ("foreign_affairs_guests", "其中：外事接待人次（人）", "—", "9"),
    ("receptions_abroad", "7、国（境）外公务接待批次（个）", "—", "1"),
    ("guests_abroad", "8、国（境）外公务接待人次（人）", "—", "5"),
]
TITLES = {
    "一般公共预算财政拨款“三公”经费支出决算表": "three_public",
    "“三公”经费支出情况表": "three_public",
    "一般公共预算财政拨款“三公”经费情况表": "three_public_general_public",
    "机构运行信息表": "agency_information",
}
HEADS = [["项目", "行次", "预算数", "决算数"], ["项目", "年初预算数", "支出决算数"], ["项目", "行次", "预算数", "决算统计数"]]
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "1.": lambda text: text.replace("、", "."),
    "(1)": lambda text: text.translate(str.maketrans("（）", "()")),
    "①": lambda text: text.replace("（1）", "①").replace("（2）", "②"),
    "支出": lambda text: text.replace("维护费", "维护支出").replace("公务接待费", "公务接待支出").replace("（境）费", "（境）支出"),
}


def read(account: Account, form: str) -> dict[str, list[str]]:
    frame = account.figures[account.figures["form"] == form]
    found: dict[str, list[str]] = {}
    for cell in frame.itertuples():
        assert cell.state != "unreadable"
        found.setdefault(cell.role if isinstance(cell.role, str) else "", []).append(cell.printed)
    return found


def printed(heads: list[str], way: Callable[[str], str]) -> Rows:
    rows = [[way(name), *([str(number)] if "行次" in heads else []), budget, actual] for number, (_, name, budget, actual) in enumerate(TALL, start=1)]
    return [heads, *rows]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("way", WAYS)
def test_all_rows_of_the_tall_print_are_read(title: str, way: str, tmp_path: Path) -> None:
    form = TITLES[title]
    for heads in HEADS:
        account = load(write_docx(tmp_path, title, printed(heads, WAYS[way])))
        total = "total" if form == "three_public" else "three_public_total"
        expected = {(total if role == "total" else role): [budget, actual] for role, _, budget, actual in TALL if role}
        found = read(account, form)
        assert {role: texts for role, texts in found.items() if role} == expected
        assert set(found.get("", [])) <= {"", "—"} and not problems(account)
        counts = account.figures[(account.figures["state"] == "count")]
        assert len(counts) == 10 and counts["amount_fen"].isna().all()
        ledger = reconcile(account)
        assert ledger.findings[ledger.findings["ground"] == "impossible"].empty


def test_a_slip_in_the_tall_print_differs(tmp_path: Path) -> None:
    rows = [[text.replace("10.00", "11.00") for text in row] for row in printed(HEADS[0], WAYS["as it is"])]
    ledger = reconcile(load(write_docx(tmp_path, next(iter(TITLES)), rows)))
    assert len(ledger.findings[ledger.findings["ground"] == "impossible"]) == 1


def test_a_number_in_a_circle_is_no_part_of_a_name() -> None:
    assert terms.fold_label("①公务用车购置费") == "公务用车购置费"
    assert terms.fold_label("50①") == terms.fold("50①")
