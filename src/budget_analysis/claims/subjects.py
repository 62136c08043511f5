"""Sentences about an account's own money that name another office: a template that was not filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd

from .. import specs, terms
from ..amounts import FEN_PER_UNIT
from ..block_lines import page_at
from ..frames import as_rows

OFFICES = ("局", "委", "委员会", "办公室", "厅", "办事处", "政府", "法院", "检察院", "部", "乡", "镇")
"""Endings of offices that publish accounts of their own; another name may be a unit of this one."""
_SECTIONS = ("gov_funds", "state_capital")
_AMOUNT = re.compile(r"[^。;\d]*(?:\d{4}年度?)?[^。;\d]*(?P<number>\d[\d,]*\.?\d*)(?P<unit>万元|亿元|元)")
_TELLING = 4


@dataclass(frozen=True)
class Subject:
    """An office that a sentence is about, as printed, and where.

    `is_proved`: the sentence begins with an amount that the forms print as a total of the account, or says in
    the section of a kind of money that there is none. `is_elsewhere`: the account names the office at
    another place too, as its unit, as another office that it works with, as its former name.
    """

    block: Mapping[Any, Any]
    page: int | None
    name: str
    start: int
    end: int
    is_proved: bool
    is_elsewhere: bool


def subjects_of(
    blocks: pd.DataFrame, figures: pd.DataFrame, claims: pd.DataFrame, printed: Iterable[str]
) -> Iterator[Subject]:
    """The offices that stand before year and money at the beginning of a sentence.

    Args:
        blocks, figures: frames of one document.
        claims: the judged statements of its prose.
        printed: what else the account prints: its tables, names of units, notes of its forms.
    """
    rows = [(block, terms.plain(str(block["text"]))) for block in as_rows(blocks)]
    told = [(block, words, match) for block, words in rows if not block["heading"] for match in _subject().finditer(words)]
    told = [one for one in told if not one[2]["name"].startswith(_before_names())]
    everything = [*(words for _, words in rows), *(terms.plain(one) for one in printed)]
    totals = {int(amount) for amount in figures.loc[~figures["role"].fillna("1").str.isdecimal(), "amount_fen"].dropna()}
    none = {int(block) for block in claims.loc[(claims["kind"] == "nil") & claims["section"].isin(_SECTIONS), "block"]}
    for block, words, match in told:
        name = match["name"]
        count = sum(name == other["name"] for _, _, other in told)
        mentions = sum(one.count(name) for one in everything)
        start, end = match.span("name")
        first = _AMOUNT.match(words, end)
        is_total = first is not None and _tells(first["number"]) and _in_fen(first) in totals
        page = page_at(str(block["places"]), start)
        yield Subject(block, page, name, start, end, is_total or int(block["block"]) in none, mentions > count)


def _in_fen(amount: re.Match[str]) -> Fraction:
    return Fraction(amount["number"].replace(",", "")) * FEN_PER_UNIT[amount["unit"]]


def _tells(number: str) -> bool:
    """True for a number of so many digits that two offices do not print it by chance."""
    return len(number.replace(",", "").replace(".", "").strip("0")) >= _TELLING


@cache
def _before_names() -> tuple[str, ...]:
    return tuple(specs.load("surroundings.toml")["before_department"])


@cache
def _subject() -> re.Pattern[str]:
    words = specs.load("wording.toml")["subject"]
    offices = "|".join(sorted(OFFICES, key=len, reverse=True))
    return re.compile(f"{words['before']}(?P<name>[^\\d,。;:()“”、]{{2,30}}?(?:{offices}))(?={words['behind']})")


@cache
def optional_letters() -> str:
    """Letters of an office's name that it leaves out at times: 绍兴越城区, 教育体育局."""
    return str(specs.load("wording.toml")["subject"]["optional"])
