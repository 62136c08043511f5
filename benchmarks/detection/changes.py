"""One change of an account: a digit, a rate, a word, a year, a name, a cell, a form.

A change is made in the frames that were read, so that it costs no drawing: how well pages are read
is measured elsewhere (`tests/test_rendered_accounts.py`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from budget_analysis import Account

OPPOSITES = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长",
    "大于": "小于", "小于": "大于", "等于": "大于", "持平": "大于",
}  # fmt: skip
UNREAD = ("front", "overview", "duties", "units", "forms", "narrative", "glossary", "other_matters")
"""Sections that state no number of the account."""


@dataclass(frozen=True)
class Change:
    """A changed account, and where it was changed: in a paragraph, a cell of a form, a whole form."""

    account: Account
    block: int = 0
    start: int = 0
    old: str = ""
    new: str = ""
    text: str = ""
    """The paragraph as it stood."""
    form: str = ""
    cell: str = ""
    """The identifier of the changed figure."""

    def __str__(self) -> str:
        around = self.text[max(0, self.start - 40) : self.start + len(self.old) + 12]
        return f"{self.old}→{self.new} {self.form} {around}"


Alter = Callable[[Account, random.Random], "Change | None"]


def told(account: Account, row: Mapping[str, object], start: int, end: int, new: str) -> Change:
    text, block = str(row["text"]), int(str(row["block"]))
    blocks = account.blocks.copy()
    blocks.loc[blocks["block"] == block, "text"] = text[:start] + new + text[end:]
    changed = replace(account, blocks=blocks)
    return Change(changed, block, start, text[start:end], new, text)


def in_prose(pattern: str, alter: Callable[[str, random.Random], str]) -> Alter:
    """A change of the words that a pattern finds (its group, if it has one), chosen by chance."""

    def change(account: Account, dice: random.Random) -> Change | None:
        places = [
            (row, match) for row in paragraphs(account) for match in re.finditer(pattern, row["text"])
        ]
        if not places:
            return None
        row, match = dice.choice(places)
        start, end = match.span(min(match.re.groups, 1))
        new = alter(match[min(match.re.groups, 1)], dice)
        return told(account, row, start, end, new)

    return change


def paragraphs(account: Account) -> Iterator[dict[str, str]]:
    """The paragraphs that may state something; a table in a dump has no end of a sentence."""
    for row in account.blocks.to_dict("records"):
        is_sentence = row["text"].endswith(tuple("。：:；"))
        if not row["heading"] and row["section"].split(".")[0] not in UNREAD and is_sentence:
            yield {str(name): value for name, value in row.items()}


def other_digit(printed: str, dice: random.Random) -> str:
    """The number with one digit changed; it keeps its length."""
    places = [place for place, letter in enumerate(printed) if letter.isdigit()]
    place = dice.choice(places)
    is_leading = place == 0 and len(printed) > 1 and printed[1].isdigit()
    digits = [d for d in "0123456789" if d != printed[place] and not (is_leading and d == "0")]
    return printed[:place] + dice.choice(digits) + printed[place + 1 :]


def moved(step: str) -> Callable[[str, random.Random], str]:
    def move(printed: str, dice: random.Random) -> str:
        hundredths = abs(int((Fraction(printed) + Fraction(step) * dice.choice((1, -1))) * 100))
        return f"{hundredths // 100}.{hundredths % 100:02}"

    return move


def next_year(year: str, dice: random.Random) -> str:
    return str(int(year) + dice.choice((1, -1)))


def misnamed(name: str, dice: random.Random) -> str:
    """A name with another character in it."""
    place = dice.randrange(len(name))
    return name[:place] + ("新" if name[place] != "新" else "老") + name[place + 1 :]


def with_listed_zero(account: Account, dice: random.Random) -> Change | None:
    """A name more in a list of what was mainly spent, of a section without expenditure."""
    basic = account.figures[account.figures["form"] == "general_public_basic"]
    is_unused = basic["role"].str.fullmatch("302\\d\\d").fillna(False) & ~basic["amount_fen"].fillna(0).astype(bool)
    unused = [str(label) for label in basic.loc[is_unused, "label"]]
    for row in paragraphs(account):
        unused = [name for name in unused if name not in row["text"]]
        found = re.search("公用经费.*?包括：?", row["text"])
        if row["section"] == "basic" and found and unused:
            return told(account, row, found.end(), found.end(), dice.choice(unused) + "、")
    return None


def without_listed(account: Account, dice: random.Random) -> Change | None:
    """A name less in a list of what was mainly spent, of a section with expenditure."""
    for row in paragraphs(account):
        found = re.search("公用经费.*?包括：?(.*?)。", row["text"])
        if row["section"] == "basic" and found and found[1].count("、") > 1:
            names = list(re.finditer("[^、]+、", found[1]))
            name = dice.choice(names)
            start = found.start(1) + name.start()
            return told(account, row, start, start + len(name[0]), "")
    return None


def with_false_nil(account: Account, dice: random.Random) -> Change | None:
    """A sentence that there is nothing of a budget which the forms show."""
    for section, words in (("gov_funds", "政府性基金预算"), ("state_capital", "国有资本经营预算")):
        for row in paragraphs(account):
            if row["section"] == section and re.search(r"收入\d", row["text"]):
                new = f"{account.department}{account.fiscal_year}年度无{words}财政拨款收入和支出。"
                return told(account, row, 0, len(row["text"]), new)
    return None


def with_other_cell(account: Account, dice: random.Random) -> Change | None:
    """One digit of the whole units of one figure of a form."""
    figures = account.figures
    cells = figures.index[(figures["state"] == "value") & figures["role"].notna()]
    index = dice.choice(list(cells))
    old = str(figures.at[index, "printed"])
    whole, point, rest = old.partition(".")
    new = other_digit(whole, dice) + point + rest
    changed = figures.copy()
    factor = Decimal(int(figures.at[index, "amount_fen"])) / Decimal(old.replace(",", ""))
    changed.at[index, "printed"] = new
    changed.at[index, "amount_fen"] = int(Decimal(new.replace(",", "")) * factor)
    cell = str(figures.at[index, "figure_id"])
    form = str(figures.at[index, "form"])
    return Change(replace(account, figures=changed), old=old, new=new, form=form, cell=cell)


def without_form(state: str) -> Alter:
    """A form that is announced and absent, or whose figures are gone without a word."""

    def change(account: Account, dice: random.Random) -> Change | None:
        found = account.forms.loc[account.forms["state"] == "found", "form"]
        form = dice.choice(list(found))
        forms, figures = account.forms.copy(), account.figures.copy()
        forms.loc[forms["form"] == form, "state"] = state
        own = figures["form"] == form
        if state == "missing":
            figures = figures[~own]
        else:
            figures.loc[own, ["printed", "amount_fen", "resolution_fen"]] = pd.NA
            figures.loc[own, "state"] = "blank"
        return Change(replace(account, forms=forms, figures=figures), form=form)

    return change


AMOUNT = r"(?<![\d.])(\d+\.\d+)(?=万元)"
RATE = r"(?<![\d.])(\d+\.\d\d)(?=%)"
YEAR = r"(?:^|。|[局馆委]|与|截至|较|比)(20\d\d)(?=年)"
NAME = r"(?:^|[、：；)）])([^（(，。；：)）、\d]{2,})[（(][类款项][)）]"
COUNT = r"(?<![\d.])(\d+)(?=[辆个台]|批次|人次)"
CHANGES: Mapping[str, Alter] = {
    "amount": in_prose(AMOUNT, other_digit),
    "rate, 0.01 off": in_prose(RATE, moved("0.01")),
    "rate, 0.1 off": in_prose(RATE, moved("0.1")),
    "rate, one digit": in_prose(RATE, other_digit),
    "count": in_prose(COUNT, other_digit),
    "direction": in_prose("|".join(OPPOSITES), lambda word, dice: OPPOSITES[word]),
    "year": in_prose(YEAR, next_year),
    "item name": in_prose(NAME, misnamed),
    "listed zero": with_listed_zero,
    "name left out": without_listed,
    "false nil": with_false_nil,
    "form cell": with_other_cell,
    "form missing": without_form("missing"),
    "form emptied": without_form("emptied"),
}
