"""A form that another one prints in its place: the three public expenses in 机构运行信息表."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from budget_analysis import reconcile
from budget_analysis.account import Account
from budget_analysis.facts import Forms
from budget_analysis.specs import layouts
from budget_analysis.stand_ins import stand_ins, with_stand_ins
from tests.seed_account import seed_account, seed_ledger

NINE = next(layout for layout in layouts() if layout.id == "nine_forms")
THREE, AGENCY, BESIDE = "three_public", "agency_information", "three_public_general_public"
ROWS = {"three_public_total", "overseas_travel", "vehicles", "hospitality", "agency_operating"}


@pytest.mark.parametrize(
    ("printed", "is_instead"),
    [
        ({AGENCY: ROWS}, True),
        ({AGENCY: set()}, True),  # not read: nobody knows
        ({AGENCY: {"agency_operating", "procurement"}}, False),
        ({AGENCY: ROWS, THREE: set()}, False),
        ({AGENCY: ROWS, BESIDE: ROWS}, False),
    ],
)
def test_which_form_stands_in_the_place_of_another(printed: dict[str, set[str]], is_instead: bool) -> None:
    assert (THREE in stand_ins(printed)) == is_instead
    assert (THREE not in with_stand_ins(NINE, printed).forms) == is_instead


def with_agency_form(account: Account) -> Account:
    """The account with its rows of the three public expenses on the other form."""
    forms, figures = account.forms.copy(), account.figures.copy()
    forms["form"] = forms["form"].replace(THREE, AGENCY)
    of_form = figures["form"] == THREE
    is_total = of_form & (figures["role"] == "total")
    figures.loc[is_total, "role"] = "three_public_total"
    figures["figure_id"] = figures["figure_id"].str.replace(f"/{THREE}/total/", f"/{AGENCY}/three_public_total/", regex=False)
    figures["figure_id"] = figures["figure_id"].str.replace(f"/{THREE}/", f"/{AGENCY}/", regex=False)
    figures.loc[of_form, "form"] = AGENCY
    return replace(account, forms=forms, figures=figures)


def test_prose_is_held_against_the_form_that_stands_in_the_place() -> None:
    ledger, before = reconcile(with_agency_form(seed_account())), seed_ledger()

    def told(claims: pd.DataFrame) -> list[tuple[str, ...]]:
        own = claims[claims["section"].str.startswith(THREE).fillna(False)]
        return list(own[["claim_id", "kind", "verdict"]].itertuples(index=False, name=None))

    assert told(ledger.claims) and told(ledger.claims) == told(before.claims)
    assert "missing_form" not in set(ledger.findings["kind"])


def test_a_slip_of_the_prose_is_found_against_it() -> None:
    account = with_agency_form(seed_account())
    figures = account.figures.copy()
    cell = (figures["form"] == AGENCY) & (figures["role"] == "three_public_total") & (figures["measure"] == "actual")
    figures.loc[cell, "amount_fen"] = 99_99_00_00
    figures.loc[cell, ["printed", "state"]] = ["99.99", "value"]
    claims = reconcile(replace(account, figures=figures)).claims
    amount = claims[(claims["form"] == THREE) & (claims["row"] == "total") & (claims["kind"] == "amount")]
    assert "differs" in set(amount["verdict"])


def test_relations_of_the_form_itself_are_not_run_on_the_other() -> None:
    index = Forms(with_agency_form(seed_account()).forms, with_agency_form(seed_account()).figures)
    assert index.state(THREE) == "missing" and not index.is_absent(f"{THREE}/total/actual")
    assert index.fact(f"{THREE}/total/actual").form == AGENCY
