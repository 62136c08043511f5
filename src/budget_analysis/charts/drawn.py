"""The charts, each from a view. Titles state the finding, axes name quantity and unit.

Where the document states nothing to draw, the chart says so instead of failing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import answers, texts, views
from ..views import number
from ..views.overview import VERDICTS
from ..views.procurement import KINDS
from .bars import compared, contract_words, gap_and_rate, is_denied
from .style import (
    ALERT,
    DARK,
    GREY,
    LIGHT,
    MIDDLE,
    MOST_BARS,
    add_legend,
    finish_bars,
    labels,
    new_chart,
    nothing_to_draw,
    titled,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL_WIDTH = 36
_VERDICT_LOOK: dict[str, dict[str, Any]] = {
    "equal": {"color": DARK},
    "rounding": {"color": MIDDLE},
    "differs": {"color": ALERT, "hatch": "////", "edgecolor": "white"},
    "undefined": {"color": LIGHT, "hatch": "....", "edgecolor": GREY},
    "unchecked": {"color": "white", "edgecolor": GREY},
}


def verdicts(counts: pd.DataFrame, source: str, language: str) -> Figure:
    """Statements by kind and verdict, from `views.verdict_counts`."""
    kinds = counts[(counts["kind"] != "all_statements") & (counts["count"] > counts["recorded"])]
    if kinds.empty:
        return nothing_to_draw(source, language)
    title = texts.say("chart_verdicts", language, **views.judged(counts))
    figure, axes = new_chart(title, source, len(kinds))
    names = [texts.word(kind, language) for kind in kinds["kind"]]
    judged = [float(value) for value in kinds["count"] - kinds["recorded"]]
    left = [0.0] * len(kinds)
    for verdict in VERDICTS:
        shares = [100 * n / all_ for n, all_ in zip(_floats(kinds[verdict]), judged, strict=True)]
        if any(shares):
            look = {"label": texts.word(verdict, language), **_VERDICT_LOOK[verdict]}
            axes.barh(names, shares, left=left, **look)
        left = [before + share for before, share in zip(left, shares, strict=True)]
    _write(axes, left, (f"{count:,.0f}" for count in judged))
    finish_bars(axes, texts.say("axis_share", language), room=0.12)
    add_legend(axes)
    return figure


def function_structure(classes: pd.DataFrame, source: str, language: str) -> Figure:
    """Expenditure by class, basic and project, from level 1 of `views.function_structure`."""
    known = classes[classes["amount_wan_yuan"].notna()]
    if known.empty:
        return nothing_to_draw(source, language)
    top = answers.largest(known)
    title = titled(
        "chart_function",
        language,
        label=answers.label(top, language),
        share=number(top["share_pct"]),
    )
    figure, axes = new_chart(title, source, len(known))
    basic, project = (_floats(known[name]) for name in ("basic_wan_yuan", "project_wan_yuan"))
    names = _labels(known, language)
    axes.barh(names, basic, color=DARK, label=texts.word("basic", language))
    axes.barh(names, project, left=basic, color=MIDDLE, label=texts.word("project", language))
    whole = known["amount_wan_yuan"].where(known["basic_wan_yuan"].isna() & known["project_wan_yuan"].isna())
    if whole.notna().any():  # not split where the parts contradict the amount, or are not printed
        axes.barh(names, _floats(whole), color=LIGHT, edgecolor=GREY, label=texts.word("undivided", language))
    _write_shares(axes, known)
    finish_bars(axes, _money_axis("expenditure", language))
    add_legend(axes)
    return figure


def economic_structure(
    sections: pd.DataFrame, groups: pd.DataFrame, source: str, language: str, rows: int = MOST_BARS
) -> Figure:
    """The largest economic sections, from level 2 of `views.economic_structure`, and the rest as one.

    `groups` is `views.personnel_and_running`; the title takes the larger of the two from it.
    """
    known = sections[sections["amount_wan_yuan"] > 0]
    largest = known.nlargest(rows, "amount_wan_yuan")
    if largest.empty:
        return nothing_to_draw(source, language)
    top = answers.largest(groups)
    title = titled(
        "chart_economic",
        language,
        share=number(top["share_pct"]),
        group=texts.word(str(top["group"]), language),
    )
    rest = known.drop(largest.index)
    figure, axes = new_chart(title, source, len(largest) + (not rest.empty))
    names = _labels(largest, language)
    for group, color in (("personnel", DARK), ("running", MIDDLE)):
        amounts = largest["amount_wan_yuan"].where(largest["group"] == group)
        axes.barh(names, _floats(amounts), color=color, label=texts.word(group, language))
    _write_shares(axes, largest)
    if not rest.empty:
        amount = float(rest["amount_wan_yuan"].sum())
        axes.barh([texts.say("other_items", language, count=len(rest))], [amount], color=LIGHT, edgecolor=GREY)
        share = rest["share_pct"].sum(min_count=len(rest))
        axes.annotate(number(amount) + ("" if pd.isna(share) else f" ({number(share)}%)"), (amount, len(largest)), (4, 0),
                      textcoords="offset points", va="center", fontsize=9)  # fmt: skip
    finish_bars(axes, _money_axis("general_public_basic", language))
    add_legend(axes)
    return figure


def year_on_year(changes: pd.DataFrame, year: int | None, source: str, language: str) -> Figure:
    """This year and the implied year before, from `views.year_on_year`.

    The whisker is the range of the implied amount; it is often narrower than its own line.
    """
    known = changes[changes["prior_wan_yuan"].notna()]
    if known.empty:
        return nothing_to_draw(source, language)
    first = known.iloc[0]
    name = answers.label(first, language)
    if pd.isna(first["growth_pct"]):
        title = texts.say("chart_year_no_growth", language, label=name, **answers.change_words(first, language))
    else:
        words = answers.growth_words(first, language)
        title = texts.say("chart_year", language, label=name, **words)
    figure, axes = new_chart(title, source, 2 * len(known))
    prior, current = (_floats(known[name]) for name in ("prior_wan_yuan", "current_wan_yuan"))
    reach = [
        [p - low for p, low in zip(prior, _floats(known["prior_wan_yuan_low"]), strict=True)],
        [high - p for p, high in zip(prior, _floats(known["prior_wan_yuan_high"]), strict=True)],
    ]
    names = (str(year - 1), str(year)) if year else ("t−1", "t")
    _paired(axes, prior, current, names, xerr=reach)
    _write(
        axes,
        prior,
        (
            f"{number(row['prior_wan_yuan'])} "
            + views.interval(row["prior_wan_yuan_low"], row["prior_wan_yuan_high"])
            for _, row in known.iterrows()
        ),
        shift=-0.2,
    )
    _write(
        axes,
        current,
        (
            number(row["current_wan_yuan"])
            + ("" if pd.isna(row["growth_pct"]) else f" ({views.signed(row['growth_pct'])}%)")
            for _, row in known.iterrows()
        ),
        shift=0.2,
    )
    axes.set_yticks(range(len(known)), _labels(known, language))
    finish_bars(axes, _money_axis("amount", language), room=0.55)
    add_legend(axes)
    return figure


def execution(items: pd.DataFrame, source: str, language: str) -> Figure:
    """Deviation of each item from its budget, from `views.execution`."""
    known, total = compared(items)
    if known.empty or total is None:
        return nothing_to_draw(source, language)
    order = known["deviation_wan_yuan"].abs().sort_values(ascending=False, kind="stable").index
    ranked = known.loc[order]
    title = titled(
        "chart_execution",
        language,
        rate=number(total["rate_pct"]),
        kind=texts.word(str(total["budget_kind"]), language),
        label=answers.label(ranked.iloc[0], language),
    )
    figure, axes = new_chart(title, source, len(ranked))
    gaps = _floats(ranked["deviation_wan_yuan"])
    axes.barh(_labels(ranked, language), gaps, color=[DARK if gap < 0 else MIDDLE for gap in gaps])
    axes.axvline(0, color=GREY, linewidth=0.8)
    _write(axes, gaps, (gap_and_rate(row) for _, row in ranked.iterrows()))
    finish_bars(axes, _money_axis("deviation", language), room=0.6)
    return figure


def procurement(parts: pd.DataFrame, source: str, language: str) -> Figure:
    """Contracts by kind, and those of small enterprises, from `views.procurement`."""
    stated = parts[parts["amount_wan_yuan"].notna()].set_index("item", drop=False)
    kinds = stated[stated["item"].isin(KINDS)]
    if kinds.empty:
        return nothing_to_draw(source, language)
    top = answers.largest(kinds)
    finding = {
        "kind": texts.word(str(top["item"]), language),
        "kind_share": number(top["share_pct"]),
    }
    title = titled("chart_procurement_kinds", language, **finding)
    enterprises = stated[stated["item"] == "sme"]
    if not enterprises.empty and not is_denied(enterprises.iloc[0]):
        sme = number(enterprises.iloc[0]["share_pct"])
        title = titled("chart_procurement", language, **finding, sme_share=sme)
    figure, axes = new_chart(title, source, len(stated))
    look = {"total": DARK, **dict.fromkeys(KINDS, MIDDLE)}
    names = [wrapped(texts.word(str(item), language), _LABEL_WIDTH) for item in stated["item"]]
    colors = [look.get(str(item), LIGHT) for item in stated["item"]]
    amounts = _floats(stated["amount_wan_yuan"])
    drawn = axes.barh(names, amounts, color=colors, edgecolor=GREY, linewidth=0.5)
    for patch, (_, row) in zip(drawn, stated.iterrows(), strict=True):
        if is_denied(row):
            patch.set(facecolor="white", edgecolor=ALERT, linestyle="--", linewidth=1.0)
    _write(axes, amounts, (contract_words(row, language) for _, row in stated.iterrows()))
    finish_bars(axes, _money_axis("amount_of_contracts", language), room=0.6)
    return figure


def three_public(items: pd.DataFrame, source: str, language: str) -> Figure:
    """Budget and final figure of the three public expenses, from `views.three_public`."""
    known = items[items["actual_wan_yuan"].notna()]
    if known.empty:
        return nothing_to_draw(source, language)
    total = items.set_index("item").loc["total"]
    title = titled(
        "chart_three_public",
        language,
        actual=number(total["actual_wan_yuan"]),
        rate=number(total["rate_pct"]),
    )
    figure, axes = new_chart(title, source, 2 * len(known))
    budget, actual = (_floats(known[name]) for name in ("budget_wan_yuan", "actual_wan_yuan"))
    names = (texts.word("budget_figure", language), texts.word("actual", language))
    _paired(axes, budget, actual, names)
    _write(axes, budget, (number(value) for value in known["budget_wan_yuan"]), shift=-0.2)
    _write(axes, actual, (number(value) for value in known["actual_wan_yuan"]), shift=0.2)
    axes.set_yticks(range(len(known)), _labels(known, language))
    finish_bars(axes, _money_axis("amount", language))
    add_legend(axes)
    return figure


def _paired(
    axes: Axes,
    upper: list[float],
    lower: list[float],
    names: tuple[str, str],
    xerr: list[list[float]] | None = None,
) -> None:
    rows = range(len(upper))
    look: dict[str, Any] = {"height": 0.38, "edgecolor": GREY, "linewidth": 0.5}
    whisker: dict[str, Any] = {} if xerr is None else {"xerr": xerr, "capsize": 3}
    axes.barh([r - 0.2 for r in rows], upper, color=LIGHT, label=names[0], **look, **whisker)
    axes.barh([r + 0.2 for r in rows], lower, color=DARK, label=names[1], **look)


def _write(axes: Axes, ends: list[float], marks: Iterable[str], shift: float = 0.0) -> None:
    """The number at the end of each bar; to the left of it where the bar goes left."""
    for row, (end, mark) in enumerate(zip(ends, marks, strict=True)):
        side = -1 if end < 0 else 1
        axes.annotate(
            mark,
            (end, row + shift),
            (4 * side, 0),
            textcoords="offset points",
            va="center",
            ha="left" if side > 0 else "right",
            fontsize=9,
        )


def _write_shares(axes: Axes, rows: pd.DataFrame) -> None:
    marks = (
        f"{number(row['amount_wan_yuan'])} ({number(row['share_pct'])}%)"
        for _, row in rows.iterrows()
    )
    _write(axes, _floats(rows["amount_wan_yuan"]), marks)


def _labels(rows: pd.DataFrame, language: str) -> list[str]:
    """Names of bars, each other than all others: bars of one name would be drawn on each other."""
    return [wrapped(name, _LABEL_WIDTH) for name in labels(rows, language)]


def _money_axis(name: str, language: str) -> str:
    return texts.say("axis_money", language, name=texts.word(name, language))


def _floats(values: pd.Series[Any]) -> list[float]:
    """A bar needs a length: what is missing has none."""
    return [0.0 if pd.isna(value) else float(value) for value in values]
