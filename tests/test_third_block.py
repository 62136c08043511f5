"""Three blocks beside each other without lines: revenue, classes of expenditure, and a third one that the form does not have."""

from __future__ import annotations

import pytest

from budget_analysis.reading import Line, Reading
from tests.test_heads import states
from tests.test_printed_kinds import ABOVE, SIZE, printed, reading_of, right

TITLE = "财政拨款收入支出决算总表"
ROWS = [
    ("一、一般公共预算财政拨款", "9.00", "一、一般公共服务支出", ("6.00", "6.00", ""), "一、工资福利支出", ("5.00", "5.00", "")),
    ("二、政府性基金预算财政拨款", "1.00", "二、外交支出", ("", "", ""), "二、商品和服务支出", ("4.00", "3.00", "1.00")),
    ("", "", "三、城乡社区支出", ("1.00", "", "1.00"), "三、资本性支出", ("", "", "")),
    ("本年收入合计", "10.00", "本年支出合计", ("9.00", "8.00", "1.00"), "本年支出合计", ("9.00", "8.00", "1.00")),
    ("年初结转和结余", "", "年末财政拨款结转和结余", ("1.00", "1.00", ""), "年末财政拨款结转和结余", ("1.00", "1.00", "")),
    ("总计", "10.00", "总计", ("10.00", "9.00", "1.00"), "总计", ("10.00", "9.00", "1.00")),
]
ENDS = ((400.0, 470.0, 540.0), (740.0, 810.0, 880.0))
NAMES = 570.0
"""Where the names of the third block begin."""
HEADS = ("合计", "一般公共预算", "政府性基金")


def page(head: str, wraps: bool, touches: bool) -> Reading:
    """`wraps`: one name of both blocks stands on two lines around its amounts; `touches`: the head of the block and 合计 are one word."""
    lines: list[Line] = [printed(1, 1, (200, TITLE)), printed(1, 2, *ABOVE)]
    own, other = ([(end - SIZE * len(text), text) for end, text in zip(ends, HEADS, strict=True)] for ends in ENDS)
    block = [(ENDS[1][0] - SIZE * (len(head) + 2), head + HEADS[0]), *other[1:]] if touches else [(NAMES, head), *other]
    lines.append(printed(1, 3, (60, "项目"), (182, "金额"), (230, "项目（按功能分类）"), *own, *block))
    number = 4
    for revenue, amount, name, amounts, third, beside in ROWS:
        texts: list[tuple[float, str]] = [(60, revenue)] if revenue else []
        texts += [right(200, amount)] if amount else []
        is_wrapped = wraps and name.startswith("年末")
        texts += [] if is_wrapped else [(230, name)]
        texts += [right(end, text) for end, text in zip(ENDS[0], amounts, strict=True) if text]
        texts += [] if is_wrapped else [(NAMES, third)]
        texts += [right(end, text) for end, text in zip(ENDS[1], beside, strict=True) if text]
        middle = printed(1, number, *texts)
        if is_wrapped:
            above, below = (printed(1, number, (230, name[at : at + 10]), (NAMES, third[at : at + 10])) for at in (0, 10))
            lines += [shifted(above, -5.0), middle, shifted(below, 5.0)]
        else:
            lines.append(middle)
        number += 1
    lines.append(printed(1, number + 1, (60, "注：本表反映部门本年度财政拨款的总收支和年末结转结余情况。")))
    return reading_of(lines)


def shifted(line: Line, by: float) -> Line:
    assert line.box is not None
    box = line.box
    return Line(line.page, line.number, line.text, type(box)(box.x0, box.y0 + by, box.x1, box.y1 + by), line.stops)


@pytest.mark.parametrize("head", ["项目（按经济分类）", "项目（按支出性质分类）"])
@pytest.mark.parametrize("wraps", [False, True])
@pytest.mark.parametrize("touches", [False, True])
def test_the_blocks_of_the_form_are_read_beside_a_third_one(head: str, wraps: bool, touches: bool) -> None:
    found, messages = states(page(head, wraps, touches), "appropriation_summary")
    read = {role: [found[role, name][0] for name in ("total", "general_public", "gov_funds")] for role in ("201", "212", "expenditure_total", "closing_balance", "grand_total_expenditure")}
    assert read == {
        "201": ["6.00", "6.00", ""], "212": ["1.00", "", "1.00"], "expenditure_total": ["9.00", "8.00", "1.00"],
        "closing_balance": ["1.00", "1.00", ""], "grand_total_expenditure": ["10.00", "9.00", "1.00"],
    }  # fmt: skip
    assert found["revenue_total", "amount"][0] == found["grand_total_revenue", "amount"][0] == "10.00"
    assert any("were left out" in message for message in messages)
