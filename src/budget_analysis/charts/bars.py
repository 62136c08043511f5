"""Bars for a page: lengths are drawn, names and numbers stay text, legible at any width.

The same views are drawn as pictures by `drawn`, for notebooks and for download. What a chart
leaves out is one more bar with its sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import answers, texts, views
from ..verdicts import DIFFERS
from ..views import number
from ..views.procurement import KINDS
from .style import MOST_BARS, labels, titled

FIRST, SECOND, THIRD, OTHER, DENIED = "a", "b", "c", "o", "x"
"""How a bar is filled: dark, middle, light, what stands for many; only outlined is what a finding denies."""
_MIDDLE = 60
_ROOM = 30
"""Percent of the width that the words of a bar take at most."""
_MOST_TOGETHER = 16
"""Bars that stay together on paper."""
_LEAST_OF_MOST = 100
"""A bar of less than that part of the longest shows nothing and is drawn in a chart of its own."""


@dataclass(frozen=True)
class Bar:
    """A length from zero with its words; `low` and `high` where the number is a range worth seeing."""

    value: float
    said: str
    look: str = FIRST
    low: float | None = None
    high: float | None = None
    name: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """A chart with its title; `name` is that of its pictures. No rows: there is nothing to draw."""

    name: str
    title: str
    unit: str
    form: str
    rows: tuple[Row, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def ends(self) -> tuple[float, float]:
        """The scale: from zero, or the lowest bar, to the highest."""
        bars = [bar for row in self.rows for bar in row.bars]
        all_of = [end for bar in bars for end in (bar.value, bar.low, bar.high) if end is not None]
        least = min([0.0, *all_of]) if any(bar.value < 0 for bar in bars) else 0.0  # a range about 0 turns no scale
        return least, max([0.0, *all_of]) or (1.0 if least == 0 else 0.0)

    @property
    def is_tall(self) -> bool:
        """Whether it takes most of a page of paper; then it may go on on the next."""
        return sum(len(row.bars) for row in self.rows) > _MOST_TOGETHER

    def beside(self, value: float) -> tuple[str, float]:
        """Where the words of a bar stand, where bars go both ways: `left` or `right` and how far from that edge, in percent."""
        low, high = self.ends
        first, last = sorted((self.at(0), self.at(value)))
        if low == 0:
            return "left", 0.0
        if value >= 0:  # on its own side of zero, where there is room for words
            return ("left", first) if 100 - first >= _ROOM else ("right", 0.0)
        return ("left", first) if first <= _MIDDLE else ("right", round(100 - last, 3))

    @staticmethod
    def shown(value: float) -> str:
        """An end of the scale, in as many decimals as the bars are told in; zero is no measurement."""
        return number(value) if value else "0"

    def at(self, value: float) -> float:
        """A value as percent of the width."""
        low, high = self.ends
        return round(100 * (value - low) / (high - low), 3)


def sources(frame: pd.DataFrame, language: str) -> Chart:
    """Revenue by source, from `views.revenue_sources`."""
    return _shares("revenue_sources", frame.iloc[1:], "revenue_by_function", language, of="chart_sources")


def kinds(frame: pd.DataFrame, language: str) -> Chart:
    """Expenditure by kind, from `views.expenditure_kinds`."""
    return _shares("expenditure_kinds", frame.iloc[1:], "expenditure_by_function", language, of="chart_kinds")


def function_structure(classes: pd.DataFrame, language: str) -> Chart:
    """Expenditure by class, from level 1 of `views.function_structure`."""
    known = classes[classes["amount_wan_yuan"].notna()]
    title = ""
    if not known.empty:
        top = answers.largest(known)
        title = titled("chart_function", language, label=answers.label(top, language), share=number(top["share_pct"]))
    return _shares("structure_by_function", classes, "general_public_expenditure", language, title)


def economic_structure(sections: pd.DataFrame, groups: pd.DataFrame, language: str) -> Chart:
    """The economic sections, from level 2 of `views.economic_structure`; personnel and running apart."""
    known = sections[sections["amount_wan_yuan"].notna() & (sections["amount_wan_yuan"] != 0)]
    title = ""
    if not known.empty:
        top = answers.largest(groups)
        group = texts.word(str(top["group"]), language)
        title = titled("chart_economic", language, share=number(top["share_pct"]), group=group)
    looks = {"personnel": FIRST, "running": SECOND}
    legend = tuple((look, texts.word(name, language)) for name, look in looks.items())
    return _shares("structure_by_economic_class", known, "general_public_basic", language, title, looks, legend)


def _shares(
    name: str,
    frame: pd.DataFrame,
    form: str,
    language: str,
    title: str = "",
    looks: dict[str, str] | None = None,
    legend: tuple[tuple[str, str], ...] = (),
    of: str = "chart_sources",
) -> Chart:
    """Amounts with their shares, the largest first; from the thirteenth on they are one bar.

    One amount is no chart: the sentence above says it.
    """
    known = frame[frame["amount_wan_yuan"].notna() & (frame["amount_wan_yuan"] != 0)]
    if len(known) == 1:
        return Chart(name, title, texts.word("wan_yuan", language), form)
    ranked = known.sort_values("amount_wan_yuan", ascending=False, kind="stable")
    drawn, rest = ranked.iloc[:MOST_BARS], ranked.iloc[MOST_BARS:]
    rows = [
        Row(label, (Bar(float(row["amount_wan_yuan"]), _amount_and_share(row), _look(row, looks)),))
        for label, (_, row) in zip(labels(drawn, language), drawn.iterrows(), strict=True)
    ]
    if not rest.empty:
        amount = float(rest["amount_wan_yuan"].sum())
        share = pd.Series({"amount_wan_yuan": amount, "share_pct": rest["share_pct"].sum(min_count=len(rest))})
        label = texts.say("other_items", language, count=len(rest))
        rows.append(Row(label, (Bar(amount, _amount_and_share(share), OTHER),)))
    if not title and not known.empty:
        top = ranked.iloc[0]
        title = titled(of, language, label=answers.label(top, language), share=number(top["share_pct"]))
    return Chart(name, title, texts.word("wan_yuan", language), form, tuple(rows), legend)


def _look(row: pd.Series[Any], looks: dict[str, str] | None) -> str:
    return (looks or {}).get(str(row.get("group")), FIRST)


def _amount_and_share(row: pd.Series[Any]) -> str:
    share = "" if pd.isna(row["share_pct"]) else f" ({number(row['share_pct'])}%)"
    return number(row["amount_wan_yuan"]) + share


def year_on_year(changes: pd.DataFrame, year: int | None, language: str) -> list[Chart]:
    """This year and the implied year before, from `views.year_on_year`: large amounts, and those too small beside them."""
    known = changes[changes["prior_wan_yuan"].notna()]
    size = known[["prior_wan_yuan", "current_wan_yuan"]].max(axis=1)
    is_small = size < size.max() / _LEAST_OF_MOST
    return [
        _changes("year_on_year", known[~is_small], year, language),
        _changes("year_on_year_small", known[is_small], year, language),
    ]


def _changes(name: str, known: pd.DataFrame, year: int | None, language: str) -> Chart:
    names = (str(year - 1), str(year)) if year else ("t−1", "t")
    rows = []
    for _, row in known.iterrows():
        growth = "" if pd.isna(row["growth_pct"]) else f" ({views.signed(row['growth_pct'])}%)"
        before = f"{number(row['prior_wan_yuan'])} {views.interval(row['prior_wan_yuan_low'], row['prior_wan_yuan_high'])}"
        low, high = float(row["prior_wan_yuan_low"]), float(row["prior_wan_yuan_high"])
        bars = (
            Bar(float(row["prior_wan_yuan"]), before, THIRD, low, high, names[0]),
            Bar(float(row["current_wan_yuan"]), number(row["current_wan_yuan"]) + growth, FIRST, name=names[1]),
        )
        rows.append(Row(answers.label(row, language), bars))
    title = ""
    if rows:
        first = known.iloc[0]
        label = answers.label(first, language)
        if pd.isna(first["growth_pct"]):
            title = texts.say("chart_year_no_growth", language, label=label, **answers.change_words(first, language))
        else:
            title = texts.say("chart_year", language, label=label, **answers.growth_words(first, language))
    legend = ((THIRD, names[0]), (FIRST, names[1]))
    return Chart(name, title, texts.word("wan_yuan", language), "prose", tuple(rows), legend)


def execution(items: pd.DataFrame, language: str) -> Chart:
    """Deviation of each item from its budget, from `views.execution`."""
    known, total = compared(items)
    rows, title = [], ""
    if not known.empty and total is not None:
        ranked = known.loc[known["deviation_wan_yuan"].abs().sort_values(ascending=False, kind="stable").index]
        for label, (_, row) in zip(labels(ranked, language), ranked.iterrows(), strict=True):
            gap = float(row["deviation_wan_yuan"])
            rows.append(Row(label, (Bar(gap, gap_and_rate(row), FIRST if gap < 0 else SECOND),)))
        kind = texts.word(str(total["budget_kind"]), language)
        title = titled("chart_execution", language, rate=number(total["rate_pct"]), kind=kind, label=answers.label(ranked.iloc[0], language))
    legend = ((FIRST, texts.word("below_budget", language)), (SECOND, texts.word("above_budget", language)))
    return Chart("execution", title, texts.word("wan_yuan", language), "prose", tuple(rows), legend)


def compared(items: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series[Any] | None]:
    """The items of the general public budget with a deviation, and its total, from `views.execution`."""
    own = items[items["subject"].str.startswith("general_public_expenditure/") & items["deviation_wan_yuan"].notna()]
    totals = own[own["code"].isna()].sort_values("rate_pct", kind="stable")  # of two budgets the one that is not zero
    return own[own["code"].notna()], None if totals.empty else totals.iloc[0]


def gap_and_rate(row: pd.Series[Any]) -> str:
    """A deviation with its sign, and the rate of execution where there is one."""
    rate = "" if pd.isna(row["rate_pct"]) else f" ({number(row['rate_pct'])}%)"
    return views.signed(row["deviation_wan_yuan"]) + rate


def procurement(parts: pd.DataFrame, language: str) -> Chart:
    """Contracts by kind, and those of small enterprises, from `views.procurement`."""
    stated = parts[parts["amount_wan_yuan"].notna()]
    looks = {"total": FIRST, **dict.fromkeys(KINDS, SECOND)}
    rows = []
    for _, row in stated.iterrows():
        item = str(row["item"])
        look = DENIED if is_denied(row) else looks.get(item, THIRD)
        rows.append(Row(texts.word(item, language), (Bar(float(row["amount_wan_yuan"]), contract_words(row, language), look),)))
    by_kind = stated[stated["item"].isin(KINDS)]
    title = ""
    if not by_kind.empty:
        top = answers.largest(by_kind)
        found = {"kind": texts.word(str(top["item"]), language), "kind_share": number(top["share_pct"])}
        title = titled("chart_procurement_kinds", language, **found)
        sme = stated[stated["item"] == "sme"]
        if not sme.empty and not is_denied(sme.iloc[0]):
            title = titled("chart_procurement", language, **found, sme_share=number(sme.iloc[0]["share_pct"]))
    return Chart("procurement", title, texts.word("wan_yuan", language), "prose", tuple(rows if title else ()))


def is_denied(row: pd.Series[Any]) -> bool:
    """Whether the amount of a row of `views.procurement` is contradicted: it has a verdict and no share."""
    return bool(pd.isna(row["share_pct"])) and not pd.isna(row["verdict"]) and row["verdict"] == DIFFERS


def contract_words(row: pd.Series[Any], language: str) -> str:
    """The amount of a row of `views.procurement`, with its share, or that it is contradicted."""
    amount = number(row["amount_wan_yuan"])
    if is_denied(row):
        return amount + texts.say("denied", language)
    if pd.isna(row["share_pct"]):
        return amount
    return amount + texts.say("share_of", language, share=number(row["share_pct"]), base=texts.word(f"base_{row['base']}", language))


def three_public(items: pd.DataFrame, language: str) -> Chart:
    """Budget and final figure of the three public expenses, from `views.three_public`."""
    known = items[items["actual_wan_yuan"].notna()]
    names = (texts.word("budget_figure", language), texts.word("actual", language))
    rows = []
    for _, row in known.iterrows():
        pairs = zip(names, ("budget_wan_yuan", "actual_wan_yuan"), (THIRD, FIRST), strict=True)
        bars = tuple(Bar(float(row[c]), number(row[c]), look, name=n) for n, c, look in pairs if not pd.isna(row[c]))
        rows.append(Row(answers.label(row, language), bars))
    title = ""
    if rows:
        total = items.set_index("item").loc["total"]
        title = titled("chart_three_public", language, actual=number(total["actual_wan_yuan"]), rate=number(total["rate_pct"]))
    legend = ((THIRD, names[0]), (FIRST, names[1]))
    return Chart("three_public", title, texts.word("wan_yuan", language), "three_public", tuple(rows), legend)


def performance(money: pd.DataFrame, language: str) -> Chart:
    """Execution rate and score of each project, from `views.project_money`."""
    known = money[money["rate_pct"].notna() & money["excess_pct"].notna()]
    names = (texts.word("execution_rate", language), texts.word("score_in_percent", language))
    rows = []
    for _, row in known.iterrows():
        rate, reached = float(row["rate_pct"]), float(row["rate_pct"] + row["excess_pct"])
        low, high = float(row["rate_pct_low"]), float(row["rate_pct_high"])
        bars = (
            Bar(rate, f"{number(rate)}%", THIRD, low, high, names[0]),
            Bar(reached, f"{number(reached)}%", FIRST, name=names[1]),
        )
        rows.append(Row(str(row["project"]), bars))
    above = int((known["excess_pct_low"] > 0).sum())
    title = texts.say("chart_performance", language, count=len(known), above=above) if rows else ""
    return Chart("performance", title, "%", "all", tuple(rows), ((THIRD, names[0]), (FIRST, names[1])))


def table_of(chart: Chart) -> Sequence[tuple[str, str, float]]:
    """The numbers that a chart draws: label, name of the bar, value."""
    return [(row.label, bar.name, bar.value) for row in chart.rows for bar in row.bars]
