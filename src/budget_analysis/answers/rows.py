"""Rows of views in words: the largest, its name, its direction."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .. import texts
from ..views import number


def largest(frame: pd.DataFrame) -> pd.Series[Any]:
    """The row with the largest amount; the first where none has an amount."""
    ranked = frame.sort_values("amount_wan_yuan", ascending=False, kind="stable")
    return ranked.iloc[0]


def growth_words(change: pd.Series[Any], language: str) -> dict[str, str]:
    """`direction` and `growth`, without its sign, of one row of `year_on_year`."""
    rate, gap = change["growth_pct"], change["change_wan_yuan"]
    is_decrease = not pd.isna(gap) and gap < 0
    return {
        "direction": texts.word("decrease" if is_decrease else "increase", language),
        "growth": number(None if pd.isna(rate) else abs(rate)),
    }


def change_words(change: pd.Series[Any], language: str) -> dict[str, str]:
    """`direction` and `change`, without its sign, of one row of `year_on_year` whose growth is undefined."""
    gap = change["change_wan_yuan"]
    name = "other_money" if pd.isna(gap) or not gap else "less_money" if gap < 0 else "more_money"
    return {"direction": texts.word(name, language), "change": number(None if pd.isna(gap) else abs(gap))}


def label(row: pd.Series[Any], language: str) -> str:
    """The name of a row of a view in the reader's language; as printed, quoted, where no other is known."""
    if language == "zh":
        return str(row["label"])
    return f"“{row['label']}”" if pd.isna(row["label_en"]) else str(row["label_en"])
