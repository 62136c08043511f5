"""The three public expenses printed across in a dump: budget and final figure take turns below items whose merged cells are blanks."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import Account, load
from tests.test_heads import problems, write_html

ITEMS = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
BELOW = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
NUMBERS = ["31.40", "29.15", "4.00", "2.50", "22.40", "21.65", "12.00", "11.80", "10.40", "9.85", "5.00", "5.00"]
READ = {
    "total": ["31.40", "29.15"], "overseas_travel": ["4.00", "2.50"], "vehicles": ["22.40", "21.65"],
    "vehicle_purchase": ["12.00", "11.80"], "vehicle_running": ["10.40", "9.85"], "hospitality": ["5.00", "5.00"],
}  # fmt: skip


def two_each(items: list[str]) -> list[str]:
    return [text for item in items for text in (item, "")]


def bars(rows: list[list[str]]) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]


def tabs(rows: list[list[str]]) -> list[str]:
    return ["\t".join(row) for row in rows]


def load_rows(folder: Path, lines: list[str]) -> Account:
    path = folder / "dump.txt"
    above = ["云溪县档案馆2024年度部门决算", "", "财政拨款“三公”经费支出决算表", "", "公开09表", "部门：云溪县档案馆　　单位：万元", ""]
    path.write_text("\n".join([*above, *lines, "", "注：本表反映部门本年度“三公”经费支出预决算情况。"]), encoding="utf-8")
    return load(path)


def printed(account: Account) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cell in account.figures[account.figures["form"] == "three_public"].itertuples():
        found.setdefault(str(cell.role), []).append("?" if cell.state == "unreadable" else str(cell.printed))
    return found


@pytest.mark.parametrize("parted", [bars, tabs])
def test_budget_and_final_figure_belong_to_the_item_whose_turn_it_is(parted: object, tmp_path: Path) -> None:
    assert callable(parted)
    rows = [two_each(ITEMS), two_each(BELOW), ["预算数", "决算数"] * 6, NUMBERS]
    account = load_rows(tmp_path, parted(rows))
    assert printed(account) == READ
    assert "cell" not in set(account.problems["kind"])


def test_where_an_item_is_not_named_no_number_is_beside_its_place(tmp_path: Path) -> None:
    """Five names over six pairs: whose the pairs are nobody can tell."""
    rows = [two_each(ITEMS), two_each(["", "", "小计", "", "公务用车运行维护费", ""]), ["预算数", "决算数"] * 6, NUMBERS]
    account = load_rows(tmp_path, bars(rows))
    read = [(role, text) for role, texts in printed(account).items() for text in texts if text != "?"]
    right = [(role, text) for role, texts in READ.items() for text in texts]
    assert all(pair in right for pair in read)
    assert set(account.problems["kind"]) & {"cell", "form"}


SPENT = ["29.15", "2.50", "21.65", "11.80", "9.85", "5.00"]
ONLY = {role: texts[1:] for role, texts in READ.items()}
SIX = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"]


def printed_in(folder: Path, rows: list[list[str]]) -> tuple[dict[str, list[str]], Account]:
    account = load(write_html(folder, "财政拨款“三公”经费支出决算表", rows))
    return printed(account), account


@pytest.mark.parametrize("above", [[], [["决算数"] * 6], [["2024年度决算数"] * 6], [["支出决算数"] * 6]])
@pytest.mark.parametrize("unit", [False, True])
def test_final_figures_alone_may_stand_below_the_items(unit: bool, above: list[list[str]], tmp_path: Path) -> None:
    heads = [*above, ["合计", "因公出国（境）费", *["公务用车购置及运行维护费"] * 3, "公务接待费"], SIX, SPENT]
    names = [*[""] * len(above), "单位名称", "", "云溪县档案馆"]
    rows = [[name, *row] for name, row in zip(names, heads, strict=True)] if unit else heads
    found, account = printed_in(tmp_path, rows)
    assert found == ONLY
    assert set(account.figures["measure"]) == {"actual"}
    assert all("none below 预算数 (budget)" in told for told in problems(account))


def test_final_figures_alone_may_stand_beside_their_names(tmp_path: Path) -> None:
    names = ["合计", "1.因公出国（境）费", "2.公务用车购置及运行维护费", "（1）公务用车购置费", "（2）公务用车运行维护费", "3.公务接待费"]
    rows = [["项目", "行次", "决算数"], *([name, str(number), text] for number, (name, text) in enumerate(zip(names, SPENT, strict=True), start=1))]
    found, account = printed_in(tmp_path, rows)
    assert found == ONLY and not problems(account)


@pytest.mark.parametrize("rows", [
    [SIX, ["31.40", "4.00", "22.40", "12.00", "10.40", "5.00"], SPENT],
    [["项目", *SIX], ["预算数", *SPENT]],
    [["预算数"] * 6, SIX, SPENT],
    [["某某数"] * 6, SIX, SPENT],
    [["年初预算安排"] * 6, SIX, SPENT],
])  # fmt: skip
def test_below_no_word_or_another_one_nothing_is_a_final_figure(rows: list[list[str]], tmp_path: Path) -> None:
    found, account = printed_in(tmp_path, rows)
    assert "actual" not in set(account.figures["measure"])
    assert problems(account)


BELOW_EACH_OTHER = [["项目", "合计", "因公出国（境）费", *["公务用车购置及运行维护费"] * 3, "公务接待费"],
                    ["项目", "合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"],
                    ["预算数", *NUMBERS[::2]], ["决算数", *NUMBERS[1::2]]]  # fmt: skip


@pytest.mark.parametrize("is_last", [False, True])
def test_budget_and_final_figure_may_be_two_rows(is_last: bool, tmp_path: Path) -> None:
    rows = [[row[0], *row[2:], row[1]] if is_last else row for row in BELOW_EACH_OTHER]
    found, account = printed_in(tmp_path, rows)
    assert found == READ and not problems(account)


def test_a_sum_between_the_items_is_not_the_total_of_all(tmp_path: Path) -> None:
    """Below the name of the cars in a cell of its own: 合计 is theirs, or nobody's."""
    heads = [["项目", "因公出国（境）费", "", "公务用车购置及运行维护费", "", "公务接待费"], ["项目", "因公出国（境）费", "合计", "公务用车购置费", "公务用车运行维护费", "公务接待费"]]
    found, account = printed_in(tmp_path, [*heads, ["预算数", *NUMBERS[2::2]], ["决算数", *NUMBERS[3::2]]])
    assert not found and problems(account)


