"""Years and departments that titles name: the outlier differs where all others agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from budget_analysis import frames, load
from budget_analysis.reconciliation import claims_of
from budget_analysis.claims.titles import state_titles
from budget_analysis.locate import department_of
from budget_analysis.reading import Line
from tests.seed_account import SEED

OWN = "云溪县教育局"
TITLES = (
    "第一部分云溪县教育局概况",
    "第二部分云溪县教育局2024年度部门决算表",
    "第三部分云溪县教育局2024年度部门决算情况说明",
)
FORMS = {
    "revenue_expenditure_summary": "2024年度收入支出决算总表",
    "revenue_by_function": "2024 年度收入决算表",
    "three_public": "2024年度财政拨款“三公”经费支出决算表",
}


def verdicts(
    titles: Sequence[str] = TITLES, forms: Mapping[str, str] = FORMS, front: str = "", units: Sequence[str] = (),
    heads: Sequence[str] = (),
) -> dict[tuple[str, str], set[str]]:  # fmt: skip
    told = [("narrative", text, True) for text in titles]
    if front:
        told.insert(0, ("front", front, False))
    blocks = [
        {"document_id": "d", "block": number, "section": section, "heading": heading, "page": 1, "text": text,
         "places": "[[0, 1, 1, null, null, null, null]]"}
        for number, (section, text, heading) in enumerate(told, start=1)
    ]  # fmt: skip
    names = [*heads, *[OWN] * (len(forms) - len(heads))]
    rows = [
        {"document_id": "d", "form": form, "title": title, "department": name, "state": "found", "pages": "4-5"}
        for (form, title), name in zip(forms.items(), names, strict=True)
    ]
    claims = state_titles(frames.build("blocks", blocks), frames.build("forms", rows), "d", OWN, 2024, units)
    assert claims["claim_id"].is_unique
    found: dict[tuple[str, str], set[str]] = {}
    for row in claims.itertuples():
        found.setdefault((row.kind, row.printed), set()).add(row.verdict)
    return found


def test_titles_that_agree_are_equal() -> None:
    assert verdicts(front="云溪县教育局2024年度部门决算") == {
        ("period", "2024"): {"equal"},
        ("department", OWN): {"equal"},
    }


@pytest.mark.parametrize("year", ["2023", "202", "20244", "20XX", "××××", "二〇二三"])
def test_year_of_one_title_differs(year: str) -> None:
    titles = [TITLES[0], TITLES[1].replace("2024", year), TITLES[2]]
    assert verdicts(titles)[("period", year)] == {"differs"}


@pytest.mark.parametrize(("own", "year", "verdict"), [(OWN, "2024", "equal"), (OWN, "2023", "differs"), ("本部门", "2023", "differs")])
def test_year_of_the_scope_of_the_account_is_that_of_its_titles(own: str, year: str, verdict: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        f"{OWN}2024年度部门决算\n第一部分 概况\n二、机构设置\n纳入{own}{year}年度部门决算编制范围的单位包括：\n{OWN}本级\n"
        f"第二部分 {OWN}2024年度部门决算表\n第三部分 2024年度部门决算情况说明\n"
        "一、收入支出决算总体情况说明\n2024年度收入总计100.00万元，支出总计100.00万元。比上年增加10.00万元，增长11.11%。\n",
        encoding="utf-8",
    )
    claims = claims_of(load(path)).claims
    scope = claims[(claims["section"] == "units") & (claims["kind"] == "period")]
    assert list(scope["printed"]) == [year] and list(scope["verdict"]) == [verdict]
    assert list(claims.loc[claims["verdict"] == "differs", "kind"]) == ["period"] * (verdict == "differs")


def test_year_in_characters_is_the_same_year() -> None:
    assert verdicts([*TITLES, "第四部分二○二四年度决算公开"])[("period", "二○二四")] == {"equal"}


@pytest.mark.parametrize("title", ["与2023年度决算相比", "较2023年决算增减情况", "2023年度预算执行", "第三部分2019年改革"])
def test_year_that_a_title_compares_with_says_nothing(title: str) -> None:
    assert ("period", "2023") not in verdicts([*TITLES, title])


def test_too_few_titles_prove_nothing() -> None:
    found = verdicts([TITLES[1].replace("2024", "2023")], forms={"three_public": FORMS["three_public"]})
    assert found[("period", "2023")] == {"unchecked"}


@pytest.mark.parametrize("name", ["云溪县财政局", "XX局", "某某单位局"])
def test_department_of_another_office_differs(name: str) -> None:
    assert verdicts([*TITLES, f"第四部分{name}2024年度部门决算公开"])[("department", name)] == {"differs"}


@pytest.mark.parametrize("name", ["云溪教育局", "中共云溪县教育局", "云溪县教育局(汇总)"])
def test_shorter_and_longer_names_are_the_department(name: str) -> None:
    assert verdicts([*TITLES, f"第四部分{name}概况"])[("department", name)] == {"equal"}


def test_unit_of_the_department_may_have_a_title() -> None:
    title = "第四部分云溪县第一中学概况"
    assert ("department", "云溪县第一中学") not in verdicts([*TITLES, title], units=["云溪县第一中学"])
    assert verdicts([*TITLES, title])[("department", "云溪县第一中学")] == {"unchecked"}
    assert verdicts([*TITLES, "第四部分云溪县财政局概况"])[("department", "云溪县财政局")] == {"differs"}


@pytest.mark.parametrize("title", ["第一部分部门概况", "第一部分单位基本概况", "一、主要职能"])
def test_general_words_name_no_department(title: str) -> None:
    assert {kind for kind, _ in verdicts([title], forms={})} == set()


SUMMARY = "2024年度收入总计 2209.05万元"
REASON = "主要原因是人员及项目经费调整。"
THEIRS = "绍兴市越城区大数据发展管理中心"


def departments_told(folder: Path, told: str, more: str = "") -> list[tuple[str, str]]:
    """The offices that sentences name, in the seed with another beginning of its first sentence and one sentence more."""
    text = SEED.read_text("utf-8")
    assert SUMMARY in text and REASON in text
    (folder / "account.txt").write_text(text.replace(SUMMARY, told, 1).replace(REASON, REASON + more, 1), "utf-8")
    claims = claims_of(load(folder / "account.txt")).claims
    chosen = claims[(claims["kind"] == "department") & (claims["printed"] != THEIRS)]
    return list(chosen[["printed", "verdict"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("越城区卫生健康局", "{name}2024年度收入总计 2209.05万元"),
        ("绍兴市越城区教育局", "2024年度{name}收入总计 2209.05万元"),
        ("某县文化和旅游局", "{name}2024年度收入总计 2209.05万元"),
    ],
)
def test_another_office_told_with_the_totals_of_the_account_is_a_template_left_in(name: str, told: str, tmp_path: Path) -> None:
    assert departments_told(tmp_path, told.format(name=name)) == [(name, "differs")]


def test_own_names_of_sentences_need_no_word(tmp_path: Path) -> None:
    """Nor is a misspelt one another office."""
    first, *others = ["本部门", "我局", THEIRS, f"{THEIRS}（本级）", "越城区大数据发展管理中心", "绍兴市越城区大数据发民管理中心"]
    assert departments_told(tmp_path, first + SUMMARY, "".join(f"{name}{SUMMARY}。" for name in others)) == []


@pytest.mark.parametrize(
    ("told", "more"),
    [
        # another amount may be that of the office named
        ("越城区体育局2024年度收入总计 300.00万元", ""),
        # so may the same one, where the office is one of the account, or was
        (f"越城区体育局{SUMMARY}", "原越城区体育局并入本部门。"),
        (f"越城区体育局{SUMMARY}", "下属单位有越城区体育局、越城区第一中学。"),
        # no amount shows whose sentence it is
        (SUMMARY, "截至2024年12月31日，越城区体育局共有车辆3辆。"),
    ],
)
def test_another_office_is_not_accused_where_it_may_be_meant(told: str, more: str, tmp_path: Path) -> None:
    assert departments_told(tmp_path, told, more) == [("越城区体育局", "unchecked")]


def test_office_that_is_not_the_subject_is_no_statement(tmp_path: Path) -> None:
    more = "由越城区体育局牵头。越城区体育局安排的项目已完成。与越城区体育局共同使用。"
    assert departments_told(tmp_path, SUMMARY, more) == []


@pytest.mark.parametrize(("count", "expected"), [(1, "云溪县水利局"), (2, "云溪县水利局"), (3, OWN), (5, OWN)])
def test_account_is_named_by_nearly_all_of_its_headings(count: int, expected: str) -> None:
    """The first heading counts, unless three others at least tell another name."""
    told = ["第二部分 云溪县水利局2024年度部门决算表", *[f"{OWN}2024年度部门决算情况说明"] * count]
    lines = [Line(1, number, text) for number, text in enumerate(told, start=1)]
    assert department_of(lines, []) == expected


def test_line_that_titles_the_first_part_names_the_office_wherever_it_stands() -> None:
    titles = [*TITLES[1:], "第四部分 名词解释"]
    told = verdicts(titles, front="第一部分云溪县财政局概况")
    assert told[("department", "云溪县财政局")] == {"differs"}


def test_account_named_by_the_one_title_that_is_wrong(tmp_path: Path) -> None:
    """All forms name the office, the department of the account is that of one heading."""
    blocks = [
        {"document_id": "d", "block": number, "section": "narrative", "heading": True, "page": 1, "text": text, "places": "[[0, 1, 1, null, null, null, null]]"}
        for number, text in enumerate(TITLES, start=1)
    ]  # fmt: skip
    claims = state_titles(frames.build("blocks", blocks), frames.build("forms", []), "d", "云溪县水利局", None)
    assert set(claims["verdict"]) == {"equal"} and set(claims["printed"]) == {OWN}


@pytest.mark.parametrize("printed", ["云溪县教局", "云溪县文育局", "云溪县教教育局"])
def test_own_name_with_a_letter_lost_changed_or_doubled_differs(printed: str) -> None:
    titles = (TITLES[0].replace(OWN, printed), *TITLES[1:])
    assert verdicts(titles)["department", printed] == {"differs"}


@pytest.mark.parametrize("printed", ["云溪教育局", "教育局"])
def test_own_name_as_an_office_shortens_it_is_its_own(printed: str) -> None:
    titles = (TITLES[0].replace(OWN, printed), *TITLES[1:])
    assert verdicts(titles)["department", printed] == {"equal"}


def test_first_line_of_the_contents_behind_the_cover_is_a_title_of_its_own() -> None:
    found = verdicts(front="云溪县教育局2024年度部门决算目录第一部分云溪县水利局概况")
    assert (found["department", OWN], found["department", "云溪县水利局"]) == ({"equal"}, {"differs"})


@pytest.mark.parametrize(("printed", "expected"), [("第三部分××局2024年度", {"differs"}), ("××局2024年度", None)])
def test_title_of_a_part_may_break_behind_the_year_and_no_other(printed: str, expected: set[str] | None) -> None:
    assert verdicts((*TITLES[:2], printed)).get(("department", "××局")) == expected
