"""Odd words are noticed: each kind by a made-up paragraph, and what is not odd stays quiet."""

from __future__ import annotations

import pandas as pd
import pytest

from budget_analysis import frames
from budget_analysis.wording import remark_words
from tests.seed_account import seed_ledger

DEPARTMENT = "云溪县自然资源局"


def noticed(*paragraphs: str, section: str = "general_public.detail", statement: str = "") -> pd.DataFrame:
    blocks = frames.build(
        "blocks",
        [
            {"document_id": "d", "block": n, "section": section, "heading": False, "page": n, "text": text, "places": "[]"}
            for n, text in enumerate(paragraphs, start=1)
        ],
    )
    form = {"document_id": "d", "form": "gov_funds", "pages": "7-8", "state": "found", "statement": statement or None}
    return remark_words(blocks, frames.build("forms", [form]), "d", DEPARTMENT)


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("上海市XX局2024年度无此项支出。", "placeholder", "XX局"),
        ("收入增加XXX万元。", "placeholder", "XXX万元"),
        ("收入增加的主要原因是×××。", "placeholder", "×××"),
        ("××部门2024年度无此项支出。", "placeholder", "××部门"),
        ("（如持平作持平表述）", "template_residue", "作持平表述"),
        ("（填写主要原因）支出为1.00万元。", "template_residue", "（填写主要原因）"),
        ("主要用于接待，列明公务接待2批次。", "template_residue", "列明"),
        ("本局部门（单位）共有车辆2辆。", "template_residue", "部门（单位）"),
        ("较上一度增加3.00万元。", "misspelling", "上一度"),
        ("部分经费经费执行时追加。", "doubled_word", "部分经费经费执行时追"),
        ("项目39个（其中，优39个。", "bracket", "目39个（其中，优39个。"),
        ("云溪县自然资源管理局2024年度无此项支出。", "department_name", "云溪县自然资源管理局"),
    ],
)  # fmt: skip
def test_odd_words_are_noticed(text: str, kind: str, quote: str) -> None:
    found = noticed(text)
    assert list(zip(found["kind"], found["quote"], strict=True)) == [(kind, quote)]
    assert list(found["page"]) == [1]
    assert list(found["place"]) == ["block 1"]


@pytest.mark.parametrize(
    "text",
    [
        "云溪县自然资源局2024年度无此项支出。",
        "截至2024年12月31日，共有车辆2辆（含执法车1辆）。",
        "较上一年度增加3.00万元。",
        "离退休人员人员经费增加。",
        "1）组织开展检查；2）督促整改。",
        "本部门2024年度各部门（单位）的预算由财政部门批复。",
    ],
)
def test_usual_words_are_not(text: str) -> None:
    assert noticed(text).empty


def test_a_reason_copied_from_another_item_is_noticed_once() -> None:
    item = "{}、教育支出（类）普通教育（款）{}（项）。决算数小于预算数的主要原因：{}。"
    reason = "年中人员调动及缴费基数变更"
    found = noticed(
        item.format(1, "小学教育", reason),
        item.format(2, "初中教育", "班级合并后开支减少"),
        item.format(3, "高中教育", reason),
    )
    assert list(found["kind"]) == ["repeated_text"]
    assert list(found["quote"]) == [reason]
    assert "for 2 items: block 1 (p.1), block 3 (p.3)" in found["message"].iloc[0]


def test_an_instruction_below_a_form_is_noticed_on_its_last_page() -> None:
    found = noticed(statement="无收支的单位仍保留该表格式。")
    assert list(found["place"]) == ["form gov_funds"]
    assert list(found["page"]) == [8]


def test_cells_of_tables_are_no_doubled_words() -> None:
    assert noticed("工作效率提升提升15 15.00", section="self_evaluation").empty


def test_the_committed_account_has_these_oddities_and_no_others() -> None:
    words = seed_ledger().notices
    assert sorted(zip(words["kind"], words["page"], words["quote"], strict=True)) == [
        ("doubled_word", 23, "整，部分经费经费实际执行"),
        ("machine_residue", 30, "<PDF_KEY>"),
        ("repeated_text", 23, "社保基数调整及人员调动"),
        ("repeated_text", 24, "公积金基数调整及人员调动"),
        ("repeated_text", 24, "医保基数调整及人员调动"),
    ]