BUDGET, ACTUAL = BELOW_EACH_OTHER[2:]
EARLIER = ["7.00", "1.00", "4.00", "2.00", "2.00", "2.00"]


def under(name: str, *rows: list[str]) -> list[list[str]]:
    """The heads with a column before them, and rows each with a text in it."""
    return [[name, *row] for row in BELOW_EACH_OTHER[:2]] + list(rows)


@pytest.mark.parametrize("rows", [
    under("单位名称", ["云溪县档案馆", *BUDGET], ["云溪县档案馆", *ACTUAL], ["云溪县方志办", "预算数", *EARLIER], ["云溪县方志办", "决算数", *EARLIER]),
    under("单位名称", ["合计", *BUDGET], ["云溪县方志办", *ACTUAL]),
    under("年度", ["2023年", *BUDGET], ["2023年", *ACTUAL]),
    [*BELOW_EACH_OTHER, ["其中：本级", *[""] * 6], ["决算数", *EARLIER]],
    [*BELOW_EACH_OTHER[:3], ["2023年", *[""] * 6], ACTUAL],
    [*BELOW_EACH_OTHER[:2], ["全年预算数", *BUDGET[1:]], ["年初预算数", *EARLIER], ACTUAL],
    [*BELOW_EACH_OTHER, ["决算数", *EARLIER]],
    [*BELOW_EACH_OTHER[:3], ["决算数2023年", *EARLIER], ACTUAL],
])  # fmt: skip
def test_rows_of_several_units_or_years_are_not_read(rows: list[list[str]], tmp_path: Path) -> None:
    """Which of them the form means nobody can tell; a row of one text says that what follows is another's."""
    found, account = printed_in(tmp_path, rows)
    assert not found and problems(account)


def test_rows_of_one_unit_are_read(tmp_path: Path) -> None:
    found, account = printed_in(tmp_path, under("单位名称", ["云溪县档案馆", *BUDGET], ["云溪县档案馆", *ACTUAL]))
    assert found == READ and not problems(account)


@pytest.mark.parametrize(("second", "is_read"), [([*BELOW_EACH_OTHER[:2], ACTUAL], True), (BELOW_EACH_OTHER, False)])
def test_a_further_table_may_hold_what_the_first_has_not(second: list[list[str]], is_read: bool, tmp_path: Path) -> None:
    first = BELOW_EACH_OTHER[:3] if is_read else BELOW_EACH_OTHER
    path = write_html(tmp_path, "财政拨款“三公”经费支出决算表", first)
    table = "<table>" + "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in second) + "</table>"
    path.write_text(path.read_text(encoding="utf-8").replace("</table>", f"</table><p></p>{table}"), encoding="utf-8")
    account = load(path)
    assert printed(account) == (READ if is_read else {}) and bool(problems(account)) != is_read


def bare(*order: int, total: str = "", more: tuple[str, ...] = ()) -> list[list[str]]:
    """One row of heads in this order, 合计 alone; `total` is that of the final figures."""
    names = ["合计", "因公出国（境）费", "", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
    rows = [["项目", *names], BUDGET, [*ACTUAL[:1], total or ACTUAL[1], *ACTUAL[2:]]]
    return [[row[0], *(row[place + 1] for place in order), *(more if number == 0 else ["1.00"] * len(more))] for number, row in enumerate(rows)]


@pytest.mark.parametrize("order", [(0, 1, 3, 4, 5), (1, 3, 4, 5, 0), (0, 3, 4, 5, 1), (5, 1, 3, 4, 0)])
def test_a_sum_of_the_cars_alone_is_not_the_total_of_all(order: tuple[int, ...], tmp_path: Path) -> None:
    without = {role: texts for role, texts in READ.items() if role != "vehicles"}
    for total, expected in (("", without), ("28.15", {**without, "total": ["31.40", "28.15"]}), ("21.65", {})):
        found, account = printed_in(tmp_path, bare(*order, total=total))
        assert found == expected and bool(problems(account)) != bool(expected)


@pytest.mark.parametrize("more", [("会议费", "培训费"), ("会议费",), ("差旅费",)])
def test_a_bare_total_beside_other_items_is_not_read(more: tuple[str, ...], tmp_path: Path) -> None:
    found, account = printed_in(tmp_path, bare(0, 1, 3, 4, 5, more=more))
    assert not found and problems(account)


def test_a_further_table_of_other_order_is_not_read(tmp_path: Path) -> None:
    path = write_html(tmp_path, "财政拨款“三公”经费支出决算表", BELOW_EACH_OTHER[:3])
    turned = [[row[0], row[1], row[6], *row[3:6], row[2]] for row in [*BELOW_EACH_OTHER[:2], ACTUAL]]
    table = "<table>" + "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in turned) + "</table>"
    path.write_text(path.read_text(encoding="utf-8").replace("</table>", f"</table><p></p>{table}"), encoding="utf-8")
    account = load(path)
    assert not printed(account) and problems(account)
