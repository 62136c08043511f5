"""The identities: their specs, each verdict and rule on made-up forms, and three real accounts."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import frames, words
from budget_analysis.facts import Forms
from budget_analysis.relations.evaluate import judge_instances
from budget_analysis.relations.evaluation import Evaluation
from budget_analysis.relations.identities import Part, identity_table, load_identities, read_identities
from budget_analysis.relations.instances import list_instances
from budget_analysis.relations.language import parse_condition, parse_domain, parse_relation
from budget_analysis.relations.structural_rules import _may_be_cut
from budget_analysis.errors import SpecError
from tests.gold_frames import ELEVEN, NINE, figure_row, ledger_frames, listed, read_gold
from budget_analysis.synthetic.invent import made_up_ledger

SEED = Path(__file__).parent / "documents" / "yuecheng-bigdata-2024" / "gold.csv"
FUNDS = ("opening_balance", "revenue", "expenditure_total", "basic", "project", "closing_balance")

SUMMARY = {
    "higher_subsidy": "", "service_revenue": "", "business_revenue": "0.00",
    "affiliate_remittance": "", "other_revenue": "", "balance_used": "",
    "opening_balance": "", "balance_distributed": "", "closing_balance": "",
}  # fmt: skip

Frames = tuple[pd.DataFrame, pd.DataFrame]
Rows = Mapping[str, Mapping[str, str] | str]


def account(
    forms: Mapping[str, Rows],
    about: Mapping[str, Mapping[str, Any]] | None = None,
    units: Mapping[str, str] | None = None,
) -> Frames:
    """Frames of a made-up account: form to row to column to what is printed there.

    A plain text stands for the single column `amount`. A row named "?" has no role; a row named
    with "#2" repeats its role. `about` overrides columns of `forms`, `units` the unit of money.
    """
    form_rows, figure_rows = [], []
    for form, rows in forms.items():
        unit = (units or {}).get(form, "万元")
        form_row = {"document_id": "d", "form": form, "state": "found", "unit": unit}
        form_rows.append({**form_row, **(about or {}).get(form, {})})
        for number, (key, printed) in enumerate(rows.items(), start=1):
            role = None if key.startswith("?") else key.removesuffix("#2")
            cells = {"amount": printed} if isinstance(printed, str) else printed
            for measure, text in cells.items():
                row = figure_row("d", form, role, number, measure, text, unit=unit)
                if key.endswith("#2"):
                    row["figure_id"] = row["figure_id"].replace(f"/{role}/", f"/{role}#2/")
                figure_rows.append({**row, "label": key})
    return frames.build("forms", form_rows), frames.build("figures", figure_rows)


def evaluate(pair: Frames) -> Evaluation:
    return judge_instances(*listed(*pair))


def check(evaluation: Evaluation, identity: str, instance: str) -> dict[str, Any]:
    """The single row of `checks` with that identity and instance, missing values as None."""
    checks = evaluation.checks
    found = checks[(checks["identity"] == identity) & (checks["instance"] == instance)]
    assert len(found) == 1, f"{identity} {instance}: {len(found)} rows"
    row = found.astype(object).where(found.notna(), None).iloc[0]
    return {str(name): value for name, value in row.items()}


def reason(evaluation: Evaluation, identity: str, instance: str) -> str:
    """Why that instance does not apply."""
    absent = evaluation.not_applicable
    found = absent[(absent["identity"] == identity) & (absent["instance"] == instance)]
    assert len(found) == 1, f"{identity} {instance}: {len(found)} rows"
    return str(found["reason"].iloc[0])


def funds(**rows: str) -> Rows:
    """Rows of the form of government-managed funds: six figures each, parted by spaces; _ blank."""
    return {
        role.removeprefix("c"): dict(
            zip(FUNDS, [text.strip("_") for text in printed.split()], strict=True)
        )
        for role, printed in rows.items()
    }


# ─── the specs ───────────────────────────────────────────────────────────────────────────────────


def test_every_identity_of_the_forms_is_in_the_specs(shared_dir: Path) -> None:
    with (shared_dir / "domain" / "identities.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = {row["id"]: row["kind"] for row in csv.DictReader(file) if row["id"][0] in "AB"}
    known = {identity.id: identity.kind for identity in load_identities().listed}
    assert wanted.items() <= known.items()
    forms = {name for identity in load_identities().listed for part in identity.parts for name in part.forms}
    assert set(load_identities().forms) == forms, "a form whose numbers nothing judges"


def test_no_figure_of_a_document_stands_in_the_specs() -> None:
    specs = resources.files("budget_analysis").joinpath("specs", "identities.toml")
    numbers = re.findall(r"\d+\.\d\d|\d,\d{3}", specs.read_text(encoding="utf-8"))
    assert set(numbers) <= {"0.00"}


def test_identity_table_names_every_identity_in_both_languages() -> None:
    table = identity_table()
    assert list(table["identity"]) == [identity.id for identity in load_identities().all]
    assert not table.isna().any(axis=None)
    assert not (table == "").any(axis=None)


def test_only_these_identities_are_inequalities() -> None:
    inequalities = {
        f"{identity.id} {part.name}".strip()
        for identity in load_identities().listed
        for part in identity.parts
        if part.relation.operator == "<="
    }
    assert inequalities == {
        "B12",
        "B14",
        "B15 opening_balance",
        "B15 closing_balance",
        "B17 overseas_travel",
        "B17 vehicle_purchase",
        "B17 vehicle_running",
        "B17 hospitality",
        "B22",
        "B23 at most",
        *(f"B30 {row}" for row in ("three_public_total", "overseas_travel", "vehicles", "hospitality")),
        "A18.1 foreign affairs",
        "A18.2 small and micro",
        "A19.1 foreign affairs",
        "A21.1 small and micro",
    }


def test_brackets_turn_signs() -> None:
    relation = parse_relation("T01[a] - (T01[b] - (T01[c] + sum(T01[d]))) <= -T01[e]")
    assert [(term.sign, term.selector.rows.name) for term in relation.left] == [
        (1, "a"),
        (-1, "b"),
        (1, "c"),
        (1, "d"),
    ]
    assert [term.sign for term in relation.right] == [-1]
    assert [term.selector.is_sum for term in relation.left] == [False, False, False, True]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("T01[a]", 'expected = or <=, found "the end of the line"'),
        ("T01[a] = T01[b", 'expected \\], found "the end of the line"'),
        ("T01[a] = T01[b] T01[c]", 'expected the end of the line, found "T01"'),
        ("T01[a] = sum(T01[of])", 'expected a name, found "of"'),
        ("T01[a] ~ T01[b]", 'cannot read "~ T01'),
    ],
)
def test_a_relation_that_cannot_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(SpecError, match=message):
        parse_relation(text)


def test_conditions_and_domains_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(SpecError, match="expected zero or not_negative or prints"):
        parse_condition("empty(T01[a])")
    with pytest.raises(SpecError, match="before `of`"):
        parse_domain("lines of T01")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"relation": "T09[totl, basic] = T09[total, basic]"}, '"totl" is no row of T09'),
        ({"relation": "T09[total, basics] = T09[total, basic]"}, '"basics" is no column of T09'),
        ({"relation": "T99[total, basic] = T09[total, basic]"}, '"T99" is not among'),
        ({"relation": "T09[parts of x, basic] = T09[total, basic]"}, "no such variable"),
        ({"each": {"x": "kinds"}}, 'no form has a row or column "kinds"'),
        ({"each": {"units": "rows of T09"}}, 'variable "units" has the name'),
        ({"when": "prints(T09, totl)"}, "T09 has no column or row totl"),
        ({"kind": "firm"}, 'kind "firm" is none of'),
        ({"rule": "guess"}, 'rule "guess" is none of'),
        ({"zh": None}, "zh is missing"),
        ({"wen": "zero(T09[total, basic])"}, "cannot use \\['wen'\\] here"),
        ({"without_form": True}, "without_form is only for kind told"),
    ],
)
def test_a_mistake_in_the_specs_is_named(changes: dict[str, Any], message: str) -> None:
    entry = {"id": "X1", "kind": "hard", "zh": "甲", "en": "a", **changes}
    entry.setdefault("relation", "T09[total, basic] = T09[total, project]")
    data = {
        "forms": {"T09": "gov_funds"},
        "sets": {},
        "identity": [{key: value for key, value in entry.items() if value is not None}],
    }
    with pytest.raises(SpecError, match=message):
        read_identities(data)


def test_an_identity_defined_twice_is_refused() -> None:
    entry = {"id": "X1", "kind": "hard", "zh": "甲", "en": "a"}
    entry["relation"] = "T09[total, basic] = T09[total, basic]"
    with pytest.raises(SpecError, match="X1 defined twice"):
        read_identities({"forms": {"T09": "gov_funds"}, "sets": {}, "identity": [entry, entry]})


# ─── the verdicts ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("row", "verdict", "residual"),
    [
        ("1.00 10.00 8.00 8.00 _ 3.00", "equal", ("-0.02", "0.02")),
        ("1.00 10.00 8.00 8.00 _ 3.01", "rounding", ("-0.03", "0.01")),
        ("1.00 10.00 8.00 8.00 _ 3.03", "differs", ("-0.05", "-0.01")),
        ("_ 10.00 10.00 8.00 _ 0.00", "equal", ("-0.01", "0.01")),
    ],
)
def test_verdicts_of_an_equation(row: str, verdict: str, residual: tuple[str, str]) -> None:
    found = check(evaluate(account({"gov_funds": funds(total=row)})), "A09.1", "total")
    assert (found["verdict"], found["residual_low"], found["residual_high"]) == (verdict, *residual)


def test_both_sides_show_the_printed_figures_without_zeros() -> None:
    pair = account({"gov_funds": funds(total="1.00 2,010.00 8.00 8.00 0.00 2003.00")})
    found = check(evaluate(pair), "A09.1", "total")
    assert (found["left"], found["right"]) == ("1.00 + 2,010.00 - 8.00", "2003.00")
    assert check(evaluate(pair), "A09.2", "total")["right"] == "8.00"


def test_neighbours_touch_and_are_noticed() -> None:
    pair = account({"gov_funds": funds(total="0.00 326.71 326.71 326.72 _ _")})
    evaluation = evaluate(pair)
    found = check(evaluation, "A09.2", "total")
    assert found["verdict"] == "rounding"
    assert found["note"].startswith("touch")
    notice = evaluation.notices[evaluation.notices["place"] == "A09.2 total"].iloc[0]
    assert (notice["kind"], notice["quote"]) == ("touch", "326.71 = 326.72")


def test_a_coarse_total_of_fine_parts_rounds_either_way_at_a_tie() -> None:
    for total in ("0.12", "0.13"):
        pair = account(
            {
                "general_public_expenditure": {
                    "total": {"expenditure_total": "1250.00", "basic": "1250.00", "project": ""}
                },
                "general_public_basic": {"personnel": total, "running": "0.00"},
            },
            units={"general_public_expenditure": "元"},
        )
        found = check(evaluate(pair), "B16", "personnel")
        assert found["verdict"] == "equal"
        assert (found["left"], found["right"]) == (f"{total}万元", "1250.00元")


def test_an_inequality_holds_when_some_values_satisfy_it() -> None:
    def hospitality(basic: str) -> str:
        public = {role: {"budget": "", "actual": ""} for role in ("overseas_travel", "vehicles")}
        public |= {role: {"budget": "", "actual": ""} for role in ("vehicle_purchase",)}
        public |= {"vehicle_running": {"budget": "", "actual": ""}}
        public["hospitality"] = {"budget": "", "actual": "1.00"}
        pair = account({"general_public_basic": {"30217": basic}, "three_public": public})
        return str(check(evaluate(pair), "B17", "hospitality")["verdict"])

    assert [hospitality(basic) for basic in ("0.50", "1.00", "1.01", "1.02")] == [
        "equal",
        "equal",
        "rounding",
        "differs",
    ]


def test_a_printed_zero_is_exact() -> None:
    pair = account({"gov_funds": funds(total="0.00 8.00 8.01 8.00 0.00 0.00")})
    assert check(evaluate(pair), "A09.2", "total")["residual_low"] == "0"


def test_a_code_that_a_form_does_not_print_counts_as_zero() -> None:
    summary = {"expenditure_total": "8.00", "201": "8.00", "202": ""}
    rows = {"total": {"expenditure_total": "8.00"}, "201": {"expenditure_total": "8.00"}}
    pair = account({"revenue_expenditure_summary": summary, "expenditure_by_function": rows})
    assert check(evaluate(pair), "B06", "202")["verdict"] == "equal"
    pair = account(
        {
            "revenue_expenditure_summary": {**summary, "202": "1.00"},
            "expenditure_by_function": rows,
        }
    )
    found = check(evaluate(pair), "B06", "202")
    assert (found["verdict"], found["left"], found["right"]) == ("differs", "0", "1.00")


def other_money(spent: str, opening: str, opening_appropriation: str) -> str:
    """The verdict of B22: what is spent from other money, against what there is of it."""
    columns = ("higher_remittance", "business_expenditure", "affiliate_subsidy")
    expenditure = dict.fromkeys(columns, "") | {"business_expenditure": spent}
    forms: dict[str, Rows] = {
        "revenue_expenditure_summary": {**SUMMARY, "opening_balance": opening},
        "expenditure_by_function": {"total": expenditure},
        "appropriation_summary": {"opening_balance": opening_appropriation},
    }
    return str(check(evaluate(account(forms)), "B22", "total other_expenditure")["verdict"])


def test_other_money_does_not_include_balances_of_appropriation() -> None:
    assert other_money("2.00", opening="5.00", opening_appropriation="3.00") == "equal"
    assert other_money("2.00", opening="5.00", opening_appropriation="3.01") == "rounding"
    assert other_money("2.00", opening="5.00", opening_appropriation="4.00") == "differs"


def balances_beside_appropriation(opening: str, closing: str, revenue: str = "9.00", spent: str = "9.00") -> Evaluation:
    """2.00 at the beginning and the end are of the appropriation, which has 9.00 of revenue and of expenditure."""
    own = {"revenue_total": revenue, "201": "2.50", "expenditure_total": spent, "opening_balance": opening, "closing_balance": closing}
    summary: Rows = {
        "revenue_total": "9.00", "opening_balance": "2.00", "201": {"total": "2.00"},
        "expenditure_total": {"total": "9.00"}, "closing_balance": {"total": "2.00"},
    }  # fmt: skip
    return evaluate(account({"revenue_expenditure_summary": own, "appropriation_summary": summary}))


def test_appropriation_is_at_most_the_whole() -> None:
    def verdicts(*own: str) -> list[str]:
        evaluation = balances_beside_appropriation(*own)
        return [str(check(evaluation, "B15", name)["verdict"]) for name in ("opening_balance", "closing_balance")]

    assert verdicts("2.50", "2.50") == ["equal", "equal"]
    assert verdicts("1.99", "1.99") == ["rounding", "rounding"]
    assert verdicts("1.50", "2.00") == ["differs", "equal"]
    assert verdicts("2.00", "1.50") == ["equal", "differs"]
    for whole, verdict in (("2.50", "equal"), ("1.99", "rounding"), ("1.50", "differs")):
        forms: dict[str, Rows] = {"revenue_expenditure_summary": {"201": whole}, "appropriation_summary": {"201": {"total": "2.00"}}}
        assert check(evaluate(account(forms)), "B14", "201")["verdict"] == verdict


@pytest.mark.parametrize(
    ("own", "names"),
    [
        (("2.00", "1.50", "9.50", "10.00"), ["closing_balance"]),  # other money made a loss of 0.50
        (("2.00", "1.50", "9.00", "9.50"), ["closing_balance"]),
        (("1.50", "2.00", "9.50", "9.00"), ["opening_balance"]),  # an earlier loss was made good
        (("1.50", "1.50"), ["opening_balance", "closing_balance"]),  # an earlier loss still stands
        (("1.50", "1.50", "", ""), ["opening_balance", "closing_balance"]),  # whether there is other money is not told
    ],
)
def test_a_loss_of_other_money_that_no_form_prints_is_no_contradiction(own: tuple[str, ...], names: list[str]) -> None:
    evaluation = balances_beside_appropriation(*own)
    for name in names:
        found = check(evaluation, "B15", name)
        assert found["verdict"] == "unchecked" and words.reason(str(found["note"]), "zh") != words.say("note_in_data", "zh")


@pytest.mark.parametrize("part", [part for one in load_identities().listed for part in one.parts if part.doubt])
def test_what_else_may_be_the_reason_is_told_in_chinese(part: Part) -> None:
    assert (part.proved_when or part.proved_unless_below_zero) and words.reason(part.doubt, "zh") != words.say("note_in_data", "zh")


# ─── unchecked and not applicable ────────────────────────────────────────────────────────────────


def with_cell(pair: Frames, figure_id: str, **values: Any) -> Frames:
    forms, figures = pair[0], pair[1].copy()
    rows = figures["figure_id"] == figure_id
    assert rows.sum() == 1
    for column, value in values.items():
        figures.loc[rows, column] = value
    return forms, figures


def test_a_condition_about_signs_applies_only_without_negative_figures() -> None:
    balances = {"opening_balance": "1.00", "opening_general_public": "1.00"}
    summary: dict[str, Mapping[str, str] | str] = {
        **balances,
        "opening_gov_funds": "",
        "opening_state_capital": "",
    }
    columns = ("total", "general_public", "gov_funds", "state_capital")

    def evaluated(closing: str) -> Evaluation:
        cells = dict.fromkeys(columns, "") | {"total": closing, "general_public": closing}
        forms: dict[str, Rows] = {
            "appropriation_summary": {**summary, "closing_balance": cells},
            "revenue_by_function": {"total": {"appropriation": "3.00"}},
            "general_public_expenditure": {"total": {"expenditure_total": "5.00"}},
        }
        empty = {"state": "declared_empty", "statement": "无数据"}
        forms |= {"gov_funds": {}, "state_capital": {}}
        return evaluate(account(forms, {"gov_funds": empty, "state_capital": empty}))

    assert check(evaluated("2.00"), "B23", "at most total")["verdict"] == "differs"
    assert reason(evaluated("-1.00"), "B23", "at most every code") == (
        "appropriation_summary/closing_balance/general_public is -1.00, below zero"
    )


def test_an_unreadable_operand_is_unchecked_with_the_reason() -> None:
    pair = account({"gov_funds": funds(total="1.00 2.00 3.00 3.00 _ _")})
    pair = with_cell(pair, "d/gov_funds/total/project", state="unreadable", amount_fen=pd.NA)
    found = check(evaluate(pair), "A09.2", "total")
    assert found["verdict"] == "unchecked"
    assert found["note"] == "figure d/gov_funds/total/project is unreadable"
    assert found["residual_low"] is None
    assert check(evaluate(pair), "A09.1", "total")["verdict"] == "equal"


def test_a_cell_that_two_readers_saw_differently_is_unchecked() -> None:
    pair = account({"gov_funds": funds(total="1.00 2.00 3.00 3.00 _ _")})
    agreed = with_cell(pair, "d/gov_funds/total/basic", reading="grid+tabula")
    assert check(evaluate(agreed), "A09.2", "total")["verdict"] == "equal"
    split = with_cell(pair, "d/gov_funds/total/basic", reading="grid!tabula")
    found = check(evaluate(split), "A09.2", "total")
    assert found["verdict"] == "unchecked"
    assert found["note"] == "figure d/gov_funds/total/basic was read in two ways"


def test_a_missing_row_of_a_form_that_is_there_is_unchecked() -> None:
    pair = account({"revenue_expenditure_summary": {"grand_total_revenue": "1.00"}})
    found = check(evaluate(pair), "A01.5", "grand_total_revenue")
    assert found["verdict"] == "unchecked"
    assert found["note"] == "form revenue_expenditure_summary has no row grand_total_expenditure"


def test_a_missing_column_of_a_form_that_is_there_is_unchecked() -> None:
    pair = account({"gov_funds": {"total": {"expenditure_total": "1.00", "basic": "1.00"}}})
    assert check(evaluate(pair), "A09.2", "total")["note"] == "form gov_funds has no column project"


def test_a_column_that_the_layout_lacks_does_not_apply() -> None:
    rows = {"total": {"expenditure_total": "1.00", "basic": "", "project": "1.00"}}
    evaluation = evaluate(account({"state_capital": rows}))
    assert check(evaluation, "A10.1", "expenditure total")["verdict"] == "equal"
    why = "form state_capital prints no column opening_balance"
    assert reason(evaluation, "A10.1", "balance every row") == why.replace("column", "column or row")
    assert reason(evaluation, "A10.3", "total opening_balance") == why


def test_where_the_layout_prints_balances_they_are_checked() -> None:
    evaluation = evaluate(account({"state_capital": funds(total="1.00 2.00 2.50 2.50 _ 0.40")}))
    assert check(evaluation, "A10.1", "balance total")["verdict"] == "differs"


def test_a_form_found_without_a_single_figure_is_unchecked() -> None:
    evaluation = evaluate(account({"gov_funds": {}}))
    found = check(evaluation, "A09.2", "every row")
    assert found["verdict"] == "unchecked"
    assert "none of its figures could be read" in found["note"]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("missing", "form gov_funds is not in the account"),
        ("template", "form gov_funds is an empty template"),
        ("emptied", "form gov_funds has no figures and does not say why"),
    ],
)
def test_identities_of_an_absent_form_do_not_apply(state: str, why: str) -> None:
    rows = funds(total="_ _ _ _ _ _")
    evaluation = evaluate(account({"gov_funds": rows}, {"gov_funds": {"state": state}}))
    assert reason(evaluation, "A09.2", "every row") == why
    assert "A09.2" not in set(evaluation.checks["identity"])


def test_a_form_declared_empty_counts_as_zero() -> None:
    forms: dict[str, Rows] = {
        "appropriation_summary": {"expenditure_total": {"gov_funds": "5.00"}},
        "gov_funds": {},
    }
    pair = account(forms, {"gov_funds": {"state": "declared_empty", "statement": "本表无数据"}})
    found = check(evaluate(pair), "B10", "gov_funds total")
    assert (found["verdict"], found["left"], found["right"]) == ("differs", "5.00", "0")


def test_a_row_of_unknown_meaning_makes_sums_unchecked() -> None:
    rows = funds(total="_ 3.00 3.00 3.00 _ _", c212="_ 1.00 1.00 1.00 _ _")
    stray = {"revenue": "2.00", "expenditure_total": "2.00"}
    evaluation = evaluate(account({"gov_funds": {**rows, "?其他": stray}}))
    found = check(evaluation, "A09.4", "total revenue")
    assert found["verdict"] == "unchecked"
    assert "row of unknown meaning" in found["note"]
    blank = {"revenue": "", "expenditure_total": "0.00"}
    evaluation = evaluate(account({"gov_funds": {**rows, "?": blank}}))
    assert check(evaluation, "A09.4", "total revenue")["verdict"] == "differs"


def test_a_missing_code_is_unchecked_where_a_row_has_no_known_meaning() -> None:
    stray = {"expenditure_total": "1.00", "basic": "", "project": ""}
    forms: dict[str, Rows] = {
        "revenue_expenditure_summary": {"201": "1.00"},
        "expenditure_by_function": {"?教育": stray},
    }
    found = check(evaluate(account(forms)), "B06", "201")
    assert found["verdict"] == "unchecked"
    assert found["note"] == (
        "form expenditure_by_function has no row 201, but a row of unknown meaning: ?教育"
    )


def test_a_code_of_unknown_length_makes_sums_unchecked() -> None:
    rows = funds(
        total="_ 3.00 3.00 3.00 _ _", c212="_ 3.00 3.00 3.00 _ _", c2128="_ 3.00 3.00 3.00 _ _"
    )
    evaluation = evaluate(account({"gov_funds": rows}))
    assert check(evaluation, "A09.4", "212 revenue")["verdict"] == "unchecked"


def test_a_class_without_sections_is_unchecked_unless_it_is_zero() -> None:
    rows = funds(total="_ 3.00 3.00 3.00 _ _", c212="_ 3.00 3.00 3.00 _ _")
    evaluation = evaluate(account({"gov_funds": rows}))
    assert check(evaluation, "A09.4", "total revenue")["verdict"] == "equal"
    assert check(evaluation, "A09.4", "212 revenue")["verdict"] == "unchecked"
    assert check(evaluation, "A09.4", "212 closing_balance")["verdict"] == "equal"


def test_a_row_printed_twice_is_unchecked_but_counts_twice_in_a_sum() -> None:
    rows = dict(funds(total="_ 4.00 4.00 4.00 _ _", c212="_ 2.00 2.00 2.00 _ _"))
    rows["212#2"] = rows["212"]
    evaluation = evaluate(account({"gov_funds": rows}))
    assert check(evaluation, "A09.2", "212")["note"] == "form gov_funds prints row 212 2 times"
    assert check(evaluation, "A09.4", "total revenue")["verdict"] == "equal"


def test_a_conditional_identity_applies_only_when_its_condition_is_true() -> None:
    revenue = {"total": {"revenue_total": "5.00"}}
    expenditure = {"total": {"expenditure_total": "6.00"}}
    forms: dict[str, Rows] = {
        "revenue_expenditure_summary": SUMMARY,
        "revenue_by_function": revenue,
        "expenditure_by_function": expenditure,
    }
    assert check(evaluate(account(forms)), "B21", "total")["verdict"] == "differs"
    forms["revenue_expenditure_summary"] = {**SUMMARY, "opening_balance": "1.00"}
    assert reason(evaluate(account(forms)), "B21", "every code") == (
        "revenue_expenditure_summary/opening_balance/amount is 1.00, not zero"
    )
    pair = with_cell(
        account(forms),
        "d/revenue_expenditure_summary/opening_balance/amount",
        state="unreadable",
        amount_fen=pd.NA,
    )
    assert check(evaluate(pair), "B21", "every code")["verdict"] == "unchecked"


def test_a_soft_identity_that_fails_is_unchecked_and_noticed() -> None:
    pair = account(
        {
            "general_public_expenditure": {"2210201": {"basic": "5.00"}},
            "general_public_basic": {"30113": "7.00"},
        }
    )
    evaluation = evaluate(pair)
    found = check(evaluation, "B19", "2210201 = 30113")
    assert found["verdict"] == "unchecked"
    assert (found["residual_low"], found["residual_high"]) == ("-2.01", "-1.99")
    places = evaluation.notices[evaluation.notices["kind"] == "soft_identity"]["place"]
    assert list(places) == ["B19 2210201 = 30113"]


# ─── the structural rules ────────────────────────────────────────────────────────────────────────


def codes_form(*codes: str) -> Frames:
    rows = {code: {"expenditure_total": "", "basic": "", "project": ""} for code in codes}
    return account({"general_public_expenditure": rows})


@pytest.mark.parametrize(
    ("codes", "broken", "seen"),
    [
        (("201", "20137", "2013704", "208"), "", ""),
        (("201", "20137", "201370"), "lengths", "201370"),
        (("201", "20137", "2013704", "208", "2080505"), "parents", "2080505"),
        (("201", "20137", "20137#2"), "unique", "20137"),
        (("201", "20138", "20137"), "order", "20137"),
    ],
)
def test_codes_are_well_formed(codes: tuple[str, ...], broken: str, seen: str) -> None:
    evaluation = evaluate(codes_form(*codes))
    for name in ("lengths", "parents", "unique", "order"):
        found = check(evaluation, "A07.5", name)
        assert found["verdict"] == ("differs" if name == broken else "equal"), name
        assert found["left"] == (seen if name == broken else None)


@pytest.mark.parametrize("codes", [("2013704", "2013750", "2080505"), ("2010000", "2013700", "2013704")])
def test_a_form_that_prints_codes_of_one_length_owes_no_rows_above_them(codes: tuple[str, ...]) -> None:
    evaluation = evaluate(codes_form(*codes))
    assert reason(evaluation, "A07.5", "parents") == "form general_public_expenditure prints no codes of the level above"
    assert check(evaluation, "A07.5", "order")["verdict"] == "equal"


def test_classes_and_items_without_sections_are_a_way_to_print() -> None:
    evaluation = evaluate(codes_form("201", "2013704", "2013705", "208", "2080505"))
    assert reason(evaluation, "A07.5", "parents") == "form general_public_expenditure prints no codes of the level above"


def test_classes_in_an_order_of_their_own_are_no_slip() -> None:
    evaluation = evaluate(codes_form("208", "20805", "201", "20137", "229", "22960", "212", "21208"))
    assert check(evaluation, "A07.5", "order")["verdict"] == "unchecked"
    evaluation = evaluate(codes_form("208", "20805", "201", "20137", "20826"))
    assert check(evaluation, "A07.5", "order")["verdict"] == "differs"


def test_rows_of_several_units_are_no_rows_of_the_department() -> None:
    own, other = ("213", "21302", "2130201"), ("213#2", "21302#2", "2130201#2")
    rows = {code: {"expenditure_total": "10.00", "basic": "10.00", "project": ""} for code in own}
    rows |= {code: {"expenditure_total": "20.00", "basic": "20.00", "project": ""} for code in other}
    evaluation = evaluate(account({"general_public_expenditure": rows}))
    assert check(evaluation, "A07.5", "unique")["verdict"] == "unchecked"
    assert not list(evaluation.checks[evaluation.checks["verdict"] == "differs"]["identity"])


def test_a_form_without_codes_has_none_to_check() -> None:
    rows = {"total": {"expenditure_total": "", "basic": "", "project": ""}}
    evaluation = evaluate(account({"general_public_expenditure": rows}))
    assert reason(evaluation, "A07.5", "all") == "form general_public_expenditure prints no codes"


def test_a_row_with_figures_but_no_code_is_named() -> None:
    row = {"expenditure_total": "1.00", "basic": "", "project": "1.00"}
    evaluation = evaluate(account({"general_public_expenditure": {"201": row, "?教育": row}}))
    assert check(evaluation, "A07.5", "complete")["verdict"] == "unchecked"


def ordinals_form(*counts: list[int]) -> Frames:
    digits = "一二三四五六七八九十"
    numerals = [*digits, *(f"十{digit}" for digit in digits[:9]), "二十"]
    numerals += [f"二十{digit}" for digit in digits[:9]]
    labels = [f"{numerals[number - 1]}、项目" for count in counts for number in count]
    rows = {f"?{number}": "" for number in range(len(labels))}
    forms, figures = account({"revenue_expenditure_summary": rows})
    return forms, figures.assign(label=pd.array(labels, dtype="string"))


def up_to(last: int) -> list[int]:
    return list(range(1, last + 1))


@pytest.mark.parametrize("classes", [24, 26])
def test_ordinals_of_both_versions_of_the_form_are_complete(classes: int) -> None:
    evaluation = evaluate(ordinals_form(up_to(8), up_to(classes)))
    assert check(evaluation, "A01.7", "revenue")["verdict"] == "equal"
    assert check(evaluation, "A01.7", "expenditure")["verdict"] == "equal"


def test_a_gap_in_the_ordinals_differs() -> None:
    numbers = [number for number in up_to(26) if number != 11]
    found = check(evaluate(ordinals_form(up_to(8), numbers)), "A01.7", "expenditure")
    assert (found["verdict"], found["left"]) == ("differs", "1–26 without 11")


def test_more_gaps_or_wrong_codes_than_an_office_makes_may_be_misread() -> None:
    found = check(evaluate(ordinals_form(up_to(8), [1, 2, 5, 6, 9, 10, 13, 14, 17, 18, 26])), "A01.7", "expenditure")
    assert (found["verdict"], "may not have been read" in found["note"]) == ("unchecked", True)
    evaluation = evaluate(codes_form("201", "20137", "22001100330", "201035", "1", "2080550"))
    assert check(evaluation, "A07.5", "lengths")["verdict"] == "unchecked"
    assert set(evaluation.checks.loc[evaluation.checks["identity"] == "A07.5", "instance"]) == {"lengths"}


def test_a_name_with_an_amount_behind_it_is_no_other_name() -> None:
    evaluation = names((T05, "201", "一般公共服务支出"), (T07, "201", "一般公共服务支出1,594.31"))
    assert reason(evaluation, "B18.2", "all") == "no two forms print a code in common"


def test_a_number_within_the_name_of_the_row_before_is_no_gap() -> None:
    forms, figures = ordinals_form([1, 2, 4, 5, 6, 7, 8], up_to(26))
    joined = figures["label"].tolist()
    joined[1] += "三、项目"
    found = check(evaluate((forms, figures.assign(label=pd.array(joined, dtype="string")))), "A01.7", "revenue")
    assert (found["verdict"], found["left"]) == ("equal", "1–8")


@pytest.mark.parametrize(("blank", "is_asked"), [((), False), ((26,), True)])
def test_a_form_of_rows_with_amounts_only_has_no_gap(blank: tuple[int, ...], is_asked: bool) -> None:
    forms, figures = ordinals_form(up_to(8), [5, 8, 9, 26])
    row = figures["label"].str.startswith("二十六")
    figures.loc[~row if blank else figures.index, "state"] = "value"
    evaluation = evaluate((forms, figures))
    found = evaluation.checks[evaluation.checks["instance"] == "expenditure"]
    assert list(found["verdict"]) == (["unchecked"] if is_asked else [])
    if not is_asked:
        assert "with an amount only" in reason(evaluation, "A01.7", "expenditure")


def test_an_unknown_number_of_classes_is_unchecked() -> None:
    found = check(evaluate(ordinals_form(up_to(8), up_to(25))), "A01.7", "expenditure")
    assert (found["verdict"], found["left"]) == ("unchecked", "1–25")
    found = check(evaluate(ordinals_form(up_to(8))), "A01.7", "runs")
    assert found["verdict"] == "unchecked"


def empty_funds(statement: str | None, funds_row: str, revenue: str = "0.00") -> Evaluation:
    forms: dict[str, Rows] = {
        "gov_funds": funds(total=funds_row),
        "revenue_expenditure_summary": {"gov_funds_revenue": revenue},
    }
    state = "declared_empty" if statement else "found"
    return evaluate(account(forms, {"gov_funds": {"statement": statement, "state": state}}))


def test_an_empty_form_states_that_it_is_empty() -> None:
    blank, money = "_ _ _ _ _ _", "_ 1.00 1.00 1.00 _ _"
    said = empty_funds("说明：本表无数据。", blank)
    assert check(said, "A09.3", "statement")["verdict"] == "equal"
    row = "revenue_expenditure_summary gov_funds_revenue"
    assert check(said, "A09.3", row)["verdict"] == "equal"
    assert reason(said, "A09.3", "appropriation_summary gov_funds_revenue").endswith("account")
    unsaid = empty_funds(None, blank)
    assert check(unsaid, "A09.3", "statement")["verdict"] == "unchecked"
    assert reason(empty_funds(None, money), "A09.3", "statement") == "form gov_funds has figures"
    assert check(empty_funds("无数据", money), "A09.3", "statement")["verdict"] == "differs"
    found = check(empty_funds("无数据", blank, "2.00"), "A09.3", row)
    assert (found["verdict"], found["left"]) == ("differs", "2.00")


def test_an_emptied_form_is_still_compared_with_the_summary() -> None:
    forms: dict[str, Rows] = {
        "gov_funds": funds(total="_ _ _ _ _ _"),
        "revenue_expenditure_summary": {"gov_funds_revenue": "2.00"},
    }
    evaluation = evaluate(account(forms, {"gov_funds": {"state": "emptied"}}))
    row = "revenue_expenditure_summary gov_funds_revenue"
    assert check(evaluation, "A09.3", row)["verdict"] == "differs"


def headings(second: dict[str, str]) -> Evaluation:
    first = {"department": "某市某局", "title": "2024年度收入决算表（分单位）"}
    forms: dict[str, Rows] = {
        "revenue_by_unit": {"total": {"revenue_total": "1.00"}, "某局本级": {"revenue_total": ""}},
        "expenditure_by_unit": {
            "total": {"expenditure_total": "1.00"},
            second.pop("name", "某局本级"): {"expenditure_total": ""},
        },
    }
    return evaluate(
        account(forms, {"revenue_by_unit": first, "expenditure_by_unit": {**first, **second}})
    )


@pytest.mark.parametrize(
    ("second", "broken"),
    [
        ({"department": "某市 某局"}, ""),
        ({"department": "某县某局"}, "department"),
        ({"title": "2023年度支出决算表（分单位）"}, "fiscal_year"),
        ({"name": "某中心"}, "unit_list"),
    ],
)
def test_every_form_has_the_same_heading(second: dict[str, str], broken: str) -> None:
    evaluation = headings(second)
    for name in ("unit_list", "department", "fiscal_year", "unit"):
        found = check(evaluation, "B18", name)
        assert found["verdict"] == ("differs" if name == broken else "equal"), name


@pytest.mark.parametrize(
    ("department", "verdict"),
    [("某市某局（汇总）", "equal"), ("某市某局汇总", "equal"), ("某市某局（本级）", "unchecked"), ("某市某厅（汇总）", "differs"), ("某市某", "unchecked"), ("某市", "unchecked"), ("某市某局某中心", "differs"), ("某县", "differs"), ("某市某局", "equal")],
)
def test_the_beginning_of_the_name_of_the_department_is_no_other_one(department: str, verdict: str) -> None:
    """A filled neighbour cuts off what runs over the edge of the cell; the name of another office is none that is cut off.

    With 汇总 it is the same office, with 本级 the same without its units.
    """
    found = check(headings({"department": department}), "B18", "department")
    assert found["verdict"] == verdict
    assert not found["note"] or words.reason(str(found["note"]), "zh") != words.say("note_in_data", "zh")


@pytest.mark.parametrize("name", ["某局本级执", "某局", "某局本"])
def test_a_unit_whose_name_is_cut_at_the_end_of_a_page_is_no_other_unit(name: str) -> None:
    assert check(headings({"name": name}), "B18", "unit_list")["verdict"] == "unchecked"


@pytest.mark.parametrize(
    ("first", "second", "may_be"),
    [
        ({"某局（本", "级）合计"}, {"某局（本级）"}, True), ({"某局（本级）"}, {"某局", "（本级）合计"}, True),
        ({"某局", "某中心"}, {"某局本级"}, False), ({"某局"}, set(), False), ({"某中心"}, {"某局"}, False),
    ],
)  # fmt: skip
def test_names_that_are_cut_explain_each_other(first: set[str], second: set[str], may_be: bool) -> None:
    assert _may_be_cut(first, second) is may_be


def test_the_number_of_a_form_is_no_part_of_its_year() -> None:
    """表1 2024年度… is folded to 表12024年度…."""
    titles = ["表1 2024年度收入决算表", "表2 2024年度支出决算表"]
    names = ("revenue_by_function", "expenditure_by_function")
    forms, figures = account({name: {} for name in names})
    forms["title"] = pd.array([titles[names.index(name)] if name in names else None for name in forms["form"]], dtype="string")
    assert check(evaluate((forms, figures)), "B18", "fiscal_year")["verdict"] == "equal"


def test_form_in_another_unit_of_money_is_no_contradiction() -> None:
    found = check(headings({"unit": "元"}), "B18", "unit")
    assert found["verdict"] == "unchecked" and "another unit" in found["note"]


def names(*printed: tuple[str, str, str]) -> Any:
    """Accounts whose forms print codes with these names: form, code, name."""
    cells = []
    for number, (form, code, label) in enumerate(printed, start=1):
        row = figure_row("d", form, code, number, "expenditure_total", "1.00", unit="万元")
        cells.append(row | {"code": code, "label": label})
    own = [{"document_id": "d", "form": form, "state": "found", "unit": "万元"} for form in {p[0] for p in printed}]
    return evaluate((frames.build("forms", own), frames.build("figures", cells)))


T05, T07, T09 = "expenditure_by_function", "general_public_expenditure", "gov_funds"


@pytest.mark.parametrize(
    ("labels", "verdict", "seen"),
    [
        (["学前教育", "学前教育", "学前教育"], "equal", "学前教育"),
        (["学前教育", "学前教育支出", "学前教育"], "equal", "学前教育"),
        (["学前教育", "学前教盲", "学前教育"], "differs", f"{T07}: 学前教盲"),
        (["学前教育", "小学教育"], "differs", f"{T07}: 小学教育"),
        # cut by its row or page
        (["机关事业单位基本养老保险缴费", "机关事业单位基本"], "unchecked", f"{T07}: 机关事业单位基本"),
    ],
)
def test_a_code_has_one_name_on_all_forms(labels: list[str], verdict: str, seen: str) -> None:
    printed = [(form, "2050201", label) for form, label in zip((T05, T07, T09), labels, strict=False)]
    found = check(names(*printed), "B18.2", "2050201")
    assert (found["verdict"], found["left"]) == (verdict, seen)


def test_a_code_of_one_form_has_no_other_name() -> None:
    assert reason(names((T05, "2050201", "学前教育")), "B18.2", "all") == "no two forms print a code in common"


def test_a_heading_that_only_one_form_prints_is_not_compared() -> None:
    evaluation = evaluate(account({"gov_funds": funds(total="_ _ _ _ _ _")}))
    why = "fewer than two forms print a department"
    assert reason(evaluation, "B18", "department") == why


# ─── the real accounts ───────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def seed() -> Frames:
    return read_gold(SEED, "d")


def test_every_identity_is_asked_and_every_instance_has_a_name(seed: Frames) -> None:
    evaluation = evaluate(seed)
    asked = {*evaluation.checks["identity"], *evaluation.not_applicable["identity"]}
    assert asked == {identity.id for identity in load_identities().listed}
    assert not evaluation.checks.duplicated(["identity", "instance"]).any()
    assert not evaluation.not_applicable.duplicated(["identity", "instance"]).any()


def test_all_identities_hold_on_the_seed(seed: Frames) -> None:
    evaluation = evaluate(seed)
    assert evaluation.checks["verdict"].value_counts().to_dict() == {"equal": 703, "rounding": 8}
    assert evaluation.notices.empty
    # the seed has eleven forms, no columns within groups, and figures in its forms of all money
    others = {"A03.6", "A05.6", "A07.8", "A01.1", "A07.6", "A07.7", "A08.5", "A09.5", "A09.6", "A10.4", "A10.5", "B28", "B29"}
    here = {f"T{number:02}" for number in range(1, 12)}
    others |= {one.id for one in load_identities().listed if any(not here.issuperset(p.forms) for p in one.parts)}
    assert set(evaluation.not_applicable["identity"]) - others == {"A07.1", "A09.4", "A10.1", "A10.3", "B11"}


def test_frames_of_several_accounts_are_told_apart(seed: Frames) -> None:
    forms, figures = (
        pd.concat([frame, frame.assign(document_id="e")], ignore_index=True) for frame in seed
    )
    for name in ("d", "e"):
        evaluation = judge_instances(*listed(forms, figures, name))
        assert evaluation.checks["document_id"].value_counts().to_dict() == {name: 711}


def changed(pair: Frames, row: Any, fen: int) -> Frames:
    figures = pair[1].copy()
    figures.loc[row, "amount_fen"] += fen
    return pair[0], figures


def undetected(pair: Frames, rows: list[Any]) -> list[str]:
    """The figures among these rows that can be changed by 1.00 万元 without any `differs` of what they stand in."""
    found = []
    for row in rows:
        index, name = Forms(*changed(pair, row, 1_000_000), "d"), str(pair[1].loc[row, "figure_id"])
        touched = [one for one in list_instances(index) if name in {fact.id for _, fact in one.cells}]
        if "differs" not in set(judge_instances(index, touched).checks["verdict"]):
            found.append(name)
    return found


def test_changing_a_non_zero_cell_of_the_seed_is_noticed(seed: Frames) -> None:
    """The first of each form and every sixth; benchmarks/cells.py changes them all."""
    filled = seed[1][seed[1]["state"] == "value"]
    assert len(filled) == 180
    chosen = {*filled.index[::6], *filled.drop_duplicates("form").index}
    assert undetected(seed, sorted(chosen)) == []


@pytest.mark.parametrize(
    ("name", "counts", "touches"),
    [
        ("ghj", {"equal": 683, "rounding": 12}, ["B06 210", "B06 212", "B09 210"]),
        ("shgzb", {"equal": 668, "rounding": 2}, []),
    ],
)
def test_no_rounding_alarm_on_nine_forms(
    shared_dir: Path, name: str, counts: dict[str, int], touches: list[str]
) -> None:
    pair = read_gold(shared_dir / "gold" / f"gold_{name}.csv", "d")
    evaluation = evaluate(pair)
    assert evaluation.checks["verdict"].value_counts().to_dict() == counts
    assert list(evaluation.notices["place"]) == touches
    rows = list(pair[1].index[pair[1]["state"] == "value"])[::7]
    assert undetected(pair, rows) == []


@pytest.mark.parametrize("forms", [ELEVEN, NINE], ids=["eleven", "nine"])
@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize("number", range(6))
def test_no_alarm_on_made_up_accounts(number: int, unit: str, forms: tuple[str, ...]) -> None:
    """Several units, other money, balances (some negative), funds and state capital; in fen."""
    ledger = made_up_ledger(number, grain_fen=1)
    evaluation = evaluate(ledger_frames(ledger, "d", unit, forms))
    verdicts = set(evaluation.checks["verdict"])
    assert verdicts <= ({"equal"} if unit == "元" else {"equal", "rounding"})


# ─── what a form leaves out ──────────────────────────────────────────────────────────────────────


def by_function(*rows: tuple[str, str], form: str = "general_public_expenditure") -> Frames:
    """A form by function: role and total expenditure, basic the same, project zero."""
    cells = [
        figure_row("d", form, role, number, measure, text, unit="万元")
        for number, (role, printed) in enumerate(rows, start=1)
        for measure, text in (("expenditure_total", printed), ("basic", printed), ("project", "0.00"))
    ]
    for cell in cells:
        cell["code"] = cell["role"] if str(cell["role"]).isdecimal() else None
    own = {"document_id": "d", "form": form, "state": "found", "unit": "万元"}
    return frames.build("forms", [own]), frames.build("figures", cells)


def test_blank_total_over_filled_parts_is_unchecked_and_noticed() -> None:
    found = evaluate(by_function(("total", ""), ("205", "5.00"), ("208", "1.00")))
    assert check(found, "A07.4", "expenditure_total")["verdict"] == "unchecked"
    assert "blank" in check(found, "A07.4", "expenditure_total")["note"]
    omitted = found.notices[found.notices["kind"] == "omission"]["place"]
    assert [place.split("/")[-2:] for place in omitted] == [["total", "expenditure_total"], ["total", "basic"]]


def test_sum_that_lacks_a_blank_class_over_filled_sections_is_unchecked() -> None:
    rows = (("total", "6.00"), ("205", "5.00"), ("208", ""), ("20805", "1.00"))
    found = evaluate(by_function(*rows))
    checked = check(found, "A07.4", "expenditure_total")
    assert checked["verdict"] == "unchecked" and "208/expenditure_total is blank" in checked["note"]
    found = evaluate(by_function(("total", "5.00"), *rows[1:]))  # the total holds without it
    assert check(found, "A07.4", "expenditure_total")["verdict"] == "equal"


def test_blank_part_beside_a_printed_total_counts_as_zero() -> None:
    found = evaluate(by_function(("total", "5.00"), ("205", "5.00"), ("208", "")))
    assert check(found, "A07.4", "expenditure_total")["verdict"] == "equal"
    found = evaluate(by_function(("total", "6.00"), ("205", "5.00"), ("208", "")))
    assert check(found, "A07.4", "expenditure_total")["verdict"] == "differs"
    assert found.notices.empty


@pytest.mark.parametrize(("missing", "verdict"), [("1.00", "unchecked"), ("3.00", "differs")])
def test_row_that_another_form_prints_may_not_have_been_read(missing: str, verdict: str) -> None:
    """The total exceeds its classes by just what the other form prints for a class that is not there."""
    own = by_function(("total", "6.00"), ("205", "5.00"))
    other = by_function(("total", "8.00"), ("205", "5.00"), ("208", missing), form="expenditure_by_function")
    both = [pd.concat(pair, ignore_index=True) for pair in zip(own, other, strict=True)]
    found = evaluate((both[0], both[1]))
    assert check(found, "A07.4", "expenditure_total")["verdict"] == verdict


@pytest.mark.parametrize(
    ("total", "parts", "unit", "verdict"),
    [
        ("0.01", ("0.00", "0.00"), "万元", "rounding"),
        ("0.00", ("0.01", "0.00"), "万元", "rounding"),
        ("0.02", ("0.00", "0.00"), "万元", "differs"),
        ("0.01", ("0.00", ""), "万元", "differs"),
        ("0.01", ("0.00", "0.00"), "元", "differs"),
    ],
)
def test_smallest_unit_beside_zeros_is_rounding(
    total: str, parts: tuple[str, str], unit: str, verdict: str
) -> None:
    forms, figures = by_function(("total", total), ("205", parts[0]), ("208", parts[1]))
    if unit != "万元":
        forms["unit"] = unit
        figures["amount_fen"] = figures["amount_fen"] // 10_000
        figures["resolution_fen"] = figures["resolution_fen"] // 10_000
    assert check(evaluate((forms, figures)), "A07.4", "expenditure_total")["verdict"] == verdict
