"""Notebook pages: one language each, names for identifiers, one sentence for what is empty, ways to the rest of the site."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import nbformat
import pandas as pd
import pytest

from budget_analysis import answers, charts, frames, pages, views, words
from budget_analysis.checks.counts import ALL, count_statements
from tests.seed_account import ROOT, seed_ledger
from tests.test_views import made_up_claims, made_up_figures

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHINESE, LATIN = re.compile("[一-鿿]"), re.compile("[A-Za-z_]{2,}")
QUOTED = re.compile(r"“[^”]*”|\([^()]*\)")
PROPER = {"PEFA", "PI", "Clopper", "Pearson", "Wilson"}
DETAILS = re.compile(r"<details.*?</details>|<style.*?</style>|<[^>]+>", re.DOTALL)


def code(shown: Any = None) -> Any:
    """A cell that shows a table, HTML, or nothing."""
    content = shown if isinstance(shown, str) or shown is None else shown._repr_html_()
    data = [nbformat.v4.new_output("display_data", data={"text/html": content})] if content else []
    return nbformat.v4.new_code_cell("x", outputs=data)


def told(text: str, *tags: str) -> Any:
    return nbformat.v4.new_markdown_cell(text, metadata={"tags": list(tags)})


def page(*cells: Any, language: str = "zh", around: pages.Around | None = None) -> str:
    return pages.page_of(nbformat.v4.new_notebook(cells=list(cells)), "02_structure", language, around)


def shown(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(DETAILS.sub(" ", text.partition("<main>")[2].partition("</main>")[0]))).strip()


def nothing(language: str = "zh") -> Any:
    return views.show(views.problem_list(frames.build("problems", [])), language)


# --- language ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose_of_notebooks_stands_in_each_language_by_itself(path: Any) -> None:
    prose = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    tagged = [cell.metadata.get("tags") for cell in prose]
    assert tagged == [["zh"], ["en"]] * (len(prose) // 2)
    for cell, [language] in zip(prose, tagged, strict=True):
        if language == "en":
            assert not CHINESE.search(QUOTED.sub("", cell.source)), cell.source
        else:
            assert set(LATIN.findall(cell.source)) <= PROPER, cell.source


@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS if path.stem < "09"])
def test_page_of_a_committed_notebook_speaks_chinese(name: str) -> None:
    """But for names: of files, of findings, and what a document prints."""
    text = pages.page_of(nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4), name, "zh")
    names = {"final", "account", "txt", "PDF_KEY", *seed_ledger().findings["finding_id"]}
    assert set(LATIN.findall(shown(text))) <= PROPER | names


def test_what_scrolls_is_reached_by_keys() -> None:
    """A table may be wider than a phone."""
    assert '<div tabindex="0" class="output_html ' in page(code("<table><tr><td>1</td></tr></table>"))


def test_cells_of_the_other_language_are_left_out() -> None:
    cells = [told("# 甲", "zh"), told("# One", "en"), told("both 都")]
    assert shown(page(*cells)).startswith("甲") and "One" not in page(*cells)
    assert "甲" not in page(*cells, language="en") and "both 都" in page(*cells, language="en")
    assert "<summary>代码</summary>" in page(code("<p>a</p>"))
    assert "<summary>code</summary>" in page(code("<p>a</p>"), language="en")


def test_terms_places_units_and_grades_are_told_in_the_language_of_the_reader() -> None:
    rows = [{"document_id": "d", "page": 19, "place": "form gov_funds, row 1 (合计), measure basic", "kind": "cell",
             "message": '"x" is a word. If not, record it in docs/data_issues.md; if so, fix it.'}]  # fmt: skip
    problems = views.problem_list(frames.build("problems", rows))
    zh, en = (views.show(problems, one, ["page", "place", "note"]).frame.iloc[0].tolist() for one in ("zh", "en"))
    assert zh == ["19", "政府性基金预算财政拨款收入支出决算表，第1行，基本支出", "单元格中的文字不是金额"]
    assert en[1:] == ["Government-managed funds: revenue and expenditure, row 1, basic expenditure", '"x" is a word.']
    assert words.unit("万元", "en") == "10,000 yuan" and words.unit("批次", "en") == "batches"
    assert words.unit("pct", "zh") == "%" and words.unit("辆", "zh") == "辆"
    assert not CHINESE.search(words.statement("A07.1", "en")) and "基本" in words.statement("A07.1", "zh")


def test_identities_are_told_by_what_they_say_with_the_sign_that_fits() -> None:
    check = {"document_id": "d", "identity": "A07.1", "instance": "207 expenditure_total", "left": "5", "right": "3 + 1"}
    broken, held = ({**check, "verdict": verdict} for verdict in ("differs", "unchecked"))
    view = views.doubtful_statements(made_up_figures(), frames.build("claims", []), frames.build("checks", [broken, held]))
    assert list(view["operands"]) == ["5 ≠ 3 + 1", "5 = 3 + 1"]
    assert view["quote"].iloc[0] == "207 本年支出合计" and view["quote_en"].iloc[0] == "207 expenditure for the year"
    assert "A07" not in views.show(view, "en", ["kind"])._repr_html_()


def test_name_that_the_classification_lacks_is_quoted_in_english() -> None:
    frame = pd.DataFrame({"label": ["甲", "教育支出"], "label_en": [None, "Education"]}, dtype="string")
    assert views.show(frame, "en", ["label"]).frame.iloc[:, 0].tolist() == ["“甲”", "Education"]
    assert views.show(frame, "zh", ["label"]).frame.iloc[:, 0].tolist() == ["甲", "教育支出"]
    assert answers.label(frame.iloc[0], "en") == "“甲”"


# --- what is empty -----------------------------------------------------------------------------------


def test_sections_that_show_nothing_are_told_in_one_sentence() -> None:
    empty = [told("## 甲\n\n说明"), code(), code(nothing()), told("## 乙"), code(nothing()), told("题"), code(nothing())]
    text = shown(page(told("# 一"), *empty, told("## 丙"), code("<p>有</p>")))
    assert text == "一 甲、乙 没有可列的内容。 丙 有"


def test_nothing_is_said_once_and_not_beside_what_there_is() -> None:
    both = page(told("## 甲"), code(nothing()), code("<p>有</p>"), code(nothing()), told("题"), code(nothing()))
    assert shown(both) == "甲 有 题 （无）"


def test_rows_of_names_without_a_number_are_nothing() -> None:
    items = views.three_public(made_up_figures())
    assert len(items) and views.show(items, "zh", ["label", "budget_wan_yuan", "rate_pct_range"]).frame.empty
    some = views.three_public(made_up_figures(("three_public", "total", "actual", "0.00")))
    assert len(views.show(some, "zh", ["label", "actual_wan_yuan"]).frame) == len(some)


def test_chart_of_nothing_is_no_picture() -> None:
    assert charts.show(charts.style.nothing_to_draw("来源", "zh"), "chart") is None


def test_rows_that_are_left_out_are_counted() -> None:
    frame = pd.DataFrame({"label": ["甲", "乙", "丙"]}, dtype="string")
    table = views.show(frame, "en", ["label"], most=1)
    assert len(table.frame) == 1 and "2 more rows" in table._repr_html_() and "2 more rows" in repr(table)
    assert "more" not in repr(views.show(frame, "en", ["label"], most=3))


# --- one source --------------------------------------------------------------------------------------


def test_cause_beside_a_statement_is_that_of_its_finding() -> None:
    """The last digit alone suggests that it was cut off; the finding knows that the shares were made to add up."""
    claims = made_up_claims(("general_public_expenditure/205/share", "0.08", "%", "占0.08%", "differs"))
    claims.loc[0, "note"] = "cut off instead of rounded"
    names = json.dumps([claims["claim_id"].iloc[0]])
    finding = {"document_id": "d", "finding_id": "sabc", "statements": names, "cause": "levelled", "cause_proof": "a = 100; 0.09 → 0.08"}
    known, causeless = (frames.build("findings", [one]) for one in (finding, {**finding, "cause": None, "cause_proof": None}))
    alone = views.doubtful_statements(made_up_figures(), claims)
    assert alone["note_en"].iloc[0] == "cut off instead of rounded"
    for view in (views.doubtful_statements(made_up_figures(), claims, findings=known), views.gravest_statements(frames.build("checks", []), claims, known)):
        assert "cut off" not in view["note_en"].iloc[0] and "sabc: not the share rounded" in view["note_en"].iloc[0]
        assert "截尾" not in view["note"].iloc[0] and "恰为100%" in view["note"].iloc[0]
    assert views.doubtful_statements(made_up_figures(), claims, findings=causeless)["note_en"].iloc[0] == "finding sabc"


def test_arithmetic_of_a_cause_stands_beside_it_where_its_sentence_does_not_hold_it() -> None:
    assert words.cause_with_proof("shifted_rows", "1.5 → 2.5", "en").endswith(" 1.5 → 2.5")
    assert words.cause_with_proof("sign", "1.5 → -1.5", "en").count("1.5") == 2


def test_notebooks_count_statements_as_the_page_does() -> None:
    ledger = seed_ledger()
    counts = count_statements(ledger.checks, ledger.claims)
    total = counts[counts["kind"] == ALL].iloc[0]
    judged = int(total["count"]) - int(total["unchecked"]) - int(total["recorded"])
    said = f"核对{judged}条陈述与勾稽关系，未核{total['unchecked']}条，仅记录{total['recorded']}条"
    assert said in answers.judged(ledger, "zh")
    said = f"核对{judged}条，未核{total['unchecked']}条，仅记录{total['recorded']}条"
    assert said in answers.ledger(counts, ledger.joint, "zh")
    assert f"{judged} judged, {total['unchecked']} unchecked, {total['recorded']} recorded" in answers.ledger(counts, ledger.joint, "en")


def test_statements_of_a_section_name_operands_outside_it() -> None:
    claims = made_up_claims(
        ("three_public/total/share", "99.00", "%", "占99.00%", "differs"),
        ("three_public/total/amount", "5.69", "万元", "支出5.69万元", "equal"),
    )
    claims.loc[0, "operands"] = json.dumps([claims["claim_id"].iloc[1]])
    view = views.doubtful_statements(made_up_figures(), claims, among=claims.iloc[:1])
    assert len(view) == 1 and "“支出5.69万元”" in view["operands"].iloc[0]
    assert views.doubtful_statements(made_up_figures(), claims, among=claims.iloc[1:]).empty


# --- the way to the rest -----------------------------------------------------------------------------


def test_page_leads_to_its_account_to_the_list_and_to_the_other_notebooks() -> None:
    around = pages.Around(["01_overview", "02_structure", "my own"], "../../site.assets/font.css")
    zh, en = (page(told("# 一"), language=one, around=around) for one in ("zh", "en"))
    for text, listed, names in ((zh, "index.html", ("全部决算", "这份决算")), (en, "en.html", ("All accounts", "This account"))):
        assert f'<a href="../../{listed}">{names[0]}</a>' in text and f'<a href="index.html">{names[1]}</a>' in text
        assert 'href="01_overview.html"' in text and 'href="my%20own.html"' in text and 'href="02_structure.html"' not in text
        assert 'aria-current="page">02' in text and 'href="../../site.assets/font.css"' in text
        assert "font-src 'self'" in text and "script-src" not in text
    assert "font-src" not in page(told("# 一")) and "<link" not in page(told("# 一"))
