"""Remarks: what is printed twice counts once, what rules ask for and a whole account lacks is told with its source."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import frames, gaps, load, reconcile, specs
from budget_analysis.checklist import checklist
from budget_analysis.drawn.marks import Char
from budget_analysis.drawn.sheets import has_two_titles, is_parted
from budget_analysis.drawn.words import Word
from budget_analysis.facts import Forms
from budget_analysis.findings import Material
from budget_analysis.findings.residue import residue
from budget_analysis.identifiers import Identifiers
from budget_analysis.locate import Located, RawForm
from budget_analysis.reconciliation import Reconciliation
from budget_analysis.synthetic import Style, lay_out, made_up_ledger, write_text
from tests.seed_account import seed_ledger, write_with_slip
from tests.small_account import FORM
from tests.test_findings import with_cell

_BREAK = "\f"


@cache
def pages() -> tuple[str, ...]:
    """A made-up account as a text dump, page by page."""
    ledger = made_up_ledger(11, grain_fen=10_000)
    return tuple(write_text(lay_out(ledger, Style(layout="mof", separators=True))).split(_BREAK))


def page_of(words: str) -> int:
    """The number of the first page with these words that is no contents page."""
    return next(number for number, page in enumerate(pages(), 1) if words in page and number > 2)


def judged(folder: Path, printed: list[str]) -> Reconciliation:
    path = folder / "account.txt"
    path.write_text(_BREAK.join(printed), encoding="utf-8")
    return reconcile(load(path))


def again(*numbers: int) -> list[str]:
    """All pages, with some of them a second time behind the last of these."""
    last = numbers[-1]
    return [*pages()[:last], *(pages()[number - 1] for number in numbers), *pages()[last:]]


def remarks(found: Reconciliation) -> list[dict[str, Any]]:
    assert set(found.findings["ground"]) <= {"omission"}
    return found.findings.to_dict("records")


def verdicts(found: Reconciliation) -> list[int]:
    return [int((frame["verdict"] == verdict).sum()) for frame in (found.claims, found.checks) for verdict in ("equal", "unchecked")]


def test_a_whole_account_has_no_remark(tmp_path: Path) -> None:
    assert remarks(judged(tmp_path, list(pages()))) == []


@pytest.mark.parametrize("words", ["收入决算表", "政府采购"])
def test_a_page_printed_twice_is_one_remark_and_counts_once(words: str, tmp_path: Path) -> None:
    number = page_of(words)
    found = judged(tmp_path, again(number))
    [remark] = remarks(found)
    assert (remark["kind"], remark["page"]) == ("repeated_page", number + 1)
    assert json.loads(remark["places"]) == [{"page": number + 1}, {"page": number}]
    assert f"第{number + 1}页与第{number}页" in remark["sentence_zh"]
    assert verdicts(found) == verdicts(judged(tmp_path, list(pages())))


def test_pages_printed_twice_together_are_one_remark(tmp_path: Path) -> None:
    number = page_of("收入决算表")
    [remark] = remarks(judged(tmp_path, again(number, number + 1)))
    assert f"Pages {number + 2} to {number + 3} are the same as pages {number} to {number + 1}" in remark["sentence_en"]


def test_a_page_in_place_of_another_accuses_nobody_of_missing_rows(tmp_path: Path) -> None:
    printed = list(pages())
    number = page_of("一般公共预算财政拨款支出决算表")
    rows = [line for line in printed[number - 1].split("\n") if re.match(r"\s*\d{7} ", line)]
    printed[number - 1] = printed[number - 1].replace("\n".join(rows[-1:]), "")
    assert "differs" not in set(judged(tmp_path, [*printed[:number], *printed[number - 1 :]]).checks["verdict"])


def test_a_form_printed_twice_is_one_remark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    form = FORM.format(total="5.69", none="0.00", department="某市某局", year=2024)
    path.write_text(form + "\n另附：\n" + form, encoding="utf-8")
    kinds = list(reconcile(load(path)).findings["kind"])
    assert kinds == ["repeated_form"]


@pytest.mark.parametrize("joint", ["\n\n", ""])
def test_a_paragraph_printed_twice_is_one_remark(joint: str, tmp_path: Path) -> None:
    """Whether both are read as one paragraph or as two."""
    page = tmp_path / "page.txt"
    sentence = "2023年度支出合计1500.00万元，其中：基本支出1200.00万元，占80.00%；项目支出300.00万元，占20.00%。"
    page.write_text("\n\n".join(["某某县水利局2023年度部门决算情况说明", "三、支出决算情况说明", sentence + joint + sentence]), "utf-8")
    [remark] = remarks(reconcile(load(page)))
    assert (remark["kind"], "word for word" in remark["sentence_en"]) == ("repeated_paragraph", True)


@pytest.mark.parametrize(("title", "total"), [("收入决算表", "本年收入合计"), ("支出决算表", "本年支出合计")])
def test_an_emptied_form_of_the_account_is_one_finding(title: str, total: str, tmp_path: Path) -> None:
    number = next(n for n, page in enumerate(pages(), 1) if title in map(str.strip, page.split("\n")))
    printed = [re.sub(r"(?<![\d.])[\d,]+\.\d\d", "", page) if n == number else page for n, page in enumerate(pages(), 1)]
    path = tmp_path / "account.txt"
    path.write_text(_BREAK.join(page for page in printed if "目 录" not in page), encoding="utf-8")
    account = load(path)
    assert account.forms.set_index("title").loc[title, "state"] == "emptied"
    found = reconcile(account).findings
    [one] = found[found["ground"] == "impossible"].to_dict("records")
    assert f"{title}各行没有数字" in one["sentence_zh"] and total in one["sentence_zh"]


def test_a_form_of_which_the_total_alone_has_numbers_is_one_finding(tmp_path: Path) -> None:
    title = "一般公共预算财政拨款支出决算表"
    number = next(n for n, page in enumerate(pages(), 1) if title in map(str.strip, page.split("\n")))
    printed = list(pages())
    printed[number - 1] = re.sub(r"(?m)^(\s*\d{3,7} +\S+).*$", r"\1", printed[number - 1])
    found = judged(tmp_path, printed).findings
    [one] = found[found["ground"] == "impossible"].to_dict("records")
    assert one["kind"] in ("form", "structure")


@pytest.mark.parametrize(("requirement", "words"), [("C08", "职责|职能|主要任务"), ("C20", "采购"), ("C30", "名词|术语|专业性")])
def test_what_rules_ask_for_and_no_word_tells_is_a_remark_with_its_source(requirement: str, words: str, tmp_path: Path) -> None:
    [remark] = remarks(judged(tmp_path, [without(page, words) for page in pages()]))
    [source] = checklist().loc[checklist()["requirement"] == requirement, "source"]
    assert remark["kind"] == "not_told"
    assert source in remark["sentence_zh"]


def test_what_only_the_title_of_a_form_tells_is_told(tmp_path: Path) -> None:
    printed = [without(page, "采购") for page in pages()]
    form = "政府采购情况表\n单位：万元\n项目  统计数\n合计  0.00\n"
    assert [remark["kind"] for remark in remarks(judged(tmp_path, printed))] == ["not_told"]
    assert remarks(judged(tmp_path, [*printed, form])) == []


def without(page: str, words: str) -> str:
    return "\n".join(line for line in page.split("\n") if not re.search(words, line))


def test_nothing_is_missed_in_what_is_not_a_whole_account(tmp_path: Path) -> None:
    number = page_of("收入决算表")
    without_form = [*pages()[: number - 1], *pages()[number:]]
    found = judged(tmp_path, [without(page, "采购") for page in without_form])
    assert "not_told" not in set(found.findings["kind"])


def test_items_without_their_last_level_are_missed(tmp_path: Path) -> None:
    printed = [re.sub(r"(?m)^\s*(?:\d{7}|\d{5}) .*\n", "", page) for page in pages()]
    found = judged(tmp_path, printed).findings
    told = found.loc[found["kind"] == "not_told", "sentence_en"]
    assert sorted("7 digits" in one for one in told) == [False, True, True]
    assert all("Implementing Regulations of the Budget Law, article 6" in one for one in told)


def test_a_placeholder_left_in_is_one_remark_with_all_its_places(tmp_path: Path) -> None:
    """The office's own name stands elsewhere, so nothing is wrong but the words."""
    printed = [page.replace("主要原因：项目支出", "主要原因：XX局的项目支出") for page in pages()]
    [remark] = remarks(judged(tmp_path, printed))
    assert (remark["kind"], "XX局" in remark["sentence_en"]) == ("placeholder", True)
    place, *others = json.loads(remark["places"])
    assert len(others) == 2
    assert (place["quote"], place["end"] - place["start"]) == ("XX局", 3)


