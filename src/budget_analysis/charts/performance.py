"""The chart of the self-evaluations: what was spent, and what was scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .. import texts
from ..views import number
from .drawn import _paired, _write
from .style import add_legend, finish_bars, new_chart, nothing_to_draw, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LABEL_WIDTH = 30


def performance(money: pd.DataFrame, source: str, language: str) -> Figure:
    """Execution rate and score of each project, from `views.project_money`."""
    known = money[money["rate_pct"].notna() & money["excess_pct"].notna()]
    if known.empty:
        return nothing_to_draw(source, language)
    above = int((known["excess_pct_low"] > 0).sum())
    title = texts.say("chart_performance", language, count=len(known), above=above)
    figure, axes = new_chart(title, source, 2 * len(known))
    rates = [float(value) for value in known["rate_pct"]]
    reached = [float(value) for value in known["rate_pct"] + known["excess_pct"]]
    names = (texts.word("execution_rate", language), texts.word("score_in_percent", language))
    _paired(axes, rates, reached, names)
    _write(axes, rates, map(number, rates), shift=-0.2)
    _write(axes, reached, map(number, reached), shift=0.2)
    axes.set_yticks(range(len(known)), [wrapped(str(name), _LABEL_WIDTH) for name in known["project"]])
    finish_bars(axes, "%", room=0.15)
    add_legend(axes)
    return figure
