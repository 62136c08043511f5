"""Amounts that the prose tells by the names of economic items against the form of basic expenditure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget_analysis import Account
from budget_analysis.reconciliation import claims_of
from tests.seed_account import seed_account

FORM = "general_public_basic"


def printed(label: str) -> str:
    figures = seed_account().figures
    [found] = figures.loc[(figures["form"] == FORM) & (figures["measure"] == "amount") & (figures["label"] == label), "printed"]
    return str(found)


def telling(words: str) -> Account:
    """The seed with these words in place of its first paragraph on basic expenditure."""
    account = seed_account()
    blocks = account.blocks.copy()
    own = blocks.index[(blocks["section"] == "basic") & ~blocks["heading"]]
    blocks.loc[own[0], "text"] = words
    return replace(account, blocks=blocks)


def verdicts(words: str) -> dict[str, set[str]]:
    claims = claims_of(telling(words)).claims
    own = claims[claims["section"].eq("basic") & claims["form"].eq(FORM) & claims["row"].str.isdecimal().fillna(False)]
    return {str(row): set(told["verdict"]) for row, told in own.groupby("row")}


LISTED = "用于人员开支，主要包括：基本工资{wages}万元、津贴补贴{allowances}万元、奖金{bonus}万元。"


def test_items_of_a_list_are_those_of_the_form() -> None:
    told = LISTED.format(wages=printed("基本工资"), allowances=printed("津贴补贴"), bonus=printed("奖金"))
    assert verdicts(told) == {"30101": {"equal"}, "30102": {"equal"}, "30103": {"equal"}}


def test_one_that_is_another_number_differs() -> None:
    told = LISTED.format(wages=printed("基本工资"), allowances=printed("津贴补贴"), bonus="1,234.56")
    assert verdicts(told) == {"30101": {"equal"}, "30102": {"equal"}, "30103": {"differs"}}


@pytest.mark.parametrize("bonus", ["1,234.56", "17.00"])
def test_money_of_another_account_is_not_held_against_it(bonus: str) -> None:
    """Where the names are told with other numbers, they mean other money: 含下属单位."""
    assert verdicts(LISTED.format(wages="4,001.00", allowances="52.00", bonus=bonus)) == {}


@pytest.mark.parametrize(
    "more",
    [
        "其他{rest}万元。",  # all that is not named, not the class of that name
        "另在项目经费中列支办公费6.00万元、差旅费5.00万元。",
        "其中：下属水利站基本工资12.00万元、津贴补贴3.00万元。",
        "奖金年初预算20.00万元。",
    ],
)
def test_what_is_told_beside_them_is_not_held_against_the_form(more: str) -> None:
    told = LISTED.format(wages=printed("基本工资"), allowances=printed("津贴补贴"), bonus=printed("奖金"))
    assert not any("differs" in found for found in verdicts(told + more.format(rest="83.07")).values())
