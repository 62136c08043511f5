"""A chart of one indicator over many accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .. import texts
from ..views import number
from .style import ALERT, DARK, finish_bars, new_chart, nothing_to_draw, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 40
_LABEL_WIDTH = 36


def indicator(listed: pd.DataFrame, accounts: int, language: str) -> Figure:
    """One indicator by department and year, the highest first, from `across.values`.

    What rests on a number that differs is drawn in another colour and hatched; at most 40 bars.
    """
    source = texts.say("caption_dataset", language, accounts=accounts)
    known = listed[listed["value"].notna()].sort_values("value", ascending=False, kind="stable").head(_MOST)
    if known.empty:
        return nothing_to_draw(source, language)
    top = known.iloc[0]
    label = str(top["label_en"] if language == "en" else top["label"])
    unit = texts.word(str(top["unit"]), language)
    title = texts.say("chart_indicator", language, label=label, highest=top["department"], value=number(top["value"]))
    figure, axes = new_chart(title, source, len(known))
    names = [wrapped(f"{row.department} {row.year}", _LABEL_WIDTH) for row in known.itertuples()]
    values = [float(value) for value in known["value"]]
    ends = [
        [value - float(low) for value, low in zip(values, known["value_low"], strict=True)],
        [float(high) - value for value, high in zip(values, known["value_high"], strict=True)],
    ]
    bars = axes.barh(range(len(names)), values, xerr=ends, color=DARK)
    for bar, verdict in zip(bars, known["verdict"], strict=True):
        if verdict == "differs":
            bar.set(facecolor=ALERT, hatch="////", edgecolor="white")
    axes.set_yticks(range(len(names)), names)
    finish_bars(axes, texts.say("header", language, name=label, unit=unit))
    return figure
