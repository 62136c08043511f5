"""Two years beside each other in the columns of a form: the account's own is read, the other left out and told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from budget_analysis import load, reconcile
from tests.test_heads import BODY, GENERAL, KEYS, PROSE, READ, SPENT, problems, read, ruled, states, write_docx, write_xlsx
from tests.test_printed_kinds import ABOVE, printed, reading_of, right

SUMMARY = "收入支出决算总表"
HEADS = [
    ("2023年决算数", "2024年决算数"),
    ("2023年度决算数", "2024年度决算数"),
    ("2023决算数", "2024决算数"),
    ("2023年", "2024年"),
    ("2023年度", "2024年度"),
    ("2023年支出数", "2024年支出数"),
    ("2023年金额（万元）", "2024年金额（万元）"),
    ("上年决算数", "本年决算数"),
    ("上年数", "本年数"),
    ("上年", "本年"),
    ("2023年决算数", "本年决算数"),
    ("2023年决算数", "本年数"),
    ("上年数", "2024年决算数"),
]
ORDERS = [(0, 1), (1, 0)]
Two = tuple[str, str]


def beside(order: Sequence[int], before: Sequence[str], own: Sequence[str]) -> list[str]:
    """What is of the year before and of the year, in the order of a form."""
    return [text for number in order for text in (before, own)[number]]


def summary(heads: Two, order: Sequence[int]) -> list[list[str]]:
    def row(name: str, before: str, own: str) -> list[str]:
        return [name, "", *beside(order, [before], [own])]

    return [
        ["收入", "", "", "", "支出", "", "", ""],
        [*row("项目", *heads), *row("项目", *heads)],
        [*row("一、一般公共预算财政拨款收入", "7.00", "9.00"), *row("一、一般公共服务支出", "6.00", "8.00")],
        [*row("本年收入合计", "7.00", "9.00"), *row("本年支出合计", "6.00", "8.00")],
        [*row("年初结转和结余", "", "1.00"), *row("年末结转和结余", "1.00", "2.00")],
        [*row("总计", "7.00", "10.00"), *row("总计", "7.00", "10.00")],
    ]


OWN = {"general_public_revenue": ["9.00"], "201": ["8.00"], "closing_balance": ["2.00"], "grand_total_revenue": ["10.00"]}


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("order", ORDERS)
def test_the_own_year_of_a_summary_is_read(heads: Two, order: Sequence[int], tmp_path: Path) -> None:
    rows = summary(heads, order)
    for account in (
        load(write_docx(tmp_path, SUMMARY, rows)),
        load(write_xlsx(tmp_path, SUMMARY, [["2024年度", *[""] * 6, "公开01表"], ["部门：云溪县档案馆", *[""] * 6, "单位：万元"], *rows])),
    ):
        found = read(account, "revenue_expenditure_summary")
        assert {role: found[role] for role in OWN} == OWN
        assert problems(account, "other_column") and not problems(account)
        ledger = reconcile(account)
        assert ledger.findings.empty and not (ledger.checks["verdict"] == "differs").any()
    found_ruled, _ = states(ruled(SUMMARY, rows), "revenue_expenditure_summary")
    assert {role: [found_ruled[role, "amount"][0]] for role in OWN} == OWN


def by_function(heads: Two, order: Sequence[int]) -> list[list[str]]:
    """Each head before those of the columns: 2024年决算数基本支出."""
    top = [*KEYS, *beside(order, [heads[0] + text for text in SPENT], [heads[1] + text for text in SPENT])]
    return [top, *([*row[:2], *beside(order, ["7.00", "3.00", "4.00"], row[2:])] for row in BODY)]


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("order", ORDERS)
def test_the_own_year_of_a_form_by_function_is_read(heads: Two, order: Sequence[int], tmp_path: Path) -> None:
    rows = by_function(heads, order)
    assert read(load(write_docx(tmp_path, GENERAL, rows))) == READ
    upper = beside(order, [heads[0]], [heads[1]])
    cells = f"<tr><td rowspan=2>{KEYS[0]}</td><td rowspan=2>{KEYS[1]}</td>" + "".join(f"<td colspan=3>{text}</td>" for text in upper) + "</tr>"
    for row in ([*SPENT, *SPENT], *rows[1:]):
        cells += "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>"
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><h1>{PROSE}</h1><p>{GENERAL}</p><p>单位：万元</p><table>{cells}</table></body></html>", encoding="utf-8")
    account = load(path)
    assert read(account) == READ and problems(account, "other_column")


@pytest.mark.parametrize("order", ORDERS)
def test_two_years_of_a_page_with_and_without_lines(order: Sequence[int]) -> None:
    found, _ = states(ruled(GENERAL, by_function(("2023年", "2024年"), order)))
    assert {role: [found[role, name][0] for name in ("expenditure_total", "basic", "project")] for role in READ} == READ
    lines = [printed(1, 1, (200, SUMMARY)), printed(1, 2, *ABOVE)]
    for number, row in enumerate(summary(("2023年决算数", "2024年决算数"), order), start=3):
        places = [(60.0, row[0]), right(230, row[2]), right(300, row[3]), (340.0, row[4]), right(500, row[6]), right(570, row[7])]
        lines.append(printed(1, number, *(place for place in places if place[1])))
    found, _ = states(reading_of(lines), "revenue_expenditure_summary")
    assert {role: [found[role, "amount"][0]] for role in OWN} == OWN


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        (f"2023年度{SUMMARY}", ("2023年决算数", "2024年决算数")),  # which of them is the account's nobody can tell
        (SUMMARY, ("2024年决算数", "2025年预算数")),
        (SUMMARY, ("2024年决算数", "二〇二三年数")),
    ],
)
def test_years_of_which_nobody_can_tell_are_not_read(title: str, heads: Two, tmp_path: Path) -> None:
    found = read(load(write_docx(tmp_path, title, summary(heads, (0, 1)))), "revenue_expenditure_summary")
    assert not found


def test_a_form_that_has_a_column_of_the_year_before_keeps_it(tmp_path: Path) -> None:
    rows = [["项目", "2023年决算数", "2024年决算数", "增减额"], ["机关运行经费", "7.00", "9.00", "2.00"]]
    account = load(write_docx(tmp_path, "机关运行经费支出情况表", rows))
    assert read(account, "agency_running") == {"agency_operating": ["7.00", "9.00", "2.00"]}
    assert account.figures["measure"].tolist() == ["actual_before", "actual", "actual_change"]
