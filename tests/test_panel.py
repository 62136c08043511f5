"""The panel: what it says is what the views say, with range, sources, verdict, or why it is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import load, reconcile, specs, stages, views
from budget_analysis.document import open_source
from budget_analysis.errors import SpecError
from budget_analysis.panel import definitions, load_indicators, panel_of
from budget_analysis.panel.staff import staff_told
from budget_analysis.panel.indicators import UNITS, read_indicators
from tests.known_documents import frames_once
from tests.seed_account import seed_account, seed_ledger, write_with_slip
from tests.small_account import small_account

Frames = Mapping[str, pd.DataFrame]


def frames_of(path: Path) -> dict[str, pd.DataFrame]:
    account = load(path)
    read = {name: getattr(account, name) for name in stages.READ_FRAMES}
    return {**read, **reconcile(account).frames()}


@cache
def seed_frames() -> dict[str, pd.DataFrame]:
    read = {name: getattr(seed_account(), name) for name in stages.READ_FRAMES}
    return {**read, **seed_ledger().frames()}


@cache
def seed_panel() -> pd.DataFrame:
    return panel_of(seed_frames())


def one(panel: pd.DataFrame, indicator: str, item: str = "total") -> dict[str, Any]:
    [row] = panel[(panel["indicator"] == indicator) & (panel["item"] == item)].to_dict("records")
    return {str(name): value for name, value in row.items()}


def triple(row: Mapping[str, Any], column: str) -> tuple[float, float, float]:
    """A number of a view with its range."""
    return row[column], row[f"{column}_low"], row[f"{column}_high"]


def in_panel(panel: pd.DataFrame, indicator: str, item: str = "total") -> tuple[float, float, float]:
    row = one(panel, indicator, item)
    return row["value"], row["low"], row["high"]


def first(view: pd.DataFrame, **wanted: str) -> dict[str, Any]:
    for name, value in wanted.items():
        view = view[view[name] == value]
    return {str(name): value for name, value in view.iloc[0].to_dict().items()}


# --- the definitions ------------------------------------------------------------------------------


def test_definitions_are_many_named_in_both_languages_and_have_a_unit_and_a_source() -> None:
    table = definitions()
    assert len(table) >= 60
    assert table["indicator"].is_unique
    assert not (table == "").any(axis=None) and not table.isna().any(axis=None)
    assert set(table["unit"]) == set(UNITS)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"formula": "T05[total, projects]"}, "no column of T05"),
        ({"formula": "T99[total]"}, "not among"),
        ({"formula": "T05[total, basic] /"}, "expected a name"),
        ({"formula": "T05[code, basic]", "each": {"code": "everything of T05"}}, "one of rows"),
        ({"formula": "T05[total, basic]", "unit": "yards"}, "yards"),
        ({"formula": "T05[total, basic]", "rule": "composition_variance"}, "one of the rules"),
        ({"rule": "astrology"}, "one of the rules"),
        ({"formula": "T05[total, basic]", "note": "x"}, "unknown: note"),
    ],
)
def test_a_definition_with_a_mistake_is_refused(entry: dict[str, Any], message: str) -> None:
    whole = {"id": "x", "zh": "某", "en": "some", "unit": "pct", "source": "test", **entry}
    with pytest.raises(SpecError, match=message):
        read_indicators({"indicator": [whole]})


def test_an_indicator_is_defined_once() -> None:
    entry = {"id": "x", "zh": "某", "en": "some", "unit": "pct", "source": "test", "formula": "T05[total, basic]"}
    with pytest.raises(SpecError, match="x defined twice"):
        read_indicators({"indicator": [entry, entry]})


# --- the values -----------------------------------------------------------------------------------


def test_every_indicator_of_the_seed_has_its_rows() -> None:
    panel = seed_panel()
    wanted = {indicator.id for indicator in load_indicators().all}
    assert set(panel["indicator"]) == wanted
    assert not panel.duplicated(["document_id", "indicator", "item"]).any()
    assert (panel["value"].isna() == panel["missing"].notna()).all()
    known = panel[panel["value"].notna()]
    assert (known["low"] <= known["value"]).all() and (known["value"] <= known["high"]).all()


def test_panel_says_of_the_seed_what_its_views_say() -> None:
    found, panel = seed_frames(), seed_panel()
    figures, claims = found["figures"], found["claims"]
    kinds = views.expenditure_kinds(figures, claims)
    for kind in ("basic", "project"):
        assert in_panel(panel, f"{kind}_share") == triple(first(kinds, kind=kind), "share_pct")
    sources = views.revenue_sources(figures, claims)
    for source in sources["source"].iloc[1:]:
        assert in_panel(panel, f"{source}_share") == triple(first(sources, source=source), "share_pct")
    functions = views.function_structure(figures, claims)
    classes = functions[functions["level"] == 1]["code"]
    assert list(classes) == ["201", "208", "210", "221"]
    for code in classes:
        row = first(functions, code=code)
        assert in_panel(panel, "function_share", code) == triple(row, "share_pct")
        assert in_panel(panel, "function_amount", code) == triple(row, "amount_wan_yuan")
        assert in_panel(panel, "function_project_share", code) == triple(row, "project_share_pct")
    economic = views.economic_structure(figures)
    for code in economic[economic["level"] == 1]["code"]:
        assert in_panel(panel, "economic_share", code) == triple(first(economic, code=code), "share_pct")
    for row in views.personnel_and_running(figures).to_dict("records"):
        assert in_panel(panel, f"{row['group']}_of_basic") == triple(row, "share_pct")
        assert in_panel(panel, f"{row['group']}_share") == triple(row, "general_public_share_pct")


def test_panel_says_of_execution_and_change_what_the_views_say() -> None:
    found, panel = seed_frames(), seed_panel()
    figures, claims = found["figures"], found["claims"]
    budgets = views.execution(figures, claims)
    total = first(budgets, subject="general_public_expenditure/total")
    assert in_panel(panel, "execution") == triple(total, "rate_pct")
    assert in_panel(panel, "deviation") == triple(total, "deviation_wan_yuan")
    assert in_panel(panel, "deviation_rate") == triple(total, "deviation_rate_pct")
    for row in budgets[budgets["code"].notna()].to_dict("records"):
        assert in_panel(panel, "execution_by_item", row["code"]) == triple(row, "rate_pct")
        assert in_panel(panel, "deviation_by_item", row["code"]) == triple(row, "deviation_wan_yuan")
    [variance] = views.composition_variance(figures, claims).to_dict("records")
    assert in_panel(panel, "composition_variance") == triple(variance, "variance_pct")
    changes = views.year_on_year(figures, claims)
    change = first(changes, subject="revenue_expenditure_summary/grand_total_revenue")
    assert in_panel(panel, "sources_before") == triple(change, "prior_wan_yuan")
    assert in_panel(panel, "sources_growth") == triple(change, "growth_pct")


def test_panel_says_of_procurement_travel_and_projects_what_the_views_say() -> None:
    found, panel = seed_frames(), seed_panel()
    figures, claims = found["figures"], found["claims"]
    bought = views.procurement(claims, figures)
    assert in_panel(panel, "sme_share") == triple(first(bought, item="sme"), "share_pct")
    assert in_panel(panel, "small_micro_of_sme") == triple(first(bought, item="small_micro"), "share_pct")
    assert in_panel(panel, "procurement_share") == triple(first(bought, item="total"), "expenditure_share_pct")
    public = views.three_public(figures)
    total = first(public, item="total")
    assert in_panel(panel, "three_public_execution") == triple(total, "rate_pct")
    assert in_panel(panel, "three_public_share") == triple(total, "general_public_share_pct")
    assert in_panel(panel, "three_public_of_running") == triple(total, "running_share_pct")
    counts = views.three_public_counts(figures, claims)
    for unit, name in (("个", "per_trip"), ("人次", "per_traveller")):
        row = first(counts, item="overseas_travel", unit=unit)
        assert in_panel(panel, name) == triple(row, "per_unit_wan_yuan")
    whole = views.project_coverage(found["funds"], figures).iloc[-1].to_dict()
    assert in_panel(panel, "project_money_share") == triple(whole, "project_spending_share_pct")
    assert in_panel(panel, "project_money_execution") == triple(whole, "rate_pct")
    checklist = [name for name in seed_panel().loc[seed_panel()["indicator"] == "transparency", "item"]]
    assert len(checklist) == 31 and "C14" not in checklist  # what the frames cannot tell is no row


def test_budget_of_a_class_is_that_of_its_items() -> None:
    row = one(seed_panel(), "execution_by_class", "201")
    assert row["value"] == pytest.approx(100 * 2147.90 / (2394.36 + 166.16 + 18.00))
    told = [name for name in json.loads(row["sources"]) if "/" not in name]
    assert len(told) == 3 and row["verdict"] == "equal"


def test_sources_of_a_value_are_figures_and_claims_of_the_account() -> None:
    found = seed_frames()
    known = {*found["figures"]["figure_id"], *found["claims"]["claim_id"]}
    named = {name for names in seed_panel()["sources"] for name in json.loads(names)}
    assert named and named <= known
    row = one(seed_panel(), "execution")
    assert json.loads(row["sources"])[0].endswith("/general_public_expenditure/total/expenditure_total")


# --- what is missing, what cannot be relied on --------------------------------------------------------


def test_what_is_missing_says_why() -> None:
    panel = seed_panel()
    told = {name: (one(panel, name)["missing"], one(panel, name)["missing_place"]) for name in (
        "execution_adjusted", "per_visitor", "agency_operating", "three_public_growth",
    )}  # fmt: skip
    assert told == {
        "execution_adjusted": ("not_told", "adjusted_budget@general_public_expenditure/total/expenditure_total"),
        "per_visitor": ("zero_base", "count@three_public/hospitality/actual"),
        "agency_operating": ("not_told", "agency_operating/total"),
        "three_public_growth": ("not_told", "change@three_public/total/actual"),
    }
    words = set(panel["missing"].dropna())
    assert words <= {"no_form", "declared_empty", "not_printed", "blank", "unreadable", "not_told", "zero_base"}


def test_blank_is_missing_and_a_form_that_is_not_there_too(tmp_path: Path) -> None:
    found = frames_of(small_account(tmp_path / "a.txt", total="5.69"))
    cell = found["figures"]["role"] == "vehicles"
    found["figures"].loc[cell, ["state", "amount_fen", "printed"]] = ["blank", pd.NA, ""]
    panel = panel_of(found)
    assert one(panel, "vehicles")["missing"] == "blank"
    assert pd.isna(one(panel, "vehicles")["value"])
    assert one(panel, "revenue")["missing"] == "no_form"
    assert one(panel, "overseas_travel")["value"] == 5.69
    assert panel[panel["indicator"] == "function_share"].empty


def test_a_number_that_a_finding_names_differs_and_others_do_not(tmp_path: Path) -> None:
    # the total of the contracts, told once; its parts and its share say otherwise
    slip = write_with_slip(tmp_path / "slip.txt", "1914.45", "1714.45")
    panel = panel_of(frames_of(slip))
    assert one(panel, "procurement")["value"] == 1714.45
    assert one(panel, "procurement")["verdict"] == "differs"
    assert one(panel, "sme_share")["verdict"] == "differs"
    assert one(panel, "expenditure")["verdict"] == "equal"
    assert one(seed_panel(), "procurement")["verdict"] in ("equal", "rounding")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        # from the pages: 225.10 of 2319.21, 1062.85 of 9859.38 less it, 0.39 by 26 visitors
        ("ghj", {"sme_share": 9.7059, "sources_growth": 12.0826, "per_visitor": 0.015, "execution_adjusted": None}),
        ("shgzb", {"execution_adjusted": 95.8881, "execution": None, "sme_reserved_share": 100.0}),
    ],
)
def test_other_layouts_answer_too(shared_dir: Path, name: str, wanted: dict[str, float | None]) -> None:
    panel = panel_of(frames_once(open_source(shared_dir / "documents" / f"{name}.pdf")))
    for indicator, value in wanted.items():
        found = one(panel, indicator)["value"]
        assert pd.isna(found) if value is None else found == pytest.approx(value, abs=1e-4)


def test_contradicting_contracts_are_shown_and_marked(shared_dir: Path) -> None:
    panel = panel_of(frames_once(open_source(shared_dir / "documents" / "shgzb.pdf")))
    row = one(panel, "sme_share")
    assert (round(row["value"]), row["verdict"]) == (200, "differs")  # 21.07 twice of 21.07


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["截至2024年底，某市某局人员编制34人，其中行政编制12人、事业编制22人；实有人员33人。"], {"authorised": 34, "present": 33}),
        (["我局核定编制数为20名，现有在职人员18名，离退休人员7人。"], {"authorised": 20, "present": 18, "retired": 7}),
        (["行政编制12人，事业编制22人，本级实有9人。"], {}),  # parts of a number that is not told
        (["人员编制34人。", "人员编制11人。"], {}),  # of two units
        (["人员编制34人。", "部门人员编制34人"], {"authorised": 34}),
        (["编制2024年度部门决算，实有车辆3辆。", "编制3个项目绩效目标"], {}),
    ],
)
def test_people_are_counted_where_an_office_tells_them(texts: list[str], told: dict[str, int]) -> None:
    assert staff_told(texts, "某市某局") == told


def test_expenses_per_head_are_those_of_the_people_told(tmp_path: Path) -> None:
    found = frames_of(small_account(tmp_path / "a.txt"))
    assert one(panel_of(found), "personnel_per_head")["missing_place"] in ("staff/present", "general_public_basic/personnel/amount")
    seed = dict(seed_frames())
    block = seed["blocks"].iloc[[0]].assign(text="本单位人员编制8人，实有人员4人。")
    panel = panel_of({**seed, "blocks": pd.concat([seed["blocks"], block], ignore_index=True)})
    personnel = one(panel, "personnel")["value"]
    assert one(panel, "staff_present")["value"] == 4 and one(panel, "staff_of_posts")["value"] == 50
    assert one(panel, "personnel_per_head")["value"] == pytest.approx(personnel / 4)


def test_short_names_are_those_of_the_identities() -> None:
    assert set(specs.load("indicators.toml")) == {"told", "indicator"}


def test_a_finding_about_what_stands_above_a_form_accuses_no_number() -> None:
    found = dict(seed_frames())
    place = {"form": "gov_funds", "measure": "department", "page": 7, "printed": "南屏市水利局"}
    accused = found["findings"].iloc[:1].assign(ground="impossible", places=json.dumps([place]))
    found["findings"] = pd.concat([found["findings"], accused], ignore_index=True)
    told = ["indicator", "item", "sources", "verdict"]
    pd.testing.assert_frame_equal(panel_of(found)[told], seed_panel()[told])
