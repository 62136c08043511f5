"""Claims of the annexes: the hand-read ledger of the real account, and made-up cases of each kind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.seed_account import seed_account

from budget_analysis import Account, frames
from budget_analysis.annexes import read_annexes
from budget_analysis.blocks import build_blocks
from budget_analysis.annex_claims import ANNEXES, read_annex_claims
from budget_analysis.facts import Forms, read_number
from budget_analysis.reading import Line

GOLDEN = Path(__file__).parent / "documents" / "yuecheng-bigdata-2024" / "ledger.csv"
FIRST = 241
"""The first row of the hand-read ledger that is about performance and annexes."""
P = "甲项目"

# --- small frames ------------------------------------------------------------------------------------


def funds(
    project: str,
    *rows: tuple[str, dict[str, str]],
    source: str = "self_evaluation",
    unit: str = "万元",
) -> list[dict[str, Any]]:
    """Fund rows as role and printed cells by measure."""
    units = {"rate": "%", "weight": None, "score": None}
    return [
        {
            "source": source, "project": project, "row": number, "role": role, "item": role,
            "measure": measure, "printed": printed, "unit": units.get(measure, unit), "page": 9,
        }
        for number, (role, cells) in enumerate(rows, start=1)
        for measure, printed in cells.items()
    ]  # fmt: skip


def indicator(
    name: str = "完成数",
    target: str = "",
    actual: str = "",
    weight: str = "10",
    score: str = "10",
    **more: str,
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "source": "self_evaluation", "project": P, "kind": "indicator", "level_1": "产出",
        "level_2": "数量", "level_3": name, "target": target or None, "actual": actual or None,
        "weight": weight or None, "score": score or None, "page": 9,
    }  # fmt: skip
    return row | more


def item(measure: str, printed: str, part: str = "fact", **more: Any) -> dict[str, Any]:
    row = {
        "source": "self_evaluation", "project": P, "row": 1, "part": part, "item": measure,
        "measure": measure, "printed": printed, "page": 9,
    }  # fmt: skip
    return row | more


def projects(*rows: tuple[str, str]) -> list[dict[str, Any]]:
    return [
        {"row": number, "project": name, "grade": grade, "page": 8}
        for number, (name, grade) in enumerate(rows, start=1)
    ]


def claims(
    *prose: str | tuple[str, str],
    figures: dict[str, str] | None = None,
    year: int | None = 2024,
    department: str = "某县档案局",
    **annexes: Iterable[dict[str, Any]],
) -> pd.DataFrame:
    """Claims of made-up annexes. Prose stands in the performance section or in one that is named."""
    found, _ = read(*prose, figures=figures, year=year, department=department, **annexes)
    return found


def read(
    *prose: str | tuple[str, str],
    figures: dict[str, str] | None = None,
    year: int | None = 2024,
    department: str = "某县档案局",
    **annexes: Iterable[dict[str, Any]],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    blocks = []
    for number, entry in enumerate(prose, start=1):
        section, text = entry if isinstance(entry, tuple) else ("performance", entry)
        places = json.dumps([[0, 7, number, None, None, None, None]])
        blocks.append(
            {"block": number, "section": section, "heading": False, "page": 7, "text": text,
             "places": places}
        )  # fmt: skip
    cells, forms = [], {}
    for place, printed in (figures or {}).items():
        form, role, measure = place.split("/")
        forms[form] = {"form": form, "state": "found"}
        fen = round(float(printed) * 1_000_000)
        cells.append(
            {"figure_id": f"x/{place}", "form": form, "role": role, "measure": measure,
             "code": role if role.isdigit() else None, "label": annexes_label(place),
             "printed": printed, "state": "value" if fen else "zero", "amount_fen": fen,
             "resolution_fen": 10_000}
        )  # fmt: skip
    found = read_annex_claims(
        frames.build("blocks", blocks),
        Forms(frames.build("forms", forms.values()), frames.build("figures", cells)),
        {name: frames.build(name, annexes.get(name, [])) for name in ANNEXES},
        department,
        year,
    )
    return found.claims, found.notices


LABELS = {"201": "一般公共服务支出", "20126": "档案事务", "2012604": "档案馆"}


def annexes_label(place: str) -> str | None:
    return LABELS.get(place.split("/")[1])


def verdict(found: pd.DataFrame, kind: str, printed: str | None = None) -> str:
    """The verdict of the one claim of a kind (and print)."""
    rows = found[found["kind"] == kind]
    if printed is not None:
        rows = rows[rows["printed"] == printed]
    assert len(rows) == 1, found[["kind", "printed", "verdict", "subject"]].to_string()
    value = rows["verdict"].iloc[0]
    return "" if pd.isna(value) else str(value)


def verdicts(found: pd.DataFrame) -> list[tuple[str, str, str]]:
    text = found.astype("string").fillna("")
    return [(row.kind, row.printed, row.verdict) for row in text.itertuples()]


# --- the real account --------------------------------------------------------------------------------


def forms_of(account: Account) -> Forms:
    return Forms(account.forms, account.figures, account.document_id)


@pytest.fixture(scope="module")
def seed() -> pd.DataFrame:
    account = seed_account()
    found, notices, _ = read_annex_claims(
        account.blocks,
        forms_of(account),
        {name: getattr(account, name) for name in ANNEXES},
        account.department,
        account.fiscal_year,
    )
    assert notices.empty
    return found


@pytest.fixture(scope="module")
def golden() -> pd.DataFrame:
    listed = pd.read_csv(GOLDEN, dtype=str, keep_default_na=False)
    return listed[listed["id"].str[1:].astype(int) >= FIRST]


def told(rows: pd.DataFrame, *columns: str) -> Counter[tuple[str, ...]]:
    """Rows counted by page, kind, print, verdict and more.

    本年 before a nil statement, and whether the tick or the ticked option counts as the print, are
    matters of transcription.
    """
    text = rows.astype("string").fillna("")
    text["printed"] = text["printed"].str.removeprefix("本年")
    text.loc[text["kind"] == "list", "printed"] = "box"
    return Counter(text[["page", "kind", "printed", "verdict", *columns]].itertuples(index=False, name=None))


def test_every_statement_of_the_hand_read_ledger_is_found_and_nothing_else(
    seed: pd.DataFrame, golden: pd.DataFrame
) -> None:
    assert told(seed) == told(golden)


def test_recomputed_intervals_are_those_of_the_hand_read_ledger(
    seed: pd.DataFrame, golden: pd.DataFrame
) -> None:
    off = told(seed, "unit", "low", "high") - told(golden, "unit", "low", "high")
    # the ledger writes the recomputed amount in 万元 where the text has 万, and compares the second
    # annual budget with the first, not with the form: same verdict
    assert {row[:4] for row in off} == {
        ("48", "amount", "99", "differs"),
        ("48", "amount", "99", "equal"),
    }


def test_contradictions_of_the_annexes(seed: pd.DataFrame) -> None:
    differs = seed[seed["verdict"] == "differs"]
    assert list(zip(differs["page"], differs["kind"], differs["printed"], strict=True)) == [
        *[(30, "sum", "0")] * 3,
        (31, "completion", "100"),
        *[(32, "sum", "0")] * 3,
        (42, "amount", "99.00"),
        (48, "amount", "99"),
        (48, "completion", "100"),
    ]


def test_operands_are_claims_or_figures_and_identifiers_are_unique(seed: pd.DataFrame) -> None:
    known = {*seed["claim_id"], *seed_account().figures["figure_id"]}
    assert seed["claim_id"].is_unique
    for operands in seed["operands"].dropna():
        assert set(json.loads(operands)) <= known


def test_each_number_of_a_table_is_found_in_the_text_it_was_read_from(seed: pd.DataFrame) -> None:
    blocks = seed_account().blocks
    texts = dict(zip(blocks["block"], blocks["text"], strict=True))
    assert seed["start"].notna().all()
    for claim in seed.to_dict("records"):
        assert claim["printed"] in texts[claim["block"]][claim["start"] : claim["end"]]


def test_no_rule_is_fitted_to_the_names_of_this_account(seed: pd.DataFrame) -> None:
    """Every character that no description uses is exchanged for another one: the verdicts follow."""
    folder = resources.files("budget_analysis").joinpath("specs")
    shown = ("function_names.csv", "site.toml")  # names in English and the words of pages, on which no verdict rests
    fixed = set("".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file() and path.name not in shown))
    account = seed_account()
    text = "".join(account.blocks["text"])
    free = sorted({letter for letter in text if "\u4e00" <= letter <= "\u9fff"} - fixed)
    assert len(free) > 80
    exchange = str.maketrans(dict(zip(free, [*free[5:], *free[:5]], strict=True)))

    def exchanged(frame: pd.DataFrame) -> pd.DataFrame:
        out = frame.copy()
        for name in out.columns:
            if out[name].dtype == "string" and name not in ("places", "document_id"):
                out[name] = out[name].str.translate(exchange)
        return out

    found, *_ = read_annex_claims(
        exchanged(account.blocks),
        Forms(account.forms, exchanged(account.figures), account.document_id),
        {name: exchanged(getattr(account, name)) for name in ANNEXES},
        account.department.translate(exchange),
        account.fiscal_year,
    )
    columns = ["page", "start", "end", "kind", "verdict", "low", "high"]
    pd.testing.assert_frame_equal(found[columns], seed[columns])


PRINTED = """项目支出绩效自评表
项目名称 甲项目
项目资金（万元） 年初预算数 全年预算数 全年执行数 执行率
年度资金总额 12.00 12.00 12.00 100%
年度总体目标 预期目标 实际完成情况
新建书房3个，支出12.00万元。
新建书房3个，支出12.00万元。
绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 权重 得分
产出指标
(100分)
数量指标
(100分)
新建书房数 3个 3个 100 100
总分 100 100"""


def test_each_number_has_its_own_place_also_where_the_same_is_printed_before() -> None:
    lines = [Line(7, number, line) for number, line in enumerate(PRINTED.split("\n"), start=1)]
    blocks = build_blocks("x", lines)
    empty = [frames.build(name, []) for name in ("forms", "figures")]
    found, *_ = read_annex_claims(blocks, Forms(*empty), read_annexes("x", lines), "某局", 2024)
    told = found[found["printed"].str.contains("3|12", regex=True)]
    assert len(told) > 8
    places = list(zip(told["block"], told["start"], told["end"], strict=True))
    assert len(set(places)) == len(told)
    texts = dict(zip(blocks["block"], blocks["text"], strict=True))
    for claim in told.to_dict("records"):
        assert claim["printed"] in texts[claim["block"]][claim["start"] : claim["end"]]


@pytest.mark.parametrize(
    ("printed", "unit", "kind", "is_exact"),
    [
        ("12.00", "万元", "", False),
        ("0.00", "万元", "", True),
        ("0.00", "%", "", False),
        ("100", "%", "", False),
        ("9.5", "分", "", True),
        ("3", "个", "", True),
        ("0.00", "", "money", True),
        ("12", "", "money", False),
        ("1,200", "个", "measured", True),
        ("1.5", "秒", "measured", False),
    ],
)
def test_whether_a_print_is_exact(printed: str, unit: str, kind: str, is_exact: bool) -> None:
    number = read_number(printed, unit, kind)
    assert number.is_exact == is_exact
    assert (number.interval.low == number.interval.high) == is_exact


# --- nothing there -----------------------------------------------------------------------------------


def test_document_without_annexes_has_no_claims_of_them() -> None:
    found, notices = read()
    assert found.empty and notices.empty
    assert dict(found.dtypes.astype(str)) == frames.columns("claims")


SHANGHAI = (
    "某局2024年度预算绩效管理工作开展情况如下：编报绩效目标的2024年度项目{targets}个，涉及预算金额{money}万元；"
    "绩效跟踪评价的2024年度项目3个，涉及预算金额90.50万元；绩效自评的2024年度项目{count}个，涉及预算金额"
    "90.50万元，平均得分98.33分（其中，绩效评级为“优”的项目{good}个；绩效评级为“良”的项目1个；"
    "绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目{bad}个。绩效自评中共发现问题0个）。"
)


def shanghai(**numbers: str) -> pd.DataFrame:
    given = {"targets": "3", "money": "90.50", "count": "3", "good": "2", "bad": "0"} | numbers
    return claims(SHANGHAI.format(**given))


def test_projects_by_grade_add_up() -> None:
    found = shanghai()
    assert verdict(found, "sum", "3") == "equal"
    assert not (found["verdict"] == "differs").any()
    assert verdict(shanghai(good="3"), "sum", "3") == "differs"
    assert verdict(shanghai(count="4"), "sum", "4") == "differs"


def test_grades_that_are_not_all_told_prove_nothing() -> None:
    text = "绩效自评的2024年度项目5个，其中，绩效评级为“优”的项目{}个。"
    assert verdict(claims(text.format(3)), "sum", "5") == "unchecked"
    assert verdict(claims(text.format(6)), "sum", "5") == "differs"


@pytest.mark.parametrize(("solved", "expected"), [(3, "equal"), (2, "differs"), (4, "differs")])
def test_problems_are_those_solved_and_those_being_solved(solved: int, expected: str) -> None:
    text = "绩效自评中共发现问题5个，已经完成整改的{}个，正在整改的2个。"
    assert verdict(claims(text.format(solved)), "sum", "5") == expected
    assert "sum" not in set(claims("绩效自评中共发现问题5个，已经完成整改的3个。")["kind"])


def test_grades_of_several_groups_prove_nothing() -> None:
    text = "绩效自评的2024年度项目5个，其中“优”的项目4个，“良”的项目1个，“不合格”的项目0个。"
    assert verdict(claims(text), "sum", "5") == "equal"
    more = "其中重点项目2个，评级为“优”2个。"
    assert verdict(claims(text + more), "sum", "5") == "equal"  # by its own sentence
    assert verdict(claims(text.replace("，其中", "。其中") + more), "sum", "5") == "unchecked"


def test_targets_may_be_those_of_the_year_to_come() -> None:
    found = claims("编报绩效目标的2025年度项目41个；绩效自评的2025年度项目39个。")
    assert list(found[found["kind"] == "period"]["verdict"]) == ["unchecked", "differs"]


def test_no_money_where_no_project() -> None:
    assert verdict(shanghai(targets="0", money="0"), "count", "0") == "equal"
    assert verdict(shanghai(targets="0"), "count", "90.50") == "differs"


def test_year_of_the_account() -> None:
    assert set(shanghai().query("kind == 'period'")["verdict"]) == {"equal"}
    text = "编报绩效目标的{}年度项目3个。"
    assert verdict(claims(text.format(2023)), "period") == "differs"
    assert verdict(claims(text.format(2024), year=None), "period") == "unchecked"
    assert claims("根据《关于开展2025年绩效自评的通知》（某财〔2025〕1号）要求。").empty
    assert claims("下一步，将继续做好2025年度绩效自评。").empty


# --- money -------------------------------------------------------------------------------------------


def test_total_row_is_the_sum_of_its_sources() -> None:
    def total(printed: str, *parts: str) -> str:
        rows = [("total", {"budget": printed})]
        roles = ("general_public", "gov_funds", "other")
        rows += [(role, {"budget": part}) for role, part in zip(roles, parts, strict=False)]
        return verdict(claims(funds=funds(P, *rows)), "sum")

    assert total("30.50", "20.25", "10.25") == "equal"
    assert total("30.51", "20.25", "10.25") == "rounding"
    assert total("30.53", "20.25", "10.25") == "differs"
    assert total("0", "20.25") == "differs"
    assert total("20.25", "20.25", "/") == "equal"
    assert total("20.25", "20.25", "见附表") == "unchecked"


def test_what_a_source_consists_of_is_no_further_part() -> None:
    rows = [
        ("total", {"actual": "30"}),
        ("appropriation", {"actual": "20"}),
        ("general_public", {"actual": "15"}),
        ("carryover", {"actual": "10"}),
    ]
    found = claims(funds=funds(P, *rows))
    assert (verdict(found, "sum"), verdict(found, "nesting")) == ("equal", "equal")
    rows[2] = ("general_public", {"actual": "25"})
    assert verdict(claims(funds=funds(P, *rows)), "nesting") == "differs"


def rate(printed: str, **cells: str) -> str:
    row = {"budget": "80", "adjusted_budget": "77.5", "actual": "74.93", **cells, "rate": printed}
    given = {name: value for name, value in row.items() if value}
    return verdict(claims(funds=funds(P, ("general_public", given))), "completion")


def test_rate_of_execution() -> None:
    assert rate("96.68%") == "equal"
    assert rate("96.7") == "equal"
    assert rate("96.70%") == "rounding"
    assert rate("96.86%") == "differs"
    assert rate("100.00%", adjusted_budget="0", actual="0") == "undefined"
    assert rate("93.66%", adjusted_budget="") == "equal"
    assert rate("96.68%", actual="") == "unchecked"
    # a spreadsheet may have shown the fraction
    assert rate("0.97") == "unchecked"
    assert rate("0.97%") == "differs"


SUMMARY = (
    "甲项目绩效自评综述：根据年初设定的绩效目标，项目绩效自评得分{score}分，自评结论为{grade}。"
    "项目全年预算数为{budget}万元，执行数为{actual}万元，完成预算的{rate}%。"
)
TABLE = [
    ("total", {"adjusted_budget": "77.5", "actual": "74.93"}),
    ("general_public", {"adjusted_budget": "77.5", "actual": "74.93"}),
]
MARKS = [
    indicator(weight="60", score="60"),
    indicator("质量", weight="40", score="36"),
    indicator("", weight="100", score="96", kind="total", level_1="", level_2=""),
]


def summary(rows: Sequence[tuple[str, dict[str, str]]] = TABLE, **numbers: str) -> pd.DataFrame:
    given = {"score": "96", "grade": "优", "budget": "77.5", "actual": "74.93", "rate": "96.68"}
    return claims(
        SUMMARY.format(**given | numbers),
        funds=funds(P, *rows),
        indicators=MARKS,
        report_items=[item("grade", "优")],
    )


def test_text_of_a_self_evaluation_against_its_table() -> None:
    found = summary()
    assert not found["verdict"].isin(["differs", "unchecked"]).any()
    assert verdict(summary(budget="75.7"), "amount", "75.7") == "differs"
    assert verdict(summary(actual="74.39"), "amount", "74.39") == "differs"
    assert verdict(summary(score="69"), "amount", "69") == "differs"
    assert verdict(summary(rate="100"), "completion", "100") == "differs"
    assert verdict(summary(grade="良"), "grade") == "differs"


def test_touch_of_two_roundings_is_a_notice() -> None:
    text = SUMMARY.format(score="", grade="", budget="77.6", actual="", rate="")
    found, notices = read(text, funds=funds(P, *TABLE))
    assert verdict(found, "amount") == "rounding"
    assert list(notices["kind"]) == ["touch"]


def test_a_wrong_amount_is_reported_once() -> None:
    found = summary(actual="74.39")
    assert list(found[found["verdict"] == "differs"]["printed"]) == ["74.39"]
    rows = [("total", {"adjusted_budget": "0", "actual": "0"}), TABLE[1]]
    found = summary(rows)
    assert set(found[found["verdict"] == "differs"]["kind"]) == {"sum"}


def test_rate_of_a_text_without_a_table_goes_by_its_own_amounts() -> None:
    def own(printed: str) -> str:
        text = "乙工程绩效自评综述：全年预算数为50万元，执行数为49万元，完成预算的{}%。"
        return verdict(claims(text.format(printed)), "completion")

    assert own("98") == "equal"
    assert own("97") == "rounding"
    assert own("89") == "differs"
    text = "全年预算数为0万元，执行数为0万元，完成预算的100%。"
    assert verdict(claims(text), "completion") == "undefined"
    assert verdict(claims("完成预算的98%。"), "completion") == "unchecked"


def test_amount_of_a_part_is_not_taken_for_the_project() -> None:
    text = "甲项目绩效自评综述：其中设备购置全年预算数为30万元。"
    found = claims(text, funds=funds(P, *TABLE))
    assert verdicts(found)[0] == ("datum", "30", "")


def test_money_transferred_away_explains_the_adjusted_budget() -> None:
    def moved(text: str) -> str:
        rows = [("general_public", {"budget": "80.00", "adjusted_budget": "77.50"})]
        texts = [item("deviation_reasons", text, part="text")]
        return verdict(claims(funds=funds(P, *rows), report_items=texts), "change")

    assert moved("因机构调整，费用2.50万元划转至其他单位。") == "equal"
    assert moved("因机构调整，费用2.51万元划转至其他单位。") == "rounding"
    assert moved("因机构调整，费用5.20万元划转至其他单位。") == "differs"
    assert moved("年中追加2.50万元。") == "differs"


def test_table_without_a_unit_is_compared_within_itself_only() -> None:
    rows = [("total", {"adjusted_budget": "775000"}), ("other", {"adjusted_budget": "775000"})]
    found = claims(SUMMARY.format(score="", grade="", budget="77.5", actual="", rate=""),
                   funds=funds(P, *rows, unit=""))  # fmt: skip
    assert verdict(found, "sum") == "equal"
    assert verdict(found, "amount") == "unchecked"


# --- counts, shares, names ---------------------------------------------------------------------------

T07 = "general_public_expenditure/total/project"
T06 = "appropriation_summary/expenditure_total"
EVALUATED = (
    "某县档案局组织对2024年度一般公共预算项目支出全面开展绩效自评，其中：一级项目1个，二级项目{count}个，"
    "共涉及资金{money}万元，占一般公共预算项目支出总额的{share}%。"
)


def evaluated(count: str = "2", money: str = "90.50", share: str = "100.00") -> pd.DataFrame:
    return claims(
        EVALUATED.format(count=count, money=money, share=share),
        figures={T07: "90.50"},
        projects=projects((P, "优"), ("乙工程", "良")),
    )


def test_projects_are_the_rows_of_the_list() -> None:
    assert verdict(evaluated(), "count") == "equal"
    assert verdict(evaluated(count="3"), "count") == "differs"
    found = claims(EVALUATED.format(count="3", money="90.50", share="100.00"), figures={T07: "90.50"})
    assert ("datum", "3", "") in verdicts(found)


def test_number_of_some_projects_is_not_that_of_all() -> None:
    text = EVALUATED.format(count="2", money="90.50", share="100.00") + "其中重点项目1个。"
    found = claims(text, figures={T07: "90.50"}, projects=projects((P, "优"), ("乙工程", "良")))
    assert verdict(found, "count") == "equal"


def test_projects_of_a_grade_against_the_list() -> None:
    text = "开展绩效自评项目2个，自评等级为优的项目{}个，自评等级为良的项目1个。"

    def graded(number: int) -> pd.DataFrame:
        return claims(text.format(number), projects=projects((P, "优"), ("乙工程", "良")))

    assert ("count", "1", "equal") in verdicts(graded(1))
    assert ("count", "3", "differs") in verdicts(graded(3))


def test_evaluated_money_is_project_expenditure_by_coverage() -> None:
    found = evaluated()
    assert (verdict(found, "amount"), verdict(found, "share")) == ("equal", "equal")
    found = evaluated(money="90.05")
    assert (verdict(found, "amount"), verdict(found, "share")) == ("differs", "equal")
    assert verdict(evaluated(money="45.25", share="50.00"), "share") == "equal"
    assert verdict(evaluated(money="45.25", share="50.02"), "share") == "differs"
    assert verdict(evaluated(money="45.25", share="50.01"), "share") == "rounding"
    assert "amount" not in set(evaluated(money="45.25", share="50.00")["kind"])
    without = claims(EVALUATED.format(count="2", money="90.50", share="100.00"))
    assert verdict(without, "share") == "unchecked"


def test_known_spending_is_within_the_evaluated_money() -> None:
    def spent(actual: str) -> str:
        rows = funds(P, ("general_public", {"actual": actual}))
        text = EVALUATED.format(count="2", money="90.50", share="100.00")
        return verdict(claims(text, figures={T07: "90.50"}, funds=rows), "nesting")

    assert spent("90.50") == "equal"
    assert spent("90.51") == "rounding"
    assert spent("95.00") == "differs"


REPORT = [
    ("total", {"planned": "99.90"}),
    ("total", {"received": "99.90"}),
    ("local", {"planned": "99.90", "received": "99.90"}),
    ("total", {"actual": "99.00"}),
]


def report_items(*more: dict[str, Any], planned: str = "99.90", actual: str = "99.00") -> list[dict[str, Any]]:
    own = {"source": "evaluation_report"}
    rows = [
        item("ticked", "部门（单位）评价", item="评价方式", **own),
        item("project_period", "2024.01.01～2024.12.31", **own),
        item("report_date", "2025年3月1日", **own),
        item("planned", planned, part="spending", item="商品和服务支出", row=8, unit="万元", **own),
        item("actual", actual, part="spending", item="商品和服务支出", row=8, unit="万元", **own),
        item("planned", planned, part="spending", item="支出合计", row=9, unit="万元", **own),
        item("actual", actual, part="spending", item="支出合计", row=9, unit="万元", **own),
    ]
    return [*rows, *more]


def evaluation(text: str = "", **more: Any) -> pd.DataFrame:
    return claims(
        *([text] if text else []),
        **{
            "funds": funds(P, *REPORT, source="evaluation_report"),
            "report_items": report_items(),
            "projects": projects((P, "优"), ("乙工程", "良")),
            "figures": {f"{T06}/general_public": "200.00", f"{T06}/gov_funds": "0.00"},
            **more,
        },
    )


def test_money_of_department_evaluations() -> None:
    text = "组织对“甲项目”1个项目开展了部门评价，涉及一般公共预算支出{}万元，政府性基金预算支出{}万元。"
    found = evaluation(text.format("99", "0"))
    assert verdict(found, "nesting") == "equal"
    assert ("amount", "99", "equal") in verdicts(found)
    assert ("amount", "98", "differs") in verdicts(evaluation(text.format("98", "0")))
    assert verdict(evaluation(text.format("99", "5")), "nesting") == "differs"
    # without a report it is at most what was spent
    found = evaluation(text.format("250", "0"), funds=[], report_items=[])
    assert ("nesting", "250", "differs") in verdicts(found)


def test_number_of_projects_that_are_named() -> None:
    def counted(text: str) -> str:
        return verdict(evaluation(text, report_items=[], funds=[]), "count")

    assert counted("组织对“甲项目”、“乙工程”2个项目开展了部门评价。") == "equal"
    assert counted("组织对“甲项目”、“乙工程”3个项目开展了部门评价。") == "differs"
    assert counted("组织对“甲项目”、“乙工程”等3个项目开展了部门评价。") == "equal"
    assert counted("组织对“甲项目”、“乙工程”等1个项目开展了部门评价。") == "differs"


def named(name: str) -> str:
    listed = projects(("城区公共数据平台运营服务项目", "优"), ("办公用房维修改造", "良"))
    return verdict(claims(f"组织对“{name}”1个项目开展了部门评价。", projects=listed), "item_name")


def test_name_of_a_project_against_the_list() -> None:
    assert named("城区公共数据平台运营服务项目") == "equal"
    assert named("公共数据平台运营服务") == "equal"
    assert named("城区公共数椐平台运营服务项目") == "differs"
    assert named("古籍数字化建设与修复") == "unchecked"
    listed = projects(("城区公共数据平台运营服务项目", "优"))
    assert claims("对2024年度重点民生项目开展了绩效评价。", projects=listed)["verdict"].isna().all()


def test_name_of_a_table_against_the_list() -> None:
    def table(name: str) -> str:
        listed = projects(("城区公共数据平台运营服务项目", "优"))
        rows = funds(name, ("total", {"budget": "1.00"}))
        return verdict(claims(funds=rows, projects=listed), "item_name")

    assert table("城区公共数据平台运营服务项目") == "equal"
    assert table("城区公共数据平台运菅服务项目") == "differs"


def test_things_counted_after_their_names() -> None:
    def counted(number: int) -> str:
        text = f"由东山街道、西山街道、南山街道等{number}个街道承担。"
        return verdict(claims(report_items=[item("deviation_reasons", text, part="text")]), "count")

    assert counted(3) == "equal"
    assert counted(2) == "differs"
    assert counted(5) == "unchecked"


def test_nothing_there() -> None:
    funds_none = "本年无政府性基金预算项目。"
    assert verdict(evaluation(funds_none), "nil") == "equal"
    spent = {f"{T06}/gov_funds": "5.00", "gov_funds/total/project": "5.00"}
    assert verdict(evaluation(funds_none, figures=spent), "nil") == "differs"
    assert verdict(evaluation(funds_none, figures={f"{T06}/gov_funds": "5.00"}), "nil") == "unchecked"
    assert verdict(evaluation("3.财政评价项目绩效评价结果。无。"), "nil") == "equal"
    assert verdict(evaluation("4.部门评价项目绩效评价结果。无。"), "nil") == "differs"
    whole = "本年无部门整体支出绩效评价。"
    assert verdict(claims(whole), "nil") == "equal"
    assert verdict(claims(whole, ("annexes", "部门整体支出绩效自评表")), "nil") == "differs"


def test_ticked_box_against_the_kind_of_evaluation() -> None:
    text = "组织对“甲项目”1个项目开展了{}评价。"
    assert verdict(evaluation(text.format("部门")), "list") == "equal"
    assert verdict(evaluation(text.format("财政")), "list") == "differs"
    assert "list" not in set(evaluation()["kind"])


# --- points ------------------------------------------------------------------------------------------


def attained(target: str, actual: str, score: str = "10") -> str:
    found = claims(indicators=[indicator(target=target, actual=actual, score=score)])
    row = found[found["subject"].str.endswith("/actual")].iloc[0]
    return "datum" if row["kind"] == "datum" else str(row["verdict"])


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥60个", "60个", "equal"),
        ("≥60个", "59个", "differs"),
        ("≥60个", "≥60个", "equal"),
        ("≥60个", "≥50个", "unchecked"),
        ("≥60个", "＜60个", "differs"),
        ("≥95%", "94.6%", "differs"),
        ("≥95%", "95%", "equal"),
        ("＞95%", "95%", "rounding"),
        ("≤24小时", "24小时", "equal"),
        ("≤24小时", "25小时", "differs"),
        ("≤0.5%", "≤0.5%", "equal"),
        ("=1年", "＝1年", "equal"),
        ("＝4次", "5次", "differs"),
        ("90%以上", "89%", "differs"),
        ("100%", "100%", "equal"),
        ("4次", "5次", "unchecked"),
        ("4次", "4场", "unchecked"),
        ("提升", "提升", "equal"),
        ("提升", "未提升", "differs"),
        ("提升", "达成预期指标", "datum"),
        ("≥1,000人", "1000人", "equal"),
    ],
)
def test_target_and_actual_value(target: str, actual: str, expected: str) -> None:
    assert attained(target, actual) == expected


def test_missed_target_that_cost_points_is_no_contradiction() -> None:
    assert attained("≥60个", "59个", score="8") == "datum"


def test_rate_indicator_is_the_rate_of_the_funds() -> None:
    def shown(actual: str) -> str:
        rows = [indicator("预算执行率", "≥95%", actual)]
        return verdict(claims(funds=funds(P, *TABLE), indicators=rows), "completion")

    assert shown("96.68%") == "equal"
    assert shown("96.86%") == "differs"


def test_score_is_within_its_weight() -> None:
    assert verdict(claims(indicators=[indicator(score="10.00")]), "score") == "equal"
    assert verdict(claims(indicators=[indicator(score="11")]), "score") == "differs"
    assert verdict(claims(indicators=[indicator(score="满分")]), "score") == "unchecked"


def marks(first: str = "60", second: str = "40", full: str = "100", total: str = "96") -> pd.DataFrame:
    rows = [
        indicator(weight=first, score="60", weight_1="60", weight_2="60"),
        indicator("质量", weight=second, score="36", level_1="效益", level_2="社会", weight_1="40",
                  weight_2="40"),
        indicator("", weight=full, score=total, kind="total", level_1="", level_2=""),
    ]  # fmt: skip
    return claims(indicators=rows)


def test_weights_and_scores_add_up() -> None:
    assert set(marks().dropna(subset=["verdict"])["verdict"]) == {"equal"}
    assert ("score", "99", "differs") in verdicts(marks(total="99"))
    assert ("weight", "110", "differs") in verdicts(marks(full="110"))
    assert ("weight", "60", "differs") in verdicts(marks(first="50"))
    assert ("weight", "60", "unchecked") in verdicts(marks(first=""))


def test_full_marks_are_100() -> None:
    rows = [indicator(weight="50"), indicator("质量", weight="40")]
    total = indicator("", weight="90", score="20", kind="total", level_1="", level_2="")
    assert verdict(claims(indicators=[*rows, total]), "weight") == "differs"
    assert verdict(claims(indicators=rows), "weight") == "differs"
    rows[1]["weight"] = "50"
    assert verdict(claims(indicators=rows), "weight") == "equal"


def test_points_of_the_execution_of_the_budget_count_too() -> None:
    """The national form gives the fund row a weight and a score of its own."""
    row = {"adjusted_budget": "77.5", "actual": "74.93", "weight": "10", "rate": "96.68%", "score": "9.67"}
    rows = [
        indicator(weight="50", score="50"),
        indicator("质量", weight="40", score="36"),
        indicator("", weight="100", score="95.67", kind="total", level_1="", level_2=""),
    ]
    found = claims(funds=funds(P, ("total", row)), indicators=rows)
    assert set(found.dropna(subset=["verdict"])["verdict"]) == {"equal"}
    row["score"] = "10.67"
    found = claims(funds=funds(P, ("total", row)), indicators=rows)
    assert ("score", "10.67", "differs") in verdicts(found)
    assert ("score", "95.67", "differs") in verdicts(found)


SCALES = (
    "总分高于90分（含）的结论为“优”，90～80分（含）为“良”，80～60分（含）为“中”，低于60分为“差”。",
    "90（含）-100分为优、80（含）-90分为良、60（含）-80分为中、60分以下为差。",
    "得分≥90为优，80≤得分<90为良，60≤得分<80为中，低于60为差",
)


def graded(printed: str, score: str, rule: str) -> str:
    rows = [indicator("", weight="100", score=score, kind="total", level_1="", level_2="")]
    facts = [item("grade", printed), item("grading_rule", rule, part="text", item=None)]
    return verdict(claims(indicators=rows, report_items=facts), "grade")


@pytest.mark.parametrize("rule", SCALES)
def test_grade_by_the_printed_bands(rule: str) -> None:
    assert graded("优", "90", rule) == "equal"
    assert graded("优秀", "95.5", rule) == "equal"
    assert graded("优", "89.9", rule) == "differs"
    assert graded("良", "80", rule) == "equal"
    assert graded("差", "59", rule) == "equal"


def test_grade_at_an_end_that_nobody_claims() -> None:
    rule = "90～100分为优，80～90分为良，60～80分为中。"
    assert graded("优", "95", rule) == "equal"
    assert graded("良", "90", rule) == "unchecked"
    assert graded("差", "50", rule) == "unchecked"


def test_grade_of_the_list_against_that_of_the_table() -> None:
    def listed(grade: str) -> str:
        facts = [item("grade", "优")]
        found = claims(projects=projects((P, grade), ("乙工程", "良")), report_items=facts)
        return verdict(found[found["section"] == "project_list"], "grade")

    assert listed("优") == "equal"
    assert listed("良") == "differs"


# --- evaluation reports ------------------------------------------------------------------------------


def test_items_and_levels_of_government_against_the_money_of_the_report() -> None:
    found = evaluation(report_items=report_items(planned="99.90"))
    assert {row[2] for row in verdicts(found) if row[0] in ("sum", "amount")} == {"equal"}
    assert ("amount", "99.00", "differs") in verdicts(evaluation(report_items=report_items(planned="99.00")))
    found = evaluation(report_items=report_items(actual="90.99"))
    assert ("amount", "99.00", "differs") in verdicts(found)
    rows = [REPORT[0], ("central", {"planned": "9.90"}), ("local", {"planned": "80.00"})]
    found = evaluation(funds=funds(P, *rows, source="evaluation_report"))
    assert ("sum", "99.90", "differs") in verdicts(found)


def prose(*texts: str, **more: Any) -> list[tuple[str, str, str]]:
    """What the prose of a report is found to say."""
    title = ("evaluation_report", "项目支出绩效评价报告")
    facts = ("evaluation_report", f"项目名称{P}评价方式部门（单位）评价")
    body = [("evaluation_report", text) for text in texts]
    found = claims(
        title,
        facts,
        *body,
        **{
            "funds": funds(P, *REPORT, source="evaluation_report"),
            "report_items": report_items(),
            **more,
        },
    )
    return verdicts(found[found["block"].notna()])


def test_amounts_of_the_prose_against_those_of_the_report() -> None:
    text = "项目总投资预算为111万元，2024年度预算为{}万元，中标金额为{}万元，2024年度支付{}万元。"
    assert Counter(prose(text.format("99.9", "110", "99"))) == Counter(
        {
            ("datum", "111", ""): 1,
            ("period", "2024", "equal"): 2,
            ("amount", "99.9", "equal"): 1,
            ("nesting", "110", "equal"): 1,
            ("amount", "99", "equal"): 1,
        }
    )
    assert ("amount", "98.9", "differs") in prose(text.format("98.9", "110", "99"))
    assert ("nesting", "119", "differs") in prose(text.format("99.9", "119", "99"))
    assert ("amount", "96", "differs") in prose(text.format("99.9", "110", "96"))


def test_amount_of_another_year_or_of_a_part_is_recorded_only() -> None:
    assert ("datum", "50", "") in prose("2023年度预算为50万元。", report_items=report_items(
        item("project_period", "2023.01.01～2024.12.31", source="evaluation_report"))[3:])  # fmt: skip
    assert ("datum", "50", "") in prose("其中设备购置年度预算为50万元。")
    assert ("period", "2014", "differs") in prose("2014年度预算为99.9万元。")


def test_project_of_several_years_may_state_both_a_part_and_all() -> None:
    facts = report_items()
    facts[1]["printed"] = "2023.01.01～2024.12.31"
    assert ("amount", "60", "unchecked") in prose("2024年度支付60万元。", report_items=facts)
    assert ("amount", "99", "equal") in prose("2024年度支付99万元。", report_items=facts)


DEFINED = [
    indicator("预算执行率", weight="100", score="100", source="evaluation_report",
              criteria="预算执行率=（实际支出资金/实际到位资金）×100%。"),
]  # fmt: skip


def test_rate_by_its_own_amounts_and_by_the_definition_that_is_printed() -> None:
    text = "2024年全年预算数{}万，全年执行数99万，预算执行率{}%。"
    found = prose(text.format("99", "100"), indicators=DEFINED)
    assert ("amount", "99", "differs") in found
    assert [row[2] for row in found if row[0] == "completion"] == ["equal", "differs"]
    found = prose(text.format("99.9", "99.1"), indicators=DEFINED)
    assert [row[2] for row in found if row[0] == "completion"] == ["equal", "equal"]
    assert ("completion", "98", "differs") in prose("预算执行率98%。", indicators=DEFINED)


def test_indicator_of_the_prose() -> None:
    def told_of(actual: int, excess: int, word: str = "超过") -> list[tuple[str, str, str]]:
        return prose(
            "1.数量指标（≥400个）",
            "（1）目标合理性。共享点位数反映产出规模。",
            f"（2）完成情况。新增点位89个，点位数共计{actual}个，{word}数量指标要求{excess}个。",
        )

    found = told_of(489, 89)
    assert ("attained", "489", "equal") in found
    assert ("change", "89", "equal") in found
    assert ("change", "98", "differs") in told_of(489, 98)
    assert ("attained", "389", "differs") in told_of(389, 89)
    assert ("change", "89", "differs") in told_of(489, 89, "低于")


def test_number_in_words_is_not_judged() -> None:
    """`二年` is no printed number: neither a difference nor an error."""
    found = prose(
        "1.数量指标（≥3年）",
        "（2）完成情况。使用年限共计5年，超过数量指标要求二年。",
    )
    assert ("attained", "5", "equal") in found
    assert ("change", "二", "unchecked") in found


def test_named_indicator_and_its_target_stated_again() -> None:
    def told_of(again: int, actual: int) -> list[tuple[str, str, str]]:
        return prose(
            "3.质量指标（验收通过率=100%）",
            f"（1）目标合理性。验收通过率{again}%设定合理。",
            f"（2）完成情况。2024年12月6日，专家进行验收，验收通过率{actual}%，流程规范。",
        )

    found = told_of(100, 100)
    assert ("amount", "100", "equal") in found
    assert ("attained", "100", "equal") in found
    assert ("period", "2024年12月6日", "equal") in found
    assert ("amount", "90", "differs") in told_of(90, 100)
    assert ("attained", "90", "differs") in told_of(100, 90)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024年12月6日", "equal"),
        ("2023年12月6日", "differs"),
        ("2025年2月6日", "unchecked"),
        ("2026年2月6日", "differs"),
        ("2024年14月6日", "differs"),
    ],
)
def test_day_of_acceptance(day: str, expected: str) -> None:
    assert ("period", day, expected) in prose(f"{day}，通过验收。")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2024.01.01～2024.12.31", "equal"),
        ("2023年5月1日至2025年4月30日", "equal"),
        ("2022.01.01～2023.12.31", "differs"),
        ("2024.12.31～2024.01.01", "differs"),
        ("2024.01.01～2024.62.31", "differs"),
        ("长期", "unchecked"),
    ],
)
def test_time_of_the_project(printed: str, expected: str) -> None:
    facts = [item("project_period", printed, source="evaluation_report")]
    assert verdict(claims(report_items=facts), "period") == expected


def test_total_of_the_scoring_table_is_the_score_of_the_text() -> None:
    rows = [
        indicator(weight="100", score="98", source="evaluation_report"),
        indicator("", weight="100", score="98", kind="total", level_1="", level_2="",
                  source="evaluation_report"),
    ]  # fmt: skip
    text = "对甲项目经费使用情况实施了绩效评价。项目绩效评价综合得分{}分，评价结论为{}。"
    scale = item("grading_rule", SCALES[0], part="text", project="乙工程", item=None)

    def stated(score: str, grade: str) -> pd.DataFrame:
        return claims(text.format(score, grade), indicators=rows, report_items=[scale])

    found = stated("98", "优秀")
    assert (verdict(found, "amount"), verdict(found, "grade")) == ("equal", "equal")
    assert verdict(stated("89", "优秀"), "amount") == "differs"
    assert verdict(stated("98", "良好"), "grade") == "differs"


# --- glossary ----------------------------------------------------------------------------------------


def explained(term: str) -> str:
    places = {f"general_public_expenditure/{code}/expenditure_total": "9.00" for code in LABELS}
    rows = [{"row": 1, "term": term, "explanation": "反映支出。", "page": 20}]
    return verdict(claims(figures=places, glossary=rows), "item_name")


def test_item_of_the_glossary_is_named_as_on_the_form() -> None:
    assert explained("一般公共服务支出（类）档案事务（款）档案馆（项）") == "equal"
    assert explained("一般公共服务支出（类）档案事务支出（款）") == "equal"
    assert explained("一般公共服务支出（类）档案事务（款）其他档案事务支出（项）") == "unchecked"
    assert explained("一般公共服物支出（类）档案事务（款）档案馆（项）") == "differs"
