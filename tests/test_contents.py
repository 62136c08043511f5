"""The contents page against the forms: what it announces is there, or differs, or is not certain."""

from __future__ import annotations

import pandas as pd
import pytest

from budget_analysis import frames
from budget_analysis.claims.contents import state_contents
from budget_analysis.facts import Forms
from tests.test_prose import figures_of

CONTENTS = "一、收入支出决算总表二、2024年度收入决算表三、一般公共预算财政拨款支出决算表……7四、财政拨款“三公”经费支出决算表"
FORMS = ("revenue_expenditure_summary", "revenue_by_function", "general_public_expenditure", "three_public")
AMOUNTS = {
    "revenue_expenditure_summary/revenue_total/amount": "10.00",
    "revenue_by_function/total/revenue_total": "10.00",
    "appropriation_summary/expenditure_total/general_public": "8.00",
    "general_public_expenditure/total/expenditure_total": "8.00",
    "three_public/total/actual": "0.00",
}
UNREAD = [{"document_id": "d", "page": 9, "place": "page", "kind": "scan", "message": "a picture"}]
UNKNOWN = [
    {"document_id": "d", "table": 1, "page": 9, "row": n, "column": 1, "row_span": 1, "column_span": 1, "text": f"{n}.00"}
    for n in range(1, 6)
]  # fmt: skip


def announced(
    *texts: str,
    states: dict[str, str] | None = None,
    tables: list[dict[str, object]] | None = None,
    problems: list[dict[str, object]] | None = None,
    pages: int = 0,
) -> pd.DataFrame:
    kept = dict.fromkeys((*FORMS, "appropriation_summary"), "found") | (states or {})
    blocks = [
        {
            "document_id": "d", "block": number, "section": "front", "heading": False, "page": 2,
            "text": text, "places": "[[0, 2, 1, null, null, null, null]]",
        }
        for number, text in enumerate(texts, start=1)
    ]  # fmt: skip
    printed = {
        ref: "" if kept[ref.split("/")[0]] == "emptied" else text
        for ref, text in AMOUNTS.items()
        if kept[ref.split("/")[0]] != "missing"
    }
    states_of = [{"document_id": "d", "form": n, "state": s} for n, s in kept.items()]
    return state_contents(
        frames.build("blocks", blocks),
        Forms(frames.build("forms", states_of), figures_of(printed), "d"),
        frames.build("tables", tables or []),
        frames.build("problems", problems or []),
        pages,
    )


def verdicts(*texts: str, **more: object) -> dict[str, str]:
    found = announced(*texts, **more)  # type: ignore[arg-type]
    return dict(zip(found["subject"], found["verdict"], strict=True))


def test_each_announced_form_is_one_statement_at_its_title() -> None:
    found = announced(CONTENTS)
    assert list(found["subject"]) == list(FORMS)
    assert list(found["quote"]) == [
        "收入支出决算总表",
        "收入决算表",
        "一般公共预算财政拨款支出决算表",
        "财政拨款“三公”经费支出决算表",
    ]
    assert set(found["verdict"]) == {"equal"}
    assert set(found["page"]) == {2}


@pytest.mark.parametrize(
    ("form", "state", "expected"),
    [
        ("general_public_expenditure", "missing", "differs"),
        ("general_public_expenditure", "emptied", "differs"),
        ("general_public_expenditure", "declared_empty", "equal"),
        # nothing else says that there was anything
        ("three_public", "emptied", "unchecked"),
        ("three_public", "missing", "differs"),
    ],
)
def test_a_form_that_is_gone_differs(form: str, state: str, expected: str) -> None:
    found = verdicts(CONTENTS, states={form: state})
    assert found.pop(form) == expected
    assert set(found.values()) == {"equal"}


def test_what_proves_that_an_emptied_form_had_figures_is_named() -> None:
    found = announced(CONTENTS, states={"general_public_expenditure": "emptied"})
    own = found[found["subject"] == "general_public_expenditure"].iloc[0]
    assert own["operands"] == '["appropriation_summary/expenditure_total/general_public"]'


@pytest.mark.parametrize("more", [{"problems": UNREAD}, {"tables": UNKNOWN}])
def test_nothing_is_missing_for_certain_where_not_everything_was_read(more: dict[str, object]) -> None:
    states = {"general_public_expenditure": "missing"}
    assert verdicts(CONTENTS, states=states, **more)["general_public_expenditure"] == "unchecked"


@pytest.mark.parametrize(
    "text",
    [
        "详见收入支出决算总表。",
        "一、收入支出决算总表情况说明",
        "一、收入支出决算总体情况说明",
        "五、一般公共预算财政拨款支出决算情况说明",
    ],
)
def test_a_mention_or_a_heading_announces_nothing(text: str) -> None:
    assert announced(text).empty


def test_an_empty_template_announces_nothing() -> None:
    assert announced(CONTENTS, states=dict.fromkeys(FORMS, "template")).empty


@pytest.mark.parametrize(
    ("pages", "verdict"), [(0, "differs"), (1, "differs"), (6, "unchecked"), (7, "differs"), (40, "differs")]
)
def test_form_that_the_contents_put_behind_the_last_page_is_not_missed(pages: int, verdict: str) -> None:
    """The file is a part of the account: 三、…支出决算表……7 in a file of six pages."""
    found = verdicts(CONTENTS, states={"general_public_expenditure": "missing"}, pages=pages)
    assert found["general_public_expenditure"] == verdict
