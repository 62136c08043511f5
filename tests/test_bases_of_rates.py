"""What a rate is a rate of: the year before and not the budget, the base that the sentence names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest

from budget_analysis import load, reconcile, stages, views
from budget_analysis.panel import panel_of
from budget_analysis.synthetic import Style, lay_out, made_up_ledger, write_text
from budget_analysis.views.quantities import since_last_year
from tests.test_prose import figures_of, read

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
