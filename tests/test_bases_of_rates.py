"""What a rate is a rate of: the year before and not the budget, the base that the sentence names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest

from budget_analysis import answers, charts, frames, load, reconcile, specs, stages, texts, views
from budget_analysis.charts import bars
from budget_analysis.panel import panel_of
from budget_analysis.site.account_page import doubt_words
from budget_analysis.site.comparing import doubts_of, indicators_of
from budget_analysis.synthetic import Style, lay_out, made_up_ledger, write_text
from budget_analysis.views.quantities import since_last_year
from tests.test_prose import figures_of, read
from tests.test_views import made_up_claims

SPENDING = {"general_public_expenditure/total/expenditure_total": "9504.58"}
ON_BUDGET_LAST = (
    "2024年度一般公共预算财政拨款支出9504.58万元，较上年决算数增加384.07万元，增长4.21%。"
    "年初预算为10428.61万元，支出较年初预算数减少924.03万元，下降8.86%。"
)
ON_BUDGET_FIRST = (
    "2024年度一般公共预算财政拨款支出9504.58万元，年初预算为10428.61万元，支出较年初预算数减少924.03万元，下降8.86%。"
    "较上年决算数增加384.07万元，增长4.21%。"
)
ON_BUDGET_ONLY = "2024年度一般公共预算财政拨款支出9504.58万元，年初预算为10428.61万元，支出较年初预算数减少924.03万元，下降8.86%。"


@pytest.mark.parametrize("text", [ON_BUDGET_LAST, ON_BUDGET_FIRST])
def test_a_difference_to_the_budget_is_no_change_on_the_year_before(text: str) -> None:
    claims, _ = read("general_public.total", text, amounts=SPENDING)
    assert list(claims.loc[claims["printed"] == "924.03", "period"]) == ["2024"]
    assert list(claims.loc[claims["printed"] == "384.07", "period"]) == ["2023-2024"]
    [row] = views.year_on_year(figures_of(SPENDING), claims).to_dict("records")
    assert (row["change_wan_yuan"], row["printed_pct"], row["verdict"]) == (384.07, "4.21", "equal")
    assert round(row["growth_pct"], 2) == 4.21


def test_where_only_the_budget_is_compared_with_nothing_is_told_of_the_year_before() -> None:
    claims, _ = read("general_public.total", ON_BUDGET_ONLY, amounts=SPENDING)
    assert views.year_on_year(figures_of(SPENDING), claims).empty
    assert not since_last_year(claims)["subject"].str.contains("/change|/growth", na=False).any()
    assert since_last_year(claims)["subject"].str.endswith("/budget", na=False).any()


def test_a_change_since_an_earlier_year_is_none_on_the_year_before() -> None:
    claims, _ = read("general_public.total", ON_BUDGET_LAST, amounts=SPENDING)
    earlier = claims.assign(period=claims["period"].str.replace("2023-", "2019-"))
    assert views.year_on_year(figures_of(SPENDING), earlier).empty


@cache
def account_of_chongqing() -> Mapping[str, pd.DataFrame]:
    """A made-up account whose prose compares with the year before and with the budget."""
    ledger = made_up_ledger(4)
    told = write_text(lay_out(ledger, Style(layout="mof", voice="chongqing")))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "account.txt"
        path.write_text(told, "utf-8")
        account = load(path)
        return {**{name: getattr(account, name) for name in stages.READ_FRAMES}, **reconcile(account).frames()}


def test_every_growth_of_the_panel_rests_on_a_change_on_the_year_before() -> None:
    found = account_of_chongqing()
    panel, claims = panel_of(found), found["claims"].set_index("claim_id")
    year = int(found["documents"]["fiscal_year"].iloc[0])
    compared = panel[panel["indicator"].str.contains("growth|change$|before") & panel["value"].notna() & (panel["indicator"] != "balance_change")]
    assert {"sources_growth", "general_public_growth", "general_public_change"} <= set(compared["indicator"])
    for row in compared.itertuples():
        own = [name for name in json.loads(row.sources) if name in claims.index and str(claims.at[name, "subject"]).endswith("/change")]
        assert own and {claims.at[name, "period"] for name in own} == {f"{year - 1}-{year}"}, row.indicator
        assert all("年初预算" not in claims.at[name, "quote"] for name in own)


# --- procurement -------------------------------------------------------------------------------------

BOUGHT = "政府采购支出总额10.19万元，其中：政府采购货物支出10.19万元。授予中小企业合同金额3.40万元，占政府采购支出总额的33.37%，其中：授予小微企业合同金额1.70万元，"
PARTS = (
    "采购金额为{total}万元，其中：货物采购{total}万元。在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额21.07万元；"
    "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额21.07万元。"
)


@pytest.mark.parametrize(
    ("told", "relation", "base", "share"),
    [
        ("占政府采购支出总额的16.68%。", "small_micro_of_total", "total", "16.68"),
        ("占授予中小企业合同金额的50.00%。", "small_micro_share", "sme", "50.00"),
    ],
)
def test_the_share_of_small_enterprises_is_of_what_the_sentence_names(told: str, relation: str, base: str, share: str) -> None:
    claims, _ = read("procurement", BOUGHT + told)
    closed = views.procurement_closure(claims).set_index("relation").loc[relation]
    assert (closed["printed"], closed["verdict"], views.number(closed["computed"])) == (share, "equal", share)
    bought = views.procurement(claims).set_index("item").loc["small_micro"]
    assert (bought["base"], views.number(bought["share_pct"]), bought["printed_pct"], bought["verdict"]) == (base, share, share, "equal")
    said = answers.procurement(views.procurement(claims), views.procurement_closure(claims), "zh")
    assert f"小微企业占政府采购总额的{share}%" in said if base == "total" else f"其中小微企业占{share}%" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_small_enterprises_got_is_the_sum_of_two_parts_unless_that_is_impossible(language: str) -> None:
    claims, _ = read("procurement", PARTS.format(total="50.00"))
    bought = views.procurement(claims)
    assert bought.set_index("item").loc["sme", ["amount_wan_yuan", "base"]].to_list() == [42.14, "total"]
    said = answers.procurement(bought, views.procurement_closure(claims), language)
    assert "42.14" in said and "84.28%" in said and said.count("21.07") == 2
    claims, _ = read("procurement", PARTS.format(total="21.07"))
    bought = views.procurement(claims)
    assert pd.isna(bought.set_index("item").loc["sme", "amount_wan_yuan"])
    said = answers.procurement(bought, views.procurement_closure(claims), language)
    assert "200" not in said and "42.14" not in said and said.count("21.07") >= 3


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("total", "is_told"), [("50.00", True), ("21.07", False)])
def test_relations_are_not_said_to_hold_beside_a_sum_that_cannot_be(total: str, is_told: bool, language: str) -> None:
    claims, _ = read("procurement", PARTS.format(total=total).replace("。", "、工程采购0万元、服务采购0万元。", 1))
    closure = views.procurement_closure(claims)
    holding = texts.say("procurement_closed", language, relations=1, closed=1)
    assert list(closure["verdict"].dropna()) in (["equal"], ["rounding"])
    assert (holding in answers.procurement(views.procurement(claims), closure, language)) is is_told


# --- budgets -----------------------------------------------------------------------------------------

FORM = "general_public_expenditure"
SPENT = {f"{FORM}/{code}/expenditure_total": printed for code, printed in {"total": "30.00", "2050201": "10.00", "2050202": "20.00"}.items()}


def budgets(*claims: tuple[str, str, str]) -> pd.DataFrame:
    told = [(f"{FORM}/{place}", printed, "%" if place.endswith("completion") else "万元", printed, verdict) for place, printed, verdict in claims]
    return made_up_claims(*[(subject, printed, unit, quote, verdict or None) for subject, printed, unit, quote, verdict in told])


def leveled() -> pd.DataFrame:
    figures = figures_of(SPENT)
    return figures.assign(level=[3 if str(code).isdecimal() else pd.NA for code in figures["code"]]).astype({"level": "Int64"})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_items_that_cannot_be_compared_are_listed_with_the_reason(language: str) -> None:
    claims = budgets(("total/budget", "25.00", ""), ("2050201/budget", "0.00", ""))
    view = views.execution(leveled(), claims)
    assert [tuple(row) for row in view[["code", "budget_kind"]].fillna("").to_numpy()] == [("", "budget"), ("2050201", "budget"), ("2050202", "")]
    assert view["budget_wan_yuan"].isna().to_list() == [False, False, True] and list(view["actual_wan_yuan"]) == [30, 10, 20]
    said = answers.execution(view, views.deviation_ranking(leveled(), claims), views.composition_variance(leveled(), claims), language)
    zero, untold = ("1项的预算为零", "有1项，文中没有读出预算数") if language == "zh" else ("budget of 1 of them is zero", "Of 1 item of the form no budget")
    assert zero in said and untold in said


def test_the_adjusted_budget_counts_where_no_other_is_told_and_is_named() -> None:
    claims = budgets(
        ("total/budget", "0.00", ""), ("total/adjusted_budget", "40.00", ""), ("total/completion", "75.00", "undefined"),
        ("2050201/adjusted_budget", "16.00", ""), ("2050202/adjusted_budget", "24.00", ""),
    )  # fmt: skip
    claims.loc[2, "operands"] = '["c1.1"]'  # the printed rate is judged against the approved budget
    view = views.execution(leveled(), claims)
    assert list(view["budget_kind"]) == ["budget", *["adjusted_budget"] * 3]
    assert [views.number(rate) for rate in view["rate_pct"]] == ["—", "75.00", "62.50", "83.33"]
    assert list(view["verdict"].fillna("")) == ["undefined", "", "", ""]
    said = answers.execution(view, views.deviation_ranking(leveled(), claims), views.composition_variance(leveled(), claims), "zh")
    assert "调整预算数40.00万元的75.00%" in said and "印有预算数的2项" in said and "年初" not in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_printed_rate_without_a_budget_is_shown_and_said_to_be_unchecked(language: str) -> None:
    claims = budgets(("total/completion", "100.00", "unchecked"))
    view = views.execution(leveled(), claims)
    assert view[["printed_pct", "verdict"]].to_numpy().tolist() == [["100.00", "unchecked"]]
    said = answers.execution(view, views.deviation_ranking(leveled(), claims), views.composition_variance(leveled(), claims), language)
    assert "100.00%" in said and "未核" in said


def test_items_of_other_budgets_stand_apart() -> None:
    claims = made_up_claims(
        ("gov_funds/2120803/budget", "5.00", "万元", "", None), ("gov_funds/2120803/total", "7.00", "万元", "", None),
        (f"{FORM}/2050201/budget", "9.00", "万元", "", None), (f"{FORM}/total/budget", "9.00", "万元", "", None),
    )  # fmt: skip
    view = views.execution(figures_of(SPENT), claims)
    assert [subject.split("/")[0] for subject in view["subject"]] == [FORM, FORM, "gov_funds"]
    assert specs.forms()["gov_funds"].zh in view["label"].iloc[-1]
    drawn = bars.execution(view, "zh")
    assert len(drawn.rows) == 1 and drawn.rows[0].bars[0].said == "+1.00 (111.11%)"


# --- forms that nothing is computed from -------------------------------------------------------------


def denied(kind: str, *places: str) -> pd.DataFrame:
    listed = [dict(zip(("form", "row", "measure"), place.split("/"), strict=True)) for place in places]
    return frames.build("findings", [{
        "document_id": "d", "finding_id": "s1", "severity": "gross", "ground": "impossible", "kind": kind,
        "printed": "1", "places": json.dumps(listed),
    }])  # fmt: skip


def test_of_a_form_with_shifted_rows_shares_are_those_of_the_text() -> None:
    wrong = {f"{FORM}/205/expenditure_total": "171.27", f"{FORM}/210/expenditure_total": "0.48", f"{FORM}/total/expenditure_total": "17.00"}
    figures = figures_of(wrong)
    told = "一般公共预算财政拨款支出245.36万元，主要用于以下方面：教育支出（类）171.27万元，占69.80%；卫生健康支出（类）74.09万元，占30.20%。"
    claims, _ = read("general_public.structure", told, amounts=wrong)
    relied = views.relied_on(figures, denied("shifted_rows", f"{FORM}/total/expenditure_total", f"{FORM}/210/expenditure_total"))
    assert relied["amount_fen"].isna().all() and figures["amount_fen"].notna().all() and len(relied) == len(figures)
    view = views.function_structure(relied, claims).set_index("code")
    assert {code: views.number(share) for code, share in view["share_pct"].items()} == {"205": "69.80", "210": "30.20"}
    assert views.three_public(relied)["general_public_share_pct"].isna().all()
    by = views.printed_by(view.reset_index(), relied, FORM)
    assert (by, views.printed_by(views.function_structure(figures), figures, FORM)) == (views.FROM_PROSE, views.FROM_FORM)
    assert views.printed_by(view.reset_index(), figures, FORM) == views.FROM_BOTH  # 171.27 is printed there too
    documents, forms = frames.build("documents", [{"department": "某局", "fiscal_year": 2024}]), frames.build("forms", [{"form": FORM, "title": "某表"}])
    assert charts.caption(documents, forms, FORM, "zh", by).endswith("，文中所述")
    assert charts.caption(documents, forms, FORM, "zh", views.FROM_BOTH).endswith("，某表，部分为文中所述")


@pytest.mark.parametrize(("printed", "name"), [("17.00", "：合计（文中所述）"), ("245.36", "：合计")])
def test_a_number_of_the_text_is_not_named_as_that_of_a_form_that_prints_another(printed: str, name: str) -> None:
    total = f"{FORM}/total/expenditure_total"
    claims = made_up_claims(
        (total, "245.36", "万元", "", None), (f"{FORM}/total/budget", "300.00", "万元", "", None), (f"{FORM}/total/change", "5.00", "万元", "", None)
    )
    figures = views.relied_on(figures_of({total: printed}), denied("shifted_rows", total) if printed != "245.36" else denied("sum"))
    for view in (views.execution(figures, claims), views.year_on_year(figures, claims)):
        assert view["label"].iloc[0] == specs.forms()[FORM].zh + name


def test_of_a_contradicted_total_there_are_no_shares() -> None:
    figures = figures_of({**SPENT, "three_public/total/actual": "3.00"})
    findings = denied("sum", f"{FORM}/total/expenditure_total")
    view = views.function_structure(views.relied_on(figures, findings))
    assert view["amount_wan_yuan"].notna().all() and view["share_pct"].isna().all()
    assert views.forms_left_out(figures, findings)[["form", "reason"]].to_numpy().tolist() == [[FORM, "total"]]
    both = denied("sum", f"{FORM}/total/expenditure_total", f"{FORM}/2050201/expenditure_total")
    assert views.relied_on(figures, both) is figures  # nothing tells which of them is wrong


def test_a_verdict_stands_beside_the_number_that_it_is_of() -> None:
    figures = figures_of({f"{FORM}/205/expenditure_total": "17.12", f"{FORM}/total/expenditure_total": "1.70"})
    claims = made_up_claims(
        (f"{FORM}/205/expenditure_total", "17.12", "万元", "", None), (f"{FORM}/total/expenditure_total", "24.53", "万元", "", None),
        (f"{FORM}/205/share", "69.79", "%", "", "equal"),
    )  # fmt: skip
    claims.loc[2, "operands"] = '["c1.1", "c1.2"]'
    row = views.function_structure(figures, claims).iloc[0]
    assert (views.number(row["share_pct"]), row["printed_pct"], row["verdict"]) == ("69.79", "69.79", "equal")


def test_parts_that_contradict_their_sum_are_left_out() -> None:
    place = f"{FORM}/212"
    figures = figures_of({f"{place}/expenditure_total": "13583.48", f"{place}/basic": "1066.51", f"{place}/project": "2921.97"})
    row = views.function_structure(figures).iloc[0]
    assert row["amount_wan_yuan"] == 13583.48 and pd.isna(row["basic_wan_yuan"]) and pd.isna(row["project_share_pct"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_three_public_expenses_that_are_declared_to_be_none(language: str) -> None:
    claims = made_up_claims(("three_public/total/actual", "没有“三公”经费支出", "", "", "equal"))
    claims["kind"] = "nil"
    figures = figures_of({})
    said = answers.three_public(views.three_public(figures, claims), views.three_public_rates(figures, claims), language)
    assert said == texts.say("three_public_nil", language)


# --- charts ------------------------------------------------------------------------------------------


def test_words_of_a_bar_stand_beside_it_where_bars_go_both_ways() -> None:
    drawn = bars.Chart("c", "", "", "", tuple(bars.Row("", (bars.Bar(value, ""),)) for value in (-80.0, 20.0, -10.0)))
    assert [drawn.beside(value) for value in (-80.0, 20.0, -10.0)] == [("left", 0.0), ("right", 0.0), ("right", 20.0)]
    assert bars.Chart("c", "", "", "", drawn.rows[1:2]).beside(20.0) == ("left", 0.0)


def test_amounts_too_small_beside_others_have_a_chart_of_their_own() -> None:
    figures = figures_of({f"{FORM}/total/expenditure_total": "9859.00", "three_public/total/actual": "0.39"})
    claims = made_up_claims((f"{FORM}/total/change", "100.00", "万元", "", None), ("three_public/total/change", "0.10", "万元", "", None))
    large, small = bars.year_on_year(views.year_on_year(figures, claims), 2024, "zh")
    assert [len(large.rows), len(small.rows)] == [1, 1] and small.ends[1] < 1 and large.name != small.name


def test_one_amount_alone_is_no_chart() -> None:
    form = "revenue_by_function/total"
    one = figures_of({f"{form}/revenue_total": "5.00", f"{form}/appropriation": "5.00", f"{form}/other_revenue": "0.00"})
    assert bars.sources(views.revenue_sources(one), "zh").rows == ()
    two = figures_of({f"{form}/revenue_total": "5.00", f"{form}/appropriation": "4.00", f"{form}/other_revenue": "1.00"})
    drawn = bars.sources(views.revenue_sources(two), "en")
    assert len(drawn.rows) == 2 and drawn.title.startswith("Revenue for the year by source: 80.00%")


# --- the first line of a page ------------------------------------------------------------------------


def first_line(found: Mapping[str, pd.DataFrame], *claims: dict[str, object]) -> dict[str, list[object]]:
    document = found["documents"]["document_id"].iloc[0]
    own = frames.build("claims", [{"document_id": document, "operands": "[]", **claim} for claim in claims])
    panel = found["panel"] if "panel" in found else panel_of(found)
    return indicators_of({**found, "claims": own, "panel": panel})


def test_a_share_that_a_finding_denies_is_not_told_nor_is_a_rate_that_nothing_computes() -> None:
    found = account_of_chongqing()
    panel = panel_of(found)
    denied_panel = panel.assign(verdict=panel["verdict"].where(panel["indicator"] != "sme_share", "differs"))
    told = first_line({**found, "panel": denied_panel})
    assert told["sme_share"][:3] == [None, None, None] and told["sme_share"][4] == "differs"
    nothing = panel.assign(value=panel["value"].where(panel["indicator"] != "execution"))
    rate = {"claim_id": "c9", "kind": "completion", "subject": f"{FORM}/total/completion", "printed": "100.00", "unit": "%", "verdict": "unchecked"}
    assert first_line({**found, "panel": nothing}, rate)["execution"] == [None, None, None, "claim-c9", "unchecked"]


def test_list_and_comparison_mark_the_same_numbers() -> None:
    found = account_of_chongqing()
    document = found["documents"]["document_id"].iloc[0]
    rate = {"claim_id": "c9", "kind": "completion", "subject": f"{FORM}/total/completion", "printed": "1.00", "unit": "%", "verdict": "differs"}
    accused = frames.build("findings", [{"document_id": document, "finding_id": "s1", "ground": "impossible", "places": '[{"claim": "c9"}]', "statements": '["c9"]'}])
    told = first_line({**found, "findings": accused}, rate)["execution"]
    assert told[0] is not None and told[3:] == ["claim-c9", "differs"]


@pytest.mark.parametrize(("printed", "verdict", "note"), [(None, "equal", ""), ("1.00", "differs", "1.00%")])
def test_a_rate_on_a_number_of_a_finding_is_marked_with_what_the_text_prints(printed: str | None, verdict: str, note: str) -> None:
    """Also where the rate itself holds: 88.32 % of 24,535.67, where a form prints 1,700.57 for it."""
    found = account_of_chongqing()
    document = found["documents"]["document_id"].iloc[0]
    printed = printed or f"{panel_of(found).set_index('indicator').loc['execution', 'value']:.2f}"
    spent = {"claim_id": "c8", "kind": "amount", "subject": f"{FORM}/total", "printed": "24535.67", "unit": "万元", "verdict": "differs"}
    rate = {"claim_id": "c9", "kind": "completion", "subject": f"{FORM}/total/completion", "printed": printed, "unit": "%", "verdict": verdict, "operands": '["c8"]'}
    own = {**found, "claims": frames.build("claims", [{"document_id": document, "operands": "[]", **one} for one in (spent, rate)]), "panel": panel_of(found)}
    assert "execution" not in doubts_of(own, indicators_of(own)) or verdict == "differs"
    accused = {**own, "findings": frames.build("findings", [{"document_id": document, "finding_id": "s1", "ground": "impossible", "places": "[]", "statements": '["c8"]'}])}
    doubts = doubts_of(accused, indicators_of(accused))
    assert doubts["execution"] == note and "revenue" not in doubts
    said = doubt_words(doubts, "zh")["execution"]
    assert said.startswith("文中印1.00%") if note else "文中印" not in said


@pytest.mark.parametrize(("word", "name"), [("全年预算为", "全年预算数"), ("年度预算为", "全年预算数"), ("调整预算数为", "调整预算数"), ("调整后的全年预算数为", "调整预算数")])
def test_a_second_budget_has_the_name_that_the_account_gives_it(word: str, name: str) -> None:
    claims = budgets(("total/budget", "0.00", ""), ("total/adjusted_budget", "40.00", ""), ("total/completion", "75.00", "undefined"))
    claims.loc[1, "quote"], claims.loc[2, "operands"] = f"{word}40.00万元", '["c1.1"]'
    view = views.execution(leveled(), claims)
    said = answers.execution(view, views.deviation_ranking(leveled(), claims), views.composition_variance(leveled(), claims), "zh")
    assert f"{name}40.00万元" in said
    # 完成年初预算的75.00% beside a budget of zero: the number is that of the other, the verdict that of the words
    assert [tuple(row) for row in view[["printed_pct", "verdict"]].fillna("").to_numpy()] == [("", "undefined"), ("75.00", "")]


def test_a_rate_that_fits_neither_budget_stands_where_its_words_put_it() -> None:
    claims = budgets(("total/budget", "0.00", ""), ("total/adjusted_budget", "40.00", ""), ("total/completion", "85.00", "undefined"))
    claims.loc[2, "operands"] = '["c1.1"]'
    assert list(views.execution(leveled(), claims)["printed_pct"].fillna("")) == ["85.00", ""]


def test_an_item_whose_budget_is_told_as_one_of_a_fund_is_not_untold() -> None:
    claims = budgets(("2050201/budget", "9.00", ""))
    claims = pd.concat([claims, made_up_claims(("gov_funds/2050202/budget", "21.00", "万元", "年初预算为21.00万元", None)).assign(claim_id="c2.1")], ignore_index=True)
    figures = pd.concat([leveled(), figures_of({"gov_funds/2050202/expenditure_total": "20.00"})], ignore_index=True)
    view = views.execution(figures, claims)
    assert list(view["subject"]) == [f"{FORM}/2050201", "gov_funds/2050202"] and not view["budget_wan_yuan"].isna().any()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_items_of_one_name_are_told_apart_by_their_codes(language: str) -> None:
    spent = {f"{FORM}/{code}/expenditure_total": "10.00" for code in ("2010601", "2013901", "2013750")}
    figures = figures_of(spent)
    figures = figures.assign(level=[3] * len(figures)).astype({"level": "Int64"})
    claims = budgets(("2010601/budget", "0.00", ""), ("2013901/budget", "0.00", ""), ("2013750/budget", "0.00", ""))
    said = answers.execution(views.execution(figures, claims), views.deviation_ranking(figures, claims), views.composition_variance(figures, claims), language)
    assert "2010601" in said and "2013901" in said and "2013750" not in said


OF_BASIC = {"expenditure_by_function/total/basic": "1000.00", "general_public_expenditure/total/basic": "800.00"}


@pytest.mark.parametrize(("share", "verdict"), [("12.50", "equal"), ("10.00", "equal"), ("11.50", "differs")])
def test_running_an_agency_is_a_share_of_all_basic_expenditure_or_of_that_of_the_general_public_budget(share: str, verdict: str) -> None:
    claims, _ = read("agency_operating", f"2024年度机关运行经费支出100.00万元，占基本支出的{share}%。", amounts=OF_BASIC)
    assert list(claims.loc[claims["printed"] == share, "verdict"]) == [verdict]
