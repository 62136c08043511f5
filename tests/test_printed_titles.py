"""Lines of a page that are lines of their own: the cover, 目录, what the contents list; and lines that only seem to be."""

from __future__ import annotations

import pytest

from budget_analysis.blocks import build_blocks
from budget_analysis.reading import Box, Line

EM = 12.0
LEFT, RIGHT = 60.0, 540.0


def printed(number: int, text: str, x0: float = LEFT, page: int = 1, height: float = EM, y0: float | None = None) -> Line:
    """A line of a page; its letters are as wide as high, digits half as wide."""
    width = sum(height / 2 if letter.isascii() else height for letter in text)
    top = 60 + 20 * number if y0 is None else y0
    return Line(page, number, text, Box(x0, top, x0 + width, top + height))


def centred(number: int, text: str, page: int = 1, height: float = 26.0, y0: float | None = None) -> Line:
    flat = printed(number, text, 0.0, page, height, y0)
    assert flat.box is not None
    return printed(number, text, (LEFT + RIGHT - flat.box.x1) / 2, page, height, y0)


def blocks_of(*lines: Line) -> list[tuple[str, bool]]:
    found = build_blocks("d", lines)
    return list(zip(found["text"], found["heading"], strict=True))


def test_cover_over_two_lines_is_one_title_and_the_contents_are_another() -> None:
    assert blocks_of(centred(1, "云溪县档案馆", y0=230), centred(2, "2023 年度部门决算", y0=278), centred(1, "目 录", 2, 16, 76)) == [
        ("云溪县档案馆2023年度部门决算", True), ("目录", False),
    ]  # fmt: skip


def test_what_stands_below_the_title_of_the_cover_is_none_of_it() -> None:
    title, day = centred(1, "云溪县档案馆2023年度部门决算", y0=230), centred(2, "2024年8月", height=14, y0=700)
    assert blocks_of(title, day) == [("云溪县档案馆2023年度部门决算", True), ("2024年8月", False)]


def test_prose_without_headings_goes_on_over_lines_and_pages() -> None:
    first = printed(1, "2023年度本年收入合计10.00万元，其中财政拨款收入8.00万元，事业收", LEFT + 2 * EM)
    assert blocks_of(first, printed(1, "入2.00万元。", page=2)) == [(first.text + "入2.00万元。", False)]


@pytest.mark.parametrize("ordinal", ["{}、", "（{}）"])
def test_titles_of_the_contents_are_lines_of_their_own(ordinal: str) -> None:
    titles = [ordinal.format(one) + name for one, name in (("九", "收支总表"), ("十", "收入决算表"), ("十一", "支出决算表"))]
    told = blocks_of(centred(1, "目录"), *(printed(number, title) for number, title in enumerate(titles, start=2)))
    assert told == [("目录", False), *((title, True) for title in titles)]


def test_numbers_of_pages_in_the_contents_leave_the_titles_apart() -> None:
    titles = ["二、收入决算表…………5", "三、支出决算表…………6"]
    assert [text for text, _ in blocks_of(*(printed(number, title) for number, title in enumerate(titles, start=1)))] == titles


def test_line_that_begins_like_an_item_is_one_only_where_it_counts_on() -> None:
    [text] = blocks_of(printed(1, "由科室分为一类、"), printed(2, "二、三类的变动所致"))
    assert text == ("由科室分为一类、二、三类的变动所致", False)


@pytest.mark.parametrize(
    ("first", "length", "joined"),
    [
        (LEFT + 2 * EM, 37, True), (LEFT, 39, False),  # the paragraph begins at the margin: it may be a list
        (LEFT + 2 * EM, 25, False),  # the line ends well before the margin
    ],
)  # fmt: skip
def test_clause_at_the_end_of_a_nearly_full_line_ends_no_indented_paragraph(first: float, length: int, joined: bool) -> None:
    clause = "甲" * (length - 1) + "；"
    full = printed(9, "乙" * 40 + "。", y0=400)
    found = blocks_of(printed(1, clause, first), printed(2, "其他收入40.34万元，占3.51%。"), full)
    assert [text for text, _ in found][:-1] == ([clause + "其他收入40.34万元，占3.51%。"] if joined else [clause, "其他收入40.34万元，占3.51%。"])


@pytest.mark.parametrize(("left", "apart"), [(LEFT + 2 * EM, True), (LEFT, False)])
def test_line_indented_as_far_as_the_one_full_line_before_begins_a_paragraph(left: float, apart: bool) -> None:
    full, behind = "甲" * 37 + "：", "人员经费10.00万元。"
    found = blocks_of(printed(1, full, LEFT + 2 * EM), printed(2, behind, left), printed(3, "乙" * 40 + "。"))
    assert (full in [text for text, _ in found]) == apart


def test_indented_line_behind_a_full_last_line_begins_a_paragraph_on_the_next_page() -> None:
    first, last = printed(1, "甲" * 38, LEFT + 2 * EM), printed(2, "乙" * 39 + "。")
    second, rest = printed(1, "丙" * 38, LEFT + 2 * EM, page=2), printed(2, "丁。", page=2)
    assert [text for text, _ in blocks_of(first, last, second, rest)] == [first.text + last.text, second.text + rest.text]


def test_text_that_is_indented_as_a_whole_is_not_taken_apart() -> None:
    lines = [printed(number, "甲" * 37 + end, LEFT + 2 * EM) for number, end in enumerate("乙。。", start=1)]
    margin = printed(9, "丙" * 40 + "。", page=1, y0=400)
    assert blocks_of(*lines, margin)[0] == ("".join(line.text for line in (*lines, margin)), False)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("与2022年度相比，收、支总计各增加15", "2.42万元，增长10.07%。", "各增加152.42万元"),
        ("项目支出596.", "23万元，占35.79%。", "支出596.23万元"),
        ("支出决算为28", ".89万元。", "为28.89万元"),
        ("收入合计1", ",665.71万元。", "合计1,665.71万元"),
        ("货物支出金额的30.0", "2%，工程采购为零。", "的30.02%"),
        ("决算数依次为12.50", "13.40万元。", "为12.50 13.40万元"),
        ("其中人员经费12 ", "（万元）。", "人员经费12（万元）"),
    ],
)
def test_number_broken_at_the_end_of_a_line_is_one_number(first: str, second: str, told: str) -> None:
    """Its halves were listed as numbers that no sentence read, though the whole had been judged."""
    [(text, _)] = blocks_of(Line(1, 1, first), Line(1, 2, second))
    assert told in text


@pytest.mark.parametrize("told", ["某某局2022年度无机关运行经费支出。", "某某局2022年度没有政府性基金预算财政拨款收入和支出。"])
def test_a_sentence_that_there_is_nothing_is_no_title(told: str) -> None:
    """It stands alone and ends like one, and was printed bold and never judged."""
    found = blocks_of(Line(1, 1, "八、机关运行经费支出情况说明"), Line(1, 2, told), Line(1, 3, "九、政府采购支出情况说明"), Line(1, 4, "2022年度政府采购支出总额为12.00万元。"))
    assert (told, False) in found
