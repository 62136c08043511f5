"""Two years of one department: what holds, what was restated, moved, contradicted; codes; own changes; prices."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import across, corpus, inventory
from budget_analysis.errors import OutputError, ParameterError, SpecError
from budget_analysis.years import Step, compare_years, read_crosswalk
from budget_analysis.years.relations import load_relations, read_relations
from tests.known_documents import frames_once
from tests.small_account import small_account
from tests.two_years import draw, two_years

Frames = dict[str, pd.DataFrame]
GENERAL = "general_public_expenditure/total/expenditure_total"


def read(folder: Path) -> tuple[list[corpus.Result], Frames]:
    results = [
        corpus.Result(file.path, file.source, frames_once(file.source))
        for file in inventory.take_stock([folder])
        if file.source is not None
    ]
    return results, dict(corpus.dataset(results))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Frames, Frames]:
    """The frames of two accounts that agree."""
    folder = tmp_path_factory.mktemp("years")
    earlier, later = two_years()
    draw(earlier, folder / "2023.pdf")
    draw(later, folder / "2024.pdf")
    results, dataset = read(folder)
    documents = dataset["documents"].set_index("source_file", drop=False)
    named = {}
    for result in results:
        assert result.frames is not None
        named[result.path.name] = {**result.frames, "documents": documents.loc[[result.path.name]]}
    return named["2023.pdf"], named["2024.pdf"]


def changed(found: Frames, place: str, fen: int) -> Frames:
    """The frames with another amount in one cell."""
    form, role, measure = place.split("/")
    figures = found["figures"].copy()
    cell = (figures["form"] == form) & (figures["role"] == role) & (figures["measure"] == measure)
    assert cell.sum() == 1
    figures.loc[cell, "amount_fen"] = fen
    figures.loc[cell, "state"] = "value"
    figures.loc[cell, "resolution_fen"] = 10_000
    return {**found, "figures": figures}


def judged(table: pd.DataFrame, relation: str, instance: str = "total") -> Mapping[str, Any]:
    [row] = table[(table["relation"] == relation) & (table["instance"] == instance)].to_dict("records")
    return row


def test_accounts_that_agree_have_relations_that_hold_and_no_finding(pair: tuple[Frames, Frames]) -> None:
    table = compare_years(*pair)
    relations = table[table["relation"] != "codes"]
    assert {"Y01", "Y05", "Y07", "Y10", "Y21", "Y22"} <= set(relations["relation"])
    assert set(relations["verdict"]) == {"equal"} and relations["finding"].isna().all()
    assert (table["document_id"] == pair[1]["documents"]["document_id"].iloc[0]).all()


def test_another_prior_year_in_an_account_that_agrees_with_itself_is_restated(pair: tuple[Frames, Frames]) -> None:
    earlier, later = pair
    row = judged(compare_years(changed(earlier, GENERAL, 9_000_000_000), later), "Y07")
    assert (row["verdict"], row["finding"]) == ("differs", "restated")
    assert row["earlier_printed"] == "9000" and "9000" in row["sentence_zh"] and "9000" in row["sentence_en"]


def test_another_prior_year_that_nothing_confirms_contradicts(pair: tuple[Frames, Frames]) -> None:
    earlier, later = pair
    claims = later["claims"].copy()
    claims.loc[claims["kind"].isin(["growth", "implied_prior"]), "verdict"] = "differs"
    row = judged(compare_years(changed(earlier, GENERAL, 9_000_000_000), {**later, "claims": claims}), "Y07")
    assert (row["verdict"], row["finding"]) == ("differs", "contradicting")


def test_parts_that_moved_below_an_equal_total_are_reclassified(pair: tuple[Frames, Frames]) -> None:
    earlier, later = pair
    moved = changed(earlier, "appropriation_summary/closing_balance/general_public", 500_000_000)
    moved = changed(moved, "appropriation_summary/closing_balance/gov_funds", -500_000_000)
    table = compare_years(moved, later)
    assert judged(table, "Y22")["verdict"] == "equal"
    assert [judged(table, name)["finding"] for name in ("Y23", "Y24")] == ["reclassified", "reclassified"]


def test_opening_balance_that_is_not_the_closing_one_is_told(pair: tuple[Frames, Frames]) -> None:
    earlier, later = pair
    row = judged(compare_years(changed(earlier, "revenue_expenditure_summary/closing_balance/amount", 30_000), later), "Y21")
    assert (row["verdict"], row["residual_low"], row["residual_high"]) == ("differs", "-0.035", "-0.025")


def test_difference_within_the_prints_is_rounding(pair: tuple[Frames, Frames]) -> None:
    earlier, later = pair
    table = compare_years(earlier, later)
    told = Decimal(judged(table, "Y07")["later_printed"])
    fen = int(told * 1_000_000) + 10_000  # one more in the last digit
    assert judged(compare_years(changed(earlier, GENERAL, fen), later), "Y07")["verdict"] == "rounding"


def test_codes_that_changed_are_reported_and_never_joined(pair: tuple[Frames, Frames]) -> None:
    earlier, later = pair
    table = compare_years(earlier, later)
    codes = table[table["relation"] == "codes"]
    assert {"code_new", "code_gone"} <= set(codes["finding"]) and set(codes["verdict"]) == {"unchecked"}
    gone, new = (codes[codes["finding"] == kind]["instance"].iloc[-1] for kind in ("code_gone", "code_new"))
    stepped = compare_years(earlier, later, (Step(2024, gone, new, "2024年科目调整"),))
    for code in (gone, new):
        row = judged(stepped, "codes", code)
        assert (row["finding"], row["later_printed"], row["earlier_printed"]) == ("crosswalk", new, gone)
        assert row["note"] == "2024年科目调整"
    assert compare_years(earlier, later, (Step(2023, gone, new),)).equals(table)  # of another year
    figures = later["figures"].copy()
    code = codes[codes["finding"] == "code_new"]["instance"].iloc[0]
    same = table.loc[table["relation"] == "codes", "instance"]
    kept = next(c for c in earlier["figures"]["code"].dropna() if c not in set(same) and c.startswith("2"))
    figures.loc[figures["code"] == kept, "label"] = "另一名称"
    renamed = compare_years(earlier, {**later, "figures": figures})
    assert code and judged(renamed, "codes", kept)["finding"] == "name_changed"


def test_years_stand_in_the_dataset_only_where_they_follow(tmp_path: Path) -> None:
    for year in (2021, 2023, 2024):
        small_account(tmp_path / f"{year}.txt", year=year, total=f"{year - 2020}.00")
    _, dataset = read(tmp_path)
    assert dataset["cross_year"].empty  # these accounts tell nothing of the year before
    found = across.changes(dataset["panel"]).query("indicator == 'three_public'")
    assert found[["fiscal_year", "earlier", "later", "change"]].to_dict("records") == [
        {"fiscal_year": 2024, "earlier": 3.0, "later": 4.0, "change": 1.0}
    ]
    [row] = found.to_dict("records")
    assert (row["growth_pct_low"], row["growth_pct_high"]) == pytest.approx((100 * (3.995 / 3.005 - 1), 100 * (4.005 / 2.995 - 1)))


# --- prices, totals --------------------------------------------------------------------------------


def panel_of_three() -> pd.DataFrame:
    rows = [("o1", "whole", 2023, 100.0), ("o2", "other", 2023, 50.0), ("o1", "whole", 2024, 110.0)]
    return pd.DataFrame(
        [
            {"department_id": name, "department": label, "fiscal_year": year, "indicator": "expenditure", "item": "total",
             "value": value, "low": value - 1, "high": value + 1, "unit": "wan_yuan"}
            for name, label, year, value in rows
        ]
    ).astype({"fiscal_year": "Int64", "unit": "string", "value": "Float64", "low": "Float64", "high": "Float64"})  # fmt: skip


def departments(parent: str | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {"department_id": ["o1", "o2"], "name": ["某局", "某局"], "level": ["summary", "own_level"], "parent": [None, parent]}
    )


def test_amounts_in_prices_of_a_base_year(tmp_path: Path) -> None:
    file = tmp_path / "cpi.csv"
    file.write_text("year,index\n2023,100\n2024,102.5\n", encoding="utf-8")
    real = across.deflate(panel_of_three(), across.read_index(file), 2023)
    assert real["value"].to_list() == pytest.approx([100.0, 50.0, 110 / 1.025])
    assert real["low"].iloc[2] == pytest.approx(109 / 1.025) and set(real["base_year"]) == {2023}
    growth = across.changes(real).iloc[0]["growth_pct"]
    assert growth == pytest.approx(100 * ((1 + 0.10) / (1 + 0.025) - 1))
    with pytest.raises(ParameterError, match="no year 2024"):
        across.deflate(panel_of_three(), {2023: Decimal(100)}, 2023)


@pytest.mark.parametrize("text", ["year,price\n2023,1\n", "year,index\n2023,much\n", "year,index\n2023,0\n", "year,index\n2023,1\n2023,2\n"])
def test_index_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "cpi.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match="cpi.csv"):
        across.read_index(tmp_path / "cpi.csv")


def test_own_level_and_summary_are_never_added() -> None:
    added = across.add_departments(panel_of_three(), departments(), "expenditure")
    assert added[["fiscal_year", "departments", "value", "low"]].to_dict("records") == [
        {"fiscal_year": 2023, "departments": 2, "value": 150.0, "low": 148.0},
        {"fiscal_year": 2024, "departments": 1, "value": 110.0, "low": 109.0},
    ]
    with pytest.raises(ParameterError, match="2023: 某局 own_level is part of 某局 summary"):
        across.add_departments(panel_of_three(), departments("o1"), "expenditure")
    with pytest.raises(ParameterError, match="no row"):
        across.add_departments(panel_of_three(), departments(), "revenue")
    with pytest.raises(ParameterError, match="pct, which does not add up"):
        across.add_departments(panel_of_three().assign(unit="pct"), departments(), "expenditure")


# --- what people write ------------------------------------------------------------------------------


def test_crosswalk_is_a_table(tmp_path: Path) -> None:
    assert read_crosswalk(tmp_path / "crosswalk.csv") == ()
    (tmp_path / "crosswalk.csv").write_text("to_year,from_code,to_code\n2024,2010301,2010302\n", encoding="utf-8")
    assert read_crosswalk(tmp_path / "crosswalk.csv") == (Step(2024, "2010301", "2010302"),)
    (tmp_path / "crosswalk.csv").write_text("year,from,to\n2024,1,2\n", encoding="utf-8")
    with pytest.raises(OutputError, match="crosswalk.csv"):
        read_crosswalk(tmp_path / "crosswalk.csv")


@pytest.mark.parametrize(
    "relation",
    ["T01[opening_balance] = T01[closing_balance]", "earlier(T01[opening_balance]) = earlier(T01[closing_balance])",
     "T01[opening] = earlier(T01[closing_balance])", "T01[opening_balance] <= earlier(T01[closing_balance])"],
)  # fmt: skip
def test_relation_with_a_mistake_is_refused(relation: str) -> None:
    with pytest.raises(SpecError):
        read_relations({"relation": [{"id": "Y", "zh": "某", "en": "some", "relation": relation}]})


def test_relations_are_named_once() -> None:
    names = [one.id for one in load_relations()]
    assert len(names) == len(set(names)) > 10
