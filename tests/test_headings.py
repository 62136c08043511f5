"""Which lines of prose are headings, and which section they open."""

from __future__ import annotations

import pytest

from budget_analysis.blocks import build_blocks
from budget_analysis.locate import department_of, inner_title, section_of
from budget_analysis.reading import Line


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("二、2024年度部门决算情况说明", "narrative"),
        ("第三部分 云溪县教育局2024年度部门决算情况说明", "narrative"),
        ("第三部分 202年度部门决算情况说明", "narrative"),
        ("第三部分 20XX年度部门决算情况说明", "narrative"),
        ("（三）支出决算情况说明", "expenditure"),
        # a sentence whose printed line ends in a year
        ("（3）公务接待费支出决算为0.16万元，占42.11%，与2021年", None),
        ("（3）公务接待费支出比2021年度", None),
        ("1.某项支出10.00万元2021年", None),
    ],
)
def test_section_that_a_line_opens(line: str, section: str | None) -> None:
    found = section_of(line)
    assert (found.id if found else None) == section


@pytest.mark.parametrize(
    ("text", "section", "opened"),
    [
        ("（三）支出决算总体情况。2024年支出100.00万元。", "general_summary", "expenditure"),
        ("三、收入决算情况说明：2024年收入100.00万元。", "narrative", "revenue"),
        ("2.收入情况。2024年度收入合计100.00万元。", "general_summary", "revenue"),
        ("（三）支出决算总体情况。", "general_summary", None),
        ("（三）2024年支出100.00万元，增长情况。", "general_summary", None),
        ("七、机关运行经费支出情况：2024年支出100.00万元。", "glossary", "agency_operating"),
        ("十一、机关运行经费：指用于购买货物和服务的各项资金。", "glossary", None),
    ],
)
def test_title_that_goes_on_in_its_line(text: str, section: str, opened: str | None) -> None:
    found = inner_title(text, section)
    assert (found[0].id if found else None) == opened
    assert found is None or text[found[1] :].startswith("2024年")


def test_glossary_is_one_section_whatever_its_terms_are_called() -> None:
    """A term may be the title of another section, alone on its line or not, or broken over two."""
    told = [
        "第四部分 名词解释", "一、财政拨款收入：指从本级财政部门取得的拨款。", "二、基本支出：", "指日常支出。", "三、“三公”经费支", "出：指三项支出。", "四、机关运行经费：指公用经费。",
        "第五部分 附件：", "无。",
    ]  # fmt: skip
    found = build_blocks("d", [Line(1, number, text) for number, text in enumerate(told, start=1)])
    assert list(found["section"]) == ["glossary"] * (len(found) - 2) + ["annexes"] * 2


@pytest.mark.parametrize(
    "line", ["云溪县教育局2024年度部门决算", "纳入云溪县教育局2024年度部门决算编制范围的单位共3个", "关于公布云溪县教育局2024年度决算的说明"]
)
def test_department_that_a_line_names(line: str) -> None:
    assert department_of([Line(1, 1, line)], []) == "云溪县教育局"