@pytest.mark.parametrize(("verdict", "count"), [("differs", 0), ("equal", 1)])
def test_a_placeholder_that_differs_is_no_remark_beside(verdict: str, count: int) -> None:
    key = {"document_id": "d", "block": 1, "section": "units", "page": 3}
    claim = {**key, "claim_id": "c1", "kind": "period", "start": 4, "end": 8, "verdict": verdict}
    index = Forms(frames.build("forms", []), frames.build("figures", []))
    material = Material(
        index, [], frames.build("checks", []), frames.build("claims", [claim]), {},
        blocks=frames.build("blocks", [{**key, "text": "临湖市局20XX年度决算", "heading": False, "places": "[]"}]),
        notices=frames.build("notices", [{"document_id": "d", "page": 3, "place": "block 1", "kind": "placeholder", "quote": "20XX年"}]),
    )  # fmt: skip
    assert len(list(residue(material, Identifiers("s")))) == count


def test_a_page_that_gave_no_rows_accuses_nobody_of_missing_rows(tmp_path: Path) -> None:
    """Of a form over three pages nothing was read of the second: sums, ordinals and other forms prove nothing."""
    path = tmp_path / "account.txt"
    path.write_text(_BREAK.join(pages()), encoding="utf-8")
    account = load(path)
    for form in ("revenue_expenditure_summary", "expenditure_by_function"):
        figures = account.figures.copy()
        own = figures["form"] == form
        side = own & figures["role"].str.isdecimal().fillna(False) if form.endswith("summary") else own
        rows = sorted(set(figures.loc[side, "row"]))
        first, last = rows[len(rows) // 3], rows[-len(rows) // 3]
        figures.loc[own & (figures["row"] > last), "page"] += 2
        figures = figures[~(side & figures["row"].between(first, last))]
        found = reconcile(replace(account, figures=figures))
        assert "differs" not in set(found.checks["verdict"]), form
        assert (found.checks["note"].fillna("").str.contains("gave no rows")).any(), form


def test_what_never_differs_forbids_no_number(tmp_path: Path) -> None:
    """The wrong total would break a limit that rests on an opening balance, which may have been adjusted."""
    path = tmp_path / "account.txt"
    ledger = made_up_ledger(1_117_011, grain_fen=1)
    path.write_text(write_text(lay_out(ledger, Style(layout="zhejiang", voice="zhejiang", separators=True, seed=1128))), encoding="utf-8")
    found = reconcile(with_cell(load(path), "general_public_expenditure", "total", "expenditure_total", "73.28"))
    [wrong] = found.findings[found.findings["ground"] == "impossible"].to_dict("records")
    assert (wrong["printed"], wrong["right"]) == ("73.28", "89.92")


@pytest.mark.parametrize(("slip", "kind", "told"), [
    (("项目名称 越城区电子政务云资源服务项目", "项目名称 越城区智慧停车建设项目"), "unlisted", "项目“越城区智慧停车建设项目”的自评表"),
    (("越城区电子政务云资源服务项目绩效自评综述", "越城区电子政务平台服务项目绩效自评综述"), "name", "项目自评结论清单为“越城区电子政务云资源服务项目”"),
    (("越城区电子政务云资源服务项目 优", "越城区电子政务云资源服务项目 良"), "scoring", "“自评结论优”为优"),
])  # fmt: skip
def test_projects_are_held_against_their_list(slip: tuple[str, str], kind: str, told: str, tmp_path: Path) -> None:
    found = reconcile(load(write_with_slip(tmp_path / "account.txt", *slip))).findings
    known = set(seed_ledger().findings["sentence_zh"])
    sentences = [one["sentence_zh"] for one in found.to_dict("records") if one["kind"] == kind and one["sentence_zh"] not in known]
    assert len(sentences) == 1 and told in sentences[0]


def test_the_rows_of_a_wide_table_are_no_titles_of_two_pages() -> None:
    """No line is ruled, and amounts leave the middle of the page free: it is one page all the same."""

    def row(base: float, *texts: tuple[float, str]) -> list[Word]:
        return [Word([Char(letter, x + 5 * n, x + 5 * n + 5, base, 10.0) for n, letter in enumerate(text)]) for x, text in texts]

    size = (842.0, 595.0)
    words = [
        word
        for number in range(8)
        for word in row(100.0 + 20 * number, (62, "21011"), (149, "行政单位医疗"), (367, "260.57"), (443, "260.57"), (612, "0.00"), (751, "0.00"))
    ]
    assert is_parted(size, words, [])
    assert not has_two_titles(size, words)
    heads = row(60.0, (196, "项目"), (500, "基本支出"), (620, "项目支出"), (742, "经营支出"))
    assert not has_two_titles(size, [*heads, *words])
    titles = row(60.0, (180, "收入支出决算总表"), (600, "收入决算表（公开）"))
    assert has_two_titles(size, [*(word for title in titles for word in [Word([one._replace(size=16.0) for one in title.chars])]), *words])


def test_a_form_whose_note_says_that_it_has_no_numbers_misses_no_rows() -> None:
    """Its rows may be set as one cell: it stood in the list of problems and, as declared empty, among the forms."""
    located = Located((RawForm(specs.forms()["three_public"], "", 1, statement="说明：本部门没有“三公”经费支出，故本表无数据。"),), {}, (), ())
    figures = pd.DataFrame({"form": ["three_public"], "role": [""], "measure": ["budget"], "state": ["blank"]})
    layout = next(one for one in specs.layouts() if "three_public" in one.forms)
    prose = pd.DataFrame({"section": ["general_summary", "glossary"]})

    def missed(state: str) -> int:
        return sum(one.kind == "missing_rows" for one in gaps.gaps_of(located, layout, figures.assign(state=state), prose))

    assert missed("blank") == 0 and missed("value") == 1
